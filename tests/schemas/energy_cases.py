"""Fixtures of the rules over the energy account: what each lets pass, and what it finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Row = dict[str, Any]
Tables = dict[str, list[Row]]
Faults = dict[str, Callable[[list[Row]], list[Row]]]


def figure(item: str, amount: object, sector: str = "", fuel: str = "", **other: Any) -> Row:
    """One observation of 2020."""
    return {
        "observation_id": f"{item}/{sector}/{fuel}/{other.get('period', 2020)}",
        "item_code": item,
        "sector_code": sector,
        "fuel_code": fuel,
        "amount_base": amount,
        "unit_code": "t",
        "base_unit_code": "t",
    } | other


def changed(item: str, amount: object, sector: str = "") -> Callable[[list[Row]], list[Row]]:
    """The figure of an item replaced."""

    def change(rows: list[Row]) -> list[Row]:
        assert any(row["item_code"] == item for row in rows)
        return [
            row | {"amount_base": amount} if (row["item_code"], row["sector_code"]) == (item, sector) else row
            for row in rows
        ]

    return change


def used(amount: object, sector: str, fuel: str) -> Row:
    return {"sector_code": sector, "fuel_code": fuel, "amount": amount, "unit_code": "t"}


def taken(item: str, amount: object, sector: str, sign: int = 1) -> Row:
    """An input of the account: raw coal of industry, all of it."""
    return {
        "sector_code": sector,
        "fuel_code": "raw_coal",
        "observation_id": f"{item}/{'power' if item == 'energy_transformation_input' else 'industry'}/raw_coal/2020",
        "sign": sign,
        "amount_base": amount,
        "observed_amount": amount,
        "share": 1,
        "base_unit_code": "t",
    }


def cell(line: str, fuel: str, amount: object, tce: object, form: str = "full") -> Row:
    """A cell of the printed balance; what adds up in tonnes does so in standard coal, both ways."""
    return {
        "form_code": form,
        "line_code": line,
        "line_title_zh": line,
        "line_number": 1,
        "line_level": 1,
        "fuel_code": fuel,
        "fuel_title_zh": fuel,
        "column_number": 1,
        "amount": amount,
        "amount_key": "NA" if amount is None else "",
        "unit_code": "t",
        "calorific_tce": tce,
        "coal_equivalent_tce": tce,
        "printed_amount_key": "NA",
        "rule_code": "sum",
    }


#: Households in town and country, raw coal and coke: 30 t and 12 t, and all of it in standard coal.
HOUSEHOLDS = [
    cell("residential", "raw_coal", 30, 21),
    cell("urban", "raw_coal", 10, 7),
    cell("rural", "raw_coal", 20, 14),
    cell("urban", "coke", 12, 11),
    cell("urban", "coal_total", 10, 7),
    cell("urban", "energy_total", None, 18),
    cell("residential", "energy_total", None, 18),
]


STOCKS = [
    figure("industry_energy_opening_stock", 100, "industry", "raw_coal"),
    figure("industry_energy_purchase", 1000, "industry", "raw_coal"),
    figure("industry_energy_consumption", 1000, "industry", "raw_coal"),
    figure("industry_energy_closing_stock", 130, "industry", "raw_coal"),  # 30 are gone: 3 %
]
FORMS = [
    figure("industry_energy_consumption", 100, "industry", "raw_coal"),
    figure("industry_energy_feedstock", 30, "industry", "raw_coal"),
    figure("energy_transformation_input", 60, "power", "raw_coal"),
]
#: Small works, power that the grid sold to all of industry, a printed balance: no form says how much of it is burnt.
BESIDE_FORMS = [
    figure("energy_survey_use", 50, "industry", "raw_coal"),
    figure("industry_energy_consumption", 100, "industry", "electricity"),
    figure("electricity_use", 120, "industry", "electricity"),
    figure("energy_balance", 900, "industry", "raw_coal"),
]
ACCOUNT = [
    taken("industry_energy_consumption", 100, "industry"),
    taken("industry_energy_feedstock", 30, "industry", -1),
    taken("energy_transformation_input", 60, "industry", -1),
    taken("energy_transformation_input", 60, "power"),
    taken("energy_survey_use", 50, "industry"),
    taken("energy_balance", 900, "industry") | {"account": "balance"},
    taken("electricity_use", 120, "industry")
    | {"fuel_code": "electricity", "observation_id": "electricity_use/industry/electricity/2020"},
]
GRID = [
    figure("electricity_use", 1000, "whole_society"),
    figure("electricity_sold", 800, "whole_society"),
    figure("line_loss", 50),
    figure("electricity_generation", 1000),
    # a branch of all that is used and sold
    figure("electricity_use", 600, "industry"),
    figure("electricity_sold", 500, "industry"),
    # what stations made that reported the year before is not known yet
    figure("electricity_use", 856, "whole_society", year=2021, period="2021"),
    figure("electricity_sold", 800, "whole_society", year=2021, period="2021"),
    figure("line_loss", 50, year=2021, period="2021"),
]
STATIONS = [
    figure("electricity_generation_thermal", 4000),  # MWh of 1,000 kW
    figure("power_capacity_thermal", 1000),
    figure("electricity_generation_hydro", 0),
    figure("power_capacity_hydro", 0),
    # water that drove nothing all year: what stood still was not used too little
    figure("electricity_generation_hydro", 0, year=2019, period="2019"),
    figure("power_capacity_hydro", 500, year=2019, period="2019"),
    # a station that was taken down during the year
    figure("electricity_generation_hydro", 10, year=2018, period="2018"),
    figure("power_capacity_hydro", 0, year=2018, period="2018"),
]
PLANT = [
    figure("plant_ncv", 30, "", "raw_coal", period="2020-01"),
    figure("plant_ncv", 8, "", "raw_coal", period="2020-02"),
    figure("plant_carbon_content", "0.035", "", "raw_coal"),
    figure("plant_oxidation", 1, "", "raw_coal"),
    figure("plant_clinker_factor", "0.49"),
]
CEMENT = [
    figure("clinker_output", 98),
    figure("cement_output", 100),
    # clinker that was sold to others
    figure("clinker_output", 98, year=2019, period="2019"),
    figure("cement_output", 0, year=2019, period="2019"),
]
KILN = [
    figure("clinker_output", 1000),
    figure("clinker_coal", 150, "", "raw_coal"),
    figure("clinker_coal_ncv", 23, "", "raw_coal"),  # 3.45 GJ/t
    figure("clinker_capacity", 1000),
    # a kiln that has no coal yet, and one that was taken down
    figure("clinker_coal", 0, "", "raw_coal", year=2019, period="2019"),
    figure("clinker_coal_ncv", 23, "", "raw_coal", year=2019, period="2019"),
    figure("clinker_output", 100, year=2019, period="2019"),
    figure("clinker_capacity", 0, year=2019, period="2019"),
]

#: Twice as much petrol by vehicles as was sold; nobody knows how much diesel.

OBSERVED = "core/observations"

#: The tables that a rule lets pass, and faults that change the rows of the first of them.
CASES: dict[tuple[str, str], tuple[Tables, Faults]] = {
    ("core/energy_use", "H-ENERGY-STOCK"): (
        {OBSERVED: [*STOCKS[:3], STOCKS[3] | {"amount_base": 130}]},
        {
            "more than 3 % is gone": changed("industry_energy_closing_stock", "130.1", "industry"),
            "5 % came from nowhere": changed("industry_energy_closing_stock", 50, "industry"),
        },
    ),
    ("core/energy_use", "E-BALANCE"): (
        {OBSERVED: [*STOCKS[:3], STOCKS[3] | {"amount_base": 150}]},
        {
            "more than 5 % is gone": changed("industry_energy_closing_stock", "150.1", "industry"),
            "the sign of the purchases": changed("industry_energy_purchase", -1000, "industry"),
            "no stock to begin with": changed("industry_energy_opening_stock", 0, "industry"),
        },
    ),
    ("core/energy_use", "E-FEEDSTOCK"): (
        {"core/energy_inputs": ACCOUNT, OBSERVED: FORMS + BESIDE_FORMS},
        {
            "feedstock is burnt": lambda rows: [rows[0], *rows[2:]],
            "a transformation counts twice": lambda rows: [*rows[:2], *rows[3:]],
            "heat stations burn the feedstock": lambda rows: [*rows, rows[3] | {"sector_code": "heat_supply"}],
        },
    ),
    ("core/energy_use", "E-PART"): (
        {
            "core/energy_use": [
                used(10, "other_services", "natural_gas"),
                used(10, "public_institutions", "natural_gas"),
                used(20, "other_services", "electricity"),
                used(20, "public_institutions", "electricity"),
                used(99, "public_institutions", "gasoline"),
            ],
            "core/energy_inputs": [
                {
                    "sector_code": "public_institutions",
                    "fuel_code": fuel,
                    "observation_id": f"gas/public/{fuel}",
                    "base_unit_code": "t",
                }
                for fuel in ("natural_gas", "electricity")
            ],
            OBSERVED: [
                figure("gas_sales", 10, "public_institutions", fuel, observation_id=f"gas/public/{fuel}")
                for fuel in ("natural_gas", "electricity")
            ],
        },
        {
            "more gas than the whole": lambda rows: [rows[0] | {"amount": "9.9"}, *rows[1:]],
            "more electricity than the whole": lambda rows: [*rows[:2], rows[2] | {"amount": "19.9"}, *rows[3:]],
        },
    ),
    ("core/energy_use", "H-SUPPLY"): (
        {OBSERVED: GRID},
        {
            "more is sold than used": changed("electricity_sold", 960, "whole_society"),
            "own use of a third": changed("electricity_sold", 500, "whole_society"),
            "more is used than sold, and nothing is generated": lambda rows: [
                rows[0] | {"amount_base": 856},
                rows[1],
                rows[2],
                rows[3] | {"amount_base": 0},
                *rows[4:],
            ],
            "more is used than sold, and nobody says what is generated": lambda rows: [
                rows[0] | {"amount_base": 856},
                *rows[1:3],
                *rows[4:],
            ],
        },
    ),
    ("core/energy_use", "E-CAPACITY"): (
        {OBSERVED: STATIONS},
        {"ten times as much": changed("electricity_generation_thermal", 40_000)},
    ),
    ("core/energy_use", "H-CAPACITY"): (
        {OBSERVED: STATIONS},
        {
            "hardly ran": changed("electricity_generation_thermal", 1499),
            "never stood still": changed("electricity_generation_thermal", 8000),
        },
    ),
    ("core/energy_use", "E-UNIT-NCV"): (
        {OBSERVED: PLANT},
        {
            "kilojoules": lambda rows: [rows[0] | {"amount_base": 20_908}, *rows[1:]],
            "kilocalories": lambda rows: [rows[0] | {"amount_base": 5000}, *rows[1:]],
            "standard coal": lambda rows: [rows[0] | {"amount_base": "0.7143"}, *rows[1:]],
        },
    ),
    ("core/energy_use", "E-CARBON"): (
        {OBSERVED: PLANT},
        {
            "tonnes a terajoule": changed("plant_carbon_content", "26.4"),
            "half is burnt": changed("plant_oxidation", "0.5"),
            "more than all is burnt": changed("plant_oxidation", 99),
        },
    ),
    ("core/energy_use", "H-CLINKER"): (
        {OBSERVED: CEMENT},
        {
            "more clinker than cement": changed("clinker_output", "98.76"),
            "hardly any": changed("clinker_output", 44),
            "two kilns together": lambda rows: [
                *(
                    rows[0] | {"observation_id": kiln, "facility_code": kiln, "amount_base": amount}
                    for kiln, amount in (("old", 49), ("new", 50))
                ),
                *rows[1:],
            ],
        },
    ),
    ("core/energy_use", "H-KILN"): (
        {OBSERVED: KILN},
        {
            "kilocalories": changed("clinker_coal_ncv", 5500),
            "standard coal": changed("clinker_coal", 110),
        },
    ),
    ("core/energy_use", "I-CAPACITY"): (
        {OBSERVED: KILN},
        {"more than a year without a stop": changed("clinker_output", "1178")},
    ),
    ("core/energy_use", "E-CLINKER-FACTOR"): (
        {OBSERVED: PLANT},
        {"kilograms": changed("plant_clinker_factor", 524), "of cement": changed("plant_clinker_factor", "0.35")},
    ),
    ("marts/energy_balance_table", "E-SUM"): (
        {"marts/energy_balance_table": HOUSEHOLDS},
        {
            "a line that is more than its parts": lambda rows: [rows[0] | {"amount": 31}, *rows[1:]],
            "a line whose standard coal is not that of its parts": lambda rows: [
                rows[0] | {"coal_equivalent_tce": 20},
                *rows[1:],
            ],
            "a column that is more than its fuels": lambda rows: [*rows[:4], rows[4] | {"amount": 22}, *rows[5:]],
            "a total of all energy that leaves a fuel out": lambda rows: [
                *rows[:5],
                rows[5] | {"calorific_tce": 7},
                rows[6],
            ],
        },
    ),
}
