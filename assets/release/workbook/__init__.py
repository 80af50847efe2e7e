"""The workbook of a release: 清单汇总表 and the other forms, with numbers as numbers and no cell left blank.

Text that came from data is never a formula: cells are written as strings, and text that a spreadsheet would
obey carries the quote prefix. Bytes are the same on every run: the creation date is fixed.
"""

from decimal import Decimal
from io import BytesIO

import duckdb
from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.figures import Region, Row
from assets.release.numbers import (
    TONNES_A_WAN,
    decimals_in,
    factor_years,
    fitting_decimals,
    readable,
    without_number,
    year_ranges,
)
from assets.release.workbook import balance, forms
from assets.release.workbook.book import Book
from schemas import vocabulary

FILE_NAME = "tables.xlsx"
TITLE_ZH, TITLE_EN = "清单表格", "tables"

NEEDS = (
    "marts/check_results",
    "engine",
    "core/bases",
    "core/categories",
    "core/deliveries",
    "core/emissions",
    "core/factor_parts",
    "core/factor_regions",
    "core/factor_values",
    "core/gwps",
    "core/regions",
    "marts/assessment_co2",
    "marts/category_sources",
    "marts/bridge_steps",
    "marts/completeness",
    "marts/county_indicators",
    "marts/county_inventory",
    "marts/energy_balance_table",
    "marts/gas_shares",
    "marts/gpc_summary",
    "marts/grid_factors",
    "marts/ipcc_summary",
    "marts/provincial_summary",
    "marts/sector_summary",
    "marts/source_shares",
    "marts/target_status",
    "marts/view_bridge",
    "marts/year_progress",
)

#: Regions that get sheets of their own, as in the report; of more than a few, only the main ones.
SHEETS, FULL_SETS = 20, 3


def render(engine: duckdb.DuckDBPyConnection) -> bytes:
    """Write the workbook."""
    words = ["示例数据，非官方"] if figures.is_synthetic(engine) else []
    words += ["内部版，不得对外提供", figures.status_zh(engine)]
    stream = BytesIO()
    regions = figures.reported_regions(engine)
    words += [f"{year}年为初步数" for year in sorted({year for region in regions for year in region.preliminary})]
    book = Book(stream, " · ".join(words))
    if len(regions) > 1:
        _totals(book, engine)
    for region in regions[:SHEETS]:
        suffix = "" if len(regions) == 1 else f"_{region.code}"
        _summary(book, engine, region, f"清单汇总表{suffix}")
        _series(book, engine, region, f"历年汇总{suffix}")
        _indicators(book, engine, region, f"强度指标{suffix}")
        _targets(book, engine, region, f"目标{suffix}")
        if len(regions) <= FULL_SETS:
            forms.write_forms(book, engine, region, suffix)
            balance.write_balances(book, engine, region, suffix)
        _gaps(book, engine, region, f"完整性{suffix}")
        _notes(book, engine, region, f"说明{suffix}")
    if not regions:
        book.sheet("说明", "温室气体清单", "本次没有任何地区的清单", [60])
    _checks(book, engine)
    book.workbook.close()
    return stream.getvalue()


def _checks(book: Book, connection: duckdb.DuckDBPyConnection) -> None:
    """Every place that a check has something to say about, those first that somebody has to confirm."""
    results = {"held": "待确认", "confirmed": "已确认", "noted": "提示"}
    rows = [
        [
            result,
            place["place_id"] if outcome == "held" else place["confirmed_by"] or "—",
            f"{rule['code']} {rule['title']}",
            place["where"],
            place["said"],
            place["confirmed_reason"] or place["remedy"] or "—",
        ]
        for outcome, result in results.items()
        for rule in figures.told_places(connection, outcome)
        for place in rule["places"]
    ]
    if rows:
        widths = [9, 16, 34, 40, 60, 44]
        sheet = book.sheet(
            "核查提示", "核查提示", "待确认的属实则用 qingdan confirm 编号 确认，有误则改正后重报", widths
        )
        book.table(sheet, 3, widths, ["结果", "编号或确认人", "规则", "位置", "说明", "处理或确认的原因"], rows)
        sheet.freeze_panes(4, 0)


def _totals(book: Book, connection: duckdb.DuckDBPyConnection) -> None:
    """The latest total of every region, of which only the first have sheets of their own."""
    sheet = book.sheet("各地区汇总", "各地区温室气体总排放", "单位：万吨二氧化碳当量；* 不完整", [14, 30, 15, 20])
    for column, text in enumerate(["代码", "地区", "年份", "总排放"]):
        book.head(sheet, 3, column, text)
    for at, row in enumerate(figures.latest_totals(connection), 4):
        name = row["name_zh"] + ("*" if row["is_incomplete"] else "")
        year = f"{row['year']}年" + ("（初步）" if row["preliminary_zh"] else "")
        for column, text in enumerate([row["region_code"], name, year]):
            book.text(sheet, at, column, text, border=1)
        book.cell(sheet, at, 3, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN)
    sheet.freeze_panes(4, 0)


