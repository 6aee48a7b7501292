"""Other choices than the latest, changes and ratios (LANGUAGE §2, §3.7)."""

from fractions import Fraction
from typing import Any

import pytest
from unit.screening.conftest import Decide, DecideRule, Facts, causes

from eligo.quantities.dates import parse_duration
from eligo.quantities.units import parse_unit
from eligo.rules.model import Change, Ratio, Threshold, Window, Within


def pressures(*values: tuple[Any, str]) -> Facts:
    return [{"name": "systolic blood pressure", "value": v, "unit": "mmHg", "time": t} for v, t in values]


def creatinines(*values: tuple[Any, str]) -> Facts:
    return [{"name": "creatinine", "value": value, "unit": "mg/dL", "time": time} for value, time in values]


SERIES = pressures((150, "2021-04-20"), (130, "2021-04-24"), (120, "2021-04-28"))


@pytest.mark.parametrize(
    ("criterion", "holds", "cited"),
    [
        ("highest systolic blood pressure > 140 mmHg within 28 days", "yes", ["150"]),
        ("highest systolic blood pressure > 150 mmHg within 28 days", "no", ["150"]),
        ("highest systolic blood pressure ≤ 150 mmHg within 28 days", "yes", ["150"]),
        ("highest systolic blood pressure ≤ 140 mmHg within 28 days", "no", ["150"]),
        ("lowest systolic blood pressure < 125 mmHg within 28 days", "yes", ["120"]),
        ("lowest systolic blood pressure ≥ 125 mmHg within 28 days", "no", ["120"]),
        ("lowest systolic blood pressure 110 to 130 mmHg within 28 days", "yes", ["120"]),
        ("earliest systolic blood pressure ≥ 150 mmHg within 28 days", "yes", ["150"]),
        ("any systolic blood pressure > 140 mmHg within 28 days", "yes", ["150"]),
        ("any systolic blood pressure > 160 mmHg within 28 days", "no", ["150", "130", "120"]),
        ("systolic blood pressure ≥ 125 mmHg on at least 2 occasions within 28 days", "yes", ["150", "130"]),
        ("systolic blood pressure ≥ 140 mmHg on at least 2 occasions within 28 days", "no", ["150", "130", "120"]),
    ],
)
def test_which_results_count(decide: Decide, criterion: str, holds: str, cited: list[str]) -> None:
    found = decide(criterion, SERIES)
    assert found.holds == holds
    assert [evidence.value for evidence in found.because] == cited


@pytest.mark.parametrize("select", ["any", "highest", "lowest", "earliest", "mean of the last 2"])
def test_none_recorded_is_unknown(decide: Decide, select: str) -> None:
    found = decide(f"{select} systolic blood pressure > 140 mmHg within 3 days", SERIES)
    assert (found.holds, causes(found)) == ("unknown", ["stale"])
    assert causes(decide(f"{select} systolic blood pressure > 140 mmHg within 3 days", [])) == ["missing"]


def test_a_result_that_may_be_outside_the_window(decide: Decide) -> None:
    month = pressures((150, "2021-04"))
    for select in ("any", "highest", "earliest"):
        found = decide(f"{select} systolic blood pressure > 140 mmHg within 14 days", month)
        assert (found.holds, causes(found)) == ("unknown", ["imprecise"])
    both = month + pressures((130, "2021-05-01"))
    assert decide("any systolic blood pressure > 140 mmHg within 14 days", both).holds == "unknown"
    assert decide("highest systolic blood pressure ≤ 140 mmHg within 14 days", both).holds == "unknown"
    assert decide("highest systolic blood pressure ≤ 160 mmHg within 14 days", both).holds == "yes"
    rule = "systolic blood pressure > 125 mmHg on at least 2 occasions within 14 days"
    assert decide(rule, both).holds == "unknown"
    assert decide(rule, month).holds == "unknown"
    assert decide(rule, pressures((150, "2021-04-30"), (">120", "2021-05-01"))).holds == "unknown"
    assert decide(rule, pressures((110, "2021-05-01"))).holds == "no"


