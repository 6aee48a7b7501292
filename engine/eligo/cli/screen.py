"""``eligo screen``: one patient against one trial or many."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.cli.options import AsOf, AuditFile, ScreenedBy, date_of, declared
from eligo.diagnostics.model import Diagnostic, TrialError, UsageError

if TYPE_CHECKING:
    from eligo.facts.model import Completeness, FactSheet
    from eligo.rules.model import Trial
    from eligo.screening import Screening

Format = Literal["text", "plain", "json", "html", "csv", "log", "failures", "ie", "ti", "fhir"]


def run(
    patient: Annotated[
        str,
        typer.Argument(
            metavar="PATIENT",
            help="A fact sheet or FHIR bundle (JSON), or - for standard input. Or many patients, one of whom --patient "
            "names: FHIR (a folder of an export, NDJSON), an OMOP CDM or tidy tables (a folder of CSV or Parquet "
            "files, a DuckDB file, postgresql://…), or a CSV file with --map.",
        ),
    ],
    trials: Annotated[
        list[str], typer.Argument(metavar="TRIAL", help="Trial files, folders of them, or ids of trials.")
    ],
    id: Annotated[str | None, typer.Option("--patient", metavar="ID", help="Which of many patients.")] = None,
    mapping: Annotated[
        str | None, typer.Option("--map", metavar="MAP.toml", help="How the CSV file of the patient is read.")
    ] = None,
    as_of: AsOf = None,
    complete: Annotated[
        str | None,
        typer.Option(
            metavar="KINDS",
            help="Kinds of which no record means absent, parted by commas: conditions, medications, procedures, "
            "findings, allergies, family history, or names of concepts; of an OMOP CDM, over its observation periods.",
        ),
    ] = None,
    format: Annotated[
        Format,
        typer.Option(
            help="For people: text, plain, html (the checklist). For programs: json, csv, fhir (an R4 bundle). For "
            "study files, as CSV: log (screening log), failures, ie and ti (SDTM, SDTMIG 3.4)."
        ),
    ] = "text",
    site: Annotated[str | None, typer.Option(metavar="SITE", help="The study site, for study files.")] = None,
    audit: AuditFile = None,
    by: ScreenedBy = None,
) -> int:
    """Screen one patient against one trial or many."""
    from eligo.reports import render
    from eligo.reports.patient_warnings import patient_warnings
    from eligo.screening import index, prepare, screen_prepared

    if any(name.endswith(".json") for name in trials):
        raise typer.TyperException("the patient stands first, the trials behind it")
    if patient == "-" and "-" in trials:
        problem = "the patient and a trial cannot both be standard input"
        raise UsageError([Diagnostic("E702", problem, help="name a file for one of them")])
    compiled, code = _trials(trials, concise=format == "plain")
    facts, declarations = _facts(patient, mapping, id, declared(complete), concise=format == "plain")
    date = date_of(as_of)
    patients = [index(facts, trial.vocabulary, date, declarations) for trial in compiled]
    results = [screen_prepared(prepare(trial), indexed) for trial, indexed in zip(compiled, patients, strict=True)]
    warnings = patient_warnings(list(zip(compiled, patients, strict=True)))
    streams.report(warnings, concise=format == "plain")
    if audit is not None:
        _record(audit, by, patient, results)
    if results:
        width, colour = streams.width(sys.stdout), streams.colour(sys.stdout)
        sys.stdout.write(render(results, format, width=width, colour=colour, site=site))
    return code


def _record(path: str, by: str | None, patient: str, results: Sequence[Screening]) -> None:
    from pathlib import Path

    from eligo.batch.audit import append, entry_of
    from eligo.cli.auditing import now, person

    data = Path(patient).read_bytes() if Path(patient).is_file() else None
    append(path, [entry_of(screening, data) for screening in results], time=now(), by=person(by))


def _trials(names: Sequence[str], *, concise: bool) -> tuple[list[Trial], int]:
    """Return the trials that have no errors, and the exit code; the errors of the others are reported."""
    trials: list[Trial] = []
    code = DONE
    for name in streams.trial_files(names):
        try:
            trials.append(_trial(name))
        except TrialError as error:
            streams.report(error.diagnostics, concise=concise)
            code = HAS_ERRORS
    return trials, code


def _facts(
    name: str, mapping: str | None, id: str | None, complete: tuple[Completeness, ...], *, concise: bool
) -> tuple[FactSheet, tuple[Completeness, ...]]:
    """Return the facts of the patient, and what of ``complete`` the sheet does not declare itself, for its own time."""
    from eligo.facts import load_facts
    from eligo.facts.patients import holds_patients, open_patients

    source = streams.read("-") if name == "-" and mapping is None else name
    if mapping is not None or holds_patients(source):
        from eligo.vocabulary.loading import load_vocabulary

        with open_patients(source, load_vocabulary(), complete, mapping) as patients:
            streams.report(patients.warnings(), concise=concise)
            return patients.one(id).sheet(), ()
    if name.endswith((".csv", ".csv.gz")):
        raise typer.TyperException("a CSV file is read with --map MAP.toml, which says which column is what")
    if id is not None:
        raise typer.TyperException("--patient chooses one of many patients: of a FHIR export, of a CDM, or of tables")
    return load_facts(source, name=streams.shown_name(name)), complete


def _trial(name: str) -> Trial:
    from eligo.rules import load_trial

    return load_trial(streams.shown_name("-"), text=streams.read("-")) if name == "-" else load_trial(name)
