"""Inventories of counties, summed by prefecture, province and country; a sum that lacks a county is no total."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "total_tco2e"


class InventoryRollup(Table):
    basis_id: Text = columns.basis_id()
    region_level: Text = columns.column("级别", "level", isin=["country", "province", "prefecture"])
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    gas: Text = columns.gas()
    county_count: Whole = columns.column("当年所辖县级行政区数", "counties that lay in it in the year", ge=1)
    reporting_county_count: Whole = columns.column("其中有清单的县数", "of these, counties with an inventory", ge=1)
    unknown_county_count: Whole = columns.column(
        "其中此项未估算或保密的县数", "of these, not estimated or confidential", ge=0
    )
    reported_t: Exact = columns.exact(
        "各县已报数之和（缺县时不是全域合计）",
        "sum of what counties reported",
        "t",
        24,
        6,
        nullable=True,
        key="reported_key",
    )
    reported_tco2e: Exact = columns.exact(
        "各县已报数之和（二氧化碳当量；缺县时不是全域合计）",
        "sum of what counties reported, CO2 equivalent",
        "t CO2e",
        nullable=True,
        key="reported_key",
    )
    reported_key: Text = columns.notation_key()
    total_t: Exact = columns.exact(
        "全域合计（缺县或有县未估算时空缺）",
        "total; blank if a county is missing",
        "t",
        24,
        6,
        nullable=True,
        key="total_key",
    )
    total_tco2e: Exact = columns.exact(
        "全域合计（二氧化碳当量；缺县或有县未估算时空缺）",
        "total, CO2 equivalent; blank if a county is missing or has not estimated it",
        "t CO2e",
        nullable=True,
        key="total_key",
    )
    total_key: Text = columns.notation_key()
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    is_incomplete: Flag = columns.column("是否不完整", "a county, or some activity of one, is not counted")

    class Config:
        title = "温室气体清单汇总"
        description = "Inventories of counties, summed by prefecture, province and country"
        unique = ["basis_id", "region_level", "region_code", "year", "category_code", "gas"]
