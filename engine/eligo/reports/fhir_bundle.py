"""Screenings as a FHIR R4 bundle: for each, a ResearchSubject (where the patient stands) and an Observation (why).

A trial and a patient are named by their identifiers, as logical references, for a screening is not the place that
defines them. Each criterion is a component of the Observation: its label and sentence, and whether it passes; one that
is undetermined has a ``dataAbsentReason``. The evidence is in notes. FHIR has no code system for any of this; the
labels are the trial file's own.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from eligo.reports import phrases
from eligo.screening.result import CriterionResult, Screening

_ABSENT: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_REGISTRY: Final = "https://clinicaltrials.gov"
_REGISTERED: Final = re.compile(r"NCT\d{8}")
#: research-subject-status of R4 for each verdict
_STATUSES: Final = {"eligible": "eligible", "ineligible": "ineligible", "undetermined": "potential-candidate"}
#: a reference to an Observation, which is all that evidence of R4 can be derived from
_OBSERVATION: Final = re.compile(r"Observation/[A-Za-z0-9\-.]{1,64}")


def render(screenings: Iterable[Screening]) -> Iterator[str]:
    """Yield one bundle of type ``collection`` with what ``screenings`` gave, an entry a line.

    Without screenings it has no entries at all, for FHIR knows no empty lists.
    """
    yield '{"resourceType": "Bundle", "type": "collection"'
    before = ', "entry": ['
    seen: Counter[str] = Counter()
    for screening in screenings:
        for resource in _resources(screening):
            yield f"{before}\n{json.dumps(_entry(screening, resource, seen), ensure_ascii=False)}"
            before = ","
    yield "\n]}\n" if before == "," else "}\n"


def _resources(screening: Screening) -> Iterator[dict[str, Any]]:
    subject = _patient(screening)
    trial = screening.trial
    study: dict[str, Any] = {"identifier": {"value": trial.id}, "display": f"{trial.id} {trial.title}".strip()}
    if _REGISTERED.fullmatch(trial.id):
        study["identifier"] = {"system": _REGISTRY, "value": trial.id}
    status = _STATUSES[screening.verdict]
    yield {"resourceType": "ResearchSubject", "status": status, "study": study, "individual": subject}
    yield _observation(screening, subject)


def _entry(screening: Screening, resource: dict[str, Any], seen: Counter[str]) -> dict[str, Any]:
    """Return an entry whose address depends on nothing but what was screened, when and by which criteria.

    ``seen`` counts: the second screening of the same is another.
    """
    key = "\n".join((resource["resourceType"], screening.trial.digest, screening.patient or "", screening.as_of))
    seen[key] += 1
    name = uuid5(NAMESPACE_URL, f"{key}\n{seen[key]}")
    return {"fullUrl": f"urn:uuid:{name}", "resource": resource}


def _patient(screening: Screening) -> dict[str, Any]:
    if not screening.patient:
        return {"type": "Patient", "display": "without an id"}
    return {"type": "Patient", "identifier": {"value": screening.patient}}


def _observation(screening: Screening, subject: dict[str, Any]) -> dict[str, Any]:
    sources = [evidence.source for one in screening.criteria for evidence in one.because]
    derived = [s for s in dict.fromkeys(sources) if s is not None and _OBSERVATION.fullmatch(s)]
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "status": "preliminary" if screening.verdict == "undetermined" else "final",
        "code": {"text": f"Eligibility for {screening.trial.id}"},
        "subject": subject,
        # a dateTime of FHIR with a time needs a zone, which a screening date does not have
        "effectiveDateTime": screening.as_of.partition("T")[0],
        "valueCodeableConcept": {"coding": [{"code": screening.verdict}], "text": screening.standing},
        "device": {"display": screening.engine},
        "note": [{"text": note} for note in _notes(screening)],
    }
    if derived:
        observation["derivedFrom"] = [{"reference": source} for source in derived]
    if screening.criteria:
        observation["component"] = [_component(criterion) for criterion in screening.criteria]
    return observation


def _notes(screening: Screening) -> Iterator[str]:
    version = f", version {screening.trial.version}" if screening.trial.version else ""
    yield f"criteria {screening.trial.digest}{version}; vocabulary {screening.vocabulary}"
    for criterion in screening.criteria:
        said = [line for finding in phrases.found(criterion) for line in finding]
        if criterion.status == "unknown":
            said += [*phrases.gaps(criterion), *phrases.questions(criterion)]
        if said:
            yield f"{criterion.id}: {'; '.join(said)}"


def _component(criterion: CriterionResult) -> dict[str, Any]:
    text = criterion.sentence or criterion.canonical
    component: dict[str, Any] = {"code": {"coding": [{"code": criterion.id}], "text": f"{criterion.section}: {text}"}}
    if criterion.status == "unknown":
        component["dataAbsentReason"] = {"coding": [{"system": _ABSENT, "code": "unknown"}]}
    else:
        component["valueCodeableConcept"] = {
            "coding": [{"code": criterion.status}],
            "text": phrases.RESULTS[criterion.status],
        }
    return component
