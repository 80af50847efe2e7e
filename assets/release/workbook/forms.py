"""The forms of the provincial report beside the summary, and the tables of the other views, as sheets of a workbook.

The seven forms are those of methodology 18: summary, sectors by gas, gases, sub-sources, warming potentials,
uncertainty, key indicators. The summary of the latest year and how a sheet looks are not decided here.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

import duckdb
from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.numbers import TONNES_A_WAN, decimals_in, factor_years, fitting_decimals, readable, without_number
from assets.release.workbook.book import Book
from schemas import vocabulary

WAN = "单位：万吨二氧化碳当量"

#: Columns of gases where all are equivalents: amount, key, heading.
EQUIVALENTS = tuple((key.replace("_key", "_tco2e"), key, title) for _, key, title, *_ in figures.FORM_GASES)


class Series(NamedTuple):
    """A column of years: heading, printed unit, its rows, and which of their fields is shown in which unit."""

    title: str
    unit: str
    rows: Sequence[Row]
    field: str
    per: Decimal | int = 1
    key: str = "notation_key"


def write_forms(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Add the forms of a region; sheet names end in ``suffix``."""
    by_sector = figures.sectors_by_gas(connection, region)
    _summaries(book, connection, region, f"各年汇总表{suffix}")
    _sectors_by_gas(book, region, by_sector, f"部门与气体{suffix}")
    _gases(book, connection, region, by_sector, f"气体构成{suffix}")
    _sub_sources(book, connection, region, f"部门内构成{suffix}")
    _potentials(book, connection, region, f"增温潜势{suffix}")
    _uncertainty(book, region, by_sector, f"不确定性{suffix}")
    _key_indicators(book, connection, region, f"三项主要指标{suffix}")
    _ipcc(book, connection, region, f"IPCC分类{suffix}")
    _gpc(book, connection, region, f"GPC{suffix}")
    _assessed(book, connection, region, f"考核二氧化碳{suffix}")
    _all_indicators(book, connection, region, f"指标一览{suffix}")
    _grid_factors(book, connection, region, f"电网因子{suffix}")
    _bridges(book, connection, region, f"视角差异{suffix}")
    _bridge_details(book, connection, region, f"视角差异明细{suffix}")


def _star(title: str, row: Row) -> str:
    return title + ("*" if row["is_incomplete"] else "")