def _is_bold(row: Row) -> bool:
    return row["line_level"] < 2 and not row["is_memo"]


def _line(book: Book, sheet: Worksheet, at: int, row: Row) -> None:
    """Write the title of a line of the form, indented by its depth."""
    title = ("信息项：" if row["is_memo"] else "") + row["line_title_zh"] + ("*" if row["is_incomplete"] else "")
    book.text(sheet, at, 0, title, border=1, indent=2 * row["line_level"] + 1, bold=_is_bold(row))


def _summary(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """The provincial form of the latest year: a line a row, a gas a column."""
    gases = figures.FORM_GASES
    title = f"{region.name}{region.label(region.latest)}温室气体清单汇总表"
    sheet = book.sheet(name, title, "单位见表头；* 不完整", [46, *([14] * (len(gases) - 1)), 18], pages=1)
    book.head(sheet, 3, 0, "排放源与吸收汇种类", rows=2)
    for column, (_, _, gas, unit, _) in enumerate(gases, 1):
        book.head(sheet, 3, column, gas)
        book.head(sheet, 4, column, unit)
    for at, row in enumerate(figures.form_lines(connection, "provincial_summary", region, region.latest), 5):
        _line(book, sheet, at, row)
        for column, (amount, key, _, _, per) in enumerate(gases, 1):
            book.cell(sheet, at, column, row[amount], row[key], per=per, bold=_is_bold(row))
    sheet.freeze_panes(5, 1)
    sheet.repeat_rows(3, 4)


def _series(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """CO2e of every line and year."""
    lines = figures.line_series(connection, region)
    largest = max((abs(row["emissions_tco2e"] or 0) for row in lines["total"].values()), default=Decimal(0))
    wide = len(f"{largest / TONNES_A_WAN:,.2f}") + 2.5
    unit = "单位：万吨二氧化碳当量；* 最近一年不完整"
    sheet = book.sheet(name, f"{region.name}温室气体排放历年汇总", unit, [40, *([wide] * len(region.years))], pages=1)
    book.head(sheet, 3, 0, "排放源与吸收汇种类")
    book.year_heads(sheet, 3, 1, map(region.label, region.years))
    for at, by_year in enumerate(lines.values(), 4):
        last = by_year[region.latest]
        _line(book, sheet, at, last)
        for column, year in enumerate(region.years, 1):
            row = by_year[year]
            book.cell(
                sheet, at, column, row["emissions_tco2e"], row["emissions_key"], per=TONNES_A_WAN, bold=_is_bold(last)
            )
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.repeat_columns(0)


def _indicators(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Indicators, a year a row."""
    found = figures.indicators(connection, region)
    widths = [15, *([28] * max(len(found), 1))]
    note = "斜体：分子不完整；能源消费口径：燃料燃烧、用作原料的燃料和净调入电力"
    sheet = book.sheet(name, f"{region.name}强度指标", note, widths)
    sheet.set_row(3, 48)
    book.head(sheet, 3, 0, "年份", rows=2)
    for at, year in enumerate(region.years, 5):
        book.text(sheet, at, 0, region.label(year), border=1, align="center")
    for column, series in enumerate(found, 1):
        book.head(sheet, 3, column, series[0]["title_zh"])
        book.head(sheet, 4, column, series[0]["unit_zh"])
        decimals = fitting_decimals(row["value"] for row in series)
        by_year = {row["year"]: row for row in series}
        for at, year in enumerate(region.years, 5):
            row = by_year.get(year, {"value": None, "notation_key": "—", "is_incomplete": False})
            book.cell(sheet, at, column, row["value"], row["notation_key"], decimals, italic=row["is_incomplete"])
    sheet.freeze_panes(5, 1)


def _targets(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Targets after the latest year, a reading a row; the first reading of each in bold."""
    found = figures.targets(connection, region, region.latest)
    if not found:
        return
    heads = ["目标", "读法", "牵头", "目标年", "单位", "要求", "现值", "差距（%的为百分点）"]
    heads += ["速度单位", "今后每年须", "起算以来每年", "判定", "按现有数字", "判定不同的读法", "原因"]
    widths = [36, 34, 14, 8, 14, 12, 12, 13, 11, 12, 12, 13, 13, 44, 44]
    note = "单位见各行；每种读法一行，粗体为首选读法；差距为负是还差"
    sheet = book.sheet(name, f"{region.name}目标完成情况（{region.label(region.latest)}）", note, widths)
    sheet.set_row(3, 32)
    for column, head in enumerate(heads):
        book.head(sheet, 3, column, head)
    for at, row in enumerate(found, 4):
        unit, per = readable(row["unit_zh"])
        texts = {0: row["title_zh"], 1: row["reading_zh"] or "—", 2: row["department_zh"] or "全县"}
        texts |= {3: str(row["target_year"]), 4: unit or "—", 8: row["rate_unit_zh"] or "—"}
        texts |= {11: vocabulary.VERDICTS[row["verdict"]][0], 12: vocabulary.VERDICTS[row["computed_verdict"]][0]}
        # what differs is said once a target, at the reading that is told first
        texts |= {13: (row["is_headline"] and row["differing_zh"]) or "—", 14: row["reason_zh"] or "—"}
        book.fit_row(sheet, at, texts, widths)
        for column, text in texts.items():
            book.text(sheet, at, column, text, border=1, text_wrap=True, bold=row["is_headline"])
        decimals = decimals_in(unit, [row["value"] and row["value"] / per])
        for column, amount in enumerate(("threshold", "value", "distance"), 5):
            book.cell(sheet, at, column, row[amount], row[f"{amount}_key"], decimals, per, bold=row["is_headline"])
        for column, rate in enumerate(("required", "achieved"), 9):
            book.cell(sheet, at, column, row[f"{rate}_rate"], row[f"{rate}_key"], 2, bold=row["is_headline"])
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)


def _gaps(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """What is not fully measured and which deliveries have not come."""
    widths = [22, 32, 24, 8, 34, 18, 44]
    sheet = book.sheet(name, f"{region.name}清单完整性", "没有完整核算的类别和没有交来的资料", widths)
    gaps = [
        [
            row["department_zh"],
            f"{row['category_code']} {row['category_title_zh']}",
            year_ranges(row["years"]),
            row["notation_key"] or "部分",
            row["reason_zh"],
            "、".join(row["gases"]),
            "、".join(row["objects"]) or "整个类别",
        ]
        for row in figures.gaps(connection, region)
    ]
    gaps += [
        ["—", without_number(row["title_zh"]), year_ranges(row["years"]), "NE", row["reason_zh"], "—", "整行"]
        for row in figures.missing_lines(connection, region)
        if not row["has_category"]
    ]
    heads = ["责任部门", "类别", "年份", "标记", "原因", "气体", "缺口"]
    free = book.table(sheet, 3, widths, heads, gaps)
    missing = [
        [row["department_zh"], row["title_zh"], year_ranges(row["years"])]
        for row in figures.missing_deliveries(connection, region)
    ]
    if missing:
        book.table(sheet, free + 1, widths, ["责任部门", "应交未交的资料", "年份"], missing)
    else:
        book.text(sheet, free + 1, 0, "应交的资料已全部收到。")
    sheet.freeze_panes(4, 0)


def _notes(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, name: str) -> None:
    """Bases, notation keys, sources."""
    widths = [44, 80, 22, 10]
    sheet = book.sheet(name, f"{region.name}清单编制说明", "", widths)
    free = 3
    for basis in figures.bases(connection, region):
        rows = [
            ["指南版本", f"{basis['edition_zh']}；缺少的因子借用：{basis['fallback_zh']}"],
            ["增温潜势", basis["gwp_zh"]],
            ["电网因子", f"{basis['grid_zh']}；{basis['export_zh']}"],
            ["缺年的因子", basis["years_zh"]],
            ["其他", f"电力折标用{basis['electricity_zh']}；{basis['waste_zh']}"],
        ]
        kind = "正式口径" if basis["is_official"] else "对照口径"
        heads = [kind, f"{basis['title_zh']}（{basis['basis_id']}）"]
        free = book.table(sheet, free, widths, heads, rows)
        book.text(sheet, free, 0, f"{region.label(region.latest)}总量（万吨二氧化碳当量）", border=1)
        book.cell(sheet, free, 1, basis["emissions_tco2e"], basis["emissions_key"], per=TONNES_A_WAN)
        free += 2
    if region.preliminary:
        printed = [[f"{year}年", tables] for year, tables in region.preliminary.items()]
        free = book.table(sheet, free, widths, ["初步数的年份", "印为初步数的表"], printed) + 1
    keys = [[key, meanings[0]] for key, meanings in vocabulary.NOTATION_KEYS.items()]
    keys += [["*", "不完整：有下级类别未估算，或部分活动水平没有计入"], ["负号", "吸收，或净调出电力"]]
    free = book.table(sheet, free, widths, ["标记符号", "含义"], keys) + 1
    estimated = [
        [
            f"{row['category_code']} {row['category_title_zh']}",
            factor_years(row["factor_years"]),
            year_ranges(row["years"]),
        ]
        for row in figures.other_years(connection, region)
    ]
    if estimated:
        free = book.table(sheet, free, widths, ["因子不是当年的类别（数据等级 D）", "因子", "用于年份"], estimated) + 1
    sources = [
        [
            row["source_title"],
            "、".join(row["categories"]),
            vocabulary.EVIDENCE[row["evidence"]][0],
            str(len(row["of"])),
        ]
        for row in figures.factor_sources(connection, region, region.latest)
    ]
    if sources:
        book.table(sheet, free, widths, ["因子出处", "用于", "依据", "因子数"], sources)
    sheet.freeze_panes(3, 0)
