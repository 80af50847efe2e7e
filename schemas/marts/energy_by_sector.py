"""Use of energy by sector and group of fuels: the energy balance as it is read in a report."""

from schemas import codes, columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class EnergyBySector(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    row_code: Text = columns.column(
        "行代码：部门，或使用合计", "row: a sector, or total use", isin=[*codes.codes("sectors"), "use_total"]
    )
    row_title_zh: Text = columns.column("行名称", "title of the row")
    part_of_code: Text = columns.code(
        "所属部门（本行是其中一部分）", "row that it is a part of", "sectors", optional=True
    )
    group_code: Text = columns.code("能源大类，total为合计", "group of fuels, or total", "fuel_groups")
    group_title_zh: Text = columns.column("大类名称", "title of the group")
    calorific_tce: Exact = columns.tce("标准煤（当量值）", "coal equivalent by heat", "calorific_tce_key")
    calorific_tce_key: Text = columns.notation_key()
    coal_equivalent_tce: Exact = columns.tce(
        "标准煤（等价值，电力按当年发电煤耗）",
        "coal equivalent, electricity by the coal that makes it",
        "coal_equivalent_tce_key",
    )
    coal_equivalent_tce_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part has no coefficient")

    class Config:
        title = "分部门能源使用"
        description = "Use of energy by sector"
        unique = ["region_code", "year", "row_code", "group_code"]
