"""What a form says of a figure: the last one, what of last year's inventory rests on it, which targets it decides."""

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

import assets
from tests.staged_rows import DAZHU
from tests.world import QUXIAN

TABLES = {
    "core.bases": "basis_id varchar, is_official boolean",
    "core.observations": "observation_id varchar, region_code varchar, year integer, period varchar, "
    "item_code varchar, sector_code varchar, fuel_code varchar, amount decimal(24, 6), unit_code varchar, "
    "value_status varchar, "
    "is_preferred boolean",
    "marts.county_inventory_official": "basis_id varchar, region_code varchar, year integer, category_code varchar, "
    "category_title_zh varchar, gas varchar, emissions_t decimal(24, 6), emissions_tco2e decimal(24, 6)",
    "marts.target_status_official": "basis_id varchar, region_code varchar, target_id varchar, reading_id varchar, "
    "year integer, title_zh varchar, line_number integer",
    "lineage.ends": "region_code varchar, basis_id varchar, published_table varchar, child_id varchar, way varchar, "
    "way_value double, end_table varchar, end_id varchar",
}


def figure(name: str, year: int, amount: int, **other: Any) -> tuple[Any, ...]:
    row = {"id": name, "region": QUXIAN, "year": year, "period": str(year), "item": "coal", "sector": "", "fuel": ""}
    row |= {"is_preferred": True} | other
    key = (row[name] for name in ("id", "region", "year", "period", "item", "sector", "fuel"))
    return (*key, amount, "t", "reported", row["is_preferred"])


OBSERVATIONS = [
    figure("coal/2019", 2019, 10),
    figure("coal/2020", 2020, 20),
    # after the year, lost, a month, a neighbour's
    figure("coal/2021", 2021, 99),
    figure("coal/lost", 2020, 99, is_preferred=False),
    figure("coal/month", 2020, 99, period="2020-06"),
    figure("coal/theirs", 2020, 99, region=DAZHU),
    figure("gas/2018", 2018, 30, item="gas"),
    figure("gas/industry", 2017, 3, item="gas", sector="industry"),
    figure("gas/lng", 2016, 2, item="gas", fuel="lng"),
    # later, but lost, of a month, a neighbour's
    figure("gas/lost", 2020, 99, item="gas", is_preferred=False),
    figure("gas/month", 2020, 99, item="gas", period="2020-06"),
    figure("gas/theirs", 2020, 99, item="gas", region=DAZHU),
]
CELLS = [
    ("E.1.1", "发电", "CO2", 100, 100),
    ("E.1.1", "发电", "CH4", 2, 42),
    ("S2.1", "净调入电力", "CO2", -50, -50),
    ("A.2", "农用地", "CH4", 1, 21),
    ("A.1", "稻田", "CH4", 1, 21),
]


def end(table: str, child: str, to: str, value: float | None, way: str = "a", **other: str) -> tuple[Any, ...]:
    place = {"region": QUXIAN, "basis": "b", "end_table": "core.observations"} | other
    return (place["region"], place["basis"], table, child, way, value, place["end_table"], to)


#: Nearly all of the coal goes into power, a quarter of which is sent out; the target of coal is decided by it in both
#: readings, that of CO2 per GDP by an indicator which rests on it, that of forests by another figure.
ENDS = [
    end("county_inventory", f"b/{QUXIAN}/2020/E.1.1/CO2", "coal/2020", 100),
    end("county_inventory", f"b/{QUXIAN}/2020/E.1.1/CH4", "coal/2020", 2),
    end("county_inventory", f"b/{QUXIAN}/2020/S2.1/CO2", "coal/2020", -50),
    end("county_inventory", f"b/{QUXIAN}/2020/S2.1/CO2", "gas/2018", -50, end_table="core.factor_values"),
    end("county_inventory", f"b/{QUXIAN}/2020/A.1/CH4", "coal/2020", 1),
    end("county_inventory", f"b/{QUXIAN}/2020/A.2/CH4", "coal/2020", 1),
    end("target_status", f"b/{QUXIAN}/coal/r/2020", "coal/2020", 1),
    end("target_status", f"b/{QUXIAN}/co2/r/2020", "x", 1, end_table="marts.county_indicators"),
    end("target_status", f"b/{QUXIAN}/coal/s/2020", "coal/2020", 1),
    end("target_status", f"b/{QUXIAN}/forest/r/2020", "forest/2020", 1),
    end("county_indicators", "x", "coal/2020", 1),
    end("another_table", "x", "gas/2018", 1),
    end("county_indicators", "y", "gas/2018", 1),
]