def test_an_extreme_beside_a_result_that_is_not_known(decide: Decide) -> None:
    facts = [*pressures((150, "2021-05-01")), {"name": "systolic blood pressure", "value": 99, "time": "2021-05-02"}]
    assert decide("highest systolic blood pressure > 140 mmHg within 7 days", facts).holds == "yes"
    assert causes(decide("highest systolic blood pressure > 160 mmHg within 7 days", facts)) == ["unit"]
    assert causes(decide("lowest systolic blood pressure > 160 mmHg within 7 days", facts)) == []
    only: Facts = [{"name": "systolic blood pressure", "value": 99, "time": "2021-05-02"}]
    for select in ("highest", "lowest"):
        assert causes(decide(f"{select} systolic blood pressure > 160 mmHg within 7 days", only)) == ["unit"]
    open_: Facts = pressures((">200", "2021-05-01"), ("<80", "2021-05-02"))
    assert decide("highest systolic blood pressure > 150 mmHg within 7 days", open_).holds == "yes"
    assert decide("lowest systolic blood pressure < 90 mmHg within 7 days", open_).holds == "yes"


def test_the_mean(decide: Decide) -> None:
    rule = "mean of the last 2 systolic blood pressure ≥ 125 mmHg within 28 days"
    found = decide(rule, SERIES)
    (evidence,) = found.because
    assert (found.holds, evidence.value, evidence.unit, evidence.margin) == ("yes", "125", "mmHg", "0 mmHg")
    assert evidence.derived is not None
    assert [part.value for part in evidence.derived.inputs] == ["130", "120"]
    one_twice = pressures((130, "2021-05-01"), (130, "2021-05-01"))
    assert causes(decide(rule, one_twice)) == ["missing"]
    assert causes(
        decide(rule, [*SERIES[:2], {"name": "systolic blood pressure", "value": 1, "time": "2021-05-01"}])
    ) == ["unit"]
    between = [*SERIES, *pressures((128, "2021-04"))]
    assert decide(rule, between).holds == "unknown"
    assert decide(rule.replace("125", "120"), between).holds == "yes"
    assert decide(rule, pressures(("<110", "2021-05-01"), ("<110", "2021-04-30"))).holds == "no"
    assert decide(rule, pressures((">140", "2021-05-01"), (">140", "2021-04-30"))).holds == "yes"
    alts: Facts = [
        {"name": "ALT", "value": v, "unit": "U/L", "time": t, "range": {"high": 40}}
        for v, t in ((80, "2021-05-01"), (40, "2021-04-30"))
    ]
    found = decide("mean of the last 2 ALT ≤ 1.5 × ULN", alts)
    assert (found.holds, found.because[0].value, found.because[0].unit, found.because[0].margin) == (
        "yes",
        "1.5",
        "× ULN",
        "0 × ULN",
    )


