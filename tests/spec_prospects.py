"""What a specification says of the prospects of a screening: what would settle it, near misses, until when it holds."""

from __future__ import annotations

from typing import Final

from eligo.screening import Screening

#: the words that such lines begin with
PROSPECTS: Final = ("settle", "missed", "until")


def check_prospects(result: Screening, lines: list[str]) -> None:
    """Compare ``lines`` with all that is found of the kinds that they begin with, in order."""
    found = [f"settle {one.ask} [{', '.join(one.criteria)}]" for one in result.settle]
    for one in result.near_misses:
        margin = [] if one.margin is None else [one.margin]
        passes = [] if one.passes_from is None else ["from", one.passes_from]
        found.append(" ".join(["missed", one.id, *margin, *passes]))
    if not result.near_misses:
        found.append("missed nothing")
    found.append(f"until {result.valid_until}")
    kinds = {line.split()[0] for line in lines}
    told = "\n".join(found)
    assert [line for line in found if line.split()[0] in kinds] == lines, told
