"""Which observations make a chained GDP figure."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class GdpInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    price_base_year: Whole = columns.column("价格基年", "price base year")
    sector_code: Text = columns.sector_code()
    position: Whole = columns.column("顺序", "position", ge=1)
    role: Text = columns.column("作用", "role", isin=["nominal", "growth", "growth_back"])
    observation_id: Text = columns.column("观测值编号", "observation")
    value_used: Exact = columns.exact("所用值", "value used")

    class Config:
        title = "不变价地区生产总值构成"
        description = "Observations behind chained GDP"
        unique = ["region_code", "year", "price_base_year", "sector_code", "position"]
