"""Small worlds of rules and all that each is told of them, worked out by hand: nothing where a rule has no part."""

from __future__ import annotations

from typing import Any

from tests.schemas.energy_cases import ACCOUNT, BESIDE_FORMS, FORMS, OBSERVED, Row, Tables, figure, taken, used
from tests.schemas.suspicion_cases import POPULATION, PRINTED, by_month, herd, numbered, of_year, series
from tests.schemas.total_cases import OIL, SHUT_BEFORE, TABLES, behind, change, printed
from tests.schemas.total_cases import cell as inventory_cell
from tests.staged_rows import DAZHU
from tests.world import SECOND

#: Where the figure stands that a finding names, and where others do: later in the alphabet, and earlier.
HERE = {"file_name": "m.xlsx", "sheet": "5", "cell": "M5"}
AFTER = {"file_name": "z.xlsx", "sheet": "9", "cell": "Z9"}
BEFORE = {"file_name": "a.xlsx", "sheet": "1", "cell": "A1"}
AT_M5 = {"file": "m.xlsx", "sheet": "5", "cell": "M5"}

#: Tables and what is told of them, a row a finding: columns that the rule gives, figures as numbers.
Told = tuple[Tables, list[Row]]


def observed(*rows: Row) -> Tables:
    return {OBSERVED: numbered(list(rows))}


def stocks(opening: object, purchase: object, consumption: object, closing: object) -> Tables:
    """Form 205-1 of a fuel; what was used stands between the others."""
    amounts = {"opening_stock": opening, "purchase": purchase, "consumption": consumption, "closing_stock": closing}
    places = {"opening_stock": BEFORE, "purchase": AFTER, "consumption": HERE, "closing_stock": AFTER}
    return observed(
        *(
            figure(f"industry_energy_{name}", amount, "industry", "raw_coal", **places[name])
            for name, amount in amounts.items()
        )
    )


def thermal(mwh: object, kw: object) -> Tables:
    return observed(figure("electricity_generation_thermal", mwh), figure("power_capacity_thermal", kw))


def works(*clinker: Row, cement: tuple[object, ...] = (100,)) -> Tables:
    """Clinker of some kilns, and cement of some works."""
    return observed(
        *clinker, *(figure("cement_output", t, facility_code=f"works {n}", **AFTER) for n, t in enumerate(cement))
    )


def kilns(output: object, *fired: tuple[object, object, Row]) -> Tables:
    """Coal and its heating value, of a period or a kiln each, and what they made together."""
    return observed(
        figure("clinker_output", output),
        *(
            figure(item, amount, "", "raw_coal", **apart)
            for coal, heat, apart in fired
            for item, amount in (("clinker_coal", coal), ("clinker_coal_ncv", heat))
        ),
    )


def grid(
    used_: tuple[object, ...], sold: tuple[object, ...], lost: tuple[object, ...], made: tuple[object, ...]
) -> Row:
    """Power of a county, a figure each of its companies and stations."""
    items = (
        ("electricity_use", "whole_society", used_, HERE),
        ("electricity_sold", "whole_society", sold, AFTER),
        ("line_loss", "", lost, AFTER),
        ("electricity_generation", "", made, AFTER),
    )
    return observed(
        *(
            figure(item, amount, sector, facility_code=f"company {number}", **place)
            for item, sector, amounts, place in items
            for number, amount in enumerate(amounts)
        ),
        # a branch of what is used
        figure("electricity_use", 1, "industry", **AFTER),
    )


def institutions(*inputs: Row, whole: object = 10, part: object = 11, more: tuple[Row, ...] = ()) -> Tables:
    """Gas of public institutions beside that of other services, and the cells that either is of."""
    gas = {"fuel_code": "natural_gas", "base_unit_code": "t"}
    return {
        "core/energy_use": [
            used(whole, "other_services", "natural_gas"),
            used(part, "public_institutions", "natural_gas"),
            *more,
        ],
        "core/energy_inputs": [
            gas | {"sector_code": row["sector_code"], "observation_id": row["observation_id"]} for row in inputs
        ],
        OBSERVED: list(inputs),
    }


def gas(amount: object, sector: str, place: Row) -> Row:
    return figure("gas_sales", amount, sector, "natural_gas", observation_id=f"{sector}/{amount}", **place)


def months(item: str, amount: object, year: int = 2020, count: int = 12, **other: Any) -> list[Row]:
    return [of_year(year, item, amount, period=f"{year}-{month:02}", **other) for month in range(1, count + 1)]


def burnt(position: int, value: float, **other: Any) -> Row:
    return {
        "category_code": "W.3.1",
        "item_code": "waste_incinerated",
        "chain_code": "incineration",
        "position": position,
        "value_used": value,
    } | other


#: Whose figures are not those of a series, by what tells them apart.
APART: dict[str, Row] = {
    "county": {"region_code": DAZHU},
    "product": {"item_code": "cement_output"},
    "use": {"sector_code": "trade"},
    "fuel": {"fuel_code": "coke"},
    "plant": {"facility_code": "another"},
}
LAST_YEAR = {"year": 2019, "period": "2019"}

