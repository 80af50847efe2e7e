"""The grid factor of every year, and what each that could stand for a missing one would give (methodology 4.8)."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class GridFactors(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    treatment_code: Text = columns.word("缺年处理", "how it stands for the year", vocabulary.FACTOR_TREATMENTS)
    is_used: Flag = columns.column("本口径是否采用", "the basis uses it")
    factor_id: Text = columns.column("因子编号（内插为前一个）", "factor, the earlier of two; empty if there is none")
    factor_years: Text = columns.factor_years()
    electricity_factor: Exact = columns.exact(
        "电网因子", "grid factor", "t CO2/MWh", 24, 9, nullable=True, key="factor_key"
    )
    electricity_co2_t: Exact = columns.tonnes("净调入电力间接二氧化碳", "CO2 of net imported electricity", "factor_key")
    factor_key: Text = columns.notation_key()
    co2_t: Exact = columns.tonnes("考核二氧化碳", "assessed CO2", "co2_key")
    co2_key: Text = columns.notation_key()
    difference_t: Exact = columns.tonnes(
        "考核二氧化碳与采用值相差", "assessed CO2 less that of the factor in use", "difference_key"
    )
    difference_pct: Exact = columns.exact(
        "考核二氧化碳与采用值相差（%）", "the same in percent", "%", 24, 9, nullable=True, key="difference_key"
    )
    difference_key: Text = columns.notation_key()
    evidence: Text = columns.evidence(optional=True)

    class Config:
        title = "各年电网因子"
        description = "Grid factors, and what could stand for a missing one"
        unique = ["basis_id", "region_code", "year", "treatment_code"]
