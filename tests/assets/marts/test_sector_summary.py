"""The second, third and fourth form of the provincial report: sectors by gas, shares of gases, shares of sources."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from tests.assets.marts.test_provincial_summary import cell, fill
from tests.staged_rows import DAZHU
from tests.world import FORMS, OFFICIAL, QUXIAN, SECOND, Row, World

INVENTORY = (
    cell("E.2", tonnes=60),
    cell("E.5.1", tonnes=30, is_incomplete=True, reason_code="partial", reason_zh="缺系数"),
    cell("P.10", "SF6", 1, emissions_tco2e=7),
    cell("P.10", "NF3", 1, emissions_tco2e=3),
    cell("L.1.1", tonnes=-40),
    cell("L.1.3", tonnes=5),
    cell("A.1", "CH4"),
)


def build(world: World, mart: str, key: str, *inventory: Row) -> dict[str, Row]:
    """A mart over an inventory on the project's own cards."""
    world.make("core/categories", "core/bases")
    fill(world, inventory or INVENTORY)
    return {row[key]: row for row in world.build(f"marts/{mart}")}


def test_sectors_add_up_with_and_without_land_use(world: World) -> None:
    rows = build(world, "sector_summary", "line_code")
    amounts = {line: row["emissions_tco2e"] for line, row in rows.items()}
    assert amounts == {
        "energy": 90, "ippu": 10, "agriculture": None, "lulucf": -35, "waste": None, "gross": 100, "total": 65,
    }  # fmt: skip
    assert (rows["ippu"]["sf6_tco2e"], rows["ippu"]["nf3_tco2e"], rows["gross"]["co2_tco2e"]) == (7, 3, 90)
    assert (rows["agriculture"]["ch4_key"], rows["agriculture"]["co2_key"]) == ("NE", "NA")


def test_the_total_without_land_use_is_whole_whatever_land_use_lacks(world: World) -> None:
    rows = build(world, "sector_summary", "line_code", cell("E.2", tonnes=60), cell("L.1.1"))
    assert {line: rows[line]["is_incomplete"] for line in ("gross", "total")} == {"gross": False, "total": True}


def test_land_use_alone_is_no_total_without_it(world: World) -> None:
    gross = build(world, "sector_summary", "line_code", cell("E.2"), cell("L.1.1", tonnes=-40))["gross"]
    assert (gross["emissions_tco2e"], gross["emissions_key"], gross["co2_key"]) == (None, "NE", "NE")


def test_gases_are_shares_of_the_total_without_land_use(world: World) -> None:
    rows = build(world, "gas_shares", "gas_group")
    assert {group: (row["share_pct"], row["share_key"]) for group, row in rows.items()} == {
        "CO2": (90, ""),
        "CH4": (None, "NE"),
        "N2O": (None, "NA"),
        "fluorinated": (10, ""),
    }


@pytest.mark.parametrize("mart", ["sector_summary", "gas_shares", "source_shares"])
def test_years_counties_and_bases_stand_apart(new_world: Callable[..., World], mart: str) -> None:
    """60 % of the one place is carbon dioxide, 25 % of the others."""
    world = new_world(regions=(QUXIAN, DAZHU), years=(2019, 2020), bases=(OFFICIAL, SECOND))
    here: Row = {"region_code": QUXIAN, "year": 2020, "basis_id": OFFICIAL}
    others = [here | other for other in ({"year": 2019}, {"region_code": DAZHU}, {"basis_id": SECOND})]
    build(world, mart, "year", *(cell(*about, **here) for about in (("E.2", "CO2", 60), ("A.1", "CH4", 40))))
    alone = world.rows(f"marts/{mart}")
    elsewhere = [cell(*about, **other) for about in (("E.2", "CO2", 1), ("A.1", "CH4", 3)) for other in others]
    world.put("marts/county_inventory", [*world.rows("marts/county_inventory"), *elsewhere])
    world.put("core/inventories", [here, *others])
    world.build_all(*FORMS)
    among = world.build(f"marts/{mart}")
    assert [row for row in among if here.items() <= row.items()] == alone
    if mart == "gas_shares":
        shares = [row["share_pct"] for row in among if row["gas_group"] == "CO2"]
        assert sorted(shares) == [25, 25, 25, 60]


def test_a_share_of_nothing_is_not_applicable(world: World) -> None:
    row = build(world, "gas_shares", "gas_group", cell("E.2", tonnes=0))["CO2"]
    assert (row["emissions_tco2e"], row["share_pct"], row["share_key"]) == (0, None, "NA")


