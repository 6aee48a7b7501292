"""Read ``*.cases.toml``: TOML, checked field by field, every problem at the case that it belongs to."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from difflib import get_close_matches
from pathlib import Path
from typing import Any, cast, get_args

from eligo.casebook.cases import Case, CaseFile
from eligo.diagnostics import Diagnostic, Label, Source, Span
from eligo.diagnostics.toml_text import not_toml
from eligo.screening.result import Holds, Verdict

SUFFIX = ".cases.toml"
#: the fields of a fact sheet that a case may give, and the shape of each
SHEET_FIELDS: dict[str, tuple[type, ...]] = {
    "patient": (dict,),
    "as_of": (str, object),  # a date of TOML too; the fact sheet says what is wrong with any other
    "dates": (dict,),
    "facts": (dict, list),
    "answers": (dict,),
    "complete": (list,),
    "ranges": (list,),
}
_FIELDS = ("name", "base", "verdict", "holds", *SHEET_FIELDS)
_LARGEST = 1 << 20
_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*case[ \t]*\]\]", re.MULTILINE)


def cases_beside(trial: str | Path) -> Path:
    """Return where the cases of the trial file ``trial`` stand: ``X.cases.toml`` beside ``X.elig``."""
    path = Path(trial)
    return path.with_name(path.name.removesuffix(".elig") + SUFFIX)


def read_cases(data: bytes, name: str) -> tuple[CaseFile | None, list[Diagnostic]]:
    """Return the cases in ``data``, shown under ``name``, and every problem (E705); None where there is one."""
    if len(data) > _LARGEST:
        return None, [Diagnostic("E705", "a case file has at most 1 MB", source=Source(name, ""))]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, [Diagnostic("E705", "the case file is not UTF-8", source=Source(name, ""))]
    try:
        tree = tomllib.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:  # a date that is none is a plain ValueError
        return None, [not_toml("E705", "the case file is not TOML", error, Source(name, text))]
    return _Reader(Source(name, text), tree).read()


class _Reader:
    def __init__(self, source: Source, tree: dict[str, Any]) -> None:
        self._source = source
        self._tree = tree
        self._problems: list[Diagnostic] = []

    def read(self) -> tuple[CaseFile | None, list[Diagnostic]]:
        entries = self._entries()
        headers = list(_HEADER.finditer(self._source.text))
        certain = len(headers) == len(entries)
        labels = [Label(Span(m.start(), m.end())) if certain else None for m in headers] if certain else []
        cases: list[Case] = []
        for index, entry in enumerate(entries):
            cases.append(self._case(index, entry, labels[index] if certain else None))
        self._check_names(cases)
        if self._problems:
            return None, self._problems
        return CaseFile(source=self._source, cases=tuple(cases)), []

    def _entries(self) -> list[dict[str, Any]]:
        for key in self._tree:
            if key != "case":
                self._add(
                    f"a case file holds `[[case]]` tables, and `{key}` is none", None, "begin each case with `[[case]]`"
                )
        entries = self._tree.get("case", [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in cast("list[Any]", entries)):
            self._add("`case` is one table, not a list of them", None, "write `[[case]]` with two brackets")
            return []
        return cast("list[dict[str, Any]]", entries)

    def _case(self, index: int, entry: dict[str, Any], label: Label | None) -> Case:
        name = entry.get("name")
        if not isinstance(name, str) or not name.strip():
            self._add(f"case {index + 1} has no name", label, 'give it one: `name = "clearance of exactly 15"`')
            name = f"case {index + 1}"
        for key in entry:
            if key not in _FIELDS:
                near = get_close_matches(key, _FIELDS, n=1)
                help_ = f"did you mean `{near[0]}`?" if near else f"the fields are {', '.join(_FIELDS)}"
                self._add(f"case `{name}` has a field `{key}`, which cases do not have", label, help_)
        sheet = {key: value for key, value in entry.items() if key in SHEET_FIELDS}
        for key, value in sheet.items():
            if not isinstance(value, SHEET_FIELDS[key]):
                kinds = {dict: "a table", list: "a list"}
                wanted = " or ".join(kinds[kind] for kind in SHEET_FIELDS[key] if kind in kinds)
                self._add(f"`{key}` of case `{name}` is not {wanted}", label, None)
        base = entry.get("base")
        if base is not None and not isinstance(base, str):
            self._add(f"`base` of case `{name}` is not the name of a case", label, None)
            base = None
        return Case(
            name=name,
            base=base,
            sheet=sheet,
            verdict=self._verdict(name, entry, label),
            holds=self._holds(name, entry, label),
            label=label,
        )

    def _verdict(self, name: str, entry: dict[str, Any], label: Label | None) -> Verdict | None:
        verdict = entry.get("verdict")
        if verdict is not None and verdict not in get_args(Verdict):
            self._add(f"case `{name}` expects a verdict that there is not", label, _one_of(get_args(Verdict)))
            return None
        return verdict

    def _holds(self, name: str, entry: dict[str, Any], label: Label | None) -> dict[str, Holds]:
        holds = entry.get("holds", {})
        if not isinstance(holds, dict):
            self._add(f"`holds` of case `{name}` is not a table", label, 'write `holds = { crcl = "no" }`')
            return {}
        expected: dict[str, Holds] = {}
        for id, value in cast("dict[str, Any]", holds).items():
            if value in get_args(Holds):
                expected[id] = value
            else:
                self._add(f"case `{name}` expects of `{id}` what it cannot be", label, _one_of(get_args(Holds)))
        return expected

    def _check_names(self, cases: list[Case]) -> None:
        by_name: dict[str, Case] = {}
        for case in cases:
            if case.name in by_name:
                self._add(f"two cases are called `{case.name}`", case.label, "a case is found by its name; change one")
            by_name.setdefault(case.name, case)
        for case in cases:
            if case.base is not None and case.base not in by_name:
                near = get_close_matches(case.base, by_name, n=1)
                help_ = f"did you mean `{near[0]}`?" if near else "`base` names another case of this file"
                self._add(f"case `{case.name}` builds on `{case.base}`, which is no case", case.label, help_)
            elif self._is_circular(case, by_name):
                self._add(f"case `{case.name}` builds on itself", case.label, "follow `base` from case to case")

    @staticmethod
    def _is_circular(case: Case, by_name: dict[str, Case]) -> bool:
        seen: set[str] = set()
        current: Case | None = case
        while current is not None and current.base is not None:
            if current.name in seen:
                return True
            seen.add(current.name)
            current = by_name.get(current.base)
        return False

    def _add(self, message: str, label: Label | None, help_: str | None) -> None:
        self._problems.append(Diagnostic("E705", message, label, help=help_, source=self._source))


def _one_of(words: tuple[str, ...]) -> str:
    return f"write {', '.join(f'`{word}`' for word in words[:-1])} or `{words[-1]}`"
