"""SQL assets: what a statement may read, what it sees of it, and that no result which breaks its contract is kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

import assets
from assets import Asset
from assets.needs import Run
from assets.statements import matching
from pipelines.building.engine import open_engine
from pipelines.building.sql import build_sql, partitions_of, show_upstream
from pipelines.lake.files import WHOLE, Lake, Partition, Record, sha256_of
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals

GWP_ROWS = [("ar5", "CH4", "28", "ch4"), ("ar5", "CO2", "1", "co2")]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return Run(tmp_path / "data", ("511725",), (2019, 2020), ("provincial_2011-sar",))


@pytest.fixture
def engine(run: Run) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_engine(run) as connection:
        yield connection


def keep(run: Run, asset: str, rows: list[dict[str, Any]]) -> Path:
    """Rows as a file of the lake; what a row does not say is '', false, 0 or null."""
    contract, lake = load_contract(*asset.split("/")), Lake(run.data_dir / "lake")
    usual = {"VARCHAR": "", "BOOLEAN": False, "DOUBLE": 0.0, "INTEGER": 0, "BIGINT": 0}
    complete = [{c.name: row.get(c.name, usual.get(c.sql_type)) for c in contract.columns} for row in rows]
    path = lake.file(asset)
    path.parent.mkdir(parents=True, exist_ok=True)
    parquet.write_table(pa.Table.from_pylist(complete, schema=contract.arrow_schema), path)
    lake.keep(asset, Record({WHOLE: Partition("made from", sha256_of(path), len(rows))}))
    return path


def keep_years(run: Run, asset: str, *years: str) -> Path:
    """A printed table with one row a year, which says the year, as one file of the lake."""
    path = keep(run, asset, [{"note": f"{asset} {year}", "period": year} for year in years])
    known = {year: Partition("made from", sha256_of(path), 1) for year in years}
    Lake(run.data_dir / "lake").keep(asset, Record(known))
    return path


def statement(folder: Path, name: str, sql: str) -> Path:
    path = folder / f"{name}.sql"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(sql, encoding="utf-8")
    return path


def gwps_as(rows: list[tuple[str, ...]]) -> str:
    parts = (
        f"select '{gwp_set}' as gwp_set, '{gas}' as gas, {gwp}::decimal(12, 3) as gwp, '{factor}' as factor_id"
        for gwp_set, gas, gwp, factor in rows
    )
    return " union all ".join(parts)


# -- names


def test_a_reference_stands_for_the_tables_it_matches() -> None:
    known = ["core/emissions", "core/emissions__multiply", "core/emissions__decay", "staged/a__b", "staged/c__d"]
    assert matching("core.emissions", known) == ["core/emissions"]
    assert matching("core.emissions__*", known) == ["core/emissions__multiply", "core/emissions__decay"]
    assert matching("staged.*", known) == ["staged/a__b", "staged/c__d"]
    assert matching("marts.*", known) == []


def test_raw_and_staged_are_seen_by_year_and_the_rest_whole(run: Run) -> None:
    assert partitions_of("raw/a__b", run) == partitions_of("staged/a__b", run) == ("2019", "2020")
    assert partitions_of("core/gdp", run) == (WHOLE,)


# -- what a statement sees


def shown(engine: duckdb.DuckDBPyConnection, run: Run, reference: str, known: list[str], select: str) -> list[Any]:
    show_upstream(engine, run, [reference], known)
    return engine.execute(select).fetchall()


def test_a_star_is_the_union_of_every_table_of_the_layer(engine: duckdb.DuckDBPyConnection, run: Run) -> None:
    keep_years(run, "staged/book__gdp", "2019", "2020")
    keep_years(run, "staged/book__rice", "2019", "2020")
    found = shown(
        engine, run, "staged.*", ["staged/book__gdp", "staged/book__rice"], 'select note from staged."*" order by 1'
    )
    assert [note for (note,) in found] == [
        "staged/book__gdp 2019",
        "staged/book__gdp 2020",
        "staged/book__rice 2019",
        "staged/book__rice 2020",
    ]


def test_a_name_with_a_star_is_the_union_of_its_variants(engine: duckdb.DuckDBPyConnection, run: Run) -> None:
    for variant in ("multiply", "decay"):
        keep(run, f"core/emissions__{variant}", [{"category_code": variant, "emissions_t": 1}])
    known = ["core/emissions__multiply", "core/emissions__decay", "core/emissions"]
    found = shown(engine, run, "core.emissions__*", known, 'select category_code from core."emissions__*" order by 1')
    assert found == [("decay",), ("multiply",)]


@pytest.mark.parametrize(("reference", "table"), [("staged.*", "observations"), ("core.emissions__*", "emissions__x")])
def test_a_union_of_nothing_is_empty_and_typed(
    engine: duckdb.DuckDBPyConnection, run: Run, reference: str, table: str
) -> None:
    layer, name = reference.split(".")
    found = shown(engine, run, reference, [], f'describe {layer}."{name}"')
    assert [tuple(row[:2]) for row in found] == [(c.name, c.sql_type) for c in load_contract(layer, table).columns]
    assert engine.execute(f'select count(*) from {layer}."{name}"').fetchall() == [(0,)]


def test_a_year_outside_the_run_is_not_seen(engine: duckdb.DuckDBPyConnection, run: Run) -> None:
    keep_years(run, "staged/book__gdp", "2018", "2019", "2020", "2021")
    keep_years(run, "staged/book__rice", "2019", "2020")
    known = ["staged/book__gdp", "staged/book__rice"]
    found = shown(engine, run, "staged.*", known, 'select note from staged."*" order by 1')
    assert [note for (note,) in found] == [f"staged/book__{t} {y}" for t in ("gdp", "rice") for y in (2019, 2020)]


def test_a_year_that_was_never_built_is_refused(engine: duckdb.DuckDBPyConnection, run: Run) -> None:
    keep_years(run, "staged/book__gdp", "2019")
    with pytest.raises(Refusal) as refused:
        show_upstream(engine, run, ["staged.*"], ["staged/book__gdp"])
    assert (refused.value.code, refused.value.place.file) == ("E-VERIFY", "staged/book__gdp 2020")


def test_a_damaged_input_is_refused_before_it_is_read(engine: duckdb.DuckDBPyConnection, run: Run) -> None:
    path = keep(run, "core/gwps", [])
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(Refusal) as refused:
        show_upstream(engine, run, ["core.gwps"], ["core/gwps"])
    assert refused.value.code == "E-VERIFY"


# -- what is written


def asset_of(table: str, path: Path) -> Asset:
    """An asset that is this statement."""
    layer = "marts" if table == "inventory_trace" else "core"
    return Asset(f"{layer}/{table}", path, (), (), load_contract(layer, table), "", "")


def test_a_result_is_written_in_the_order_of_its_key(run: Run, tmp_path: Path) -> None:
    path = statement(tmp_path, "gwps", gwps_as(GWP_ROWS[::-1]))
    built = build_sql(asset_of("gwps", path), run, {WHOLE: "made from"})
    (file,) = Lake(run.data_dir / "lake").verified_files("core/gwps")
    assert [row["gas"] for row in parquet.read_table(file).to_pylist()] == ["CH4", "CO2"]
    assert (built.rows, built.sha256) == (2, sha256_of(file))


@pytest.mark.parametrize(
    "sql", [gwps_as([("ar7", "CO2", "1", "co2")]), gwps_as(GWP_ROWS * 2), "select 'ar5' as gwp_set"]
)
def test_a_result_that_breaks_its_contract_is_not_written_and_the_old_one_stays(
    run: Run, tmp_path: Path, sql: str
) -> None:
    build_sql(asset_of("gwps", statement(tmp_path, "gwps", gwps_as(GWP_ROWS))), run, {WHOLE: "before"})
    lake = Lake(run.data_dir / "lake")
    before, (file,) = lake.record("core/gwps"), lake.verified_files("core/gwps")
    content = file.read_bytes()
    with pytest.raises((Refusal, Refusals)):
        build_sql(asset_of("gwps", statement(tmp_path, "gwps", sql)), run, {WHOLE: "after"})
    assert (lake.record("core/gwps"), file.read_bytes()) == (before, content)


def test_a_view_is_checked_and_kept_as_text(run: Run, tmp_path: Path) -> None:
    contract = load_contract("marts", "inventory_trace")
    columns = ", ".join(f"null::{column.sql_type} as {column.name}" for column in contract.columns)
    path = statement(tmp_path, "lineage", f"select {columns} where false")
    build_sql(asset_of("inventory_trace", path), run, {WHOLE: "made from"})
    lake = Lake(run.data_dir / "lake")
    (kept,) = lake.verified_files("marts/inventory_trace", suffix=".sql")
    assert kept.read_text(encoding="utf-8") == path.read_text(encoding="utf-8")
    assert not lake.file("marts/inventory_trace").exists()


def test_a_view_of_another_shape_is_refused(run: Run, tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        build_sql(asset_of("inventory_trace", statement(tmp_path, "lineage", "select 1 as child_id")), run, {WHOLE: ""})
    assert refused.value.code == "E-CONTRACT"
    assert not Lake(run.data_dir / "lake").file("marts/inventory_trace", suffix=".sql").exists()


def test_a_statement_cannot_read_files_by_itself(run: Run, tmp_path: Path) -> None:
    outside = statement(tmp_path, "outside", "gwp_set,gas,gwp,factor_id\n")
    sql = f"select gwp_set, gas, gwp::decimal(12, 3) as gwp, factor_id from read_csv('{outside}')"
    with pytest.raises(duckdb.PermissionException):
        build_sql(asset_of("gwps", statement(tmp_path, "gwps", sql)), run, {WHOLE: ""})


# -- what may be read, judged when assets are loaded


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of assets of its own, without a printed table; what is read there is not remembered."""
    monkeypatch.setattr("assets.declarations.FOLDER", tmp_path)
    monkeypatch.setattr(assets, "load_assets", assets.load_assets.__wrapped__)
    return tmp_path


