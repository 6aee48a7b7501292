"""Lists that end in their class: ``schizophrenia or other psychotic disorder``, ``warfarin or other anticoagulant``.

`or other` opens a list without an end (LANGUAGE §4), but not where the vocabulary has the class by that name, as the
last words of the sentence, and what stands before it is one of its kinds: the class then holds the whole list. A
condition may still be other than the one under study, which the language says with `another`; a treatment is not.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers
from eligo.vocabulary import Vocabulary
from eligo.vocabulary.model import Condition, Drug, Procedure

TRIGGERS = triggers("or", "other")
_OTHER = re.compile(
    r"(?P<list>[^();:]+?),?\s+(?:or|and/or)\s+(?:any\s+)?other\s+"
    r"(?:(?:types?|forms?|kinds?)\s+of\s+)?(?P<class>[^(),;:]+)",
    re.IGNORECASE,
)
_HISTORY = re.compile(
    r"(?P<lead>(?:(?:has|have|had|with|a|any|known|prior|previous|past|personal|medical|lifetime|documented|patients"
    r"|subjects|participants) )*history of )(?P<list>.+)",
    re.IGNORECASE,
)
#: words of a name, at most
_NAME_AT_MOST = 6


def widened(text: str, vocabulary: Vocabulary) -> str | None:
    """Return ``text`` with its last item as the class of the one before; None where it says anything else.

    >>> from eligo.vocabulary.loading import load_vocabulary
    >>> widened("schizophrenia or any other psychotic disorder", load_vocabulary())
    'schizophrenia or another psychotic disorder'
    >>> widened("warfarin or other anticoagulants", load_vocabulary())
    'warfarin or anticoagulants'
    >>> widened("asthma or other psychotic disorders", load_vocabulary())
    """
    found = _OTHER.fullmatch(text)
    if found is None:
        return None
    listed, name = found["list"], found["class"]
    if not holds_kind(listed, name, vocabulary):
        return None
    if not all(isinstance(vocabulary.concepts[id], Condition) for id in vocabulary.index.exact(name)):
        return f"{listed} or {name}"
    if led := _HISTORY.fullmatch(listed):
        return f"{listed} or {led['lead']}another {name}"
    return f"{listed} or another {name}"


def holds_kind(listed: str, name: str, vocabulary: Vocabulary) -> bool:
    """Tell whether ``name`` is a class of conditions or treatments that holds the last name of ``listed``."""
    classes = vocabulary.index.exact(name)
    if len(classes) != 1 or not isinstance(vocabulary.concepts[classes[0]], Condition | Drug | Procedure):
        return False
    words = listed.split()[-_NAME_AT_MOST:]
    names = (vocabulary.index.exact(" ".join(words[at:])) for at in range(len(words)))
    last = next(filter(None, names), ())
    return len(last) == 1 and last[0] in vocabulary.members(classes[0])
