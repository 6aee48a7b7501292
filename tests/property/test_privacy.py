"""No patient value and no patient key in any diagnostic, log or exception (DESIGN, promise 9)."""

from __future__ import annotations

import contextlib
import io
import json
import logging
import tempfile
import traceback
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from property import catalogue as c
from property.strategies import Case, cases, checked

from eligo.cli import main
from eligo.diagnostics import Diagnostic, EligoError
from eligo.diagnostics.text import render
from eligo.facts import read_sheet
from eligo.reports.patient_warnings import patient_warnings
from eligo.screening import index, prepare, screen_prepared

_many = checked(300)
_few = checked(60)
#: words, names, dates and numbers that no vocabulary, message or code of the program holds
_WORDS = ("Qanary", "Qanary 7 mg/dL", "1871-12-23", "Qanary-71234567", "<71234567", "2021-05-02T71:23:45")
_NUMBERS = (71234567, 7123.4567, -71234567)
_SECRETS = ("qanary", "71234567", "7123.4567", "1871-12-23", "1871", "71:23")

Path_ = tuple[str | int, ...]


def places_in(node: Any, path: Path_ = ()) -> list[Path_]:
    """Return the path of everything in ``node``."""
    found: list[Path_] = [path] if path else []
    items = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in items:
        found += places_in(value, (*path, key))
    return found


@st.composite
def marked(draw: st.DrawFn, sheet: dict[str, Any]) -> dict[str, Any]:
    """Draw ``sheet`` with canaries in place of values, beside them and in place of keys."""
    copied = json.loads(json.dumps(sheet))
    for path in draw(st.lists(st.sampled_from(places_in(copied)), min_size=1, max_size=4, unique=True)):
        *before, last = path
        node = copied
        try:
            for step in before:
                node = node[step]
            node[last]
        except (KeyError, IndexError, TypeError):
            continue  # an earlier canary took its place
        if not isinstance(node, dict | list):
            continue
        canary = draw(st.sampled_from((*_WORDS, *_NUMBERS)))
        kind = draw(st.integers(0, 5))
        if kind == 0 and isinstance(node, dict):
            node[f"Qanary{last}"] = node.pop(last)
        elif kind == 1:
            node[last] = [canary]
        elif kind == 2:
            node[last] = {"Qanary": canary}
        elif kind == 3 and isinstance(node, dict):
            node["Qanary"] = canary
        else:
            node[last] = canary
    return copied


def assert_silent(*texts: str) -> None:
    for text in texts:
        lowered = text.lower()
        assert not any(secret in lowered for secret in _SECRETS), text


def said(found: Diagnostic) -> str:
    return " ".join(str(part) for part in (found.code, found.message, found.help, found.place, found.notes))


class _Log(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.getMessage()} {record.args}")


@_many
@given(cases(most=2), st.data())
def test_no_diagnostic_log_or_exception_holds_a_value_or_a_key(case: Case, data: st.DataObject) -> None:
    sheet = data.draw(marked(case.sheet))
    log = _Log()
    logging.getLogger().addHandler(log)
    try:
        facts = read_sheet(json.dumps(sheet, ensure_ascii=False).encode(), c.vocabulary())
        patient = index(facts, case.trial.vocabulary, None)
        screen_prepared(prepare(case.trial), patient)
        found = [*facts.diagnostics, *patient_warnings([(case.trial, patient)])]
    except EligoError as error:
        found = list(error.diagnostics)
        assert_silent(str(error), repr(error), "".join(traceback.format_exception_only(error)))
    finally:
        logging.getLogger().removeHandler(log)
    assert_silent(render(found), *map(said, found), *log.lines)


@_few
@given(cases(most=1), st.data())
def test_broken_json_is_not_repeated(case: Case, data: st.DataObject) -> None:
    written = json.dumps(data.draw(marked(case.sheet)), ensure_ascii=False).encode()
    end = data.draw(st.integers(0, len(written)))
    stain = data.draw(st.sampled_from((b"", b"}", b"\xff", b'"', b"Qanary", b",,", b"NaN")))
    try:
        found = list(read_sheet(written[:end] + stain + written[end + 1 :], c.vocabulary()).diagnostics)
    except EligoError as error:
        found = list(error.diagnostics)
        assert_silent(str(error), repr(error))
    assert_silent(render(found), *map(said, found))


@_few
@given(cases(most=1), st.data())
def test_the_command_says_nothing_of_the_patient_on_standard_error(case: Case, data: st.DataObject) -> None:
    """Nor where it ends in an error; what a result holds is printed on standard output alone."""
    sheet = data.draw(marked(case.sheet))
    with tempfile.TemporaryDirectory() as folder:
        patient, trial = Path(folder) / "patient.json", Path(folder) / "trial.elig"
        patient.write_text(json.dumps(sheet, ensure_ascii=False), encoding="utf-8")
        trial.write_text(case.written.text(), encoding="utf-8")
        errors, output = io.StringIO(), io.StringIO()
        with contextlib.redirect_stderr(errors), contextlib.redirect_stdout(output):
            code = main(("screen", str(patient), str(trial), "--format", "json"))
    assert code in (0, 1, 2), (code, errors.getvalue())
    assert "Traceback" not in errors.getvalue()
    assert_silent(errors.getvalue())
    if code != 0:
        assert_silent(output.getvalue())
