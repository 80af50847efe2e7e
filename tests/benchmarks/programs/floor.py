"""The least that the sample can cost: its files read once, its statements computed once, nothing else.

``python -m tests.benchmarks.programs.floor STATEMENTS INBOX`` reads every delivered file with calamine (or csv) and
computes all SQL of core and marts in one engine, without contracts, without writing, without our own modules.
With ``LAKE`` behind it, it then asserts that every table is the one that a run wrote.

STATEMENTS is what `programs.statements` wrote.
"""

import csv
import json
import sys
from pathlib import Path

import duckdb
from python_calamine import CalamineWorkbook

from tests.benchmarks.programs import tell

#: What lies beside the deliveries of the sample.
BESIDE = ("manifest.csv", "confirmations.csv")


def main(statements: str, inbox: str, lake: str = "") -> None:
    """Read, compute, tell how much; or assert."""
    told = json.loads(Path(statements).read_text(encoding="utf-8"))
    cells = sum(map(_read, Path(inbox).iterdir()))
    with duckdb.connect(config={"threads": told["threads"], "preserve_insertion_order": False}) as connection:
        for statement in told["statements"]:
            connection.execute(statement)
        for name in told["tables"] if lake else ():
            _compare(connection, name, Path(lake) / f"{name}.parquet")
    tell({"cells": cells, "tables": len(told["tables"])})


def _read(path: Path) -> int:
    """Read a file whole; the number of its cells."""
    if path.suffix == ".xlsx":
        book = CalamineWorkbook.from_path(path)
        sheets = [book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names]
        return sum(len(row) for sheet in sheets for row in sheet)
    if path.suffix == ".csv" and path.name not in BESIDE:
        return sum(map(len, csv.reader(path.read_text(encoding="gb18030").splitlines())))
    return 0


def _compare(connection: duckdb.DuckDBPyConnection, name: str, written: Path) -> None:
    """Assert that a table holds the rows that a run wrote; a view has none in the lake."""
    layer, table = name.split("/")
    sides = [f'from {layer}."{table}"', f"from read_parquet('{written}')"]
    for ours, theirs in (sides, sides[::-1]) if written.exists() else ():
        ((count,),) = connection.execute(f"select count(*) from ({ours} except all {theirs})").fetchall()
        assert count == 0, (name, count)


if __name__ == "__main__":
    main(*sys.argv[1:])
