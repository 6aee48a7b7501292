"""Registry text without the traces of markup: entities, markdown escapes, characters that nobody sees."""

from __future__ import annotations

import html
import re

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_ESCAPE = re.compile(r"""\\([!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])""")
#: control characters and marks that turn the direction of a text, which no trial file may hold
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_NEWLINE = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
#: entities are escaped twice here and there
_ROUNDS = 2


def plain_text(text: str) -> str:
    r"""Return ``text`` with entities and markdown escapes undone, unseen characters gone and plain line ends.

    >>> plain_text(r"age \>= 18 &amp;lt; 75, 1\. x")
    'age >= 18 < 75, 1. x'
    """
    for _ in range(_ROUNDS):
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    text = _INVISIBLE.sub("", _NEWLINE.sub("\n", text))
    return _ESCAPE.sub(r"\1", _CONTROL.sub(" ", text))


def collapsed(text: str) -> str:
    """Return ``text`` with every run of white space as one space."""
    return " ".join(text.split())
