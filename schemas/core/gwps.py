"""Global warming potentials, 100 years."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Text
from schemas.contract import Table


class Gwps(Table):
    gwp_set: Text = columns.word("GWP取值", "GWP set", vocabulary.GWP_SETS)
    gas: Text = columns.gas()
    gwp: Exact = columns.exact("百年增温潜势", "GWP-100", "t CO2e/t", 12, 3, gt=0)
    factor_id: Text = columns.column("因子编号", "factor")

    class Config:
        title = "全球增温潜势"
        description = "Global warming potentials"
        unique = ["gwp_set", "gas"]
