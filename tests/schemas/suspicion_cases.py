"""Figures that stand out against the year before, and figures that only look as if they did."""

from __future__ import annotations

from typing import Any

from tests.schemas.energy_cases import Faults, Row, Tables, figure

OBSERVED = "core/observations"
LIVESTOCK, POPULATION = "yearbook__livestock", "yearbook__population"
PRINTED = [{"table_name": name, "region_level": "county"} for name in (LIVESTOCK, POPULATION)]


def of_year(year: int, item: str, amount: object, **other: Any) -> Row:
    sector, fuel = other.pop("sector_code", ""), other.pop("fuel_code", "")
    return figure(item, amount, sector, fuel, **({"year": year, "period": str(year), "table_name": LIVESTOCK} | other))


def series(*amounts: object, item: str = "clinker_output", first: int = 2018, **other: Any) -> list[Row]:
    return [of_year(first + at, item, amount, **other) for at, amount in enumerate(amounts) if amount is not None]


#: The step that is in doubt is 2.82.
STEPS = [
    *series(100, 280, 300, 0, 99_999, first=2018),  # what stood still and began again is compared with when it ran
    *series(900, 330, item="cement_output", first=2019),
    # large beside small: not in force, a month without the others, another county
    of_year(2019, "cement_output", 9_999_999, is_preferred=False, vintage="preliminary"),
    of_year(2020, "cement_output", 9_999_999, period="2020-03", is_whole_year=False),
    of_year(2020, "cement_output", 9_999_999, region_code="511724"),
]
STEPS[4] = of_year(2022, "clinker_output", 300)


def herd(year: int, *amounts: object, table: str = LIVESTOCK) -> list[Row]:
    return [
        of_year(year, "energy_survey_use", a, sector_code=s, table_name=table)
        for s, a in zip(SECTORS, amounts, strict=False)
    ]


SECTORS = ("agriculture", "industry", "construction", "trade", "other_services")
COPIES = [
    *herd(2019, 10, 20, 30, 40, 50),
    *herd(2020, 10, 20, 30, 40, 51),
    *(row | {"fuel_code": "coke"} for year in (2019, 2020) for row in herd(year, 1, 2, 3, 4, table=POPULATION)),
]

#: Both rise by half; a stock at the end of a year is the one at the beginning of the next.
PAIR = [
    *series(100, 150, item="industry_energy_purchase", sector_code="industry", fuel_code="raw_coal", first=2019),
    *series(1000, 1500, item="industry_energy_consumption", sector_code="industry", fuel_code="raw_coal", first=2019),
    *series(9, 2, item="industry_energy_opening_stock", sector_code="industry", fuel_code="raw_coal", first=2019),
    *series(2, 9, item="industry_energy_closing_stock", sector_code="industry", fuel_code="raw_coal", first=2019),
]


MONTHS = [
    row | {"period": f"2020-{month:02}"}
    for month, amount in enumerate((100, 110, 90, 105, 95, 100, 100, 40, 0, 102, 98, 250), 1)
    for row in series(amount, item="plant_clinker_output", first=2020, facility_code="kiln")
]
HEADS = [
    *series(1200, 1300, item="livestock_stock_pigs", first=2019, base_unit_code="head", unit_code="10k_head"),
    *series("0.5", item="crop_output_rice", first=2019),
]


def numbered(rows: list[Row]) -> list[Row]:
    return [row | {"observation_id": f"o{number}"} for number, row in enumerate(rows)]


CASES: dict[tuple[str, str], tuple[Tables, Faults]] = {
    (OBSERVED, "H-STEP"): (
        {OBSERVED: numbered(STEPS)},
        {
            "more than that": lambda rows: [rows[0], rows[1] | {"amount_base": 284}, *rows[2:]],
            "less than that": lambda rows: [rows[0], rows[1] | {"amount_base": 31}, *rows[2:]],
            "after years of nothing": lambda rows: [*rows[:4], rows[4] | {"amount_base": 949}, *rows[5:]],
        },
    ),
    (OBSERVED, "H-COPY"): (
        {OBSERVED: numbered(COPIES), "core/printed_tables": PRINTED},
        {"last year's table": lambda rows: [*rows[:9], rows[9] | {"amount_base": 50}, *rows[10:]]},
    ),
    (OBSERVED, "H-MONTH"): (
        {OBSERVED: numbered(MONTHS)},
        {
            "a point too far right": lambda rows: [rows[0] | {"amount_base": 1234}, *rows[1:]],
            "a point too far left": lambda rows: [*rows[:11], rows[11] | {"amount_base": 25}],
        },
    ),
    (OBSERVED, "H-WHOLE"): (
        {OBSERVED: numbered(HEADS)},
        {
            "heads that were multiplied": lambda rows: [rows[0] | {"amount_base": "5024.16"}, *rows[1:]],
            "every year": lambda rows: [row | {"amount_base": f"{row['amount_base']}.5"} for row in rows[:2]],
            "half a person": lambda rows: [rows[0] | {"amount_base": "0.5", "base_unit_code": "person"}],
            "half a piece": lambda rows: [rows[0] | {"amount_base": "0.5", "base_unit_code": "piece"}],
        },
    ),
    (OBSERVED, "H-SWAP"): (
        {OBSERVED: numbered(PAIR)},
        {
            "exchanged": lambda rows: [
                rows[0],
                rows[1] | {"amount_base": 1500},
                rows[2],
                rows[3] | {"amount_base": 150},
                *rows[4:],
            ],
        },
    ),
}
