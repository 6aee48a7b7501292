"""Split the text of a rule into the tokens of the grammar.

At each place the first of these that fits is taken: a quoted name, a question, a number (and after it a unit), a sign
of brackets, the longest name (of a definition, then of the vocabulary), the longest phrase of the grammar. What nothing
knows becomes one ``UNKNOWN`` token, never skipped. Brackets are told apart here: an alias after a name, a restated
value after an amount, a group.
"""

from __future__ import annotations

import re

from eligo.syntax.tokens.directing import may_be_dropped
from eligo.syntax.tokens.known_names import Names
from eligo.syntax.tokens.naming import Naming
from eligo.syntax.tokens.numbering import LEVEL
from eligo.syntax.tokens.numerals import number_at
from eligo.syntax.tokens.opening import JOINS
from eligo.syntax.tokens.places import BEFORE_PERSONS, BEFORE_WITH, BEHIND_NAME, ENDS_BOUND, PASSED
from eligo.syntax.tokens.references import edition_end, grade_ahead, reference_end
from eligo.syntax.tokens.restating import abbreviates, is_pointer, repeats_names, same_unit
from eligo.syntax.tokens.scanner import COMPARATORS, NUMERIC, Lexed
from eligo.syntax.tokens.terminals import PhraseMatch
from eligo.syntax.tokens.tidying import tidy
from eligo.syntax.words import QUALIFIERS

#: ten to a power, where a number is due
_POWER = re.compile(r"10(?:\s?(?:\^|\*\*)\s?(?P<power>\d{1,2})(?!\d))", re.ASCII)
#: behind the stop of an abbreviated unit: ``280 lbs. or``
_GOES_ON = re.compile(r"\s+[a-z]")
#: in brackets behind a bound: the same value in another unit, and no value of some people only
_RESTATED = re.compile(
    r"(?![^()]*\s(?:if|for)\s)\s*(?:or\s+(?=[<>≥≤=\d. ]+(?:mm|µ|u|m|g|k|%)))?(?P<sign>[<>≤≥=]*)\s*"
    r"(?P<number>\d)[\d.,]*\s*(?:[x×]\s*10|[^\s\d)])"
)
#: which visit of the study a date ahead is: ``(visit 2)``, ``(day -1)``
_VISIT = re.compile(r"\s*\((?:visit|day|week|V)\s?[-–−]?\d{1,3}\)", re.IGNORECASE)
#: formulas that correct the QT interval, and the measure that each makes of it
_FORMULA_OF = {"BY_FRIDERICIA": "qtcf", "BY_BAZETT": "qtcb"}
#: a bracket behind these may say them again: ``less than or equal to (≤)``, ``ULN (upper limit of normal)``
_SAID_AGAIN = COMPARATORS | {"ULN", "LLN"}
#: as obstetricians count weeks; the unit may stand behind the other end of the range alone
_WEEK = r"(?:\s?(?:weeks?|wks?|w)\b)"
_WEEKS_AND_DAYS = re.compile(
    r"(?P<weeks>\d{1,2})(?:(?:\s?\+\s?(?P<plus>[0-6])(?:/7)?|\s(?P<sevenths>[0-6])/7)"
    rf"(?:{_WEEK}|(?=\s*(?:-|–|to|and)\s*(?:[<≤]\s?)?\d{{1,2}}(?:\s?\+\s?[0-6](?:/7)?|\s[0-6]/7){_WEEK}))"
    rf"|{_WEEK}(?:\s+and|,)?\s+(?P<days>[0-6])\s?(?:days?|d)\b)",
    re.IGNORECASE,
)
#: ``pregnant at 24 to 28 weeks of gestation``
_AT_GESTATION = re.compile(
    r"at (?=(?:between |from |≥ ?|> ?|< ?|≤ ?)?\d[\d\s+/.–-]*(?:(?:to|and) \d[\d\s+/]*)?(?:weeks?|wks?)['’]?"
    r" (?:of )?(?:gestation|gestational))",
    re.IGNORECASE,
)
_CLOSING = {"(": ")", "[": "]"}
#: what a grade, or what it is of, ends with
_GRADED = frozenset(("NAME", "ALIAS", "LEVEL", "NUMBER", "OR_MORE", "OR_LESS"))
_STAGED = _GRADED - {"NUMBER"}


