"""A screening as the JSON object of FORMATS §2."""

from __future__ import annotations

from typing import Any

from eligo.screening.result import Component, CriterionResult, Derivation, Evidence, Missing, Screening


def screening_object(screening: Screening) -> dict[str, Any]:
    """Return ``screening`` as plain objects, lists and texts, in the order of FORMATS §2."""
    trial = screening.trial
    return {
        "trial": {"id": trial.id, "title": trial.title, "digest": trial.digest, "version": trial.version},
        "patient": screening.patient,
        "as_of": screening.as_of,
        "engine": screening.engine,
        "vocabulary": screening.vocabulary,
        "verdict": screening.verdict,
        "standing": screening.standing,
        "failing": list(screening.failing),
        "unknown": list(screening.unknown),
        "criteria": [_criterion(criterion) for criterion in screening.criteria],
        "not_understood": list(screening.not_understood),
    }


def _criterion(criterion: CriterionResult) -> dict[str, Any]:
    return {
        "id": criterion.id,
        "section": criterion.section,
        "sentence": criterion.sentence,
        "canonical": criterion.canonical,
        "note": criterion.note,
        "holds": criterion.holds,
        "status": criterion.status,
        "because": [_evidence(evidence) for evidence in criterion.because],
        "missing": [_missing(missing) for missing in criterion.missing],
    }


def _evidence(evidence: Evidence) -> dict[str, Any]:
    """Return evidence of a value, or of a presence: with start, end and status in place of a value."""
    return {
        "concept": evidence.concept,
        **(_value(evidence) if is_of_value(evidence) else _presence(evidence)),
        "source": evidence.source,
        "id": evidence.id,
        "place": evidence.place,
        "test": evidence.test,
        "holds": evidence.holds,
        **({"margin": evidence.margin, "derived": _derived(evidence.derived)} if is_of_value(evidence) else {}),
        "assumed": list(evidence.assumed),
        **({"by": evidence.by} if "answered" in evidence.assumed else {}),
    }


def is_of_value(evidence: Evidence) -> bool:
    """Tell whether evidence is of a value rather than of something being there."""
    return evidence.value is not None or evidence.derived is not None


def _value(evidence: Evidence) -> dict[str, Any]:
    return {"value": evidence.value, "unit": evidence.unit, "time": evidence.time}


def _presence(evidence: Evidence) -> dict[str, Any]:
    return {"start": evidence.start, "end": evidence.end, "status": evidence.status, "time": evidence.time}


def _derived(derivation: Derivation | None) -> dict[str, Any] | None:
    if derivation is None:
        return None
    return {"formula": derivation.formula, "from": [_component(part) for part in derivation.inputs]}


def _component(component: Component) -> dict[str, Any]:
    return {
        "concept": component.concept,
        "value": component.value,
        "unit": component.unit,
        "time": component.time,
        "source": component.source,
        "place": component.place,
    }


def _missing(missing: Missing) -> dict[str, Any]:
    return {"cause": missing.cause, "concept": missing.concept, "ask": missing.ask, "place": missing.place}
