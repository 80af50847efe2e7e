"""Sums of counties: of one level and no other, and never a total if a county is missing."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as parquet
import pytest

from assets.needs import Run
from pipelines.blocks.national import VIEWS, publish_national, sum_up
from pipelines.building.engine import open_engine
from pipelines.lake.digests import source_tree_digest
from pipelines.lake.releases import CONTENT, publish_folder, read_list, verify_release
from pipelines.settings import Settings
from schemas.codes import read_codes
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals
from tests.deliveries import overwrite
from tests.world import OFFICIAL, SECOND, Row

YEAR = 2024
DAZHOU, SICHUAN, COUNTRY = "511700", "510000", "100000"
CONTRACT = load_contract("marts", "county_inventory")


def counties(prefecture: str) -> list[str]:
    return [
        row["region_code"]
        for row in read_codes("regions")
        if row["parent_code"] == prefecture and row["region_level"] == "county" and not row["valid_to"]
    ]


def cell(region: str, tonnes: int | None, key: str = "", **other: Any) -> Row:
    amount = None if tonnes is None else Decimal(tonnes)
    return {
        "basis_id": OFFICIAL,
        "region_code": region,
        "year": YEAR,
        "category_code": "E.1.1",
        "category_title_zh": "发电",
        "gas": "CO2",
        "notation_key": key,
        "emissions_t": amount,
        "emissions_tco2e": amount,
        "is_in_total": True,
        "is_incomplete": False,
        "reason_code": "",
        "reason_zh": "",
        "evidence": "",
        "original_tco2e": Decimal(0),
        "secondary_tco2e": Decimal(0),
        "recalled_tco2e": Decimal(0),
        "data_class": "",
        "factor_years": "",
    } | other


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_engine(Run(tmp_path, (), (), ())) as connection:
        yield connection


def sums(engine: duckdb.DuckDBPyConnection, *cells: Row) -> list[Row]:
    """The sums of these cells."""
    engine.register("cells", pa.Table.from_pylist([*cells], schema=CONTRACT.arrow_schema))
    engine.execute("create table marts.county_inventory as from cells")
    assert [contract.name for contract, _ in sum_up(engine)] == ["inventory_rollup"]
    rows: list[Row] = engine.sql("from national.inventory_rollup").to_arrow_table().to_pylist()
    return rows


def summed(engine: duckdb.DuckDBPyConnection, *cells: Row) -> dict[str, Row]:
    """The sums of these cells, of one year, category, gas and basis, by region."""
    rows = sums(engine, *cells)
    assert len({row["region_code"] for row in rows}) == len(rows)
    return {row["region_code"]: row for row in rows}


def test_a_prefecture_of_which_all_counties_report_has_a_total(engine: duckdb.DuckDBPyConnection) -> None:
    rows = summed(engine, *(cell(code, 10) for code in counties(DAZHOU)))
    dazhou = rows[DAZHOU]
    assert dazhou["county_count"] == dazhou["reporting_county_count"] == len(counties(DAZHOU))
    assert dazhou["total_tco2e"] == dazhou["reported_tco2e"] == 10 * len(counties(DAZHOU))
    assert (dazhou["total_key"], dazhou["is_incomplete"]) == ("", False)
    assert {code: row["region_level"] for code, row in rows.items()} == {
        DAZHOU: "prefecture", SICHUAN: "province", COUNTRY: "country",
    }  # fmt: skip


def test_a_sum_that_lacks_a_county_is_no_total_and_says_so(engine: duckdb.DuckDBPyConnection) -> None:
    for row in summed(engine, *(cell(code, 10) for code in counties(DAZHOU)[1:])).values():
        assert row["reporting_county_count"] < row["county_count"]
        assert row["reported_tco2e"] == 10 * (len(counties(DAZHOU)) - 1)
        assert (row["total_t"], row["total_tco2e"], row["total_key"], row["is_incomplete"]) == (None, None, "NE", True)


def test_a_county_that_has_not_estimated_it_is_missing_from_the_total(engine: duckdb.DuckDBPyConnection) -> None:
    first, *others = counties(DAZHOU)
    dazhou = summed(engine, cell(first, None, "NE"), *(cell(code, 10) for code in others))[DAZHOU]
    assert (dazhou["unknown_county_count"], dazhou["total_tco2e"], dazhou["total_key"]) == (1, None, "NE")
    assert dazhou["reported_tco2e"] == 10 * len(others)


def test_tonnes_and_tonnes_of_co2e_are_summed_each_by_itself(engine: duckdb.DuckDBPyConnection) -> None:
    """Of methane 1 t, 2 t and so on up to n t are n (n + 1) / 2 t, and 28 times as much CO2e."""
    cells = [cell(code, n, emissions_tco2e=Decimal(28 * n)) for n, code in enumerate(counties(DAZHOU), 1)]
    dazhou = summed(engine, *cells)[DAZHOU]
    tonnes = len(cells) * (len(cells) + 1) // 2
    for kind in ("reported", "total"):
        assert (dazhou[f"{kind}_t"], dazhou[f"{kind}_tco2e"]) == (tonnes, 28 * tonnes)


def test_years_categories_gases_and_bases_are_summed_apart(engine: duckdb.DuckDBPyConnection) -> None:
    key: Row = {"basis_id": OFFICIAL, "year": YEAR, "category_code": "E.1.1", "gas": "CO2"}
    apart: list[Row] = [{}, {"year": 2023}, {"category_code": "E.2"}, {"gas": "CH4"}, {"basis_id": SECOND}]
    cells = [cell(code, 10**n, **about) for n, about in enumerate(apart) for code in counties(DAZHOU)]
    found = {
        tuple(row[name] for name in key): (row["total_tco2e"], row["county_count"])
        for row in sums(engine, *cells)
        if row["region_code"] == DAZHOU
    }
    assert found == {
        tuple((key | about).values()): (10**n * len(counties(DAZHOU)), len(counties(DAZHOU)))
        for n, about in enumerate(apart)
    }


def test_a_total_of_which_a_county_lacks_a_part_is_given_and_called_incomplete(
    engine: duckdb.DuckDBPyConnection,
) -> None:
    first, *others = counties(DAZHOU)
    dazhou = summed(engine, cell(first, 5, is_incomplete=True), *(cell(code, 10) for code in others))[DAZHOU]
    assert (dazhou["total_tco2e"], dazhou["is_incomplete"]) == (5 + 10 * len(others), True)


def test_what_a_county_keeps_secret_is_missing_from_the_total(engine: duckdb.DuckDBPyConnection) -> None:
    first, *others = counties(DAZHOU)
    dazhou = summed(engine, cell(first, None, "C"), *(cell(code, 10) for code in others))[DAZHOU]
    assert (dazhou["unknown_county_count"], dazhou["total_tco2e"], dazhou["total_key"]) == (1, None, "NE")


def test_what_does_not_occur_is_missing_from_no_total(engine: duckdb.DuckDBPyConnection) -> None:
    first, *others = counties(DAZHOU)
    dazhou = summed(engine, cell(first, None, "NO"), *(cell(code, 10) for code in others))[DAZHOU]
    assert (dazhou["total_tco2e"], dazhou["total_key"]) == (10 * len(others), "")


def test_what_occurs_nowhere_has_the_key_of_the_counties(engine: duckdb.DuckDBPyConnection) -> None:
    dazhou = summed(engine, *(cell(code, None, "NO") for code in counties(DAZHOU)))[DAZHOU]
    assert (dazhou["total_tco2e"], dazhou["total_key"], dazhou["reported_key"]) == (None, "NO", "NO")


def test_what_a_province_or_a_prefecture_reports_of_itself_is_not_added_to_its_counties(
    engine: duckdb.DuckDBPyConnection,
) -> None:
    above = [cell(code, 1_000_000) for code in (SICHUAN, DAZHOU, COUNTRY)]
    rows = summed(engine, *(cell(code, 10) for code in counties(DAZHOU)), *above)
    assert {row["reported_tco2e"] for row in rows.values()} == {10 * len(counties(DAZHOU))}


def test_a_county_counts_in_the_years_in_which_there_was_one_of_that_code(engine: duckdb.DuckDBPyConnection) -> None:
    rows = {
        row["region_code"]: (row["valid_from"], row["valid_to"])
        for row in read_codes("regions")
        if row["region_level"] == "county" and row["valid_to"] and int(row["valid_to"]) > 2005
    }
    code, (_, last) = next(iter(rows.items()))
    after = summed(engine, *(cell(code, 10, year=year) for year in (int(last), int(last) + 1)))
    assert {row["year"] for row in after.values()} == {int(last)}


def test_a_county_counts_from_its_first_year_on(engine: duckdb.DuckDBPyConnection) -> None:
    listed = [row for row in read_codes("regions") if row["region_level"] == "county"]
    first = {row["region_code"]: int(row["valid_from"]) for row in reversed(listed)}  # of a code: its earliest
    code = next(code for code, year in first.items() if year > 2005)
    cells = (cell(code, 10, year=year) for year in (first[code] - 1, first[code]))
    assert {row["year"] for row in summed(engine, *cells).values()} == {first[code]}


def test_a_county_right_below_its_province_is_in_no_prefecture(engine: duckdb.DuckDBPyConnection) -> None:
    assert {*summed(engine, cell("429004", 10))} == {"420000", COUNTRY}


def test_a_total_of_which_one_county_is_incomplete_is_incomplete(engine: duckdb.DuckDBPyConnection) -> None:
    codes = counties(DAZHOU)
    dazhou = summed(engine, *(cell(code, 10, is_incomplete=code == codes[0]) for code in codes))[DAZHOU]
    assert (dazhou["total_t"], dazhou["is_incomplete"]) == (10 * len(codes), True)


def test_masses_and_their_equivalents_are_summed_each_by_itself(engine: duckdb.DuckDBPyConnection) -> None:
    """Methane of 28 times its mass."""
    codes = counties(DAZHOU)
    rows = summed(engine, *(cell(code, 2, gas="CH4", emissions_tco2e=Decimal(56)) for code in codes))
    dazhou = rows[DAZHOU]
    assert (dazhou["reported_t"], dazhou["reported_tco2e"]) == (2 * len(codes), 56 * len(codes))
    assert (dazhou["total_t"], dazhou["total_tco2e"]) == (2 * len(codes), 56 * len(codes))


def test_years_are_summed_apart(engine: duckdb.DuckDBPyConnection) -> None:
    codes = counties(DAZHOU)
    cells = [cell(code, tonnes, year=year) for code in codes for year, tonnes in ((YEAR, 10), (YEAR - 1, 7))]
    engine.register("cells", pa.Table.from_pylist(cells, schema=CONTRACT.arrow_schema))
    engine.execute("create table marts.county_inventory as from cells")
    assert len(list(sum_up(engine))) == 1
    found = engine.sql(f"select year, total_t from national.inventory_rollup where region_code = '{DAZHOU}'").fetchall()
    assert sorted(found) == [(YEAR - 1, 7 * len(codes)), (YEAR, 10 * len(codes))]


SCOPE: Row = {"years": [YEAR], "bases": [OFFICIAL]}


def release(
    root: Path, block: str, regions: list[str], *, tree: str = "", status: str = "current", **scope: Any
) -> Path:
    """A block in which a release of one table, and a page, is published."""
    data_dir = root / "blocks" / block
    staging = data_dir / "releases" / ".staging-1"
    table = staging / "restricted/parquet/marts/county_inventory.parquet"
    table.parent.mkdir(parents=True)
    parquet.write_table(pa.Table.from_pylist([cell(code, 10) for code in regions], schema=CONTRACT.arrow_schema), table)
    (staging / "restricted/report.html").write_text(block)
    said = {"status": status, "scope": SCOPE | {"regions": regions} | scope, "inputs": []}
    said |= {"source_tree": tree or source_tree_digest()}
    return data_dir / "releases" / publish_folder(data_dir, staging, said, {"register": ""})


def test_the_union_lays_the_tables_of_all_blocks_side_by_side_with_their_sums(tmp_path: Path) -> None:
    first, second, *others = counties(DAZHOU)
    (tmp_path / "blocks" / "52").mkdir(parents=True)
    made = {"511725": release(tmp_path, "511725", [second, first]), "50": release(tmp_path, "50", ["500101"])}
    union = publish_national(Settings(tmp_path))
    content = read_list(union, CONTENT)
    assert content is not None
    assert content["blocks"] == {block: folder.name for block, folder in made.items()}
    assert content["blocks_without_release"] == ["52"]
    assert content["scope"] == SCOPE | {"regions": sorted([first, second, "500101"])}
    assert (content["status"], content["inputs"], content["source_tree"]) == ("current", [], source_tree_digest())
    assert sorted(content["files"]) == [
        "restricted/parquet/marts/county_inventory/province=50/50.parquet",
        "restricted/parquet/marts/county_inventory/province=51/511725.parquet",
        "restricted/parquet/national/inventory_rollup.parquet",
        "views.sql",
    ]
    assert (union / VIEWS).read_text(encoding="utf-8").splitlines()[1:] == [
        "create schema if not exists marts;",
        "create schema if not exists national;",
        "create or replace view marts.county_inventory as from "
        "read_parquet('restricted/parquet/marts/county_inventory/*/*.parquet', "
        "hive_partitioning = true, hive_types = {'province': varchar});",
        "create or replace view national.inventory_rollup as from "
        "read_parquet('restricted/parquet/national/inventory_rollup.parquet');",
    ]
    assert publish_national(Settings(tmp_path)) == union, "nothing changed"
    release(tmp_path, "52", [others[0]], status="draft")
    assert publish_national(Settings(tmp_path)) == union, "a draft is not in force"
    release(tmp_path, "52", [others[0]])
    (left := tmp_path / "national/releases/.staging-1").mkdir()
    later = publish_national(Settings(tmp_path))
    assert not left.exists()
    assert (later != union, list(verify_release(later, tmp_path / "national"))) == (True, [])
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"select region_code, reported_t from '{later}/restricted/parquet/national/*.parquet' order by all"
        ).fetchall()
    assert rows == [("100000", 40), ("500000", 10), ("510000", 30), ("511700", 30)]


def test_blocks_of_another_program_years_or_of_the_same_county_are_refused_each_by_name(tmp_path: Path) -> None:
    first, second, third, fourth, *_ = counties(DAZHOU)
    with pytest.raises(Refusal) as missing:
        publish_national(Settings(tmp_path))
    assert (missing.value.code, missing.value.place.file) == ("E-MISSING-FILE", str(tmp_path / "blocks"))
    release(tmp_path, "50", [first])
    release(tmp_path, "511702", [second, first])
    release(tmp_path, "511703", [third], tree="another")
    release(tmp_path, "511722", [fourth], years=[YEAR - 1])
    release(tmp_path, "511723", ["500101"])
    with pytest.raises(Refusals) as refused:
        publish_national(Settings(tmp_path))
    assert [(each.code, each.details["found"]) for each in refused.value.refusals] == [
        ("E-STALE", "511702"),
        ("E-STALE", "511703"),
        ("E-STALE", "511722"),
    ]
    assert not (tmp_path / "national/CURRENT").exists()


def test_a_table_that_is_not_what_its_release_says_is_refused_by_block_and_name(tmp_path: Path) -> None:
    folder = release(tmp_path, "50", ["500101"])
    overwrite(folder / "restricted/parquet/marts/county_inventory.parquet", b"changed")
    with pytest.raises(Refusal) as refused:
        publish_national(Settings(tmp_path))
    assert (refused.value.code, refused.value.place.file) == ("E-VERIFY", "50/county_inventory")
    assert not list((tmp_path / "national/releases").iterdir())
