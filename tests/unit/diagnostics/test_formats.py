import json
from typing import Any

from support import Expect

from eligo.diagnostics import Diagnostic, concise, json_lines, sarif


def test_concise_says_everything_on_one_line(
    dimension: Diagnostic, in_patient: Diagnostic, bare: Diagnostic, expect: Expect
) -> None:
    expect("concise.txt", concise.render([dimension, in_patient, bare]))


def test_json_is_one_object_a_file(dimension: Diagnostic, in_patient: Diagnostic) -> None:
    text = json_lines.render("NCT05019287.elig", [dimension, in_patient])
    assert text.count("\n") == 1
    document: dict[str, Any] = json.loads(text)
    assert (document["file"], document["errors"], document["warnings"]) == ("NCT05019287.elig", 1, 1)
    first, second = document["diagnostics"]
    assert {key: first[key] for key in ("code", "severity", "line", "column", "end_line", "end_column")} == {
        "code": "E301", "severity": "error", "line": 6, "column": 31, "end_line": 6, "end_column": 36,
    }  # fmt: skip
    assert first["labels"][1] == {
        "line": 6, "column": 5, "end_line": 6, "end_column": 25,
        "text": "a flow (volume/time), recorded in mL/min", "primary": False,
    }  # fmt: skip
    assert (second["place"], second["line"], second["labels"]) == ("facts[7]", None, [])


def test_json_of_a_file_without_problems() -> None:
    assert json.loads(json_lines.render("x.elig", [])) == {
        "file": "x.elig", "errors": 0, "warnings": 0, "diagnostics": [],
    }  # fmt: skip


def test_sarif(dimension: Diagnostic, bare: Diagnostic) -> None:
    e702 = Diagnostic("E702", "there is no file", source=None)
    document: dict[str, Any] = json.loads(sarif.render([("a b.elig", [bare, e702])], "0.1.0"))
    run = document["runs"][0]
    assert document["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == ["E702"]
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": "a%20b.elig"}
    assert "region" not in run["results"][0]["locations"][0]["physicalLocation"]


def test_sarif_of_a_code_without_a_page() -> None:
    document: dict[str, Any] = json.loads(sarif.render([("x.elig", [Diagnostic("W999", "odd")])], "0.1.0"))
    (rule,) = document["runs"][0]["tool"]["driver"]["rules"]
    assert rule == {"id": "W999", "defaultConfiguration": {"level": "warning"}}


def test_sarif_regions_and_related_places(several_lines: Diagnostic) -> None:
    document: dict[str, Any] = json.loads(sarif.render([("NCT05019287.elig", [several_lines])], "0.1.0"))
    result = document["runs"][0]["results"][0]
    assert (result["ruleId"], result["level"]) == ("W602", "warning")
    region = result["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 7, "startColumn": 3, "endLine": 8, "endColumn": 18}
    assert [related["message"]["text"] for related in result["relatedLocations"]] == ["the rule"]
