import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from support import Expect

from eligo.diagnostics.columns import display_width
from eligo.reports import checklist, html, phrases, plain, render, table
from eligo.screening.result import Component, CriterionResult, Derivation, Evidence, Missing, Screening


def test_checklist_of_an_ineligible_patient(ineligible: Screening, expect: Expect) -> None:
    expect("ineligible.txt", checklist.render(ineligible))


def test_checklist_of_an_undetermined_patient(undetermined: Screening, expect: Expect) -> None:
    expect("undetermined.txt", checklist.render(undetermined))


def test_checklist_of_an_eligible_patient(eligible: Screening, expect: Expect) -> None:
    expect("eligible.txt", checklist.render(eligible))


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_a_checklist_is_too_wide(ineligible: Screening, width: int) -> None:
    assert [
        line for line in checklist.render(ineligible, width=width).splitlines() if display_width(line) > width
    ] == []


def test_colour_adds_codes_and_nothing_else(ineligible: Screening) -> None:
    coloured = checklist.render(ineligible, colour=True)
    assert re.sub(r"\033\[[0-9;]*m", "", coloured) == checklist.render(ineligible)


def test_plain(ineligible: Screening, undetermined: Screening, expect: Expect) -> None:
    expect("plain.txt", plain.render(ineligible) + "\n" + plain.render(undetermined))


def test_plain_draws_and_aligns_nothing(ineligible: Screening) -> None:
    text = plain.render(ineligible)
    assert not re.search(r"[─-╿│┃·]|  |\t", text)
    assert all(line and not line.startswith(" ") for line in text.splitlines())


def test_several_trials_begin_with_an_overview(ineligible: Screening, eligible: Screening, expect: Expect) -> None:
    text = render([ineligible, eligible], "text")
    expect("several.txt", text.split("\n\n\n")[0])
    assert text.count("screened 2021-05-02") == 2


def test_json_is_one_object_a_line(ineligible: Screening, eligible: Screening) -> None:
    lines = render([ineligible, eligible], "json").splitlines()
    assert [json.loads(line)["verdict"] for line in lines] == ["ineligible", "eligible"]
    assert json.loads(lines[0]) == ineligible.model_dump(mode="json")


def test_csv_has_one_row_a_criterion(ineligible: Screening) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(table.render([ineligible])), newline="")))
    assert [row["criterion"] for row in rows] == [criterion.id for criterion in ineligible.criteria]
    crcl = rows[4]
    assert (crcl["holds"], crcl["status"], crcl["section"]) == ("yes", "fail", "exclusion")
    assert crcl["found"].splitlines()[0] == "creatinine clearance 12.4 mL/min on 2021-05-01, below 15 by 2.6"
    assert rows[3]["missing"] == "airway obstruction: no record"


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        if tag not in ("meta", "br"):
            self.open.append(tag)
        assert not {name for name, _ in attrs} & {"src", "onclick"}
        assert all((value or "").startswith("#") for name, value in attrs if name == "href")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def test_html_is_well_formed_and_loads_nothing(ineligible: Screening, undetermined: Screening) -> None:
    page = _Outline()
    page.feed("".join(html.render([ineligible, undetermined])))
    assert page.open == []
    assert page.seen.count("article") == 2
    assert page.seen.count("table") == 6
    assert "script" not in page.seen
    assert {"creatinine clearance", "12.4 mL/min", "2021-05-01", "below 15 by 2.6"} <= set(page.texts)


def test_html_keeps_markup_of_a_protocol_as_text(eligible: Screening) -> None:
    from dataclasses import replace

    first = replace(eligible.criteria[0], sentence="<script>alert(1)</script>", note="<b>")
    text = "".join(html.render([replace(eligible, criteria=(first,))]))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert text == render([replace(eligible, criteria=(first,))], "html")


def _result(*evidence: Evidence) -> CriterionResult:
    return CriterionResult(
        id="x", section="inclusion", sentence="The sentence.", canonical="x", note=None, holds="yes", status="pass",
        because=evidence,
    )  # fmt: skip


def _unknown(*missing: Missing) -> CriterionResult:
    return CriterionResult(
        id="x", section="inclusion", sentence=None, canonical="x", note=None, holds="unknown", status="unknown",
        missing=missing,
    )  # fmt: skip


def test_gaps_of_one_cause_are_one() -> None:
    missing = [Missing(cause="missing", concept=name) for name in ("hemodialysis", "ECMO", "ECMO")]
    asked = Missing(cause="unanswered", ask="Is it?")
    criterion = _unknown(*missing, Missing(cause="conflict"), asked)
    assert phrases.gaps(criterion) == ["hemodialysis, ECMO: no record", "records disagree"]
    assert phrases.questions(criterion) == ["Is it?"]


