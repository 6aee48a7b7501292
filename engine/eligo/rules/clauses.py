"""From a clause to a rule: which parts belong together, and how the rest is joined.

Parts are gathered into `Item`s: names that share a bound, bounds that share a measure, levels of one scale, bare names
under one lead word. What remains is joined by one connective, or refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from eligo.diagnostics import Span
from eligo.rules.ages import is_age, is_of_age, says_years, units_of
from eligo.rules.bounding import (
    as_before,
    closes_range,
    covered,
    opens_values,
    says_unit,
    second_bound,
    shared_bound,
    values_behind,
)  # fmt: skip
from eligo.rules.comparisons import compare, ratio
from eligo.rules.context import Context, refuse
from eligo.rules.grades import goes_with
from eligo.rules.joining import Item, join_items
from eligo.rules.model import All, Any, Ask, Demographic, Finding, Grade, If, Measure, Not, Present, Ratio, Rule
from eligo.rules.people import of_people, person_rule, says_it_already
from eligo.rules.performance import restates
from eligo.rules.phrases import Phrase, read_phrase, refuse_beside
from eligo.rules.presence import NameList, presence
from eligo.rules.subjects import fits
from eligo.rules.walking import children_of, parts_of
from eligo.syntax import nodes as n
from eligo.vocabulary.model import Condition

#: slots of the names that share a bound: of the first, and of the last beside its own name
_BEFORE_NAMES = frozenset(("names", "negated", "lead", "selection", "contexts"))
_BEHIND_NAMES = frozenset((
    "bounds", "levels", "limits", "window", "course", "started", "contexts", "method", "qualifier", "excepted",
))  # fmt: skip
#: measures that share a bound; no sentence names as many, and looking on behind every name of a list would cost
#: its length once more
_SHARING_AT_MOST = 16
#: slots of what a comparison takes to itself: a second bound, a further level
_SECOND_BOUND = frozenset(("bounds", "window", "contexts", "method"))
_FURTHER_LEVEL = frozenset(("levels", "window", "bracket"))


@dataclass
class Reader:
    """Reads the phrases of a clause from left to right."""

    phrases: list[Phrase]
    joins: list[str]
    #: which joins are written as a comma alone, and which as `and/or`
    commas: list[bool]
    loose: list[bool]
    context: Context
    items: list[Item] = field(default_factory=list[Item])
    at: int = 0

    def read(self) -> list[Item]:
        """Return the items of the whole clause."""
        is_comma: list[bool] = []
        while self.at < len(self.phrases):
            start = self.at
            item = self._item()
            item.join = self.joins[start - 1] if start else ""
            is_comma.append(bool(start) and self.commas[start - 1])
            self.items.append(item)
        self._settle_commas(is_comma)
        return self.items

    def _settle_commas(self, is_comma: list[bool]) -> None:
        """Let a comma between items say what the next word between items says, never a word inside one.

        ``ECOG 0–1, Child-Pugh class A or B``: the `or` is between the classes alone, and so is one between the bounds
        of a measure (``glucose < 126 mg/dL or < 7 mmol/L``).
        """
        following = self._of_section()
        for item, comma in zip(reversed(self.items), reversed(is_comma), strict=True):
            if comma and (not following or (item.bare and item.qualifier is None)):
                raise refuse("E401", "a comma between two conditions: `and` or `or`?", item.span, "write `and` or `or`")
            item.join = following if comma else item.join
            following = item.join if item.join != "/" and not item.bare else following

    def _of_section(self) -> str:
        """Return what commas alone say between comparisons: every bound of an inclusion is needed, any excludes."""
        ages = [item for item in self.items if is_age(item.rule)]
        if self.context.section == "inclusion" and ages and len(self.items) == 2:
            return "and"
        if self.context.section == "exclusion" and all(self._is_condition(item.rule) for item in self.items):
            return "or"
        if self.context.section is None or not all(is_comparison(item.rule) for item in self.items):
            return ""
        subjects = [_compared(item.rule) for item in self.items if item.qualifier is None]
        if len(set(subjects)) < len(subjects):
            return ""
        return "and" if self.context.section == "inclusion" else "or"

    def _is_condition(self, rule: Rule) -> bool:
        """Tell whether ``rule`` is of conditions that go on or ever did: with commas alone, any of them excludes."""
        if not isinstance(rule, Present) or rule.when not in ("now", "ever") or rule.relation is not None:
            return False
        return all(isinstance(self.context.vocabulary.concepts[id], Condition) for id in rule.concepts)

    # --- one item -------------------------------------------------------------------------------------------------

    def _item(self) -> Item:
        phrase = self.phrases[self.at]
        context = self.context.without_section() if phrase.negated else self.context
        is_bound = len(phrase.names) == 1 and bool(phrase.bounds or phrase.levels)
        if phrase.ask is not None or (phrase.bracket is not None and not is_bound) or _definition(phrase):
            return self._standing_alone(phrase, context)
        if phrase.people:
            return self._people(phrase, context)
        if phrase.ratio is not None:
            self.at += 1
            return self._negate(Item(ratio(phrase, context), phrase.span, qualifier=phrase.qualifier), phrase)
        if phrase.is_bare_bound or phrase.is_bare_levels:
            return self._bare(phrase, context)
        if not phrase.names:
            raise refuse("E410", "this names nothing", phrase.span, "name what it is about")
        if phrase.compares or phrase.levels or phrase.change or self._shares_a_bound():
            return self._comparison(phrase, context)
        return self._presence()

    def _negate(self, item: Item, phrase: Phrase) -> Item:
        if not phrase.negated:
            return item
        return replace(item, rule=Not(item.rule), reach=None if phrase.bracket is not None else "negation")

    def _standing_alone(self, phrase: Phrase, context: Context) -> Item:
        """A question, a bracket or a definition takes a negation and nothing else."""
        from eligo.rules.resolving import resolve_definition, resolve_rule  # brackets hold rules, which hold clauses

        self.at += 1
        if phrase.ask is not None:
            refuse_beside(phrase, "a question", "ask", "negated", "qualifier")
            rule = question(phrase.ask, self.context)
        elif phrase.bracket is not None:
            refuse_beside(phrase, "a bracket", "bracket", "negated", "qualifier")
            rule = resolve_rule(phrase.bracket.rule, context)
        else:
            refuse_beside(phrase, "a defined rule", "names", "negated", "qualifier")
            rule = resolve_definition(phrase.names[0], context)
        return self._negate(Item(rule, phrase.span, qualifier=phrase.qualifier), phrase)

    def _people(self, phrase: Phrase, context: Context) -> Item:
        """``women`` alone is a rule of its own; before a rule it narrows it, where nothing else stands beside."""
        people = list(phrase.people)
        rest = replace(phrase, people=[])
        alone = not (rest.names or rest.bounds or rest.levels)
        rules = [person_rule(person) for person in people]
        if alone:
            refuse_beside(phrase, "a word for people", "people", "negated")
            self.at += 1
            whole = rules[0] if len(rules) == 1 else All(tuple(rules))
            return self._negate(Item(whole, phrase.span), phrase)
        if not phrase.negated and self._bounds_one_measure(rest):
            following = Reader([rest, *self.phrases[1:]], self.joins, self.commas, self.loose, self.context).read()
            self.at = len(self.phrases)
            return Item(of_people(rules, join_items(following, self.context)), phrase.span)
        if set(self.joins) - {"and"} or phrase.negated:
            raise refuse("E407", "are these people meant in every part?", people[0].span, "split the criterion")
        self.phrases[self.at] = rest
        return Item(of_people(rules, self._item().rule), phrase.span)

    def _bounds_one_measure(self, first: Phrase) -> bool:
        """``women < 18 or > 65 years of age``: tell whether all else only bounds what the first part bounds."""
        others = self.phrases[1:]
        is_first = self.at == 0 and bool(others) and first.filled() == {"bounds"}
        return is_first and all(other.filled() <= {"names", "bounds"} and is_of_age(other) for other in others)

    def _bare(self, phrase: Phrase, context: Context) -> Item:
        """A bound without a measure: a second bound on the measure before it, or an age where it says so in years."""
        before = self.items[-1] if self.items else None
        if phrase.is_bare_bound and before is not None and before.asked is not None:
            self.at += 1
            asked = as_before(phrase, before.asked)
            rule = shared_bound(compare(list(before.names), asked, context), list(before.shared), phrase.span, context)
            item = replace(before, rule=rule, span=phrase.span, bare=True, qualifier=phrase.qualifier, asked=asked)
            return self._negate(item, phrase)
        if phrase.is_bare_bound and (says_years(phrase) or self._goes_on_in_years()):
            self.phrases[self.at] = replace(phrase, names=[n.Name("age", ("age",), span=phrase.span)])
            return self._comparison(self.phrases[self.at], context)
        raise refuse("E410", "a value of what?", phrase.span, "name the measure before it")

    def _goes_on_in_years(self) -> bool:
        """``≥ 3 and ≤ 18 years of age``: tell whether the next bound says what this one is of."""
        following = self.phrases[self.at + 1] if self.at + 1 < len(self.phrases) else None
        phrase = self.phrases[self.at]
        if following is None or not following.compares or phrase.limits or units_of(phrase) != [""]:
            return False
        if any(isinstance(bound, n.Bound) and bound.bare for bound in phrase.bounds):
            return False
        return is_of_age(following) and following.filled() <= {"names", "bounds"} and says_years(following)

    # --- comparisons ----------------------------------------------------------------------------------------------

    def _shares_a_bound(self) -> bool:
        """Tell whether this names a measure whose bound stands behind a later one: ``AST and ALT ≤ 2.5 × ULN``."""
        may_hold = _BEFORE_NAMES
        are_numbers = True
        for phrase in self.phrases[self.at : self.at + _SHARING_AT_MOST]:
            if len(phrase.names) != 1 or _definition(phrase):
                return False
            are_numbers = are_numbers and fits(phrase.names[0], "number", self.context)
            if not (are_numbers or fits(phrase.names[0], "value", self.context)):
                return False
            if phrase.bounds and not are_numbers:
                return False
            is_last = phrase.compares or bool(phrase.levels)
            if not phrase.filled() <= (may_hold | _BEHIND_NAMES if is_last else may_hold):
                return False
            if is_last:
                return True
            may_hold = frozenset(("names",))
        return False

    def _comparison(self, phrase: Phrase, context: Context) -> Item:
        start = self.at
        first_span = phrase.span
        names: list[n.Name] = []
        while not (phrase.compares or phrase.levels) and self.at + 1 < len(self.phrases) and phrase.change is None:
            names.extend(phrase.names)
            self.at += 1
            phrase = self.phrases[self.at]
        names.extend(phrase.names)
        if opens_values(phrase, context):
            others = values_behind(self.phrases[self.at + 1 :], context)
            names.extend(name for other in others for name in other.names)
            phrase = replace(phrase, window=others[-1].window if others else None)
            self.at += len(others)
        shared = self.joins[start : self.at]
        if "," in shared:
            raise _commas_alone(first_span.to(phrase.span))
        if len({name.concepts for name in names}) == 1 and phrase.names:
            # `AST (SGOT)/SGOT`: one measure named twice
            names, shared = names[-1:], []
        self.at += 1
        self._absorb(phrase)
        first = self.phrases[start]
        merged = replace(
            phrase, negated=first.negated, lead=first.lead or phrase.lead,
            selection=first.selection or phrase.selection,
            contexts=[*first.contexts, *(phrase.contexts if phrase is not first else [])],
            change=phrase.change or first.change,
        )  # fmt: skip
        merged = covered(_said_once(merged, context), self.phrases[self.at :])
        span = first.span.to(phrase.span)
        if any(self.loose[start : self.at - 1]) and context.section == "inclusion":
            raise refuse("E401", "`and/or` before one bound: is one of them enough?", span, "write `and`, or `or`")
        if "/" in shared and merged.bounds and not says_unit(merged):
            raise refuse(
                "E407", "a bound on their ratio, or on each of them?", span, "write `ratio of … to …`, or the unit"
            )
        rules = compare(names, merged, context)
        rule = shared_bound(rules, shared, span, context)
        item = Item(
            rule, span, _subject(rule), qualifier=phrase.qualifier, inner=frozenset(shared), names=tuple(names),
            reach="grade" if isinstance(rule, Grade) and rule.of is not None else None,
            shared=tuple(shared), asked=merged,
        )  # fmt: skip
        return self._negate(item, first)

    def _absorb(self, phrase: Phrase) -> None:
        """Take what belongs to the same measure: a second bound behind `and`, further levels behind commas and `or`."""
        while self.at < len(self.phrases):
            following, join = self.phrases[self.at], self.joins[self.at - 1]
            if phrase.window is not None and following.window is not None:
                return
            joins = join == "and" or (join == "," and closes_range(phrase, following))
            if joins and following.filled() <= _SECOND_BOUND and second_bound(phrase, following):
                phrase.bounds.extend(following.bounds)
            elif following.levels and phrase.levels and self._is_further(following, phrase):
                phrase.levels.extend(following.levels)
                phrase.names.extend(following.names)
                phrase.bracket = following.bracket
            else:
                return
            phrase.window = phrase.window or following.window
            phrase.contexts.extend(following.contexts)
            phrase.method = phrase.method or following.method
            phrase.span = phrase.span.to(following.span)
            self.at += 1

    def _is_further(self, following: Phrase, phrase: Phrase) -> bool:
        """Tell whether ``following`` only names further levels, and behind them what the scale grades.

        Nobody has two levels of one scale, so also with a comma alone between them it is either.
        """
        if following.filled() <= _FURTHER_LEVEL:
            return True
        is_named = following.filled() <= _FURTHER_LEVEL | {"names"} and len(phrase.names) == len(following.names) == 1
        return is_named and goes_with(following.names[0], phrase.names[0], self.context)

    # --- presences ------------------------------------------------------------------------------------------------

    def _presence(self) -> Item:
        first = self.at
        names = NameList([self.phrases[first]])
        self.at += 1
        compares = any(phrase.compares or phrase.levels for phrase in self.phrases[self.at :])
        while self.at < len(self.phrases) and self._belongs(self.phrases[self.at], compares):
            names.phrases.append(self.phrases[self.at])
            names.joins.append(self.joins[self.at - 1])
            self.at += 1
        qualifier = names.phrases[0].qualifier if len(names.phrases) == 1 else None
        rule = presence(names, self.context)
        start = names.phrases[0]
        is_now = start.lead is None or start.lead.relation == "now"
        is_past = start.lead is not None and start.lead.relation == "ever"
        reach = "negation" if start.negated else "names" if is_now else "history" if is_past else None
        return Item(rule, names.span, qualifier=qualifier, reach=reach, inner=frozenset(names.joins))

    def _belongs(self, phrase: Phrase, compares: bool) -> bool:
        """Tell whether ``phrase`` is one more of a list of names; ``compares``: a comparison stands behind them."""
        is_name = not phrase.has_own_start and bool(phrase.names) and not _definition(phrase)
        return is_name and not (compares and self._shares_a_bound())


def _said_once(phrase: Phrase, context: Context) -> Phrase:
    """Return ``phrase`` without its bracket, where that says its performance status again on another scale."""
    from eligo.rules.resolving import resolve_rule  # brackets hold rules, which hold clauses

    if phrase.bracket is None:
        return phrase
    alone = replace(phrase, bracket=None)
    again = resolve_rule(phrase.bracket.rule, context)
    return alone if restates(compare(alone.names, alone, context)[0], again) else phrase


def _definition(phrase: Phrase) -> bool:
    return len(phrase.names) == 1 and phrase.names[0].definition is not None


def _subject(rule: Rule) -> tuple[str, ...]:
    """Return the measures that a rule compares."""
    if isinstance(rule, Measure):
        return (rule.measure,)
    if isinstance(rule, All | Any):
        return tuple(id for part in rule.of for id in _subject(part))
    return ()


def question(ask: n.Ask, context: Context) -> Ask:
    """Return a question with the label under which it is answered."""
    if ask.label is not None:
        key = f"{context.key}.{ask.label}" if context.key else ask.label
    else:
        count = len(context.questions)
        key = context.key if not count else f"{context.key}.{count + 1}"
        context.warn("W512", "a question without a label is called by its place", ask.span, 'write `ask [label] "…"`')
    if key in context.questions:
        raise refuse("E106", f"two questions are labelled `{ask.label}`", ask.span, "give each its own label")
    context.questions.append(key)
    return Ask(ask.question, key)


def items_of(clause: n.Clause, context: Context) -> list[Item]:
    """Return the items of ``clause``."""
    phrases = [_plain_people(read_phrase(part, context), context) for part in clause.parts]
    commas = [connective == (",",) for connective in clause.connectives]
    loose = [connective[-1] == "and/or" for connective in clause.connectives]
    return Reader(phrases, _joins(clause), commas, loose, context).read()


def _plain_people(phrase: Phrase, context: Context) -> Phrase:
    """Leave out a word for people that says nothing more: ``lactating women`` is lactation."""
    return replace(phrase, people=[]) if says_it_already(phrase.people, phrase.names, context) else phrase


def _compared(rule: Rule) -> str:
    """Return what ``rule`` compares first, for telling comparisons apart."""
    first = next((part for part in parts_of(rule) if not isinstance(part, All | If)), rule)
    return getattr(first, "measure", None) or getattr(first, "scale", None) or repr(first)


def is_comparison(rule: Rule) -> bool:
    """Tell whether ``rule`` only bounds results, or people by age and sex."""
    if isinstance(rule, All | If):
        return all(is_comparison(part) for part in children_of(rule))
    return isinstance(rule, Measure | Ratio | Demographic | Finding) or (isinstance(rule, Grade) and rule.of is None)


def _commas_alone(span: Span) -> Exception:
    return refuse("E401", "a list with commas alone: `and` or `or`?", span, "write `or` before the last")


def _joins(clause: n.Clause) -> list[str]:
    """Return one word for each connective; a comma says what the next `and` or `or` says, or stays a comma."""
    joins: list[str] = []
    following = ""
    for connective in reversed(clause.connectives):
        word = "or" if connective[-1] == "and/or" else connective[-1]
        if word == ",":
            word = following or word
        following = word if word not in ("/", ",") else following
        joins.append(word)
    joins.reverse()
    return joins
