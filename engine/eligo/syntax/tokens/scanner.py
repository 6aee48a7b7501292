"""The text of a rule and what may be looked up in it: names, phrases, values; and the tokens made so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction

from lark import Token

from eligo.syntax.grammar import anchors, evidence, phrases
from eligo.syntax.tokens.coded import first_dose_end
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.tokens.restating import abbreviates, abbreviations, without_abbreviations
from eligo.syntax.tokens.terminals import Atom, PhraseMatch, atoms_of
from eligo.vocabulary.names import Match, Word, words_of

COMPARATORS = frozenset(("GE", "LE", "GT", "LT", "EQ"))
NUMERIC = frozenset(("NUMBER", "UNIT", "TIME_UNIT"))
_QUALIFIERS = frozenset(("FOR_MALE", "FOR_FEMALE"))
_CONDITION = frozenset(("IF", "LPAR"))
#: behind these, and at the start, a rule begins
_OPENS_RULE = frozenset(("", "LPAR", "IF", "THEN", "OTHERWISE", "UNLESS"))


@dataclass
class Lexed:
    """The tokens of a rule, and the meanings of its name tokens by start offset."""

    tokens: list[Token]
    concepts: dict[int, tuple[str, ...]] = field(default_factory=dict[int, tuple[str, ...]])
    numbers: dict[int, Fraction] = field(default_factory=dict[int, Fraction])
    #: where measures and scales are named, and where scales are
    numbers_named: set[int] = field(default_factory=set[int])
    scales_named: set[int] = field(default_factory=set[int])
    #: where only a part of a name is written
    parts: set[int] = field(default_factory=set[int])
    #: whether only the tokens up to the first unknown words are here
    is_cut: bool = False


class Scanner:
    """Looks things up at places of a text, and keeps its tokens."""

    def __init__(self, text: str, names: Names) -> None:
        self.text = text
        self.names = names
        self.names_defined = bool(names.definitions)
        self.phrases = phrases()
        self.anchors = anchors()
        self.evidence = evidence()
        self.atoms: list[Atom] = atoms_of(text)
        self.words: list[Word] = words_of(text)
        self.plain = without_abbreviations(text)
        self.plain_words = self.words if self.plain is text else words_of(self.plain)
        self.plain_at = {word.start: index for index, word in enumerate(self.plain_words)}
        self.atom_at = {atom.start: index for index, atom in enumerate(self.atoms)}
        self.word_at = {word.start: index for index, word in enumerate(self.words)}
        self.lexed = Lexed([])
        self.scale_open = False
        self.finding_open = False
        self.taken_open = False
        self.number_open = False
        self.in_between = False
        #: names of which only a part is written, by where it stands
        self.whole_names: dict[int, str] = {}
        self.open_brackets: list[str] = []
        #: the kind of the lead word that covers what follows
        self.last_lead = ""

    def _emit(self, terminal: str, start: int, end: int) -> int:
        if terminal.startswith("LEAD"):
            self.last_lead = terminal
        return self._emit_as(terminal, self.text[start:end], start, end)

    def _emit_as(self, terminal: str, text: str, start: int, end: int) -> int:
        """Emit a token of another ``text`` than is written there."""
        self.lexed.tokens.append(Token(terminal, text, start_pos=start, end_pos=end))
        return end

    @property
    def _previous(self) -> str:
        return self.lexed.tokens[-1].type if self.lexed.tokens else ""

    def _previous_but(self, back: int) -> str:
        return self.lexed.tokens[-1 - back].type if len(self.lexed.tokens) > back else ""

    def _skip(self, position: int, signs: str | None = None) -> int:
        """Return where the text goes on behind white space, or behind ``signs``."""
        return len(self.text) - len(self.text[position:].lstrip(signs))

    def _name(self, position: int) -> Match | None:
        index = self.word_at.get(position)
        if index is None or (self._previous in ("BEFORE", "OF") and self._anchor(position)):
            return None
        defined = self.names.definitions.longest(self.text, self.words, index) if self.names_defined else None
        known = self.names.vocabulary.longest(self.text, self.words, index)
        if self.plain is not self.text:
            known = self._across_brackets(position, known)
        if defined is not None and (known is None or defined.end >= known.end):
            return defined._replace(meanings=())
        return known

    def _across_brackets(self, position: int, known: Match | None) -> Match | None:
        """Return the name here, over the abbreviations in it: ``Eastern … Group (ECOG) performance status``."""
        index = self.plain_at.get(position)
        across = None if index is None else self.names.vocabulary.longest(self.plain, self.plain_words, index)
        if across is None or (known is not None and across.end <= known.end):
            return known
        for start, inner in abbreviations(self.text, position, across.end):
            is_same = not set(across.meanings).isdisjoint(self.names.vocabulary.exact(inner))
            if not is_same and not abbreviates(inner, self.text[position:start]):
                return known
        return across

    def _phrase(self, position: int) -> PhraseMatch | None:
        index = self.atom_at.get(position)
        if index is None:
            return None
        found = self.phrases.longest(self.text, self.atoms, index)
        if found is not None and self._previous in _OPENS_RULE and not _QUALIFIERS.isdisjoint(found.terminals):
            # `if female then …`: where no rule stands before it, this qualifies nothing but opens a condition
            first = self.phrases.longest(self.text, self.atoms[: index + 1], index)
            return first if first is not None and not _CONDITION.isdisjoint(first.terminals) else found
        anchor = self._anchor(position) if self._previous in ("BEFORE", "OF") else None
        return found if anchor is None or (found is not None and found.end > anchor.end) else anchor

    def _anchor(self, position: int) -> PhraseMatch | None:
        """Return the name of a date at ``position``: such names are words only where one is due."""
        index = self.atom_at.get(position)
        if index is None:
            return None
        coded = first_dose_end(self.text, position)
        if coded is not None and self.names.unlisted.issuperset(self.names.vocabulary.exact(coded[0])):
            return PhraseMatch(("ANCHOR_FIRST_DOSE",), 1, coded[1])
        return self.anchors.longest(self.text, self.atoms, index)

    def _value(self, position: int) -> int | None:
        index = self.word_at.get(position)
        if index is None:
            return None
        if self.words[index].key not in self.names.value_openings:
            return None
        for count in (3, 2, 1):
            words = self.words[index : index + count]
            if len(words) == count and tuple(word.key for word in words) in self.names.values:
                return words[-1].end
        return None
