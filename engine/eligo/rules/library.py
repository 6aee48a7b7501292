"""The shipped trials, and trials from a path."""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from eligo.caching import cached, digest_of
from eligo.diagnostics import Diagnostic, TrialError, UsageError, has_errors
from eligo.resources import data_folder
from eligo.rules.model import Trial

#: so many compiled trials are kept
_KEPT = 64


def shipped_trials() -> dict[str, Path]:
    """Return the shipped trial files by trial id."""
    folder = data_folder("criteria").joinpath("trials")
    files = (entry for entry in folder.iterdir() if entry.name.endswith(".elig"))
    return {entry.name.removesuffix(".elig"): entry for entry in sorted(files, key=lambda entry: entry.name)}


def read_trial(source: str | Path) -> tuple[bytes, str]:
    """Return the bytes and the name of a trial file: a path, or the id of a shipped trial. Raises `UsageError`."""
    path = Path(source)
    try:
        if path.is_file():
            return path.read_bytes(), str(path)
        if path.is_dir():
            raise UsageError([Diagnostic("E702", f"`{source}` is a folder", help="name a trial file inside it")])
    except OSError as error:
        reason = error.strerror or "it cannot be opened"
        raise UsageError([Diagnostic("E702", f"`{source}` cannot be read: {reason.lower()}")]) from None
    shipped = shipped_trials()
    found = shipped.get(str(source)) or shipped.get(str(source).upper())
    if found is not None:
        return found.read_bytes(), found.name
    if path.suffix or "/" in str(source):
        raise UsageError([Diagnostic("E702", f"no file `{source}`", help="check the path")])
    near = get_close_matches(str(source).upper(), shipped, 1, 0.6)
    known = f"did you mean `{near[0]}`?" if near else f"shipped: {', '.join(shipped)}; or give the path of a trial file"
    raise UsageError([Diagnostic("E701", f"no trial is called `{source}`", help=known)])


def load_trial(source: str | Path | None = None, *, text: str | bytes | None = None) -> Trial:
    """Return a trial: an id of the library, a path, or ``text``.

    Raises `TrialError` carrying every diagnostic where the file has errors, `UsageError` where there is none.
    """
    if text is not None:
        data, name = text, str(source or "trial.elig")
    elif source is not None:
        data, name = read_trial(source)
    else:
        raise UsageError([Diagnostic("E702", "neither a trial nor its text was given")])
    if isinstance(data, str):
        return _compiled(data, name)
    from eligo.vocabulary.loading import load_vocabulary

    parts = [("trial", data), ("name", name.encode()), ("vocabulary", load_vocabulary().digest.encode()), *_code()]
    return cached("trial", digest_of(parts), Trial, lambda: _compiled(data, name), kept=_KEPT)


def _compiled(data: str | bytes, name: str) -> Trial:
    from eligo.rules.compiling import compile_source  # the parser is needed only for a trial that is not in the cache

    compiled = compile_source(data, name)
    if compiled.trial is None or has_errors(compiled.diagnostics):
        raise TrialError(compiled.diagnostics)
    return compiled.trial


def _code() -> list[tuple[str, bytes]]:
    """Return the modules and the grammar whose change makes an old cache wrong."""
    here = Path(__file__).parent
    modules = [*here.glob("*.py"), *here.with_name("syntax").rglob("*.py")]
    grammar = data_folder("grammar").glob("*.lark")
    return sorted((f"{path.parent.name}/{path.name}", path.read_bytes()) for path in (*modules, *grammar))
