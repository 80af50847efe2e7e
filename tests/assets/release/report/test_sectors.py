"""What the report tells a reader who is no specialist: sectors, views, bases, energy, cross-checks, recalled."""

from decimal import Decimal
from typing import Any

import pytest

import factors
from assets.release import figures, report
from assets.release.report import sectors

SHA = "0" * 64


def insert_row(engine: Any, table: str, **values: object) -> None:
    """Add a row; a column that is not named is '', false or 0."""
    layer, name = table.split(".")
    columns = engine.execute(
        "select column_name, data_type from duckdb_columns() where schema_name = $1 and table_name = $2 "
        "order by column_index",
        [layer, name],
    ).fetchall()
    empty = {"VARCHAR": "", "BOOLEAN": False}
    row = [values.get(column, empty.get(kind, 0)) for column, kind in columns]
    engine.execute(f"insert into {table} values ({', '.join('?' * len(row))})", row)


def let_not_occur(engine: Any, category: str) -> None:
    """Let a category be NO because the survey table of sources prints 'none'."""
    engine.execute(
        """
        update marts.county_inventory
        set emissions_t = null, emissions_tco2e = null, notation_key = 'NO', reason_code = 'none_reported',
            reason_zh = '交付资料注明无此项'
        where category_code = $1
        """,
        [category],
    )
    observation = "sources/final/511725/2024/clinker_output///"
    insert_row(
        engine,
        "core.activity_inputs",
        region_code="511725",
        year=2024,
        category_code=category,
        parent_kind="observation",
        parent_id=observation,
    )
    insert_row(
        engine,
        "core.observations",
        observation_id=observation,
        region_code="511725",
        year=2024,
        item_code="lime_output",
        source_id="sources",
        file_sha256=SHA,
    )
    insert_row(
        engine,
        "core.printed_tables",
        table_name="sources__confirmation",
        title_zh="排放源情况确认表",
        department_zh="县经济和信息化局",
    )


@pytest.fixture
def region(full: Any) -> figures.Region:
    (only,) = figures.reported_regions(full)
    return only


def test_every_category_stands_in_one_state_of_one_sector(any_release: Any) -> None:
    (region,) = figures.reported_regions(any_release)
    told = [
        row["category_code"]
        for chapter in sectors.sector_chapters(any_release, region, region.latest)
        for state in ("counted", "not_estimated", "confidential", "absent", "outside")
        for row in chapter[state]
    ]
    known = any_release.execute("select distinct category_code from marts.county_inventory_official").fetchall()
    assert sorted(told) == sorted(code for (code,) in known)


def test_the_sectors_add_up_to_the_total(full: Any, region: figures.Region) -> None:
    chapters = sectors.sector_chapters(full, region, 2024)
    total = figures.line_series(full, region)["total"][2024]["emissions_tco2e"]
    assert sum(chapter["tco2e"] or 0 for chapter in chapters if not chapter["is_memo"]) == total


