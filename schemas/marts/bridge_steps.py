"""The bridge between the views in short: each step with what it adds or takes away, over all categories and gases."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class BridgeSteps(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    view_code: Text = columns.line("视角", "view", "views")
    step_number: Whole = columns.column("步骤序号", "order of the step", ge=1)
    step_code: Text = columns.line("差异原因代码", "step", "view_steps")
    step_title_zh: Text = columns.column("差异原因", "title of the step")
    emissions_tco2e: Exact = columns.exact("数额", "amount", "t CO2e", 38, 9)

    class Config:
        title = "各视角总量之间的差异（逐步）"
        description = "Steps of the bridge between the views"
        unique = ["basis_id", "region_code", "year", "view_code", "step_code"]
