"""What the vocabulary knows: concepts, and the tables that find them by name and by code."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from eligo.quantities.conversion import Affine
from eligo.quantities.dates import Duration
from eligo.quantities.units import Unit

Kind = Literal["measure", "scale", "finding", "condition", "drug", "procedure", "demographic"]
Direction = Literal["increase", "decrease"]
Sex = Literal["female", "male"]


class Concept(Struct, frozen=True, kw_only=True):
    """Something that a criterion or a fact can name.

    ``id`` is its stable name in data (``creatinine_clearance``); ``name`` is the preferred name that the canonical form
    prints; ``synonyms`` are further names (plurals, hyphens and British forms are found without being listed).
    ``codes`` are ``system:code`` (``loinc:2160-0``, ``snomed:84757009``, ``icd10:I26*``: a trailing ``*`` is a prefix).
    ``parents`` are ids of broader concepts: a record of this concept is a record of each of them. ``source`` says where
    its facts were taken from.
    """

    id: str
    name: str
    kind: Kind
    synonyms: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    source: str = ""
    #: belongs to one sex: for the other it is *no* (pregnancy: female)
    sex: Sex | None = None


class Measure(Concept, frozen=True, kw_only=True):
    """A quantity with a unit.

    ``unit`` is the unit it is recorded in; ``least`` and ``greatest`` bound what can exist at all (a saturation ends at
    100 %), ``plausible`` what can be believed, all in ``unit``. ``conversions`` take a value in another unit family
    (substance concentration, equivalents, HbA1c mmol/mol) to ``unit``, by the analyte's own published factor; units of
    the same dimension and tag need none. ``current_for`` says how long a result without a window decides (None:
    always). ``presumed`` are the contexts that a silent result is presumed to have. ``has_natural_unit``: values come
    without a unit (INR, pH). ``precision``: decimals at which a derived or converted value is compared, for irrational
    formulas and HbA1c; None is exact. ``family`` names, in words, what it measures, for messages.
    """

    unit: Unit
    least: Fraction | None = Fraction(0)
    greatest: Fraction | None = None
    plausible: tuple[Fraction, Fraction] | None = None
    #: what a bound without a unit can be in ``unit``: outside, the number is one of another unit in common use
    bare: tuple[Fraction, Fraction] | None = None
    conversions: tuple[tuple[Unit, Affine, int | None], ...] = ()
    units: tuple[Unit, ...] = ()
    current_for: Duration | None = None
    presumed: frozenset[str] = frozenset()
    has_natural_unit: bool = False
    precision: int | None = None
    family: str = ""
    #: a named pair such as blood pressure: the ids of its two measures, in the order of ``140/90``
    pair: tuple[str, str] | None = None
    #: from ``unit`` to another family, where the published map is not the exact inverse of its conversion (HbA1c)
    returns: tuple[tuple[Unit, Affine, int | None], ...] = ()
    #: units that make it another measure: ``FEV1 65 % predicted`` is ``fev1_percent_predicted``
    variants: tuple[tuple[Unit, str], ...] = ()
    #: g/mol, for the test of the factors; None where it is not known or not used
    molar_mass: Fraction | None = None
    #: zero is believable although ``plausible`` begins above it (a count of cells below which a unit was mistaken)
    can_be_zero: bool = False
    #: units that people write for it but that cannot be converted, and why (haemoglobin in mmol/L has two readings)
    refusals: tuple[tuple[Unit, str], ...] = ()


class Scale(Concept, frozen=True, kw_only=True):
    """A closed, ordered list of levels (NYHA ``1``…``4``, Child-Pugh class ``A``…``C``, ECOG ``0``…``5``).

    ``levels`` are in order, least first; ``spellings`` maps any other way to write a level (lower case: ``iii``,
    ``class b``) to it. ``follows_from`` says that a class follows from a score: the score's id and, level by level, the
    score levels that make it. ``of_toxicity`` marks CTCAE, whose grades are *of* something. ``of`` are the conditions
    that whoever has a level of it has (NYHA class: heart failure); ``stages`` those that it grades among others,
    ``not_of`` those that have grades of another kind.
    """

    levels: tuple[str, ...]
    spellings: tuple[tuple[str, str], ...] = ()
    follows_from: tuple[str, tuple[tuple[str, tuple[str, ...]], ...]] | None = None
    current_for: Duration | None = None
    of_toxicity: bool = False
    #: points of a score are numbers; a class or stage has letters or numerals
    is_score: bool = False
    #: units that may be written after a level and say nothing: points, the % of a Karnofsky index
    units: tuple[Unit, ...] = ()
    #: levels that are not told apart further, and the levels of which such a patient has one (stage III: IIIA, IIIB …)
    parts: tuple[tuple[str, tuple[str, ...]], ...] = ()
    of: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    not_of: tuple[str, ...] = ()


class Finding(Concept, frozen=True, kw_only=True):
    """A test or observation with a closed set of values (``positive``, ``negative``; or a list of its own).

    ``spellings`` maps other ways to write a value (``detected``, ``snomed:260373001``) to it. ``implies`` is the
    condition that a positive finding implies, and that implies it (HIV), where the vocabulary says so. ``suggests`` are
    the conditions that a recorded positive keeps from being *no* by silence, without implying them (HBsAg for
    hepatitis B).
    """

    values: tuple[str, ...] = ("negative", "positive")
    spellings: tuple[tuple[str, str], ...] = ()
    implies: str | None = None
    current_for: Duration | None = None
    suggests: tuple[str, ...] = ()


class Condition(Concept, frozen=True, kw_only=True):
    """A condition. ``is_event``: it happens at its start (infarction, stroke, fracture) rather than going on.

    ``is_state``: a state of life (childbearing potential, parity, handedness) that lists of conditions leave out, so
    that they are not complete of it. ``is_acute``: an illness of days or weeks (pneumonia, embolism, unstable angina),
    which goes on for a while, yet is counted like an event in a list of them under one window. ``is_complication``: it
    comes on top of the infection it is of, so that a positive test of that says nothing of it (COVID-19 pneumonia).
    ``form_of``: the parent of which it is no kind, but a course or an extent that any kind may have, unsaid (an acute
    infection, an invasive malignancy): a record of such a kind leaves it open. ``changes`` says which way which measure
    changes, where a number is asked of it (weight loss).
    """

    is_event: bool = False
    is_state: bool = False
    is_acute: bool = False
    is_complication: bool = False
    form_of: str | None = None
    changes: tuple[Direction, str] | None = None


class Drug(Concept, frozen=True, kw_only=True):
    """A drug or a class of drugs (its members are the concepts that name it among their ``parents``)."""


class Procedure(Concept, frozen=True, kw_only=True):
    """A procedure or treatment. ``is_event``: it happens at its start (surgery) rather than going on (dialysis)."""

    is_event: bool = False


class Ambiguity(Struct, frozen=True, kw_only=True):
    """A name that means several things (``ASA``, ``PT``): the ids it could mean, told apart by position or refused.

    ``others`` are meanings that the vocabulary has no concept for, in words (``prednisone``): they keep the name
    ambiguous and are told to the author. ``together``: no choice but a list, each meaning is meant (``transaminases``).
    """

    name: str
    meanings: tuple[str, ...]
    others: tuple[str, ...] = ()
    together: bool = False


class Formula(Struct, frozen=True, kw_only=True):
    """How a measure is computed from others (LANGUAGE §3.10).

    ``compute`` names a pure function of ``vocabulary.formulas``; ``inputs`` are concept ids in its order, with the unit
    each is given in (none for findings and scales, whose value it takes). ``within`` is the pairing time.
    ``adults_only``, ``not_during`` (concept ids, dialysis) say for whom it is. ``precision``: decimals at which an
    irrational result is compared, None where it is exact. ``monotone`` says, input by input (and for ``age``), whether
    the result rises (``+``) or falls (``-``) with it. ``on_request``: computed only for a rule that names its method.
    ``examples`` are worked: the inputs in order, then age and sex where needed, and the result.
    """

    id: str
    name: str
    gives: str
    method: str
    compute: str
    inputs: tuple[tuple[str, str], ...]
    unit: Unit
    within: Duration
    adults_only: bool = False
    needs_sex: bool = False
    needs_age: bool = False
    not_during: tuple[str, ...] = ()
    precision: int | None = None
    monotone: tuple[tuple[str, str], ...] = ()
    on_request: bool = False
    source: str = ""
    examples: tuple[tuple[tuple[str, ...], str], ...] = ()
