"""A form that was changed after it was sent: each change is refused where it stands."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from assets.raw import load_printed_tables
from pipelines.reading import read_observations
from pipelines.reading.cells import Sheet
from pipelines.reading.seal import Seal
from tests.pipelines.reading.sheets import change, drop_row, make, move, raw_of, refused, swap_cells

FORM = load_printed_tables()["departments__form"]

#: Label, unit and code of each line; they stand in rows 3 to 6.
LINES = (
    ("地区生产总值", "万元", "gdp|||total"),
    ("地区生产总值比上年增长", "%", "gdp_growth|||signed"),
    ("货车/柴油", "吨", "transport_fuel_use|railway|diesel"),
    ("年末常住人口", "人", "population_resident||"),
)
HEADS = ("序号", "原表", "指标", "含义", "计量单位", "上年数", "本年数", "用途", "备注", "代码", "校验")
ANSWERS = (4103200, -1.5, "无", None)


def form(
    title: str = "渠县温室气体清单报送表（2024年，县统计局）", year: str = "2024", region: str = "511725"
) -> Sheet:
    """A form as it comes back, filled in."""
    rows = []
    for row, ((label, unit, code), answer) in enumerate(zip(LINES, ANSWERS, strict=True), start=3):
        seal = Seal(region, year, "县统计局", str(row), "6", label, unit, code)
        rows.append((row - 2, "表", label, "说明", unit, 1, answer, "用途", "", code, seal.text))
    return make((title,), HEADS, *rows)


def changes(sheet: Sheet) -> list[tuple[str, str]]:
    return refused(raw_of, FORM, sheet)


def test_a_form_as_it_was_sent_is_read_by_its_codes() -> None:
    observed, _ = read_observations(FORM, raw_of(FORM, form()))
    found = observed[["item_code", "sector_code", "fuel_code", "is_total", "value_status", "vintage", "period"]]
    assert found.to_numpy().tolist() == [
        ["gdp", "", "", True, "reported", "returned", "2024"],
        ["gdp_growth", "", "", False, "reported", "returned", "2024"],
        ["transport_fuel_use", "railway", "diesel", False, "zero_or_none", "returned", "2024"],
        ["population_resident", "", "", False, "blank", "returned", "2024"],
    ]
    assert [str(amount.normalize()) for amount in observed["amount"][:2]] == ["4.1032E+6", "-1.5"]


def test_a_line_without_an_answer_is_nothing_and_not_zero() -> None:
    observed, _ = read_observations(FORM, raw_of(FORM, form()))
    assert observed["amount"].isna().tolist() == [False, False, True, True]


def _insert(number: int, *values: tuple[int, str | float]) -> Callable[[Sheet], Sheet]:
    def put(sheet: Sheet) -> Sheet:
        below = move(sheet, lambda row, column: (row + (row >= number - 1), column))
        return change(below, {f"{'ABCDEFGHIJK'[column]}{number}": value for column, value in values})

    return put


#: What was done, and what is said of it where.
CHANGES: dict[str, tuple[Callable[[Sheet], Sheet], list[tuple[str, str]]]] = {
    "a blank row was put in": (_insert(4), [("E-FORM-ROW", "C5")]),
    "a row of one's own was put in": (_insert(4, (2, "柴油"), (4, "吨"), (6, 5)), [("E-FORM-ROW", "C4")]),
    "a row above the table": (_insert(2), [("E-FORM-ROW", "C4")]),
    "a row was taken out": (lambda sheet: drop_row(sheet, 4), [("E-FORM-ROW", "C4")]),
    "the last row was taken out": (lambda sheet: drop_row(sheet, 6), [("E-FORM-ROW", "C6")]),
    "two rows changed places": (
        lambda sheet: move(sheet, lambda row, column: ({2: 3, 3: 2}.get(row, row), column)),
        [("E-FORM-ROW", "C3")],
    ),
    "another label": (lambda sheet: change(sheet, {"C5": "货车/汽油"}), [("E-FORM-TEXT", "C5")]),
    "another unit": (lambda sheet: change(sheet, {"E5": "万吨"}), [("E-FORM-TEXT", "E5")]),
    "no unit": (lambda sheet: change(sheet, {"E5": None}), [("E-FORM-TEXT", "C5")]),
    "two labels changed places": (
        lambda sheet: swap_cells(sheet, "C3", "C6"),
        [("E-FORM-TEXT", "C3"), ("E-FORM-TEXT", "C6")],
    ),
    "another year in the title": (
        lambda sheet: change(sheet, {"A1": "渠县温室气体清单报送表（2023年，县统计局）"}),
        [("E-YEAR-MISMATCH", "A1")],
    ),
    "another county in the title": (
        lambda sheet: change(sheet, {"A1": "大竹县温室气体清单报送表（2024年，县统计局）"}),
        [("E-REGION", "A1")],
    ),
    "another department in the title": (
        lambda sheet: change(sheet, {"A1": "渠县温室气体清单报送表（2024年，县公安局）"}),
        [("E-FORM-TEXT", "A1")],
    ),
    "another code": (lambda sheet: change(sheet, {"J5": "transport_fuel_use|road|diesel"}), [("E-FORM-KEY", "C5")]),
    "no code": (lambda sheet: change(sheet, {"J5": None}), [("E-FORM-KEY", "C5")]),
    "a seal that was written over": (
        lambda sheet: change(sheet, {"K5": sheet.cell(4, 10).text.replace("吨", "万吨"), "E5": "万吨"}),
        [("E-FORM-KEY", "C5")],
    ),
    "no seal": (lambda sheet: change(sheet, {"K5": None}), [("E-FORM-KEY", "C5")]),
    "no seal at all": (
        lambda sheet: change(sheet, {f"K{row}": None for row in range(3, 7)}),
        [("E-FORM-KEY", "C3")],
    ),
    "a line of another form": (
        lambda sheet: change(sheet, {"K5": Seal("511725", "2023", "县统计局", "5", "6", *LINES[2]).text}),
        [("E-FORM-KEY", "C5")],
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_is_refused_where_it_stands(what: str) -> None:
    done, said = CHANGES[what]
    assert changes(form()) == []
    assert changes(done(form())) == said


@pytest.mark.parametrize("text", ["约410万", "4103200万元", "待核", "=1+1"])
def test_a_pasted_text_is_refused(text: str) -> None:
    raw = raw_of(FORM, change(form(), {"G3": text}))
    assert [cell for _, cell in refused(read_observations, FORM, raw)] == ["G3"]


def test_a_seal_is_read_as_it_was_written_and_in_no_other_way() -> None:
    seal = Seal("511725", "2024", "县统计局", "3", "6", "货车/柴油", "吨", "transport_fuel_use|railway|diesel|signed")
    assert Seal.read(seal.text) == seal
    cuts = [seal.text[:start] + seal.text[end:] for start, end in pairwise(range(len(seal.text)))]
    assert not any(map(Seal.read, ["", "|", "|" * 12, *cuts]))
