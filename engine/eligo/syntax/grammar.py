"""Load the grammar: the LALR tables from a cache file where possible, and the phrases of its terminals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.lexer import Lexer as LarkLexer

from eligo.caching import cached, digest_of
from eligo.resources import cache_folder, data_folder
from eligo.syntax.tokens.terminals import Phrases


class TokenStream(LarkLexer):
    """Hands Lark the tokens that `lexer.tokens_of` made; the grammar's terminals are phrases, not patterns."""

    def __init__(self, lexer_conf: Any) -> None:
        """Take no configuration: the tokens come ready."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """Yield the tokens."""
        yield from lexer_state.text


TokenStream.__future_interface__ = 2  # type: ignore[attr-defined] # Lark's current interface, which passes states


#: the rules, and the words of the language: where a phrase is of several terminals, the one that stands first is told
_FILES = (
    "criteria", "comparisons", "presence", "qualifiers", "remarks", "dates", "people", "undecidable", "fillers",
)  # fmt: skip


@lru_cache(maxsize=1)
def parser() -> Lark:
    """Return the parser, built strict: an ambiguity of the grammar is an error, never a silent choice."""
    return Lark(
        _grammar(),
        parser="lalr",
        lexer=TokenStream,
        strict=True,
        maybe_placeholders=False,
        cache=_cache_file(),
    )


@lru_cache(maxsize=1)
def _grammar() -> str:
    folder = data_folder("grammar")
    return "\n".join(folder.joinpath(f"{name}.lark").read_text(encoding="utf-8") for name in _FILES)


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the phrases of the grammar's terminals, but for those of `anchors` and `evidence`."""
    return _phrases_of("phrases", lambda terminal: not terminal.startswith(("ANCHOR", "EVIDENCE")))


@lru_cache(maxsize=1)
def anchors() -> Phrases:
    """Return the names of the dates that windows hang on, which are words only behind ``before`` and ``of``."""
    return _phrases_of("anchors", lambda terminal: terminal.startswith("ANCHOR"))


@lru_cache(maxsize=1)
def evidence() -> Phrases:
    """Return what confirms a condition or is required by it: words only behind ``confirmed by`` and ``requiring``."""
    return _phrases_of("evidence", lambda terminal: terminal.startswith("EVIDENCE"))


def _phrases_of(kind: str, belongs: Callable[[str], bool]) -> Phrases:
    """Return the phrases of the terminals that belong, kept between processes: there are thousands."""
    here = Path(__file__)
    code = [(path.name, path.read_bytes()) for path in (here, here.parent / "tokens" / "terminals.py")]
    terminals = ((t.name, t.pattern.to_regexp()) for t in parser().terminals if t.pattern and belongs(t.name))
    digest = digest_of([("grammar", _grammar().encode()), *code])
    return cached(kind, digest, Phrases, lambda: Phrases(terminals), kept=2)


def _cache_file() -> str | bool:
    folder: Path | None = cache_folder()
    return str(folder / "grammar.lark.cache") if folder else False
