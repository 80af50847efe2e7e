"""What gases the total without land use is made of: the third form of a provincial report."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class GasShares(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    gas_group: Text = columns.word("气体", "group of gases", vocabulary.GAS_GROUPS)
    emissions_tco2e: Exact = columns.tco2e("排放量", "emissions", "emissions_key")
    emissions_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    share_pct: Exact = columns.share_pct(
        "占总量（不包括土地利用变化和林业）的比重", "share of the total without LULUCF"
    )
    share_key: Text = columns.notation_key()

    class Config:
        title = "气体构成"
        description = "Shares of gases"
        unique = ["basis_id", "region_code", "year", "gas_group"]
