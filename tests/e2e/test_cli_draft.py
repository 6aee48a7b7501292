"""`draft`: registry text to a trial file, and single lines in bulk."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

from support import Eligo

TEXT = """\
Inclusion Criteria:

* ECOG performance status 0-2
* Written informed consent

Exclusion Criteria:

* asthma
"""


def test_a_draft_is_a_trial_file_that_checks(eligo: Eligo, tmp_path: Path) -> None:
    code, out, err = eligo("draft", "-", stdin=TEXT.encode())
    assert (code, err) == (0, "5 lines: 2 rules, 1 question, 2 headings\n")
    tmp_path.joinpath("draft.elig").write_text(out, encoding="utf-8")
    assert eligo("check", "draft.elig").code == 0
    assert eligo("fmt", "--check", "draft.elig").code == 0


def test_json_gives_an_object_a_line(eligo: Eligo, tmp_path: Path) -> None:
    tmp_path.joinpath("study.txt").write_text(TEXT, encoding="utf-8")
    code, out, _ = eligo("draft", "study.txt", "--format", "json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [line["line"] for line in lines] == [1, 2, 3, 4, 5]
    assert [line["kind"] for line in lines] == ["heading", "rule", "question", "heading", "rule"]
    assert set(lines[0]) == {"line", "parent", "section", "text", "kind", "rule", "canonical", "reason"}
    assert lines[1]["canonical"] == "ECOG 0–2"
    assert lines[2]["reason"]["code"].startswith("E")


def test_each_line_answers_in_order_and_never_stops(eligo: Eligo) -> None:
    asked = [
        {"id": 1, "section": "inclusion", "text": "ECOG 0-1"},
        {"id": "b", "section": "exclusion", "text": "\ud83d"},
    ]
    data = b"\n".join(
        [json.dumps(asked[0]).encode(), b"", b"{nonsense", json.dumps(asked[1]).encode(), b"x" * 1_100_000]
    )
    code, out, err = eligo("draft", "-", "--each-line", stdin=data)
    answers = [json.loads(line) for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [answer["id"] for answer in answers] == [1, None, "b", None]
    assert [answer["kind"] for answer in answers] == ["rule", "question", "question", "question"]


def test_a_bar_on_the_terminal_leaves_the_answers_where_they_go(tmp_path: Path) -> None:
    asked = {"id": 1, "section": "inclusion", "text": "ECOG 0-1"}
    tmp_path.joinpath("lines.jsonl").write_text(json.dumps(asked) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "eligo", "draft", "--each-line", "lines.jsonl"]
    master, terminal = pty.openpty()
    with subprocess.Popen(command, cwd=tmp_path, stderr=terminal, stdout=subprocess.PIPE) as run:
        os.close(terminal)
        out = run.communicate()[0]
    os.close(master)
    assert json.loads(out)["kind"] == "rule"


def test_what_is_no_study_has_a_code(eligo: Eligo, tmp_path: Path) -> None:
    code, out, err = eligo("draft", "-", stdin=b'{"a": 1}')
    assert (code, out) == (2, "")
    assert err.startswith("error[E801]: ")
    assert eligo("draft", "missing.txt").err.startswith("error[E702]: ")
    assert eligo("draft", "missing.txt", "--each-line").err.startswith("error[E702]: ")
