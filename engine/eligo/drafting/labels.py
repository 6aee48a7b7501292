"""Labels of criteria, made from what they are about."""

from __future__ import annotations

import re
from unicodedata import normalize

from eligo.rules.model import Change, Demographic, Finding, Grade, Measure, Present, Ratio, Rule
from eligo.rules.walking import parts_of

_LONGEST = 40
_WORDS = 3
#: labels that the header gives, and that every trial has
_RESERVED = ("age", "sex", "alive", "registered_age", "registered_sex")
_UNFIT = re.compile(r"[^a-z0-9]+")
#: words that tell no sentence from another
_COMMON = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "been", "by", "for", "from", "has", "have", "having", "in",
    "is", "it", "its", "must", "no", "not", "of", "on", "or", "other", "patient", "patients", "should", "subject",
    "subjects", "participant", "participants", "such", "than", "that", "the", "their", "these", "this", "to",
    "was", "were", "who", "will", "with", "within", "which", "all", "can", "may", "known", "diagnosis",
    "diagnosed", "history", "evidence", "presence", "study", "following", "if",
))  # fmt: skip


class Labels:
    """Gives each criterion of one file a label of its own."""

    def __init__(self) -> None:
        """Begin with the labels that are taken in every file."""
        self._taken: dict[str, int] = dict.fromkeys(_RESERVED, 1)

    def of(self, sentence: str, rule: Rule | None) -> str:
        """Return a label for what ``rule`` is about, or for the first telling words of ``sentence``."""
        subject = _subject(rule) if rule is not None else None
        return self._unique(_fit(subject or _words(sentence)))

    def _unique(self, label: str) -> str:
        number = self._taken.get(label, 0) + 1
        self._taken[label] = number
        return label if number == 1 else self._unique(f"{label}_{number}")


def _subject(rule: Rule) -> str | None:
    for part in parts_of(rule):
        match part:
            case Measure():
                return part.measure if part.measure != "age" else "age_limits"
            case Ratio():
                return f"{part.of[0]}_to_{part.of[1]}"
            case Change():
                return f"{part.measure}_change"
            case Grade():
                return f"{part.of}_grade" if part.of else part.scale
            case Finding():
                return part.finding
            case Present():
                return part.concepts[0] + (f"_{part.relation}" if part.relation else "")
            case Demographic():
                return "women" if part.sex == "female" else "men"
            case _:
                continue
    return None


def _words(sentence: str) -> str:
    plain = normalize("NFKD", sentence[:400].lower()).encode("ascii", "ignore").decode()
    words = [word for word in _UNFIT.split(plain) if word]
    telling = [word for word in words if word not in _COMMON and not word[0].isdigit()] or words
    return "_".join(telling[:_WORDS])


def _fit(text: str) -> str:
    label = _UNFIT.sub("_", text.lower()).strip("_")[:_LONGEST].strip("_")
    return label if label[:1].isalpha() else f"c_{label}".strip("_")
