"""Remarks behind a name that no record answers: how it was confirmed, what it requires, what it is for.

Every word of a remark is of a closed list of the grammar, or a name of the vocabulary. It becomes one token; what is
asked of a person is made of it in `provisos`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from eligo.syntax.tokens.ingredients import INGREDIENTS
from eligo.syntax.tokens.places import BEHIND_NAME
from eligo.syntax.tokens.qualifying import Qualifying
from eligo.syntax.tokens.restating import abbreviates
from eligo.syntax.tokens.terminals import PhraseMatch

#: what may be of all behind it
_REACHING = frozenset(
    ("NO", "LEAD_EVER", "LEAD_STARTED", "LEAD_FAMILY_HISTORY", "LEAD_ALLERGY", "LEAD_CONTRAINDICATION")
)
#: before a condition that is treated: that it is the one of the trial, or is going on
_SAME = re.compile(
    r"(?:(?:the|any|current|active|this|their|known|other|another|a|an|prior|previous)\s+)*", re.IGNORECASE
)
_OF_TIME = frozenset(("WITHIN", "IN_THE_PAST", "FOR"))
#: what stands before what else somebody is allergic to; behind `or other` stands perhaps a closed list
_JOINS_MORE = frozenset(("OR", "COMMA", "SLASH", "OPEN_LIST", "AND"))
_REMARKS = ("CONFIRMED_BY", "DIAGNOSED_BY")
_REQUIRES = re.compile(r"(?:(?:that|which|who) )?(?:(?:currently|has|have) )?(?:requir|need)", re.IGNORECASE)
#: words whose `with` is no company: of people (`pregnant women with asthma`), and of what an infection is with
_OWN_WITH = re.compile(
    r"\b(?:infection|smoker|diabetic|asthmatic|(?:in|out)patient|user|drinker|survivor|carrier|recipient)s?\s*$|"
    r"\b(?:patient|subject|participant|person|individual|adult|child|male|female|case|donor|volunteer)s?\s*$"
    r"|\b(?:people|(?:wo)?m[ae]n|children|those|who)\s*$",
    re.IGNORECASE,
)
#: words that put people on a drug
_ON = re.compile(r"(?:who are |who is )?(?:currently |actively )?(?:on|receiving|using|taking|under)$", re.IGNORECASE)
_JOIN = re.compile(r"\s*(?:,\s*(?:and/or\b|and\b|or\b)?|and/or\b|or\b|and\b|/|&)\s*", re.IGNORECASE)
#: the year of a classification, before or behind its name
_YEAR = re.compile(r"\s*(?:\((?:19|20)\d\d\)|(?:19|20)\d\d\b)")
_OF = re.compile(r"\s+of\s+(?:(?:the|a|an)\s+)?", re.IGNORECASE)
#: before a place; other words are phrases of the grammar
_PLACED = re.compile(r"(?:of|to|in|on|at|over)\s+(?=\S)", re.IGNORECASE)
#: a place that restricts nothing
_ANYWHERE = re.compile(r"any (?:site|location|body site|organ|part of the body)\b", re.IGNORECASE)
#: how much of it: ``to ≥ 25% of the bone marrow``
_SHARE = re.compile(
    r"(?:(?:[<>]=?|[≥≤]|=[<>]|(?:more|greater|less) than(?: or equal to)?|at least|over|up to)\s*)?\d{1,3}\s?% of\s+"
    r"(?:(?:the|total|whole|entire|functional)\s+)*",
    re.IGNORECASE,
)
#: what is done to a place: ``the leg to be measured``
_DONE_TO = re.compile(
    r"(?: (?:to be|being|that will be|which will be) (?:measured|treated|operated(?: on)?|injected|studied|blocked"
    r"|examined|tested|evaluated|investigated|assessed|used)| under (?:study|investigation))?",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*\(\s*")
_SHORT = re.compile(r"\s*\((?P<short>[A-Z][A-Za-z0-9-]{1,7})\)")
#: what a proof opens with that a comma may set apart: ``, as confirmed by``
_SHOWN = re.compile(r"(?:(?:as|was|has been|which was|that was) )?[a-z]+(?:ed|en|own) ", re.IGNORECASE)


class Remark(NamedTuple):
    """The token of a remark, empty where it says nothing, and where it ends."""

    terminal: str
    end: int


class Remarking(Qualifying):
    """Takes remarks behind names."""

    def _remark(self, position: int, phrase: PhraseMatch) -> Remark | None:
        """Return the remark that ``phrase`` opens at ``position``, or None."""
        terminals = phrase.terminals
        if "MEETS" in terminals and self._previous not in BEHIND_NAME:
            return self._criteria_met(phrase.end)
        if "SIMILAR_TO" in terminals and self._lists_allergies() and self._previous == "LEAD_ALLERGY":
            return Remark("SIMILAR", phrase.end)
        if self._previous not in (*BEHIND_NAME, *_REMARKS):
            return None
        if (placed := _PLACED.match(self.text, position)) or "PLACED_IN" in terminals:
            place = self._place(placed.end() if placed else self._skip(phrase.end))
            if place is not None:
                return place
        if "REGARDLESS" in terminals:
            end = self._whatever(phrase.end)
            return Remark("", end) if end is not None else None
        if "PROVED_BY" in terminals and (proof := self._proof(phrase.end)):
            return proof
        if "MEETS" in terminals:
            proof = self._proof(phrase.end)
            return proof if proof is not None and proof.terminal == "DIAGNOSED_BY" else None
        if "FOR_TREATING" in terminals:
            return self._purpose(phrase.end)
        if "CAUSED_BY" in terminals:
            return self._cause(phrase.end)
        if "GOES_WITH" in terminals and not _OWN_WITH.search(self.text, 0, position):
            return self._company(phrase.end)
        if "TREATED_WITH" in terminals:
            return self._treatment(phrase.end)
        if "LEAD_NOW" in terminals and _REQUIRES.match(self.text, position):
            return self._requirement(phrase.end)
        if "LEAD_NOW" in terminals and _ON.match(self.text[position : phrase.end]) and self._names_condition():
            return self._treated_somehow(phrase.end)
        if not _JOINS_MORE.isdisjoint(terminals) and self._lists_allergies():
            end = position
            while found := INGREDIENTS.match(self.text, end):
                end = found.end()
            return Remark("INGREDIENTS", end) if end > position else None
        return None

    def _remark_inside(self, start: int, close: int) -> str | None:
        """Return the token of a bracket that is a remark: ``(confirmed by biopsy)``, ``(DSM-5)``."""
        if self._previous not in BEHIND_NAME or self.names.vocabulary.exact(self.text[start:close]):
            return None
        phrase = self._phrase(self._skip(start))
        is_opened = phrase is not None and "PROVED_BY" in phrase.terminals
        proof = self._proof(phrase.end if phrase is not None and is_opened else start)
        if proof is None or self._skip(proof.end) != close or (proof.terminal == "CONFIRMED_BY" and not is_opened):
            return None
        return proof.terminal

    def _whatever(self, position: int) -> int | None:
        """``psoriasis with or without arthritis``: return where the name ends that makes no difference.

        Only before the end, or a time: what stands behind an `or` may be of the list before.
        """
        name = self._name(self._skip(position))
        if name is None:
            return None
        return name.end if self._says_no_more(name.end) else None

    def _says_no_more(self, end: int) -> bool:
        """Tell whether the end is here, or a time."""
        following = self._phrase(self._skip(end))
        is_time = following is not None and not _OF_TIME.isdisjoint(following.terminals)
        return is_time or not self.text[end:].strip(" .;,)")

    def _place(self, position: int) -> Remark | None:
        """``radiotherapy to the pelvis or abdomen``: where in the body, behind a condition, drug or procedure."""
        if self.number_open or self.finding_open or self.scale_open:
            return None
        anywhere = _ANYWHERE.match(self.text, position)
        if anywhere is not None and self._says_no_more(anywhere.end()):
            return Remark("", anywhere.end())
        share = _SHARE.match(self.text, position)
        at = share.end() if share else position
        end = None
        while (place := self._evidence(start := self._past("EVIDENCE_SIDE", at))) is not None:
            name = self._name(start)
            if "EVIDENCE_PLACE" not in place.terminals or (name is not None and name.end > place.end):
                break
            end = _DONE_TO.match(self.text, place.end).end()  # type: ignore[union-attr] # it may match nothing
            join = _JOIN.match(self.text, end)
            if join is None:
                break
            at = join.end()
        return Remark("PLACE", end) if end is not None else None

    def _proof(self, position: int) -> Remark | None:
        """Take what confirms a condition: methods, or the criteria of a classification, joined in any way."""
        kinds: set[str] = set()
        end = None
        at: int | None = position
        while at is not None and (found := self._one_proof(at)):
            kind, end = found
            kinds.add(kind)
            join = _JOIN.match(self.text, end)
            at = join.end() if join else None
        if end is None:
            return None
        return Remark("DIAGNOSED_BY" if kinds == {"EVIDENCE_CRITERIA"} else "CONFIRMED_BY", end)

    def _one_proof(self, position: int) -> tuple[str, int] | None:
        """Return the kind and the end of the evidence here, with its abbreviation in brackets."""
        at = self._past("EVIDENCE_ADDED", position)
        found = self._evidence(at)
        if found is None:
            return None
        if "EVIDENCE_WORD" in found.terminals and (of := _OF.match(self.text, found.end)):
            # `criteria of the American College of Rheumatology`
            found = self._evidence(self._past("EVIDENCE_ADDED", of.end())) or found
        kind = next((t for t in found.terminals if t in ("EVIDENCE_CRITERIA", "EVIDENCE_METHOD")), None)
        if kind is None:
            return None
        end = found.end if kind == "EVIDENCE_CRITERIA" else self._methods_until(found.end)
        if opens := _BRACKET.match(self.text, end):
            again = self._evidence(opens.end())
            close = self._skip(again.end) if again is not None else -1
            if self.text[close : close + 1] == ")":
                end = close + 1 if kind == "EVIDENCE_CRITERIA" else self._methods_until(close + 1)
        return kind, self._behind_criteria(end) if kind == "EVIDENCE_CRITERIA" else end

    def _methods_until(self, end: int) -> int:
        """``RT-PCR assay of a nasopharyngeal swab``: return where such words end."""
        while True:
            of = _OF.match(self.text, end)
            more = self._evidence(self._past("EVIDENCE_ADDED", of.end() if of else end))
            if more is None or "EVIDENCE_METHOD" not in more.terminals:
                return end
            end = more.end

    def _sets_proof_apart(self, end: int) -> bool:
        """``asthma, confirmed by spirometry``: tell whether the comma sets the proof of the one name so far apart."""
        if self._previous not in BEHIND_NAME or sum(token.type == "NAME" for token in self.lexed.tokens) != 1:
            return False
        start = self._skip(end)
        phrase = self._phrase(start) if _SHOWN.match(self.text, start) else None
        return phrase is not None and "PROVED_BY" in phrase.terminals and self._proof(phrase.end) is not None

    def _criteria_met(self, position: int) -> Remark | None:
        """``meeting DSM-5 criteria for schizophrenia``: before the name of a condition, the criteria that it meets."""
        proof = self._one_proof(position)
        if proof is None or proof[0] != "EVIDENCE_CRITERIA":
            return None
        of = self._evidence(self._skip(proof[1]))
        at = _SAME.match(self.text, self._skip(of.end)).end() if of is not None else -1  # type: ignore[union-attr]
        name = self._name(at) if of is not None and "EVIDENCE_FOR" in of.terminals else None
        is_condition = name is not None and bool(name.meanings) and self._is_condition(name.meanings)
        return Remark("DIAGNOSED_BY", of.end) if of is not None and is_condition else None

    def _behind_criteria(self, end: int) -> int:
        """``DSM-IV diagnostic criteria``, ``McDonald criteria 2010``: return where such words end."""
        word = self._evidence(self._skip(end))
        end = word.end if word is not None and "EVIDENCE_WORD" in word.terminals else end
        year = _YEAR.match(self.text, end)
        return year.end() if year else end

    def _past(self, terminal: str, position: int) -> int:
        """Return where the text goes on behind words of ``terminal`` and years."""
        while True:
            start = self._skip(position)
            year = _YEAR.match(self.text, start)
            found = self._evidence(start)
            if year is not None:
                position = year.end()
            elif found is not None and terminal in found.terminals:
                position = found.end
            else:
                return start

    def _purpose(self, position: int) -> Remark | None:
        """``chemotherapy for gout``: behind the name of a drug or procedure, that of what it is for."""
        if not self._all_taken():
            return None
        start = self._skip(position)
        named = _SAME.match(self.text, start).end()  # type: ignore[union-attr] # it may match nothing
        name, purpose = self._name(named), self._evidence(start)
        if purpose is not None and (name is None or purpose.end >= name.end):
            if "EVIDENCE_WHATEVER" in purpose.terminals and self._says_no_more(purpose.end):
                return Remark("", purpose.end)
            if "EVIDENCE_PURPOSE" in purpose.terminals:
                return Remark("PURPOSE", purpose.end)
        others = self.names.numbers | self.names.findings
        is_aim = name is not None and bool(name.meanings) and others.isdisjoint(name.meanings)
        return Remark("PURPOSE", self._past_alias(name.end)) if name is not None and is_aim else None

    def _cause(self, position: int) -> Remark | None:
        """``hypotension due to sepsis``: behind any name, that of a condition, drug or procedure, or of none."""
        start = self._skip(position)
        cause = self._evidence(start)
        if cause is not None and "EVIDENCE_CAUSE" in cause.terminals:
            return Remark("CAUSE", cause.end)
        is_other = cause is not None and "EVIDENCE_OTHER" in cause.terminals
        name = self._name(self._skip(cause.end) if cause is not None and is_other else start)
        others = self.names.numbers | self.names.findings
        is_cause = name is not None and bool(name.meanings) and others.isdisjoint(name.meanings)
        return Remark("CAUSE", self._past_alias(name.end)) if name is not None and is_cause else None

    def _company(self, position: int) -> Remark | None:
        """``cirrhosis with ascites``: behind a condition that of another, behind a treatment that of any of both."""
        name = self._name(self._skip(position))
        if name is None or not name.meanings or self.number_open or self.finding_open or self.scale_open:
            return None
        others = self.names.numbers | self.names.findings
        is_fit = others.isdisjoint(name.meanings) if self.taken_open else self._is_condition(name.meanings)
        return Remark("COMPANY", self._past_alias(name.end)) if is_fit else None

    def _past_alias(self, end: int) -> int:
        """``with portal vein thrombosis (PVT)``: return where the abbreviation behind a name ends."""
        alias = _SHORT.match(self.text, end)
        return alias.end() if alias and abbreviates(alias["short"], self.text[:end]) else end

    def _treatment(self, position: int) -> Remark | None:
        """``hypertension treated with lisinopril``: behind a condition, the name of a drug or procedure, or of none."""
        if not self._names_condition():
            return None
        end = self._treated_until(position)
        return Remark("TREATMENT", end) if end is not None else self._treated_somehow(position)

    def _treated_somehow(self, position: int) -> Remark | None:
        """``hypertension on oral medication``: a treatment of no name."""
        need = self._evidence(self._past("EVIDENCE_KIND", position))
        is_treatment = need is not None and "EVIDENCE_NEED" in need.terminals
        return Remark("TREATMENT", need.end) if need is not None and is_treatment else None

    def _treated_until(self, position: int) -> int | None:
        """Return where the name of the drug or procedure here ends, with a word such as `therapy` behind it."""
        name = self._name(self._skip(position))
        if name is None or not name.meanings or not self.names.taken.issuperset(name.meanings):
            return None
        behind = self._phrase(self._skip(name.end))
        is_word = behind is not None and "THERAPY" in behind.terminals
        return behind.end if behind is not None and is_word else name.end

    def _puts_on_drug(self, position: int, phrase: PhraseMatch) -> bool:
        """``autoimmune disease on corticosteroids`` is *and on*: behind a condition or a value, before a drug.

        Not behind a history or a negation: they may be of both.
        """
        is_word = "LEAD_NOW" in phrase.terminals and _ON.match(self.text[position : phrase.end]) is not None
        if not is_word or self._previous not in (*BEHIND_NAME, "VALUE"):
            return False
        if self._previous != "VALUE" and not self._names_condition():
            return False
        kinds = {token.type for token in self.lexed.tokens}
        return kinds.isdisjoint(_REACHING) and self._treated_until(phrase.end) is not None

    def _says_when_of_ever(self, position: int) -> bool:
        """``prior cisplatin before enrolment``: of what ever was, a date that lies ahead says nothing at the end."""
        is_ever = self.last_lead == "LEAD_EVER" and self._previous in BEHIND_NAME
        anchor = self._anchor_ahead(position, position) if is_ever or self._previous == "VALUE" else None
        return anchor is not None and not self.text[anchor.end :].strip(" .;")

    def _all_taken(self) -> bool:
        """Tell whether all names so far are of drugs and procedures: what they are for may be of all of them."""
        return all(self.names.taken.issuperset(meanings) for meanings in self.lexed.concepts.values())

    def _is_condition(self, meanings: tuple[str, ...]) -> bool:
        others = self.names.taken | self.names.numbers | self.names.findings
        return others.isdisjoint(meanings)

    def _requirement(self, position: int) -> Remark | None:
        """``infection requiring IV antibiotics``: behind a condition, a treatment of some kind or one that is named."""
        if self.taken_open or self.number_open or self.finding_open:
            return None
        start = self._past("EVIDENCE_KIND", position)
        while (join := _JOIN.match(self.text, start)) and (
            more := self._past("EVIDENCE_KIND", join.end())
        ) > join.end():
            start = more
        if (end := self._treated_until(start)) is not None:
            return Remark("REQUIRED", end)
        need = self._evidence(start)
        return Remark("REQUIRED", need.end) if need is not None and "EVIDENCE_NEED" in need.terminals else None

    def _lists_allergies(self) -> bool:
        return self.last_lead == "LEAD_ALLERGY"

    def _evidence(self, position: int) -> PhraseMatch | None:
        index = self.atom_at.get(position)
        return None if index is None else self.evidence.longest(self.text, self.atoms, index)
