"""Wide tables with a mapping."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest

from eligo.diagnostics import Diagnostic
from eligo.facts import FactSheet
from eligo.quantities.dates import parse_date

Sheets = Callable[[str, str], list[FactSheet]]
Diagnose = Callable[..., list[Diagnostic]]
KREA = '\n[[column]]\nname = "Krea"\nfact = "creatinine"\nunit = "mg/dL"\n'
DVT = '\n[[column]]\nname = "DVT"\nfact = "deep vein thrombosis"\nvalues = { "1" = true, "0" = false }\n'


def codes(found: list[Diagnostic]) -> list[str]:
    return [one.code for one in found]


def test_a_row_a_patient(sheets: Sheets) -> None:
    mapping = (
        'id = "P"\nsex = "S"\nsexes = { w = "female" }\nbirth_date = "B"\ndeceased = "D"\ndate_format = "DD.MM.YYYY"\n'
        'decimal = ","\ntime = "T"\n' + KREA + 'low = "L"\nhigh = "H"\n'
    )
    (sheet,) = sheets(mapping, "P;S;B;D;T;Krea;L;H\n17;w;23.7.1961;;1.5.2021;< 1,40;0,6;1,2\n")
    assert (sheet.patient_id, sheet.sex, sheet.birth_date, sheet.deceased) == (
        "17", "female", parse_date("1961-07-23"), None,
    )  # fmt: skip
    (fact,) = sheet.facts
    assert (fact.concept, fact.written, fact.time) == ("creatinine", "<1.40", parse_date("2021-05-01"))
    assert (fact.range_low.low, fact.range_high.low) == (Fraction(3, 5), Fraction(6, 5))  # type: ignore[union-attr]
    assert (fact.place, fact.source, sheet.diagnostics) == ("table.csv:2 `Krea`", "row 2", ())


@pytest.mark.parametrize(
    ("cell", "present", "unclear"),
    [("1", True, False), ("0", False, False), ("2", None, True), ("yes", None, True)],
)
def test_words_mean_what_the_mapping_says(sheets: Sheets, cell: str, present: bool | None, unclear: bool) -> None:
    (sheet,) = sheets(f'id = "P"\n{DVT}', f"P,DVT\n1,{cell}\n")
    (fact,) = sheet.facts
    assert (fact.concept, fact.present, fact.unclear) == ("deep_vein_thrombosis", present, unclear)
    assert codes(list(sheet.diagnostics)) == (["W640"] if unclear else [])


def test_an_empty_cell_is_an_absence_only_where_the_mapping_says_so_and_a_word_for_nothing_never(
    sheets: Sheets,
) -> None:
    plain, complete = f'id = "P"\nmissing = ["?"]\n{DVT}', f'id = "P"\nmissing = ["?"]\n{DVT}complete = true\n'
    table = "P,DVT\n1,\n2,?\n"
    assert [(sheet.facts, sheet.complete) for sheet in sheets(plain, table)] == [((), ()), ((), ())]
    empty, unknown = sheets(complete, table)
    assert ([one.concept for one in empty.complete], empty.facts) == (["deep_vein_thrombosis"], ())
    assert [fact.unclear for fact in unknown.facts] == [True]


def test_dates_of_what_was_there(sheets: Sheets) -> None:
    mapping = 'id = "P"\n[[column]]\nname = "Since"\nfact = "warfarin"\nholds = "start"\nend = "Until"\n'
    first, second, third = sheets(mapping, "P,Since,Until\n1,2020-01,2020-03-02\n2,,\n3,soon,\n")
    assert (first.facts[0].start, first.facts[0].end) == (parse_date("2020-01"), parse_date("2020-03-02"))
    assert second.facts == ()
    assert (third.facts[0].unclear, codes(list(third.diagnostics))) == (True, ["W640"])


def test_visits(sheets: Sheets, diagnose: Diagnose) -> None:
    table = "P,S,T,Krea\n1,male,2021-05-01,1.4\n2,female,2021-05-02,2\n1,male,2021-05-08,1.5\n"
    mapping = f'id = "P"\nsex = "S"\ntime = "T"\n{KREA}'
    first, second = sheets(f'rows = "visit"\n{mapping}', table)
    assert [str(fact.time) for fact in first.facts] == ["2021-05-01", "2021-05-08"]
    assert second.patient_id == "2"
    assert [(one.code, one.place) for one in diagnose(mapping, table)] == [("E646", "table.csv:4")]
    other = table.replace("1,male,2021-05-08", "1,female,2021-05-08")
    assert codes(diagnose(f'rows = "visit"\n{mapping}', other)) == ["E646"]


def test_answers(sheets: Sheets) -> None:
    mapping = 'id = "P"\nrows = "visit"\n[[column]]\nname = "C"\nanswer = "consent"\nvalues = { ja = true }\n'
    found = sheets(mapping, "P,C\n1,ja\n2,no\n3,\n4,perhaps\n5,ja\n5,no\n")
    assert [{label: one.holds for label, one in sheet.answers.items()} for sheet in found] == [
        {"consent": True}, {"consent": False}, {}, {"consent": None}, {"consent": None},
    ]  # fmt: skip


def test_findings_scales_pairs_and_units_of_a_column(sheets: Sheets) -> None:
    mapping = (
        'id = "P"\n[[column]]\nname = "PCR"\nfact = "SARS-CoV-2 nucleic acid test"\nvalues = { pos = "positive" }\n'
        '[[column]]\nname = "ECOG"\nfact = "ECOG"\n[[column]]\nname = "RR"\nfact = "blood pressure"\nunit = "mmHg"\n'
        '[[column]]\nname = "K"\nfact = "creatinine"\nunit_column = "U"\n'
    )
    (sheet,) = sheets(mapping, "P,PCR,ECOG,RR,K,U\n1,pos,1,120/80,124,umol/L\n")
    assert [(fact.concept, fact.text or fact.written) for fact in sheet.facts] == [
        ("sars_cov_2_nucleic_acid_test", "positive"),
        ("ecog", "1"),
        ("systolic_blood_pressure", "120"),
        ("diastolic_blood_pressure", "80"),
        ("creatinine", "124"),
    ]
    assert not sheet.diagnostics


@pytest.mark.parametrize("cell", ["1,4", "1.234.5", "1 400", "1.4 mg/dL", "++", "yes", "1.4.2021", "0x10", "١"])
def test_what_is_no_number_decides_nothing(sheets: Sheets, cell: str) -> None:
    (sheet,) = sheets(f'id = "P"\n{KREA}', f"P;Krea\n1;{cell}\n")
    assert sheet.facts[0].value is None
    assert [(one.code, one.place) for one in sheet.diagnostics] == [("W640", "table.csv:2 `Krea`")]


def test_a_decimal_comma_is_declared(sheets: Sheets) -> None:
    one, other = sheets(f'id = "P"\ndecimal = ","\n{KREA}', "P;Krea\n1;1,4\n2;1.400\n")
    assert one.facts[0].value is not None
    assert other.facts[0].value is None


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"P,Krea\n1,2,3\n", 2),
        (b"P,Krea\n1,2\n1\n", 3),
        (b'P,Krea\n1,"2\n3,4\n', 2),
        (b'P,Krea\n1,"2"x\n', 2),
        (b"P,Krea\n1,\xff\n", 2),
        (b"P,Krea\n1,2\n2,\0\n", 3),
        ("P,Krea\n1,2\n".encode("utf-16"), 1),
        (b"P,Krea\n1," + b"x" * 1_000_000 + b"\n", 2),
        (b"P,P\n1,2\n", 1),
        (b"", 1),
        (b"\n\n", 1),
    ],
)
def test_hostile_csv_ends_in_a_message_by_its_line(diagnose: Diagnose, data: bytes, line: int) -> None:
    assert [(one.code, one.place) for one in diagnose(f'id = "P"\n{KREA}', data)] == [("E645", f"table.csv:{line}")]


def test_what_csv_may_be(sheets: Sheets) -> None:
    mapping = f'id = "P"\nencoding = "latin-1"\nignore = ["Größe"]\n{KREA}'
    (sheet,) = [*open_bytes(mapping, 'P\tKrea\tGröße\r\n\r\n"1"\t1.4\t"a ""b""\nc"\r\n'.encode("latin-1"))]
    assert (sheet.patient_id, sheet.facts[0].written, sheet.facts[0].place) == ("1", "1.4", "table.csv:3 `Krea`")
    (sheet,) = sheets(f'id = "P"\n{KREA}', "\ufeffP,Krea\n1,1.4")
    assert sheet.facts[0].written == "1.4"


def open_bytes(mapping: str, data: bytes) -> Any:
    from eligo.facts.tables.csv_text import parse_table
    from eligo.facts.tables.mapping import read_mapping
    from eligo.facts.tables.wide import WidePatients
    from eligo.vocabulary.loading import load_vocabulary

    read = read_mapping(mapping.encode(), load_vocabulary())
    table = parse_table(data, "table.csv", read.model.separator, read.model.encoding)
    return (patient.sheet() for patient in WidePatients(table, read, load_vocabulary()))


def test_a_row_without_a_patient(diagnose: Diagnose) -> None:
    assert [(one.code, one.place) for one in diagnose(f'id = "P"\n{KREA}', "P,Krea\n,1\n")] == [
        ("E646", "table.csv:2 `P`")
    ]


CANARY = "Qanary"


def test_nothing_of_a_cell_is_in_a_message(diagnose: Diagnose) -> None:
    mapping = (
        'id = "P"\nsex = "S"\nbirth_date = "B"\ndeceased = "D"\ntime = "T"\n' + KREA + 'low = "L"\nunit_column = "U"\n'
        + DVT + '[[column]]\nname = "Since"\nfact = "warfarin"\nholds = "start"\n'
        '[[column]]\nname = "C"\nanswer = "consent"\n'
    )  # fmt: skip
    columns = ["P", "S", "B", "D", "T", "Krea", "L", "U", "DVT", "Since", "C"]
    row = ["1", "male", "1961", "2022", "2021-05-01", "1.4", "1", "mg/dL", "1", "2020", "yes"]
    assert diagnose(mapping, f"{','.join(columns)}\n{','.join(row)}\n") == []
    for canary in (CANARY, f'"{CANARY}\n{CANARY}"', f'{CANARY}"', f"{CANARY},{CANARY}"):
        for position, _ in enumerate(columns):
            cells = [*row[:position], canary, *row[position + 1 :]]
            for rows in (f"{','.join(cells)}\n", f"{','.join(cells)}\n{','.join(cells)}\n"):
                for one in diagnose(mapping, f"{','.join(columns)}\n{rows}"):
                    assert CANARY not in f"{one.message} {one.help} {one.place} {one.notes}", (position, canary)