def _summaries(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """First form, a block and a printed page a year."""
    gases = figures.FORM_GASES
    title = f"{region.name}各年温室气体清单汇总表"
    sheet = book.sheet(name, title, "单位见表头；* 不完整", [46, *([14] * (len(gases) - 1)), 18])
    # a year a page: a spreadsheet ignores page breaks where it fits to pages by itself
    sheet.set_portrait()
    sheet.set_print_scale(47)
    at, breaks = 3, []
    for year in region.years:
        book.head(sheet, at, 0, f"{region.label(year)} 排放源与吸收汇种类")
        for column, (_, _, gas, unit, _) in enumerate(gases, 1):
            book.head(sheet, at, column, f"{gas}（{unit}）")
        sheet.set_row(at, 32)
        for row in figures.form_lines(connection, "provincial_summary", region, year):
            at += 1
            bold = row["line_level"] < 2 and not row["is_memo"]
            line = _star(("信息项：" if row["is_memo"] else "") + row["line_title_zh"], row)
            book.text(sheet, at, 0, line, border=1, indent=2 * row["line_level"] + 1, bold=bold)
            for column, (amount, key, _, _, per) in enumerate(gases, 1):
                book.cell(sheet, at, column, row[amount], row[key], per=per, bold=bold)
        at += 2
        breaks.append(at)
    sheet.set_h_pagebreaks(breaks[:-1])
    sheet.freeze_panes(3, 1)


def _sectors_by_gas(book: Book, region: Region, by_sector: Sequence[Row], name: str) -> None:
    """Second form: a sector a row, a gas a column, all years below each other."""
    title = f"{region.name}分部门、分气体温室气体排放"
    sheet = book.sheet(name, title, f"{WAN}；* 不完整", [15, 40, *([13] * len(EQUIVALENTS))])
    for column, text in enumerate(["年份", "部门", *(gas for *_, gas in EQUIVALENTS)]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(by_sector, 4):
        bold = row["line_code"] in ("gross", "total")
        book.text(sheet, at, 0, region.label(row["year"]), border=1, align="center", bold=bold)
        book.text(sheet, at, 1, _star(row["line_title_zh"], row), border=1, bold=bold)
        for column, (amount, key, _) in enumerate(EQUIVALENTS, 2):
            book.cell(sheet, at, column, row[amount], row[key], per=TONNES_A_WAN, bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)
    sheet.autofilter(3, 0, 3 + len(by_sector), 1)


def _gases(
    book: Book, connection: duckdb.DuckDBPyConnection, region: Region, by_sector: Sequence[Row], name: str
) -> None:
    """Third form: amount and share of CO2, CH4, N2O and the fluorinated gases, without LULUCF."""
    title = f"{region.name}温室气体构成（不包括土地利用变化和林业）"
    sheet = book.sheet(name, title, f"{WAN}，%", [16, *([14] * 9)])
    heads = [titles[0] for titles in vocabulary.GAS_GROUPS.values()]
    for column, text in enumerate(["年份", *heads, "合计", *(f"{head}（%）" for head in heads)]):
        book.head(sheet, 3, column, text)
    shares = figures.gas_shares(connection, region)
    for at, gross in enumerate((row for row in by_sector if row["line_code"] == "gross"), 4):
        book.text(sheet, at, 0, _star(region.label(gross["year"]), gross), border=1, align="center")
        groups = [shares[gross["year"], group] for group in vocabulary.GAS_GROUPS]
        for column, row in enumerate([*groups, gross], 1):
            book.cell(sheet, at, column, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN)
        for column, row in enumerate(groups, 6):
            book.cell(sheet, at, column, row["share_pct"], row["share_key"], 1)
    sheet.freeze_panes(4, 1)


def _sub_sources(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Fourth form: what each sector is made of, as shares of its total; a net of sources and sinks has none."""
    title = f"{region.name}各部门排放构成"
    unit = f"{region.label(region.latest)}排放量（万吨二氧化碳当量），各年占本部门比重（%）；有吸收的部门不算比重"
    sheet = book.sheet(name, title, unit, [20, 38, 11, *([6.5] * len(region.years))], pages=1)
    for column, text in enumerate(["部门", "排放源"]):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, 2, [region.label(region.latest), *map(str, region.years)])
    for at, by_year in enumerate(figures.source_shares(connection, region), 4):
        last = by_year[region.latest]
        source = without_number(last["line_title_zh"])
        if last["line_level"] > 2:
            source = f"{without_number(last['parent_title_zh']).removesuffix('合计')}·{source}"
        book.text(sheet, at, 0, last["sector_title_zh"], border=1)
        book.text(sheet, at, 1, _star(source, last), border=1)
        book.cell(sheet, at, 2, last["emissions_tco2e"], last["emissions_key"], per=TONNES_A_WAN)
        for column, year in enumerate(region.years, 3):
            book.cell(sheet, at, column, by_year[year]["share_pct"], by_year[year]["share_key"], 1)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _potentials(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Fifth form: the warming potentials in use and those of the other sets."""
    official = figures.bases(connection, region)[0]["gwp_set"]
    rows = figures.potentials(connection)
    sets = [key for key in vocabulary.GWP_SETS if any(key in row["values"] for row in rows)]
    unit = f"100年全球增温潜势，二氧化碳＝1；本清单采用：{vocabulary.GWP_SETS[official][0]}"
    sheet = book.sheet(name, "温室气体增温潜势", unit, [34, 14, *([20] * len(sets))])
    sheet.set_row(3, 32)
    for column, text in enumerate(["气体", "化学式", *(vocabulary.GWP_SETS[key][0] for key in sets)]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(rows, 4):
        book.text(sheet, at, 0, row["title_zh"], border=1)
        book.text(sheet, at, 1, row["formula"], border=1)
        for column, key in enumerate(sets, 2):
            value = row["values"].get(key)
            decimals = 1 if value is not None and value % 1 else 0
            book.cell(sheet, at, column, value, "—", decimals, bold=key == official)
    sheet.freeze_panes(4, 1)


def _uncertainty(book: Book, region: Region, by_sector: Sequence[Row], name: str) -> None:
    """Sixth form. No uncertainty is computed yet: each row says so instead of showing a guess."""
    sheet = book.sheet(name, f"{region.name}{region.label(region.latest)}清单不确定性", WAN, [44, 18, 22, 60])
    for column, text in enumerate(["部门", "排放量", "不确定性（%）", "说明"]):
        book.head(sheet, 3, column, text)
    latest = [row for row in by_sector if row["year"] == region.latest]
    for at, row in enumerate(latest, 4):
        bold = row["line_code"] in ("gross", "total")
        book.text(sheet, at, 0, _star(row["line_title_zh"], row), border=1, bold=bold)
        book.cell(sheet, at, 1, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN, bold=bold)
        book.text(sheet, at, 2, "尚未计算", border=1, align="center")
        text = "须先给出各类别活动水平和因子的不确定性，再按误差传播法合成"
        book.text(sheet, at, 3, text, border=1)
    sheet.freeze_panes(4, 1)


def _years_down(book: Book, sheet: Worksheet, region: Region, columns: Sequence[Series]) -> None:
    """Write years as rows and series as columns."""
    sheet.set_row(3, 62)
    book.head(sheet, 3, 0, "年份", rows=2)
    for at, year in enumerate(region.years, 5):
        book.text(sheet, at, 0, region.label(year), border=1, align="center")
    for column, series in enumerate(columns, 1):
        book.head(sheet, 3, column, series.title)
        book.head(sheet, 4, column, series.unit)
        by_year = {row["year"]: row for row in series.rows}
        values = {year: by_year[year][series.field] if year in by_year else None for year in region.years}
        shown = {year: None if value is None else value / series.per for year, value in values.items()}
        decimals = fitting_decimals(shown.values())
        for at, year in enumerate(region.years, 5):
            row = by_year.get(year, {series.key: "—", "is_incomplete": False})
            key = row[series.key] or "NE"
            book.cell(sheet, at, column, shown[year], key, decimals, italic=row["is_incomplete"])
    sheet.freeze_panes(5, 1)


def _key_indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Seventh form: the three indicators, without and with LULUCF."""
    found = figures.key_indicators(connection, region)
    widths = [15, *([26] * max(len(found), 1))]
    sheet = book.sheet(name, f"{region.name}三项主要指标", "斜体：分子或分母不完整", widths)
    _years_down(
        book,
        sheet,
        region,
        [Series(rows[0]["title_zh"], rows[0]["unit_zh"], rows, "value") for rows in found],
    )


def _ipcc(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """The latest year by IPCC 2006 category."""
    gases = figures.FORM_GASES
    title = f"{region.name}{region.label(region.latest)}温室气体排放（IPCC 2006分类）"
    sheet = book.sheet(
        name, title, "单位见表头；* 不完整；信息项不在本表", [12, 44, *([14] * (len(gases) - 1)), 18], pages=2
    )
    book.head(sheet, 3, 0, "编码", rows=2)
    book.head(sheet, 3, 1, "类别", rows=2)
    for column, (_, _, gas, unit, _) in enumerate(gases, 2):
        book.head(sheet, 3, column, gas)
        book.head(sheet, 4, column, unit)
    for at, row in enumerate(figures.form_lines(connection, "ipcc_summary", region, region.latest), 5):
        bold = row["line_level"] < 2
        book.text(sheet, at, 0, "" if row["line_code"] == "total" else row["line_code"], border=1, bold=bold)
        book.text(sheet, at, 1, _star(row["line_title_zh"], row), border=1, indent=row["line_level"], bold=bold)
        for column, (amount, key, _, _, per) in enumerate(gases, 2):
            book.cell(sheet, at, column, row[amount], row[key], per=per, bold=bold)
    sheet.freeze_panes(5, 2)
    sheet.repeat_rows(3, 4)


def _gpc(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """The latest year by GPC line, with keys, data quality and the three totals."""
    title = f"{region.name}{region.label(region.latest)}温室气体排放（GPC）"
    unit = "单位：吨二氧化碳当量；* 不完整；质量：H高、M中、L低；√ 计入该层次"
    gases = [*EQUIVALENTS[:-1], ("nf3_tco2e", "nf3_key", "三氟化氮等"), EQUIVALENTS[-1]]
    widths = [11, 42, 6, *([11] * len(gases)), 6, 9, 7, 7, 8, 7]
    sheet = book.sheet(name, title, unit, widths, pages=1)
    heads = [
        "编号",
        "排放源",
        "范围",
        *(gas for *_, gas in gases),
        "标记",
        "活动水平质量",
        "因子质量",
        "BASIC",
        "BASIC+",
        "县域内",
    ]
    sheet.set_row(3, 32)
    for column, text in enumerate(heads):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.form_lines(connection, "gpc_summary", region, region.latest), 4):
        bold = row["scope"] == 0
        book.text(
            sheet, at, 0, "县域内" if row["line_code"] == "territorial" else row["line_code"], border=1, bold=bold
        )
        book.text(sheet, at, 1, _star(row["line_title_zh"], row), border=1, bold=bold)
        book.text(sheet, at, 2, str(row["scope"] or "合计"), border=1, align="center")
        for column, (amount, key, _) in enumerate(gases, 3):
            book.cell(sheet, at, column, row[amount], row[key], 0, bold=bold)
        marks = [row["emissions_key"] or "—", row["activity_quality"] or "—", row["factor_quality"] or "—"]
        marks += ["√" if row[f"is_in_{level}"] else "—" for level in ("basic", "basic_plus", "territorial")]
        for column, text in enumerate(marks, 11):
            book.text(sheet, at, column, text, border=1, align="center", bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _assessed(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Assessed CO2 of every year in its variants."""
    found = figures.assessed(connection, region)
    columns = [Series(rows[0]["title_zh"], "万吨", rows, "co2_t", TONNES_A_WAN) for rows in found]
    if found:
        first = found[0]
        columns += [
            Series("其中：燃料燃烧（分品种核算）", "万吨", first, "fuel_co2_t", TONNES_A_WAN),
            Series("其中：净调入电力（当年因子）", "万吨", first, "electricity_co2_t", TONNES_A_WAN),
            Series(
                "净调入电量（净调出为负）",
                "亿千瓦时",
                first,
                "net_electricity_mwh",
                Decimal(100_000),
                "net_electricity_key",
            ),
            Series("当年电网因子", "吨/兆瓦时", first, "electricity_factor", key="electricity_factor_key"),
        ]
    unit = "斜体：不完整；没有当年电网因子的年份见“电网因子”"
    sheet = book.sheet(name, f"{region.name}考核口径二氧化碳", unit, [15, *([24] * max(len(columns), 1))])
    _years_down(book, sheet, region, columns)


def _all_indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Every indicator in every variant, a series a row: what tells variants apart stands in columns to filter by."""
    found = figures.all_indicators(connection, region)
    heads = ["指标", *figures.VARIANT_HEADS.values(), "单位"]
    widths = [58, 16, 18, 14, 14, 10, 12, 12, 10, 20, *([12] * len(region.years))]
    title = f"{region.name}指标一览（各种口径和比基年的变化）"
    sheet = book.sheet(name, title, "单位见各行；斜体：不完整", widths)
    sheet.fit_to_pages(2, 0)  # the names of a series on both
    sheet.repeat_columns(0)
    for column, text in enumerate(heads):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, len(heads), map(region.label, region.years))
    for at, series in enumerate(found, 4):
        row = series[0]
        unit, per = readable(row["unit_zh"])
        for column, text in enumerate([row["title_zh"], *row["told"], unit]):
            book.text(sheet, at, column, text, border=1)
        decimals = decimals_in(unit, [row["value"] and row["value"] / per for row in series])
        by_year = {row["year"]: row for row in series}
        for column, year in enumerate(region.years, len(heads)):
            row = by_year.get(year, {"value": None, "notation_key": "—", "is_incomplete": False})
            book.cell(sheet, at, column, row["value"], row["notation_key"], decimals, per, italic=row["is_incomplete"])
    if found:
        sheet.autofilter(3, 0, 3 + len(found), len(heads) - 1)
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)


def _grid_factors(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """The grid factor of every year; where none was published, what each that could stand for it would give."""
    found = figures.grid_factors(connection, region)
    title = f"{region.name}各年电网因子"
    unit = "粗体：采用；不是当年的因子，所算的数据等级为 D；相差：与采用值相比的考核二氧化碳"
    sheet = book.sheet(name, title, unit, [12, 32, 16, 16, 16, 18, 14, 12])
    heads = ["年份", "因子", "依据", "电网因子（吨/兆瓦时）", "净调入电力（万吨）", "考核二氧化碳（万吨）"]
    for column, text in enumerate([*heads, "相差（万吨）", "相差比例（%）"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(found, 4):
        bold = row["is_used"]
        evidence = vocabulary.EVIDENCE[row["evidence"]][0] if row["evidence"] else "—"
        book.text(sheet, at, 0, f"{row['year']}年", border=1, align="center", bold=bold)
        book.text(sheet, at, 1, factor_years(row["factor_years"]) or "当年公布", border=1, bold=bold)
        book.text(sheet, at, 2, evidence, border=1, bold=bold)
        book.cell(sheet, at, 3, row["electricity_factor"], row["factor_key"], 4, bold=bold)
        book.cell(sheet, at, 4, row["electricity_co2_t"], row["factor_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 5, row["co2_t"], row["co2_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 6, row["difference_t"], row["difference_key"], per=TONNES_A_WAN, bold=bold)
        book.cell(sheet, at, 7, row["difference_pct"], row["difference_key"], bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _bridges(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Why the totals of the views differ, year by year."""
    rows = figures.bridges(connection, region)
    title = f"{region.name}各视角总量之间的差异"
    sheet = book.sheet(name, title, WAN, [32, 40, *([8.8] * len(region.years))], pages=1)
    for column, text in enumerate(["视角", "步骤"]):
        book.head(sheet, 3, column, text)
    book.year_heads(sheet, 3, 2, map(region.label, region.years))
    for at, row in enumerate(rows, 4):
        bold = row["step_code"] in ("start", "end")
        book.text(sheet, at, 0, row["view_zh"], border=1, bold=bold)
        book.text(sheet, at, 1, row["step_title_zh"], border=1, bold=bold, indent=0 if bold else 1)
        for column, year in enumerate(region.years, 2):
            book.cell(sheet, at, column, row["by_year"].get(year), "—", per=TONNES_A_WAN, bold=bold)
    sheet.freeze_panes(4, 2)
    sheet.repeat_rows(3)


def _bridge_details(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """The same for the latest year by category and gas."""
    title = f"{region.name}{region.label(region.latest)}各视角总量之间的差异（分类别、分气体）"
    sheet = book.sheet(name, title, "单位：吨二氧化碳当量", [44, 46, 36, 24, 20])
    for column, text in enumerate(["视角", "步骤", "类别", "气体", "数额"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.bridge_details(connection, region, region.latest), 4):
        bold = row["step_code"] in ("start", "end")
        category = f"{row['category_code']} {row['category_title_zh']}".strip() or "—"
        for column, text in enumerate([row["view_zh"], row["step_title_zh"], category, row["gas_zh"] or "—"]):
            book.text(sheet, at, column, text, border=1, bold=bold)
        book.cell(sheet, at, 4, row["amount_tco2e"], "", 3, bold=bold)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
