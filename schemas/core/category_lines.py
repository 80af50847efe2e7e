"""Where each category stands in the provincial form and among the IPCC categories, by basis."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Text
from schemas.contract import Table


class CategoryLines(Table):
    basis_id: Text = columns.basis_id()
    category_code: Text = columns.category_code()
    provincial_line_code: Text = columns.line(
        "省级清单行", "line of the provincial form", "provincial_lines", optional=True
    )
    ipcc_2006_code: Text = columns.line("IPCC 2006类别", "IPCC 2006 category", "ipcc_lines", optional=True)
    is_in_total: Flag = columns.column("是否计入总量", "counts in the total")
    assessed_part: Text = columns.word(
        "考核口径二氧化碳的组成部分", "part of the assessed CO2 that it is", vocabulary.ASSESSED_PARTS, optional=True
    )
    is_industrial_process: Flag = columns.column(
        "是否工业生产过程（矿物、化工、金属）", "process of industry: minerals, chemicals, metals"
    )

    class Config:
        title = "类别在各口径表格中的行"
        description = "Lines of categories in the forms"
        unique = ["basis_id", "category_code"]
