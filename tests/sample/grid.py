"""Electricity by sector and month, kWh: what was used in the county and what the company sold.

Here: the model of the grid company's file. Not here: its row names and encoding (grid_csv.py).

Used = sold + line losses + own use of the coal plants + waste-heat power used at the cement works: the
statistical 全社会用电量 holds all of them, so the 用电 block is above the 售电 block in industry alone.
"""

from __future__ import annotations

from decimal import Decimal

from tests.sample.energy import coal_generation, waste_heat_generation
from tests.sample.interpolation import between, rounded, scatter, years_of

# Sold, 10^4 kWh a year.
SOLD_10K_KWH = {
    "agriculture": {2005: "590", 2012: "1120", 2024: "2510"},
    "mining": {2005: "1180", 2012: "2050", 2018: "720", 2024: "410"},
    "food": {2005: "820", 2014: "3300", 2024: "5900"},
    "textile": {2005: "610", 2014: "2900", 2024: "7400"},
    "paper": {2005: "460", 2012: "380", 2016: "120"},
    "minerals": {2005: "2100", 2009: "5300", 2010: "11900", 2015: "16900", 2020: "16300", 2024: "12900"},
    "other_manufacturing": {2005: "2350", 2014: "7600", 2024: "15100"},
    "utilities": {2005: "640", 2014: "2100", 2024: "3900"},
    "construction": {2005: "280", 2014: "1490", 2024: "2480"},
    "transport": {2005: "310", 2014: "1560", 2024: "3620"},
    "trade": {2005: "1090", 2014: "4460", 2024: "9480"},
    "other_services": {2005: "1720", 2014: "6450", 2024: "14100"},
    "urban": {2005: "3420", 2010: "6900", 2015: "12400", 2020: "19800", 2024: "26300"},
    "rural": {2005: "5060", 2010: "9300", 2015: "15900", 2020: "24100", 2024: "30400"},
}
LOSS_SHARE = {2005: "0.088", 2014: "0.062", 2024: "0.041"}
OWN_USE_SHARE = {2005: "0.076", 2014: "0.069", 2024: "0.066"}

# Per cent of the year by month: homes peak in the hot summer and at New Year, kilns rest in winter.
MONTHS = {
    "homes": (10.2, 8.9, 7.0, 6.3, 6.2, 7.3, 10.6, 12.4, 9.0, 6.6, 6.8, 8.7),
    "services": (8.9, 7.8, 7.7, 7.4, 7.7, 8.7, 9.9, 10.3, 8.6, 7.4, 7.4, 8.2),
    "farms": (5.6, 5.5, 7.2, 9.6, 11.4, 9.7, 10.1, 10.4, 8.3, 8.1, 7.4, 6.7),
    "industry": (7.4, 6.2, 8.5, 8.7, 8.8, 8.6, 8.6, 8.5, 8.7, 8.7, 8.8, 8.5),
    "kilns": (5.1, 4.2, 8.8, 9.9, 10.1, 9.5, 8.1, 8.3, 9.6, 10.0, 9.4, 7.0),
    "plants": (10.1, 8.6, 8.8, 7.6, 6.8, 6.3, 7.9, 9.4, 7.5, 7.7, 8.9, 10.4),
}
SEASONS = {
    "agriculture": "farms",
    "minerals": "kilns",
    "construction": "industry",
    "transport": "services",
    "trade": "services",
    "other_services": "services",
    "urban": "homes",
    "rural": "homes",
}
MANUFACTURING = ("food", "textile", "paper", "minerals", "other_manufacturing")
Months = list[Decimal]


def monthly(key: str, year: int, annual_10k_kwh: Decimal, season: str) -> Months:
    """Spread a year over twelve months with a small scatter, kWh with two decimals."""
    weights = [
        Decimal(str(weight)) * scatter(f"{key}{year}-{month}", "0.02") for month, weight in enumerate(MONTHS[season], 1)
    ]
    return [rounded(annual_10k_kwh * 10000 * weight / sum(weights), 2) for weight in weights]


def sold_by_sector(year: int) -> dict[str, Months]:
    """Electricity sold to each elementary sector by month."""
    sold: dict[str, Months] = {}
    for sector, anchors in SOLD_10K_KWH.items():
        if year not in years_of(anchors):
            continue
        annual = between(anchors, year) * scatter(f"sold-{sector}{year}", "0.012")
        sold[sector] = monthly(f"sold-{sector}", year, annual, SEASONS.get(sector, "industry"))
    return sold


def used_by_sector(year: int) -> dict[str, Months]:
    """Electricity used by each elementary sector by month: sold, plus what never passed a sales meter."""
    used = sold_by_sector(year)
    sold_months = [sum(values, Decimal(0)) for values in zip(*used.values(), strict=True)]
    losses = [rounded(value * between(LOSS_SHARE, year), 2) for value in sold_months]
    own_use = monthly("own-use", year, coal_generation(year) * between(OWN_USE_SHARE, year), "plants")
    waste_heat = monthly("waste-heat", year, waste_heat_generation(year), "kilns")
    used["utilities"] = add(used["utilities"], losses, own_use)
    used["minerals"] = add(used["minerals"], waste_heat)
    return used


def add(*series: Months) -> Months:
    """Sum of monthly series."""
    return [sum(values, Decimal(0)) for values in zip(*series, strict=True)]


def aggregates(sectors: dict[str, Months]) -> dict[str, Months]:
    """Elementary sectors and their sums; the total is the sum of three industries and homes, exactly."""
    rows = dict(sectors)
    rows["manufacturing"] = add(*(rows[sector] for sector in MANUFACTURING if sector in rows))
    rows["industry"] = add(rows["mining"], rows["manufacturing"], rows["utilities"])
    rows["primary_industry"] = rows["agriculture"]
    rows["secondary_industry"] = add(rows["industry"], rows["construction"])
    rows["tertiary_industry"] = add(rows["transport"], rows["trade"], rows["other_services"])
    rows["residential"] = add(rows["urban"], rows["rural"])
    rows["whole_society"] = add(
        rows["primary_industry"], rows["secondary_industry"], rows["tertiary_industry"], rows["residential"]
    )
    return rows
