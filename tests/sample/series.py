"""The county's people, economy, crops and gas, 2005-2025, as decimals in the printed units.

Here: published figures where they exist (facts.py), otherwise smooth synthetic ones inside plausible bounds.
Not here: energy of industry and power (energy.py), electricity by month (grid.py), layouts.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.facts import (
    GDP_10K_CNY,
    GDP_GROWTH_PCT,
    GRAIN_AREA_HA,
    REGISTERED_10K,
    RESIDENT_10K,
    URBAN_10K,
    URBAN_SHARE_PCT,
)
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of

# Growth at comparable prices and the deflator behind the years without a published figure.
GROWTH_PCT = {
    2005: "9.6", 2006: "9.8", 2007: "10.6", 2008: "8.9", 2009: "10.2", 2010: "10.8", 2011: "10.9",
    2012: "10.1", 2013: "8.6", 2014: "7.9", 2015: "7.8", 2016: "7.6", 2017: "8.1", 2018: "8.3",
    2019: "7.6", 2020: "3.9", 2021: "8.3", 2022: "3.7", 2023: "5.6", 2024: "4.4",
    2025: "4.9",
}  # fmt: skip
DEFLATOR = {
    2006: "1.020", 2007: "1.045", 2008: "1.050", 2009: "0.985", 2010: "1.030", 2011: "1.040",
    2012: "1.005", 2013: "0.995", 2014: "0.985", 2015: "0.975", 2016: "0.985", 2017: "0.995",
    2019: "1.036", 2020: "1.035", 2021: "1.047", 2023: "0.989", 2025: "0.991",
}  # fmt: skip
FINAL_GDP = {2024: ("4379846", "4.5")}
"""Total and growth as the next book prints them, where the first figures were preliminary."""
GDP_2005_10K_CNY = "800000"
PRIMARY_SHARE = {2005: "0.342", 2012: "0.266", 2018: "0.221", 2024: "0.188"}
SECONDARY_SHARE = {2005: "0.296", 2011: "0.432", 2015: "0.405", 2024: "0.318"}

# The registered peak of 2010 and the break between 2019 and the census of 2020 are in the public figures.
REGISTERED = {2005: "138.62", 2010: "148", 2018: "134.38", 2023: "125.8", 2024: "124.37"}
RESIDENT = {
    2005: "121.86", 2009: "118.94", 2010: "115.65", 2018: "111.61", 2019: "111.02", 2020: "91.75",
    2022: "90.5", 2023: "89.2", 2024: "88.63",
    2025: "87.96",
}  # fmt: skip
URBAN_SHARE = {
    2005: "18.9", 2010: "24.65", 2018: "38.9", 2019: "40.3", 2020: "41.93", 2023: "45.51", 2024: "45.7",
    2025: "46.4",
}  # fmt: skip

RICE_10K_MU = {2005: "72.6", 2012: "69.4", 2018: "66.9", 2022: "65.4", 2024: "64.8"}
EARLY_RICE_10K_MU = {2005: "0.15", 2006: "0.11", 2007: "0.08", 2008: "0.05", 2009: "0.02"}
LATE_RICE_10K_MU = {2005: "0.12", 2006: "0.09", 2007: "0.06", 2008: "0.04", 2009: "0.02"}
GRAIN_HA = {2005: "121900", 2010: "120300", 2016: "118900", 2022: "121533", 2024: "122280"}
WHEAT_HA = {2005: "18900", 2012: "11200", 2018: "5600", 2024: "3650"}
MAIZE_HA = {2005: "21100", 2014: "23900", 2024: "24480"}
TUBERS_HA = {2005: "27350", 2014: "28100", 2024: "27520"}
RAPESEED_HA = {2005: "21050", 2014: "27400", 2024: "33260"}
VEGETABLES_10K_MU = {2005: "21.2", 2014: "25.6", 2024: "30.3"}
OTHER_CROPS_HA = {2005: "9020", 2014: "9750", 2024: "10480"}

GAS_HOUSEHOLDS = {2005: "812", 2010: "1960", 2015: "3480", 2020: "4930", 2024: "6010"}
GAS_SERVICES = {2005: "205", 2010: "520", 2015: "1090", 2020: "1610", 2024: "2080"}
GAS_INDUSTRY = {2005: "446", 2010: "1340", 2015: "2780", 2020: "3990", 2024: "4860"}
GAS_VEHICLES = {2010: "262", 2014: "1010", 2018: "1246", 2024: "718"}


def gdp_by_year(last: int = YEARS[-1]) -> dict[int, dict[str, Decimal]]:
    """GDP at current prices (10^4 CNY), its three industries (exact parts) and growth (%), as known after a year."""
    table: dict[int, dict[str, Decimal]] = {}
    total = Decimal(GDP_2005_10K_CNY)
    for year in YEARS[: last + 1 - YEARS.start]:
        if year in FINAL_GDP and year < last:
            total = Decimal(FINAL_GDP[year][0])
        elif year in GDP_10K_CNY:
            total = Decimal(GDP_10K_CNY[year].printed)
        elif year > YEARS.start:
            total = rounded(total * (1 + Decimal(GROWTH_PCT[year]) / 100) * Decimal(DEFLATOR[year]), 0)
        primary = rounded(total * between(PRIMARY_SHARE, year) * scatter(f"gdp1{year}", "0.008"), 0)
        secondary = rounded(total * between(SECONDARY_SHARE, year) * scatter(f"gdp2{year}", "0.008"), 0)
        growth = GDP_GROWTH_PCT[year].printed if year in GDP_GROWTH_PCT else GROWTH_PCT[year]
        if year in FINAL_GDP and year < last:
            growth = FINAL_GDP[year][1]
        table[year] = {
            "total": total,
            "primary": primary,
            "secondary": secondary,
            "tertiary": total - primary - secondary,
            "growth": Decimal(growth),
        }
    return table


def people_by_year() -> dict[int, dict[str, Decimal]]:
    """Registered, resident and urban resident people (10^4 persons)."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        registered, resident = between(REGISTERED, year), between(RESIDENT, year)
        if year not in REGISTERED_10K:
            registered = rounded(registered * scatter(f"registered{year}", "0.0008"), 2)
        if year not in RESIDENT_10K:
            resident = rounded(resident * scatter(f"resident{year}", "0.0008"), 2)
        urban = rounded(resident * urban_share_pct(year) / 100, 2)
        if year in URBAN_10K:
            urban = Decimal(URBAN_10K[year].printed)
        table[year] = {"registered": registered, "resident": resident, "urban": urban}
    return table


