"""What a phrase of the language means by its place, and the words that say nothing at a certain place alone."""

from __future__ import annotations

import re

from eligo.syntax.tokens.opening import OF_PEOPLE, PEOPLE
from eligo.syntax.tokens.references import grade_ahead
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Scanner
from eligo.syntax.tokens.terminals import PhraseMatch
from eligo.syntax.words import CONTEXTS, QUALIFIERS

#: a number, or a length of time in words: ``six (6) months``
_LENGTH_AHEAD = re.compile(
    r"\s*(?:the\s+)?[\d.]|\s*\w+(?:[\s-]\w+)?(?:\s*\(\d+\))?\s+(?:hour|day|week|month|year)", re.IGNORECASE
)
_HYPHENATED = re.compile(r"[\s-]")
_LEVEL_AHEAD = re.compile(r"(?:[IVX]{1,4}|[A-E])(?![\w])")
#: words passed over: everywhere, or only where `_passes_over` finds their place
PASSED = frozenset((
    "FILLER", "WAS", "WITH", "THERAPY", "BEHIND_NAME", "BEHIND_SCALE", "BEFORE_MEASURE", "WILL_BE",
    "BEHIND_STAGE", "BEHIND_LEVEL", "BEHIND_CLASS", "TAKEN", "ON_ECG", "BY_ECHO", "BY_OXIMETRY", "BY_CLEARANCE",
    "BY_RECIST", "BY_OCT", "BY_ELASTOGRAPHY", "ECG_SHOWS", "ECHO_SHOWS", "ON_SCALE", "PERSONS", "COMPLETED",
    "BOTH", "EITHER", "CHANGED_BY", "DIAGNOSIS_BEHIND",
    "BY_FRIDERICIA", "BY_BAZETT", "WHO_HAVE", "TEST_FOR", "ELAPSED", "PERIOD", "EXPOSURE",
))  # fmt: skip
#: what `with` stands behind where it says nothing: nothing at all, people, a connective
BEFORE_WITH = PEOPLE | {"", "AND", "OR"}
_JOINING = frozenset(("AND", "OR", "COMMA", "EXCEPT"))
_GOES_ON_BEHIND = _JOINING | {"PROVED_BY", "MEETS"}
#: what opens a remark behind a name (`remarks`) or stands before one (`qualifying`), and is nothing elsewhere
_BESIDE_NAMES = frozenset((
    "PROVED_BY", "FOR_TREATING", "CAUSED_BY", "GOES_WITH", "TREATED_WITH", "REGARDLESS", "PLACED_IN", "MEETS",
    "SIMILAR_TO", *QUALIFIERS,
))  # fmt: skip
#: what a word for people may join to what stands behind it
BEFORE_PERSONS = frozenset(("NAME", "ALIAS", "OLD", "NUMBER", "TIME_UNIT", "LEVEL", "OR_MORE", "OR_LESS"))
BEHIND_NAME = ("NAME", "DEFINED", "ALIAS")
#: what ends a comparison without a length of time: before an anchor it is no window
ENDS_BOUND = frozenset(("NUMBER", "UNIT", "ULN", "LLN", "LEVEL", "OR_MORE", "OR_LESS"))
#: what the levels of a scale end with
_LEVELLED = frozenset(("LEVEL", "NUMBER", "OR_MORE", "OR_LESS"))
#: what opens a bound: a comparison word, or a range
_OPENS_BOUND = COMPARATORS | {"BETWEEN", "NORMAL"}
#: how a measure is always, or nearly always, taken: saying so adds nothing
_USUAL = {
    "ON_ECG": ("qtc", "qtcf", "qtcb", "qt_interval", "pr_interval", "qrs_duration", "heart_rate"),
    "BY_ECHO": ("lvef",),
    "BY_OXIMETRY": ("spo2",),
    "BY_RECIST": ("measurable_disease",),
    "BY_CLEARANCE": ("creatinine_clearance",),
    "BY_OCT": ("central_retinal_thickness",),
    "BY_ELASTOGRAPHY": ("liver_stiffness", "controlled_attenuation_parameter"),
}
#: the test that shows a measure, named before it: ``ECG with QTc > 450 ms``
_SHOWN = {"ECG_SHOWS": _USUAL["ON_ECG"], "ECHO_SHOWS": _USUAL["BY_ECHO"]}
#: ``both A and B``, ``either A (a) < 8 or B``: what stands behind the first name
_BEFORE_JOIN = r"(?:(?!\b(?:and|or)\b)[^,;])*"
_LISTS = {
    "BOTH": re.compile(rf"{_BEFORE_JOIN}\band\b(?!\s*/)", re.IGNORECASE),
    "EITHER": re.compile(rf"{_BEFORE_JOIN}\bor\b", re.IGNORECASE),
}
_CHANGES = frozenset(("INCREASE_IN", "DECREASE_IN", "CHANGE_IN", "INCREASE", "DECREASE"))
_OF_PEOPLE = frozenset(("MALE", "FEMALE", "FOR_MALE", "FOR_FEMALE"))
_OF_TIME = re.compile(r"\s*(?:the\s+)?(?:\w+[\s-]){1,3}?(?:\(\d+\)\s*)?(?:hour|day|week|month)", re.IGNORECASE)
#: behind ``and less``, ``or over``: what shows that the words open another bound
_GOING_ON = re.compile(r"\s*(?:\d|than\b|or equal\b|the age of\b)", re.IGNORECASE)
#: anchors at which a result is as it is on the screening date
_AHEAD = frozenset((
    "ANCHOR_SCREENING", "ANCHOR_ENROLMENT", "ANCHOR_RANDOMISATION", "ANCHOR_BASELINE", "ANCHOR_CONSENT",
    "ANCHOR_FIRST_DOSE",
))  # fmt: skip
_OR_SURGERY = _AHEAD | {"ANCHOR_SURGERY"}
_VISITS = frozenset(("ANCHOR_SCREENING", "ANCHOR_BASELINE"))
#: behind an age, at this moment; `before surgery` and `during surgery` are other times
_MOMENT = re.compile(r"(?:measured |as measured )?(?:at|on|as of)\b.*\b(?:time|day|date|moment)\b", re.IGNORECASE)
_LASTING = frozenset(("during", "during the", "in the", "on"))


