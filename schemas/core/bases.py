"""What a result depends on besides data; a run builds a declared list, one is official."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Text
from schemas.contract import Table


class Bases(Table):
    basis_id: Text = columns.basis_id()
    title_zh: Text = columns.column("口径名称", "title in Chinese")
    edition: Text = columns.word("指南版本", "edition", vocabulary.EDITIONS)
    fallback_edition: Text = columns.column("缺省时依次借用的版本", "editions it borrows from, in order")
    gwp_set: Text = columns.word("GWP取值", "GWP set", vocabulary.GWP_SETS)
    grid_factor_policy: Text = columns.word("电网因子口径", "grid factor policy", vocabulary.GRID_FACTOR_POLICIES)
    factor_year_policy: Text = columns.word(
        "没有当年因子时的口径", "policy for years without a factor", vocabulary.FACTOR_YEAR_POLICIES
    )
    export_rule: Text = columns.word("净调出电力规则", "rule for net exported electricity", vocabulary.EXPORT_RULES)
    electricity_method: Text = columns.word("电力折标方法", "electricity method", vocabulary.ELECTRICITY_METHODS)
    waste_energy_sector: Text = columns.word(
        "垃圾发电归属", "sector of waste-to-energy", vocabulary.WASTE_ENERGY_SECTORS
    )
    is_official: Flag = columns.column("是否正式口径", "is the official basis")

    class Config:
        title = "核算口径"
        description = "Bases of calculation"
        unique = ["basis_id"]
