"""The wheel, built and installed into a clean environment, screens the seed trial from another directory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENT = ROOT / "criteria" / "patients" / "ineligible.json"


def _run(*command: str | Path, cwd: Path, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=env, capture_output=True, text=True, check=False
    )


def _build(folder: Path) -> Path:
    built = _run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder
    )  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    return next(folder.glob("*.whl"))


def _installed(folder: Path, wheel: Path) -> Path:
    """Return the Python of a new environment that holds the wheel; what it depends on is this environment's own."""
    environment = folder / "environment"
    venv.create(environment, with_pip=False)
    python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
    site = _run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout.strip()
    import zipfile

    zipfile.ZipFile(wheel).extractall(site)
    here = _run(sys.executable, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).stdout
    # dependencies only: the editable install of this checkout is a .pth file, which a plain path entry does not read
    (Path(site) / "dependencies.pth").write_text(here, encoding="utf-8")
    return python


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_the_wheel_screens_the_seed_trial(tmp_path: Path) -> None:
    python = _installed(tmp_path, _build(tmp_path))
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    where = _run(python, "-c", "import eligo; print(eligo.__file__)", cwd=elsewhere, env=env)
    assert Path(where.stdout.strip()).is_relative_to(tmp_path)
    screened = _run(python, "-m", "eligo", "screen", PATIENT, "NCT05019287", "--format", "json", cwd=elsewhere, env=env)
    assert screened.returncode == 0, screened.stderr
    result = json.loads(screened.stdout)
    assert result["verdict"] == "ineligible"
    assert result["failing"] == ["immunosuppression", "crcl", "vte"]
    explained = _run(python, "-m", "eligo", "explain", "E301", cwd=elsewhere, env=env)
    assert explained.returncode == 0
    assert explained.stdout.startswith("E301") or "E301" in explained.stdout
