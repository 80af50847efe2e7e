"""The report: whole without anything else, true to the tables, honest about what it is."""

import re
from decimal import Decimal
from typing import Any

import pytest

from assets.release import figures, report
from assets.release.figures import reported_regions
from schemas import vocabulary
from schemas.check_result import ANSWERED
from schemas.codes import read_codes
from schemas.contract import load_contract
from schemas.forms import read_form
from tests.conftest import BuiltRelease

HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=y>"

#: Pages of the releases that no test changed.
PAGES: dict[int, Any] = {}


def page_of(read_page: Any, release: Any) -> Any:
    """The page of a release that the test leaves as it is; written once for all of them."""
    if id(release) not in PAGES:
        PAGES[id(release)] = read_page(report.render(release))
    return PAGES[id(release)]


def test_the_page_is_well_formed_and_needs_nothing_else(any_release: Any, read_page: Any) -> None:
    content = report.render(any_release)
    page = read_page(content)
    assert not {"script", "link", "img", "iframe", "object"} & page.tags
    assert all(address.startswith("#") for address in page.addresses)
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
        ("marts.check_results", "message_zh"),
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
    page = page_of(read_page, any_release)
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
    text = page_of(read_page, full).text
    (region,) = reported_regions(full)
    totals = {year: row["emissions_tco2e"] for year, row in figures.line_series(full, region)["total"].items()}
    assert f"2024年温室气体总排放{printed(totals[2024], '', 10_000)}" in text
    for year in (2023, 2005):
        change = totals[2024] - totals[year]
        pct, wan = 100 * change / totals[year], change / 10_000
        assert wan > 0
        assert f"比{year}年 {pct:+.1f}% {wan:+,.2f} 万吨" in " ".join(text.split())


def test_categories_sectors_and_gases_are_named_from_the_largest_to_the_smallest(full: Any, read_page: Any) -> None:
    """Tonnes of 2024: power 3,151,108.5, industry 809,997.5, cement 685,000; of the gross 5,274,863.5."""
    text = page_of(read_page, full).text
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
    expected = f"两年核算范围不同，同范围 {100 * (after - before) / before:+.1f}%"
    assert expected in read_page(report.render(full)).text


def test_sample_data_is_watermarked_and_real_data_is_not(full: Any, one_year: Any, read_page: Any) -> None:
    assert page_of(read_page, full).text.count("示例数据，非官方") == 3
    assert "示例数据" not in page_of(read_page, one_year).text


def test_a_draft_says_what_has_not_been_delivered(full: Any, one_year: Any, read_page: Any) -> None:
    missing = page_of(read_page, full).text
    assert "草稿：1 处存疑待确认，不得签发（见“核查提示”）" in missing
    assert "应交未交的资料见“下一步”" in missing
    assert "核对人员：逐处核对 1 处存疑的数字（见“核查提示”），处理完之前本清单是草稿。" in missing
    assert "补交《分类供气量》（2005—2006、2010）。" in missing
    assert "应交的资料已全部收到" in page_of(read_page, one_year).text


def test_the_page_says_that_it_is_internal_and_why_there_is_no_public_one(full: Any, read_page: Any) -> None:
    text = page_of(read_page, full).text
    assert "不得对外提供" in text
    assert "本次不出公开版" in text


def test_exported_electricity_is_explained_in_words(full: Any, read_page: Any) -> None:
    text = page_of(read_page, full).text
    assert "净调出电力相应的间接排放为 −79.00 万吨：负值表示这部分电由外地使用" in text


def test_imported_electricity_is_explained_in_words(full: Any, read_page: Any) -> None:
    full.execute("update marts.provincial_summary set emissions_tco2e = 123456 where line_code = 'memo.electricity'")
    text = read_page(report.render(full)).text
    assert "2024 年净调入电力的间接排放为 12.35 万吨：这部分电在外地发出、在本地使用" in text


