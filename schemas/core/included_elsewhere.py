"""What is counted in another place of the inventory."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class IncludedElsewhere(Table):
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code(optional=False)
    fuel_code: Text = columns.fuel_code(optional=False)
    target_category_code: Text = columns.column("计入的类别", "category in which it is counted")

    class Config:
        title = "计入别处"
        description = "What is counted elsewhere"
        unique = ["category_code", "sector_code", "fuel_code"]
