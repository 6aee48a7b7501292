"""Every wording that is written anew from its own words alone, whatever they mean."""

from __future__ import annotations

from collections.abc import Iterator

from eligo.drafting.wordings.childbearing import conditional, of_women, opened
from eligo.drafting.wordings.containing import of_whole
from eligo.drafting.wordings.denying import denied_apart, did_not
from eligo.drafting.wordings.everybody import aged
from eligo.drafting.wordings.excepting import excepted_once_treated
from eligo.drafting.wordings.insuring import insured
from eligo.drafting.wordings.limits import of_any_extent, outside_normal
from eligo.drafting.wordings.measuring import measurable
from eligo.drafting.wordings.naming import scale_named_first
from eligo.drafting.wordings.participating import taking_part
from eligo.drafting.wordings.plainly import plainly
from eligo.drafting.wordings.rearranging import rearranged
from eligo.drafting.wordings.recovering import left_behind
from eligo.drafting.wordings.smoking import smoked
from eligo.drafting.wordings.times import said_apart
from eligo.drafting.wordings.unexposed import unexposed
from eligo.drafting.wordings.viruses import of_viruses
from eligo.rules.model import Section
from eligo.syntax.tokens.known_names import Names


def reworded(text: str, section: Section | None, names: Names) -> Iterator[str]:
    """Yield ``text`` in words of the language, once for each wording that it is in; made when it is asked for."""
    for written in _forms(text, section, names):
        if written is not None and written != text:
            yield written


def _forms(text: str, section: Section | None, names: Names) -> Iterator[str | None]:
    yield scale_named_first(text, names)
    yield taking_part(text, section)
    yield aged(text)
    yield insured(text)
    yield outside_normal(text)
    yield denied_apart(text)
    yield did_not(text)
    yield of_any_extent(text)
    yield excepted_once_treated(text, section)
    yield of_women(text)
    yield from said_apart(text, section)
    yield conditional(text, section)
    yield left_behind(text, section)
    yield opened(text)
    yield rearranged(text)
    yield from plainly(text, section)
    yield of_viruses(text, section)
    yield smoked(text)
    yield unexposed(text, names)
    yield of_whole(text)
    yield measurable(text)