#: Of a county, and of its prefecture a ninth of that: what is no part of the same thing there.
NO_PART: dict[str, Row] = {
    "net import": {"item_code": "heat_import_net"},
    "per person": {"item_code": "protein_per_person"},
    "difference": {"item_code": "energy_balance", "sector_code": "difference"},
    "plant": {"facility_code": "kiln"},
    "loss": {"amount_base": -9},
}
REGIONS = [
    {"region_code": code, "name_zh": name, "region_level": level, "parent_code": parent}
    for code, name, level, parent in (
        ("511725", "渠县", "county", "511700"),
        ("511700", "达州市", "prefecture", "510000"),
    )
]
DIGITS = (["1.25", "2.5", "2.5", "2.5", "2.5"], ["2.5"] * 5)  # hundredths and tenths


def within(*rows: Row) -> Tables:
    return observed(*rows) | {"core/regions": REGIONS}


def digits(*years: list[str], first: int = 2018, **other: Any) -> list[Row]:
    """Five figures a year as they are printed."""
    return [
        row | {"amount": row["amount_base"]} | other | {"period": str(row["year"])}
        for at, amounts in enumerate(years)
        for row in herd(first + at, *amounts)
    ]


def edition(book: str, *amounts: object, first: int, preferred: tuple[int, ...] = (), **other: Any) -> list[Row]:
    """A book that prints a series, of which some years are in force."""
    return [
        row | {"file_name": f"{book}.xlsx", "file_sha256": book * 64, "is_preferred": row["year"] in preferred}
        for row in series(*amounts, first=first, **other)
    ]


def total(*more: tuple[str, list[Row]], pct: object = 21) -> Tables:
    """The county that rose, and more rows of its tables."""
    tables = TABLES | {"marts/yearly_changes": [change(pct), *TABLES["marts/yearly_changes"][1:]]}
    for table, rows in more:
        tables = tables | {table: [*tables[table], *rows]}
    return tables


CELLS, CHANGES, SOURCES = "marts/county_inventory", "marts/yearly_changes", "marts/category_sources"
#: What is told of the county that rose: the coal of the category that moved most.
ROSE: Row = {"cell": "C20", "label": "渠县 2020", "found": "+21%", "difference": "+10.0", "other": 2019}


def coal(of: int, amount: object, at: str, **other: Any) -> Row:
    """A figure of the series that moved most, but for what is said of it."""
    row = printed("energy_survey_use", of, 0, at) | {"amount_base": amount} | other
    parts = ("item_code", "sector_code", "fuel_code", "facility_code", "period", "region_code")
    return row | {"observation_id": " ".join(str(row.get(part, "")) for part in parts) + at}


#: Rows of another series each, by what tells it apart.
OTHER_SERIES: dict[str, Row] = {
    "product": {"item_code": "industry_energy_consumption"},
    "use": {"sector_code": "industry"},
    "plant": {"facility_code": "plant"},
    "county": {"region_code": DAZHU},
}
#: A neighbour whose station shut down, by 400,000 t.
SHUT_DOWN = change(-57, region_code=DAZHU)
FELL: Row = {"cell": "F20", "label": "大竹县 2020", "found": "−57%", "difference": "−40.0", "other": 2019}
SMALL = [
    coal(year, amount, at, region_code=DAZHU, item_code="oil_retail_sales")
    for year, amount, at in ((2019, 100, "G19"), (2020, 110, "G20"))
]

