"""What is not fully measured, why, and who holds the data."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table

LINEAGE = None  # it holds no figures: each row is one of core.asked_activities that has none


class Completeness(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    gas: Text = columns.gas()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    notation_key: Text = columns.notation_key()
    reason_code: Text = columns.reason_code()
    reason_zh: Text = columns.column("原因", "reason")
    target_category_code: Text = columns.column("计入的类别", "category in which it is counted (IE)")
    department_zh: Text = columns.column("责任部门", "department that holds the data")

    class Config:
        title = "完整性"
        description = "Completeness"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "category_code",
            "gas",
            "sector_code",
            "fuel_code",
            "item_code",
        ]
