"""What both sides of a ratio of delivered figures are made of: one row a figure, with its coefficient."""

from schemas import columns
from schemas.columns import Exact, Real, Text, Whole
from schemas.contract import Table

#: How a figure becomes part of a side.
COEFFICIENTS = {
    "": "as it is",
    "standard_coal": "as standard coal, by heat or by the coal that makes electricity",
    "measured_heat": "as standard coal by its measured heating value",
    "co2": "as CO2, by the factor of a category",
    "turnover": "as converted turnover",
    "emission": "the emission of a category that rests on it",
}


class IndicatorParts(Table):
    basis_id: Text = columns.basis_id()
    region_code: Text = columns.region_code()
    year: Whole = columns.year()
    indicator_code: Text = columns.code("指标代码", "indicator", "indicators")
    scope: Text = columns.column("统计范围", "what is counted")
    accounting: Text = columns.column("电力折标方法", "how electricity is counted as coal")
    grid_factor_year: Whole = columns.column("电网因子固定的年份，0为当年", "year whose grid factor is held, 0 none")
    side: Text = columns.column("分子或分母", "numerator or denominator", isin=["numerator", "denominator"])
    item_code: Text = columns.item_code(optional=False)
    sector_code: Text = columns.sector_code()
    fuel_code: Text = columns.fuel_code()
    coefficient_code: Text = columns.column("折算方式", "how it is converted", isin=list(COEFFICIENTS))
    category_code: Text = columns.column("因子或排放所属类别", "category of its factor or emission, '' if none")
    factor_sector_code: Text = columns.column("因子所属部门", "sector of its factor, '' if none")
    heat_item_code: Text = columns.column("热值指标", "item that holds its heating value, '' if none")
    factor_year: Whole = columns.column("因子年份", "year of its factor")
    amount: Exact = columns.exact("数值（基本单位）", "amount in the base unit")
    coefficient: Real = columns.column("折算系数", "coefficient, blank if there is none", nullable=True)
    scale: Exact = columns.exact("符号和单位换算", "sign and unit of publication", None, 18, 9)
    contribution: Exact = columns.exact("计入数值", "what it adds to the side", None, 38, 9, nullable=True)

    class Config:
        title = "指标构成"
        description = "Parts of ratios of delivered figures"
        unique = [
            "basis_id",
            "region_code",
            "year",
            "indicator_code",
            "scope",
            "accounting",
            "grid_factor_year",
            "side",
            "item_code",
            "sector_code",
            "fuel_code",
        ]