def test_sources_are_shares_of_their_sector_and_a_net_of_sinks_has_none(world: World) -> None:
    rows = build(world, "source_shares", "line_code")
    shares = {line: (row["share_pct"], row["share_key"]) for line, row in rows.items()}
    assert shares["energy.fossil.industry_construction"] == (Decimal("66.666666667"), "")
    assert shares["energy.fossil.residential"] == (Decimal("33.333333333"), "")
    assert shares["lulucf.forest.arbor"] == shares["lulucf.forest.bamboo"] == (None, "NA")
    assert shares["agriculture.rice"] == (None, "NE")
    assert rows["lulucf.forest.bamboo"]["emissions_tco2e"] == 5
    assert rows["energy.fossil.residential"]["is_incomplete"]


@pytest.mark.parametrize("line", ["total", "gross", "energy", "energy.fossil", "memo.electricity"])
def test_sums_and_memo_items_are_no_sources(world: World, line: str) -> None:
    assert line not in build(world, "source_shares", "line_code")


def test_sources_stand_in_the_sector_they_belong_to(world: World) -> None:
    rows = build(world, "source_shares", "line_code")
    assert all(row["sector_line_code"] == line.split(".")[0] for line, row in rows.items())
    assert rows["lulucf.forest.arbor"]["parent_title_zh"] == "1.森林和其他木质生物质碳储量变化"


#: Two counties, years and bases, and how many times the amounts of this one.
PLACES: dict[tuple[str, str, int], int] = {
    (OFFICIAL, QUXIAN, 2020): 1,
    (OFFICIAL, DAZHU, 2020): 2,
    (OFFICIAL, QUXIAN, 2019): 3,
    (SECOND, QUXIAN, 2020): 4,
    (OFFICIAL, DAZHU, 2019): 5,
    (SECOND, DAZHU, 2020): 6,
}
NAMES = ("basis_id", "region_code", "year")
LACKS: Row = {"emissions_key": "NE", "mass_key": "NE", "is_incomplete": True}


def test_each_group_of_gases_is_the_sum_of_its_columns_on_one_line_of_one_form(world: World) -> None:
    """Of 100 t; of sulphur hexafluoride and nitrous oxide nothing is known, other lines and forms say other things."""
    columns = {"CO2": 60, "CH4": 10, "N2O": None, "HFCs": 5, "PFCs": 7, "SF6": None, "other": 3, "all": 100}
    lines = {("provincial", "gross"): 1, ("provincial", "total"): 50, ("ipcc", "gross"): 70}
    world.put(
        "marts/form_cells",
        [
            dict(zip(NAMES, place, strict=True))
            | {"form_code": form, "line_code": line, "gas_column": column}
            | (LACKS if amount is None else {"emissions_t": 1, "emissions_tco2e": amount * n * factor})
            for place, n in PLACES.items()
            for (form, line), factor in lines.items()
            for column, amount in columns.items()
        ],
    )
    names = (*NAMES, "gas_group", "emissions_tco2e", "emissions_key", "is_incomplete", "share_pct", "share_key")
    found = {tuple(row[name] for name in names) for row in world.build("marts/gas_shares")}
    assert found == {
        (*place, *row)
        for place, n in PLACES.items()
        for row in (
            ("CO2", 60 * n, "", False, 60, ""),
            ("CH4", 10 * n, "", False, 10, ""),
            ("N2O", None, "NE", True, None, "NE"),
            ("fluorinated", 15 * n, "", True, 15, ""),
        )
    }
    parents = world.parents("gas_shares", f"{OFFICIAL}/{DAZHU}/2020/fluorinated")
    cell = f"{OFFICIAL}/{DAZHU}/2020/provincial/gross"
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in parents] == [
        ("part", f"{cell}/PFCs", 14),
        ("part", f"{cell}/HFCs", 10),
        ("part", f"{cell}/other", 6),
        ("part", f"{cell}/SF6", None),
        ("whole", f"{cell}/all", 200),
    ]
    carbon = world.parents("gas_shares", f"{SECOND}/{QUXIAN}/2020/CO2")
    assert [(row["role"], row["value_used"]) for row in carbon] == [("part", 240), ("whole", 400)]