def tokens_of(text: str, names: Names, *, until_unknown: bool = False) -> Lexed:
    """Return the tokens of ``text``; their positions are offsets into it.

    ``until_unknown``: end behind the first words that nothing knows, for whoever cannot go on with them anyhow.
    """
    lexer = _Lexer(text, names)
    lexer.run(until_unknown=until_unknown)
    if lexer.lexed.is_cut:
        return lexer.lexed
    lexer.share_ends()
    tidy(lexer.lexed)
    return lexer.lexed


class _Lexer(Naming):
    # --- the loop -------------------------------------------------------------------------------------------------

    def run(self, *, until_unknown: bool) -> None:
        position, tokens = 0, self.lexed.tokens
        while position < len(self.text):
            if until_unknown and len(tokens) > 1 and tokens[-2].type == "UNKNOWN" != tokens[-1].type:
                self.lexed.is_cut = not may_be_dropped(str(tokens[-2]))
                if self.lexed.is_cut:
                    return
            if self.text[position].isspace() or (self.text[position] in "-‐‑" and not self._is_dash(position)):
                position += 1
                continue
            position = self._step(position)

    def _step(self, position: int) -> int:
        character = self.text[position]
        if character == '"':
            return self._string(position)
        if character == "'":
            # `37 weeks' gestation`
            is_genitive = self._previous == "TIME_UNIT" and self.text[position - 1] == "s"
            return position + 1 if is_genitive else self._quoted(position)
        if character == "[" and self._previous == "ASK":
            return self._label(position)
        if (reference := self._reference(position)) is not None:
            return reference
        if character == "." and self._previous in ("UNIT", "TIME_UNIT") and _GOES_ON.match(self.text, position + 1):
            return position + 1
        power = _POWER.match(self.text, position) if character == "1" else None
        if power is not None and self._previous in COMPARATORS:
            return self._power(position, power.end(), 10 ** int(power["power"]))
        if character in _CLOSING:
            return self._open_bracket(position)
        if character == ":" and self._previous in (*BEHIND_NAME, "OLD") and self._asks_of(position + 1):
            return position + 1
        if character in "-–—~‐‑−":
            return self._dash(position)
        if character.isdigit() and (whole := _WEEKS_AND_DAYS.match(self.text, position)):
            return self._weeks_and_days(position, whole)
        if (at := _AT_GESTATION.match(self.text, position)) is not None:
            return at.end()
        name = self._name(position)
        if name is not None and (parted := self._parted(position, name)):
            name = parted
            if not name.meanings:
                return self._emit("VAGUE", position, name.end)
        if name is not None and not (character.isdigit() and len(name.meanings) == 0):
            phrase = self._phrase(position)
            if phrase is not None and phrase.end == name.end and self._repeats_scale(phrase):
                return phrase.end
            if phrase is None or phrase.end <= name.end or self._breaks_a_phrase(name, phrase):
                return self._take_name(position, name)
            return self._take_phrase(position, phrase)
        if self.scale_open and (level := self._level(position)):
            return self._emit("LEVEL", position, level)
        number = number_at(self.text, position)
        value = self._value(position)
        is_denial = value is not None and self.text[position:value].lower() == "no"
        may_be_part = self._previous in JOINS and not is_denial and (number is not None or value is not None)
        if may_be_part and (part := self._part_of_name(position)):
            return part
        if number is not None and (value is None or value <= number[0] or not self.finding_open):
            return self._number(position, *number)
        phrase = self._phrase(position)
        if value is not None and (phrase is None or self._means_value(position, value, phrase)):
            self._emit("VALUE", position, value)
            return self._passing_for(value)
        if phrase is not None:
            return self._take_phrase(position, phrase)
        return self._part_of_name(position) or self._unknown(position)

    def _reference(self, position: int) -> int | None:
        """Return where a reference to the criteria of toxicity ends, beside their grade: ``per NCI CTCAE v5.0``."""
        if (ahead := grade_ahead(self.text, position)) is not None:
            return ahead
        is_behind = self._previous in _GRADED and self._names_toxicity()
        if is_behind and (end := reference_end(self.text, position)) is not None:
            return end
        return edition_end(self.text, position) if self._is_staged() else None

    def _is_staged(self) -> bool:
        """Tell whether a stage of cancer ends here, or its name before the levels."""
        return self._previous in _STAGED and ("cancer_stage",) in self.lexed.concepts.values()

    def _names_toxicity(self) -> bool:
        return ("ctcae_grade",) in self.lexed.concepts.values()

    # --- brackets -------------------------------------------------------------------------------------------------

    def _open_bracket(self, position: int) -> int:
        phrase = self._phrase(position)
        if phrase is not None and phrase.atoms > 1:
            return self._take_phrase(position, phrase)
        if self._previous.startswith("ANCHOR") and (visit := _VISIT.match(self.text, position)):
            return visit.end()
        close = self.text.find(_CLOSING[self.text[position]], position)
        inner = self.text[position + 1 : close] if close > 0 else ""
        if inner and (terminal := self._remark_inside(position + 1, close)):
            return self._emit(terminal, position, close + 1)
        if inner and self._says_again(position + 1, close, inner):
            return close + 1
        if self._previous == "ALIAS" and self._is_alias_too(inner):
            return close + 1
        if self._previous in ("NAME", "DEFINED", "OLD") and inner and self.names.vocabulary.exact(inner):
            self.lexed.concepts[position] = self.names.vocabulary.exact(inner)
            return self._emit("ALIAS", position, close + 1)
        restated = _RESTATED.match(inner) if self._previous in NUMERIC else None
        if restated and self._repeats_comparison(position + 1 + restated.start("sign"), restated["sign"]):
            self._emit("RESTATED", position, position + 1)
            return position + 1 + restated.start("number")
        return self._emit("LPAR", position, position + 1)

    def _is_alias_too(self, inner: str) -> bool:
        """``aspartate aminotransferase (AST) (SGOT)``: a second bracket with a name of the same thing."""
        return not set(self._last_named()).isdisjoint(self.names.vocabulary.exact(inner))

    def _says_again(self, start: int, close: int, inner: str) -> bool:
        """Tell whether a bracket only says again what stands before it, or where else it is said."""
        if is_pointer(inner):
            return True
        anchor = self._anchor_ahead(start, start)
        is_due = self._previous in ENDS_BOUND or (self.number_open and self._previous in BEHIND_NAME)
        if anchor is not None and anchor.end == close and is_due:
            return True
        last = str(self.lexed.tokens[-1]) if self.lexed.tokens else ""
        if self._previous in ("UNIT", "TIME_UNIT"):
            return same_unit(last, inner)
        if self._previous in _SAID_AGAIN:
            phrase = self._phrase(self._skip(start))
            return phrase is not None and self._previous in phrase.terminals and self._skip(phrase.end) == close
        if self._previous not in BEHIND_NAME or self.names.vocabulary.exact(inner):
            return False
        return abbreviates(inner.strip(), last) or repeats_names(inner, self.names, list(self.lexed.concepts.values()))

    def _repeats_comparison(self, position: int, sign: str) -> bool:
        """Tell whether the sign in a bracket, where there is one, is that of the bound that the bracket restates."""
        phrase = self._phrase(position) if sign else None
        before = next((token.type for token in reversed(self.lexed.tokens) if token.type in COMPARATORS), None)
        return phrase is None or before in phrase.terminals

    # --- phrases --------------------------------------------------------------------------------------------------

    def _take_phrase(self, position: int, phrase: PhraseMatch) -> int:
        if remark := self._remark(position, phrase):
            return self._emit(remark.terminal, position, remark.end) if remark.terminal else remark.end
        if not QUALIFIERS.keys().isdisjoint(phrase.terminals):
            if part := self._part_of_name(position):
                return part
            if qualifier := self._qualifier(position, phrase):
                for token in qualifier[0]:
                    self._emit(token, position, qualifier[1])
                return qualifier[1]
        if "COMMA" in phrase.terminals and (
            self._separates_adjectives(phrase.end) or self._sets_proof_apart(phrase.end)
        ):
            return phrase.end
        if self._puts_on_drug(position, phrase):
            self._emit("AND", position, position)
        terminal = self._choose(phrase, position)
        if terminal == "IN_THE_PAST" and not self._opens_past(position, phrase.end):
            return position + len("the")
        if terminal == "LEAD_EVER" and self._is_exposure(phrase.end):
            return self._unknown(position)
        if terminal == "BEFORE" and self._says_when_of_ever(phrase.end):
            return len(self.text)
        if terminal in ("OR_MORE", "OR_LESS") and self._goes_on(phrase.end):
            return self._first_word(position)
        if terminal == "AT" and (anchor := self._anchor_ahead(position, phrase.end)):
            visit = _VISIT.match(self.text, anchor.end)
            return visit.end() if visit else anchor.end
        if terminal in _FORMULA_OF and self._named_last("qtc", "qt_interval", _FORMULA_OF[terminal]):
            last = next(i for i in range(len(self.lexed.tokens) - 1, -1, -1) if self.lexed.tokens[i].type == "NAME")
            for token in self.lexed.tokens[last : last + 2]:
                if token.type in BEHIND_NAME:
                    self.lexed.concepts[token.start_pos or 0] = (_FORMULA_OF[terminal],)
            return phrase.end
        if terminal == "PERSONS" and self._previous in BEFORE_PERSONS:
            return self._emit(terminal, position, phrase.end)
        if terminal == "WITH" and self._previous not in BEFORE_WITH:
            return self._emit("JOINS_WITH", position, phrase.end)
        if terminal is None or not self._passes_over(terminal, phrase.end):
            may_be_part = terminal is not None and terminal.startswith("BEHIND")
            return (may_be_part and self._part_of_name(position)) or self._unknown(position)
        if terminal == "LEAD_INTOLERANCE":
            self._emit("LEAD_ALLERGY", position, phrase.end)
            self._follow("LEAD_ALLERGY")
            return self._emit("INTOLERANCE", position, phrase.end)
        if terminal not in PASSED:
            self._emit(terminal, position, phrase.end)
            self._follow(terminal)
        return phrase.end

    def _first_word(self, position: int) -> int:
        """``18 and less than 65``, ``< 18 or over 65``: what seems a bound behind its value joins another one."""
        end = self.atoms[self.atom_at[position]].end
        return self._emit(self.text[position:end].upper(), position, end)

    def _follow(self, terminal: str) -> None:
        if terminal in ("BETWEEN", "BETWEEN_AGES"):
            self.in_between = True
        elif terminal == "TO":
            self.in_between = False
        elif terminal == "AND" and self.in_between:
            last = self.lexed.tokens.pop()
            self._emit("AND_INSIDE", last.start_pos or 0, last.end_pos or 0)
            self.in_between = False
        elif terminal in ("NO", "LPAR", "IF", "THEN") or terminal.startswith("LEAD"):
            self.scale_open = self.finding_open = False

    # --- signs, strings and the rest ------------------------------------------------------------------------------

    def _is_dash(self, position: int) -> bool:
        """A hyphen is a dash between two numbers or levels, else it joins words."""
        if self._previous not in ("NUMBER", "UNIT", "TIME_UNIT", "LEVEL"):
            return False
        rest = self.text[position + 1 :].lstrip()
        return bool(rest[:1].isdigit() or (self.scale_open and LEVEL.match(rest)))

    def _dash(self, position: int) -> int:
        if self._is_dash(position):
            self.in_between = False
            return self._emit("DASH", position, position + 1)
        return self._unknown(position)

    def _string(self, position: int) -> int:
        end = position + 1
        while end < len(self.text) and self.text[end] != '"':
            end += 2 if self.text[end] == "\\" else 1
        if end >= len(self.text):
            return self._emit("UNKNOWN", position, len(self.text))
        return self._emit("STRING", position, end + 1)

    def _label(self, position: int) -> int:
        match = re.compile(r"\[([a-z][a-z0-9_-]*)\]").match(self.text, position)
        if match is None or self._previous != "ASK":
            return self._emit("UNKNOWN", position, position + 1)
        return self._emit("LABEL", position, match.end())
