"""Concepts by id, name and code; what is broader; what a trial declares; what is near in spelling."""

from __future__ import annotations

import pickle

import pytest

from eligo.vocabulary import Vocabulary
from eligo.vocabulary.building import build_vocabulary
from eligo.vocabulary.loading import load_vocabulary
from eligo.vocabulary.model import Condition, Drug
from eligo.vocabulary.names import NameIndex, words_of

_FILES = {
    "conditions": """
        [thrombosis]
        name = "venous thromboembolism"
        codes = ["icd10:I8*"]
        source = "x"
        [deep_vein_thrombosis]
        name = "deep vein thrombosis"
        synonyms = ["DVT"]
        codes = ["icd10:I82*", "snomed:128053003"]
        parents = ["thrombosis"]
        source = "x"
        [tumor]
        name = "tumor"
        source = "x"
    """,
    "drugs": """
        [warfarin]
        name = "warfarin"
        codes = ["atc:B01AA03"]
        source = "x"
    """,
}


@pytest.fixture
def small() -> Vocabulary:
    return build_vocabulary((f"{name}.toml", text.encode()) for name, text in _FILES.items())


@pytest.mark.parametrize(
    ("code", "id"),
    [
        ("icd10:I82.4", "deep_vein_thrombosis"),
        ("ICD10CM:i82.401", "deep_vein_thrombosis"),
        ("icd10:I80", "thrombosis"),
        ("icd10:I7", None),
        ("snomed:128053003", "deep_vein_thrombosis"),
        ("snomed:1280530031", None),
        ("atc:B01AA03", "warfarin"),
        ("atc:B01AA", None),
        ("nonsense", None),
    ],
)
def test_the_longest_prefix_of_a_code_counts(small: Vocabulary, code: str, id: str | None) -> None:
    concept = small.by_code(code)
    assert (concept and concept.id) == id


def test_members_and_ancestors(small: Vocabulary) -> None:
    assert small.members("thrombosis") == {"thrombosis", "deep_vein_thrombosis"}
    assert small.members("deep_vein_thrombosis") == {"deep_vein_thrombosis"}
    assert small.ancestors("deep_vein_thrombosis") == {"thrombosis"}
    assert small.ancestors("thrombosis") == frozenset()


def test_a_trial_adds_its_own_concepts_and_leaves_the_vocabulary_as_it_is(small: Vocabulary) -> None:
    own = Condition(id="leg_clot", name="leg clot", kind="condition", parents=("thrombosis",), codes=("snomed:1",))
    extended = small.extended([own])
    assert extended.find("Leg clots") == (own,)
    assert extended.by_code("snomed:1") == own
    assert extended.members("thrombosis") == {"thrombosis", "deep_vein_thrombosis", "leg_clot"}
    assert extended.ancestors("leg_clot") == {"thrombosis"}
    assert len(extended.concepts) == len(small.concepts) + 1
    assert "leg_clot" in extended.concepts
    assert extended.suggest("leg cloth") == ["leg clot"]
    assert small.find("leg clot") == ()
    assert "leg_clot" not in small.concepts
    assert small.members("thrombosis") == {"thrombosis", "deep_vein_thrombosis"}


def test_typed_look_ups_refuse_another_kind(small: Vocabulary) -> None:
    with pytest.raises(TypeError, match="warfarin is a drug, not a measure"):
        small.measure("warfarin")
    with pytest.raises(KeyError):
        small.scale("nothing")
    assert isinstance(small.concepts["warfarin"], Drug)


def test_suggestions_are_near_in_spelling_and_nothing_else(small: Vocabulary) -> None:
    assert small.suggest("warfarine") == ["warfarin"]
    assert small.suggest("deep vein thrombosys") == ["deep vein thrombosis"]
    assert small.suggest("flubrostatin") == []
    assert small.suggest("  ") == []


def test_a_vocabulary_survives_pickling(small: Vocabulary) -> None:
    copy = pickle.loads(pickle.dumps(small))
    assert copy.digest == small.digest
    assert dict(copy.concepts) == dict(small.concepts)


def test_the_longest_name_wins(small: Vocabulary) -> None:
    text = "history of deep-vein  thromboses or tumours (DVT)"
    words = words_of(text)
    found = [small.index.longest(text, words, first) for first in range(len(words))]
    assert [(match.meanings, match.words) for match in found if match] == [
        (("deep_vein_thrombosis",), 3),
        (("tumor",), 1),
        (("deep_vein_thrombosis",), 1),
    ]


def test_a_name_does_not_reach_over_a_mark(small: Vocabulary) -> None:
    text = "deep, vein thrombosis"
    assert small.index.longest(text, words_of(text), 0) is None


def test_a_name_without_a_meaning_is_found_all_the_same() -> None:
    index = NameIndex([("severe hypoxemia", "")])
    match = index.longest("severe hypoxaemia", words_of("severe hypoxaemia"), 0)
    assert match is not None
    assert (match.meanings, match.words) == ((), 2)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        ("anti-arrhythmic drug", "antiarrhythmic"),
        ("intraocular lens", "lens"),
        ("intra ocular lens", "lens"),
        ("anti gen test", None),
        ("subocular preterm test", None),
    ],
)
def test_a_compound_word_may_be_written_apart_or_together(text: str, id: str | None) -> None:
    content = """
        [antiarrhythmic]
        name = "antiarrhythmic drug"
        synonyms = ["arrhythmic event prevention"]
        source = "x"
        [lens]
        name = "intra-ocular lens"
        source = "x"
        [antigen]
        name = "antigen test"
        source = "x"
        [one]
        name = "sub-ocular preterm test"
        source = "x"
        [other]
        name = "subocular pre-term test"
        source = "x"
    """
    vocabulary = build_vocabulary([("conditions.toml", content.encode())])
    assert [concept.id for concept in vocabulary.find(text)] == ([id] if id else [])


def test_the_last_s_of_an_abbreviation_is_its_own() -> None:
    vocabulary = load_vocabulary()
    assert vocabulary.index.exact("AIDS") == vocabulary.index.exact("aids") != ()
    assert vocabulary.index.exact("SARS") != ()
    assert vocabulary.index.exact("SAR") == vocabulary.index.exact("AID") == ()
    assert vocabulary.index.exact("DOACs") == vocabulary.index.exact("DOAC") != ()
