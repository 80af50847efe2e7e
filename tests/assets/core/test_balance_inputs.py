"""Which figures a cell of the energy balance is made of: a printed balance as it is, else uses in full and flows."""

from collections.abc import Callable

from tests.world import QUXIAN, Row, World

DAZHU = "511724"
YEARS = {"returns": (QUXIAN, 2020), "balance": (QUXIAN, 2019), "few": (DAZHU, 2020), "fewer": (DAZHU, 2019)}


def figure(name: str, item: str, sector: str, fuel: str, amount: object, unit: str = "t", **other: object) -> Row:
    region, year = YEARS[name.split(":")[0]]
    about = {"observation_id": name, "item_code": item, "sector_code": sector, "fuel_code": fuel}
    where = {"region_code": region, "year": year, "period": str(year)}
    return about | where | {"amount_base": amount, "unit_code": unit, "base_unit_code": unit} | other


OBSERVED = [
    figure("returns:mined", "coal_output", "", "", 400),
    figure("returns:bought", "industry_energy_purchase", "industry", "raw_coal", 1000),
    figure("returns:bought diesel", "industry_energy_purchase", "industry", "diesel", 9),
    figure("returns:all bought", "industry_energy_purchase", "industry", "energy_total", 999, "tce", is_total=True),
    figure("returns:sold", "oil_retail_sales", "whole_society", "diesel", 500),
    figure("returns:kerosene", "oil_retail_sales", "whole_society", "kerosene", 3),
    figure("returns:power used", "electricity_use", "whole_society", "", 60, "mwh", is_total=True),
    figure("returns:made", "electricity_generation", "", "", 100, "mwh"),
    figure("returns:material", "industry_energy_feedstock", "industry", "raw_coal", 20),
    figure("returns:lost", "line_loss", "", "", 5, "mwh"),
    figure("returns:lost by a plant", "line_loss", "", "", 9, "mwh", facility_code="P1"),
    figure("returns:trade", "energy_survey_use", "trade", "raw_coal", 0, value_status="zero_or_none"),
    figure("returns:ships", "transport_fuel_use", "waterway", "diesel", 30),
    figure("returns:foreign ships", "transport_fuel_use", "bunkers_marine", "diesel", 7),
    figure("returns:consumed", "industry_energy_consumption", "industry", "diesel", 100),
    figure("returns:surveyed", "energy_survey_use", "industry", "diesel", 40),
    figure("returns:transformed", "energy_transformation_input", "power", "diesel", 50),
    figure("returns:thrice", "transport_fuel_use", "railway", "coke", 8),
    figure("returns:old", "coal_output", "", "", 1, is_preferred=False),
    figure("returns:half", "coal_output", "", "", 2, is_whole_year=False),
    figure("returns:unknown", "coal_output", "", "", None, value_status="not_available"),
    figure("balance:industry", "energy_balance", "industry", "raw_coal", 270),
    figure("balance:all", "energy_balance", "final_total", "raw_coal", 300, is_total=True),
    figure("balance:all coal", "energy_balance", "industry", "coal_total", 290, "tce", is_total=True),
    figure("balance:none", "energy_balance", "export", "raw_coal", 0, value_status="zero_or_none"),
    figure("balance:no line", "energy_balance", "whole_society", "raw_coal", 1),
    figure("balance:beside", "coal_output", "", "", 5),
    figure("balance:no balance", "transport_fuel_use", "transport", "raw_coal", 6),
    figure("few:mined", "coal_output", "", "", 50),
    figure("few:lost", "line_loss", "", "", 4, "mwh"),
    figure("few:made", "electricity_generation", "", "", 7, "mwh"),
    figure("few:from fuels", "electricity_generation_thermal", "", "", 3, "mwh"),
    figure("fewer:mined", "coal_output", "", "", 60),
    figure("fewer:power used", "electricity_use", "whole_society", "", 8, "mwh"),
    figure("fewer:old balance", "energy_balance", "industry", "raw_coal", 1, is_preferred=False),
]


def used(name: str, sector: str, fuel: str, sign: int, amount: object, rule: str, data_class: str) -> Row:
    """A row of the energy account; what a share leaves of a figure is of no account here."""
    region, year = YEARS[name.split(":")[0]]
    where = {"region_code": region, "year": year, "sector_code": sector, "fuel_code": fuel, "observation_id": name}
    parts = {"observed_amount": amount, "amount_base": "0.5", "base_unit_code": "t", "share": 1}
    return where | parts | {"sign": sign, "rule_code": rule, "data_class": data_class}


