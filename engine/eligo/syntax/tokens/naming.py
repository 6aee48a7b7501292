"""Names, where they stand in the text of a rule: whole, in parts, shared by the items of a list, or quoted."""

from __future__ import annotations

import re
from itertools import takewhile

from eligo.syntax.tokens.directing import is_direction
from eligo.syntax.tokens.elliptic import before_head, behind_front
from eligo.syntax.tokens.numbering import LEVEL, Numbering
from eligo.syntax.tokens.opening import JOINS
from eligo.syntax.tokens.restating import pointer_end
from eligo.syntax.tokens.scanner import COMPARATORS
from eligo.syntax.tokens.terminals import PhraseMatch
from eligo.vocabulary.names import Match

#: a quoted name: an apostrophe inside a word does not end it
_QUOTED = re.compile(r"'(?P<name>(?:[^']|(?<=\w)'(?=\w))+)'(?!\w)")
#: where in the body, behind the name of a disease
_PLACE = re.compile(r" of (?:the )?(?!unknown)[a-z -]+$", re.IGNORECASE)
_PLURAL_BRACKET = re.compile(r"\((?:s|es|ies)\)")
#: the other end of a range of levels, behind a name that ends in the first: ``CKD stage 3-5``
_RANGE_ON = re.compile(r"\s*(?:-|–|to|through)\s*(?:stage\s+)?(?:[1-5][ab]?|[IV]{1,3}[ab]?)(?![\w.%])", re.IGNORECASE)
#: in which a measure and a word of its bound may stand
_WORDS_OF_NAME = 12
_BEFORE_BOUND = re.compile(r"\s*(?:to\s+|\(\s*)?")


