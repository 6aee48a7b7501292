"""From results to evidence: value, unit, time, test, margin, derivation and what was assumed (FORMATS §2)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eligo.facts.model import Fact
from eligo.screening import words
from eligo.screening.index import PatientIndex
from eligo.screening.result import Assumption, Component, Derivation, Evidence
from eligo.screening.results import ONE_MOMENT, Candidate, Computed, Result
from eligo.screening.truth import WORDS
from eligo.vocabulary.model import Concept, Finding, Measure, Scale


def time_of(fact: Fact | None) -> str | None:
    """Return the time of a record as it was written."""
    written = None if fact is None else fact.time or fact.start or fact.end
    return None if written is None else written.iso()


def value_of(concept: Concept, result: Result) -> tuple[str, str | None]:
    """Return the value and the unit of ``result``: as recorded, or as computed in the measure's unit."""
    fact = result.fact
    if fact is None:
        if isinstance(concept, Measure):
            return ("?" if result.extent is None else words.extent(result.extent)), words.unit_text(concept.unit)
        return _levels(concept, result.levels), None
    if isinstance(concept, Measure):
        written = fact.written or ("?" if fact.value is None else words.extent(fact.value))
        return written, words.unit_text(fact.unit)
    return (_levels(concept, result.levels) if result.levels else fact.written or "?"), None


def result_evidence(
    patient: PatientIndex,
    candidate: Candidate,
    *,
    test: str,
    truth: int,
    margin: str | None = None,
    assumed: Iterable[Assumption] = (),
) -> Evidence:
    """Return the evidence of one result."""
    result, fact = candidate.result, candidate.result.fact
    concept = patient.vocabulary.concepts[result.concept]
    value, unit = value_of(concept, result)
    own: list[Assumption] = []
    if result.undated:
        own.append("undated")
    if candidate.presumed:
        own.append("context")
    if result.natural:
        own.append("default-unit")
    of = None if fact is None or fact.of is None else patient.vocabulary.concepts[fact.of]
    return Evidence(
        concept=words.graded(concept.name, of),
        test=test,
        holds=WORDS[truth],
        value=value,
        unit=unit,
        time=result_time(result),
        source=None if fact is None else fact.source,
        id=None if fact is None else fact.id,
        margin=margin,
        derived=None if result.computed is None else derivation(patient, result.computed),
        assumed=(*own, *assumed),
        place=None if fact is None else fact.place,
    )


def record_evidence(
    patient: PatientIndex, fact: Fact, *, test: str, truth: int, assumed: Iterable[Assumption] = ()
) -> Evidence:
    """Return the evidence of a record of a condition, drug or procedure, or of a finding that speaks for one."""
    concept = None if fact.concept is None else patient.vocabulary.concepts[fact.concept]
    name = fact.name or fact.code or "" if concept is None else concept.name
    return Evidence(
        concept=words.related(name, fact.relation),
        test=test,
        holds=WORDS[truth],
        value=fact.text if isinstance(concept, Finding) else None,
        time=None if fact.time is None else fact.time.iso(),
        start=None if fact.start is None else fact.start.iso(),
        end=None if fact.end is None else fact.end.iso(),
        status=_status(fact),
        source=fact.source,
        id=fact.id,
        assumed=tuple(assumed),
        place=fact.place,
    )


def _status(fact: Fact) -> str | None:
    if fact.ever is False:
        return "never"
    return "absent" if fact.present is False else fact.status


def assumed_evidence(concept: str, test: str, truth: int, assumed: Assumption) -> Evidence:
    """Return the evidence of something that no record states."""
    return Evidence(concept=concept, test=test, holds=WORDS[truth], assumed=(assumed,))


def derivation(patient: PatientIndex, computed: Computed) -> Derivation:
    """Return how a value was computed, with every input that it rests on: also those of an input that was computed."""
    return Derivation(formula=computed.by, inputs=tuple(_inputs(patient, computed)))


def _inputs(patient: PatientIndex, computed: Computed) -> Iterator[Component]:
    for part in computed.parts:
        if part.computed is None or part.computed.by != ONE_MOMENT:
            yield component(patient, part)
        if part.computed is not None:
            yield from _inputs(patient, part.computed)
    for given in computed.given:
        yield Component(concept=given.name, value=given.value, unit=given.unit, place=given.place)


def component(patient: PatientIndex, result: Result) -> Component:
    """Return a result as an input of another."""
    concept = patient.vocabulary.concepts[result.concept]
    value, unit = value_of(concept, result)
    fact = result.fact
    return Component(
        concept=concept.name,
        value=value,
        unit=unit,
        time=result_time(result),
        source=None if fact is None else fact.source,
        place=None if fact is None else fact.place,
    )


def result_time(result: Result) -> str | None:
    """Return when a result was taken; a computed one has the time of the part by which it is dated."""
    if result.computed is None:
        return time_of(result.fact)
    dating = (part for part in result.computed.parts if (part.first, part.last) == (result.first, result.last))
    return next((result_time(part) for part in dating), None)


def _levels(concept: Concept, bits: int) -> str:
    names = concept.levels if isinstance(concept, Scale) else concept.values if isinstance(concept, Finding) else ()
    chosen = [name for place, name in enumerate(names) if bits >> place & 1]
    if len(chosen) > 2 and isinstance(concept, Scale):
        return f"{chosen[0]} to {chosen[-1]}"
    return " or ".join(chosen)
