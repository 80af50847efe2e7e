"""The report: whole without anything else, true to the tables, honest about what it is."""

import re
from decimal import Decimal
from typing import Any

import pytest

from assets.release import figures, report
from assets.release.figures import reported_regions
from schemas.contract import load_contract
from schemas.forms import read_form

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=y>"


def test_the_page_is_well_formed_and_needs_nothing_else(any_release: Any, read_page: Any) -> None:
    content = report.render(any_release)
    page = read_page(content)
    assert not {"script", "link", "img", "iframe", "object"} & page.tags
    assert page.addresses == []
    assert not re.search(rb"https?:|//[a-z]|url\(|@import", content)


def test_the_fixtures_satisfy_the_contracts(any_release: Any) -> None:
    tables = any_release.execute(
        """
        select table_schema, table_name from information_schema.tables
        where table_schema in ('core', 'marts') and not ends_with(table_name, '_official')
        """
    ).fetchall()
    for layer, table in tables:
        contract, relation = load_contract(layer, table), f"{layer}.{table}"
        for sql in (contract.violations_sql(relation), contract.duplicates_sql(relation)):
            assert any_release.execute(sql).fetchall() == [], relation
        for check in contract.checks:
            assert any_release.execute(check.sql).fetchall() == [], check.title_zh


def test_the_page_is_the_same_on_every_run(full: Any) -> None:
    assert report.render(full) == report.render(full)


def test_hostile_text_is_shown_and_not_obeyed(full: Any, read_page: Any) -> None:
    for table, column in (
        ("core.regions", "name_zh"),
        ("core.bases", "title_zh"),
        ("core.categories", "title_zh"),
        ("core.deliveries", "department_zh"),
        ("core.factor_values", "source_title"),
        ("marts.check_results", "places"),
        ("marts.completeness", "category_title_zh"),
        ("marts.completeness", "department_zh"),
        ("marts.county_indicators", "title_zh"),
        ("marts.county_inventory", "category_title_zh"),
        ("marts.cross_checks", "title_zh"),
        ("marts.energy_balance", "row_title_zh"),
        ("marts.energy_by_sector", "row_title_zh"),
        ("marts.energy_by_industry", "sector_title_zh"),
        ("marts.provincial_summary", "line_title_zh"),
        ("marts.view_bridge", "step_title_zh"),
    ):
        full.execute(f"update {table} set {column} = $1", [HOSTILE])
    content = report.render(full)
    page = read_page(content)
    assert not {"script", "img"} & page.tags
    assert page.text.count(HOSTILE) > 10
    assert b"<script" not in content
    assert b"onerror=y>" not in content


def printed(tonnes: Decimal | None, key: str, per: int) -> str:
    return key if tonnes is None else f"{tonnes / per:,.2f}".replace("-", "−")


def test_the_summary_table_shows_the_numbers_of_the_mart(any_release: Any, read_page: Any) -> None:
    page = read_page(report.render(any_release))
    (region,) = reported_regions(any_release)
    form = figures.form_lines(any_release, "provincial_summary", region, region.latest)
    rows = page.table_headed("排放源与吸收汇种类")
    assert len(rows) == len(form) == len(read_form("provincial_lines"))
    for row, line in zip(rows, form, strict=True):
        assert line["line_title_zh"] in row[0]
        assert row[0].endswith("*") == line["is_incomplete"]
        assert row[1:] == [
            printed(line[amount], line[key], 10_000 if unit.startswith("万吨") else 1)
            for amount, key, _, unit, _ in figures.FORM_GASES
        ]


