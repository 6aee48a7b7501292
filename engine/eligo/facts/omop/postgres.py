"""PostgreSQL, in one read-only transaction, so that every table is of the same moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, cast

from eligo.facts.omop.database import Database, failure, missing
from eligo.facts.omop.schemas import located_tables

if TYPE_CHECKING:
    import psycopg

NAME: Final = "PostgreSQL"
#: how long to wait for a server that does not answer, in seconds
_PATIENCE: Final = 15
_REASONS: Final = (
    ("password authentication failed", "the server does not accept the password"),
    ("no password supplied", "the server asks for a password"),
    ("does not exist", "there is no such database or user"),
    ("could not translate host name", "no host has this name"),
    ("failed to resolve host", "no host has this name"),
    ("connection refused", "nothing listens there"),
    ("no such file or directory", "no server has its socket there"),
    ("timeout expired", "the server does not answer"),
    ("invalid", "the connection string cannot be read"),
)


class PostgresDatabase(Database):
    """A CDM in PostgreSQL."""

    mark = "%s"

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        """Ask ``connection``."""
        super().__init__(NAME)
        self._connection = connection

    @classmethod
    def of_string(cls, string: str, schema: str | None, vocabulary: str | None) -> PostgresDatabase:
        """Return the database that ``string`` connects to; raises `FactsError`: E630, E631, E632.

        ``string`` may hold a password, so that nothing of it, nor of what the server answers, is ever shown.
        """
        database = cls(_connected(string))
        query = (
            "SELECT table_schema, table_name, column_name FROM information_schema.columns"
            " WHERE table_schema NOT IN ('information_schema', 'pg_catalog')"
        )
        try:
            columns = [(str(a), str(b), str(c)) for a, b, c in database.run(NAME, query, ())]
            ((current,),) = database.run(NAME, "SELECT current_schema()", ())
            database.tables = located_tables(columns, NAME, schema, vocabulary, current)
        except BaseException:
            database.close()
            raise
        return database

    def run(self, table: str, query: str, values: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
        """Yield what ``query`` gives; raises `FactsError` (E633)."""
        import psycopg

        try:
            with self._connection.cursor() as cursor:
                # psycopg wants a literal, so that no text of a user gets in; names are quoted, values are parameters
                cursor.execute(cast("Any", query.encode()), values or None)
                yield from cursor
        except psycopg.DataError:
            return  # an id that is no number is nobody's
        except psycopg.Error:
            help_ = "check that the user may read the table, and that the server is there"
            raise self.unreadable(table, "the table cannot be read", help_) from None

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()


def _connected(string: str) -> psycopg.Connection[Any]:
    try:
        import psycopg
    except ImportError:
        raise missing("psycopg", NAME) from None
    try:
        connection = psycopg.connect(string, connect_timeout=_PATIENCE, options="-c datestyle=ISO")
        connection.read_only = True
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    except psycopg.Error as error:
        text = str(error).lower()
        reason = next((said for part, said in _REASONS if part in text), "the server gave no reason that may be shown")
        help_ = f"{reason}; try the same connection with `psql`"
        raise failure("E631", NAME, "the database cannot be reached", help_) from None
    return connection
