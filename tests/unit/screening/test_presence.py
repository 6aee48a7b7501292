"""Conditions, drugs and procedures: now, ever, in a window, and what no record means (LANGUAGE §3.2, §3.8)."""

from typing import Any

import pytest
from unit.screening.conftest import Decide, Facts, causes

ASTHMA = {"name": "asthma"}
COMPLETE = {"complete": ["conditions", "medications", "procedures"]}


@pytest.mark.parametrize(
    ("record", "now", "ever"),
    [
        ({}, "yes", "yes"),
        ({"start": "2001"}, "yes", "yes"),
        ({"start": "2021-05-02"}, "yes", "yes"),
        ({"start": "2021-05"}, "unknown", "unknown"),
        ({"start": "2021-05-03"}, "unknown", "unknown"),
        ({"start": "2001", "end": "2021-05-02"}, "yes", "yes"),
        ({"start": "2001", "end": "2021-05-01"}, "unknown", "yes"),
        ({"start": "2001", "end": "2021-05"}, "unknown", "yes"),
        ({"start": "2001", "end": "2021-06"}, "yes", "yes"),
        ({"end": "2021-05-01"}, "unknown", "yes"),
        ({"end": "2021-05-03"}, "unknown", "unknown"),
        ({"start": "2021-05-02T08:00", "end": "2021-05"}, "yes", "yes"),
        ({"start": "2021-04-30", "end": "2021-04"}, "unknown", "yes"),
        ({"time": "2021-05-02"}, "yes", "yes"),
        ({"time": "2021-05-01"}, "unknown", "yes"),
        ({"time": "2021-05-01", "status": "active"}, "yes", "yes"),
        ({"start": "2001", "status": "active"}, "yes", "yes"),
        ({"start": "2001", "end": "2019", "status": "active"}, "unknown", "yes"),
        ({"start": "2001", "status": "resolved"}, "unknown", "yes"),
        ({"status": "resolved"}, "unknown", "yes"),
        ({"start": "2001", "status": "ordered"}, "unknown", "unknown"),
        ({"status": "planned"}, "unknown", "unknown"),
        ({"value": "maybe"}, "unknown", "unknown"),
        ({"present": False}, "no", "unknown"),
        ({"present": False, "time": "2019-05-02"}, "unknown", "unknown"),
        ({"present": False, "time": "2021-05-03"}, "unknown", "unknown"),
        ({"present": False, "time": "2021-05"}, "unknown", "unknown"),
        ({"ever": False}, "no", "no"),
        ({"ever": False, "time": "2019"}, "unknown", "unknown"),
    ],
)
def test_going_on_and_ever_in_an_open_world(decide: Decide, record: dict[str, Any], now: str, ever: str) -> None:
    facts: Facts = [{**ASTHMA, **record}]
    assert decide("asthma", facts).holds == now
    assert decide("history of asthma", facts).holds == ever
    if now == "unknown" and record.keys() <= {"start", "end", "time"} and "2021-05" not in record.values():
        assert decide("asthma", facts, **COMPLETE).holds == ("no" if record.get("end") != "2021-05-03" else "unknown")


def test_what_was_assumed_is_told(decide: Decide) -> None:
    assert decide("asthma", [{**ASTHMA, "start": "2001"}]).because[0].assumed == ("ongoing",)
    assert decide("asthma", [ASTHMA]).because[0].assumed == ("undated",)
    assert decide("asthma", [{**ASTHMA, "start": "2001", "status": "active"}]).because[0].assumed == ()
    (evidence,) = decide("asthma", [{**ASTHMA, "start": "2001", "end": "2010"}], **COMPLETE).because
    assert (evidence.holds, evidence.start, evidence.end, evidence.assumed) == ("no", "2001", "2010", ("closed-world",))
    (evidence,) = decide("asthma", [{**ASTHMA, "present": False}]).because
    assert (evidence.holds, evidence.status, evidence.place) == ("no", "absent", "facts[0]")
    assert decide("asthma", [{**ASTHMA, "ever": False}]).because[0].status == "never"


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"start": "2001"},
        {"start": "2021-05-02"},
        {"start": "2021-05-01"},
        {"time": "2021-05-02T08:00"},
    ],
)
def test_a_denial_beside_a_record_that_says_otherwise(decide: Decide, other: dict[str, Any]) -> None:
    facts = [{**ASTHMA, **other}, {**ASTHMA, "present": False}]
    for order in (facts, facts[::-1]):
        found = decide("asthma", order, **COMPLETE)
        assert (found.holds, causes(found), len(found.because)) == ("unknown", ["conflict"], 2)
    assert causes(decide("history of asthma", [{**ASTHMA, **other}, {**ASTHMA, "ever": False}])) == ["conflict"]


