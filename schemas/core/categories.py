"""Categories of the inventory, one card each."""

from schemas import columns
from schemas.columns import Flag, Text
from schemas.contract import Table


class Categories(Table):
    category_code: Text = columns.category_code()
    title_zh: Text = columns.column("名称", "title in Chinese")
    title_en: Text = columns.column("英文名称", "title in English")
    provincial_line_code: Text = columns.line(
        "省级清单行", "line of the provincial form", "provincial_lines", optional=True
    )
    ipcc_2006_code: Text = columns.column("IPCC 2006类别", "IPCC 2006 category")
    provincial_line_if_energy: Text = columns.line(
        "垃圾发电归能源时的省级清单行",
        "provincial line if waste-to-energy is energy",
        "provincial_lines",
        optional=True,
    )
    ipcc_2006_code_if_energy: Text = columns.column(
        "垃圾发电归能源时的IPCC类别", "IPCC category if waste-to-energy is energy"
    )
    gpc_line_codes: Text = columns.column("GPC编号", "GPC reference numbers")
    method: Text = columns.column("核算方法", "method")
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    is_removal: Flag = columns.column("是否可为吸收", "removals are possible")
    department_zh: Text = columns.column("责任部门", "responsible department")

    class Config:
        title = "清单类别"
        description = "Categories"
        unique = ["category_code"]
