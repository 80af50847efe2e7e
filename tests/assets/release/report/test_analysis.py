"""Reasons, peak, outlook and budgets in the report: what the marts say, and why where there is nothing."""

from pathlib import Path
from typing import Any

from assets.release import report
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