def test_never_was_said_at_some_time(decide: Decide) -> None:
    rule = "asthma at least 2 years ago"
    for time, holds in (("2019-05-01", "unknown"), ("2019-05-02", "no"), ("2019-05", "unknown"), ("2019-06", "no")):
        assert decide(rule, [{**ASTHMA, "ever": False, "time": time}]).holds == holds


def test_a_denial_leaves_standing_what_was_before_it(decide: Decide) -> None:
    facts = [{**ASTHMA, "start": "2001"}, {**ASTHMA, "present": False}]
    assert decide("history of asthma", facts).holds == "yes"
    ended = [{**ASTHMA, "start": "2001", "end": "2019"}, {**ASTHMA, "present": False}]
    assert decide("asthma", ended).holds == "no"
    earlier = [{**ASTHMA, "start": "2020"}, {**ASTHMA, "present": False, "time": "2019"}]
    assert decide("asthma", earlier).holds == "yes"
    month = [{**ASTHMA, "start": "2001"}, {**ASTHMA, "present": False, "time": "2021-04"}]
    assert causes(decide("asthma", month)) == ["conflict"]
    assert (
        decide("history of asthma", [{**ASTHMA, "start": "2020"}, {**ASTHMA, "ever": False, "time": "2019"}]).holds
        == "yes"
    )


def test_windows(decide: Decide) -> None:
    rule = "asthma in the past 3 years"
    for start, end, holds in (
        ("2001", "2018-05-02", "yes"),
        ("2001", "2018-05-01", "no"),
        ("2001", "2018", "unknown"),
        ("2018-06", "2018-07", "yes"),
        ("2021-05-03", None, "no"),
    ):
        facts = [{**ASTHMA, "start": start, **({"end": end} if end else {})}]
        assert decide(rule, facts, **COMPLETE).holds == holds
    assert decide("at least 4 weeks since asthma", [{**ASTHMA, "end": "2021-04-04"}], **COMPLETE).holds == "yes"
    assert decide("no asthma within 4 weeks", [{**ASTHMA, "end": "2021-04-04"}], **COMPLETE).holds == "no"
    seizure = {"name": "seizure"}
    assert decide("seizure within 48 hours", [{**seizure, "time": "2021-05-02"}], **COMPLETE).holds == "yes"
    assert decide("seizure within 48 hours", [{**seizure, "time": "2021-04-30"}], **COMPLETE).holds == "unknown"
    assert decide("seizure within 48 hours", [{**seizure, "time": "2021-04-29"}], **COMPLETE).holds == "no"
    moment = {"as_of": "2021-05-02T10:00", **COMPLETE}
    assert decide("seizure within 48 hours", [{**seizure, "time": "2021-04-30T10:00"}], **moment).holds == "yes"
    assert decide("seizure within 48 hours", [{**seizure, "time": "2021-04-30T09:59"}], **moment).holds == "no"
    assert decide("at least 48 hours since seizure", [{**seizure, "time": "2021-04-30T09:59"}], **moment).holds == "yes"


def test_anchors(decide: Decide) -> None:
    rule = "major surgery within 28 days before randomisation"
    surgery: Facts = [{"name": "major surgery", "time": "2021-04-10"}]
    dates = {"randomisation": "2021-05-10"}
    assert decide(rule, surgery, dates=dates, **COMPLETE).holds == "no"
    found = decide(rule, surgery, **COMPLETE)
    assert (found.holds, found.because[0].assumed) == ("yes", ("anchor",))
    assert decide(rule, [], **COMPLETE).because[0].assumed == ("closed-world", "anchor")
    found = decide(rule, surgery, dates={"randomisation": "2021-07"}, **COMPLETE)
    assert (found.holds, causes(found)) == ("unknown", ["missing"])
    month = {"dates": {"randomisation": "2021-05"}}
    assert decide(rule, [{**surgery[0], "time": "2021-04-29"}], **month, **COMPLETE).holds == "unknown"
    assert (
        decide("asthma within 28 days before randomisation", [ASTHMA], dates={"randomisation": "2021-05"}).holds
        == "unknown"
    )
    hours = "seizure within 48 hours before symptom onset"
    onset = {"dates": {"symptom onset": "2021-05-01T12:00"}}
    for time, holds in (("2021-05-01T11:00", "yes"), ("2021-05-01T13:00", "unknown")):
        assert decide(hours, [{"name": "seizure", "time": time}], **onset).holds == holds


