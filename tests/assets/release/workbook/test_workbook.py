"""The workbook: numbers are numbers, text is text, nothing is blank, bytes never change."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell

from assets.release import figures
from assets.release import workbook as tables
from assets.release.figures import reported_regions
from assets.release.workbook import worksheets
from assets.release.workbook.book import CREATED, OBEYED, Book
from schemas import vocabulary
from tests.conftest import BuiltRelease

#: The forms of the provincial report beside the summary, then the other views.
FORMS = [
    "各年汇总表",
    "部门与气体",
    "气体构成",
    "部门内构成",
    "增温潜势",
    "不确定性",
    "三项主要指标",
    "指标一览",
    "IPCC分类",
    "GPC",
    "考核二氧化碳",
    "电网因子",
    "视角差异",
    "视角差异明细",
]


#: Workbooks of the releases that no test changed.
BOOKS: dict[int, Workbook] = {}


def read(content: bytes) -> Workbook:
    return load_workbook(BytesIO(content))


def book_of(release: Any) -> Workbook:
    """The workbook of a release that the test leaves as it is; written once for all of them."""
    if id(release) not in BOOKS:
        BOOKS[id(release)] = read(tables.render(release))
    return BOOKS[id(release)]


def test_the_workbook_has_the_forms(any_release: Any) -> None:
    book = book_of(any_release)
    told = ["核查提示"] if figures.told_places(any_release, "held") else []
    main = [name for name in book.sheetnames if name != "图表" and not name.startswith("底稿")]
    assert main == ["目录", "清单汇总表", "历年汇总", "强度指标", *FORMS, "完整性", "说明", *told]


def test_what_a_check_found_is_listed_and_what_somebody_has_to_confirm_comes_first(full: Any) -> None:
    assert cells(book_of(full)["核查提示"], 4) == [
        ["结果", "编号，或确认（解答）人", "规则", "位置", "说明", "处理，或确认（解答）的原因"],
        *(
            [result, by, "E-JUMP 年际变化超过15%：年际变化", f"供气量.xlsx › 供气量 › D{16 + n}", f"多了{n}成。", why]
            for n, (result, by, why) in enumerate(
                [("待确认", "0123456789ab", "核对。"), ("已确认", "王五", "企业停产"), ("提示", "—", "核对。")], start=1
            )
        ),
    ]


def test_every_sheet_that_keeps_its_head_in_sight_has_one_from_its_first_column_on(full: Any) -> None:
    kept = [sheet for sheet in book_of(full) if sheet.freeze_panes]
    assert len(kept) > 10
    assert [sheet.title for sheet in kept if not sheet["A4"].value] == []


def test_no_cell_inside_a_table_is_blank(any_release: Any) -> None:
    """From its heading to its last row every table is filled; blocks of a sheet are parted by blank rows."""
    book = book_of(any_release)
    for name in FORMS:
        for row in book[name].iter_rows(min_row=4):
            filled = [cell for cell in row if cell.border.left.style and not isinstance(cell, MergedCell)]
            assert [cell.coordinate for cell in filled if cell.value in (None, "")] in ([], ["A6"]), name


def test_the_form_has_no_blank_and_the_numbers_of_the_mart(any_release: Any) -> None:
    sheet = book_of(any_release)["清单汇总表"]
    (region,) = reported_regions(any_release)
    for at, line in enumerate(figures.form_lines(any_release, "provincial_summary", region, region.latest), 6):
        assert line["line_title_zh"] in sheet.cell(at, 1).value
        for column, (amount, key, _, _, per) in enumerate(figures.FORM_GASES, 2):
            tonnes, cell = line[amount], sheet.cell(at, column)
            assert cell.value == (line[key] if tonnes is None else pytest.approx(float(tonnes / per)))
            assert cell.alignment.horizontal == ("center" if tonnes is None else "right")
    assert sheet.max_row == at


def test_the_series_has_every_line_and_year(any_release: Any) -> None:
    sheet = book_of(any_release)["历年汇总"]
    (region,) = reported_regions(any_release)
    assert [cell.value for cell in sheet[4]] == ["排放源与吸收汇种类", *(f"{year}年" for year in region.years)]
    for at, by_year in enumerate(figures.line_series(any_release, region).values(), 5):
        for column, year in enumerate(region.years, 2):
            row = by_year[year]
            expected = row["emissions_key"] or pytest.approx(float(row["emissions_tco2e"] / 10_000))
            assert sheet.cell(at, column).value == expected


def test_indicators_are_numbers_with_fitting_decimals(full: Any) -> None:
    sheet = book_of(full)["强度指标"]
    assert sheet["A6"].value == "2005年"
    assert (sheet["B6"].value, sheet.max_column) == (3.9, 3)
    assert sheet["B6"].number_format == "#,##0.000"


def test_no_cell_is_a_formula_and_hostile_text_stays_text(full: Any) -> None:
    for index, begin in enumerate(["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "＝1+1", "\t=1"]):
        full.execute(
            "update marts.provincial_summary set line_title_zh = $1 where line_number = $2", [begin, index + 1]
        )
    full.execute("update core.regions set name_zh = '=HYPERLINK(\"x\")'")
    full.execute("update marts.completeness set department_zh = '=1+1'")
    content = tables.render(full)
    cells = [cell for sheet in read(content) for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"n", "s"}
    obeyed = [cell for cell in cells if cell.data_type == "s" and cell.value.startswith(OBEYED)]
    assert len(obeyed) > 10
    assert all(cell.quotePrefix for cell in obeyed)
    assert not any(b"<f>" in ZipFile(BytesIO(content)).read(name) for name in ZipFile(BytesIO(content)).namelist())


def test_what_cannot_be_is_there_in_grey_and_everything_else_is_not(full: Any) -> None:
    sheet = book_of(full)["清单汇总表"]
    cells = [cell for row in sheet.iter_rows(min_row=6, min_col=2) for cell in row]
    assert all(cell.value is not None for cell in cells)
    grey = [cell.value for cell in cells if cell.font.color is not None and cell.font.color.rgb == "FFA9B1BC"]
    assert len(grey) == [cell.value for cell in cells].count("NA") > 50
    assert set(grey) == {"NA"}
    assert "灰色 NA" in sheet["A3"].value


def test_a_negative_number_is_a_number(full: Any) -> None:
    sheet = book_of(full)["清单汇总表"]
    assert sheet.cell(sheet.max_row, 2).value == pytest.approx(-79.0)
    assert not sheet.cell(sheet.max_row, 2).quotePrefix


def test_the_workbook_is_the_same_on_every_run(full: Any) -> None:
    content = tables.render(full)
    assert content == tables.render(full)
    assert read(content).properties.created == CREATED


def test_the_workbook_says_what_it_is(full: Any, one_year: Any) -> None:
    assert (
        book_of(full)["清单汇总表"]["A2"].value
        == "示例数据，非官方 · 内部版，不得对外提供 · 草稿：1 处存疑待确认，不得签发"
    )
    assert "示例" not in book_of(one_year)["清单汇总表"]["A2"].value


def test_every_sheet_prints_on_a4_with_page_numbers_and_repeats_its_head(any_release: Any) -> None:
    book = book_of(any_release)
    for sheet in book:
        assert sheet.page_setup.paperSize == 9, sheet.title
        assert "&P" in sheet.oddFooter.right.text, sheet.title
        assert sheet.sheet_properties.pageSetUpPr.fitToPage or sheet.title == "各年汇总表"  # a year a page
    long = [sheet for sheet in book if sheet.max_row > 60 and sheet.title not in ("各年汇总表", "说明", "完整性")]
    assert all(sheet.print_title_rows for sheet in long), [sheet.title for sheet in long]


def test_sheets_print_across_one_page_and_keep_their_head(full: Any) -> None:
    sheet = book_of(full)["历年汇总"]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.freeze_panes == "B5"


def test_gaps_and_missing_deliveries_stand_in_the_workbook(full: Any) -> None:
    sheet = book_of(full)["完整性"]
    texts = {cell.value for row in sheet.iter_rows() for cell in row}
    assert {"A.3 动物肠道发酵", "分类供气量", "2005—2006、2010"} <= texts


def cells(sheet: Any, first: int = 5) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=first)]


def test_the_summary_of_every_year_is_there(full: Any) -> None:
    sheet = book_of(full)["各年汇总表"]
    firsts = {number: row[0] for number, row in enumerate(cells(sheet, 1), 1)}
    heads = {number: text for number, text in firsts.items() if str(text).endswith("排放源与吸收汇种类")}
    assert list(heads.values()) == [f"{year}年 排放源与吸收汇种类" for year in range(2005, 2025)]
    # each year begins a page: the first has no page before it, the last none behind it
    assert [above.id + 1 for above in sheet.row_breaks.brk] == list(heads)[1:]


def test_sectors_add_up_by_gas_with_and_without_land_use(any_release: Any) -> None:
    (region,) = reported_regions(any_release)
    rows = [row for row in cells(read(tables.render(any_release))["部门与气体"]) if row[0]]
    assert len(rows) == 7 * len(region.years)
    for year in region.years:
        *sectors, gross, total = [row[2:] for row in rows if row[0] == f"{year}年"]
        for column, whole in enumerate(total):
            parts = [sector[column] for sector in sectors if not isinstance(sector[column], str)]
            without = [sector[column] for sector in (*sectors[:3], sectors[4]) if not isinstance(sector[column], str)]
            assert whole == (pytest.approx(sum(parts)) if parts else whole)
            assert isinstance(whole, str) == (not parts)
            assert gross[column] == (pytest.approx(sum(without)) if without else gross[column])
            assert isinstance(gross[column], str) == (not without)


def test_gases_are_shares_of_the_total_without_land_use(full: Any) -> None:
    for row in cells(book_of(full)["气体构成"]):
        amounts, whole, shares = row[1:5], row[5], row[6:]
        for amount, share in zip(amounts, shares, strict=True):
            assert share == (amount if isinstance(amount, str) else pytest.approx(100 * amount / whole))
        assert sum(share for share in shares if not isinstance(share, str)) == pytest.approx(100)


def test_sub_sources_are_shares_of_their_sector_and_a_net_of_sinks_has_none(full: Any) -> None:
    rows = cells(book_of(full)["部门内构成"])
    by_sector: dict[object, float] = {}
    for sector, *_, last in rows:
        by_sector[sector] = by_sector.get(sector, 0) + (0 if isinstance(last, str) else float(str(last)))
    assert by_sector.pop("土地利用变化与林业") == 0
    assert by_sector.pop("废弃物处理") == 0  # nothing of it is known
    assert list(by_sector.values()) == pytest.approx([100] * 3)
    assert {row[-1] for row in rows if row[0] == "土地利用变化与林业"} == {"NA", "NE"}


def test_potentials_of_all_sets_stand_beside_each_other(full: Any) -> None:
    sheet = book_of(full)["增温潜势"]
    assert [row[0] for row in cells(sheet)] == ["二氧化碳", "甲烷", "氧化亚氮"]
    assert [row[2:] for row in cells(sheet)] == [[1, 1], [21, 28], [310, 265]]
    assert "第五次评估报告" in sheet["A3"].value


def test_a_potential_shows_the_decimal_that_it_has(full: Any) -> None:
    full.execute("update core.gwps set gwp = 27.9 where gas = 'CH4' and gwp = 28")
    row = read(tables.render(full))["增温潜势"][6]
    assert [(cell.value, cell.number_format) for cell in row[2:4]] == [(21, "#,##0"), (27.9, "#,##0.0")]


def test_an_uncertainty_that_is_not_computed_is_no_number(any_release: Any) -> None:
    rows = cells(book_of(any_release)["不确定性"])
    assert len(rows) == 7
    assert {row[2] for row in rows} == {"尚未计算"}


def test_the_other_views_show_the_numbers_of_their_tables(full: Any) -> None:
    book = book_of(full)
    ipcc = {row[0]: row[1:] for row in cells(book["IPCC分类"], 6)}
    assert ipcc["1.A.2"][:2] == ["制造业和建筑业*", pytest.approx(80.99975)]
    gpc = {row[0]: row[3:] for row in cells(book["GPC"])}
    assert gpc["I.3.1"] == [
        pytest.approx(809_997.5), *["NA"] * 6, pytest.approx(809_997.5), "—", "M", "M", "√", "√", "√",
    ]  # fmt: skip
    assert gpc["I.3.2"] == [*["NE"] * 6, "NA", "NE", "NE", "—", "—", "√", "√", "—"]
    three = book["三项主要指标"]
    titles = [f"co2_per_gdp 2020 {is_with}" for is_with in (False, True)]  # in the prices in force alone
    assert [cell.value for cell in three[4]][1:3] == titles
    assert (three.max_column, three.cell(6, 2).value) == (7, pytest.approx(2.5))
    assert book["考核二氧化碳"].cell(25, 2).value == pytest.approx(80.99925)
    bridge = cells(book["视角差异"])
    assert [row[1] for row in bridge] == ["start", "lulucf_excluded", "end"]
    for column in range(2, 22):
        assert bridge[0][column] + bridge[1][column] == pytest.approx(bridge[2][column])  # type: ignore[operator]
    assert [row[4] for row in cells(book["视角差异明细"])] == [1_000_000, 2024, 1_002_024]


def test_several_regions_have_a_sheet_of_totals_and_sheets_of_their_own(full: Any) -> None:
    for table in ("core.regions", "core.factor_regions", "marts.provincial_summary", "marts.year_progress"):
        full.execute(f"insert into {table} select * replace ('511702' as region_code) from {table}")
    book = read(tables.render(full))
    assert "万吨" in book["各地区汇总"]["A3"].value
    total = pytest.approx(504.88635)  # 5,048,863.5 t
    assert [[row[0], *row[2:]] for row in cells(book["各地区汇总"])] == [
        ["511702", "2024年", total],
        ["511725", "2024年", total],
    ]
    assert {"清单汇总表_511702", "清单汇总表_511725"} <= set(book.sheetnames)


@pytest.mark.parametrize(("regions", "has_forms"), [(3, True), (4, False)])
def test_of_more_than_three_regions_only_the_main_sheets_are_written(full: Any, regions: int, has_forms: bool) -> None:
    for code in range(511702, 511702 + regions - 1):
        for table in ("core.regions", "core.factor_regions", "marts.provincial_summary", "marts.year_progress"):
            rows = f"select * replace ('{code}' as region_code) from {table} where region_code = '511725'"
            full.execute(f"insert into {table} {rows}")
    names = {name for name in read(tables.render(full)).sheetnames if name.endswith("_511725")}
    main = {"清单汇总表", "历年汇总", "强度指标", "完整性", "说明"}
    whole = {*FORMS, "图表", "底稿_农业", "底稿_废弃物处理"}
    assert names == {f"{name}_511725" for name in main.union(whole if has_forms else [])}


def test_a_preliminary_year_is_called_so_on_every_sheet_and_wherever_it_heads_figures(full: Any) -> None:
    assert "初步" not in read(tables.render(full))["清单汇总表"]["A2"].value
    full.execute("update marts.year_progress set preliminary_zh = '地区生产总值、人口' where year = 2024")
    book = read(tables.render(full))
    assert all(sheet["A2"].value.endswith(" · 2024年为初步数") for sheet in book)
    assert book["清单汇总表"]["A1"].value == "渠县2024年（初步）温室气体清单汇总表"
    assert [cell.value for cell in book["历年汇总"][4]][-2:] == ["2023年", "2024年\n（初步）"]
    notes = [row[:2] for row in cells(book["说明"])]
    assert ["2024年", "地区生产总值、人口"] in notes


def test_a_cell_without_number_and_key_is_refused() -> None:
    book = Book(BytesIO(), "")
    sheet = book.sheet("表", "表", "", [10])
    with pytest.raises(ValueError, match="neither a number nor a notation key"):
        book.cell(sheet, 4, 0, None, "")
    book.cell(sheet, 4, 0, Decimal(0), "")
    book.workbook.close()


#: A unit as headings and unit lines print it, and how many it is of the unit of the marts (t, MWh, or itself).
UNIT = re.compile(
    "(吨二氧化碳(?:当量)?/(?:万元|人|吨标准煤)|万吨|亿千瓦时|吨/兆瓦时|吨|%|二氧化碳＝1)(?:CO₂当量|二氧化碳当量)?"
)
SIZES = {"万吨": 10_000, "亿千瓦时": 100_000}


def size_of(*declarations: str) -> int:
    """The size of the unit in the first text that declares one; a figure without any unit is an error."""
    return next(SIZES.get(found[1], 1) for text in declarations if (found := UNIT.search(text)))


def printed_figures(sheet: Any, labels: int) -> Iterator[list[Any]]:
    """Of every cell in the order of the sheet: labels of its row, heading, figure in the unit of the marts.

    The unit is that of the heading, else that of the sheet: of what its unit line says about the heading, if anything.
    Where rows have units of their own, a column says them, and the figure stands as it is printed.
    """
    clauses = re.split("[，；]", sheet["A3"].value)
    headings: list[str] = []
    is_below_heading = False
    for row in sheet.iter_rows(min_row=4):
        texts = ["" if cell.value is None else str(cell.value).replace("\n", "") for cell in row]
        if is_heading := any(cell.fill.fill_type for cell in row):
            headings = [a + b for a, b in zip(headings, texts, strict=True)] if is_below_heading else texts
        elif any(texts):
            block = re.findall("^[0-9]+年", headings[0])  # blocks of a year say so in their heading
            for heading, cell in zip(headings[labels:], row[labels:], strict=True):
                figure = cell.value
                if not isinstance(figure, str) and "单位" not in headings:
                    about = "各年" if heading.isdigit() else heading
                    figure *= size_of(heading, *(text for text in clauses if text.startswith(about)), *clauses)
                yield [*block, *texts[:labels], re.sub(f"（?{UNIT.pattern}）?$", "", heading), figure]
        is_below_heading = is_heading


def figure(amount: str, key: str = "") -> str:
    return f"coalesce({amount}::varchar, {key or amount.rsplit('_', 1)[0] + '_key'})"


def across(table: str, columns: Mapping[str, str]) -> str:
    """Rows of a mart of the official basis, one a column of the sheet."""
    headings = ", ".join(f"'{heading}'" for heading in columns)
    return (
        f"(select *, unnest(range({len(columns)})) as place, unnest([{headings}]) as heading, "
        f"unnest([{', '.join(columns.values())}]) as figure from marts.{table}_official)"
    )


GASES = {
    "co2": "二氧化碳",
    "ch4": "甲烷",
    "n2o": "氧化亚氮",
    "hfcs": "氢氟碳化物",
    "pfcs": "全氟化碳",
    "sf6": "六氟化硫",
}
WHOLE = {"温室气体合计": figure("emissions_tco2e")}
IN_TONNES = {GASES[gas]: figure(f"{gas}_t") for gas in ("co2", "ch4", "n2o", "sf6")}
EQUIVALENT = {title: figure(f"{gas}_tco2e") for gas, title in GASES.items()}
BY_GAS = {title: IN_TONNES.get(title, EQUIVALENT[title]) for title in GASES.values()} | WHOLE
MARKS = {
    "标记": "coalesce(nullif(emissions_key, ''), '—')",
    "活动水平质量": "coalesce(nullif(activity_quality, ''), '—')",
    "因子质量": "coalesce(nullif(factor_quality, ''), '—')",
    "BASIC": "if(is_in_basic, '√', '—')",
    "BASIC+": "if(is_in_basic_plus, '√', '—')",
    "县域内": "if(is_in_territorial, '√', '—')",
}
ASSESSED = {
    "其中：燃料燃烧（分品种核算）": "coalesce(fuel_co2_t::varchar, 'NE')",
    "其中：净调入电力（当年因子）": "coalesce(electricity_co2_t::varchar, 'NE')",
    "净调入电量（净调出为负）": figure("net_electricity_mwh", "net_electricity_key"),
    "当年电网因子": figure("electricity_factor", "electricity_factor_key"),
}

GRID = {
    "电网因子": figure("electricity_factor", "factor_key"),
    "净调入电力": figure("electricity_co2_t", "factor_key"),
    "考核二氧化碳": figure("co2_t", "co2_key"),
    "相差": figure("difference_t", "difference_key"),
    "相差比例": figure("difference_pct", "difference_key"),
}
#: Columns of words follow the figures of a target.
#: What is measured in tonnes is read in 万.
IN_WAN = "unit_zh in ('吨', '吨标准煤')"
READ_UNIT = f"if({IN_WAN}, '万', '') || unit_zh"
READ = f"({{0}} / if({IN_WAN}, 10000, 1))"

TARGETS = {
    "要求": figure(READ.format("threshold"), "threshold_key"),
    "现值": figure(READ.format("value"), "value_key"),
    "差距（%的为百分点）": figure(READ.format("distance"), "distance_key"),
    "今后每年须": figure("required_rate", "required_key"),
    "起算以来每年": figure("achieved_rate", "achieved_key"),
}
EVIDENCE = {word: titles[0] for word, titles in vocabulary.EVIDENCE.items()}

LATEST = "year = (select max(year) from core.reported_years)"
PRELIMINARY = "year in (select year from marts.year_progress where preliminary_zh != '')"
YEAR = f"year || if({PRELIMINARY}, '年（初步）', '年')"
TITLE = "line_title_zh || if(is_incomplete, '*', '')"
MEMO = f"if(is_memo, '信息项：', '') || {TITLE}"
PLAIN = "regexp_replace({}, '^[0-9.]+', '')"
SOURCE = (
    f"if(line_level > 2, replace({PLAIN.format('parent_title_zh')}, '合计', '') || '·', '') "
    f"|| {PLAIN.format('line_title_zh')}"
)
INDICATORS = f"""
    select {YEAR}, value.title_zh, {figure("value", "notation_key")}
    from marts.county_indicators_official as value inner join codes.indicators as listed using (indicator_code)
