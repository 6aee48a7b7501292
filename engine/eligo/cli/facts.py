"""``eligo facts``: any patient source as a fact sheet, or what was understood of it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from eligo.cli import streams
from eligo.cli.main import DONE, HAS_ERRORS
from eligo.cli.options import declared

if TYPE_CHECKING:
    from eligo.facts.patients import Patient


def run(
    patient: Annotated[
        str | None,
        typer.Argument(
            metavar="DATA",
            help="A fact sheet or a FHIR bundle; - for standard input. Or many patients: FHIR (a folder of an export, "
            "NDJSON), an OMOP CDM or tidy tables (a folder of CSV or Parquet files, a DuckDB file, postgresql://…), "
            "or a CSV file with --map.",
        ),
    ] = None,
    id: Annotated[
        str | None, typer.Option("--patient", metavar="ID", help="The one patient of many; all of them unless given.")
    ] = None,
    mapping: Annotated[
        str | None,
        typer.Option("--map", metavar="MAP.toml", help="How a CSV file is read; checked where it stands alone."),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Say what is wrong with the data, and print no sheet.")
    ] = False,
    complete: Annotated[
        str | None,
        typer.Option(
            metavar="KINDS",
            help="Kinds to declare complete for each of many patients (see `screen`).",
        ),
    ] = None,
    as_of: Annotated[str | None, typer.Option(metavar="DATE", help="A screening date to write into the sheet.")] = None,
    format: Annotated[Literal["json", "text"], typer.Option(help="The sheet (json) or an overview (text).")] = "json",
) -> int:
    """Turn any patient source into a fact sheet, or show what is understood of it.

    Sources of many patients give a fact sheet a line, which `eligo batch -` reads.
    """
    from eligo.facts import load_facts
    from eligo.facts.patients import holds_patients
    from eligo.facts.writing import sheet_json
    from eligo.reports import facts_overview

    if patient is None:
        return _mapping(mapping)
    source = streams.read("-") if patient == "-" and mapping is None else patient
    if mapping is not None or holds_patients(source):
        return _patients(source, mapping, id, complete, as_of, "none" if check else format)
    if id is not None or complete is not None or check:
        raise typer.TyperException("--patient, --complete and --check are for many patients: FHIR, a CDM, or tables")
    sheet = load_facts(source, name=streams.shown_name(patient))
    streams.report(sheet.diagnostics)
    if format == "json":
        sys.stdout.write(sheet_json(source, as_of=as_of))
    else:
        sys.stdout.write(facts_overview.render(sheet))
    return DONE


def _mapping(mapping: str | None) -> int:
    """Check ``mapping`` alone."""
    if mapping is None:
        raise typer.TyperException("Missing argument 'DATA', or --map with a mapping to check.")
    from eligo.diagnostics import FactsError
    from eligo.facts.tables.mapping import load_mapping
    from eligo.vocabulary.loading import load_vocabulary

    try:
        load_mapping(mapping, load_vocabulary())
    except FactsError as error:
        streams.report(error.diagnostics)
        return HAS_ERRORS
    return DONE


def _patients(
    source: str | bytes, mapping: str | None, id: str | None, complete: str | None, as_of: str | None, format: str
) -> int:
    """Write the one patient ``id`` of ``source``, or all of them; those who cannot be read are reported, and code 1."""
    from eligo.diagnostics import FactsError
    from eligo.facts.patients import open_patients
    from eligo.facts.writing import check_date
    from eligo.vocabulary.loading import load_vocabulary

    check_date(as_of)
    code = DONE
    with open_patients(source, load_vocabulary(), declared(complete), mapping) as patients:
        streams.report(patients.warnings())
        if id is not None:
            _write(patients.one(id), as_of, format, is_alone=True)
            return DONE
        for patient in patients:
            try:
                _write(patient, as_of, format, is_alone=False)
            except FactsError as error:
                streams.report(error.diagnostics)
                code = HAS_ERRORS
    return code


def _write(patient: Patient, as_of: str | None, format: str, *, is_alone: bool) -> None:
    from eligo.facts.writing import tree_json, tree_line
    from eligo.reports import facts_overview

    sheet = patient.sheet()
    streams.report(sheet.diagnostics, concise=not is_alone)
    if format == "none":
        return
    if format == "text":
        sys.stdout.write(("" if is_alone else f"{patient.place}\n") + facts_overview.render(sheet))
    elif is_alone:
        sys.stdout.write(tree_json(patient.tree(), as_of))
    else:
        sys.stdout.write(tree_line(patient.tree(), as_of))
