"""What feeds the activity data of a category: signed terms, each an observation or a cell of energy use."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class CategoryActivities(Table):
    category_code: Text = columns.category_code()
    term_set: Whole = columns.column("方案（小者优先）", "set of terms, smallest complete wins", ge=1)
    term: Whole = columns.column("项号", "term", ge=1)
    parent_kind: Text = columns.column("来源表", "kind of input", isin=["energy_use", "observation"])
    item_code: Text = columns.item_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    lag: Whole = columns.column("滞后年数", "years before", isin=[0, 1])
    carrier: Text = columns.column("能源类型", "kind of carrier, of energy use")
    activity_sector_code: Text = columns.sector_code()
    activity_fuel_code: Text = columns.fuel_code()
    activity_item_code: Text = columns.item_code()

    class Config:
        title = "类别活动水平构成"
        description = "Terms of activity data"
        unique = ["category_code", "term_set", "term"]
