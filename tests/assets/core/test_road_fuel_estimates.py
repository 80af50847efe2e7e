"""Fuel on the road by vehicles: vehicles × distance × consumption × density, of classes that all are known."""

from decimal import Decimal

from tests.staged_rows import DAZHU
from tests.world import QUXIAN, Row, World

KINDS = {"car_small": 1000, "motorcycle": 2000, "bus": 10, "truck_light": 20, "truck_heavy": 30}


def parameter(name: str, value: float, subject: str = "vehicles", sector: str = "") -> Row:
    return {
        "factor_id": f"{subject}.{name}.{sector}",
        "subject_code": subject,
        "property": name,
        "sector_code": sector,
        "value": 1,
        "unit_code": "t",
        "value_base": value,
    }


PARAMETERS = [
    *(parameter("distance_per_year", 10_000.0, sector=kind) for kind in KINDS),
    *(parameter("consumption_per_distance", 1e-4, sector=kind) for kind in KINDS),
    parameter("fuel_density", 0.75, "gasoline"),
    parameter("fuel_density", 0.85, "diesel"),
]


def estimates(world: World, known: dict[str, int], parameters: list[Row] = PARAMETERS) -> dict[str, Decimal]:
    unit = {"item_code": "vehicles", "unit_code": "piece", "base_unit_code": "piece"}
    vehicles = [unit | {"observation_id": kind, "sector_code": kind, "amount_base": n} for kind, n in known.items()]
    world.put("core/observations", vehicles)
    world.put("core/factor_values", parameters)
    return {row["fuel_code"]: row["amount_t"] for row in world.build("core/road_fuel_estimates")}


def test_every_class_burns_its_own_fuel(world: World) -> None:
    assert estimates(world, KINDS) == {"gasoline": 3000 * Decimal("0.75"), "diesel": 60 * Decimal("0.85")}


def test_every_class_drives_its_own_distance_and_burns_its_own_amount(world: World) -> None:
    """Cars 1,000 × 12,000 km × 0.00008 m³, motorcycles 2,000 × 4,000 × 0.00002; the others by ten of everything."""
    driven = {"car_small": (12_000.0, 8e-5), "motorcycle": (4000.0, 2e-5)}
    own = [
        parameter(name, value, sector=kind)
        for kind, values in driven.items()
        for name, value in zip(("distance_per_year", "consumption_per_distance"), values, strict=True)
    ]
    others = [row for row in PARAMETERS if row["sector_code"] not in driven]
    assert estimates(world, KINDS, [*own, *others]) == {"gasoline": 1120 * Decimal("0.75"), "diesel": 51}


def test_an_amount_is_rounded_to_the_gram(world: World) -> None:
    density = [row for row in PARAMETERS if row["property"] != "fuel_density"]
    known = estimates(
        world, {"car_small": 3, "motorcycle": 0}, [*density, parameter("fuel_density", 0.7654321, "gasoline")]
    )
    assert known == {"gasoline": Decimal("2.296296")}  # 3 × 0.7654321 = 2.2962963


def test_a_fuel_is_not_estimated_without_one_of_its_classes(world: World) -> None:
    known = {kind: vehicles for kind, vehicles in KINDS.items() if kind != "truck_heavy"}
    assert set(estimates(world, known)) == {"gasoline"}
    assert set(estimates(world, {"car_small": 1, **known} | {"motorcycle": 0})) == {"gasoline"}


def test_a_class_without_a_distance_is_not_known(world: World) -> None:
    without = [row for row in PARAMETERS if row["property"] != "distance_per_year" or row["sector_code"] != "bus"]
    assert set(estimates(world, KINDS, without)) == {"gasoline"}


def test_what_lost_is_not_known_or_is_something_else_does_not_drive(world: World) -> None:
    other_values = [parameter("carbon_content", 9.0, fuel) for fuel in ("gasoline", "diesel")]
    burnt = {"gasoline": 2250, "diesel": 51}
    assert estimates(world, KINDS, [*PARAMETERS, *other_values]) == burnt
    known = world.rows("core/observations")
    unfit: list[Row] = [{"is_preferred": False}, {"amount_base": None}, {"item_code": "cars_new"}]
    for other in unfit:
        others = [row | {"observation_id": f"other {row['sector_code']}"} | other for row in known]
        world.put("core/observations", [*known, *others])
        assert {row["fuel_code"]: row["amount_t"] for row in world.build("core/road_fuel_estimates")} == burnt
        parents = world.parents("road_fuel_estimates", f"{QUXIAN}/2020/gasoline")
        vehicles = {row["parent_id"]: row["value_used"] for row in parents if row["role"] == "vehicles"}
        assert vehicles == {"car_small": 1000, "motorcycle": 2000}
    world.put(
        "core/observations", [row | {"amount_base": None} if row["sector_code"] == "bus" else row for row in known]
    )
    assert [row["fuel_code"] for row in world.build("core/road_fuel_estimates")] == ["gasoline"]


def test_vehicles_of_another_county_or_year_burn_fuel_of_their_own(world: World) -> None:
    estimates(world, KINDS)
    here = world.rows("core/observations")
    others: list[Row] = [{"region_code": DAZHU}, {"year": 2019}]
    rows = [row | {"observation_id": f"{row['observation_id']} {other}"} | other for other in others for row in here]
    world.put("core/observations", [*here, *rows])
    found = [(row["region_code"], row["year"], row["amount_t"]) for row in world.build("core/road_fuel_estimates")]
    assert found == [
        (region, year, tonnes)
        for region, year in ((DAZHU, 2020), (QUXIAN, 2019), (QUXIAN, 2020))
        for tonnes in (51, 2250)
    ]
