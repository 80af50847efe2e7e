import pytest

from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import Value, declare, make, refused, staged_of

DECLARED = """
deliver: edition
layouts:
  - title: '(?P<region>\\D+?)供电量'
    header: {anchor: [年份]}
    columns:
      年份: {role: label}
      供电量: {item_code: electricity_sold}
    rows:
      各年: {match: '(?P<year>\\d{4})年?'}
    missing: {'-': zero_or_none}
"""


def series(*values: Value) -> Sheet:
    rows = [(f"{2010 + index}年", value) for index, value in enumerate(values)]
    return make(("渠县供电量",), ("年份", "供电量（万千瓦时）"), *rows)


@pytest.mark.parametrize(
    ("values", "cells"),
    [
        ((100, 110, 121, 130, 150), []),
        ((100, 110, 121, 130, 1500000), ["B7"]),  # 万 left out
        ((100, 110, 121, 130, 0.013), ["B7"]),
        ((100, 110, 1.2e10, 130, 150), ["B5", "B6"]),  # 亿
        ((100, 110, 2000, 130, 150), []),  # a jump, but of no unit
        ((100, "-", "-", 110, 1200000, 1300000), ["B7"]),
        ((100, 0, 110, 121, 1210000), ["B7"]),  # a printed nothing is no step
        ((100, 0, 110, 121), []),
        ((100, 1000000), []),  # too short to be steady
        ((1, 10, 100000, 30, 2000), []),  # never steady
        ((100, 199, 396, 3960000), ["B6"]),  # doubling is steady just so
        ((100, 200, 400, 4000000), []),
        ((100, 110, 121, 1210000 * 2.23), ["B6"]),  # a unit and a year of growth
        ((100, 110, 121, 1210000 * 2.25), []),
        ((100, 110, 121, 1210000 / 2.23), ["B6"]),
        ((100, 110, 121, 1210000 / 2.25), []),
        ((100, 110, 1210000), []),  # three figures do not show that a series is steady
    ],
)
def test_a_step_of_ten_thousand_in_a_steady_series_is_refused(values: tuple[Value, ...], cells: list[str]) -> None:
    found = refused(
        staged_of, declare(DECLARED), series(*[format(v, "f") if isinstance(v, float) else v for v in values])
    )
    assert found == [("E-UNIT-SCALE", cell) for cell in cells]


def test_a_series_of_decreases_is_steady_by_its_size() -> None:
    spec = declare(DECLARED.replace("electricity_sold}", "electricity_sold, is_signed: true}"))
    assert refused(staged_of, spec, series(-100, -110, -121, -1300000)) == [("E-UNIT-SCALE", "B6")]
    assert refused(staged_of, spec, series(-100, 110, -121, 130)) == []
