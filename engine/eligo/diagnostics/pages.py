"""The page of each code, ``grammar/diagnostics/CODE.md``: what it means, why it matters, and what to write instead."""

from __future__ import annotations

from eligo.diagnostics.model import Diagnostic, UsageError
from eligo.resources import data_folder


def codes() -> list[str]:
    """Return every code that has a page, in order."""
    folder = data_folder("grammar").joinpath("diagnostics")
    return sorted(page.name.removesuffix(".md") for page in folder.iterdir() if page.name.endswith(".md"))


def page(code: str) -> str:
    """Return the Markdown page of ``code``, in any case; raise `UsageError` (E703) where there is none."""
    known = codes()
    wanted = code.upper()
    if wanted not in known:
        near = [name for name in known if name[:2] == wanted[:2]]
        help_ = (
            f"the codes near it are {', '.join(near)}" if near else "a code is E or W and three digits, such as E301"
        )
        raise UsageError([Diagnostic("E703", f"no message has the code `{code}`", help=help_)])
    return data_folder("grammar").joinpath("diagnostics", f"{wanted}.md").read_text(encoding="utf-8")


def title(code: str) -> str:
    """Return the heading of the page of ``code`` without the code and the marks of a heading."""
    heading = page(code).lstrip().partition("\n")[0].lstrip("# ")
    return heading.removeprefix(code).lstrip(" :—–-").strip() or code
