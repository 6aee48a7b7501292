import json

import pytest
from support import Eligo


@pytest.mark.parametrize("text", ["CrCl", "creatinine clearance", "creatinine cl", "creatinin clearence"])
def test_a_concept_is_found_by_synonym_beginning_or_near_spelling(eligo: Eligo, text: str) -> None:
    code, out, err = eligo("vocab", "find", text)
    assert (code, err) == (0, "")
    assert out.splitlines()[0].startswith("creatinine clearance  measure    creatinine_clearance, loinc:")


def test_a_misspelt_word_finds_the_names_that_hold_it(eligo: Eligo) -> None:
    assert eligo("vocab", "find", "clearanse").out.split()[:3] == ["creatinine", "clearance", "measure"]


def test_a_concept_is_found_by_code(eligo: Eligo) -> None:
    assert eligo("vocab", "find", "loinc:2160-0").out.startswith("creatinine ")


def test_nothing_found_is_nothing(eligo: Eligo) -> None:
    assert eligo("vocab", "find", "qqqqqq") == (0, "", "nothing is called anything like `qqqqqq`\n")


def test_all_that_is_known_of_a_concept(eligo: Eligo) -> None:
    code, out, err = eligo("vocab", "show", "creatinine_clearance")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "creatinine clearance"
    assert any(line.startswith("  measured in     mL/min, a flow") for line in lines)
    assert any(line.startswith("  computed by     Cockcroft-Gault from creatinine, weight") for line in lines)
    assert all(len(line) <= 80 for line in lines)


@pytest.mark.parametrize("name", ["ECOG", "SARS-CoV-2 nucleic acid test", "deep vein thrombosis", "pregnancy", "HbA1c"])
def test_every_kind_of_concept_can_be_shown(eligo: Eligo, name: str) -> None:
    code, out, _ = eligo("vocab", "show", name)
    assert code == 0
    assert "  kind            " in out
    (document,) = (json.loads(line) for line in eligo("vocab", "show", name, "--format", "json").out.splitlines())
    assert document["id"] in out


def test_an_unknown_concept_names_near_ones(eligo: Eligo) -> None:
    code, out, err = eligo("vocab", "show", "creatinin clearence")
    assert (code, out) == (2, "")
    assert err.startswith(
        "error[E201]: no concept is called `creatinin clearence`\n   = help: did you mean `creatinine"
    )
