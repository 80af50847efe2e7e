"""Which years a located table is about, and whether title, labels, file name and register say the same."""

import re
from collections.abc import Collection, Iterator

from pipelines.reading.found import Spot, TableFound
from schemas.problems import Refusal
from schemas.specs.printed_table import PrintedTable

_YEAR_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_WHOLE_YEAR = {"", "全年", "1-12月", "年报"}


def judge_periods(spec: PrintedTable, table: TableFound, registered: Collection[str]) -> Iterator[Refusal]:
    """Yield E-PERIOD and E-YEAR-MISMATCH for everything that contradicts the labels of the table."""
    found = table.periods()
    if not found:
        spot = next(_unknown_labels(table), None)
        yield table.refusal("E-PERIOD", spot or table.title, found=spot.text if spot else "未印年份", expected="年份")
        return
    if (part := table.groups.get("part", "")) not in _WHOLE_YEAR:
        yield table.refusal("E-PERIOD", table.title, found=part, expected="全年")
    yield from _judge_title(table, found)
    yield from _judge_gaps(table, found)
    yield from _judge_file_name(spec, table, found)
    if registered and set(registered) != set(found):
        spot = next(iter(found.values()))
        yield _mismatch(table, spot, _span(found), _span(registered), "登记的数据期")


def _unknown_labels(table: TableFound) -> Iterator[Spot]:
    """Labels that nobody declared, of which one may be a period in a form that is not read, as `Jan-24`."""
    yield from (column.header[-1] for column in table.columns if column.header and not column.declared)
    yield from (row.label for row in table.rows if not row.declared)


def _judge_title(table: TableFound, found: dict[str, Spot | None]) -> Iterator[Refusal]:
    groups, title = table.groups, table.title
    where = title.cell if title else ""
    for period, spot in found.items():
        if (year := groups.get("year")) and period[:4] != year:
            yield _mismatch(table, spot, period[:4], year, where)
    last = groups.get("last_year")
    first = groups.get("first_year") or last  # `2025年` alone is a series of one year
    printed = [period[:4] for period in found]
    if last and (first, last) != (printed[0], printed[-1]):
        ends = [spot.cell for spot in (found[min(found)], found[max(found)]) if spot]
        yield _mismatch(table, title, f"{first}-{last}", f"{printed[0]}-{printed[-1]}", ":".join(ends))


def _judge_gaps(table: TableFound, found: dict[str, Spot | None]) -> Iterator[Refusal]:
    """Missing years, and months that do not make whole years, where the declaration wants all of them."""
    layout = table.names.layout
    groups = [label for label in (*layout.columns.values(), *layout.rows.values()) if label.is_complete]
    if not groups:
        return
    years = range(int(min(found)[:4]), int(max(found)[:4]) + 1)
    is_monthly = any(len(period) > 4 for period in found)
    months = [f"-{month:02}" for month in range(1, 13)] if is_monthly else [""]
    missing = [f"{year}{month}" for year in years for month in months if f"{year}{month}" not in found]
    if missing:
        spot = next(iter(found.values()))
        yield table.refusal("E-PERIOD", spot, found=_span(found), expected="、".join(missing))


def _judge_file_name(spec: PrintedTable, table: TableFound, found: dict[str, Spot | None]) -> Iterator[Refusal]:
    """The name may carry the data year or, of a book, the year after; a name without a year says nothing."""
    named = [int(year) for year in _YEAR_IN_NAME.findall(table.file_name)]
    latest = int(max(found)[:4])
    printed_later = 1 if spec.deliver == "edition" else 0
    if named and not min(named) - printed_later <= latest <= max(named):
        years = "-".join(map(str, dict.fromkeys((min(named), max(named)))))
        yield _mismatch(table, found[max(found)], str(latest), years, f"《{table.file_name}》")


def _mismatch(table: TableFound, spot: Spot | None, found: str, expected: str, other: str) -> Refusal:
    return table.refusal("E-YEAR-MISMATCH", spot, found=found, expected=expected, other=other)


def _span(found: Collection[str]) -> str:
    return "-".join(dict.fromkeys((min(found), max(found)))) if len(min(found)) == 4 else "、".join(sorted(found))
