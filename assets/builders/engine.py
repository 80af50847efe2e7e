"""The engine: one in-memory DuckDB an asset, shut off from the world, over views of verified Parquet.

No shared database file, so no lock and no two runs that meet. The arithmetic that must be the same everywhere is
defined here,
once, as macros.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

import duckdb

from assets.builders.run import Run
from schemas.codes import FOLDER as CODES_FOLDER
from schemas.codes import code_lists
from schemas.contract import Contract

#: Mass is rounded once, to the gram, half to even: printf rounds the exact binary value, which any program can repeat
#: (DuckDB's round() and a cast both differ from Python's at ties). A ratio is taken from exact totals and rounded
#: likewise. An amount is converted in whole numbers: in binary64 the printed 2445.99 (10⁴ t) is 24459899.999999996 t.
_MACROS = """
create macro to_gram(tonnes) as printf('%.6f', tonnes)::decimal(24, 6);
create macro half_even(n, d) as
    n // d + case when 2 * abs(n % d) > d or (2 * abs(n % d) = d and (n // d) % 2 != 0) then sign(n) else 0 end;
create macro to_base_unit(amount, numerator, denominator) as
    half_even(
        replace(amount::decimal(38, 12)::varchar, '.', '')::hugeint * numerator::hugeint, denominator::hugeint * 1000
    )::decimal(29, 0) * 0.000000001::decimal(9, 9);
create macro ordered_product(factors) as list_reduce(factors, lambda product, factor: product * factor);
create macro ratio(numerator, denominator) as
    printf('%.9f', numerator::double / nullif(denominator::double, 0))::decimal(24, 9);
"""


def quote(identifier: str) -> str:
    """Quote an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def open_engine(run: Run, folders: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that sees only the lake, the code lists and ``folders``, and holds our macros.

    The order matters: locking the configuration also freezes the number of threads.
    """
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": run.threads,
            "memory_limit": run.memory,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            "preserve_insertion_order": False,
        },
    )
    allowed = [run.data_dir, CODES_FOLDER, *folders]
    spill = run.data_dir / "lake" / ".spill"
    connection.execute(f"set temp_directory = {literal(str(spill))}")
    connection.execute(f"set allowed_directories = [{', '.join(literal(str(p.resolve())) for p in allowed)}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    connection.execute(_MACROS)
    for schema in ("codes", "raw", "staged", "core", "marts"):
        connection.execute(f"create schema {schema}")
    return connection


def show_codes(connection: duckdb.DuckDBPyConnection, names: Iterable[str] | None = None) -> None:
    """Make code lists visible as ``codes.<name>``; every column is text."""
    for name in code_lists() if names is None else names:
        path = literal(str((CODES_FOLDER / f"{name}.csv").resolve()))
        connection.execute(
            f"create table codes.{quote(name)} as "
            f"select * from read_csv({path}, header = true, all_varchar = true, nullstr = '\\N', "
            "delim = ',', quote = '\"')"
        )


def show_files(connection: duckdb.DuckDBPyConnection, contract: Contract, table: str, files: Sequence[Path]) -> None:
    """Make Parquet files visible as the view ``<layer>.<table>``; without files it is empty but typed."""
    if files:
        paths = ", ".join(literal(str(path.resolve())) for path in files)
        source = f"select * from read_parquet([{paths}])"
    else:
        empty = ", ".join(f"null::{c.sql_type} as {quote(c.name)}" for c in contract.columns)
        source = f"select {empty} where false"
    connection.execute(f"create view {contract.layer}.{quote(table)} as {source}")
