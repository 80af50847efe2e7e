"""Which figures make an activity: observed, or estimated where nothing is, by the terms of the cards."""

from collections.abc import Callable
from decimal import Decimal

from tests.world import QUXIAN, Row, World

DAZHU = "511724"

ABOUT: Row = {"item_code": "energy_survey_use", "sector_code": "industry", "fuel_code": "diesel"}


def observation(name: str, amount: object, unit: str = "t", **other: object) -> Row:
    measured = {"amount_base": amount, "unit_code": unit, "base_unit_code": unit}
    return ABOUT | measured | {"observation_id": name} | other


OBSERVED = [
    observation("one", 10),
    observation("none", 0, value_status="zero_or_none", facility_code="P1"),
    observation("little", 0, value_status="below_half_unit", facility_code="P5"),
    observation("of last year", 11, year=2019, period="2019"),
    observation("of the neighbour", 12, region_code=DAZHU, source_id="yearbook"),
    observation("of a survey", 13, sector_code="trade", source_id="survey"),
    observation("heads", 14, "head", item_code="livestock_stock_sheep", sector_code="", fuel_code=""),
    observation("of another sector", 90, sector_code="construction"),
    observation("of another fuel", 91, fuel_code="gasoline"),
    observation("of another item", 92, item_code="industry_energy_purchase"),
    observation("lost", 93, is_preferred=False, facility_code="P2"),
    observation("half", 94, is_whole_year=False, facility_code="P3"),
    observation("unknown", None, value_status="not_available", facility_code="P4"),
]

#: The tables of two sources; what a source prints best counts as its worst table does, of a third nothing is known.
TABLES: list[Row] = [
    {"table_name": "yearbook__gdp", "data_class": "A"},
    {"table_name": "survey__diesel", "data_class": "A"},
    {"table_name": "survey__coal", "data_class": "D"},
    {"table_name": "survey__gas", "data_class": "C"},
]

ESTIMATED: Row = ABOUT | {"year": 2018, "amount": "9.5", "base_unit_code": "t", "rule": "surrogate", "after_year": 2019}

TERMS: list[Row] = [
    ABOUT | {"category_code": "E.2", "activity_sector_code": "industry", "activity_fuel_code": "diesel"},
    ABOUT
    | {"category_code": "E.3", "activity_item_code": "steel_output", "term_set": 2, "term": 3, "sign": -1, "lag": 1},
    ABOUT | {"category_code": "E.4", "sector_code": "trade", "activity_sector_code": "other_services"},
    {"category_code": "A.3", "item_code": "livestock_stock_sheep", "activity_item_code": "livestock_stock_sheep"},
    ABOUT | {"category_code": "E.5.1", "parent_kind": "energy_use"},
]


def test_an_activity_is_made_of_the_figures_that_its_terms_name(new_world: Callable[..., World]) -> None:
    """A term that lags takes the figure of a year for the year after it."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2018, 2019, 2020, 2021))
    world.put("core/observations", OBSERVED)
    world.put("core/estimates", [ESTIMATED | {"data_class": "D"}])
    world.put("core/printed_tables", TABLES)
    usual = {"parent_kind": "observation", "activity_item_code": ""}
    world.put("core/category_activities", [usual | term for term in TERMS])
    figures = [
        (QUXIAN, 2020, "observation", "one", 10, "t", "B", False),
        (QUXIAN, 2020, "observation", "none", 0, "t", "B", True),
        (QUXIAN, 2020, "observation", "little", 0, "t", "B", False),
        (QUXIAN, 2019, "observation", "of last year", 11, "t", "B", False),
        (DAZHU, 2020, "observation", "of the neighbour", 12, "t", "A", False),
        (QUXIAN, 2018, "estimate", f"{QUXIAN}/2018/energy_survey_use/industry/diesel", Decimal("9.5"), "t", "D", False),
    ]
    expected = [
        row
        for region, year, *figure in figures
        for row in (
            (region, year, "E.2", "industry", "diesel", "", 1, 1, 1, *figure),
            (region, year + 1, "E.3", "", "", "steel_output", 2, 3, -1, *figure),
        )
    ]
    survey = ("observation", "of a survey", 13, "t", "D", False)
    expected.append((QUXIAN, 2020, "E.4", "other_services", "", "", 1, 1, 1, *survey))
    heads = ("observation", "heads", 14, "head", "B", False)
    expected.append((QUXIAN, 2020, "A.3", "", "", "livestock_stock_sheep", 1, 1, 1, *heads))
    found = [tuple(row.values()) for row in world.build("core/activity_inputs")]
    assert sorted(found) == sorted(expected)