"""
#: What tells the series of an indicator apart, in the order of the sheet, and how the sheet words it.
VARIANT = (
    "indicator_code, caliber, scope, method, accounting, grid_factor_year, gas, is_with_lulucf, base_year, "
    "price_base_year"
)
WORD = "coalesce((select title_zh from word where variant_column = '{0}' and variant_code = value.{0}), '—')"
HAS_ELECTRICITY = "caliber in ('energy', 'stat_2026') or indicator_code = 'public_institution_co2_per_area'"
TOLD = f"""[
    value.title_zh,
    {WORD.format("caliber")}, {WORD.format("scope")}, {WORD.format("method")}, {WORD.format("accounting")},
    case when grid_factor_year != 0 then grid_factor_year || '年' when {HAS_ELECTRICITY} then '当年' else '—' end,
    {WORD.format("gas")},
    if(caliber = 'total', if(is_with_lulucf, '含', '不含'), '—'),
    if(base_year = 0, '—', base_year || '年'),
    {READ_UNIT.replace("unit_zh", "value.unit_zh")}
]"""
GROUPS, SETS = list(vocabulary.GAS_GROUPS), list(vocabulary.GWP_SETS)
GROUP_TITLES = "{" + ", ".join(f"'{group}': '{titles[0]}'" for group, titles in vocabulary.GAS_GROUPS.items()) + "}"
SET_TITLES = [titles[0] for titles in vocabulary.GWP_SETS.values()]

#: Sheet → columns of labels, and what stands in it: labels of a row, heading, figure or key.
SHEETS: dict[str, tuple[int, str]] = {
    "清单汇总表": (
        1,
        f"select {MEMO}, heading, figure from {across('provincial_summary', BY_GAS)} where {LATEST} "
        "order by line_number, place",
    ),
    "历年汇总": (
        1,
        f"""select first_value({MEMO}) over (partition by line_code order by year desc), {YEAR},
        {figure("emissions_tco2e")} from marts.provincial_summary_official order by line_number, year""",
    ),
    "强度指标": (
        1,
        f"{INDICATORS} where caliber in ('fuel_only', 'energy') and base_year = 0 and method = 'bottom_up' "
        "and grid_factor_year = 0 and starts_with(indicator_code, 'co2_per_') "
        "order by year, not is_price_base_in_force, listed.line_number, caliber desc, price_base_year",
    ),
    "目标": (
        5,
        f"""
        select title_zh, coalesce(nullif(reading_zh, ''), '—'), coalesce(nullif(department_zh, ''), '全县'),
            target_year::varchar, coalesce(nullif({READ_UNIT}, ''), '—'), heading, figure
        from {across("target_status", TARGETS)} where {LATEST}
        order by line_number, not is_headline, reading_id, place
        """,
    ),
    "各年汇总表": (
        1,
        f"select year || '年', {MEMO}, heading, figure from {across('provincial_summary', BY_GAS)} "
        "order by year, line_number, place",
    ),
    "部门与气体": (
        2,
        f"select {YEAR}, {TITLE}, heading, figure from {across('sector_summary', EQUIVALENT | WHOLE)} "
        "order by year, line_number, place",
    ),
    "气体构成": (
        1,
        f"""
        with cells as (
            select year, 1 as part, gas_group, {figure("emissions_tco2e")} as figure from marts.gas_shares_official
            union all
            select year, 2, '', {figure("emissions_tco2e")} from marts.sector_summary_official where line_code = 'gross'
            union all
            select year, 3, gas_group, {figure("share_pct")} from marts.gas_shares_official
        )
        select {YEAR} || if(gross.is_incomplete, '*', ''),
            coalesce(({GROUP_TITLES}::map(varchar, varchar))[gas_group], '合计'), figure
        from cells inner join marts.sector_summary_official as gross using (year) where line_code = 'gross'
        order by year, part, list_position({GROUPS}, gas_group)
        """,
    ),
    "部门内构成": (
        2,
        f"""
        with cells as (
            select *, year::varchar as heading, {figure("share_pct")} as figure from marts.source_shares_official
            union all
            select *, {YEAR}, {figure("emissions_tco2e")} from marts.source_shares_official where {LATEST}
        )
        select sector_title_zh, first_value({SOURCE} || if(is_incomplete, '*', '')) over (
            partition by line_code order by year desc), heading, figure
        from cells order by line_number, length(heading) desc, year
        """,
    ),
    "增温潜势": (
        2,
        f"""
        select gas.title_zh, gas.formula, heading, coalesce(value.gwp::varchar, '—')
        from (select *, row_number() over () as place from codes.gases) as gas
        cross join (select unnest({SETS}) as gwp_set, unnest({SET_TITLES}) as heading) as listed
        left join core.gwps as value on gas.gas_code = value.gas and listed.gwp_set = value.gwp_set
        order by gas.place, list_position({SETS}, listed.gwp_set)
        """,
    ),
    "不确定性": (
        1,
        f"select {TITLE}, '排放量', {figure('emissions_tco2e')} from marts.sector_summary_official where {LATEST} "
        "order by line_number",
    ),
    "三项主要指标": (
        1,
        f"""{INDICATORS} where caliber = 'total' and gas = '' and base_year = 0 and is_price_base_in_force
        order by year, listed.line_number, is_with_lulucf""",
    ),
    "IPCC分类": (
        2,
        f"select if(line_code = 'total', '', line_code), {TITLE}, heading, figure "
        f"from {across('ipcc_summary', BY_GAS)} where {LATEST} order by line_number, place",
    ),
    "GPC": (
        3,
        f"""select if(line_code = 'territorial', '县域内', line_code), {TITLE}, if(scope = 0, '合计', scope::varchar),
        heading, figure
        from {across("gpc_summary", EQUIVALENT | {"三氟化氮等": figure("nf3_tco2e")} | WHOLE | MARKS)}
        where {LATEST} order by line_number, place""",
    ),
    "考核二氧化碳": (
        1,
        f"""
        select {YEAR}, heading, figure from (
            select year, listed.line_number::integer as place, value.title_zh as heading,
                {figure("co2_t", "notation_key")} as figure
            from marts.assessment_co2_official as value inner join codes.assessment_variants as listed using (variant)
            union all
            select year, 10 + place, heading, figure from {across("assessment_co2", ASSESSED)}
            where variant = 'current_factor'
        ) order by year, place
        """,
    ),
    "指标一览": (
        10,
        f"""
        with word as (select variant_column, variant_code, title_zh from codes.indicator_variants),
        series as (
            select distinct on ({VARIANT}) {VARIANT}, {TOLD} as labels, line_number::integer as line
            from marts.county_indicators_official as value
            inner join codes.indicators as listed using (indicator_code) where is_price_base_in_force
        )
        select labels[1], labels[2], labels[3], labels[4], labels[5], labels[6], labels[7], labels[8], labels[9],
            labels[10], {YEAR}, coalesce({READ.format("value.value")}::varchar, value.notation_key, '—')
        from series cross join (select distinct year from core.reported_years) as years
        left join marts.county_indicators_official as value using ({VARIANT}, year)
        order by series.line, {VARIANT.partition(", ")[2]}, year
        """,
    ),
    "电网因子": (
        3,
        f"""
        select year || '年', case when treatment_code = 'carried' then '沿用' || factor_years || '年'
            when treatment_code = 'interpolated' then replace(factor_years, '/', '年与') || '年之间内插'
            else '当年公布' end,
            coalesce(({EVIDENCE}::map(varchar, varchar))[nullif(evidence, '')], '—'), heading, figure
        from {across("grid_factors", GRID)}
        order by year, list_position({list(vocabulary.FACTOR_TREATMENTS)}, treatment_code), place
        """,
    ),
    "视角差异": (
        2,
        f"""
        select view.title_zh, step.step_title_zh, {YEAR}, coalesce(value.emissions_tco2e::varchar, '—')
        from (select distinct view_code, step_number, step_title_zh from marts.bridge_steps_official) as step
        cross join (select distinct year from marts.bridge_steps_official) as years
        left join marts.bridge_steps_official as value using (view_code, step_number, year)
        inner join forms.views as view using (view_code)
        order by view.line_number, step_number, year
        """,
    ),
    "视角差异明细": (
        4,
        f"""
        select view.title_zh, step_title_zh, coalesce(nullif(trim(category_code || ' ' || category_title_zh), ''), '—'),
            coalesce(gas.title_zh, '—'), '数额', amount_tco2e::varchar
        from marts.view_bridge_official as bridge inner join forms.views as view using (view_code)
        left join codes.gases as gas on bridge.gas = gas.gas_code
        where {LATEST} order by view.line_number, step_number, category_code, bridge.gas
        """,
    ),
}


@pytest.fixture(scope="module")
def of_sample(sample: BuiltRelease) -> Workbook:
    return read(tables.render(sample.connection))


def test_every_sheet_of_figures_is_compared_with_its_table(of_sample: Workbook) -> None:
    of_words = {"目录", "完整性", "说明", "核查提示"}
    of_formulas = {"能源平衡表(实物量)", "能源平衡表(标准量)", "能源平衡表(简易)"}  # see test_balance.py
    of_formulas |= {
        "因子清单",
        *(f"底稿_{name}" for name in worksheets.NAMES.values()),
    }  # test_worksheets, test_factors
    of_charts = {"图表"}  # test_charts
    assert set(of_sample.sheetnames) == set(SHEETS) | of_words | of_formulas | of_charts


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_prints_the_figures_of_its_table_in_the_unit_that_it_declares(
    name: str, sample: BuiltRelease, of_sample: Workbook
) -> None:
    labels, sql = SHEETS[name]
    words = {"说明", "不确定性"}  # columns of the sheet of uncertainties that hold no figure yet
    words |= {"速度单位", "判定", "按现有数字", "判定不同的读法", "原因"}  # of the targets
    found = [row for row in printed_figures(of_sample[name], labels) if row[-2] not in words]
    expected = [list(row) for row in sample.connection.execute(sql).fetchall()]
    assert expected
    assert [row[:-1] for row in found] == [row[:-1] for row in expected]
    for (*about, value), (*_, text) in zip(found, expected, strict=True):
        is_number = not isinstance(value, str)
        assert value == (pytest.approx(float(text), rel=1e-12) if is_number else text), about


def test_the_notes_give_the_total_of_each_basis_in_the_unit_beside_it(
    sample: BuiltRelease, of_sample: Workbook
) -> None:
    found = [
        float(str(row[1])) * size_of(str(row[0]))
        for row in cells(of_sample["说明"], 4)
        if str(row[0]).startswith("2024年（初步）总量")
    ]
    totals = sample.rows(
        f"""
        select emissions_tco2e from marts.provincial_summary inner join core.bases using (basis_id)
        where line_code = 'total' and {LATEST} order by is_official desc, basis_id
        """
    )
    assert found == pytest.approx([float(row["emissions_tco2e"]) for row in totals])
