"""Where an activity is printed: the cells at the end of the ways down from it, and the shares that divide them."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table

LINEAGE = None  # it lists the ends of another table's lineage


class ActivitySources(Table):
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    end_table: Text = columns.column(
        "末端所在的表", "table of the end", isin=["core.observations", "core.factor_values"]
    )
    end_id: Text = columns.column("观测值或因子编号", "observation or factor value")
    file_name: Text = columns.column("交付文件，因子为空", "delivered file, empty for a factor value")
    sheet: Text = columns.column("工作表", "sheet")
    cell: Text = columns.column("单元格", "cell")
    printed_text: Text = columns.column("所印的文字", "text as printed")
    source_title: Text = columns.column("文献名称，单元格为空", "title of the document, empty for a cell")
    locator: Text = columns.column("文献内位置", "place in the document")

    class Config:
        title = "活动水平的资料来源"
        description = "Printed cells behind each activity"
        unique = [
            "region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "end_table",
            "end_id",
        ]
