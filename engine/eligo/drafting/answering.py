"""Drafted lines as JSON objects (FORMATS §4), of a study or of single lines in bulk."""

from __future__ import annotations

import json
import re
from typing import Any, cast

from eligo.drafting.draft import Draft
from eligo.drafting.drafting import Drafter
from eligo.drafting.model import Drafted, Line, Reading, Reason
from eligo.drafting.outlining import lines_of
from eligo.drafting.reading import Reader
from eligo.drafting.studies import check_text
from eligo.rules.encoding import rule_object
from eligo.rules.model import Section

Json = dict[str, Any]
_SECTIONS = ("inclusion", "exclusion")
#: what makes an item wrong as it is written, rather than a question for a person
_REFUSED = re.compile(r"E3\d\d|E401|E40[6-9]|E41\d")
_WHOLE = Reason("E407", "several lines that are no group: which of them belong together?")


def draft_objects(draft: Draft) -> list[Json]:
    """Return the object of each line of ``draft``, in order."""
    return [
        _object(
            line.line.number, line.line.parent.number if line.line.parent else None, line.line.section,
            line.line.text, line.kind, line.reading,
        )
        for line in draft.lines
    ]  # fmt: skip


def _object(number: int, parent: int | None, section: Section | None, text: str, kind: str, reading: Reading) -> Json:
    reason = reading.reason
    return {
        "line": number,
        "parent": parent,
        "section": section,
        "text": text,
        "kind": kind,
        "rule": None if reading.rule is None else rule_object(reading.rule),
        "canonical": reading.canonical,
        "reason": None if reason is None else {"code": reason.code, "message": reason.message},
    }


class LineAnswers:
    """Answers single criteria, each a JSON object ``{"id", "section", "text"}`` on a line."""

    def __init__(self, reader: Reader | None = None) -> None:
        """Answer with ``reader``."""
        self.reader = reader or Reader()
        self.number = 0

    def answer(self, data: bytes) -> Json:
        """Return the answer to the next input line, whatever it holds."""
        self.number += 1
        asked, problem = _asked(data)
        id = asked.get("id")
        given = asked.get("text")
        text: str = given if isinstance(given, str) else ""
        section = cast("Section | None", asked.get("section") if asked.get("section") in _SECTIONS else None)
        kind, reading = ("question", Reading(reason=problem)) if problem else self._drafted(text, section)
        return {"id": id, **_object(self.number, None, section, text, kind, reading)}

    def _drafted(self, text: str, section: Section | None) -> tuple[str, Reading]:
        if problem := check_text(text):
            return "question", Reading(reason=Reason(problem.code, problem.message))
        try:
            return self._line(text, section)
        except (ArithmeticError, LookupError, RecursionError, ValueError):
            # bulk work never stops at a line: one that breaks the reader is a question like any other unread one
            return "question", Reading(reason=Reason("E104", "this line cannot be read"))

    def _line(self, text: str, section: Section | None) -> tuple[str, Reading]:
        lines = lines_of(text)
        if not lines:
            return "question", Reading(reason=Reason("E104", "nothing here can be decided"))
        for line in lines:
            line.section = section
        drafted = Drafter(self.reader).draft(lines)
        if len(lines) > 1 and not _is_one_group(drafted):
            return "question", Reading(reason=_WHOLE)
        refused = next((item.reading.reason for item in drafted[1:] if _is_refused(item)), None)
        return ("question", Reading(reason=refused)) if refused else (drafted[0].kind, drafted[0].reading)


def _is_one_group(drafted: list[Drafted]) -> bool:
    """Tell whether all lines but the first are the list of the first."""
    first = drafted[0].line
    return drafted[0].is_group and all(_root(line.line) is first for line in drafted)


def _is_refused(item: Drafted) -> bool:
    """Tell whether an item of the group has to be corrected: asked as it stands, it would be answered either way."""
    reason = item.reading.reason
    return item.kind == "question" and reason is not None and _REFUSED.fullmatch(reason.code) is not None


def _root(line: Line) -> Line:
    while line.parent is not None:
        line = line.parent
    return line


def _asked(data: bytes) -> tuple[dict[str, Any], Reason | None]:
    """Return what a line of input asks, or why it asks nothing."""
    try:
        asked = json.loads(data)
    except UnicodeDecodeError:
        return {}, Reason("E802", "this line is not UTF-8")
    except (ValueError, RecursionError):
        return {}, Reason("E801", "this line is no JSON object")
    if not isinstance(asked, dict):
        return {}, Reason("E801", "this line is no JSON object")
    fields = cast("dict[str, Any]", asked)
    if not isinstance(fields.get("text"), str):
        return fields, Reason("E801", "this line has no `text`")
    if fields.get("section") not in (*_SECTIONS, "none", None):
        return fields, Reason("E801", "`section` is `inclusion`, `exclusion` or null")
    return fields, None
