"""Sichuan in 2007: what CEADs published, from both copies of the yearbook's table, misprint and all."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from assets.raw import load_printed_tables
from pipelines.deliveries.readers import read_files
from pipelines.reading import read_raw
from schemas.problems import Refusals
from schemas.specs.printed_table import PrintedTable
from tests.conftest import BuiltRelease
from tests.deliveries import ROOT
from tests.lakes import build_tables, rows_of
from tests.originals import original

RETYPED = next((ROOT / "data" / "sichuan_2007").glob("*.xlsx"))
ORIGINAL = "energy_balance_2007/6-23_sichuan_energy_balance_physical_2007.xls"
TABLE = "energy_yearbook__provincial_balance"


def read_published() -> dict[tuple[str, str], float]:
    path = Path(__file__).parent / "sichuan_2007_published.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        return {(row["sector_code"], row["fuel_code"]): float(row["co2_mt"]) for row in csv.DictReader(lines)}


PUBLISHED = read_published()
SECTORS = {sector for sector, _ in PUBLISHED}
MODES = {"road", "railway", "waterway", "aviation"}


@pytest.fixture(scope="module")
def from_original(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with build_tables(
        tmp_path_factory.mktemp("original"), [original(ORIGINAL)], region="510000", years="2007", edition="ceads"
    ) as connection:
        yield connection


@pytest.fixture(scope="module", params=["re-typed", "original"])
def emissions(request: pytest.FixtureRequest) -> dict[tuple[str, str], Decimal]:
    """Tonnes of CO2 by sector and fuel, as each copy gives them."""
    if request.param == "original":
        connection: duckdb.DuckDBPyConnection = request.getfixturevalue("from_original")
    else:
        release: BuiltRelease = request.getfixturevalue("sichuan")
        connection = release.connection
    rows = rows_of(connection, "select sector_code, fuel_code, gas, emissions_t from core.emissions")
    assert {row["gas"] for row in rows} == {"CO2"}
    found = {(in_the_balance(row["sector_code"]), row["fuel_code"]): row["emissions_t"] for row in rows}
    assert len(found) == len(rows)  # of a fuel of transport every tonne is in one mode
    return found


def in_the_balance(sector: str) -> str:
    """The sector as the balance prints it: it does not part transport by mode, our account does, fuel by fuel."""
    return "transport" if sector in MODES else sector


def test_all_that_was_transcribed_is_compared() -> None:
    assert len(PUBLISHED) == 46
    assert {"agriculture", "construction", "transport", "trade", "urban", "rural", "other_services"} == SECTORS


@pytest.mark.parametrize(("sector", "fuel"), PUBLISHED)
def test_a_published_figure_is_reproduced(emissions: dict[tuple[str, str], Decimal], sector: str, fuel: str) -> None:
    assert float(emissions[sector, fuel]) / 1e6 == pytest.approx(PUBLISHED[sector, fuel], rel=1e-6)


def test_nothing_is_found_that_was_not_published(emissions: dict[tuple[str, str], Decimal]) -> None:
    found = {key for key, mass in emissions.items() if mass != 0 and key[0] in SECTORS}
    assert found == set(PUBLISHED)


def test_both_copies_give_the_same_observations(
    sichuan: BuiltRelease, from_original: duckdb.DuckDBPyConnection
) -> None:
    figures = """select item_code, sector_code, fuel_code, period, unit_code, amount_base, value_status, is_total
        from core.observations order by all"""
    assert rows_of(sichuan.connection, figures) == rows_of(from_original, figures)


def used(sichuan: BuiltRelease, sector: str, fuel: str) -> tuple[Decimal, str]:
    (row,) = sichuan.rows(
        "select amount, unit_code from core.energy_use where sector_code = $sector and fuel_code = $fuel",
        sector=sector,
        fuel=fuel,
    )
    return row["amount"], row["unit_code"]


def test_gas_is_counted_in_cubic_metres_though_the_chinese_unit_says_tonnes(sichuan: BuiltRelease) -> None:
    assert used(sichuan, "urban", "natural_gas") == (Decimal("27.86") * 10**8, "m3")
    assert used(sichuan, "power", "other_gas") == (Decimal("23.98") * 10**8, "m3")
    assert used(sichuan, "heat_supply", "coke_oven_gas") == (Decimal("0.8") * 10**8, "m3")


def test_fuel_for_power_and_heat_is_burnt_and_industry_without_its_feedstock(sichuan: BuiltRelease) -> None:
    assert used(sichuan, "power", "raw_coal") == (Decimal("3239") * 10**4, "t")
    assert used(sichuan, "heat_supply", "raw_coal") == (Decimal("170.89") * 10**4, "t")
    assert used(sichuan, "industry", "raw_coal") == ((Decimal("2445.99") - 345) * 10**4, "t")
    assert used(sichuan, "industry", "natural_gas") == ((Decimal("70.3") - Decimal("36.1")) * 10**8, "m3")


def test_what_flows_but_is_not_burnt_is_no_use(sichuan: BuiltRelease) -> None:
    rows = sichuan.rows("select distinct sector_code from core.energy_use")
    assert {row["sector_code"] for row in rows} == SECTORS | MODES | {"power", "heat_supply", "industry"}
    (left,) = sichuan.rows(
        "select list(fuel_code order by fuel_code) as fuels from core.energy_use where sector_code = 'transport'"
    )
    assert left["fuels"] == ["electricity", "heat", "other_energy"]  # nothing that is burnt


def test_without_its_declared_misprint_the_table_is_refused_at_the_unit() -> None:
    (sheets,) = read_files([(RETYPED, RETYPED.name)])
    spec = load_printed_tables()[TABLE]
    assert read_raw(spec, sheets, "0" * 64, RETYPED.name)
    with pytest.raises(Refusals) as refused:
        read_raw(without_overrides(spec), sheets, "0" * 64, RETYPED.name)
    found = {(refusal.code, refusal.place.cell) for refusal in refused.value.refusals}
    assert found == {("E-UNIT-DISAGREE", "I5"), ("E-UNIT-DISAGREE", "J5")}


def without_overrides(spec: PrintedTable) -> PrintedTable:
    layouts = [layout.model_copy(update={"unit_overrides": []}) for layout in spec.layouts]
    return spec.model_copy(update={"layouts": layouts})


def test_without_its_declared_misprint_nothing_is_computed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.building import printed

    specs = load_printed_tables()
    monkeypatch.setattr(printed, "load_printed_tables", lambda: specs | {TABLE: without_overrides(specs[TABLE])})
    with pytest.raises(Refusals) as refused:
        build_tables(tmp_path, [RETYPED], region="510000", years="2007", edition="ceads")
    assert {refusal.code for refusal in refused.value.refusals} == {"E-UNIT-DISAGREE"}
    assert not list((tmp_path / "lake").glob(f"*/{TABLE}.parquet"))
