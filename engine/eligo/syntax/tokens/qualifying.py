"""Words straight before a name that narrow it: ``untreated brain metastases``, ``other malignancy``.

No record tells them, and a person is asked (`provisos`). They are words of a closed list of the grammar, and mean this
nowhere but before a name of their kind: elsewhere they stay what they were, vague or unknown.
"""

from __future__ import annotations

import re

from eligo.syntax.tokens.elliptic import Shared, before_head
from eligo.syntax.tokens.places import BEHIND_NAME, Placing
from eligo.syntax.tokens.restating import abbreviates
from eligo.syntax.tokens.terminals import PhraseMatch
from eligo.syntax.words import QUALIFIERS

#: ``relapsed or refractory``: either
_EITHER = re.compile(r"\s*(?:\bor\b|\band/or\b|/|,\s*or\b)\s*", re.IGNORECASE)
_LISTED = re.compile(r"\s*(?:,\s*(?:or|and/or|and)\b|,|/|\b(?:or|and/or|and)\b)\s*", re.IGNORECASE)
_ALIAS = re.compile(r"\s*\((?P<name>[^()]+)\)")
#: words that lead the list behind them
_NOUN = re.compile(r"\b(?:of|with)$", re.IGNORECASE)
#: lead words between: ``other active malignancy``, ``daily use of``; behind a suspicion also what leads a drug
_LEADS = frozenset(("LEAD_NOW", "LEAD_NAMED", "LEAD_EVER", "CONFIRMED"))
_BEFORE_COMMA = frozenset(("LEAD_NOW", "LEAD_NAMED", "QUALIFIER"))
#: ``unresectable stage III melanoma``: of the cancer that is named behind it
_STAGE = ("cancer_stage",)
_RELATIONS = frozenset(("LEAD_ALLERGY", "LEAD_CONTRAINDICATION"))


