"""Ratios of figures that departments deliver: what is counted on which side, and who holds what is missing."""

from decimal import Decimal

import pytest

from assets.lists import LISTS
from assets.raw import load_printed_tables
from schemas.codes import read_codes
from schemas.core.indicator_parts import COEFFICIENTS
from schemas.lists import read_list
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, Row, World

Found = dict[tuple[str, str, str, int], Row]

LISTED = read_list(LISTS["rules.department_indicators"])
TERMS = read_list(LISTS["rules.department_terms"])

#: The codes that the plan's targets are read by.
PLAN = [
    "renewable_capacity",
    "clinker_unit_energy",
    "clinker_cement_ratio",
    "clinker_capacity",
    "textile_unit_energy",
    "transport_co2_per_turnover",
    "new_clean_vehicle_share",
    "conventional_car_share",
    "solid_waste_use_share",
    "solid_waste_used",
    "household_waste_use_share",
    "forest_cover",
    "forest_stock",
    "enteric_ch4_per_animal",
    "enteric_ch4_per_tonne",
    "public_institution_energy_per_area",
    "public_institution_co2_per_area",
    "green_building_share",
    "building_renewable_share",
    "rooftop_solar_share",
    "charging_hub_share",
    "service_area_charging_share",
    "electric_bus_depot_share",
    "green_travel_share",
    "waste_sorting_coverage",
    "recycled_resources",
    "resource_productivity",
    "park_resource_use_share",
    "circular_park",
]


def figure(item: str, amount: object, sector: str = "", fuel: str = "", **other: object) -> Row:
    return {
        "observation_id": f"{item}/{sector}/{fuel}",
        "item_code": item,
        "sector_code": sector,
        "fuel_code": fuel,
        "amount_base": amount,
        "unit_code": "t",
        "base_unit_code": "t",
    } | other


def co2(category: str, sector: str, fuel: str, value: float, year: int = 2020) -> Row:
    return {
        "category_code": category,
        "sector_code": sector,
        "fuel_code": fuel,
        "value": value,
        "year": year,
        "method": "multiply",
        "gas": "CO2",
    }


def built(world: World, figures: list[Row], **tables: list[Row]) -> Found:
    """Indicators of 2020 on the official basis, by code, scope, accounting and year of the grid factor."""
    # large beside each: what is not in force, half a year, what a neighbour delivered
    others: list[Row] = [
        {"is_preferred": False},
        {"is_whole_year": False, "period": "2020-06"},
        {"region_code": DAZHU},
    ]
    beside = [
        row | {"observation_id": f"{row['observation_id']} {number}", "amount_base": 999_999} | other
        for row in figures
        for number, other in enumerate(others)
    ]
    world.put("core/observations", [*figures, *beside])
    world.put("core/inventories", [{"year": 2020}])
    world.put_factor_regions()
    world.make("core/bases", "core/printed_tables")
    # beside each emission and factor one of another gas, fuel or region, a rate, a value of another year or use
    strange: dict[str, list[Row]] = {
        "core__emissions": [{"gas": "N2O"}, {"fuel_code": "straw"}],
        "core__factors": [{"role": "rate"}, {"gas": "CH4"}, {"factor_region_code": "500000"}],
        "core__factor_values": [
            {"property": "ncv"},
            {"subject_code": "freight_turnover"},
            {"scope_code": "500000"},
            {"valid_from": 2021},
            {"valid_to": 2019},
        ],
    }
    amounts = {"core__emissions": "emissions_t", "core__factors": "value", "core__factor_values": "value_base"}
    for table, rows in tables.items():
        more = [
            row
            | {amounts[table]: 77.0}
            | other
            | ({"factor_id": f"{row['factor_id']} {number}"} if "factor_id" in row else {})
            for row in rows
            for number, other in enumerate(strange.get(table, []))
        ]
        world.put(table.replace("__", "/"), [*rows, *more])
    rows = world.build_all("core/indicator_parts", "marts/county_indicators__departments")
    return {
        (row["indicator_code"], row["scope"], row["accounting"], row["grid_factor_year"]): row
        for row in rows
        if row["basis_id"] == OFFICIAL
    }


def one(
    found: dict[tuple[str, str, str, int], Row], code: str, scope: str = "", account: str = "", grid: int = 0
) -> Row:
    return found[code, scope, account, grid]


# -- the lists


