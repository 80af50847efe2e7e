"""Whether energy CO2 parts from GDP at constant prices: from year to year, and over plan periods by their two ends."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
from pandera.typing import DataFrame

from assets.analysis.decoupling import decouple
from assets.needs import read_frame
from schemas.analysis import STATES, Pair

NEEDS = ("engine", "core/gdp", "core/spans", "marts/energy_co2")
INPUTS = ("assets/analysis/*.py", "schemas/analysis.py")

KEY = (
    "basis_id",
    "region_code",
    "caliber",
    "scope",
    "grid_factor_year",
    "from_year",
    "year",
    "span",
    "price_base_year",
)

#: CO2 and GDP at both ends of every span.
ENDS = """
    select
        basis_id, region_code, caliber, scope, grid_factor_year, span.from_year, span.year, span, span.price_base_year,
        earlier.co2_t::double as co2_before, later.co2_t::double as co2_after, earlier.reason_zh as lacks_before,
        later.reason_zh as lacks_after, gdp_then.gdp_cny::double as gdp_before, gdp_now.gdp_cny::double as gdp_after
    from core.spans as span
    inner join marts.energy_co2 as later using (region_code, year)
    inner join marts.energy_co2 as earlier using (basis_id, region_code, caliber, scope, grid_factor_year)
    left join core.gdp as gdp_then
        on gdp_then.region_code = region_code and gdp_then.year = span.from_year
        and gdp_then.price_base_year = span.price_base_year and gdp_then.sector_code = ''
    left join core.gdp as gdp_now
        on gdp_now.region_code = region_code and gdp_now.year = span.year
        and gdp_now.price_base_year = span.price_base_year and gdp_now.sector_code = ''
    where span.from_year = earlier.year
"""


def build(engine: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """One row a series and span."""
    ends = read_frame(engine, ENDS)
    rows = [{str(name): value for name, value in row.items()} for row in ends.to_dict("records")]
    missing = [_missing(row) for row in rows]
    whole = ends.iloc[[at for at, told in enumerate(missing) if not told]]
    pairs = [
        pd.DataFrame(
            {
                "series": whole.index.astype(str),
                "period": whole[year],
                "amount": whole[f"co2_{end}"],
                "driver": whole[f"gdp_{end}"],
            }
        )
        for year, end in (("from_year", "before"), ("year", "after"))
    ]
    found = decouple(DataFrame[Pair](pd.concat(pairs)))
    states = {int(row["series"]): row for row in found.to_dict("records")}
    return list(_rows(rows, missing, states))


def _missing(row: dict[str, Any]) -> str:
    """What the two ends of a span lack, in words."""
    told = []
    for year, end in (("from_year", "before"), ("year", "after")):
        if row[f"lacks_{end}"]:
            told.append(f"{row[year]}年{row[f'lacks_{end}']}")
        elif row[f"co2_{end}"] <= 0:
            told.append(f"{row[year]}年二氧化碳不大于零")
        if pd.isna(row[f"gdp_{end}"]):
            told.append(f"{row[year]}年缺少不变价地区生产总值")
    return "；".join(told)


def _rows(
    rows: list[dict[str, Any]], missing: list[str], states: dict[int, dict[Any, Any]]
) -> Iterator[dict[str, object]]:
    for at, (row, told) in enumerate(zip(rows, missing, strict=True)):
        shared = {name: row[name] for name in KEY}
        if told:
            keys = {"notation_key": "NE", "elasticity_key": "NE", "state_code": "", "reason_zh": told}
            yield shared | dict.fromkeys(("co2_change_pct", "gdp_change_pct", "elasticity")) | keys
            continue
        co2, gdp = (100 * (row[f"{name}_after"] / row[f"{name}_before"] - 1) for name in ("co2", "gdp"))
        state, is_known = states[at], states[at]["state"] != "undefined"
        yield shared | {
            "co2_change_pct": Decimal(f"{co2:.9f}"),
            "gdp_change_pct": Decimal(f"{gdp:.9f}"),
            "notation_key": "",
            "elasticity": Decimal(f"{state['elasticity']:.9f}") if is_known else None,
            "elasticity_key": "" if is_known else "NA",
            "state_code": state["state"],
            "reason_zh": _sentence(row, co2, gdp, state["state"]),
        }


def _sentence(row: dict[str, Any], co2: float, gdp: float, state: str) -> str:
    since = "上年" if row["span"] == "year" else f"{row['from_year']}年"
    changes = f"地区生产总值{gdp:+.1f}%，二氧化碳{co2:+.1f}%".replace("-", "−")
    return f"{row['year']}年比{since}：{changes}，{STATES[state][0]}。"
