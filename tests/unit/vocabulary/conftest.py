"""The vocabulary's own files, read once."""

from pathlib import Path

import pytest

from eligo.vocabulary import Vocabulary
from eligo.vocabulary.building import build_vocabulary

FOLDER = Path(__file__).resolve().parents[3] / "criteria" / "vocabulary"


@pytest.fixture(scope="session")
def measured() -> Vocabulary:
    """Return the vocabulary of the measures and scales, and of the conditions that scales grade."""
    names = [path for path in FOLDER.glob("*.toml") if path.name.startswith(("measures", "scales", "conditions"))]
    return build_vocabulary((path.name, path.read_bytes()) for path in names)
