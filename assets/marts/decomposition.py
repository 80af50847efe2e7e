"""Why energy CO2 changed: population, GDP per resident, structure, intensity, fuel mix, emission factors (LMDI).

A year is decomposed in the prices of the plan period that it belongs to; a plan period is the sum of its years. What
lacks something in a year has no decomposition over it, and says what is missing.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from pandera.typing import DataFrame

from assets.analysis.decomposition import chain, decompose, multiplied
from assets.needs import read_frame
from schemas.analysis import Effects
from schemas.codes import read_codes

NEEDS = (
    "engine",
    "core/gdp",
    "core/mean_population",
    "core/spans",
    "core/value_added",
    "marts/energy_co2",
    "marts/energy_co2_parts",
)
INPUTS = ("assets/analysis/*.py", "schemas/analysis.py", "schemas/codes/effects.csv")

TITLES = {row["effect_code"]: row["title_zh"] for row in read_codes("effects")}
EFFECTS = [code for code in TITLES if code != "total"]

HOUSEHOLDS = "residential"

PLACE = ["basis_id", "region_code", "caliber"]
SERIES = [*PLACE, "price_base_year"]
TONNES_A_WAN = 10_000

#: Additive and multiplicative effect by factor.
Effect = dict[str, tuple[Decimal, Decimal | None]]


def build(engine: duckdb.DuckDBPyConnection) -> list[dict[str, object]]:
    """One row a window and effect."""
    totals = _totals(engine)
    parts = _parts(engine, totals)
    missing = _missing(totals, parts)
    whole = parts.merge(missing[missing["missing"] == ""][[*SERIES, "year"]])
    return list(_rows(_windows(engine, totals, missing), _steps(whole)))


def _totals(engine: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """What is to be explained, by caliber and year, in the prices of each plan period that the year belongs to."""
    return read_frame(
        engine,
        """
        select
            basis_id, region_code, year, price_base_year, caliber, persons, gdp_cny::double as gdp, co2_t, reason_zh
        from marts.energy_co2
        inner join (
            select region_code, from_year as year, price_base_year from core.spans
            union
            select region_code, year, price_base_year from core.spans
        ) as looked_at using (region_code, year)
        left join core.mean_population using (region_code, year)
        left join (from core.gdp where sector_code = '') as gdp using (region_code, year, price_base_year)
        where scope = 'gross' and grid_factor_year = 0
        """,
    )


def _parts(engine: duckdb.DuckDBPyConnection, totals: pd.DataFrame) -> pd.DataFrame:
    """Energy and CO2 of each part, with the value added of its industry; a part is there in each year of its series."""
    parts = read_frame(
        engine,
        """
        select
            basis_id, region_code, year, industry_code, fuel_code, flow_code, energy_tce::double as energy,
            co2_t::double as co2
        from marts.energy_co2_parts
        """,
    )
    parts["part"] = parts["industry_code"] + "/" + parts["fuel_code"] + "/" + parts["flow_code"]
    is_fuel = (parts["fuel_code"] != "electricity") & (parts["flow_code"] != "raw_material")
    calibers = [parts[is_fuel].assign(caliber="fuel_only"), parts.assign(caliber="energy")]
    by_year = totals[[*SERIES, "year", "persons", "gdp"]]
    there = pd.concat(calibers).merge(by_year)
    names = there[[*SERIES, "part", "industry_code", "flow_code"]].drop_duplicates()
    grid = names.merge(by_year).merge(there[[*SERIES, "year", "part", "energy", "co2"]], how="left", indicator=True)
    absent = grid["_merge"] == "left_only"
    grid.loc[absent, ["energy", "co2"]] = 0.0
    added = read_frame(
        engine,
        "select region_code, year, price_base_year, industry_code, value_added_cny::double as added "
        "from core.value_added",
    )
    return grid.drop(columns="_merge").merge(added, how="left")


def _missing(totals: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
    """What each year of a series lacks, in words; nothing where it is whole."""
    is_generated = parts["flow_code"] == "generation"
    lacks = parts.assign(
        energy=parts["energy"].isna() & ~is_generated,
        users=parts["energy"].isna() & is_generated,
        added=(parts["industry_code"] != HOUSEHOLDS) & ~(parts["added"].fillna(0) > 0),
    )
    by_year = lacks.groupby([*SERIES, "year"], as_index=False)[["energy", "users", "added"]].any()
    # what is generated follows from who uses it: that is missing unless what is used lacks a coefficient
    by_year["users"] &= ~by_year["energy"]
    found = totals.merge(by_year, how="left")
    words = {
        "缺少折标煤系数": found["energy"].fillna(value=False).astype(bool),
        "缺少分部门用电量": found["users"].fillna(value=False).astype(bool),
        "缺少常住人口年平均": found["persons"].isna(),
        "缺少不变价地区生产总值": found["gdp"].isna(),
        "缺少分产业增加值": found["gdp"].notna() & found["added"].fillna(value=True).astype(bool),
    }
    told = [
        "；".join([text] * bool(text) + [word for word, is_missing in zip(words, lacking, strict=True) if is_missing])
        for text, *lacking in zip(found["reason_zh"], *words.values(), strict=True)
    ]
    return found[[*SERIES, "year"]].assign(missing=told)


def _steps(parts: pd.DataFrame) -> DataFrame[Effects]:
    """Effects from each whole year to the next one, to the gram, by series."""
    by_industry = parts.groupby([*SERIES, "year", "industry_code"])["energy"].transform("sum")
    is_household = parts["industry_code"] == HOUSEHOLDS
    factors = {
        "population": parts["persons"].astype(float),
        "gdp_per_resident": _for(~is_household, parts["gdp"] / parts["persons"].astype(float)),
        "structure": _for(~is_household, parts["added"] / parts["gdp"]),
        "intensity": _for(~is_household, by_industry / parts["added"]),
        "household_energy": _for(is_household, by_industry / parts["persons"].astype(float)),
        "fuel_mix": _per(parts["energy"], by_industry),
        "emission_factor": _per(parts["co2"], parts["energy"]),
    }
    table = parts[["year", "part"]].assign(series=_names(parts), **factors)
    effects = decompose(multiplied(table, EFFECTS, period="year", part="part"))
    effects = effects[effects["to_period"] == effects["from_period"] + 1]
    return DataFrame[Effects](effects.assign(additive=effects["additive"].round(6)))


def _windows(engine: duckdb.DuckDBPyConnection, totals: pd.DataFrame, missing: pd.DataFrame) -> list[dict[str, Any]]:
    """Years and plan periods that are looked at, with what is missing in them, and the totals at their ends."""
    known = missing.merge(totals[[*SERIES, "year", "co2_t"]]).assign(series=_names)
    by_year = {(row["series"], row["year"]): row for row in known.to_dict("records")}
    spans = read_frame(engine, "select region_code, from_year, year, span, price_base_year from core.spans")
    windows: list[dict[str, Any]] = []
    for row in known[[*SERIES, "series"]].drop_duplicates().merge(spans).to_dict("records"):
        within = range(row["from_year"], row["year"] + 1)
        years = [by_year[row["series"], year] for year in within if (row["series"], year) in by_year]
        told = [f"{year['year']}年{year['missing']}" for year in years if year["missing"]]
        if len(years) < len(within):
            told.append("中间年份没有数据")
        ends = {"before": years[0]["co2_t"], "after": years[-1]["co2_t"], "missing": "；".join(told)}
        windows.append({str(name): value for name, value in row.items()} | ends)
    return windows


def _rows(windows: list[dict[str, Any]], effects: DataFrame[Effects]) -> Iterator[dict[str, object]]:
    """Rows of each window: its effects and the total, or what is missing."""
    found = _effects_of(windows, effects)
    for window in windows:
        effect = found.get((window["series"], window["from_year"], window["year"]), {})
        shared = {name: window[name] for name in [*SERIES, "from_year", "year", "span"]}
        for code in EFFECTS:
            yield shared | _figures(code, window, *effect.get(code, (None, None))) | {"reason_zh": window["missing"]}
        told = window["missing"] or _sentence(window, {code: amount for code, (amount, _) in effect.items()})
        yield shared | _total(window) | {"reason_zh": told}


def _effects_of(windows: list[dict[str, Any]], effects: DataFrame[Effects]) -> dict[tuple[str, int, int], Effect]:
    """Effects of each window that lacks nothing, to the gram, by what it is about: of a year, or of years chained."""
    periods: dict[tuple[int, int], list[str]] = {}
    for window in windows:
        if window["span"] == "plan_period" and not window["missing"]:
            periods.setdefault((window["from_year"], window["year"]), []).append(window["series"])
    chained = [
        chain(DataFrame[Effects](effects[effects["series"].isin(names)]), first, last)
        for (first, last), names in periods.items()
    ]
    found: dict[tuple[str, int, int], Effect] = {}
    for row in pd.concat([effects, *chained]).to_dict("records"):
        multiplier = None if np.isnan(row["multiplicative"]) else Decimal(f"{row['multiplicative']:.9f}")
        effect = found.setdefault((row["series"], row["from_period"], row["to_period"]), {})
        effect[row["factor"]] = Decimal(f"{row['additive']:.6f}"), multiplier
    return found


def _total(window: dict[str, Any]) -> dict[str, object]:
    if window["missing"]:
        return _figures("total", window, None, None)
    before, after = window["before"], window["after"]
    multiplier = Decimal(f"{float(after) / float(before):.9f}") if before > 0 and after > 0 else None
    return _figures("total", window, after - before, multiplier)


def _figures(
    code: str, window: dict[str, Any], amount: Decimal | None, multiplier: Decimal | None
) -> dict[str, object]:
    share = None
    if amount is not None and multiplier is not None:
        share = Decimal(f"{100 * float(amount) / float(window['before']):.9f}")
    return {
        "effect_code": code,
        "effect_title_zh": TITLES[code],
        "effect_t": amount,
        "notation_key": "NE" if amount is None else "",
        "effect_pct": share,
        "multiplier": multiplier,
        "ratio_key": "" if share is not None else "NE" if amount is None else "NA",
    }


def _sentence(window: dict[str, Any], effects: dict[str, Decimal]) -> str:
    """What happened, the largest effects first, in 万吨."""
    change = window["after"] - window["before"]
    since = "上年" if window["year"] == window["from_year"] + 1 else f"{window['from_year']}年"
    ordered = sorted(effects, key=lambda code: (-abs(effects[code]), code))
    told = [f"{TITLES[code]} {effects[code] / TONNES_A_WAN:+.2f} 万吨" for code in ordered if effects[code]]
    verb = f"比{since}{'增加' if change > 0 else '减少'} {abs(change) / TONNES_A_WAN:.2f} 万吨"
    text = f"{window['year']}年{verb if change else f'与{since}持平'}{'：' if told else ''}{'，'.join(told)}。"
    return text.replace("-", "−")


def _names(rows: pd.DataFrame) -> list[str]:
    """The name of the series that each row belongs to: what it is about, joined."""
    return ["/".join(map(str, about)) for about in zip(*(rows[column] for column in SERIES), strict=True)]


def _for(condition: pd.Series, values: pd.Series) -> pd.Series:
    """A factor of some parts; of the others it is one, and changes nothing."""
    return values.astype(float).where(condition.astype(bool), 1.0)


def _per(above: pd.Series, below: pd.Series) -> pd.Series:
    """A ratio; blank where it is per nothing."""
    return above.astype(float) / below.astype(float).where(below.astype(float) != 0)
