"""A county's energy balance as far as returns give one: sector by fuel, in its unit and as standard coal in two ways.

Coal equivalent of electricity follows the coal that a kilowatt-hour took in thermal plants of the year (carried on from
the last year that has a value). The total that the city approves stands beside the bottom-up total, and what is left
between them is a row of its own: it is never spread over sectors.
"""

from schemas import codes, columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "coal_equivalent_tce"


class EnergyBalance(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    row_code: Text = columns.column(
        "行代码：部门，或合计、发电、核定数、差额", "row", isin=codes.codes("sectors") + codes.codes("balance_rows")
    )
    row_title_zh: Text = columns.column("行名称", "title of the row")
    fuel_code: Text = columns.column("能源品种，total为合计", "fuel, or total", isin=[*codes.codes("fuels"), "total"])
    fuel_title_zh: Text = columns.column("品种名称", "title of the fuel")
    amount: Exact = columns.exact("实物量", "physical amount", nullable=True, key="amount_key")
    amount_key: Text = columns.notation_key()
    unit_code: Text = columns.unit_code()
    calorific_tce: Exact = columns.tce("标准煤（当量值）", "coal equivalent by heat", "calorific_tce_key")
    calorific_tce_key: Text = columns.notation_key()
    coal_equivalent_tce: Exact = columns.tce(
        "标准煤（等价值，电力按当年发电煤耗）",
        "coal equivalent, electricity by the coal that makes it",
        "coal_equivalent_tce_key",
    )
    coal_equivalent_tce_key: Text = columns.notation_key()
    share_pct: Exact = columns.share_pct("占核定能源消费总量的份额", "share of the approved total of energy")
    share_key: Text = columns.notation_key()
    rule_code: Text = columns.column("取数规则", "how the figure was found")
    data_class: Text = columns.data_class()
    is_incomplete: Flag = columns.column(
        "是否不完整：有品种缺少折标系数，或者尚未交付", "some fuel has no coefficient, or has not been delivered yet"
    )

    class Config:
        title = "县级能源平衡表"
        description = "Energy balance of the county"
        unique = ["region_code", "year", "row_code", "fuel_code"]
