"""Which figures the energy account takes, where, with which sign, and how much of each: counties and years apart."""

from collections.abc import Callable
from decimal import Decimal

from tests.world import QUXIAN, Row, World

DAZHU = "511724"


def figure(name: str, item: str, sector: str, fuel: str, amount: object, **other: object) -> Row:
    """An observation that counts, unless it says otherwise."""
    about = {"item_code": item, "sector_code": sector, "fuel_code": fuel}
    measured = {"amount_base": amount, "base_unit_code": "t", "unit_code": "t", "table_name": "book__figures"}
    return about | measured | {"observation_id": name} | other


def share(name: str, fuel: str, sector: str, value: str, **other: object) -> Row:
    about = {"factor_id": name, "subject_code": fuel, "property": "stationary_share", "sector_code": sector, "gas": ""}
    return about | {"scope_code": "", "value": value, "unit_code": "fraction"} | other


SHARES = [
    share("industry own", "diesel", "industry", "0.3", scope_code=QUXIAN),
    share("industry", "diesel", "industry", "0.9"),
    share("trade own", "diesel", "trade", "0.5", scope_code=QUXIAN),
    share("trade", "diesel", "trade", "25", unit_code="pct"),
    share("first", "gasoline", "trade", "0.1"),
    share("second", "gasoline", "trade", "0.2"),
    share("older", "gasoline", "other_services", "0.4", valid_from=2010),
    share("younger", "gasoline", "other_services", "0.2", valid_from=2011),
    share("of no fuel", "", "trade", "0.6", scope_code=QUXIAN),
    share("of no sector", "diesel", "", "0.7"),
    share("other property", "diesel", "trade", "0.8", scope_code=DAZHU, property="oxidation"),
]

#: Of one county in one year both forms, the survey and what was sold.
RETURNS = [
    figure("consumed", "industry_energy_consumption", "industry", "raw_coal", 100),
    figure("material", "industry_energy_feedstock", "industry", "raw_coal", 30),
    figure("transformed", "energy_transformation_input", "power", "raw_coal", 40),
    figure("consumed d", "industry_energy_consumption", "industry", "diesel", 10),
    figure("transformed d", "energy_transformation_input", "power", "diesel", 5),
    figure("surveyed d", "energy_survey_use", "trade", "diesel", 8),
    figure("surveyed g", "energy_survey_use", "trade", "gasoline", 10),
    figure("services g", "energy_survey_use", "other_services", "gasoline", 20),
    figure("farms", "energy_survey_use", "agriculture", "diesel", 6),
    figure("sold", "oil_retail_sales", "whole_society", "diesel", 1000),
    figure("lost", "energy_survey_use", "trade", "coke", 1, is_preferred=False),
    figure("of months", "energy_survey_use", "trade", "coke", 2, is_whole_year=False),
    figure("total", "energy_survey_use", "trade", "coke", 3, is_total=True),
    figure("unknown", "energy_survey_use", "trade", "coke", None, value_status="not_available"),
]

#: Of another, without form 205-2 and what was sold; farms are in the yearbook.
FEW: list[Row] = [
    row | {"region_code": DAZHU, "year": 2019, "period": "2019"}
    for row in (
        figure("no difference", "industry_energy_consumption", "industry", "raw_coal", 50),
        # a balance of which nothing is printed hides no return
        figure("blank", "energy_balance", "trade", "coke", None, value_status="blank"),
        figure("half a year", "energy_balance", "trade", "coke", 1, is_whole_year=False),
        figure("replaced", "energy_balance", "trade", "coke", 1, is_preferred=False),
        figure("yearbook", "agricultural_diesel_use", "", "", 4),
        figure("farms again", "energy_survey_use", "agriculture", "diesel", 6),
        figure("surveyed in pct", "energy_survey_use", "trade", "diesel", 8),
        figure("gas", "energy_survey_use", "trade", "natural_gas", 0, base_unit_code="m3", unit_code="m3")
        | {"value_status": "zero_or_none"},
        figure("little", "energy_survey_use", "trade", "lpg", 0, value_status="below_half_unit"),
    )
]

#: What no share divides stands as it is, however large.
LARGE = "10000000000000000000000.000000001"

#: A balance of the first county in another year: what is made there is positive, and returns do not enter.
BALANCE: list[Row] = [
    row | {"year": 2019, "period": "2019"}
    for row in (
        figure("burnt", "energy_balance", "power", "raw_coal", -7),
        figure("nothing", "energy_balance", "heat_supply", "raw_coal", 0),
        figure("made", "energy_balance", "heat_supply", "coke", "0.5"),
        figure("b industry", "energy_balance", "industry", "raw_coal", 20),
        figure("b material", "energy_balance", "feedstock", "raw_coal", 2),
        figure("b road", "energy_balance", "transport", "diesel", 11),
        figure("b rail", "energy_balance", "transport", "raw_coal", 1),
        figure("b power", "energy_balance", "transport", "electricity", LARGE, base_unit_code="mwh", unit_code="mwh"),
        figure("beside a balance", "energy_survey_use", "trade", "raw_coal", 9),
    )
]

