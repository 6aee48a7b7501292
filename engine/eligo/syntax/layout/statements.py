"""Header statements: what stands before the criteria, each on a line of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from eligo.diagnostics import Span, has_errors
from eligo.syntax.elements import (
    AgeStatement,
    ConceptDeclaration,
    ResultsStatement,
    SexStatement,
    TextStatement,
    TrialStatement,
)
from eligo.syntax.layout.concepts import read_concept
from eligo.syntax.layout.criteria import ReadRule
from eligo.syntax.layout.phrases import read_length
from eligo.syntax.layout.rows import string_text
from eligo.syntax.nodes import Clause
from eligo.syntax.problems import Problems, shown
from eligo.syntax.snippet import Snippet

Statement = TrialStatement | TextStatement | AgeStatement | SexStatement | ResultsStatement | ConceptDeclaration

_KEYWORD = re.compile(
    r"(?P<keyword>trial|source|version|ages?(?: eligible for study)?|sex|gender(?: eligible for study)?"
    r"|sexes eligible for study|(?:accepts )?healthy volunteers|results|define|concept)(?![\w-]) ?(?P<colon>: ?)?",
    re.IGNORECASE,
)
_CANONICAL = {
    "ages": "age", "age eligible for study": "age", "ages eligible for study": "age", "gender": "sex",
    "gender eligible for study": "sex", "sexes eligible for study": "sex",
    "accepts healthy volunteers": "healthy volunteers",
}  # fmt: skip
_SEXES: dict[str, Literal["all", "female", "male"]] = {
    **dict.fromkeys(("all", "any", "both", "both sexes"), "all"),
    **dict.fromkeys(("female", "females", "women", "female only"), "female"),
    **dict.fromkeys(("male", "males", "men", "male only"), "male"),
}
_VOLUNTEERS = {
    **dict.fromkeys(("yes", "accepted", "true", "accepts healthy volunteers"), "yes"),
    **dict.fromkeys(("no", "not accepted", "false"), "no"),
}
_TRIAL = re.compile(r'(?P<id>[^\s"\']++)(?: ?(?P<title>"(?:[^"\\]|\\.)*+"))?')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')
#: the registry's words for no limit, and its groups behind the limits
_NO_LIMIT = re.compile(r"(?:n/?a|any|all|no limit|none)(?: to (?:n/?a|no limit))?", re.IGNORECASE)
_OPEN_BELOW = re.compile(r"(?:n/?a|no limit)(?: to |[-–] ?| [-–] )", re.IGNORECASE)
_OPEN_ABOVE = re.compile(r"(?: to |[-–] ?| [-–] )(?:n/?a|no limit)$", re.IGNORECASE)
_AGE_GROUPS = re.compile(
    r" ?\((?:child|adult|older adult|senior)(?:, ?(?:child|adult|older adult|senior)){0,3}\)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Given:
    """A statement to be read: what stands behind its keyword, and the whole of it."""

    keyword: str
    whole: Snippet
    rest: Snippet
    problems: Problems
    read_rule: ReadRule

    @property
    def span(self) -> Span:
        return self.whole.span(0, len(self.whole))

    def fail(self, message: str, help_: str, *, code: str = "E107") -> None:
        """Report that the statement cannot be read."""
        self.problems.add(code, message, self.span, help=help_)


def keyword_of(snippet: Snippet) -> tuple[str, int] | None:
    """Return the keyword that a line begins with, in its canonical spelling, and where it ends, or None."""
    found = _KEYWORD.match(snippet.text)
    if found is None:
        return None
    keyword = found["keyword"].lower()
    # the colon of `define NAME: rule` is not the keyword's
    end = found.end("keyword") if keyword == "define" else found.end()
    return _CANONICAL.get(keyword, keyword), end


def read_statement(
    keyword: str, snippet: Snippet, start: int, problems: Problems, read_rule: ReadRule
) -> Statement | None:
    """Return the statement that ``keyword`` begins, its content from ``start`` on, or report why there is none."""
    return _READERS[keyword](_Given(keyword, snippet, snippet[start:].strip(), problems, read_rule))


def _trial(given: _Given) -> TrialStatement | None:
    found = _TRIAL.fullmatch(given.rest.text)
    if found is None:
        given.fail("a trial has an id and a title in quotes", 'write `trial NCT05019287 "Title"`')
        return None
    title = found["title"]
    return TrialStatement(found["id"], string_text(title, 0, len(title)) if title else "", span=given.span)


def _quoted(given: _Given) -> TextStatement | None:
    text = given.rest.text
    if not _STRING.fullmatch(text):
        given.fail(f"`{given.keyword}` is followed by a text in quotes", f'write `{given.keyword} "…"`')
        return None
    keyword = "source" if given.keyword == "source" else "version"
    return TextStatement(keyword, string_text(text, 0, len(text)), span=given.span)


def _healthy_volunteers(given: _Given) -> TextStatement | None:
    answer = _VOLUNTEERS.get(given.rest.text.lower())
    if answer is None:
        given.fail(
            f"{shown(given.whole.text)} says neither yes nor no",
            "write `healthy volunteers no` or `healthy volunteers yes`",
        )
        return None
    return TextStatement("healthy volunteers", answer, span=given.span)


def _sex(given: _Given) -> SexStatement | None:
    sex = _SEXES.get(given.rest.text.lower())
    if sex is None:
        given.fail(
            f"{shown(given.rest.text)} is no sex that a registry knows", "write `sex all`, `sex female` or `sex male`"
        )
        return None
    return SexStatement(sex, span=given.span)


def _results(given: _Given) -> ResultsStatement | None:
    text = given.rest.text.lower()
    if text == "of any age":
        return ResultsStatement(None, span=given.span)
    within = None
    for lead in ("within the last ", "within the past ", "within "):
        if text.startswith(lead):
            within = read_length(text.removeprefix(lead))
            break
    if within is None:
        given.fail(
            f"{shown(given.whole.text)} does not say how old results may be",
            "write `results within 28 days` or `results of any age`; a window before another date than screening "
            "belongs to the criterion",
        )
        return None
    return ResultsStatement(within, span=given.span)


def _age(given: _Given) -> AgeStatement | None:
    rest = given.rest
    if groups := _AGE_GROUPS.search(rest.text[-80:]):
        rest = rest[: len(rest) - len(groups.group())]
    if _NO_LIMIT.fullmatch(rest.text):
        return AgeStatement(None, given.whole.text, span=given.span)
    if not rest.text:
        given.fail("this age statement gives no age", _AGE_HELP)
        return None
    rule, found = given.read_rule(_age_snippet(given.whole, rest))
    given.problems.found += found
    if has_errors(found):
        return None
    if not isinstance(rule, Clause):
        given.fail(f"{shown(given.whole.text)} is no range of ages", _AGE_HELP)
        return None
    return AgeStatement(rule, given.whole.text, span=given.span)


_AGE_HELP = "write `age 18–75 years`, `age ≥ 18 years` or `age up to 65 years`"


def _age_snippet(whole: Snippet, rest: Snippet) -> Snippet:
    """Return the statement as a rule: the plain keyword, and limits that the registry leaves open left out."""
    keyword = Snippet("age", whole.offsets[:3])
    if below := _OPEN_BELOW.match(rest.text):
        rest = Snippet.written("up to ", rest.offset(0)) + rest[below.end() :]
    elif above := _OPEN_ABOVE.search(rest.text):
        rest = rest[: above.start()] + Snippet.written(" and older", rest.offset(above.start()))
    return keyword + Snippet.written(" ", whole.offset(2) + 1) + rest


_READERS: dict[str, Callable[[_Given], Statement | None]] = {
    "trial": _trial,
    "source": _quoted,
    "version": _quoted,
    "age": _age,
    "sex": _sex,
    "healthy volunteers": _healthy_volunteers,
    "results": _results,
    "concept": lambda given: read_concept(given.whole, given.rest, given.problems),
}
