"""OMOP CDM 5.4 as facts: a folder of CSV or Parquet files, a DuckDB file, or PostgreSQL.

``opening`` finds out what a source is and gives a `Database`, which answers queries with rows of texts; ``people``
reads the rows of many persons at a time and makes one `Import` of each; one module a family of tables (``events``,
``results``) turns rows into records of FORMATS §1; ``concepts`` says which codes a concept id stands for.

The habits are those of the FHIR reader. A concept id means what the vocabulary says of the code that it stands for, and
nothing is read out of a name. What is doubtful stays as a record that decides nothing. No row is left out silently.
"""

from typing import Final

#: how connection strings begin
SERVERS: Final = ("postgresql://", "postgres://")
