"""How firm a year's figures are: tonnes by the worst factor they rest on and by the class of their activity data.

The one measure of it: an emission weighs its magnitude, once, however many factors it rests on; a removal weighs as
much as an emission.
"""

from schemas import columns, vocabulary
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table


class EvidenceShares(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    criterion: Text = columns.column("依据的方面", "what is judged", isin=["evidence", "data_class"])
    grade: Text = columns.column(
        "等级：因子依据或数据等级",
        "grade: evidence of factors or class of data",
        isin=[*vocabulary.meanings(vocabulary.EVIDENCE), *vocabulary.meanings(vocabulary.DATA_CLASSES)],
    )
    weight_tco2e: Exact = columns.exact(
        "排放量（吸收按绝对值计）", "emissions, removals by their magnitude", "t CO2e", 38, 9
    )
    share_pct: Exact = columns.exact("占比", "share", "%", 24, 9, nullable=True, key="share_key")
    share_key: Text = columns.notation_key()

    class Config:
        title = "清单依据的可靠程度"
        description = "Evidence of the inventory"
        unique = ["basis_id", "region_code", "year", "criterion", "grade"]
