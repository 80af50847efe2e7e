"""Ways in which the factors of a category may be made of values."""

from schemas import columns
from schemas.columns import Flag, Text, Whole
from schemas.contract import Table


class CategoryChains(Table):
    category_code: Text = columns.category_code()
    chain_code: Text = columns.column("构成方式", "chain of `rules.factor_chains`", str_matches=r"^[a-z_0-9]+$")
    role: Text = columns.column("作用", "role", isin=["factor", "rate"])
    gas: Text = columns.code("只用于该气体", "gas it serves, empty for any", "gases", optional=True)
    chain_rank: Whole = columns.column("优先次序", "rank", ge=1)
    parts: Whole = columns.column("因子值个数", "values it needs", ge=1)
    is_measured_first: Flag = columns.column("是否实测值优先", "is the chain with most measured values preferred")
    carried_years: Whole = columns.column("值可沿用的年数", "years that a value may be carried on", ge=0)
    interpolated_years: Whole = columns.column("可内插的缺年数", "missing years in a row that may be filled", ge=0)

    class Config:
        title = "类别因子构成方式"
        description = "How factors of a category may be made"
        unique = ["category_code", "chain_code"]
