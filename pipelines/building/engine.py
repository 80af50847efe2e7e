"""The engine: one in-memory DuckDB an asset, shut off from the world, over views of verified Parquet.

No shared database file, so no lock and no two runs that meet. The arithmetic that must be the same everywhere is
defined here, once, as macros.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb

from assets.lineage import id_macros, lineage_views
from assets.lists import FOLDERS, LISTS
from assets.needs import Run
from pipelines.lake.digests import digest_of
from pipelines.lake.files import Slice, sha256_of
from schemas import vocabulary
from schemas.contract import Contract

_EVIDENCE = list(vocabulary.EVIDENCE)

#: Of several notation keys the one is shown that asks most of the reader.
*_KEYS, _LIGHTEST_KEY = vocabulary.NOTATION_KEYS

#: Mass is rounded once, to the gram, half to even: printf rounds the exact binary value, which any program can repeat
#: (DuckDB's round() and a cast both differ from Python's at ties). A ratio is taken from exact totals and rounded
#: likewise when it is published; a mean that is multiplied further is taken in binary64, in order, and not rounded.
#: printf takes 0.15 µs a row, so a mass far from a tie is rounded in binary64: below 2⁴² g the product with 10⁶ is
#: wrong by less than 0.0005 g, and a mass more than 0.001 g from the tie goes the same way. An amount is converted in
#: whole numbers: in binary64 the printed 2445.99 (10⁴ t) is 24459899.999999996 t. Cards ask for a fuel by
#: the sector that burns it, for everything else by its item. Texts of a group are joined each once, in order: to sort a
#: list takes half as long as an aggregate that sorts.
MACROS = f"""
create macro to_gram(tonnes) as case
    when abs(tonnes * 1e6) < 4398046511104 and abs(tonnes * 1e6 - floor(tonnes * 1e6) - 0.5) > 0.001
        then (round(tonnes * 1e6)::bigint::decimal(18, 0) * 0.000001)::decimal(24, 6)
    else printf('%.6f', tonnes)::decimal(24, 6)
end;
create macro half_even(n, d) as
    n // d + case when 2 * abs(n % d) > d or (2 * abs(n % d) = d and (n // d) % 2 != 0) then sign(n) else 0 end;
create macro to_base_unit(amount, numerator, denominator) as
    half_even(
        replace(amount::decimal(38, 12)::varchar, '.', '')::hugeint * numerator::hugeint, denominator::hugeint * 1000
    )::decimal(29, 0) * 0.000000001::decimal(9, 9);
create macro ordered_product(factors) as list_reduce(factors, lambda product, factor: product * factor);
create macro ordered_sum(numbers) as list_reduce(numbers, lambda total, number: total + number);
create macro ratio(numerator, denominator) as
    printf('%.9f', numerator::double / nullif(denominator::double, 0))::decimal(24, 9);
create macro weightiest_key(key) as case
    {" ".join(f"when bool_or(key = '{key}') then '{key}'" for key in _KEYS)}
    else '{_LIGHTEST_KEY}'