SOLD = "sold_less_other_uses"
USED = [
    used("returns:material", "industry", "raw_coal", -1, 20, "reported", "B"),
    used("returns:trade", "trade", "raw_coal", 1, 0, "surveyed", "C") | {"is_none": True},
    used("returns:ships", "waterway", "diesel", 1, 30, "reported", "B"),
    used("returns:ships", "road", "diesel", -1, 30, SOLD, "C"),
    used("returns:foreign ships", "bunkers_marine", "diesel", 1, 7, "reported", "B"),
    used("returns:sold", "road", "diesel", 1, 500, SOLD, "C"),
    used("returns:consumed", "industry", "diesel", 1, 100, "stationary_share_of_reported", "C"),
    used("returns:consumed", "road", "diesel", -1, 100, SOLD, "C"),
    used("returns:surveyed", "industry", "diesel", 1, 40, "stationary_share_of_surveyed", "C"),
    used("returns:transformed", "power", "diesel", 1, 50, "reported", "B"),
    used("returns:transformed", "road", "diesel", -1, 50, SOLD, "C"),
    used("returns:thrice", "railway", "coke", 1, 8, "reported", "B") | {"is_none": True},
    used("returns:thrice", "road", "coke", 1, 8, "surveyed", "C"),
    used("returns:thrice", "waterway", "coke", -1, 8, "reported", "A") | {"is_none": True},
    used("balance:industry", "industry", "raw_coal", 1, 270, "printed_balance", "B") | {"account": "balance"},
]


def test_a_cell_is_made_of_the_figures_of_its_place_by_its_account(new_world: Callable[..., World]) -> None:
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020))
    world.put("core/observations", OBSERVED)
    world.put("core/energy_inputs", USED)
    receipts, sales = "receipts_less_output", "sold_by_retailers"
    balance, thermal, net = "printed_balance", "generation_less_thermal", "use_less_generation"
    expected = [
        ("indigenous_production", "raw_coal", "returns:mined", "reported", 1, 400, "t", False, "B"),
        ("inflow_domestic", "raw_coal", "returns:mined", receipts, -1, 400, "t", False, "C"),
        ("inflow_domestic", "raw_coal", "returns:bought", receipts, 1, 1000, "t", False, "C"),
        ("inflow_domestic", "raw_coal", "returns:trade", receipts, 1, 0, "t", True, "C"),
        ("inflow_domestic", "coke", "returns:thrice", receipts, 1, 8, "t", False, "C"),
        ("inflow_domestic", "diesel", "returns:sold", sales, 1, 500, "t", False, "B"),
        ("inflow_domestic", "electricity", "returns:power used", net, 1, 60, "mwh", False, "B"),
        ("inflow_domestic", "electricity", "returns:made", net, -1, 100, "mwh", False, "B"),
        ("feedstock", "raw_coal", "returns:material", "reported", 1, 20, "t", False, "B"),
        ("loss", "electricity", "returns:lost", "reported", 1, 5, "mwh", False, "B"),
        ("industry", "electricity", "returns:lost", "use_less_losses", -1, 5, "mwh", False, "B"),
        # what vehicles of a firm burn stands with the firm; ships were sold theirs, which is no figure of transport
        ("industry", "diesel", "returns:consumed", "reported", 1, 100, "t", False, "B"),
        ("industry", "diesel", "returns:surveyed", "surveyed", 1, 40, "t", False, "C"),
        ("power", "diesel", "returns:transformed", "reported", -1, 50, "t", False, "B"),
        ("bunkers_here", "diesel", "returns:foreign ships", "reported", -1, 7, "t", False, "B"),
        ("trade", "raw_coal", "returns:trade", "surveyed", 1, 0, "t", True, "C"),
        ("transport", "diesel", "returns:sold", SOLD, 1, 500, "t", False, "C"),
        ("transport", "diesel", "returns:consumed", SOLD, -1, 100, "t", False, "C"),
        ("transport", "coke", "returns:thrice", "surveyed", 1, 8, "t", False, "C"),
        ("industry", "raw_coal", "balance:industry", balance, 1, 270, "t", False, "B"),
        ("final_total", "raw_coal", "balance:all", balance, 1, 300, "t", False, "B"),
        ("industry", "coal_total", "balance:all coal", balance, 1, 290, "tce", False, "B"),
        ("export", "raw_coal", "balance:none", balance, 1, 0, "t", True, "B"),
        ("indigenous_production", "raw_coal", "few:mined", "reported", 1, 50, "t", False, "B"),
        ("indigenous_production", "electricity", "few:made", thermal, 1, 7, "mwh", False, "B"),
        ("indigenous_production", "electricity", "few:from fuels", thermal, -1, 3, "mwh", False, "B"),
        ("power", "electricity", "few:from fuels", "reported", 1, 3, "mwh", False, "B"),
        ("loss", "electricity", "few:lost", "reported", 1, 4, "mwh", False, "B"),
        ("indigenous_production", "raw_coal", "fewer:mined", "reported", 1, 60, "t", False, "B"),
    ]
    whole = [
        (*YEARS[name.split(":")[0]], line, fuel, name, "balance" if name[:7] == "balance" else "returns", *rest)
        for line, fuel, name, *rest in expected
    ]
    found = [tuple(row.values()) for row in world.build("core/balance_inputs")]
    assert sorted(found) == sorted(whole)
