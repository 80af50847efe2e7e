"""What a reader has to know of the figures: what is missing, what they rest on, what checks have to say."""

import duckdb

from assets.release import figures
from assets.release.figures import Region
from assets.release.numbers import TONNES_A_WAN, factor_years, without_number, year_ranges
from assets.release.workbook.book import Book
from schemas import vocabulary


def write_gaps(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """What is not fully measured and which deliveries have not come."""
    widths = [22, 32, 24, 8, 34, 18, 44]
    sheet = book.sheet(f"完整性{suffix}", f"{region.name}清单完整性", "没有完整核算的类别和没有交来的资料", widths)
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


def write_notes(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Bases, notation keys, sources."""
    widths = [44, 80, 22, 10]
    sheet = book.sheet(f"说明{suffix}", f"{region.name}清单编制说明", "", widths)
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


def write_checks(book: Book, connection: duckdb.DuckDBPyConnection) -> None:
    """Every place that a check has something to say about, those first that somebody has to confirm."""
    results = {"held": "待确认", "confirmed": "已确认", "assumed": "假定", "noted": "提示"}
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
        heads = ["结果", "编号，或确认（解答）人", "规则", "位置", "说明", "处理，或确认（解答）的原因"]
        book.table(sheet, 3, widths, heads, rows)
        sheet.freeze_panes(4, 0)
