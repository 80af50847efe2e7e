"""How numbers, years and keys are printed."""

from decimal import Decimal

import pytest

from assets.release import numbers


def test_digits_are_grouped_and_rounded_half_to_even() -> None:
    assert numbers.grouped(Decimal("1234567.885"), 2) == "1,234,567.88"
    assert numbers.grouped(Decimal("-0.5"), 1) == "−0.5"
    assert numbers.grouped(Decimal(0), 2) == "0.00"


def test_what_rounds_to_zero_is_not_printed_as_zero() -> None:
    assert numbers.grouped(Decimal("0.004"), 2) == "≈0"
    assert numbers.grouped(Decimal("-0.004"), 2) == "≈0"


def test_a_key_stands_where_no_number_does() -> None:
    assert numbers.wan(Decimal(123_456)) == "12.35"
    assert numbers.wan(None, "NE") == "NE"
    with pytest.raises(ValueError, match="neither"):
        numbers.wan(None)


def test_changes_carry_their_sign() -> None:
    assert numbers.percent(Decimal(5), signed=True) == "+5.0%"
    assert numbers.percent(Decimal(-5), signed=True) == "−5.0%"
    assert (numbers.percent(Decimal("0.1"), signed=True), numbers.signed(Decimal("0.01"))) == ("+0.1%", "+0.01")
    assert numbers.percent(None) == "—"
    assert numbers.signed(Decimal("1.5")) == "+1.50"
    assert numbers.signed_wan(Decimal(15_000)) == "+1.50"
    assert (numbers.percent(Decimal(0), signed=True), numbers.signed(Decimal(0))) == ("0.0%", "0.00")
    assert numbers.percent(Decimal(5)) == "5.0%"
    assert (numbers.bare("−5.0%"), numbers.bare("+1.50"), numbers.bare("≈0")) == ("5.0%", "1.50", "≈0")


@pytest.mark.parametrize(
    ("unit", "read"),
    [("吨", ("万吨", 10_000)), ("吨标准煤", ("万吨标准煤", 10_000)), ("%", ("%", 1)), ("吨/人", ("吨/人", 1))],
)
def test_tonnes_of_a_county_are_read_in_wan_and_nothing_else(unit: str, read: tuple[str, int]) -> None:
    assert numbers.readable(unit) == read


def test_percentages_have_two_decimals_and_amounts_about_four_digits() -> None:
    values = [None, Decimal("123.4")]
    assert [numbers.decimals_in(unit, values) for unit in ("%", "百分点", "吨", "")] == [2, 2, 1, 1]
    assert numbers.number_or_key(Decimal("1.2345"), "") == "1.23"


@pytest.mark.parametrize(
    ("largest", "shown"),
    [
        ("12345", "12,345"),
        ("1000", "1,000"),
        ("999.9", "999.9"),
        ("-100", "−100.0"),
        ("99.99", "99.99"),
        ("10", "10.00"),
        ("-9.999", "−9.999"),
        ("1", "1.000"),
        ("0.9999", "0.9999"),
        ("0.02", "0.0200"),
    ],
)
def test_about_four_digits_are_shown(largest: str, shown: str) -> None:
    """The largest magnitude decides: four digits of it, and never more than four decimals."""
    value = Decimal(largest)
    assert numbers.grouped(value, numbers.fitting_decimals([None, value, Decimal(0), value / 20])) == shown


def test_years_of_a_factor_are_told_in_words() -> None:
    assert numbers.factor_years("") == ""
    assert numbers.factor_years("2023") == "沿用2023年"
    assert numbers.factor_years("2012 2018/2021") == "沿用2012年；2018年与2021年之间内插"


def test_years_in_a_row_are_a_range() -> None:
    assert numbers.year_ranges([2010, 2005, 2006, 2007, 2007]) == "2005—2007、2010"
    assert numbers.year_ranges([2005, 2006, 2009, 2010, 2011]) == "2005—2006、2009—2011"
    assert numbers.year_ranges([]) == ""


def test_a_line_title_loses_its_number_in_a_sentence() -> None:
    assert numbers.without_number("11.HCFC-22生产过程") == "HCFC-22生产过程"
    assert numbers.without_number("能源工业") == "能源工业"
