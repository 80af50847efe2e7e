"""Example questions: they read published tables alone, find something, and answer alike whenever they are asked."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from assets.lists import FOLDERS
from assets.release import examples
from assets.release.examples import load_examples
from assets.statements import upstream_tables
from tests.assets.release.conftest import OFFICIAL, OTHER, Engine, Row, insert
from tests.conftest import BuiltRelease

NAMES = [example.name for example in load_examples()]


def test_there_are_questions_of_everyday() -> None:
    assert len(NAMES) >= 8


@pytest.mark.parametrize("example", load_examples(), ids=NAMES)
def test_a_question_reads_published_tables_and_is_asked_in_two_languages(example: examples.Example) -> None:
    read = {table.split(".")[0] for table in upstream_tables(example.sql)}
    assert "marts" in read
    assert read <= {"marts", *FOLDERS}
    assert any("一" <= character <= "鿿" for character in example.title_zh)
    assert example.title_en.isascii()


@pytest.mark.parametrize("name", NAMES)
def test_a_question_has_an_answer_that_is_always_the_same(name: str, sample_2025: BuiltRelease) -> None:
    (comment,) = sample_2025.rows("select comment from duckdb_views() where view_name = $name", name=name)
    (example,) = (example for example in load_examples() if example.name == name)
    assert comment["comment"] == f"{example.title_zh} | {example.title_en}"
    if name == "largest_sources":  # walks all lineage of a year; its order is that of its whole rows
        assert len(sample_2025.rows(f"from examples.{name} limit 1")) == 1
        return
    answer = sample_2025.rows(f"from examples.{name}")
    assert answer
    assert sample_2025.rows(f"from examples.{name}") == answer


def test_answers_are_those_of_the_tables(sample_2025: BuiltRelease) -> None:
    """By hand from the marts: shares of the parts, the total of another basis, a missed target."""
    (mix,) = sample_2025.rows("from examples.fuel_mix_by_year where year = 2024")
    parts = [mix[name] or 0 for name in ("coal_pct", "oil_pct", "gas_pct", "other_pct", "non_fossil_pct")]
    assert abs(sum(parts) + mix["net_inflow_pct"] - 100) <= Decimal("0.3")
    assert (
        sample_2025.rows("from examples.bases_compared where basis_id = official_basis_id and difference_pct != 0")
        == []
    )
    behind = sample_2025.rows("select distinct title_zh, verdict_zh from examples.targets_behind order by all")
    assert {"title_zh": "森林蓄积量2025年", "verdict_zh": "未完成"} in behind
    (coal,) = sample_2025.rows("from examples.coal_share where year = 2024")
    assert (str(coal["share_pct"]), str(coal["share_by_heat_pct"])) == ("84.7", "75.5")


def test_a_question_without_its_titles_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.sql"
    path.write_text("-- title_zh: 什么？\nselect 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match="title_en"):
        examples._load(path)


# -- answers by hand, from few rows

HERE: Row = {"region_code": "511725", "year": 2024}
OFFICIAL_HERE: Row = {"basis_id": OFFICIAL, **HERE}


def answer(engine: Engine, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the answer to a question, in its order; of 2025 too little has come, and no figure counts."""
    progress = "select * replace (2025 as year, false as is_headline) from marts.year_progress where year = 2024"
    engine.execute(f"insert into marts.year_progress {progress}")
    (example,) = (example for example in load_examples() if example.name == name)
    cursor = engine.execute(example.sql)
    places = [[column[0] for column in cursor.description or ()].index(column) for column in columns]
    return [tuple(row[place] for place in places) for row in cursor.fetchall()]


