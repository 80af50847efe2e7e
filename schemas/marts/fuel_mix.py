"""What the energy that a county consumes consists of, in both ways of counting electricity as standard coal.

The total is the consumption row of the energy balance and what is used as raw material beside it, that of the
indicators with scope `gross`. Rows whose `part_of_code` is `total` add up to it. A county that sends power out has a
net inflow below nothing, and its fuels more than 100 %.
"""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "coal_equivalent_tce"


def _share(zh: str, en: str) -> Exact:
    share: Exact = columns.exact(
        f"占能源消费总量的份额（{zh}）", f"share of the total, {en}", "%", 24, 9, nullable=True, key="share_key"
    )
    return share


class FuelMix(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    part_code: Text = columns.code("构成，total为合计", "part, or total", "consumption_parts")
    title_zh: Text = columns.column("名称", "title")
    part_of_code: Text = columns.code("所属的行", "row that it is a part of", "consumption_parts", optional=True)
    calorific_tce: Exact = columns.tce("标准煤（当量值）", "coal equivalent by heat", "tce_key")
    coal_equivalent_tce: Exact = columns.tce(
        "标准煤（等价值，电力按当年发电煤耗）", "coal equivalent, electricity by the coal that makes it", "tce_key"
    )
    tce_key: Text = columns.notation_key()
    raw_material_tce: Exact = columns.exact("其中：用作原料的", "of which used as raw material", "tce", 24, 6, ge=0)
    calorific_share_pct: Exact = _share("当量值", "by heat")
    coal_equivalent_share_pct: Exact = _share("等价值", "electricity by the coal that makes it")
    share_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column(
        "是否不完整：有品种缺少折标系数，或者尚未交付", "some fuel has no coefficient, or has not been delivered yet"
    )
    reason_zh: Text = columns.column("原因", "reason")

    class Config:
        title = "能源消费构成"
        description = "Energy consumption by kind of energy"
        unique = ["region_code", "year", "part_code"]