def test_every_indicator_of_the_plan_is_defined_with_one_headline() -> None:
    heads = [row["indicator_code"] for row in LISTED if row["is_headline"] == "true"]
    assert sorted(heads) == sorted(PLAN)
    assert {row["indicator_code"] for row in LISTED} == set(PLAN)


def test_every_term_names_what_its_printed_table_holds() -> None:
    printed = {
        name: {
            (meaning.item_code or layout.defaults.item_code)
            for layout in table.layouts
            for meaning in [*layout.columns.values(), *layout.rows.values(), layout.defaults]
        }
        for name, table in load_printed_tables().items()
    }
    assert [term for term in TERMS if term["item_code"] not in printed[term["table_name"]]] == []
    assert {term["coefficient_code"] for term in TERMS} == set(COEFFICIENTS)


def test_every_definition_has_a_numerator_and_every_term_a_definition() -> None:
    defined = {(row["indicator_code"], row["scope"]) for row in LISTED}
    assert {(term["indicator_code"], term["scope"]) for term in TERMS if term["side"] == "numerator"} == defined
    assert {(term["indicator_code"], term["scope"]) for term in TERMS} == defined


def test_a_percentage_has_both_sides_in_one_unit_and_the_numerator_in_hundredths() -> None:
    percent = {row["indicator_code"] for row in read_codes("indicators") if row["unit_zh"] == "%"}
    scales = {row["indicator_code"]: (row["numerator_scale"], row["denominator_scale"]) for row in LISTED}
    assert {scales[code] for code in percent & set(PLAN)} == {("100", "1")}


# -- what is counted


def test_a_share_is_part_over_whole_in_percent(world: World) -> None:
    found = built(world, [figure("passenger_hubs", 10), figure("passenger_hubs_charging", 2)])
    row = one(found, "charging_hub_share")
    assert (row["value"], row["numerator"], row["denominator"], row["unit_zh"]) == (20, 200, 10, "%")
    assert (row["notation_key"], row["is_incomplete"], row["reason_zh"]) == ("", False, "")


def test_electric_cars_leave_conventional_ones_and_motorcycles_are_no_cars(world: World) -> None:
    cars = {"car_small": 70, "bus": 10, "truck_light": 15, "truck_heavy": 5, "car_taxi": 9, "motorcycle": 1000}
    figures = [figure("vehicles", number, kind) for kind, number in cars.items()]
    row = one(built(world, [*figures, figure("vehicles_electric", 8)]), "conventional_car_share")
    assert (row["numerator"], row["denominator"], row["value"]) == (9200, 100, 92)


def test_waste_taken_from_storage_is_added_to_what_arose(world: World) -> None:
    """综合利用率＝综合利用量÷（产生量＋综合利用往年贮存量）."""
    figures = [
        figure("solid_waste_used", 65),
        figure("solid_waste_generated", 90),
        figure("solid_waste_used_stored", 10),
    ]
    assert one(built(world, figures), "solid_waste_use_share")["value"] == 65


def test_capacity_is_told_with_and_without_biomass_and_waste(world: World) -> None:
    figures = [
        figure("power_capacity_hydro", 98_000),
        figure("power_capacity_solar", 36_000),
        figure("power_capacity_waste", 18_000),
        figure("power_capacity_biomass", 5_000),
        figure("power_capacity_thermal", 600_000),
    ]
    found = built(world, figures)
    assert one(found, "renewable_capacity", "hydro_wind_solar")["value"] == Decimal("13.4")
    assert one(found, "renewable_capacity", "renewable")["value"] == Decimal("15.7")


def test_wind_that_no_table_prints_is_none_and_hydropower_is_missing(world: World) -> None:
    row = one(built(world, [figure("power_capacity_solar", 1)]), "renewable_capacity", "hydro_wind_solar")
    assert (row["notation_key"], row["reason_zh"]) == ("NE", "缺少水电装机容量（县发展和改革局）")


CLINKER = [
    figure("clinker_coal", 150_000, fuel="raw_coal"),
    figure("clinker_coal_ncv", "20.9", fuel="raw_coal"),
    figure("clinker_electricity", 60_000, fuel="electricity"),
    figure("clinker_waste_heat_power", 30_000, fuel="electricity"),
    figure("clinker_output", 1_000_000),
]
COAL = [
    {"fuel_code": "heat", "calorific": 0.03412, "coal_equivalent": 0.03412},
    {"fuel_code": "electricity", "calorific": 0.1229, "coal_equivalent": 0.3},
    {"fuel_code": "raw_coal", "calorific": 0.7143, "coal_equivalent": 0.7143},
]


