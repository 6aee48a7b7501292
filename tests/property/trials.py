"""Strategies of trials: every form of LANGUAGE §2 that a sheet can decide, over the concepts of the catalogue."""

from __future__ import annotations

from hypothesis import strategies as st
from property import catalogue as c
from property.trial_text import Conditional, CriterionText, Group, Join, Leaf, Negation, Node, TrialText

OPERATORS = ("≥", ">", "≤", "<", "at least", "no more than", "less than", "over")
LENGTHS = ("14 days", "28 days", "6 weeks", "3 months", "6 months", "2 years")
SHORT_LENGTHS = ("7 days", "14 days", "24 hours", "72 hours", "4 weeks", "3 months")
ANCHORS = ("", "", "", " before screening", " before enrolment", " before randomisation", " before symptom onset")
PRESENCES = (*c.CONDITIONS, *c.DRUGS, *c.PROCEDURES)
HAPPENINGS = (*c.EVENTS, *c.PROCEDURE_EVENTS)
QUESTIONS = ("Is it due to another cause?", "Is the patient reliable?")


def _of(*texts: str) -> st.SearchStrategy[str]:
    return st.sampled_from(texts)


@st.composite
def windows(draw: st.DrawFn, lengths: tuple[str, ...] = LENGTHS) -> str:
    """Draw a window as it trails a rule."""
    length = draw(_of(*lengths))
    if draw(st.integers(0, 3)) == 0:
        return f" in the past {length}"
    return f" within {length}{draw(_of(*ANCHORS))}"


@st.composite
def bounds(draw: st.DrawFn, entry: c.MeasureEntry) -> str:
    """Draw operator, value and unit of a bound on one measure."""
    unit = f" {entry.unit}" if entry.unit not in ("%", "% predicted", "") else entry.unit
    if entry.unit == "% predicted":
        unit = "% predicted"
    if entry.has_range and draw(st.integers(0, 2)) == 0:
        side = draw(_of("ULN", "ULN", "LLN"))
        factor = draw(_of("1.5", "2.5", "3"))
        return f"{draw(_of(*OPERATORS))} {factor} × ULN" if side == "ULN" else draw(_of(">", "<", "≥")) + " LLN"
    if len(entry.bounds) > 1 and draw(st.integers(0, 4)) == 0:
        return f"{entry.bounds[0]} to {entry.bounds[-1]}{unit}"
    return f"{draw(_of(*OPERATORS))} {draw(_of(*entry.bounds))}{unit}"


@st.composite
def comparisons(draw: st.DrawFn, entries: tuple[c.MeasureEntry, ...] = c.MEASURES) -> Leaf:
    """Draw a bound on a measure: which result, in which context, in which window."""
    entry = draw(st.sampled_from(entries))
    bound = draw(bounds(entry))
    plain = "ULN" not in bound and "LLN" not in bound
    chosen, occasions = "", ""
    window = draw(st.one_of(st.just(""), windows(SHORT_LENGTHS)))
    if plain and draw(st.integers(0, 2)) == 0:
        chosen = draw(_of("any ", "highest ", "lowest ", "earliest ", "mean of the last 2 ", ""))
        if chosen == "":
            occasions = " on at least 2 occasions"
    context = ""
    if entry.contexts and draw(st.booleans()):
        context = f" {draw(_of(*entry.contexts))}"
    if context and draw(st.booleans()) and context.strip() in ("fasting", "seated", "standing"):
        return Leaf(f"{context.strip()} {entry.name} {bound}{window}", is_comparison=True)
    return Leaf(f"{chosen}{entry.name} {bound}{context}{occasions}{window}", is_comparison=True)


@st.composite
def derived_comparisons(draw: st.DrawFn) -> Leaf:
    """Draw a bound on a measure that can be computed, perhaps by a named method."""
    entry = draw(st.sampled_from(c.DERIVED))
    bound = draw(bounds(entry))
    method = f" by {draw(_of(*entry.methods))}" if entry.methods and draw(st.booleans()) else ""
    window = draw(st.one_of(st.just(""), st.just(""), windows(("7 days", "28 days", "3 months"))))
    return Leaf(f"{entry.name} {bound}{method}{window}", is_comparison=True)


@st.composite
def changes(draw: st.DrawFn) -> Leaf:
    """Draw a change between results, or a ratio of two."""
    if draw(st.integers(0, 3)) == 0:
        one, other, bound = draw(st.sampled_from(c.RATIOS))
        return Leaf(f"ratio of {one} to {other} {draw(_of('>', '≥', '<'))} {bound}", is_comparison=True)
    measure, size = draw(st.sampled_from(c.CHANGES))
    word = draw(_of("increase in", "decrease in", "change in"))
    within = draw(_of("within 48 hours", "within 24 to 48 hours", "within 7 days", "within 3 months"))
    return Leaf(f"{word} {measure} {draw(_of('≥', '>'))} {size} {within}", is_comparison=True)


