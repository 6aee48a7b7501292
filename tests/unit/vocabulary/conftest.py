"""The vocabulary's own files, read once."""

from pathlib import Path

import pytest

from eligo.vocabulary import Vocabulary
from eligo.vocabulary.building import build_vocabulary

FOLDER = Path(__file__).resolve().parents[3] / "criteria" / "vocabulary"


@pytest.fixture(scope="session")
def measured() -> Vocabulary:
    """Return the vocabulary of the measures and scales, and of the conditions that scales grade."""
    paths = (path for kind in ("measures", "scales", "conditions") for path in FOLDER.joinpath(kind).rglob("*.toml"))
    return build_vocabulary((path.relative_to(FOLDER).as_posix(), path.read_bytes()) for path in paths)
