"""An answer as a file: other readers find in it what was asked, and nothing in it is a formula."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from pipelines.query import files
from pipelines.query.answer import Answer, Row
from pipelines.query.files import put_in_place, write_csv, write_workbook
from schemas.problems import Refusal

ROWS: list[Row] = [
    (1, Decimal("0.000000001"), "渠县", None, date(2024, 12, 31), True),
    (-2, Decimal("0E-9"), '=1+1,"x"\nnext', "", None, False),
]


def answer(rows: list[Row] = ROWS) -> Answer:
    names = tuple("abcdef"[: len(rows[0])]) if rows else ("a",)
    return Answer(names, tuple(False for _ in names), iter([rows]))


def test_lines_hold_every_digit_and_tell_blank_from_empty() -> None:
    stream = io.StringIO(newline="")
    assert write_csv(answer(), stream) == 2
    head, first, *_ = stream.getvalue().split("\r\n")
    assert head == "a,b,c,d,e,f"
    assert first == "1,0.000000001,渠县,,2024-12-31,True"
    assert stream.getvalue().count(',"",,False') == 1
    stream.seek(0)
    assert list(csv.reader(stream))[2] == ["-2", "0.000000000", '=1+1,"x"\nnext', "", "", "False"]


def test_cells_are_numbers_and_texts_and_no_formulas(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    assert write_workbook(answer(), path) == (2, 0)
    head, first, second = openpyxl.load_workbook(path).active.iter_rows()
    assert [cell.value for cell in head] == list("abcdef")
    assert [(cell.value, cell.data_type) for cell in first][:4] == [
        (1, "n"), (1e-9, "n"), ("渠县", "s"), (None, "n")
    ]  # fmt: skip
    assert (first[4].value.date(), first[5].value) == (date(2024, 12, 31), True)
    assert (second[2].value, second[2].data_type) == ('=1+1,"x"\nnext', "s")


def test_numbers_with_more_digits_than_a_workbook_keeps_are_counted(tmp_path: Path) -> None:
    rows: list[Row] = [(Decimal("123456.123456789"),), (Decimal("1234567.123456789"),), (12345678901234567,)]
    assert write_workbook(answer(rows), tmp_path / "x.xlsx") == (3, 2)


def test_a_full_sheet_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROWS", 3)
    path = tmp_path / "x.xlsx"
    assert write_workbook(answer([(n,) for n in range(5)]), path) == (5, 0)
    book = openpyxl.load_workbook(path)
    assert [[row[0] for row in sheet.iter_rows(values_only=True)] for sheet in book] == [
        ["a", 0, 1], ["a", 2, 3], ["a", 4]
    ]  # fmt: skip


def test_an_answer_without_rows_has_its_head(tmp_path: Path) -> None:
    write_workbook(answer([]), path := tmp_path / "x.xlsx")
    assert list(openpyxl.load_workbook(path).active.iter_rows(values_only=True)) == [("a",)]


def test_a_text_longer_than_a_cell_is_refused_and_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with pytest.raises(Refusal, match="E-QUERY-CELL"), put_in_place(path) as beside:
        write_workbook(answer([("x" * 32_768,)]), beside)
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_replaced_when_the_new_one_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("old")
    with pytest.raises(ZeroDivisionError), put_in_place(path) as beside, beside.open("w") as file:
        file.write(f"half{file.write('half') / 0}")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("x.csv", "old")]
    with put_in_place(path) as beside:
        beside.write_text("new")
    assert path.read_text() == "new"


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="E-DISK-FULL"), put_in_place(tmp_path / "nowhere" / "x.csv") as beside:
        beside.write_text("x")


def test_a_field_is_quoted_where_a_reader_would_take_it_for_something_else() -> None:
    texts = [" led", "trailed ", "a,b", 'a"b', "a\rb", "a\nb", "a b", ""]
    stream = io.StringIO(newline="")
    write_csv(answer([tuple(texts)]), stream)
    assert stream.getvalue().split("\r\n", 1)[1] == '" led","trailed ","a,b","a""b","a\rb","a\nb",a b,""\r\n'


def test_a_workbook_has_dates_from_1900_on_and_keeps_others_as_text(tmp_path: Path) -> None:
    """A spreadsheet counts days from 1900 and knows no zones; what it cannot hold it holds as it is written."""
    here = datetime(1900, 1, 1, 8, 30)
    zoned = here.replace(tzinfo=UTC)
    rows: list[Row] = [
        (date(1900, 1, 1), here, zoned),
        (date(1899, 12, 31), datetime(1899, 12, 31, 8, 30), zoned.replace(year=2024)),
        (float("nan"), Decimal("NaN"), float("inf")),
    ]
    path = tmp_path / "x.xlsx"
    assert write_workbook(answer(rows), path) == (3, 0)
    _, first, second, third = openpyxl.load_workbook(path).active.iter_rows()
    assert [(cell.data_type, cell.number_format) for cell in first] == [
        ("d", "yyyy-mm-dd"),
        ("d", "yyyy-mm-dd hh:mm:ss"),
        ("s", "General"),
    ]
    assert [cell.value for cell in second] == ["1899-12-31", "1899-12-31 08:30:00", "2024-01-01 08:30:00+00:00"]
    assert [cell.value for cell in third] == ["nan", "NaN", "inf"]


def test_a_binary_number_of_many_digits_loses_none(tmp_path: Path) -> None:
    rows: list[Row] = [(0.1234567890123456789,), (123456789012345,), (1234567890123456,), (1234567890123450,)]
    path = tmp_path / "x.xlsx"
    assert write_workbook(answer(rows), path) == (4, 1)
    assert openpyxl.load_workbook(path).sheetnames == ["1"]


def test_a_text_as_long_as_a_cell_is_written(tmp_path: Path) -> None:
    write_workbook(answer([("x" * 32_767,)]), path := tmp_path / "x.xlsx")
    assert openpyxl.load_workbook(path).active["A2"].value == "x" * 32_767
