"""The bridge between the views, one row a step: what it adds or takes, whatever the category and gas."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class ViewSummary(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    view_code: Text = columns.code("视角", "view", "views")
    step_number: Whole = columns.column("步骤序号", "order of the step", ge=1)
    step_code: Text = columns.code("差异原因代码", "step", "view_steps")
    step_title_zh: Text = columns.column("差异原因", "title of the step")
    amount_tco2e: Exact = columns.exact("数额", "amount", "t CO2e", 38, 9)

    class Config:
        title = "各视角总量之间的差异（按步骤）"
        description = "Bridge between the views by step"
        unique = ["basis_id", "region_code", "year", "view_code", "step_code"]
