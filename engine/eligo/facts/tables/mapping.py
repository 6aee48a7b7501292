"""Reading and checking a mapping: every problem at its line in the TOML file, with what was probably meant."""

from __future__ import annotations

import os
import re
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final, NamedTuple

from eligo.diagnostics import Diagnostic, FactsError, Label, Source, Span
from eligo.diagnostics.toml_text import not_toml
from eligo.facts.naming import PRESENCES, Naming, level_of, naming_in, value_of
from eligo.facts.tables.cells import is_date_format
from eligo.facts.taking import Taking
from eligo.facts.values import read_value
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Concept, Finding, Measure, Scale

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from eligo.facts.tables.schema import Column, Model

_LARGEST: Final = 1 << 20
_HEADER: Final = re.compile(r"^[ \t]*\[\[?[ \t]*(\w+)[^\]\n]*\]\]?", re.MULTILINE)
#: fields that name columns of the table
PATIENT_COLUMNS: Final = ("id", "sex", "birth_date", "deceased", "time")
FACT_COLUMNS: Final = ("name", "unit_column", "time", "start", "end", "low", "high")


class Mapped(NamedTuple):
    """A column and the concept that it is about; None for an answer."""

    column: Column
    concept: Concept | None
    #: how records name the concept: ``name`` or ``code``
    named: dict[str, str]


class Mapping(NamedTuple):
    """A mapping without errors, and the text that messages about it point into."""

    model: Model
    columns: tuple[Mapped, ...]
    source: Source
    warnings: tuple[Diagnostic, ...] = ()

    def used(self) -> list[tuple[str, tuple[str | int, ...]]]:
        """Return every column of the table that the mapping names, and where it does."""
        own = [(getattr(self.model, field), (field,)) for field in PATIENT_COLUMNS]
        for index, mapped in enumerate(self.columns):
            own += [(getattr(mapped.column, field), ("column", index, field)) for field in FACT_COLUMNS]
        return [(name, where) for name, where in own if name is not None]


def load_mapping(path: str, vocabulary: Vocabulary) -> Mapping:
    """Return the mapping in the file at ``path``; raises `FactsError`: E612, or what `read_mapping` raises."""
    name = os.path.basename(path)  # noqa: PTH119 # pathlib costs 10 ms to import
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            data = file.read(_LARGEST + 1)
    except (OSError, ValueError):
        shown = "".join(character if character.isprintable() else "?" for character in path)
        help_ = "check the path and who may read it"
        raise FactsError([Diagnostic("E612", "the mapping cannot be read", place=shown, help=help_)]) from None
    return read_mapping(data, vocabulary, name)


def read_mapping(data: bytes, vocabulary: Vocabulary, name: str = "map.toml") -> Mapping:
    """Return the mapping in ``data``, of the file ``name``.

    Raises `FactsError` with every problem: E640 its form, E641 a name that nothing has, E642 a unit that does not fit,
    E643 two columns for one thing.
    """
    text = "" if len(data) > _LARGEST else data.decode("utf-8-sig", "replace")
    source = Source(name, text)
    if len(data) > _LARGEST or "\ufffd" in text:
        reason = "a mapping has at most 1 MB" if not text else "the mapping is not UTF-8"
        raise FactsError([Diagnostic("E640", reason, source=source, place=name)])
    try:
        tree = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise FactsError([not_toml("E640", "the mapping is not TOML", error, source)]) from None
    from pydantic import ValidationError

    from eligo.facts.tables.schema import Model

    try:
        model = Model.model_validate(tree)
    except ValidationError as error:
        raise FactsError([_shape(problem, source) for problem in error.errors(include_url=False)]) from None
    return _Checker(model, source, naming_in(vocabulary)).mapping()