class Qualifying(Placing):
    """Takes qualifiers before names."""

    def _qualifier(self, position: int, phrase: PhraseMatch) -> tuple[tuple[str, ...], int] | None:
        """Return the tokens of the qualifier that is ``phrase``, and where it ends, or None where it is none."""
        for kind in QUALIFIERS:
            if kind not in phrase.terminals:
                continue
            if len(QUALIFIERS[kind]) > 1:
                is_led = not kind.startswith("TREATED") or self._lists("QUALIFIES_CONDITION", phrase.end)
                return (QUALIFIERS[kind], phrase.end) if is_led else None
            end = self._alternatives(kind, phrase.end) if kind.startswith("QUALIFIES") else phrase.end
            if kind == "ANOTHER" and not self._opens_rule() and not self._opens_alternative():
                continue
            if self._qualifies(kind, end) and not self._names_part(self.text[position:end], end):
                is_of_all = kind == "QUALIFIES_TREATMENT" and self._leads_list(kind, position, end)
                return (("QUALIFIER_OF_ALL",) if is_of_all else QUALIFIERS[kind]), end
        return None

    def _leads_list(self, kind: str, start: int, end: int) -> bool:
        """``daily use of A or B``, ``systemic treatment with A or B``: tell whether it is of a noun before a list."""
        phrase = self._phrase(self._skip(end))
        behind = phrase.end if phrase is not None and not _LEADS.isdisjoint(phrase.terminals) else end
        return _NOUN.search(self.text[start:behind]) is not None and self._lists(kind, behind)

    def _lists(self, kind: str, position: int) -> bool:
        """Tell whether nothing but names that ``kind`` may be of stands from here to the end."""
        at = position
        while (name := self._name(self._skip(at))) is not None and self._is_of_kind(kind, name.meanings):
            alias = _ALIAS.match(self.text, name.end)
            is_said_again = alias is not None and (
                bool(self.names.vocabulary.exact(alias["name"])) or abbreviates(alias["name"], self.text[at : name.end])
            )
            end = alias.end() if alias is not None and is_said_again else name.end
            join = _LISTED.match(self.text, end)
            if join is None:
                return not self.text[end:].strip(" .;")
            at = join.end()
        return False

    def _alternatives(self, kind: str, end: int) -> int:
        """Return where the last of the words of ``kind`` ends that are joined by `or` to the one that ends here."""
        while (join := _EITHER.match(self.text, end)) and (following := self._phrase(join.end())):
            if kind not in following.terminals:
                break
            end = following.end
        return end

    def _qualifies(self, kind: str, end: int) -> bool:
        """Tell whether a name that ``kind`` may narrow stands here, behind other qualifiers and lead words."""
        start = self._skip(end)
        if self.text[start : start + 1] == ",":
            return kind.startswith("QUALIFIES") and self._goes_on_describing(start + 1)
        name = self._name(start)
        phrase = self._phrase(start)
        if name is not None and (phrase is None or phrase.end <= name.end):
            return self._is_of_kind(kind, name.meanings)
        if phrase is None:
            part = self._part(start)
            return part is not None and self._is_of_kind(kind, part.meanings)
        if kind == "SUSPECTED" and not _RELATIONS.isdisjoint(phrase.terminals):
            return True
        return not (_LEADS | QUALIFIERS.keys()).isdisjoint(phrase.terminals) and self._qualifies(kind, phrase.end)

    def _part(self, start: int) -> Shared | None:
        """Return the name that begins here and ends in a later item of a list: ``atrial or ventricular arrhythmia``."""
        index = self.word_at.get(start)
        return None if index is None else before_head(self.text, self.words, index, self.names.vocabulary)

    def _is_exposure(self, end: int) -> bool:
        """``prior exposure to tuberculosis``: tell whether words that end here say so of what is no treatment.

        Who was exposed to a disease need not have had it.
        """
        return self.text[end - 11 : end].lower() == "exposure to" and not self._names_treatment(end)

    def _names_treatment(self, position: int) -> bool:
        """Tell whether a drug or procedure is named here, behind words that stand before names."""
        start = self._skip(position)
        if named := self._name(start) or self._part(start):
            return bool(named.meanings) and self.names.taken.issuperset(named.meanings)
        phrase = self._phrase(start)
        return phrase is not None and self._names_treatment(phrase.end)

    def _names_part(self, words: str, end: int) -> bool:
        """``chronic liver or kidney disease``: where it makes a name with the first, it may be of that one alone."""
        part = self._part(self._skip(end))
        return part is not None and bool(self.names.vocabulary.exact(f"{words} {part.text}"))

    def _separates_adjectives(self, end: int) -> bool:
        """``active, known or suspected colitis``: tell whether the comma that ends here says nothing."""
        return self._previous in _BEFORE_COMMA and self._goes_on_describing(end)

    def _goes_on_describing(self, position: int) -> bool:
        """Tell whether one more word that describes a name stands here, and behind it the name."""
        phrase = self._phrase(self._skip(position))
        if phrase is None:
            return False
        kinds = QUALIFIERS.keys() & set(phrase.terminals)
        if not kinds and not _LEADS.isdisjoint(phrase.terminals):
            kinds = QUALIFIERS.keys() - {"ANOTHER", "SUSPECTED"}
        return any(self._qualifies(kind, phrase.end) for kind in kinds)

    def _is_of_kind(self, kind: str, meanings: tuple[str, ...]) -> bool:
        if kind == "QUALIFIES_CONDITION" and meanings == _STAGE:
            return True
        if not meanings or not (self.names.numbers | self.names.findings).isdisjoint(meanings):
            return False
        is_treatment = self.names.taken.issuperset(meanings)
        return kind == "ANOTHER" or is_treatment == (kind == "QUALIFIES_TREATMENT")

    def _opens_rule(self) -> bool:
        """``asthma, any other allergic disease`` goes on with a list, and has no reference outside of it."""
        return all(token.type not in BEHIND_NAME for token in self.lexed.tokens)

    def _opens_alternative(self) -> bool:
        """``asthma or another allergic disease``, ``or history of another``: what it is other than, a person knows."""
        is_led = self._previous.startswith("LEAD")
        return self._previous_but(1 if is_led else 0) == "OR"
