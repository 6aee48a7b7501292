"""Load the grammar: the LALR tables from a cache file where possible, and the phrases of its terminals."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from lark import Lark, Token
from lark.lexer import Lexer as LarkLexer

from eligo.resources import cache_folder, data_folder
from eligo.syntax.terminals import Phrases


class TokenStream(LarkLexer):
    """Hands Lark the tokens that `lexer.tokens_of` made; the grammar's terminals are phrases, not patterns."""

    def __init__(self, lexer_conf: Any) -> None:
        """Take no configuration: the tokens come ready."""

    def lex(self, lexer_state: Any, parser_state: Any) -> Iterator[Token]:
        """Yield the tokens."""
        yield from lexer_state.text


TokenStream.__future_interface__ = 2  # type: ignore[attr-defined] # Lark's current interface, which passes states


@lru_cache(maxsize=1)
def parser() -> Lark:
    """Return the parser, built strict: an ambiguity of the grammar is an error, never a silent choice."""
    grammar = data_folder("grammar").joinpath("criteria.lark").read_text(encoding="utf-8")
    return Lark(
        grammar,
        parser="lalr",
        lexer=TokenStream,
        strict=True,
        propagate_positions=True,
        maybe_placeholders=False,
        cache=_cache_file(),
    )


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """Return the phrases of the grammar's terminals."""
    return Phrases((terminal.name, terminal.pattern.value) for terminal in parser().terminals if terminal.pattern)


def _cache_file() -> str | bool:
    folder: Path | None = cache_folder()
    return str(folder / "grammar.lark.cache") if folder else False
