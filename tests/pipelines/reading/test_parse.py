from decimal import Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.reading.parse import CellProblem, is_number, parse_amount, printed_decimals

LEGEND = {"…": "below_half_unit", "-": "zero_or_none", "—": "zero_or_none", "": "blank", "x": "confidential"}

amounts = st.decimals(min_value=-(10**14), max_value=10**14, allow_nan=False, allow_infinity=False, places=None).map(
    lambda d: round(d, 6)
)


def plain(amount: Decimal) -> str:
    text = f"{amount:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


@settings(deadline=None)
@given(amounts, st.sampled_from(["text", "number"]))
def test_a_plain_number_is_read_as_printed(amount: Decimal, kind: str) -> None:
    text = plain(amount)
    assert parse_amount(text, kind, LEGEND).amount == Decimal(text)


@settings(deadline=None)
@given(amounts, st.sampled_from([" ", "\u00a0", "\u3000", "\u2009", ","]))
def test_digit_groups_are_read_like_plain_digits(amount: Decimal, mark: str) -> None:
    text = plain(amount)
    whole, point, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", mark) if not whole.startswith("-0") else whole
    assert parse_amount(grouped + point + fraction, "text", LEGEND).amount == Decimal(text)


@settings(deadline=None)
@given(amounts)
def test_full_width_digits_and_the_minus_sign_are_read_like_plain_ones(amount: Decimal) -> None:
    text = plain(amount)
    wide = "".join(chr(ord(c) + 0xFEE0) for c in text)
    assert parse_amount(wide, "text", LEGEND).amount == Decimal(text)
    assert parse_amount(text.replace("-", "\u2212"), "text", LEGEND).amount == Decimal(text)


@pytest.mark.parametrize("text", ["73\n231", "73\r\n231", "73\t231", "1 073\n231", "5\n"])
def test_figures_below_each_other_in_one_cell_are_never_joined(text: str) -> None:
    if text.strip() == "5":
        assert parse_amount(text, "text", LEGEND).amount == 5
        return
    with pytest.raises(CellProblem) as refused:
        parse_amount(text, "text", LEGEND)
    assert refused.value.code == "E-NUM"


@settings(deadline=None)
@given(amounts, st.sampled_from(["①", "⑫", "*", "②③", "†", "²", "⑴"]))
def test_a_footnote_mark_goes_to_the_note_and_never_into_the_number(amount: Decimal, mark: str) -> None:
    assume(amount != 10 or mark != "²")  # which may be a hundred
    read = parse_amount(plain(amount) + mark, "text", LEGEND)
    assert (read.amount, read.note) == (Decimal(plain(amount)), f"脚注{mark}")


@pytest.mark.parametrize(
    ("text", "amount"), [("+5.5", "5.5"), ("＋12", "12"), ("+1 234.5", "1234.5"), ("+0", "0"), ("+8①", "8")]
)
def test_a_plus_sign_before_a_number_says_nothing_more(text: str, amount: str) -> None:
    assert parse_amount(text, "text", LEGEND).amount == Decimal(amount)


@pytest.mark.parametrize(
    ("text", "amount", "note"),
    [
        ("35863(1)", "35863", "(1)"),
        ("35863（1）", "35863", "(1)"),
        ("35 863 (12)", "35863", "(12)"),
        ("35,863[1]", "35863", "[1]"),
        ("35863〔注2〕", "35863", "〔注2〕"),
        ("35863 1)", "35863", "1)"),
        ("35 863 1）", "35863", "1)"),
        ("35863⁽¹⁾", "35863", "⁽¹⁾"),
        ("35863¹⸴²", "35863", "¹⸴²"),
        ("-5.5(1)①", "-5.5", "(1)①"),
    ],
)
def test_a_footnote_in_brackets_goes_to_the_note(text: str, amount: str, note: str) -> None:
    read = parse_amount(text, "text", LEGEND)
    assert (read.amount, read.note) == (Decimal(amount), f"脚注{note}")


@pytest.mark.parametrize(
    "text",
    ["358631)", "35863(123)", "35863(0)", "(1)", "1)", "①", "35863₁", "35863a", "35⸴863", "10⁴", "10²", "1" + "①" * 99],
)
def test_what_may_be_a_footnote_or_a_digit_is_refused(text: str) -> None:
    with pytest.raises(CellProblem, match=r"E-NUM$"):
        parse_amount(text, "text", LEGEND)


def test_a_missing_mark_may_have_a_footnote() -> None:
    assert parse_amount("—①", "text", LEGEND)[1:] == ("zero_or_none", 0, "脚注①")
    assert parse_amount("…(2)", "text", LEGEND)[1:] == ("below_half_unit", 0, "脚注(2)")


@pytest.mark.parametrize(("text", "amount"), [(".5", "0.5"), ("-.25", "-0.25"), ("．５", "0.5")])
def test_a_nought_before_the_point_may_be_left_out(text: str, amount: str) -> None:
    assert parse_amount(text, "text", LEGEND).amount == Decimal(amount)