def test_the_anchor_of_a_diagnosis(decide: Decide) -> None:
    rule = "chemotherapy within 6 months before diagnosis of breast cancer"
    given: Facts = [{"name": "chemotherapy", "time": "2020-01-10"}]
    cancer = {"name": "breast cancer", "start": "2020-03-01"}
    assert decide(rule, [*given, cancer]).holds == "yes"
    assert decide(rule, [*given, cancer], dates={"diagnosis of breast cancer": "2021-03-01"}).holds == "unknown"
    for others in (
        [],
        [{"name": "breast cancer"}],
        [cancer, {**cancer, "start": "2020-04"}],
        [{**cancer, "status": "planned"}],
    ):
        found = decide(rule, [*given, *others], **COMPLETE)
        assert [(gap.cause, gap.concept) for gap in found.missing] == [("missing", "diagnosis of breast cancer")]
    assert decide(rule, [], **COMPLETE).holds == "no"


def test_beginnings(decide: Decide) -> None:
    rule = "tuberculosis diagnosed within 14 days"
    tb = {"name": "tuberculosis"}
    for record, holds in (
        ({"start": "2021-04-18"}, "yes"),
        ({"time": "2021-04-20"}, "yes"),
        ({"start": "2021-04"}, "unknown"),
        ({}, "unknown"),
        ({"value": "maybe"}, "unknown"),
        ({"start": "2021-04-17"}, "no"),
        ({"start": "2020", "end": "2021-04-20"}, "unknown"),
    ):
        assert decide(rule, [{**tb, **record}]).holds == holds
    assert decide(rule, [{**tb, "start": "2021-04-17"}]).because[0].assumed == ("ongoing",)
    assert decide("mycobacterial infection diagnosed within 14 days", [{**tb, "start": "2020"}]).holds == "unknown"
    assert decide("asthma diagnosed at least 2 years ago", [{**ASTHMA, "start": "2001"}]).holds == "yes"


@pytest.mark.parametrize(
    ("record", "holds"),
    [
        ({}, "unknown"),
        ({"start": "2021-04-01", "end": "2021-05-02"}, "yes"),
        ({"time": "2021-04-01", "end": "2021-04-10"}, "yes"),
        ({"end": "2021-04-10"}, "unknown"),
        ({"start": "2020-04-01"}, "no"),
    ],
)
def test_an_event_happens_at_its_start(decide: Decide, record: dict[str, Any], holds: str) -> None:
    stroke = {"name": "stroke", **record}
    assert decide("stroke within 6 weeks", [stroke], **COMPLETE).holds == holds
    assert decide("history of stroke", [stroke]).holds == "yes"
    assert decide("stroke within 1 day", [{**stroke, "start": "2021-04-01"}], **COMPLETE).holds == "no"


def test_drugs_and_procedures_known_only_as_ordered(decide: Decide) -> None:
    for record, holds, cause in (
        ({"start": "2021-02-01"}, "yes", []),
        ({"time": "2021-02-01"}, "yes", []),
        ({"start": "2021-01-31"}, "unknown", ["stale"]),
        ({"start": "2021-01-31", "end": "2021-02-28"}, "no", []),
        ({}, "unknown", ["stale"]),
    ):
        found = decide("on tacrolimus", [{"name": "tacrolimus", "status": "ordered", **record}], **COMPLETE)
        assert (found.holds, causes(found)) == (holds, cause)
    for name in ("kidney transplant", "hemodialysis"):
        ordered = {"name": name, "status": "ordered", "start": "2021-04-01"}
        assert decide(f"history of {name}", [ordered], **COMPLETE).holds == "unknown"


def test_narrower_and_broader_records(decide: Decide) -> None:
    dvt = "deep vein thrombosis"
    assert decide("venous thromboembolism", [{"name": dvt}]).holds == "yes"
    found = decide(dvt, [{"name": "venous thromboembolism"}], **COMPLETE)
    assert (found.holds, causes(found)) == ("unknown", ["unspecific"])
    assert decide(dvt, [{"name": "venous thromboembolism", "end": "2010"}], **COMPLETE).holds == "no"
    assert decide(dvt, [{"name": "venous thromboembolism", "present": False}]).holds == "no"
    assert decide("venous thromboembolism", [{"name": dvt, "present": False}]).holds == "unknown"
    assert causes(decide("venous thromboembolism", [{"name": dvt}, {"name": dvt, "present": False}])) == ["conflict"]
    assert decide(dvt, [{"name": dvt}, {"name": "venous thromboembolism", "present": False}]).holds == "unknown"
    rule = "malignancy within 5 years except basal cell carcinoma"
    assert decide(rule, [{"name": "basal cell carcinoma", "start": "2020"}], **COMPLETE).holds == "no"
    assert decide(rule, [{"name": "breast cancer", "start": "2020"}]).holds == "yes"


