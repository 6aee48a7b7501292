"""When the results that a comparison looks at must be from."""

from __future__ import annotations

from dataclasses import dataclass

from eligo.diagnostics import Span
from eligo.rules.context import Context, refuse
from eligo.rules.model import Window
from eligo.rules.phrases import Phrase
from eligo.rules.times import window_of

#: slots that any comparison takes; a course, a beginning and a history are refused with the timing
TAKEN = ("negated", "lead", "names", "bounds", "window", "qualifier", "course", "started")


@dataclass(frozen=True)
class Timing:
    """When a result must have been taken: its window, or none and how old it may be."""

    window: Window | None
    any_age: bool


def timing_of(phrase: Phrase, context: Context, subject: Span, timeless: bool = False) -> Timing:
    """Return when the results of ``phrase`` must be from: its own window, else the header's."""
    if phrase.course is not None:
        raise refuse(
            "E410", "a course belongs to a drug, a procedure or a condition", phrase.course.span, "leave it out"
        )
    if phrase.lead is not None and phrase.lead.yields and phrase.bounds and phrase.lead.text.lower() != "known":
        help_ = "leave it out, or write `on at least 2 occasions`"
        raise refuse("E410", f"`{phrase.lead.text}` does not go with a comparison", phrase.lead.span, help_)
    if phrase.started or (phrase.lead is not None and phrase.lead.relation != "now"):
        span = phrase.lead.span if phrase.lead else phrase.span
        raise refuse("E410", "a result has no beginning and no history", span, "write `any` or `lowest`, and a window")
    if phrase.window is not None:
        if phrase.window.form not in ("past", "within") or phrase.window.least is not None:
            raise refuse("E410", "a result is asked for inside a window", phrase.window.span, "write `within 28 days`")
        return Timing(window_of(phrase.window, context), any_age=False)
    if timeless:
        return Timing(None, any_age=False)
    if context.results_window is None and not context.any_age:
        context.warn_once(
            "W510",
            "a result without a window: it counts while it is current",
            subject,
            "write `within 28 days`, or `results within 28 days` in the header",
        )
    return Timing(context.results_window, context.any_age)
