"""One code and one display for each unit, whatever way it was written."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from eligo.quantities.table import Annotation, table
from eligo.quantities.ucum import Component

_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


class Parts(Struct, frozen=True):
    """A unit's components above and below the slash, ones left out, annotations that mean nothing dropped."""

    above: tuple[Component, ...]
    below: tuple[Component, ...]

    @property
    def components(self) -> tuple[Component, ...]:
        """Return all of them."""
        return self.above + self.below

    @property
    def tag(self) -> str | None:
        """Return what the annotations and the atoms say beyond the dimension."""
        tags = {tag for component in self.components for tag in _tags(component) if tag}
        return ", ".join(sorted(tags)) or None


def parts_of(components: tuple[Component, ...]) -> Parts:
    """Sort components by the sign of their power, in the order written."""
    kept = [c for c in map(_with_known_annotation, components) if _says_something(c)]
    above = [c for c in kept if c.power > 0]
    # a power of ten that would stand alone below keeps its sign: 10*-3, not /10*3
    if not above:
        above = [c for c in kept if _is_ten(c)]
    below = [c for c in kept if c not in above]
    return Parts(*_suffix_raised(above, below))


def _with_known_annotation(component: Component) -> Component:
    known = _annotation(component)
    return replace(component, annotation=known.code if known else None)


def _annotation(component: Component) -> Annotation | None:
    return table().annotations.get(component.annotation) if component.annotation else None


def _tags(component: Component) -> tuple[str | None, str | None]:
    annotation = _annotation(component)
    return annotation and annotation.tag, component.atom and component.atom.tag


def _says_something(component: Component) -> bool:
    return component.power != 0 and (
        component.atom is not None or component.number != 1 or component.annotation is not None
    )


def _suffix_raised(
    above: list[Component], below: list[Component]
) -> tuple[tuple[Component, ...], tuple[Component, ...]]:
    """Let an annotation of a unit below the slash (``ug/mL{FEU}``) qualify the first above: it is of the quantity."""
    for index, component in enumerate(below):
        first = above[0] if above else None
        if component.annotation and component.atom is not None and first is not None and first.annotation is None:
            above = [replace(first, annotation=component.annotation), *above[1:]]
            below = [*below[:index], replace(component, annotation=None), *below[index + 1 :]]
    return tuple(above), tuple(below)


def canonical_code(parts: Parts) -> str:
    """Return the one UCUM code: factors above joined by dots, then each below after its slash."""
    above = ".".join(_code(c) if c.power > 0 else f"10*{c.power}" for c in parts.above)
    below = "".join("/" + _code_below(group) for group in _groups(parts.below))
    return above + below or "1"


def _code_below(group: tuple[Component, ...]) -> str:
    codes = ".".join(_code(c) for c in group)
    return f"({codes})" if len(group) > 1 else codes


def _groups(below: tuple[Component, ...]) -> list[tuple[Component, ...]]:
    """Return the components below the slash, a count together with the unit it counts (``24 h``)."""
    groups: list[tuple[Component, ...]] = []
    for component in below:
        if groups and len(groups[-1]) == 1 and _is_count(groups[-1][0]) and component.atom is not None:
            groups[-1] = (*groups[-1], component)
        else:
            groups.append((component,))
    return groups


def _is_count(component: Component) -> bool:
    return component.atom is None and component.number != 1


def _code(component: Component) -> str:
    if component.atom is None and component.number == 1:
        return component.annotation or "1"
    power = abs(component.power)
    exponent = "" if power == 1 and not _is_ten(component) else str(power)
    return component.symbol + exponent + (component.annotation or "")


def display_of(parts: Parts) -> str:
    """Return the unit as clinicians print it: ``×10⁹/L``, ``mL/min/1.73 m²``, ``µg/mL FEU``; empty for one."""
    above = "·".join(_shown(c, below=False) for c in parts.above)
    if parts.above and _is_ten(parts.above[0]):
        above = "×" + above.replace("·", " ", 1)
    below = "".join("/" + " ".join(_shown(c, below=True) for c in group) for group in _groups(parts.below))
    return above + below + "".join(map(_suffix, parts.components))


def _is_ten(component: Component) -> bool:
    return component.atom is not None and component.atom.code == "10*"


def _suffix(component: Component) -> str:
    """Return what an annotation of a unit adds at the end of the whole: `` predicted``, `` FEU``."""
    annotation = _annotation(component)
    return f" {annotation.shown}" if annotation and component.atom is not None else ""


def _shown(component: Component, *, below: bool) -> str:
    if component.atom is None:
        annotation = _annotation(component)
        return annotation.shown if annotation and component.number == 1 else str(component.number)
    if _is_ten(component):
        return "10" + str(abs(component.power) if below else component.power).translate(_RAISED)
    power = abs(component.power)
    exponent = "" if power == 1 else str(power).translate(_RAISED)
    symbol = component.atom.below if below else component.atom.shown
    return ("µ" if component.prefix == "u" else component.prefix) + symbol + exponent