def test_relations_are_never_the_thing_itself(decide: Decide) -> None:
    allergy = {"name": "penicillin", "relation": "allergy"}
    assert decide("allergy to penicillin", [allergy]).holds == "yes"
    assert decide("allergy to penicillin", [{**allergy, "time": "2010"}]).holds == "yes"
    assert decide("allergy to penicillin", [{**allergy, "end": "2010"}]).holds == "unknown"
    assert decide("allergy to penicillin", [{"name": "penicillin"}]).holds == "unknown"
    assert decide("on penicillin", [allergy], **COMPLETE).holds == "no"
    assert decide("allergy to penicillin", [], complete=["allergies"]).holds == "no"
    assert decide("allergy to penicillin", [], complete=["medications", "penicillin"]).holds == "unknown"
    family = {"name": "breast cancer", "relation": "family-history"}
    rule = "family history of breast cancer"
    for record, holds in (({"time": "2010"}, "yes"), ({"present": False}, "no"), ({"ever": False}, "no"), ({}, "yes")):
        assert decide(rule, [{**family, **record}]).holds == holds
    assert decide(rule, [], complete=["family history"]).holds == "no"
    assert causes(decide("contraindication to aspirin", [], **COMPLETE)) == ["missing"]


def test_silence_counts_where_and_when_it_is_declared(decide: Decide) -> None:
    def silent(rule: str, *declared: Any, **changes: Any) -> str:
        return decide(rule, [], complete=list(declared), **changes).holds

    now, ever, window = "asthma", "history of asthma", "asthma in the past 3 years"
    assert [silent(rule, "conditions") for rule in (now, ever, window)] == ["no", "no", "no"]
    assert [silent(rule, "asthma") for rule in (now, ever, window)] == ["no", "no", "no"]
    assert [silent(rule, "medications", "stroke") for rule in (now, ever, window)] == ["unknown"] * 3
    since = {"of": "conditions", "from": "2015"}
    assert [silent(rule, since) for rule in (now, ever, window)] == ["no", "unknown", "no"]
    assert silent(window, {"of": "conditions", "from": "2020"}) == "unknown"
    assert silent(ever, {"of": "conditions", "from": "1970"}) == "no"
    assert silent(ever, {"of": "asthma", "from": "1970"}) == "no"
    assert silent(ever, {"of": "conditions", "from": "1970"}, birth_date=None) == "unknown"
    assert silent(now, {"of": "conditions", "to": "2021-05-02"}) == "no"
    assert silent(now, {"of": "conditions", "to": "2021-05-01"}) == "unknown"
    assert silent("asthma at least 2 years ago", {"of": "conditions", "to": "2021-05-01"}) == "no"


def test_what_belongs_to_one_sex(decide: Decide) -> None:
    found = decide("pregnant", [], sex="male")
    assert (found.holds, found.because[0].assumed) == ("no", ("by-sex",))
    assert decide("pregnant", [{"name": "pregnant"}], sex="male").holds == "no"
    for sex in ("female", "other", "unknown", None):
        assert decide("pregnant", [], sex=sex).holds == "unknown"
    assert decide("pregnant or asthma", [], sex="male", complete=["conditions"]).holds == "no"


def test_records_that_nothing_knows(decide: Decide) -> None:
    strange = {"code": "icd10:Z99.99", "start": "2020"}
    for fact, said in ((strange, "icd10:Z99.99"), ({"name": "quux", "start": "2020"}, "quux")):
        found = decide("asthma", [fact], **COMPLETE)
        assert (found.holds, causes(found), found.because[0].concept) == ("unknown", ["unmapped"], said)
        assert decide("asthma", [{**fact, "end": "2020"}], **COMPLETE).holds == "no"
    pcn = {"name": "quux", "relation": "allergy"}
    assert causes(decide("allergy to penicillin", [pcn], complete=["allergies"])) == ["unmapped"]
    assert decide("allergy to penicillin", [{**pcn, "start": "2022"}], complete=["allergies"]).holds == "no"


