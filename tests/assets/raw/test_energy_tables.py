"""How the tables of energy outside industry, of sources and of plants are read, and what they refuse."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading.cells import Sheet
from tests.assets.raw.test_sample_tables import at
from tests.pipelines.reading.sheets import change, refused, staged_of

SPECS = load_printed_tables()
Find = Callable[..., Sheet]


def test_oil_sold_and_its_non_energy_products_are_parted_by_column(sheet_of: Find) -> None:
    observations, _ = staged_of(SPECS["commerce__oil_sales"], sheet_of("成品油零售量"))
    petrol, wax = at(observations, "B4"), at(observations, "E4")
    assert (petrol.item_code, petrol.sector_code, petrol.fuel_code) == ("oil_retail_sales", "whole_society", "gasoline")
    assert (wax.item_code, wax.sector_code, wax.fuel_code) == ("non_energy_use", "", "paraffin_wax")
    assert {o.unit_code for o in observations} == {"t"}


def test_the_survey_has_a_sector_above_each_fuel(sheet_of: Find) -> None:
    observations, _ = staged_of(SPECS["survey__energy_use"], sheet_of("能源补充调查"))
    units = {(o.sector_code, o.fuel_code): o.unit_code for o in observations}
    assert units["industry", "natural_gas"] == "10k_m3"
    assert units["rural", "raw_coal"] == "t"
    ended = [o for o in observations if (o.sector_code, o.fuel_code, o.period) == ("urban", "raw_coal", "2024")]
    assert [o.value_status for o in ended] == ["zero_or_none"]


def test_what_public_institutions_did_not_report_is_unknown_and_not_none(sheet_of: Find) -> None:
    observations, _ = staged_of(SPECS["institutions__energy"], sheet_of("公共机构能源"))
    status = {(o.fuel_code, o.period): o.value_status for o in observations}
    assert status["electricity", "2005"] == "not_available"
    assert status["raw_coal", "2024"] == "zero_or_none"


def test_a_source_that_does_not_occur_is_confirmed_in_a_cell_of_each_year(sheet_of: Find) -> None:
    observations, _ = staged_of(SPECS["sources__confirmation"], sheet_of("排放源情况"))
    carbide = [o for o in observations if o.item_code == "carbide_output"]
    assert len(carbide) == 20
    assert {(o.value_status, o.printed_text) for o in carbide} == {("zero_or_none", "无")}
    units = {o.item_code: o.unit_code for o in observations}
    assert (units["brick_clay"], units["semiconductor_area"], units["heat_import_net"]) == ("10kt", "m2", "million_kj")


def test_another_word_for_none_is_not_understood(sheet_of: Find) -> None:
    sheet = sheet_of("排放源情况")
    assert refused(staged_of, SPECS["sources__confirmation"], change(sheet, {"C4": "没有"})) == [("E-NUM", "C4")]


def test_coal_whose_parts_by_depth_do_not_add_up_is_refused(sheet_of: Find) -> None:
    sheet = sheet_of("煤炭生产")
    observations, _ = staged_of(SPECS["mines__coal"], sheet)
    deep = next(o for o in observations if (o.sector_code, o.period) == ("coal_deep", "2005"))
    assert deep.amount is not None
    wrong = change(sheet, {deep.cell: deep.amount + 200})
    assert {code for code, _ in refused(staged_of, SPECS["mines__coal"], wrong)} == {"E-SUM"}


def test_the_power_station_reports_twelve_months_in_the_units_of_the_carbon_market(sheet_of: Find) -> None:
    observations, _ = staged_of(SPECS["power_plant__monthly_form"], sheet_of("电厂月度"))
    units = {(o.item_code, o.fuel_code): o.unit_code for o in observations}
    assert units == {
        ("plant_fuel_consumption", "raw_coal"): "t",
        ("plant_ncv", "raw_coal"): "gj_per_t",
        ("plant_carbon_content", "raw_coal"): "tc_per_gj",
        ("plant_oxidation", "raw_coal"): "pct",
        ("plant_fuel_consumption", "diesel"): "t",
        ("plant_generation", ""): "10k_kwh",
    }
    assert {o.period for o in observations} == {f"2024-{month:02}" for month in range(1, 13)}
    assert {o.amount for o in observations if o.item_code == "plant_oxidation"} == {Decimal(99)}


def test_electricity_of_townships_adds_up_and_the_zone_stands_beside_them(sheet_of: Find) -> None:
    sheet = sheet_of("分乡镇用电量")
    observations, _ = staged_of(SPECS["grid__electricity_by_township"], sheet)
    zone = next(o for o in observations if (o.sector_code, o.period) == ("zone_development", "2020"))
    assert (zone.item_code, zone.unit_code, zone.is_total) == ("township_electricity", "10k_kwh", False)
    assert {o.period for o in observations} == {str(year) for year in range(2015, 2025)}
    assert zone.amount is not None
    wrong = change(sheet, {zone.cell: zone.amount + 200})
    assert {code for code, _ in refused(staged_of, SPECS["grid__electricity_by_township"], wrong)} == {"E-SUM"}


@pytest.mark.parametrize(
    ("cell", "name_of_2002"),
    [("E3", "电力、热力的生产和供应业"), ("M3", "造纸及纸制品业"), ("S3", "化学原料及化学制品制造业")],
)
def test_branches_of_another_edition_of_the_classification_are_refused(
    sheet_of: Find, cell: str, name_of_2002: str
) -> None:
    """GB/T 4754-2002 parts industry otherwise, so that a series of both is none."""
    sheet, spec = sheet_of("工业分行业能源"), SPECS["industry__energy_by_branch"]
    assert refused(staged_of, spec, sheet) == []
    assert ("E-LABEL-UNKNOWN", cell) in refused(staged_of, spec, change(sheet, {cell: name_of_2002}))