#: terminals that are something, or nothing, by where they stand; any other that a phrase has alone is what it is
_BY_PLACE = _BESIDE_NAMES | PASSED | {"TAKEN", "PERSONS", "TIMES", "OF", "ON_SCALE", "AT", "IN_THE_PAST"}


class Placing(Scanner):
    """Settles phrases by what stands round them."""

    def _choose(self, phrase: PhraseMatch, position: int) -> str | None:
        """Return the terminal meant where a phrase has several, or None where its place makes it no phrase at all."""
        if len(phrase.terminals) == 1 and phrase.terminals[0] not in _BY_PLACE:
            return phrase.terminals[0]
        terminals = tuple(t for t in phrase.terminals if t not in _BESIDE_NAMES)
        if not terminals:
            return None
        if "TAKEN" in terminals and self._previous in BEHIND_NAME and self._time_follows(phrase.end):
            return "TAKEN"
        if not PASSED.issuperset(terminals):
            terminals = tuple(t for t in terminals if t != "TAKEN")
        after_number = _LENGTH_AHEAD.match(self.text, phrase.end)
        if self._is_ever(position, phrase.end, after_number is not None):
            return "FILLER"
        if "PERSONS" in terminals:
            return "PERSONS"
        if terminals[0].startswith("ANCHOR"):
            return terminals[0]
        if "TIMES" in terminals and self._previous != "NUMBER":
            return None
        if "OF" in terminals and self._previous == "TIME_UNIT" and self._anchor_after(phrase.end):
            return "OF"
        if {"BEFORE", "LEAD_EVER"} <= set(terminals):
            is_due = self._previous == "TIME_UNIT" and self._anchor_after(phrase.end)
            return "BEFORE" if is_due else "LEAD_EVER"
        if "ON_SCALE" in terminals and self._named_again(phrase.end):
            return "ON_SCALE"
        if "AT" in terminals and self._previous in ENDS_BOUND and self._anchor_ahead(position, phrase.end):
            return "AT"
        terminals = tuple(t for t in terminals if t not in ("OF", "ON_SCALE") and (t != "AT" or len(terminals) == 1))
        if terminals and PASSED.issuperset(terminals):
            return next((t for t in terminals if self._passes_over(t, phrase.end)), terminals[0])
        if len(terminals) > 1 and after_number:
            return next((t for t in terminals if t in COMPARATORS or t in ("BETWEEN", "WITHIN")), terminals[0])
        terminals = tuple(t for t in terminals if t not in COMPARATORS or len(terminals) == 1)
        if not terminals:
            return "FILLER" if self._is_filling_of(phrase, position) else None
        return terminals[0]

    def _passes_over(self, terminal: str, end: int) -> bool:
        """Tell whether a word that may be passed over only at a certain place stands there."""
        if terminal == "WAS":
            return self._value_follows(end)
        if terminal == "NO" and self.text[end - 3 : end].lower() == "non":
            return self._denies_one_word(end)
        if terminal == "NO" and self.text[end - 3 : end].lower() == "not":
            return not self._is_context(end)
        if terminal == "THERAPY":
            return self.taken_open and self._previous in ("NAME", "ALIAS")
        if terminal == "EXPOSURE":
            is_timed = self.last_lead == "LEAD_EVER" or self._time_follows(end)
            return is_timed and self._passes_over("THERAPY", end)
        if terminal == "ELAPSED":
            return self._previous == "TIME_UNIT"
        if terminal == "PERIOD":
            is_past = self._previous_but(2) == "IN_THE_PAST" and self._ends_item(end)
            return self._previous == "TIME_UNIT" and (is_past or self._counts_from(end))
        if terminal == "TEST_FOR":
            return self._previous == "VALUE" and self._name(self._skip(end)) is not None
        if terminal == "DIAGNOSIS_BEHIND":
            return self._previous in BEHIND_NAME and self._names_condition() and self._ends_item(end)
        if terminal == "BEHIND_NAME":
            return self.number_open and self._previous in BEHIND_NAME
        if terminal == "BEHIND_SCALE":
            return self.scale_open and (self._previous in (*BEHIND_NAME, "LEVEL") or self._previous in COMPARATORS)
        if terminal == "BEFORE_MEASURE":
            return self._measure_follows(end)
        if terminal == "WILL_BE":
            return self._asks(end)
        if terminal == "TAKEN":
            return self._time_follows(end)
        if terminal == "HEALTHY":
            return self._of_a_person(end)
        if terminal == "WHO_HAVE":
            return any(token.type == "EXCEPT" for token in self.lexed.tokens)
        if terminal == "BEHIND_LEVEL":
            return self.scale_open and self._previous in ("LEVEL", "NUMBER")
        if terminal == "BEHIND_CLASS":
            return self._previous in _LEVELLED and self._named_last("nyha_class", "who_functional_class", "ccs_class")
        if terminal == "BEHIND_STAGE":
            return self._previous == "LEVEL" and self._named_last("cancer_stage")
        if terminal in _LISTS:
            name = self._name(self._skip(end))
            return name is not None and _LISTS[terminal].match(self.text, name.end) is not None
        if terminal == "CHANGED_BY":
            return self._asks(end) and not _CHANGES.isdisjoint(token.type for token in self.lexed.tokens)
        if terminal in _SHOWN:
            return self._shows(end, _SHOWN[terminal])
        if terminal in _USUAL:
            return self._named_last(*_USUAL[terminal])
        return terminal not in ("AT", "COMPLETED", "BY_FRIDERICIA", "BY_BAZETT")

    def _of_a_person(self, end: int) -> bool:
        """``healthy men``, ``healthy, obese men``, ``in good health``: the word is of people, not of an organ."""
        if self.text[:end].lower().endswith(("health", "volunteers", "subjects", "participants", "individuals")):
            return True
        start = self._skip(end)
        if self.text[start : start + 1] == "," or (start == len(self.text) and self._previous in ("AND", "COMMA")):
            return True
        name = self._name(start)
        phrase = self._phrase(start if name is None else self._skip(name.end))
        if name is not None and OF_PEOPLE.search(self.text[start : name.end]):
            return True
        return phrase is not None and not PEOPLE.isdisjoint(phrase.terminals)

    def _names_condition(self) -> bool:
        """Tell whether the last name is of a condition."""
        return not (self.taken_open or self.number_open or self.finding_open or self.scale_open)

    def _ends_item(self, end: int) -> bool:
        """Tell whether nothing more is said of what stands before: the end is here, or what joins the next."""
        following = self._phrase(self._skip(end))
        joins = following is not None and not _GOES_ON_BEHIND.isdisjoint(following.terminals)
        return joins or not self.text[end:].strip(" .;)")

    def _time_follows(self, position: int) -> bool:
        """``obtained within 14 days before enrolment``: before its time, how a result came about says nothing."""
        phrase = self._phrase(self._skip(position))
        if phrase is None or not {"WITHIN", "IN_THE_PAST", "LE", "LT"} & set(phrase.terminals):
            return False
        length = _LENGTH_AHEAD.match(self.text, phrase.end)
        return length is not None and _OF_TIME.match(self.text, phrase.end) is not None

    def _last_named(self) -> tuple[str, ...]:
        """Return what the last name may mean; nothing where none was written, or a definition's."""
        last = next((t for t in reversed(self.lexed.tokens) if t.type in ("NAME", "DEFINED")), None)
        return self.lexed.concepts.get(last.start_pos or 0, ()) if last is not None else ()

    def _named_last(self, *ids: str) -> bool:
        """Tell whether the last name may only mean one of ``ids``."""
        meanings = self._last_named()
        return bool(meanings) and set(meanings) <= set(ids)

    def _named_again(self, position: int) -> bool:
        """``performance status of 0–2 on the ECOG scale``: tell whether what is measured is named here once more."""
        start = self._skip(position)
        article = self._phrase(start)
        name = self._name(start)
        if name is None and article is not None and "FILLER" in article.terminals:
            name = self._name(self._skip(article.end))
        meanings = self._last_named()
        shared = set(name.meanings if name is not None else ()).intersection(meanings)
        return not self.names.numbers.isdisjoint(shared)

    def _repeats_scale(self, phrase: PhraseMatch) -> bool:
        """``ECOG (Eastern Cooperative Oncology Group) performance status``: a part of the scale's name, once more."""
        if "BEHIND_SCALE" not in phrase.terminals or not self.scale_open:
            return False
        return self._previous in BEHIND_NAME or (self._previous in COMPARATORS and not self._named_last("ctcae_grade"))

    def _measure_follows(self, position: int) -> bool:
        """Tell whether a measure is named here, words before it that say nothing passed over."""
        start = self._skip(position)
        name = self._name(start)
        if name is not None:
            return not self.names.numbers.isdisjoint(name.meanings)
        phrase = self._phrase(start)
        if phrase is None or not {"BEFORE_MEASURE", "FILLER", "PERSONS"} & set(phrase.terminals):
            return False
        return self._measure_follows(phrase.end)

    def _shows(self, position: int, ids: tuple[str, ...]) -> bool:
        """``ECG with a corrected QT interval``: tell whether one of ``ids`` is named here, and nothing else can be."""
        name = self._name(self._skip(position))
        return name is not None and bool(name.meanings) and set(name.meanings) <= set(ids)

    def _asks(self, position: int) -> bool:
        """Tell whether a bound, a level or a range stands here."""
        start = self._skip(position)
        if self.text[start : start + 1].isdigit() or (self.scale_open and _LEVEL_AHEAD.match(self.text, start)):
            return True
        phrase = self._phrase(start)
        return phrase is not None and not _OPENS_BOUND.isdisjoint(phrase.terminals)

    def _asks_of(self, position: int) -> bool:
        """Tell whether a bound stands here, or the people that it is of: ``waist: men > 40 inches``."""
        phrase = self._phrase(self._skip(position))
        is_of_people = phrase is not None and not _OF_PEOPLE.isdisjoint(phrase.terminals)
        return self._asks(phrase.end if phrase is not None and is_of_people else position)

    def _goes_on(self, position: int) -> bool:
        return _GOING_ON.match(self.text, position) is not None

    def _anchor_ahead(self, start: int, end: int) -> PhraseMatch | None:
        """Return the anchor behind the word from ``start``, where it lies ahead at screening, or is the screening.

        ``during`` and ``on`` go with a visit alone: ``during the study`` is what is still to come. An operation is
        one for an age alone: ``aged 18 to 70 years at the time of surgery``.
        """
        anchor = self._anchor(self._skip(end))
        allowed = _VISITS if self.text[start:end].lower() in _LASTING else _AHEAD
        if _MOMENT.match(self.text, start, end) and self._bounds_age():
            allowed = _OR_SURGERY
        return anchor if anchor is not None and not allowed.isdisjoint(anchor.terminals) else None

    def _bounds_age(self) -> bool:
        """Tell whether the last bound is of an age."""
        last = next((t for t in reversed(self.lexed.tokens) if t.type in ("NAME", "OLD")), None)
        return last is not None and (last.type == "OLD" or self._named_last("age"))

    def _denies_one_word(self, end: int) -> bool:
        """``non-pregnant`` denies it; ``non-fasting``, ``non-metastatic cancer`` and ``history of non-X`` do not."""
        start = self._skip(end, " -‐‑")
        name = self._name(start)
        is_one_word = name is not None and not _HYPHENATED.search(self.text[start : name.end])
        return is_one_word and not self._previous.startswith("LEAD")

    def _is_context(self, end: int) -> bool:
        """``not fasting glucose``: what a result is not taken under is no context, and the result is not denied."""
        phrase = self._phrase(self._skip(end))
        return phrase is not None and not CONTEXTS.keys().isdisjoint(phrase.terminals)

    def _anchor_after(self, position: int) -> bool:
        return self._anchor(self._skip(position)) is not None

    def _counts_from(self, position: int) -> bool:
        """Tell whether `before` and a date stand here."""
        before = self._phrase(self._skip(position))
        return before is not None and "BEFORE" in before.terminals and self._anchor_after(before.end)

    def _opens_past(self, start: int, end: int) -> bool:
        """``chemotherapy the last 2 months``: without `in` it is a window behind a name alone, before a number."""
        is_bare = self.text[start : start + 4].lower() == "the "
        return not is_bare or (self._previous in BEHIND_NAME and _LENGTH_AHEAD.match(self.text, end) is not None)

    def _is_ever(self, start: int, end: int, is_length: bool) -> bool:
        """``history of stroke in the past``: without a length of time the words say *ever* once more."""
        if is_length or self.text[start:end].lower() != "in the past":
            return False
        following = self._phrase(self._skip(end))
        return self.last_lead == "LEAD_EVER" and (following is None or "TIME_UNIT" not in following.terminals)

    def _is_filling_of(self, phrase: PhraseMatch, position: int) -> bool:
        """``SpO2 of 90%``, ``women of 18 to 75 years``: before its bound, `of` says nothing.

        So it does behind it, before what it is of: ``20 weeks of gestation``.
        """
        if self.text[position : phrase.end].lower() != "of":
            return False
        if self._previous in NUMERIC:
            name = self._name(self._skip(phrase.end))
            return name is not None and not self.names.numbers.isdisjoint(name.meanings)
        if self._previous in BEHIND_NAME and self._scale_follows(self._skip(phrase.end)):
            return not self.number_open
        return self._previous in {*BEHIND_NAME, "OLD", ""} | PEOPLE and self._asks(phrase.end)

    def _scale_follows(self, position: int) -> bool:
        """``neuropathy of grade 2``, ``dyspnea of NYHA class IV``: tell whether a scale is named here."""
        start = self._skip(grade_ahead(self.text, position) or position)
        name = self._name(start) if start < len(self.text) else None
        if name is not None:
            return not self.names.scales.isdisjoint(name.meanings)
        phrase = self._phrase(start)
        return (
            phrase is not None
            and not COMPARATORS.isdisjoint(phrase.terminals)
            and self._scale_follows(self._skip(phrase.end))
        )

    def _value_follows(self, position: int) -> bool:
        return self._value(self._skip(position)) is not None
