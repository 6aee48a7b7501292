"""What must be true of the vocabulary's content, beyond its shape: the tests and whoever adds a concept run these."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from eligo.quantities.units import Unit
from eligo.vocabulary.fitting import Fit, counts_equivalents, is_plausible, to_measure
from eligo.vocabulary.model import Concept, Condition, Finding, Measure, Scale
from eligo.vocabulary.names import name_key, word_key, words_of
from eligo.vocabulary.vocabulary import Vocabulary

#: how far a printed factor may be from the one that the molar mass gives; published factors have three or four digits
_TOLERANCE = Fraction(5, 1000)
_WORDS = """
    a above absence active adults age aged ago all allergy an and any at baseline before below between both
    breastfeeding by children consent contraindication course current days diagnosed diagnosis during either
    enrolment enrollment ever except exactly exclusion family fasting female females first for free from highest
    history hours if in inclusion infants known lactating last latest least less lowest male males mean men months
    more most never no non none normal not of on one onset or other otherwise over past presence present previous
    prior randomisation receiving rest screening sex since started surgery taking than the then times to under
    unless until up weeks window with within without women years zero one two three four five six seven eight nine
    ten eleven twelve
"""
#: words of the language, which as a whole name would hide a construct
GRAMMAR_WORDS = frozenset(_WORDS.split())
#: a course of a drug is a treatment, and some treatments are the giving of a drug
_KINDS_OF_PARENT: dict[str, tuple[str, ...]] = {"drug": ("drug", "procedure"), "procedure": ("procedure", "drug")}
#: names that are words of the language too, and meant to be
_SHARED = frozenset({"age", "breastfeeding", "lactating", "surgery"})
_RESERVED = frozenset(map(word_key, GRAMMAR_WORDS - _SHARED))
#: what a code of each system looks like; a trailing ``*`` makes it a prefix
_CODES: dict[str, re.Pattern[str]] = {
    "atc": re.compile(r"[A-Z](?:\d\d(?:[A-Z](?:[A-Z](?:\d\d)?)?)?)?\*?"),
    "cvx": re.compile(r"\d{1,3}"),
    "icd10": re.compile(r"[A-Z]\*|[A-Z]\d\*|[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?\*?"),
    "loinc": re.compile(r"\d{1,7}-\d"),
    "rxnorm": re.compile(r"\d{1,8}"),
    "snomed": re.compile(r"[1-9]\d{5,17}"),
}


def check(vocabulary: Vocabulary) -> list[str]:
    """Return everything that is wrong with the content of ``vocabulary``, one sentence each."""
    problems = [
        *_shared_names(vocabulary),
        *_shared_codes(vocabulary),
        *_cycles(vocabulary),
        *_ambiguities(vocabulary),
        *_strays(vocabulary),
    ]
    for concept in vocabulary.concepts.values():
        problems += (f"{concept.id}: {problem}" for problem in _of_concept(vocabulary, concept))
        if isinstance(concept, Finding):
            problems += (f"{concept.id}: {problem}" for problem in _of_finding(vocabulary, concept))
        if isinstance(concept, Measure):
            problems += (f"{concept.id}: {problem}" for problem in _of_measure(vocabulary, concept))
        if isinstance(concept, Scale):
            problems += (f"{concept.id}: {problem}" for problem in _of_scale(vocabulary, concept))
    return problems


def loinc_check_digit(number: str) -> int:
    """Return the check digit of the digits before the hyphen (LOINC Users' Guide, appendix: Luhn's mod 10).

    >>> loinc_check_digit("2160")
    0
    """
    doubled = "".join(str(int(digit) * (2 if place % 2 == 0 else 1)) for place, digit in enumerate(reversed(number)))
    return -sum(map(int, doubled)) % 10


_DIHEDRAL = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTED = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def snomed_checks(identifier: str) -> bool:
    """Tell whether the check digit of a SNOMED CT identifier is right (Verhoeff's dihedral check, SNOMED TIG 5.5).

    >>> snomed_checks("840539006"), snomed_checks("840539005")
    (True, False)
    """
    check = 0
    for place, digit in enumerate(reversed(identifier)):
        check = int(_DIHEDRAL[check][int(_PERMUTED[place % 8][int(digit)])])
    return check == 0


def _shared_names(vocabulary: Vocabulary) -> Iterator[str]:
    meant = {name_key(ambiguity.name): ambiguity.meanings for ambiguity in vocabulary.ambiguities}
    owners: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    for id, names in vocabulary.spellings():
        for name in names:
            owners[name_key(name)].setdefault(id, name)
    for key, by_id in owners.items():
        if key in meant:
            others = [id for id in by_id if id not in meant[key]]
            if others:
                yield f"`{next(iter(by_id.values()))}` is listed as ambiguous, yet not as a name of {', '.join(others)}"
        elif len(by_id) > 1:
            yield f"`{next(iter(by_id.values()))}` is a name of {', '.join(by_id)}"


def _shared_codes(vocabulary: Vocabulary) -> Iterator[str]:
    owners: dict[str, list[str]] = defaultdict(list)
    for concept in vocabulary.concepts.values():
        for code in concept.codes:
            owners[code.casefold()].append(concept.id)
    for code, ids in owners.items():
        if len(ids) > 1:
            yield f"code {code} belongs to {', '.join(ids)}"


def _cycles(vocabulary: Vocabulary) -> Iterator[str]:
    for id, concept in vocabulary.concepts.items():
        if id in concept.parents or any(id in vocabulary.ancestors(parent) for parent in concept.parents):
            yield f"{id}: is its own ancestor"


def _ambiguities(vocabulary: Vocabulary) -> Iterator[str]:
    for ambiguity in vocabulary.ambiguities:
        kinds = {vocabulary.concepts[id].kind for id in ambiguity.meanings}
        if len(ambiguity.meanings) == 1 and not kinds <= {"measure", "scale", "finding"}:
            yield f"`{ambiguity.name}`: its one known meaning would be taken, though it is no measure, scale or test"
        if word_key(ambiguity.name) in _RESERVED:
            yield f"`{ambiguity.name}` is found wherever the language's own word stands"


def _strays(vocabulary: Vocabulary) -> Iterator[str]:
    for name, system in vocabulary.code_systems.items():
        for id in system.prefixes:
            codes = (code for member in vocabulary.members(id) for code in vocabulary.concepts[member].codes)
            own = (code.removeprefix(f"{name}:") for code in codes if code.startswith(f"{name}:"))
            for stray in sorted(system.strays(id, own)):
                yield f"{id}: its code {name}:{stray} lies outside what exhausts it"


def _of_concept(vocabulary: Vocabulary, concept: Concept) -> Iterator[str]:
    for name in (concept.name, *concept.synonyms):
        words = words_of(name)
        found = vocabulary.index.longest(name, words, 0) if words else None
        if found is None or found.words < len(words):
            yield f"`{name}` cannot be read back as one name"
        if not any(character.isalpha() for character in name):
            yield f"`{name}` has no letter and would be found in numbers"
        if len(words) == 1 and words[0].key in _RESERVED:
            yield f"`{name}` is found wherever the language's own word `{words[0].key}` stands"
        if " or " in concept.name and " and " in name and " or " not in name:
            yield f"`{name}` says both where `{concept.name}` says either"
    for code in concept.codes:
        yield from _of_code(code)
    for parent in (vocabulary.concepts[id] for id in concept.parents):
        if parent.kind not in _KINDS_OF_PARENT.get(concept.kind, (concept.kind,)):
            yield f"its parent {parent.id} is a {parent.kind}"
        if parent.sex is not None and concept.sex != parent.sex:
            yield f"its parent {parent.id} is {parent.sex}"
    if isinstance(concept, Condition) and concept.form_of is not None and concept.form_of not in concept.parents:
        yield f"it is a form of {concept.form_of}, which is no parent of it"


def _of_code(code: str) -> Iterator[str]:
    system, _, local = code.partition(":")
    form = _CODES.get(system)
    if form is None or form.fullmatch(local) is None:
        yield f"code `{code}` is not of the form system:code"
    elif system == "loinc":
        number, _, digit = local.partition("-")
        if loinc_check_digit(number) != int(digit):
            yield f"code `{code}` has a wrong check digit"
    elif system == "snomed" and not snomed_checks(local):
        yield f"code `{code}` has a wrong check digit"


def _of_finding(vocabulary: Vocabulary, finding: Finding) -> Iterator[str]:
    for spelling, value in finding.spellings:
        if value not in finding.values:
            yield f"`{spelling}` stands for `{value}`, which is none of its values"
    for id in (*finding.suggests, *((finding.implies,) if finding.implies else ())):
        if not isinstance(vocabulary.concepts.get(id), Condition):
            yield f"it tells of {id}, which is no condition"


def _of_measure(vocabulary: Vocabulary, measure: Measure) -> Iterator[str]:
    for unit in measure.units:
        if not isinstance(to_measure(measure, unit), Fit):
            yield f"its unit {unit.code} does not fit"
    for unit, other in measure.variants:
        if not isinstance(to_measure(vocabulary.measure(other), unit), Fit):
            yield f"{unit.code} does not fit its variant {other}"
    for unit, _ in measure.refusals:
        if isinstance(to_measure(measure, unit), Fit):
            yield f"{unit.code} is refused, but fits"
    if measure.plausible is None and measure.pair is None:
        yield "has no plausible range"
    for end in measure.plausible or ():
        if measure.least is not None and end < measure.least:
            yield "its plausible range begins below what can exist"
        if measure.greatest is not None and end > measure.greatest:
            yield "its plausible range ends above what can exist"
        if not is_plausible(measure, end):
            yield "an end of its plausible range is implausible"
    if measure.molar_mass is not None:
        yield from _factors(measure, measure.molar_mass)


def _factors(measure: Measure, molar_mass: Fraction) -> Iterator[str]:
    for other, affine, _ in measure.conversions:
        expected = factor_by_mass(measure.unit, other, molar_mass)
        if expected is not None and not counts_equivalents(other) and abs(1 / affine.scale / expected - 1) > _TOLERANCE:
            yield f"its factor to {other.code} is {float(1 / affine.scale)}, its molar mass gives {float(expected):.6g}"


def factor_by_mass(unit: Unit, other: Unit, molar_mass: Fraction) -> Fraction | None:
    """Return what a value in ``unit`` is multiplied by to give one in ``other``, for a ``molar_mass`` in g/mol.

    None where the two differ by more than a mass in place of an amount.
    """
    differences = {base: other.dimension.get(base, 0) - unit.dimension.get(base, 0) for base in ("mass", "substance")}
    rest = [{b: p for b, p in u.dimension.items() if b not in differences} for u in (unit, other)]
    power = differences["mass"]
    if rest[0] != rest[1] or power == 0 or differences["substance"] != -power:
        return None
    return unit.factor * molar_mass**power / other.factor


def _of_scale(vocabulary: Vocabulary, scale: Scale) -> Iterator[str]:
    if len(set(scale.levels)) < len(scale.levels):
        yield "a level is listed twice"
    if scale.follows_from is None:
        return
    score = vocabulary.scale(scale.follows_from[0])
    for level, points in scale.follows_from[1]:
        if not set(points) <= set(score.levels):
            yield f"level {level} follows from points that {score.id} has not"
