"""Assessed CO2 in the calibers of the statistics, part by part: what leads from one to the other.

Both calibers hold combustion and net imported electricity; ``energy`` adds fuels used as raw material, ``stat_2026``
the processes of industry.
"""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class AssessedCalibers(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    variant: Text = columns.code("算法", "variant", "assessment_variants")
    factor_base_year: Whole = columns.column(
        "电网因子固定的年份，0为不固定", "year whose grid factor is held, 0 where none is"
    )
    caliber: Text = columns.column("碳排放口径", "which emissions count", isin=["energy", "stat_2026"])
    part_code: Text = columns.code("组成部分", "part", "caliber_parts")
    part_title_zh: Text = columns.column("组成部分名称", "title of the part")
    co2_t: Exact = columns.exact("二氧化碳", "CO2", "t", 24, 6, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    reason_zh: Text = columns.column("原因", "why a key stands or a part is missing")

    class Config:
        title = "考核二氧化碳两种口径的组成"
        description = "Assessed CO2 in two calibers, part by part"
        unique = ["basis_id", "region_code", "year", "variant", "factor_base_year", "caliber", "part_code"]