end;
create macro joined(texts, separator) as array_to_string(list_sort(list_distinct(texts)), separator);
create macro asked_item(fuel_code, item_code) as case when fuel_code = '' then item_code else '' end;
create macro energy_rule_rank(rule_code) as array_position({list(vocabulary.ENERGY_RULES)}, rule_code);
create macro balance_rule_rank(rule_code) as array_position({list(vocabulary.BALANCE_RULES)}, rule_code);
create macro treatment_rank(treatment_code) as array_position({list(vocabulary.FACTOR_TREATMENTS)}, treatment_code);
create macro evidence_rank(evidence) as array_position({_EVIDENCE}, evidence);
create macro ranked_evidence(evidence_rank) as ({_EVIDENCE})[evidence_rank];
create macro worst_evidence(evidence) as ranked_evidence(max(evidence_rank(evidence)));
"""

#: Upstream files up to this size are loaded, larger ones are scanned where they lie. Of a table the planner knows how
#: many different values a column has, of a Parquet file it guesses: it would join 108,000 factors with 2,843 regions
#: before it comes to the activities (6.0 s instead of 0.9 s).
LOADED_BYTES = 200_000

#: Where an engine keeps what it loaded, under the digest of what it was loaded from: one asset after another asks for
#: the same lists and small tables, and to read one again takes 2 ms.
KEPT = "memory.kept"


def quote(identifier: str) -> str:
    """Quote an SQL identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Quote an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def open_engine(run: Run, folders: Sequence[Path] = ()) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB that sees only the lake, the lists and ``folders``, and holds our macros."""
    connection = _open_locked(run.data_dir, run.threads, run.memory, tuple(folders))
    _make_schemas(connection)
    return connection


@contextmanager
def borrow_engine(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    """The same for one asset, as an empty catalog of an engine that is kept: 1 ms, where a new engine takes 15 ms."""
    connection = _kept_engine(run.data_dir, run.threads, run.memory).cursor()
    connection.execute("attach ':memory:' as asset")
    try:
        connection.execute("set search_path = 'asset.main,memory.main'")  # tables of the asset, macros of the engine
        _make_schemas(connection)
        yield connection
    finally:
        connection.execute("use memory")
        connection.execute("detach asset")
        connection.close()


@lru_cache(maxsize=1)
def _kept_engine(data_dir: Path, threads: int, memory: str) -> duckdb.DuckDBPyConnection:
    return _open_locked(data_dir, threads, memory, ())


def _open_locked(data_dir: Path, threads: int, memory: str, folders: tuple[Path, ...]) -> duckdb.DuckDBPyConnection:
    """Open and lock; the order matters: locking the configuration also freezes the number of threads."""
    connection = duckdb.connect(
        ":memory:",
        config={
            "threads": threads,
            "memory_limit": memory,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
            "preserve_insertion_order": False,
        },
    )
    allowed = [data_dir, *FOLDERS.values(), *folders]
    spill = data_dir / "lake" / ".spill"
    connection.execute(f"set temp_directory = {literal(str(spill))}")
    connection.execute(f"set allowed_directories = [{', '.join(literal(str(p.resolve())) for p in allowed)}]")
    connection.execute("set enable_external_access = false")
    connection.execute("set lock_configuration = true")
    connection.execute(MACROS + ";".join(id_macros()))
    connection.execute(f"create schema {KEPT}")
    return connection


def _make_schemas(connection: duckdb.DuckDBPyConnection) -> None:
    for schema in (*FOLDERS, "raw", "staged", "core", "marts"):
        connection.execute(f"create schema {schema}")


def show_lists(connection: duckdb.DuckDBPyConnection, names: Iterable[str] = tuple(LISTS)) -> None:
    """Make hand-written lists visible under their names (``codes.units``, ``rules.splices``); every column is text."""
    for name in names:
        path = literal(str(LISTS[name].resolve()))
        form = "header = true, all_varchar = true, nullstr = '\\N', delim = ',', quote = '\"'"
        _show_kept(connection, name, sha256_of(LISTS[name]), f"select * from read_csv({path}, {form})")


def show_lineage(connection: duckdb.DuckDBPyConnection, view: str = "ends") -> None:
    """Make a view of the declared lineage visible, and those below it; the tables they read are shown already."""
    connection.execute("create schema if not exists lineage")
    for name, sql in lineage_views(view).items():
        connection.execute(f"create or replace view lineage.{quote(name)} as {sql}")


def show_files(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    table: str,
    files: Mapping[Path, Slice],
    loaded_bytes: int = LOADED_BYTES,
) -> None:
    """Make Parquet files visible as ``<layer>.<table>``; without files it is empty but typed.

    Small ones are loaded, once an engine: nobody may change a file that was shown.
    """
    relation = f"{contract.layer}.{quote(table)}"
    if not files:
        empty = ", ".join(f"null::{c.sql_type} as {quote(c.name)}" for c in contract.columns)
        connection.execute(f"create table {relation} as select {empty} where false")
        return
    selects = []
    if whole := [literal(str(path.resolve())) for path, part in files.items() if not part.years]:
        selects.append(f"select * from read_parquet([{', '.join(whole)}])")
    for path, part in files.items():
        if part.years:
            kept = ", ".join(map(literal, part.years))
            selects.append(f"select * from read_parquet({literal(str(path.resolve()))}) where period[:4] in ({kept})")
    source = " union all ".join(selects)
    if sum(path.stat().st_size for path in files) > loaded_bytes:
        connection.execute(f"create view {relation} as {source}")
    else:
        _show_kept(connection, relation, digest_of(*map(str, files.values())), source)


def _show_kept(connection: duckdb.DuckDBPyConnection, relation: str, digest: str, source: str) -> None:
    """Show what is kept under a digest; what is not there yet is read."""
    view = f"create view {relation} as select * from {KEPT}.{quote(digest)}"
    try:
        connection.execute(view)
    except duckdb.CatalogException:
        connection.execute(f"create table {KEPT}.{quote(digest)} as {source}")
        connection.execute(view)
