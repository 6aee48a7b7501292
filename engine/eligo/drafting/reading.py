"""One sentence to a rule, where every word of it is understood and its meaning plain; otherwise the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache, partial

from eligo.diagnostics import Diagnostic, Span, has_errors
from eligo.drafting.connectives import connective, trailing
from eligo.drafting.doubts import doubt_of
from eligo.drafting.headings import adds_nothing
from eligo.drafting.model import Reading, Reason
from eligo.drafting.refusing import refusal
from eligo.drafting.wordings import asides, exempting, glosses, including, unaided, widening
from eligo.drafting.wordings.abbreviating import unabbreviated
from eligo.drafting.wordings.childbearing import conditional, is_duty_of_women
from eligo.drafting.wordings.composing import composed
from eligo.drafting.wordings.everybody import is_everybody
from eligo.drafting.wordings.glossed_items import glossed_items
from eligo.drafting.wordings.rewording import REWORDINGS, Written
from eligo.drafting.wordings.spellings import spelled
from eligo.drafting.wordings.spreading import spread
from eligo.drafting.wordings.triggers import Triggers, may_be_in, pieces_of, triggers
from eligo.drafting.words import KnownWords
from eligo.rules.ages import is_age
from eligo.rules.compiling import name_printer, names_of
from eligo.rules.context import Context, Refused
from eligo.rules.lints import lint
from eligo.rules.model import All, Criterion, Measure, Present, Rule, Section
from eligo.rules.resolving import resolve_rule
from eligo.rules.walking import leaves_of, parts_of
from eligo.syntax.canonical import print_rule
from eligo.syntax.layout.phrases import read_group_line
from eligo.syntax.nodes import Unknown
from eligo.syntax.parser import parse_rule
from eligo.syntax.snippet import Snippet, clean
from eligo.syntax.tokens.lexer import tokens_of
from eligo.syntax.tokens.scanner import Lexed
from eligo.syntax.undecidable import undecidable
from eligo.syntax.words import UNDECIDABLE
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.loading import load_vocabulary

#: readings kept: registered trials repeat each other (`pregnancy`, `age ≥ 18 years`)
_KEPT = 8192
_ENDS = " .;,"
_MARKS_OF_TRADE = dict.fromkeys(map(ord, "®™"))
#: behind what an exclusion says, that it excludes
_EXCLUDES = re.compile(
    r",?\s+(?:are|is|were|will be|should be|must be|shall be)\s+(?:also\s+)?(?:excluded|ineligible"
    r"|not\s+(?:eligible|allowed|permitted|included|accepted))"
    r"(?:\s+(?:from|for|to|in)\s+(?:(?:this|the)\s+)?(?:study|trial|participation|enrollment|enrolment|inclusion))?",
    re.IGNORECASE,
)
#: a mark of a list that the registry kept in the text: ``a. ``, ``(2) ``, ``• ``
_MARK = re.compile(
    r"(?:(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[A-H]\)|[IVX]{1,4}\.|[IE]\d{2}\.|[·*-])\s+(?=[^\W\d_]|[<>≥≤=])|[•●▪➢►◦○■□◆]\s*(?=\S))"
)
_HEADED = re.compile(r"(?P<head>[^:：]{2,60}?)\s*[:：]\s*(?P<rest>\S.*)", re.DOTALL)
#: `ECOG = 1`: an author may mean it, a registry has mostly lost the bar of a `≤`
_LOST_ON_SCALE = re.compile(r"(?<![<>≤≥]) = ")
#: what a section says of everybody in it, said once more: of people of an age, as a disease may only be permitted
_ADMITS: dict[Section, re.Pattern[str]] = {
    "inclusion": re.compile(
        r"(?P<who>.+?),? (?:(?:will|would|can|were|are|is)(?: be)? (?:eligible|enrolled|included|recruited|selected))"
        r"(?: as participants)?(?: (?:in|for|into|to) (?:the|this) (?:study|trial))?",
        re.IGNORECASE | re.DOTALL,
    ),
    "exclusion": re.compile(
        r"(?P<who>.+?) (?:will|would|can|were|are|is)(?: be)? excluded(?: from (?:the|this) (?:study|trial))?",
        re.IGNORECASE | re.DOTALL,
    ),
}
#: reasons that a list has from any of its items: an open list, the future, a judgement
_OF_ANY_ITEM = frozenset(("E403", "E404", "E405"))
#: a question inside a rule, as an author puts it
_ASKED = re.compile(r"\bask (?:\[[a-z][a-z0-9_-]*\] )?[\"“](?:[^\"”\\]|\\.)*[\"”]", re.IGNORECASE)
_QUOTES = re.compile(r"[\"“”]")
#: tokens that only an author writes, beside a question
_OF_AUTHORS = frozenset(("ASK", "STRING", "LABEL", "DEFINED"))
_Told = Callable[[str, "Section | None"], Iterator[Reading]]


class Reader:
    """Reads sentences with one vocabulary. The same sentence in the same section is read once."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Read with ``vocabulary``, the shipped one unless given."""
        self.vocabulary = vocabulary or load_vocabulary()
        self.names = replace(names_of(self.vocabulary, []), suggest=_no_suggestions)
        self.printer = name_printer(self.vocabulary)
        self.words = KnownWords(self.names)
        self.read = lru_cache(_KEPT)(self._read)
        self.item = lru_cache(_KEPT)(self._item)
        self._plainer = lru_cache(_KEPT)(_plainer)
        self._meant = lru_cache(_KEPT)(self._meaning)
        #: every wording of a whole sentence, in the order of their trying: what triggers it, and how it is told
        self._other_wordings: tuple[tuple[Triggers, _Told], ...] = (
            (triggers("eligible enrolled included recruited selected excluded"), self._admitted),
            *((wording, partial(self._reworded, written)) for wording, written in REWORDINGS),
            (including.TRIGGERS, self._counted_in),
            (widening.TRIGGERS, self._widened),
            (exempting.ALTERNATIVES, self._either),
            (triggers(": ："), self._headed),
            (glosses.of_states(), self._explained),
            (glosses.DEFINED, self._defined),
            (glosses.of_states(), self._explained_inside),
        )

    def _read(self, sentence: str, section: Section | None, joined: str = "") -> Reading:
        """Return what ``sentence`` means in ``section``, None where none is known.

        ``joined`` is the connective of the list that the sentence is an item of; empty for a criterion of its own.
        """
        if sentence.rstrip().endswith(("...", "…")):
            return _question("E403", "`…` opens a list without an end")
        text = sentence.translate(_MARKS_OF_TRADE).strip(_ENDS)
        if mark := _MARK.match(text):
            text = text[mark.end() :]
        if joins := trailing(text):
            word, end = joins
            if word != (joined or connective(section)):
                return _question("E407", f"`{word}` at its end joins it to the next line")
            text = text[:end].rstrip(_ENDS)
        if section == "exclusion" and (excludes := _EXCLUDES.search(text)) and excludes.end() == len(text):
            text = text[: excludes.start()]
        if reason := refusal(text, section, self.names.vocabulary):
            return Reading(reason=reason)
        reading = self._alone(text, section)
        if reading.node is None and (reading.reason is None or reading.reason.code not in _OF_ANY_ITEM):
            reading = self._better(self._composed(text, section), reading)
        return reading

    def _item(self, text: str, section: Section | None) -> Reading:
        """Return what ``text``, an item of a list, means in ``section`` by itself."""
        text = text.strip(_ENDS)
        reason = refusal(text, section, self.names.vocabulary)
        return Reading(reason=reason) if reason else self._alone(text, section)

    def _alone(self, text: str, section: Section | None) -> Reading:
        reading = self._attempt(text, section)
        for plain in self._plainer(text, section) if reading.node is None else ():
            reading = self._better(self._attempt(plain, section), reading)
        return reading

    def _composed(self, text: str, section: Section | None) -> Reading | None:
        """Return what ``text`` means as a list of items, each plain alone."""
        for each in (text, *self._plainer(text, section)):
            if self._unknown_word(each) is not None:
                continue  # an item holds it
            if whole := composed(each, section, lambda part: self.item(part, section)):
                reading = self._understood(whole, section)
                if reading.node is not None:
                    return reading
        return None

    def _attempt(self, text: str, section: Section | None) -> Reading:
        """Return what ``text`` means as it stands, or with its head, condition or gloss told from the rest."""
        if section != "exclusion" and is_everybody(text):
            return self._understood("sex all", section)
        if section == "inclusion" and is_duty_of_women(text) and (rule := conditional(text, section)):
            return self._understood(rule, section)
        first = self._understood(text, section)
        readings = self._otherwise(text, section) if first.node is None else iter(())
        return next((reading for reading in readings if reading.node is not None), first)

    def _otherwise(self, text: str, section: Section | None) -> Iterator[Reading]:
        """Yield what ``text`` means in the other wordings of registries, where it is in one of them."""
        pieces = pieces_of(text)
        for wording, told in self._other_wordings:
            if may_be_in(wording, pieces):
                yield from told(text, section)

    # --- the other wordings, each as it is told from the rest -------------------------------------------------------

    def _admitted(self, text: str, section: Section | None) -> Iterator[Reading]:
        if section is not None and (admitted := _ADMITS[section].fullmatch(text)):
            told = self._understood(admitted["who"], section)
            if told.rule is not None and any(map(is_age, parts_of(told.rule))):
                yield told

    def _reworded(self, written: Written, text: str, section: Section | None) -> Iterator[Reading]:
        for each in written(text, section, self.names):
            if each is not None and each != text:
                yield self._understood(each, section)

    def _counted_in(self, text: str, section: Section | None) -> Iterator[Reading]:
        if section == "exclusion" and (counted := including.counted_in(text, self.vocabulary)):
            head, whole = counted
            if including.may_count_in(self._understood(head, section).rule, self.vocabulary):
                yield self._understood(whole, section)

    def _widened(self, text: str, section: Section | None) -> Iterator[Reading]:
        if wide := widening.widened(text, self.vocabulary):
            yield self._understood(wide, section)

    def _either(self, text: str, section: Section | None) -> Iterator[Reading]:
        if section == "inclusion" and (either := exempting.alternatives(text)):
            rules = (self._understood(each, section).rule for each in (either.first, either.others))
            if exempting.leaves_out(*rules):
                yield self._understood(f"{either.first} or {either.second}", section)

    def _headed(self, text: str, section: Section | None) -> Iterator[Reading]:
        if headed := _HEADED.fullmatch(text):
            yield from filter(None, (self._below_head(headed["head"], headed["rest"], section),))

    def _explained(self, text: str, section: Section | None) -> Iterator[Reading]:
        """Yield the numbers by which ``text`` explains the state that it names."""
        if values := glosses.gloss(text, section):
            told = self._understood(values.text, section)
            told = self._better(self._composed(values.text, section), told) if told.node is None else told
            if told.rule is not None and glosses.explains(told.rule, values, section):
                yield told

    def _defined(self, text: str, section: Section | None) -> Iterator[Reading]:
        if (defined := glosses.name_defined(text)) and self.names.vocabulary.exact(defined[0]):
            told = self._understood(defined[1], section)
            if told.rule is not None and glosses.defines(told.rule, section):
                yield told

    def _explained_inside(self, text: str, section: Section | None) -> Iterator[Reading]:
        if items := glossed_items(text, section):
            glossed = [(self._understood(values.text, section).rule, values) for values in items.glosses]
            if all(rule is not None and glosses.explains(rule, values, section) for rule, values in glossed):
                yield self._understood(items.text, section)

    @staticmethod
    def _better(other: Reading | None, reading: Reading) -> Reading:
        return other if other is not None and other.node is not None else reading

    def _below_head(self, head: str, rest: str, section: Section | None) -> Reading | None:
        """``Age: 18 to 75``, ``Renal function: creatinine ≤ 1.5 mg/dL``: a head that names the measure, or a topic."""
        if named := self.names.vocabulary.exact(head):
            whole = self._understood(f"{head} {rest}", section)
            alone = self._understood(rest, section) if whole.rule is None else whole
            return alone if alone.rule is not None and (alone is whole or _is_about(alone.rule, named)) else None
        if adds_nothing(head, section) or read_group_line(f"{head}:"):
            return self._understood(rest, section)
        taken_on = spread(head, section, self.names)
        return self._understood(f"{taken_on} {rest}", section) if taken_on else None

    def _unknown_word(self, text: str) -> str | None:
        """Return the first word of ``text`` that nothing knows, outside of what it asks a person."""
        return self.words.unknown(_ASKED.sub(" ", text) if _QUOTES.search(text) else text)

    def _understood(self, text: str, section: Section | None) -> Reading:
        if (word := self._unknown_word(text)) is not None:
            code, message = self.words.telling(text) or ("E201", f"no concept is called `{word}`")
            return _question(code, message)
        snippet = clean(text)
        lexed = tokens_of(snippet.text, self.names, until_unknown=True)
        if lexed.is_cut and (told := self.words.telling(text)):
            return _question(*told)
        if reason := _undecided(snippet, lexed):
            return Reading(reason=reason)
        node, problems = parse_rule(snippet, self.names, lexed)
        if node is None or has_errors(problems):
            return Reading(reason=_reason(problems))
        context = Context(self.vocabulary, section)
        try:
            rule = resolve_rule(node, context)
        except Refused as refused:
            return Reading(reason=_reason(refused.diagnostics))
        if any(warning.code == "W513" for warning in context.warnings):
            return _question("W513", "an event does not go on: ever, or since when?")
        if doubt := doubt_of(rule, text, section, self.vocabulary):
            return Reading(reason=doubt)
        canonical = print_rule(node, self.printer)
        if _LOST_ON_SCALE.search(canonical):
            return _question("E310", "a comparison is lost here: `≥` or `≤`?")
        criterion = Criterion("", section or "inclusion", rule, canonical, snippet.text)
        if isinstance(rule, All) and has_errors(problems := lint([criterion], self.vocabulary)):
            return Reading(reason=_reason(problems))
        # people hold the canonical form beside the sentence: where it is another rule, one of both was misread
        if canonical != snippet.text and self._meant(canonical, section) != rule:
            return _question("E104", f"its canonical form `{canonical}` reads otherwise")
        return Reading(node, rule, canonical, text=snippet.text)

    def _meaning(self, canonical: str, section: Section | None) -> Rule | None:
        """Return the rule that ``canonical`` is; many sentences have one canonical form, which is read once."""
        node, _ = parse_rule(clean(canonical), self.names)
        try:
            return None if node is None else resolve_rule(node, Context(self.vocabulary, section))
        except Refused:
            return None


