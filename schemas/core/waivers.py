"""Recalled factors that somebody signed for."""

from schemas import columns
from schemas.columns import Text
from schemas.contract import Table


class Waivers(Table):
    factor_id: Text = columns.column("因子编号", "factor")
    reason: Text = columns.column("理由", "reason")
    signed_by: Text = columns.column("签署人", "signed by")
    signed_on: Text = columns.column("签署日期", "signed on", str_matches=r"^\d{4}-\d{2}-\d{2}$")

    class Config:
        title = "待核对原文的因子的签署豁免"
        description = "Waivers for recalled factors"
        unique = ["factor_id"]
