"""The share of non-fossil energy under five conventions, each by hand; what one lacks, it says, and who has it."""

from decimal import Decimal

import pytest

from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, QUXIAN, SECOND, SICHUAN, Row, World

TABLE = "marts/county_indicators__non_fossil"
COAL = {"fuel_code": "electricity", "calorific": 0.1, "coal_equivalent": 0.3}


def electricity(generated: int, thermal: int, inflow: int) -> list[Row]:
    rows = {"generation": generated, "generation_thermal": thermal, "net_inflow": inflow, "use_total": 99_999}
    return [
        {"row_code": row, "fuel_code": "electricity", "amount": amount, "unit_code": "mwh"} | other
        for row, amount in rows.items()
        for other in ({}, {"region_code": DAZHU, "amount": 7_777}, {"year": 2019, "amount": 7_777})
    ]


def province(name: str, value: object, **other: object) -> Row:
    return {
        "factor_id": f"electricity.{name}",
        "subject_code": "electricity",
        "property": name,
        "value": Decimal(str(value)),
        "value_base": float(str(value)),
        "scope_code": SICHUAN,
        "valid_from": 2020,
        "valid_to": 2020,
        "unit_code": "fraction",
        "gas": "",
    } | other


SAID = ("non_fossil_share", "non_fossil_coefficient")

#: Of the rule of 2026 (发改能源〔2026〕622号), in MWh.
RULE = {
    "non_fossil_electricity_physical": 100,
    "non_fossil_electricity_traded": 200,
    "green_certificates_cancelled": 50,
    "electricity_from_grid": 1250,
}


def declared(amounts: dict[str, object]) -> list[Row]:
    """Beside them figures that say nothing of the county in this year."""
    others: list[Row] = [
        {},
        {"is_preferred": False},
        {"is_whole_year": False, "period": "2020-01"},
        {"sector_code": "industry"},
        {"facility_code": "plant"},
        {"region_code": DAZHU},
        {"year": 2019, "period": "2019"},
    ]
    return [
        {"item_code": item, "unit_code": "mwh", "base_unit_code": "mwh"}
        | {"observation_id": f"{item} {number}", "amount_base": 7_777 if other else amount}
        | other
        for item, amount in amounts.items()
        for number, other in enumerate(others)
    ]


def gross(calorific: object, coal_equivalent: object, **other: object) -> list[Row]:
    return [
        {
            "indicator_code": "energy_consumption",
            "scope": "gross",
            "accounting": accounting,
            "value": value,
            "numerator": value,
            "denominator": None if value is None else 1,
            "notation_key": "NE" if value is None else "",
            "error_key": "NA",
            "gas": "",
        }
        | other
        for accounting, value in (("calorific", calorific), ("coal_equivalent", coal_equivalent))
    ]


def shares(
    world: World,
    balance: list[Row],
    values: list[Row] | None = None,
    rule: dict[str, object] | None = None,
    consumed: list[Row] | None = None,
) -> dict[tuple[str, str], Row]:
    """Shares by scope and accounting: 1000 tce consumed by heat, 1600 by the coal that makes electricity."""
    world.make("core/regions")
    world.put("core/inventories", [{"basis_id": basis} for basis in (OFFICIAL, SECOND)])
    world.put("core/standard_coal", [COAL])
    world.put("marts/energy_balance", balance)
    # what the province says of its heat, what another one says of its electricity, what this one said a year before
    for other in ({"subject_code": "heat"}, {"scope_code": "500000"}, {"valid_from": 2019, "valid_to": 2019}):
        values = [
            *(values or []),
            *(province(name, "0.01", **other) | {"factor_id": str((name, other))} for name in SAID),
        ]
    world.put("core/factor_values", values)
    world.put("core/observations", declared(rule or {}))
    world.put("marts/county_indicators__energy", consumed or gross(1000, 1600))
    world.compute("core/region_scopes", is_judged=False)
    rows = world.build(TABLE)
    assert {row["basis_id"] for row in rows} == {OFFICIAL}, "nothing was consumed in the other"
    return {(row["scope"], row["accounting"]): row for row in rows}


def test_made_in_the_county_is_what_is_no_thermal_power(world: World) -> None:
    """600 of 1500 MWh: 60 tce of 1000, 180 of 1600."""
    found = shares(world, electricity(1500, 900, 0))
    assert found["production", "calorific"]["value"] == 6
    assert found["production", "coal_equivalent"]["value"] == Decimal("11.25")


def test_who_sends_power_out_sends_out_of_its_own_mix(world: World) -> None:
    """A third of 1500 MWh goes out, and with it a third of 600."""
    found = shares(world, electricity(1500, 900, -500))
    assert found["consumption", "calorific"]["value"] == 4
    assert found["consumption", "coal_equivalent"]["value"] == Decimal("7.5")
    assert found["production", "calorific"]["value"] == 6


