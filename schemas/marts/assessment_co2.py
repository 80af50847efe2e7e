"""CO2 as assessed: fuel combustion and net imported electricity, in the variants in use (methodology 1.1, 10.1)."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "co2_t"


class AssessmentCo2(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    variant: Text = columns.code("算法", "variant", "assessment_variants")
    factor_base_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none is"
    )
    title_zh: Text = columns.column("算法名称", "title of the variant")
    fuel_co2_t: Exact = columns.exact(
        "燃料燃烧二氧化碳", "CO2 of fuel combustion", "t", 24, 6, nullable=True, key="notation_key"
    )
    net_electricity_mwh: Exact = columns.exact(
        "净调入电量（净调出为负）", "net imported electricity", "mwh", 38, 9, nullable=True, key="net_electricity_key"
    )
    net_electricity_key: Text = columns.notation_key()
    electricity_factor: Exact = columns.exact(
        "电网因子", "grid factor", "t CO2/MWh", 24, 9, nullable=True, key="electricity_factor_key"
    )
    electricity_factor_key: Text = columns.notation_key()
    electricity_co2_t: Exact = columns.exact(
        "净调入电力间接二氧化碳", "CO2 of net imported electricity", "t", 24, 6, nullable=True, key="notation_key"
    )
    co2_t: Exact = columns.exact("考核二氧化碳", "assessed CO2", "t", 24, 6, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    is_fuel_incomplete: Flag = columns.column("燃料燃烧是否不完整", "fuel combustion is incomplete")
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    reason_zh: Text = columns.column("原因", "why a key stands or a part is missing")

    class Config:
        title = "考核口径二氧化碳"
        description = "Assessed CO2"
        unique = ["basis_id", "region_code", "year", "variant", "factor_base_year"]