CASES: dict[tuple[str, str], Told] = {
    **{
        (rule, what): told
        for rule, share in (("E-BALANCE", 0.05), ("H-ENERGY-STOCK", 0.03))
        for what, told in {
            "a fuel that is bought and not used yet": (stocks(0, 10, 0, 0), []),
            "half a tonne": (stocks(0, 5, "0.5", 0), [{"difference": 4.5, "limit": round(0.5 * share, 3)}]),
            "stocks larger than what is used": (
                stocks(2000, 3000, 1000, 3900),
                [AT_M5 | {"difference": 100, "limit": 1000 * share}],
            ),
        }.items()
    },
    ("E-CAPACITY", "a leap year to a tenth of an hour"): (thermal("8784.04", 1000), []),
    ("H-CAPACITY", "as many hours as are usual, to a tenth"): (thermal("7000.04", 1000), []),
    ("E-CAPACITY", "half a kilowatt"): (thermal(10, "0.5"), [{"found": 20_000}]),
    ("E-CAPACITY", "not even a megawatt hour"): (thermal("0.9", "0.1"), [{"found": 9000}]),
    ("H-CAPACITY", "half a kilowatt"): (thermal("0.7", "0.5"), [{"found": 1400, "expected": "1500—7000"}]),
    ("H-CAPACITY", "more hours than a year has"): (thermal(9000, 1000), [{"found": 9000, "expected": "1500—7000"}]),
    ("E-FEEDSTOCK", "coal of locomotives"): (
        {
            "core/energy_inputs": [
                *ACCOUNT,
                taken("transport_fuel_use", 500, "railway") | {"observation_id": "transport_fuel_use/railway"},
            ],
            OBSERVED: [
                *FORMS,
                *BESIDE_FORMS,
                figure("transport_fuel_use", 500, "railway", "raw_coal", observation_id="transport_fuel_use/railway"),
            ],
        },
        [],
    ),
    ("E-PART", "more gas than another sector, more petrol, a sector that uses more than services"): (
        institutions(
            part=10,
            more=(
                used(1, "industry", "natural_gas"),
                used(50, "construction", "natural_gas"),
                used(5, "other_services", "gasoline"),
                used(6, "public_institutions", "gasoline"),
            ),
        ),
        [],
    ),
    ("E-PART", "several cells"): (
        institutions(
            gas(4, "public_institutions", BEFORE),
            gas(7, "public_institutions", HERE),
            gas(10, "other_services", AFTER),
        ),
        [AT_M5 | {"found": 11, "expected": 10}],
    ),
    ("E-PART", "a figure that no cell is behind"): (institutions(), [{"file": None, "found": 11, "expected": 10}]),
    ("H-CLINKER", "a kiln that stood still"): (works(figure("clinker_output", 0)), []),
    ("H-CLINKER", "two cement works"): (works(figure("clinker_output", 98), cement=(60, 40)), []),
    ("H-CLINKER", "less than a tonne"): (works(figure("clinker_output", "0.9"), cement=("0.9",)), [{"found": 1}]),
    ("H-CLINKER", "the largest kiln of two books"): (
        works(
            figure("clinker_output", 40, facility_code="old", **BEFORE | {"cell": "X1"}),
            figure("clinker_output", 60, facility_code="new", **HERE),
            figure("clinker_output", 10, facility_code="small", file_name="z.xlsx", sheet="1", cell="B2"),
        ),
        [AT_M5 | {"found": 1.1}],
    ),
    ("H-KILN", "coal that heated a kiln and made nothing yet"): (kilns(0, (10, 23, {})), []),
    ("H-KILN", "a thousandth"): (kilns(1000, ("111.1111", 23, {})), [{"found": 2.556}]),  # 2,555.5553 GJ
    ("H-KILN", "two kilns, each by its own coal"): (
        kilns(1000, (100, 20, {"facility_code": "old"}), (50, 26, {"facility_code": "new"})),  # 3.3 GJ/t
        [],
    ),
    ("H-KILN", "two months, each by its own coal"): (
        kilns(1000, (100, 20, {"period": "2020-01"}), (50, 26, {"period": "2020-02"})),
        [],
    ),
    ("H-KILN", "the first month of coal that is too much"): (
        kilns(1000, (200, 20, HERE | {"period": "2020-01"}), (50, 26, AFTER | {"period": "2020-02"})),
        [AT_M5 | {"found": 5.3}],
    ),
    ("H-KILN", "clinker of two kilns"): (
        {
            OBSERVED: numbered(
                [
                    figure("clinker_output", 600, facility_code="old"),
                    figure("clinker_output", 400, facility_code="new"),
                    figure("clinker_coal", 150, "", "raw_coal"),
                    figure("clinker_coal_ncv", 23, "", "raw_coal"),
                ]
            )
        },
        [],
    ),
    # of 1,000 used 900 were sold or lost; 100 of own use are within 0.15 × 700 generated and 0.005 × 1,000
    ("H-SUPPLY", "two companies and two stations"): (grid((600, 400), (500, 350), (30, 20), (300, 400)), []),
    ("H-SUPPLY", "own use of nearly half"): (
        grid((1000,), (500,), (50,), (1000,)),
        [AT_M5 | {"found": 1000, "expected": 550, "other": 1000}],
    ),
    ("H-SUPPLY", "the largest company of two books"): (
        {
            OBSERVED: [
                *grid((600,), (800,), (50,), ())[OBSERVED],
                figure("electricity_use", 100, "whole_society", facility_code="small", **AFTER | {"cell": "A9"}),
            ]
        },
        [AT_M5 | {"found": 700, "expected": 850, "other": 0}],
    ),
    ("H-SUPPLY", "a branch that uses more than each company"): (
        observed(
            *grid((600, 400), (500,), (50,), (1000,))[OBSERVED],
            figure("electricity_use", 700, "industry", facility_code="works", **BEFORE),
        ),
        [AT_M5 | {"found": 1000, "expected": 550, "other": 1000}],
    ),
    ("I-CAPACITY", "two kilns"): (
        observed(
            figure("clinker_output", 500, facility_code="old", **AFTER),
            figure("clinker_output", 700, facility_code="new", **HERE),
            figure("clinker_capacity", 600, facility_code="old"),
            figure("clinker_capacity", 400, facility_code="new"),
        ),
        [AT_M5 | {"found": 1.2}],
    ),
    ("I-CAPACITY", "a thousandth"): (
        observed(figure("clinker_output", "1234.56"), figure("clinker_capacity", 1000)),
        [{"found": 1.235}],
    ),
    ("E-WET-CARBON", "nearly all is burnt"): ({"core/factor_parts": [burnt(1, 0.2), burnt(3, 0.95)]}, []),
    ("E-WET-CARBON", "of several values the largest"): (
        {
            "core/factor_parts": [
                burnt(1, value, factor_id=str(value), year=year) for value, year in ((0.4, 2019), (0.5, 2020))
            ]
        },
        [{"found": 0.5}],
    ),
    ("H-GDP", "a level of one book and a growth of another"): (
        observed(
            figure("gdp", 100, **LAST_YEAR),
            figure("gdp", 130, **HERE),
            figure("gdp_growth", 0, **AFTER),
        ),
        [AT_M5 | {"found": 1.3}],
    ),
    ("E-COVER", "three surveys, a book each"): (
        observed(
            figure("forest_cover", "0.40", **HERE),
            figure("forest_area", 300, **AFTER),
            figure("land_total", 1000, file_name="b.xlsx", sheet="2", cell="B2"),
        ),
        [AT_M5 | {"found": "40.00", "expected": "30.00", "other": "b.xlsx › 2 › B2"}],
    ),
    ("E-TO-DATE", "another book, another use, another fuel"): (
        observed(
            *(
                of_year(2020, "industry_energy_used_to_date", amount, period=period, fuel_code="raw_coal") | other
                for amount, period, other in (
                    (20, "2020-02", {}),
                    (30, "2020-03", {}),
                    (29, "2020-04", {"file_sha256": "b" * 64}),
                    (28, "2020-05", {"sector_code": "industry"}),
                    (27, "2020-06", {"fuel_code": "coke"}),
                )
            )
        ),
        [],
    ),
    ("E-UNIT-RANGE", "two kilns that are too large together"): (
        observed(
            figure("population_resident", 1000, base_unit_code="person", unit_code="person"),
            figure("clinker_output", 60_000, facility_code="old", **HERE | {"unit_code": "10kt"}),
            figure("clinker_output", 60_000, facility_code="new", **AFTER),
        ),
        [AT_M5 | {"found": "120", "other": "万吨"}],
    ),
    ("E-UNIT-SCALE", "months of two books"): (
        observed(
            figure("clinker_output", 1, **LAST_YEAR),
            figure("clinker_output", 4000, period="2020-01", **HERE),
            figure("clinker_output", 6000, period="2020-02", **AFTER),
        ),
        [AT_M5 | {"found": 10_000, "expected": 1}],
    ),
    ("H-BAND", "a figure that nothing else measures"): (
        observed(figure("protein_per_person", 70, **HERE)),  # kg, not t; 40 to 110 g a day
        [AT_M5 | {"found": "70", "expected": "0.0146 — 0.0402", "rule": "WST-03", "other": "m.xlsx › 5 › M5"}],
    ),
    ("H-STEP", "a fifth of half a tonne"): (
        observed(*series("0.5", "0.1")),
        [{"found": 0.1, "expected": 0.5, "times": "5"}],
    ),
    ("E-UNIT-SCALE", "a year of nothing"): (observed(*series(100, 0, 100, 0)), []),
    ("E-UNIT-RANGE", "a band from less than one: 8,000,000 m³ a head"): (
        # the middle of 0.1 and 6,000 is 24.5; of another fuel there is no band
        observed(
            figure("population_resident", 10),
            figure("gas_sales", 80_000_000, "whole_society", "natural_gas", **HERE),
            figure("gas_sales", 80_000_000, "whole_society", "lpg", **AFTER),
        ),
        [AT_M5 | {"found": "8e+06", "power": 6, "expected": "0.1 — 6000"}],
    ),
    ("H-BREAK", "an older book that prints nothing in the year of both"): (
        observed(
            *edition("a", 100, 0, first=2018, preferred=(2018,)),
            *edition("b", 100, 100, first=2019, preferred=(2019, 2020)),
        ),
        [],
    ),
    ("H-BAND", "as many slaughtered as stand"): (
        observed(figure("livestock_slaughtered_pigs", 700), figure("livestock_stock_pigs", 700)),
        [],
    ),
    ("H-BAND", "half a year beside a stock"): (
        observed(
            *months("livestock_slaughtered_pigs", 100, count=6, is_whole_year=False),
            figure("livestock_stock_pigs", 700),
        ),
        [],
    ),
    ("H-BAND", "cattle and buffalo together"): (
        observed(
            figure("livestock_slaughtered_cattle", 90),
            figure("livestock_stock_other_cattle", 60),
            figure("livestock_stock_buffalo", 60),
        ),
        [],
    ),
    ("H-BAND", "more than cattle and buffalo"): (
        observed(
            figure("livestock_slaughtered_cattle", 150),
            figure("livestock_stock_other_cattle", 60, **AFTER),
            figure("livestock_stock_buffalo", 60, **HERE),
        ),
        [{"found": "1.25", "other": "m.xlsx › 5 › M5"}],
    ),
    ("H-BLANK", "what was blank the year before, beside what was not"): (
        {
            OBSERVED: numbered(
                [
                    *(row for year in (2019, 2020) for row in herd(year, 1, 2, 3)),
                    *(
                        row | other
                        for year in (2019, 2020)
                        for other in ({"item_code": "industry_energy_consumption"}, {"facility_code": "plant"})
                        for row in herd(year, None, None, None)
                    ),
                ]
            ),
            "core/printed_tables": PRINTED,
        },
        [],
    ),
    **{
        ("H-BLANK", f"months that are to come, and have come in another {what}"): (
            {
                OBSERVED: numbered(
                    [
                        row | other
                        for other, last in (({}, 6), (elsewhere, 12))
                        for year in (2019, 2020)
                        for row in by_month(
                            "plant_generation",
                            *(month if year == 2019 or month <= last else None for month in range(1, 13)),
                            year=year,
                        )
                    ]
                ),
                "core/printed_tables": PRINTED,
            },
            [],
        )
        for what, elsewhere in (("county", {"region_code": DAZHU}), ("table", {"table_name": POPULATION}))
    },
    ("H-BLANK", "the latest month, which one plant of four has sent"): (
        {
            OBSERVED: numbered(
                [
                    row | {"facility_code": f"plant {plant}"}
                    for plant in range(4)
                    for year, last in ((2019, 1), (2020, None if plant else 1))
                    for row in by_month("plant_generation", 1, last, year=year)
                ]
            ),
            "core/printed_tables": PRINTED,
        },
        [{"found": 3, "count": 8}],
    ),
    ("H-BLANK", "a table of counties and of prefectures"): (
        {
            OBSERVED: numbered(
                [
                    *herd(2019, 1, 2, 3, 4),
                    *(row | {"cell": f"B{number}"} for number, row in enumerate(herd(2020, 1, None, None, None), 1)),
                ]
            ),
            "core/printed_tables": [*PRINTED, PRINTED[0] | {"region_level": "prefecture"}],
        },
        [{"cell": "B2", "found": 3, "count": 4}],
    ),
    ("H-COPY", "a table of counties and of prefectures, of several products, fuels and plants"): (
        {
            OBSERVED: numbered(
                [
                    row | other | ({"cell": f"C{at}"} if year == 2020 and not other else {})
                    for year in (2019, 2020)
                    for number, other in enumerate(
                        ({}, {"item_code": "cement_output"}, {"fuel_code": "coke"}, {"facility_code": "plant"})
                    )
                    for at, row in enumerate(herd(year, 10 * number + 1, 10 * number + 2))
                ]
            ),
            "core/printed_tables": [*PRINTED, PRINTED[0] | {"region_level": "prefecture"}],
        },
        [{"found": 8, "expected": 2019}],
    ),
    ("H-COPY", "a table of two sheets"): (
        {
            OBSERVED: numbered(
                [
                    *herd(2019, 1, 2, 3, 4, 5),
                    *(
                        row
                        | ({"file_name": "m.xlsx", "sheet": "1", "cell": "C9"} if at == 2 else AFTER | {"cell": "B1"})
                        for at, row in enumerate(herd(2020, 1, 2, 3, 4, 5))
                    ),
                ]
            ),
            "core/printed_tables": PRINTED,
        },
        [{"file": "m.xlsx", "sheet": "1", "cell": "C9", "found": 5}],
    ),
    **{
        ("H-COPY", f"figures of {len(printed_)} cells, printed {' and '.join(printed_)}"): (
            {
                OBSERVED: numbered(
                    [
                        row | {"printed_text": text}
                        for year in (2019, 2020)
                        for row, text in zip(herd(year, *map(float, printed_)), printed_, strict=True)
                    ]
                ),
                "core/printed_tables": PRINTED,
            },
            [{"found": len(printed_)}] if is_copy else [],
        )
        for printed_, is_copy in ((("1.2",), False), (("12", "13"), True), (("0.012",), False), (("1.23",), True))
    },
    # a capacity that has stood for years, beside counts that moved in each of the two before
    **{
        ("H-COPY", f"a capacity that stands, and what moves of another {what}"): (
            {
                OBSERVED: numbered(
                    [
                        row | {"printed_text": str(row["amount_base"])} | other
                        for other, amounts in (({}, (1.69,) * 4), (elsewhere, (1, 2, 3, 3)))
                        for row in series(*amounts, item="power_capacity_solar", first=2017)
                    ]
                    if what != "month"
                    else [
                        row | {"printed_text": str(row["amount_base"]), "period": f"{row['period']}{month}"}
                        for month, amounts in (("-01", (1.69,) * 4), ("-02", (1, 2, 3, 3)))
                        for row in series(*amounts, item="power_capacity_solar", first=2017)
                    ]
                ),
                "core/printed_tables": PRINTED,
            },
            [],
        )
        for what, elsewhere in (
            *(APART | {"product": {"item_code": "power_capacity_hydro"}}).items(),
            ("table", {"table_name": POPULATION}),
            ("month", {}),
        )
    },
    # a tenth of what others make in a month is no point that slipped
    **{
        ("H-MONTH", f"months of another {what}"): (
            observed(*months("clinker_output", 100), *(row | other for row in months("clinker_output", 1000))),
            [],
        )
        for what, other in APART.items()
    },
    ("H-MONTH", "months of another year"): (
        observed(*months("clinker_output", 100), *months("clinker_output", 1000, 2019)),
        [],
    ),
    ("H-MONTH", "a year beside its months"): (
        observed(*months("clinker_output", 100), of_year(2020, "clinker_output", 1200)),
        [],
    ),
    **{
        ("H-STEP", f"a larger one of another {what}"): (
            observed(*series(100, 100, first=2019), *(row | other for row in series(1000, 1000, first=2019))),
            [],
        )
        for what, other in APART.items()
    },
    ("H-STEP", "months of two books"): (
        observed(
            of_year(2019, "clinker_output", 1000),
            of_year(2020, "clinker_output", 100, period="2020-01", **HERE),
            of_year(2020, "clinker_output", 100, period="2020-02", **AFTER),
        ),
        [AT_M5 | {"found": 200, "expected": 1000}],
    ),
    # what is large and what is small stay as they were
    **{
        ("H-SWAP", f"two that rest, of another {what}"): (
            observed(*series(100, 100, first=2019), *(row | other for row in series(1000, 1000, first=2019))),
            [],
        )
        for what, other in APART.items()
    },
    ("H-SWAP", "two tables that print two products otherwise"): (
        observed(
            *series(100, 100, first=2019),
            *series(1000, 1000, item="cement_output", first=2019),
            *series(1000, 1000, first=2019, table_name=POPULATION),
            *series(100, 100, item="cement_output", first=2019, table_name=POPULATION),
        ),
        [],
    ),
    ("H-SWAP", "one that rises and one that falls a year later"): (
        observed(
            *series(100, 1000, 1000, first=2019),
            *series(1000, 1000, 100, item="cement_output", first=2019),
        ),
        [],
    ),
    ("H-SWAP", "months of two seasons"): (
        observed(
            *(
                of_year(year, item, amount, period=f"{year}-{month}")
                for year in (2019, 2020)
                for item, amounts in (("clinker_output", (100, 1000)), ("cement_output", (1000, 100)))
                for month, amount in zip(("01", "07"), amounts, strict=True)
            )
        ),
        [],
    ),
    ("H-SWAP", "mu and mu, exchanged as printed"): (
        observed(
            *(
                of_year(year, item, printed_ / 15, unit_code="mu", base_unit_code="ha")
                for item, amounts in (("sown_area_rice_early", (150, 3000)), ("sown_area_rice_late", (3000, 150)))
                for year, printed_ in zip((2019, 2020), amounts, strict=True)
            )
        ),
        [{"found": 200, "expected": 10}],
    ),
    ("H-SWAP", "mu and hectares, exchanged as printed"): (
        observed(
            *(
                of_year(year, item, printed_ / per, unit_code=unit, base_unit_code="ha")
                for item, amounts, unit, per in (
                    ("sown_area_rice_early", (150, 3000), "mu", 15),
                    ("sown_area_rice_late", (3000, 150), "ha", 1),
                )
                for year, printed_ in zip((2019, 2020), amounts, strict=True)
            )
        ),
        [{"found": 200, "expected": 150}],
    ),
    ("H-WASTE-RATE", "three books"): (
        observed(
            figure("waste_collected", 1000, **HERE),
            figure("waste_dumped", 1000, **AFTER),
            figure("population_resident_urban", 1000, **BEFORE),
        ),
        [AT_M5 | {"found": 5.48}],  # 2,000,000 kg / 365 / 1,000
    ),
    ("H-WHOLE", "broken heads in two counties"): (
        observed(
            *(
                of_year(2020, "livestock_stock_pigs", "10.5", base_unit_code="head") | {"region_code": region}
                for region in ("511725", DAZHU)
            )
        ),
        [{"found": 10.5, "count": 1}, {"found": 10.5, "count": 1}],
    ),
    ("I-ROUND", "three of six, from the second month on"): (
        observed(
            *(
                row | {"cell": f"C{number}"}
                for number, row in enumerate(by_month("plant_generation", 1311, 1300, 1322, 1000, 1333, 1700), 1)
            )
        ),
        [{"cell": "C2", "found": 3, "count": 6}],
    ),
    ("I-ROUND", "hundreds of 万 with three digits"): (
        observed(
            *(
                row | {"amount_base": row["amount"] * 10_000, "unit_code": "10kt"}
                for row in by_month("plant_generation", *range(100, 1000, 100))
            )
        ),
        [],
    ),
    ("I-ROUND", "a year that is round beside its months"): (
        observed(
            *by_month("plant_generation", *[1300] * 3, *[1311] * 9),
            of_year(2020, "plant_generation", 15_700, facility_code="kiln") | {"amount": 15_700},
        ),
        [],
    ),
    ("I-STAGGER", "power that is the same in all months"): (observed(*by_month("plant_generation", *[1000] * 12)), []),
    ("I-STAGGER", "a kiln that stood still all year"): (observed(*by_month("plant_clinker_output", *[0] * 12)), []),
    ("I-STAGGER", "a year of which no months are told"): (
        observed(of_year(2020, "plant_clinker_output", 12_000, facility_code="kiln")),
        [],
    ),
    **{
        ("H-WITHIN", f"more than the prefecture, {what}"): (
            within(
                of_year(2020, "clinker_output", 9) | other,
                of_year(2020, "clinker_output", 1, region_code="511700")
                | (other if what != "loss" else {"amount_base": -10}),
            ),
            [],
        )
        for what, other in NO_PART.items()
    },
    ("H-WITHIN", "a year of months"): (
        within(
            of_year(2020, "clinker_output", 60, period="2020-01", **HERE),
            of_year(2020, "clinker_output", 60, period="2020-02", **AFTER),
            of_year(2020, "clinker_output", 100, region_code="511700"),
        ),
        [AT_M5 | {"found": 120, "expected": 100}],
    ),
    ("H-BREAK", "a book that is never in force, beside one that begins"): (
        observed(
            *edition("a", 100, 100, first=2019, preferred=(2019, 2020)),
            *edition("b", 150, 150, first=2019),
            *edition("b", 7, first=2019, preferred=(2019,), item="cement_output"),
        ),
        [],
    ),
    ("H-BREAK", "a book before the last one"): (
        observed(
            *edition("a", 150, first=2020),
            *edition("b", 100, 100, first=2019, preferred=(2019,)),
            *edition("c", 100, first=2020, preferred=(2020,)),
        ),
        [],
    ),
    ("H-BREAK", "months of the year, another product of the book"): (
        observed(
            *(row | {"period": "2020-01"} for row in edition("a", 8, first=2020)),
            *edition("a", 70, first=2020, item="cement_output"),
            *edition("a", 100, 100, first=2019, preferred=(2019,)),
            *edition("b", 100, first=2020, preferred=(2020,)),
        ),
        [],
    ),
    ("H-BREAK", "two products, and one that changes over twice"): (
        observed(
            *(
                row | {"cell": f"{book.upper()}{row['year']}"}
                for book, amounts, first, preferred in (
                    ("a", (100, 100), 2019, (2019,)),
                    ("b", (120, 120), 2020, (2020,)),
                    ("c", (150,), 2021, (2021,)),
                )
                for row in edition(book, *amounts, first=first, preferred=preferred)
            ),
            *edition("a", 10, 10, first=2019, preferred=(2019,), item="cement_output"),
            *(row | {"cell": "X1"} for row in edition("b", 20, first=2020, preferred=(2020,), item="cement_output")),
        ),
        [
            {"cell": "B2020", "found": 120, "expected": 100},
            {"cell": "C2021", "found": 150, "expected": 120},
            {"cell": "X1", "found": 20, "expected": 10},
        ],
    ),
    **{
        ("I-DIGITS", f"the last year of this, and one more of another {what}"): (
            observed(*digits(DIGITS[0], DIGITS[0], DIGITS[1]), *digits(DIGITS[1], first=2021, **elsewhere))
            | {"core/printed_tables": [*PRINTED, PRINTED[0] | {"region_level": "prefecture"}]},
            [{"found": 0.1, "expected": 0.01}],
        )
        for what, elsewhere in (("county", {"region_code": DAZHU}), ("table", {"table_name": POPULATION}))
    },
    **{
        ("I-DIGITS", f"as two years ago, though not of another {what}"): (
            observed(*digits(DIGITS[1], DIGITS[0], DIGITS[1]), *digits(DIGITS[0], first=2018, **elsewhere))
            | {"core/printed_tables": PRINTED},
            [],
        )
        for what, elsewhere in (("unit", {"unit_code": "kt"}), ("table", {"table_name": POPULATION}))
    },
    ("H-TOTAL", "in another basis, since an earlier year"): (
        total(
            (
                CELLS,
                [inventory_cell("E.1.1", year, 9_000_000 * (year - 2019), basis_id=SECOND) for year in (2019, 2020)],
            ),
            (CELLS, [inventory_cell("E.1.1", 2018, 100_000)]),
        ),
        [ROSE],
    ),
    ("H-TOTAL", "another gas of the category"): (
        total((CELLS, [inventory_cell("E.1.1", year, t, gas="CH4") for year, t in ((2019, 5000), (2020, 15_000))])),
        [ROSE | {"difference": "+11.0"}],
    ),
    ("H-TOTAL", "categories that moved as much"): (
        total((CELLS, [inventory_cell("A.4", 2020, -90_000, gas="CH4"), inventory_cell("A.4", 2019, 0, gas="CH4")])),
        [ROSE | {"cell": "B20", "difference": "−10.0"}],
    ),
    ("H-TOTAL", "a category that fell by more"): (
        total(
            (CELLS, [inventory_cell("W.1", year, t) for year, t in ((2019, 200_000), (2020, 50_000))]),
            (SOURCES, [behind("W.1", OIL)]),
        ),
        [ROSE | {"cell": "D20", "difference": "−15.0"}],
    ),
    ("H-TOTAL", "two counties, each by its own figures"): (
        (
            total(
                (CHANGES, [SHUT_DOWN]),
                (OBSERVED, SMALL),
                (SOURCES, [behind("E.1.1", row, region_code=DAZHU, year=row["year"]) for row in SMALL]),
            )
            | {CHANGES: [change(21), SHUT_DOWN]}
        ),
        [FELL, ROSE],
    ),
    ("H-TOTAL", "two counties, one of which was last told two years ago"): (
        total(
            (CELLS, [inventory_cell("E.1.1", 2018, 400_000, region_code=DAZHU)]),
            (SOURCES, [behind("E.1.1", SHUT_BEFORE, region_code=DAZHU, year=2018)]),
        )
        | {CHANGES: [change(21), change(-57, region_code=DAZHU, earlier_year=2018)]},
        [FELL | {"other": 2018}, ROSE],
    ),
    ("H-TOTAL", "two years"): (
        total(
            (CELLS, [inventory_cell("E.1.1", 2018, 100_000)]),
            (SOURCES, [behind("E.1.1", printed("energy_survey_use", 2019, 200, "C19"), year=2019)]),
        )
        | {CHANGES: [change(21), change(25, year=2019, earlier_year=2018)]},
        [
            ROSE | {"cell": "C19", "label": "渠县 2019", "found": "+25%", "difference": "+30.0", "other": 2018},
            ROSE,
        ],
    ),
    ("H-TOTAL", "figures behind another basis, another county, another year, or not used"): (
        total(
            (
                OBSERVED,
                [
                    coal(2020, 900, f"Z{number}", item_code=item)
                    for number, item in enumerate(("coal_output", "clinker_output", "cement_output", "lime_output"))
                ],
            ),
            (
                SOURCES,
                [
                    behind("E.1.1", coal(2020, 900, f"Z{number}", item_code=item), **other)
                    for number, (item, other) in enumerate(
                        (
                            ("coal_output", {"basis_id": SECOND}),
                            ("clinker_output", {"region_code": DAZHU}),
                            ("cement_output", {"year": 2018}),
                            ("lime_output", {"is_used": False}),
                        )
                    )
                ],
            ),
        ),
        [ROSE],
    ),
    ("H-TOTAL", "a figure that lost, and one of the next year"): (
        total((OBSERVED, [coal(2020, 99_000, "Y20", is_preferred=False), coal(2021, 99_000, "C21")])),
        [ROSE],
    ),
    **{
        ("H-TOTAL", f"a figure of another {what} that nothing is behind"): (
            total((OBSERVED, [coal(2020, 900, "Z20", **other)])),
            [ROSE],
        )
        for what, other in (OTHER_SERIES | {"fuel": {"fuel_code": "coke"}, "month": {"period": "2020-06"}}).items()
    },
    # the diesel of which there were 1 t before, and not these 300 t
    **{
        ("H-TOTAL", f"a figure of the year before, of another {what}"): (
            total((OBSERVED, [coal(2019, 300, "Z19", **{"fuel_code": "diesel"} | other)])),
            [ROSE],
        )
        for what, other in (
            OTHER_SERIES
            | {
                "fuel": {"fuel_code": "coke"},
                "month": {"period": "2019-06"},
                "year": {"year": 2018, "period": "2018"},
            }
        ).items()
    },
    ("H-TOTAL", "a figure that is new"): (
        total(
            (OBSERVED, [coal(2020, 300, "N20", item_code="coal_output")]),
            (SOURCES, [behind("E.1.1", coal(2020, 300, "N20", item_code="coal_output"))]),
        ),
        [ROSE | {"cell": "N20"}],
    ),
    ("H-TOTAL", "a figure that was always large, long ago"): (
        total(
            (OBSERVED, [coal(2015, 10**6, "L15", item_code="coal_output")]),
            (SOURCES, [behind("E.1.1", coal(2015, 10**6, "L15", item_code="coal_output"))]),
        ),
        [ROSE],
    ),
    ("H-TOTAL", "a heating value that doubled beside coal that rose by a quarter"): (
        total()
        | {
            OBSERVED: [
                row | ({"amount_base": 11} if row["observation_id"] == "plant_ncv/raw_coal/2019" else {})
                for row in TABLES[OBSERVED]
            ]
        },
        [ROSE | {"cell": "E20"}],
    ),
}
