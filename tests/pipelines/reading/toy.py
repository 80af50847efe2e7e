"""A small table that has what real ones have: merged header, units in it, totals, of-which rows, parents."""

from pipelines.reading.cells import Sheet
from tests.pipelines.reading.sheets import Value, declare, make

DECLARED = """
layouts:
  - title: '(?P<region>\\D+?)能源消费\\((?P<year>\\d{4})年(?P<part>.*?)\\)'
    header: {anchor: [项目, 原煤]}
    defaults: {item_code: energy_balance}
    columns:
      项目: {role: label}
      Item: {role: translation, optional: true}
      原煤: {fuel_code: raw_coal}
      油品/汽油: {fuel_code: gasoline}
      油品/柴油: {fuel_code: diesel}
      天然气: {fuel_code: natural_gas}
      折标系数: {skip: 不取自报表, optional: true}
    rows:
      终端消费量: {sector_code: final_total, is_total: true}
      工业: {sector_code: industry}
      用作原料: {sector_code: feedstock}
      建筑业: {sector_code: construction}
      工业/其他: {sector_code: transport, optional: true}
      建筑业/其他: {sector_code: trade, optional: true}
      生活: {sector_code: residential}
    missing: {'': blank, '-': zero_or_none, '…': below_half_unit, x: confidential}
    totals:
      - {axis: row, total: 终端消费量, parts: [工业, 建筑业, 生活]}
      - {axis: row, kind: of_which, total: 工业, parts: [用作原料]}
"""

SPEC = declare(DECLARED)


def toy(*more: tuple[Value, ...], title: str = "渠县能源消费（2024年）") -> Sheet:
    """The table as it should be; `more` rows stand below it."""
    return make(
        (title,),
        ("项      目", "Item", "原煤", "油品", None, "天然气"),
        (None, None, "(万吨)", "汽油", "柴油", "(亿立方米)"),
        (None, None, "(104 tn)", "(万吨)", "(万吨)", "(108 cu.m)"),
        ("一、终端消费量", "Total", 30.5, 4.2, 7, 1.12),
        ("  1.工业", "Industry", 20.5, 1.2, 3, 1),
        ("    #用作原料", "Feedstock", 2.5, None, None, 0.4),
        ("  2.建筑业", "Construction", 4, 2, 3, "-"),
        ("  3.生活", "Residential", 6, 1, 1, 0.12),
        *more,
        merged=["A1:F1", "A2:A4", "B2:B4", "D2:E2"],
    )
