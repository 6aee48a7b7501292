"""Being insured, in the words of registries: ``Affiliated to or beneficiary of a French social security scheme``.

Every trial in France asks for it in words of its own; they come from closed lists, and mean the coverage.
"""

from __future__ import annotations

import re

from eligo.drafting.wordings.triggers import triggers

TRIGGERS = triggers("insurance security")
_HOW = (
    r"(?:affiliated|affiliation|affiliate|beneficiary|beneficiaries|benefiting|benefitting|entitled|covered|registered"
    r"|enrolled|insured|membership|member)"
)
_INSURED = re.compile(
    rf"(?:(?:is|are|be|being) )?(?:a )?{_HOW}(?: (?:patients? )?(?:or|and|/) (?:a |being )?{_HOW})?"
    rf" (?:to|with|of|by|in|from|under)(?: (?:or|and) (?:a |being )?{_HOW} (?:to|with|of|by|in|from|under))?"
    r" (?:(?:the|an?|any|general|french) )*(?P<what>(?:national |social )?health insurance|social security)"
    r"(?: insurance| coverage)?(?: (?:scheme|system|regimen|regime|plan))?"
    r"(?: \(beneficiary or entitled\)| or (?:a )?beneficiary (?:of|from) (?:the same|such an?"
    r" (?:system|scheme|regime|plan)))?",
    re.IGNORECASE,
)


def insured(text: str) -> str:
    """Return ``text`` with the name of the coverage in place of the words for having it.

    >>> insured("Patient affiliated to or beneficiary of a social security scheme")
    'Patient with social security coverage'
    """
    found = _INSURED.search(text)
    if found is None:
        return text
    what = found["what"].lower()
    coverage = "social security coverage" if what == "social security" else what
    before, behind = text[: found.start()], text[found.end() :]
    return f"{before}{'with ' if before.strip() else ''}{coverage}{behind}"
