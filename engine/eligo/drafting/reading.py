"""One sentence to a rule, where every word of it is understood and its meaning plain; otherwise the reason why not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from eligo.diagnostics import Diagnostic, Span, has_errors
from eligo.drafting.connectives import connective, trailing
from eligo.drafting.headings import TREATMENTS, adds_nothing
from eligo.drafting.model import Reading, Reason
from eligo.drafting.wordings.abbreviating import unabbreviated
from eligo.drafting.wordings.asides import without_asides
from eligo.drafting.wordings.childbearing import conditional, is_duty_of_women
from eligo.drafting.wordings.composing import RENAL, composed
from eligo.drafting.wordings.everybody import is_everybody
from eligo.drafting.wordings.exempting import alternatives, exempted, leaves_out
from eligo.drafting.wordings.glossed_items import glossed_items
from eligo.drafting.wordings.glosses import defines, explains, gloss, name_defined
from eligo.drafting.wordings.including import counted_in, may_count_in
from eligo.drafting.wordings.rewording import reworded
from eligo.drafting.wordings.spellings import spelled
from eligo.drafting.wordings.spreading import spread
from eligo.drafting.wordings.unaided import unaided
from eligo.drafting.wordings.widening import widened
from eligo.drafting.words import KnownWords
from eligo.rules.ages import is_age
from eligo.rules.compiling import name_printer, names_of
from eligo.rules.context import Context, Refused
from eligo.rules.lints import lint
from eligo.rules.model import All, Any, Ask, Criterion, Demographic, Grade, Measure, Present, Rule, Section
from eligo.rules.resolving import resolve_rule
from eligo.rules.walking import children_of, leaves_of, parts_of
from eligo.syntax.canonical import print_rule
from eligo.syntax.layout.parts import CRITERION_AT_MOST
from eligo.syntax.layout.phrases import read_group_line
from eligo.syntax.layout.rows import heading_section, marker_end
from eligo.syntax.nodes import Unknown
from eligo.syntax.parser import parse_rule
from eligo.syntax.snippet import Snippet, clean
from eligo.syntax.tokens.lexer import tokens_of
from eligo.syntax.tokens.scanner import Lexed
from eligo.syntax.undecidable import undecidable
from eligo.syntax.words import UNDECIDABLE
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.fitting import Fit, is_plausible, to_measure
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Condition, Drug, Scale
from eligo.vocabulary.names import words_of

#: readings kept: registered trials repeat each other (`pregnancy`, `age ≥ 18 years`)
_KEPT = 8192
_ENDS = " .;,"
_MARKS_OF_TRADE = dict.fromkeys(map(ord, "®™"))
_JOINS_LAST = re.compile(r"(?P<word>and|or|and/or)\b", re.IGNORECASE)
_BEGINS_WITH_NO = re.compile(
    r"(?:criteria: ?)?(?:patients? |subjects? |participants? )?(?:no|not|none|never|non(?:smok\w+)?)\b", re.IGNORECASE
)
_REQUIRES = re.compile(
    r"\b(?:must|should|shall|(?:is|are|be) required|required (?:to|for|in)|needs? (?:to|not|a|an|the)|no need)\b",
    re.IGNORECASE,
)
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
#: `women and men (women premenopausal)`
_BOTH_SEXES = re.compile(
    r"(?:(?:wo)?men|(?:fe)?males?)\s*(?:and|or|&|/)\s*(?:(?:wo)?men|(?:fe)?males?)\s*\((?:women|men|females?|males?)\b",
    re.IGNORECASE,
)
#: `1.18 years and older`: the number of the item and an age, run together
_NUMBERED_AGE = re.compile(r"\d{1,2}\.\d{2}(?!\d)\s*(?:-|–|to|years?|y)", re.IGNORECASE)
#: a bound of one year without a name, which is of an age less often than of anything else
_BARE_YEAR = re.compile(
    r"\W*(?:(?:at least|more than|over|less than|under|up to) )?(?:1|one)(?: \(1\))? year", re.IGNORECASE
)
#: `contraindication to MRI or use of aspirin`: perhaps to its use
_USE_OR_AGAINST = re.compile(r"\bcontraindicat\w+ (?:to|for)\b.*\b(?:and|or) (?:the )?use of\b", re.IGNORECASE)
#: `allergy to eggs, soy or peanuts`, of which the first is a condition of its own name
_ALLERGIC_TO = re.compile(r"\b(?:allerg\w+|hypersensitiv\w+) to\b", re.IGNORECASE)
#: `immunocompromised patients and patients on aspirin`: two groups of people
_GROUP = r"(?:patients|subjects|participants|individuals|those)"
_TWO_GROUPS = re.compile(rf"\b{_GROUP}\b.+\band {_GROUP}\b", re.IGNORECASE)
#: what says of a treatment that it goes on
_SAYS_NOW = re.compile(r"\b(?:current|currently|ongoing|concurrent|undergoing|receiving|on|under)\b", re.IGNORECASE)
#: reasons that a list has from any of its items: an open list, the future, a judgement
_OF_ANY_ITEM = frozenset(("E403", "E404", "E405"))
_NO_NUMBER = re.compile(r"\d{40}")
#: a question inside a rule, as an author puts it
_ASKED = re.compile(r"\bask (?:\[[a-z][a-z0-9_-]*\] )?[\"“](?:[^\"”\\]|\\.)*[\"”]", re.IGNORECASE)
#: tokens that only an author writes, beside a question
_OF_AUTHORS = frozenset(("ASK", "STRING", "LABEL", "DEFINED"))


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
        if reason := self._refusal(text, section, joined):
            return Reading(reason=reason)
        reading = self._alone(text, section)
        if reading.node is None and (reading.reason is None or reading.reason.code not in _OF_ANY_ITEM):
            reading = self._better(self._composed(text, section), reading)
        return reading

    def _item(self, text: str, section: Section | None) -> Reading:
        """Return what ``text``, an item of a list, means in ``section`` by itself."""
        text = text.strip(_ENDS)
        reason = self._refusal(text, section, "")
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
        if section is not None and (admitted := _ADMITS[section].fullmatch(text)):
            told = self._understood(admitted["who"], section)
            if told.rule is not None and any(map(is_age, parts_of(told.rule))):
                yield told
        yield from (self._understood(written, section) for written in reworded(text, section, self.names))
        if section == "exclusion" and (counted := counted_in(text, self.vocabulary)):
            head, whole = counted
            if may_count_in(self._understood(head, section).rule, self.vocabulary):
                yield self._understood(whole, section)
        if wide := widened(text, self.vocabulary):
            yield self._understood(wide, section)
        if section == "inclusion" and (either := alternatives(text)):
            rules = (self._understood(each, section).rule for each in (either.first, either.others))
            if leaves_out(*rules):
                yield self._understood(f"{either.first} or {either.second}", section)
        if headed := _HEADED.fullmatch(text):
            yield from filter(None, (self._below_head(headed["head"], headed["rest"], section),))
        yield from self._explained(text, section)

    def _explained(self, text: str, section: Section | None) -> Iterator[Reading]:
        """Yield the numbers by which ``text`` explains what it names."""
        if values := gloss(text, section):
            told = self._understood(values.text, section)
            told = self._better(self._composed(values.text, section), told) if told.node is None else told
            if told.rule is not None and explains(told.rule, values, section):
                yield told
        if (defined := name_defined(text)) and self.names.vocabulary.exact(defined[0]):
            told = self._understood(defined[1], section)
            if told.rule is not None and defines(told.rule, section):
                yield told
        if items := glossed_items(text, section):
            glossed = [(self._understood(values.text, section).rule, values) for values in items.glosses]
            if all(rule is not None and explains(rule, values, section) for rule, values in glossed):
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

    def _refusal(self, text: str, section: Section | None, joined: str) -> Reason | None:
        """Return why ``text`` is left to a person whatever it says."""
        if not text:
            return Reason("E104", "nothing here can be decided")
        if 4 * len(text) > CRITERION_AT_MOST and len(text.encode("utf-8", "replace")) > CRITERION_AT_MOST:
            return Reason("E109", f"this criterion is longer than {CRITERION_AT_MOST:,} bytes")
        if _NO_NUMBER.search(text):
            return Reason("E104", "no number of a criterion has this many digits")
        if _NUMBERED_AGE.match(text):
            return Reason("E104", "the number of an item and that of an age run together")
        if text.endswith(")") and _BOTH_SEXES.match(text):
            return Reason("E410", "whom the bracket is of is not plain")
        if text.endswith((":", "：")):
            return Reason("E407", "it opens a list that does not follow")
        if section is None and text.lower() in TREATMENTS:
            return Reason("E407", "the head of a list, or a criterion?")
        if _BARE_YEAR.fullmatch(text):
            return Reason("E410", "a year of what: an age, a life expectancy?")
        if _USE_OR_AGAINST.search(text):
            return Reason("E410", "is the use excluded, or a contraindication to it?")
        if joins := _JOINS_LAST.match(text):
            return Reason("E407", f"`{joins['word']}` at its start joins it to the line before")
        if section == "exclusion":
            if _BEGINS_WITH_NO.match(text) and self.names.vocabulary.longest(text, words_of(text), 0) is None:
                return Reason("E407", "an exclusion that begins with `no`: does presence or absence exclude?")
            if " and " in text and _TWO_GROUPS.search(text):
                return Reason("E406", "two groups of people: is either excluded, or whoever is in both?")
            if found := _REQUIRES.search(text):
                return Reason("E407", f"an exclusion that says `{found.group()}`: is this required or excluded?")
        if text[0] in "\"'[#“”" or marker_end(text, 0) or heading_section(text):
            return Reason("E104", f"a rule cannot begin with `{text[:20]}`")
        opening = read_group_line(text[: text.index(":") + 1]) if ":" in text else None
        if opening is not None and (opening.kind != "any" or section != "exclusion"):
            return Reason("E108", "a list that stands on one line")
        return None

    def _unknown_word(self, text: str) -> str | None:
        """Return the first word of ``text`` that nothing knows, outside of what it asks a person."""
        return self.words.unknown(_ASKED.sub(" ", text))

    def _understood(self, text: str, section: Section | None) -> Reading:
        word = self._unknown_word(text)
        if word is not None:
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
        if not _SAYS_NOW.search(text) and any(self._irradiates_a_place(part) for part in parts_of(rule)):
            return _question("E410", "radiotherapy of a place in the body: now, or ever?")
        if _ALLERGIC_TO.search(text) and self._takes_an_allergen(rule):
            return _question("E410", "an allergy to all of these, or to the first of them?")
        if any(isinstance(part, Grade) and self._grades_nothing(part) for part in parts_of(rule)):
            return _question("E410", "a grade of what?")
        if section == "inclusion" and _lists_renal_last(rule):
            return _question("E401", "a comma between two conditions: `and` or `or`?")
        if any(isinstance(part, All) and len(self._sexes_of(part)) > 1 for part in parts_of(rule)):
            return _question("E407", "people of both sexes: any of them, or all?")
        if (bound := self._unbelievable(rule)) is not None:
            return _question("E304", f"`{bound.text}` of {bound.measure} cannot be")
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

    def _grades_nothing(self, grade: Grade) -> bool:
        """Tell whether ``grade`` is one of toxicity that names nothing: `creatinine ≤ 1.5 × ULN, grade 1`."""
        scale = self.vocabulary.concepts[grade.scale]
        return isinstance(scale, Scale) and scale.of_toxicity and grade.of is None

    def _irradiates_a_place(self, part: Rule) -> bool:
        """Tell whether ``part`` asks for radiotherapy that goes on and for its place: `radiotherapy to the neck`."""
        if not isinstance(part, All) or not any(
            isinstance(each, Ask) and each.key.endswith("place") for each in part.of
        ):
            return False
        going_on = {id for each in part.of if isinstance(each, Present) and each.when == "now" for id in each.concepts}
        return not going_on.isdisjoint(self.vocabulary.members("radiotherapy"))

    def _takes_an_allergen(self, rule: Rule) -> bool:
        """Tell whether ``rule`` holds an allergy that is a condition by name, and a substance that is only taken."""
        plain = [part for part in leaves_of(rule) if isinstance(part, Present) and part.relation is None]
        concepts = [self.vocabulary.concepts[id] for part in plain for id in part.concepts]
        return any(isinstance(each, Drug) for each in concepts) and any(
            isinstance(each, Condition) and each.name.endswith(" allergy") for each in concepts
        )

    def _sexes_of(self, part: Rule) -> set[str]:
        """Return the sexes of all that ``part`` asks at once: `men and postmenopausal women` are nobody."""
        if isinstance(part, All):
            return {sex for each in part.of for sex in self._sexes_of(each)}
        if isinstance(part, Demographic):
            return {part.sex}
        concepts = part.concepts if isinstance(part, Present) and part.relation is None else ()
        return {sex for id in concepts if (sex := self.vocabulary.concepts[id].sex)}

    def _unbelievable(self, rule: Rule) -> _Bound | None:
        """Return a bound that no value can be near, as `platelets < 100,000/L`: its unit is a slip of the pen."""
        for part in parts_of(rule):
            if not isinstance(part, Measure) or part.unit is None or part.measure == "age":
                continue
            measure = self.vocabulary.measure(part.measure)
            fit = to_measure(measure, part.unit)
            assert isinstance(fit, Fit)  # the rule was compiled
            for threshold in (part.low, part.high):
                if threshold is not None and not is_plausible(measure, fit.conversion(threshold.value)):
                    return _Bound(measure.name, f"{threshold.text} {part.unit.display}")
        return None

    def _meaning(self, canonical: str, section: Section | None) -> Rule | None:
        """Return the rule that ``canonical`` is; many sentences have one canonical form, which is read once."""
        node, _ = parse_rule(clean(canonical), self.names)
        try:
            return None if node is None else resolve_rule(node, Context(self.vocabulary, section))
        except Refused:
            return None


def _plainer(text: str, section: Section | None) -> list[str]:
    """Return ``text`` without what changes nothing, and with its exemptions in their plain form."""
    without = without_asides(spelled(unabbreviated(text), section), section)
    told = [unaided(exempted(each, section), section) for each in dict.fromkeys((text, without))]
    return [form for form in dict.fromkeys((without, *told)) if form != text]


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


def _lists_renal_last(rule: Rule) -> bool:
    """``platelets …, creatinine ≤ 1.5 × ULN or creatinine clearance ≥ 50 mL/min``: the `or` may be of the last two."""
    measured = [part.measure if isinstance(part, Measure) else "" for part in children_of(rule)]
    return isinstance(rule, Any) and len(measured) > 2 and set(measured[-2:]) <= RENAL and not set(measured) <= RENAL


class _Bound(NamedTuple):
    measure: str
    text: str


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
