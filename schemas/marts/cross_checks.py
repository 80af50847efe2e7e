"""Two estimates of one thing from sources that do not depend on each other; a difference asks for an explanation.

Where two sources print one quantity, the largest figure of each side is named with its cell; no account is adjusted for
what they contradict. Coal and gas are compared as amounts: with one factor on both sides that is the comparison of the
reference approach with the sectoral approach in CO2 (methodology 4.2).
"""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class CrossChecks(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    check_code: Text = columns.column("校核代码", "check")
    fuel_code: Text = columns.fuel_code()
    title_zh: Text = columns.column("校核名称", "title of the check")
    first_zh: Text = columns.column("第一种估计", "what the first estimate is")
    first_amount: Exact = columns.exact("第一种估计的数量", "first estimate")
    second_zh: Text = columns.column("第二种估计", "what the second estimate is")
    second_amount: Exact = columns.exact("第二种估计的数量", "second estimate")
    unit_code: Text = columns.unit_code()
    difference_pct: Exact = columns.exact(
        "相差（占第二种的百分比；第二种为零时占第一种）",
        "difference in % of the second; of the first where the second is nothing",
        "%",
        24,
        9,
    )
    limit_zh: Text = columns.column("限值", "limit")
    is_within_limit: Flag = columns.column("是否在限值内", "is within the limit")
    explanation_zh: Text = columns.column("须作的说明", "what has to be explained")
    first_file: Text = columns.column("第一种的文件（最大的一个数），空为多源", "file of its largest figure")
    first_sheet: Text = columns.column("第一种的工作表", "its sheet")
    first_cell: Text = columns.column("第一种的单元格", "its cell")
    second_file: Text = columns.column("第二种的文件（最大的一个数），空为多源", "file of its largest figure")
    second_sheet: Text = columns.column("第二种的工作表", "its sheet")
    second_cell: Text = columns.column("第二种的单元格", "its cell")

    class Config:
        title = "交叉校核"
        description = "Cross-checks"
        unique = ["region_code", "year", "check_code", "fuel_code"]
