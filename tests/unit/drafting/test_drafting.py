"""What lines become: rules, questions with their reason, headings, groups."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import answered_at_once

from eligo.diagnostics import UsageError, has_errors
from eligo.drafting.answering import LineAnswers, draft_objects
from eligo.drafting.draft import Draft, draft_study
from eligo.drafting.model import Study
from eligo.drafting.reading import Reader
from eligo.drafting.studies import read_study
from eligo.rules import compile_text, trial_object
from eligo.rules.compiling import compile_source

CORPUS = Path(__file__).parents[4] / "shared" / "corpus" / "dev_trials.jsonl"


def draft(reader: Reader, text: str) -> Draft:
    return draft_study(Study("NCT1", text), reader)


def kinds(draft: Draft) -> list[str]:
    return [line.kind for line in draft.lines]


def test_a_group_is_one_criterion_with_its_items(reader: Reader) -> None:
    made = draft(
        reader, "Inclusion Criteria:\n\n* Any of the following:\n  * asthma, or\n  * willing to fly\n* ECOG 0-1"
    )
    assert kinds(made) == ["heading", "rule", "rule", "question", "rule"]
    group = draft_objects(made)[1]["rule"]
    assert group["op"] == "any"
    assert [part["op"] for part in group["of"]] == ["present", "ask"]


@pytest.mark.parametrize(
    "text",
    [
        "* History of any of the following:\n  * asthma",
        "* Any of the following within 6 months:\n  * asthma",
        "* Women of childbearing potential:\n  * asthma",
        "* Stable disease\n  * asthma",
        "One of the following:\nasthma\nCOPD",
        "Cohort A:\n* asthma",
    ],
)
def test_a_line_below_words_that_may_change_it_stays_a_question(reader: Reader, text: str) -> None:
    made = draft(reader, f"Inclusion Criteria:\n\n{text}")
    assert "rule" not in kinds(made)
    assert made.lines[-1].reading.reason is not None
    assert made.lines[-1].reading.reason.code == "E407"
    assert "It stands below" in made.text


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ("History of:", "history of stroke"),
        ("Patients with a history of any of the following conditions:", "history of stroke"),
        ("Any of the following within 6 months before screening:", "within 6 months before screening stroke"),
        ("Received within 4 weeks prior to first dose:", "history of within 4 weeks before first dose stroke"),
    ],
)
def test_the_items_of_an_exclusion_take_on_the_words_of_their_head(reader: Reader, head: str, canonical: str) -> None:
    made = draft(reader, f"Exclusion Criteria:\n\n* {head}\n  * stroke\n  * severe frobnication")
    assert kinds(made) == ["heading", "rule", "rule", "question"]
    assert made.lines[2].reading.canonical == canonical
    assert "It stands below" in made.text
    assert compile_text(made.text, "x.elig")[0] is not None


def test_a_confirmation_is_asked_under_the_label_of_its_line(reader: Reader) -> None:
    made = draft(reader, "Inclusion Criteria:\n\n* Histologically confirmed breast cancer")
    trial, _ = compile_text(made.text, "x.elig")
    assert trial is not None
    assert draft_objects(made)[1]["rule"] == trial_object(trial)["criteria"][0]["rule"]
    assert draft_objects(made)[1]["rule"]["of"][1]["label"] == "breast_cancer.confirmed"


def test_a_topic_leaves_its_lines_alone(reader: Reader) -> None:
    made = draft(reader, "PATIENT CHARACTERISTICS:\n\nAge:\n\n* 18 and over\n\nHepatic:\n\n* bilirubin < 2 mg/dL")
    assert kinds(made) == ["heading", "heading", "rule", "heading", "rule"]
    assert made.lines[2].reading.canonical == "age ≥ 18"
    assert "under no heading" in made.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Life expectancy\n\n* At least 1 year", ["life expectancy ≥ 1 year"]),
        ("Age:\n\n* At least 2 years", ["age ≥ 2 years"]),
        ("PRIOR CONCURRENT THERAPY:\n\nChemotherapy\n\n* No prior chemotherapy", ["no history of chemotherapy"]),
        ("PRIOR CONCURRENT THERAPY:\n\n* No prior chemotherapy", ["no history of chemotherapy"]),
        ("PRIOR CONCURRENT THERAPY:\n\n* Chemotherapy", [None]),
        ("Surgery\n\n* See Disease Characteristics\n* Not specified", []),
        ("In-patients meeting the following criteria:\n\n* asthma", [None]),
    ],
)
def test_lines_below_the_topics_of_the_old_style(reader: Reader, text: str, expected: list[str | None]) -> None:
    made = draft(reader, f"{text}\n\nRenal:\n\n* creatinine < 2 mg/dL")
    below = [line.reading.canonical for line in made.lines if line.kind != "heading"]
    assert below == [*expected, "creatinine < 2 mg/dL"]


def test_a_chapter_of_the_old_style_on_one_line(reader: Reader) -> None:
    made = draft(
        reader,
        "DISEASE CHARACTERISTICS: Stage II asthma\n\nPATIENT CHARACTERISTICS: Age: 18 and over Hepatic:"
        " Bilirubin normal AST or ALT less than 3 times ULN Other: HIV negative Not pregnant Surgery: Not specified",
    )
    read = [line.reading.canonical for line in made.lines if line.kind == "rule"]
    assert read == ["age ≥ 18", "total bilirubin normal", "AST or ALT < 3 × ULN", "HIV negative", "no pregnancy"]
    assert made.lines[1].kind == "question"
    assert made.lines[-1].kind == "heading"


@pytest.mark.parametrize(
    ("section", "head", "is_plain"),
    [
        ("exclusion", "A potential subject who meets any of the criteria below will be excluded from the study:", True),
        ("exclusion", "Participants will not be entered in the study for any of the following reasons:", True),
        ("exclusion", "The presence of any of the following will preclude participation:", True),
        ("exclusion", "Subjects not meeting the following criteria:", False),
        ("exclusion", "Subjects who do not meet the following criteria:", False),
        ("inclusion", "An individual must meet all of the following criteria at screening (visit 1):", True),
        ("inclusion", "Participants may be entered in the study only if they meet these criteria:", True),
        ("inclusion", "Patients with the following may be entered:", False),
        ("inclusion", "Patients meeting any of the following criteria:", False),
    ],
)
def test_a_heading_that_only_says_what_its_section_says(
    reader: Reader, section: str, head: str, is_plain: bool
) -> None:
    made = draft(reader, f"{section} criteria\n\n{head}\nasthma\n* HIV infection")
    assert kinds(made)[1:] == ["heading", *(["rule"] * 2 if is_plain else ["question"] * 2)]


def test_a_limited_section_gives_questions(reader: Reader) -> None:
    made = draft(reader, "Inclusion Criteria for Cohort B:\n\n* asthma")
    assert kinds(made) == ["heading", "question"]


@pytest.mark.parametrize(
    ("section", "first", "is_joined"),
    [("inclusion", "asthma or", True), ("exclusion", "asthma or", False), ("inclusion", "asthma; and", False)],
)
def test_a_connective_at_the_end_joins_the_next_line(reader: Reader, section: str, first: str, is_joined: bool) -> None:
    made = draft(reader, f"{section} criteria\n* {first}\n* ECOG 0-1")
    assert kinds(made)[1:] == (["question"] * 2 if is_joined else ["rule"] * 2)


def test_the_file_reads_back_as_drafted(reader: Reader) -> None:
    text = (
        "Inclusion Criteria:\n* Age: 18 to 75\n* Any of the following:\n  * asthma\n  * COPD\n\n"
        "Exclusion:\n* Men with breast cancer\n* # 5"
    )
    made = draft(reader, text)
    trial, problems = compile_text(made.text, "x.elig")
    assert trial is not None
    assert not has_errors(problems)
    meant = {criterion["id"]: criterion["rule"] for criterion in trial_object(trial)["criteria"]}
    tops = [line for line in made.lines if line.label and line.line.parent is None]
    objects = {line["line"]: line["rule"] for line in draft_objects(made)}
    for line in tops:
        if line.kind == "rule":
            assert objects[line.line.number] == meant[line.label]


def test_a_long_line_is_kept_whole_in_parts(reader: Reader) -> None:
    words = " ".join(f"word{number}" for number in range(3000))
    made = draft(reader, f"* {words}")
    trial, _ = compile_text(made.text, "x.elig")
    assert trial is not None
    assert " ".join(criterion.sentence or "" for criterion in trial.criteria) == words


def test_the_header_of_a_registered_study(reader: Reader) -> None:
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT00000001", "briefTitle": 'A "small" trial'},
            "eligibilityModule": {
                "eligibilityCriteria": "Inclusion Criteria:\n\n* asthma", "minimumAge": "18 Years", "sex": "FEMALE",
                "healthyVolunteers": False,
            },
        }
    }  # fmt: skip
    made = draft_study(read_study(json.dumps(study).encode(), "-"), reader)
    trial, _ = compile_text(made.text, "x.elig")
    assert trial is not None
    assert (trial.id, trial.title, trial.healthy_volunteers) == ("NCT00000001", 'A "small" trial', "no")
    assert [criterion.id for criterion in trial.criteria] == ["age", "sex", "asthma"]


def test_fields_that_no_header_takes_become_questions(reader: Reader) -> None:
    made = draft_study(Study("x", "* asthma", minimum_age="30 Minutes", sex="?", is_registered=True), reader)
    assert "[registered_age]" in made.text
    assert compile_text(made.text, "x.elig")[0] is not None


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"{", "E801"),
        (b"[1]", "E801"),
        (b'{"protocolSection": 5}', "E801"),
        (b'{"protocolSection": {"identificationModule": {}}}', "E801"),
        (b'{"protocolSection": {"eligibilityModule": {"eligibilityCriteria": 5}}}', "E801"),
        (b"[" * 100_000, "E801"),
        (b'{"protocolSection": {"eligibilityModule": {"eligibilityCriteria": "\\ud83d"}}}', "E802"),
        (b"age \xff", "E802"),
        (b"x" * 1_048_576, "E803"),
        (b"* x\n" * 3000, "E803"),
        (b"", "E801"),
        (b"\0\0", "E801"),
        (b"(" * 5000, "E801"),
        (b"Inclusion Criteria:", "E801"),
    ],
)
def test_hostile_studies_end_in_a_code(reader: Reader, data: bytes, code: str) -> None:
    with answered_at_once(), pytest.raises(UsageError) as caught:
        draft_study(read_study(data, "x"), reader)
    assert caught.value.diagnostics[0].code == code


@pytest.mark.parametrize(
    "text",
    ["# [x]\n* [y] z\n* note \"a\"", "1" * 6000,
     "* a:\n" * 300, "\n".join(" " * depth + "* a:" for depth in range(200)), "* alive\n* age\n* sex", "* 'x\n* \"y"],
)  # fmt: skip
def test_odd_text_drafts_and_compiles(reader: Reader, text: str) -> None:
    made = draft(reader, text)
    compiled = compile_source(made.text, "x.elig", reader.vocabulary)
    assert not has_errors(compiled.diagnostics)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"no json", "E801"),
        (b"[]", "E801"),
        (b'{"id": 1}', "E801"),
        (b'{"id": 1, "text": 5}', "E801"),
        (b'{"id": 1, "section": "other", "text": "asthma"}', "E801"),
        (b'{"id": 1, "text": "\xff"}', "E802"),
        (b'{"id": 1, "text": "\\ud83d"}', "E802"),
        (b'{"id": 1, "text": "* asthma\\n* COPD"}', "E407"),
        (b'{"id": 1, "text": "' + b"x" * 300_000 + b'"}', "E803"),
    ],
)
def test_each_line_answers_whatever_it_holds(reader: Reader, line: bytes, code: str) -> None:
    answer = LineAnswers(reader).answer(line)
    assert (answer["kind"], answer["reason"]["code"]) == ("question", code)


def test_each_line_takes_a_group(reader: Reader) -> None:
    asked = {"id": "a", "section": "exclusion", "text": "Any of the following:\n* asthma\n* COPD"}
    answer: dict[str, Any] = LineAnswers(reader).answer(json.dumps(asked).encode())
    assert (answer["id"], answer["kind"], answer["rule"]["op"]) == ("a", "rule", "any")


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        ("ALT > 3 × ULN unless Gilbert syndrome", "question"),
        ("hemoglobin = 9 g/dL", "question"),
        ("severe asthma", "rule"),
        ("asthma", "rule"),
    ],
)
def test_a_group_with_an_item_to_correct_is_no_rule(reader: Reader, item: str, kind: str) -> None:
    asked = {"id": "a", "section": "exclusion", "text": f"None of:\n* {item}\n* COPD"}
    answer: dict[str, Any] = LineAnswers(reader).answer(json.dumps(asked).encode())
    assert answer["kind"] == kind


def test_answers_are_as_their_schema_says(reader: Reader) -> None:
    from eligo.reports.formats.draft import Model

    made = draft(reader, "Exclusion Criteria:\n\n* History of:\n  * stroke\n  * a frobnication\n* SpO2 < 90 %")
    for answer in draft_objects(made):
        Model.model_validate_json(json.dumps(answer))
    asked = {"id": 7, "section": None, "text": "asthma"}
    answer = LineAnswers(reader).answer(json.dumps(asked).encode())
    assert Model.model_validate_json(json.dumps(answer)).id == 7


def test_real_trials_compile(reader: Reader) -> None:
    if not CORPUS.exists():
        pytest.skip("the corpus of registered trials is absent")
    trials = [json.loads(line) for line in CORPUS.read_text(encoding="utf-8").splitlines()][::25]
    for trial in trials:
        made = draft(reader, trial["eligibility_text"])
        problems = compile_source(made.text, trial["nct_id"], reader.vocabulary).diagnostics
        assert not has_errors(problems), trial["nct_id"]
