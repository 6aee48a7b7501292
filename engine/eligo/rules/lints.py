"""Checks across the criteria of a trial: what is legal, and often a mistake (LANGUAGE §4, last paragraph)."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from eligo.diagnostics import Diagnostic, Label
from eligo.rules.model import All, Criterion, Measure, Not, Present, Rule
from eligo.rules.ranges import Range, range_of, subject_of, without_bounds
from eligo.rules.sentences import sentence_says_more
from eligo.rules.walking import parts_of
from eligo.vocabulary import Vocabulary

_ADULT = Fraction(18)
#: so many earlier criteria of one subject are compared: protocols have three or four, hostile files thousands
_COMPARED = 20


def lint(criteria: list[Criterion], vocabulary: Vocabulary) -> list[Diagnostic]:
    """Return the warnings, and the errors of conjunctions that can never hold."""
    found: list[Diagnostic] = []
    for criterion in criteria:
        found.extend(_ages(criterion))
        found.extend(_negated_exclusions(criterion))
        found.extend(_contradictions(criterion, vocabulary))
        found.extend(_extremes(criterion, vocabulary))
        found.extend(sentence_says_more(criterion))
    found.extend(_between(criteria, vocabulary))
    return found


def _ages(criterion: Criterion) -> Iterator[Diagnostic]:
    for part in parts_of(criterion.rule):
        if not isinstance(part, Measure) or part.measure != "age" or part.unit is None or part.unit.code != "a":
            continue
        if part.low and not part.low.inclusive and part.low.value == _ADULT and criterion.section == "inclusion":
            yield _warning(
                "W501", "those of exactly 18 years fall out", criterion, "write `≥ 18 years` if they are meant"
            )
        elif part.low and not part.low.inclusive and part.low.value >= _ADULT and part.low.value.denominator == 1:
            years = part.low.text
            yield _warning(
                "W502",
                f"ages are completed years: {years} years and 11 months is not above {years}",
                criterion,
                f"write `≥ {years} years` if everyone past that birthday is meant",
            )


def _negated_exclusions(criterion: Criterion) -> Iterator[Diagnostic]:
    """`No prior surgery` among the exclusions leaves out those who never had one: most often a slip."""
    rule = criterion.rule
    if criterion.section == "exclusion" and isinstance(rule, Not) and isinstance(rule.of, Present):
        help_ = "leave the negation out if those who have it are meant to stay out"
        yield _warning("W514", "this leaves out those who do not have it", criterion, help_)


def _contradictions(criterion: Criterion, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Find bounds in one conjunction that no result can meet together."""
    for part in parts_of(criterion.rule):
        if not isinstance(part, All):
            continue
        seen: dict[Rule, Range] = {}
        for arm in part.of:
            if not isinstance(arm, Measure) or arm.select.kind != "latest":
                continue
            key, range_ = without_bounds(arm), range_of(arm, vocabulary)
            met = seen[key].intersect(range_) if key in seen else range_
            if met.is_empty:
                help_ = "write `or`, or correct one of them"
                yield Diagnostic("E409", "these bounds can never both hold", Label(criterion.span), help=help_)
            seen[key] = met


def _extremes(criterion: Criterion, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Find bounds that everything or nothing that exists meets."""
    for part in parts_of(criterion.rule):
        if not isinstance(part, Measure) or part.relative_to is not None or part.measure == "age":
            continue
        whole = Range.of_measure(vocabulary.measure(part.measure))
        asked = range_of(part, vocabulary)
        if whole.within(asked):
            yield _warning("W504", "this is always met", criterion, "correct the bound, or leave it out")
        elif asked.intersect(whole).is_empty:
            yield _warning("W503", "this is never met", criterion, "correct the bound")


def _between(criteria: list[Criterion], vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    """Compare criteria with each other: the same twice, one that another implies, a contradiction.

    Only criteria with one rule, or with bounds on one subject, can say anything of each other.
    """
    same: dict[Rule, Criterion] = {}
    alike: dict[Rule, list[Criterion]] = {}
    for criterion in criteria:
        if criterion.rule == All(()):
            continue
        earlier = same.setdefault(criterion.rule, criterion)
        if earlier is not criterion:
            yield from _repeated(earlier, criterion)
            continue
        subject = subject_of(criterion.rule)
        if subject is not None:
            group = alike.setdefault(subject, [])
            for other in group[-_COMPARED:]:
                yield from _compared(other, criterion, vocabulary)
            group.append(criterion)


def _repeated(earlier: Criterion, later: Criterion) -> Iterator[Diagnostic]:
    if earlier.section == later.section:
        yield _pair("W506", "the same criterion twice", earlier, later, "leave one of them out")
    else:
        yield _pair("W507", "this contradicts an earlier criterion: nobody can pass both", earlier, later)


def _compared(earlier: Criterion, later: Criterion, vocabulary: Vocabulary) -> Iterator[Diagnostic]:
    assert isinstance(earlier.rule, Measure)
    assert isinstance(later.rule, Measure)
    one, other = range_of(earlier.rule, vocabulary), range_of(later.rule, vocabulary)
    if earlier.section == later.section:
        yield from _implied(earlier, later, one, other)
    else:
        yield from _across(earlier, later, one, other)


def _implied(earlier: Criterion, later: Criterion, one: Range, other: Range) -> Iterator[Diagnostic]:
    narrower, wider = (one, other) if earlier.section == "inclusion" else (other, one)
    if narrower.within(wider):
        yield _pair("W505", "an earlier criterion already says so", earlier, later, "leave this one out")
    elif wider.within(narrower):
        yield _pair("W505", "this says more than an earlier criterion, which is implied", earlier, later)
    elif earlier.section == "inclusion" and one.intersect(other).is_empty:
        yield _pair("W507", "this contradicts an earlier criterion: nobody can pass both", earlier, later)


def _across(earlier: Criterion, later: Criterion, one: Range, other: Range) -> Iterator[Diagnostic]:
    """Compare what is required with what is excluded."""
    required, excluded = (one, other) if earlier.section == "inclusion" else (other, one)
    if required.within(excluded):
        yield _pair("W507", "this contradicts an earlier criterion: nobody can pass both", earlier, later)
    elif required.intersect(excluded).is_empty:
        yield _pair("W503", f"this never decides: `{earlier.canonical}` already settles it", earlier, later)


def _warning(code: str, message: str, criterion: Criterion, help: str) -> Diagnostic:
    return Diagnostic(code, message, Label(criterion.span), help=help)


def _pair(code: str, message: str, earlier: Criterion, later: Criterion, help: str | None = None) -> Diagnostic:
    return Diagnostic(code, message, Label(later.span), (Label(earlier.span, "the earlier one"),), help=help)
