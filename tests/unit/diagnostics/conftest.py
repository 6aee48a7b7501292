"""Diagnostics in every shape that renderers have to show."""

import pytest

from eligo.diagnostics import Diagnostic, Label, Source, Span

TRIAL = Source(
    "NCT05019287.elig",
    "trial NCT05019287\n\nexclusion criteria\n\n"
    '- [crcl] "Creatinine clearance <15 ml / min"\n'
    "    creatinine clearance < 15 mg/dL\n"
    '- "a sentence\n'
    '    on two lines" ALT > 3\n',
)


def place(words: str, source: Source = TRIAL) -> Span:
    """Return where ``words`` stand."""
    start = source.text.index(words)
    return Span(start, start + len(words))


@pytest.fixture
def dimension() -> Diagnostic:
    """The example of the documentation: two labels on one line, and a remedy."""
    return Diagnostic(
        "E301",
        "`mg/dL` does not measure creatinine clearance",
        Label(place("mg/dL"), "mass concentration (mass/volume)"),
        (Label(place("creatinine clearance"), "a flow (volume/time), recorded in mL/min"),),
        help="write `15 mL/min`, or use `creatinine < 15 mg/dL` for the concentration in serum",
        source=TRIAL,
    )


@pytest.fixture
def several_lines() -> Diagnostic:
    """A label over two lines, a second one elsewhere, and a note."""
    return Diagnostic(
        "W602",
        "the sentence says more than the rule",
        Label(place('"a sentence\n    on two lines"'), "says two lines"),
        (Label(place("15 mg/dL"), "the rule"),),
        notes=("only the rule decides",),
        source=TRIAL,
    )


@pytest.fixture
def in_patient() -> Diagnostic:
    """A problem of patient data: a place and no text."""
    return Diagnostic("W602", "the value has no unit", place="facts[7]", help="write the unit")


@pytest.fixture
def bare() -> Diagnostic:
    """A message alone."""
    return Diagnostic("E702", "there is no file `trial.elig`")
