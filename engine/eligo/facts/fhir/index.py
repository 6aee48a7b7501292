"""Which pieces of an export are of which patient: a database without a name, on disk beyond some size.

Patients stand in the order in which they were first met. A record is looked up by the key by which it names its patient
(`subjects.key_of`), so it may come before the patient does.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from eligo.diagnostics import Diagnostic
from eligo.facts.fhir.pieces import Piece
from eligo.facts.fhir.subjects import UNSAID

_SCHEMA: Final = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA cache_size = -65536;
CREATE TABLE patient (position INTEGER PRIMARY KEY, id BLOB, place TEXT);
CREATE TABLE alias (key BLOB PRIMARY KEY, position INTEGER) WITHOUT ROWID;
CREATE TABLE part (number INTEGER PRIMARY KEY, owner BLOB, type BLOB, file INTEGER, at INTEGER, size INTEGER,
    place TEXT, needs BLOB);
CREATE TABLE shared (key BLOB, file INTEGER, at INTEGER, size INTEGER, place TEXT);
CREATE TABLE failure (number INTEGER PRIMARY KEY, place TEXT, code TEXT, message TEXT, inside TEXT);
CREATE TABLE failing (owner BLOB, failure INTEGER, is_sure INTEGER);
BEGIN;
"""
_KEYED: Final = """
CREATE INDEX part_by_owner ON part (owner);
CREATE INDEX shared_by_key ON shared (key);
CREATE INDEX failing_by_owner ON failing (owner);
"""
#: of what cannot be read: what names no patient of these, and what names none at all and so may be of anybody
_NOBODYS: Final = "NOT EXISTS (SELECT 1 FROM failing JOIN alias ON owner = key WHERE failure = number)"
#: begins the key of a patient whom no record can name; no reference has a space in it
_NAMELESS: Final = "nameless "
_UNNAMED: Final = f"{_NOBODYS} AND NOT EXISTS (SELECT 1 FROM failing WHERE failure = number AND is_sure)"
_AT_ONCE: Final = 5000


class Known(NamedTuple):
    """A patient of the index. ``place`` is where the first resource of the patient stands."""

    position: int
    id: str
    place: str


class Fault(NamedTuple):
    """Something that cannot be read: where, and what is wrong there; ``inside`` it, by line and column."""

    place: str
    code: str
    message: str
    inside: str | None = None

    def diagnostic(self) -> Diagnostic:
        """Return the fault as an error."""
        place = self.place if self.inside is None else f"{self.place}:{self.inside}"
        return Diagnostic(self.code, self.message, place=place)


