"""What a screening cites, and the sheet that is left when only that is kept (DESIGN, promise 6)."""

from __future__ import annotations

from typing import Any

from eligo.screening import Screening


def cited_places(result: Screening, id: str | None = None) -> set[str]:
    """Return the places of the facts that ``result`` cites: of the criterion ``id``, of all for None."""
    places: set[str | None] = set()
    for criterion in result.criteria if id is None else (result.criterion(id),):
        places |= {gap.place for gap in criterion.missing}
        for evidence in criterion.because:
            places.add(evidence.place)
            if evidence.derived is not None:
                places |= {component.place for component in evidence.derived.inputs}
    return {place for place in places if place is not None and place.startswith("facts")}


def only_cited(sheet: dict[str, Any], result: Screening) -> dict[str, Any]:
    """Return ``sheet`` with the facts alone that ``result`` cites; an age among them is the patient's, not a fact."""
    cited = cited_places(result)
    facts = sheet.get("facts", [])
    if isinstance(facts, dict):
        return sheet
    kept = [fact for index, fact in enumerate(facts) if f"facts[{index}]" in cited or fact.get("name") == "age"]
    return {**sheet, "facts": kept}