#: Of the other county there is a balance, of which nothing counts, and a survey that therefore does not count either.
HIDDEN: list[Row] = [
    row | {"region_code": DAZHU}
    for row in (
        figure("totals alone", "energy_balance", "final_total", "energy_total", 9, is_total=True),
        figure("totals of coal", "energy_balance", "final_total", "coal_total", 9, is_total=True),
        figure("hidden", "energy_survey_use", "trade", "raw_coal", 9),
    )
]


def taken(world: World, *rows: Row) -> list[Row]:
    world.make("core/regions")
    world.compute("core/region_scopes")
    world.put("core/factor_values", SHARES)
    world.put("core/observations", rows)
    return world.build("core/energy_inputs")


def test_each_figure_is_taken_by_the_account_of_its_county_and_year(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(DAZHU, QUXIAN), years=(2019, 2020))
    found = taken(world, *RETURNS, *FEW, *BALANCE, *HIDDEN)
    of, reported, surveyed, sold = "returns", "reported", "surveyed", "sold_less_other_uses"
    printed, allocated = ("balance", "printed_balance"), ("balance", "allocated_from_balance")
    some, of_surveyed = "stationary_share_of_reported", "stationary_share_of_surveyed"
    expected: dict[tuple[str, int], list[tuple[object, ...]]] = {
        (QUXIAN, 2020): [
            # shares are the county's own; what its power station did not burn, its cars did
            ("agriculture", "diesel", "farms", of, surveyed, 1, 6, "t", 6, 1, "", False, "C"),
            ("industry", "diesel", "consumed d", of, some, 1, 3, "t", 10, "0.3", "industry own", False, "C"),
            ("industry", "diesel", "transformed d", of, some, -1, "1.5", "t", 5, "0.3", "industry own", False, "C"),
            ("industry", "raw_coal", "consumed", of, reported, 1, 100, "t", 100, 1, "", False, "B"),
            ("industry", "raw_coal", "material", of, reported, -1, 30, "t", 30, 1, "", False, "B"),
            ("industry", "raw_coal", "transformed", of, reported, -1, 40, "t", 40, 1, "", False, "B"),
            ("other_services", "gasoline", "services g", of, of_surveyed, 1, 4, "t", 20, "0.2", "younger", False, "C"),
            ("power", "diesel", "transformed d", of, reported, 1, 5, "t", 5, 1, "", False, "B"),
            ("power", "raw_coal", "transformed", of, reported, 1, 40, "t", 40, 1, "", False, "B"),
            ("road", "diesel", "consumed d", of, sold, -1, 3, "t", 10, "0.3", "industry own", False, "C"),
            ("road", "diesel", "farms", of, sold, -1, 6, "t", 6, 1, "", False, "C"),
            ("road", "diesel", "sold", of, sold, 1, 1000, "t", 1000, 1, "", False, "C"),
            ("road", "diesel", "surveyed d", of, sold, -1, 4, "t", 8, "0.5", "trade own", False, "C"),
            ("road", "diesel", "transformed d", of, sold, -1, "3.5", "t", 5, "0.7", "industry own", False, "C"),
            ("road", "gasoline", "services g", of, sold, -1, 4, "t", 20, "0.2", "younger", False, "C"),
            ("road", "gasoline", "surveyed g", of, sold, -1, 1, "t", 10, "0.1", "first", False, "C"),
            ("trade", "diesel", "surveyed d", of, of_surveyed, 1, 4, "t", 8, "0.5", "trade own", False, "C"),
            ("trade", "gasoline", "surveyed g", of, of_surveyed, 1, 1, "t", 10, "0.1", "first", False, "C"),
        ],
        (DAZHU, 2019): [
            ("agriculture", "diesel", "yearbook", of, reported, 1, 4, "t", 4, 1, "", False, "B"),
            ("trade", "diesel", "surveyed in pct", of, of_surveyed, 1, 2, "t", 8, "0.25", "trade", False, "C"),
            ("trade", "lpg", "little", of, surveyed, 1, 0, "t", 0, 1, "", False, "C"),
            ("trade", "natural_gas", "gas", of, surveyed, 1, 0, "m3", 0, 1, "", True, "C"),
        ],
        (QUXIAN, 2019): [
            ("heat_supply", "raw_coal", "nothing", *printed, -1, 0, "t", 0, 1, "", False, "B"),
            ("industry", "raw_coal", "b industry", *printed, 1, 20, "t", 20, 1, "", False, "B"),
            ("industry", "raw_coal", "b material", *printed, -1, 2, "t", 2, 1, "", False, "B"),
            ("power", "raw_coal", "burnt", *printed, -1, -7, "t", -7, 1, "", False, "B"),
            ("railway", "raw_coal", "b rail", *allocated, 1, 1, "t", 1, 1, "", False, "C"),
            ("road", "diesel", "b road", *allocated, 1, 11, "t", 11, 1, "", False, "C"),
            ("transport", "electricity", "b power", *printed, 1, LARGE, "mwh", LARGE, 1, "", False, "B"),
        ],
        (DAZHU, 2020): [],
    }
    numbers = {"amount_base", "observed_amount", "share"}
    names = [name for name in found[0] if name not in ("region_code", "year")]
    for (region, year), rows in expected.items():
        of_it = [row for row in found if (row["region_code"], row["year"]) == (region, year)]
        assert [tuple(row[name] for name in names) for row in of_it] == [
            tuple(Decimal(str(cell)) if name in numbers else cell for name, cell in zip(names, row, strict=True))
            for row in rows
        ], (region, year)