def test_what_comes_in_is_of_the_mix_of_the_province(world: World) -> None:
    """600 MWh and 80 % of 500."""
    found = shares(world, electricity(1500, 900, 500), [province("non_fossil_share", "0.8")])
    assert found["consumption", "calorific"]["value"] == 10
    assert found["consumption", "coal_equivalent"]["value"] == Decimal("18.75")


@pytest.mark.parametrize("is_first", [True, False])
def test_what_the_province_says_counts_before_what_the_country_says(world: World, is_first: bool) -> None:
    """600 MWh and 80 % of 500; 100 + 200 + 50 + 65 % of 1000 MWh, at 0.3 tce."""
    values = [
        row
        for name, own, national in (("non_fossil_share", "0.8", "0.4"), ("non_fossil_coefficient", "0.65", "0.25"))
        for row in (province(name, own), province(name, national, scope_code="100000", factor_id=f"national.{name}"))
    ]
    found = shares(world, electricity(1500, 900, 500), values if is_first else values[::-1], RULE)
    assert found["consumption", "calorific"]["value"] == 10
    assert found["rule_622", "coal_equivalent"]["numerator"] == 30_000


@pytest.mark.parametrize("other", [{"valid_from": 2021, "valid_to": 2021}, {"scope_code": "500000"}], ids=str)
def test_without_the_mix_of_the_province_and_year_the_share_of_an_importer_is_not_known(
    world: World, other: Row
) -> None:
    found = shares(world, electricity(1500, 900, 500), [province("non_fossil_share", "0.8", **other)])
    row = found["consumption", "calorific"]
    assert (row["value"], row["notation_key"], row["is_incomplete"]) == (None, "NE", True)
    assert "省能源局" in row["reason_zh"]
    assert found["production", "calorific"]["value"] == 6


def test_the_rule_of_2026_adds_what_is_used_bought_and_certified_and_what_is_allocated(world: World) -> None:
    """100 + 200 + 50 + (1250 − 200 − 50) × 0.65 = 1000 MWh, 300 of 1600 tce; the coefficient is invented."""
    found = shares(world, [], [province("non_fossil_coefficient", "0.65")], RULE)
    row = found["rule_622", "coal_equivalent"]
    assert (row["value"], row["numerator"], row["denominator"]) == (Decimal("18.75"), 30_000, 1600)
    assert ("rule_622", "calorific") not in found


def test_certificates_count_up_to_what_is_drawn_from_the_grid(world: World) -> None:
    """100 + 200 + 1050, and nothing is left to allocate."""
    found = shares(
        world, [], [province("non_fossil_coefficient", "0.65")], RULE | {"green_certificates_cancelled": 9999}
    )
    assert found["rule_622", "coal_equivalent"]["numerator"] == 100 * 1350 * Decimal("0.3")


def test_of_certificates_nothing_counts_where_all_that_is_drawn_was_bought(world: World) -> None:
    """100 + 1300, though 50 less was drawn: what is allocated is negative, no certificate is."""
    rule = RULE | {"non_fossil_electricity_traded": 1300}
    row = shares(world, [], [province("non_fossil_coefficient", "0.65")], rule)["rule_622", "coal_equivalent"]
    assert row["numerator"] == 100 * (100 + 1300 - 50 * Decimal("0.65")) * Decimal("0.3")


def test_a_share_of_a_total_that_lacks_parts_says_so(world: World) -> None:
    found = shares(world, electricity(1500, 900, 0), consumed=gross(1000, 1600, is_incomplete=True))
    row = found["production", "calorific"]
    assert (row["value"], row["notation_key"], row["is_incomplete"]) == (6, "", True)
    assert row["reason_zh"] == "部分下级类别未估算"


@pytest.mark.parametrize("inflow", [0, 1])
def test_the_mix_of_the_province_is_asked_for_only_by_who_draws_on_it(world: World, inflow: int) -> None:
    row = shares(world, electricity(1500, 900, inflow))["consumption", "calorific"]
    assert (row["value"], row["notation_key"]) == ((6, "") if inflow == 0 else (None, "NE"))


def test_of_several_reasons_the_first_thing_to_find_is_named(world: World) -> None:
    """An account of electricity before the mix of what comes in, the coefficient before the figures of the rule."""
    rows = [row for row in electricity(1500, 900, 500) if row["row_code"] != "generation"]
    found = shares(world, rows, consumed=gross(None, None))
    assert found["consumption", "calorific"]["reason_zh"] == "缺少发电量或用电量"
    assert "省能源局" in found["rule_622", "coal_equivalent"]["reason_zh"]


