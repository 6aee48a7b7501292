"""How many registry lines a second one process drafts, the vocabulary loaded. DESIGN §6 asks for 2,000.

    python tests/benchmarks/drafting.py [--lines 12000] [--profile]

Every line is read once: a line that stands in the corpus twice is left out the second time, so that readings kept from
before do not flatter the number.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LINES = ROOT.parent / "shared" / "corpus" / "dev_lines.jsonl"
sys.path.insert(0, str(ROOT / "engine"))

from eligo.drafting.answering import LineAnswers  # noqa: E402 (the path comes first)

REACH = 2000


def main() -> None:
    """Print the rate of single lines, as `eligo draft --each-line` answers them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=12_000)
    parser.add_argument("--profile", action="store_true")
    arguments = parser.parse_args()
    if not LINES.exists():
        print("skipped: the corpus of registered trials is absent")
        return
    asked = _questions()[: arguments.lines]
    answers = LineAnswers()
    answers.answer(b'{"id": 0, "section": "inclusion", "text": "age over 18 years"}')
    profile = cProfile.Profile() if arguments.profile else None
    if profile:
        profile.enable()
    start = time.process_time()
    kinds = [answers.answer(line)["kind"] for line in asked]
    seconds = time.process_time() - start
    if profile:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)
    rate = len(asked) / seconds
    print(f"{len(asked):,} different lines, {kinds.count('rule'):,} of them rules, in {seconds:.2f} s of CPU")
    print(f"{rate:,.0f} lines a second; asked: {REACH:,}; ratio {rate / REACH:.2f}")


def _questions() -> list[bytes]:
    seen: dict[tuple[str, str], bytes] = {}
    for written in LINES.read_text(encoding="utf-8").splitlines():
        line: dict[str, Any] = json.loads(written)
        asked = {"id": line["i"], "section": line["section"], "text": line["text"]}
        seen.setdefault((line["section"], line["text"]), json.dumps(asked).encode())
    return list(seen.values())


if __name__ == "__main__":
    main()
