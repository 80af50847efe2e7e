"""Which observations an estimate rests on."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class EstimateInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    role: Text = columns.column("作用", "role", isin=["before", "after", "driver", "driver_then"])
    observation_id: Text = columns.column("观测值编号", "observation")
    value_used: Exact = columns.exact("所用值", "value used")

    class Config:
        title = "推算依据"
        description = "Observations behind estimates"
        unique = ["region_code", "year", "item_code", "sector_code", "fuel_code", "role", "observation_id"]
