"""Which observations, or estimates in their place, make an activity, with their signs."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class ActivityInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    term_set: Whole = columns.column("方案", "set of terms")
    term: Whole = columns.column("项号", "term")
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    parent_kind: Text = columns.column("来源类别", "kind of input", isin=["observation", "estimate"])
    parent_id: Text = columns.column("来源编号", "observation or estimate")
    amount_base: Exact = columns.exact("折基本单位数值", "amount in the base unit")
    base_unit_code: Text = columns.unit_code()
    data_class: Text = columns.data_class()
    is_none: Flag = columns.column("是否印为“无”", "printed as none")

    class Config:
        title = "活动水平构成"
        description = "Observations behind activity data"
        unique = [
            "region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "term_set",
            "parent_id",
        ]
