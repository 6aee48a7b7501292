"""Names as people write them: any case, singular or plural, hyphenated or not, British or American.

A name is a row of word keys. `word_key` folds what makes no difference, so that a name is listed once in the
vocabulary and found in every such spelling. Both sides, the list and the text, are folded by the same function, so
folding can only ever join spellings, and a test shows that it joins no two concepts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

#: British to American, inside a word; listed in the order of application
_AMERICAN = (
    ("aem", "em"), ("oedem", "edem"), ("oesoph", "esoph"), ("oestr", "estr"), ("rrhoea", "rrhea"), ("pnoea", "pnea"),
    ("paed", "ped"), ("gynaec", "gynec"), ("anaesth", "anesth"), ("foet", "fet"), ("sulph", "sulf"), ("caes", "ces"),
    ("caec", "cec"), ("faec", "fec"), ("coelia", "celia"), ("homoeo", "homeo"), ("leuco", "leuko"), ("tumour", "tumor"),
    ("colour", "color"), ("labour", "labor"), ("behaviour", "behavior"), ("fibre", "fiber"), ("litre", "liter"),
    ("titre", "titer"), ("isation", "ization"), ("ised", "ized"), ("ising", "izing"), ("aluminium", "aluminum"),
)  # fmt: skip
#: most words hold none of them, which one search finds out faster than a search for each
_BRITISH = re.compile("|".join(british for british, _ in _AMERICAN))
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "bacteria": "bacterium", "fungi": "fungus"}
#: abbreviations in capitals have their last S of their own (`PCOS` is no plural of `PCO`); some are also written small
_LONGEST_SHORT = 5
_NO_PLURALS = frozenset(("aids", "sars", "mers"))
#: a word: letters and digits with inner apostrophes; the signs that carry meaning inside a name are words of their own
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[/+%&]")
#: what may stand between two words of one name: `E. coli`, `Legionnaires' disease`, `Gilbert–Meulengracht`
_GAP = re.compile(r"[.'’]?[\s\-‐‑–]*")

_BEGINNINGS = """
    anti auto broncho cardio cerebro chemo cyto electro endo extra gastro hemo hepato hyper hypo immuno infra inter
    intra micro multi musculo neo neuro non osteo peri poly post pre psycho radio retro sub supra thrombo trans
