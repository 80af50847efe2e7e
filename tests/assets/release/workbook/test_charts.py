"""Charts of the workbook: drawn from cells that hold numbers, titled in Chinese, none of a single year."""

import re
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries

from assets.release import workbook as tables
from assets.release.figures import reported_regions
from assets.release.workbook import charts as workbook_charts
from assets.release.workbook import forms, indicators
from assets.release.workbook.charts import last_run
from tests.assets.release.conftest import OFFICIAL, Engine, insert
from tests.assets.release.workbook.spreadsheet import written
from tests.conftest import BuiltRelease

RANGE = re.compile(r"<c:f>(?:'([^']+)'|([^<!]+))!([^<]+)</c:f>")


def charts(content: bytes) -> list[str]:
    archive = ZipFile(BytesIO(content))
    return [archive.read(name).decode() for name in archive.namelist() if name.startswith("xl/charts/chart")]


def values(book: Workbook, chart: str) -> list[list[object]]:
    """The cells that each series draws."""
    drawn = []
    for part in re.findall(r"<c:val>.*?</c:val>", chart, re.DOTALL):
        quoted, plain, cells = RANGE.search(part).groups()  # type: ignore[union-attr]
        left, top, right, bottom = range_boundaries(cells)
        sheet = book[quoted or plain]
        drawn.append(
            [sheet.cell(row, column).value for row in range(top, bottom + 1) for column in range(left, right + 1)]
        )
    return drawn


def test_total_parts_make_up_gases_and_indicators_are_drawn(full: Engine) -> None:
    content = tables.render(full)
    book, found = load_workbook(BytesIO(content)), charts(content)
    titles = [re.findall(r"<a:t>([^<]+)</a:t>", chart) for chart in found]
    assert ["温室气体排放总量及构成" in title for title in titles].count(True) == 1
    assert any("排放构成" in text for title in titles for text in title)
    assert any("温室气体构成" in text for title in titles for text in title)
    assert len(found) >= 4
    for chart in found:
        for series in values(book, chart):
            assert any(isinstance(value, int | float) for value in series)


def test_a_line_draws_no_notation_key(full: Engine) -> None:
    """A spreadsheet would draw text as zero."""
    content = tables.render(full)
    book = load_workbook(BytesIO(content))
    lines = [chart for chart in charts(content) if "<c:lineChart>" in chart and "<c:barChart>" not in chart]
    assert lines
    for chart in lines:
        for series in values(book, chart):
            assert all(isinstance(value, int | float) for value in series)


def test_the_tables_below_the_charts_hold_the_figures_of_the_marts(sample: BuiltRelease) -> None:
    sheet = load_workbook(sample.folder / "restricted" / "tables.xlsx")["图表"]
    rows = [[cell.value for cell in row if cell.value is not None] for row in sheet.iter_rows(min_row=4)]
    heads = [at for at, row in enumerate(rows) if str(row[:1]).startswith(("['年份", "['比"))]
    parts, changes = (rows[at : at + size] for at, size in zip(heads, (21, 5), strict=True))
    emitted = sample.rows(
        "select year, part_title_zh, emissions_tco2e from marts.inventory_shares_official "
        "where breakdown_code = 'trend_part'"
    )
    found = {(row[0][:4], head): value for row in parts[1:] for head, value in zip(parts[0][1:], row[1:], strict=True)}
    for row in emitted:
        shown = found[str(row["year"]), row["part_title_zh"]]
        assert shown == (pytest.approx(float(row["emissions_tco2e"]) / 10_000) if row["emissions_tco2e"] else shown)
    (total,) = sample.rows(
        "select emissions_tco2e from marts.provincial_summary_official where line_code = 'total' and year = 2024"
    )
    assert found["2024", "总量"] == pytest.approx(float(total["emissions_tco2e"]) / 10_000)
    (change,) = sample.rows(
        "select value from marts.county_indicators_official where indicator_code = 'co2_per_gdp' and year = 2024 "
        "and caliber = 'energy' and method = 'bottom_up' and grid_factor_year = 0 and base_year = 2020 "
        "and price_base_year = 2020"
    )
    assert changes[0][:2] == ["比2020年变化", "单位GDP二氧化碳排放（%）"]
    assert changes[4][1] == pytest.approx(float(change["value"]))


