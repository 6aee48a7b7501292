"""The screening date, and what it says of the rest of a sheet: nothing after it counts, and nobody is born after it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from eligo.diagnostics import Diagnostic, FactsError, has_errors
from eligo.facts.model import Answer, Fact, FactSheet
from eligo.facts.problems import Problems
from eligo.facts.reading import DATE_HELP
from eligo.facts.results import OLDEST
from eligo.quantities.dates import DateError, PartialDate, completed, parse_date

_LATE = "W604"


def screened_at(sheet: FactSheet, as_of: PartialDate | str | None = None) -> FactSheet:
    """Return ``sheet`` as of ``as_of``, which goes before its own date, with the warnings that this date brings.

    Raises `FactsError`: E609 where there is no date at all, E605 where it is no whole day, E607 and E606 for a birth
    after it or more than 130 years before it.
    """
    chosen = _day(as_of) if as_of is not None else sheet.as_of
    if chosen is None:
        help_ = "add `as_of` to the sheet, or give `--as-of` (`as_of=` in Python)"
        raise FactsError([Diagnostic("E609", "no screening date", help=help_)])
    found = [*check_as_of(chosen, "as_of"), *check_birth(sheet.birth_date, chosen)]
    if has_errors(found):
        raise FactsError(found)
    if as_of is None or chosen == sheet.as_of:
        return sheet
    late = late_facts(sheet.facts, chosen)
    answered = late_answers(sheet.answers.values(), chosen)
    if sheet.imported is not None and len(late) > 1:
        late = [replace(late[0], message=f"{late[0].message}, and {len(late) - 1} more such facts")]
    kept = [diagnostic for diagnostic in sheet.diagnostics if diagnostic.code != _LATE]
    return replace(sheet, as_of=chosen, diagnostics=(*kept, *late, *answered))


def check_as_of(as_of: PartialDate, place: str) -> list[Diagnostic]:
    """Return what is wrong with a screening date: it is a day, with or without a time (E605)."""
    problems = Problems()
    if as_of.day is None:
        problems.add("E605", place, "a screening date is a whole day", "write it as `2021-05-02` or `2021-05-02T08:10`")
    return problems.found


def check_birth(birth_date: PartialDate | None, as_of: PartialDate) -> list[Diagnostic]:
    """Return what ``as_of`` shows to be wrong with a birth date: E607 after it, E606 more than 130 years before it."""
    problems = Problems()
    place = "patient.birth_date"
    if birth_date is None or as_of.day is None:
        return problems.found
    if birth_date.on_clock(as_of.offset).earliest > as_of.latest:
        problems.add("E607", place, "a birth after the screening date", "correct the birth date or the screening date")
    elif completed("year", birth_date, as_of.last_day)[0] > OLDEST:
        problems.add("E606", place, f"an age of over {OLDEST} years", "correct the birth date")
    return problems.found


def late_facts(facts: Iterable[Fact], as_of: PartialDate) -> list[Diagnostic]:
    """Return a warning (W604) for each of ``facts`` that is certainly of after the screening date."""
    problems = Problems()
    is_late: dict[int, bool] = {}
    for fact in facts:
        for date in (fact.time, fact.start):
            if date is None:
                continue
            late = is_late.get(id(date))
            if late is None:
                late = is_late[id(date)] = date.on_clock(as_of.offset).earliest > as_of.latest
            if late:
                problems.add(_LATE, fact.place, "a fact of after the screening date, which does not count")
                break
    return problems.found


def late_answers(answers: Iterable[Answer], as_of: PartialDate) -> list[Diagnostic]:
    """Return a warning (W604) for each of ``answers`` that was certainly given after the screening date."""
    problems = Problems()
    for answer in answers:
        if answer.on is not None and answer.on.on_clock(as_of.offset).earliest > as_of.latest:
            problems.add(_LATE, answer.place, "an answer of after the screening date, which does not count")
    return problems.found


def _day(as_of: PartialDate | str) -> PartialDate:
    if isinstance(as_of, PartialDate):
        return as_of
    try:
        return parse_date(as_of)
    except DateError as error:
        raise FactsError([Diagnostic("E605", error.message, place="as_of", help=DATE_HELP)]) from None