def test_each_source_has_its_share_of_the_whole_of_its_sector(world: World) -> None:
    """In the neighbour a sink makes a net of energy, in one year and basis, where nothing is known of homes.

    Of waste it makes none; in 2019 there was no waste.
    In the second basis shops emit nothing and of waste nothing is known.
    """
    fossil, homes, shops = "energy.fossil", "energy.fossil.residential", "energy.fossil.services"
    parents = {"total": "", "energy": "total", fossil: "energy", homes: fossil, shops: fossil}
    parents |= {"waste": "total", "waste.solid": "waste"}
    world.put(
        "core/form_lines",
        [
            {"form_code": form, "line_code": line, "parent_code": parent, "line_number": n, "line_level": n % 4}
            | {"line_title_zh": f"{form}{n}"}
            for form in ("provincial", "ipcc")
            for n, (line, parent) in enumerate(parents.items(), 1)
        ],
    )
    parts = [(line, line) for line in parents] + [("total", line) for line in parents if line != "total"]
    parts += [("energy", line) for line in (fossil, homes, shops)] + [(fossil, homes), (fossil, shops)]
    parts += [("waste", "waste.solid")]
    placed = [("provincial", *part) for part in parts] + [("ipcc", "waste", homes), ("provincial", "gross", homes)]
    world.put("core/form_parts", [{"form_code": f, "line_code": a, "part_code": b} for f, a, b in placed])
    whole: dict[tuple[str, str, int], dict[str, int | None]]
    whole = {place: {homes: 30, shops: 10, "energy": 50, "waste": 14, "waste.solid": 7} for place in PLACES}
    whole = {place: amounts | {"total": 99, "gross": 88} for place, amounts in whole.items()}
    whole[OFFICIAL, DAZHU, 2020] = whole[OFFICIAL, DAZHU, 2020] | {shops: -10, homes: None}
    whole[OFFICIAL, QUXIAN, 2019] = whole[OFFICIAL, QUXIAN, 2019] | {"waste": 0, "waste.solid": 0}
    whole[SECOND, QUXIAN, 2020] = whole[SECOND, QUXIAN, 2020] | {"waste.solid": None, shops: 0}
    strange = [{"form_code": "ipcc"}, {"gas_column": "CO2"}]
    cells = [
        dict(zip(NAMES, place, strict=True))
        | {"form_code": "provincial", "line_code": line, "gas_column": "all", "mass_key": "NA"}
        | (LACKS if amount is None else {"emissions_tco2e": amount * PLACES[place]})
        for place, amounts in whole.items()
        for line, amount in amounts.items()
    ]
    others = [row | {"emissions_tco2e": -999, "emissions_key": ""} | other for row in cells for other in strange]
    world.put("marts/form_cells", [*cells, *others])
    names = ("line_number", "line_title_zh", "line_level", "parent_title_zh", "sector_line_code", "sector_title_zh")
    names += ("emissions_tco2e", "emissions_key", "is_incomplete", "share_pct", "share_key")
    rows = world.build("marts/source_shares")
    found = {tuple(row[name] for name in (*NAMES, "line_code")): tuple(row[name] for name in names) for row in rows}
    assert len(rows) == len(found)
    energy, waste = ("energy", "能源活动"), ("waste", "废弃物处理")
    expected: dict[tuple[object, ...], tuple[object, ...]] = {}
    for place, n in PLACES.items():
        is_net = place == (OFFICIAL, DAZHU, 2020)
        shop = None if is_net else 20
        key, sold = ("NA", -20) if is_net else ("", 10 * n)
        if place == (SECOND, QUXIAN, 2020):
            shop, sold = 0, 0
        burnt = (None, "NE", True, None, "NE") if is_net else (30 * n, "", False, 60, "")
        expected[*place, homes] = (4, "provincial4", 0, "provincial3", *energy, *burnt)
        expected[*place, shops] = (5, "provincial5", 1, "provincial3", *energy, sold, "", False, shop, key)
        solid: tuple[object, ...] = (7 * n, "", False, 50, "")
        if place == (OFFICIAL, QUXIAN, 2019):
            solid = (0, "", False, None, "NA")
        if place == (SECOND, QUXIAN, 2020):
            solid = (None, "NE", True, None, "NE")
        expected[*place, "waste.solid"] = (7, "provincial7", 3, "provincial6", *waste, *solid)
    assert found == expected
    told = world.parents("source_shares", f"{OFFICIAL}/{QUXIAN}/2019/{homes}")
    cell = f"{OFFICIAL}/{QUXIAN}/2019/provincial"
    assert [(row["role"], row["parent_id"], row["value_used"]) for row in told] == [
        ("part", f"{cell}/{homes}/all", 90),
        ("whole", f"{cell}/energy/all", None),
    ]