def test_changes_are_drawn_to_the_last_year_of_their_table(sample: BuiltRelease) -> None:
    content = (sample.folder / "restricted" / "tables.xlsx").read_bytes()
    book = load_workbook(BytesIO(content))
    rows = [[cell.value for cell in row] for row in book["图表"].iter_rows()]
    head = next(at for at, row in enumerate(rows) if str(row[0]).startswith("比"))
    table = [row for row in rows[head + 1 :] if row[1] is not None]
    (chart,) = (chart for chart in charts(content) if "主要指标比" in chart)
    for column, drawn in enumerate(values(book, chart), 1):
        assert len(drawn) > 1
        assert drawn == [row[column] for row in table][-len(drawn) :]


def named(content: bytes, title: str) -> list[str]:
    """The cells that a chart of a title names, in order."""
    (chart,) = (chart for chart in charts(content) if f"<a:t>{title}" in chart)
    return re.findall(r"<c:f>(?:图表|气体构成|强度指标|'[^']+')!([^<]*)</c:f>", chart)


def columns_of(content: str, first: int, last: int) -> list[str]:
    """What a chart names of columns below their head: head, years, values of each."""
    cells = [(f"${c}${first - 1}", f"$A${first}:$A${last}", f"${c}${first}:${c}${last}") for c in content]
    return [cell for series in cells for cell in series]


def test_the_trend_draws_every_part_and_the_total_over_all_years(full: Engine) -> None:
    """Twenty years of seven parts and the total stand below 30 rows for the charts."""
    (region,) = reported_regions(full)
    content = written(lambda book: workbook_charts.write_charts(book, full, region, ""))
    sheet = load_workbook(BytesIO(content))["图表"]
    heads = [cell.value for cell in sheet[35]]
    assert (len(heads), heads[0], heads[-1]) == (9, "年份", "总量")
    assert [sheet.cell(row, 1).value for row in (36, 55)] == ["2005年", "2024年"]
    assert sheet["I55"].value == pytest.approx(504.88635)
    assert named(content, "温室气体排放总量及构成") == columns_of("BCDEFGHI", 36, 55)
    assert named(content, "2024年排放构成") == ["$A$55", "$B$35:$H$35", "$B$55:$H$55"]


def test_a_total_that_is_not_known_in_each_year_is_not_drawn(full: Engine) -> None:
    full.execute(
        "update marts.provincial_summary set emissions_tco2e = null, emissions_key = 'NE' "
        "where line_code = 'total' and year = 2010"
    )
    (region,) = reported_regions(full)
    content = written(lambda book: workbook_charts.write_charts(book, full, region, ""))
    assert named(content, "温室气体排放总量及构成") == columns_of("BCDEFGH", 36, 55)


def test_gases_are_drawn_over_all_years_those_that_have_a_share(full: Engine) -> None:
    """Beside them stands what they add up to, without the 226,000 t that the forest takes up: 5,274,863.5 t."""
    (region,) = reported_regions(full)
    content = written(lambda book: forms.write_forms(book, full, region, ""))
    sheet = load_workbook(BytesIO(content))["气体构成"]
    assert (sheet["F4"].value, sheet["F24"].value) == ("合计", pytest.approx(527.48635))
    assert named(content, "温室气体构成") == columns_of("BCD", 5, 24)  # fluorinated gases have none


def test_a_source_below_another_one_is_told_with_it(full: Engine) -> None:
    (region,) = reported_regions(full)
    sheet = load_workbook(BytesIO(written(lambda book: forms.write_forms(book, full, region, ""))))["部门内构成"]
    told = {(row[0].value, row[1].value) for row in sheet.iter_rows(min_row=5)}
    assert told >= {("能源活动", "化石燃料·能源工业"), ("能源活动", "生物质燃烧*"), ("农业活动", "稻田")}