def urban_share_pct(year: int) -> Decimal:
    """Urban share of residents, published or interpolated."""
    if year in URBAN_SHARE_PCT:
        return Decimal(URBAN_SHARE_PCT[year].printed)
    return between(URBAN_SHARE, year)


def crops_by_year() -> dict[int, dict[str, Decimal]]:
    """Sown areas in the printed units; early and late rice are absent where the table prints a mark."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        rice = rounded(between(RICE_10K_MU, year) * scatter(f"rice{year}", "0.004"), 2)
        row = {"rice": rice, "single": rice}
        if year in EARLY_RICE_10K_MU:
            row["early"] = Decimal(EARLY_RICE_10K_MU[year])
            row["late"] = Decimal(LATE_RICE_10K_MU[year])
            row["single"] = rice - row["early"] - row["late"]
        grain = rounded(between(GRAIN_HA, year) * scatter(f"grain{year}", "0.003"), 0)
        row["grain"] = Decimal(GRAIN_AREA_HA[year].printed) if year in GRAIN_AREA_HA else grain
        row["wheat"] = rounded(between(WHEAT_HA, year) * scatter(f"wheat{year}", "0.01"), 0)
        row["maize"] = rounded(between(MAIZE_HA, year) * scatter(f"maize{year}", "0.006"), 0)
        row["tubers"] = rounded(between(TUBERS_HA, year) * scatter(f"tubers{year}", "0.006"), 0)
        row["rapeseed"] = rounded(between(RAPESEED_HA, year) * scatter(f"rapeseed{year}", "0.006"), 0)
        row["vegetables"] = rounded(between(VEGETABLES_10K_MU, year) * scatter(f"vegetables{year}", "0.006"), 2)
        vegetables_ha = row["vegetables"] * 10000 / 15
        row["sown"] = rounded(row["grain"] + row["rapeseed"] + vegetables_ha + between(OTHER_CROPS_HA, year), 0)
        table[year] = row
    return table


def gas_by_year() -> dict[int, dict[str, Decimal]]:
    """Natural gas supplied by kind of user (10^4 m3); no vehicle gas before 2010."""
    table: dict[int, dict[str, Decimal]] = {}
    users = {
        "households": GAS_HOUSEHOLDS,
        "services": GAS_SERVICES,
        "industry": GAS_INDUSTRY,
        "vehicles": GAS_VEHICLES,
    }
    for year in YEARS:
        row = {
            user: rounded(between(anchors, year) * scatter(f"gas-{user}{year}", "0.01"), 2)
            for user, anchors in users.items()
            if year in years_of(anchors)
        }
        row["total"] = sum(row.values(), Decimal(0))
        table[year] = row
    return table