class _Checker:
    """Holds a mapping of the right shape against the vocabulary."""

    def __init__(self, model: Model, source: Source, naming: Naming) -> None:
        self._model = model
        self._source = source
        self._naming = naming
        self._problems: list[Diagnostic] = []

    def mapping(self) -> Mapping:
        if not is_date_format(self._model.date_format):
            help_ = "write it with YYYY, MM, DD, hh and mm: `DD.MM.YYYY`"
            self._add("E640", "no format of dates", ("date_format",), help_)
        self._check_kinds()
        mapped = [self._mapped(column, index) for index, column in enumerate(self._model.column)]
        self._check_repeated(mapped)
        if self._problems:
            raise FactsError(self._problems)
        return Mapping(self._model, tuple(mapped), self._source)

    def _check_kinds(self) -> None:
        from typing import get_args

        from eligo.facts.model import CompleteKind

        kinds: tuple[str, ...] = get_args(CompleteKind)
        for kind in self._model.complete:
            if kind not in kinds and not self._naming.all_of(kind):
                help_ = (
                    _meant(kind, [*kinds, *self._naming.vocabulary.suggest(kind, 2)])
                    or f"the kinds are {', '.join(kinds)}"
                )
                self._add("E641", f"`{kind}` is no kind of record and no concept", ("complete",), help_)

    def _mapped(self, column: Column, index: int) -> Mapped:
        if column.answer is not None:
            return Mapped(column, None, {})
        if column.code is not None:
            concept, named = self._naming.coded[column.code].only, {"code": column.code}
            if concept is None:
                help_ = '`eligo vocab find` looks for names, which may stand in place of a code: `fact = "creatinine"`'
                self._add(
                    "E641", f"nothing in the vocabulary has the code `{column.code}`", ("column", index, "code"), help_
                )
        else:
            concept, named = self._named(column, column.fact or "", index)
        if concept is not None:
            self._check_concept(column, concept, index)
        return Mapped(column, concept, named)

    def _named(self, column: Column, name: str, index: int) -> tuple[Concept | None, dict[str, str]]:
        meanings = self._naming.named[name].meanings
        if len(meanings) == 1 and not self._naming.named[name].has_other_meanings:
            return meanings[0], self._record_name(meanings[0])
        if not meanings:
            near = self._naming.vocabulary.suggest(name, 3)
            help_ = (
                f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
                if near
                else "`eligo vocab find` looks for names"
            )
            self._add("E641", f"nothing in the vocabulary is called `{name}`", ("column", index, "fact"), help_)
            return None, {}
        fitting = [one for one in meanings if self._may_be(one, column)]
        if len(fitting) == 1:
            return fitting[0], self._record_name(fitting[0])
        listed = " or ".join(f"`{one.name}`, a {one.kind}" for one in meanings)
        help_ = "give its code, or the unit or `values` that tell which"
        self._add("E641", f"`{name}` may be {listed}", ("column", index, "fact"), help_)
        return None, {}

    def _record_name(self, concept: Concept) -> dict[str, str]:
        """Return what a record calls ``concept``: its name, or a code where that name means several things."""
        if self._naming.named[concept.name].only is None and concept.codes:
            return {"code": concept.codes[0]}
        return {"name": concept.name}

    def _may_be(self, concept: Concept, column: Column) -> bool:
        """Tell whether ``column`` can be about ``concept``, by its unit, its words and what it holds."""
        has_unit = column.unit is not None or column.unit_column is not None
        if isinstance(concept, Measure):
            return column.holds == "value" and column.values is None and has_unit >= (not concept.has_natural_unit)
        if has_unit and concept.kind not in PRESENCES:
            return False
        words = [word for word in (column.values or {}).values() if isinstance(word, str)]
        if isinstance(concept, Finding):
            return bool(words) and all(value_of(concept, word) is not None for word in words)
        return not words or isinstance(concept, Scale)

    def _check_concept(self, column: Column, concept: Concept, index: int) -> None:
        where = ("column", index)
        if isinstance(concept, Measure):
            self._check_unit(column, concept, index)
        if column.holds != "value" and concept.kind not in PRESENCES:
            message = f"`{concept.name}` is a {concept.kind}: a date says nothing of it"
            self._add("E640", message, (*where, "holds"), 'a result stands in the cell: `holds = "value"`')
        for word, value in (column.values or {}).items():
            if not _has_value(concept, value):
                own = ", ".join(getattr(concept, "values", ()) or getattr(concept, "levels", ()))
                help_ = f"its values are {own}" if own else "write `true` for what is there, `false` for what is not"
                shown = str(value).lower() if isinstance(value, bool) else value
                self._add("E641", f"`{concept.name}` has no value `{shown}` (for `{word}`)", (*where, "values"), help_)
        if column.complete and concept.kind not in PRESENCES:
            message = f"an empty cell of a {concept.kind} is never an absence"
            self._add("E640", message, (*where, "complete"), "leave `complete` out")

    def _check_unit(self, column: Column, measure: Measure, index: int) -> None:
        if column.unit_column is not None and column.unit is None:
            return
        taking: Taking = self._naming.taking(measure, column.unit)
        if taking.problem is None:
            return
        help_ = f"`{measure.name}` is measured in {measure.unit.code}" if measure.unit.code else "leave the unit out"
        message = {
            "missing": f"`{measure.name}` has no unit here, and none is taken by default",
            "unreadable": f"`{column.unit}` is no unit that can be read",
            "unfit": f"`{column.unit}` is no unit of `{measure.name}`",
        }[taking.problem]
        self._add("E642", message, ("column", index, "unit" if column.unit is not None else "name"), help_)

    def _check_repeated(self, mapped: list[Mapped]) -> None:
        seen: dict[tuple[object, ...], int] = {}
        for index, (column, concept, _) in enumerate(mapped):
            what = column.answer if concept is None else concept.id
            if what is None:
                continue
            key = (what, column.time or column.start, column.relation, tuple(column.context or ()), column.holds)
            if key in seen:
                first = self._model.column[seen[key]].name
                message = f"`{first}` and `{column.name}` are both about `{what if concept is None else concept.name}`"
                help_ = 'leave one out, or give each the column of its own date: `time = "…"`'
                self._add("E643", message, ("column", index, "name"), help_)
            seen.setdefault(key, index)

    def _add(self, code: str, message: str, where: tuple[str | int, ...], help_: str | None) -> None:
        label = located(self._source.text, where)
        self._problems.append(Diagnostic(code, message, label, help=help_, source=self._source))


