import pytest

from pipelines.reading.units import UnitProblem, agree, find_unit, split_unit, unit_of_line, unit_of_note


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("(万吨)", "10kt"),
        ("（万　吨）", "10kt"),
        ("(104 tn)", "10kt"),  # Q02
        ("(10⁴ tn)", "10kt"),
        ("(10^4 tn)", "10kt"),
        ("(108 cu.m)", "100m_m3"),
        ("(1010 kJ)", "10bn_kj"),
        ("(108 kW•h)", "100m_kwh"),
        ("(108 kW·h)", "100m_kwh"),
        ("(104 tce)", "10k_tce"),
        ("（％）", "pct"),
        ("KWH", "kwh"),
        ("m³", "m3"),
        ("万吨①", "10kt"),
        ("万吨¹", "10kt"),
        ("(万吨)（1）", "10kt"),
    ],
)
def test_a_unit_is_known_in_all_its_spellings(printed: str, code: str) -> None:
    unit = find_unit(printed)
    assert unit
    assert unit.code == code


@pytest.mark.parametrize("text", ["1", "104", "(-)", "(区、市)", "(CNG)", "项目", ""])
def test_what_is_no_unit_is_none(text: str) -> None:
    assert find_unit(text) is None


@pytest.mark.parametrize(
    ("label", "parts"),
    [
        ("地区生产总值 （万元）", ("地区生产总值", "（万元）")),
        ("稻　谷(万亩)", ("稻　谷", "(万亩)")),
        ("车用（CNG）", ("车用（CNG）", "")),
        ("出口量(-)", ("出口量(-)", "")),
        ("指数（上年=100）", ("指数", "（上年=100）")),
        ("水泥（万吨）①", ("水泥", "（万吨）")),
        ("水泥①（万吨）(2)", ("水泥①", "（万吨）")),
    ],
)
def test_only_a_unit_is_split_from_a_label(label: str, parts: tuple[str, str]) -> None:
    assert split_unit(label) == parts


@pytest.mark.parametrize(
    ("line", "unit"),
    [
        ("单位：万立方米", "万立方米"),
        ("计量单位: 公 顷", "公顷"),
        ("单位：m³", "m3"),
        ("单位：万吨¹", "万吨"),
        ("2024年        单位：吨   ", "吨"),
        ("Unit: t", "t"),
        ("综合单位：渠县统计局", None),
        ("计量单位见表头", None),
    ],
)
def test_a_unit_line_is_told_from_an_office(line: str, unit: str | None) -> None:
    assert unit_of_line(line) == unit


def test_units_that_agree_are_one() -> None:
    assert agree(["(万吨)", "(104 tn)"], {}, None).code == "10kt"
    assert agree([], {}, "千瓦时").code == "kwh"


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        (["(万吨)", "(108 cu.m)"], "E-UNIT-DISAGREE"),
        (["万吨", "吨"], "E-UNIT-DISAGREE"),
        (["(万顿)"], "E-UNIT-UNKNOWN"),
        ([], "E-UNIT-UNKNOWN"),
    ],
)
def test_units_that_are_not_certain_are_refused(texts: list[str], code: str) -> None:
    with pytest.raises(UnitProblem) as caught:
        agree(texts, {}, None)
    assert caught.value.code == code


def test_an_override_fires_only_where_the_wrong_unit_is_printed() -> None:
    overrides = {"万吨": "亿立方米"}
    assert agree(["(万吨)", "(108 cu.m)"], overrides, None).code == "100m_m3"
    assert agree(["(亿立方米)", "(108 cu.m)"], overrides, None).code == "100m_m3"
    with pytest.raises(UnitProblem):
        agree(["(吨)", "(108 cu.m)"], overrides, None)


@pytest.mark.parametrize(
    ("note", "unit"),
    [
        ("注：本表数据以万吨计。", "万吨"),
        ("（按吨为计量单位）", "吨"),
        ("注：本表按当年价格计算。", None),
        ("注：本表单位为万户。", "万户"),  # what is said to be a unit is one, known or not
    ],
)
def test_what_figures_are_reckoned_in_is_a_unit_if_it_is_known_as_one(note: str, unit: str | None) -> None:
    assert unit_of_note(note) == unit
