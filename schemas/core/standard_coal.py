"""Coefficients to standard coal of a year: by heat content, and for electricity by the coal that makes it."""

from schemas import columns
from schemas.columns import Real, Text, Whole
from schemas.contract import Table


class StandardCoal(Table):
    year: Whole = columns.year()
    fuel_code: Text = columns.fuel_code(optional=False)
    calorific: Real = columns.column("折标准煤系数（当量）", "coal equivalent by heat, tce per base unit")
    coal_equivalent: Real = columns.column(
        "折标准煤系数（等价，电力按发电煤耗）", "coal equivalent, electricity by the coal that makes it"
    )

    class Config:
        title = "折标准煤系数"
        description = "Coefficients to standard coal"
        unique = ["year", "fuel_code"]