"""
#: a word with a beginning that some write apart from it: `anti-coagulant`, `intra abdominal`, `postoperative`
_COMPOUND = re.compile(rf"\b({'|'.join(_BEGINNINGS.split())})([\s-]?)([a-z]{{4,}})\b", re.IGNORECASE)


class Word(NamedTuple):
    """A word of a text: its key and where it stands."""

    key: str
    start: int
    end: int


class Match(NamedTuple):
    """A name found in a text: what it may mean, how many words it takes, and where it ends."""

    meanings: tuple[str, ...]
    words: int
    end: int


@lru_cache(maxsize=65536)
def word_key(word: str) -> str:
    """Return what ``word`` is found by.

    >>> [word_key(w) for w in ("Tumours", "tumor", "Metastases", "metastasis", "Crohn's", "haemoglobin")]
    ['tumor', 'tumor', 'metastas', 'metastas', 'crohn', 'hemoglobin']
    >>> [word_key(w) for w in ("AIDS", "aids", "DOACs", "SAR")]
    ['aids', 'aids', 'doac', 'sar']
    """
    if word == "&":
        return "and"
    key = normalize("NFKC", word).lower().replace("’", "'").removesuffix("'s").removesuffix("s'").replace("'", "")
    if _BRITISH.search(key):
        for british, american in _AMERICAN:
            key = key.replace(british, american)
    key = _IRREGULAR.get(key, key)
    if len(key) < 4 or key in _NO_PLURALS or (word.endswith("S") and word.isupper() and len(word) <= _LONGEST_SHORT):
        return key
    if key.endswith("ies"):
        return key[:-3] + "y"
    if key.endswith(("sis", "ses", "xes", "zes", "ches", "shes")):
        return key[:-2]
    if key.endswith("se"):
        return key[:-1]
    if key.endswith("s") and key[-2] not in "sui":
        return key[:-1]
    return key


def words_of(text: str) -> list[Word]:
    """Return the words of ``text`` with their places."""
    return [Word(word_key(m.group()), m.start(), m.end()) for m in _WORD.finditer(text)]


def name_key(name: str) -> tuple[str, ...]:
    """Return what a whole name is found by."""
    return tuple(word.key for word in words_of(name))


def respelled(name: str, words: Container[str]) -> Iterator[str]:
    """Yield ``name`` with the beginning of one of its words written together with it, or apart from it.

    It is written apart only where ``words``, keys of words, holds what is left: *anti* begins no word in `antigen`.

    >>> list(respelled("anti-arrhythmic drug", ())), list(respelled("intraocular antigen", {"ocular"}))
    (['antiarrhythmic drug'], ['intra ocular antigen'])
    """
    for found in _COMPOUND.finditer(name):
        beginning, gap, rest = found.groups()
        if gap or word_key(rest) in words:
            yield f"{name[: found.start()]}{beginning}{'' if gap else ' '}{rest}{name[found.end() :]}"


def can_be_found(name: str) -> bool:
    """Tell whether ``name`` is one that a text can hold: signs alone are none."""
    return any(map(str.isalnum, name))


class NameIndex:
    """Finds the longest known name at a word of a text.

    ``names`` maps the word keys of a name, joined by spaces, to the ids that it may mean, joined likewise;
    ``longest_from`` maps a first word to the number of words of the longest name that begins with it. Both are texts
    because they are read from a cache at every start.
    """

    __slots__ = ("_base_longest", "_base_names", "_longest_from", "_names")

    def __init__(self, names: Iterable[tuple[str, str]] = ()) -> None:
        """Index ``(name, meaning)`` pairs; a name listed twice has several meanings."""
        self._base_names: Mapping[str, str] = {}
        self._base_longest: Mapping[str, str] = {}
        self._names: dict[str, str] = {}
        self._longest_from: dict[str, int] = {}
        for name, meaning in names:
            self.add(name, meaning)

    @classmethod
    def over(cls, names: Mapping[str, str], longest_from: Mapping[str, str]) -> NameIndex:
        """Return an index of these names, to which others may be added."""
        index = cls()
        index._base_names = names
        index._base_longest = longest_from
        return index

    def tables(self) -> tuple[dict[str, str], dict[str, str]]:
        """Return what `over` takes."""
        lengths = {word: str(length) for word, length in self._longest_from.items()}
        return {**self._base_names, **self._names}, {**self._base_longest, **lengths}

    def __bool__(self) -> bool:
        """Tell whether there is any name to find."""
        return bool(self._names or self._base_names)

    def add(self, name: str, meaning: str) -> None:
        """Let ``name`` mean ``meaning`` too."""
        keys = name_key(name)
        if not keys:
            raise ValueError(f"a name without a word: {name!r}")
        key = " ".join(keys)
        known = (self._meanings(key) or "").split()
        if meaning not in known:
            self._names[key] = " ".join((*known, meaning))
        self._longest_from[keys[0]] = max(len(keys), self.longest_from(keys[0]))

    def _meanings(self, key: str) -> str | None:
        own = self._names.get(key)
        return self._base_names.get(key) if own is None else own

    def longest_from(self, word: str) -> int:
        """Return of how many words the longest name is that begins with the word of this key; 0 where there is none."""
        return self._longest_from.get(word) or int(self._base_longest.get(word, 0))

    def longest(self, text: str, words: list[Word], first: int) -> Match | None:
        """Return the longest name of ``text`` that begins at ``words[first]``, or None."""
        limit = self.longest_from(words[first].key)
        if not limit:
            return None
        keys = [words[first].key]
        for index in range(first + 1, min(first + limit, len(words))):
            gap = text[words[index - 1].end : words[index].start]
            if gap != " " and not _GAP.fullmatch(gap):
                break
            keys.append(words[index].key)
        while keys:
            found = self._meanings(" ".join(keys))
            if found is not None:
                return Match(tuple(found.split()), len(keys), words[first + len(keys) - 1].end)
            keys.pop()
        return None

    def exact(self, name: str) -> tuple[str, ...]:
        """Return what the whole of ``name`` may mean."""
        return self.of_key(" ".join(name_key(name)))

    def of_key(self, key: str) -> tuple[str, ...]:
        """Return what the name of these word keys, joined by spaces, may mean."""
        return tuple((self._meanings(key) or "").split())
