"""The small tables of the sample: industry returns, gas company, yearbook."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import Observation
from pipelines.reading.cells import Sheet
from schemas.specs.printed_table import PrintedTable
from tests.pipelines.reading.sheets import Value, change, raw_of, refused, staged_of

SPECS = load_printed_tables()
CONSUMPTION = SPECS["industry__energy_consumption"]
TRANSFORMATION = SPECS["industry__energy_transformation"]
GAS, GDP = SPECS["gas__supply"], SPECS["yearbook__gdp"]
POPULATION, CROPS = SPECS["yearbook__population"], SPECS["yearbook__crop_areas"]
PRODUCTS = SPECS["yearbook__industrial_products"]

Find = Callable[..., Sheet]


def at(observations: list[Observation], cell: str) -> Observation:
    (found,) = [observation for observation in observations if observation.cell == cell]
    return found


@pytest.mark.parametrize("year", [2005, 2012, 2024])
def test_the_industry_return_has_its_units_by_row(sheet_of: Find, year: int) -> None:
    observations, _ = staged_of(CONSUMPTION, sheet_of(f"工业能源_{year}", 0))
    units = {o.fuel_code: o.unit_code for o in observations}
    assert (units["raw_coal"], units["natural_gas"], units["heat"]) == ("t", "10k_m3", "million_kj")
    assert (units["electricity"], units["energy_total"]) == ("10k_kwh", "tce")
    assert {o.period for o in observations} == {str(year)}
    assert len(observations) == 10 * 7
    assert {o.fuel_code for o in observations if o.is_total} == {"energy_total"}


def test_the_industry_return_is_read_as_printed(sheet_of: Find) -> None:
    observations, checks = staged_of(CONSUMPTION, sheet_of("工业能源_2024", 0))
    coal = at(observations, "F7")
    assert (coal.item_code, coal.sector_code, coal.amount) == ("industry_energy_consumption", "industry", 1217318)
    assert at(observations, "H13").item_code == "industry_energy_feedstock"
    assert at(observations, "D8").value_status == "zero_or_none"
    assert {check.rule for check in checks} == {"ADD-01", "ENB-01", "STR-06"}
    assert "K7" in {cell.cell for cell in raw_of(CONSUMPTION, sheet_of("工业能源_2024", 0))}


def test_the_second_return_has_ways_of_transformation(sheet_of: Find) -> None:
    observations, _ = staged_of(TRANSFORMATION, sheet_of("工业能源_2024", 1))
    assert (at(observations, "E6").sector_code, at(observations, "E6").amount) == ("power", 1006098)
    assert at(observations, "F6").sector_code == "heat_supply"
    assert at(observations, "D6").is_total
    assert {o.item_code for o in observations} == {"energy_transformation_input"}


def test_gas_is_read_with_footnotes_and_the_years_before_the_station(sheet_of: Find) -> None:
    observations, _ = staged_of(GAS, sheet_of("供气量"))
    assert at(observations, "F4").value_status == "zero_or_none"
    noted = at(observations, "F13")
    assert (noted.amount, noted.note, noted.period) == (Decimal("1013.08"), "脚注①", "2014")
    assert (noted.sector_code, noted.fuel_code, noted.unit_code) == ("transport", "natural_gas", "10k_m3")
    assert len(observations) == 100


def test_gdp_has_levels_and_growth_in_their_own_units(sheet_of: Find) -> None:
    observations, _ = staged_of(GDP, sheet_of("年鉴", 0))
    gdp, growth = at(observations, "B24"), at(observations, "F24")
    assert (gdp.item_code, gdp.sector_code, gdp.amount, gdp.unit_code) == ("gdp", "", 4365312, "10k_cny")
    assert (growth.item_code, growth.amount, growth.unit_code) == ("gdp_growth", Decimal("4.4"), "pct")
    assert at(observations, "C24").sector_code == "primary_industry"


def test_growth_by_industry_is_read_where_it_is_printed(sheet_of: Find) -> None:
    sheet = sheet_of("年鉴", 0)
    printed: dict[str, Value] = {f"G{row}": "3.1" for row in range(5, 25)}
    observations, _ = staged_of(GDP, change(sheet, printed | {"G4": "第一产业\n比上年增长（%）"}))
    growth = at(observations, "G24")
    assert (growth.item_code, growth.sector_code, growth.amount, growth.unit_code) == (
        "gdp_growth", "primary_industry", Decimal("3.1"), "pct"
    )  # fmt: skip


def test_non_fossil_electricity_is_read_where_the_grid_company_prints_it(sheet_of: Find) -> None:
    """The four figures of the rule of 2026."""
    heads = {"G": "物理消费量", "H": "绿电和核电交易电量", "I": "绿证核销电量", "J": "下网电量"}
    printed: dict[str, Value] = {f"{column}3": text for column, text in heads.items()}
    printed |= {f"{column}2": "非化石能源电力（万千瓦时）" for column in heads}
    printed |= {f"{column}{row}": "—" for column in heads for row in range(4, 24)}
    observations, _ = staged_of(SPECS["grid__losses"], change(sheet_of("线损"), printed | {"J23": "15.5"}))
    drawn = at(observations, "J23")
    assert (drawn.item_code, drawn.amount, drawn.unit_code) == ("electricity_from_grid", Decimal("15.5"), "10k_kwh")
    assert [at(observations, f"{column}23").item_code for column in "GHI"] == [
        "non_fossil_electricity_physical", "non_fossil_electricity_traded", "green_certificates_cancelled"
    ]  # fmt: skip
    assert at(observations, "G23").value_status == "zero_or_none"


def test_population_keeps_its_kinds_apart_and_reads_numbers_stored_as_text(sheet_of: Find) -> None:  # Q09, Q17
    observations, _ = staged_of(POPULATION, sheet_of("年鉴", 1))
    assert at(observations, "C10").item_code == "population_resident"
    assert (at(observations, "C10").amount, at(observations, "C10").unit_code) == (Decimal("115.06"), "10k_person")
    assert at(observations, "B10").item_code == "population_registered"
    assert at(observations, "D10").item_code == "population_resident_urban"


def test_crops_have_two_units_in_one_table_and_marks_with_meanings(sheet_of: Find) -> None:  # Q08, Q30
    observations, _ = staged_of(CROPS, sheet_of("年鉴", 2))
    assert (at(observations, "D5").unit_code, at(observations, "C5").unit_code) == ("10k_mu", "ha")
    assert at(observations, "F10").value_status == "below_half_unit"
    assert at(observations, "F11").value_status == "zero_or_none"
    assert at(observations, "E10").item_code == "sown_area_rice_single"


def test_products_stand_in_rows_and_years_in_columns(sheet_of: Find) -> None:  # Q06, Q07
    observations, _ = staged_of(PRODUCTS, sheet_of("年鉴", 3))
    cement = at(observations, "F4")
    assert (cement.item_code, cement.period, cement.amount, cement.note) == (
        "cement_output",
        "2008",
        Decimal("24.31"),
        "脚注②",
    )
    assert at(observations, "M6").amount == 258399
    assert (at(observations, "N7").amount, at(observations, "N7").note) == (257869, "脚注①")
    assert at(observations, "E10").amount == 5572
    assert at(observations, "J9").value_status == "below_half_unit"
    assert at(observations, "N7").item_code == "electricity_generation_thermal"


@pytest.mark.parametrize(
    ("spec", "part", "index", "changes", "code", "cell"),
    [
        (CONSUMPTION, "工业能源_2024", 0, {"F7": 1217320}, "E-SUM", "F7"),
        (CONSUMPTION, "工业能源_2024", 0, {"H13": 4000}, "E-SUM", "G13"),
        (CONSUMPTION, "工业能源_2024", 0, {"E7": "12l3220"}, "E-NUM", "E7"),
        (CONSUMPTION, "工业能源_2024", 0, {"E7": "…"}, "E-NUM", "E7"),
        (TRANSFORMATION, "工业能源_2024", 1, {"E6": 1037607}, "E-SUM", "D6"),
        (GAS, "供气量", 0, {"B23": 13671.21}, "E-SUM", "B23"),
        (GAS, "供气量", 0, {"C23": 60452400, "B23": 60460026.16}, "E-UNIT-SCALE", "C23"),
        (GDP, "年鉴", 0, {"B24": "436.5312亿"}, "E-UNIT-INLINE", "B24"),
        (GDP, "年鉴", 0, {"B24": 4365315}, "E-SUM", "B24"),
        (GDP, "年鉴", 0, {"F24": "下降5.5"}, "E-NUM", "F24"),
        (POPULATION, "年鉴", 1, {"D23": 90}, "E-SUM", "C23"),
        (CROPS, "年鉴", 2, {"D24": 64750}, "E-SUM", "C24"),
        (PRODUCTS, "年鉴", 3, {"V7": "286 952"}, "E-SUM", "V6"),
    ],
)
def test_a_wrong_figure_is_refused(
    sheet_of: Find, spec: PrintedTable, part: str, index: int, changes: dict[str, Value], code: str, cell: str
) -> None:
    sheet = sheet_of(part, index)
    assert refused(staged_of, spec, sheet) == []
    assert (code, cell) in refused(staged_of, spec, change(sheet, changes))


@pytest.mark.parametrize(
    ("spec", "part", "index", "changes", "code", "cell"),
    [
        (
            CONSUMPTION,
            "工业能源_2024",
            0,
            {"A1": "大竹县规模以上工业企业能源购进、消费与库存（2024年）"},
            "E-REGION",
            "A1",
        ),
        (
            CONSUMPTION,
            "工业能源_2024",
            0,
            {"A1": "渠县规模以上工业企业能源购进、消费与库存（2024年1-11月）"},
            "E-PERIOD",
            "A1",
        ),
        (CONSUMPTION, "工业能源_2024", 0, {"F3": "消费总量"}, "E-LAYOUT", "F3"),
        (CONSUMPTION, "工业能源_2024", 0, {"B7": "万吨", "B13": "吨"}, "E-UNIT-DIMENSION", "B13"),
        (CONSUMPTION, "工业能源_2024", 0, {"B7": "车"}, "E-UNIT-UNKNOWN", "B7"),
        (CONSUMPTION, "工业能源_2024", 0, {"A7": "无烟煤"}, "E-LABEL-UNKNOWN", "A7"),
        (CONSUMPTION, "工业能源_2024", 0, {"A8": "原煤"}, "E-DUP-KEY", "A8"),
        (GAS, "供气量", 0, {"A2": "单位：万吨"}, "E-UNIT-DIMENSION", "A2"),
        (GAS, "供气量", 0, {"A2": None}, "E-UNIT-UNKNOWN", "A4"),
        (GAS, "供气量", 0, {"A23": None}, "E-LAYOUT", "B23"),
        (GDP, "年鉴", 0, {"A24": 2042}, "E-YEAR-MISMATCH", "A1"),
        (GDP, "年鉴", 0, {"A1": "1-2 渠县地区生产总值（2004-2023年）"}, "E-YEAR-MISMATCH", "A1"),
        (CROPS, "年鉴", 2, {"D4": "中稻和一季晚稻", "E4": "合计"}, "", ""),
        (CROPS, "年鉴", 2, {"H3": "小麦（万元）"}, "E-UNIT-DIMENSION", "H3"),
        (PRODUCTS, "年鉴", 3, {"C3": "2025年"}, "E-YEAR-MISMATCH", "A1"),
    ],
)
def test_a_wrong_text_around_the_figures_is_refused(
    sheet_of: Find, spec: PrintedTable, part: str, index: int, changes: dict[str, Value], code: str, cell: str
) -> None:
    found = refused(raw_of, spec, change(sheet_of(part, index), changes), region_code="511725")
    assert (code, cell) in found if code else found == []
