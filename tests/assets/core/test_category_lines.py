"""Where a category stands: in the forms, and in the CO2 by which plans are assessed."""

import pytest

from tests.world import OFFICIAL, SECOND, World

WASTE_TO_ENERGY = {
    "category_code": "W.3.1",
    "provincial_line_code": "waste.solid",
    "provincial_line_if_energy": "energy.fossil.energy_industries",
    "ipcc_2006_code": "4.C.1",
    "ipcc_2006_code_if_energy": "1.A.1.a",
}


def part_of(world: World, code: str, ipcc: str, **other: object) -> str:
    world.make("core/bases")
    card = {"category_code": code, "ipcc_2006_code": ipcc, "ipcc_2006_code_if_energy": ipcc}
    world.put("core/categories", [card | other])
    (row,) = world.build("core/category_lines")
    return str(row["assessed_part"])


@pytest.mark.parametrize(
    ("code", "ipcc", "other", "part"),
    [
        ("E.2", "1.A.2", {}, "fuel"),
        ("E.1", "1.A", {}, "fuel"),
        ("E.10", "1.B.2.b", {}, ""),
        ("P.1", "2.A.1", {}, ""),
        ("M.1", "1.A.3.a.i", {"is_in_total": False}, ""),
        ("S2.1", "", {"is_in_total": False}, "electricity"),
        ("S2.2", "", {"is_in_total": False}, ""),
    ],
)
def test_assessed_co2_is_combustion_and_net_electricity(
    world: World, code: str, ipcc: str, other: dict[str, object], part: str
) -> None:
    assert part_of(world, code, ipcc, **other) == part


@pytest.mark.parametrize(
    ("code", "ipcc", "is_process"),
    [
        ("P.1", "2.A.1", True),
        ("P.4", "2.B.5", True),
        ("P.3", "2.C.1", True),
        ("E.7", "2.D", False),
        ("P.12", "2.F.1", False),
        ("E.2", "1.A.2", False),
        ("S2.1", "", False),
    ],
)
def test_processes_of_industry_are_minerals_chemicals_and_metals(
    world: World, code: str, ipcc: str, is_process: bool
) -> None:
    part_of(world, code, ipcc)
    assert [row["is_industrial_process"] for row in world.rows("core/category_lines")] == [is_process]


@pytest.mark.parametrize(
    ("sector", "lines"),
    [("waste", ("waste.solid", "4.C.1", "")), ("energy", ("energy.fossil.energy_industries", "1.A.1.a", "fuel"))],
)
def test_waste_that_gives_energy_stands_where_the_basis_says(
    world: World, sector: str, lines: tuple[str, str, str]
) -> None:
    world.make("core/bases")
    world.put("core/bases", [row | {"waste_energy_sector": sector} for row in world.rows("core/bases")])
    world.put("core/categories", [WASTE_TO_ENERGY])
    (row,) = world.build("core/category_lines")
    assert (row["provincial_line_code"], row["ipcc_2006_code"], row["assessed_part"]) == lines


def test_each_basis_has_its_line_of_each_category(world: World) -> None:
    """One counts waste that gives energy as energy, the other as waste; a process outside the total is not assessed."""
    world.make("core/bases")
    (basis,) = world.rows("core/bases")
    sectors = {
        sector: basis | {"basis_id": name, "waste_energy_sector": sector}
        for name, sector in ((OFFICIAL, "energy"), (SECOND, "waste"))
    }
    world.put("core/bases", sectors.values())
    process = {"provincial_line_code": "ippu.cement", "provincial_line_if_energy": "ippu.cement"}
    process |= {"ipcc_2006_code": "2.A", "ipcc_2006_code_if_energy": "2.A"}
    world.put(
        "core/categories",
        [
            WASTE_TO_ENERGY,
            process | {"category_code": "P.1"},
            process | {"category_code": "M.9", "is_in_total": False},
        ],
    )
    waste = {"energy": ("energy.fossil.energy_industries", "1.A.1.a", True, "fuel", False)}
    waste |= {"waste": ("waste.solid", "4.C.1", True, "", False)}
    names = ("provincial_line_code", "ipcc_2006_code", "is_in_total", "assessed_part", "is_industrial_process")
    found = {
        (row["basis_id"], row["category_code"]): tuple(row[name] for name in names)
        for row in world.build("core/category_lines")
    }
    assert found == {
        (basis["basis_id"], code): line
        for sector, basis in sectors.items()
        for code, line in {
            "W.3.1": waste[sector],
            "P.1": ("ippu.cement", "2.A", True, "", True),
            "M.9": ("ippu.cement", "2.A", False, "", False),
        }.items()
    }
