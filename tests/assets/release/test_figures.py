"""What report and workbook read of a region: which rows, in which order, once each, in Chinese."""

import re
from decimal import Decimal
from typing import Any

from assets.release import figures
from assets.release.figures import Region
from schemas.codes import read_codes
from schemas.vocabulary import EDITIONS
from tests.assets.release.conftest import OFFICIAL, OTHER, Engine, Row, insert

HERE: Row = {"basis_id": OFFICIAL, "region_code": "511725"}


def region_of(engine: Engine) -> Region:
    (region,) = figures.reported_regions(engine)
    return region


def test_each_basis_is_told_in_chinese_with_its_latest_total_the_official_one_first(full: Engine) -> None:
    full.execute("update core.bases set fallback_edition = 'provincial_2011 ipcc_2006' where is_official")
    found = figures.bases(full, region_of(full))
    assert [(row["basis_id"], row["emissions_tco2e"]) for row in found] == [
        (OFFICIAL, Decimal("5048863.5")),
        (OTHER, 5_012_491),
    ]
    for row in found:
        for name in ("edition_zh", "gwp_zh", "grid_zh", "years_zh", "export_zh", "electricity_zh", "waste_zh"):
            assert re.search("[一-鿿]", row[name]), name
    editions = "，其次".join(EDITIONS[edition][0] for edition in ("provincial_2011", "ipcc_2006"))
    assert [row["fallback_zh"] for row in found] == [editions, "无"]


def test_parts_stand_in_the_order_of_their_list_or_of_their_codes_years_in_order(full: Engine) -> None:
    listed = [row["part_code"] for row in read_codes("breakdown_parts") if row["breakdown_code"] == "trend_part"]
    parts = figures.shares(full, region_of(full), "trend_part")
    assert list(parts) == [code for code in listed if code in parts]
    assert len(parts) > 3
    categories = figures.shares(full, region_of(full), "category")
    assert list(categories) == sorted(categories)
    assert list(categories["E.1.1"]) == list(range(2005, 2025))


def test_changes_are_on_the_year_before_and_then_since_the_first(full: Engine) -> None:
    assert [row["earlier_year"] for row in figures.yearly_changes(full, region_of(full))] == [2023, 2005]


def test_key_indicators_stand_without_and_then_with_land_use_years_in_order(full: Engine) -> None:
    found = figures.key_indicators(full, region_of(full))
    assert [series[0]["is_with_lulucf"] for series in found] == [False, True] * 3
    assert all([row["year"] for row in series] == list(range(2005, 2025)) for series in found)


def test_gaps_stand_by_department_category_key_and_reason_each_with_its_years_and_gases_once(full: Engine) -> None:
    full.execute("delete from marts.completeness")
    gap: Row = HERE | {"notation_key": "NE", "reason_code": "no_activity_data", "category_title_zh": "x"}

    def of(department: str, category: str, gas: str = "CO2", year: int = 2024, **about: object) -> Row:
        return gap | {"department_zh": department, "category_code": category, "gas": gas, "year": year} | about

    rows = [of("乙局", "E.2"), of("丙局", "A.1", reason_code="not_yet_computed"), of("丙局", "A.1"), of("丙局", "E.1")]
    rows += [of("丙局", "A.1", "CH4"), of("丙局", "A.1", year=2023), of("丙局", "A.1", "CH4", 2023)]
    rows += [of("丁局", "E.1", sector_code="industry"), of("丁局", "E.1", fuel_code="raw_coal")]
    insert(full, "marts.completeness", [*rows, rows[0] | {"basis_id": OTHER, "category_code": "E.9"}])
    found = figures.gaps(full, region_of(full))
    assert [(row["department_zh"], row["category_code"], row["reason_code"]) for row in found] == [
        ("丁局", "E.1", "no_activity_data"),
        ("丙局", "A.1", "no_activity_data"),
        ("丙局", "A.1", "not_yet_computed"),
        ("丙局", "E.1", "no_activity_data"),
        ("乙局", "E.2", "no_activity_data"),
    ]
    assert [(row["gases"], row["years"], row["objects"]) for row in found[:3]] == [
        (["CO2"], [2024], ["原煤", "工业"]),
        (["CH4", "CO2"], [2023, 2024], []),
        (["CO2"], [2024], []),
    ]