def test_clinker_takes_its_coal_by_measured_heat_and_electricity_by_heat_content(world: World) -> None:
    """150 kg × 20.9 MJ/kg × 0.03412 kgce/MJ + 60 kWh × 0.1229, less 30 kWh of waste heat × 0.1229."""
    found = built(world, CLINKER, core__standard_coal=COAL)
    coal = Decimal("150") * Decimal("20.9") * Decimal("0.03412")
    gross, net = (one(found, "clinker_unit_energy", scope, "calorific") for scope in ("gross", "net_of_waste_heat"))
    assert gross["value"] == pytest.approx(coal + Decimal("60") * Decimal("0.1229"))
    assert net["value"] == pytest.approx(coal + Decimal("30") * Decimal("0.1229"))


def test_without_a_measured_heating_value_clinker_is_not_estimated(world: World) -> None:
    figures = [row for row in CLINKER if row["item_code"] != "clinker_coal_ncv"]
    row = one(built(world, figures, core__standard_coal=COAL), "clinker_unit_energy", "gross", "calorific")
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert row["reason_zh"] == "缺少折算系数或排放因子：熟料烧成用煤（实物量）（县经济和信息化局、县经开区）"


TURNOVER = [
    figure("commercial_transport_energy", 100, "road_passenger", "diesel"),
    figure("commercial_transport_energy", 0, "road_passenger", "natural_gas"),
    figure("commercial_transport_energy", 50, "road_passenger", "electricity"),
    figure("commercial_transport_energy", 900, "road_freight", "diesel"),
    figure("commercial_transport_energy", 10_000, "road_freight", "natural_gas"),
    figure("commercial_transport_energy", 0, "road_freight", "electricity"),
    figure("commercial_transport_energy", 40, "city_bus", "diesel"),
    figure("transport_fuel_use", 30, "waterway", "diesel"),
    figure("transport_fuel_use", 999, "railway", "diesel"),
    figure("freight_turnover", 80_000_000, "road"),
    figure("freight_turnover", 5_000_000, "waterway"),
    figure("passenger_turnover", 20_000_000, "road"),
    figure("passenger_turnover", 1_000_000, "waterway"),
    figure("passenger_turnover", 7_000_000, "city_bus"),
]
TRANSPORT_FACTORS: list[Row] = [
    co2("E.3.1", "road", "diesel", 3.1),
    co2("E.3.1", "road", "natural_gas", 0.0022),
    co2("E.3.3", "waterway", "diesel", 3.0),
    co2("S2.1", "", "electricity", 0.5),
    co2("S2.1", "", "electricity", 9.9, year=2019),
]
CONVERSIONS = [
    {
        "factor_id": f"passenger_turnover.conversion.{mode}",
        "subject_code": "passenger_turnover",
        "property": "turnover_conversion",
        "sector_code": mode,
        "value_base": value,
        "unit_code": "fraction",
    }
    for mode, value in {"road": 0.1, "waterway": 0.33, "city_bus": 0.1}.items()
]


def test_commercial_transport_is_over_converted_turnover_of_the_same_modes(world: World) -> None:
    """Fuel and electricity of road and water; passengers of the road at a tenth, of boats at 0.33 of a tonne."""
    found = built(
        world,
        TURNOVER,
        core__factors=TRANSPORT_FACTORS,
        core__factor_values=CONVERSIONS,
    )
    row = one(found, "transport_co2_per_turnover", "road_waterway", grid=2020)
    tonnes = Decimal("3.1") * 1000 + Decimal("0.0022") * 10_000 + 50 * Decimal("0.5") + 3 * 30
    turnover = 85_000_000 + Decimal("0.1") * 20_000_000 + Decimal("0.33") * 1_000_000
    assert row["numerator"] == pytest.approx(tonnes * 1000)
    assert row["denominator"] == pytest.approx(turnover / 100)
    assert row["value"] == pytest.approx(tonnes * 1000 / (turnover / 100))
    assert (row["gas"], row["is_incomplete"]) == ("CO2", False)