def test_years_without_a_grid_factor_of_their_own_are_told_and_in_base_years_what_it_matters(
    sample: BuiltRelease, sample_page: Any
) -> None:
    (origins,) = [rows[1:] for rows in sample_page.tables if [cell.strip() for cell in rows[0]][:1] == ["因子"]]
    assert [[cell.strip() for cell in row] for row in origins] == [
        ["没有可用的因子，未估算（NE）", "—", "2005—2009"],
        ["当年公布", "待核对原文", "2010、2012、2018"],
        ["2010年与2012年之间内插", "待核对原文", "2011"],
        ["2012年与2018年之间内插", "待核对原文", "2013—2017"],
        ["2018年与2021年之间内插", "待核对原文", "2019—2020"],
        ["当年公布", "读过转载", "2021—2023"],
        ["沿用2023年", "读过转载", "2024"],
    ]
    assert "（电网因子沿用2023年）" in sample_page.text
    assert sample_page.text.count("读过转载，沿用2023年") == 3  # S2.1, S2.3, S3.1


def test_a_report_without_a_grid_factor_says_nothing_of_its_years(full: Any, read_page: Any) -> None:
    page = page_of(read_page, full)
    assert "电网因子从哪里来" not in page.text
    assert "电网因子沿用" not in page.text


def test_one_year_has_no_trend_and_says_so(one_year: Any, read_page: Any) -> None:
    text = page_of(read_page, one_year).text
    assert "只有 2007 年一年的清单" in text
    assert "NE，缺少地区生产总值或增速" in text


@pytest.mark.parametrize("unknown", [[], [2024], [2022, 2023, 2024], [2005, 2015]])
def test_the_headline_of_an_indicator_is_the_last_year_in_which_it_is_known(
    full: Any, read_page: Any, unknown: list[int]
) -> None:
    """With the value of that year; the command that leads to its cells asks for the same year."""
    full.execute(
        """
        update marts.county_indicators set value = null, is_incomplete = true, notation_key = 'NE', reason_zh = '缺少'
        where indicator_code in ('co2_per_gdp', 'co2_per_resident') and list_contains($1, year)
        """,
        [unknown],
    )
    year = max(set(range(2005, 2025)) - set(unknown))
    text = read_page(report.render(full)).text
    per_gdp, per_resident = 3.9 * 0.955 ** (year - 2005), 2.9 + 0.071 * (year - 2005)
    for title, value in (
        ("单位GDP二氧化碳排放（能源消费口径，2020年价）", f"{per_gdp:.3f} 吨二氧化碳/万元"),
        ("人均二氧化碳排放（能源消费口径，常住人口年平均）", f"{per_resident:.3f} 吨二氧化碳/人"),
    ):
        mark = "（分子不完整）" * (year % 4 == 0)
        assert f"{year}年{title} {value}{mark}{title}" in text, "the sentence above the drawing, and its title"
    assert f"qingdan trace co2_per_gdp {year}" in text


def test_an_indicator_is_shown_in_the_prices_in_force_alone(full: Any, read_page: Any) -> None:
    """Newer prices do not take their place; they stand in the workbook."""
    full.execute(
        """
        insert into marts.county_indicators select * replace (
            2025 as price_base_year, false as is_price_base_in_force, false as is_headline,
            replace(title_zh, '2020', '2025') as title_zh
        ) from marts.county_indicators where indicator_code = 'co2_per_gdp' and caliber = 'energy'
        """
    )
    text = read_page(report.render(full)).text
    assert "2020年价" in text
    assert "2025年价" not in text
    assert "其他价格基年的强度见" in text


def test_a_county_without_any_number_still_has_a_report(only_keys: Any, read_page: Any) -> None:
    page = page_of(read_page, only_keys)
    assert "2024年温室气体总排放NE" in page.text
    assert "没有地区生产总值，未计算单位GDP排放" in page.text


def test_gaps_are_told_by_department(full: Any, read_page: Any) -> None:
    page = page_of(read_page, full)
    rows = page.table_headed("类别", "标记")
    assert rows == [
        ["县住建局"],
        ["W.1 填埋处理", "NE", "本系统尚未核算该类别", "CH4", "整个类别", "2005—2024"],
        ["县农业农村局"],
        ["A.3 动物肠道发酵", "NE", "缺少活动水平数据", "CH4", "整个类别", "2005—2024"],
    ]


