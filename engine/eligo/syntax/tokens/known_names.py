"""The names that a rule may use, as the lexer asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from eligo.vocabulary.names import NameIndex


@dataclass(frozen=True)
class Names:
    """The names a rule may use: those of the trial's definitions, of the vocabulary, and what the lexer asks of them.

    ``scales`` are the ids of scales (a number or letter after one is a level), ``findings`` those of findings and
    ``values`` their folded value words (``positive``). ``suggest`` gives known names near an unknown one, for messages.
    """

    vocabulary: NameIndex
    scales: frozenset[str]
    values: frozenset[tuple[str, ...]]
    findings: frozenset[str] = frozenset()
    #: ids of drugs and procedures
    taken: frozenset[str] = frozenset()
    #: ids of drugs without a code: the newest, which are given in trials more than anywhere else
    unlisted: frozenset[str] = frozenset()
    #: ids of measures and scales
    numbers: frozenset[str] = frozenset()
    #: ids of measures that are counts in a volume: a bare volume behind their number means *per* that volume
    counted: frozenset[str] = frozenset()
    #: meanings of names that mean a list of them: ``transaminases`` is AST/ALT
    together: frozenset[tuple[str, ...]] = frozenset()
    definitions: NameIndex = field(default_factory=NameIndex)
    suggest: Callable[[str], list[str]] = field(default=lambda text: [], compare=False)

    @cached_property
    def value_openings(self) -> frozenset[str]:
        """The first words of ``values``: most words open none."""
        return frozenset(words[0] for words in self.values)
