import pytest

from pipelines.reading import recognise
from pipelines.reading.cells import Sheet
from schemas.problems import Refusals
from tests.pipelines.reading.sheets import declare, make, raw_of, refused
from tests.pipelines.reading.toy import SPEC, toy

YEARS = """
deliver: edition
layouts:
  - title: '(?P<region>\\D+?)人口\\((?:(?P<first_year>\\d{4})-)?(?P<last_year>\\d{4})年\\)'
    header: {anchor: [年份]}
    columns:
      年份: {role: label}
      常住人口: {item_code: population_resident}
    rows:
      各年: {match: '(?P<year>\\d{4})年?', is_complete: true}
    missing: {}
"""
MONTHS = """
layouts:
  - header: {anchor: [单位名称, 项目]}
    unit: 千瓦时
    columns:
      单位名称: {role: region}
      项目: {role: label}
      各月: {match: '(?P<year>\\d{4})年(?P<month>\\d{1,2})月', is_complete: true}
    rows:
      用电量: {item_code: electricity_use}
    missing: {}
"""


def years(*labels: str | int, title: str = "渠县人口（2020-2022年）") -> Sheet:
    return make((title,), ("年份", "常住人口（万人）"), *[(label, 90) for label in labels])


def months(*numbers: int, year: int = 2024) -> Sheet:
    return make(("单位名称", "项目", *[f"{year}年{m}月" for m in numbers]), ("渠县", "用电量", *[1] * len(numbers)))


def test_years_come_from_the_rows() -> None:
    sheet = years("2020年", 2021, "2022")
    assert [cell.period for cell in raw_of(declare(YEARS), sheet)] == ["2020", "2021", "2022"]


@pytest.mark.parametrize(
    ("labels", "code"),
    [
        (("2020年", "2022年"), "E-PERIOD"),
        (("2020年", "2021年", "2021年", "2022年"), "E-DUP-KEY"),
        (("2020年", "2021年"), "E-YEAR-MISMATCH"),
        (("2019年", "2020年", "2021年", "2022年"), "E-YEAR-MISMATCH"),
        (("2020年", "2021年", "2022"), ""),
    ],
)
def test_rows_and_title_tell_the_same_years(labels: tuple[str, ...], code: str) -> None:
    assert [found for found, _ in refused(raw_of, declare(YEARS), years(*labels))] == ([code] if code else [])


@pytest.mark.parametrize(
    ("title", "codes"), [("2025年", []), ("2024年", ["E-YEAR-MISMATCH"]), ("2024-2025年", ["E-YEAR-MISMATCH"])]
)
def test_a_table_of_one_year_names_it_once(title: str, codes: list[str]) -> None:
    sheet = years("2025年", title=f"渠县人口（{title}）")
    assert [code for code, _ in refused(raw_of, declare(YEARS), sheet)] == codes


def test_months_come_from_the_header_and_make_a_year() -> None:
    spec = declare(MONTHS)
    (found,) = recognise([months(*range(1, 13))], "表.csv", [spec])
    assert found.periods[0] == "2024-01"
    assert len(found.periods) == 12
    assert refused(raw_of, spec, months(*range(1, 12))) == [("E-PERIOD", "C1")]


def test_part_of_a_year_is_no_year() -> None:
    assert refused(raw_of, SPEC, toy(title="渠县能源消费（2024年1-11月）")) == [("E-PERIOD", "A1")]
    assert refused(raw_of, SPEC, toy(title="渠县能源消费（2024年1-12月）")) == []


@pytest.mark.parametrize(
    ("file_name", "is_refused"),
    [
        ("能源_2024.xlsx", False),
        ("能源_2023.xlsx", True),
        ("能源_2025.xlsx", True),
        ("能源.xlsx", False),
        ("能源_20250115.xlsx", False),
    ],
)
def test_a_year_in_the_file_name_is_that_of_the_table(file_name: str, is_refused: bool) -> None:
    expected = [("E-YEAR-MISMATCH", "A1")] if is_refused else []
    assert refused(raw_of, SPEC, toy(), file_name=file_name) == expected
    assert refused(recognise, [toy()], file_name, [SPEC]) == expected


@pytest.mark.parametrize(("year", "is_refused"), [(2021, True), (2022, False), (2023, False), (2024, True)])
def test_a_book_may_be_named_after_the_year_of_its_printing(year: int, is_refused: bool) -> None:  # Q15
    sheet = years("2020年", "2021年", "2022年")
    found = refused(raw_of, declare(YEARS), sheet, file_name=f"年鉴{year}.xlsx")
    assert found == ([("E-YEAR-MISMATCH", "A5")] if is_refused else [])


def test_the_periods_must_be_those_registered() -> None:
    assert refused(raw_of, SPEC, toy(), periods=("2024",)) == []
    assert refused(raw_of, SPEC, toy(), periods=("2023",)) == [("E-YEAR-MISMATCH", "A1")]


