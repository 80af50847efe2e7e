"""The bulletin of the county as plain text: what is said early in the next year, each figure rounded as it is printed.

Here: the sentences. Not here: the figures (series, grid). It lies beside no delivered file: no inventory rests on it.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.grid import aggregates, used_by_sector
from tests.sample.series import gdp_by_year, people_by_year

YEAR = 2024
NAME = f"渠县{YEAR}年统计公报.txt"

_TEXT = """渠县{year}年国民经济和社会发展统计公报[1]

渠县统计局
（{next}年3月）

{year}年，全县上下坚持稳中求进，着力稳就业、稳企业，经济运行平稳。

一、综合
经县统计局初步核算，全年地区生产总值{gdp}亿元，按可比价格计算，比上年增长{growth}%。其中，第一产业增加值{primary}亿元；第二产业增加值{secondary}亿元；第三产业增加值{tertiary}亿元。三次产业结构由上年的19.2：32.9：47.9调整为18.8：31.9：49.3。人均地区生产总值{per_head}元。

二、人口
据公安部门年报，年末户籍人口{registered}万人。据抽样调查推算，年末常住人口为 {resident} 万人，常住人口城镇化率{urban}%。

三、能源
全年全社会用电量{electricity}亿千瓦时，其中城乡居民生活用电 {homes} 亿千瓦时。规模以上工业综合能源消费量略有下降。

注：
[1]本公报数据为快报数和初步核算数，正式数据以《渠县统计年鉴》为准。
[2]{last}年全年地区生产总值{before}亿元，比上年增长{growth_before}%，为最终核实数。
（程序演示用的虚构公报）
"""


def bulletin() -> str:
    """All of its text."""
    known = gdp_by_year(YEAR)
    gdp, before, people = known[YEAR], known[YEAR - 1], people_by_year()[YEAR]
    used = aggregates(used_by_sector(YEAR))
    return _TEXT.format(
        year=YEAR,
        last=YEAR - 1,
        next=YEAR + 1,
        gdp=_in(gdp["total"], 4),
        growth=gdp["growth"],
        before=_in(before["total"], 4),
        growth_before=before["growth"],
        primary=_in(gdp["primary"], 4),
        secondary=_in(gdp["secondary"], 4),
        tertiary=_in(gdp["tertiary"], 4),
        per_head=round(gdp["total"] / people["resident"]),
        registered=people["registered"],
        resident=round(people["resident"], 1),
        urban=round(people["urban"] / people["resident"] * 100, 2),
        electricity=_in(sum(used["whole_society"], Decimal()), 8),
        homes=_in(sum(used["residential"], Decimal()), 8),
    )


def _in(amount: Decimal, power: int) -> Decimal:
    """An amount in a unit so many powers of ten larger, to two decimals."""
    return round(amount.scaleb(-power), 2)
