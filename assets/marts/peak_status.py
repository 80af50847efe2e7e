"""Whether energy CO2 has peaked: over the years up to the last one in which each series is whole (methodology 17.3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import pandas as pd
from pandera.typing import DataFrame

from assets.analysis.trend import LATER, SHORTEST, SIGNIFICANT, peak, trend
from assets.needs import read_frame
from schemas.analysis import CLASSES, Yearly

NEEDS = ("engine", "marts/energy_co2")
INPUTS = ("assets/analysis/*.py", "schemas/analysis.py", "factors/rules/trend_errors.csv")

ABOUT = ("basis_id", "region_code", "caliber", "scope", "grid_factor_year")
ERROR = "select relative_error::double as error from rules.trend_errors where series_code = 'energy_co2'"
TONNES_A_WAN = 10_000


def build(engine: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """One row a series."""
    known = read_frame(
        engine,
        "select basis_id, region_code, caliber, scope, grid_factor_year, year, co2_t::double as amount "
        "from marts.energy_co2 order by all",
    )
    if known.empty:
        return []
    (error,) = read_frame(engine, ERROR)["error"]
    # whatever lies before a gap is another series
    known["series"] = ["/".join(map(str, row)) for row in zip(*(known[name] for name in ABOUT), strict=True)]
    gap = ~(known["amount"].fillna(0) > 0) | (known["year"].diff().fillna(0) != 1)
    run = known.assign(run=gap.astype(int)).groupby("series")["run"].cumsum()
    last = run.groupby(known["series"]).transform("max")
    whole = known[(run == last) & (known["amount"].fillna(0) > 0)]
    long = whole[whole.groupby("series")["year"].transform("size") >= SHORTEST]
    peaks = peak(DataFrame[Yearly](long), error)
    since = long.merge(peaks[["series", "peak_year"]])
    since = since[since["year"].astype(int) >= since["peak_year"]]
    since = since[since.groupby("series")["year"].transform("size") >= SHORTEST]
    trends = trend(DataFrame[Yearly](since)).set_index("series").to_dict("index")
    years = long.groupby("series")["year"].agg(["min", "max"]).to_dict("index")
    return list(_rows(known, peaks.set_index("series").to_dict("index"), trends, years))


def _rows(
    known: pd.DataFrame,
    peaks: dict[Any, dict[Any, Any]],
    trends: dict[Any, dict[Any, Any]],
    years: dict[Any, dict[Any, Any]],
) -> Iterator[dict[str, object]]:
    for row in known[[*ABOUT, "series"]].drop_duplicates().to_dict("records"):
        shared = {name: row[name] for name in ABOUT}
        found, slope = peaks.get(row["series"]), trends.get(row["series"])
        if found is None:
            yield shared | _nothing()
            continue
        span = years[row["series"]]
        yield shared | {
            "first_year": span["min"],
            "last_year": span["max"],
            "peak_year": found["peak_year"],
            "later_years": found["later_years"],
            "class_code": found["state"],
            "class_title_zh": CLASSES[found["state"]][0],
            "peak_co2_t": Decimal(f"{found['peak_amount']:.6f}"),
            "drop_t": Decimal(f"{found['drop']:.6f}"),
            "drop_error_t": Decimal(f"{found['drop_error']:.6f}"),
            "notation_key": "",
            "tau": _exact(slope, "tau", 9),
            "probability": _exact(slope, "probability", 9),
            "slope_t": _exact(slope, "slope", 6),
            "slope_low_t": _exact(slope, "slope_low", 6),
            "slope_high_t": _exact(slope, "slope_high", 6),
            "trend_key": "" if slope else "NA",
            "reason_zh": _sentence(found, slope, span),
        }


def _exact(row: dict[Any, Any] | None, name: str, places: int) -> Decimal | None:
    return Decimal(f"{row[name]:.{places}f}") if row else None


def _nothing() -> dict[str, object]:
    counts = dict.fromkeys(("first_year", "last_year", "peak_year", "later_years"), 0)
    amounts = ("peak_co2_t", "drop_t", "drop_error_t", "tau", "probability", "slope_t", "slope_low_t", "slope_high_t")
    keys = {"class_code": "", "class_title_zh": "", "notation_key": "NE", "trend_key": "NE"}
    return counts | dict.fromkeys(amounts) | keys | {"reason_zh": f"到末年为止没有连续{SHORTEST}年以上完整的排放量"}


def _sentence(found: dict[Any, Any], slope: dict[Any, Any] | None, years: dict[Any, Any]) -> str:
    """The year, what came after it, and which of the conditions does not hold."""
    amount = f"{found['peak_amount'] / TONNES_A_WAN:.1f} 万吨"
    largest = f"{years['min']}—{years['max']}年以{found['peak_year']}年为最高（{amount}）"
    lacks = []
    if found["later_years"] < LATER:
        lacks.append(f"其后只有{found['later_years']}年，不足{LATER}年，尚不能判定达峰")
    if slope and not (slope["probability"] < SIGNIFICANT and slope["slope_high"] < 0):
        lacks.append(f"其后的下降不显著（双侧概率{slope['probability']:.3f}）")
    if found["drop"] <= found["drop_error"]:
        lacks.append("降幅没有超过误差")
    told = "；".join([largest, *lacks] if found["state"] != "peaked" else [largest, "其后连续五年以上显著下降"])
    return f"{told}：{CLASSES[found['state']][0]}。"