def test_a_line_below_a_part_of_a_sector_is_named_with_that_part(full: Any, read_page: Any) -> None:
    """Two lines of which nothing is known: farming below the fuels of energy, biomass beside them."""
    text = page_of(read_page, full).text
    assert "化石燃料合计·农业" in text
    assert "生物质燃烧" in text
    assert "能源活动总计·" not in text


def test_documents_of_factors_are_told_from_the_worst_read_to_the_best(full: Any, read_page: Any) -> None:
    rows = page_of(read_page, full).table_headed("文献", "依据")
    assert [row[:2] for row in rows] == [
        ["待核对原文的水稻因子", "待核对原文"],
        ["省级温室气体清单编制指南", "读过原文"],
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


def test_only_what_a_check_found_is_listed_place_by_place_with_what_became_of_it(full: Any, read_page: Any) -> None:
    page = page_of(read_page, full)
    assert "共执行 2 项检查：1 处存疑待确认，1 处存疑已有人确认，1 处提示。" in page.text
    ends = {"存疑待确认": "待确认 0123456789ab", "存疑已确认": "王五已确认：企业停产", "提示": "提示"}
    for number, (caption, end) in enumerate(ends.items(), start=1):
        (table,) = [rows[1:] for rows, said in zip(page.tables, page.captions, strict=True) if said == caption]
        place = ["供气量.xlsx › 供气量 › D" + str(16 + number), f"多了{number}成。", end]
        remedy = [] if caption == "存疑已确认" else [["处理：核对。"]]
        assert [[cell.strip() for cell in row] for row in table] == [
            ["E-JUMP 年际变化超过15%：年际变化"],
            place,
            *remedy,
        ]


def test_a_label_that_was_answered_is_listed_as_an_assumption(full: Any, read_page: Any) -> None:
    full.execute(
        "update marts.check_results set outcome = 'assumed', file_name = '', sheet = '', cell = '', rule_code = $code, "
        "label = '供气量 › 列“民用”', message_zh = $said, confirmed_by = '王敏', confirmed_reason = $why "
        "where outcome = 'noted'",
        {"code": ANSWERED, "said": f"{ANSWERED} “民用”读作“居民生活”，到 2026 年。处理：核实。", "why": HOSTILE},
    )
    page = read_page(report.render(full))
    assert "1 个项目按本单位的解答读取" in page.text
    captions = zip(page.tables, page.captions, strict=True)
    (table,) = [rows[2:] for rows, said in captions if said == "假定：按本单位的解答读取"]
    assert [[cell.strip() for cell in row] for row in table] == [
        ["供气量 › 列“民用”", "“民用”读作“居民生活”，到 2026 年。", f"王敏解答：{HOSTILE}"],
        ["处理：核实。"],
    ]


def test_a_draft_says_so_in_its_title_and_how_it_becomes_current(full: Any, read_page: Any) -> None:
    page = read_page(report.render(full))
    assert "渠县温室气体清单报告（草稿）" in page.text
    assert "qingdan confirm 编号 --by 姓名 --reason 原因" in page.text
    assert "#checks" in page.addresses
    full.execute("delete from marts.check_results where outcome = 'held'")
    text = read_page(report.render(full)).text
    assert "草稿" not in text
    assert "qingdan confirm" not in text


def test_a_half_delivered_year_is_told_and_leads_nothing(full: Any, read_page: Any) -> None:
    full.execute(
        "update marts.year_progress set is_headline = false, reference_year = 2023, key_tables = 14, "
        "key_delivered = 2, key_missing_zh = '《规模以上工业能源》' where year = 2024"
    )
    text = read_page(report.render(full)).text
    assert "2024年资料未到齐：关键交付已到 2/14，到齐之前以2023年为要点。 未到：《规模以上工业能源》。" in text
    assert "2023年温室气体总排放" in text
    assert "2024年温室气体总排放" not in text
    assert "2023年排放构成（按部门）" in text
    assert "2023年单位GDP二氧化碳排放" in text
    assert "2024年单位GDP二氧化碳排放" not in text
    assert "2024年二氧化碳" not in text


def test_a_preliminary_year_is_called_so_in_the_title_and_wherever_it_heads_a_table(full: Any, read_page: Any) -> None:
    full.execute("update marts.year_progress set preliminary_zh = '地区生产总值、人口' where year = 2024")
    page = read_page(report.render(full))
    assert "渠县温室气体清单报告（草稿，2024年为初步数）" in page.text
    for table in ("地区生产总值", "人口"):
        assert f"《{table}》2024年为初步数，正式数公布后须重报、重新核算。" in page.text
    assert "2024年（初步）温室气体总排放" in page.text
    assert "2024年（初步）清单汇总表" in page.text
    years = [[row[0].strip() for row in rows][-2:] for rows in page.tables if rows[0][0].strip() == "年份"]
    assert years == [["2023", "2024（初步）"]] * 2, "emissions and intensities"


def test_a_year_with_final_figures_is_not_called_preliminary(full: Any, read_page: Any) -> None:
    assert "初步" not in read_page(report.render(full)).text


def test_several_regions_get_a_table_of_totals_and_a_chapter_each(full: Any, read_page: Any) -> None:
    for table in (
        "core.regions",
        "core.factor_regions",
        "core.inventories",
        "marts.year_progress",
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


LATEST = "year = (select max(year) from core.reported_years)"
YEAR = "year || if(year in (select year from marts.year_progress where preliminary_zh != ''), '（初步）', '')"
BASES = f"""
    marts.provincial_summary as form inner join core.bases as basis using (basis_id)
    left join marts.basis_differences as other using (basis_id, region_code, year)
    where form.line_code = 'total' and {LATEST} and coalesce(other.category_code, '') = ''
"""

PARTS = [part["part_code"] for part in read_codes("breakdown_parts") if part["breakdown_code"] == "trend_part"]
VIEWS = [view["title_zh"] for view in read_form("views")]
GRADES = {grade: titles[0] for grade, titles in vocabulary.EVIDENCE.items()}
GRADES |= {grade: f"{grade} {titles[0]}" for grade, titles in vocabulary.DATA_CLASSES.items()}

#: Heading of a table → how its columns show figures, and what stands in them behind the title of a row. Signed: a
#: change; of a whole: percent; named: titles with changes.
TABLES: dict[tuple[str, ...], tuple[dict[int, str], str]] = {
    ("年份", "能源工业"): (
        dict.fromkeys(range(1, 11), "amount"),
        f"""
        select {YEAR}, {
            ", ".join(
                f"coalesce(max(part.emissions_tco2e) filter (part_code = '{part}')::varchar, '—')" for part in PARTS
            )
        }, coalesce(max(form.emissions_tco2e)::varchar, max(emissions_key))
        from marts.inventory_shares_official as part inner join marts.provincial_summary_official as form using (year)
        where breakdown_code = 'trend_part' and line_code = 'total' group by year order by year
        """,
    ),
    ("类别", "数的是什么"): (
        {2: "amount"},
        f"""
        select part.part_code || ' ' || part_title_zh, part.emissions_tco2e::varchar
        from marts.inventory_shares_official as part
        inner join (select unnest(string_split(members, ' ')) as letter, line_number::integer as place
            from codes.breakdown_parts where breakdown_code = 'chapter') as chapter on left(part_code, 1) = letter
        where breakdown_code = 'category' and {LATEST} and emissions_tco2e is not null
        order by place, abs(emissions_tco2e) desc, part_code
        """,
    ),
    ("口径，2024年（初步）",): (
        {1: "amount", 2: "named"},
        f"""
        select view.title_zh, max(emissions_tco2e) filter (step_code = 'end')::varchar,
            coalesce(list([step_title_zh, emissions_tco2e::varchar] order by step_number)
                filter (step_code not in ('start', 'end') and emissions_tco2e != 0), [['与省级清单数的范围相同', '']])
        from marts.bridge_steps_official inner join forms.views as view using (view_code)
        where {LATEST} group by view.title_zh, view.line_number
        union all
        select view.title_zh, emissions_tco2e::varchar, [['起点', '']]
        from marts.provincial_summary_official inner join forms.views as view using (line_code)
        where view_code = 'provincial' and {LATEST}
        order by list_position({VIEWS}, title_zh)
        """,
    ),
    ("部门", "煤炭及其制品"): (
        dict.fromkeys(range(1, 7), "amount"),
        f"""
        with rows as (
            select row_code, row_title_zh, part_of_code, map_from_entries(list((group_code,
                coalesce(calorific_tce::varchar, calorific_tce_key)))) as groups
            from marts.energy_by_sector where {LATEST} group by row_code, row_title_zh, part_of_code
        )
        select own.row_title_zh, {
            ", ".join(
                f"coalesce(own.groups['{group}'], '—')"
                for group in ("coal", "oil", "gas", "electricity_heat", "other", "total")
            )
        }
        from rows as own left join rows as whole on own.part_of_code = whole.row_code
        where own.groups['total']::decimal(38, 9) != 0
        order by own.row_code = 'use_total',
            coalesce(whole.groups['total'], own.groups['total'])::decimal(38, 9) desc, own.part_of_code
        """,
    ),
    ("行业",): (
        {1: "amount", 2: "amount", 3: "text"},
        f"""
        select sector_title_zh, coalesce(calorific_tce::varchar, 'NE'), coalesce(co2_t::varchar, 'NE'),
            coalesce(format('{{:.1f}}（{{}}）', kgce_per_t::double, items.title_zh), '—')
        from marts.energy_by_industry_official left join codes.items as items on product_code = items.item_code
        where fuel_code = 'total' and {LATEST} order by calorific_tce desc nulls last, sector_code
        """,
    ),
    ("处理", "依据"): (
        {1: "text", 2: "text", 3: "amount", 4: "amount", 5: "signed", 6: "signed percent"},
        f"""
        select case treatment_code when 'published' then '只用当年公布的值' when 'carried' then '沿用2018年'
                else '2018年与2021年之间内插' end || if(is_used, '（采用）', ''),
            coalesce(({GRADES}::map(varchar, varchar))[nullif(evidence, '')], '—'),
            coalesce(format('{{:.4f}}', electricity_factor::double), factor_key),
            coalesce(electricity_co2_t::varchar, factor_key), coalesce(co2_t::varchar, co2_key),
            coalesce(difference_t::varchar, difference_key), coalesce(difference_pct::varchar, difference_key)
        from marts.grid_factors_official where year = 2020
        order by list_position({list(vocabulary.FACTOR_TREATMENTS)}, treatment_code)
        """,
    ),
    ("口径", "指南版本"): (
        {4: "amount", 5: "signed percent"},
        f"""
        select basis.title_zh || if(is_official, '（正式）', ''), form.emissions_tco2e::varchar,
            coalesce(other.difference_pct::varchar, '—')
        from {BASES} order by is_official desc, basis_id
        """,
    ),
    ("比较口径",): (
        {1: "amount", 2: "signed", 3: "signed", 4: "signed", 5: "named"},
        f"""
        select basis.title_zh, form.emissions_tco2e::varchar, other.potentials_tco2e::varchar,
            other.factors_tco2e::varchar, other.coverage_tco2e::varchar,
            (select list([category_title_zh, difference_tco2e::varchar] order by abs(difference_tco2e) desc)[:3]
                from marts.basis_differences as part
                where part.basis_id = form.basis_id and part.year = form.year and part.category_code != '')
        from {BASES} and not is_official order by basis_id
        """,
    ),
    ("依据", "万吨二氧化碳当量"): (
        {1: "amount", 2: "percent"},
        f"""
        select ({GRADES}::map(varchar, varchar))[grade], weight_tco2e::varchar, share_pct::varchar
        from marts.evidence_shares_official where {LATEST}
        order by criterion desc, list_position({list(GRADES)}, grade)
        """,
    ),
}


def shown(amount: str, style: str, size: int) -> str:
    """An amount or key as a reader sees it: 万吨 with two decimals, a percentage with one, a change with its sign."""
    if style == "text" or not re.search("[0-9]", amount):
        return amount
    value, decimals = (Decimal(amount), 1) if "percent" in style else (Decimal(amount) / size, 2)
    text = f"{abs(value):,.{decimals}f}"
    sign = "−" if value < 0 else "+" if value > 0 and "signed" in style else ""
    text = sign + text if re.search("[1-9]", text) else (sign.strip("−") + "≈0" if value else text)
    return text + "%" * ("percent" in style)


@pytest.fixture(scope="module")
def sample_page(sample: BuiltRelease, read_page: Any) -> Any:
    return read_page(report.render(sample.connection))


@pytest.mark.parametrize("heads", TABLES, ids="-".join)
def test_a_table_prints_the_figures_of_its_mart_in_the_unit_that_it_declares(
    heads: tuple[str, ...], sample: BuiltRelease, sample_page: Any
) -> None:
    """The unit stands in the heading of a column, or else in the caption."""
    styles, sql = TABLES[heads]
    tables = [
        ([cell.strip() for cell in rows[0]], caption, rows[1:])
        for rows, caption in zip(sample_page.tables, sample_page.captions, strict=True)
        if tuple(cell.strip() for cell in rows[0][: len(heads)]) == heads
    ]
    ((headings, caption, _), *_) = tables
    found = [
        [row[0].strip(), *(row[at].strip().removesuffix("*") for at in styles)] for *_, rows in tables for row in rows
    ]
    expected = []
    for title, *amounts in sample.connection.execute(sql).fetchall():
        row = [title]
        for (at, style), amount in zip(styles.items(), amounts, strict=True):
            units = re.findall("万?吨", headings[at]) + re.findall("万?吨", caption)
            size = 10_000 if units[:1] == ["万吨"] else 1
            if style == "named":
                row.append("；".join(f"{name} {shown(part, 'signed', size)}".strip() for name, part in amount or []))
            else:
                row.append(shown(amount, style, size))
        expected.append(row)
    assert found == expected


@pytest.mark.parametrize(("breakdown", "title"), [("trend_part", "（按部门）"), ("gas", "（按气体）")])
def test_parts_are_drawn_by_size_each_with_its_number_and_its_share_of_what_is_emitted(
    breakdown: str, title: str, sample: BuiltRelease, sample_page: Any
) -> None:
    parts = sample.rows(
        f"""
        select part_title_zh, emissions_tco2e as tonnes from marts.inventory_shares_official
        where breakdown_code = $breakdown and {LATEST} and emissions_tco2e is not null order by tonnes desc
        """,
        breakdown=breakdown,
    )
    emitted = sum(part["tonnes"] for part in parts if part["tonnes"] > 0)
    expected = []
    for part in parts:
        share = f"（{100 * part['tonnes'] / emitted:.1f}%）" if part["tonnes"] > 0 else ""
        expected += [part["part_title_zh"], f"{part['tonnes'] / 10_000:.1f}{share}".replace("-", "−")]
    drawing = sample_page.text.split(f"2024年（初步）排放构成{title}")[1].split()
    assert drawing[: len(expected) + 1] == ["万吨二氧化碳当量（占排放合计的比重）", *expected]


def test_a_part_has_one_colour_in_all_charts(sample: BuiltRelease) -> None:
    page = report.render(sample.connection).decode()
    trend, bars = (
        page.split(title)[1].split("</svg>")[0] for title in ("排放总量及构成</title>", "（按部门）</title>")
    )
    legend = {
        name: colour for colour, name in re.findall('fill="(#[^"]*)"[^>]*/>\\s*<text[^>]*>([^<0-9]+)</text>', trend)
    }
    drawn = dict(re.findall('<text[^>]*>([^<]*)</text>\\s*<g><title>[^<]*</title><rect[^>]*fill="(#[^"]*)"', bars))
    assert legend == drawn
    assert len(set(drawn.values())) == len(drawn) == len(PARTS)


def test_the_largest_categories_are_named_by_size_and_changes_in_tonnes_carry_a_sign(full: Any, read_page: Any) -> None:
    """Of 2024: 发电 3,151,108.5 t, 工业 809,997.5 t, 水泥 685,000 t; all categories that emit 5,274,863.5 t."""
    text = page_of(read_page, full).text
    assert (
        "排放最大的是火电热力（315.11 万吨，占排放合计的 59.7%）、工业和建筑业（81.00 万吨，占排放合计的 15.4%）、"
        "水泥生产（68.50 万吨，占排放合计的 13.0%）。" in text
    )
    (region,) = reported_regions(full)
    totals = {year: row["emissions_tco2e"] for year, row in figures.line_series(full, region)["total"].items()}
    for year in (2023, 2005):
        change = 100 * (totals[2024] - totals[year]) / totals[year]
        assert f"比{year}年 {change:+.1f}% {(totals[2024] - totals[year]) / 10_000:+,.2f} 万吨" in text


def test_what_emits_nothing_or_takes_up_is_not_among_the_largest(full: Any, read_page: Any) -> None:
    full.execute(
        "update marts.county_inventory set emissions_t = 0, emissions_tco2e = 0 "
        "where category_code not in ('E.1.1', 'L.1') and emissions_t is not null and year = 2024"
    )
    assert "排放最大的是火电热力（315.11 万吨，占排放合计的 100.0%）。" in read_page(report.render(full)).text


def test_what_does_not_count_in_the_total_is_not_among_the_largest(full: Any) -> None:
    """Electricity that comes in, as much as three times what the power plants of the county emit."""
    full.execute(
        "update marts.county_inventory set emissions_t = 9000000, emissions_tco2e = 9000000 "
        "where category_code = 'S2.1' and year = 2024"
    )
    (region,) = reported_regions(full)
    largest = [row["part_code"] for row in figures.largest_shares(full, region, "category")]
    assert largest[:3] == ["E.1.1", "E.2", "P.1"]
    assert "S2.1" not in largest


def test_a_fall_is_told_with_a_minus(full: Any, read_page: Any) -> None:
    """Without its power plants, of more than half of all emissions, the county emits less than in any year before."""
    full.execute(
        "update marts.county_inventory set emissions_t = 0, emissions_tco2e = 0 "
        "where category_code = 'E.1.1' and year = 2024"
    )
    text = read_page(report.render(full)).text
    assert re.search("比2023年 −[0-9.]+% −[0-9.]+ 万吨", text)


def test_sentences_give_each_amount_in_the_unit_behind_it(full: Any, read_page: Any) -> None:
    """Of 2024 in t: energy 4,345,806, processes 685,000, agriculture 244,057.5, forests −226,000.

    Industry, 809,997.5 t of the energy, is partial; the way to the total without LULUCF ends at 1,002,024 t.
    """
    text = page_of(read_page, full).text
    for sentence in (
        "2024年温室气体总排放504.89 万吨二氧化碳当量",
        "核算完整的类别合计 423.89 万吨；1 个类别只计入了一部分活动，合计 81.00 万吨",
        "土地利用变化与林业为 −22.60 万吨（负值为吸收）；不包括它时，总排放为 100.20 万吨。",
        "能源活动：434.58 万吨二氧化碳当量（占排放合计的 82.4%）",
        "工业生产过程：68.50 万吨二氧化碳当量（占排放合计的 13.0%）",
        "农业活动：24.41 万吨二氧化碳当量（占排放合计的 4.6%）",
        "土地利用变化与林业：−22.60 万吨二氧化碳当量（净吸收）",
        "与正式口径（2025年版指南，AR5，504.89 万吨）相比，万吨二氧化碳当量",
    ):
        assert sentence in text
