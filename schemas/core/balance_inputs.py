"""Which observations make a cell of the printed energy balance: a line and a fuel, with their signs.

A printed balance is taken as it is, its totals among the rest. Elsewhere the uses of the energy account stand where
their user is, in full (a share that is burnt on the road stays with the enterprise that owns the vehicle), and supply,
losses and output of transformation come by the rules of ``balance_flows.csv``.
"""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class BalanceInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.line("平衡表的行", "line of the balance", "energy_balance_lines")
    fuel_code: Text = columns.fuel_code(optional=False)
    observation_id: Text = columns.column("观测值编号", "observation")
    account: Text = columns.column("账户", "account", isin=["balance", "returns"])
    rule_code: Text = columns.word("取数规则", "rule", vocabulary.BALANCE_RULES)
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    amount_base: Exact = columns.exact("数值（折基本单位）", "amount in the base unit")
    base_unit_code: Text = columns.unit_code()
    is_none: Flag = columns.column("印为无", "printed as none")
    data_class: Text = columns.data_class()

    class Config:
        title = "能源平衡表构成"
        description = "Observations behind the printed energy balance"
        unique = ["region_code", "year", "line_code", "fuel_code", "observation_id"]
