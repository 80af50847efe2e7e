import pytest

from schemas.problems import Refusals
from schemas.specs.printed_table import PrintedTable
from tests.pipelines.reading.sheets import Value, change, declare, make, refused, staged_of
from tests.pipelines.reading.toy import SPEC, toy

USERS = {"工业": "industry", "居民": "urban", "商业": "trade", "交通": "transport"}


def supply_of(*users: str) -> PrintedTable:
    """The table of a gas company with a column a user."""
    return declare(supply_text(*users))


def supply_text(*users: str) -> str:
    columns = "".join(f"\n      {user}: {{item_code: gas_sales, sector_code: {USERS[user]}}}" for user in users)
    return f"""
deliver: edition
layouts:
  - title: '(?P<region>\\D+?)供气量'
    header: {{anchor: [年份]}}
    unit: 万立方米
    columns:
      年份: {{role: label}}{columns}
    rows:
      各年: {{match: '(?P<year>\\d{{4}})年?'}}
    missing: {{'': blank}}
"""


SUPPLY = supply_of("工业", "居民")


def supply(*industry: Value, households: Value = None) -> list[tuple[str, str]]:
    rows = [(f"{2020 + index}年", value, households) for index, value in enumerate(industry)]
    return refused(staged_of, SUPPLY, make(("渠县供气量",), ("年份", "工业", "居民"), *rows))


@pytest.mark.parametrize(
    "industry",
    [
        (18.234, 19.5, "20,057"),
        ("18.2", "２０，０５７", 19),
        (18.234, "20,057①", 0),
        (2005.6, 2005.6, "20,057"),  # more than ten times as much as they are
    ],
)
def test_a_comma_among_small_figures_with_decimals_may_be_a_decimal_comma(industry: tuple[Value, ...]) -> None:
    codes = {code for code, _ in supply(*industry)}
    assert codes == {"E-NUM-COMMA"}


@pytest.mark.parametrize(
    "industry",
    [
        ("20,057", "21,334", "22,001"),
        (18234.5, 19500, "20,057"),
        (18, 19, "20,057"),
        ("18,234.5", 19.5, "20,057"),
        ("1,018,234", 19.5, "20,057"),
        (18.234, 19.5, "20 057"),
        (18.234, 19.5, 20057),
        (2005.7, 2005.7, "20,057"),  # ten times as much, and no more
        ("20,057", None, 0),
    ],
)
def test_a_comma_that_groups_is_read(industry: tuple[Value, ...]) -> None:
    assert supply(*industry) == []


def test_the_other_columns_tell_where_a_series_is_all_commas() -> None:
    assert supply("20,057", "21,334", households=18.5) == [("E-NUM-COMMA", "B3"), ("E-NUM-COMMA", "B4")]
    assert supply("20,057", "21,334", households=18500.5) == []


def test_in_a_table_of_one_year_figures_of_the_column_tell() -> None:
    assert ("E-NUM-COMMA", "C6") in refused(staged_of, SPEC, change(toy(), {"C6": "20,500"}))


@pytest.mark.parametrize(
    "industry",
    [
        ("1,834", 1951, 2005, "1.957"),
        (1823.45, 1951.2, 2005.7, "1.957"),
        (1834, 1951, 2005, "１.９５７①"),
        (1834, 1950, 2005, "19.500"),  # ten times the middle one
    ],
    ids=str,
)
def test_a_point_that_makes_a_thousandth_of_a_series_may_group(industry: tuple[Value, ...]) -> None:
    assert supply(*industry) == [("E-NUM-POINT", "B6")]


@pytest.mark.parametrize(
    "industry",
    [
        (1834, 1951, 2005, 1957),
        (1834, 1951, 2005, "1.95"),  # two decimals or four are no thousands
        (1834, 1951, 2005, "1.9571"),
        (1834, 1951, 2005, "0.957"),
        (1834, 1951, 2005, "1957.123"),
        (1.234, 1.512, 2.057, "1.957"),  # a thousand times as much would stand alone
        (1823.457, 1951.2, 2005.7, "1.957"),  # another one has three decimals
        (182345, 195123, 200571, "1.957"),  # and not even a thousandth
        (1834, 1950, 2005, "19.501"),
        (1834, 1951, "1.957"),  # two figures are no series
        (1834, None, 0, "1.957"),
    ],
    ids=str,
)
def test_a_point_that_is_a_decimal_point_is_read(industry: tuple[Value, ...]) -> None:
    assert supply(*industry) == []


@pytest.mark.parametrize(("point", "may_group"), [("1.950", True), ("1.949", False)])
def test_a_thousandth_of_a_tenth_of_a_series_may_still_be_one_of_it(point: str, may_group: bool) -> None:
    """It is four powers of ten below the others as well, as if 万 had been left out."""
    told = [("E-NUM-POINT", "B6")] if may_group else []
    assert supply(18340, 19500, 20050, point) == [*told, ("E-UNIT-SCALE", "B6")]


def test_the_figure_alike_that_is_told_is_the_one_nearest_to_the_middle() -> None:
    rows = [(f"{2020 + index}年", value, None) for index, value in enumerate((1500, 1834, 1951, 2600, 2900, "1.957"))]
    with pytest.raises(Refusals) as caught:
        staged_of(SUPPLY, make(("渠县供气量",), ("年份", "工业", "居民"), *rows))
    assert [refusal.details["other"] for refusal in caught.value.refusals] == ["B5 1951"]


def test_what_a_stock_loses_is_compared_by_its_size() -> None:
    changes = declare(supply_text("工业", "居民").replace("industry}", "industry, is_signed: true}"))

    def found(*industry: Value) -> list[tuple[str, str]]:
        rows = [(f"{2020 + index}年", value, None) for index, value in enumerate(industry)]
        return refused(staged_of, changes, make(("渠县供气量",), ("年份", "工业", "居民"), *rows))

    assert found(-18.234, -19.5, "-20,057") == [("E-NUM-COMMA", "B5")]
    assert found(-1834, -1951, -2005, "-1.957") == [("E-NUM-POINT", "B6")]


def test_in_a_short_series_whole_numbers_of_the_row_tell() -> None:
    wide = supply_of(*USERS)

    def found(*row: Value) -> list[tuple[str, str]]:
        return refused(staged_of, wide, make(("渠县供气量",), ("年份", *USERS), ("2020年", *row)))

    assert found(1834, 1951, 2005, "1.957") == [("E-NUM-POINT", "E3")]
    assert found(1834.5, 1951, 2005, "1.957") == []
    assert found(1834, 1951, "1.957") == []