def test_an_asset_stands_after_what_it_reads(tree: Path) -> None:
    statement(tree / "core", "activities", "select * from core.gdp, codes.units")
    statement(tree / "core", "gdp", "select 1")
    statement(tree / "marts", "check_results", 'select * from core.activities, core."emissions__*"')
    statement(tree / "core", "emissions", 'select * from core."emissions__*"')
    statement(tree / "core", "emissions__multiply", "select 1")
    loaded = assets.load_assets()
    assert list(loaded).index("core/gdp") < list(loaded).index("core/activities")
    assert loaded["core/activities"].deps == ("core/gdp",)
    assert loaded["marts/check_results"].deps == ("core/activities", "core/emissions__multiply")


@pytest.mark.parametrize(
    ("layer", "table", "sql"),
    [
        ("core", "activities", "select * from marts.check_results"),
        ("core", "activities", "with a as (select * from marts.check_results) select * from a"),
        ("core", "activities", "select (select max(year) from marts.check_results) as year"),
        ("core", "activities", 'select * from marts."*"'),
    ],
)
def test_reading_from_a_higher_layer_is_refused_when_assets_are_loaded(
    tree: Path, layer: str, table: str, sql: str
) -> None:
    statement(tree / "marts", "check_results", "select 1")
    statement(tree / layer, table, sql)
    with pytest.raises(ValueError, match="core/activities reads marts/check_results"):
        assets.load_assets()


def test_reading_what_does_not_exist_is_refused(tree: Path) -> None:
    statement(tree / "core", "activities", "select * from core.no_such_table")
    with pytest.raises(ValueError, match=r"core\.no_such_table"):
        assets.load_assets()


def test_a_circle_is_refused(tree: Path) -> None:
    statement(tree / "core", "activities", "select * from core.gdp")
    statement(tree / "core", "gdp", "select * from core.activities")
    with pytest.raises(Refusal, match=r"E-CYCLE.*core/activities, core/gdp"):
        assets.load_assets()


def test_an_asset_without_a_contract_is_refused(tree: Path) -> None:
    statement(tree / "core", "no_such_table", "select 1")
    with pytest.raises(FileNotFoundError, match="has no contract"):
        assets.load_assets()


def test_no_asset_of_the_project_reads_upwards() -> None:
    for asset in assets.load_assets().values():
        own = assets.LAYERS.index(asset.layer)
        assert all(assets.LAYERS.index(dep.split("/")[0]) <= own for dep in asset.deps), asset.name
