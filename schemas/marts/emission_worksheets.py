"""The working form of an emission: what is multiplied, and what comes of it (methodology 18)."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Flag, Text, Whole
from schemas.contract import Table

AMOUNT = "emissions_tco2e"


class EmissionWorksheets(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    category_code: Text = columns.category_code()
    category_title_zh: Text = columns.column("类别名称", "title of the category")
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    item_code: Text = columns.item_code()
    activity_title_zh: Text = columns.column("活动水平名称", "title of the activity")
    gas: Text = columns.gas()
    method: Text = columns.word("核算方法", "method", vocabulary.METHODS)
    unit_code: Text = columns.unit_code(optional=True)
    amount: Exact = columns.exact("活动水平", "activity in its base unit", nullable=True, key="amount_key")
    amount_key: Text = columns.notation_key()
    factor: Exact = columns.exact(
        "排放因子（吨气体/活动水平单位）",
        "tonnes of gas a unit of the activity",
        None,
        38,
        24,
        nullable=True,
        key="factor_key",
    )
    factor_key: Text = columns.notation_key()
    is_own_mix: Flag = columns.column(
        "因子是否按净调出规则定（本县电厂或零）", "the export rule gives the factor: own stations, or nothing"
    )
    opening_t: Exact = columns.exact(
        "年初存量", "stock at the beginning of the year", "t", 38, 18, nullable=True, key="stock_key"
    )
    rate: Exact = columns.exact("速率", "rate of release a year", None, 38, 24, nullable=True, key="stock_key")
    stock_key: Text = columns.notation_key()
    amount_year: Whole = columns.year()
    before_year: Whole = columns.column("前次调查的年份，没有为0", "year of the survey before, 0 if none")
    amount_before: Exact = columns.exact("前次调查", "survey before", nullable=True, key="before_key")
    before_key: Text = columns.notation_key()
    emissions_t: Exact = columns.exact("排放量", "mass of gas", "t", 24, 6)
    gwp: Exact = columns.exact("增温潜势", "warming potential", None, 12, 3, nullable=True, key="gwp_key")
    emissions_tco2e: Exact = columns.tco2e("排放量", "emissions", "gwp_key")
    gwp_key: Text = columns.notation_key()
    data_class: Text = columns.data_class()
    evidence: Text = columns.evidence()
    factor_years: Text = columns.factor_years()

    class Config:
        title = "核算底稿"
        description = "Working form of each emission"
        unique = ["basis_id", "region_code", "year", "category_code", "sector_code", "fuel_code", "item_code", "gas"]