@pytest.mark.parametrize(
    ("criterion", "courses", "holds"),
    [
        ("prednisone for at least 3 months", [("2021-02-02", None)], "yes"),
        ("prednisone for at least 3 months", [("2021-02-03", None)], "no"),
        ("prednisone for more than 3 months", [("2021-02-02", None)], "no"),
        ("prednisone for more than 3 months", [("2021-02-01", None)], "yes"),
        ("prednisone for at least 3 months", [("2021-01", None)], "yes"),
        ("prednisone for at least 3 months", [("2021-02", None)], "unknown"),
        ("prednisone for at least 3 months", [("2020-10-01", "2021-01-31"), ("2021-03-02", None)], "yes"),
        ("prednisone for at least 3 months", [("2020-10-01", "2021-01-31"), ("2021-03-03", None)], "no"),
        ("prednisone for at least 3 months", [("2020-01-01", "2020-06-01")], "no"),
        ("history of prednisone for at least 3 months", [("2020-01-01", "2020-06-01")], "yes"),
        (
            "history of prednisone for at least 3 months",
            [("2020-01-01", "2020-06-01"), ("2020-02-01", "2020-03-01")],
            "yes",
        ),
        ("prednisone for at least 3 months in the past year", [("2019-01-01", "2020-07-01")], "no"),
        ("prednisone for at least 3 months in the past year", [("2019-01-01", "2020-09-01")], "yes"),
        ("prednisone for less than 3 months", [("2021-03-01", None)], "yes"),
        ("prednisone for less than 3 months", [("2021-01-01", None)], "no"),
        ("prednisone for less than 3 months", [("2021-02", None)], "unknown"),
        ("prednisone for less than 3 months", [("2020-01-01", "2020-02-01")], "no"),
        ("history of prednisone for less than 3 months", [("2020-01-01", "2020-02-01")], "yes"),
        ("prednisone for at least 72 hours", [("2021-04-29T08:00", None)], "yes"),
        ("prednisone for at least 72 hours", [("2021-04-30T08:00", None)], "no"),
    ],
)
def test_courses(decide: Decide, criterion: str, courses: list[tuple[str, str | None]], holds: str) -> None:
    facts: Facts = [
        {"name": "prednisone", "start": start, **({} if end is None else {"end": end})} for start, end in courses
    ]
    assert decide(criterion, facts, as_of="2021-05-02T10:00", **COMPLETE).holds == holds


def test_a_course_that_is_too_short_says_nothing_of_others(decide: Decide) -> None:
    short = {"name": "prednisone", "start": "2021-04-01"}
    found = decide("prednisone for at least 3 months", [short])
    assert (found.holds, causes(found)) == ("unknown", ["missing"])
    assert decide("prednisone for at least 3 months", [{"name": "prednisone", "present": False}]).holds == "no"
    unclear = {"name": "prednisone", "status": "ordered", "start": "2020-01-01"}
    assert causes(decide("prednisone for at least 6 months", [unclear])) == ["stale"]
    backward = {"name": "prednisone", "start": "2021-04", "end": "2021-04"}
    assert decide("history of prednisone for at least 1 week", [backward], **COMPLETE).holds == "unknown"


@pytest.mark.parametrize(
    ("rule", "asks"),
    [
        ("asthma", "does the patient have asthma?"),
        ("history of asthma", "did the patient ever have asthma?"),
        ("prior tacrolimus", "was the patient ever on tacrolimus?"),
        ("history of hemodialysis", "did the patient ever undergo hemodialysis?"),
        ("on tacrolimus", "is the patient on tacrolimus?"),
        ("hemodialysis", "is the patient undergoing hemodialysis?"),
        ("allergy to penicillin", "is the patient allergic to penicillin?"),
        (
            "asthma within 4 weeks before randomisation",
            "does the patient have asthma (within 4 weeks before randomisation)?",
        ),
        ("asthma diagnosed within 14 days", "does the patient have asthma (began in the past 14 days)?"),
        ("asthma for at least 3 months", "does the patient have asthma (now, for at least 3 months)?"),
    ],
)
def test_what_to_ask(decide: Decide, rule: str, asks: str) -> None:
    assert [missing.ask for missing in decide(rule, []).missing] == [asks]


def test_evidence_of_an_allergy_is_not_of_the_drug(decide: Decide) -> None:
    allergy = {"name": "penicillin", "relation": "allergy", "start": "2010"}
    assert decide("allergy to penicillin", [allergy]).because[0].concept == "allergy to penicillin"
    assert decide("allergy to penicillin", [], complete=["allergies"]).because[0].concept == "allergy to penicillin"
    found = decide("family history of breast cancer", [])
    assert found.missing[0].concept == "family history of breast cancer"