def test_a_basis_is_compared_with_the_official_one_in_percent_of_it(full: Engine) -> None:
    """6,620 t of methane × 7 less, 221.5 t of nitrous oxide × 45 more: −36,372.5 of 5,048,863.5 t, −0.7 %."""
    full.execute(
        "insert into marts.provincial_summary select * replace ('511702' as region_code, 2 * emissions_tco2e as "
        "emissions_tco2e) from marts.provincial_summary where basis_id = $1",
        [OFFICIAL],
    )
    columns = ("region_code", "year", "basis_id", "emissions_tco2e", "official_basis_id", "difference_pct")
    told = answer(full, "bases_compared", *columns)
    assert {row[5] for row in told if row[0] == "511702"} == {0}
    rows = [row[1:] for row in told if row[0] == "511725"]
    assert rows[-2:] == [
        (2024, OTHER, 5_012_491, OFFICIAL, -0.7),
        (2024, OFFICIAL, Decimal("5048863.5"), OFFICIAL, 0),
    ]
    assert [year for year, *_ in rows] == sorted(2005 + number // 2 for number in range(40))


def test_sectors_are_shares_of_the_total_with_land_use(full: Engine) -> None:
    """Of 5,048,863.5 t: cement 685,000 t are 13.6 %, forests −226,000 t −4.5 %."""
    full.execute(
        "insert into marts.sector_summary select * replace ('511702' as region_code, 2 * emissions_tco2e as "
        "emissions_tco2e) from marts.sector_summary where basis_id = $1",
        [OFFICIAL],
    )
    told = answer(full, "emissions_by_sector", "year", "sector_zh", "emissions_tco2e", "share_pct")
    assert len(told) == 2 * 20 * 7
    found = {tonnes: share for year, _, tonnes, share in told if year == 2024}
    assert (found[685_000], found[-226_000], found[Decimal("5048863.5")]) == (13.6, -4.5, 100)
    assert told[-1][1].startswith("总量（包括")


def test_contradictions_stand_by_their_size_those_beyond_the_limit_first(full: Engine) -> None:
    check = HERE | {"first_amount": 1, "second_amount": 1, "unit_code": "t", "check_code": "x"}
    place = {
        "first_file": "甲.xlsx",
        "first_cell": "B2",
        "second_file": "乙.xlsx",
        "second_sheet": "二",
        "second_cell": "C3",
    }
    for percent, is_within in ((-1, True), (3, True), (-7, False), (6, False), (0, False)):
        row = check | place | {"difference_pct": Decimal(percent), "is_within_limit": is_within}
        insert(full, "marts.cross_checks", [row | {"fuel_code": f"{percent}"}])
    found = answer(full, "contradictions", "difference_pct", "first_place", "second_place")
    assert [row[0] for row in found] == [-7, 6, 3, -2, -1]  # −2 is the diesel of the release
    assert found[0][1:] == ("甲.xlsx B2", "乙.xlsx 二 C3")


def test_the_weakest_evidence_of_the_latest_year_stands_first(full: Engine) -> None:
    full.execute(
        "update marts.county_inventory set recalled_tco2e = 7, original_tco2e = 2, secondary_tco2e = 4 "
        "where category_code = 'A.1' and gas = 'CH4'"
    )
    full.execute("update marts.county_inventory set recalled_tco2e = 9 where category_code = 'E.4'")
    full.execute(
        "insert into marts.county_inventory select * replace ('N2O' as gas, 5 as emissions_tco2e, 1 as recalled_tco2e) "
        "from marts.county_inventory where category_code = 'A.1'"
    )
    columns = ("original_tco2e", "secondary_tco2e", "recalled_tco2e")
    found = answer(full, "evidence", "year", "category_code", "emissions_tco2e", *columns)
    assert {year for year, *_ in found} == {2024}
    # rice emits 6,620 t × 28
    assert [row[1:] for row in found[:2]] == [("E.4", 35_200, 0, 0, 9), ("A.1", 185_365, 4, 8, 8)]
    counted = [code for _, code, *_ in found]
    assert counted[2:] == ["A.2", "E.1.1", "E.2", "E.3.1", "E.5", "L.1", "P.1"]  # neither gaps nor memo items


def test_what_energy_consists_of_stands_in_one_row_a_year(full: Engine) -> None:
    shares = {"total": "100", "coal": "84.66", "oil": "5.55", "gas": "4.44", "other": "3.33"}
    shares |= {"non_fossil_electricity": "7.77", "net_inflow": "-5.75"}
    usual: Row = HERE | {"calorific_tce": Decimal(2), "calorific_share_pct": Decimal(1)}
    rows = [
        usual
        | {"part_code": part, "is_incomplete": part == "oil", "coal_equivalent_share_pct": Decimal(share)}
        | {"coal_equivalent_tce": Decimal(1000 if part == "total" else 10)}
        for part, share in shares.items()
    ]
    insert(full, "marts.fuel_mix", [*rows, *(row | {"year": 2023, "is_incomplete": False} for row in rows)])
    names = ("coal_pct", "oil_pct", "gas_pct", "other_pct", "non_fossil_pct", "net_inflow_pct")
    found = answer(full, "fuel_mix_by_year", "year", "consumption_tce", *names, "is_incomplete")
    percents = [Decimal(text) for text in ("84.7", "5.6", "4.4", "3.3", "7.8", "-5.8")]
    assert found == [(2023, 1000, *percents, False), (2024, 1000, *percents, True)]


def test_the_share_of_coal_stands_beside_its_tonnes_of_the_same_year(full: Engine) -> None:
    part = HERE | {"coal_equivalent_share_pct": Decimal("84.66"), "calorific_share_pct": Decimal("75.44")}
    mix = [
        part | {"part_code": code, "year": year, "coal_equivalent_tce": Decimal(tce), "calorific_tce": Decimal(1)}
        for year in (2024, 2023)
        for code, tce in (("coal", 847), ("total", 1000), ("oil", 50))
    ]
    theirs = [row | {"region_code": "511702", "coal_equivalent_tce": Decimal(5)} for row in mix]
    insert(full, "marts.fuel_mix", mix + theirs)
    use: Row = OFFICIAL_HERE | {"indicator_code": "coal_use", "scope": "all", "notation_key": "", "error_key": "NA"}
    others: list[Row] = [{"scope": "industry"}, {"base_year": 2020}, {"indicator_code": "oil_use"}, {"basis_id": OTHER}]
    others += [{"region_code": "511702"}]
    rows = [use | other | {"value": Decimal(99)} for other in others]
    insert(full, "marts.county_indicators", [use | {"value": Decimal(123)}, *rows])
    columns = ("year", "coal_tce", "consumption_tce", "share_pct", "share_by_heat_pct", "coal_t")
    percents = (Decimal("84.7"), Decimal("75.4"))
    assert answer(full, "coal_share", "region_code", *columns) == [
        ("511702", 2023, 5, 5, *percents, None),
        ("511702", 2024, 5, 5, *percents, 99),
        ("511725", 2023, 847, 1000, *percents, None),
        ("511725", 2024, 847, 1000, *percents, 123),
    ]


def test_intensity_is_told_since_each_base_year_before_the_year_at_the_prices_in_force(full: Engine) -> None:
    full.execute("delete from marts.county_indicators")
    level: Row = OFFICIAL_HERE | {"indicator_code": "co2_per_gdp", "is_headline": True, "price_base_year": 2020}
    level |= {"caliber": "energy", "error_key": "NA", "value": Decimal("0.69"), "unit_zh": "吨/万元"}
    change = level | {"is_headline": False, "value": Decimal("-20.04")}
    rows: list[Row] = [level, level | {"year": 2020}]
    rows += [change | {"base_year": base} for base in (2020, 2015)]
    rows += [change | {"year": 2020, "base_year": 2020}]  # since itself
    rows += [
        change | {"base_year": 2020, "price_base_year": 2015},
        change | {"base_year": 2020, "caliber": "fuel_only"},
    ]
    rows += [level | {"is_headline": False, "caliber": "fuel_only"}]
    rows += [row | {"indicator_code": "energy_per_gdp"} for row in (level, change | {"base_year": 2015})]
    apart: list[Row] = [{name: "x"} for name in ("method", "scope", "accounting", "gas", "region_code")]
    apart += [{"is_with_lulucf": True}, {"grid_factor_year": 2020}]
    rows += [change | {"base_year": 2020} | about for about in apart]
    insert(full, "marts.county_indicators", [row | {"numerator": 1, "denominator": 1} for row in rows])
    columns = ("year", "base_year", "price_base_year", "co2_per_gdp", "change_pct")
    assert answer(full, "intensity_since_base_year", *columns) == [
        (2024, base, 2020, Decimal("0.69"), Decimal("-20.0")) for base in (2015, 2020)
    ]


def test_the_ten_largest_sources_of_the_latest_year_are_named_with_their_cells(full: Engine) -> None:
    """Of 2024 eight cells emit and count; three more by hand, of which the smallest is the eleventh."""
    for gas, tonnes in (("HFC-23", 4_000_000), ("SF6", 35_200), ("CF4", 2)):
        full.execute(
            "insert into marts.county_inventory select * replace ($1 as gas, $2 as emissions_tco2e) "
            "from marts.county_inventory where category_code = 'E.4' and gas = 'CO2'",
            [gas, tonnes],
        )
    full.execute(
        "update marts.county_inventory set emissions_tco2e = 685000 where category_code = 'E.3.1';"  # as much as P.1
        "update marts.county_inventory set emissions_tco2e = 9e6 where category_code = 'S2.1'"  # counts in no total
    )
    for table in ("county_inventory", "year_progress"):
        full.execute(f"insert into marts.{table} select * replace ('511702' as region_code) from marts.{table}")
    cells = full.execute(
        "select concat_ws('/', basis_id, region_code, year, category_code, gas), category_code "
        "from marts.county_inventory"
    ).fetchall()
    trace: Row = {"published_table": "county_inventory", "end_table": "core.observations", "way_key": "NA"}
    rows = [trace | {"published_id": cell, "sheet": code, "cell": at} for cell, code in cells for at in ("B2", "A1")]
    others: list[Row] = [{"end_table": "core.factor_values"}, {"published_table": "form_cells"}]
    rows += [row | other | {"cell": "Z9"} for row in rows for other in others]
    insert(full, "marts.inventory_trace", rows)
    found = answer(full, "largest_sources", "region_code", "year", "place", "category_code", "gas", "sheet", "cell")
    largest = ["E.4 HFC-23", "E.1.1 CO2", "E.2 CO2", "E.3.1 CO2", "P.1 CO2", "A.1 CH4", "E.5 CO2", "A.2 N2O"]
    largest += ["E.4 CO2", "E.4 SF6"]  # as much: by its gas
    assert found == [
        (region, 2024, place, *source.split(), source.split()[0], cell)
        for region in ("511702", "511725")
        for place, source in enumerate(largest, 1)
        for cell in ("A1", "B2")
    ]


def test_what_is_missing_is_that_of_the_latest_year_and_no_other_key(full: Engine) -> None:
    full.execute("delete from marts.completeness")
    gap: Row = OFFICIAL_HERE | {"department_zh": "县统计局", "category_code": "E.2", "notation_key": "NE", "gas": "CO2"}
    gap |= {"fuel_code": "raw_coal", "sector_code": "industry", "reason_code": "no_activity_data"}
    others: list[Row] = [{"year": 2023}, {"notation_key": "NA"}, {"notation_key": ""}, {"basis_id": OTHER}]
    rows = [gap, gap | {"gas": "CH4"}, gap | {"fuel_code": "", "sector_code": "", "gas": "N2O"}]
    insert(full, "marts.completeness", [*rows, *(gap | {"category_code": "E.9"} | other for other in others)])
    columns = ("year", "category_code", "gases", "item_zh", "fuel_zh", "sector_zh")
    assert answer(full, "missing_data", *columns) == [
        (2024, "E.2", "CH4 CO2", "", "原煤", "工业"),
        (2024, "E.2", "N2O", "", "", ""),
    ]


def test_what_each_of_the_people_emits_is_told_of_all_gases_and_no_change(full: Engine) -> None:
    full.execute("delete from marts.county_indicators")
    keys = dict.fromkeys(("resident_key", "mean_resident_key"), "") | {
        "urban_resident_key": "NE",
        "registered_key": "NE",
    }
    people = HERE | keys | {"resident_persons": 900_000, "mean_resident_persons": 905_000}
    insert(full, "marts.population", [people | {"urban_share_pct": Decimal("46.66"), "urban_share_key": ""}])
    each: Row = OFFICIAL_HERE | {"indicator_code": "ghg_per_resident", "error_key": "NA", "value": Decimal(5)}
    others: list[Row] = [{"gas": "CH4"}, {"base_year": 2020}, {"indicator_code": "co2_per_resident"}, {"year": 2023}]
    rows = [each | {"title_zh": title} for title in ("含", "不含")] + [each | other for other in others]
    insert(full, "marts.county_indicators", [row | {"numerator": 1, "denominator": 1} for row in rows])
    columns = ("year", "resident_persons", "mean_resident_persons", "urban_share_pct", "title_zh", "value")
    assert answer(full, "per_head", *columns) == [
        (2024, 900_000, 905_000, Decimal("46.7"), title, 5) for title in ("不含", "含")
    ]


def test_goals_that_are_missed_or_off_track_stand_under_their_first_reading(full: Engine) -> None:
    keys = ("error_key", "required_key", "achieved_key", "announced_key", "value_key", "distance_key", "threshold_key")
    goal: Row = OFFICIAL_HERE | dict.fromkeys(keys, "NE") | {"role": "goal", "is_headline": True, "verdict": "missed"}
    others: list[Row] = [
        *({"verdict": verdict} for verdict in ("met", "on_track", "at_risk", "not_yet_decidable")),
        *({"is_headline": False}, {"role": "control"}, {"year": 2023}, {"basis_id": OTHER}),
    ]
    rows = [goal | {"target_id": name, "line_number": line} for name, line in (("c", 3), ("a", 1), ("b", 1))]
    rows += [goal | {"target_id": "d", "line_number": 0, "verdict": "off_track"}]
    insert(full, "marts.target_status", rows + [goal | {"target_id": "x"} | other for other in others])
    found = answer(full, "targets_behind", "year", "line_number", "verdict_zh")
    assert found == [(2024, 1, "未完成"), (2024, 1, "未完成"), (2024, 3, "未完成"), (2024, 0, "偏离")]
