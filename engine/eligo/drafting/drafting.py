"""Lines to what they become: rules, questions, headings, and groups with their items."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum

from eligo.drafting.headings import (
    adds_nothing,
    group_line,
    is_bare_topic,
    is_chapter,
    is_topic,
    says_nothing,
    window_of,
)
from eligo.drafting.labels import Labels
from eligo.drafting.model import Drafted, Line, Reading, Reason
from eligo.drafting.reading import Reader
from eligo.drafting.wordings.spreading import spread
from eligo.rules.ages import is_age
from eligo.rules.context import Context, Refused
from eligo.rules.model import Ask, Change, Grade, Measure, Ratio, Rule, Section
from eligo.rules.resolving import resolve_rule
from eligo.rules.walking import leaves_of, parts_of
from eligo.syntax import nodes as n
from eligo.syntax.canonical import print_rule
from eligo.syntax.layout.phrases import GroupLine

#: characters of a line that a note or a reason repeats
_SHOWN = 300
#: an item of a group has to fit into a criterion
_ITEM_AT_MOST = 1800
#: the list of a head such as `History of:`, of which any item excludes
_ANY = GroupLine("any", None)
#: a whole sentence of the old registry style, which means the same below whatever topic
_WHOLE = re.compile(r"(?:no|not|at least|more than) ", re.IGNORECASE)


class _Tie(Enum):
    """How much the heading above says of what a line below it means."""

    FREE = "nothing"
    TOPIC = "what the line is about"
    BOUND = "something that the line alone does not say"


@dataclass(frozen=True, slots=True)
class _Place:
    """What a line stands below."""

    tie: _Tie = _Tie.FREE
    heading: str = ""
    #: that of every value below, as words behind it
    window: str = ""


@dataclass(slots=True)
class Drafter:
    """Drafts the lines of one text. ``refused`` are lines, by number, that are to stay questions, and why."""

    reader: Reader
    refused: Mapping[int, Reason] = field(default_factory=dict[int, Reason])
    labels: Labels = field(default_factory=Labels)
    drafted: dict[int, Drafted] = field(default_factory=dict[int, Drafted])

    def draft(self, lines: list[Line]) -> list[Drafted]:
        """Return what each of ``lines`` becomes, in their order."""
        for line in lines:
            if line.parent is None:
                self._line(line, _Place())
        return [self.drafted[line.number] for line in lines]

    def _line(self, line: Line, place: _Place) -> None:
        if line.heads is not None or (says_nothing(line.text) and not line.children):
            self._keep(Drafted(line, "heading"))
        elif line.is_parent and not line.children and not _stands_empty(line):
            self._question(line, place, Reason("E407", "it opens a list that does not follow"))
        elif line.is_parent or (line.children and not line.bullet and is_bare_topic(line.text)):
            self._heading(line, place)
        elif line.children:
            self._question(line, place, Reason("E407", "the lines below it may change what it says"))
            self._below(line, _Place(_Tie.BOUND, line.text))
        else:
            self._criterion(line, place)

    def _keep(self, drafted: Drafted) -> Drafted:
        self.drafted[drafted.line.number] = drafted
        return drafted

    def _below(self, line: Line, place: _Place) -> None:
        for child in line.children:
            self._line(child, place)

    # --- headings and groups

    def _heading(self, line: Line, place: _Place) -> None:
        is_plain = place.tie is _Tie.FREE and not line.scope
        opening = group_line(line.text, line.section)
        if opening is not None and is_plain and self._group(line, opening):
            return
        taken_on = spread(line.text, line.section, self.reader.names) if is_plain and opening is None else None
        if taken_on and self._group(line, _ANY, taken_on):
            return
        self._keep(Drafted(line, "heading"))
        self._below(line, _place_below(line, place))

    def _group(self, line: Line, opening: GroupLine, taken_on: str = "") -> bool:
        """Make a group of ``line`` and its list, each item with the words ``taken_on``; tell whether that could be."""
        too_long = any(len(child.text) > _ITEM_AT_MOST for child in line.children)
        if line.number in self.refused or too_long or not line.children or any(c.loose for c in line.children):
            return False
        label = self.labels.of(f"{opening.kind} {line.children[0].text}", None)
        items = [self._item(child, opening, taken_on) for child in line.children]
        node = n.Group(opening.kind, opening.number, tuple(map(node_of, items)))
        try:
            rule = resolve_rule(node, Context(self.reader.vocabulary, line.section, key=label))
        except Refused:
            return False
        canonical = print_rule(node, self.reader.printer)
        self._keep(Drafted(line, "rule", label, Reading(node, rule, canonical), is_group=True, items=items))
        return True

    def _item(self, line: Line, opening: GroupLine, taken_on: str = "") -> Drafted:
        inner = replace_section(line.section, opening)
        nested = group_line(line.text, inner) if not taken_on else None
        if nested is not None and self._group(line, nested):
            return self.drafted[line.number]
        if line.children:
            below = _descendants(line)
            for child in below:
                self._keep(Drafted(child, "question", reading=Reading(reason=_below_reason(line.text))))
            note = _shown("With: " + "; ".join(child.text for child in below))
            reading = Reading(reason=Reason("E407", "the lines below it may change what it says"))
            return self._keep(Drafted(line, "question", self.labels.of(line.text, None), reading, note))
        reading = self._read(line, inner, {"any": "or", "all": "and"}.get(opening.kind, ""), taken_on)
        note = f"It stands below: {taken_on}" if taken_on and reading.rule is None else None
        return self._keep(self._of_reading(line, reading, note))

    # --- criteria

    def _criterion(self, line: Line, place: _Place) -> None:
        if line.scope:
            self._question(line, _Place(_Tie.BOUND, line.scope), _below_reason(line.scope))
        elif place.tie is _Tie.BOUND:
            self._question(line, place, _below_reason(place.heading))
        elif place.window:
            reading = self._in_window(line, place.window)
            if reading is None:
                self._question(line, replace(place, tie=_Tie.BOUND), _below_reason(place.heading))
            else:
                self._keep(self._of_reading(line, reading, f"It stands below: {_shown(place.heading)}"))
        else:
            reading = self._read(line, line.section, "")
            if place.heading and (reading.rule is None or is_age(reading.rule)):
                reading = self._with_topic(line, place.heading) or reading
            if reading.rule is not None and place.tie is _Tie.TOPIC and not _is_whole(line.text, reading.rule):
                self._question(line, place, _below_reason(place.heading))
            else:
                self._keep(self._of_reading(line, reading, _note(place, reading)))

    def _read(self, line: Line, section: Section | None, joined: str, taken_on: str = "") -> Reading:
        if line.number in self.refused:
            return Reading(reason=self.refused[line.number])
        if line.is_joined and not joined:
            return Reading(reason=Reason("E407", "the line before it ends in a connective that joins both"))
        return self.reader.read(f"{taken_on} {line.text}".strip(), section, joined)

    def _with_topic(self, line: Line, heading: str) -> Reading | None:
        """``Age:`` and below it ``18 and over``: read both together where the heading is the name of a measure."""
        if line.number in self.refused or not self.reader.names.vocabulary.exact(heading.rstrip(" :")):
            return None
        reading = self.reader.read(f"{heading.rstrip(' :')} {line.text}", line.section, "")
        return reading if reading.rule is not None else None

    def _in_window(self, line: Line, window: str) -> Reading | None:
        """Read the values of ``line`` with the ``window`` of its heading; None where it is of anything else."""
        plain = self._read(line, line.section, "")
        if plain.rule is None or not all(_lacks_window(leaf) for leaf in leaves_of(plain.rule)):
            return None
        reading = self.reader.read(f"{line.text.rstrip(' .;,')} {window}", line.section, "")
        if reading.rule is None or any(_lacks_window(leaf) for leaf in leaves_of(reading.rule)):
            return None
        return reading

    def _question(self, line: Line, place: _Place, reason: Reason) -> None:
        note = f"It stands below: {_shown(place.heading)}" if place.tie is not _Tie.FREE else None
        self._keep(Drafted(line, "question", self.labels.of(line.text, None), Reading(reason=reason), note))

    def _of_reading(self, line: Line, reading: Reading, note: str | None = None) -> Drafted:
        label = self.labels.of(line.text, reading.rule)
        if reading.node is not None and reading.rule is not None and _asks(reading.rule):
            # questions inside a rule are called by its label
            context = Context(self.reader.vocabulary, line.section, key=label)
            reading = replace(reading, rule=resolve_rule(reading.node, context))
        return Drafted(line, "question" if reading.rule is None else "rule", label, reading, note)


def node_of(drafted: Drafted) -> n.Criterion:
    """Return the item of a group that ``drafted`` is."""
    return n.Criterion(drafted.label, drafted.line.text, drafted.note, drafted.reading.node, text=drafted.reading.text)


def replace_section(section: Section | None, opening: GroupLine) -> Section | None:
    """Return the section that decides inside a group: none where the group turns or counts what it lists."""
    return section if opening.kind in ("any", "all") else None


def _place_below(line: Line, place: _Place) -> _Place:
    heading = line.text.rstrip(" :")
    if place.tie is _Tie.BOUND:
        return _Place(_Tie.BOUND, f"{place.heading} / {heading}")
    if adds_nothing(line.text, line.section):
        return replace(place, heading=heading)
    if place.tie is _Tie.FREE and not place.window and (window := window_of(line.text, line.section)):
        return _Place(_Tie.FREE, heading, window)
    if place.window:
        return _Place(_Tie.BOUND, f"{place.heading} / {heading}")
    return _Place(_Tie.TOPIC if is_topic(line.text) else _Tie.BOUND, heading)


def _stands_empty(line: Line) -> bool:
    """Tell whether ``line`` is a heading that may stand without lines of its own."""
    return adds_nothing(line.text, line.section) or is_chapter(line.text)


def _is_whole(text: str, rule: Rule) -> bool:
    """Tell whether a line means the same below a topic as by itself: it names what it bounds, or is whole."""
    if _WHOLE.match(text):
        return True
    return all(isinstance(part, Measure | Grade | Ratio | Change) for part in leaves_of(rule))


def _lacks_window(leaf: Rule) -> bool:
    """Tell whether ``leaf`` bounds a value of whatever time."""
    return isinstance(leaf, Measure | Ratio) and leaf.window is None


def _asks(rule: Rule) -> bool:
    return any(isinstance(part, Ask) for part in parts_of(rule))


def _descendants(line: Line) -> list[Line]:
    found: list[Line] = []
    for child in line.children:
        found += [child, *_descendants(child)]
    return found


def _note(place: _Place, reading: Reading) -> str | None:
    """A question below a heading is asked together with it."""
    if reading.rule is not None or not place.heading:
        return None
    return f"It stands below: {_shown(place.heading)}"


def _below_reason(heading: str) -> Reason:
    return Reason("E407", f"it stands below `{_shown(heading)}`, which may say more of it")


def _shown(text: str) -> str:
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"
