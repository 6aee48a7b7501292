"""Parse the text of a rule into nodes: tokens, the LALR tables, then one method for each rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any, Protocol, cast

from lark import Token, Tree
from lark.exceptions import UnexpectedToken

from eligo.diagnostics import Diagnostic, Label, Span
from eligo.syntax import nodes as n
from eligo.syntax.expectation import expected_words
from eligo.syntax.grammar import parser
from eligo.syntax.leading import plain_leads, with_beginning, with_lead_in_front, with_question
from eligo.syntax.provisos import with_provisos
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.tokens.lexer import Lexed, tokens_of
from eligo.syntax.undecidable import undecidable
from eligo.syntax.words import UNDECIDABLE, node_of_word

MAX_NESTING = 64
MAX_TERMS = 1000
_AS_QUESTION = "correct it, or keep the sentence in quotes as a question"


class SnippetLike(Protocol):
    """Rule text and the way back to the source (`snippet.Snippet`)."""

    @property
    def text(self) -> str:
        """The cleaned text."""
        ...

    def span(self, start: int, end: int) -> Span:
        """Return the span in the source of a range of the cleaned text."""
        ...


def parse_rule(
    snippet: SnippetLike, names: Names, lexed: Lexed | None = None
) -> tuple[n.Rule | None, list[Diagnostic]]:
    """Return the rule that ``snippet`` writes, or None and the reasons why it cannot be read.

    ``lexed`` are its tokens, where the caller has them.
    """
    lexed = lexed or tokens_of(snippet.text, names)
    problem = _too_much(lexed, snippet)
    if problem:
        return None, [problem]
    if not lexed.tokens:
        whole = Label(snippet.span(0, len(snippet.text)))
        return None, [
            Diagnostic("E104", "nothing here can be decided", whole, help="write a rule, or quote the sentence")
        ]
    try:
        tree: Any = cast(Any, parser()).parse(lexed.tokens)
    except UnexpectedToken as error:
        return None, _unknown_words(lexed, snippet, names) or [_misplaced(error, lexed, snippet)]
    return _Builder(snippet, lexed).build(tree), []


def _too_much(lexed: Lexed, snippet: SnippetLike) -> Diagnostic | None:
    depth = 0
    for token in lexed.tokens:
        depth += {"LPAR": 1, "RPAR": -1}.get(token.type, 0)
        if depth > MAX_NESTING:
            span = snippet.span(token.start_pos or 0, token.end_pos or 0)
            return Diagnostic(
                "E105", f"brackets are nested deeper than {MAX_NESTING}", Label(span), help="name a part with `define`"
            )
    joins = [token for token in lexed.tokens if token.type in ("AND", "OR", "COMMA", "SLASH")]
    if len(joins) >= MAX_TERMS:
        token = joins[-1]
        span = snippet.span(token.start_pos or 0, token.end_pos or 0)
        return Diagnostic(
            "E109", f"a criterion has at most {MAX_TERMS} terms", Label(span), help="split it into several"
        )
    return None


def _unknown_words(lexed: Lexed, snippet: SnippetLike, names: Names) -> list[Diagnostic]:
    """Say of a rule that does not parse which of its words were not understood: that is the likelier cause."""
    spans = [(token, snippet.span(token.start_pos or 0, token.end_pos or 0)) for token in lexed.tokens]
    words = [node_of_word(token, span, []) for token, span in spans if token.type in UNDECIDABLE]
    return undecidable((word for word in words if isinstance(word, n.Unknown)), names.suggest)


def _misplaced(error: UnexpectedToken, lexed: Lexed, snippet: SnippetLike) -> Diagnostic:
    token = cast(Token, error.token)
    expected = expected_words(error.accepts or set())
    if token.type == "$END":
        end = lexed.tokens[-1].end_pos or 0
        span = snippet.span(max(0, end - 1), end)
        return Diagnostic("E104", f"the rule ends where {expected} should follow", Label(span), help=_AS_QUESTION)
    span = snippet.span(token.start_pos or 0, token.end_pos or 0)
    return Diagnostic("E104", f"`{token}` does not fit here", Label(span, f"expected {expected}"), help=_AS_QUESTION)


class _Builder:
    """Turns the tree into nodes. Depth is bounded by `MAX_NESTING`, so recursion is safe."""

    def __init__(self, snippet: SnippetLike, lexed: Lexed) -> None:
        self.snippet = snippet
        self.lexed = lexed

    def build(self, tree: Any) -> n.Rule:
        return self._node(tree.children[0])

    def _node(self, tree: Any) -> Any:
        method: Callable[[Tree[Token], Span], Any] = getattr(self, tree.data)
        return method(tree, self._span(tree))

    def _span(self, item: Any) -> Span:
        """Return where ``item`` stands: the grammar keeps every token, so from its first one to its last."""
        first = last = item
        while isinstance(first, Tree):
            first = cast("Tree[Token]", first).children[0]
        while isinstance(last, Tree):
            last = cast("Tree[Token]", last).children[-1]
        return self.snippet.span(first.start_pos or 0, last.end_pos or 0)

    # --- rules and clauses

    def plain(self, tree: Tree[Token], span: Span) -> n.Rule:
        return self._node(tree.children[0])

    def if_then(self, tree: Tree[Token], span: Span) -> n.Rule:
        _, condition, _, rule = tree.children
        return n.Conditional("if-then", self._node(condition), self._node(rule), span=span)

    def if_otherwise(self, tree: Tree[Token], span: Span) -> n.Rule:
        _, condition, _, rule, _, otherwise = tree.children
        return n.Conditional("if-then", self._node(condition), self._node(rule), self._node(otherwise), span=span)

    def trailing_if(self, tree: Tree[Token], span: Span) -> n.Rule:
        rule, _, condition = tree.children
        return n.Conditional("if", self._node(condition), self._node(rule), span=span)

    def unless(self, tree: Tree[Token], span: Span) -> n.Rule:
        rule, _, condition = tree.children
        return n.Conditional("unless", self._node(condition), self._node(rule), span=span)

    def clause(self, tree: Tree[Token], span: Span) -> n.Clause:
        parts = tuple(self._node(child) for child in tree.children[::2])
        connectives = tuple(self._connective(cast("Tree[Token]", child)) for child in tree.children[1::2])
        return with_question(with_provisos(with_beginning(with_lead_in_front(n.Clause(parts, connectives, span=span)))))

    def _connective(self, tree: Tree[Token]) -> tuple[n.Connective, ...]:
        written: dict[str, n.Connective] = {"AND": "and", "OR": "or", "COMMA": ",", "SLASH": "/"}
        words = [cast(Token, token) for token in tree.children]
        return tuple("and/or" if _is_and_or(token) else written[token.type] for token in words)

    def part(self, tree: Tree[Token], span: Span) -> n.Part:
        pieces: list[n.Piece] = []
        for child in tree.children:
            built = self._node(child)
            pieces.extend(cast("list[n.Piece]", built) if isinstance(built, list) else [built])
        return n.Part(tuple(plain_leads(pieces)), span=span)

    def bracket(self, tree: Tree[Token], span: Span) -> n.Bracket:
        return n.Bracket(self._node(tree.children[1]), span=span)

    def ask(self, tree: Tree[Token], span: Span) -> n.Ask:
        return n.Ask(_unquoted(tree.children[1]), span=span)

    def ask_labelled(self, tree: Tree[Token], span: Span) -> n.Ask:
        _, label, question = tree.children
        return n.Ask(_unquoted(question), str(label)[1:-1], span=span)

    # --- names and single words

    def name(self, tree: Tree[Token], span: Span) -> n.Name:
        first = cast(Token, tree.children[0])
        alias = cast(Token, tree.children[1]) if len(tree.children) > 1 else None
        return self._name_of(first, self._alias(alias), span)

    def _name_of(self, token: Token, alias: n.Name | None, span: Span) -> n.Name:
        text = str(token).strip("'")
        if token.type == "DEFINED":
            return n.Name(text, definition=text, alias=alias, span=span)
        start = token.start_pos or 0
        return n.Name(text, self.lexed.concepts[start], alias=alias, is_part=start in self.lexed.parts, span=span)

    def _alias(self, token: Token | None) -> n.Name | None:
        if token is None:
            return None
        return n.Name(str(token)[1:-1].strip(), self.lexed.concepts[token.start_pos or 0], span=self._span(token))

    def value(self, tree: Tree[Token], span: Span) -> n.Value:
        return n.Value(str(tree.children[0]), span=span)

    def word(self, tree: Tree[Token], span: Span) -> n.Piece | list[n.Piece]:
        if cast(Token, tree.children[0]).type == "NOT_PREGNANT":
            return [n.Negation(span=span), n.Name("pregnancy", ("pregnancy",), span=span)]
        numbers = [self._number(cast(Token, t)) for t in tree.children if cast(Token, t).type == "NUMBER"]
        return node_of_word(cast(Token, tree.children[0]), span, numbers)

    def ratio(self, tree: Tree[Token], span: Span) -> n.RatioOf:
        _, first, _, second = tree.children
        return n.RatioOf(self._node(first), self._node(second), span=span)

    # --- amounts

    def _number(self, token: Token) -> n.Number:
        return n.Number(str(token), self.lexed.numbers[token.start_pos or 0], span=self._span(token))

    def amount(self, tree: Tree[Token], span: Span) -> n.Amount:
        number = self._number(cast(Token, tree.children[0]))
        if len(tree.children) == 1:
            return n.Amount(number, span=span, unit_span=number.span)
        unit = cast(Token, tree.children[1])
        return n.Amount(number, str(unit), span=span, unit_span=self._span(unit))

    def amount_of_time(self, tree: Tree[Token], span: Span) -> n.Amount:
        number, unit = cast("Tree[Token]", tree.children[0]).children
        token = cast(Token, unit)
        return n.Amount(self._number(cast(Token, number)), str(token), span=span, unit_span=self._span(token))

    def multiple(self, tree: Tree[Token], span: Span) -> n.Amount:
        number, _, limit = tree.children
        return n.Amount(self._number(cast(Token, number)), relative_to=_limit(limit), span=span, unit_span=span)

    def limit_itself(self, tree: Tree[Token], span: Span) -> n.Amount:
        one = n.Number("1", Fraction(1), span=span)
        return n.Amount(one, relative_to=_limit(tree.children[0]), span=span, unit_span=span)

    def restated(self, tree: Tree[Token], span: Span) -> n.Amount:
        amount: n.Amount = self._node(tree.children[0])
        again: n.Amount = self._node(tree.children[2])
        return n.Amount(amount.number, amount.unit, amount.relative_to, again, span=span, unit_span=amount.unit_span)

    def pair(self, tree: Tree[Token], span: Span) -> n.PairAmount:
        first, _, second, *unit = (cast(Token, child) for child in tree.children)
        written = str(unit[0]) if unit else None
        unit_span = self._span(unit[0]) if unit else span
        return n.PairAmount(self._number(first), self._number(second), written, span=span, unit_span=unit_span)

    # --- bounds

    def bound(self, tree: Tree[Token], span: Span) -> n.Bound:
        return n.Bound(_operator(tree.children[0]), self._node(tree.children[1]), span=span)

    bound_pair = bound

    def bound_level(self, tree: Tree[Token], span: Span) -> n.Bound:
        comparator, level = tree.children
        return n.Bound(_operator(comparator), n.Value(str(level), span=self._span(level)), span=span)

    def bound_to_bound(self, tree: Tree[Token], span: Span) -> list[n.Bound]:
        return self._both_bounds(tree.children, span)

    def between_bounds(self, tree: Tree[Token], span: Span) -> list[n.Bound]:
        return self._both_bounds(tree.children[1:], span)

    def between_ages(self, tree: Tree[Token], span: Span) -> list[n.Piece]:
        return [self._age(tree), *self.between_bounds(tree, span)]

    def _both_bounds(self, children: list[Any], span: Span) -> list[n.Bound]:
        low, first, _, high, second = children
        lower: n.Amount = self._node(first)
        upper: n.Amount = self._node(second)
        if lower.unit is None and lower.relative_to is None:
            # `> 1.5 to ≤ 3 × ULN`: a multiple is of both, as a unit is
            lower = replace(lower, relative_to=upper.relative_to)
        return [
            n.Bound(_operator(low), lower, span=self._span(first)),
            n.Bound(_operator(high), upper, span=span),
        ]

    def bound_to_amount(self, tree: Tree[Token], span: Span) -> list[n.Bound]:
        """``≥ 19 to 65``: the upper end is as inclusive as that of a range; ``< 19 to 65`` has lost its lower end."""
        low, first, _, second = tree.children
        operator = _operator(low)
        amount: n.Amount = self._node(second)
        if operator in ("<", "<=", "="):
            return [n.Bound("=", amount, span=span)]
        return [
            n.Bound(operator, self._node(first), span=self._span(first)),
            n.Bound("<=", amount, span=self._span(second)),
        ]

    def amount_to_bound(self, tree: Tree[Token], span: Span) -> list[n.Bound]:
        """``0 to < 19 years``."""
        first, _, high, second = tree.children
        return [
            n.Bound(">=", self._node(first), span=self._span(first)),
            n.Bound(_operator(high), self._node(second), span=self._span(second)),
        ]

    def bound_flipped(self, tree: Tree[Token], span: Span) -> n.Bound:
        amount, flipped = tree.children
        turned: dict[n.Operator, n.Operator] = {">=": "<=", "<=": ">=", ">": "<", "<": ">"}
        return n.Bound(turned[_operator(flipped)], self._node(amount), flipped=True, span=span)

    def bound_after(self, tree: Tree[Token], span: Span) -> n.Bound:
        amount, after = tree.children
        return n.Bound(_after(after), self._node(amount), span=span)

    def bound_level_after(self, tree: Tree[Token], span: Span) -> n.Bound:
        level, after = tree.children
        return n.Bound(_after(after), n.Value(str(level), span=self._span(level)), span=span)

    def range(self, tree: Tree[Token], span: Span) -> n.Range:
        low, high = (self._node(child) for child in tree.children if not isinstance(child, Token))
        return n.Range(low, high, span=span)

    def age_range(self, tree: Tree[Token], span: Span) -> list[n.Piece]:
        return [self._age(tree), self.range(tree, span)]

    def _age(self, tree: Tree[Token]) -> n.Name:
        first = cast(Token, tree.children[0])
        return n.Name(str(first), ("age",), span=self._span(first))

    def level_range(self, tree: Tree[Token], span: Span) -> n.LevelRange:
        low, _, high = tree.children
        return n.LevelRange(
            n.Value(str(low), span=self._span(low)), n.Value(str(high), span=self._span(high)), span=span
        )

    def bare_amount(self, tree: Tree[Token], span: Span) -> n.Bound:
        return n.Bound("=", self._node(tree.children[0]), bare=True, span=span)

    # --- time

    def length(self, tree: Tree[Token], span: Span) -> n.Length:
        number, unit = (cast(Token, child) for child in tree.children)
        return n.Length(self._number(number), _time_unit(str(unit)), span=span)

    def _one(self, token: Any) -> n.Length:
        span = self._span(token)
        return n.Length(n.Number("1", Fraction(1), span=span), _time_unit(str(token)), span=span)

    def _anchor(self, tree: Any) -> n.Anchor:
        first = cast(Token, tree.children[0])
        name = first.type.removeprefix("ANCHOR_").replace("_", " ").lower()
        of = self._name_of(tree.children[1], None, self._span(tree.children[1])) if len(tree.children) > 1 else None
        return n.Anchor(name, of, span=self._span(tree))

    def past(self, tree: Tree[Token], span: Span) -> n.Window:
        return n.Window("past", self._node(tree.children[1]), span=span)

    def past_one(self, tree: Tree[Token], span: Span) -> n.Window:
        return n.Window("past", self._one(tree.children[1]), span=span)

    def within(self, tree: Tree[Token], span: Span) -> n.Window:
        anchor = self._anchor(tree.children[3]) if len(tree.children) > 2 else None
        return n.Window("within", self._node(tree.children[1]), anchor, span=span)

    def within_one(self, tree: Tree[Token], span: Span) -> n.Window:
        anchor = self._anchor(tree.children[3]) if len(tree.children) > 2 else None
        return n.Window("within", self._one(tree.children[1]), anchor, span=span)

    def within_range(self, tree: Tree[Token], span: Span) -> n.Window:
        _, number, _, length = tree.children
        most: n.Length = self._node(length)
        least = n.Length(self._number(cast(Token, number)), most.unit, span=self._span(number))
        return n.Window("within", most, least=least, span=span)

    def ago(self, tree: Tree[Token], span: Span) -> n.Window | n.Bound:
        operator = _operator(tree.children[0])
        length: n.Length = self._node(tree.children[1])
        if operator == "=":
            return _lost_comparison(length, span)
        anchor = self._anchor(tree.children[3]) if len(tree.children) > 3 else None
        if operator in ("<", "<="):
            return n.Window("within", length, anchor, strict=operator == "<", span=span)
        return n.Window("ago", length, anchor, strict=operator == ">", span=span)

    def since(self, tree: Tree[Token], span: Span) -> n.Window | n.Bound:
        operator = _operator(tree.children[0])
        if operator == "=":
            return _lost_comparison(self._node(tree.children[1]), span)
        form = "not since" if operator in ("<", "<=") else "since"
        return n.Window(form, self._node(tree.children[1]), strict=operator in ("<", ">"), span=span)

    def course(self, tree: Tree[Token], span: Span) -> n.Course:
        _, comparator, length, *_ = tree.children
        words: dict[n.Operator, n.CourseComparison] = {">=": "at least", ">": "more than", "<": "less than"}
        return n.Course(words.get(_operator(comparator), "at most"), self._node(length), span=span)


def _is_and_or(token: Token) -> bool:
    return token.type == "OR" and str(token).lower().startswith("and")


def _lost_comparison(length: n.Length, span: Span) -> n.Bound:
    """``= 6 months ago``: return a bound that no condition takes, so that it is refused."""
    amount = n.Amount(length.count, length.unit, span=length.span, unit_span=length.span)
    return n.Bound("=", amount, span=span)


def _operator(item: Any) -> n.Operator:
    token = item if isinstance(item, Token) else item.children[0]
    written: dict[str, n.Operator] = {"GE": ">=", "GT": ">", "LE": "<=", "LT": "<", "EQ": "="}
    return written[cast(Token, token).type.removeprefix("FLIPPED_")]


def _after(item: Any) -> n.Operator:
    return ">=" if item.children[0].type == "OR_MORE" else "<="


def _limit(item: Any) -> n.Limit:
    return "uln" if item.children[0].type == "ULN" else "lln"


def _time_unit(written: str) -> n.DurationUnit:
    word = written.lower().removeprefix("calendar ").strip()
    letters: dict[str, n.DurationUnit] = {"h": "hour", "d": "day", "w": "week", "m": "month", "y": "year"}
    return letters[word[0]]


def _unquoted(token: Any) -> str:
    return str(token)[1:-1].replace('\\"', '"')