def test_a_change_within_hours(decide: Decide) -> None:
    rule = "increase in creatinine ≥ 0.3 mg/dL within 48 hours"
    found = decide(rule, creatinines((1.0, "2021-05-01T08:00"), (1.3, "2021-05-02T08:00")))
    (evidence,) = found.because
    assert (found.holds, evidence.value, evidence.margin) == ("yes", "0.3", "0 mg/dL")
    assert evidence.test == "increase ≥ 0.3 mg/dL within 48 hours"
    assert decide(rule, creatinines((1.3, "2021-05-01T08:00"), (1.0, "2021-05-02T08:00"))).holds == "no"
    assert decide(rule, creatinines((1.0, "2021-05-01"), (1.3, "2021-05-02"))).holds == "yes"
    assert decide(rule, creatinines((1.0, "2021-04-30T08:00"), (1.3, "2021-05-02T08:00"))).holds == "yes"
    assert decide(rule, creatinines((1.0, "2021-04-30T07:59"), (1.3, "2021-05-02T08:00"))).holds == "unknown"
    assert causes(decide(rule, creatinines((1.0, "2021-04-30"), (1.3, "2021-05-02")))) == ["imprecise"]
    assert causes(decide(rule, creatinines((1.0, "2021-04-28T08:00"), (1.3, "2021-05-02T08:00")))) == ["stale"]
    assert causes(decide(rule, creatinines((1.3, "2021-05-02")))) == ["missing"]
    assert causes(decide(rule, creatinines((1.3, "2020-05-02")))) == ["stale"]
    assert causes(decide(rule, [])) == ["missing"]
    facts = [*creatinines((1.3, "2021-05-02T08:00")), {"name": "creatinine", "value": 1, "time": "2021-05-01T08:00"}]
    assert causes(decide(rule, facts)) == ["unit"]
    assert causes(decide(rule, creatinines((1.3, "2021-05-02"), (1.0, "2021-05-02")))) == ["imprecise"]
    same = creatinines((1.0, "2021-05-01T08:00"), (1.5, "2021-05-01T08:00"), (1.4, "2021-05-02T08:00"))
    found = decide(rule, same)
    assert (found.holds, [part.value for part in found.because[0].derived.inputs]) == ("unknown", ["1.0", "1.5", "1.4"])  # type: ignore[union-attr]
    anchored = "increase in creatinine ≥ 0.3 mg/dL within 48 hours"
    assert decide(anchored, same[1:]).holds == "no"


@pytest.mark.parametrize(
    ("criterion", "first", "last", "holds"),
    [
        ("increase in creatinine > 50% within 7 days", 1.0, 1.5, "no"),
        ("increase in creatinine ≥ 50% within 7 days", 1.0, 1.5, "yes"),
        ("decrease in creatinine ≥ 20% within 7 days", 1.0, 0.8, "yes"),
        ("decrease in creatinine ≥ 20% within 7 days", 1.0, 1.2, "no"),
        ("change in creatinine ≥ 20% within 7 days", 1.0, 0.8, "yes"),
        ("change in creatinine ≥ 20% within 7 days", 1.0, 1.2, "yes"),
        ("change in creatinine ≥ 0.5 mg/dL within 7 days", "0.8 to 1.1", 1.0, "no"),
        ("change in creatinine ≥ 50% within 7 days", "<1", 1.0, "unknown"),
        ("change in creatinine ≥ 0.1 mg/dL within 7 days", "<1.2", 1.0, "unknown"),
    ],
)
def test_changes(decide: Decide, criterion: str, first: object, last: object, holds: str) -> None:
    assert decide(criterion, creatinines((first, "2021-04-28"), (last, "2021-05-02"))).holds == holds


def test_any_earlier_result_will_do(decide: Decide) -> None:
    rule = "increase in creatinine ≥ 0.3 mg/dL within 7 days"
    found = decide(rule, creatinines((1.0, "2021-04-28"), (1.2, "2021-04-29"), (1.3, "2021-05-02")))
    assert [evidence.value for evidence in found.because] == ["0.3"]
    found = decide(rule, creatinines((">2", "2021-04-28"), (">2", "2021-05-02")))
    assert (found.holds, found.because[0].value) == ("unknown", "any value")


def test_a_change_so_long_apart(decide: Decide) -> None:
    rule = "increase in creatinine ≥ 0.3 mg/dL within 24 to 48 hours"
    assert decide(rule, creatinines((1.0, "2021-05-01T08:00"), (1.4, "2021-05-02T09:00"))).holds == "yes"
    assert decide(rule, creatinines((1.0, "2021-05-01T08:00"), (1.4, "2021-05-01T09:00"))).holds == "unknown"
    assert decide(rule, creatinines((1.0, "2021-05-01"), (1.4, "2021-05-02T09:00"))).holds == "unknown"
    days = "increase in creatinine ≥ 0.3 mg/dL within 2 to 7 days"
    assert decide(days, creatinines((1.0, "2021-04-30"), (1.4, "2021-05-02"))).holds == "yes"
    assert decide(days, creatinines((1.0, "2021-05-01"), (1.4, "2021-05-02"))).holds == "unknown"


