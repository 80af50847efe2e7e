"""What the report tells a reader who is no specialist: sectors, views, bases, energy, cross-checks, recalled."""

import re
from decimal import Decimal
from typing import Any

import pytest

import factors
from assets.release import figures, report
from assets.release.report import energy, sectors
from schemas.vocabulary import DATA_CLASSES, EVIDENCE


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
    ((basis,),) = engine.execute("select basis_id from core.bases where is_official").fetchall()
    insert_row(
        engine,
        "marts.category_sources",
        basis_id=basis,
        region_code="511725",
        year=2024,
        category_code=category,
        end_table="core.observations",
        end_id="sources/final/511725/2024/clinker_output///",
        source_id="sources",
        item_code="lime_output",
    )
    insert_row(
        engine,
        "core.printed_tables",
        table_name="sources__confirmation",
        title_zh="排放源情况确认表",
        department_zh="县经济和信息化局",
    )


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


def test_a_category_is_told_by_the_weakest_evidence_of_its_gases(full: Any) -> None:
    (region,) = figures.reported_regions(full)
    full.execute(
        "insert into marts.county_inventory select * replace ('CH4' as gas, 'recalled' as evidence) "
        "from marts.county_inventory where category_code = 'E.1.1'"
    )
    found = {row["category_code"]: row for row in sectors.categories(full, region, region.latest)}
    assert set(found["E.1.1"]["evidence"]) == {"original", "recalled"}
    assert found["E.1.1"]["evidence_zh"] == EVIDENCE["recalled"][0]


def chapters(engine: Any) -> dict[str, Any]:
    """What is told of each sector of 2024."""
    (region,) = figures.reported_regions(engine)
    return {chapter["title"]: chapter for chapter in sectors.sector_chapters(engine, region, 2024)}


def codes(rows: list[Any]) -> list[str]:
    return [row["category_code"] for row in rows]


def test_categories_of_a_sector_stand_by_their_size_whatever_their_sign(full: Any) -> None:
    """In 2024 E.1.1 3.15 Mt, E.2 0.81, E.3.1 0.231, E.5 0.1185, E.4 0.0352; of the same size by their codes."""
    told = chapters(full)
    energy = next(chapter for chapter in told.values() if "E.2" in codes(chapter["counted"]))
    assert codes(energy["counted"]) == ["E.1.1", "E.2", "E.3.1", "E.5", "E.4"]
    full.execute("update marts.county_inventory set emissions_tco2e = -5000000 where category_code in ('E.5', 'E.4')")
    energy = chapters(full)[energy["title"]]
    assert codes(energy["counted"]) == ["E.4", "E.5", "E.1.1", "E.2", "E.3.1"]


def test_what_is_counted_elsewhere_in_part_stands_beside_what_is_there_as_a_whole(full: Any) -> None:
    for category, reason in (("E.4", "其余已计入别处（E.3.1）"), ("E.5", "缺少活动水平数据")):
        full.execute(
            "update marts.county_inventory set reason_zh = $1 where category_code = $2 and year = 2024",
            [reason, category],
        )
    full.execute(
        "insert into marts.county_inventory select * replace ('CH4' as gas, '' as reason_zh) "
        "from marts.county_inventory where category_code = 'E.4'"
    )
    full.execute(
        "insert into marts.county_inventory select * replace ('N2O' as gas, '另一部分缺少因子' as reason_zh) "
        "from marts.county_inventory where category_code = 'E.4' and gas = 'CO2'"
    )
    assert [codes(chapter["elsewhere"]) for chapter in chapters(full).values() if chapter["elsewhere"]] == [["E.4"]]


