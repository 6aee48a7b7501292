"""The Python interface: what `from eligo import …` gives."""

import subprocess
import sys
from pathlib import Path

import pytest

import eligo
from eligo.reports.formats.result import Model as ResultModel

TRIAL = 'trial NCT1 "A trial"\n\nexclusion criteria\n- [crcl] creatinine clearance < 15 mL/min\n'
FACTS = {"as_of": "2021-05-02", "facts": [{"name": "CrCl", "value": "12.4 mL/min", "time": "2021-05-01"}]}


def test_importing_the_package_imports_nothing_else() -> None:
    engine = Path(eligo.__file__).parents[1]
    code = (
        f"import sys; sys.path.insert(0, {str(engine)!r}); before = set(sys.modules); import eligo; "
        "print(sorted(name for name in set(sys.modules) - before if name.startswith('eligo') or name == 'typing'))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "['eligo']\n"


def test_every_name_is_found_and_listed() -> None:
    assert all(getattr(eligo, name) is not None for name in eligo.__all__)
    assert set(eligo.__all__) <= set(dir(eligo))


def test_other_names_are_not_there() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'screening_of'"):
        _ = eligo.screening_of  # type: ignore[attr-defined]


def test_a_patient_is_screened() -> None:
    trial = eligo.load_trial(text=TRIAL)
    facts = eligo.load_facts(FACTS)
    result = eligo.screen(trial, facts)
    assert (result.verdict, result.failing, result.unknown) == ("ineligible", ("crcl",), ())
    assert result.criterion("crcl").holds == "yes"
    assert eligo.screen(trial, facts, as_of="2021-05-02").model_dump(mode="json") == result.model_dump(mode="json")
    ResultModel.model_validate(result.model_dump(mode="json"))


def test_a_shipped_trial_is_found_by_its_id() -> None:
    assert eligo.load_trial("NCT05019287").id == "NCT05019287"


def test_errors_carry_every_diagnostic() -> None:
    with pytest.raises(eligo.TrialError) as trial_error:
        eligo.load_trial(text=TRIAL.replace("mL/min", "mg/dL") + "- florbitude\n")
    assert [d.code for d in trial_error.value.diagnostics if d.severity == "error"] == ["E301", "E201"]
    with pytest.raises(eligo.FactsError) as facts_error:
        eligo.load_facts(b"{")
    assert [d.code for d in facts_error.value.diagnostics] == ["E601"]
    assert issubclass(eligo.TrialError, eligo.EligoError)
    assert issubclass(eligo.FactsError, eligo.EligoError)
