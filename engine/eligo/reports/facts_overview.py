"""What was understood of a patient's data: facts by kind, resources by type, and codes that nothing knows."""

from __future__ import annotations

from collections import Counter

from eligo.facts import FactSheet

#: so many unknown codes are listed, the most frequent first
_MOST_LISTED = 40


def render(sheet: FactSheet) -> str:
    """Return the overview of ``sheet``, one thing a line."""
    known = sum(fact.concept is not None for fact in sheet.facts)
    lines = [f"{len(sheet.facts)} facts: {known} understood, {len(sheet.facts) - known} not"]
    if sheet.entered_in_error:
        lines.append(f"{sheet.entered_in_error} records entered in error, which do not count")
    if sheet.imported is not None:
        lines += ["", "resources"]
        for type_, number in sorted(sheet.imported.resources.items()):
            silent = sheet.imported.silent.get(type_, 0)
            unmapped = sheet.imported.unmapped.get(type_, 0)
            said = [f"{silent} say nothing to a rule"] if silent else []
            said += [f"{unmapped} not understood"] if unmapped else []
            lines.append(f"  {number:>6} {type_}{': ' if said else ''}{', '.join(said)}")
    unknown = Counter((f.code or "", f.name or "") for f in sheet.facts if f.concept is None)
    if unknown:
        lines += ["", "not understood"]
        listed = sorted(unknown.items(), key=lambda row: (-row[1], row[0]))
        lines += [f"  {number:>6} {code} {name}".rstrip() for (code, name), number in listed[:_MOST_LISTED]]
        if len(listed) > _MOST_LISTED:
            lines.append(f"         and {len(listed) - _MOST_LISTED} more codes")
    return "\n".join(lines) + "\n"
