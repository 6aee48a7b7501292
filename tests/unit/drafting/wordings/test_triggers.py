"""A wording is only looked for where one of its triggers stands, so every sentence that is in it has to hold them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from eligo.drafting.reading import Reader
from eligo.drafting.wordings import asides, exempting, glosses, including, unaided
from eligo.drafting.wordings.glossed_items import glossed_items
from eligo.drafting.wordings.rewording import REWORDINGS
from eligo.drafting.wordings.triggers import may_be_in, pieces_of
from eligo.rules.model import Section

_TESTS = Path(__file__).resolve().parents[3]
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.){12,})"')


@pytest.fixture(scope="module")
def sentences() -> list[str]:
    """Return whatever the unit tests of drafting read, and the lines of the specification."""
    tests = (_TESTS / "unit" / "drafting").rglob("*.py")
    quoted = [text for file in tests for text in _QUOTED.findall(file.read_text(encoding="utf-8"))]
    lines = [
        line.strip(" -.;,")
        for file in (_TESTS / "spec").glob("*.md")
        for line in file.read_text(encoding="utf-8").splitlines()
        if line.startswith("- ") and len(line) < 400
    ]
    return [*quoted, *lines]


@pytest.mark.parametrize("section", ["inclusion", "exclusion"])
def test_what_is_in_a_wording_holds_its_triggers(sentences: list[str], section: Section, reader: Reader) -> None:
    for text in sentences:
        pieces = pieces_of(text)
        for wording, written in REWORDINGS:
            if any(each not in (None, text) for each in written(text, section, reader.names)):
                assert may_be_in(wording, pieces), text
        for wording, is_in in (
            (asides.TRIGGERS, asides.without_asides(text, section) != text.strip(" ;,")),
            (exempting.TRIGGERS, exempting.exempted(text, section) != text),
            (exempting.ALTERNATIVES, exempting.alternatives(text)),
            (unaided.TRIGGERS, unaided.unaided(text, section) != text),
            (including.TRIGGERS, including.counted_in(text, reader.vocabulary)),
            (glosses.of_states(), glosses.gloss(text, section) or glossed_items(text, section)),
            (glosses.DEFINED, glosses.name_defined(text)),
        ):
            assert may_be_in(wording, pieces) or not is_in, text
