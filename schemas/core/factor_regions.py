"""Regions that share every factor, so that a factor is composed once for all of them."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class FactorRegions(Table):
    region_code: Text = columns.region_code()
    factor_region_code: Text = columns.column("因子分区代码", "representative of the regions that share every factor")

    class Config:
        title = "因子分区"
        description = "Regions that share every factor"
        unique = ["region_code"]
