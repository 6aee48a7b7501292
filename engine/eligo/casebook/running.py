"""Screen the patients of cases and hold the results against what is expected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from eligo.casebook.cases import Case, CaseFile
from eligo.diagnostics import Diagnostic, FactsError
from eligo.facts import load_facts
from eligo.facts.model import Fact, FactSheet
from eligo.rules.model import Trial
from eligo.screening import screen
from eligo.screening.result import Screening
from eligo.vocabulary.names import name_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A case that was run. ``problems`` are E706 where it failed, E705 where it could not be screened, and warnings."""

    case: Case
    screening: Screening | None
    problems: tuple[Diagnostic, ...] = ()

    @property
    def passed(self) -> bool:
        """Tell whether everything came out as expected."""
        return all(problem.severity == "warning" for problem in self.problems)


def run_cases(trial: Trial, file: CaseFile) -> list[Outcome]:
    """Screen the patient of every case of ``file`` against ``trial``; one that fails keeps no other from running."""
    sheets: dict[str, FactSheet] = {}
    return [_run(trial, file, case, sheets) for case in file.cases]


def _run(trial: Trial, file: CaseFile, case: Case, sheets: dict[str, FactSheet]) -> Outcome:
    unknown = [_unknown_criterion(id, case, trial, file) for id in case.holds if not _has(trial, id)]
    if unknown:
        return Outcome(case=case, screening=None, problems=tuple(unknown))
    try:
        facts = _facts(trial, case, file, sheets)
        screening = screen(trial, facts)
    except FactsError as error:
        return Outcome(case=case, screening=None, problems=tuple(_unreadable(case, file, error)))
    # a name that nothing knows is a slip; any other doubt about the facts may be what the case is about
    unknown_names = [d for d in facts.diagnostics if d.code == "W601"]
    warnings = [replace(d, place=f"{case.name}: {d.place}", source=file.source) for d in unknown_names]
    failures = _failures(case, file, screening)
    return Outcome(case=case, screening=screening, problems=(*failures, *warnings))


def _has(trial: Trial, id: str) -> bool:
    return any(criterion.id == id for criterion in trial.criteria)


def _unknown_criterion(id: str, case: Case, trial: Trial, file: CaseFile) -> Diagnostic:
    near = get_close_matches(id, [criterion.id for criterion in trial.criteria], n=1)
    help_ = f"did you mean `{near[0]}`?" if near else f"`eligo compile {trial.path or trial.id}` lists the criteria"
    message = f"case `{case.name}` expects something of `{id}`, which is no criterion of {trial.id}"
    return Diagnostic("E705", message, case.label, help=help_, source=file.source)


def _unreadable(case: Case, file: CaseFile, error: FactsError) -> Iterable[Diagnostic]:
    for problem in error.diagnostics:
        if problem.severity == "error":
            where = f"{problem.place}: " if problem.place else ""
            message = f"the facts of case `{case.name}` cannot be read: {where}{problem.message}"
            notes = (f"this is {problem.code} of a fact sheet",)
            yield Diagnostic("E705", message, case.label, help=problem.help, notes=notes, source=file.source)


def _failures(case: Case, file: CaseFile, screening: Screening) -> list[Diagnostic]:
    failures: list[Diagnostic] = []

    def add(message: str, notes: tuple[str, ...]) -> None:
        text = f"case `{case.name}`: {message}"
        failures.append(Diagnostic("E706", text, case.label, notes=notes, source=file.source))

    if case.verdict is not None and screening.verdict != case.verdict:
        add(f"the verdict is `{screening.verdict}`, not `{case.verdict}`", (screening.standing,))
    for id, expected in case.holds.items():
        result = screening.criterion(id)
        if result.holds != expected:
            add(f"`{id}` holds is `{result.holds}`, not `{expected}`", tuple(_reasons(result)))
    return failures


def _reasons(result: Any) -> Iterable[str]:
    for evidence in result.because:
        value = f" {evidence.value} {evidence.unit or ''}".rstrip() if evidence.value is not None else ""
        yield f"{evidence.concept}{value}: {evidence.test} is {evidence.holds}"
    for missing in result.missing:
        yield f"{missing.concept or missing.ask}: {missing.cause}"


# --- facts of a case and of those it builds on ----------------------------------------------------------------------


def _facts(trial: Trial, case: Case, file: CaseFile, sheets: dict[str, FactSheet]) -> FactSheet:
    """Return the facts of ``case``: its own on top of those of its base. Raises `FactsError`."""
    known = sheets.get(case.name)
    if known is None:
        known = load_facts(case.sheet, trial.vocabulary)
        if case.base is not None:
            known = _upon(_facts(trial, file.case(case.base), file, sheets), known, case.sheet)
        sheets[case.name] = known
    return known


def _upon(base: FactSheet, own: FactSheet, given: dict[str, Any]) -> FactSheet:
    """Return ``base`` changed by ``own``, whose fields are those of ``given``.

    Facts replace those of the same concept and the patient's fields each other; any other field replaces the whole of
    that field, for TOML has no null by which to take an answer back.
    """
    patient = given.get("patient", {})
    named = {_subject(fact) for fact in own.facts}
    kept = (replace(fact, place=f"base {fact.place}") for fact in base.facts if _subject(fact) not in named)
    is_born = "birth_date" in patient or own.age is not None  # an age stands in for a birth date, and takes its place
    return replace(
        own,
        patient_id=own.patient_id if "id" in patient else base.patient_id,
        birth_date=own.birth_date if is_born else base.birth_date,
        age=own.age if is_born else base.age,
        sex=own.sex if "sex" in patient else base.sex,
        deceased=own.deceased if "deceased" in patient else base.deceased,
        as_of=own.as_of if "as_of" in given else base.as_of,
        dates=own.dates if "dates" in given else base.dates,
        facts=(*kept, *own.facts),
        answers=own.answers if "answers" in given else base.answers,
        complete=own.complete if "complete" in given else base.complete,
        ranges=own.ranges if "ranges" in given else base.ranges,
    )


def _subject(fact: Fact) -> tuple[str, object]:
    """Return what a fact is of: its concept, else its own name, else its code."""
    if fact.concept is not None:
        return "concept", fact.concept
    return ("name", name_key(fact.name)) if fact.name is not None else ("code", fact.code)
