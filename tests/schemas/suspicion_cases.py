"""Figures that stand out against the year before, and figures that only look as if they did."""

from __future__ import annotations

from collections.abc import Callable
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

#: Printed to a hundredth, of which one ends in a zero; a table of whole numbers, of which it can be no other way.
PLACES = [
    row | {"amount": row["amount_base"]}
    for year, more in ((2018, 0), (2019, 1), (2020, 2))
    for row in [
        *herd(year, *(f"{cents + more}.25" for cents in (10, 20, 30, 40)), f"{50 + more}.5"),
        *(row | {"unit_code": "piece"} for row in herd(year, 11, 21, 31, 41, 50, table=POPULATION)),
    ]
]


def rounded(to: int) -> Callable[[list[Row]], list[Row]]:
    """The last year printed to so many places."""

    def change(rows: list[Row]) -> list[Row]:
        amounts = {row["observation_id"]: round(float(row["amount_base"]), to) for row in rows[20:25]}
        return [row | {"amount": f"{amounts.get(row['observation_id'], row['amount'])}"} for row in rows]

    return change


#: A quarter of the figures of the year before are blank, and one that was blank then; months that are to come.
GAPS = [
    *(
        row | {"fuel_code": fuel}
        for year in (2019, 2020)
        for fuel in ("raw_coal", "coke", "diesel")
        for row in herd(year, 10, 20, 30, 40)
    ),
    *(row | {"fuel_code": "lpg", "amount_base": None} for year in (2019, 2020) for row in herd(year, 0)),
    *(
        row | {"fuel_code": "diesel", "period": f"{year}-{month:02}", "table_name": POPULATION}
        for year, last in ((2019, 12), (2020, 6))
        for month in range(1, 13)
        for row in herd(year, month if month <= last else None)
    ),
]
GAPS[21:24] = [row | {"amount_base": None} for row in GAPS[21:24]]


def blanks(*places: int) -> Callable[[list[Row]], list[Row]]:
    """These rows left blank."""
    return lambda rows: [row | {"amount_base": None} if at in places else row for at, row in enumerate(rows)]


def by_month(item: str, *amounts: object, year: int = 2020, **other: Any) -> list[Row]:
    """A plant's figures of a year, as many months as there are."""
    return [
        of_year(year, item, amount, period=f"{year}-{month:02}", facility_code="kiln", **other) | {"amount": amount}
        for month, amount in enumerate(amounts, 1)
    ]


MEASURED = [
    *by_month("plant_ncv", *("20.3", "20.1", "20.4", "20.2", "20.5", "20.3"), fuel_code="raw_coal"),
    *by_month("plant_oxidation", *["0.99"] * 12, fuel_code="raw_coal"),  # which a guideline fixes
    *by_month("plant_clinker_factor", *["0.525"] * 5),  # too few to tell
]
METERED = [
    *by_month("plant_generation", 1100, 1312, 1209, 1077, 1433, 1519, 1600, 1481),
    *by_month("plant_fuel_consumption", *[100, 200, 300] * 4, fuel_code="diesel"),  # small figures
    *by_month("plant_clinker_output", *[2000] * 5),  # too few to tell
]
KILNS = [
    *by_month("plant_clinker_output", 300, 1000, *[1100] * 10),
    *by_month("plant_clinker_output", *[1000] * 12, year=1980),  # before kilns stood still in turn
]

#: Of a county and its prefecture: all that there is, a ratio, what comes in, another year.
WITHIN = [
    of_year(2020, "clinker_output", 100),
    of_year(2020, "clinker_output", 100, region_code="511700"),
    *(
        of_year(2020, item, amount, region_code=region, sector_code=sector)
        for item, sector in (("gdp_growth", ""), ("energy_balance", "inflow_domestic"))
        for amount, region in ((9, "511725"), (1, "511700"))
    ),
    of_year(2019, "clinker_output", 10, region_code="511700"),
]
REGIONS = [
    {"region_code": code, "name_zh": name, "region_level": level, "parent_code": parent}
    for code, name, level, parent in (
        ("511725", "渠县", "county", "511700"),
        ("511700", "达州市", "prefecture", "510000"),
        ("510000", "四川省", "province", "100000"),
    )
]

#: A book, and the next one, which prints its last year once more; what was preliminary.
EDITIONS = [
    *series(100, 104, 108, first=2018, file_name="old.xlsx", file_sha256="a" * 64),
    *series(108, 112, first=2020, file_name="new.xlsx", file_sha256="b" * 64),
    *series(99, first=2019, file_name="new.xlsx", file_sha256="b" * 64, vintage="preliminary", is_preferred=False),
]
EDITIONS[2] |= {"is_preferred": False}


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
    (OBSERVED, "I-DIGITS"): (
        {OBSERVED: numbered(PLACES), "core/printed_tables": PRINTED},
        {"a tenth": rounded(1), "tens": rounded(-1)},
    ),
    (OBSERVED, "H-BLANK"): (
        {OBSERVED: numbered(GAPS), "core/printed_tables": PRINTED},
        {"a third": blanks(12), "months": blanks(38, 39, 40)},
    ),
    (OBSERVED, "I-STEADY"): (
        {OBSERVED: numbered(MEASURED)},
        {
            "copied": lambda rows: [row | {"amount_base": "20.3"} for row in rows[:6]],
            "nearly the same": lambda rows: (
                [row | {"amount_base": f"20.3{at}"} for at, row in enumerate(rows[:4])]
                + [row | {"amount_base": "20.3"} for row in rows[4:6]]
            ),
        },
    ),
    (OBSERVED, "I-ROUND"): (
        {OBSERVED: numbered(METERED)},
        {"estimated": lambda rows: [rows[0], rows[1] | {"amount": 1300}, *rows[2:]]},
    ),
    (OBSERVED, "I-STAGGER"): (
        {OBSERVED: numbered(KILNS)},
        {"a year by twelve": lambda rows: [rows[0] | {"amount_base": 1000}, *rows[1:]]},
    ),
    (OBSERVED, "H-WITHIN"): (
        {OBSERVED: numbered(WITHIN), "core/regions": REGIONS[:2]},
        {"more than the prefecture": lambda rows: [rows[0] | {"amount_base": 101}, *rows[1:]]},
    ),
    (OBSERVED, "H-BREAK"): (
        {OBSERVED: numbered(EDITIONS)},
        {
            "a new definition": lambda rows: [*rows[:3], rows[3] | {"amount_base": 120}, *rows[4:]],
            "another source": lambda rows: [
                *rows[:3],
                *(row | {"amount_base": 90, "source_id": "diary"} for row in rows[3:5]),
                *rows[5:],
            ],
        },
    ),
}
