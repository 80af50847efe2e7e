"""What sources each sector is made of: the fourth form of a provincial report."""

from schemas import columns
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table


class SourceShares(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    line_code: Text = columns.line("行代码", "line", "provincial_lines")
    line_number: Whole = columns.column("行号", "order of the line", ge=1)
    line_title_zh: Text = columns.column("行名称", "title of the line")
    line_level: Whole = columns.column("层级", "depth of the line", ge=0)
    parent_title_zh: Text = columns.column("上级行名称", "title of the line above")
    sector_line_code: Text = columns.line("部门行代码", "line of the sector", "sector_lines")
    sector_title_zh: Text = columns.column("部门名称", "title of the sector")
    emissions_tco2e: Exact = columns.tco2e("排放量", "emissions", "emissions_key")
    emissions_key: Text = columns.notation_key()
    is_incomplete: Flag = columns.column("是否不完整", "some part is not estimated")
    share_pct: Exact = columns.share_pct(
        "占本部门的比重（有吸收的部门不算）", "share of its sector, not of a net of sinks"
    )
    share_key: Text = columns.notation_key()

    class Config:
        title = "部门内构成"
        description = "Shares of sources in their sectors"
        unique = ["basis_id", "region_code", "year", "line_code"]
