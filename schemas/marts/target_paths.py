"""The path of each measured target from the year it counts from to its threshold, beside what was reached."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "actual_value"


class TargetPaths(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    target_id: Text = columns.column("目标", "target")
    reading_id: Text = columns.column("读法", "reading")
    year: Whole = columns.year()
    is_headline: Flag = columns.column("是否首选读法", "the reading that is told first")
    start_year: Whole = columns.column("起算年：基年，水平值为进度起算年", "year that the path starts in")
    target_year: Whole = columns.column("目标年", "year of the target")
    price_base_year: Whole = columns.column("价格基年，与价格无关为0", "price base year, 0 where prices do not count")
    unit_zh: Text = columns.column("单位", "unit")
    path_value: Exact = columns.exact(
        "目标路径：按不变的年率（百分比按每年相同的百分点）从起算年到目标年",
        "path from the start to the threshold at a constant yearly rate, of shares in equal points a year",
        None,
        24,
        9,
        nullable=True,
        key="path_key",
    )
    path_key: Text = columns.notation_key()
    actual_value: Exact = columns.exact("实际值", "what was reached", None, 24, 9, nullable=True, key="actual_key")
    actual_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("实际值是否不完整", "what was reached lacks a part")
    reason_zh: Text = columns.column("没有实际值或不完整的原因", "why there is no value, or not a whole one")

    class Config:
        title = "目标路径"
        description = "Paths of targets"
        unique = ["basis_id", "region_code", "target_id", "reading_id", "year"]
