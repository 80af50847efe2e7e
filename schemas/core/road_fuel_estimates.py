"""Fuel on the road as vehicles would burn it: an estimate beside what is sold, never an activity."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class RoadFuelEstimates(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    fuel_code: Text = columns.fuel_code(optional=False)
    amount_t: Exact = columns.exact("按车辆测算的用油量", "fuel by vehicles", "t", 24, 6)

    class Config:
        title = "道路用油测算"
        description = "Road fuel estimated from vehicles"
        unique = ["region_code", "year", "fuel_code"]
