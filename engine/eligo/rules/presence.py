"""Presence of conditions, drugs and procedures: lists under one lead word, one negation, one window.

A lead word and a negation cover the whole list of bare names after them; a trailing window or course covers every bare
name back to the last of them; what is excepted is taken out of the whole list (LANGUAGE §2, Scope).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from eligo.diagnostics import Span
from eligo.quantities.dates import Duration
from eligo.rules.context import Context, refuse
from eligo.rules.model import All, Any, Not, Present, Rule, Window
from eligo.rules.phrases import Phrase, refuse_beside, refuse_selection
from eligo.rules.subjects import concept_of, is_given_or_measured, refuse_abbreviation
from eligo.rules.times import duration_of, window_ago, window_of, window_since
from eligo.syntax import nodes as n
from eligo.vocabulary import model as v

_REQUIRES = re.compile(r"\brequir", re.IGNORECASE)


@dataclass
class NameList:
    """Bare names under one lead: ``phrases`` in order, and how each is joined to the one before (``and`` or ``or``)."""

    phrases: list[Phrase]
    joins: list[str] = field(default_factory=list[str])

    @property
    def span(self) -> Span:
        """Return where the whole list stands."""
        return self.phrases[0].span.to(self.phrases[-1].span)


#: slots of a bare name and what stands round it
_TAKEN = ("negated", "lead", "names", "window", "course", "started", "excepted", "selection")


def presence(names: NameList, context: Context) -> Rule:
    """Return what a list of bare names means; refuse a scope that is not plain."""
    may_be_timed = _may_be_timed(names, context)
    for phrase in names.phrases:
        is_told_apart = names.phrases[0].lead is not None or phrase.started or phrase.course is not None
        for name in phrase.names:
            if not is_told_apart and not (may_be_timed and is_given_or_measured(name, context)):
                refuse_abbreviation(name, context)
            _concept(name, context)
        alone = ("qualifier",) if len(names.phrases) == 1 else ()
        refuse_beside(phrase, "a condition, drug or procedure", *_TAKEN, *alone)
        refuse_selection(phrase, "a condition, drug or procedure", "any", "latest")
    names = _with_exceptions_apart(names)
    first = names.phrases[0]
    _check_joins(names, context)
    _check_requirements(names)
    timed = next((phrase.course for phrase in names.phrases if phrase.course), None) if first.negated else None
    if timed is not None:
        help_ = "write `at least 5 years since`, or `not (…)` with the course in the brackets"
        raise refuse("E407", "free of it for so long, or not on it for so long?", timed.span, help_)
    exceptions = tuple(_concept(name, context).id for phrase in names.phrases for name in phrase.excepted)
    rules: list[Rule] = []
    pending: list[v.Concept] = []
    for index, phrase in enumerate(names.phrases):
        pending.extend(_concept(name, context) for name in _one(phrase))
        closes = (phrase.window is not None and not phrase.window_leads) or phrase.course is not None or phrase.started
        if closes or index == len(names.phrases) - 1:
            rules.extend(_stretch(pending, first, phrase, names, exceptions, context))
            pending = []
    joined = rules[0] if len(rules) == 1 else (All if "and" in names.joins else Any)(tuple(rules))
    return Not(joined) if first.negated else joined


def _may_be_timed(names: NameList, context: Context) -> bool:
    """``no testosterone within 3 months``: a negation and an exclusion are of what happened, not of a test made."""
    is_timed = any(phrase.window for phrase in names.phrases)
    return is_timed and (names.phrases[0].negated or names.phrases[0].window_leads or context.section == "exclusion")


def _with_exceptions_apart(names: NameList) -> NameList:
    """Return the list up to `except`, which takes all bare names behind it; the time behind them is of the list."""
    opening = next((index for index, phrase in enumerate(names.phrases) if phrase.opens_exception), None)
    if opening is None:
        return names
    last = names.phrases[opening]
    for phrase in names.phrases[opening + 1 :]:
        refuse_beside(phrase, "what is excepted", "names", "window", "course")
        if (last.window and phrase.window) or (last.course and phrase.course):
            raise refuse("E410", "the same kind of phrase stands twice here", phrase.span, "keep one of them")
        last = replace(
            last, excepted=[*last.excepted, *_one(phrase)], window=last.window or phrase.window,
            course=last.course or phrase.course,
        )  # fmt: skip
    return NameList([*names.phrases[:opening], last], names.joins[:opening])


def _one(phrase: Phrase) -> list[n.Name]:
    if len(phrase.names) > 1:
        second = phrase.names[1]
        raise refuse(
            "E410",
            f"`{phrase.names[0].text}` and `{second.text}` stand side by side",
            second.span,
            "join them with `and` or `or`",
        )
    return phrase.names


def _concept(name: n.Name, context: Context) -> v.Concept:
    return concept_of(name, "presence", context)


def _check_joins(names: NameList, context: Context) -> None:
    """Refuse mixed joins, and `and` between bare names where most read `or`: in an exclusion, negated, undecided."""
    first = names.phrases[0]
    if context.section == "exclusion" and not first.negated and not _any_drug(names, context):
        # `renal/hepatic failure`: either excludes; in an inclusion both may be needed, and drugs may be given as one
        names.joins = ["or" if join == "/" else join for join in names.joins]
        if set(names.joins) == {","} and _are_alike(names, context):
            names.joins = ["or"] * len(names.joins)
    if "," in names.joins:
        raise refuse("E401", "a list with commas alone: `and` or `or`?", names.span, "write `or` before the last")
    if "/" in names.joins or len(set(names.joins)) > 1:
        message = "`/` between names: `and` or `or`?" if "/" in names.joins else "`and` and `or` stand side by side"
        raise refuse("E401", message, names.span, "write `any of:` or `all of:` and a list")
    if "and" not in names.joins:
        return
    if context.section != "inclusion" or first.negated:
        raise refuse(
            "E406",
            "`and` between bare names reads as `or` to most",
            names.span,
            "write `or`, or `all of:` and a list",
        )
    timed = any(phrase.window or phrase.course for phrase in names.phrases)
    if timed and first.lead is None:
        raise refuse(
            "E407", "does the time belong to every name of this list?", names.span, "write `all of:` and a list"
        )


def _are_alike(names: NameList, context: Context) -> bool:
    """Tell whether all names are conditions: of `asthma, tacrolimus` the second may be the treatment of the first.

    A time before a comma may end what the lead word is of: `history of stroke within 3 months, asthma`.
    """
    if any(phrase.window or phrase.course for phrase in names.phrases[:-1]):
        return False
    return all(isinstance(_concept(name, context), v.Condition) for phrase in names.phrases for name in phrase.names)


def _check_requirements(names: NameList) -> None:
    """Refuse `infection requiring antibiotics or antifungals`: what is behind the `or` may be required too."""
    for phrase in names.phrases[:-1]:
        for name in phrase.names:
            if _REQUIRES.search(name.text):
                raise refuse(
                    "E407", f"does `{name.text}` end here, or does it require more?", name.span,
                    "write `any of:` and a list",
                )  # fmt: skip


def _any_drug(names: NameList, context: Context) -> bool:
    return any(isinstance(_concept(name, context), v.Drug) for phrase in names.phrases for name in phrase.names)


def _stretch(
    concepts: list[v.Concept],
    first: Phrase,
    last: Phrase,
    names: NameList,
    exceptions: tuple[str, ...],
    context: Context,
) -> list[Rule]:
    """Return the rules of the names up to the window or course that covers them."""
    _check_mixture(concepts, first, last, names)
    if "and" in names.joins:
        return [_present((concept,), first, last, exceptions, context) for concept in concepts]
    return [_present(tuple(concepts), first, last, exceptions, context)]


def _check_mixture(concepts: list[v.Concept], first: Phrase, last: Phrase, names: NameList) -> None:
    """Without a lead word, lasting conditions and events under one window are refused: is the window of both?"""
    if first.lead is not None or first.negated or last.window is None or len(concepts) < 2:
        return
    if any(_is_event(concept) for concept in concepts) and any(_lasts(concept) for concept in concepts):
        raise refuse(
            "E407",
            "a lasting condition and an event stand under one window",
            names.span,
            "write `any of:` and a list, or a lead word such as `history of`",
        )


def _is_event(concept: v.Concept) -> bool:
    return isinstance(concept, v.Condition | v.Procedure) and concept.is_event


def _lasts(concept: v.Concept) -> bool:
    """Tell whether it is a lasting condition: no event, no acute illness, no treatment that is given for a while."""
    return isinstance(concept, v.Condition) and not (concept.is_event or concept.is_acute)


def _present(
    concepts: tuple[v.Concept, ...], first: Phrase, last: Phrase, exceptions: tuple[str, ...], context: Context
) -> Rule:
    ids = tuple(concept.id for concept in concepts)
    relation = first.lead.relation if first.lead else "now"
    own = relation if relation in ("allergy", "family-history", "contraindication") else None
    started = relation == "started" or any(phrase.started for phrase in (first, last))
    course = _course(last.course)
    leading = first.window if first.window_leads else None
    window = last.window or leading
    if leading is not None and window is not leading:
        raise refuse("E410", "two windows of time cover one list", last.span, "keep one, or split the criterion")
    if window is None:
        if started:
            raise refuse("E410", "a beginning without a time", last.span, "write `within 14 days` behind it")
        when = "ever" if relation in ("ever", "family-history") else "now"
        if when == "now" and any(_is_event(concept) for concept in concepts) and own is None:
            context.warn(
                "W513", "an event does not go on: this holds on its day alone", last.span,
                "write `history of` before it, or a window behind it",
            )  # fmt: skip
        return Present(ids, exceptions, when, None, *course, own)
    if window.form == "ago" and last.course is not None:
        raise refuse(
            "E410", "a course does not go with `ago`", last.course.span, "write a window, such as `in the past`"
        )
    if window.form == "ago":
        return _ago(concepts, window, exceptions, started, own, context)
    if window.leads:
        when = "onset" if started else "window"
        inside = Present(ids, exceptions, when, window_since(window), *course, own)
        return Not(inside) if window.form == "since" else inside
    return Present(ids, exceptions, "onset" if started else "window", _plain(window, context), *course, own)


def _plain(window: n.Window, context: Context) -> Window:
    if window.least is not None:
        raise refuse("E410", "two lengths of time in one window", window.span, "keep the longer one")
    return window_of(window, context)


def _ago(
    concepts: tuple[v.Concept, ...],
    window: n.Window,
    exceptions: tuple[str, ...],
    started: bool,
    relation: str | None,
    context: Context,
) -> Rule:
    """``X more than 6 months ago``: it happened (a condition began, a drug ended) by then, and not since."""
    before, since = window_ago(window, context)
    rules: list[Rule] = []
    for lasting in (True, False):
        ids = tuple(c.id for c in concepts if (isinstance(c, v.Condition) and not c.is_event) is lasting)
        if not ids:
            continue
        when = "onset" if lasting or started else "window"
        happened = Present(ids, exceptions, when, before, relation=relation)  # type: ignore[arg-type] # one of its own
        again = Present(ids, exceptions, when, since, relation=relation)  # type: ignore[arg-type] # one of its own
        rules.append(All((happened, Not(again))))
    return rules[0] if len(rules) == 1 else Any(tuple(rules))


def _course(course: n.Course | None) -> tuple[Duration | None, Duration | None, Duration | None]:
    """Return the durations of a course: at least, more than, less than."""
    if course is None:
        return None, None, None
    length = duration_of(course.length)
    if course.comparison == "at most":
        raise refuse("E410", "a course of at most so long", course.span, "write `for less than`")
    at_least, more_than, less_than = (
        length if course.comparison == word else None for word in ("at least", "more than", "less than")
    )
    return at_least, more_than, less_than