@pytest.mark.parametrize(
    ("registered", "is_refused"),
    [
        (("2020", "2021", "2022"), False),
        (("2022", "2020", "2021"), False),
        (("2020", "2021"), True),
        (("2020", "2021", "2022", "2023"), True),
        ((), False),  # nothing was registered
    ],
)
def test_the_periods_are_all_those_registered_and_no_other(registered: tuple[str, ...], is_refused: bool) -> None:
    found = refused(raw_of, declare(YEARS), years("2020年", "2021年", "2022年"), periods=registered)
    assert found == ([("E-YEAR-MISMATCH", "A3")] if is_refused else [])


def told(title: str, *labels: str, periods: tuple[str, ...] = ()) -> list[tuple[object, ...]]:
    """Code, cell, and what a refusal says is printed, is wanted, and stands where."""
    with pytest.raises(Refusals) as caught:
        raw_of(declare(YEARS), years(*labels, title=title), periods=periods)
    names = ("found", "expected", "other")
    return [(r.code, r.place.cell, *(r.details[name] for name in names)) for r in caught.value.refusals]


def test_a_title_of_other_years_is_told_with_the_first_and_the_last_label() -> None:
    wrong = ("E-YEAR-MISMATCH", "A1", "2019-2022", "2020-2022", "A3:A5")
    assert told("渠县人口（2019-2022年）", "2022年", "2020年", "2021年") == [(*wrong[:4], "A4:A3")]
    assert told("渠县人口（2019-2022年）", "2020年", "2021年", "2022年") == [wrong]


def test_the_periods_that_are_not_those_registered_are_told_by_their_ends() -> None:
    found = told("渠县人口（2020-2022年）", "2020年", "2021年", "2022年", periods=("2023", "2021", "2022"))
    assert found == [("E-YEAR-MISMATCH", "A3", "2020-2022", "2021-2023", "登记的数据期")]


def test_months_that_are_not_those_registered_are_told_one_by_one() -> None:
    spec = declare(MONTHS.replace(", is_complete: true", ""))
    with pytest.raises(Refusals) as caught:
        raw_of(spec, months(2, 1), region_code="511725", periods=("2024-03", "2024-01"))
    (wrong,) = caught.value.refusals
    assert (wrong.details["found"], wrong.details["expected"]) == ("2024-01、2024-02", "2024-01、2024-03")


def test_years_may_be_left_out_where_the_declaration_does_not_want_all_of_them() -> None:
    spec = declare(YEARS.replace(", is_complete: true", ""))
    assert refused(raw_of, spec, years("2020年", "2022年")) == []


@pytest.mark.parametrize(("name", "is_refused"), [("2020-2022", False), ("2018-2022", False), ("2018-2021", True)])
def test_a_file_name_with_two_years_names_those_between_them(name: str, is_refused: bool) -> None:
    sheet = years("2020年", "2021年", "2022年")
    found = refused(raw_of, declare(YEARS), sheet, file_name=f"人口{name}.xlsx")
    assert found == ([("E-YEAR-MISMATCH", "A5")] if is_refused else [])


def test_years_that_a_file_name_names_are_told_from_the_first_to_the_last() -> None:
    with pytest.raises(Refusals) as caught:
        raw_of(declare(YEARS), years("2020年", "2021年", "2022年"), file_name="人口2021-2018.xlsx")
    (wrong,) = caught.value.refusals
    assert (wrong.details["found"], wrong.details["expected"]) == ("2022", "2018-2021")


@pytest.mark.parametrize(("year", "is_refused"), [(2023, True), (2024, False), (2025, True)])
def test_a_title_names_the_year_of_its_months(year: int, is_refused: bool) -> None:
    spec = declare(MONTHS.replace("header:", "title: '用电量\\((?P<year>\\d{4})年\\)'\n    header:"))
    table = months(*range(1, 13))
    rows = [[table.cell(row, column) for column in range(14)] for row in range(2)]
    found = refused(raw_of, spec, make((f"用电量（{year}年）",), *rows), region_code="511725")
    assert found == ([("E-YEAR-MISMATCH", f"{letter}2") for letter in "CDEFGHIJKLMN"] if is_refused else [])


def test_a_table_without_a_year_is_refused() -> None:
    spec = declare(YEARS.replace(", is_complete: true", "").replace(r"(?P<year>\d{4})年?", "合计"))
    assert ("E-PERIOD", "A1") in refused(raw_of, spec, years("合计"))


def test_a_period_in_another_form_is_named_and_of_regions_nothing_is_said() -> None:
    sheet = make(("单位名称", "项目", "Jan-24"), ("渠县", "用电量", 1))
    assert refused(recognise, [sheet], "表.csv", [declare(MONTHS)]) == [("E-PERIOD", "C1")]
