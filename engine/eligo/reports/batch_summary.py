"""What a batch gave, for the person who started it: counts alone, nothing of any patient."""

from __future__ import annotations

from collections import Counter

from eligo.batch import Tally, TrialTally
from eligo.diagnostics.columns import display_width, pad

#: so many of the criteria that fail or are open are named
_MOST = 8
_COLUMNS = ("eligible", "undetermined", "ineligible")


def render(tally: Tally) -> str:
    """Return a table of verdicts by trial, below it the criteria on which most patients failed or were undetermined.

    One patient counts for every criterion that fails, so the counts of criteria overlap.
    """
    screened = tally.patients - tally.unreadable.total()
    lines = [
        f"{_counted(tally.patients, 'patient', 'patients')}, {_counted(len(tally.trials), 'trial', 'trials')}",
        "",
        *_verdicts(tally),
    ]
    for trial in tally.trials:
        lines += _criteria(trial, screened)
    if tally.unreadable:
        codes = ", ".join(f"{count:,} {code}" for code, count in sorted(tally.unreadable.items()))
        total = tally.unreadable.total()
        lines += [
            "",
            f"{_counted(total, 'patient', 'patients')} could not be screened ({codes}): the lines with an error",
        ]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _verdicts(tally: Tally) -> list[str]:
    width = max([len("trial"), *(display_width(trial.trial) for trial in tally.trials)])
    rows = [pad("trial", width) + "".join(f"  {column:>12}" for column in _COLUMNS)]
    for trial in tally.trials:
        counts = "".join(f"  {trial.verdicts[column]:>12,}" for column in _COLUMNS)
        rows.append(pad(trial.trial, width) + counts)
    return rows


def _criteria(trial: TrialTally, screened: int) -> list[str]:
    lines: list[str] = []
    for title, counts in (("fails", trial.failing), ("is open", trial.unknown)):
        if counts:
            lines += ["", f"{trial.trial}: patients of whom the criterion {title}", *_most(counts, screened)]
    return lines


def _most(counts: Counter[str], screened: int) -> list[str]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    width = max(len(id) for id, _ in ordered[:_MOST])
    # per cents are rounded down: 100 % is everybody
    lines = [f"  {id:<{width}}  {count:>9,}  {100 * count // screened:>3} %" for id, count in ordered[:_MOST]]
    left = len(ordered) - _MOST
    return [*lines, f"  and {_counted(left, 'criterion', 'criteria')} more"] if left > 0 else lines


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