class Index:
    """What was read so far; after `settle` it answers."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._db = sqlite3.connect("", isolation_level=None)
        self._db.executescript(_SCHEMA)
        self._parts: list[tuple[Any, ...]] = []
        self.patients = 0

    def add_patient(self, keys: list[str], id: str | None, piece: Piece) -> None:
        """Add a resource of the patient that records name by ``keys``, of which the first is the patient's own."""
        known = None if not keys else self._position(keys[0])
        if known is None:
            known = self.patients
            self.patients += 1
            own = id or (keys[0] if keys else "")
            self._db.execute("INSERT INTO patient VALUES (?, ?, ?)", (known, _blob(own), piece.place))
        keys = keys or [f"{_NAMELESS}{known}"]
        for key in keys:
            self._db.execute("INSERT OR IGNORE INTO alias VALUES (?, ?)", (_blob(key), known))
        self.add_record(keys[0], "Patient", piece)

    def add_record(self, owner: str, type: str, piece: Piece, needs: str | None = None) -> None:
        """Add a record of ``owner``, who may be `UNSAID`; it ``needs`` the resource with this address."""
        self._parts.append((_blob(owner), _blob(type), *piece, None if needs is None else _blob(needs)))
        if len(self._parts) >= _AT_ONCE:
            self._flush()

    def add_shared(self, keys: list[str], piece: Piece) -> None:
        """Add a resource that records may need, under its addresses."""
        self._db.executemany("INSERT INTO shared VALUES (?, ?, ?, ?, ?)", [(_blob(key), *piece) for key in keys])

    def add_fault(self, fault: Fault, owners: Iterable[str], maybe: Iterable[str] = ()) -> None:
        """Add something that cannot be read, in which ``owners`` are named, and what ``maybe`` names a patient."""
        self._db.execute("INSERT INTO failure VALUES (NULL, ?, ?, ?, ?)", fault)
        number = self._count("SELECT last_insert_rowid()")
        rows = [*((_blob(owner), number, True) for owner in owners), *((_blob(one), number, False) for one in maybe)]
        self._db.executemany("INSERT INTO failing VALUES (?, ?, ?)", rows)

    def settle(self) -> None:
        """End the reading: what is of the only patient is given to this one."""
        self._flush()
        self._db.executescript(_KEYED)
        if self.patients == 1:
            self._db.execute("INSERT OR IGNORE INTO alias VALUES (?, 0)", (_blob(UNSAID),))
            query = f"INSERT INTO failing SELECT ?, number, FALSE FROM failure WHERE {_UNNAMED}"
            self._db.execute(query, (_blob(UNSAID),))
            return
        for position, place in self._db.execute(
            "SELECT alias.position, place FROM alias JOIN patient ON alias.position = patient.position "
            "WHERE key = CAST(? || alias.position AS BLOB)",
            (_NAMELESS,),
        ).fetchall():
            fault = Fault(place, "E625", "a patient without an id: no record can be told to be of this one")
            self.add_fault(fault, [f"{_NAMELESS}{position}"])

    def __iter__(self) -> Iterator[Known]:
        """Yield the patients in order."""
        for position, id, place in self._db.execute("SELECT * FROM patient ORDER BY position"):
            yield Known(position, _text(id), place)

    def find(self, id: str) -> Known | None:
        """Return the patient ``id``."""
        row = self._db.execute("SELECT * FROM patient WHERE id = ?", (_blob(id),)).fetchone()
        return None if row is None else Known(row[0], _text(row[1]), row[2])

    def pieces(self, patient: Known) -> list[Piece]:
        """Return where the resources of ``patient`` stand, in order, and behind them those that they need."""
        rows = self._db.execute(
            "SELECT file, at, size, place, needs FROM alias JOIN part ON owner = key WHERE position = ? "
            "ORDER BY part.number",
            (patient.position,),
        ).fetchall()
        found = [Piece(*row[:4]) for row in rows]
        for needs in dict.fromkeys(_text(row[4]) for row in rows if row[4] is not None):
            found += self._shared(needs)
        return list(dict.fromkeys(found))

    def fault_of(self, patient: Known) -> Fault | None:
        """Return the first thing of ``patient`` that cannot be read."""
        row = self._db.execute(
            "SELECT place, code, message, inside FROM alias JOIN failing ON owner = key "
            "JOIN failure ON failure = number WHERE position = ? ORDER BY number LIMIT 1",
            (patient.position,),
        ).fetchone()
        return None if row is None else Fault(*row)

    def faults(self) -> Iterator[Fault]:
        """Yield what cannot be read and is of none of the patients, as far as it says."""
        for row in self._db.execute(
            f"SELECT place, code, message, inside FROM failure WHERE {_NOBODYS} ORDER BY number"
        ):
            yield Fault(*row)

    def count_faults(self) -> int:
        """Return how many of the `faults` name nobody and may be of anybody."""
        return self._count(f"SELECT COUNT(*) FROM failure WHERE {_UNNAMED}")

    def strangers(self) -> dict[str, int]:
        """Count the records of patients that are not here, by type."""
        return self._types("owner != ?")

    def unsaid(self) -> dict[str, int]:
        """Count the records that do not say whose they are, by type."""
        return self._types("owner = ?")

    def close(self) -> None:
        """Forget everything."""
        self._db.close()

    def _types(self, which: str) -> dict[str, int]:
        rows = self._db.execute(
            f"SELECT type, COUNT(*) FROM part LEFT JOIN alias ON owner = key WHERE key IS NULL AND {which} "
            "GROUP BY type ORDER BY type",
            (_blob(UNSAID),),
        )
        return {_text(type): number for type, number in rows}

    def _shared(self, address: str) -> Iterator[Piece]:
        for key in (address, "/".join(address.rsplit("/", 2)[-2:])):
            rows = self._db.execute("SELECT file, at, size, place FROM shared WHERE key = ?", (_blob(key),)).fetchall()
            if rows:
                yield from (Piece(*row) for row in rows)
                return

    def _position(self, key: str) -> int | None:
        row = self._db.execute("SELECT position FROM alias WHERE key = ?", (_blob(key),)).fetchone()
        return None if row is None else row[0]

    def _count(self, query: str) -> int:
        return self._db.execute(query).fetchone()[0] or 0

    def _flush(self) -> None:
        self._db.executemany("INSERT INTO part VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)", self._parts)
        self._parts.clear()


def _blob(text: str) -> bytes:
    """Return ``text`` for the database; JSON may hold halves of characters, which are no text."""
    return text.encode("utf-8", "surrogatepass")


def _text(blob: bytes) -> str:
    return blob.decode("utf-8", "surrogatepass")
