"""Expected outputs kept in files beside the tests; ``pytest --update`` rewrites them for review."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from support import Expect

# the same examples on every machine, and no deadline: a shared machine is slow now and then
settings.register_profile("default", derandomize=True, deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("ELIGO_HYPOTHESIS", "default"))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite the expected outputs instead of comparing them")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Expect:
    """Return a function that holds a text against the file ``expected/NAME`` beside the test."""
    folder = Path(request.path).parent / "expected"

    def compare(name: str, text: str) -> None:
        path = folder / name
        if request.config.getoption("--update"):
            folder.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is missing: run pytest --update and review it"
        assert text == path.read_text(encoding="utf-8")

    return compare
