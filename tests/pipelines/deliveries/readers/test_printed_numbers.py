from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.deliveries.readers import Cell
from pipelines.deliveries.readers.preflight import inspect
from pipelines.deliveries.readers.printed_numbers import number_cell, number_text, period_text
from pipelines.deliveries.readers.serve import read_content
from schemas.problems import Place, Refusal
from tests.faults import ole, xlsx
from tests.originals import original

ACCOUNTING = '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ '
CURRENCY = '_ "￥"* #,##0_ ;_ "￥"* \\-#,##0_ ;_ "￥"* "-"_ ;_ @_ '
OLD_BOOKS = [
    "4-1_china_energy_balance_standard_2007.xls",
    "5-3_final_energy_by_industrial_sector_2007.xls",
    "6-23_sichuan_energy_balance_physical_2007.xls",
]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (9310.52, "9310.52"),
        (-11.0, "-11"),
        (1e-05, "0.00001"),
        (5.42000000000001, "5.42000000000001"),
        (1e22, "10000000000000000000000"),
        (1.5e300, "15" + "0" * 299),
        (-0.0, "0"),
        (0.1 + 0.2, "0.30000000000000004"),
        (2024, "2024"),
    ],
)
def test_a_number_is_written_as_its_shortest_plain_decimal(value: float, text: str) -> None:
    assert number_text(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_written_as_text_is_the_same_number(value: float) -> None:
    text = number_text(value)
    assert float(text) == value
    assert set(text) <= set("-.0123456789")
    assert not text.endswith(".0")
    assert format(Decimal(text), "f") == text


@pytest.mark.parametrize(
    "number_format",
    [
        *(
            "",
            "General",
            "GENERAL",
            "G/通用格式",
            "@",
            "0",
            "0.00",
            "#,##0",
            "#,##0.0",
            "0000",
            "# ##0.00",
            "#",
            "0.0?",
        ),
        *("0_ ", "0.00_ ", "0.00_);(0.00)", "#,##0_);[Red](#,##0)", "0.00_ ;[红色]-0.00 ", "0.00;[Red]0.00", "0.00;@"),
        *(ACCOUNTING, CURRENCY, "[$-804]0.0", "[$¥-804]#,##0.00", "[Blue]0.0", "0;-0;;@", '[=0]"-";0.00', '0.0"%"'),
        *("0.00E+00", "##0.0E+0", "# ?/?", "[DBNum1]0", "[DBNum2][$-804]General"),
    ],
)
def test_an_ordinary_format_prints_the_number_that_is_stored(number_format: str) -> None:
    for value, text in [(146272.0, "146272"), (-5.5, "-5.5"), (0.0, "0")]:
        assert number_cell(value, number_format) == Cell(text, "number")


@pytest.mark.parametrize(
    "number_format",
    [
        *("0!.0000", "0\\.0000", '0"."0000', "#,##0,", "0.0,,", "0,.0", '0!.0,"万"', "#.##0,00"),
        *(";;;", '"—"', '[>1]"—";0', '"x"', '""', "[>200000]0;[<0]0", "[<0]0"),
        *("\\-0.00", '"("0")"', '"1"0', '0".5"', "0%%", "0.00;0.00;0.00;@;0", "x0", "yyyy", '"' * 300, "x" * 300),
    ],
)
def test_a_format_that_prints_another_number_or_none_is_refused(number_format: str) -> None:
    assert number_cell(146272.0, number_format) is None


def test_a_minus_that_is_not_printed_is_refused() -> None:
    assert number_cell(-5.5, "0.0;0.0") is None
    assert number_cell(5.5, "0.0;0.0") == Cell("5.5", "number")
    assert number_cell(-0.05, "0%;0%") is None


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (2005.0, '0"年"', "2005年"),
        (2005.0, 'G/通用格式"年"', "2005年"),
        (146272.0, '0.00"万"', "146272万"),
        (-5.5, '0.0\\ "吨"', "-5.5 吨"),
        (12.5, '0.0"①"', "12.5①"),
        (0.0, '0;-0;"…"', "…"),
        (0.125, "0.0%", "12.5%"),
        (0.0, "0%", "0%"),
    ],
)
def test_a_word_that_the_format_prints_is_read_with_the_number(value: float, number_format: str, text: str) -> None:
    assert number_cell(value, number_format) == Cell(text, "text")


def styled_xlsx(number_format: str) -> bytes:
    code = number_format.replace('"', "&quot;").replace(">", "&gt;")
    styles = (
        f'<styleSheet xmlns="{xlsx.MAIN}"><numFmts><numFmt numFmtId="170" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    )
    return xlsx.xlsx('<row r="7"><c r="C7" s="1"><v>146272</v></c></row>', styles=styles)


def styled_xls(number_format: str) -> bytes:
    known = ole.record(0x41E, b"\xaa\0" + ole.unicode_text(number_format))
    return ole.xls(ole.number(6, 2, 146272, style=1), globals_=known, styles=(0, 170))


@pytest.mark.parametrize(("name", "make"), [("表.xlsx", styled_xlsx), ("表.xls", styled_xls)])
def test_a_number_that_is_not_printed_as_stored_is_refused_with_its_cell(name: str, make: object) -> None:
    assert callable(make)
    assert read_content(make("#,##0.00"), name)[0].cells == {(6, 2): Cell("146272", "number")}
    assert read_content(make('0"年"'), name)[0].cells == {(6, 2): Cell("146272年", "text")}
    for number_format in ("0!.0000", "#,##0,", ";;;", '[>1]"—";0'):
        content = make(number_format)
        with_place = Place(name, "表", "C7")
        with pytest.raises(Refusal) as caught:
            read_content(content, name)
        assert (caught.value.code, caught.value.place) == ("E-NUM-FORMAT", with_place)
        assert caught.value.details == {"found": "146272", "expected": number_format}


@pytest.mark.parametrize("name", OLD_BOOKS)
def test_every_number_of_an_original_is_read(name: str) -> None:
    path = original(f"energy_balance_2007/{name}")
    (sheet, *_) = read_content(path.read_bytes(), path.name)
    assert sum(cell.kind == "number" for cell in sheet.cells.values()) > 10


@pytest.mark.parametrize("name", ["2006_sichuan.xlsx", "2009_sichuan.xlsx"])
def test_every_number_of_an_original_list_of_plants_is_read(name: str) -> None:
    path = original(f"power_plants/{name}")
    found = inspect(path.read_bytes(), path.name)
    read = read_content(path.read_bytes(), path.name)
    assert [len(sheet.numbers) for sheet in found] == [
        sum(cell.kind in ("number", "date") for cell in sheet.cells.values()) for sheet in read
    ]


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ('yyyy"年"m"月";@', "2024年3月"),
        ("yyyy年mm月", "2024年3月"),
        ("[$-804]yyyy\\-mm", "2024年3月"),
        ("mmm-yy", "2024年3月"),
        ('yyyy"年"', "2024年"),
        ("yyyy", "2024年"),
        ('yyyy"年"m"月"d"日"', ""),
        ("m/d", ""),
        ('m"月"', ""),
        ("yyyy-mm h:mm", ""),
        ("General", ""),
        ("", ""),
    ],
)
def test_a_date_whose_day_is_not_printed_is_a_month_or_a_year(number_format: str, text: str) -> None:
    assert period_text(date(2024, 3, 5), number_format) == text
