"""The kinds and concepts named by ``--complete``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import get_args

from eligo.diagnostics.model import Diagnostic, UsageError
from eligo.facts.model import CompleteKind, Completeness
from eligo.vocabulary.loading import load_vocabulary

_KINDS: dict[str, CompleteKind] = {kind: kind for kind in get_args(CompleteKind)}


def declarations(text: str) -> tuple[Completeness, ...]:
    """Return what ``text``, kinds or concepts parted by commas, declares complete.

    Raise `UsageError` (E201) for a name that is neither, or means more than one concept.
    """
    return tuple(_declaration(name.strip()) for name in text.split(",") if name.strip())


def _declaration(name: str) -> Completeness:
    kind = _KINDS.get(name.lower().replace("-", " "))
    if kind is not None:
        return Completeness(kind=kind)
    vocabulary = load_vocabulary()
    concepts = vocabulary.find(name)
    if len(concepts) == 1:
        return Completeness(concept=concepts[0].id)
    near = [*get_close_matches(name.lower(), _KINDS, n=1), *vocabulary.suggest(name, 2)]
    hint = f"did you mean {' or '.join(f'`{other}`' for other in near)}? " if near else ""
    kinds = ", ".join(f"`{kind}`" for kind in _KINDS)
    raise UsageError(
        [Diagnostic("E201", f"`{name}` is no kind of record and no concept", help=f"{hint}the kinds are {kinds}")]
    )