def test_a_sector_says_what_is_counted_in_the_words_of_the_card(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    cards = {card.code: card for card in factors.load_categories()}
    tables = [t[1:] for t in page.tables if [c.strip() for c in t[0][:2]] == ["类别", "数的是什么"]]
    rows = {row[0].split()[0]: [cell.strip() for cell in row] for table in tables for row in table}
    assert rows["P.1"][1:3] == [cards["P.1"].summary_zh, "68.50"]
    assert rows["E.2"][2] == "81.00*"
    assert rows["E.1.1"][3:] == ["实测或企业报告", "读过原文"]
    assert rows["L.1"][2] == "−22.60"
    assert all(cell for row in rows.values() for cell in row)


def test_a_sector_says_what_is_left_out_and_why(full: Any, read_page: Any) -> None:
    text = read_page(report.render(full)).text
    assert "动物肠道发酵（A.3，缺少活动水平数据）" in text
    assert "填埋处理（W.1，本系统尚未核算该类别）" in text


def test_a_sector_without_any_number_is_not_blank(only_keys: Any, read_page: Any) -> None:
    page = read_page(report.render(only_keys))
    assert "工业生产过程：NE" in page.text
    assert page.text.count("没有一个类别有数字") == 1 + len({"E", "P", "A", "L", "W", "memo"})


def test_what_does_not_occur_names_the_table_that_says_so(full: Any, read_page: Any) -> None:
    let_not_occur(full, "P.1")
    text = read_page(report.render(full)).text
    assert "工业生产过程：NO" in text
    assert "水泥生产（P.1）。资料注明“无”：县经济和信息化局《排放源情况确认表》。" in text


def test_what_lies_outside_the_edition_is_named_and_not_called_a_gap(full: Any, read_page: Any) -> None:
    full.execute("update marts.county_inventory set notation_key = 'NA' where category_code = 'W.1'")
    (region,) = figures.reported_regions(full)
    waste = sectors.sector_chapters(full, region, 2024)[-2]
    assert [row["category_code"] for row in waste["outside"]] == ["W.1"]
    assert waste["not_estimated"] == []
    assert "废弃物处理：NA" in read_page(report.render(full)).text


def test_the_views_stand_side_by_side_with_their_steps(full: Any, read_page: Any) -> None:
    rows = read_page(report.render(full)).table_headed("口径（2024年）")
    assert [row[1] for row in rows] == ["100.00", "100.20"]
    assert rows[1][2] == "lulucf_excluded +0.20"


def test_a_view_that_is_drawn_shows_every_step(full: Any, read_page: Any) -> None:
    full.execute("update marts.view_summary set view_code = 'assessment'")
    page = read_page(report.render(full))
    assert "从省级清单总量到考核二氧化碳" in page.text


def test_bases_differ_by_potentials_factors_and_coverage(full: Any, region: figures.Region) -> None:
    full.execute(
        "update marts.county_inventory set emissions_t = emissions_t * 1.1, emissions_tco2e = emissions_tco2e * 1.1 "
        "where category_code = 'E.2' and basis_id in (select basis_id from core.bases where not is_official)"
    )
    full.execute(
        "update marts.county_inventory set emissions_t = null, emissions_tco2e = null, notation_key = 'NA' "
        "where category_code = 'P.1' and basis_id in (select basis_id from core.bases where not is_official)"
    )
    totals = dict(
        full.execute(
            "select is_official, sum(emissions_tco2e) from marts.county_inventory inner join core.bases "
            "using (basis_id) where is_in_total and year = 2024 group by all"
        ).fetchall()
    )
    (difference,) = sectors.basis_differences(full, region, 2024).values()
    parts = {part: difference[part] for part in ("potentials", "factors", "coverage")}
    assert sum(parts.values()) == totals[False] - totals[True]
    assert parts["coverage"] == -685_000
    assert parts["factors"] == Decimal("0.1") * Decimal("809997.5")
    assert parts["potentials"] == 6_620 * (21 - 28) + Decimal("221.5") * (310 - 265)
    assert difference["categories"][0] == ("水泥生产", Decimal(-685_000))


def test_energy_is_shown_by_sector_and_branch(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    assert page.table_headed("部门", "煤炭") == [
        ["工业", "6.00", "—", "—", "2.00", "—", "8.00"],
        ["批发、零售业和住宿、餐饮业", "0.00", "—", "—", "0.50", "—", "0.50"],
        ["使用合计", "6.00", "—", "—", "2.50", "—", "8.50"],
    ]
    assert page.table_headed("行业") == [["非金属矿物制品业", "5.43", "9.88", "108.6（水泥熟料产量）"]]
    assert "相差 −0.50 万吨（占核定数的 −6.2%）" in page.text


def test_without_a_balance_the_energy_picture_says_so(only_keys: Any, read_page: Any) -> None:
    text = read_page(report.render(only_keys)).text
    assert "没有能源平衡表（NE）" in text
    assert "没有可以对照的两套数据" in text


def test_cross_checks_tell_their_outcome(full: Any, read_page: Any) -> None:
    full.execute(
        "update marts.cross_checks set is_within_limit = false, first_amount = 90000, difference_pct = -10 "
        "where check_code = 'road_diesel'"
    )
    rows = read_page(report.render(full)).table_headed("核对")
    assert rows == [
        ["道路柴油", "销售量：9.00 万吨", "车辆测算：10.00 万吨", "−10.0%", "超出（相差不超过5%）：须说明外地车辆加油"],
        ["道路汽油", "销售量：10.00 万吨", "车辆测算：10.00 万吨", "0.0%", "通过（相差不超过5%）"],
    ]


def test_recalled_factors_are_told_with_their_share(full: Any, read_page: Any) -> None:
    (region,) = figures.reported_regions(full)
    shares = {row["word"]: row["tco2e"] for row in figures.evidence_shares(full, region, 2024, "evidence")}
    share = 100 * shares["recalled"] / sum(shares.values())
    text = read_page(report.render(full)).text
    assert f"2024 年有 {share:.1f}% 的排放" in text
    assert "历年共用到 2 个，其中 1 个已有人签署承担。只要还有一个没有签署，正式发布就会被拒绝。" in text


def test_a_report_without_recalled_factors_says_so(one_year: Any, read_page: Any) -> None:
    assert "没有排放用到凭记忆的因子" in read_page(report.render(one_year)).text
