"""Figures of years that nobody observed, by the rules of ``factors/rules/splices.csv``; always of data class D."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class Estimates(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    amount: Exact = columns.exact("估算值", "amount in the base unit")
    base_unit_code: Text = columns.unit_code()
    rule: Text = columns.column("推算规则", "rule", isin=["interpolate", "surrogate"])
    driver_item_code: Text = columns.item_code()
    before_year: Whole = columns.column("前一有数年份", "observed year before it", ge=1949, le=2100, nullable=True)
    after_year: Whole = columns.column("后一有数年份", "observed year after it", ge=1949, le=2100)
    data_class: Text = columns.data_class()

    class Config:
        title = "缺失年份的推算值"
        description = "Estimates for years without an observation"
        unique = ["region_code", "year", "item_code", "sector_code", "fuel_code"]
