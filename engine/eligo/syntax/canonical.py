"""Print a rule in its canonical form: one spelling for each construct, never one construct for another.

What is printed reads back as the same rule. Names are printed as the vocabulary prefers them, units as clinicians print
them, comparisons as signs, numbers without words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from eligo.quantities.numbers import decimal_text
from eligo.quantities.units import UnitError, parse_unit
from eligo.syntax import nodes as n
from eligo.syntax.naming import marked, told_apart
from eligo.vocabulary.names import NameIndex

_SIGNS = {"<": "<", "<=": "≤", ">": ">", ">=": "≥", "=": "="}
_METHODS = {"cockcroft-gault": "by Cockcroft-Gault", "ckd-epi": "by CKD-EPI", "mdrd": "by MDRD"}
_PEOPLE = {"male": "men", "female": "women", "adults": "adults", "children": "children"}
_SELECTIONS = {"any": "any", "highest": "highest", "lowest": "lowest", "earliest": "earliest", "latest": "latest"}
_LEADS = {
    "ever": "history of",
    "allergy": "allergy to",
    "family-history": "family history of",
    "contraindication": "contraindication to",
}
_GROUPS = {"any": "any of", "all": "all of", "none": "none of"}


@dataclass(frozen=True)
class NamePrinter:
    """How names are printed: ``preferred`` gives the vocabulary's name of a concept id, ``kind`` its kind.

    ``known`` are the names that a rule may hold, among which a printed one must not be lost.
    """

    preferred: Callable[[str], str]
    kind: Callable[[str], str]
    known: tuple[NameIndex, ...] = ()
    #: how a name of several meanings is spelled: `zinc`, `PT`
    spelled: Callable[[str], str] = str


def print_rule(rule: n.Rule, names: NamePrinter) -> str:
    """Return ``rule`` on one line; the items of a group are set apart by semicolons, inner groups in brackets."""
    return told_apart(_rule(rule, names), names.known)


def _rule(rule: n.Rule, names: NamePrinter) -> str:
    if isinstance(rule, n.Group):
        items = "; ".join(_item(item, names) for item in rule.items)
        return f"{group_words(rule)}: {items}"
    if isinstance(rule, n.Conditional):
        return _conditional(rule, names)
    return _clause(rule, names)


def group_words(group: n.Group) -> str:
    """Return the words that open ``group``, without the colon: ``at least 2 of``."""
    return _GROUPS.get(group.kind) or f"{group.kind} {group.count} of"


def _item(item: n.Criterion, names: NamePrinter) -> str:
    if item.rule is None:
        return f'ask "{item.sentence}"' if item.sentence else item.text
    printed = _rule(item.rule, names)
    return f"({printed})" if isinstance(item.rule, n.Group) else printed


def _conditional(rule: n.Conditional, names: NamePrinter) -> str:
    condition, body = _clause(rule.condition, names), _clause(rule.rule, names)
    if rule.form == "if":
        return f"{body} if {_as_condition(rule.condition, condition)}"
    if rule.form == "unless":
        return f"{body} unless {condition}"
    otherwise = f" otherwise {_clause(rule.otherwise, names)}" if rule.otherwise else ""
    return f"if {condition} then {body}{otherwise}"


def _as_condition(condition: n.Clause, printed: str) -> str:
    """``… if women``: behind a rule, ``if female`` would be a branch of it, as ``for women`` is."""
    first = condition.parts[0].pieces[0]
    if isinstance(first, n.Person) and printed.startswith(first.who):
        return _PEOPLE[first.who] + printed.removeprefix(first.who)
    return printed


def _clause(clause: n.Clause, names: NamePrinter) -> str:
    text = _part(clause.parts[0], names)
    for connective, part in zip(clause.connectives, clause.parts[1:], strict=True):
        text += _connective(connective) + _part(part, names)
    return text


def _connective(connective: tuple[n.Connective, ...]) -> str:
    *comma, word = ("or" if word == "and/or" else word for word in connective)
    if comma:
        return f", {word} "
    return {"/": "/", ",": ", "}.get(word, f" {word} ")


def _part(part: n.Part, names: NamePrinter) -> str:
    pieces = _age_first(_leads_once(part.pieces))
    printed = [_piece(index, pieces, names) for index in range(len(pieces))]
    text = printed[0]
    is_high = False
    for (before, piece), word in zip(pairwise(pieces), printed[1:], strict=True):
        is_high = not is_high and _is_end(before) and _is_end(piece)
        text += (" to " if is_high else " ") + word
    return text


def _is_end(piece: n.Piece) -> bool:
    """Tell whether ``piece`` may be an end of ``> 1.5 to < 3``."""
    return isinstance(piece, n.Bound) and isinstance(piece.amount, n.Amount) and not (piece.bare or piece.flipped)


def _kinds(pieces: Sequence[n.Piece], names: NamePrinter) -> set[str]:
    """Return of what kinds the first name among ``pieces`` may be."""
    first = next((piece for piece in pieces if isinstance(piece, n.Name)), None)
    return {names.kind(concept) for concept in first.concepts} if first else set()


def _leads_once(pieces: Sequence[n.Piece]) -> Sequence[n.Piece]:
    """``history of prior chemotherapy`` is printed as ``history of chemotherapy``, ``no current use of`` as ``no``."""
    once = [pieces[0], *(piece for before, piece in pairwise(pieces) if not _is_lead_again(before, piece))]
    if isinstance(once[0], n.Negation) and any(isinstance(piece, n.Name) and len(piece.concepts) > 1 for piece in once):
        once[1:] = pieces[1:]  # `not on magnesium`: the lead word tells the drug from the measure
    return [piece for index, piece in enumerate(once) if not _is_inside(piece, once[index + 1 : index + 2])]


def _is_inside(piece: n.Piece, after: Sequence[n.Piece]) -> bool:
    """``history of an allergy to`` is printed as ``allergy to``."""
    return isinstance(piece, n.Lead) and any(isinstance(lead, n.Lead) and lead.takes_in(piece) for lead in after)


def _is_lead_again(before: n.Piece, piece: n.Piece) -> bool:
    if isinstance(piece, n.Selection) and piece.kind == "any":
        return isinstance(before, n.Lead)  # `exposure to any`: the lead word says so
    if not isinstance(piece, n.Lead):
        return False
    said = "now" if isinstance(before, n.Negation) else before.relation if isinstance(before, n.Lead) else None
    return piece.relation == said


def _age_first(pieces: Sequence[n.Piece]) -> Sequence[n.Piece]:
    """``22–67 years old`` is printed as ``age 22–67 years``, behind a word for people too."""
    people = next((i for i, piece in enumerate(pieces) if not isinstance(piece, n.Person)), len(pieces))
    bounds = list(takewhile(_is_plain_bound, pieces[people:]))
    name = people + len(bounds)
    if not bounds or name == len(pieces) or not _is_age(pieces[name]):
        return pieces
    return (*pieces[:people], pieces[name], *bounds, *pieces[name + 1 :])


def _is_plain_bound(piece: n.Piece) -> bool:
    return isinstance(piece, n.Range) or (isinstance(piece, n.Bound) and not piece.flipped)


def _piece(index: int, pieces: Sequence[n.Piece], names: NamePrinter) -> str:
    piece, after = pieces[index], pieces[index + 1 :]
    match piece:
        case n.Name():
            return _name(piece, names)
        case n.Unknown():
            return piece.text
        case n.Value(text):
            return text.lower() if text[1:].islower() else text
        case n.Bound():
            return _bound(piece)
        case n.Range():
            return _range(piece)
        case n.LevelRange(low, high):
            return f"{low.text}–{high.text}"
        case n.Window():
            return _window(piece, names)
        case n.Course(comparison, length):
            return f"for {comparison} {_length(length)}"
        case n.Lead():
            return _lead(piece, after, names)
        case n.Started():
            return "diagnosed" if "condition" in _kinds(pieces, names) else "started"
        case n.Negation():
            is_of_rule = any(isinstance(other, n.Bracket | n.Bound | n.Range) for other in after)
            is_of_name = any(isinstance(other, n.Name) for other in after)
            return "not" if is_of_rule or not is_of_name or _is_on(after, names) else "no"
        case n.Bracket(rule):
            return f"({_rule(rule, names)})"
        case n.Confirmation(text) | n.Behind(_, text) | n.Proviso(_, text):
            return text
        case n.RatioOf(first, second):
            return f"ratio of {_name(first, names)} to {_name(second, names)}"
        case n.Person():
            return _person(piece, after)
        case n.Ask(question, label):
            escaped = question.replace('"', '\\"')
            return f'ask [{label}] "{escaped}"' if label else f'ask "{escaped}"'
        case _:
            return _word(piece)


def _word(
    piece: n.Selection | n.Context | n.Change | n.Limits | n.Except,
) -> str:
    match piece:
        case n.Except():
            return "except"
        case n.Limits():
            return "normal"
        case n.Context(name, is_method):
            return _METHODS[name] if is_method else name
        case n.Change(direction, after):
            noun = "change" if direction == "any" else direction
            return noun if after else f"{noun} in"
        case n.Selection(kind, count):
            if kind == "mean":
                return f"mean of the last {count}"
            return f"on at least {count} occasions" if kind == "occasions" else _SELECTIONS[kind]


def _person(person: n.Person, after: Sequence[n.Piece]) -> str:
    """Print a word for people, kept apart from a name behind it: ``male breast cancer`` is a name of its own."""
    if person.qualifies:
        return f"for {_PEOPLE[person.who]}"
    if person.who == "all":
        return "sex all"
    is_lasting = after and isinstance(after[0], n.Name | n.Lead | n.Negation) and not _is_age(after[0])
    return f"{_PEOPLE[person.who]} with" if is_lasting else person.who


def _is_age(piece: n.Piece) -> bool:
    return isinstance(piece, n.Name) and piece.concepts in (("age",), ("gestational_age",))


def _name(name: n.Name, names: NamePrinter) -> str:
    is_one = name.definition is None and len(name.concepts) == 1
    printed = marked(names.preferred(name.concepts[0]) if is_one else names.spelled(name.text))
    if name.alias is None or set(name.alias.concepts) & set(name.concepts):
        return printed
    return f"{printed} ({name.alias.text})"


def _is_on(pieces: Sequence[n.Piece], names: NamePrinter) -> bool:
    """Tell whether ``pieces`` are printed as ``on`` a drug."""
    return bool(pieces) and isinstance(pieces[0], n.Lead) and _lead(pieces[0], pieces[1:], names) == "on"


def _lead(lead: n.Lead, after: Sequence[n.Piece], names: NamePrinter) -> str:
    kinds = _kinds(after, names)
    if lead.relation == "now":
        return "on" if "drug" in kinds else "current"
    if lead.relation == "started":
        return "onset of" if "condition" in kinds else "start of"
    return _LEADS[lead.relation]


def _bound(bound: n.Bound) -> str:
    amount = bound.amount
    if isinstance(amount, n.Value):
        printed = amount.text
    elif isinstance(amount, n.PairAmount):
        printed = f"{_number(amount.first)}/{_number(amount.second)}" + _unit(amount.unit)
    else:
        printed = _amount(amount)
    if bound.bare:
        return printed
    if bound.flipped:
        turned = {"<": ">", "<=": "≥", ">": "<", ">=": "≤"}
        return f"{printed} {turned[bound.operator]}"
    return f"{_SIGNS[bound.operator]} {printed}"


def _amount(amount: n.Amount) -> str:
    restated = f" ({_amount(amount.restated)})" if amount.restated else ""
    if amount.relative_to:
        limit = amount.relative_to.upper()
        times = _number(amount.number)
        return (limit if times == "1" else f"{times} × {limit}") + restated
    if amount.unit and (time := _time_words(amount)):
        return time + restated
    return _number(amount.number) + _unit(amount.unit) + restated


def _time_words(amount: n.Amount) -> str | None:
    unit = (amount.unit or "").lower().rstrip("s")
    if unit not in ("year", "month", "week", "day", "hour"):
        return None
    return f"{_number(amount.number)} {unit}" + ("" if amount.number.value == 1 else "s")


def _range(range_: n.Range) -> str:
    low, high = range_.low, range_.high
    if low.unit in (None, high.unit) and not low.relative_to:
        return f"{_number(low.number)}–{_amount(high)}"
    return f"{_amount(low)} to {_amount(high)}"


def _number(number: n.Number) -> str:
    return number.text if number.text[0].isdigit() or number.text[0] == "." else decimal_text(number.value)


def _unit(unit: str | None) -> str:
    """Return the unit as clinicians print it, with its space: none before ``%`` and ``/min``."""
    if unit is None:
        return ""
    try:
        display = parse_unit(unit).display
    except UnitError:
        display = unit
    return display if display.startswith(("%", "/")) else f" {display}"


def _length(length: n.Length) -> str:
    return f"{_number(length.count)} {length.unit}" + ("" if length.count.value == 1 else "s")


def _window(window: n.Window, names: NamePrinter) -> str:
    before = f" before {_anchor(window.anchor, names)}" if window.anchor else ""
    if window.form == "past":
        return f"in the past {_length(window.length)}"
    if window.form == "not since":
        return f"{'less than' if window.strict else 'at most'} {_length(window.length)} since"
    if window.form == "since":
        return f"{'more than' if window.strict else 'at least'} {_length(window.length)} since"
    if window.form == "ago":
        return f"{'more than' if window.strict else 'at least'} {_length(window.length)}{before or ' ago'}"
    if window.strict:
        return f"less than {_length(window.length)}{before or ' ago'}"
    if window.least:
        return f"within {_number(window.least.count)} to {_length(window.length)}"
    return f"within {_length(window.length)}{before}"


def _anchor(anchor: n.Anchor, names: NamePrinter) -> str:
    return f"diagnosis of {_name(anchor.of, names)}" if anchor.of else anchor.name
