"""Words that no rule decides, and what to say of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eligo.diagnostics import Diagnostic, Label
from eligo.syntax.nodes import Bracket, Clause, Conditional, Rule, Unknown, Why
from eligo.syntax.problems import shown

Suggest = Callable[[str], list[str]]

_AS_QUESTION = "keep the sentence in quotes as a question"
_KINDS: dict[Why, tuple[str, str, str]] = {
    "future": ("E404", "`{}` is about the future or a willingness", _AS_QUESTION),
    "judgement": ("E405", "`{}` asks for a judgement", _AS_QUESTION),
    "open-list": ("E403", "`{}` opens a list without an end", f"name the items, or {_AS_QUESTION}"),
    "vague": ("E402", "`{}` is vague: no rule can decide it", f"give a number, or {_AS_QUESTION}"),
}
#: so many unknown words are named at once
_AT_MOST = 3
#: characters of an unknown name in a message
_NAME_SHOWN = 60


def is_understood(rule: Rule) -> bool:
    """Tell whether every word of ``rule`` is known, the items of a group apart."""
    waiting: list[Rule] = [rule]
    while waiting:
        match waiting.pop():
            case Conditional(_, condition, then, otherwise):
                waiting += (condition, then) if otherwise is None else (condition, then, otherwise)
            case Clause(parts):
                pieces = [piece for part in parts for piece in part.pieces]
                if any(isinstance(piece, Unknown) for piece in pieces):
                    return False
                waiting += (piece.rule for piece in pieces if isinstance(piece, Bracket))
            case _:
                pass
    return True


def undecidable(words: Iterable[Unknown], suggest: Suggest) -> list[Diagnostic]:
    """Return what to say of ``words``: what makes a sentence a question comes before names that nothing knows."""
    words = list(words)
    telling = [word for kind in _KINDS for word in words if word.why == kind]
    if telling:
        code, message, help_ = _KINDS[telling[0].why]
        return [Diagnostic(code, message.format(telling[0].text), Label(telling[0].span), help=help_)]
    return [_unknown_name(word, suggest) for word in words[:_AT_MOST]]


def _unknown_name(word: Unknown, suggest: Suggest) -> Diagnostic:
    near = suggest(word.text.strip("'"))
    listed = " or ".join(f"`{name}`" for name in near)
    help_ = f"did you mean {listed}?" if near else f"declare it (`concept '…': condition`), or {_AS_QUESTION}"
    return Diagnostic("E201", f"no concept is called {shown(word.text, _NAME_SHOWN)}", Label(word.span), help=help_)
