"""Gases that an edition asks for in a part of a category, and the method."""

from schemas import columns, vocabulary
from schemas.columns import Flag, Text
from schemas.contract import Table


class CategoryGases(Table):
    edition: Text = columns.word("指南版本", "edition", vocabulary.EDITIONS)
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    method: Text = columns.word("核算方法", "method", vocabulary.METHODS)
    is_borrowed: Flag = columns.column("数值是否有待借用", "its values in the edition were not seen and are borrowed")

    class Config:
        title = "类别气体和方法"
        description = "Gases asked for, and the method"
        unique = ["edition", "category_code", "sector_code", "item_code", "gas"]