def test_missing_deliveries_stand_by_department_and_table_with_their_years(full: Engine) -> None:
    full.execute("delete from core.deliveries")
    due: Row = {"region_code": "511725", "status": "missing"}
    rows = [
        due | {"department_zh": department, "table_name": table, "year": year}
        for department, table in (("乙局", "b"), ("丙局", "c"), ("丙局", "a"))
        for year in (2024, 2020)
    ]
    others: list[Row] = [{"status": "delivered"}, {"region_code": "511702"}]
    insert(full, "core.deliveries", rows + [rows[0] | {"year": 2010} | other for other in others])
    found = figures.missing_deliveries(full, region_of(full))
    assert [(row["department_zh"], row["table_name"], row["years"]) for row in found] == [
        ("丙局", "a", [2020, 2024]),
        ("丙局", "c", [2020, 2024]),
        ("乙局", "b", [2020, 2024]),
    ]


def test_checks_stand_by_severity_table_rule_subject_and_place(full: Engine) -> None:
    full.execute("delete from marts.check_results")
    names = ("severity", "table_name", "rule_code", "subject", "place_number")
    keys: list[tuple[Any, ...]] = [
        ("block", "z", "E-Z", "z", 9),
        ("hold", "a", "E-A", "a", 1),
        ("hold", "a", "E-A", "a", 2),
    ]
    keys += [
        ("hold", "a", "E-A", "b", 1),
        ("hold", "a", "E-B", "a", 1),
        ("hold", "b", "E-A", "a", 1),
        ("note", "a", "E-A", "a", 1),
    ]
    outcomes = ("passed", "held", "confirmed", "assumed", "noted", "held", "noted")
    rows = [dict(zip(names, key, strict=True)) | {"outcome": said} for key, said in zip(keys, outcomes, strict=True)]
    insert(full, "marts.check_results", rows[::-1])
    assert [tuple(row[name] for name in names) for row in figures.checks(full)] == keys
    for told, outcome in (
        (figures.held_places, "held"),
        (figures.confirmed_places, "confirmed"),
        (figures.assumed_places, "assumed"),
    ):
        expected = [key for key, said in zip(keys, outcomes, strict=True) if said == outcome]
        assert [tuple(row[name] for name in names) for row in told(full)] == expected


def test_categories_with_factors_of_other_years_name_each_year_once(full: Engine) -> None:
    full.execute("update marts.county_inventory set factor_years = '2018' where category_code = 'E.2' and year > 2022")
    full.execute(
        "update marts.county_inventory set factor_years = '2019' where category_code = 'E.1.1' and year = 2024"
    )
    full.execute(
        "insert into marts.county_inventory select * replace ('CH4' as gas) from marts.county_inventory "
        "where category_code = 'E.2'"
    )
    found = figures.other_years(full, region_of(full))
    assert [(row["category_code"], row["factor_years"], row["years"]) for row in found] == [
        ("E.1.1", "2019", [2024]),
        ("E.2", "2018", [2023, 2024]),
    ]


def test_a_document_names_the_categories_that_it_stands_behind_in_order(full: Engine) -> None:
    full.execute("delete from marts.category_sources")
    use: Row = HERE | {"year": 2024, "end_table": "core.factor_values", "evidence": "original", "is_used": True}
    rows = [
        use | {"category_code": code, "end_id": end, "source_title": title}
        for code, end, title in (("E.2", "a", "甲"), ("A.1", "b", "甲"), ("A.1", "a", "甲"), ("P.1", "c", "乙"))
    ]
    rows += [
        rows[0] | {"evidence": "recalled", "source_title": "丙"},
        rows[0] | {"is_used": False, "source_title": "丁"},
    ]
    insert(full, "marts.category_sources", rows)
    found = figures.factor_sources(full, region_of(full), 2024)
    assert [(row["source_title"], row["categories"], len(row["of"])) for row in found] == [
        ("丙", ["工业和建筑业"], 1),
        ("乙", ["水泥生产"], 1),
        ("甲", sorted(["工业和建筑业", "稻田"]), 2),
    ]


def test_steps_between_views_stand_by_category_and_gas(full: Engine) -> None:
    for gas in ("N2O", "CH4"):
        full.execute(
            "insert into marts.view_bridge select * replace ('A.1' as category_code, $1 as gas) "
            "from marts.view_bridge where category_code = 'L.1'",
            [gas],
        )
    found = figures.bridge_details(full, region_of(full), 2024)
    assert [(row["step_code"], row["category_code"], row["gas"]) for row in found] == [
        ("start", "", ""),
        ("lulucf_excluded", "A.1", "CH4"),
        ("lulucf_excluded", "A.1", "N2O"),
        ("lulucf_excluded", "L.1", "CO2"),
        ("end", "", ""),
    ]
