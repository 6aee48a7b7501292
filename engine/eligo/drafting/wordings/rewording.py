"""Every wording that is written anew from its own words alone, whatever they mean, in the order of their trying."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from eligo.drafting.wordings import (
    childbearing,
    containing,
    denying,
    everybody,
    excepting,
    insuring,
    limits,
    measuring,
    naming,
    participating,
    plainly,
    rearranging,
    recovering,
    smoking,
    times,
    unexposed,
    viruses,
)
from eligo.drafting.wordings.triggers import Triggers
from eligo.rules.model import Section
from eligo.syntax.tokens.known_names import Names

#: gives a sentence in words of the language, once for each way to write it, or as it is, or None
Written = Callable[[str, "Section | None", Names], Iterable["str | None"]]

REWORDINGS: tuple[tuple[Triggers, Written], ...] = (
    (naming.TRIGGERS, lambda text, _section, names: (naming.scale_named_first(text, names),)),
    (participating.TRIGGERS, lambda text, section, _names: (participating.taking_part(text, section),)),
    (everybody.AGED, lambda text, _section, _names: (everybody.aged(text),)),
    (insuring.TRIGGERS, lambda text, _section, _names: (insuring.insured(text),)),
    (limits.OUTSIDE, lambda text, _section, _names: (limits.outside_normal(text),)),
    (denying.APART, lambda text, _section, _names: (denying.denied_apart(text),)),
    (denying.DENIED_VERBS, lambda text, _section, _names: (denying.did_not(text),)),
    (limits.EXTENT, lambda text, _section, _names: (limits.of_any_extent(text),)),
    (excepting.TRIGGERS, lambda text, section, _names: (excepting.excepted_once_treated(text, section),)),
    (childbearing.OF_WOMEN, lambda text, _section, _names: (childbearing.of_women(text),)),
    (times.TRIGGERS, lambda text, section, _names: times.said_apart(text, section)),
    (childbearing.CONDITIONAL, lambda text, section, _names: (childbearing.conditional(text, section),)),
    (recovering.TRIGGERS, lambda text, section, _names: (recovering.left_behind(text, section),)),
    (childbearing.OPENED, lambda text, _section, _names: (childbearing.opened(text),)),
    (rearranging.TRIGGERS, lambda text, _section, _names: (rearranging.rearranged(text),)),
    ((), lambda text, section, _names: plainly.plainly(text, section)),  # each of its forms has its own sign
    (viruses.TRIGGERS, lambda text, section, _names: (viruses.of_viruses(text, section),)),
    (smoking.TRIGGERS, lambda text, _section, _names: (smoking.smoked(text),)),
    (unexposed.TRIGGERS, lambda text, _section, names: (unexposed.unexposed(text, names),)),
    (containing.TRIGGERS, lambda text, _section, _names: (containing.of_whole(text),)),
    (measuring.TRIGGERS, lambda text, _section, _names: (measuring.measurable(text),)),
)
