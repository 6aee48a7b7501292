"""What the cases of a trial gave: which failed, and what they have not tried yet."""

from __future__ import annotations

from collections.abc import Sequence

from eligo.casebook.coverage import SIDES, BoundCoverage, Coverage
from eligo.casebook.running import Outcome
from eligo.diagnostics.columns import display_width, pad, wrapped
from eligo.diagnostics.palette import Palette


def render(
    name: str,
    outcomes: Sequence[Outcome],
    coverage: Coverage,
    *,
    verbose: bool = False,
    width: int = 80,
    colour: bool = False,
) -> str:
    """Return the report on the case file ``name``: the cases that fail, then what all of them have tried.

    ``verbose`` names the cases that pass too.
    """
    palette = Palette(colour)
    passed = sum(outcome.passed for outcome in outcomes)
    lines = [palette.paint(f"{name}: {passed} of {len(outcomes)} cases pass", "strong")]
    for outcome in outcomes:
        if outcome.passed and not verbose:
            continue
        mark = palette.paint("pass", "good") if outcome.passed else palette.paint("FAIL", "error")
        first, *rest = wrapped(outcome.case.name, width - 8, "")
        lines += [f"  {mark}  {first}", *(f"        {line}" for line in rest)]
    return "".join(f"{line}\n" for line in [*lines, *_criteria(coverage, width), *_bounds(coverage, width)])


def _criteria(coverage: Coverage, width: int) -> list[str]:
    complete = sum(criterion.complete for criterion in coverage.criteria)
    lines = [f"criteria seen both holding and not holding: {complete} of {len(coverage.criteria)}"]
    for holds, words in (("yes", "never seen holding"), ("no", "never seen not holding")):
        lacking = [criterion.criterion for criterion in coverage.criteria if holds not in criterion.seen]
        if lacking:
            lines += wrapped(", ".join(lacking), width, f"  {words}: ", "    ")
    return lines


def _bounds(coverage: Coverage, width: int) -> list[str]:
    if not coverage.bounds:
        return []
    complete = sum(all(bound.tried.values()) for bound in coverage.bounds)
    lines = [f"bounds tried below, on and above: {complete} of {len(coverage.bounds)}"]
    names = [f"{bound.criterion}: {bound.concept} {bound.test}" for bound in coverage.bounds]
    column = min(max(map(display_width, names)), width // 2)
    for name, bound in zip(names, coverage.bounds, strict=True):
        lines += wrapped(_tried(bound), width, f"  {pad(name, column)}  ", " " * (column + 4))
    return lines


def _tried(bound: BoundCoverage) -> str:
    """Return the sides of a bound that were tried and in which units, those tried in the same units together."""
    by_units: dict[str, list[str]] = {}
    for side in SIDES:
        if bound.tried[side]:
            units = ", ".join(sorted(unit or "as a number" for unit in bound.tried[side]))
            by_units.setdefault(units, []).append(side)
    untried = [side for side in SIDES if not bound.tried[side]]
    parts = [f"{', '.join(sides)} ({units})" for units, sides in by_units.items()]
    return "; ".join([*parts, *([f"untried: {', '.join(untried)}"] if untried else [])])
