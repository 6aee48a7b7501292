"""What is collected while the records of one sheet are read."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from eligo.facts.model import Fact, StatedAge
from eligo.facts.naming import Naming
from eligo.facts.problems import Problems
from eligo.quantities.dates import DateError, PartialDate, parse_date

#: what to write where a date is wrong
DATE_HELP: Final = "write it as `2021`, `2021-05`, `2021-05-02` or `2021-05-02T08:10`"

_date_of = lru_cache(maxsize=4096)(parse_date)


class Reading:
    """The names, the problems, and what came of the records so far."""

    __slots__ = ("ages", "dates", "entered_in_error", "facts", "naming", "problems")

    def __init__(self, naming: Naming, problems: Problems) -> None:
        """Resolve names by ``naming`` and note what is wrong in ``problems``."""
        self.naming = naming
        self.problems = problems
        self.facts: list[Fact] = []
        self.ages: list[StatedAge] = []
        self.entered_in_error = 0
        #: every date read so far, by its text
        self.dates: dict[str, PartialDate] = {}

    def date(self, text: str, place: str) -> PartialDate | None:
        """Return the date that ``text`` states; None, noted (E605), where it states none."""
        try:
            date = self.dates[text] = _date_of(text)
        except DateError as error:
            self.problems.add("E605", place, error.message, DATE_HELP)
            return None
        return date

    def plain_date(self, text: object) -> PartialDate | None:
        """Return the date that ``text`` states; None, noting nothing, where it is none or no text at all."""
        if type(text) is not str:
            return None
        date = self.dates.get(text)
        if date is None:
            try:
                date = self.dates[text] = _date_of(text)
            except DateError:
                return None
        return date
