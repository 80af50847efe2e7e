"""Reasons, peak, outlook and budgets in the report: what the marts say, and why where there is nothing."""

from pathlib import Path
from typing import Any

from assets.release import figures, report
from assets.release.figures import Region
from assets.release.report import analysis
from tests.assets.release.conftest import OFFICIAL, OTHER, Engine, insert
from tests.conftest import BuiltRelease


def page_of(sample: BuiltRelease) -> str:
    return Path(sample.folder, "restricted", "report.html").read_text(encoding="utf-8")


def test_the_report_says_what_the_marts_say(sample: BuiltRelease) -> None:
    page = page_of(sample)
    latest = "year = (select max(year) from marts.decomposition)"
    told = sample.rows(
        "select reason_zh from marts.decomposition_official where effect_code = 'total' and caliber = 'energy' "
        f"and {latest} union all select reason_zh from marts.peak_status_official "
        "union all select reason_zh from marts.outlook_official"
    )
    assert told
    assert [row["reason_zh"] for row in told if row["reason_zh"] not in page] == []


def test_every_unit_has_its_budget(sample: BuiltRelease) -> None:
    page = page_of(sample)
    units = sample.rows("select distinct unit_title_zh from marts.management_split")
    assert all(row["unit_title_zh"] in page for row in units)
    assert "没有单位上报执行数" in page


def test_without_analysis_the_chapter_says_so(full: Any) -> None:
    page = report.render(full).decode()
    assert "没有变化可以分解" in page
    assert "没有目标期内的年份，没有分解" in page


HERE = {"basis_id": OFFICIAL, "region_code": "511725", "notation_key": "NE", "ratio_key": "NE"}


def region_of(engine: Engine) -> Region:
    (region,) = figures.reported_regions(engine)
    return region


def test_reasons_are_of_the_latest_year_in_the_order_of_the_list_the_year_before_the_plan_period(full: Engine) -> None:
    spans = [("plan_period", 2020, 2024), ("year", 2023, 2024), ("year", 2022, 2023)]
    common = HERE | {"caliber": "energy"}
    rows = [
        common | {"span": span, "from_year": first, "year": last, "effect_code": effect}
        for span, first, last in spans
        for effect in ("total", "intensity", "population")
    ]
    others: list[dict[str, object]] = [{"basis_id": OTHER}, {"region_code": "511702"}, {"caliber": "fuel_only"}]
    insert(full, "marts.decomposition", rows + [rows[0] | other for other in others])
    found = analysis.reasons(full, region_of(full))
    assert [row["from_year"] for row in found] == [2023, 2020]
    for reason in found:
        assert [row["effect_code"] for row in reason["effects"]] == ["population", "intensity", "total"]
        assert reason["total"]["effect_code"] == "total"


def test_plan_periods_of_all_energy_by_the_factor_of_each_year_are_told_the_last_one_first(full: Engine) -> None:
    told = HERE | {"caliber": "energy", "scope": "gross", "span": "plan_period", "elasticity_key": "NE"}
    others: list[dict[str, object]] = [
        {"region_code": "511702"},
        {"caliber": "fuel_only"},
        {"scope": "outside_power"},
        {"grid_factor_year": 2020},
        {"span": "year"},
    ]
    del told["ratio_key"]
    rows = [told | {"from_year": first, "year": last} for first, last in ((2015, 2020), (2020, 2024))]
    insert(full, "marts.decoupling", rows + [rows[0] | {"year": 2023} | other for other in others])
    assert [row["year"] for row in analysis.decoupling(full, region_of(full))] == [2024, 2020]


def test_peaks_stand_by_caliber_scope_and_held_factor(full: Engine) -> None:
    series = [
        ("energy", "gross", 0),
        ("energy", "gross", 2020),
        ("energy", "outside_power", 0),
        ("fuel_only", "gross", 0),
    ]
    peak = {"basis_id": OFFICIAL, "region_code": "511725", "notation_key": "NE", "trend_key": "NE"}
    rows = [
        peak | {"caliber": caliber, "scope": scope, "grid_factor_year": year} for caliber, scope, year in series[::-1]
    ]
    insert(full, "marts.peak_status", [*rows, rows[0] | {"region_code": "511702"}])
    found = analysis.peaks(full, region_of(full))
    assert [(row["caliber"], row["scope"], row["grid_factor_year"]) for row in found] == series


def test_scenarios_stand_in_the_order_of_their_list_each_to_its_last_year(full: Engine) -> None:
    scenario = {"basis_id": OFFICIAL, "region_code": "511725", "notation_key": "NE", "band_key": "NE"}
    rows = [
        scenario | {"scenario_code": code, "scenario_title_zh": code, "year": year}
        for code in ("combined", "plan", "trend")
        for year in (2030, 2025, 2026)
    ]
    insert(full, "marts.outlook", [*rows, rows[0] | {"region_code": "511702"}])
    found = analysis.outlook(full, region_of(full))
    assert [scenario["title"] for scenario in found] == ["trend", "plan", "combined"]
    for each in found:
        assert [row["year"] for row in each["years"]] == [2025, 2026, 2030]
        assert each["last"]["year"] == 2030


def test_budgets_are_those_of_the_last_year_the_county_before_its_parts(full: Engine) -> None:
    keys = dict.fromkeys(("notation_key", "driver_key", "share_key", "executed_key"), "NE")
    budget = {"basis_id": OFFICIAL, "region_code": "511725"} | keys
    rows = [
        budget | {"year": year, "split_code": split, "unit_code": f"unit_{number}", "line_number": number}
        for year in (2025, 2024)
        for split in ("departments", "territory")
        for number in (1, 0)
    ]
    insert(full, "marts.management_split", [*rows, rows[0] | {"region_code": "511702", "year": 2026}])
    found = analysis.budgets(full, region_of(full))
    assert [(row["year"], row["split_code"], row["line_number"]) for row in found] == [
        (2025, "territory", 0),
        (2025, "territory", 1),
        (2025, "departments", 0),
        (2025, "departments", 1),
    ]
