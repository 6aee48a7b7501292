import re
from pathlib import Path

import pytest

from eligo.diagnostics import UsageError, pages


def test_every_page_is_headed_by_its_code() -> None:
    assert {code: pages.page(code).splitlines()[0].startswith(f"# {code}") for code in pages.codes()} == dict.fromkeys(
        pages.codes(), True
    )


def test_codes_have_their_form() -> None:
    assert [code for code in pages.codes() if not re.fullmatch(r"[EW]\d{3}", code)] == []


def test_every_code_that_is_raised_has_a_page() -> None:
    source = Path(__file__).parents[3] / "engine" / "eligo"
    raised = {code for path in source.rglob("*.py") for code in re.findall(r'"([EW]\d{3})"', path.read_text("utf-8"))}
    assert len(raised) > 50
    assert raised - set(pages.codes()) == set()


def test_a_code_is_found_in_any_case() -> None:
    assert pages.page("e703") == pages.page("E703")
    assert pages.title("e703")


def test_an_unknown_code_names_near_ones() -> None:
    with pytest.raises(UsageError) as caught:
        pages.page("E798")
    (problem,) = caught.value.diagnostics
    assert (problem.code, problem.message) == ("E703", "no message has the code `E798`")
    assert problem.help is not None
    assert problem.help.startswith("the codes near it are E701, E702")


def test_a_code_near_to_none_says_what_codes_are() -> None:
    with pytest.raises(UsageError) as caught:
        pages.page("X")
    assert caught.value.diagnostics[0].help == "a code is E or W and three digits, such as E301"
