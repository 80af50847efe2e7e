"""Energy use by region, year, sector and fuel, from a printed balance where one exists, else from returns."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class EnergyUse(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    sector_code: Text = columns.sector_code(optional=False)
    fuel_code: Text = columns.fuel_code(optional=False)
    account: Text = columns.column("账户", "account", isin=["balance", "returns"])
    rule_code: Text = columns.word("取数规则", "rule, the worst of its inputs", vocabulary.ENERGY_RULES)
    amount: Exact = columns.exact("使用量", "amount in the base unit")
    unit_code: Text = columns.unit_code()
    is_none: Flag = columns.column("全部印为无", "all its inputs are printed as none")
    data_class: Text = columns.data_class()

    class Config:
        title = "能源使用"
        description = "Energy use by sector and fuel"
        unique = ["region_code", "year", "sector_code", "fuel_code"]