def test_without_the_coefficient_the_rule_gives_nothing_and_names_who_publishes_it(world: World) -> None:
    row = shares(world, [], rule=RULE)["rule_622", "coal_equivalent"]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert "省能源局" in row["reason_zh"]


@pytest.mark.parametrize("missing", RULE)
def test_without_one_of_its_inputs_the_rule_gives_nothing(world: World, missing: str) -> None:
    rule = {item: amount for item, amount in RULE.items() if item != missing}
    row = shares(world, [], [province("non_fossil_coefficient", "0.65")], rule)["rule_622", "coal_equivalent"]
    assert (row["value"], row["notation_key"]) == (None, "NE")
    assert "下网电量" in row["reason_zh"]


def test_without_an_account_of_electricity_or_energy_the_reason_names_it(world: World) -> None:
    assert shares(world, [])["production", "calorific"]["reason_zh"] == "缺少发电量或用电量"
    found = shares(world, electricity(1500, 900, 0), consumed=gross(None, None))
    assert {row["value"] for row in found.values()} == {None}
    assert found["production", "calorific"]["reason_zh"] == "缺少能源消费总量"


def test_what_is_used_by_the_coal_that_makes_electricity_is_the_headline(world: World) -> None:
    assert [key for key, row in shares(world, []).items() if row["is_headline"]] == [("consumption", "coal_equivalent")]


@pytest.mark.parametrize(
    ("about", "roles"),
    [
        ("production", {"generation", "generation_thermal", "coefficient", "denominator"}),
        ("consumption", {"generation", "generation_thermal", "net_inflow", "factor", "coefficient", "denominator"}),
        ("rule_622", {*RULE, "factor", "coefficient", "denominator"}),
    ],
)
def test_a_share_leads_to_all_that_makes_it(world: World, about: str, roles: set[str]) -> None:
    values = [province("non_fossil_share", "0.8"), province("non_fossil_coefficient", "0.65")]
    shares(world, electricity(1500, 900, 500), values, RULE)
    row = f"{OFFICIAL}/{QUXIAN}/2020/non_fossil_share//{about}//coal_equivalent/0//false/0/0"
    assert {parent["role"] for parent in world.parents("county_indicators", row)} == roles


def test_a_share_names_the_figures_of_the_county_and_what_the_nearest_says_of_its_electricity(world: World) -> None:
    """Not those of an industry or a plant, nor what the province says of heat, nor the country where it says itself."""
    own = [province("non_fossil_share", "0.8"), province("non_fossil_coefficient", "0.65")]
    national = [row | {"factor_id": f"national {row['factor_id']}", "scope_code": "100000"} for row in own]
    shares(world, electricity(1500, 900, 500), own + national, RULE)

    def told(scope: str) -> list[tuple[str, float]]:
        row = f"{OFFICIAL}/{QUXIAN}/2020/non_fossil_share//{scope}//coal_equivalent/0//false/0/0"
        return [(parent["parent_id"], parent["value_used"]) for parent in world.parents("county_indicators", row)]

    consumed = f"{OFFICIAL}/{QUXIAN}/2020/energy_consumption//gross//coal_equivalent/0//false/0/0"
    last = [("2020/electricity", 0.3), (consumed, 1600)]
    assert told("consumption") == [
        (f"{QUXIAN}/2020/generation/electricity", 1500),
        (f"{QUXIAN}/2020/generation_thermal/electricity", 900),
        (f"{QUXIAN}/2020/net_inflow/electricity", 500),
        ("electricity.non_fossil_share", 0.8),
        *last,
    ]
    assert told("rule_622") == [
        *((f"{item} 0", float(str(RULE[item]))) for item in sorted(RULE)),
        ("electricity.non_fossil_coefficient", 0.65),
        *last,
    ]


def test_what_is_made_and_used_elsewhere_changes_nothing_and_is_no_input(world: World) -> None:
    shares(world, electricity(1500, 900, 500), [province(name, "0.8") for name in SAID], RULE)

    def here() -> tuple[list[Row], list[Row]]:
        place = f"{OFFICIAL}/{QUXIAN}/2020/%"
        world.show_lineage("county_indicators")
        told = world.query(f"from lineage.county_indicators where child_id like '{place}' order by all")
        return world.rows(TABLE, f"basis_id = '{OFFICIAL}' and region_code = '{QUXIAN}' and year = 2020"), told

    alone = here()
    world.surround()
    world.compute(TABLE)
    assert here() == alone
    assert len(world.rows(TABLE)) > 3 * len(alone[0])
