import pytest

from eligo.drafting.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    """Return the reader of sentences: one will do, for it keeps nothing of what it read but the answers."""
    return Reader()
