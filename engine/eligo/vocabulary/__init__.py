"""Concepts: what criteria and facts can name.

The contract of this package:

``Vocabulary`` (``vocabulary.py``): immutable, picklable.
    ``concepts: Mapping[str, Concept]`` by id; ``formulas: tuple[Formula, ...]``;
    ``ambiguities: tuple[Ambiguity, ...]``, and ``ambiguity(name)`` for one of them;
    ``digest: str`` (``sha256:…`` over the TOML files); ``index: NameIndex`` of all names, synonyms and ambiguous names.
    ``find(name) -> tuple[Concept, ...]``: every concept that the whole of ``name`` may mean.
    ``by_code(code) -> Concept | None``: ``system:code``; the longest prefix (``icd10:I26*``) that fits.
    ``members(id) -> frozenset[str]``: the concept and everything narrower; ``ancestors(id) -> frozenset[str]``.
    ``formulas_for(id) -> tuple[Formula, ...]``; ``suggest(text, n=3) -> list[str]``: spellings near ``text``.
    ``measure(id)``, ``scale(id)``, ``finding(id)``: typed look-ups.
    ``extended(concepts) -> Vocabulary``: with a trial's own declarations.
``load_vocabulary() -> Vocabulary`` (``loading.py``): the shipped vocabulary, once a process, from a cache file keyed by
    content where possible.
``to_measure(measure, unit) -> Fit | Misfit`` (``fitting.py``): how a value in ``unit`` becomes one in ``measure.unit``
    (``Fit.conversion: Affine``, ``Fit.precision: int | None`` for declared rounding), or why it cannot
    (``Misfit.code`` E301/E302/E312, ``message``, ``help`` naming both sides in words). ``between(measure, source,
    target)``: the same from any unit of the measure to any other, which is how a value meets a rule's threshold.
    ``variant_of(measure, unit)``: the id of the measure that a unit makes it (FEV1 in % predicted). ``is_plausible``
    and ``plausible_elsewhere``: whether a value can be believed, and in which units it could.
``check(vocabulary) -> list[str]`` (``checks.py``): what is wrong with the content, for tests and contributors.
``formulas`` : pure functions named by ``Formula.compute``.
"""

from eligo.vocabulary.vocabulary import Vocabulary

__all__ = ["Vocabulary"]
