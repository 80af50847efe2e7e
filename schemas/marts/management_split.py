"""What each township, zone and department may emit in a year, and did: the county's target split by one stated rule."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

AMOUNT = "budget_t"


class ManagementSplit(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    split_code: Text = columns.column("分解方式代码", "split", str_matches=r"^[a-z_]+$")
    unit_code: Text = columns.column("单位代码，county为全县", "unit, or county", str_matches=r"^[a-z_]+$")
    line_number: Whole = columns.column("顺序，全县为0", "order, 0 for the county", ge=0)
    unit_title_zh: Text = columns.column("单位名称", "title of the unit")
    base_year: Whole = columns.column("基年", "base year", ge=1949, le=2100)
    driver: Exact = columns.exact(
        "分解所用的量（兆瓦时或吨标准煤）", "driver (MWh or tce)", None, 38, 9, nullable=True, key="driver_key"
    )
    driver_key: Text = columns.notation_key()
    share_pct: Exact = columns.share_pct("份额", "share of the county")
    share_key: Text = columns.notation_key()
    budget_t: Exact = columns.exact("二氧化碳预算", "CO2 budget", "t", 24, 0, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    executed_t: Exact = columns.exact("执行数", "CO2 emitted", "t", 24, 6, nullable=True, key="executed_key")
    executed_key: Text = columns.notation_key()
    evidence: Text = columns.evidence()
    reason_zh: Text = columns.column("办法；无预算时为原因", "rule; else why there is no budget")
    executed_reason_zh: Text = columns.column("没有执行数的原因", "why no execution is known")

    class Config:
        title = "碳排放预算分解"
        description = "Budgets of townships and departments"
        unique = ["basis_id", "region_code", "year", "split_code", "unit_code"]