def test_gases_outside_the_edition_are_named_once_and_give_no_reason(full: Any) -> None:
    for gas, key in (("N2O", "NA"), ("CH4", "NA"), ("HFC-134a", "NE")):
        full.execute(
            "insert into marts.county_inventory select * replace ($1 as gas, null as emissions_t, "
            "null as emissions_tco2e, $2 as notation_key, concat('原因 ', $1) as reason_zh) "
            "from marts.county_inventory where category_code = 'E.4' and gas = 'CO2'",
            [gas, key],
        )
    (region,) = figures.reported_regions(full)
    found = {row["category_code"]: row for row in sectors.categories(full, region, 2024)}
    assert (found["E.4"]["outside_gases"], found["E.4"]["reasons"]) == (["CH4", "N2O"], ["原因 HFC-134a"])
    assert (found["E.5"]["outside_gases"], found["E.5"]["reasons"]) == ([], [])
    assert [codes(chapter["outside_gases"]) for chapter in chapters(full).values() if chapter["outside_gases"]] == [
        ["E.4"]
    ]


def test_a_category_is_told_by_the_weakest_data_of_its_gases(full: Any) -> None:
    full.execute(
        "insert into marts.county_inventory select * replace ('CH4' as gas, 'C' as data_class, '2020' as factor_years) "
        "from marts.county_inventory where category_code = 'E.1.1'"
    )
    (region,) = figures.reported_regions(full)
    found = {row["category_code"]: row for row in sectors.categories(full, region, 2024)}
    assert (found["E.1.1"]["data_zh"], found["E.1.1"]["factor_years"]) == (DATA_CLASSES["C"][0], "2020")
    assert (found["E.2"]["data_zh"], found["E.2"]["evidence_zh"]) == (DATA_CLASSES["B"][0], EVIDENCE["secondary"][0])
    assert found["A.3"]["data_zh"] == ""


def test_documents_of_a_sector_stand_under_how_far_they_were_read(full: Any) -> None:
    told = {
        code: {row["title_zh"]: row["documents"] for row in chapter["evidence"] if row["documents"]}
        for chapter in chapters(full).values()
        for code in codes(chapter["counted"])
    }
    assert told["E.1.1"] == {EVIDENCE["original"][0]: ["省级温室气体清单编制指南"]}
    assert told["A.1"] == {EVIDENCE["recalled"][0]: ["待核对原文的水稻因子"]}
    assert told["P.1"] == {}


def test_departments_and_their_tables_stand_in_order_each_once() -> None:
    rows = [{"deliveries": [("丙局", "乙"), ("丁局", "丙")]}, {"deliveries": [("丁局", "丁"), ("丙局", "乙")]}]
    assert sectors._merged(rows) == [("丁局", ["丁", "丙"]), ("丙局", ["乙"])]


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


def test_a_sector_says_how_many_categories_are_in_each_state_and_which(full: Any, read_page: Any) -> None:
    """Of five of energy E.2 is partial; here two are not estimated, one does not occur, one the edition leaves out."""
    for key, categories in {"NE": ["E.3.1", "E.4"], "NO": ["E.5"], "NA": ["E.1.1"]}.items():
        full.execute(
            "update marts.county_inventory set emissions_t = null, emissions_tco2e = null, notation_key = $1 "
            "where list_contains($2, category_code)",
            [key, categories],
        )
    text = read_page(report.render(full)).text
    energy = (
        "1 个类别有数字；3 个类别缺数据或因子，没有算全；1 个类别在本地区不发生；1 个类别不在所用指南之内。",
        "没算或没算全道路运输（E.3.1）、服务业（E.4）、工业和建筑业（E.2）。",
        "不发生（NO）居民生活（E.5）。",
        "指南不要求（NA）火电热力（E.1.1）。",
    )
    industry = ("1 个类别有数字。", "没算或没算全没有。")
    agriculture = ("2 个类别有数字，最大的是稻田；1 个类别缺数据或因子，没有算全。", "（A.3，缺少活动水平数据）。")
    for sector, sentences in (("能源活动：", energy), ("工业生产过程：", industry), ("农业活动：", agriculture)):
        told = text[text.index(sector) :].split("万吨二氧化碳当量", 2)[1]
        assert [sentence for sentence in sentences if sentence not in told] == []


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
    rows = read_page(report.render(full)).table_headed("口径，2024年")
    assert [row[1] for row in rows] == ["100.00", "100.20"]
    assert rows[1][2] == "lulucf_excluded +0.20"


