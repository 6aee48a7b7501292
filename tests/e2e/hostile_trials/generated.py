"""The hostile trials that are too large, or too odd, to be written down: each function returns one."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

MEGABYTE = 1_000_000
_THOUSAND = 1_000


def _nested(depth: int) -> str:
    return "\n".join(" " * level + ("- any of:" if level < depth - 1 else "- asthma") for level in range(depth))


def _billion_laughs() -> str:
    """Return definitions each of which names the one before it ten times: expanded, ten thousand million terms."""
    lines = ["define laugh zero: asthma"]
    names = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    for before, name in pairwise(names):
        lines.append(f"define laugh {name}: " + " or ".join([f"laugh {before}"] * 10))
    return "\n".join([*lines, "- laugh ten"])


GENERATED: dict[str, Callable[[], str]] = {
    "lone_surrogate": lambda: "- asthma \ud800",
    "a_megabyte_and_a_byte": lambda: "#" * (1_048_576 + 1),
    "brackets": lambda: "- " + "(" * MEGABYTE,
    "quotation_marks": lambda: '"' * MEGABYTE,
    "quotation_marks_behind_a_bullet": lambda: "- " + '"' * MEGABYTE,
    "escaped_quotation_marks": lambda: '- "' + '\\"' * (MEGABYTE // 2),
    "bullets": lambda: "- \n" * 100_000,
    "bullets_on_one_line": lambda: "- " * 100_000,
    "line_ends": lambda: "\n" * MEGABYTE,
    "carriage_returns": lambda: "\r" * MEGABYTE,
    "nulls": lambda: "\0" * MEGABYTE,
    "apostrophes": lambda: "- " + "'" * MEGABYTE,
    "open_names": lambda: "- " + " 'a" * (MEGABYTE // 3),
    "backslashes": lambda: "- " + "\\" * MEGABYTE,
    "square_brackets": lambda: "- " + "[" * MEGABYTE,
    "spaces_inside": lambda: "- asthma" + " " * MEGABYTE + "or epilepsy",
    "digits": lambda: "age " + "9" * MEGABYTE,
    "synonyms": lambda: "concept 'a': drug" + ", also 'b'" * 90_000,
    "open_quotations": lambda: '- "a\n' * 1_999,
    "long_sentence": lambda: f'- "{"word " * 1_800}"',
    "long_rule": lambda: "- " + " or ".join(["asthma"] * 900),
    "long_note": lambda: f'- asthma\n    note "{"word " * 1_800}"',
    "thousand_brackets": lambda: "- " + "(" * _THOUSAND + "asthma" + ")" * _THOUSAND,
    "thousand_negations": lambda: "- " + "not (" * _THOUSAND + "asthma" + ")" * _THOUSAND,
    "huge_exponent": lambda: f"- platelets > 10^{'9' * _THOUSAND}/L",
    "long_unit": lambda: "- creatinine > 5 " + "/".join(["mg"] * _THOUSAND),
    "nested_65": lambda: _nested(65),
    "nested_1000": lambda: _nested(_THOUSAND),
    "digits_of_a_group": lambda: f"- at least {'9' * 7_000} of:\n    - asthma",
    "billion_laughs": _billion_laughs,
}
