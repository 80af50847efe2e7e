"""Python assets: rows are held to their contract, views and official views are shown on top of the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pyarrow.parquet as parquet
import pytest

from assets import Asset
from assets.lists import LISTS
from assets.needs import Run, read_frame
from factors import load_bases
from pipelines.building.engine import open_engine
from pipelines.building.pages import TIERS, build_page, show_tables
from pipelines.building.python import build_table
from pipelines.lake.files import WHOLE, Lake
from schemas.codes import read_codes
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals
from tests.conftest import BuiltRelease

ROW = {"gwp_set": "ar5", "gas": "CH4", "gwp": 28, "factor_id": "ch4"}
WANTED = {WHOLE: "made from"}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path, ("511725",), (2020,), ("provincial_2011-sar", "provincial_2011-ar5"))


def asset_of(build: Any, **said: Any) -> Asset:
    """An asset whose module makes these rows."""

    class Made(Asset):
        module = SimpleNamespace(build=build, **said)  # type: ignore[assignment]

    contract = load_contract("core", "gwps")
    return Made("core/gwps", Path("gwps.py"), (), (), contract, "", "", needs=said.get("NEEDS", ()))


def test_rows_become_a_table_in_the_order_of_its_key(run: Run) -> None:
    build_table(asset_of(lambda: [ROW, ROW | {"gwp_set": "ar4"}]), run, WANTED)
    (file,) = Lake(run.data_dir / "lake").verified_files("core/gwps")
    assert [row["gwp_set"] for row in parquet.read_table(file).to_pylist()] == ["ar4", "ar5"]


@pytest.mark.parametrize(
    "rows", [[ROW | {"gwp": 0}], [ROW, ROW], [ROW | {"gas": "CO3"}], [ROW | {"gwp": None}], [{"gas": "CO2"}]]
)
def test_rows_that_break_the_contract_write_nothing(run: Run, rows: list[dict[str, Any]]) -> None:
    with pytest.raises((Refusal, Refusals)):
        build_table(asset_of(lambda: rows), run, WANTED)
    assert not (run.data_dir / "lake").exists()


def test_a_module_is_handed_what_it_says_it_needs_and_nothing_else(run: Run) -> None:
    seen: list[dict[str, Any]] = []
    build_table(asset_of(lambda **things: seen.append(things) or [ROW], NEEDS=("run", "register")), run, WANTED)
    assert seen == [{"run": run, "register": []}]


def test_a_module_that_asks_for_the_engine_reads_the_tables_and_lists_it_names(run: Run) -> None:
    build_table(asset_of(lambda: [ROW]), run, WANTED)

    def build(engine: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
        frame = read_frame(engine, "select gwp, count(*) over () as regions from core.gwps cross join codes.gases")
        assert str(frame["gwp"].dtype).startswith("decimal128")
        return [ROW | {"gwp": frame["gwp"].iloc[0] + len(frame)}]

    asset = asset_of(build, NEEDS=("engine",))
    named = replace(asset, name="core/gwps__raised", deps=("core/gwps",), inputs=(LISTS["codes.gases"],))
    build_table(named, run, WANTED)
    (file,) = Lake(run.data_dir / "lake").verified_files("core/gwps__raised")
    assert [row["gwp"] for row in parquet.read_table(file).to_pylist()] == [28 + len(read_codes("gases"))]


def test_a_file_of_the_release_is_written_for_the_restricted_tier_only(run: Run) -> None:
    class Note(Asset):
        module = SimpleNamespace(render=lambda: b"a note")  # type: ignore[assignment]

    build_page(Note("release/note", Path(), (), (), None, "", "", file_name="note.html"), run, WANTED)
    assert [path.name for path in (run.data_dir / "lake" / "release" / "note").iterdir()] == ["restricted.html"]
    (file,) = Lake(run.data_dir / "lake").verified_files("release/note", TIERS, ".html")
    assert file.read_bytes() == b"a note"


# -- what the release's files are made from: the lake of the sample


@pytest.fixture(scope="module")
def shown(sample: BuiltRelease) -> Iterator[duckdb.DuckDBPyConnection]:
    run = Run(sample.data_dir, ("511725",), tuple(range(2005, 2025)), ("provincial_2011-sar", "provincial_2011-ar5"))
    layers = ("core", "marts")
    names = [f"{layer}/{path.stem}" for layer in layers for path in (sample.data_dir / "lake" / layer).glob("*.json")]
    with open_engine(run) as connection:
        show_tables(connection, run, sorted(names))
        yield connection


def test_an_official_view_holds_the_official_basis_and_nothing_else(shown: duckdb.DuckDBPyConnection) -> None:
    for table in ("county_inventory", "provincial_summary", "county_indicators", "completeness"):
        bases = shown.execute(f"select distinct basis_id from marts.{table}").fetchall()
        assert {basis for (basis,) in bases} == {basis.basis_id for basis in load_bases() if basis.is_default}
        assert shown.execute(f"select distinct basis_id from marts.{table}_official").fetchall() == [
            ("provincial_2011-sar",)
        ]


def test_a_table_without_a_basis_has_no_official_view(shown: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.CatalogException):
        shown.execute("select * from marts.check_results_official")


def test_the_official_basis_is_the_one_marked_so(sample: BuiltRelease) -> None:
    assert sample.rows("select basis_id from core.bases where is_official") == [{"basis_id": "provincial_2011-sar"}]


def test_the_published_database_shows_what_the_lake_holds(
    shown: duckdb.DuckDBPyConnection, sample: BuiltRelease
) -> None:
    traced = "marts.inventory_trace where published_table = 'county_indicators'"  # a view: all of it takes ten seconds
    for table in ("core.emissions", "marts.county_inventory_official", traced):
        sql = f"select count(*) as n, sum(hash(t)::hugeint) as digest from (select * from {table}) as t"
        assert [tuple(row.values()) for row in sample.rows(sql)] == shown.execute(sql).fetchall()