def located(text: str, where: tuple[str | int, ...]) -> Label:
    """Return where the key ``where`` (``("column", 2, "unit")``) stands in the TOML ``text``, or nearly."""
    headers = list(_HEADER.finditer(text))
    start, end = 0, headers[0].start() if headers else len(text)
    header = Span(0, 0)
    keys = where
    if len(where) > 1 and isinstance(where[1], int):
        own = [
            index for index, found in enumerate(headers) if found[1] == where[0] and found[0].lstrip().startswith("[[")
        ]
        if where[1] >= len(own):
            return Label(Span(0, 0))
        found = headers[own[where[1]]]
        after = headers[own[where[1]] + 1 :]
        start, end = found.end(), after[0].start() if after else len(text)
        header = Span(found.start(), found.end())
        keys = where[2:]
    if keys:
        key = re.escape(str(keys[0]))
        line = re.compile(rf"^[ \t]*\"?{key}\"?[ \t]*(?:\.[^=\n]*)?=[ \t]*([^\n#]*)", re.MULTILINE).search(
            text, start, end
        )
        if line is not None:
            return Label(Span(line.start(1), line.start(1) + len(line[1].rstrip()) or line.end()))
    return Label(header)


def _shape(problem: ErrorDetails, source: Source) -> Diagnostic:
    """Return what is wrong with the shape of a mapping, in our own words."""
    where = problem["loc"]
    field = str(where[-1]) if where else ""
    label = located(source.text, where)
    from eligo.facts.tables.schema import Column, Model

    fields = list(Column.model_fields if "column" in where[:-1] else Model.model_fields)
    kind = problem["type"]
    context = problem.get("ctx", {})
    if kind == "extra_forbidden":
        help_ = _meant(field, fields) or f"the fields are {', '.join(fields)}"
        return Diagnostic("E640", f"no field of a mapping is called `{field}`", label, help=help_, source=source)
    if kind == "missing":
        whose = "a column" if "column" in where[:-1] else "a mapping"
        return Diagnostic("E640", f"{whose} needs `{field}`", label, help=f'add `{field} = "…"`', source=source)
    if kind == "literal_error":
        expected = str(context.get("expected", ""))
        return Diagnostic("E640", f"`{field}` is none of its values", label, help=f"it is {expected}", source=source)
    if kind == "value_error":
        message = f"a column says {context.get('error')}, no more and no less"
        return Diagnostic("E640", message, label, help='`fact = "creatinine"`', source=source)
    names = [str(part) for part in where if isinstance(part, str) and part in fields]
    wanted = problem["msg"].removeprefix("Input should be ").lower()
    return Diagnostic("E640", f"`{names[-1] if names else field}` should be {wanted}", label, source=source)


def _has_value(concept: Concept, value: bool | str) -> bool:
    if isinstance(concept, Finding):
        return value_of(concept, value) is not None
    if isinstance(concept, Scale):
        return isinstance(value, str) and (level_of(concept, value) is not None or read_value(value) is not None)
    return isinstance(value, bool) and concept.kind in PRESENCES


def _meant(text: str, names: list[str]) -> str | None:
    near = get_close_matches(text, names, n=1)
    return f"did you mean `{near[0]}`?" if near else None
