"""Who is screening, and when: asked at the edge of the program, for an audit file."""

from __future__ import annotations

import os


def person(given: str | None) -> str | None:
    """Return who screens: as ``given``, else ``ELIGO_AUDIT_BY`` of the environment; None where neither says."""
    return given or os.environ.get("ELIGO_AUDIT_BY") or None


def now() -> str:
    """Return the time of an audit record, in UTC."""
    from datetime import UTC, datetime  # the clock is read here, and only for the record

    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
