"""Which concept a record is about: by its name, by its code, and by its shape where a name means several things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, Literal, TypeGuard

from eligo.facts.numbers import Number
from eligo.facts.taking import Taking, taking_of
from eligo.facts.values import read_value
from eligo.facts.wording import LONGEST_NAME, methods_of
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Concept, Finding, Measure, Scale

Record = dict[str, Any]
#: kinds whose records say that something is going on, or not
PRESENCES: Final = frozenset({"condition", "drug", "procedure", "demographic"})
_PRESENCE_FIELDS: Final = ("present", "ever", "start", "end", "status", "relation")
#: what a text can say of a presence
YES: Final = frozenset({"yes", "true", "present"})
NO: Final = frozenset({"no", "false", "absent", "not present", "none"})
#: what laboratories report of a test that was done and decided nothing
_UNDECIDED: Final = frozenset(
    {
        "indeterminate",
        "inconclusive",
        "equivocal",
        "borderline",
        "invalid",
        "undetermined",
        "not evaluable",
        "grey zone",
    }
)
_MOST_KEPT: Final = 20_000


class Named:
    """What a name or a code means: ``only`` where it is one concept whatever the record holds."""

    __slots__ = ("has_other_meanings", "meanings", "only")

    def __init__(self, meanings: tuple[Concept, ...], has_other_meanings: bool) -> None:
        """Keep ``meanings``; ``has_other_meanings``: the vocabulary knows of some that it has no concept for."""
        self.meanings = meanings
        self.has_other_meanings = has_other_meanings
        self.only = meanings[0] if len(meanings) == 1 and not has_other_meanings else None


class Naming:
    """Finds the concepts of records in one vocabulary, each name once."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Serve ``vocabulary``."""
        self.vocabulary = vocabulary
        self.named = _Names(self._named)
        self.coded = _Names(self._coded)
        self._takings: dict[tuple[str, str | None], Taking] = {}
        self.methods = methods_of(vocabulary.formulas)
        #: what others keep beside this vocabulary, by their type
        self.kept: dict[type, Any] = {}

    def concept_of(self, record: Record) -> Concept | Literal["conflict"] | None:
        """Return the concept of ``record``; None where nothing knows it or it could be several things."""
        name, code = record.get("name"), record.get("code")
        by_code = self.coded[code].only if code is not None else None
        if name is None:
            return self._redirected(by_code, record)
        named = self.named[name]
        if by_code is None:
            return self._redirected(named.only or self._by_shape(named, record), record)
        if not named.meanings:
            return self._redirected(by_code, record)
        agreeing = [meaning for meaning in named.meanings if self._agree(meaning, by_code)]
        if not agreeing:
            return "conflict"
        narrower = agreeing[0] if by_code.id in self.vocabulary.ancestors(agreeing[0].id) else by_code
        return self._redirected(narrower, record)

    def taking(self, measure: Measure, unit: str | None) -> Taking:
        """Return how a value of ``measure`` written in ``unit`` is taken."""
        key = (measure.id, unit)
        taking = self._takings.get(key)
        if taking is None:
            if len(self._takings) >= _MOST_KEPT:
                self._takings.clear()
            taking = self._takings[key] = taking_of(self.vocabulary, measure, unit)
        return taking

    def one(self, name: str) -> Concept | None:
        """Return what ``name`` means where it is one thing; of a condition and its finding, the condition."""
        named = self.named[name]
        if named.only is not None or named.has_other_meanings:
            return named.only
        conditions = [meaning for meaning in named.meanings if meaning.kind == "condition"]
        others = [m for m in named.meanings if not (isinstance(m, Finding) and m.implies in {c.id for c in conditions})]
        return others[0] if len(others) == 1 else None

    def all_of(self, name: str) -> tuple[Concept, ...]:
        """Return what ``name`` means where it is one thing, and the findings that go by the same name and imply it."""
        concept = self.one(name)
        if concept is None:
            return ()
        return (concept, *(m for m in self.named[name].meanings if isinstance(m, Finding) and m is not concept))

    def _named(self, name: str) -> Named:
        if len(name) > LONGEST_NAME:
            return Named((), has_other_meanings=False)
        meanings = self.vocabulary.find(name)
        ambiguity = self.vocabulary.ambiguity(name) if meanings else None
        return Named(meanings, has_other_meanings=bool(ambiguity and ambiguity.others))

    def _coded(self, code: str) -> Named:
        concept = self.vocabulary.by_code(code.strip()) if len(code) <= LONGEST_NAME else None
        return Named(() if concept is None else (concept,), has_other_meanings=False)

    def _agree(self, one: Concept, other: Concept) -> bool:
        """Tell whether one record may be of both: one is broader, tested by the other, or the pair it belongs to."""
        ancestors = self.vocabulary.ancestors
        if one.id == other.id or one.id in ancestors(other.id) or other.id in ancestors(one.id):
            return True
        for first, second in ((one, other), (other, one)):
            if _tests(first, second.id):
                return True
            if isinstance(first, Measure) and second.id in {*(first.pair or ()), *(id for _, id in first.variants)}:
                return True
        return False

    def _redirected(self, concept: Concept | None, record: Record) -> Concept | None:
        """Return the test in place of its condition where the value is one of the test's: ``HIV: negative``."""
        value = record.get("value")
        if concept is None or concept.kind not in PRESENCES or not isinstance(value, str) or _is_yes_or_no(value):
            return concept
        name = record.get("name", concept.name)
        for tested in (name, f"{name} test", f"{concept.name} test"):
            for test in self.named[tested].meanings:
                if _tests(test, concept.id) and value_of(test, value) is not None:
                    return test
        return concept

    def _by_shape(self, named: Named, record: Record) -> Concept | None:
        """Return the meaning that the record's fields show; None where they show none, or several."""
        if not named.meanings:
            return None
        fitting = [meaning for meaning in named.meanings if self._shows(meaning, record)]
        if not fitting and not named.has_other_meanings and "value" not in record and "unit" not in record:
            # nothing but a name, or a name and a time: a record of a presence
            fitting = [meaning for meaning in named.meanings if meaning.kind in PRESENCES]
        elif not fitting and not named.has_other_meanings and _has_amount(record):
            # a result that nothing can be made of is one all the same: the latest decides (LANGUAGE §3.7)
            fitting = [meaning for meaning in named.meanings if isinstance(meaning, Measure)]
        return fitting[0] if len(fitting) == 1 else None

    def _shows(self, meaning: Concept, record: Record) -> bool:
        """Tell whether ``record`` can only be of ``meaning`` or its like."""
        value = record.get("value")
        if isinstance(meaning, Measure):
            return self._measures(meaning, value, record.get("unit"))
        if isinstance(meaning, Scale):
            return value is not None and "unit" not in record and level_of(meaning, value) is not None
        if isinstance(meaning, Finding):
            return value is not None and value_of(meaning, value) is not None
        if value is not None:
            return isinstance(value, bool) or (isinstance(value, str) and _is_yes_or_no(value))
        return any(field in record for field in _PRESENCE_FIELDS)

    def _measures(self, measure: Measure, value: object, unit: str | None) -> bool:
        if isinstance(value, str):
            written = read_value(value)
            if written is None:
                return False
            unit = unit or written.unit
        elif not isinstance(value, Number):
            return False
        return self.taking(measure, unit).problem is None


