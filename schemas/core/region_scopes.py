"""Where a factor may be valid for a reported region: itself, its parents, the groups it belongs to, anywhere."""

from schemas import columns
from schemas.columns import Text, Whole
from schemas.contract import Table


class RegionScopes(Table):
    region_code: Text = columns.region_code()
    scope_code: Text = columns.column("适用范围代码", "region or group code, empty anywhere")
    specificity: Whole = columns.column("具体程度（小者优先）", "specificity, smallest wins", ge=1)
    scope_level: Text = columns.column(
        "范围级别",
        "level of the scope",
        isin=["region", "prefecture", "provincial", "regional", "national", "anywhere"],
    )
    valid_from: Whole = columns.column("起始年", "first year")
    valid_to: Whole = columns.column("终止年", "last year")

    class Config:
        title = "因子适用范围"
        description = "Scopes a factor may have for a region"
        unique = ["region_code", "scope_code", "scope_level", "valid_from"]
