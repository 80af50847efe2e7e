"""Factors that nobody read in their document, with what rests on them."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class RecalledFactors(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    factor_id: Text = columns.column("因子编号", "factor")
    source_id: Text = columns.column("文献", "source")
    locator: Text = columns.column("文献内位置", "place in the source")
    categories: Text = columns.column("用到的类别", "categories that use it")
    first_year: Whole = columns.column("最早年份", "first year")
    last_year: Whole = columns.column("最晚年份", "last year")
    emissions_tco2e: Exact = columns.exact(
        "最近一年以它为据的排放量（各因子重叠，不可相加）",
        "emissions of the latest year that rest on it, overlapping",
        "t CO2e",
        38,
        9,
    )
    apportioned_tco2e: Exact = columns.exact(
        "其中分摊给它的（每个数只分一次，可以相加；往年存量还在放出的不分）",
        "its part of them, each figure divided once; what a stock of earlier years releases is not divided",
        "t CO2e",
        38,
        9,
    )
    is_waived: Flag = columns.column("是否已签署豁免", "somebody signed for it")
    signed_by: Text = columns.column("签署人", "signed by")
    signed_on: Text = columns.column("签署日期", "signed on")

    class Config:
        title = "以待核对原文的因子为据的结果"
        description = "Results that rest on recalled factors"
        unique = ["basis_id", "region_code", "factor_id"]
