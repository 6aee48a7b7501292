"""The files are read strictly; every problem names its file and table."""

from __future__ import annotations

import pytest

from eligo.vocabulary.building import build_vocabulary
from eligo.vocabulary.checks import check, loinc_check_digit
from eligo.vocabulary.tables import VocabularyError

_CONDITION = '[asthma]\nname = "asthma"\nsource = "x"\n'
_SYSTEM = "[icd10]\nform = '[A-Z].*'\nsource = \"x\"\n"
_MEASURE = '[sugar]\nname = "sugar"\nunit = "mg/dL"\nplausible = ["1", "9"]\nsource = "x"\n'


def problems_of(**files: str) -> list[str]:
    with pytest.raises(VocabularyError) as caught:
        build_vocabulary((f"{name}.toml", text.encode()) for name, text in files.items())
    return caught.value.problems


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("conditions", _CONDITION + "colour = 1\n", "conditions.toml [asthma]: unknown field `colour`"),
        (
            "conditions",
            _CONDITION + 'changes = ["weight"]\n',
            "conditions.toml [asthma]: `changes` must be `increase` or `decrease`, and a measure",
        ),
        (
            "conditions",
            _CONDITION + 'changes = ["increase", "girth"]\n',
            "conditions.toml [asthma]: measure that changes `girth` is unknown",
        ),
        ("conditions", '[asthma]\nsource = "x"\n', "conditions.toml [asthma]: `name` must be a text"),
        ("conditions", '[asthma]\nname = "asthma"\n', "conditions.toml [asthma]: `source` must be a text"),
        (
            "conditions",
            _CONDITION + 'synonyms = "wheeze"\n',
            "conditions.toml [asthma]: `synonyms` must be a list of texts",
        ),
        ("conditions", _CONDITION + 'event = "yes"\n', "conditions.toml [asthma]: `event` must be true or false"),
        ("conditions", _CONDITION + 'sex = "F"\n', "conditions.toml [asthma]: `sex` must be female or male, not `F`"),
        ("conditions", _CONDITION + 'parents = ["lung"]\n', "conditions.toml [asthma]: parent `lung` is unknown"),
        ("conditions", _CONDITION.replace("asthma]", "Asthma]"), "conditions.toml [Asthma]: an id is in snake_case"),
        ("exhaustive", _SYSTEM + 'concepts = { asthma = ["J4*"] }\n', "exhaustive.toml [icd10]: `asthma` is unknown"),
        (
            "exhaustive",
            _SYSTEM + 'vague = ["R69"]\n',
            "exhaustive.toml [icd10]: `R69` must be a prefix, with `*` at its end",
        ),
        ("exhaustive", _SYSTEM.replace("[A-Z]", "["), "exhaustive.toml [icd10]: `form` is no regular expression"),
        ("diseases", _CONDITION, "diseases.toml: neither its name nor its folder's is a kind of concept"),
        ("measures", _MEASURE.replace("mg/dL", "mg/barrel"), "measures.toml [sugar]: `unit`: unknown unit `mg/barrel`"),
        (
            "measures",
            _MEASURE + 'factors = { "mmol/L" = 0.0555 }\n',
            "measures.toml [sugar]: `factors` must be an exact number",
        ),
        (
            "measures",
            _MEASURE + 'factors = { "g/L" = "0.01" }\n',
            "measures.toml [sugar]: `g/L` converts to `mg/dL` by itself",
        ),
        ("measures", _MEASURE + "valence = 2\n", "measures.toml [sugar]: `valence` needs a unit or a factor in mmol/L"),
        ("measures", _MEASURE + 'current = "4 weeks"\n', "measures.toml [sugar]: `current`: `4 weeks` is no duration"),
        (
            "measures",
            _MEASURE.replace('"1", "9"', '"9", "1"'),
            "measures.toml [sugar]: `plausible` must be two numbers",
        ),
        ("measures", _MEASURE + 'pair = ["a", "b"]\n', "measures.toml [sugar]: measure of the pair `a` is unknown"),
        (
            "scales",
            '[s]\nname = "s"\nlevels = ["1"]\nsource = "x"\n',
            "scales.toml [s]: a scale needs `levels` or `range`",
        ),
        (
            "scales",
            '[s]\nname = "s"\nrange = [1, 2]\nspellings = { x = "3" }\nsource = "x"\n',
            "scales.toml [s]: `x` stands for `3`",
        ),
        (
            "findings",
            '[f]\nname = "f"\nimplies = "hiv"\nsource = "x"\n',
            "findings.toml [f]: implied condition `hiv` is unknown",
        ),
        (
            "ambiguities",
            '[x]\nname = "X"\nmeanings = ["a"]\n',
            "ambiguities.toml [x]: an ambiguous name has at least two meanings",
        ),
        ("formulas", '[f]\nname = "f"\n', "formulas.toml [f]: a file of formulas holds [[formula]] and nothing else"),
        ("conditions", "[asthma\n", "conditions.toml: "),
    ],
)
def test_a_problem_names_file_and_table(name: str, text: str, problem: str) -> None:
    assert any(found.startswith(problem) for found in problems_of(**{name: text}))


def test_an_id_belongs_to_one_table() -> None:
    drug = _CONDITION.replace('"asthma"', '"wheeze"')
    assert problems_of(conditions=_CONDITION, drugs=drug) == [
        "drugs.toml [asthma]: `asthma` is also in conditions.toml [asthma]"
    ]