def test_what_is_absent_is_one_finding() -> None:
    absent = [Evidence(concept=name, test="now", holds="no", status="absent") for name in ("HIV", "syphilis", "HIV")]
    dated = Evidence(concept="hepatitis B", test="now", holds="no", status="absent", time="2021-05-02")
    assert phrases.found(_result(absent[0], dated, *absent[1:])) == [
        ["hepatitis B on 2021-05-02 (absent), not going on"],
        ["recorded that there is no HIV or syphilis"],
    ]


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (Evidence(concept="INR", value="1.2", test="< 1.5", holds="yes", margin="-0.3"), "INR 1.2, below 1.5 by 0.3"),
        (
            Evidence(concept="ALT", value="120", unit="U/L", test="≤ 3 × ULN", holds="yes", margin="0 U/L"),
            "ALT 120 U/L, exactly 3 × ULN",
        ),
        (
            Evidence(concept="ALT", value="130", unit="U/L", test="≤ 3 × ULN", holds="no", margin="10 U/L"),
            "ALT 130 U/L, above 3 × ULN by 10",
        ),
        (
            Evidence(concept="age", value="76", unit="years", test="25–75 years", holds="no", margin="1 years"),
            "age 76 years, above 75 by 1",
        ),
        (
            Evidence(concept="age", value="25", unit="years", test="25–75 years", holds="yes", margin="0 years"),
            "age 25 years, within 25–75 years",
        ),
        (
            Evidence(concept="age", value="24", unit="years", test="25–75 years", holds="no", margin="-1 years"),
            "age 24 years, below 25 by 1",
        ),
        (
            Evidence(concept="pulse", value="61", unit="/min", test="above 60", holds="yes", margin="1 /min"),
            "pulse 61/min, 1 /min from the bound",
        ),
        (Evidence(concept="DVT", end="2019", test="ever", holds="yes"), "DVT until 2019"),
        (
            Evidence(concept="DVT", start="2015", end="2016", test="in the past 3 years", holds="no"),
            "DVT 2015 to 2016, not in the past 3 years",
        ),
        (Evidence(concept="DVT", end="2016", test="now", holds="no"), "DVT until 2016, not going on"),
        (
            Evidence(concept="DVT", time="2018", test="in the past 3 years", holds="unknown", source="Condition/1"),
            "DVT in 2018, in the past 3 years: unknown [Condition/1]",
        ),
        (
            Evidence(
                concept="answer",
                value="yes",
                time="2021-05-02",
                test="The sentence.",
                holds="yes",
                source="Dr Roe",
                assumed=("answered",),
            ),
            "answered yes on 2021-05-02 [Dr Roe]",
        ),
        (
            Evidence(concept="answer", value="no", test="Is it?", holds="no", assumed=("answered",)),
            "answered no: Is it?",
        ),
        (
            Evidence(concept="DVT", test="ever", holds="no", assumed=("closed-world",)),
            "no record of DVT, and the records are declared complete",
        ),
        (
            Evidence(concept="pregnancy", test="now", holds="no", assumed=("by-sex",)),
            "pregnancy belongs to the other sex alone",
        ),
        (Evidence(concept="DVT", test="ever", holds="no", status="never"), "recorded that there never was DVT"),
        (Evidence(concept="DVT", test="ever", holds="yes", status="resolved"), "DVT (resolved)"),
        (Evidence(concept="pH", value="7.4", unit="1", test="> 7", holds="yes"), "pH 7.4"),
    ],
)
def test_a_finding_in_words(evidence: Evidence, words: str) -> None:
    assert phrases.found(_result(evidence)) == [[words]]


def test_changes_and_means_name_their_results() -> None:
    results = (
        Component(concept="creatinine", value="1", unit="mg/dL", time="2021-05-01T08:00"),
        Component(concept="creatinine", value="1.2", unit="mg/dL"),
    )
    change = Evidence(
        concept="creatinine", value="0.2", unit="mg/dL", time="2021-05-02", test="increase ≥ 0.3 mg/dL within 48 hours",
        holds="no", margin="-0.1 mg/dL", derived=Derivation(formula="change", inputs=results),
    )  # fmt: skip
    mean = Evidence(
        concept="creatinine", value="1.1", unit="mg/dL", test="> 1 and < 1.5 mg/dL", holds="yes", margin="0.1 mg/dL",
        derived=Derivation(formula="mean of the last 2", inputs=results),
    )  # fmt: skip
    assert phrases.found(_result(change, mean)) == [
        [
            "change in creatinine 0.2 mg/dL on 2021-05-02, below 0.3 by 0.1",
            "from creatinine 1 mg/dL (2021-05-01 08:00) to creatinine 1.2 mg/dL",
        ],
        [
            "creatinine 1.1 mg/dL, between the bounds > 1 and < 1.5 mg/dL",
            "mean of the last 2: creatinine 1 mg/dL (2021-05-01 08:00), creatinine 1.2 mg/dL",
        ],
    ]


def test_a_derivation_without_inputs() -> None:
    assert phrases.derivation(Derivation(formula="BMI", inputs=())) == "computed by BMI"


def test_every_cause_and_assumption_has_words() -> None:
    from typing import get_args

    from eligo.screening.result import Assumption, Cause

    causes = [cause for cause in get_args(Cause) if cause != "unanswered"]
    assert len(phrases.gaps(_unknown(*(Missing(cause=cause, concept="X") for cause in causes)))) == len(causes)
    assert all(phrases.remedy(Missing(cause=cause)) for cause in get_args(Cause))
    assert all(phrases.remedy(Missing(cause=cause, concept="X")).startswith("X: ") for cause in get_args(Cause))
    assert all(phrases.assumption(code) for code in get_args(Assumption))
