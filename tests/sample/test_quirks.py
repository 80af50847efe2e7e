"""Every way in which real tables are odd (Q01-Q32): where it stands in the sample, and what becomes of it there.

A quirk of the sample is named by its manifest; a table shows what is read of a cell that has it. What can only be
refused, or is another edition, is a file of the sample changed so.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipelines.deliveries.judgement import judge
from pipelines.deliveries.readers import read_files
from schemas.problems import Refusal
from tests.deliveries import SAMPLE, SICHUAN_2007
from tests.faults import desk as desks
from tests.faults import made, xlsx
from tests.faults.bad_files import BAD_FILES
from tests.faults.desk import CEMENT, GAS, GRID, MEAT, POWER, YEARBOOK, Desk, Sent, beside_others, judged, put, the_same
from tests.planted.books import Book, Cell, real_books

BALANCE = "6-23 四川能源平衡表(实物量)-2007.xlsx"
INDUSTRY_2010, HISTORY = "渠县规模以上工业能源_2010.xlsx", "渠县历史生活垃圾清运量.xlsx"


@dataclass(frozen=True)
class Planted:
    """A quirk that the manifest names at a cell, and what is read of a figure."""

    file: str
    sheet: str
    cell: str
    """Where the manifest names it: the figure itself, or what stands above or beside it."""
    figure: str
    """Where a figure is read; nothing is read of it if `read` is empty."""
    read: dict[str, Any]


def figure(amount: str | None, **more: str) -> dict[str, Any]:
    """What a figure says; without an amount it is none."""
    return {"amount": None if amount is None else Decimal(amount), **more}


#: By quirk: repaired by what the declaration of the table says, at these places.
PLANTED: dict[str, list[Planted]] = {
    # an override that fires where the wrong unit is printed; the English row is right
    "Q01": [Planted(BALANCE, "Sheet1", "S5", "S33", figure("70.3", unit_code="100m_m3"))],
    # each column or row has the unit that is printed with it, or the one of a note
    "Q02": [
        Planted(BALANCE, "Sheet1", "V9", "V33", figure("3279.73", unit_code="10bn_kj")),
        Planted("渠县农业生产统计.xlsx", "农作物产量", "B3", "B5", figure("63.49", unit_code="10kt")),
        Planted("渠县畜牧业统计.xlsx", "畜禽出栏", "A24", "E4", figure("941.40", unit_code="10k_head")),
    ],
    # a path of headings, merged or not
    "Q03": [Planted(YEARBOOK, "1-2 地区生产总值", "C3", "D24", figure("1394447", sector_code="secondary_industry"))],
    "Q04": [Planted(YEARBOOK, "5-3 主要工业产品产量", "A8", "C8", figure("13905"))],
    # parts among others are no parts of a sum
    "Q05": [Planted(YEARBOOK, "2-1 人口", "D3", "D23", figure("40.50", item_code="population_resident_urban"))],
    "Q06": [Planted(YEARBOOK, "5-3 主要工业产品产量", "E10", "E10", figure("5572"))],
    "Q07": [Planted(INDUSTRY_2010, "205-1", "D7", "D7", figure("98312"))],
    # each mark has the meaning that the legend of its table gives it
    "Q08": [
        Planted(YEARBOOK, "4-5 农作物播种面积", "F10", "F10", figure(None, value_status="below_half_unit")),
        Planted(YEARBOOK, "5-3 主要工业产品产量", "C5", "C5", figure(None, value_status="zero_or_none")),
        Planted(GAS, "供气量", "F4", "F4", figure(None, value_status="zero_or_none")),
    ],
    "Q09": [Planted(YEARBOOK, "2-1 人口", "B10", "B10", figure("146.39"))],
    # the unit of today is the one in the header; what was before is a note
    "Q13": [Planted(YEARBOOK, "4-5 农作物播种面积", "A26", "B5", figure("166524", unit_code="ha"))],
    # the year of a book is not that of its figures: those are in the title and beside the rows
    "Q15": [Planted(YEARBOOK, "1-2 地区生产总值", "A1", "B24", figure("4365312", period="2024"))],
    "Q16": [
        Planted(YEARBOOK, "1-2 地区生产总值", "A25", "B24", figure("4365312", vintage="preliminary")),
        Planted(YEARBOOK, "1-2 地区生产总值", "A25", "B23", figure("4190365", vintage="final")),
    ],
    # registered and resident people are two items; a break between years is none of reading
    "Q17": [Planted(YEARBOOK, "2-1 人口", "B3", "B23", figure("124.37", item_code="population_registered"))],
    # use and sales are two items; of the second block only the industries are read, tariffs are skipped
    "Q18": [
        Planted(GRID, "", "G22", "H22", figure("116190061.70", item_code="electricity_sold")),
        Planted(GRID, "", "G42", "H42", {}),
    ],
    # the second row of a code is skipped by its name
    "Q19": [Planted(GRID, "", "G3", "H3", {})],
    # notes, sources, unit lines and blank tails are no rows
    "Q20": [Planted(YEARBOOK, "1-2 地区生产总值", "A26", "B26", {})],
    "Q21": [Planted(GRID, "", "A1", "H2", figure("138679152.43"))],
    # the code of 2004 stands for all years of a series that began under another one
    "Q24": [Planted(HISTORY, "历史清运量", "A30", "B4", figure("8.07", region_code="511725", period="1981"))],
    "Q25": [Planted(YEARBOOK, "1-2 地区生产总值", "F3", "F24", figure("4.4", unit_code="pct"))],
    # months are read, the value of the year is computed from them, weighed where it is a mean
    "Q26": [
        Planted(POWER, "电厂月度", "Q3", "E5", figure("20.366", period="2024-01")),
        Planted(POWER, "电厂月度", "Q3", "Q5", {}),
    ],
    "Q28": [Planted(YEARBOOK, "5-3 主要工业产品产量", "N7", "N7", figure("257869", note="脚注①"))],
    # what a facility makes of the waste of two counties is in the total of the county in which it stands
    "Q29": [Planted(YEARBOOK, "5-3 主要工业产品产量", "A12", "V6", figure("286950"))],
    "Q30": [Planted("渠县农业生产统计.xlsx", "冬水田", "B3", "B4", figure("15.52", unit_code="10k_mu"))],
}


def _gdp_in_hundred_millions(book: Book) -> Book:
    """The next edition prints 亿元 where the one before printed 万元."""
    cells = book.pages[0].cells
    cells[2, 1], cells[2, 2] = Cell("地区生产总值\n（亿元）", "header"), Cell("按产业分（亿元）", "header")
    for (row, column), cell in cells.items():
        if 4 <= row < 24 and 1 <= column <= 4 and isinstance(cell.value, Decimal):
            cells[row, column] = replace(cell, value=cell.value.scaleb(-4))
    return book


def _cumulative_meter(book: Book) -> Book:
    """A row of a scale that counts on and on, in a form of months."""
    page = book.pages[0]
    page.move(lambda row, column: (row + (row >= 5), column))
    page.cells |= {(5, 0): Cell("全部窑线"), (5, 1): Cell("转子秤累计"), (5, 2): Cell("燃煤"), (5, 3): Cell("t")}
    page.cells |= {(5, column): Cell(Decimal(1000 * column)) for column in range(4, 16)}
    return book


def _provinces(desk: Desk) -> list[str]:
    """Two provinces in one workbook: each sheet is of its own region, and neither is at home in a county."""
    book = real_books()[BALANCE].copy()
    book.pages.append(replace(book.pages[0], name="6-24", cells=dict(book.pages[0].cells)))
    book.pages[1].cells[0, 0] = Cell("6-24  贵州能源平衡表(实物量)-2007")
    path = desk.new_folder() / "【出版年份2008】四川省、贵州省.xlsx"
    path.write_bytes(book.content())
    (sheets,) = read_files([(path, path.name)])
    assert not isinstance(sheets, Refusal)
    (found,) = judge(sheets, path.name).values()
    assert {*found.observations["region_code"]} == {"510000", "520000"}
    return desks.registered(desk, path, home="511725")


def _encrypted(desk: Desk) -> list[str]:
    bad = next(bad for bad in BAD_FILES if bad.rule == "an encrypted .xlsx named .xls")
    return desks.unreadable("", bad.name, bad.make, "").say(desk)


#: By quirk: what is sent, and what is told of it (nothing: every figure is what it was).
SENT: dict[str, list[Sent]] = {
    "Q10": [
        # as coal per unit of power, or as hours of use, whatever the header says
        beside_others(
            "万kWh under MWh", POWER, put(D9="兆瓦时"), "H-BAND", "单元格 E4", is_first=True, without=[POWER]
        ),
        beside_others("the same as a revision", POWER, put(D9="兆瓦时"), "E-REVISION-SCALE", "1/10^1"),
    ],
    "Q11": [judged("a bound for a value", YEARBOOK, put(B24="突破400"), "E-NUM", "单元格 B24")],
    "Q12": [judged("a growth in words", YEARBOOK, put(F24="下降5.5%"), "E-NUM", "单元格 F24")],
    "Q14": [the_same("another unit in the next edition", YEARBOOK, _gdp_in_hundred_millions)],
    "Q22": [
        Sent("an encrypted workbook that lies about its kind", _encrypted, "E-ENCRYPTED"),
        the_same("an export as a workbook", GRID, made.by("twin_of_another_kind")),
    ],
    "Q23": [Sent("two provinces in one file", _provinces, "E-HOME", "贵州省")],
    "Q27": [judged("a cumulative meter", CEMENT, _cumulative_meter, "E-LABEL-UNKNOWN", "转子秤累计")],
    "Q31": [
        judged("noise within a number", YEARBOOK, put(B24="27胞47195"), "E-NUM", "单元格 B24"),
        judged("a year and a value in one", YEARBOOK, put(B24="2020230.6亿元"), "E-UNIT-INLINE", "单元格 B24"),
    ],
    "Q32": [
        desks.unreadable("a page as a picture", "02-10.jpg", lambda: b"\xff\xd8\xff" + bytes(99), "E-TYPE-UNSUPPORTED"),
        judged(
            "a workbook that holds a picture",
            MEAT,
            lambda _: xlsx.pack(xlsx.parts("") | {"xl/media/image1.jpg": b"\xff\xd8\xff"}),
            "E-TABLE-UNKNOWN",
        ),
    ],
}


@cache
def manifest(folder: Path) -> dict[tuple[str, str, str], str]:
    """Quirks by file, sheet and cell."""
    with (folder / "manifest.csv").open(encoding="utf-8-sig", newline="") as lines:
        return {(row["file"], row["sheet"], row["cell"]): row["quirk"] for row in csv.DictReader(lines)}


@cache
def read(file: str) -> dict[tuple[str, str], dict[str, Any]]:
    """Observations of a delivered file by sheet and cell."""
    path = (SICHUAN_2007 if file == BALANCE else SAMPLE) / file
    (sheets,) = read_files([(path, path.name)])
    assert not isinstance(sheets, Refusal)
    rows = [row for found in judge(sheets, file).values() for row in found.observations.to_dict("records")]
    return {(row["sheet"], row["cell"]): row for row in rows}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    yield desk
    desk.close()


def test_every_quirk_is_repaired_or_refused() -> None:
    assert sorted(PLANTED | SENT) == [f"Q{number:02}" for number in range(1, 33)]
    named = {quirk for folder in (SAMPLE, SICHUAN_2007) for text in manifest(folder).values() for quirk in text.split()}
    assert PLANTED.keys() == named, "what the sample shows is asserted where it stands"


@pytest.mark.parametrize(
    ("quirk", "planted"), [pytest.param(name, one, id=name) for name, several in PLANTED.items() for one in several]
)
def test_a_quirk_of_the_sample_is_read_by_what_is_declared(quirk: str, planted: Planted) -> None:
    folder = SICHUAN_2007 if planted.file == BALANCE else SAMPLE
    assert quirk in manifest(folder)[planted.file, planted.sheet, planted.cell].split()
    found = read(planted.file).get((planted.sheet, planted.figure))
    if not planted.read:
        assert found is None
        return
    assert found is not None
    amount = found["amount"] if found["value_status"] == "reported" else None
    assert {name: amount if name == "amount" else found[name] for name in planted.read} == planted.read


@pytest.mark.parametrize(
    "sent", [pytest.param(one, id=f"{name} {one.what}") for name, several in SENT.items() for one in several]
)
def test_a_quirk_that_is_sent_is_repaired_or_refused(sent: Sent, desk: Desk) -> None:
    told = sent.say(desk)
    if not sent.code:
        assert told == []
    else:
        assert any(line.startswith(sent.code) and sent.place in line for line in told), told
