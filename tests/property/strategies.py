"""Strategies of whole screenings: a trial, compiled from generated text, and a fact sheet made for it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, assume, settings
from hypothesis import strategies as st
from property import catalogue as c
from property.leaves import Leaf, leaves_in
from property.sheets import AS_OF, Fact, Sheet, days, finding_records, levels, presence_records, results
from property.trial_text import TrialText
from property.trials import trial_texts

from eligo.diagnostics import FactsError
from eligo.facts import FactSheet, read_sheet
from eligo.quantities.dates import Duration, date_of, parse_date
from eligo.rules import compile_text
from eligo.rules.model import Ask, Change, Demographic, Finding, Grade, Measure, Present, Ratio, Trial
from eligo.vocabulary import model as v

KINDS = ("conditions", "medications", "procedures", "findings", "allergies", "family history")


def checked(examples: int) -> settings:
    """Return the settings of a test over cases: so many examples, and as many times more as the profile asks."""
    scale = settings().max_examples / settings.get_profile("default").max_examples
    return settings(max_examples=int(examples * scale), suppress_health_check=list(HealthCheck))


@dataclass(frozen=True)
class Case:
    """A trial as text and compiled, and a fact sheet as an object."""

    written: TrialText
    trial: Trial
    sheet: Sheet

    def read(self, sheet: Sheet | None = None) -> FactSheet:
        """Return ``sheet``, or that of the case, as facts."""
        return read_sheet(self.sheet if sheet is None else sheet, c.vocabulary())

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))

    def __repr__(self) -> str:
        return f"\n{self.written.text()}\n{json.dumps(self.sheet, ensure_ascii=False, indent=1)}\n"


def compiled(written: TrialText) -> Trial:
    """Return the trial of ``written``; the example is given up where the language refuses it."""
    trial, _ = compile_text(written.text(), "generated.elig")
    assume(trial is not None)
    assert trial is not None
    return trial


@st.composite
def facts_for(draw: st.DrawFn, leaf: Leaf, as_of: str) -> list[Fact]:
    """Draw the records of one rule."""
    vocabulary = c.vocabulary()
    match leaf:
        case Measure(measure="age") | Demographic() | Ask():
            return []
        case Measure() | Change():
            found = draw(st.lists(results(leaf, leaf.measure, as_of), max_size=3))
            for formula in vocabulary.formulas_for(leaf.measure):
                if draw(st.booleans()):
                    found += draw(inputs_of(formula, leaf, as_of))
            return found
        case Ratio(of=(one, other)):
            return draw(st.lists(st.one_of(results(leaf, one, as_of), results(leaf, other, as_of)), max_size=4))
        case Grade():
            found = draw(st.lists(levels(leaf, as_of), max_size=3))
            for formula in vocabulary.formulas_for("child_pugh_score" if "child" in leaf.scale else leaf.scale):
                if draw(st.integers(0, 3)) == 0:
                    plain = Measure("creatinine", window=leaf.window)
                    found += draw(inputs_of(formula, plain, as_of))
            return found
        case Finding():
            found = draw(st.lists(finding_records(leaf, as_of), max_size=3))
            implied = vocabulary.finding(leaf.finding).implies
            if implied is not None:
                found += draw(st.lists(presence_records(Present((implied,)), as_of), max_size=1))
            return found
        case Present():
            found = draw(st.lists(presence_records(leaf, as_of), max_size=3))
            suggesting = [
                f
                for f in vocabulary.concepts.values()
                if isinstance(f, v.Finding) and {*leaf.concepts} & {*f.suggests, f.implies}
            ]
            if suggesting and draw(st.integers(0, 2)) == 0:
                finding = draw(st.sampled_from(suggesting))
                found.append(draw(finding_records(Finding(finding.id, finding.values), as_of)))
            return found


@st.composite
def inputs_of(draw: st.DrawFn, formula: v.Formula, leaf: Measure | Change, as_of: str) -> list[Fact]:
    """Draw results from which ``formula`` may be computed, most often of one day."""
    day = draw(days(as_of, leaf.window, Duration(7, "day")))
    found: list[Fact] = []
    for id, _ in formula.inputs:
        concept = c.vocabulary().concepts[id]
        if isinstance(concept, v.Finding):
            record: Fact = {"name": concept.name, "value": draw(st.sampled_from(concept.values))}
        else:
            record = draw(results(Measure(id, window=leaf.window), id, as_of))
        if draw(st.integers(0, 4)):
            record["time"] = day
        if draw(st.integers(0, 9)):
            found.append(record)
    if formula.not_during and draw(st.integers(0, 2)) == 0:
        found.append({"name": "dialysis", **draw(st.sampled_from(({"present": False}, {}, {"start": "2020-01-10"})))})
    return found


@st.composite
def patients(draw: st.DrawFn, trial: Trial, as_of: str) -> Fact:
    """Draw sex and birth, on the edges of the trial's ages."""
    patient: Fact = {"id": "P-1"}
    sex = draw(st.sampled_from(("female", "female", "male", "male", "unknown", "other", None)))
    if sex is not None:
        patient["sex"] = sex
    ages = [
        Duration(int(bound.value), {"a": "year", "mo": "month", "wk": "week", "d": "day"}[leaf.unit.code])  # type: ignore[arg-type]
        for leaf in leaves_in(trial)
        if isinstance(leaf, Measure) and leaf.measure == "age" and leaf.unit is not None
        for bound in (leaf.low, leaf.high)
        if bound is not None
    ] or [Duration(60, "year")]
    length = draw(st.sampled_from(ages))
    if draw(st.booleans()) and length.unit == "year":
        length = Duration(length.count + 1, "year")
    day = parse_date(as_of[:10]).earliest + draw(st.sampled_from((0, 0, 1, -1))) * 86_400_000_000
    born = date_of(length.before(day)).isoformat()
    if draw(st.integers(0, 9)):
        patient["birth_date"] = born[: draw(st.sampled_from((10, 10, 10, 10, 7, 4)))]
    if draw(st.integers(0, 30)) == 0:
        patient["deceased"] = draw(st.sampled_from((True, False, "2021-05-01", "2021-05-03", "2021-05")))
    return patient


