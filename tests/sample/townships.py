"""Electricity by township and in the development zone, from 2015.

Here: the one sheet, with made-up figures of some townships and one column for the others. Not here: electricity of the
county by sector (grid.py), whose sales this table parts.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.grid import SOLD_10K_KWH
from tests.sample.interpolation import YEARS, between, rounded, years_of
from tests.sample.sheet import Sheet

FILE_NAME = "国网渠县供电公司_分乡镇用电量.xlsx"
FIRST_YEAR = 2015

#: Share of what the company sells, in per cent; the other townships have the rest.
SHARES: dict[str, dict[int, str]] = {
    "渠江街道": {2015: "14.2", 2024: "15.6"},
    "天星街道": {2015: "9.1", 2024: "10.8"},
    "三汇镇": {2015: "6.3", 2024: "5.7"},
    "土溪镇": {2015: "4.4", 2024: "4.1"},
    "临巴镇": {2015: "4.9", 2024: "4.6"},
    "岩峰镇": {2015: "3.8", 2024: "3.5"},
    "贵福镇": {2015: "3.1", 2024: "2.8"},
    "涌兴镇": {2015: "3.3", 2024: "3.0"},
    "清溪场镇": {2015: "2.9", 2024: "2.7"},
    "县经开区": {2015: "18.5", 2024: "21.9"},
}
OTHERS = "其他乡镇"


def electricity_by_year() -> dict[int, dict[str, Decimal]]:
    """10⁴ kWh by year and place, with the exact sum."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in range(FIRST_YEAR, YEARS.stop):
        sold = [between(anchors, year) for anchors in SOLD_10K_KWH.values() if year in years_of(anchors)]
        total = rounded(sum(sold, Decimal(0)), 2)
        row = {place: rounded(total * between(share, year) / 100, 2) for place, share in SHARES.items()}
        row[OTHERS] = total - sum(row.values(), Decimal(0))
        table[year] = {"合计": total} | row
    return table


def township_sheets(delivery: Delivery) -> list[Sheet]:
    """One header row."""
    table = electricity_by_year()
    columns = [
        AnnualColumn(name.replace("街道", "\n街道"), {year: row[name] for year, row in table.items()}, places=2)
        for name in ("合计", *SHARES, OTHERS)
    ]
    return annual_sheets(
        delivery,
        AnnualTable(
            name="分乡镇用电量",
            title="国网渠县供电公司分乡镇（街道）用电量（{}）",
            columns=columns,
            unit="单位：万千瓦时",
            years=tuple(table),
            notes=[("注：1.按供电所管辖范围统计，县经开区单列，不含在各乡镇（街道）内。", "Q20")],
        ),
    )
