"""Energy of industry above designated size by branch of GB/T 4754: form 205-1 parted, 2005-2025.

Here: the one sheet. Not here: the totals that the branches add up to (energy.py).
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from tests.sample.annual_table import AnnualColumn, AnnualTable, annual_sheets
from tests.sample.delivery import Delivery
from tests.sample.energy import consumption_by_year, kiln_coal_t, products_by_year, transformation_by_year
from tests.sample.interpolation import YEARS, between, rounded
from tests.sample.sheet import Sheet

FILE_NAME = "渠县规模以上工业分行业能源.xlsx"
FUELS = {"raw_coal": "原　煤\n（吨）", "natural_gas": "天然气\n（万立方米）", "electricity": "电　力\n（万千瓦时）"}
BRANCHES = {
    "power": "电力、热力生产\n和供应业",
    "cement": "非金属矿物\n制品业",
    "textiles": "纺织业",
    "paper": "造纸和纸\n制品业",
    "food_liquor": "食品、酒、饮料\n和精制茶制造业",
    "salt_chemistry": "化学原料和化学\n制品制造业",
    "other": "其他行业",
}
#: What is not named by a form of its own, shared out; the rest is other branches.
SHARES: dict[str, dict[str, dict[int, str]]] = {
    "raw_coal": {
        "textiles": {2005: "0.08", 2024: "0.04"},
        "paper": {2005: "0.11", 2024: "0.05"},
        "food_liquor": {2005: "0.31", 2024: "0.36"},
        "salt_chemistry": {2005: "0.02", 2024: "0.24"},
    },
    "natural_gas": {
        "cement": {2005: "0.05", 2024: "0.06"},
        "textiles": {2005: "0.09", 2024: "0.14"},
        "paper": {2005: "0.04", 2024: "0.10"},
        "food_liquor": {2005: "0.38", 2024: "0.31"},
        "salt_chemistry": {2005: "0.02", 2024: "0.17"},
    },
    "electricity": {
        "power": {2005: "0.06", 2024: "0.04"},
        "cement": {2005: "0.31", 2024: "0.33"},
        "textiles": {2005: "0.11", 2024: "0.18"},
        "paper": {2005: "0.07", 2024: "0.04"},
        "food_liquor": {2005: "0.13", 2024: "0.12"},
        "salt_chemistry": {2005: "0.01", 2024: "0.06"},
    },
}


def branches_by_year() -> dict[int, dict[str, dict[str, Decimal]]]:
    """By year and fuel: branches and their exact sum."""
    consumption, inputs, products = consumption_by_year(), transformation_by_year(), products_by_year()
    table: dict[int, dict[str, dict[str, Decimal]]] = {}
    for year in YEARS:
        table[year] = {}
        for fuel, shares in SHARES.items():
            total = consumption[year][fuel] or Decimal(0)
            row: dict[str, Decimal] = {}
            if fuel == "raw_coal":
                row["power"] = (inputs[year]["power_coal"] or Decimal(0)) + (inputs[year]["heat_coal"] or Decimal(0))
                row["cement"] = rounded(kiln_coal_t(year, products[year]["clinker"]), 0)
            rest = total - sum(row.values(), Decimal(0))
            for branch, share in shares.items():
                row[branch] = rounded(rest * between(share, year), 0 if fuel == "raw_coal" else 2)
            row["other"] = total - sum(row.values(), Decimal(0))
            table[year][fuel] = {"total": total} | row
    return table


def branch_sheets(delivery: Delivery) -> list[Sheet]:
    """Two header rows: branch above energy."""
    table = branches_by_year()
    columns = [
        AnnualColumn(
            f"{heading}/{FUELS[fuel]}",
            {year: table[year][fuel][branch] for year in YEARS if table[year][fuel].get(branch)},
            places=0 if fuel == "raw_coal" else 2,
            quirk="Q03",
        )
        for branch, heading in ({"total": "合　计"} | BRANCHES).items()
        for fuel in FUELS
        if any(table[year][fuel].get(branch) for year in YEARS)
    ]
    notes = [("注：1.“—”表示无。行业按GB/T 4754大类。", "Q08"), ("　　2.含加工转换投入。", "")]
    title = "渠县规模以上工业分行业能源消费量（{}）"
    sheet = AnnualTable("分行业能源", title, columns, unit="综合单位：渠县统计局", notes=notes)
    return annual_sheets(delivery, sheet)


WORKBOOKS: dict[str, Callable[[Delivery], list[Sheet]]] = {FILE_NAME: branch_sheets}
