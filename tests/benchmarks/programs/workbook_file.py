"""Write a large workbook: a sheet a region, each the declared table of energy by branch, all years since 1949.

``python -m tests.benchmarks.programs.workbook_file FILE SHEETS``; a file may hold the years of a region once, and a
title says which it is by a name that no other region has.
"""

import sys
from collections import Counter
from collections.abc import Iterator

import openpyxl

from assets.raw import load_printed_tables
from schemas.codes import read_codes
from tests.benchmarks.programs import tell

TABLE = "industry__energy_by_branch"
YEARS = range(1949, 2025)
UNITS = {"原煤": "吨", "天然气": "万立方米", "电力": "万千瓦时"}


def main(path: str, sheets: str) -> None:
    """Write it and tell how large it is."""
    (layout,) = load_printed_tables()[TABLE].layouts
    paths = [tuple(name.split("/")) for name in layout.columns]
    listed = read_codes("regions")
    named = Counter(name for row in listed for name in {row["name_zh"], row["short_name_zh"]})
    regions = [row["name_zh"] for row in listed if not row["valid_to"] and named[row["name_zh"]] == 1][: int(sheets)]
    book = openpyxl.Workbook()
    book.remove(book.active)
    for number, region in enumerate(regions):
        sheet = book.create_sheet(region)
        sheet.append([f"{region}规模以上工业分行业能源消费量（{YEARS[0]}-{YEARS[-1]}年）"])
        for row in (*_header(paths), *([year, *_figures(paths[1:], number + year)] for year in YEARS)):
            sheet.append(row)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(paths))
        sheet.merge_cells(start_row=2, start_column=1, end_row=3, end_column=1)
    book.save(path)
    tell({"sheets": len(regions), "rows": len(YEARS) + 3, "columns": len(paths)})


def _header(paths: list[tuple[str, ...]]) -> Iterator[list[str]]:
    """Branches, then fuels with their units."""
    yield [path[0] for path in paths]
    yield ["", *(f"{fuel}（{UNITS[fuel]}）" for _, fuel in paths[1:])]


def _figures(paths: list[tuple[str, ...]], seed: int) -> list[int]:
    """Figures of a year, of which totals are the sums."""
    parts = {path: 1000 + seed * (place + 1) % 900 for place, path in enumerate(paths) if path[0] != "合计"}
    return [parts.get(path) or sum(parts[part] for part in parts if part[1] == path[1]) for path in paths]


if __name__ == "__main__":
    main(*sys.argv[1:])
