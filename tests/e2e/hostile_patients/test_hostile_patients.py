"""Hostile patient data ends in coded messages: the right ones, quickly, and without a word of the patient.

`corpus.jsonl` holds one input a line: its ``text``, its bytes in ``hex``, or ``repeat`` (before, piece, times, after);
``expect`` lists every diagnostic as ``CODE place``, warnings included, none for an input that is read without a word.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from support import answered_at_once

from eligo.diagnostics import FactsError
from eligo.facts import load_facts, screened_at
from eligo.vocabulary.loading import load_vocabulary

CORPUS = [
    json.loads(line) for line in (Path(__file__).parent / "corpus.jsonl").read_text(encoding="utf-8").splitlines()
]
SECRETS = ("Qanary", "71234567", "QANARY", "qanary")


def data_of(row: dict[str, Any]) -> bytes:
    if "hex" in row:
        return bytes.fromhex(row["hex"])
    if "repeat" in row:
        before, piece, times, after = row["repeat"]
        return f"{before}{piece * times}{after}".encode()
    return row["text"].encode()


def test_the_corpus_is_large_and_covers_every_code_of_reading() -> None:
    assert len(CORPUS) >= 80
    codes = {expected.split(" ")[0] for row in CORPUS for expected in row["expect"]}
    imports = {"E621", "E624"}  # the other codes of imports have tests beside their readers
    assert codes == {*(f"E6{n:02}" for n in range(1, 12)), *(f"W6{n:02}" for n in range(1, 7)), *imports}


@pytest.mark.parametrize("row", CORPUS, ids=lambda row: row["id"])
def test_hostile_data_ends_in_coded_messages(row: dict[str, Any]) -> None:
    data = data_of(row)
    load_vocabulary()
    with answered_at_once():
        try:
            diagnostics = list(screened_at(load_facts(data)).diagnostics)
        except FactsError as error:
            diagnostics = error.diagnostics
            assert not any(secret in str(error) for secret in SECRETS)
    assert [f"{found.code} {found.place or ''}" for found in diagnostics] == row["expect"]
    for found in diagnostics:
        shown = f"{found.message} {found.help} {found.place} {found.notes}"
        assert not any(secret in shown for secret in SECRETS)
        assert found.message[:1].islower() or found.message.startswith(("FHIR", "JSON", "`"))
        assert not found.message.endswith(".")
