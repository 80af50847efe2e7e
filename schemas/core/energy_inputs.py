"""Which observations make a cell of the energy account, with their signs and, where only a part counts, its share."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class EnergyInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    sector_code: Text = columns.sector_code(optional=False)
    fuel_code: Text = columns.fuel_code(optional=False)
    observation_id: Text = columns.column("观测值编号", "observation")
    account: Text = columns.column("账户", "account", isin=["balance", "returns"])
    rule_code: Text = columns.word("取数规则", "rule", vocabulary.ENERGY_RULES)
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    amount_base: Exact = columns.exact("计入数值（折基本单位）", "amount that counts, in the base unit")
    base_unit_code: Text = columns.unit_code()
    observed_amount: Exact = columns.exact("观测数值（折基本单位）", "observed amount, in the base unit")
    share: Exact = columns.exact("计入份额", "share that counts")
    share_factor_id: Text = columns.column("份额的因子编号", "factor of the share, empty if all counts")
    is_none: Flag = columns.column("印为无", "printed as none")
    data_class: Text = columns.data_class()

    class Config:
        title = "能源账户构成"
        description = "Observations behind the energy account"
        unique = ["region_code", "year", "sector_code", "fuel_code", "observation_id"]
