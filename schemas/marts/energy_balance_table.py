"""The energy balance as statistics print it (能源平衡表): lines of flows by columns of fuels.

Every cell stands, with a number or with the key and the rule that leave it blank. Sums are ours; where a printed
balance is the source, its own figure stands beside them, and one that differs is marked. The difference between supply
and use is shown and never spread.
"""

from schemas import columns, forms, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "calorific_tce"


class EnergyBalanceTable(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    form_code: Text = columns.word("表式", "form", vocabulary.BALANCE_FORMS)
    line_code: Text = columns.line("行代码", "line", "energy_balance_lines")
    line_number: Whole = columns.column("行序", "order of the line")
    line_level: Whole = columns.column("层次", "depth of the line", isin=[0, 1, 2])
    line_title_zh: Text = columns.column("行名称", "title of the line")
    fuel_code: Text = columns.column("列代码：能源品种", "column", isin=list(forms.lines("energy_balance_columns")))
    column_number: Whole = columns.column("列序", "order of the column")
    fuel_title_zh: Text = columns.column("品种名称", "title of the fuel")
    amount: Exact = columns.exact("实物量", "physical amount", nullable=True, key="amount_key")
    amount_key: Text = columns.notation_key()
    unit_code: Text = columns.unit_code()
    calorific_tce: Exact = columns.tce("标准量（电热当量计算法）", "coal equivalent by heat", "calorific_tce_key")
    calorific_tce_key: Text = columns.notation_key()
    coal_equivalent_tce: Exact = columns.tce(
        "标准量（发电煤耗计算法）", "coal equivalent, electricity by the coal that makes it", "coal_equivalent_tce_key"
    )
    coal_equivalent_tce_key: Text = columns.notation_key()
    printed_amount: Exact = columns.exact(
        "来源平衡表所印的数", "figure that the balance taken as source prints", nullable=True, key="printed_amount_key"
    )
    printed_amount_key: Text = columns.notation_key()
    is_apart: Flag = columns.column("所印的数与计算的数不同", "the printed figure is not the computed one")
    rule_code: Text = columns.word("取数规则，或空缺的原因", "how it was found, or why blank", vocabulary.BALANCE_RULES)
    data_class: Text = columns.data_class(optional=True)
    is_incomplete: Flag = columns.column("是否不完整", "some part is not reported")

    class Config:
        title = "能源平衡表（印刷格式）"
        description = "Printed energy balance"
        unique = ["region_code", "year", "form_code", "line_code", "fuel_code"]
