"""How much of the corpus becomes rules, and what to add to the vocabulary or the language next.

    python tests/corpus/report.py [--names 60] [--reasons 8] [--class TEXT] [--show CODE [--seed 1]]

For each census class of the development lines: the share that becomes rules, and the most frequent reasons of the
rest. Then the names that keep most lines from being rules, those first that are all that keeps a line. ``--class``
limits it to classes with this text in their name, ``--show`` prints a sample, drawn by the seed, of the lines that
stayed questions for a reason of this code (``any``: of whatever code), with the reason and the unknown words.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple, cast

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
sys.path.insert(0, str(ROOT / "engine"))

from eligo.drafting.reading import Reader  # noqa: E402 (the path comes first)
from eligo.rules.model import Section  # noqa: E402
from eligo.syntax.snippet import clean  # noqa: E402
from eligo.syntax.tokens.lexer import tokens_of  # noqa: E402

_SHOWN = 40


class Line(NamedTuple):
    """A line of the corpus and its census class."""

    id: str
    section: Section | None
    text: str
    census: str


def corpus_lines() -> Iterator[Line]:
    """Yield the development lines with their classes."""
    with CORPUS.joinpath("dev_classes.csv").open(encoding="utf-8", newline="") as file:
        classes = {(row["nct_id"], row["i"]): row["class"] for row in csv.DictReader(file)}
    with CORPUS.joinpath("dev_lines.jsonl").open(encoding="utf-8") as file:
        for written in file:
            line: dict[str, Any] = json.loads(written)
            section = cast("Section | None", None if line["section"] == "none" else line["section"])
            census = classes.get((line["nct_id"], str(line["i"])), "?")
            yield Line(f"{line['nct_id']}/{line['i']}", section, line["text"], census)


def unknown_names(reader: Reader, text: str) -> list[str]:
    """Return the runs of words in ``text`` that nothing knows."""
    tokens = tokens_of(clean(text).text, reader.names).tokens
    return [str(token).lower().strip() for token in tokens if token.type == "UNKNOWN"]


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=60)
    parser.add_argument("--reasons", type=int, default=8)
    parser.add_argument("--class", dest="census", default="")
    parser.add_argument("--show", default="")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    if not CORPUS.exists():
        print("skipped: the corpus of registered trials is absent")
        return
    reader = Reader()
    lines, rules = Counter[str](), Counter[str]()
    reasons: dict[str, Counter[str]] = defaultdict(Counter)
    names, alone = Counter[str](), Counter[str]()
    shown = 0
    chosen = [line for line in corpus_lines() if arguments.census in line.census]
    random.Random(arguments.seed).shuffle(chosen)
    for line in chosen:
        lines[line.census] += 1
        reading = reader.read(line.text, line.section)
        if reading.rule is not None:
            rules[line.census] += 1
        elif reading.reason is not None:
            reasons[line.census][f"{reading.reason.code} {_folded(reading.reason.message, reading.reason.code)}"] += 1
            found = unknown_names(reader, line.text)
            names.update(set(found))
            if len(found) == 1:
                alone.update(found)
            if arguments.show in (reading.reason.code, "any") and shown < _SHOWN:
                shown += 1
                print(f"{line.id} [{line.section}] {line.text}\n    {reading.reason.message}  {found}")
    _print_classes(lines, rules, reasons, arguments.reasons)
    print(f"\n{arguments.names} of {len(names):,} names that nothing knows: lines that lack only it, lines with it")
    for name, count in alone.most_common(arguments.names):
        print(f"{count:6,} {names[name]:6,}  {name}")


def _folded(message: str, code: str) -> str:
    """Return a message that counts together whatever names it holds; vague words are told apart."""
    return message.lower() if code == "E402" else re.sub(r"`[^`]*`", "`…`", message)


def _print_classes(lines: Counter[str], rules: Counter[str], reasons: dict[str, Counter[str]], listed: int) -> None:
    total = sum(lines.values())
    print(f"{sum(rules.values()):,} of {total:,} lines are rules: {sum(rules.values()) / max(1, total):.1%}\n")
    for census, count in lines.most_common():
        print(f"{rules[census] / count:6.1%} of {count:6,}  {census}")
        for reason, times in reasons[census].most_common(listed):
            print(f"           {times:6,}  {reason}")


if __name__ == "__main__":
    main()
