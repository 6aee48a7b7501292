"""Results as JSON lines: the object of FORMATS §2, or one that says why a patient could not be screened.

`screening_line` writes the text that ``json.dumps`` gives of the object, in a third of the time, which is half of the
time of a batch: what a criterion says of itself is the same for every patient and is put into JSON once. A test holds
the two against each other. The prospects of a screening are left out: they take several times as long as the rest.
"""

from __future__ import annotations

import json
from functools import lru_cache
from json.encoder import encode_basestring
from typing import Any, Final

from eligo.batch.model import Failure, Layout
from eligo.screening.encoding import is_of_value
from eligo.screening.outcomes import DecidedResult
from eligo.screening.result import Component, CriterionResult, Derivation, Evidence, Missing, Screening, TrialIdentity

#: what is the same for every patient: by trial, the criteria from the last to the first
_HEADS: Final[dict[TrialIdentity, list[str]]] = {}
_MOST_TRIALS: Final = 1024
#: texts kept of what no record of the patient's says: silence says the same of many
_MOST_SILENCES: Final = 8192


def screening_line(screening: Screening) -> str:
    """Return the line of a screening."""
    trial = screening.trial
    texts = (
        f'{{"trial": {{"id": {_text(trial.id)}, "title": {_text(trial.title)}, "digest": {_text(trial.digest)}, '
        f'"version": {_text(trial.version)}}}',
        f'"patient": {_text(screening.patient)}',
        f'"as_of": {_text(screening.as_of)}',
        f'"engine": {_text(screening.engine)}',
        f'"vocabulary": {_text(screening.vocabulary)}',
        f'"verdict": {_text(screening.verdict)}',
        f'"standing": {_text(screening.standing)}',
        f'"failing": {_list(screening.failing)}',
        f'"unknown": {_list(screening.unknown)}',
        f'"criteria": [{", ".join(_criteria(screening))}]',
        f'"not_understood": {_list(screening.not_understood)}}}\n',
    )
    return ", ".join(texts)


def failure_line(failure: Failure) -> str:
    """Return the line of a patient who could not be screened; ``at`` is where in the patient's data."""
    error: dict[str, Any] = {"code": failure.code, "message": failure.message}
    if failure.at is not None:
        error["at"] = failure.at
    return json.dumps({"patient": failure.patient, "place": failure.place, "error": error}, ensure_ascii=False) + "\n"


JSONL_LAYOUT = Layout("jsonl", "", screening_line, failure_line)


def _text(text: str | None) -> str:
    return "null" if text is None else encode_basestring(text)


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(map(encode_basestring, texts))}]"


def _criteria(screening: Screening) -> list[str]:
    criteria = screening.criteria
    heads = _HEADS.get(screening.trial)
    if heads is None:
        if len(_HEADS) >= _MOST_TRIALS:
            _HEADS.clear()
        heads = _HEADS[screening.trial] = [_head(one) for one in reversed(criteria)]
    # only at the front does a patient have a criterion that others lack (`alive`)
    return [
        f"{heads[place] if place < len(heads) else _head(one)}, {_said(one)}"
        for one, place in zip(criteria, range(len(criteria) - 1, -1, -1), strict=True)
    ]


def _said(criterion: CriterionResult) -> str:
    return criterion.once(_words) if isinstance(criterion, DecidedResult) else _words(criterion)


def _head(criterion: CriterionResult) -> str:
    return (
        f'{{"id": {_text(criterion.id)}, "section": {_text(criterion.section)}, '
        f'"sentence": {_text(criterion.sentence)}, "canonical": {_text(criterion.canonical)}, '
        f'"note": {_text(criterion.note)}'
    )


def _words(criterion: CriterionResult) -> str:
    because = ", ".join([_evidence(one) if one.place else _silent_evidence(one) for one in criterion.because])
    missing = ", ".join([_missing(one) if one.place else _silent_missing(one) for one in criterion.missing])
    return (
        f'"holds": "{criterion.holds}", "status": "{criterion.status}", '
        f'"because": [{because}], "missing": [{missing}]}}'
    )


def _evidence(evidence: Evidence) -> str:
    is_value = is_of_value(evidence)
    if is_value:
        said = f'"value": {_text(evidence.value)}, "unit": {_text(evidence.unit)}, "time": {_text(evidence.time)}'
        more = f'"margin": {_text(evidence.margin)}, "derived": {_derived(evidence.derived)}, '
    else:
        said = (
            f'"start": {_text(evidence.start)}, "end": {_text(evidence.end)}, "status": {_text(evidence.status)}, '
            f'"time": {_text(evidence.time)}'
        )
        more = ""
    by = f', "by": {_text(evidence.by)}' if "answered" in evidence.assumed else ""
    return (
        f'{{"concept": {_text(evidence.concept)}, {said}, "source": {_text(evidence.source)}, '
        f'"id": {_text(evidence.id)}, "place": {_text(evidence.place)}, "test": {_text(evidence.test)}, '
        f'"holds": "{evidence.holds}", {more}"assumed": {_list(evidence.assumed)}{by}}}'
    )


_silent_evidence = lru_cache(_MOST_SILENCES)(_evidence)


def _derived(derivation: Derivation | None) -> str:
    if derivation is None:
        return "null"
    inputs = ", ".join(map(_component, derivation.inputs))
    return f'{{"formula": {_text(derivation.formula)}, "from": [{inputs}]}}'


def _component(part: Component) -> str:
    return (
        f'{{"concept": {_text(part.concept)}, "value": {_text(part.value)}, "unit": {_text(part.unit)}, '
        f'"time": {_text(part.time)}, "source": {_text(part.source)}, "place": {_text(part.place)}}}'
    )


def _missing(missing: Missing) -> str:
    return (
        f'{{"cause": "{missing.cause}", "concept": {_text(missing.concept)}, "ask": {_text(missing.ask)}, '
        f'"place": {_text(missing.place)}}}'
    )


_silent_missing = lru_cache(_MOST_SILENCES)(_missing)
