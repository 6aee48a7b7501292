"""Records that nothing in the vocabulary knows keep silence from being absence, as far as they might be meant."""

from typing import Any

import pytest
from unit.screening.conftest import causes, trial_of

from eligo.facts import Completeness, Fact, FactSheet
from eligo.quantities.dates import parse_date
from eligo.quantities.interval import Interval
from eligo.screening import screen
from eligo.screening.result import CriterionResult

COMPLETE = tuple(Completeness(kind=kind) for kind in ("conditions", "medications", "findings"))


def decided(criterion: str, *facts: Fact) -> CriterionResult:
    sheet = FactSheet(as_of=parse_date("2021-05-02"), sex="female", facts=facts, complete=COMPLETE)
    return screen(trial_of(criterion), sheet).criterion("it")


def strange(**fields: Any) -> Fact:
    return Fact(place="facts[0]", concept=None, **fields)


@pytest.mark.parametrize(
    ("criterion", "fact", "holds"),
    [
        ("asthma", strange(name="quux"), "unknown"),
        ("asthma", strange(name="quux", value=Interval.point(5), written="5"), "no"),
        ("asthma", strange(name="quux", written="no"), "no"),
        ("asthma", strange(name="quux", written="yes"), "unknown"),
        ("asthma", strange(name="quux", relation="contraindication"), "no"),
        ("on tacrolimus", strange(name="quux"), "unknown"),
        ("asthma", strange(code="snomed:1"), "unknown"),
        ("asthma", strange(code="loinc:1-1"), "no"),
        ("asthma", strange(code="snomed:1", kind="condition"), "unknown"),
        ("asthma", strange(code="snomed:1", kind="condition", end=parse_date("2020")), "no"),
        ("asthma", strange(code="snomed:1", kind="condition", present=False), "no"),
        ("asthma", strange(code="rxnorm:1"), "no"),
        ("on tacrolimus", strange(code="rxnorm:1"), "unknown"),
        ("on tacrolimus", strange(code="rxnorm:1", kind="medication"), "unknown"),
        ("hepatitis B", strange(code="loinc:1-1", kind="finding", written="positive"), "unknown"),
        ("hepatitis B", strange(code="loinc:1-1", kind="finding", written="negative"), "no"),
        ("hepatitis B", strange(code="loinc:1-1", kind="finding", written="5", value=Interval.point(5)), "no"),
        ("hepatitis B", strange(code="loinc:1-1", kind="finding"), "no"),
        ("asthma", strange(code="loinc:1-1", kind="finding", written="positive"), "no"),
        ("asthma", strange(code="snomed:1", kind="finding", written="severe"), "unknown"),
        ("asthma", strange(code="snomed:1", kind="finding", written="No"), "no"),
        ("HBsAg positive", strange(code="loinc:1-1", kind="finding", written="positive"), "unknown"),
        ("HBsAg positive", strange(code="loinc:1-1", kind="finding", written="negative"), "no"),
        ("HBsAg positive", strange(code="loinc:1-1", kind="finding"), "unknown"),
        ("HBsAg positive", strange(name="quux"), "unknown"),
        ("HBsAg positive", strange(code="rxnorm:1"), "no"),
        ("HBsAg positive", strange(code="loinc:1-1", kind="finding", present=False), "no"),
    ],
)
def test_silence_beside_a_record_that_is_not_understood(criterion: str, fact: Fact, holds: str) -> None:
    found = decided(criterion, fact)
    assert found.holds == holds
    if holds == "unknown" and "positive" not in criterion:
        assert (causes(found), found.missing[0].place) == (["unmapped"], "facts[0]")
        assert found.because[0].concept == (fact.name or fact.code)


@pytest.mark.parametrize(
    ("codes", "holds"),
    [
        (("icd10:S72.0",), "no"),
        (("ICD-10-CM:s720",), "no"),
        (("icd10:S72.0", "icd10:J98.9"), "unknown"),
        (("icd10:S72.0", "icd10:Z99.9"), "unknown"),
        (("icd10:J",), "unknown"),
    ],
)
def test_a_code_that_lies_elsewhere_in_its_system(codes: tuple[str, ...], holds: str) -> None:
    assert decided("asthma", *(strange(code=code) for code in codes)).holds == holds


def test_a_record_dated_only_by_when_it_was_recorded() -> None:
    def asthma(**fields: Any) -> Fact:
        return Fact(place="facts[0]", concept="asthma", **fields)

    assert decided("asthma", asthma(recorded=parse_date("2020-01-01"))).holds == "yes"
    assert decided("asthma", asthma(recorded=parse_date("2021-05-03"))).holds == "no"
    assert decided("asthma diagnosed within 5 years", asthma(recorded=parse_date("2020-01-01"))).holds == "unknown"