def test_indicators_are_drawn_those_in_the_prices_in_force_up_to_four(full: Engine) -> None:
    (region,) = reported_regions(full)
    content = written(lambda book: indicators.write_indicators(book, full, region, ""))
    drawn = [re.findall(r"<c:f>强度指标!([^<]*)</c:f>", chart) for chart in charts(content)]
    assert [cells[-3:] for cells in drawn] == [
        [f"${column}$4", "$A$6:$A$25", f"${column}$6:${column}$25"] for column in "BC"
    ]
    for code, price, title in (("co2_per_x", 2020, "丙"), ("co2_per_y", 2020, "丁"), ("co2_per_z", 2020, "戊")):
        full.execute(
            "insert into marts.county_indicators select * replace ($1 as indicator_code, $2 as price_base_year, "
            "$3 as title_zh) from marts.county_indicators where indicator_code = 'co2_per_resident' "
            "and caliber = 'energy'",
            [code, price, title],
        )
    full.execute(
        "insert into marts.county_indicators select * replace (2015 as price_base_year, "
        "false as is_price_base_in_force) from marts.county_indicators where indicator_code = 'co2_per_gdp' "
        "and caliber = 'energy'"
    )
    content = written(lambda book: indicators.write_indicators(book, full, region, ""))
    sheet = load_workbook(BytesIO(content))["强度指标"]
    assert [cell.value for cell in sheet[4]][3:6] == ["丙", "丁", "戊"]
    assert sheet["G4"].value == sheet["B4"].value  # at other prices: behind all of those in force
    assert len(charts(content)) == 4


def test_changes_since_the_last_base_year_are_drawn_from_where_all_of_them_are_known(full: Engine) -> None:
    about: dict[str, Any] = {"basis_id": OFFICIAL, "region_code": "511725", "caliber": "energy", "error_key": "NA"}
    about |= {"is_price_base_in_force": True, "numerator": 1, "denominator": 1, "method": "bottom_up"}
    rows = []
    for code, known in (("co2_per_gdp", (2022, 2023, 2024)), ("energy_per_gdp", (2021, 2022, 2023, 2024))):
        rows += [about | {"indicator_code": code, "year": 2020, "is_headline": True, "value": Decimal(1)}]
        rows += [
            about | {"indicator_code": code, "year": year, "base_year": base, "value": Decimal(base - year)}
            for base in (2015, 2020)
            for year in known
        ]
    lacking = {"indicator_code": "co2_per_gdp", "year": 2021, "base_year": 2020, "notation_key": "NE"}
    rows += [about | lacking | {"numerator": None, "denominator": None}]
    full.execute("delete from marts.county_indicators")
    insert(full, "marts.county_indicators", rows)
    (region,) = reported_regions(full)
    content = written(lambda book: workbook_charts.write_charts(book, full, region, ""))
    sheet = load_workbook(BytesIO(content))["图表"]
    table = [[cell.value for cell in row[:3]] for row in sheet.iter_rows(min_row=58)]
    assert [table[0][0], table[1:]] == [
        "比2020年变化",
        [["2021年", "NE", -1], ["2022年", -2, -2], ["2023年", -3, -3], ["2024年", -4, -4]],
    ]
    assert all(str(head).endswith("（%）") for head in table[0][1:])
    cells = named(content, "主要指标比2020年变化")
    assert cells == [cell for c in "BC" for cell in (f"${c}$58", "$A$60:$A$62", f"${c}$60:${c}$62")]


@pytest.mark.parametrize(
    ("known", "run"),
    [
        ([True, True, True], (0, 2)),
        ([False, True, True], (1, 2)),
        ([True, False, True, True, False], (2, 3)),
        ([False, True], None),
        ([False, False], None),
        ([], None),
    ],
)
def test_only_the_last_run_of_values_is_a_line(known: list[bool], run: tuple[int, int] | None) -> None:
    assert last_run(known) == run


def test_one_year_has_no_line(one_year: Engine) -> None:
    assert not any("<c:lineChart>" in chart for chart in charts(tables.render(one_year)))


def test_without_figures_there_is_no_sheet_of_charts(only_keys: Engine) -> None:
    assert "图表" not in load_workbook(BytesIO(tables.render(only_keys))).sheetnames


def test_no_text_of_data_is_a_formula_of_a_chart(full: Engine) -> None:
    full.execute("update core.regions set name_zh = '=HYPERLINK(\"x\")'")
    for chart in charts(tables.render(full)):
        assert all("!" in formula for formula in re.findall(r"<c:f>([^<]*)</c:f>", chart))
        assert "HYPERLINK" not in "".join(re.findall(r"<c:f>([^<]*)</c:f>", chart))
