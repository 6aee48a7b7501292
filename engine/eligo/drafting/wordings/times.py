"""Windows in the words of registries that say two things at once, written anew so that each is said for itself.

``within 4 weeks or 5 half-lives, whichever is longer`` is the window or a question; ``within 4 weeks (6 weeks for
nitrosoureas)`` is two windows; ``currently or within 4 weeks`` is one, which holds what is going on; and what ``must
have been completed at least 4 weeks before`` is nothing inside the last 4 weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from eligo.drafting.wordings.triggers import triggers
from eligo.rules.model import Section
from eligo.syntax.tokens.numerals import number_at

TRIGGERS = triggers(
    "hour hours day days week weeks month months year years",
    "half halflife halflives ( currently ongoing present presently concurrently concomitantly current off"
    " completed finished ended discontinued stopped",
)
_FLAGS = re.IGNORECASE
#: the units of time, of which one stands in every window, in days
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}


def _length(name: str) -> str:
    return rf"(?P<{name}>(?P<{name}_count>\d+|[a-z]+)(?: \(\d+\))?[ -](?P<{name}_unit>hour|day|week|month|year)s?)"


_DATE = r"(?: (?:before|prior to|preceding|of|from) [^,;()]+)?"
_DENIED = re.compile(r"\b(?:no|not|never|without|free|none|must|should|may)\b", _FLAGS)
_WINDOW = re.compile(r"\bwithin\b|\b(?:in|during|over|for) the (?:past|last|previous|preceding)\b|[≤<]", _FLAGS)
_LIVES = (
    r"(?:(?:at least|less than|up to|<|≤) ?)?(?P<lives>\d+|two|three|four|five|six|seven|ten)"
    r"(?: (?:drug|elimination|serum|plasma|terminal|biological|known))? half[ -]?li(?:fe|ves)"
    r"(?: of (?:the|that|this|its|their|each|any)(?: [a-z]+){1,3}?)?(?:,? \(?if known\)?)?"
)
_WHICHEVER = (
    r",? ?\(?(?:use )?which ?ever (?:(?:is|was|time is|period is|comes) )?(?:the )?"
    r"(?:(?P<longer>long|great)|short|less)(?:er|est)?(?: (?:period|time|duration|length)(?: of time)?)?\)?,?"
)
_OPENING = r"\bwithin (?:a period of |the )?(?:past |last )?"
#: the length and the half-lives in either order, with the date that both are counted from behind either
_OR_LIVES = tuple(
    re.compile(rf"{_OPENING}{two}{behind}(?P<rest>.*)$", _FLAGS)
    for two in (rf"{_length('time')},? \(?or (?:within )?{_LIVES}", rf"{_LIVES} or (?:within )?{_length('time')}")
    for behind in (
        rf"{_WHICHEVER}(?P<date>{_DATE})",
        rf"(?P<date>{_DATE}){_WHICHEVER}",
        rf"(?P<longer>)(?P<date>{_DATE})$",  # within either of them
    )
)
_OTHER_LENGTH = re.compile(
    rf"\((?:within |at least |or )*{_length('other')} (?:for|if|since|in case of|in the case of) (?P<names>[^()]+)\)",
    _FLAGS,
)
_SINCE = re.compile(
    rf"^(?:at least|more than|a minimum of|minimum of|≥|>=|>) ?{_length('time')} (?:since|after) ", _FLAGS
)
_RECOVERED = re.compile(r"^(?: and (?:have |has )?(?:fully )?recovered)?[.;]?$", _FLAGS)
_WITHIN = re.compile(rf"{_OPENING}{_length('time')}(?P<date>{_DATE}) ?$", _FLAGS)
_GOING_ON = r"(?:currently|ongoing|at present|presently|concurrently|concomitantly|current)"
_OR_WITHIN = re.compile(
    rf",? \(?(?:either )?{_GOING_ON}\)?,? or (?=within\b|in the (?:past|last|previous|preceding|prior)\b"
    r"|(?:during|over) the (?:past|last|previous|preceding)\b)",
    _FLAGS,
)
_OR_ONGOING = re.compile(rf",? or (?:is |are )?(?:still )?{_GOING_ON}(?=[.;]?$)", _FLAGS)
_COMPLETED = re.compile(
    r" (?:must|should|has to|have to|needs to) (?:be (?:completed|finished|ended)"
    r"|have been (?:completed|finished|ended|discontinued|stopped))"
    rf" (?:(?:at least|≥|>=|a minimum of)|(?P<more>more than|>|greater than)) ?{_length('time')}"
    r"(?P<date> (?:before|prior to|preceding) [^,;()]+)$",
    _FLAGS,
)
_OFF = re.compile(
    r"^(?:(?:patients?|subjects?|participants?) )?(?:(?:must be|must have been|should be|has been|have been|are|is) )?"
    rf"off (?:of )?(?P<names>[^,;()]+?) (?:for )?(?P<sign>at least|≥|>=|more than|>|a minimum of) ?{_length('time')}"
    r"(?: (?:before|prior to|preceding) screening)?[.;]?$",
    _FLAGS,
)


def said_apart(text: str, section: Section | None) -> Iterator[str]:
    """Yield what ``text`` is in other words, where it has such a window.

    >>> next(said_apart("Any drug within 4 weeks or 5 half-lives, whichever is longer, before screening", "exclusion"))
    '(Any drug within 4 weeks before screening) or ask [half_lives] "Was the last dose within 5 half-lives?"'
    """
    for pattern in _OR_LIVES:
        if (found := pattern.search(text)) and (told := _with_half_lives(text, found)):
            yield told
    if (found := _OTHER_LENGTH.search(text)) and (told := _with_other_length(text, found)):
        yield told
    if _OR_WITHIN.search(text):
        yield _OR_WITHIN.sub(" ", text)
    if _OR_ONGOING.search(text) and len(_WINDOW.findall(text)) == 1:
        yield _OR_ONGOING.sub("", text)
    if section == "inclusion" and (found := _COMPLETED.search(text)) and not _DENIED.search(text[: found.start()]):
        sign = "within" if found["more"] else "less than"
        yield f"no {text[: found.start()]} {sign} {found['time']}{found['date']}"
    if section == "inclusion" and (found := _OFF.match(text)):
        yield f"{found['sign']} {found['time']} since {found['names']}"


def _with_half_lives(text: str, found: re.Match[str]) -> str | None:
    """The longer of two times is either, the shorter is both: nobody's record tells how long a half-life is."""
    before = text[: found.start()].strip()
    if found["rest"].strip(" .;") or not before or _DENIED.search(before) or _WINDOW.search(before):
        return None
    join = "or" if found["longer"] is not None else "and"
    question = f"Was the last dose within {found['lives']} half-lives?"
    return f'({before} within {found["time"]}{found["date"].rstrip()}) {join} ask [half_lives] "{question}"'


def _with_other_length(text: str, found: re.Match[str]) -> str | None:
    """A longer time for some of what is named is one more window; a shorter one would be an exception."""
    before, behind = text[: found.start()].rstrip(), text[found.end() :]
    names = found["names"].removeprefix("prior ")
    if (since := _SINCE.match(before)) and _RECOVERED.match(behind):
        sign = before[: since.start("time")]
        return f"{before} and {sign}{found['other']} since {names}{behind}" if _is_longer(found, since) else None
    within, date = _WITHIN.search(before), behind.rstrip(" .;")
    if within is None or not _is_longer(found, within) or _DENIED.search(before) or not re.fullmatch(_DATE, date):
        return None
    if within["date"] and date:
        return None
    return f"({before}{date}) or {names} within {found['other']}{within['date'] or date}"


def _is_longer(other: re.Match[str], one: re.Match[str]) -> bool:
    lengths: list[float] = []
    for found, name in ((other, "other"), (one, "time")):
        count = number_at(found[f"{name}_count"], 0)
        lengths.append(float(count[1]) * _DAYS[found[f"{name}_unit"].lower()] if count else 0.0)
    return lengths[0] > lengths[1] > 0
