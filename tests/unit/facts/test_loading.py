"""Facts from files, bytes and objects."""

import os
from pathlib import Path

import pytest

from eligo.diagnostics import FactsError
from eligo.facts import load_facts
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.loading import load_vocabulary


def refused(source: object, vocabulary: Vocabulary) -> tuple[str, str | None, str]:
    with pytest.raises(FactsError) as caught:
        load_facts(source, vocabulary)  # type: ignore[arg-type]
    (found,) = caught.value.diagnostics
    return found.code, found.place, found.message


def test_one_patient_from_a_path_bytes_or_an_object(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(b'{"patient": {"id": "P-1"}}')
    for source in (path, str(path), path.read_bytes(), {"patient": {"id": "P-1"}}):
        assert load_facts(source, vocabulary).patient_id == "P-1"


def test_the_shipped_vocabulary_is_used_where_none_is_given() -> None:
    assert load_facts({"facts": {"creatinine": "1.4 mg/dL"}}).facts[0].concept == "creatinine"
    assert load_facts({"facts": {"creatinine": "1.4 mg/dL"}}) == load_facts(
        {"facts": {"creatinine": "1.4 mg/dL"}}, load_vocabulary()
    )


def test_messages_name_the_file(tmp_path: Path, vocabulary: Vocabulary) -> None:
    path = tmp_path / "p.json"
    path.write_bytes(b'{"patient":')
    assert refused(path, vocabulary)[:2] == ("E601", "p.json:1:12")
    path.write_bytes(b" " * 2**21)
    assert refused(path, vocabulary)[:2] == ("E610", "p.json")


def test_a_file_that_cannot_be_read(tmp_path: Path, vocabulary: Vocabulary) -> None:
    assert refused(tmp_path / "no.json", vocabulary)[2] == "there is no such file"
    assert refused(tmp_path, vocabulary)[2] == "a folder, not a file"
    assert refused("a\0b", vocabulary) == ("E612", "a?b", "the file cannot be read")
    if os.geteuid() != 0:
        path = tmp_path / "secret.json"
        path.touch(mode=0)
        assert refused(path, vocabulary)[2] == "the file cannot be read"
