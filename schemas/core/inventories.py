"""The inventories that are made: every basis for every reported region and year."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class Inventories(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()

    class Config:
        title = "所编清单"
        description = "Inventories that are made"
        unique = ["basis_id", "region_code", "year"]
