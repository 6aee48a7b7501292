"""Values computed from others, as candidates beside recorded ones (LANGUAGE §3.10)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import cast

from msgspec import Struct
from msgspec.structs import replace

from eligo.quantities.conversion import Affine
from eligo.quantities.dates import Duration, start_of_day
from eligo.quantities.interval import hull
from eligo.screening.ages import ADULT, grown_up
from eligo.screening.deciders import Decider
from eligo.screening.index import PatientIndex
from eligo.screening.moments import day_of
from eligo.screening.recording import levels_within
from eligo.screening.result import Cause, Evidence
from eligo.screening.results import Candidate, Computed, Given, Result
from eligo.screening.selection import latest
from eligo.screening.truth import NO, UNKNOWN, WORDS, YES
from eligo.vocabulary.formulas import Known, bounds
from eligo.vocabulary.model import Concept, Finding, Formula, Measure, Scale, Sex

Gap = tuple[Cause, str]


class Input(Struct, frozen=True, eq=False):
    """One input of a formula: how a value in the measure's unit becomes one in the formula's; None of a finding.

    ``is_lasting``: an adult's does not change (height), so that it neither dates the result nor has to be of its time.
    """

    concept: Concept
    convert: Affine | None
    is_lasting: bool


class Plan(Struct, frozen=True, eq=False):
    """A formula made ready: its inputs, what it gives, and the rules that ask whether it is for the patient."""

    formula: Formula
    inputs: tuple[Input, ...]
    gives: Measure | Scale
    to_unit: Affine | None
    not_during: tuple[tuple[str, Decider], ...]


class _Dated(Struct, frozen=True, eq=False):
    """The latest results of every input, and when the value made of them is from."""

    parts: list[list[Result]]
    first: int
    last: int
    paired: int


def computed_results(patient: PatientIndex, plans: Sequence[Plan], day: int) -> list[Result]:
    """Return what ``plans`` compute that may be of a later day than ``day`` (a number of days)."""
    found: list[Result] = []
    for plan in plans:
        dated = _dated_once(patient, plan)
        if dated is not None and day_of(dated.last) > day:
            result = _computed_once(patient, plan, dated)
            if result is not None:
                found.append(result)
    return found


def barring(patient: PatientIndex, plans: Sequence[Plan]) -> Iterator[Evidence]:
    """Yield the records for which nothing is computed by ``plans`` though the inputs are there: of a dialysis, say."""
    for plan in plans:
        if _dated_once(patient, plan) is None:
            continue
        for name, decider in plan.not_during:
            decision = decider.decide(patient)
            if decision.truth == YES:
                test = f"{plan.formula.name}: not during {name}"
                yield from (replace(one, test=test, holds=WORDS[NO]) for one in decider.evidence(patient, decision))


def _dated_once(patient: PatientIndex, plan: Plan) -> _Dated | None:
    key = (plan, "dated")
    if key not in patient.kept:
        patient.kept[key] = _dated(patient, plan)
    return cast("_Dated | None", patient.kept[key])


def _computed_once(patient: PatientIndex, plan: Plan, dated: _Dated) -> Result | None:
    if plan not in patient.kept:
        patient.kept[plan] = _compute(patient, plan, dated)
    return cast("Result | None", patient.kept[plan])


def _dated(patient: PatientIndex, plan: Plan) -> _Dated | None:
    """Return the latest results of the inputs; None where one has none, or where they are too far apart."""
    _, adult = grown_up(patient.birth)
    parts: list[list[Result]] = []
    changing: list[list[Result]] = []
    for one in plan.inputs:
        results = patient.results(one.concept.id)
        if not results:
            return None
        chosen = [c.result for c in latest([Candidate(result, result.sure) for result in results])]
        parts.append(chosen)
        if not (one.is_lasting and all(result.first >= adult for result in chosen)):
            changing.append(chosen)
    firsts = [min(result.first for result in chosen) for chosen in changing]
    lasts = [max(result.last for result in chosen) for chosen in changing]
    oldest, newest = (min(firsts), min(lasts)), (max(firsts), max(lasts))
    apart = YES if len(changing) == 1 else paired(oldest, newest, plan.formula.within)
    return None if apart == NO else _Dated(parts, *oldest, apart)


def _compute(patient: PatientIndex, plan: Plan, dated: _Dated) -> Result | None:
    """Return the value, None where the formula is not for the patient."""
    gaps, given = _person(patient, plan)
    if gaps is None:
        return None
    parts = tuple(result for chosen in dated.parts for result in chosen)
    result = Result(
        plan.gives.id, dated.first, dated.last, dated.first, dated.last,
        not gaps and dated.paired == YES and all(any(part.sure for part in chosen) for chosen in dated.parts),
        computed=Computed(plan.formula.name, parts, tuple(given)), gap=gaps[0] if gaps else None,
    )  # fmt: skip
    _fill(patient, plan, dated, result)
    return result


def _fill(patient: PatientIndex, plan: Plan, dated: _Dated, result: Result) -> None:
    """Give ``result`` its value, or its problem: that of an input, or what is not known of the person."""
    formula = plan.formula
    age, sex = patient.age(), patient.sex
    result.problem = next((part.problem for chosen in dated.parts for part in chosen if part.problem), None)
    if (formula.needs_age and age is None) or (formula.needs_sex and sex not in ("female", "male")):
        result.problem = "missing"
    if result.problem is not None:
        return
    known = [_known(one, chosen) for one, chosen in zip(plan.inputs, dated.parts, strict=True)]
    extent = bounds(
        formula, known, age=age if formula.needs_age else None, sex=cast("Sex", sex) if formula.needs_sex else None
    )
    if extent is None:
        result.problem = "imprecise"
    elif isinstance(plan.gives, Scale):
        result.levels = levels_within(plan.gives.levels, extent)
        result.problem = None if result.levels else "implausible"
    else:
        extent = extent if plan.to_unit is None else plan.to_unit(extent)
        if patient.lexicon.believable(plan.gives, extent):
            result.extent = extent
        else:
            result.problem = "implausible"


def _person(patient: PatientIndex, plan: Plan) -> tuple[list[Gap] | None, list[Given]]:
    """Return what is not known of whether the formula is for the patient (None: it is not), and what it rests on."""
    formula = plan.formula
    gaps: list[Gap] = []
    given: list[Given] = []
    age = patient.age()
    if formula.adults_only:
        adult = _at_least_adult(age)
        if adult == NO:
            return None, given
        if adult == UNKNOWN:
            gaps.append(("missing" if age is None else "imprecise", "age"))
    if formula.needs_age and age is not None:
        given.append(Given("age", _years(age), "years"))
    if formula.needs_sex:
        if patient.sex in ("female", "male"):
            given.append(Given("sex", patient.sex))
        else:
            gaps.append(("missing", "sex"))
    for name, decider in plan.not_during:
        decision = decider.decide(patient)
        if decision.truth == YES:
            return None, given
        if decision.truth == UNKNOWN:
            gaps.append(("missing", name))
        given += [
            Given(evidence.concept, evidence.holds, place=evidence.place)
            for evidence in decider.evidence(patient, decision)
            if evidence.place is not None
        ]
    return gaps, given


def _known(one: Input, chosen: list[Result]) -> Known:
    """Return what is known of an input: the hull of its latest results, or the values that a finding may have."""
    if one.convert is None:
        values = one.concept.values if isinstance(one.concept, Finding) else ()
        bits = 0
        for result in chosen:
            bits |= result.levels
        return tuple(value for place, value in enumerate(values) if bits >> place & 1)
    return one.convert(hull(result.extent for result in chosen if result.extent is not None))


def paired(oldest: tuple[int, int], newest: tuple[int, int], within: Duration) -> int:
    """Answer whether two times, each a first and a last moment, lie no further apart than ``within``.

    Days and longer are counted by the calendar.
    """
    (old_first, old_last), (new_first, new_last) = oldest, newest
    if within.is_calendar:
        new_first, new_last = within.before(start_of_day(new_first)), within.before(start_of_day(new_last))
    else:
        new_first, new_last = within.before(new_first), within.before(new_last)
    if old_first >= new_last:
        return YES
    return NO if old_last < new_first else UNKNOWN


def _at_least_adult(age: tuple[int, int] | None) -> int:
    if age is None:
        return UNKNOWN
    least, most = age
    return YES if least >= ADULT else NO if most < ADULT else UNKNOWN


def _years(age: tuple[int, int]) -> str:
    return str(age[0]) if age[0] == age[1] else f"{age[0]} to {age[1]}"
