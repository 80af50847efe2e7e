"""Put tables into the lake of a data folder as if they had been built, for programs that measure what is built on them.

Not a program itself.
"""

from collections.abc import Collection, Iterable

import duckdb

from assets import load_assets
from assets.needs import Run
from pipelines.building import build
from pipelines.building.engine import literal, quote
from pipelines.lake.files import WHOLE, Lake, Partition, Record, sha256_of
from schemas.contract import load_contract


def deposit(run: Run, name: str, source: str, engine: duckdb.DuckDBPyConnection) -> None:
    """Put what a query of an engine says into the lake, as a table that its contract describes."""
    lake, contract = Lake(run.data_dir / "lake"), load_contract(*name.split("/"))
    path = lake.file(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    columns = ", ".join(
        f"{quote(column.name)}::{column.sql_type} as {quote(column.name)}" for column in contract.columns
    )
    order = "period" if _is_partitioned(name) else ", ".join(contract.key)
    ((rows,),) = engine.execute(
        f"copy (select {columns} from ({source}) order by {order}) "
        f"to {literal(str(path))} (format parquet, compression zstd)"
    ).fetchall()
    _keep(run, name, sha256_of(path), rows)


def deposit_nothing(run: Run, names: Iterable[str]) -> None:
    """Put tables without rows into the lake."""
    with duckdb.connect() as engine:
        for name in names:
            if _is_partitioned(name):
                _keep(run, name, "", 0)
            else:
                columns = ", ".join(f"null as {quote(c.name)}" for c in load_contract(*name.split("/")).columns)
                deposit(run, name, f"select {columns} where false", engine)


def build_from_declarations(run: Run, names: Iterable[str]) -> None:
    """Build assets with the product's own builders, each from what it reads, whatever it was made from before."""
    assets = load_assets()
    for name in names:
        build(assets[name], run, {WHOLE: "benchmark"})


def needed_for(target: str, given: Collection[str]) -> list[str]:
    """What has to be built for an asset where some are given, and itself, each after what it reads."""
    assets = load_assets()
    needed, asked = {target}, [target]
    while asked:
        new = {*assets[asked.pop()].deps} - needed - {*given}
        needed |= new
        asked += new
    return [name for name in assets if name in needed]


def _is_partitioned(name: str) -> bool:
    return name.startswith(("raw/", "staged/"))


def _keep(run: Run, name: str, sha256: str, rows: int) -> None:
    """Write the record of a table; the years of a printed table share its file."""
    known = Partition("benchmark", sha256, rows)
    parts = map(str, run.visible_years(name.split("/")[1])) if _is_partitioned(name) else [WHOLE]
    Lake(run.data_dir / "lake").keep(name, Record(dict.fromkeys(parts, known)))
