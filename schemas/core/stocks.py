"""Stocks of gas, or of what becomes gas, that are released over years; in binary64, only emissions are rounded."""

from schemas import columns
from schemas.columns import Flag, Real, Text, Whole
from schemas.contract import Table


class Stocks(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    method: Text = columns.column("核算方法", "method", isin=["first_order_decay", "bank"])
    opening_t: Real = columns.column("年初存量", "stock at the beginning of the year", "t")
    inflow_t: Real = columns.column("本年增加", "potential gas of what was added in the year", "t")
    has_inflow: Flag = columns.column("本年有无增加量数据", "an addition of the year is known, be it zero")
    rate: Real = columns.column("速率", "decay constant or annual release, per year")
    rate_year: Whole = columns.column("速率年份", "year whose rate it is: after the last addition that of the last")
    released_t: Real = columns.column("本年释放", "gas released in the year", "t")
    closing_t: Real = columns.column("年末存量", "stock at the end of the year", "t")
    is_gap: Flag = columns.column("是否缺年", "an addition is missing between the first and the last")
    data_class: Text = columns.data_class()
    evidence: Text = columns.evidence()
    is_fallback: Flag = columns.column("是否借用其他版本", "rests on the fallback edition")
    factor_years: Text = columns.factor_years()

    class Config:
        title = "逐年释放的存量"
        description = "Stocks released over years"
        unique = ["basis_id", "region_code", "year", "category_code", "sector_code", "fuel_code", "item_code", "gas"]