@pytest.fixture
def release() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("create schema core; create schema marts; create schema lineage")
        for table, columns in TABLES.items():
            connection.execute(f"create table {table} ({columns})")
        rows: dict[str, list[tuple[Any, ...]]] = {
            "core.bases": [("b", True), ("other", False)],
            "core.observations": OBSERVATIONS,
            "marts.county_inventory_official": [
                ("b", QUXIAN, 2020, code, title, gas, t, co2e) for code, title, gas, t, co2e in CELLS
            ],
            "marts.target_status_official": [
                ("b", QUXIAN, "co2", "r", 2020, "单位GDP二氧化碳", 2),
                ("b", QUXIAN, "coal", "r", 2020, "煤炭消费", 1),
                ("b", QUXIAN, "coal", "s", 2020, "煤炭消费", 1),
                ("b", QUXIAN, "forest", "r", 2020, "森林覆盖率", 3),
                ("b", QUXIAN, "coal", "r", 2019, "煤炭消费", 1),
            ],
            "lineage.ends": ENDS,
        }
        for table, found in rows.items():
            connection.executemany(f"insert into {table} values ({', '.join('?' * len(found[0]))})", found)
        yield connection


def asked(release: duckdb.DuckDBPyConnection, year: int = 2020) -> dict[str, dict[str, Any]]:
    """What is said of each figure, by item, sector and fuel; each stands there once."""
    release.execute(f"set variable region = '{QUXIAN}'; set variable year = {year}")
    cursor = release.execute((assets.FOLDER / "requests" / "last_year.sql").read_text(encoding="utf-8"))
    names = [column[0] for column in cursor.description or ()]
    rows = cursor.fetchall()
    told = {" ".join(filter(None, row[:3])): dict(zip(names, row, strict=True)) for row in rows}
    assert len(told) == len(rows)
    return told


@pytest.mark.parametrize(
    ("year", "known"),
    [
        (2016, {"gas lng": 2}),
        (2018, {"gas": 30, "gas industry": 3, "gas lng": 2}),
        (2019, {"gas": 30, "gas industry": 3, "gas lng": 2, "coal": 10}),
        (2020, {"gas": 30, "gas industry": 3, "gas lng": 2, "coal": 20}),
    ],
)
def test_it_is_the_last_figure_of_a_year_in_force_up_to_the_year(
    release: duckdb.DuckDBPyConnection, year: int, known: dict[str, int]
) -> None:
    assert {item: row["amount"] for item, row in asked(release, year).items()} == known


def test_categories_weigh_by_their_size_whatever_their_sign(release: duckdb.DuckDBPyConnection) -> None:
    """100 t of CO2 and 2 t of methane (42 t CO2e) of power, 50 t that go out with it, twice 1 t of methane (21 t)."""
    coal, gas = (asked(release)[item] for item in ("coal", "gas"))
    assert (coal["categories"], coal["tonnes"]) == (
        ["E.1.1 发电", "S2.1 净调入电力", "A.1 稻田", "A.2 农用地"],
        234,
    )
    assert (gas["categories"], gas["tonnes"]) == ([], None)


def test_targets_are_decided_at_once_or_by_an_indicator_between(release: duckdb.DuckDBPyConnection) -> None:
    coal, gas = (asked(release)[item] for item in ("coal", "gas"))
    assert (coal["targets"], gas["targets"]) == (["煤炭消费", "单位GDP二氧化碳"], [])


def test_another_basis_and_a_neighbour_weigh_nothing(release: duckdb.DuckDBPyConnection) -> None:
    alone = asked(release)
    cell = f"b/{QUXIAN}/2020/E.1.1/CO2"
    others = [
        end("county_inventory", cell, "gas/2018", 7, region=DAZHU),
        end("county_inventory", cell, "gas/2018", 7, basis="other"),
    ]
    release.executemany("insert into lineage.ends values (?, ?, ?, ?, ?, ?, ?, ?)", others)
    assert asked(release) == alone
