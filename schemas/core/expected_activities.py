"""What must be reported for a category to be complete."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class ExpectedActivities(Table):
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()

    class Config:
        title = "应有的活动水平"
        description = "Activity data a complete category has"
        unique = ["category_code", "sector_code", "fuel_code", "item_code"]