class Naming(Numbering):
    """Takes names."""

    def _take_name(self, position: int, name: Match) -> int:
        end = name.end
        plural = _PLURAL_BRACKET.match(self.text, end)
        if name.meanings in self.names.together:
            return self._take_list(position, name)
        self.lexed.concepts[position] = name.meanings
        self._open(name.meanings)
        if self.number_open:
            self.lexed.numbers_named.add(position)
        if self.scale_open:
            self.lexed.scales_named.add(position)
        self._emit("NAME" if name.meanings else "DEFINED", position, end)
        return plural.end() if plural else end

    def _parted(self, position: int, name: Match) -> Match | None:
        """Take a name apart where numbers behind it are of a part of it.

        ``prolonged QTc > 480 ms`` is a word (a match without meanings) and a measure, ``QTc prolongation > 480 ms`` a
        measure and a word, ``CKD stage 3–5`` a scale and its levels.
        """
        first = self.word_at[position]
        words = self.words[first : first + _WORDS_OF_NAME]
        count = next((place for place, word in enumerate(words, 1) if word.end >= name.end), 0)
        if count < 2 or self._is_of_number(name.meanings):
            return None
        last = words[count - 1]
        if self._compares(name.end):
            for place, start in enumerate((word.start for word in words[1 : min(count, 4)]), 1):
                behind = self.names.vocabulary.exact(self.text[start : name.end])
                if self._is_of_number(behind) and is_direction(self.text[position:start].strip()):
                    return Match((), place, words[place - 1].end)
            if is_direction(self.text[last.start : last.end]):
                before = self.names.vocabulary.exact(self.text[position : last.start])
                return Match(before, count - 1, words[count - 2].end) if self._is_of_number(before) else None
        if _RANGE_ON.match(self.text, name.end) and LEVEL.fullmatch(self.text[last.start : last.end]):
            scale = self.names.vocabulary.exact(self.text[position : last.start])
            is_scale = not self.names.scales.isdisjoint(scale)
            return Match(scale, count - 1, words[count - 2].end) if is_scale else None
        return None

    def _is_of_number(self, meanings: tuple[str, ...]) -> bool:
        return not self.names.numbers.isdisjoint(meanings)

    def _compares(self, position: int) -> bool:
        """Tell whether a comparison word stands here, perhaps in a bracket or behind `to`."""
        phrase = self._phrase(_BEFORE_BOUND.match(self.text, position).end())  # pyright: ignore[reportOptionalMemberAccess]
        return phrase is not None and not COMPARATORS.isdisjoint(phrase.terminals)

    def _take_list(self, position: int, name: Match) -> int:
        """``transaminases``: one name for several measures, written as the list of them."""
        self._open(name.meanings)
        for place, meaning in enumerate(name.meanings, start=position):
            if place > position:
                self._emit("SLASH", place, place)
            self.lexed.concepts[place] = (meaning,)
            self.lexed.numbers_named.add(place)
            self._emit_as("NAME", meaning.upper(), place, name.end)
        return name.end

    def _part_of_name(self, position: int) -> int | None:
        """``renal or hepatic disease``, ``hepatitis B or C``: take the word for the name that a neighbour completes."""
        index = self.word_at.get(position)
        if index is None or self._previous == "UNKNOWN":
            return None
        known = self.names.vocabulary
        shared = before_head(self.text, self.words, index, known)
        behind = list(takewhile(lambda token: token.type in JOINS, reversed(self.lexed.tokens)))
        before = self.lexed.tokens[-1 - len(behind)] if 0 < len(behind) < len(self.lexed.tokens) else None
        if shared is None and before is not None and before.type == "NAME":
            whole = self.whole_names.get(before.start_pos or 0, str(before))
            shared = behind_front(whole, self.text, self.words, index, known)
        if shared is None:
            return None
        self.whole_names[position] = shared.text
        self.lexed.parts.add(position)
        return self._take_name(position, Match(shared.meanings, 0, shared.end))

    def share_ends(self) -> None:
        """``carcinoma or dysplasia of the cervix``: where the end fits an earlier name too, it may be meant of both."""
        tokens = self.lexed.tokens
        for index, token in enumerate(tokens):
            end = _PLACE.search(str(token)) if token.type == "NAME" else None
            while end and index > 1 and tokens[index - 1].type in JOINS:
                index -= 2 if tokens[index - 2].type == "NAME" else 1
                both = self.names.vocabulary.exact(str(tokens[index]) + end.group())
                if tokens[index].type == "NAME" and both and both != self.lexed.concepts[tokens[index].start_pos or 0]:
                    tokens[index] = tokens[index].update(type="UNKNOWN")

    def _open(self, meanings: tuple[str, ...]) -> None:
        """Note what may follow: levels of a scale, values of a finding, ``therapy`` behind a drug."""
        self.scale_open = not self.names.scales.isdisjoint(meanings)
        self.finding_open = not self.names.findings.isdisjoint(meanings)
        self.taken_open = bool(meanings) and self.names.taken.issuperset(meanings)
        self.number_open = not self.names.numbers.isdisjoint(meanings)

    def _breaks_a_phrase(self, name: Match, phrase: PhraseMatch) -> bool:
        """``falls in the past year``: a phrase gives way to a name where a longer one begins behind the name."""
        following = self._phrase(self._skip(name.end, " -‐‑"))
        return following is not None and following.end > phrase.end

    def _quoted(self, position: int) -> int:
        quoted = _QUOTED.match(self.text, position)
        if quoted is None:
            return self._unknown(position)
        inner, end = quoted["name"], quoted.end()
        defined = self.names.definitions.exact(inner)
        meanings = () if defined else self.names.vocabulary.exact(inner)
        if not defined and not meanings:
            return self._emit("UNKNOWN", position, end)
        self.lexed.concepts[position] = meanings
        self._open(meanings)
        return self._emit("NAME" if meanings else "DEFINED", position, end)

    def _unknown(self, position: int) -> int:
        if self.lexed.tokens and (pointer := pointer_end(self.text, position)):
            return pointer
        index = self.atom_at.get(position)
        end = self.atoms[index].end if index is not None else position + 1
        if self._previous == "UNKNOWN":
            last = self.lexed.tokens.pop()
            return self._emit("UNKNOWN", last.start_pos or 0, end)
        return self._emit("UNKNOWN", position, end)
