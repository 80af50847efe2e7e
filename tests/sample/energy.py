"""Power plants, cement works, other products and the energy account of industry, 2005-2025.

Here: the model behind forms 205-1 and 205-2 and the yearbook's products. Not here: layouts, grid months.

Coal plants, 10^4 kWh: 渠县火电厂 (24 MW, shut after 2010), the old 华蓥山 plant (retired after 2008, its
site has still to be confirmed) and 600 MW from 2006. Published years stand in facts.py, others are synthetic.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from tests.sample.facts import (
    LARGE_PLANT_10K_KWH,
    LARGE_PLANT_MODELLED_10K_KWH,
    OLD_PLANT_10K_KWH,
    SMALL_PLANT_10K_KWH,
    WASTE_HEAT_10K_KWH,
)
from tests.sample.interpolation import YEARS, between, rounded, scatter, years_of
from tests.sample.series import gas_by_year

COEFFICIENTS_TCE = {
    "raw_coal": "0.7143",
    "coke": "0.9714",
    "gasoline": "1.4714",
    "diesel": "1.4571",
    "fuel_oil": "1.4286",
    "lpg": "1.7143",
    "natural_gas": "13.3000",
    "heat": "0.03412",
    "electricity": "1.2290",
}
DECIMALS = {"natural_gas": 2, "electricity": 2}

SMALL_PLANT_SYNTHETIC = {2007: "13240", 2008: "9860", 2010: "5120"}
OLD_PLANT_SYNTHETIC = {2005: "172500"}
LARGE_PLANT_SYNTHETIC = {
    2007: "241300", 2010: "238400", 2011: "261700", 2012: "249600", 2013: "263900", 2014: "246200",
    2015: "237500", 2017: "239800", 2018: "228300", 2019: "219600", 2020: "211400", 2021: "229700",
    2022: "251200", 2023: "243600", 2024: "236400", 2025: "253400",
}  # fmt: skip
# Coal per kWh generated, standard coal: small and old units until 2008, then 2 x 300 MW with retrofits.
COAL_RATE_G_PER_KWH = {2005: "345", 2006: "338", 2009: "327", 2014: "318", 2020: "309", 2024: "304"}
HEAT_COAL_T = {2018: "17800", 2024: "31400"}
PLANT_DIESEL_T = {2005: "905", 2006: "1480", 2009: "760", 2024: "310"}

HYDRO_10K_KWH = {
    2005: "13900", 2010: "15200", 2015: "16100", 2021: "17400", 2022: "13100", 2023: "24800", 2024: "31600",
    2025: "32900",
}  # fmt: skip
WASTE_HEAT_SYNTHETIC = {2010: "3150", 2015: "4390", 2016: "4422", 2024: "3460"}
INCINERATOR_10K_KWH = {2021: "7900", 2022: "10650", 2024: "10980"}
SOLAR_10K_KWH = {2017: "240", 2020: "1120", 2024: "3870", 2025: "4850"}

# Designed for 1.28 Mt of clinker a year from July 2009; a second, smaller works from 2014.
CLINKER_10KT = {
    2009: "46.8", 2010: "109.6", 2011: "121.4", 2012: "124.9", 2013: "127.6", 2014: "148.3", 2015: "155.2",
    2016: "151.7", 2017: "149.5", 2018: "154.8", 2019: "159.3", 2020: "156.1", 2021: "148.7", 2022: "130.4",
    2023: "121.9", 2024: "114.6",
}  # fmt: skip
CLINKER_SHARE = {2009: "0.712", 2012: "0.695", 2018: "0.664", 2024: "0.648"}
GROUND_CEMENT_10KT = {2005: "18.42", 2006: "20.15", 2007: "22.68", 2008: "24.31"}
KILN_COAL_TCE_PER_T = {2009: "0.1165", 2015: "0.1118", 2024: "0.1072"}
OTHER_COAL_T = {2005: "61500", 2010: "74200", 2014: "52600", 2019: "17400", 2024: "7900"}

SALT_T = {2013: "11860", 2016: "38420", 2020: "61350", 2024: "74100"}
PAPER_T = {2005: "6420", 2010: "4380", 2016: "1150"}
PAPER_NEW_T = {2024: "41200", 2025: "45600"}

COKE_T = {2005: "1180", 2010: "1420", 2015: "660", 2019: "95"}
GASOLINE_T = {2005: "262", 2012: "418", 2024: "305"}
OTHER_DIESEL_T = {2005: "730", 2012: "2260", 2024: "1980"}
FUEL_OIL_T = {2005: "148", 2010: "72"}
LPG_T = {2005: "64", 2014: "118", 2024: "46"}
HEAT_GJ = {2018: "302000", 2024: "548000"}
ELECTRICITY_10K_KWH = {
    2005: "6260",
    2009: "10900",
    2010: "17400",
    2015: "26100",
    2020: "31900",
    2024: "36700",
}
GAS_SHARE = Decimal("0.84")
NON_PRODUCTION_SHARE = {
    "raw_coal": "0.0006",
    "coke": "0",
    "gasoline": "0.62",
    "diesel": "0.21",
    "fuel_oil": "0",
    "lpg": "0.30",
    "natural_gas": "0.035",
    "heat": "0.04",
    "electricity": "0.018",
}
FEEDSTOCK_SHARE = {"coke": "0.08", "natural_gas": "0.045"}
STOCK_SHARE = {
    "raw_coal": "0.085",
    "coke": "0.05",
    "gasoline": "0.02",
    "diesel": "0.04",
    "fuel_oil": "0.06",
    "lpg": "0.03",
}


@dataclass(frozen=True)
class FuelAccount:
    """One energy of form 205-1 in its own unit; purchase + opening - closing = consumption."""

    opening: Decimal | None
    purchase: Decimal
    consumption: Decimal
    production_use: Decimal
    feedstock: Decimal | None
    other_use: Decimal
    closing: Decimal | None


def plant(year: int, *tables: dict[int, str]) -> Decimal:
    """Generation of a plant, from the first table that has the year; zero where it did not run."""
    for table in tables:
        if year in table:
            return Decimal(table[year])
    return Decimal(0)


def coal_generation(year: int) -> Decimal:
    """Generation of all coal plants, 10^4 kWh."""
    small = plant(year, SMALL_PLANT_10K_KWH, SMALL_PLANT_SYNTHETIC)
    old = plant(year, OLD_PLANT_10K_KWH, OLD_PLANT_SYNTHETIC)
    large = plant(year, LARGE_PLANT_10K_KWH, LARGE_PLANT_MODELLED_10K_KWH, LARGE_PLANT_SYNTHETIC)
    return small + old + large


def running(anchors: dict[int, str], year: int, key: str, spread: str, places: int) -> Decimal | None:
    """Scattered value inside the years of the anchors, None outside."""
    if year not in years_of(anchors):
        return None
    return rounded(between(anchors, year) * scatter(f"{key}{year}", spread), places)


def waste_heat_generation(year: int) -> Decimal:
    """Waste-heat power of the cement works, 10^4 kWh."""
    if year in WASTE_HEAT_10K_KWH:
        return Decimal(WASTE_HEAT_10K_KWH[year])
    return running(WASTE_HEAT_SYNTHETIC, year, "waste-heat", "0.01", 0) or Decimal(0)


def generation_by_year() -> dict[int, dict[str, Decimal]]:
    """Generation in the county: total, coal, hydro; the rest is waste heat, refuse and solar."""
    table: dict[int, dict[str, Decimal]] = {}
    for year in YEARS:
        hydro = rounded(between(HYDRO_10K_KWH, year) * scatter(f"hydro{year}", "0.03"), 0)
        refuse = running(INCINERATOR_10K_KWH, year, "refuse", "0.01", 0) or Decimal(0)
        solar = running(SOLAR_10K_KWH, year, "solar", "0.01", 0) or Decimal(0)
        coal = coal_generation(year)
        total = coal + hydro + refuse + solar + waste_heat_generation(year)
        table[year] = {"total": total, "coal": coal, "hydro": hydro}
    return table


def products_by_year() -> dict[int, dict[str, Decimal | None]]:
    """Cement and clinker (10^4 t), salt and paper (t); None where there is no production."""
    table: dict[int, dict[str, Decimal | None]] = {}
    for year in YEARS:
        clinker = running(CLINKER_10KT, year, "clinker", "0.004", 2)
        if clinker is None:
            cement = Decimal(GROUND_CEMENT_10KT[year])
        else:
            cement = rounded(clinker / between(CLINKER_SHARE, year), 2)
        table[year] = {
            "cement": cement,
            "clinker": clinker,
            "salt": running(SALT_T, year, "salt", "0.02", 0),
            "paper": running(PAPER_T, year, "paper", "0.02", 0) or running(PAPER_NEW_T, year, "paper", "0.02", 0),
        }
    return table


def transformation_by_year() -> dict[int, dict[str, Decimal | None]]:
    """Input to transformation (form 205-2): coal and diesel of power plants, coal for heat, tonnes."""
    table: dict[int, dict[str, Decimal | None]] = {}
    for year in YEARS:
        tce = coal_generation(year) * 10000 * between(COAL_RATE_G_PER_KWH, year) / 1000000
        table[year] = {
            "power_coal": rounded(tce / Decimal(COEFFICIENTS_TCE["raw_coal"]), 0),
            "heat_coal": running(HEAT_COAL_T, year, "heat-coal", "0.01", 0),
            "power_diesel": running(PLANT_DIESEL_T, year, "plant-diesel", "0.03", 0),
        }
    return table


def kiln_coal_t(year: int, clinker_10kt: Decimal | None) -> Decimal:
    """Coal of the cement kilns, tonnes."""
    if clinker_10kt is None:
        return Decimal(0)
    tce = clinker_10kt * 10000 * between(KILN_COAL_TCE_PER_T, year)
    return tce / Decimal(COEFFICIENTS_TCE["raw_coal"])


def consumption_by_year() -> dict[int, dict[str, Decimal | None]]:
    """Consumption of each energy by industry above the designated size, in the printed unit."""
    transformation, products, gas = transformation_by_year(), products_by_year(), gas_by_year()
    table: dict[int, dict[str, Decimal | None]] = {}
    for year in YEARS:
        inputs = transformation[year]
        coal = (
            (inputs["power_coal"] or 0)
            + (inputs["heat_coal"] or 0)
            + kiln_coal_t(year, products[year]["clinker"])
            + between(OTHER_COAL_T, year) * scatter(f"other-coal{year}", "0.02")
        )
        diesel = between(OTHER_DIESEL_T, year) * scatter(f"diesel{year}", "0.02") + (inputs["power_diesel"] or 0)
        table[year] = {
            "raw_coal": rounded(coal, 0),
            "coke": running(COKE_T, year, "coke", "0.02", 0),
            "gasoline": running(GASOLINE_T, year, "gasoline", "0.02", 0),
            "diesel": rounded(diesel, 0),
            "fuel_oil": running(FUEL_OIL_T, year, "fuel-oil", "0.03", 0),
            "lpg": running(LPG_T, year, "lpg", "0.03", 0),
            "natural_gas": rounded(gas[year]["industry"] * GAS_SHARE, 2),
            "heat": running(HEAT_GJ, year, "heat", "0.01", 0),
            "electricity": running(ELECTRICITY_10K_KWH, year, "electricity", "0.01", 2),
        }
    return table


def accounts_by_year() -> dict[int, dict[str, FuelAccount]]:
    """Form 205-1 by year and energy; the opening stock is last year's closing stock."""
    consumption = consumption_by_year()
    table: dict[int, dict[str, FuelAccount]] = {}
    for year in YEARS:
        table[year] = {}
        for fuel, used in consumption[year].items():
            if used is None:
                continue
            before = table.get(year - 1, {}).get(fuel)
            table[year][fuel] = fuel_account(year, fuel, used, before, consumption.get(year + 1, {}).get(fuel))
    return table


def fuel_account(
    year: int, fuel: str, used: Decimal, before: FuelAccount | None, next_used: Decimal | None
) -> FuelAccount:
    """Split one consumption into its uses and close it with purchases."""
    places = DECIMALS.get(fuel, 0)
    other = rounded(used * Decimal(NON_PRODUCTION_SHARE[fuel]), places)
    feedstock = None
    if fuel in FEEDSTOCK_SHARE and year >= 2008:
        feedstock = rounded((used - other) * Decimal(FEEDSTOCK_SHARE[fuel]), places)
    if fuel not in STOCK_SHARE:
        return FuelAccount(None, used, used, used - other, feedstock, other, None)
    share = Decimal(STOCK_SHARE[fuel])
    opening = rounded(used * share, places)
    if before is not None and before.closing is not None:
        opening = before.closing
    lasts = next_used is not None or year == YEARS[-1]
    closing = rounded(used * share * scatter(f"stock-{fuel}{year}", "0.15"), places) if lasts else Decimal(0)
    return FuelAccount(opening, used + closing - opening, used, used - other, feedstock, other, closing)
