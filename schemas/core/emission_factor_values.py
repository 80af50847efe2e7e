"""Which factor values an emission rests on."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class EmissionFactorValues(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    factor_id: Text = columns.column("因子编号", "factor")
    is_multiplied: Flag = columns.column(
        "是否相乘；否则是划分燃料的份额", "multiplied; else a share by which fuel is divided"
    )

    class Config:
        title = "排放量所据的因子"
        description = "Factor values behind emissions"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "gas",
            "factor_id",
            "is_multiplied",
        ]
