"""Compiling text: what comes back where there is no file, no section, no trial."""

from __future__ import annotations

from pathlib import Path

import pytest

from eligo.diagnostics import Diagnostic, TrialError, UsageError
from eligo.rules import compile_criterion, compile_source, compile_text, format_text, load_trial, trial_object
from eligo.rules.compiling import names_of
from eligo.rules.context import Suggestions
from eligo.syntax.parser import parse_rule
from eligo.syntax.snippet import clean
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Finding

_TRIAL = 'trial T1 "A title"\nsource "https://x"\nversion "2"\nhealthy volunteers no\n\nage ≥ 18 years\n'


def codes(diagnostics: list[Diagnostic]) -> list[str]:
    return [diagnostic.code for diagnostic in diagnostics]


def test_a_trial_keeps_its_header() -> None:
    trial, found = compile_text(_TRIAL, "t.elig")
    assert trial is not None, found
    assert (trial.id, trial.title, trial.source, trial.version, trial.healthy_volunteers) == (
        "T1", "A title", "https://x", "2", "no",
    )  # fmt: skip
    compiled = trial_object(trial)
    assert compiled["trial"]["digest"] == trial.digest
    assert [criterion["id"] for criterion in compiled["criteria"]] == ["age"]


def test_bytes_and_text_give_the_same_trial() -> None:
    assert compile_text(_TRIAL.encode(), "t.elig")[0] == compile_text(_TRIAL, "t.elig")[0]


def test_bytes_that_are_not_text() -> None:
    compiled = compile_source(b"inclusion criteria\n\n- \xff\n", "t.elig")
    assert (compiled.trial, codes(compiled.diagnostics)) == (None, ["E101"])
    assert format_text(b"\xff", "t.elig")[0] is None


def test_a_label_that_the_header_has() -> None:
    trial, found = compile_text("age ≥ 18 years\n\ninclusion criteria\n\n- [age] asthma\n", "t.elig")
    assert trial is None
    assert "E106" in codes(found)


def test_format_refuses_what_has_errors() -> None:
    printed, found = format_text("inclusion criteria\n\n- (asthma\n", "t.elig")
    assert printed is None
    assert codes(found) == ["E104"]
    assert found[0].source is not None


@pytest.mark.parametrize("text", ["- asthma", "asthma", "  asthma"])
def test_a_criterion_of_its_own(text: str) -> None:
    criterion, _ = compile_criterion(text, "exclusion")
    assert criterion is not None
    assert (criterion.canonical, criterion.section) == ("asthma", "exclusion")


def test_a_criterion_points_into_the_text_it_was_given() -> None:
    _, found = compile_criterion("creatinine < 15 mmHg", "exclusion")
    error = next(d for d in found if d.code == "E301")
    assert error.primary is not None
    assert "creatinine < 15 mmHg"[error.primary.span.start : error.primary.span.end] == "mmHg"
    assert [(label.span.start, label.span.end) for label in error.secondary] == [(0, 10)]


def test_a_criterion_with_a_list() -> None:
    criterion, _ = compile_criterion("any of:\n  - asthma\n  - COPD", "exclusion")
    assert criterion is not None
    _, found = compile_criterion("any of:\n  - asthma\n  - florps", "exclusion")
    assert codes(found) == ["E201"]


def test_two_criteria_are_not_one() -> None:
    assert compile_criterion("- asthma\n- COPD", "exclusion")[0] is None


def test_suggestions_are_few_and_asked_for_once() -> None:
    suggest = Suggestions(load_vocabulary(), at_most=1)
    assert suggest("creatinin")[0] == "creatinine"
    assert suggest("creatinin")[0] == "creatinine"
    assert suggest("hemoglobine") == []


def test_names_without_suggestions() -> None:
    _, found = parse_rule(clean("florps and or"), names_of(load_vocabulary(), []))
    assert found[0].help is not None
    assert "did you mean" not in found[0].help


def test_definitions_that_grow_without_end() -> None:
    lines = ["define d0: asthma or COPD"]
    lines += [f"define d{i}: d{i - 1} or (d{i - 1} and d{i - 1})" for i in range(1, 30)]
    trial, found = compile_text("\n".join(lines) + "\n\ninclusion criteria\n\n- d29\n", "t.elig")
    assert trial is None
    assert "E109" in codes(found)


# --- the library


def test_a_shipped_trial_in_any_case() -> None:
    assert load_trial("nct05019287") == load_trial("NCT05019287")


def test_a_trial_from_a_path_or_a_text(tmp_path: Path) -> None:
    path = tmp_path / "t.elig"
    path.write_text(_TRIAL, encoding="utf-8")
    assert load_trial(path).criteria == load_trial(text=_TRIAL).criteria


@pytest.mark.parametrize(
    ("source", "code"),
    [("NCT05019278", "E701"), ("nothing", "E701"), ("nothing.elig", "E702"), ("/", "E702")],
)
def test_no_such_trial(source: str, code: str) -> None:
    with pytest.raises(UsageError) as caught:
        load_trial(source)
    assert codes(caught.value.diagnostics) == [code]


def test_neither_a_trial_nor_a_text() -> None:
    with pytest.raises(UsageError):
        load_trial()


def test_a_trial_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.elig"
    path.write_text(_TRIAL, encoding="utf-8")

    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(UsageError, match="permission denied"):
        load_trial(path)


def test_a_trial_with_errors(tmp_path: Path) -> None:
    path = tmp_path / "t.elig"
    path.write_text("inclusion criteria\n\n- florps\n", encoding="utf-8")
    with pytest.raises(TrialError) as caught:
        load_trial(path)
    assert codes(caught.value.diagnostics) == ["E201"]


def test_the_package_has_no_other_names() -> None:
    from eligo import rules

    with pytest.raises(AttributeError, match="nothing"):
        _ = rules.nothing


def test_a_word_of_degree_that_the_rule_has_too() -> None:
    text = 'exclusion criteria\n\n- [o] "On long-term oxygen therapy"\n    long-term oxygen therapy\n'
    assert "W511" not in codes(compile_text(text, "t.elig")[1])


def test_a_condition_with_several_tests_is_ambiguous() -> None:
    other = Finding(id="other_test", name="other test", kind="finding", implies="hiv")
    vocabulary = load_vocabulary().extended([other])
    _, found = compile_criterion("HIV positive", "exclusion", vocabulary)
    assert "E202" in codes(found)


def test_a_number_of_five_thousand_digits() -> None:
    _, found = compile_criterion(f"platelets > {'9' * 5000} /uL", "inclusion")
    assert "E306" in codes(found)


def test_both_sexes_say_nothing() -> None:
    criterion, _ = compile_criterion("Males & females aged 18 to 75 years", "inclusion")
    assert criterion is not None
    assert criterion.canonical == "age 18–75 years"