def test_defaults_hold_for_a_file() -> None:
    text = '[defaults]\nsource = "all of it"\n[asthma]\nname = "asthma"\n'
    vocabulary = build_vocabulary([("conditions/lung/asthma.toml", text.encode())])
    assert vocabulary.concepts["asthma"].source == "all of it"


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        (
            {"conditions": _CONDITION + '[wheeze]\nname = "Asthmas"\nsource = "x"\n'},
            "`asthma` is a name of asthma, wheeze",
        ),
        ({"conditions": _CONDITION + 'parents = ["asthma"]\n'}, "asthma: is its own ancestor"),
        (
            {"conditions": _CONDITION + 'codes = ["loinc:2160-1"]\n'},
            "asthma: code `loinc:2160-1` has a wrong check digit",
        ),
        (
            {"conditions": _CONDITION + 'codes = ["snomed:195967002"]\n'},
            "asthma: code `snomed:195967002` has a wrong check digit",
        ),
        (
            {"conditions": _CONDITION + 'codes = ["snomed:asthma"]\n'},
            "asthma: code `snomed:asthma` is not of the form system:code",
        ),
        (
            {"conditions": _CONDITION + 'codes = ["icd9:493"]\n'},
            "asthma: code `icd9:493` is not of the form system:code",
        ),
        (
            {
                "conditions": _CONDITION
                + 'codes = ["icd10:J45*"]\n[wheeze]\nname = "wheeze"\nsource = "x"\ncodes = ["icd10:J45*"]\n'
            },
            "code icd10:j45* belongs to asthma, wheeze",
        ),
        (
            {
                "conditions": '[labor]\nname = "labor"\nsource = "x"\nsex = "female"\n'
                '[birth]\nname = "birth"\nsource = "x"\nparents = ["labor"]\n'
            },
            "birth: its parent labor is female",
        ),
        (
            {
                "conditions": _CONDITION
                + '[pain]\nname = "back or neck pain"\nsource = "x"\nsynonyms = ["neck and back pain"]\n'
            },
            "pain: `neck and back pain` says both where `back or neck pain` says either",
        ),
        (
            {"findings": '[f]\nname = "f"\nsource = "x"\nsuggests = ["asthma"]\nspellings = { seen = "present" }\n'},
            "f: `seen` stands for `present`, which is none of its values",
        ),
        (
            {"findings": '[f]\nname = "f"\nsource = "x"\nsuggests = ["asthma"]\n'},
            "f: it tells of asthma, which is no condition",
        ),
        (
            {"conditions": _CONDITION + 'synonyms = ["within"]\n'},
            "asthma: `within` is found wherever the language's own word `within` stands",
        ),
        (
            {"conditions": _CONDITION + 'synonyms = ["asthma, mild"]\n'},
            "asthma: `asthma, mild` cannot be read back as one name",
        ),
        (
            {"conditions": _CONDITION, "drugs": '[d]\nname = "d"\nsource = "x"\nparents = ["asthma"]\n'},
            "d: its parent asthma is a condition",
        ),
        (
            {"measures": _MEASURE + 'factors = { "mmol/L" = "0.5" }\nmolar_mass = "180.156"\n'},
            "sugar: its factor to mmol/L is 0.5, its molar mass gives 0.0555074",
        ),
        ({"measures": _MEASURE + 'units = ["kPa"]\n'}, "sugar: its unit kPa does not fit"),
        ({"measures": _MEASURE + 'greatest = "5"\n'}, "sugar: its plausible range ends above what can exist"),
        (
            {
                "conditions": _CONDITION,
                "ambiguities": '[a]\nname = "AS"\nmeanings = ["asthma"]\nothers = ["ankylosing spondylitis"]\n',
            },
            "`AS`: its one known meaning would be taken, though it is no measure, scale or test",
        ),
    ],
)
def test_content_is_checked(files: dict[str, str], problem: str) -> None:
    vocabulary = build_vocabulary((f"{name}.toml", text.encode()) for name, text in files.items())
    assert problem in check(vocabulary)


def test_an_ambiguous_name_means_each() -> None:
    files = {
        "conditions": _CONDITION + '[arthritis]\nname = "arthritis"\nsource = "x"\n',
        "ambiguities": '[a]\nname = "AA"\nmeanings = ["asthma", "arthritis"]\nothers = ["Alcoholics Anonymous"]\n',
    }
    vocabulary = build_vocabulary((f"{name}.toml", text.encode()) for name, text in files.items())
    assert check(vocabulary) == []
    assert [concept.id for concept in vocabulary.find("aa")] == ["asthma", "arthritis"]
    ambiguity = vocabulary.ambiguity("AA")
    assert ambiguity is not None
    assert ambiguity.others == ("Alcoholics Anonymous",)
    assert vocabulary.ambiguity("asthma") is None


@pytest.mark.parametrize("code", ["718-7", "2160-0", "59408-5", "89247-1", "98979-8"])
def test_loinc_check_digits(code: str) -> None:
    number, digit = code.split("-")
    assert loinc_check_digit(number) == int(digit)


def test_a_code_outside_what_exhausts_its_concept_is_a_problem() -> None:
    narrower = '[child]\nname = "childhood asthma"\nparents = ["asthma"]\ncodes = ["icd10:Q99.1"]\nsource = "x"\n'
    files = {
        "conditions.toml": f'{_CONDITION}codes = ["icd10:J45*", "snomed:195967001"]\n{narrower}',
        "exhaustive.toml": _SYSTEM + 'vague = ["R*"]\nconcepts = { asthma = ["J4*"] }\n',
    }
    vocabulary = build_vocabulary((name, text.encode()) for name, text in files.items())
    assert check(vocabulary) == ["asthma: its code icd10:Q99.1 lies outside what exhausts it"]
    assert vocabulary.excludes("icd10:A00", "child")
    assert not vocabulary.excludes("icd10:J45.1", "child")
    assert not vocabulary.excludes("icd10:R69", "child")
    assert not vocabulary.excludes("snomed:1", "child")
    assert not vocabulary.excludes(None, "child")
