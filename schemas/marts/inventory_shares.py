"""What a year's emissions are made of, in several ways; a part of the total has its share of what is emitted."""

from schemas import columns, vocabulary
from schemas.columns import Count, Exact, Flag, Text, Whole
from schemas.contract import Table


class InventoryShares(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    breakdown_code: Text = columns.word("分法", "breakdown", vocabulary.BREAKDOWNS)
    part_code: Text = columns.column("部分代码", "part")
    part_title_zh: Text = columns.column("部分名称", "title of the part")
    emissions_tco2e: Exact = columns.exact(
        "排放量（二氧化碳当量）", "CO2 equivalent", "t CO2e", 38, 9, nullable=True, key="notation_key"
    )
    notation_key: Text = columns.notation_key()
    share_pct: Exact = columns.exact(
        "占排放合计的比重（合计不抵扣吸收）",
        "share of the emissions, removals not set off",
        "%",
        24,
        9,
        nullable=True,
        key="share_key",
    )
    share_key: Text = columns.notation_key()
    categories: Count = columns.column("有数字或保密的类别数", "categories with a figure, published or not", ge=0)
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    is_incomplete: Flag = columns.column("是否不完整", "some activity is not counted")

    class Config:
        title = "排放构成"
        description = "Composition of emissions"
        unique = ["basis_id", "region_code", "year", "breakdown_code", "part_code"]
