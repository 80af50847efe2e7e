"""What a release knows of a region up to a year, from a small database."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from pipelines.deliveries.requests import known
from tests.assets.requests.test_last_year import OBSERVATIONS, TABLES
from tests.staged_rows import DAZHU
from tests.world import QUXIAN

HELD = [("coal_table", QUXIAN, 2020), ("coal_table", QUXIAN, 2020), ("gas_table", QUXIAN, 2019), ("their", DAZHU, 2020)]


def test_figures_and_tables_are_those_of_the_region_and_the_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with duckdb.connect(str(tmp_path / "x.duckdb")) as connection:
        connection.execute("create schema core; create schema marts; create schema lineage")
        for table, columns in TABLES.items():
            connection.execute(f"create table {table} ({columns})")
        connection.execute("create table core.delivered_holdings (table_name text, region_code text, year integer)")
        connection.executemany("insert into core.delivered_holdings values (?, ?, ?)", HELD)
        connection.executemany(f"insert into core.observations values ({', '.join('?' * 11)})", OBSERVATIONS)
    monkeypatch.setattr(known, "shown_release", lambda data_dir: data_dir)
    monkeypatch.setattr(known, "database_of", lambda release: release / "x.duckdb")
    for year, tables, coal in ((2020, {"coal_table"}, (2020, 20)), (2019, {"gas_table"}, (2019, 10))):
        found = known.known_of(tmp_path, QUXIAN, year)
        assert (found.is_there, found.tables) == (True, tables)
        gas = {("gas", "", ""), ("gas", "industry", ""), ("gas", "", "lng")}
        assert set(found.figures) == {("coal", "", ""), *gas}
        figure = found.figures["coal", "", ""]
        assert (figure.year, figure.amount, figure.unit_code, figure.value_status) == (
            coal[0],
            Decimal(coal[1]),
            "t",
            "reported",
        )
        assert (figure.categories, figure.tonnes, figure.targets) == ((), None, ())


def test_without_a_release_nothing_is_known(tmp_path: Path) -> None:
    assert known.known_of(tmp_path, QUXIAN, 2020) == known.Release(False, {}, frozenset())