def test_the_trend_table_shows_every_year(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    totals = dict(
        full.execute(
            "select year, emissions_tco2e from marts.provincial_summary_official where line_code = 'total'"
        ).fetchall()
    )
    rows = page.table_headed("年份", "能源工业")
    assert {int(row[0]): row[-1] for row in rows} == {
        year: printed(total, "", 10_000) + "*" for year, total in totals.items()
    }


def test_the_headline_gives_total_and_changes(full: Any, read_page: Any) -> None:
    text = read_page(report.render(full)).text
    (region,) = reported_regions(full)
    totals = {year: row["emissions_tco2e"] for year, row in figures.line_series(full, region)["total"].items()}
    assert f"2024年温室气体总排放{printed(totals[2024], '', 10_000)}" in text
    for year in (2023, 2005):
        change = totals[2024] - totals[year]
        pct, wan = 100 * change / totals[year], change / 10_000
        assert wan > 0
        assert f"比{year}年{pct:+.1f}% {wan:+,.2f} 万吨" in " ".join(text.split())


def test_categories_sectors_and_gases_are_named_from_the_largest_to_the_smallest(full: Any, read_page: Any) -> None:
    """Tonnes of 2024: power 3,151,108.5, industry 809,997.5, cement 685,000; of the gross 5,274,863.5."""
    text = read_page(report.render(full)).text
    assert (
        "排放最大的是火电热力（315.11 万吨，占排放合计的 59.7%）、工业和建筑业（81.00 万吨，占排放合计的 15.4%）、"
        "水泥生产（68.50 万吨，占排放合计的 13.0%）。"
    ) in text
    by_sector, by_gas = text.split("排放构成（按部门）", 1)[1].split("排放构成（按气体）", 1)
    for chart, labels in (
        (by_sector, ["315.1（", "81.0（", "68.5（", "24.4（", "23.1（", "15.4（", "−22.6"]),
        (by_gas, ["480.5（", "18.5（", "5.9（"]),
    ):
        places = [chart.index(label) for label in labels]
        assert places == sorted(places)


def test_a_change_between_different_coverages_is_also_given_like_for_like(full: Any, read_page: Any) -> None:
    assert "核算范围不同" not in read_page(report.render(full)).text
    full.execute(
        """
        update marts.county_inventory
        set emissions_t = null, emissions_tco2e = null, notation_key = 'NE', reason_code = 'no_activity_data'
        where category_code = 'A.1' and year = 2005
        """
    )
    before, after = full.execute(
        """
        select sum(emissions_tco2e) filter (year = 2005), sum(emissions_tco2e) filter (year = 2024)
        from marts.county_inventory_official where is_in_total and category_code != 'A.1'
        """
    ).fetchone()
    expected = f"核算范围不同，只比两年都有数的类别为 {100 * (after - before) / before:+.1f}%"
    assert expected in read_page(report.render(full)).text


def test_sample_data_is_watermarked_and_real_data_is_not(full: Any, one_year: Any, read_page: Any) -> None:
    assert read_page(report.render(full)).text.count("示例数据，非官方") == 3
    assert "示例数据" not in read_page(report.render(one_year)).text


def test_a_draft_says_what_has_not_been_delivered(full: Any, one_year: Any, read_page: Any) -> None:
    missing = read_page(report.render(full)).text
    assert "草稿未经审核签发。 应交未交的资料：县住建局《分类供气量》（2005—2006、2010）。" in missing
    assert "应交的资料已全部收到" in read_page(report.render(one_year)).text


def test_the_page_says_that_it_is_internal_and_why_there_is_no_public_one(full: Any, read_page: Any) -> None:
    text = read_page(report.render(full)).text
    assert "不得对外提供" in text
    assert "本次不出公开版" in text


def test_exported_electricity_is_explained_in_words(full: Any, read_page: Any) -> None:
    text = read_page(report.render(full)).text
    assert "净调出电力相应的间接排放为 −79.00 万吨：负值表示这部分电由外地使用" in text


def test_imported_electricity_is_explained_in_words(full: Any, read_page: Any) -> None:
    full.execute("update marts.provincial_summary set emissions_tco2e = 123456 where line_code = 'memo.electricity'")
    text = read_page(report.render(full)).text
    assert "2024 年净调入电力的间接排放为 12.35 万吨：这部分电在外地发出、在本地使用" in text


def test_one_year_has_no_trend_and_says_so(one_year: Any, read_page: Any) -> None:
    text = read_page(report.render(one_year)).text
    assert "只有 2007 年一年的清单" in text
    assert "NE，缺少地区生产总值或增速" in text


def test_a_county_without_any_number_still_has_a_report(only_keys: Any, read_page: Any) -> None:
    page = read_page(report.render(only_keys))
    assert "2024年温室气体总排放NE" in page.text
    assert "没有地区生产总值，未计算单位GDP排放" in page.text


def test_gaps_are_told_by_department(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    rows = page.table_headed("类别", "标记")
    assert rows == [
        ["县住建局"],
        ["W.1 填埋处理", "NE", "本系统尚未核算该类别", "CH4", "整个类别", "2005—2024"],
        ["县农业农村局"],
        ["A.3 动物肠道发酵", "NE", "缺少活动水平数据", "CH4", "整个类别", "2005—2024"],
    ]


def test_the_total_is_shown_under_every_basis(full: Any, read_page: Any) -> None:
    rows = read_page(report.render(full)).table_headed("口径")
    totals = full.execute(
        """
        select emissions_tco2e from marts.provincial_summary inner join core.bases using (basis_id)
        where line_code = 'total' and year = 2024 order by is_official desc
        """
    ).fetchall()
    assert [row[4] for row in rows] == [printed(total, "", 10_000) + "*" for (total,) in totals]


def test_only_checks_that_warned_are_listed(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    assert "共执行 2 项检查，1 项有提示" in page.text
    assert [row[0] for row in page.table_headed("规则")] == ["E-JUMP"]


def test_several_regions_get_a_table_of_totals_and_a_chapter_each(full: Any, read_page: Any) -> None:
    for table in (
        "core.regions",
        "core.factor_regions",
        "core.inventories",
        "marts.provincial_summary",
        "marts.county_inventory",
        "marts.view_bridge",
    ):
        full.execute(f"insert into {table} select * replace ('511702' as region_code) from {table}")
    full.execute("update core.regions set name_zh = '通川区' where region_code = '511702'")
    page = read_page(report.render(full))
    assert [row[0] for row in page.table_headed("地区")] == ["通川区（511702）", "渠县（511725）"]
    assert "通川区温室气体清单报告" in page.text
    assert "qingdan trace 总排放 2024 --region 511702" in page.text


def test_a_blank_cell_is_refused_not_printed(full: Any) -> None:
    full.execute("update marts.provincial_summary set co2_t = null where line_code = 'total' and year = 2024")
    with pytest.raises(ValueError, match="neither a number nor a notation key"):
        report.render(full)
