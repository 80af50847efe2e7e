"""Fuel on the road by vehicles: vehicles × distance × consumption × density, of classes that all are known."""

from decimal import Decimal

from tests.world import Row, World

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