def counts(neutrophils: object, lymphocytes: object, times: tuple[str, str] = ("2021-05-01", "2021-05-01")) -> Facts:
    named = zip(("neutrophils", "lymphocytes"), (neutrophils, lymphocytes), times, strict=True)
    return [{"name": name, "value": value, "unit": "10^9/L", "time": time} for name, value, time in named]


def test_the_ratio_of_two_results(decide: Decide) -> None:
    rule = "ratio of neutrophils to lymphocytes > 5"
    found = decide(rule, counts(12, 2))
    assert (found.holds, found.because[0].value, found.because[0].margin) == ("yes", "6", "1")
    assert decide(rule, counts(10, 2)).holds == "no"
    assert causes(decide(rule, [])) == ["missing", "missing"]
    assert causes(decide(rule, counts(10, 2)[:1])) == ["missing"]
    assert causes(decide(rule, counts(10, 2, ("2021-04-20", "2021-05-01")))) == ["stale"]
    assert causes(decide(rule, counts(10, 2, ("2021-05-01", "2021-04-20")))) == ["stale"]
    assert causes(decide(rule, counts(10, 2, ("2021-04", "2021-04")))) == ["imprecise"]
    assert causes(decide(rule, counts(10, "<2"))) == ["imprecise"]
    assert causes(decide(rule, counts(10, 0.0001))) == ["implausible"]
    assert causes(decide(rule, [counts(10, 2)[0], {**counts(10, 2)[1], "unit": "mg"}])) == ["unit"]


def test_an_unknown_anchor_leaves_everything_open(decide: Decide) -> None:
    for rule in (
        "hemoglobin ≥ 10 g/dL within 14 days before symptom onset",
        "ratio of neutrophils to lymphocytes > 5 within 14 days before symptom onset",
        "stroke within 14 days before symptom onset",
    ):
        facts = [*counts(10, 2), *creatinines((1, "2021-05-01")), {"name": "hemoglobin", "value": 12, "unit": "g/dL"}]
        found = decide(rule, facts)
        assert {missing.concept for missing in found.missing} == {"symptom onset"}


def test_a_change_in_a_window(decide_rule: DecideRule) -> None:
    threshold, bound = Threshold(Fraction(3, 10), True, "0.3"), parse_duration("P14D")
    mg = parse_unit("mg/dL")
    before = Window(bound, parse_duration("P0D"), "symptom onset")
    rising = creatinines((1, "2021-04-30"), (2, "2021-05-01"))
    rule = Change("creatinine", "increase", low=threshold, unit=mg, window=before)
    assert causes(decide_rule(rule, rising)) == ["missing"]
    assert decide_rule(rule, rising, dates={"symptom onset": "2021-05-02"}).holds == "yes"
    assert decide_rule(rule, rising).because == ()
    for within, words in (
        (Within(), "increase ≥ 0.3 mg/dL"),
        (Within(at_least=parse_duration("P1D")), "increase ≥ 0.3 mg/dL after 1 day or more"),
    ):
        found = decide_rule(Change("creatinine", "increase", low=threshold, unit=mg, within=within), rising)
        assert (found.holds, found.because[0].test) == ("yes", words)
    ahead = Window(parse_duration("P14D"), parse_duration("P0D"), "randomisation")
    found = decide_rule(Ratio(("neutrophils", "lymphocytes"), low=threshold, window=ahead), counts(4, 2))
    assert found.because[0].assumed == ("anchor",)
    mixed = Ratio(("pao2", "fio2"), high=Threshold(Fraction(300), True, "300"), unit=parse_unit("mmHg"), any_age=True)
    parts: Facts = [
        {"name": "PaO2", "value": 63, "unit": "mmHg", "time": "2021-05-01"},
        {"name": "FiO2", "value": 21, "unit": "%", "time": "2021-05-01"},
    ]
    found = decide_rule(mixed, parts)
    assert (found.holds, found.because[0].value, found.because[0].unit) == ("yes", "300", "mmHg")
    assert decide_rule(Ratio(("pao2", "fio2"), high=mixed.high, any_age=True), parts).because[0].value == "3"
