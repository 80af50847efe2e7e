"""What each basis asks of each region and year, and what was found of it.

An activity stands with its own fuel and item. What is expected and was not delivered stands as the card names it: an
empty fuel or item there means any.
"""

from schemas import columns, vocabulary
from schemas.columns import Text, Whole
from schemas.contract import Table


class AskedActivities(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    gas: Text = columns.gas()
    method: Text = columns.word("方法", "method", vocabulary.METHODS)
    found: Text = columns.word("找到了什么", "what was found", vocabulary.FINDINGS)

    class Config:
        title = "应核算的活动"
        description = "Activities that each basis asks for"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "category_code",
            "sector_code",
            "fuel_code",
            "item_code",
            "gas",
        ]
