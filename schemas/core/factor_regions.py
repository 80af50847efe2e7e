"""Regions that share every factor of a fuel or item, so that a factor is composed once for all of them."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class FactorRegions(Table):
    region_code: Text = columns.region_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    factor_region_code: Text = columns.column("因子分区代码", "one of the regions that share every factor of it")

    class Config:
        title = "因子分区"
        description = "Regions that share every factor of a fuel or item"
        unique = ["region_code", "fuel_code", "item_code"]