def test_electricity_keeps_the_grid_factor_of_its_year(world: World) -> None:
    """The factor of the year itself may move, that of 2020 does not; without it there is no figure."""
    others = [
        row | {"gas": "CO2"} for row in TRANSPORT_FACTORS if row["category_code"] != "S2.1" or row["year"] != 2020
    ]
    row = one(
        built(world, TURNOVER, core__factors=others, core__factor_values=CONVERSIONS),
        "transport_co2_per_turnover",
        "road_waterway",
        grid=2020,
    )
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert "排放因子" in row["reason_zh"]


def test_nothing_of_a_fuel_needs_no_factor(world: World) -> None:
    figures = [
        figure("institution_floor_area", 10),
        figure("public_institution_energy", 0, "public_institutions", "raw_coal"),
    ]
    row = one(built(world, figures), "public_institution_co2_per_area")
    assert (row["value"], row["is_incomplete"]) == (0, True)
    assert row["reason_zh"] == "不全：公共机构能源消费量（县机关事务服务中心）"


def test_enteric_methane_is_that_of_the_same_animals(world: World) -> None:
    figures = [
        figure("livestock_stock_other_cattle", 600, "farm_large"),
        figure("livestock_stock_other_cattle", 400, "farm_household"),
        figure("livestock_stock_goats", 5000, "farm_household"),
        figure("meat_output_beef", 100),
    ]
    emissions = [
        {"category_code": "A.3", "gas": "CH4", "item_code": item, "sector_code": system, "emissions_t": tonnes}
        for item, system, tonnes in (
            ("livestock_stock_other_cattle", "farm_large", 30),
            ("livestock_stock_other_cattle", "farm_household", 20),
            ("livestock_stock_goats", "farm_household", 45),
            ("livestock_stock_pigs", "farm_large", 70),
        )
    ]
    others = [
        figure(f"livestock_stock_{kind}", 0, system)
        for kind in ("dairy_cattle", "buffalo")
        for system in ("farm_large", "farm_household")
    ]
    none = [
        {"category_code": "A.3", "gas": "CH4", "item_code": row["item_code"], "sector_code": row["sector_code"]}
        for row in others
    ]
    found = built(world, [*figures, *others], core__emissions=[*emissions, *none])
    assert one(found, "enteric_ch4_per_animal", "cattle")["value"] == 50
    assert one(found, "enteric_ch4_per_tonne", "cattle")["value"] == 500
    assert one(found, "enteric_ch4_per_animal", "ruminants")["notation_key"] == "NE"


def test_forest_stock_is_of_arbor_forest_and_beside_it_of_all_living_trees(world: World) -> None:
    found = built(world, [figure("forest_volume_arbor", 3_000_000), figure("forest_volume_living", 3_985_600)])
    assert one(found, "forest_stock", "arbor")["value"] == 300
    assert one(found, "forest_stock", "living")["value"] == Decimal("398.56")


def test_forest_cover_is_what_was_printed_and_without_that_forest_over_all_land(world: World) -> None:
    areas = [figure("forest_area", 60_000), figure("land_total", 200_000)]
    assert one(built(world, areas), "forest_cover")["value"] == 30
    assert one(built(world, [*areas, figure("forest_cover", Decimal("0.31"))]), "forest_cover")["value"] == 31
    assert one(built(world, areas[:1]), "forest_cover")["notation_key"] == "NE"


def test_a_ratio_that_was_printed_in_another_year_is_derived_in_those_in_which_it_was_not(world: World) -> None:
    areas = [figure("forest_area", 60_000), figure("land_total", 200_000)]
    before = figure("forest_cover", Decimal("0.29"), year=2019, observation_id="forest_cover/2019")
    assert one(built(world, [*areas, before]), "forest_cover")["value"] == 30


# -- what is missing


def test_a_missing_figure_names_the_department_that_holds_it(world: World) -> None:
    rows = built(world, []).values()
    assert {(row["value"], row["notation_key"]) for row in rows} == {(None, "NE")}
    departments = {table.department for table in load_printed_tables().values()}
    assert all(any(department in row["reason_zh"] for department in departments) for row in rows)


def test_a_figure_that_is_known_to_be_unknown_is_missing(world: World) -> None:
    figures = [figure("passenger_hubs", 10), figure("passenger_hubs_charging", None, value_status="not_available")]
    row = one(built(world, figures), "charging_hub_share")
    assert (row["notation_key"], row["reason_zh"]) == ("NE", "缺少有充（换）电设施的公路客运枢纽站（县交通运输局）")


