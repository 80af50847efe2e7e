"""How the tables that departments report for the plan are read, and what they refuse: a part above its whole."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from assets.raw import load_printed_tables
from pipelines.reading.cells import Sheet
from tests.assets.raw.test_sample_tables import at
from tests.pipelines.reading.sheets import Value, change, refused, staged_of

SPECS = load_printed_tables()
Find = Callable[..., Sheet]

#: A part of the file name, a cell, and what is read of it: item, sector, fuel, unit.
READ = {
    "transport__operations": [
        ("营运交通", "B5", ("commercial_transport_energy", "road_passenger", "diesel", "t")),
        ("营运交通", "F5", ("commercial_transport_energy", "road_freight", "natural_gas", "10k_m3")),
        ("营运交通", "N5", ("freight_turnover", "road", "", "10k_t_km")),
        ("营运交通", "Q5", ("passenger_turnover", "waterway", "", "10k_p_km")),
        ("营运交通", "T5", ("commercial_vehicles_new", "", "", "piece")),
        ("营运交通", "AE5", ("urban_trips_green", "", "", "10k_trip")),
    ],
    "housing__buildings": [
        ("城镇建筑", "C5", ("buildings_new_green", "", "", "10k_m2")),
        ("城镇建筑", "E5", ("building_energy_renewable", "", "", "10k_tce")),
    ],
    "institutions__floor_area": [("建筑面积", "B4", ("institution_floor_area", "", "", "10k_m2"))],
    "environment__solid_waste": [("固体废物", "D5", ("solid_waste_used_stored", "", "", "10kt"))],
    "sanitation__recycling": [
        ("再生资源", "B5", ("household_waste_recycled", "", "", "t")),
        ("再生资源", "D5", ("communities_sorting", "", "", "piece")),
        ("再生资源", "F5", ("recycled_resources", "recycled_steel", "", "t")),
    ],
    "economy__industry": [
        ("产能", "C5", ("clinker_coal", "", "raw_coal", "t")),
        ("产能", "D5", ("clinker_coal_ncv", "", "raw_coal", "kj_per_kg")),
        ("产能", "G5", ("cloth_output", "", "", "10k_m")),
        ("产能", "H5", ("park_value_added", "", "", "10k_cny")),
    ],
    "husbandry__meat": [("畜产品", "C4", ("meat_output_beef", "", "", "t"))],
}


@pytest.mark.parametrize("table", READ)
def test_a_departments_figures_are_read_with_their_units(sheet_of: Find, table: str) -> None:
    for part, cell, expected in READ[table]:
        observations, _ = staged_of(SPECS[table], sheet_of(part))
        found = at(observations, cell)
        assert (found.item_code, found.sector_code, found.fuel_code, found.unit_code) == expected
        assert found.period == "2015"


def test_a_dash_is_none_and_dots_are_unknown(sheet_of: Find) -> None:
    sheet = sheet_of("营运交通")
    observations, _ = staged_of(SPECS["transport__operations"], sheet)
    assert at(observations, "D5").value_status == "zero_or_none"
    observations, _ = staged_of(SPECS["transport__operations"], change(sheet, {"D5": "…"}))
    assert at(observations, "D5").value_status == "not_available"


WRONG: list[tuple[str, str, dict[str, Value], str, str]] = [
    ("transport__operations", "营运交通", {"U5": 500}, "E-SUM", "T5"),
    ("transport__operations", "营运交通", {"Y14": 14}, "E-SUM", "X14"),
    ("transport__operations", "营运交通", {"B5": "4l80"}, "E-NUM", "B5"),
    ("housing__buildings", "城镇建筑", {"C14": 99}, "E-SUM", "B14"),
    ("institutions__floor_area", "建筑面积", {"B5": "无"}, "E-NUM", "B5"),
    ("environment__solid_waste", "固体废物", {"D14": 60}, "E-SUM", "C14"),
    ("sanitation__recycling", "再生资源", {"F14": 39870}, "E-SUM", "E14"),
    ("economy__industry", "产能", {"M14": 17}, "E-SUM", "L14"),
    ("husbandry__meat", "畜产品", {"C4": "约300"}, "E-NUM", "C4"),
]


@pytest.mark.parametrize(("table", "part", "changes", "code", "cell"), WRONG)
def test_a_departments_wrong_figure_is_refused(
    sheet_of: Find, table: str, part: str, changes: dict[str, Value], code: str, cell: str
) -> None:
    sheet = sheet_of(part)
    assert refused(staged_of, SPECS[table], sheet) == []
    assert (code, cell) in refused(staged_of, SPECS[table], change(sheet, changes))


def test_a_rate_alone_is_no_column_of_a_departments_table() -> None:
    """Numerator and denominator are asked for; what is a ratio by itself is a heating value."""
    units = {
        (table, column.item_code): column
        for table in READ
        for column in SPECS[table].layouts[0].columns.values()
        if column.item_code
    }
    assert units
    assert not [key for key in units if key[1].endswith(("_share", "_rate", "_ratio"))]


def test_wind_and_biomass_are_read_where_a_county_prints_them(sheet_of: Find) -> None:
    sheet = sheet_of("发电装机")
    assert refused(staged_of, SPECS["power__capacity"], sheet) == []
    wind: dict[str, Value] = {"F3": "风　电"} | {f"F{row}": "0.5" for row in range(4, 24)}
    observations, _ = staged_of(SPECS["power__capacity"], change(sheet, wind))
    found = [o for o in observations if o.item_code == "power_capacity_wind"]
    assert [(o.amount, o.unit_code) for o in found] == [(Decimal("0.5"), "10k_kw")] * 20
