"""What a category of a year rests on: the printed cells and the factor values at the end of the ways down from it."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table

LINEAGE = None  # it lists the ends of another table's lineage


class CategorySources(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    end_table: Text = columns.column(
        "末端所在的表", "table of the end", isin=["core.observations", "core.factor_values"]
    )
    end_id: Text = columns.column("观测值或因子编号", "observation or factor value")
    source_id: Text = columns.column("来源或文献", "source or document")
    item_code: Text = columns.item_code()
    source_title: Text = columns.column("文献名称，单元格为空", "title of the document, empty for a cell")
    evidence: Text = columns.evidence(optional=True)
    is_used: Flag = columns.column("是否有不为零的排放以此为据", "an emission other than zero rests on it")

    class Config:
        title = "各类别的资料来源"
        description = "Sources of each category"
        unique = ["basis_id", "region_code", "year", "category_code", "end_table", "end_id"]
