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
        (products(("水泥", None, 1), unit_line="（以万吨计）"), ["10kt"]),
        (products(("水泥", "万吨", 1), ("发电量", None, 2), unit_line="单位：亿千瓦时"), ["10kt", "100m_kwh"]),
        (products(("水泥", "万吨", 1), ("发电量", "亿千瓦时", 2), unit_line="单位：万吨"), ["10kt", "100m_kwh"]),
        (products(("水泥", "万吨", 1), unit_line="单位：万吨、亿千瓦时"), ["10kt"]),
        (products(("水泥", None, 1), ("注：本表单位均为吨。",), unit_line="单位：吨"), ["t"]),
        (products(("水泥", "万吨", 1), ("注：产量单位已核对。",)), ["10kt"]),
        (products(("水泥", None, 1), header="产量(千吨)"), ["kt"]),
    ],
)
def test_a_unit_may_stand_above_beside_behind_or_under_the_title(sheet: object, units: list[str]) -> None:
    observations, _ = staged_of(declare(PRODUCTS), sheet)  # type: ignore[arg-type]
    assert [o.unit_code for o in observations] == units


def test_units_above_and_beside_must_agree() -> None:
    sheet = products(("水泥", "万吨", 1), header="产量(吨)")
    assert refused(raw_of, declare(PRODUCTS), sheet) == [("E-UNIT-DISAGREE", "C3")]


@pytest.mark.parametrize(
    "more", ["单位：吨", "注：单位：吨", "注：本表计量单位为吨。", "说明：x", "计量单位：吨", "以吨计"]
)
def test_lines_and_notes_that_say_two_units_are_refused(more: str) -> None:
    rows = (("水泥", None, 1), ("数据来源：统计局",), (more,))
    expected = [] if more == "说明：x" else [("E-UNIT-DISAGREE", "A6")]
    assert refused(raw_of, declare(PRODUCTS), products(*rows, unit_line="单位：万吨")) == expected
    assert refused(raw_of, declare(PRODUCTS), products(*rows, unit_line="单位：吨")) == []


@pytest.mark.parametrize(
    ("note", "is_refused"),
    [
        ("注：2019年起计量单位为公斤。", True),
        ("注：1.2019年以后，单位改为公斤。", True),
        ("注：2019年起计量单位为吨。", False),
        ("注：1992年及以前单位为公斤。", False),  # of years that are not printed
        ("注：本表数据以公斤计。", True),
        ("注：2.均按公斤计算。", True),
        ("注：以公斤为计量单位", True),
        ("注：数值按吨计。", False),
        ("注：产值按可比价计算。", False),
        ("注：本表按当年价格计算。", False),
    ],
)
def test_a_note_that_says_another_unit_at_once_or_from_some_year_on_is_refused(note: str, is_refused: bool) -> None:
    found = refused(raw_of, declare(PRODUCTS), products(("水泥", None, 1), (note,), unit_line="单位：吨"))
    assert found == [("E-UNIT-DISAGREE", "A5")] * is_refused


def test_the_second_point_of_a_note_may_say_the_unit() -> None:
    rows = (("水泥", None, 1), ("注：1.含粉磨站。",), ("　　2.本表单位为吨。",))
    assert refused(raw_of, declare(PRODUCTS), products(*rows, unit_line="单位：吨")) == []
    assert refused(raw_of, declare(PRODUCTS), products(*rows, unit_line="单位：万吨")) == [("E-UNIT-DISAGREE", "A6")]


def test_two_lines_above_the_header_must_say_one_unit() -> None:
    def lines(second: str) -> object:
        return make(
            ("渠县产量（2024年）",), ("单位：万吨", None, second), ("产品", "计量单位", "产量"), ("水泥", None, 1)
        )

    assert refused(raw_of, declare(PRODUCTS), lines("单位：吨")) == [("E-UNIT-DISAGREE", "C2")]
    assert refused(raw_of, declare(PRODUCTS), lines("单位：万吨")) == []


def test_a_repeated_line_within_the_table_must_say_the_same_unit() -> None:
    def pages(second: str) -> object:
        return products(("水泥", None, 1), ("单位：" + second,), ("发电量", "亿千瓦时", 2), unit_line="单位：万吨")

    assert refused(raw_of, declare(PRODUCTS), pages("吨")) == [("E-UNIT-DISAGREE", "A5")]
    rows = (("水泥", None, 1), ("（以吨计）",), ("发电量", "亿千瓦时", 2))
    assert refused(raw_of, declare(PRODUCTS), products(*rows, unit_line="单位：万吨")) == [("E-UNIT-DISAGREE", "A5")]
    assert refused(raw_of, declare(PRODUCTS), pages("万吨")) == []


def test_a_line_in_whose_unit_no_figure_is_is_refused() -> None:
    assert refused(raw_of, declare(PRODUCTS), products(("水泥", "万吨", 1), unit_line="单位：吨")) == [
        ("E-UNIT-DISAGREE", "A2")
    ]
    below = products(("水泥", None, 1), ("注：本表单位为吨。",), header="产量（万吨）")
    assert refused(raw_of, declare(PRODUCTS), below) == [("E-UNIT-DISAGREE", "A5")]


def test_a_unit_that_no_file_prints_is_declared() -> None:
    spec = declare(PRODUCTS + "    unit: 吨\n")
    observations, _ = staged_of(spec, products(("水泥", None, 1)))  # type: ignore[arg-type]
    assert [o.unit_code for o in observations] == ["t"]