@settings(deadline=None)
@given(st.text(max_size=12))
def test_any_text_is_a_number_a_declared_mark_or_refused(text: str) -> None:
    try:
        read = parse_amount(text, "text", LEGEND)
    except CellProblem:
        return
    assert (read.amount is None) == (read.status != "reported")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("…", "below_half_unit"),
        ("……", "below_half_unit"),
        ("...", "below_half_unit"),
        ("-", "zero_or_none"),
        ("－", "zero_or_none"),
        ("—", "zero_or_none"),
        ("——", "zero_or_none"),
        ("  ", "blank"),
        ("x", "confidential"),
        ("0", "reported"),
    ],
)
def test_each_missing_mark_keeps_its_own_meaning(text: str, status: str) -> None:
    assert parse_amount(text, "text", LEGEND).status == status


@pytest.mark.parametrize("text", ["…", "-", "—", "x", "/", ""])
def test_a_mark_the_legend_does_not_explain_is_refused(text: str) -> None:
    with pytest.raises(CellProblem) as caught:
        parse_amount(text, "text", {})
    assert caught.value.code == "E-NUM"


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        ("#REF!", "error", "E-CELL-ERROR"),
        ("2024-01-02", "date", "E-TYPE-DATE"),
        ("5000D", "text", "E-NUM"),  # Q09
        ("632g", "text", "E-NUM"),
        ("117l3", "text", "E-NUM"),
        ("12.3万", "text", "E-UNIT-INLINE"),
        ("12.3万亩", "text", "E-UNIT-INLINE"),
        ("5.5%", "text", "E-UNIT-PERCENT"),
        ("突破400亿元", "text", "E-NUM"),  # Q11
        ("下降5.5", "text", "E-NUM"),  # Q12
        ("8 363～12 545", "text", "E-NUM"),
        ("27胞47195万", "text", "E-NUM"),  # Q31
        ("(123)", "text", "E-NUM"),
        ("1,23", "text", "E-NUM"),
        ("1 2345", "text", "E-NUM"),
        ("1,234 567", "text", "E-NUM"),
        ("1.2.3", "text", "E-NUM"),
        ("007", "text", "E-NUM"),
        ("+", "text", "E-NUM"),
        ("++5", "text", "E-NUM"),
        ("+-5", "text", "E-NUM"),
        ("+.5", "text", "E-NUM"),
        ("NaN", "text", "E-NUM"),
        ("Inf", "text", "E-NUM"),
        ("①", "text", "E-NUM"),
        ("½", "text", "E-NUM"),
        ("1E+05", "text", "E-NUM-PRECISION"),
        ("12345678901234567", "number", "E-NUM-PRECISION"),
        ("1" * 27, "text", "E-NUM-PRECISION"),
    ],
)
def test_what_is_not_certain_is_refused(text: str, kind: str, code: str) -> None:
    with pytest.raises(CellProblem) as caught:
        parse_amount(text, kind, LEGEND)
    assert caught.value.code == code


@pytest.mark.parametrize("digits", [15, 26])
def test_the_longest_numbers_that_can_be_kept_are_read(digits: int) -> None:
    kind = "number" if digits == 15 else "text"
    assert parse_amount("9" * digits, kind, LEGEND).amount == Decimal("9" * digits)


@pytest.mark.parametrize(
    ("text", "decimals"),
    [
        ("5.42", 2),
        ("5.40", 2),
        ("5.42000000000001", 2),
        ("249015.11754298862", 4),
        ("9310.5199999999995", 2),
        ("1234567.8912", 4),  # four are printed often, five of so many digits hardly
        ("1234567.89123", 3),
        ("123456.10001", 1),
        ("0.00001", 5),
        ("0.0000000000010516032489249483", 0),
        ("-139.59", 2),
        ("12", 0),
        ("1234567890.12345", 0),  # ten digits before the point leave none behind it
        ("12345678901.12345", 0),
    ],
)
def test_the_dust_of_binary_fractions_is_no_printed_decimal(text: str, decimals: int) -> None:
    assert printed_decimals(text) == decimals


def test_a_number_of_as_many_characters_as_one_may_have_is_read_and_a_longer_one_refused() -> None:
    assert parse_amount("0." + "1" * 62, "text", LEGEND).amount == Decimal("0.111111111111")
    assert is_number("0." + "1" * 62)
    assert not is_number("0." + "1" * 63)
    with pytest.raises(CellProblem, match=r"E-NUM$"):
        parse_amount("0." + "1" * 63, "text", LEGEND)


@pytest.mark.parametrize("text", ["12", "-12.5", "１，２３４", "1 234.5", "12,345,678"])
def test_a_text_that_is_a_number_is_one(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize("text", ["", "1,234吨", "约1,234", "共12", "12吨", "1,23", "2024年1月", "12①"])
def test_a_text_in_which_a_number_stands_is_none(text: str) -> None:
    assert not is_number(text)


def test_more_decimals_than_are_kept_are_rounded_half_to_even() -> None:
    assert parse_amount("0.0000000000005", "number", LEGEND).amount == 0
    assert parse_amount("0.0000000000015", "number", LEGEND).amount == Decimal("0.000000000002")
