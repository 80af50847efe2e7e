"""Assessed CO2 by industry and fuel with the energy it comes of: what an analysis of its causes is made from."""

from schemas import columns, vocabulary
from schemas.columns import Exact, Text, Whole
from schemas.contract import Table

INDUSTRIES = ("primary_industry", "secondary_industry", "tertiary_industry", "residential")

AMOUNT = "co2_t"


class EnergyCo2Parts(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    industry_code: Text = columns.column("产业，或居民生活", "industry, or households", isin=INDUSTRIES)
    industry_title_zh: Text = columns.column("产业名称", "title of the industry")
    fuel_code: Text = columns.fuel_code()
    fuel_title_zh: Text = columns.column("能源品种名称", "title of the fuel")
    flow_code: Text = columns.word(
        "使用，或县内发电（为负）", "used, or generated (below zero)", vocabulary.ENERGY_FLOWS
    )
    energy_tce: Exact = columns.tce("能源量（当量值）", "energy by heat", "energy_key")
    energy_key: Text = columns.notation_key()
    co2_t: Exact = columns.exact("二氧化碳", "CO2", "t", 24, 6, nullable=True, key="notation_key")
    notation_key: Text = columns.notation_key()

    class Config:
        title = "能源二氧化碳分产业分品种"
        description = "Energy CO2 by industry and fuel"
        unique = ["basis_id", "region_code", "year", "industry_code", "fuel_code", "flow_code"]
