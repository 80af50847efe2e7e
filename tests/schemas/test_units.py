"""The list of units against what their names mean: prefixes and numerals in print, SI and 市制 below them."""

import re
from fractions import Fraction

import pytest

from schemas.codes import read_codes

UNITS = read_codes("units")

#: Numerals (百 to 亿) and SI prefixes (千, 兆, 吉, 太) alike; 兆 is 10⁶ by the 法定计量单位.
PREFIXES = {"百": 10**2, "千": 10**3, "万": 10**4, "亿": 10**8, "兆": 10**6, "吉": 10**9, "太": 10**12}
PREFIXES |= {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12}

#: What a name without its prefixes means: g, m³, J, W·h, g of standard coal, m², and one of anything that is counted.
#: By the 市制 1 亩 is 1/15 of 公顷 and 1 斤 is 500 g.
MEANINGS: dict[Fraction, str] = {
    Fraction(10**6): "吨 t tonne tn tons ton 吨标准煤 吨标煤 tce 吨标准煤当量 吨碳 tC tCO2",
    Fraction(1): "克 g 克标准煤 立方米 cu.m m³ m3 标准立方米 Nm3 焦 J 瓦时 Wh W·h W•h W.h 瓦小时 平方米 m2 m²",
    Fraction(1000): "公斤 公里 度",
    Fraction(500): "斤 市斤",
    Fraction(1, 1000): "升 L 千分比 ‰",
    Fraction(10_000): "公顷 hm2 hectare ha",
    Fraction(10_000, 15): "亩",
    Fraction(1, 100): "百分比 % ％ 百分点",
}
COUNTED = "元 CNY 人 人次 头 只 匹 个 口 座 台 辆 处 眼 套 户 株 艘 家 米 m 天 日 瓦 W 比值 1 指数（上年=100） 上年=100"
COUNTED += " 吨公里 吨千米 人公里 人千米"  # one mass, or one person, carried over one distance
SIZES = {name: size for size, names in MEANINGS.items() for name in names.split()}
SIZES |= dict.fromkeys(COUNTED.split(), Fraction(1))


def meaning(name: str) -> Fraction:
    """Size of a printed unit: `百亿千焦` is 10² × 10⁸ × 10³ J, `10^4m3` and `104m3` are 10⁴ m³, `t/t` a quotient."""
    if name in SIZES:
        return SIZES[name]
    if "/" in name or "每" in name:
        above, below = re.split("[/每]", name)
        return meaning(above) / meaning(below)
    if power := re.fullmatch(r"10\^?(4|8|10)(\D.*)", name):
        return Fraction(10 ** int(power[1])) * meaning(power[2])
    return PREFIXES[name[0]] * meaning(name[1:])


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit["unit_code"])
def test_a_unit_is_as_large_as_all_its_names_say(unit: dict[str, str]) -> None:
    (base,) = (row for row in UNITS if row["dimension"] == unit["dimension"] and row["is_base"] == "true")
    names = [unit["title_zh"], *filter(None, unit["aliases"].split("|"))]
    size = Fraction(int(unit["numerator"]), int(unit["denominator"]))
    assert {name: meaning(name) / meaning(base["title_zh"]) for name in names} == dict.fromkeys(names, size)


@pytest.mark.parametrize(
    ("name", "size"), [("百亿千焦", 10**13), ("万标准立方米", 10**4), ("1010kJ", 10**13), ("tC/GJ", Fraction(1, 1000))]
)
def test_a_name_is_read_as_it_is_meant(name: str, size: Fraction) -> None:
    assert meaning(name) == size
