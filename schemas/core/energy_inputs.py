"""Which observations make a cell of the energy account, with their signs."""

from schemas import columns
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class EnergyInputs(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    sector_code: Text = columns.sector_code(optional=False)
    fuel_code: Text = columns.fuel_code(optional=False)
    observation_id: Text = columns.column("观测值编号", "observation")
    account: Text = columns.column("账户", "account", isin=["balance", "returns"])
    sign: Whole = columns.column("符号", "sign", isin=[-1, 1])
    amount_base: Exact = columns.exact("折基本单位数值", "amount in the base unit")
    base_unit_code: Text = columns.unit_code()
    data_class: Text = columns.data_class()

    class Config:
        title = "能源账户构成"
        description = "Observations behind the energy account"
        unique = ["region_code", "year", "sector_code", "fuel_code", "observation_id"]
