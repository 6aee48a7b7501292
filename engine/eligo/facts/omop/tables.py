"""The tables of the CDM that say something to a rule, with the columns that are read (OMOP CDM 5.4)."""

from __future__ import annotations

from typing import Final, NamedTuple


class Table(NamedTuple):
    """A table; ``key`` orders the rows of one person. A column that is not there is as good as empty."""

    name: str
    key: str
    columns: tuple[str, ...]


def _event(name: str, stem: str, *more: str, start: str | None = None, end: str | None = None) -> Table:
    start, end = start or f"{stem}_start", end or f"{stem}_end"
    dates = (f"{start}_date", f"{start}_datetime", f"{end}_date", f"{end}_datetime")
    codes = (f"{stem}_concept_id", f"{stem}_source_concept_id", f"{stem}_source_value")
    return Table(name, f"{name}_id", (f"{name}_id", *codes, *dates, *more))


PERSON: Final = Table(
    "person",
    "person_id",
    ("person_id", "gender_concept_id", "year_of_birth", "month_of_birth", "day_of_birth"),
)
DEATH: Final = Table("death", "death_date", ("death_date", "death_datetime"))
PERIODS: Final = Table(
    "observation_period",
    "observation_period_start_date",
    ("observation_period_start_date", "observation_period_end_date"),
)
CONDITIONS: Final = _event("condition_occurrence", "condition", "condition_status_concept_id")
CONDITION_ERAS: Final = Table(
    "condition_era", "condition_era_id", ("condition_era_id", "condition_concept_id", "condition_era_start_date")
)
DRUGS: Final = Table(
    "drug_exposure",
    "drug_exposure_id",
    (
        *("drug_exposure_id", "drug_concept_id", "drug_source_concept_id", "drug_source_value"),
        *("drug_exposure_start_date", "drug_exposure_start_datetime"),
        *("drug_exposure_end_date", "drug_exposure_end_datetime", "verbatim_end_date", "drug_type_concept_id"),
    ),
)
DRUG_ERAS: Final = Table("drug_era", "drug_era_id", ("drug_era_id", "drug_concept_id", "drug_era_start_date"))
PROCEDURES: Final = _event(
    "procedure_occurrence", "procedure", "procedure_type_concept_id", start="procedure", end="procedure_end"
)
DEVICES: Final = _event("device_exposure", "device", start="device_exposure_start", end="device_exposure_end")
VISITS: Final = _event("visit_occurrence", "visit")
_RESULT: Final = (
    *("value_as_number", "value_as_concept_id", "unit_concept_id", "unit_source_value", "value_source_value"),
)
MEASUREMENTS: Final = Table(
    "measurement",
    "measurement_id",
    (
        *("measurement_id", "measurement_concept_id", "measurement_source_concept_id", "measurement_source_value"),
        *("measurement_date", "measurement_datetime", "operator_concept_id", "range_low", "range_high", *_RESULT),
    ),
)
OBSERVATIONS: Final = Table(
    "observation",
    "observation_id",
    (
        *("observation_id", "observation_concept_id", "observation_source_concept_id", "observation_source_value"),
        *("observation_date", "observation_datetime", "value_as_string", *_RESULT),
    ),
)
#: every table of events, in the order of the records
EVENTS: Final = (
    CONDITIONS, CONDITION_ERAS, DRUGS, DRUG_ERAS, PROCEDURES, DEVICES, VISITS, MEASUREMENTS, OBSERVATIONS,
)  # fmt: skip