@st.composite
def completeness(draw: st.DrawFn) -> list[Any]:
    """Draw what is declared complete: nothing, everything, some, for a time."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return []
    if kind <= 2:
        return list(KINDS if kind == 1 else KINDS[: draw(st.integers(1, 5))])
    of = draw(st.sampled_from((*KINDS, "asthma", "malignancy", "HBsAg")))
    entry: Fact = {"of": of}
    entry |= draw(st.sampled_from(({}, {"from": "2015"}, {"from": "2021-01-10"}, {"from": "1900"})))
    return [entry | draw(st.sampled_from(({}, {"to": "2021-05-02"}, {"to": "2021-05-01"}, {"to": "2021"})))]


def _dates_about(as_of: str) -> st.SearchStrategy[str]:
    """Draw the date of an anchor: a few days before or after screening, or a month."""
    day = date_of(parse_date(as_of[:10]).earliest)
    shifts = st.sampled_from((3, 1, 0, -1, -12))
    return st.one_of(shifts.map(lambda n: (day + timedelta(days=n)).isoformat()), st.just(day.isoformat()[:7]))


@st.composite
def sheets_for(draw: st.DrawFn, trial: Trial, *, open_world: bool = False, answers: bool = True) -> Sheet:
    """Draw a fact sheet for ``trial``."""
    as_of = draw(st.sampled_from(AS_OF))
    found: list[Fact] = []
    asked: list[str] = []
    for leaf in leaves_in(trial):
        found += draw(facts_for(leaf, as_of))
        if isinstance(leaf, Ask):
            asked.append(leaf.key)
    sheet: Sheet = {"patient": draw(patients(trial, as_of)), "as_of": as_of}
    if found and draw(st.integers(0, 4)) == 0:
        found.append(dict(draw(st.sampled_from(found))))
    if draw(st.integers(0, 2)) == 0:
        found.append(dict(draw(st.sampled_from(c.IRRELEVANT))))
    if "birth_date" not in sheet["patient"] and draw(st.booleans()):
        found.append({"name": "age", "value": draw(st.sampled_from((17, 18, 60, 75, 76))), "unit": "years"})
    sheet["facts"] = draw(st.permutations(found))
    asked += draw(st.lists(st.sampled_from([criterion.id for criterion in trial.criteria]), max_size=1))
    if answers and asked:
        given = draw(st.lists(st.sampled_from(asked), unique=True))
        sheet["answers"] = {key: draw(st.sampled_from((True, False, None))) for key in given}
    if draw(st.booleans()):
        sheet["dates"] = {
            name: draw(_dates_about(as_of))
            for name in draw(st.lists(st.sampled_from(("enrolment", "randomisation", "symptom onset")), unique=True))
        }
    if not open_world:
        sheet["complete"] = draw(completeness())
    if draw(st.integers(0, 4)) == 0:
        sheet["ranges"] = [
            {"name": "ALT", "high": 40, "unit": "U/L"},
            {"name": "creatinine", "low": 1, "high": 2, "unit": "mg/dL"},
        ]
    return sheet


@st.composite
def cases(draw: st.DrawFn, *, open_world: bool = False, answers: bool = True, most: int = 3) -> Case:
    """Draw a trial and a fact sheet that can be read."""
    written = draw(trial_texts(most))
    trial = compiled(written)
    sheet = draw(sheets_for(trial, open_world=open_world, answers=answers))
    case = Case(written, trial, sheet)
    try:
        case.read()
    except FactsError:
        assume(False)
    return case