def test_a_view_that_is_drawn_shows_every_step(full: Any, read_page: Any) -> None:
    full.execute("insert into marts.view_bridge select * replace ('assessment' as view_code) from marts.view_bridge")
    page = read_page(report.render(full))
    assert "从省级清单总量到考核二氧化碳" in page.text


@pytest.mark.parametrize(
    ("tonnes", "label", "colour"), [(2_024, "+0.20", "#E69F00"), (-2_024, "−0.20", "#56B4E9")], ids=["rise", "fall"]
)
def test_a_step_between_views_is_drawn_in_the_colour_of_its_direction(
    full: Any, tonnes: int, label: str, colour: str
) -> None:
    """A rise is orange, a fall light blue; the totals at both ends are dark blue."""
    full.execute("insert into marts.view_bridge select * replace ('assessment' as view_code) from marts.view_bridge")
    full.execute("update marts.view_bridge set amount_tco2e = $1 where step_code = 'lulucf_excluded'", [tonnes])
    full.execute("update marts.view_bridge set amount_tco2e = 1000000 + $1 where step_code = 'end'", [tonnes])
    page = report.render(full).decode()
    chart = next(svg for svg in re.findall(r"<svg.*?</svg>", page, re.S) if "从省级清单总量到" in svg)
    assert re.findall(r'<rect[^>]*fill="(#\w+)"', chart) == ["#0072B2", colour, "#0072B2"]
    assert f">{label}<" in chart


def test_other_bases_are_told_with_what_differs(full: Any, read_page: Any) -> None:
    parts = ("potentials", "factors", "coverage", "difference")
    ((*expected, pct),) = full.execute(
        f"select {', '.join(f'{part}_tco2e' for part in parts)}, difference_pct from marts.basis_differences "
        "where year = 2024 and category_code = ''"
    ).fetchall()
    page = read_page(report.render(full))
    (row,) = page.table_headed("比较口径")
    printed = [f"{tonnes / 10_000:+,.2f}".replace("-", "−") for tonnes in expected[:3]]
    assert row[2:5] == [text.replace("+0.00", "0.00") for text in printed]
    assert page.table_headed("口径")[1][5] == f"{pct:+.1f}%".replace("-", "−")


def test_of_another_basis_the_three_categories_are_named_that_differ_most(full: Any) -> None:
    """6,620 t of methane × (21 − 28) = −46,340; 221.5 t of nitrous oxide × (310 − 265) = 9,967.5; and by hand."""
    for category, more in {"E.4": 9_000, "E.5": -20_000, "P.1": 1}.items():
        full.execute(
            "update marts.county_inventory set emissions_tco2e = emissions_tco2e + $1 where category_code = $2 "
            "and basis_id not in (select basis_id from core.bases where is_official)",
            [more, category],
        )
    (region,) = figures.reported_regions(full)
    (basis,) = sectors.basis_differences(full, region, 2024).values()
    found = {row["category_code"]: row["difference_tco2e"] for row in basis["categories"]}
    assert list(found.items()) == [("A.1", -46_340), ("E.5", -20_000), ("A.2", Decimal("9967.5"))]
    assert basis["difference_tco2e"] == Decimal("-46340") - 20_000 + Decimal("9967.5") + 9_000 + 1


def test_branches_stand_by_their_energy_and_need_no_product(full: Any) -> None:
    for code, tce in (("branch_steel", 60_000), ("branch_brick", 54_321), ("branch_food", None)):
        full.execute(
            "insert into marts.energy_by_industry select * replace ($1 as sector_code, $2 as calorific_tce, "
            "'' as product_code) from marts.energy_by_industry where fuel_code = 'total' "
            "and sector_code = 'branch_cement'",
            [code, tce],
        )
    (region,) = figures.reported_regions(full)
    assert [(row["sector_code"], row["product_zh"]) for row in energy.branches(full, region, 2024)] == [
        ("branch_steel", ""),
        ("branch_brick", ""),  # as much as the next one: by its code
        ("branch_cement", "水泥熟料产量"),
        ("branch_food", ""),
    ]