@st.composite
def presences(draw: st.DrawFn) -> Leaf:
    """Draw the presence of a condition, drug or procedure."""
    form = draw(st.integers(0, 7))
    lasting, happening = draw(_of(*PRESENCES)), draw(_of(*HAPPENINGS))
    if form == 0:
        return Leaf(draw(_of("", "history of ", "current ")) + lasting)
    if form == 1:
        return Leaf(f"history of {happening}" + draw(st.one_of(st.just(""), windows())))
    if form == 2:
        return Leaf(draw(_of(lasting, happening)) + draw(windows()))
    if form == 3:
        other = draw(_of(*(name for name in PRESENCES if name != lasting)))
        return Leaf(f"history of {lasting} or {other}")
    if form == 4:
        whole, part = draw(st.sampled_from(c.EXCEPTIONS))
        return Leaf(whole + draw(st.one_of(st.just(""), windows())) + f" except {part}")
    if form == 5:
        return Leaf(draw(st.sampled_from([f"allergy to {n}" for n in c.ALLERGENS] + [
            f"family history of {n}" for n in c.IN_FAMILY])))  # fmt: skip
    if form == 6:
        return Leaf(f"{lasting} {draw(_of('diagnosed', 'started'))} within {draw(_of(*LENGTHS))}")
    drug = draw(_of(*c.DRUGS, *c.PROCEDURES))
    length = draw(_of("4 weeks", "3 months"))
    words = draw(_of("for at least", "for more than", "for less than"))
    lead = draw(_of("", "history of "))
    tail = draw(_of("", "", " in the past 6 months", " in the past 3 years")) if not lead else ""
    return Leaf(f"{lead}{drug} {words} {length}{tail}")


@st.composite
def times_apart(draw: st.DrawFn) -> Leaf:
    """Draw a washout, or something that happened so long ago."""
    drug, condition = draw(_of(*c.DRUGS, *HAPPENINGS)), draw(_of(*c.CONDITIONS, *HAPPENINGS))
    if draw(st.booleans()):
        return Leaf(f"at least {draw(_of(*LENGTHS))} since {drug}", is_comparison=True)
    how = draw(_of("more than", "at least"))
    return Leaf(f"{draw(_of(drug, condition))} {how} {draw(_of(*LENGTHS))} ago", is_comparison=True)


people = _of(
    "male", "female", "adults", "children", "aged ≥ 18 years", "aged 18 to 75 years", "infants aged ≥ 6 months",
    "women of childbearing potential", "pregnant or lactating",
).map(lambda text: Leaf(text, is_comparison=True))  # fmt: skip
levels = _of(*c.SCALES).map(lambda text: Leaf(text, is_comparison=True))


@st.composite
def findings(draw: st.DrawFn) -> Leaf:
    """Draw a finding, perhaps in a window."""
    return Leaf(
        draw(_of(*c.FINDINGS)) + draw(st.one_of(st.just(""), windows(("7 days", "3 months")))), is_comparison=True
    )


questions = st.tuples(_of("cause", "doubt"), _of(*QUESTIONS)).map(
    lambda pair: Leaf(f'ask [{pair[0]}] "{pair[1]}"', is_comparison=True)
)
leaves = st.one_of(
    comparisons(), comparisons(), derived_comparisons(), changes(), presences(), presences(), times_apart(), people,
    levels, findings(), questions,
)  # fmt: skip
#: what can stand under a negation whatever the section
plain_leaves = st.one_of(comparisons(), presences(), levels, findings())


@st.composite
def conditionals(draw: st.DrawFn) -> Node:
    """Draw a branch."""
    when = draw(st.one_of(_of(*c.CONDITIONS).map(Leaf), st.just(Leaf("female"))))
    entry = draw(st.sampled_from(c.MEASURES[:6]))
    then = Leaf(f"{entry.name} {draw(bounds(entry))}")
    form = draw(st.integers(0, 3))
    if form == 0:
        return Conditional(when, then, is_unless=True)
    if form == 1:
        return Conditional(when, then)
    if form == 2:
        return Conditional(when, then, Leaf(f"{entry.name} {draw(bounds(entry))}"))
    low, high = entry.bounds[0], entry.bounds[-1]
    unit = f" {entry.unit}"
    return Leaf(f"{entry.name} ≥ {high}{unit} for men or ≥ {low}{unit} for women", is_comparison=True)


GROUPS = ("any of:", "all of:", "none of:", "at least 2 of:", "at most 1 of:", "exactly 1 of:")


def _of_several(inner: st.SearchStrategy[Node], *, least: int) -> st.SearchStrategy[tuple[Node, ...]]:
    return st.lists(inner, min_size=least, max_size=3, unique_by=repr).map(tuple)


joins = st.builds(Join, _of("and", "or"), _of_several(st.one_of(plain_leaves, plain_leaves.map(Negation)), least=2))
groups = st.builds(
    Group,
    _of(*GROUPS),
    _of_several(st.one_of(leaves, st.builds(Group, _of("any of:", "all of:"), _of_several(leaves, least=2))), least=2),
)
rules = st.one_of(
    leaves, leaves, leaves, plain_leaves.map(Negation), joins, joins.map(Negation), conditionals(), groups
)


@st.composite
def criterion_texts(draw: st.DrawFn, label: str) -> CriterionText:
    """Draw a criterion, or a question that is one."""
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return CriterionText(label, None, draw(_of("The patient agrees to take part.", "The site is suitable.")))
    sentence = "As the protocol says." if kind == 1 else None
    return CriterionText(label, draw(rules), sentence)


HEADERS = ("age 18–75 years", "sex Female", "results within 28 days", "results of any age", "sex all", "age ≥ 18 years")


@st.composite
def trial_texts(draw: st.DrawFn, most: int = 3) -> TrialText:
    """Draw a trial of one to ``most`` criteria and a header."""
    count = draw(st.integers(1, most))
    criteria = [draw(criterion_texts(f"c{number}")) for number in range(count)]
    split = draw(st.integers(0, count))
    header = draw(st.lists(st.sampled_from(HEADERS), max_size=2, unique_by=lambda text: text.split()[0]))
    return TrialText(tuple(criteria[:split]), tuple(criteria[split:]), tuple(header))
