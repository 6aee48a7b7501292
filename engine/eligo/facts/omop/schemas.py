"""Which schema of a database holds the CDM, and which the vocabularies."""

from __future__ import annotations

from collections.abc import Iterable

from eligo.facts.omop.database import Located, failure, quoted

#: a column of a table: schema, table, column, each as the database writes it
Column = tuple[str, str, str]
_TIDY = "patients"
_VOCABULARY = ("concept", "concept_ancestor")


def located_tables(
    columns: Iterable[Column], place: str, schema: str | None, vocabulary: str | None, preferred: str | None
) -> dict[str, Located]:
    """Return the tables of the CDM in ``schema``, with those of its vocabularies in ``vocabulary``.

    Where no schema is named it is the only one with a table `person`, else ``preferred``. Raises `FactsError` (E632).
    """
    schemas: dict[str, dict[str, dict[str, str]]] = {}
    names: dict[tuple[str, str], str] = {}
    for owner, table, column in columns:
        folded = table.lower()
        names.setdefault((owner, folded), table)
        if names[owner, folded] == table:
            schemas.setdefault(owner, {}).setdefault(folded, {})[column.lower()] = quoted(column)

    def tables_of(owner: str) -> dict[str, Located]:
        return {t: Located(quoted(owner, names[owner, t]), own) for t, own in schemas.get(owner, {}).items()}

    # the tidy tables of FORMATS §7 where there is no CDM at all
    anchor = "person" if any("person" in tables for tables in schemas.values()) else _TIDY
    chosen = schema if schema is not None else _chosen(schemas, anchor, place, preferred)
    if chosen is None or not schemas.get(chosen, {}).keys() & {"person", _TIDY}:
        where = "no schema holds" if schema is None else f"the schema `{schema}` is not there, or holds no"
        help_ = "a CDM has the tables of OMOP CDM 5.4; name its schema as `?schema=NAME` behind the database"
        raise failure("E632", place, f"{where} {'a ' if schema is None else ''}table `person`", help_)
    found = tables_of(chosen)
    if "person" not in found:
        return found
    if "concept" not in found or vocabulary is not None:
        owner = vocabulary if vocabulary is not None else _chosen(schemas, "concept", place, preferred)
        if vocabulary is not None and "concept" not in schemas.get(vocabulary, {}):
            raise failure("E632", place, f"the schema `{vocabulary}` is not there, or holds no table `concept`")
        if owner is not None:
            found.update({t: own for t, own in tables_of(owner).items() if t in _VOCABULARY})
    return found


def _chosen(schemas: dict[str, dict[str, dict[str, str]]], table: str, place: str, preferred: str | None) -> str | None:
    holding = sorted(owner for owner, tables in schemas.items() if table in tables)
    if len(holding) <= 1:
        return holding[0] if holding else None
    if preferred in holding:
        return preferred
    listed = ", ".join(f"`{owner}`" for owner in holding)
    option = "schema" if table == "person" else "vocabulary_schema"
    help_ = f"name one behind the database: `?{option}={holding[0]}`"
    raise failure("E632", place, f"several schemas hold a table `{table}`: {listed}", help_)
