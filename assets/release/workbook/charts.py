"""Charts that a spreadsheet draws from its own cells: columns of parts, bars, lines over years.

They show what the marts hold and stand beside the cells they show; nothing is calculated for them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from assets.release import figures
from assets.release.colours import COLOURS
from assets.release.figures import Region, Row
from assets.release.numbers import TONNES_A_WAN
from assets.release.svg import INK
from assets.release.workbook.book import FONT, Book
from assets.release.workbook.years import FIRST, HEAD

#: Pixels: a chart as wide as the sheet of charts, half of it, one of four beside each other.
WIDE, HALF, SMALL, HEIGHT = 940, 466, 340, 330

#: What changes since the base year of the plan are drawn of.
CHANGES = ("co2_per_gdp", "energy_per_gdp", "energy_co2", "energy_consumption", "co2_per_resident")

#: Colours of lines: yellow is no line on white.
LINES = (COLOURS[0], COLOURS[3], COLOURS[6], COLOURS[5], COLOURS[1])

#: Rows in which the charts lie before the tables that they show, each 24 pixels.
ROWS = 30

TEXT = {"name": FONT["font_name"], "size": 9, "color": INK}


class Range:
    """Cells of a sheet as a chart names them."""

    def __init__(self, name: str, first_row: int, last_row: int) -> None:
        self.name, self.first_row, self.last_row = name, first_row, last_row

    def column(self, column: int) -> list[Any]:
        """The rows of one column."""
        return [self.name, self.first_row, column, self.last_row, column]

    def cell(self, row: int, column: int) -> list[Any]:
        """One cell."""
        return [self.name, row, column]


def draw(book: Book, kind: str, title: str, unit: str, size: tuple[int, int], subtype: str = "") -> Chart:
    """An empty chart with our looks."""
    chart = book.workbook.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    chart.set_title({"name": title, "name_font": TEXT | {"size": 12, "bold": True}, "overlay": False})
    chart.set_y_axis(
        {
            "name": unit,
            "name_font": TEXT | {"bold": False},
            "num_font": TEXT,
            "major_gridlines": {"visible": True, "line": {"color": "#D9DEE4", "width": 0.75}},
            "line": {"none": True},
        }
    )
    chart.set_x_axis({"num_font": TEXT, "label_position": "low", "line": {"color": "#7B8794"}})
    chart.set_legend({"position": "bottom", "font": TEXT})
    chart.set_size({"width": size[0], "height": size[1]})
    chart.show_na_as_empty_cell()
    chart.show_blanks_as("gap")
    return chart


def line(name: list[Any], categories: list[Any], values: list[Any], colour: str) -> dict[str, Any]:
    """A series as a line with marks."""
    marker = {"type": "circle", "size": 5, "fill": {"color": colour}, "border": {"color": colour}}
    ink = {"color": colour, "width": 2}
    return {"name": name, "categories": categories, "values": values, "line": ink, "marker": marker}


def columns(name: list[Any], categories: list[Any], values: list[Any], colour: str) -> dict[str, Any]:
    """A series as columns or bars of one colour."""
    ink = {"fill": {"color": colour}, "border": {"none": True}, "gap": 45}
    return {"name": name, "categories": categories, "values": values, **ink}


def last_run(known: Sequence[bool]) -> tuple[int, int] | None:
    """The first and the last place of the last run of values, if it is a line: a chart would draw a key as zero."""
    last = next((place for place in reversed(range(len(known))) if known[place]), -1)
    first = next((place + 1 for place in reversed(range(last)) if not known[place]), 0)
    return (first, last) if last > first else None


def draw_years(book: Book, sheet: Worksheet, region: Region, drawn: Mapping[int, Sequence[Row]]) -> None:
    """Below a table of years, a line chart of each of these columns; they are named by their headings."""
    for number, (column, rows) in enumerate(drawn.items()):
        valued = {row["year"] for row in rows if row["value"] is not None}
        run = last_run([year in valued for year in region.years])
        if not run:
            continue
        years = Range(sheet.get_name(), FIRST + run[0], FIRST + run[1])
        chart = draw(book, "line", "", "", (SMALL, HEIGHT))
        title = {"name": years.cell(HEAD, column), "name_font": TEXT | {"size": 10, "bold": True}}
        chart.set_title(title)
        chart.set_legend({"none": True})
        chart.add_series(line(years.cell(HEAD, column), years.column(0), years.column(column), LINES[0]))
        offset = {"x_offset": number * (SMALL + 8), "object_position": 3}
        sheet.insert_chart(FIRST + len(region.years) + 1, 0, chart, offset)


def draw_shares(book: Book, sheet: Worksheet, region: Region, first: int, drawn: Sequence[int]) -> None:
    """Below a table of years from a row on, how a whole is made up of these columns, year by year."""
    years = Range(sheet.get_name(), first, first + len(region.years) - 1)
    chart = draw(book, "column", "温室气体构成（不包括土地利用变化和林业）", "%", (WIDE, HEIGHT), "percent_stacked")
    for column in drawn:
        chart.add_series(
            columns(years.cell(first - 1, column), years.column(0), years.column(column), COLOURS[column - 1])
        )
    if drawn:
        sheet.insert_chart(years.last_row + 2, 0, chart, {"object_position": 3})


def write_charts(book: Book, connection: duckdb.DuckDBPyConnection, region: Region, suffix: str) -> None:
    """图表: total and parts, make-up of the latest year, changes since the base year, and the tables they show."""
    parts = [
        by_year
        for by_year in figures.shares(connection, region, "trend_part").values()
        if any(row["emissions_tco2e"] is not None for row in by_year.values())
    ]
    if not parts:
        return
    name = f"图表{suffix}"
    widths = [13, *([11.5] * (len(parts) + 1))]
    sheet = book.sheet(
        name, f"{region.name}温室气体排放图表", "单位：万吨二氧化碳当量；变化：%", widths, pages=1, is_portrait=True
    )
    totals = figures.line_series(connection, region)["total"]
    first = 4 + ROWS
    _parts(book, sheet, region, parts, totals, first)
    years = Range(name, first + 1, first + len(region.years))
    if len(region.years) > 1:
        is_known = all(totals[year]["emissions_tco2e"] is not None for year in region.years)
        sheet.insert_chart(3, 0, _trend(book, years, first, len(parts), is_known))
    sheet.insert_chart(18, 0, _make_up(book, region, years, first, len(parts)))
    changes = _changes(book, connection, sheet, region, first + len(region.years) + 3, name)
    if changes:
        sheet.insert_chart(18, 0, changes, {"x_offset": WIDE - HALF})


def _parts(
    book: Book, sheet: Worksheet, region: Region, parts: Sequence[dict[int, Row]], totals: dict[int, Row], at: int
) -> None:
    """The parts and the total of every year."""
    titles = [by_year[region.latest]["part_title_zh"] for by_year in parts]
    heads = dict(enumerate(["年份", *titles, "总量"]))
    sheet.set_row(at, 46)
    for column, text in heads.items():
        book.head(sheet, at, column, text)
    for line_at, year in enumerate(region.years, at + 1):
        book.text(sheet, line_at, 0, region.label(year), border=1, align="center")
        for column, by_year in enumerate(parts, 1):
            row = by_year[year]
            book.cell(sheet, line_at, column, row["emissions_tco2e"], row["notation_key"], per=TONNES_A_WAN)
        total = totals[year]
        book.cell(sheet, line_at, len(parts) + 1, total["emissions_tco2e"], total["emissions_key"], per=TONNES_A_WAN)


def _trend(book: Book, years: Range, head: int, parts: int, is_total_known: bool) -> Chart:
    title = "温室气体排放总量及构成"
    chart = draw(book, "column", title, "万吨二氧化碳当量", (WIDE, HEIGHT + 20), "stacked")
    for column in range(1, parts + 1):
        colour = COLOURS[(column - 1) % len(COLOURS)]
        chart.add_series(columns(years.cell(head, column), years.column(0), years.column(column), colour))
    if is_total_known:
        total = book.workbook.add_chart({"type": "line"})
        total.add_series(line(years.cell(head, parts + 1), years.column(0), years.column(parts + 1), INK))
        chart.combine(total)
    return chart


def _make_up(book: Book, region: Region, years: Range, head: int, parts: int) -> Chart:
    title = f"{region.label(region.latest)}排放构成（万吨二氧化碳当量）"
    chart = draw(book, "bar", title, "", (HALF, HEIGHT))
    last = years.last_row
    chart.add_series(
        columns(
            years.cell(last, 0),
            [years.name, head, 1, head, parts],
            [years.name, last, 1, last, parts],
            COLOURS[0],
        )
        | {"data_labels": {"value": True, "num_format": "#,##0.0", "font": TEXT}}
    )
    chart.set_x_axis({"num_font": TEXT, "visible": False, "major_gridlines": {"visible": False}})
    chart.set_y_axis({"num_font": TEXT, "reverse": True, "label_position": "low", "line": {"color": "#7B8794"}})
    chart.set_legend({"none": True})
    return chart


def _changes(
    book: Book,
    connection: duckdb.DuckDBPyConnection,
    sheet: Worksheet,
    region: Region,
    at: int,
    name: str,
) -> Chart | None:
    """A table of changes since the latest base year of a plan, and their chart; none without two years."""
    found = figures.headline_changes(connection, region, CHANGES)
    if not found:
        return None
    base = found[0][0]["base_year"]
    years = sorted({row["year"] for rows in found for row in rows})
    sheet.set_row(at, 60)
    for column, text in enumerate([f"比{base}年变化", *(f"{rows[0]['short_zh']}（%）" for rows in found)]):
        book.head(sheet, at, column, text)
    values = [{row["year"]: row for row in rows} for rows in found]
    for line_at, year in enumerate(years, at + 1):
        book.text(sheet, line_at, 0, region.label(year), border=1, align="center")
        for column, by_year in enumerate(values, 1):
            row = by_year.get(year, {"value": None, "notation_key": "—"})
            book.cell(sheet, line_at, column, row["value"], row["notation_key"])
    known = [all(by_year.get(year, {}).get("value") is not None for by_year in values) for year in years]
    run = last_run(known)
    if not run:
        return None
    cells = Range(name, at + 1 + run[0], at + 1 + run[1])
    chart = draw(book, "line", f"主要指标比{base}年变化", "%", (HALF, HEIGHT))
    for column in range(1, len(found) + 1):
        chart.add_series(line(cells.cell(at, column), cells.column(0), cells.column(column), LINES[column - 1]))
    return chart
