import pytest

from tests.pipelines.reading.sheets import change, declare, make, raw_of, refused, staged_of
from tests.pipelines.reading.toy import DECLARED, SPEC, toy

OVERRIDE = """
    unit_overrides:
      - {columns: [天然气], printed: 万吨, unit: 亿立方米, reason: 印错}
"""


def test_units_printed_twice_must_agree() -> None:
    assert refused(raw_of, SPEC, change(toy(), {"C4": "(108 cu.m)"})) == [("E-UNIT-DISAGREE", "C3")]


def test_a_unit_must_fit_what_is_measured() -> None:
    wrong = change(toy(), {"F3": "(万吨)", "F4": "(104 tn)"})
    assert refused(raw_of, SPEC, wrong) == [("E-UNIT-DIMENSION", "F3")]


def test_a_unit_nobody_knows_is_refused() -> None:
    assert refused(raw_of, SPEC, change(toy(), {"F3": "(亿立方)", "F4": None})) == [("E-UNIT-UNKNOWN", "F3")]
    no_unit = change(toy(), {"F3": None, "F4": None})
    assert refused(raw_of, SPEC, no_unit) == [("E-UNIT-UNKNOWN", "A5")]


def test_a_misprinted_unit_is_put_right_where_it_is_declared() -> None:
    misprinted = change(toy(), {"F3": "(万吨)"})
    assert refused(raw_of, SPEC, misprinted) == [("E-UNIT-DISAGREE", "F3")]
    observations, _ = staged_of(declare(DECLARED + OVERRIDE), misprinted)
    assert {o.unit_code for o in observations if o.fuel_code == "natural_gas"} == {"100m_m3"}


def test_an_override_does_not_hide_another_wrong_unit() -> None:
    spec = declare(DECLARED + OVERRIDE)
    assert refused(raw_of, spec, change(toy(), {"F3": "(吨)"})) == [("E-UNIT-DISAGREE", "F3")]
    assert refused(raw_of, spec, change(toy(), {"C3": "(万吨)", "C4": "(108 cu.m)"})) == [("E-UNIT-DISAGREE", "C3")]


PRODUCTS = """
layouts:
  - title: '(?P<region>\\D+?)产量\\((?P<year>\\d{4})年\\)'
    header: {anchor: [产品]}
    columns:
      产品: {role: label}
      计量单位: {role: unit, optional: true}
      产量: {}
    rows:
      水泥: {item_code: cement_output}
      发电量: {item_code: electricity_generation, optional: true}
    missing: {}
"""


def products(*rows: tuple[object, ...], unit_line: str = "", header: str = "产量") -> object:
    return make(("渠县产量（2024年）",), (unit_line,), ("产品", "计量单位", header), *rows)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("sheet", "units"),
    [
        (products(("水泥", "万吨", 1), ("发电量", "亿千瓦时", 2)), ["10kt", "100m_kwh"]),
        (products(("水泥（万吨）", None, 1), ("发电量(亿千瓦时)", None, 2)), ["10kt", "100m_kwh"]),
        (products(("水泥", None, 1), unit_line="单位：吨"), ["t"]),
        (products(("水泥", "万吨", 1), unit_line="单位：吨"), ["10kt"]),
        (products(("水泥", None, 1), header="产量(千吨)"), ["kt"]),
    ],
)
def test_a_unit_may_stand_above_beside_behind_or_under_the_title(sheet: object, units: list[str]) -> None:
    observations, _ = staged_of(declare(PRODUCTS), sheet)  # type: ignore[arg-type]
    assert [o.unit_code for o in observations] == units


def test_units_above_and_beside_must_agree() -> None:
    sheet = products(("水泥", "万吨", 1), header="产量(吨)")
    assert refused(raw_of, declare(PRODUCTS), sheet) == [("E-UNIT-DISAGREE", "C3")]


def test_a_unit_that_no_file_prints_is_declared() -> None:
    spec = declare(PRODUCTS + "    unit: 吨\n")
    observations, _ = staged_of(spec, products(("水泥", None, 1)))  # type: ignore[arg-type]
    assert [o.unit_code for o in observations] == ["t"]
