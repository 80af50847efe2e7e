"""Activity data of every category."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class Activities(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    term_set: Whole = columns.column("方案", "set of terms")
    amount: Exact = columns.exact("活动水平", "amount in the base unit")
    unit_code: Text = columns.unit_code()
    data_class: Text = columns.data_class()
    is_none: Flag = columns.column("是否不发生", "every input was printed as none")

    class Config:
        title = "活动水平"
        description = "Activity data"
        unique = ["region_code", "year", "category_code", "sector_code", "fuel_code", "item_code"]
