"""Draw compiled lines of the corpus at random, to be read against their canonical form, and count what readers found.

    python tests/corpus/draw.py --seed 7 [--lines 300]     lines with their canonical forms, one JSON object a line
    python tests/corpus/draw.py --rates                    what `precision.csv` records, draw by draw

The draw is spread over the census classes: each has a share of the draw like its share of the rules, and at least
`_LEAST` lines. A seed gives the same draw as long as the same lines are rules.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from report import CORPUS, Line, Reader, corpus_lines  # noqa: E402 (the path comes first)

RECORD = HERE / "precision.csv"
_LEAST = 5


def compiled() -> dict[str, list[tuple[Line, str]]]:
    """Return the lines that are rules, with their canonical forms, by census class."""
    reader = Reader()
    found: dict[str, list[tuple[Line, str]]] = defaultdict(list)
    for line in corpus_lines():
        reading = reader.read(line.text, line.section)
        if reading.rule is not None:
            found[line.census].append((line, reading.canonical or ""))
    return found


def drawn(seed: int, count: int) -> list[tuple[Line, str]]:
    """Return ``count`` or a few more lines, spread over the classes."""
    by_class = compiled()
    total = sum(map(len, by_class.values()))
    dice = random.Random(seed)
    chosen: list[tuple[Line, str]] = []
    for _, lines in sorted(by_class.items()):
        share = max(_LEAST, round(count * len(lines) / total))
        chosen += dice.sample(lines, min(share, len(lines)))
    return chosen


def main() -> None:
    """Print a draw, or the rates of the draws that were read."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--lines", type=int, default=300)
    parser.add_argument("--rates", action="store_true")
    arguments = parser.parse_args()
    if arguments.rates:
        _print_rates()
    elif not CORPUS.exists():
        print("skipped: the corpus of registered trials is absent")
    else:
        for line, canonical in drawn(arguments.seed, arguments.lines):
            row = {
                "id": line.id,
                "class": line.census,
                "section": line.section,
                "text": line.text,
                "canonical": canonical,
            }
            print(json.dumps(row, ensure_ascii=False))


def _print_rates() -> None:
    verdicts: dict[str, Counter[str]] = defaultdict(Counter)
    with RECORD.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            verdicts[row["draw"]][row["verdict"]] += 1
    for draw, counts in verdicts.items():
        read = sum(counts.values())
        print(f"draw {draw}: {counts['wrong']} wrong of {read} read ({counts['wrong'] / read:.1%})")


if __name__ == "__main__":
    main()
