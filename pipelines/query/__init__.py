"""Questions to a release: on the terminal, into a file, as data frames. Nothing is written to it, nothing else opened.

Tables are found without their schema, published ones first.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from schemas.problems import Place, Refusal

#: Where a table is looked for that is named without its schema, in this order.
SCHEMAS = ("marts", "examples", "core", "codes", "forms", "rules", "staged", "raw", "lineage")

#: Kinds of DuckDB's errors, by their type and what is the matter, that have a text of their own.
_CODES = {
    ("Parser", ""): "E-QUERY-SYNTAX",
    ("Catalog", "MISSING_ENTRY"): "E-QUERY-TABLE",
    ("Binder", "COLUMN_NOT_FOUND"): "E-QUERY-COLUMN",
    ("Permission", ""): "E-QUERY-DENIED",
}
_DENIED = ("read-only mode", "configuration has been locked")

#: Alternatives that are offered, and characters around the place of an error that are quoted.
_OFFERED, _AROUND = 5, 30

#: By itself DuckDB lets a statement write where it spills, and it spills beside the database, into the release.
_SHUT: dict[str, str | bool | int | float | list[str]] = {"enable_external_access": False, "temp_directory": ""}


@contextmanager
def open_database(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The database of a release, read-only; a statement reaches no file and no network, and cannot change that."""
    with duckdb.connect(str(database), read_only=True, config=_SHUT) as connection:
        present = {name for (name,) in connection.execute("select schema_name from duckdb_schemas()").fetchall()}
        path = ",".join(schema for schema in SCHEMAS if schema in present)
        connection.execute(f"set search_path = '{path}'; set errors_as_json = true; set lock_configuration = true")
        yield connection


@contextmanager
def refusing(sql: str) -> Iterator[None]:
    """Say what is wrong with a statement as a refusal: with a code, the place and what to do.

    Raises:
        Refusal: E-QUERY-…, the statement is wrong or asks for what it may not.
    """
    try:
        yield
    except duckdb.Error as error:
        raise told(error, sql) from error


def told(error: duckdb.Error, sql: str) -> Refusal:
    """An error of DuckDB as a refusal: the line, what was found there, and what it may have been meant for."""
    kind, text = str(error).partition(" Error: ")[::2]
    said = _read(text)
    message = said.get("exception_message", text)
    about = said.get("error_subtype", "") if kind in ("Catalog", "Binder") else ""
    code = _CODES.get((kind, about), "E-QUERY")
    if any(phrase in message for phrase in _DENIED):
        code = "E-QUERY-DENIED"
    candidates = [name for name in said.get("candidates", "").split(",") if name][:_OFFERED]
    place, around = Place(), ""
    if said.get("position", "").isdigit():
        before = sql.encode()[: int(said["position"])].decode(errors="replace")
        place = Place(line=before.count("\n") + 1)
        around = sql[len(before) :].partition("\n")[0][:_AROUND].strip()
    found = (said.get("name", "") if "name" in said else around if kind == "Parser" else "") or message
    return Refusal(code, place, found=found, other=message, expected="、".join(candidates) or "—")


def _read(text: str) -> dict[str, str]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return {name: str(value) for name, value in said.items()} if isinstance(said, dict) else {}
