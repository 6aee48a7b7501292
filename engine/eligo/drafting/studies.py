"""Bytes to a study: a ClinicalTrials.gov API v2 study, or plain criteria text.

Source of the fields: ClinicalTrials.gov API v2, study data structure, `protocolSection`
(https://clinicaltrials.gov/data-api/about-api/study-data-structure).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, cast

from eligo.diagnostics import Diagnostic, UsageError
from eligo.drafting.model import Study

#: a study with its results, in bytes (16 MB)
STUDY_AT_MOST = 16 * 1_048_576
#: the eligibility text, in bytes; the registry itself takes 20,000 characters
TEXT_AT_MOST = 262_144

_ID = re.compile(r"[A-Za-z0-9][\w.-]{0,63}")
_UNFIT = re.compile(r"[^\w.-]+")
_PAGE = "https://clinicaltrials.gov/study/{}"


def read_study(data: bytes, name: str) -> Study:
    """Return the study that ``data`` holds; ``name`` is the file's, from which plain text takes its id.

    Raises `UsageError`: E801 for JSON that is no study, E802 for text that is not UTF-8, E803 for too much of it.
    """
    if len(data) > STUDY_AT_MOST:
        raise _too_large("this file", len(data), STUDY_AT_MOST)
    text = _decoded(data)
    if text.lstrip()[:1] in ("{", "["):
        return _checked(_registered(_parsed(text)))
    return _checked(Study(id=_id_of_file(name), text=text))


def check_text(text: str) -> Diagnostic | None:
    """Return why ``text`` cannot be drafted from, or None."""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return Diagnostic(
            "E802", "the text holds half a character (a lone surrogate)", help="write both halves, or the character"
        )
    return _large("the eligibility text", size, TEXT_AT_MOST) if size > TEXT_AT_MOST else None


def _checked(study: Study) -> Study:
    for text in (study.text, study.id, study.title, study.minimum_age or "", study.maximum_age or "", study.sex or ""):
        if problem := check_text(text):
            raise UsageError([problem])
    return study


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = f"this is not UTF-8: byte {data[error.start]:#04x} at offset {error.start}"
        raise UsageError([Diagnostic("E802", problem, help="save the file as UTF-8")]) from None


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise _no_study(f"this begins like JSON, but is none{where}") from None


def _registered(study: object) -> Study:
    protocol = _object(study, "protocolSection")
    if protocol is None:
        raise _no_study("this JSON has no `protocolSection`")
    identity = _object(protocol, "identificationModule") or {}
    eligibility = _object(protocol, "eligibilityModule")
    if eligibility is None:
        raise _no_study("this study has no `eligibilityModule`")
    id = _text(identity, "nctId") or "draft"
    volunteers = eligibility.get("healthyVolunteers")
    return Study(
        id=_UNFIT.sub("_", id)[:64] or "draft",
        text=_text(eligibility, "eligibilityCriteria") or "",
        title=_text(identity, "briefTitle") or _text(identity, "officialTitle") or "",
        source=_PAGE.format(id) if re.fullmatch(r"NCT\d{8}", id) else None,
        minimum_age=_text(eligibility, "minimumAge"),
        maximum_age=_text(eligibility, "maximumAge"),
        sex=_text(eligibility, "sex"),
        healthy_volunteers=volunteers if isinstance(volunteers, bool) else None,
        is_registered=True,
    )


def _object(value: object, key: str) -> Mapping[str, Any] | None:
    found = cast("Mapping[str, Any]", value).get(key) if isinstance(value, dict) else None
    return cast("Mapping[str, Any]", found) if isinstance(found, dict) else None


def _text(fields: Mapping[str, Any], key: str) -> str | None:
    value = fields.get(key)
    if value is None or isinstance(value, str):
        return value
    raise _no_study(f"`{key}` of this study is no text")


def _id_of_file(name: str) -> str:
    stem = PurePath(name).stem
    return stem if _ID.fullmatch(stem) else "draft"


def _no_study(message: str) -> UsageError:
    help_ = "give a study of the ClinicalTrials.gov API v2, or the criteria as plain text"
    return UsageError([Diagnostic("E801", message, help=help_)])


def _too_large(what: str, size: int, limit: int) -> UsageError:
    return UsageError([_large(what, size, limit)])


def _large(what: str, size: int, limit: int) -> Diagnostic:
    message = f"{what} holds {size:,} bytes; the limit is {limit:,}"
    return Diagnostic("E803", message, help="draft from the eligibility criteria alone")
