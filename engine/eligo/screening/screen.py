"""One patient against one trial: every criterion decided, with what decided it (LANGUAGE §3, FORMATS §2)."""

from __future__ import annotations

from collections.abc import Iterable

from eligo.facts.model import Completeness, FactSheet
from eligo.quantities.dates import PartialDate
from eligo.rules.model import Trial
from eligo.screening.index import PatientIndex, index
from eligo.screening.outcomes import DecidedResult, death_of
from eligo.screening.preparing import PreparedTrial, prepare
from eligo.screening.prospects import DecidedScreening
from eligo.screening.questions import truth_of
from eligo.screening.result import CriterionResult, PatientSummary, Screening, Status, engine_version
from eligo.screening.standing import standing_of, verdict_of
from eligo.screening.truth import UNKNOWN


def screen(
    trial: Trial,
    facts: FactSheet,
    as_of: str | PartialDate | None = None,
    complete: Iterable[Completeness] = (),
) -> Screening:
    """Return the outcome of screening ``facts`` against ``trial`` as of ``as_of``, else of the sheet's own date.

    ``complete`` declares kinds or concepts for which no record means absent, beside what the sheet declares. The same
    inputs give the same outcome. FactsError where there is no screening date (E609), or one that cannot be.
    """
    return screen_prepared(prepare(trial), index(facts, trial.vocabulary, as_of, complete))


def screen_prepared(prepared: PreparedTrial, patient: PatientIndex) -> Screening:
    """Return the outcome for ``patient``, indexed with the vocabulary of the trial."""
    criteria: list[CriterionResult] = []
    statuses: list[Status] = []
    ids: list[str] = []
    death = death_of(patient)
    if death is not None:
        criteria.append(death)
        statuses.append(death.status)
        ids.append(death.id)
    for one in prepared.criteria:
        decision = one.decider.decide(patient)
        truth, answer = decision.truth, None
        if truth == UNKNOWN:
            # a person's answer settles what is unknown, and nothing else
            answer = patient.answer(one.criterion.id, one.question)
            truth = UNKNOWN if answer is None else truth_of(answer)
        criteria.append(DecidedResult.of(one, patient, decision, answer, truth))
        statuses.append(one.statuses[truth])
        ids.append(one.criterion.id)
    facts = patient.facts
    gaps = (
        gap for result, status in zip(criteria, statuses, strict=True) if status == "unknown" for gap in result.missing
    )
    return DecidedScreening.of(
        trial=prepared.identity,
        patient=facts.patient_id,
        as_of=patient.clock.as_of.iso(),
        engine=engine_version(),
        vocabulary=patient.vocabulary.digest,
        verdict=verdict_of(statuses),
        standing=standing_of(statuses, gaps),
        failing=tuple([id for id, status in zip(ids, statuses, strict=True) if status == "fail"]),
        unknown=tuple([id for id, status in zip(ids, statuses, strict=True) if status == "unknown"]),
        criteria=tuple(criteria),
        not_understood=tuple([fact.place for fact in patient.unknown]),
        summary=PatientSummary(sex=patient.sex, age=_age(patient)),
        deceased=facts.deceased,
    )


def _age(patient: PatientIndex) -> str | None:
    age = patient.age()
    if age is None:
        return None
    return f"{age[0]} years" if age[0] == age[1] else f"{age[0]} to {age[1]} years"