def test_a_figure_that_lost_is_not_counted(world: World) -> None:
    figures = [figure("passenger_hubs", 10), figure("passenger_hubs_charging", 2, is_preferred=False)]
    assert one(built(world, figures), "charging_hub_share")["notation_key"] == "NE"


def test_a_share_of_nothing_does_not_apply(world: World) -> None:
    figures = [figure("institution_roof_new", 0), figure("institution_roof_new_solar", 0)]
    row = one(built(world, figures), "rooftop_solar_share")
    assert (row["value"], row["notation_key"], row["reason_zh"]) == (None, "NA", "分母为零")


# -- places


def test_each_county_year_and_basis_has_its_own_sides_in_each_scope_accounting_and_grid_year(world: World) -> None:
    """Of textiles by coal equivalent one fuel of three lacks; of public buildings one has no factor in its year.

    Cars stand on both sides, used waste in two indicators; wind need not be reported; some denominators are nothing.
    """
    branch, office = "industry_energy_by_branch", "public_institution_energy"
    fuels = ("raw_coal", "natural_gas", "electricity", "gasoline", "diesel")
    clinker, textile, public = "clinker_unit_energy", "textile_unit_energy", "public_institution_co2_per_area"
    # indicator, scope, accounting, grid year: parts of the numerator, which grows by place, and the denominator
    sides: dict[tuple[str, str, str, int], tuple[dict[str, list[int | None]], str, int]] = {
        (clinker, "net_of_waste_heat", "calorific", 0): (
            {"clinker_coal": [100], "clinker_electricity": [30], "clinker_waste_heat_power": [-10]}, "clinker_output", 2
        ),
        (clinker, "gross", "calorific", 0): ({"clinker_coal": [100], "clinker_electricity": [40]}, "clinker_output", 4),
        (textile, "", "coal_equivalent", 0): ({branch: [10, 20]}, "cloth_output", 5),
        (textile, "", "calorific", 0): ({branch: [8, 15, 5]}, "cloth_output", 0),
        (public, "", "", 0): ({office: [None, 20]}, "institution_floor_area", 0),
        (public, "", "", 2020): ({office: [1, 2, 3, 4, 5]}, "institution_floor_area", 3),
        ("conventional_car_share", "", "", 0): (
            {"vehicles": [80, 10, 5, 5], "vehicles_electric": [-20]}, "vehicles", 4,
        ),
        ("solid_waste_used", "", "", 0): ({"solid_waste_used": [7]}, "", 0),
        ("renewable_capacity", "hydro_wind_solar", "", 0): (
            {"power_capacity_hydro": [3], "power_capacity_solar": [4]}, "", 0,
        ),
    }  # fmt: skip
    places = {
        (OFFICIAL, QUXIAN, 2020): 1, (OFFICIAL, DAZHU, 2020): 2, (OFFICIAL, QUXIAN, 2019): 3, (SECOND, QUXIAN, 2020): 4,
    }  # fmt: skip
    names = ("basis_id", "region_code", "year")
    parts: list[Row] = []
    for place, n in places.items():
        for about, (items, below, amount) in sides.items():
            row = dict(zip(names, place, strict=True)) | {"coefficient_code": "none", "scale": 1}
            row |= dict(zip(("indicator_code", "scope", "accounting", "grid_factor_year"), about, strict=True))
            if below:
                parts.append(row | {"side": "denominator", "item_code": below, "contribution": amount})
            for item, amounts in items.items():
                parts += [
                    row
                    | {"side": "numerator", "item_code": item, "fuel_code": fuel}
                    | {"contribution": None if part is None else part * n}
                    for fuel, part in zip(fuels, amounts, strict=False)
                ]
    world.put("core/inventories", [dict(zip(names, place, strict=True)) for place in places])
    world.make("core/printed_tables")
    world.put("core/indicator_parts", parts, is_judged=False)
    world.compute("marts/county_indicators__departments")
    others = ("charging_hub_share", "solid_waste_use_share", "solid_waste_used", "conventional_car_share")
    asked = f"indicator_code in {(clinker, textile, public, *others)} or scope = 'hydro_wind_solar'"
    rows = world.rows("marts/county_indicators__departments", asked)
    columns = ("indicator_code", "scope", "accounting", "grid_factor_year", "gas", "is_headline", "title_zh", "value")
    columns += ("numerator", "denominator", "notation_key", "is_incomplete", "reason_zh")
    energy = "水泥熟料单位产品综合能耗"
    cloth, floor = "单位布产量综合能耗", "公共机构单位建筑面积二氧化碳排放"
    partly = "不全：规上工业分行业能源消费量（县统计局工业能源统计）"
    offices = "公共机构能源消费量（县机关事务服务中心）"
    hubs = "缺少公路客运枢纽站（县交通运输局）、有充（换）电设施的公路客运枢纽站（县交通运输局）"
    waste = "缺少" + "、".join(
        f"{item}（县生态环境局）"
        for item in ("一般工业固体废物产生量", "一般工业固体废物综合利用量", "综合利用往年贮存量")
    )
    for place, n in places.items():
        found = {tuple(row[c] for c in columns) for row in rows if tuple(row[name] for name in names) == place}
        zero = "分母为零"
        lacks = (None, None, 0, "NE", True, f"缺少折算系数或排放因子：{offices}；不全：{offices}")
        none = (None, None, None, "NE", False, hubs)
        burnt, gross = f"{energy}（扣除余热发电，当量值）", f"{energy}（不作扣除，当量值）"
        assert found == {
            (clinker, "net_of_waste_heat", "calorific", 0, "", True, burnt, 60 * n, 120 * n, 2, "", False, ""),
            (clinker, "gross", "calorific", 0, "", False, gross, 35 * n, 140 * n, 4, "", False, ""),
            (textile, "", "coal_equivalent", 0, "", True, f"{cloth}（等价值）", 6 * n, 30 * n, 5, "", True, partly),
            (textile, "", "calorific", 0, "", False, f"{cloth}（当量值）", None, 28 * n, 0, "NA", False, zero),
            (public, "", "", 0, "CO2", True, floor, *lacks),
            (public, "", "", 2020, "CO2", False, f"{floor}（2020年电网因子）", 5 * n, 15 * n, 3, "", False, ""),
            (
                "conventional_car_share",
                "",
                "",
                0,
                "",
                True,
                "传统燃油汽车占汽车保有量比重",
                20 * n,
                80 * n,
                4,
                "",
                True,
                "不全：民用车辆年末保有量（县公安局车辆管理所）",
            ),
            ("solid_waste_used", "", "", 0, "", True, "一般工业固体废物综合利用量", 7 * n, 7 * n, 1, "", False, ""),
            ("solid_waste_use_share", "", "", 0, "", True, "一般工业固体废物综合利用率", *none[:5], waste),
            (
                "renewable_capacity",
                "hydro_wind_solar",
                "",
                0,
                "",
                True,
                "发电装机容量（可再生能源）（水电、风电和太阳能发电）",
                7 * n,
                7 * n,
                1,
                "",
                False,
                "",
            ),
            ("charging_hub_share", "", "", 0, "", True, "有充（换）电设施的公路客运枢纽站占比", *none),
        }
    assert len(rows) == 11 * len(places)
    english = {row["title_en"] for row in rows if row["indicator_code"] == public}
    assert english == {f"CO2 of public institutions per floor area{year}" for year in ("", " (grid factor of 2020)")}
    rests: dict[str, list[tuple[str, str, int | None]]] = {
        f"{clinker}//net_of_waste_heat//calorific/0/": [
            ("numerator", "clinker_coal", 200),
            ("numerator", "clinker_electricity", 60),
            ("numerator", "clinker_waste_heat_power", -20),
            ("denominator", "clinker_output", 2),
        ],
        f"{public}/////0/CO2": [("denominator", "institution_floor_area", 0), ("missing", office, None)],
        "charging_hub_share/////0/": [("missing", "transport__operations", None)],
    }
    for row_id, parents in rests.items():
        told = world.parents("county_indicators", f"{OFFICIAL}/{DAZHU}/2020/{row_id}/false/0/0")
        made = [(row["role"], row["parent_id"], row["value_used"]) for row in told]
        assert len(made) == len(parents), row_id
        for role, item, value in parents:
            assert [value] == [each[2] for each in made if each[0] == role and f"/{item}/" in f"/{each[1]}/"]
        here = f"{OFFICIAL}/{DAZHU}/2020/"
        assert all(each[1].startswith((here, "transport__operations")) for each in made)
