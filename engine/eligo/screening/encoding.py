"""A screening as the JSON object of FORMATS §2."""

from __future__ import annotations

from typing import Any

from eligo.screening.result import Component, CriterionResult, Derivation, Evidence, Missing, NearMiss, Open, Screening


def screening_object(screening: Screening, *, prospects: bool = True) -> dict[str, Any]:
    """Return ``screening`` as plain objects, lists and texts, in the order of FORMATS §2.

    Without ``prospects`` what would settle it, its near misses and until when it holds are left out.
    """
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
        "criteria": [_criterion(criterion, prospects=prospects) for criterion in screening.criteria],
        "not_understood": list(screening.not_understood),
        **(_prospects(screening) if prospects else {}),
    }


def _prospects(screening: Screening) -> dict[str, Any]:
    return {
        "settle": [_open(one) for one in screening.settle],
        "near_misses": [_near_miss(one) for one in screening.near_misses],
        "valid_until": screening.valid_until,
    }


def _criterion(criterion: CriterionResult, *, prospects: bool) -> dict[str, Any]:
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
        **({"valid_until": criterion.valid_until} if prospects else {}),
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


def _open(one: Open) -> dict[str, Any]:
    return {
        "cause": one.cause,
        "concept": one.concept,
        "ask": one.ask,
        "label": one.label,
        "place": one.place,
        "criteria": list(one.criteria),
    }


def _near_miss(one: NearMiss) -> dict[str, Any]:
    return {
        "id": one.id,
        "concept": one.concept,
        "test": one.test,
        "value": one.value,
        "unit": one.unit,
        "time": one.time,
        "start": one.start,
        "end": one.end,
        "margin": one.margin,
        "from": one.passes_from,
    }
