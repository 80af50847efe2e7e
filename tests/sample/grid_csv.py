"""Layout of 国网渠县供电公司_分行业售用电_<year>.csv: GB18030, kWh, months across.

Here: row names, codes and the two blocks. Not here: the figures (grid.py).
"""

from __future__ import annotations

import csv
from io import StringIO

from tests.sample.grid import Months, add, aggregates, sold_by_sector, used_by_sector
from tests.sample.manifest import Entry
from tests.sample.sheet import SYNTHETIC_SOURCE, cell_name

LABELS = ["类型", "汇总方式", "单位代码", "单位名称", "行号", "行业代码", "行业名称"]
# (行号, 行业代码, 行业名称, key of grid.aggregates); three leading blanks mark a sub-row.
INDUSTRY_ROWS = [
    ("1001", "AAAA", "全社会用电总计", "whole_society"),
    ("1001", "AAAA", "全社会用电总计不含抽蓄", "whole_society"),
    ("1012", "99A0", "   第一产业", "primary_industry"),
    ("1013", "99B0", "   第二产业", "secondary_industry"),
    ("1014", "99C0", "   第三产业", "tertiary_industry"),
    ("1021", "9900", "B、城乡居民生活用电合计", "residential"),
    ("1022", "9910", "   城镇居民", "urban"),
    ("1026", "9920", "   乡村居民", "rural"),
    ("2001", "A000", "一、农、林、牧、渔业", "agriculture"),
    ("3001", "GG00", "二、工业", "industry"),
    ("3002", "B000", "（一）采矿业", "mining"),
    ("3101", "C000", "（二） 制造业", "manufacturing"),
    ("3102", "1300", "   1.农副食品加工业", "food"),
    ("3127", "1700", "   5.纺织业", "textile"),
    ("3160", "2200", "   10.造纸和纸制品业", "paper"),
    ("3227", "3100", "   18.非金属矿物制品业", "minerals"),
    ("3501", "D000", "（三）电力、热力、燃气及水生产和供应业", "utilities"),
    ("4001", "E000", "三、建筑业", "construction"),
    ("5001", "F000", "四、交通运输、仓储和邮政业", "transport"),
    ("6025", "H000", "五、批发零售和住宿餐饮业", "trade"),
    ("9001", "M000", "六、其他服务业", "other_services"),
]
TARIFF_ROWS = ["大工业（不含抽蓄)", "一般工商业", "居民", "农业"]
ENCODING = "gb18030"
YEAR_WITH_EMPTY_TAIL = 2019


def file_name(year: int) -> str:
    """Name of a year's delivery."""
    return f"国网渠县供电公司_分行业售用电_{year}.csv"


def header(year: int) -> list[str]:
    """Label columns and the twelve months."""
    return LABELS + [f"{year}年{month}月" for month in range(1, 13)]


def table(year: int) -> list[list[str]]:
    """The rows of a year: the 用电 block, then the 售电 block with the tariff classification below it."""
    used, sold = aggregates(used_by_sector(year)), aggregates(sold_by_sector(year))
    return block("用电", used, year) + block("售电", sold, year) + tariff_rows(sold, year)


def labels(kind: str, year: int, row_number: str, code: str, name: str) -> list[str]:
    """The seven label cells; since 2020 the system pads names with U+3000."""
    county = "渠　县" if year >= 2020 else "渠县"
    padded = name.replace("   ", "　　") if year >= 2020 else name
    return [kind, "按区县汇总", "SC511725", county, row_number, code, padded]


def block(kind: str, sectors: dict[str, Months], year: int) -> list[list[str]]:
    """Rows of the industry classification; an industry that does not exist has no row."""
    return [
        labels(kind, year, row_number, code, name) + months(sectors[key])
        for row_number, code, name, key in INDUSTRY_ROWS
        if key in sectors
    ]


def tariff_rows(sold: dict[str, Months], year: int) -> list[list[str]]:
    """The same sales by price class: large industry, small business, homes, farms; no codes."""
    large = add(sold["mining"], sold["minerals"], sold["textile"], sold["utilities"])
    business = [
        total - large_month - homes - farms
        for total, large_month, homes, farms in zip(
            sold["whole_society"], large, sold["residential"], sold["agriculture"], strict=True
        )
    ]
    series = [large, business, sold["residential"], sold["agriculture"]]
    return [
        labels("售电", year, "", "", name) + months(values) for name, values in zip(TARIFF_ROWS, series, strict=True)
    ]


def months(values: Months) -> list[str]:
    """Printed kWh, two decimals."""
    return [f"{value:.2f}" for value in values]


def file_bytes(year: int) -> bytes:
    """The delivered bytes; one export ends in a line of bare commas."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(header(year))
    writer.writerows(table(year))
    if year == YEAR_WITH_EMPTY_TAIL:
        writer.writerow([""] * len(header(year)))
    return text.getvalue().encode(ENCODING)


def entries(year: int) -> list[Entry]:
    """Manifest entries: every month cell, and the name cells that show a quirk."""
    found = [layout_entry(year, 0, 0, LABELS[0], "Q21")]
    for row, cells in enumerate(table(year), 1):
        if row == 1 and year >= 2020:
            found.append(layout_entry(year, row, 3, cells[3], "Q04"))
        if quirk := row_quirk(cells):
            found.append(layout_entry(year, row, 6, cells[6], quirk))
        for column, text in enumerate(cells[7:], 7):
            found.append(Entry(file_name(year), "", cell_name(row, column), text, "synthetic", SYNTHETIC_SOURCE, ""))
    if year == YEAR_WITH_EMPTY_TAIL:
        found.append(layout_entry(year, len(table(year)) + 1, 0, "", "Q20"))
    return found


def layout_entry(year: int, row: int, column: int, text: str, quirk: str) -> Entry:
    """A label cell that shows a quirk."""
    return Entry(file_name(year), "", cell_name(row, column), text, "layout", "", quirk)


def row_quirk(cells: list[str]) -> str:
    """Quirks a row name shows: padding, mixed brackets, one code twice, a second block or classification."""
    kind, code, name = cells[0], cells[5], cells[6]
    shown = [
        "Q04" if name.startswith((" ", "　")) else "",
        "Q06" if code == "C000" or "（不含抽蓄)" in name else "",
        "Q18" if not code or (kind == "售电" and code == "AAAA") else "",
        "Q19" if code == "AAAA" else "",
    ]
    return " ".join(filter(None, shown))
