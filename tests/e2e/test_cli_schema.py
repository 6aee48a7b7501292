import json

import pytest
from support import Eligo

from eligo.reports.schemas import FORMATS


def test_every_format_is_listed(eligo: Eligo) -> None:
    code, out, err = eligo("schema")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines()] == list(FORMATS)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_has_a_strict_schema(eligo: Eligo, name: str) -> None:
    code, out, err = eligo("schema", name)
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["title"] == name
    assert document["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert document["additionalProperties"] is False


def test_an_unknown_format(eligo: Eligo) -> None:
    code, out, err = eligo("schema", "patients")
    assert (code, out) == (2, "")
    assert err == (
        "error[E704]: no format is called `patients`\n"
        "   = help: did you mean `patient`?\n"
        "   = more: eligo explain E704\n"
    )
    assert "the formats are patient, result" in eligo("schema", "zzz").err
