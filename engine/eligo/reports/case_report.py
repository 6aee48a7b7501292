"""What the cases of a trial gave: which failed, and what they have not tried yet."""

from __future__ import annotations

from collections.abc import Sequence

from eligo.casebook.coverage import SIDES, BoundCoverage, Coverage
from eligo.casebook.running import Outcome
from eligo.diagnostics.columns import display_width, pad, wrapped
from eligo.diagnostics.palette import Palette


def render(name: str, outcomes: Sequence[Outcome], coverage: Coverage, *, width: int = 80, colour: bool = False) -> str:
    """Return the report on the case file ``name``: a line a case, then the criteria and bounds and what is untried."""
    palette = Palette(colour)
    passed = sum(outcome.passed for outcome in outcomes)
    lines = [palette.paint(f"{name}: {passed} of {len(outcomes)} cases pass", "strong")]
    for outcome in outcomes:
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
    parts = [
        f"{side} ({', '.join(sorted(unit or 'no unit' for unit in bound.tried[side]))})" if bound.tried[side] else ""
        for side in SIDES
    ]
    untried = [side for side in SIDES if not bound.tried[side]]
    tried = ", ".join(part for part in parts if part)
    if not untried:
        return tried
    return f"{tried or 'not tried'}" + (f"; not {' or '.join(untried)}" if tried else "")