class _Names(dict[str, Named]):
    """Names or codes looked up once each."""

    def __init__(self, find: Callable[[str], Named]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> Named:
        if len(self) >= _MOST_KEPT:
            self.clear()
        named = self[name] = self._find(name)
        return named


def naming_in(vocabulary: Vocabulary) -> Naming:
    """Return the `Naming` of ``vocabulary``, kept for the last few vocabularies."""
    for naming in _KEPT:
        if naming.vocabulary is vocabulary:
            return naming
    naming = Naming(vocabulary)
    _KEPT.insert(0, naming)
    del _KEPT[_MOST_VOCABULARIES:]
    return naming


_KEPT: list[Naming] = []
_MOST_VOCABULARIES: Final = 4


def _tests(concept: Concept, condition: str) -> TypeGuard[Finding]:
    return isinstance(concept, Finding) and condition in (concept.implies, *concept.suggests)


def value_of(finding: Finding, value: object) -> str | None:
    """Return the value of ``finding`` that ``value`` spells; None where it spells none."""
    if isinstance(value, bool):
        spelled = "positive" if value else "negative"
        return spelled if {"positive", "negative"} <= set(finding.values) else None
    return _spelled(value, finding.values, finding.spellings)


def is_undecided(value: object) -> bool:
    """Tell whether ``value`` says that a test decided nothing, where the finding has no such value of its own."""
    return isinstance(value, str) and " ".join(value.lower().split()) in _UNDECIDED


def level_of(scale: Scale, value: object) -> str | None:
    """Return the level of ``scale`` that ``value`` spells; None where it spells none."""
    return None if isinstance(value, bool) else _spelled(value, scale.levels, scale.spellings)


def _spelled(value: object, own: tuple[str, ...], spellings: tuple[tuple[str, str], ...]) -> str | None:
    for text in _texts_of(value):
        folded = " ".join(text.lower().split())
        for name in own:
            if name.lower() == folded:
                return name
        for spelling, name in spellings:
            if spelling == folded:
                return name
    return None


def _texts_of(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        assert isinstance(value, Number)  # true and false are no spelling, and nothing else is a value
        yield str(value.exact) if value.exact.denominator == 1 else value.text.rstrip("0")


def _has_amount(record: Record) -> bool:
    """Tell whether ``record`` has the value of a result and nothing of a presence."""
    value = record.get("value")
    if value is None or isinstance(value, bool) or any(field in record for field in _PRESENCE_FIELDS):
        return False
    return not (isinstance(value, str) and _is_yes_or_no(value))


def _is_yes_or_no(text: str) -> bool:
    return " ".join(text.lower().split()) in YES | NO
