"""Where each sector of a category stands in the GPC."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class CategoryViews(Table):
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    gpc_line_code: Text = columns.line("GPC编号", "GPC reference", "gpc_lines")

    class Config:
        title = "类别在GPC中的位置"
        description = "Places of categories in the GPC"
        unique = ["category_code", "sector_code"]
