"""Why the totals of the views differ: from the provincial total, step by step, to the total of each other view."""

from schemas import codes, columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class ViewBridge(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    view_code: Text = columns.line("视角", "view", "views")
    step_number: Whole = columns.column("步骤序号", "order of the step", ge=1)
    step_code: Text = columns.line("差异原因代码", "step", "view_steps")
    step_title_zh: Text = columns.column("差异原因", "title of the step")
    category_code: Text = columns.column("清单类别（起点和终点为空）", "category", str_matches=r"^([A-Z][0-9A-Z.]*)?$")
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    gas: Text = columns.column("气体（起点和终点为空）", "gas", isin=[*codes.codes("gases"), columns.NONE])
    amount_tco2e: Exact = columns.exact("数额", "amount", "t CO2e", 38, 9)

    class Config:
        title = "各视角总量之间的差异"
        description = "Bridge between the views"
        unique = ["basis_id", "region_code", "year", "view_code", "step_code", "category_code", "gas"]
