"""Every target of the plan under every reading."""

import duckdb

from assets.release import figures
from assets.release.figures import Region
from assets.release.numbers import decimals_in, readable
from assets.release.workbook.book import Book
from schemas import vocabulary


def write_targets(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """Targets after the latest year, a reading a row; the first reading of each in bold."""
    found = figures.targets(connection, region, region.latest)
    if not found:
        return
    heads = ["目标", "读法", "牵头", "目标年", "单位", "要求", "现值", "差距（%的为百分点）"]
    heads += ["速度单位", "今后每年须", "起算以来每年", "判定", "按现有数字", "判定不同的读法", "原因"]
    widths = [32, 30, 13, 8, 13, 11, 11, 11, 11, 11, 11, 12, 12, 36, 36]
    note = "单位见各行；每种读法一行，粗体为首选读法；差距为负是还差"
    title = f"{region.name}目标完成情况（{region.label(region.latest)}）"
    sheet = book.sheet(f"目标{suffix}", title, note, widths)
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
