"""Which gases an edition asks for in a category and sector; what is not here is outside the edition."""

from schemas import columns, vocabulary
from schemas.columns import Text
from schemas.contract import Table


class CategoryGases(Table):
    edition: Text = columns.word("指南版本", "edition", vocabulary.EDITIONS)
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    gas: Text = columns.gas()

    class Config:
        title = "各版指南要求的气体"
        description = "Gases an edition asks for"
        unique = ["edition", "category_code", "sector_code", "gas"]
