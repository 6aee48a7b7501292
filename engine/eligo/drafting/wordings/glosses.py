"""What a value in the sentence explains: ``severe renal impairment (creatinine clearance < 30 mL/min)``.

A vague word cannot be decided, but where the sentence itself says what it means by it, that can. The words explained
come from a closed list, ``criteria/states.toml``, each with the measures that say it in numbers; any other word keeps
the sentence a question.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from typing import Any, NamedTuple

from eligo.drafting.wordings.triggers import Triggers, triggers
from eligo.resources import data_folder
from eligo.rules.model import All, Demographic, Grade, Measure, Ratio, Rule, Section
from eligo.rules.walking import leaves_of, parts_of

DEFINED = triggers("defined")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_DEFINED = re.compile(
    r",? ?(?:(?:is |are |was |were )?(?:as )?(?:defined|evidenced|demonstrated|indicated|documented|determined|shown"
    r"|assessed|confirmed|measured|manifested|expressed|characteri[sz]ed)(?: (?:as|by))+"
    r"(?: (?:having|having a|having an|all of|the following|any of the following|an?))?:?"
    r"|,? ?i\.?e\.?,?|:|with(?: an?)?|based on|meaning|defined|of) |(?<=\w) ?(?=[<>≥≤=])",
    re.IGNORECASE,
)
_INSIDE = re.compile(
    r"(?:(?:i\.?e\.?|defined (?:as|by)|as defined by|eg defined as|definition)[,:]? ?)?(?P<values>.+)", re.IGNORECASE
)
_BRACKETED = re.compile(
    r"(?P<head>[^()\[\]]{3,90}?) ?[(\[](?P<inner>.{4,400})[)\]]"
    r"(?P<when>,? (?:at|within|during|in the) [^()\[\]]{3,60})?",
    re.DOTALL,
)

#: words that stand beside a state and leave its values alone
_BESIDE = frozenset((
    "inadequate", "abnormal", "insufficient", "impaired", "severe", "severely", "significant",
    "significantly", "clinically", "moderate", "mild", "uncontrolled",
    "poorly", "controlled", "poor", "reduced", "decreased", "elevated", "low", "high", "prolonged",
    "function", "functions", "functional", "insufficiency", "impairment", "failure", "dysfunction", "disease", "bone",
    "system", "systolic", "left", "interval", "prolongation", "arterial", "reserve", "status", "parameters", "control",
    "laboratory", "values", "tests", "test", "patients", "patient", "subjects", "subject", "participants",
    "participant", "with", "have", "has", "having", "must", "the", "a", "an", "of", "evidence", "presence",
    "and", "or", "any",
    "other", "known", "documented", "current", "persistent", "marked", "serum", "level", "levels", "are",
    "is", "moderately",
    "chronic", "ongoing", "active", "baseline", "resting", "should", "enzymes", "abnormalities", "abnormality",
    "who", "stage", "symptomatic", "important", "markedly", "relevant", "substantial", "critical", "profound",
    "disorder", "disorders", "damage", "injury", "major", "to", "moderate-to-severe", "mild-to-moderate",
    "deficiency", "profile", "biochemistry", "requirements", "excessive", "sufficient", "had", "in", "that", "by",
    "uncorrected", "inadequately", "insufficiently", "deranged", "pre-existing", "preexisting", "being",
    "preoperative", "morbid", "morbidly", "lv", "their", "such", "obvious", "blood", "low-grade", "as", "mellitus",
))  # fmt: skip
#: words without which some states are diagnoses of their own: a number beside *diabetes* adds to it
_VAGUE = frozenset((
    "inadequate", "impaired", "severe", "severely", "moderate", "mild", "uncontrolled", "poorly", "poor", "elevated",
    "moderate-to-severe", "mild-to-moderate", "inadequately", "insufficiently", "significant", "major", "abnormal",
))  # fmt: skip


#: words with which a head asks for the state: as an exclusion it would exclude the healthy
_ASKED_FOR = frozenset(("adequate", "normal", "acceptable", "sufficient", "good", "satisfactory", "preserved"))
_BOUND_FIRST = re.compile(
    r"[<>≥≤=]|(?:greater|more|less|higher|lower|at least|above|below|over|under)\b", re.IGNORECASE
)


class State(NamedTuple):
    """The measures and scales that say a state in numbers; a diagnosis is a state only where it is vaguely graded."""

    measures: frozenset[str]
    is_diagnosis: bool


@lru_cache(maxsize=1)
def known_states() -> dict[str, State]:
    """Return by its word each state of ``criteria/states.toml``."""
    tables: dict[str, Any] = tomllib.loads(data_folder("criteria").joinpath("states.toml").read_text(encoding="utf-8"))

    def measures(table: dict[str, Any]) -> frozenset[str]:
        return frozenset(table.get("measures", ())).union(*(measures(tables[name]) for name in table.get("of", ())))

    return {
        word: State(measures(table), is_diagnosis=table.get("diagnosis", False))
        for table in tables.values()
        for word in table["words"]
    }


@lru_cache(maxsize=1)
def of_states() -> Triggers:
    """Return the words of the states, of which one stands wherever one is explained, with what may explain it."""
    return triggers(
        " ".join(re.sub(r"\W", " ", word) for word in known_states()),
        "( [ < > ≥ ≤ = : , defined evidenced demonstrated indicated documented determined shown assessed confirmed"
        " measured manifested expressed characterised characterized with based meaning of i ie",
    )


class Gloss(NamedTuple):
    """The values that explain a head, and for each state that it names the measures that may do so."""

    text: str
    states: tuple[frozenset[str], ...]


def gloss(text: str, section: Section | None) -> Gloss | None:
    """Return the values by which ``text`` explains the state that it names, or None.

    >>> gloss("Severe renal impairment (creatinine clearance < 30 mL/min)", "exclusion").text
    'creatinine clearance < 30 mL/min'
    """
    bracketed = _BRACKETED.fullmatch(text)
    if bracketed and (states := states_named(bracketed["head"], section)):
        return state_explained(bracketed["inner"], states, bracketed["when"] or "")
    first = _WORD.search(text)
    if first is None or not _may_open(first.group().lower()):
        return None
    for found in _DEFINED.finditer(text, 0, 120):
        if states := states_named(text[: found.start()], section):
            return _named(text[found.end() :].strip(" :,"), states)
    return None


_NAME_DEFINED = re.compile(
    r"(?:(?:patients?|subjects?|participants?|individuals?|those|presence) (?:with|of) |known |documented )*"
    r"(?P<name>[^,:;()<>≤≥=\d]{3,60}?),? (?:(?:is|are) )?(?:as )?defined (?:as|by)"
    r"(?: (?:having|either|the following|any of the following))?:? (?P<values>.+)",
    re.IGNORECASE | re.DOTALL,
)


def name_defined(text: str) -> tuple[str, str] | None:
    """Return the name that ``text`` defines and what it defines it as: ``shock defined as SBP < 90 mmHg``.

    >>> name_defined("Patients with shock, defined as SBP < 90 mmHg")
    ('shock', 'SBP < 90 mmHg')
    """
    found = _NAME_DEFINED.fullmatch(text)
    return (found["name"], found["values"]) if found else None


def state_explained(inner: str, states: tuple[frozenset[str], ...], when: str = "") -> Gloss | None:
    """Return what a bracket with ``inner`` says of ``states``; ``when`` is the time behind it."""
    inside = _INSIDE.fullmatch(inner)
    return _named(f"{inside['values']}{when}", states) if inside else None


def _named(values: str, states: tuple[frozenset[str], ...]) -> Gloss:
    """``fever (> 38 °C)``: name the measure, where the state has only one."""
    if _BOUND_FIRST.match(values) and len(states) == len(states[0]) == 1:
        values = f"{next(iter(states[0])).replace('_', ' ')} {values}"
    return Gloss(values, states)


def explains(rule: Rule, values: Gloss, section: Section | None) -> bool:
    """Tell whether ``rule`` only bounds measures that say the states in numbers, and leaves none of them out.

    ``inadequate marrow function (platelets < … and hemoglobin < …)``: that both are meant is unlikely, so nobody knows.
    """
    leaves = leaves_of(rule)
    if section == "exclusion" and any(isinstance(part, All) and len(part.of) > 1 for part in parts_of(rule)):
        return False
    measured = [_measures_of(leaf) for leaf in leaves if not isinstance(leaf, Demographic)]
    known = frozenset[str]().union(*values.states)
    return all(found and found <= known for found in measured) and all(
        any(found <= state for found in measured) for state in values.states
    )


def defines(rule: Rule, section: Section | None) -> bool:
    """Tell whether ``rule`` says in numbers what a name is defined as; all of several as an exclusion are unlikely."""
    parts = parts_of(rule)
    is_of_all = section == "exclusion" and any(isinstance(part, All) for part in parts)
    return not is_of_all and any(isinstance(part, Measure | Ratio) for part in parts)


def _measures_of(leaf: Rule) -> frozenset[str]:
    if isinstance(leaf, Measure):
        return frozenset((leaf.measure,))
    if isinstance(leaf, Grade):
        return frozenset((leaf.scale,))
    return frozenset(leaf.of) if isinstance(leaf, Ratio) else frozenset()


def names_state_of(text: str, measures: frozenset[str]) -> bool:
    """Tell whether a word of ``text`` names a state that one of ``measures`` may say."""
    states = (known_states().get(word) for word in _LETTERS.findall(text.lower()))
    return any(state is not None and not state.measures.isdisjoint(measures) for state in states)


def _may_open(word: str) -> bool:
    """Tell whether a head that `states_named` reads may begin with ``word``; most lines begin otherwise."""
    return word in _BESIDE or word in _ASKED_FOR or word in known_states()


def states_named(head: str, section: Section | None) -> tuple[frozenset[str], ...]:
    """Return the states that ``head`` names, by their measures; none where it says anything else.

    A state that is named twice is perhaps explained once: `kidney disease or abnormal renal function (…)`.
    """
    states: list[frozenset[str]] = []
    words = [word.lower() for word in _WORD.findall(head)]
    is_graded = not _VAGUE.isdisjoint(words)
    for word in words:
        state = known_states().get(word)
        if state is not None and (is_graded or not state.is_diagnosis):
            states.append(state.measures)
        elif word not in _BESIDE and not (word in _ASKED_FOR and section != "exclusion"):
            return ()
    is_plain = len(set(states)) == len(states) and not re.search(r"\d", head)
    return tuple(states) if is_plain else ()
