"""Declarations of concepts that the vocabulary lacks, for one trial.

``concept 'NAME': condition, also 'SYNONYM', code snomed:123`` and the forms for measures, findings and scales.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, cast

from eligo.diagnostics import Label, Span
from eligo.syntax.elements import ConceptDeclaration
from eligo.syntax.nodes import Number
from eligo.syntax.problems import Problems, shown
from eligo.syntax.snippet import Snippet
from eligo.vocabulary.names import can_be_found, name_key

DeclaredKind = Literal["condition", "drug", "procedure", "measure", "finding", "scale"]

#: a scale that is declared by its ends has at most so many levels
LEVELS_AT_MOST = 1000

_QUOTED = r"'(?P<{}>[^'](?:[^']|'(?=\w))*+)'"
_HEAD = re.compile(
    _QUOTED.format("name") + r" ?: ?(?P<kind>condition|drug|procedure|measure|finding|scale)(?![\w-]) ?", re.I
)
_NAMES = re.compile(r"'[^'](?:[^']|'(?=\w))*+'(?:(?: ?, ?| or | and )'[^'](?:[^']|'(?=\w))*+')*+")
_NAME = re.compile(_QUOTED.format("name"))
_CLAUSES = {
    "also": re.compile(rf"also (?P<names>{_NAMES.pattern})", re.I),
    "code": re.compile(r"codes? (?P<code>[a-z][a-z0-9-]*+:[^\s,]++)", re.I),
    "values": re.compile(rf"values? (?P<names>{_NAMES.pattern})", re.I),
    "plausible": re.compile(r"plausible (?P<low>-?[0-9.]++) ?(?:to|–) ?(?P<high>-?[0-9.]++)", re.I),
    "unit": re.compile(r"in (?P<unit>[^,]++)", re.I),
    "levels": re.compile(r"(?P<low>[0-9]{1,4}) ?(?:to|[-–]) ?(?P<high>[0-9]{1,4})", re.I),
}
_FIRST = {"measure": ("unit",), "scale": ("levels", "values")}
_FURTHER = {"measure": ("also", "code", "plausible"), "finding": ("also", "code", "values")}
_COMMA = re.compile(r" ?, ?")
_DECIMAL = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,12})?")


@dataclass(slots=True)
class _Declared:
    """What the clauses of one declaration have said so far."""

    synonyms: list[str] = field(default_factory=list[str])
    codes: list[str] = field(default_factory=list[str])
    values: tuple[str, ...] = ()
    unit: str | None = None
    unit_span: Span = field(default=Span(0, 0))
    plausible: tuple[Number, Number] | None = None


def read_concept(whole: Snippet, rest: Snippet, problems: Problems) -> ConceptDeclaration | None:
    """Return the declaration whose name begins ``rest``; None, with a problem (E112), where it cannot be read."""
    head = _HEAD.match(rest.text)
    if head is None:
        span = whole.span(0, len(whole))
        message = "a declaration names its concept in quotes and says of what kind it is"
        problems.add("E112", message, span, help="write `concept 'NAME': condition`; " + _KINDS)
        return None
    kind = cast(DeclaredKind, head["kind"].lower())
    declared = _Declared()
    if not _clauses(rest, head.end(), kind, declared, problems):
        return None
    problem = _missing(kind, declared) or _nameless((head["name"], *declared.synonyms), kind)
    if problem:
        problems.add("E112", problem[0], rest.span(*head.span("kind")), help=problem[1])
        return None
    return ConceptDeclaration(
        " ".join(head["name"].split()),
        kind,
        tuple(declared.synonyms),
        tuple(declared.codes),
        declared.unit,
        declared.plausible,
        declared.values,
        name_span=rest.span(*head.span("name")),
        unit_span=declared.unit_span,
        span=whole.span(0, len(whole)),
    )


_KINDS = "the kinds are condition, drug, procedure, measure, finding and scale"
_HELP = {
    "measure": "write `concept 'NAME': measure in mg/dL, plausible 0 to 500`",
    "finding": "write `concept 'NAME': finding, values 'mild', 'severe'`",
    "scale": "write `concept 'NAME': scale 1 to 5`",
}
_HELP_OTHER = "write `concept 'NAME': {}, also 'SYNONYM', code snomed:123`"


def _help(kind: str) -> str:
    return _HELP.get(kind, _HELP_OTHER.format(kind))


def _clauses(rest: Snippet, at: int, kind: str, declared: _Declared, problems: Problems) -> bool:
    """Read the clauses from ``at`` on; tell whether all of them could be."""
    allowed = _FIRST.get(kind, ()) + _FURTHER.get(kind, ("also", "code"))
    seen: dict[str, Span] = {}
    comma = _COMMA.match(rest.text, at)
    at = comma.end() if comma else at
    while at < len(rest.text):
        name, found = _clause(rest.text, at, allowed)
        end = found.end() if found else at
        following = _COMMA.match(rest.text, end)
        if found is None or (following is None and end < len(rest)):
            message = f"{shown(rest.text[end:].strip())} is not understood in the declaration of a {kind}"
            problems.add("E112", message, rest.span(end, len(rest)), help=_help(kind))
            return False
        span = rest.span(*found.span())
        if name in seen and name not in ("also", "code"):
            first = Label(seen[name], "given here")
            problems.add("E112", f"{shown(found.group())} is given twice", span, help="give it once", other=first)
            return False
        seen[name] = span
        if not _take(name, found, rest, declared, problems):
            return False
        at = following.end() if following else found.end()
    return True


def _clause(text: str, at: int, allowed: tuple[str, ...]) -> tuple[str, re.Match[str] | None]:
    """Return the clause at ``at``: its name and match, or no match."""
    for name in allowed:
        if found := _CLAUSES[name].match(text, at):
            return name, found
    return "", None


def _take(name: str, found: re.Match[str], rest: Snippet, declared: _Declared, problems: Problems) -> bool:
    """Note what one clause says; tell whether it makes sense."""
    if name == "also":
        declared.synonyms += _names(found["names"])
    elif name == "code":
        declared.codes.append(found["code"])
    elif name == "values":
        declared.values = tuple(_names(found["names"]))
    elif name == "unit":
        declared.unit, declared.unit_span = found["unit"].strip(), rest.span(*found.span("unit"))
    else:
        return _take_range(name, found, rest, declared, problems)
    return True


def _take_range(name: str, found: re.Match[str], rest: Snippet, declared: _Declared, problems: Problems) -> bool:
    low, high = (_number(found[end]) for end in ("low", "high"))
    span = rest.span(*found.span())
    if low is None or high is None:
        problems.add("E112", f"{shown(found.group())} is no range of numbers", span, help="write `plausible 0 to 500`")
        return False
    if low.value >= high.value or (name == "levels" and high.value - low.value >= LEVELS_AT_MOST):
        problems.add("E112", f"{shown(found.group())} is no range", span, help="write the smaller number first")
        return False
    if name == "levels":
        declared.values = tuple(str(level) for level in range(int(low.value), int(high.value) + 1))
    else:
        declared.plausible = (low, high)
    return True


def _missing(kind: str, declared: _Declared) -> tuple[str, str] | None:
    """Return the message and help for what the declaration leaves out."""
    if kind == "measure" and declared.unit is None:
        return "a measure is declared with its unit", f"{_help(kind)}; one without a unit is a `measure in 1`"
    if kind == "scale" and not declared.values:
        return "a scale is declared with its levels", _help(kind)
    keys = [name_key(value) for value in declared.values]
    if not all(keys):
        return "a value holds no letter, digit or `+`", _help(kind)
    if len(set(keys)) < len(keys):
        return "a value is given twice", _help(kind)
    return None


def _nameless(names: tuple[str, ...], kind: str) -> tuple[str, str] | None:
    odd = next((name for name in names if not can_be_found(name)), None)
    return None if odd is None else (f"{shown(odd)} is no name: it holds no letter and no digit", _help(kind))


def _names(text: str) -> list[str]:
    return [" ".join(found["name"].split()) for found in _NAME.finditer(text)]


def _number(text: str) -> Number | None:
    return Number(text, Fraction(text)) if _DECIMAL.fullmatch(text) else None
