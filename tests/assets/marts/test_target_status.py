"""What is said of a target under each reading: where a verdict flips, and what no verdict is given for."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

import factors
from factors.readings import Reading
from schemas.specs.target import WITH_SERIES, Target
from tests.staged_rows import DAZHU
from tests.world import OFFICIAL, SECOND, World

Row = dict[str, Any]

STEP = Decimal("0.000000001")
"""The last digit of an indicator."""


@pytest.fixture
def world() -> Iterator[World]:
    made = World()
    made.make("core/targets")
    yield made
    made.close()


def inventories(*years: int) -> list[Row]:
    return [{"year": year} for year in years]


def figure(code: str, year: int, value: object, **columns: object) -> Row:
    return {
        "indicator_code": code,
        "year": year,
        "value": value,
        "gas": "",
        "method": "",
        "is_price_base_in_force": True,
        "error_key": "NA" if "error_pct" not in columns else "",
        **columns,
    }


def strange(figures: tuple[Row, ...]) -> list[Row]:
    """Beside each figure those of a neighbour, another basis, other prices and with land use, all far from it."""
    others: list[Row] = [
        {"region_code": DAZHU},
        {"basis_id": SECOND},
        {"price_base_year": 2010, "is_price_base_in_force": False},
        {"is_with_lulucf": True},
    ]
    return [
        row | {"value": None if row["value"] is None else 3 * Decimal(str(row["value"])) + 7, "denominator": 1} | other
        for row in figures
        for other in others
    ]


def status(world: World, target: str, year: int, *figures: Row, reading: str = "") -> Row:
    """The row of a target, of its headline reading unless another one is named."""
    world.put("core/inventories", inventories(year))
    world.put("marts/county_indicators", [*figures, *strange(figures)], is_judged=False)
    world.compute("marts/target_status")
    about = f"reading_id = '{reading}'" if reading else "is_headline"
    (row,) = world.rows("marts/target_status", f"target_id = '{target}' and {about}")
    return row


# -- every target flips at its exact threshold, under each of its readings

REGISTRY = factors.load_targets()


def trials(target: Target, reading: Reading) -> Iterator[tuple[list[Decimal], str]]:
    """Values of the years up to that of the target, the last on either side of the threshold, and the verdict."""
    limit, better = reading.threshold, STEP if target.direction == "at_least" else -STEP
    assert limit is not None
    if target.kind != "trend":
        yield [limit], "met"
        yield [limit - better], "missed"
        return
    years = target.year - target.since
    if target.direction == "not_more":
        yield [limit] * years, "met"
        yield [limit + STEP] * years, "missed"
        return
    met = "not_yet_decidable" if reading.has_no_size else "met"
    yield [n * better for n in range(1, years + 1)], met
    yield [Decimal(0)] * years, "not_yet_decidable"  # nothing changed: no change in either direction
    yield [-n * better for n in range(1, years + 1)], "missed"
    if reading.is_yearly:  # one year in which it stood still
        yield [better, better, *(n * better for n in range(3, years + 1))], "missed"


def test_each_target_flips_at_its_exact_threshold_under_each_reading(world: World) -> None:
    """One statement: every trial is a basis of its own."""
    expected, places, figures = {}, [], {}
    for _, target in REGISTRY.targets():
        if target.kind not in WITH_SERIES and target.id not in REGISTRY.thresholds:
            continue
        readings = list(REGISTRY.readings(target))
        for reading in readings:
            for number, (values, verdict) in enumerate(trials(target, reading)):
                basis = f"{target.id}-{reading.reading_id}-{number}"
                expected[basis] = (target.id, reading.reading_id, verdict)
                places.append({"basis_id": basis, "year": target.year})
                is_trend = target.kind == "trend"
                shown = [100, *(100 + value for value in values)] if is_trend else values  # points are percent of 100
                for alike in readings:  # all series that the target is about: grid factors have to agree
                    columns = alike.columns | ({"base_year": 0} if is_trend else {})
                    for year, value in enumerate(shown, target.year - len(shown) + 1):
                        key = (basis, year, *columns.values())
                        figures[key] = figure("", year, value, basis_id=basis) | columns
    world.put("core/inventories", places)
    world.put("marts/county_indicators", figures.values(), is_judged=False)
    found = {
        row["basis_id"]: (row["target_id"], row["reading_id"], row["verdict"])
        for row in world.build("marts/target_status")
        if row["basis_id"] == "-".join((row["target_id"], row["reading_id"], row["basis_id"].rpartition("-")[2]))
    }
    assert len(found) > 200
    assert {basis: verdict for basis, verdict in expected.items() if found[basis] != verdict} == {}


# -- before its year a target is judged by the rate


CO2 = {"caliber": "energy", "method": "bottom_up"}


def change(year: int, value: object, base_year: int = 2020, **columns: object) -> Row:
    return figure("co2_per_gdp", year, value, base_year=base_year, **{**CO2, **columns})


@pytest.mark.parametrize(
    ("value", "verdict"),
    [
        # 0.805 / 0.8407 = 4.2458 % a year are needed, 4.2458 % were achieved: 0.805 ** (4 / 5) = 0.84067
        ("-15.94", "on_track"),
        ("-15.93", "at_risk"),
        # 0.805 / 0.847 = 0.950413: 4.9587 % are needed, 0.8 of that is 3.9670; 0.847 ** (1 / 4) = 0.959335: 4.0665 %
        ("-15.30", "at_risk"),
        # 0.805 / 0.848 = 0.949292: 5.0708 % are needed, 0.8 of that is 4.0566; 0.848 ** (1 / 4) = 0.959619: 4.0381 %
        ("-15.20", "off_track"),
        ("3", "off_track"),
    ],
)
def test_before_its_year_a_target_is_on_track_if_the_rate_so_far_is_the_rate_that_is_needed(
    world: World, value: str, verdict: str
) -> None:
    row = status(world, "co2_per_gdp_2025", 2024, change(2024, value))
    assert row["verdict"] == verdict


def test_rates_are_geometric_for_intensities_and_points_for_shares(world: World) -> None:
    row = status(world, "co2_per_gdp_2025", 2023, change(2023, "-10"))
    # 0.805 / 0.9 = 0.894444, its root 0.94575073; the third root of 0.9 is 0.96548938
    assert (row["required_rate"], row["achieved_rate"]) == (Decimal("-5.424927"), Decimal("-3.451062"))
    share = [
        figure("non_fossil_share", year, value, scope="consumption", accounting="coal_equivalent")
        for year, value in [(2020, 20), (2023, 26)]
    ]
    row = status(world, "non_fossil_share_2025", 2023, *share)
    assert (row["required_rate"], row["achieved_rate"], row["rate_unit_zh"], row["verdict"]) == (
        2,
        2,
        "百分点/年",
        "on_track",
    )


@pytest.mark.parametrize(("value", "verdict"), [("-19.5", "met"), ("-19.4", "missed")])
@pytest.mark.parametrize("year", [2025, 2026, 2030])
def test_a_target_whose_year_has_passed_is_met_or_missed_by_the_value_of_its_year(
    world: World, year: int, value: str, verdict: str
) -> None:
    row = status(world, "co2_per_gdp_2025", year, change(2025, value), change(2026, "-30"), change(2030, "-5"))
    assert (row["value_year"], row["verdict"], row["required_key"]) == (2025, verdict, "NA")


# -- readings that disagree


def test_where_calibers_disagree_both_verdicts_stand_and_each_names_the_other(world: World) -> None:
    """As in the country from 2020 to 2025: -12.4 % by the old caliber, -17.7 % by that of 2026."""
    world.put("core/inventories", inventories(2025))
    world.put("marts/county_indicators", [change(2025, "-18"), change(2025, "-20", caliber="stat_2026")])
    world.compute("marts/target_status")
    rows = world.rows("marts/target_status", "target_id = 'co2_per_gdp_2025' and value is not null")
    assert {(row["reading_id"], row["verdict"]) for row in rows} == {
        ("energy-current-by_fuel", "missed"),
        ("stat_2026-current-by_fuel", "met"),
    }
    assert all(row["is_sensitive"] and row["is_caliber_sensitive"] for row in rows)
    assert not any(row["is_grid_factor_sensitive"] or row["is_base_year_sensitive"] for row in rows)
    assert rows[0]["differing_zh"] == "2026年统计口径，当年电网因子，分品种核算：完成"


def test_where_grid_factors_disagree_the_verdict_is_sensitive_to_them(world: World) -> None:
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-18"), change(2025, "-21", grid_factor_year=2020))
    assert (row["verdict"], row["is_grid_factor_sensitive"], row["is_caliber_sensitive"]) == ("missed", True, False)


def test_a_base_year_with_another_grid_factor_is_a_reading_of_its_own(world: World) -> None:
    """The factor of 2020 was not published: carried on from 2012 it gives 250 t, drawn between 2012 and 2021 240 t.

    GDP 100 and 120, CO2 of 2025 235 t: 235 / 120 / (250 / 100) falls by 21.67 %, against 240 / 100 by 18.40 %. Of both
    5 t are raw material, which the table of grid factors leaves out.
    """
    offered = {"year": 2020, "difference_key": "NA", "factor_key": "NA", "evidence": ""}
    world.put(
        "marts/grid_factors",
        [
            offered | {"treatment_code": "carried", "factor_years": "2012", "co2_t": 245, "is_used": True},
            offered | {"treatment_code": "interpolated", "factor_years": "2012/2021", "co2_t": 235},
            # of another county, basis and year, and one that gives no figure
            *(
                offered | {"treatment_code": "carried", "factor_years": "1999", "co2_t": 99} | other
                for other in ({"region_code": DAZHU}, {"basis_id": SECOND}, {"year": 2019})
            ),
            offered
            | {"treatment_code": "published", "co2_t": None}
            | {"factor_key": "NE", "co2_key": "NE", "difference_key": "NE"},
        ],
    )
    material = {"variant": "current_factor", "caliber": "energy", "part_code": "raw_material", "co2_t": 5}
    world.put(
        "marts/assessed_calibers",
        [
            material,
            *(
                material | {"co2_t": 77} | other
                for other in (
                    {"variant": "standard_coal"},
                    {"caliber": "stat_2026"},
                    {"part_code": "combustion"},
                    {"region_code": DAZHU},
                    {"basis_id": SECOND},
                    {"year": 2019},
                )
            ),
        ],
    )
    levels = [
        figure("co2_per_gdp", year, value, denominator=gdp, **CO2)
        for year, value, gdp in [(2020, "2.5", 100), (2025, "1.958333333", 120)]
    ]
    headline = status(world, "co2_per_gdp_2025", 2025, *levels)
    (other,) = world.rows("marts/target_status", "is_recalculated")
    assert (round(headline["value"], 2), headline["verdict"]) == (Decimal("-21.67"), "met")
    assert (round(other["value"], 2), other["verdict"]) == (Decimal("-18.40"), "missed")
    assert headline["is_recalculation_sensitive"]
    assert not headline["is_base_year_sensitive"]
    assert "基年电网因子2012年与2021年之间内插：未完成" in headline["differing_zh"]
    parents = world.parents(
        "target_status", f"{OFFICIAL}/511725/co2_per_gdp_2025/energy-current-by_fuel-interpolated/2025"
    )
    assert [parent["role"] for parent in parents] == [
        "level",
        "denominator",
        "recalculated",
        "raw_material",
        "threshold",
    ]


def test_a_base_year_that_is_not_stated_has_a_verdict_for_each_reading(world: World) -> None:
    about = {"scope": "gross", "accounting": "coal_equivalent"}
    figures = [
        figure("energy_per_gdp", 2025, value, base_year=base, **about) for base, value in [(2020, "-15"), (2024, "-3")]
    ]
    row = status(world, "energy_per_gdp_2025", 2025, *figures)
    assert (row["verdict"], row["base_year"], row["is_base_year_sensitive"]) == ("met", 2020, True)
    assert row["differing_zh"] == "比上年（2024年），不作扣除，等价值：未完成"


def test_a_change_against_a_year_that_the_table_does_not_compare_with_is_taken_from_levels(world: World) -> None:
    about = {"scope": "gross", "accounting": "coal_equivalent"}
    levels = [figure("energy_per_gdp", year, value, **about) for year, value in [(2024, "0.50"), (2025, "0.42")]]
    row = status(world, "energy_per_gdp_2025", 2025, *levels, reading="from_2024-gross_coal")
    assert (row["value"], row["verdict"]) == (Decimal("-16"), "met")


def test_a_trend_of_a_share_is_in_points(world: World) -> None:
    levels = [figure("forest_cover", year, value) for year, value in [(2025, "30.5"), (2030, "31.2")]]
    row = status(world, "forest_cover_2030", 2030, *levels)
    assert (row["value"], row["unit_zh"], row["verdict"]) == (Decimal("0.7"), "百分点", "met")


def test_a_trend_of_a_share_errs_by_both_of_its_ends_and_lacks_what_either_lacks(world: World) -> None:
    """1 % of 30 and 2 % of 31 points: 0.92; it rose by 1."""
    ends = [("30", 2025, "1"), ("31", 2030, "2")]
    levels = [figure("forest_cover", year, value, error_pct=error) for value, year, error in ends]
    row = status(world, "forest_cover_2030", 2030, *levels)
    assert (row["value"], row["error"], row["is_change_shown"], row["is_incomplete"]) == (
        1,
        Decimal("0.92"),
        True,
        False,
    )
    for lacking in (0, 1):
        row = status(
            world,
            "forest_cover_2030",
            2030,
            *(level | {"is_incomplete": number == lacking} for number, level in enumerate(levels)),
        )
        assert (row["is_incomplete"], row["verdict"], row["reason_zh"]) == (True, "not_yet_decidable", "数据不完整")


def test_a_trend_of_a_share_whose_ends_are_unsure_is_not_called_one(world: World) -> None:
    levels = [figure("forest_cover", year, value, error_pct="2") for year, value in [(2025, "30"), (2030, "31")]]
    row = status(world, "forest_cover_2030", 2030, *levels)
    assert (row["error"], row["is_change_shown"], row["verdict"]) == (Decimal("1.22"), False, "not_yet_decidable")
    assert row["reason_zh"] == "变化没有超过误差，或者固定与当年电网因子下方向不一致"


def test_what_there_is_no_figure_of_and_what_there_is_nothing_to_compare_with_are_told_apart(world: World) -> None:
    row = status(world, "forest_cover_2030", 2030)
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_measurable", "指标表没有这一指标或这一口径的数")
    row = status(world, "forest_cover_2030", 2030, figure("forest_cover", 2030, "31"))
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_measurable", "没有2025年的数，无从比较")


def test_a_fall_every_year_is_one_from_each_figure_to_the_next_from_the_first_year_on(world: World) -> None:
    """From 2020 to 2025 it fell whenever it was measured; a year between may be missing, the first one may not."""
    tonnes = {2020: 100, 2021: 95, 2022: 92, 2023: 90, 2024: 88, 2025: 80}
    for missing, verdict in [(None, "met"), (2022, "met"), (2021, "met"), (2020, "not_yet_measurable")]:
        levels = [figure("coal_use", year, value, scope="all") for year, value in tonnes.items() if year != missing]
        row = status(world, "coal_use_falls_2025", 2025, *levels, reading="yearly")
        assert row["verdict"] == verdict, missing


def test_a_fall_that_was_not_one_every_year_is_met_from_end_to_end_only(world: World) -> None:
    tonnes = {2020: 100, 2021: 95, 2022: 96, 2023: 90, 2024: 88, 2025: 80}
    levels = [figure("coal_use", year, value, scope="all") for year, value in tonnes.items()]
    for reading, verdict in [("end", "met"), ("yearly", "missed")]:
        row = status(world, "coal_use_falls_2025", 2025, *levels, reading=reading)
        assert (row["value"], row["verdict"], row["is_sensitive"]) == (-20, verdict, True)


def test_readings_that_agree_are_not_called_sensitive(world: World) -> None:
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-20"), change(2025, "-22", caliber="stat_2026"))
    assert (row["verdict"], row["is_sensitive"], row["differing_zh"]) == ("met", False, "")


# -- where no verdict is given


def test_a_change_that_lacks_a_part_has_no_verdict_but_says_what_it_would_be(world: World) -> None:
    row = status(
        world, "co2_per_gdp_2025", 2025, change(2025, "-25", is_incomplete=True, reason_zh="基年缺少净调入电量")
    )
    assert (row["verdict"], row["computed_verdict"]) == ("not_yet_decidable", "met")
    assert row["reason_zh"] == "基年缺少净调入电量"


def test_a_base_year_without_figures_says_what_is_missing(world: World) -> None:
    row = status(
        world, "co2_per_gdp_2030", 2025, change(2025, None, 2005, notation_key="NE", reason_zh="缺少2005年能源消费")
    )
    assert (row["verdict"], row["value_key"], row["reason_zh"]) == ("not_yet_measurable", "NE", "缺少2005年能源消费")


def test_a_change_within_its_error_is_not_called_one(world: World) -> None:
    def coal(value: str) -> Row:
        return figure("coal_use", 2025, value, base_year=2020, scope="all", error_pct="0.5")

    for value, verdict in [("-0.4", "not_yet_decidable"), ("-0.6", "met"), ("0.6", "missed")]:
        row = status(world, "coal_use_falls_2025", 2025, coal(value), reading="end")
        assert (row["verdict"], row["is_change_shown"]) == (verdict, value != "-0.4")


def test_a_change_that_another_grid_factor_turns_round_is_not_called_one(world: World) -> None:
    both = [change(2025, "-3"), change(2025, "2", grid_factor_year=2020)]
    row = status(world, "co2_intensity_falls", 2025, *both)
    assert (row["is_change_shown"], row["verdict"]) == (False, "not_yet_decidable")
    row = status(world, "co2_intensity_falls", 2025, both[0], change(2025, "-1", grid_factor_year=2020))
    assert (row["is_change_shown"], row["verdict"]) == (True, "on_track")


def test_a_distance_within_the_error_is_marked(world: World) -> None:
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-19.2", error_pct="0.4"))
    assert (row["verdict"], row["distance"], row["error"], row["is_within_error"]) == (
        "missed",
        Decimal("-0.3"),
        Decimal("0.4"),
        True,
    )
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-19.0", error_pct="0.4"))
    assert not row["is_within_error"]


def test_without_a_verdict_the_ones_of_the_other_readings_are_told(world: World) -> None:
    """2005 has no grid factor: what the held one says stands beside it."""
    held = change(2025, "-69", base_year=2005, grid_factor_year=2020)
    row = status(world, "co2_per_gdp_2030", 2025, change(2025, None, base_year=2005, notation_key="NE"), held)
    assert (row["verdict"], row["value"]) == ("not_yet_measurable", None)
    assert (row["is_sensitive"], row["is_grid_factor_sensitive"], row["is_caliber_sensitive"]) == (True, True, False)
    assert row["differing_zh"] == "能源消费口径，电网因子固定在2020年，分品种核算：进度符合"


@pytest.mark.parametrize(("level", "start"), [(0, 0), (5, 0), (5, -1)])
def test_against_nothing_or_less_there_is_no_change(world: World, level: int, start: int) -> None:
    """A county that delivers two tables has no energy at all: 0 against 0."""
    figures = [figure("energy_consumption", 2025, level), figure("energy_consumption", 2024, start)]
    about = {"indicator_code": "energy_per_gdp", "scope": "gross", "accounting": "coal_equivalent"}
    row = status(world, "energy_per_gdp_2025", 2025, *(f | about for f in figures), reading="from_2024-gross_coal")
    assert (row["verdict"], row["value"]) == ("not_yet_measurable", None)
    assert row["reason_zh"].startswith("2024年的数不为正")


def test_what_fell_below_nothing_has_no_rate_and_no_verdict_before_its_year(world: World) -> None:
    """Half a delivery: electricity that is sent out is known, fuels are not yet."""
    levels = [change(year, value, base_year=0) for year, value in ((2020, 200), (2024, -1))]
    row = status(world, "co2_per_gdp_2025", 2024, change(2024, "-100.5"), *levels)
    assert (row["achieved_rate"], row["required_rate"], row["verdict"]) == (None, None, "not_yet_decidable")
    assert row["reason_zh"] == "数不为正，算不出年均速度"


def test_a_trend_of_a_period_that_has_not_begun_waits(world: World) -> None:
    row = status(world, "coal_use_falls_2030", 2024, figure("coal_use", 2024, 100, scope="all"))
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_decidable", "要与2025年相比，这一年之后的数还没有")
    row = status(world, "energy_per_gdp_2025", 2024, reading="from_2024-gross_coal")
    assert (row["verdict"], row["value"], row["required_rate"]) == ("not_yet_decidable", None, None)


@pytest.mark.parametrize(
    ("grade", "value", "verdict"),
    [("3", 117, "met"), ("3", "117.1", "missed"), ("2", 107, "met"), ("2", 110, "missed"), ("1", "100.1", "missed")],
)
def test_a_figure_of_a_standard_is_a_threshold_and_says_that_nobody_checked_it(
    world: World, grade: str, value: object, verdict: str
) -> None:
    """GB 16780-2021 has three grades, and the plan names none: each is a reading."""
    made = figure("clinker_unit_energy", 2025, value, scope="net_of_waste_heat", accounting="calorific")
    row = status(world, "clinker_unit_energy_2025", 2025, made, reading=f"net-grade_{grade}")
    assert (row["verdict"], row["threshold_key"]) == (verdict, "")
    assert "未核对原文" in row["reading_zh"]


def test_a_figure_that_somebody_else_sets_is_named_and_not_guessed(world: World) -> None:
    made = figure("public_institution_energy_per_area", 2025, 14, accounting="coal_equivalent")
    row = status(world, "assessed_public_institutions", 2025, made)
    assert (row["verdict"], row["value"], row["threshold_key"]) == ("not_yet_measurable", 14, "NE")
    assert row["reason_zh"].startswith("县级的数值未见下达")


def peak(class_code: str, peak_year: int, last_year: int) -> Row:
    return {
        "caliber": "energy",
        "scope": "gross",
        "last_year": last_year,
        "peak_year": peak_year,
        "class_code": class_code,
        "class_title_zh": "类别",
        "reason_zh": "其后的下降不显著：类别。",
        "notation_key": "NE",
        "trend_key": "NA",
    }


@pytest.mark.parametrize(
    ("class_code", "peak_year", "year", "verdict"),
    [
        ("not_peaked", 2024, 2024, "not_yet_decidable"),
        ("perhaps_peaked", 2021, 2024, "not_yet_decidable"),
        ("peaked", 2019, 2025, "met"),
        ("peaked", 2030, 2035, "met"),
        ("perhaps_peaked", 2030, 2034, "not_yet_decidable"),
        ("plateau", 2029, 2035, "missed"),
        ("peaked", 2031, 2036, "missed"),
        ("not_peaked", 2032, 2032, "missed"),
    ],
)
def test_a_peak_is_decided_by_five_later_years_or_by_a_larger_year_after_its_own(
    world: World, class_code: str, peak_year: int, year: int, verdict: str
) -> None:
    world.put("marts/peak_status", [peak(class_code, peak_year, year)])
    row = status(world, "peak_2030", year)
    assert (row["verdict"], row["value_key"]) == (verdict, "NA")
    assert row["reason_zh"] == "其后的下降不显著：类别"  # the condition that does not hold, not a rule in general


def test_a_peak_is_looked_for_in_the_whole_series_and_years_before_its_last_point_there(world: World) -> None:
    world.put("marts/peak_status", [peak("peaked", 2013, 2025)])
    row = status(world, "peak_2030", 2024)
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_decidable", "达峰按整个序列判断，见2025年")


def test_without_a_series_nothing_is_said_of_a_peak_but_what_is_missing(world: World) -> None:
    row = status(world, "peak_2030", 2024)
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_decidable", "缺少能源二氧化碳序列")
    world.put("marts/peak_status", [peak("", 0, 0) | {"class_title_zh": "", "reason_zh": "没有三年"}])
    row = status(world, "peak_2030", 2024)
    assert (row["verdict"], row["reason_zh"]) == ("not_yet_decidable", "没有三年")


def test_a_county_that_begins_late_is_told_which_year_is_missing(world: World) -> None:
    """Only 2024 and 2025 were delivered: no change since 2020, no speed since then."""
    fall = figure("clinker_cement_ratio", 2025, "0.6")
    share = figure("waste_sorting_coverage", 2025, 75)
    falls = status(world, "clinker_ratio_falls", 2025, fall)
    assert (falls["verdict"], falls["reason_zh"]) == ("not_yet_measurable", "没有2020年的数，无从比较")
    covers = status(world, "waste_sorting_2030", 2025, share)
    assert (covers["verdict"], covers["reason_zh"]) == ("not_yet_decidable", "没有2020年的数，进度无从比较")


def test_a_change_taken_from_levels_errs_by_the_growth_of_the_years_between(world: World) -> None:
    """Levels 0.190 and 0.237 % off by the same chain up to 2024: 0.047 % of 97 % is left."""
    about = {"scope": "gross", "accounting": "coal_equivalent", "price_base_year": 2020}
    figures = [
        figure("energy_per_gdp", 2024, 100, error_pct="0.19", **about),
        figure("energy_per_gdp", 2025, 97, error_pct="0.237", **about),
    ]
    row = status(world, "energy_per_gdp_2025", 2025, *figures, reading="from_2024-gross_coal")
    assert (row["value"], row["error"], row["error_key"]) == (-3, Decimal("0.04559"), "")


# -- the assessment


def members(*verdicts: str) -> list[Row]:
    """Two control indicators with a figure, and the whole."""
    parts = [
        {
            "target_id": f"part{number}", "reading_id": "stated", "kind": "level", "is_headline": True,
            "region_code": "", "direction": "at_most", "threshold": 10, "indicator_code": "coal_use", "scope": scope,
            "role": "control", "line_number": 1, "target_year": 2025, "since_year": 2020, "unit_zh": "吨",
            "method": "", "gas": "",
        }
        for number, scope in enumerate(("all", "outside_power"))
    ]  # fmt: skip
    whole = {"target_id": "whole", "kind": "all_of", "members": "part0 part1", "threshold_key": "NA", "threshold": None}
    return [*parts, parts[0] | whole | {"indicator_code": "", "scope": "", "direction": ""}]


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [(9, 10, "met"), (9, 11, "missed"), (11, None, "missed"), (9, None, "not_yet_measurable")],
)
def test_one_control_indicator_that_is_missed_fails_the_assessment(
    world: World, first: int, second: int | None, verdict: str
) -> None:
    world.put("core/targets", members())
    scopes = {"all": first, "outside_power": second}
    figures = [figure("coal_use", 2025, value, scope=scope) for scope, value in scopes.items() if value is not None]
    assert status(world, "whole", 2025, *figures)["verdict"] == verdict


def test_without_a_figure_of_the_county_the_assessment_is_not_yet_measurable(world: World) -> None:
    row = status(world, "assessed_control_indicators", 2030, change(2030, "-99", 2025, caliber="stat_2026"))
    assert row["verdict"] == "not_yet_measurable"
    assert {r["verdict"] for r in world.rows("marts/target_status", "role != 'goal'")} == {"not_yet_measurable"}
    reasons = {r["reason_zh"] for r in world.rows("marts/target_status", "role != 'goal' and kind != 'all_of'")}
    assert all("县级的数值未见下达" in reason for reason in reasons)


# -- what was announced


def test_an_announced_verdict_stands_beside_ours(world: World) -> None:
    world.put(
        "core/announced_verdicts",
        [{"target_id": "co2_per_gdp_2025", "year": 2025, "verdict": "met", "announced_by": "市政府公报"}],
    )
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-18"))
    assert (row["verdict"], row["announced_verdict"], row["announced_key"]) == ("missed", "met", "")
    row = status(world, "co2_per_gdp_2025", 2024, change(2024, "-18"))
    assert (row["announced_verdict"], row["announced_key"]) == ("", "NE")


def test_other_counties_have_no_targets_of_this_plan(world: World) -> None:
    world.put("core/inventories", [{"region_code": "511724", "year": 2025}])
    rows = world.build("marts/target_status")
    assert {row["role"] for row in rows} == {"control", "supporting"}


def test_a_status_leads_back_to_its_figure_and_its_target(world: World) -> None:
    row = status(world, "co2_per_gdp_2025", 2025, change(2025, "-20"))
    found = world.parents("target_status", f"{OFFICIAL}/511725/co2_per_gdp_2025/{row['reading_id']}/2025")
    assert [(p["role"], p["parent_table"], p["value_used"]) for p in found] == [
        ("value", "marts.county_indicators", -20.0),
        ("threshold", "core.targets", -19.5),
    ]
