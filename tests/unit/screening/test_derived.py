"""Values computed from others (LANGUAGE §3.10)."""

from unit.screening.conftest import Decide, Facts, causes

RULE = "creatinine clearance < 60 mL/min"
WEIGHT = {"name": "weight", "value": 72, "unit": "kg", "time": "2021-05-01"}
CREATININE = {"name": "creatinine", "value": 1, "unit": "mg/dL", "time": "2021-05-02"}
BOTH: Facts = [WEIGHT, CREATININE]
MEASURED = {"name": "creatinine clearance", "value": 50, "unit": "mL/min"}
NONE = {"complete": ["procedures"]}


def test_formula_and_inputs_are_evidence(decide: Decide) -> None:
    found = decide(RULE, [{"name": "dialysis", "present": False}, *BOTH])
    (evidence,) = found.because
    assert (found.holds, evidence.value, evidence.unit, evidence.time) == ("no", "76.5", "mL/min", "2021-05-01")
    assert evidence.derived is not None
    assert evidence.derived.formula == "Cockcroft-Gault"
    assert [(part.concept, part.value, part.place) for part in evidence.derived.inputs] == [
        ("creatinine", "1", "facts[2]"), ("weight", "72", "facts[1]"), ("age", "50", None), ("sex", "female", None),
        ("dialysis", "no", "facts[0]"),
    ]  # fmt: skip


def test_the_later_decides_and_of_one_day_the_measured_one(decide: Decide) -> None:
    assert decide(RULE, [*BOTH, {**MEASURED, "time": "2021-04-30"}], **NONE).holds == "no"
    assert decide(RULE, [*BOTH, {**MEASURED, "time": "2021-05-01"}], **NONE).holds == "yes"
    assert decide(RULE, [*BOTH, MEASURED], **NONE).holds == "yes"
    assert decide(RULE, [*BOTH, {**MEASURED, "time": "2021-05"}], **NONE).holds == "unknown"


def test_who_the_formula_is_for(decide: Decide) -> None:
    assert causes(decide(RULE, BOTH, birth_date="2010", **NONE)) == ["missing"]
    assert causes(decide(RULE, BOTH, birth_date="2003", **NONE)) == ["imprecise"]
    assert causes(decide(RULE, BOTH, birth_date=None, **NONE)) == ["missing"]
    assert causes(decide(RULE, BOTH, sex=None, **NONE)) == ["missing"]
    assert causes(decide(RULE, [*BOTH, {"name": "hemodialysis", "start": "2020"}], **NONE)) == ["missing"]
    found = decide(RULE, BOTH)
    assert [(gap.cause, gap.concept) for gap in found.missing] == [("missing", "dialysis")]
    assert decide("creatinine clearance > 60 mL/min", BOTH, birth_date="1970", **NONE).holds == "yes"


def test_an_input_that_is_not_known(decide: Decide) -> None:
    found = decide(RULE, [WEIGHT, {**CREATININE, "unit": "mg"}], **NONE)
    assert (causes(found), found.because[0].value) == (["unit"], "?")
    below = [WEIGHT, {**CREATININE, "value": "<1"}]
    assert decide(RULE, below, **NONE).because[0].value == ">76.5"
    assert causes(decide("creatinine clearance > 80 mL/min", below, **NONE)) == ["imprecise"]
    zero = [{**WEIGHT, "value": "<30"}, {"name": "height", "value": "<100", "unit": "cm"}]
    assert causes(decide("BMI > 30 kg/m2", zero)) == ["imprecise"]
    assert decide(RULE, [WEIGHT, {**CREATININE, "value": "0.8 to 1"}], **NONE).because[0].value == "76.5 to 95.625"
    twice = [WEIGHT, CREATININE, {**CREATININE, "value": 2}]
    assert causes(decide(RULE, twice, **NONE)) == ["imprecise"]


def test_a_formula_is_computed_once_for_all_rules(decide: Decide) -> None:
    group = f"any of:\n    - {RULE}\n    - creatinine clearance > 200 mL/min"
    assert [evidence.value for evidence in decide(group, BOTH, **NONE).because] == ["76.5", "76.5"]


def test_nothing_can_be_said_of_inputs_without_bounds(decide: Decide) -> None:
    names = ("sodium", "chloride", "bicarbonate")
    parts: Facts = [{"name": n, "value": v, "unit": "mmol/L"} for n, v in zip(names, (">150", ">100", 24), strict=True)]
    assert causes(decide("anion gap > 12 mmol/L", parts)) == ["imprecise"]


def test_a_computed_value_has_the_range_of_the_laboratory(decide: Decide) -> None:
    ranges = [{"name": "creatinine clearance", "low": 90, "unit": "mL/min"}]
    assert decide("creatinine clearance < LLN", BOTH, ranges=ranges, **NONE).holds == "yes"


def test_inputs_are_of_one_time(decide: Decide) -> None:
    assert causes(decide(RULE, [{**WEIGHT, "time": "2021-04-01"}, CREATININE], **NONE)) == ["missing"]
    assert causes(decide(RULE, [{**WEIGHT, "time": "2021-04"}, CREATININE], **NONE)) == ["imprecise"]
    assert (
        decide("BMI ≥ 24.9 kg/m2", [{**WEIGHT}, {"name": "height", "value": 170, "unit": "cm", "time": "2001"}]).holds
        == "yes"
    )
    assert (
        decide(
            "BMI ≥ 24.9 kg/m2",
            [WEIGHT, {"name": "height", "value": 170, "unit": "cm", "time": "2001"}],
            birth_date="2010",
        ).holds
        == "unknown"
    )
    assert (
        decide(
            "eGFR ≥ 60 mL/min/1.73 m2", [{**CREATININE, "time": "2021-04"}], header="results of any age", **NONE
        ).holds
        == "yes"
    )


def test_a_value_that_cannot_be(decide: Decide) -> None:
    heavy = {**WEIGHT, "value": 300}
    assert causes(decide("BMI > 30 kg/m2", [heavy, {"name": "height", "value": 60, "unit": "cm"}])) == ["implausible"]
    assert causes(decide("BMI > 30 kg/m2", [WEIGHT, {"name": "height", "value": 0, "unit": "cm"}])) == ["implausible"]


def test_scores_and_the_class_that_follows(decide: Decide) -> None:
    parts: Facts = [
        {"name": "bilirubin", "value": 1, "unit": "mg/dL", "time": "2021-05-01"},
        {"name": "albumin", "value": 4, "unit": "g/dL", "time": "2021-05-01"},
        {"name": "INR", "value": 1.1, "time": "2021-05-01"},
        {"name": "ascites grade", "value": "none", "time": "2021-05-01"},
        {"name": "hepatic encephalopathy grade", "value": "none", "time": "2021-05-01"},
    ]
    found = decide("Child-Pugh score > 5", parts)
    assert (found.holds, found.because[0].value) == ("no", "5")
    found = decide("Child-Pugh class A", parts)
    assert (found.holds, found.because[0].value, found.because[0].derived.formula) == ("yes", "A", "Child-Pugh score")  # type: ignore[union-attr]
    doubtful = [*parts[:3], {**parts[3], "value": "gibberish"}, parts[4]]
    assert causes(decide("Child-Pugh score > 5", doubtful)) == ["implausible"]
    assert causes(decide("Child-Pugh class A", doubtful)) == ["implausible"]
    assert causes(decide("Child-Pugh score > 5", [{**parts[0], "value": "1 to 5"}, *parts[1:]])) == ["imprecise"]
