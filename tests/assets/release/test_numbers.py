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
    assert numbers.percent(None) == "—"
    assert numbers.signed(Decimal("1.5")) == "+1.50"
    assert numbers.signed_wan(Decimal(15_000)) == "+1.50"


@pytest.mark.parametrize(
    ("largest", "decimals"),
    [
        *[("12345", 0), ("1000", 0), ("999.9", 1), ("345.6", 1), ("100", 1), ("99.9", 2), ("10", 2)],
        *[("9.99", 3), ("3.2", 3), ("1", 3), ("0.999", 4), ("0.02", 4), ("-345.6", 1)],
    ],
)
def test_about_four_digits_are_shown(largest: str, decimals: int) -> None:
    assert numbers.fitting_decimals([None, Decimal(largest), Decimal(0)]) == decimals


def test_years_in_a_row_are_a_range() -> None:
    assert numbers.year_ranges([2010, 2005, 2006, 2007, 2007]) == "2005—2007、2010"
    assert numbers.year_ranges([]) == ""


def test_a_line_title_loses_its_number_in_a_sentence() -> None:
    assert numbers.without_number("11.HCFC-22生产过程") == "HCFC-22生产过程"
    assert numbers.without_number("能源工业") == "能源工业"
