"""Which factor values an emission rests on: those of its own factor, and the shares of its own fuel, each once."""

from decimal import Decimal

from schemas.contract import load_contract
from tests.world import QUXIAN, SECOND, SICHUAN, Row, World

#: An emission, and one that is like it but for one thing: each has a factor, and a share, of its own.
EMISSION: Row = {
    "category_code": "E.2",
    "sector_code": "industry",
    "fuel_code": "diesel",
    "item_code": "",
}
OTHERS: dict[str, Row] = {
    "basis_id": {"basis_id": SECOND},
    "region_code": {"region_code": SICHUAN},
    "year": {"year": 2021},
    "category_code": {"category_code": "E.3"},
    "sector_code": {"sector_code": "construction"},
    "fuel_code": {"fuel_code": "gasoline"},
    "item_code": {"item_code": "sown_area_rice"},
    "gas": {"gas": "CH4"},
}
KEY = load_contract("core", "emissions").key


def emission(**other: object) -> Row:
    usual = {"basis_id": "provincial_2011-sar", "region_code": QUXIAN, "year": 2020, "gas": "CO2"}
    return usual | EMISSION | other


def of_factor(row: Row) -> Row:
    """What an emission asks of a factor: its factor region stands for the region."""
    return {name: value for name, value in row.items() if name != "region_code"} | {
        "factor_region_code": row["region_code"]
    }


def rests_on(world: World) -> list[tuple[str, str, bool]]:
    """Emissions by what sets them apart from the first one, with their factor values."""
    names = {tuple(emission(**other)[key] for key in KEY): name for name, other in ({"": {}} | OTHERS).items()}
    found = world.build("core/emission_factor_values")
    return sorted((names[tuple(row[key] for key in KEY)], row["factor_id"], row["is_multiplied"]) for row in found)


def put_regions(world: World) -> None:
    """The county shares the factors of its province for petrol, and of what it grows; for diesel it stands alone."""
    alone = [{"factor_region_code": QUXIAN}, {"region_code": SICHUAN, "factor_region_code": SICHUAN}]
    shared = [{"factor_region_code": SICHUAN}, {"region_code": SICHUAN, "factor_region_code": SICHUAN}]
    subjects: list[tuple[Row, list[Row]]] = [
        ({"fuel_code": "diesel"}, alone),
        ({"fuel_code": "gasoline"}, shared),
        ({"fuel_code": "diesel", "item_code": "sown_area_rice"}, shared),
    ]
    world.put("core/factor_regions", [subject | place for subject, places in subjects for place in places])


def test_an_emission_rests_on_the_values_of_its_own_factor_alone(world: World) -> None:
    """Those of its basis, factor region, year, category, sector, fuel, item and gas, however many chains there are."""
    rows = {"": emission()} | {name: emission(**other) for name, other in OTHERS.items()}
    put_regions(world)
    world.put("core/emissions", [row | {"emissions_t": 1} for row in rows.values()])
    shared = {"fuel_code", "item_code"}
    world.put(
        "core/factor_parts",
        [
            of_factor(row | ({"region_code": SICHUAN} if name in shared else {}))
            | {"factor_id": f"of {name}", "chain_code": "direct", "value_used": 1.0}
            for name, row in rows.items()
        ],
    )
    assert rests_on(world) == sorted((name, f"of {name}", True) for name in rows)


def test_both_ends_of_a_line_each_once_and_nothing_that_may_not_be_used(world: World) -> None:
    put_regions(world)
    world.put("core/emissions", [emission(emissions_t=1)])
    parts: list[Row] = [
        {"factor_id": "twice"},
        {"factor_id": "before", "later_factor_id": "after"},
        {"factor_id": "twice"},
        {"factor_id": "rate", "role": "rate"},
        {"factor_id": "refused", "later_factor_id": "refused too", "is_allowed": False},
    ]
    usual = of_factor(emission()) | {"chain_code": "direct", "value_used": 1.0}
    world.put("core/factor_parts", [usual | {"position": n} | part for n, part in enumerate(parts, start=1)])
    assert rests_on(world) == [("", name, True) for name in ("after", "before", "rate", "twice")]


def test_an_emission_of_a_fuel_rests_on_the_shares_that_divide_its_fuel(world: World) -> None:
    """Of its region, year, sector and fuel, in every basis and of every gas; what a thing emits rests on none."""
    rows = {"": emission()} | {name: emission(**other) for name, other in OTHERS.items()}
    world.put("core/emissions", [row | {"emissions_t": 1} for row in rows.values()])
    about = ("region_code", "year", "sector_code", "fuel_code")
    usual = {"account": "returns", "base_unit_code": "t", "amount_base": Decimal(1), "share": 1}
    cells = {
        tuple(rows[name][key] for key in about): f"share {name}"
        for name in ("", "region_code", "year", "sector_code", "fuel_code")
    }
    inputs = [
        usual | dict(zip(about, cell, strict=True)) | {"observation_id": observation, "share_factor_id": factor}
        for cell, share in cells.items()
        for observation, factor in (("a", share), ("b", share), ("c", f"rest of {share}"), ("d", ""))
    ]
    world.put("core/energy_inputs", [row | {"rule_code": "stationary_share_of_reported"} for row in inputs])
    assert rests_on(world) == sorted(
        (name, of, False)
        for name, row in rows.items()
        if name != "item_code"
        for share in (cells[tuple(row[key] for key in about)],)
        for of in (share, f"rest of {share}")
    )
