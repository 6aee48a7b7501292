"""Loading the shipped vocabulary costs no more than it must."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from eligo.vocabulary import loading


def test_reading_the_cache_imports_neither_toml_reader_nor_models() -> None:
    code = (
        "import sys, eligo.vocabulary.loading\n"
        "print([m for m in ('eligo.vocabulary.building', 'eligo.vocabulary.reading', 'pydantic', 'pint', 'lark', "
        "'platformdirs', 'difflib') if m in sys.modules])"
    )
    engine = str(Path(loading.__file__).parents[2])
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PYTHONPATH": engine}
    )
    assert ran.stdout.strip() == "[]"
