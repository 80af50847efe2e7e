"""CO2 of fuels that industry used as raw material, as if they were burnt.

No emission of the inventory: older statistics of energy counted these fuels with the rest.
"""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class RawMaterialCo2(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    fuel_code: Text = columns.fuel_code(optional=False)
    amount: Exact = columns.exact("用作原料的数量", "amount used as raw material", ge=0)
    unit_code: Text = columns.unit_code()
    calorific_tce: Exact = columns.exact("折标准煤", "coal equivalent", "tce", 24, 6, nullable=True)
    co2_t: Exact = columns.exact("按燃烧计的二氧化碳", "CO2 as if it were burnt", "t", 24, 6, nullable=True)
    standard_coal_co2_t: Exact = columns.exact(
        "按折标煤系数计的二氧化碳", "CO2 by standard coal", "t", 24, 6, nullable=True
    )

    class Config:
        title = "原料用能的二氧化碳（按燃烧计）"
        description = "CO2 of fuels used as raw material"
        unique = ["basis_id", "region_code", "year", "fuel_code"]