def _plainer(text: str, section: Section | None) -> list[str]:
    """Return ``text`` without what changes nothing, and with its exemptions in their plain form."""
    without = asides.without_asides(spelled(unabbreviated(text), section), section)
    forms = [without]
    for told in dict.fromkeys((text, without)):
        pieces = pieces_of(told)
        if may_be_in(exempting.TRIGGERS, pieces):
            told = exempting.exempted(told, section)
        if may_be_in(unaided.TRIGGERS, pieces):
            told = unaided.unaided(told, section)
        forms.append(told)
    return [form for form in dict.fromkeys(forms) if form != text]


def _undecided(snippet: Snippet, lexed: Lexed) -> Reason | None:
    """Return why the tokens of ``snippet`` cannot be decided, before they are parsed."""
    tokens = lexed.tokens
    unknown = [
        Unknown(str(token), UNDECIDABLE[token.type], span=Span(0, 0)) for token in tokens if token.type in UNDECIDABLE
    ]
    if unknown:
        return _reason(undecidable(unknown, _no_suggestions))
    if not _ASKED.search(snippet.text) and any(token.type in _OF_AUTHORS for token in tokens):
        return Reason("E104", "a quotation inside a sentence")
    return None


def _is_about(rule: Rule, named: tuple[str, ...]) -> bool:
    """Tell whether ``rule`` is about what a head names: `Pregnancy: women who are pregnant`, `Age: adults over 30`."""
    leaves = leaves_of(rule)
    asked = {id for part in leaves for id in (part.concepts if isinstance(part, Present) else ())}
    asked |= {part.measure for part in leaves if isinstance(part, Measure)}
    return not asked.isdisjoint(named)


def _question(code: str, message: str) -> Reading:
    return Reading(reason=Reason(code, message))


def _reason(problems: list[Diagnostic]) -> Reason:
    first = next((problem for problem in problems if problem.severity == "error"), None)
    return Reason(first.code, first.message) if first else Reason("E104", "no rule could be read")


def _no_suggestions(text: str) -> list[str]:
    return []