def test_accounts_are_those_of_the_county_as_a_whole_in_the_order_of_the_balance(full: Any) -> None:
    (region,) = figures.reported_regions(full)
    assert list(energy.accounts(full, region, 2024)) == ["energy_consumption", "approved_total", "residual"]


def test_energy_is_shown_by_sector_and_branch(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    assert page.table_headed("部门", "煤炭及其制品") == [
        ["工业", "6.00", "—", "—", "2.00", "—", "8.00"],
        ["批发、零售业和住宿、餐饮业", "0.00", "—", "—", "0.50", "—", "0.50"],
        ["使用合计", "6.00", "—", "—", "2.50", "—", "8.50"],
    ]
    assert page.table_headed("行业") == [["非金属矿物制品业", "5.43", "9.88", "108.6（水泥熟料产量）"]]


def test_the_approved_total_stands_beside_the_sum_of_the_departments(full: Any, read_page: Any) -> None:
    """80,000 tce were approved, 85,000 add up: 80,000 − 85,000 = −5,000, of 80,000 that is −6.25%."""
    sentence = (
        "市里核定的能源消费总量为 8.00 万吨标准煤（等价值），按各部门资料自下而上相加为 8.50 万吨，"
        "核定数减自下而上相差 −0.50 万吨（占核定数的 −6.2%）。"
    )
    assert sentence in read_page(report.render(full)).text
    full.execute(
        "update marts.energy_balance set coal_equivalent_tce = 5000, share_pct = 6.25 where row_code = 'residual'"
    )
    assert "相差 +0.50 万吨（占核定数的 6.2%）" in read_page(report.render(full)).text


def test_sectors_stand_by_size_a_part_below_its_whole_and_what_uses_nothing_nowhere(full: Any) -> None:
    for code, part_of, tce in (
        ("other_services", "", 7_000),
        ("public_institutions", "other_services", 6_500),
        ("construction", "", 6_800),
        ("agriculture", "", 0),
    ):
        full.execute(
            """insert into marts.energy_by_sector
            select * replace ($1 as row_code, $2 as part_of_code, $3 as calorific_tce)
            from marts.energy_by_sector where row_code = 'trade' and group_code = 'total'""",
            [code, part_of, tce],
        )
    (region,) = figures.reported_regions(full)
    order = ["industry", "other_services", "public_institutions", "construction", "trade", "use_total"]
    assert [row["row_code"] for row in energy.uses(full, region, 2024)] == order


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
        ["道路汽油", "销售量：10.00 万吨", "车辆测算：10.00 万吨", "0.0%", "在允许范围内（相差不超过5%）"],
    ]


@pytest.mark.parametrize(
    ("unit", "amount", "shown"),
    [("mwh", 250_000, "2.50 亿千瓦时"), ("t", 25_000, "2.50 万吨"), ("m3", 25_000, "2.50 万立方米")],
)
def test_amounts_of_a_cross_check_are_in_the_units_of_a_reader(full: Any, unit: str, amount: int, shown: str) -> None:
    """10⁸ kWh are 10⁵ MWh."""
    full.execute("update marts.cross_checks set unit_code = $1, first_amount = $2, second_amount = $2", [unit, amount])
    (region,) = figures.reported_regions(full)
    for row in energy.cross_checks(full, region, 2024):
        assert [f"{row[f'{side}_shown']:.2f} {row['unit_zh']}" for side in ("first", "second")] == [shown, shown]


def test_recalled_factors_are_told_with_their_share(full: Any, read_page: Any) -> None:
    ((share,),) = full.execute(
        "select share_pct from marts.evidence_shares_official where year = 2024 and grade = 'recalled'"
    ).fetchall()
    text = read_page(report.render(full)).text
    assert f"2024 年有 {share:.1f}% 的排放" in text
    assert "历年共用到 2 个，其中 1 个已有人签署承担。没有签署的，签发时由审核人按文献逐组签署承担" in text


def test_a_report_without_recalled_factors_says_so(one_year: Any, read_page: Any) -> None:
    assert "没有排放用到待核对原文的因子" in read_page(report.render(one_year)).text
