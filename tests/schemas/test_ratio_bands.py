"""Each ratio of figures, and each figure that is a ratio itself, has a band: outside it on either side it is held."""

import pytest

from factors import load_sources, read_rules
from schemas.codes import codes
from schemas.contract import FOLDER, load_check
from tests.world import World

Row = dict[str, object]

BANDS = read_rules("ratio_bands")
CHECK = load_check(FOLDER / "checks" / "core" / "observations" / "H-BAND.sql")
PARTS = ("item_code", "sector_code", "fuel_code")


def figures(band: dict[str, str], ratio: float) -> list[Row]:
    """A county in which the figures of a band have this ratio."""
    above, below = band["numerators"].split(), band["denominators"].split()
    scale = 1000.0 if below else 1.0
    amounts = dict.fromkeys(above + below, 0.0) | {above[0]: scale * ratio} | dict.fromkeys(below[:1], scale)
    usual = {"unit_code": "t", "base_unit_code": "t"}
    return [
        usual
        | dict(zip(PARTS, name.split("/"), strict=False))
        | {"observation_id": name, "amount_base": f"{amount:.9f}"}
        for name, amount in amounts.items()
    ]


def titled(title: str) -> dict[str, str]:
    """The band of a title."""
    (band,) = [band for band in BANDS if band["title_zh"] == title]
    return band


def warned(world: World, band: dict[str, str], rows: list[Row]) -> list[str]:
    """Rules that speak of it."""
    world.put("core/observations", rows)
    return [row["rule"] for row in world.query(CHECK.sql) if row["label"].startswith(f"{band['title_zh']} ")]


def test_a_ratio_is_found_outside_its_band_and_not_inside(world: World) -> None:
    rows, expected = [], set()
    for number, band in enumerate(BANDS):
        lower, upper = float(band["lower"]), float(band["upper"])
        inside = [max(lower * 1.0001, upper / 1000), (lower + upper) / 2, upper * 0.9999]
        outside = [upper * 1.01, *([lower * 0.99] if lower else [])]
        for at, ratio in enumerate(inside + outside):  # each in a county of its own
            county = f"{number:03}{at:03}"
            here = {"region_code": county, "cell": f"A{county}"}
            rows += [
                row | here | {"observation_id": f"{county} {row['observation_id']}"} for row in figures(band, ratio)
            ]
            if ratio in outside:
                expected.add((band["rule_code"], band["title_zh"], f"A{county}"))
    world.put("core/observations", rows)
    found = {(row["rule"], row["label"].rpartition(" ")[0], row["cell"]) for row in world.query(CHECK.sql)}
    # a county of one band may lie outside another one of the same figures
    assert {found_one for found_one in found if BANDS[int(found_one[2][1:4])]["title_zh"] == found_one[1]} == expected


#: Printed of other places: Sichuan 2024 and 2018 (四川日报 2025-01-15, 2020-04-17), its balance of 2007 (yearbook
#: of 2008, table 6-23), its forests of 2012; bulletins of Dachuan 2020, Xuanhan 2023 and Quxian 2000, 2020 and 2024.
PUBLISHED = [
    ("粮食每公顷产量（吨）", 726.8e8 / 2 / (9608.9e4 / 15) / 1000),
    ("粮食每公顷产量（吨）", 512_000 / 84_800),
    ("粮食每公顷产量（吨）", 603_280 / (1_486_020 / 15)),
    ("油菜籽每公顷产量（吨）", 2_922_000 / (1827.7e4 / 15)),
    ("每兆瓦时火电的发电用原煤（吨）", 3239.0 / 4509.2),
    ("线损与售电量之比", 111.34 / 1066.16),
    ("农村生活用煤按常住人口人均（吨）", 488.91 / 8127),
    ("人均地区生产总值（元）", 28_610),
    ("人均地区生产总值（元）", 73_934),
    ("森林资源清查每公顷蓄积（立方米）", 168_000.04 / 1703.74),
    ("地区生产总值增速", 0.044),
    ("城镇人口占常住人口", 0.0695),
    ("城镇人口占常住人口", 384_700 / 917_508),
]


@pytest.mark.parametrize(("title", "value"), PUBLISHED)
def test_a_band_holds_what_is_printed_of_other_places(title: str, value: float) -> None:
    band = titled(title)
    assert float(band["lower"]) <= value <= float(band["upper"])


@pytest.mark.parametrize(
    "band", [band for band in BANDS if band["numerators"].startswith("sown_area")], ids=lambda band: band["title_en"]
)
def test_mu_taken_for_hectares_are_found(world: World, band: dict[str, str]) -> None:
    assert warned(world, band, figures(band, 1.2 * 15)) == [band["rule_code"]]


def test_what_is_not_there_is_found_where_it_must_be(world: World) -> None:
    must = next(band for band in BANDS if band["numerators"] == "livestock_slaughtered_pigs")
    may = next(band for band in BANDS if band["numerators"] == "rural_energy_use/rural/firewood")
    assert warned(world, must, figures(must, 0)) == ["AGR-01"]
    assert warned(world, may, figures(may, 0)) == []


def test_figures_that_are_named_must_all_be_there_and_items_as_many_as_there_are(world: World) -> None:
    named = next(band for band in BANDS if band["numerators"] == "gas_sales/industry/natural_gas")
    rows = figures(named, 9)
    assert warned(world, named, rows) == [named["rule_code"]]
    assert warned(world, named, rows[:2]) == [], "gas of small enterprises has not come"
    items = next(band for band in BANDS if band["numerators"] == "livestock_slaughtered_cattle")
    assert warned(world, items, figures(items, 9)[:2]) == ["AGR-01"], "a county without buffaloes"


def test_months_are_held_to_a_band_one_by_one_and_as_a_year(world: World) -> None:
    band = next(band for band in BANDS if band["title_zh"] == "电厂每兆瓦时的原煤消耗量（吨）")
    coal, power = figures(band, 0.45)
    months = [
        row | {"observation_id": f"{row['observation_id']} {month}", "period": f"2024-{month:02}", "year": 2024}
        for month in range(1, 13)
        for row in (coal, power)
    ]
    assert warned(world, band, months) == []
    assert warned(world, band, [months[0] | {"amount_base": 1500}, *months[1:]]) == ["PWR-01"], "one month"
    thrice = [row | {"amount_base": 1350} if row["fuel_code"] else row for row in months]
    assert len(warned(world, band, thrice)) == 13, "each month and the year"


def test_every_band_names_known_figures_once_and_where_it_is_from() -> None:
    known = [set(codes("items")), {"", *codes("sectors")}, {"", *codes("fuels")}]
    for band in BANDS:
        names = (band["numerators"] + " " + band["denominators"]).split()
        assert len(set(names)) == len(names)
        for name in names:
            assert all(part in allowed for part, allowed in zip(name.split("/"), known, strict=False)), name
        assert float(band["lower"]) < float(band["upper"])
        assert band["evidence"] in ("original", "secondary", "recalled")
        assert band["source_id"] in {"", *(source.source_id for source in load_sources())}
        assert band["may_be_none"] in ("yes", "no")
    assert len({band["title_zh"] for band in BANDS}) == len(BANDS)


#: What figures are when they are right, and when the two next to each other have changed places or a unit is wrong.
RIGHT_AND_WRONG = [
    ("建筑业占全社会用电", 24_961 / 1_593_100, 454_820 / 1_593_100),
    ("交通运输业与批发零售住宿餐饮业用电之比", 43.0 / 75.2, 75.2 / 22.5),
    ("建筑业售电占其用电", 1, 454_820 / 24_961),
    ("交通运输业售电占其用电", 1, 94_054 / 36_302),
    ("批发零售住宿餐饮业售电占其用电", 0.4, 36_302 / 940_540),
    ("205-2表加工转换投入原煤与电力热力业原煤消费量之比", 1, 1_069_900 / 1_037_600),
    ("用作原材料的能源合计与其中天然气之比（吨标准煤/立方米）", 2344 / 1_762_500, 176.25 / 23_440_000),
    ("每吨供热用原煤的折标准煤（吨标准煤）", 22_505 / 31_507, 31_507 / 22_505),
    ("每口气井的阀室", 11 / 41, 12 / 5),
    ("铁路柴油与柴油零售量之比", 0.02, 0.02 / 15),
    ("水运柴油与柴油零售量之比", 682 / 31_732, 6391 / 31_732),
    ("水运柴油与柴油零售量之比", 0.01, 0.01 / 4.1868),
    ("商业汽油占汽油零售量", 0.04, 0.04 / 4.1868),
    ("商业柴油占柴油零售量", 0.019, 0.019 / 4.1868),
    ("商业柴油占柴油零售量", 0.019, 0.019 * 4.1868),
    ("其他服务业柴油占柴油零售量", 0.015, 0.015 / 4.1868),
    ("建筑业柴油占柴油零售量", 0.04, 0.04 / 4.1868),
    ("大豆占粮食总产量", 20.28 / 686.5, 0.002),
    ("杂豆占粮食总产量", 3.2 / 686.5, 0.0008),
    ("清查柏木林每公顷蓄积（立方米）", 1_612_700 / 26_141, 1_612_700 / 2919),
    ("清查马尾松林每公顷蓄积（立方米）", 647_200 / 7276, 647_200 / 2453),
    ("清查硬阔林每公顷蓄积（立方米）", 149_600 / 2355, 149_600 / 25_091),
    ("国土调查林地与林业部门森林面积之比", 64_800 / 60_590, 1100 / 60_590),
    ("交通运输用地与城镇村及工矿用地之比", 0.27, 9500 / 15_200),
    ("生活垃圾中橡胶的份额", 0.01, 0.033),
    ("每吨公里公路货运的天然气（立方米）", 6_400_000 / 1.97e9, 640 / 1.97e9),
    ("每吨公里公路货运的电力（兆瓦时）", 952 / 1.97e9, 0.0952 / 1.97e9),
    ("每人公里公路客运的电力（兆瓦时）", 3092 / 3.11e8, 0.3092 / 3.11e8),
    ("每人公里公路客运的天然气（立方米）", 1_617_600 / 3.11e8, 162 / 3.11e8),
    ("每人公里公路客运的柴油（吨）", 2050 / 3.11e8, 2050e4 / 3.11e8),
    ("每人公里公共汽车的电力（兆瓦时）", 7624 / 1.17e8, 0.7624 / 1.17e8),
    ("每人公里公共汽车的天然气（立方米）", 1_299_900 / 1.17e8, 130 / 1.17e8),
    ("每人公里出租汽车的电力（兆瓦时）", 2081 / 4.68e7, 0.2081 / 4.68e7),
    ("每人公里出租汽车的天然气（立方米）", 3_283_300 / 4.68e7, 328 / 4.68e7),
    ("新能源、清洁能源占新增营运车辆", 190 / 512, 190 / 149),
    ("一般工业固体废物综合利用量与产生量、利用往年贮存量之比", 32.39 / 55.78, 55.2 / 32.97),
    ("园区工业固体废物综合利用量与产生量之比", 11.73 / 13.79, 13.79 / 11.73),
    ("园区工业固体废物产生量与主要资源消耗量之比", 13.79 / 242.97, 13.79 / 11.73),
    ("园区每吨资源的工业增加值（元）", 912_242 / 242.97, 912_242e4 / 242.97),
    ("吨熟料余热发电量（兆瓦时）", 0.03, 0.03 / 10_000),
    ("每头出栏牛的牛肉（吨）", 3980 / 30_600, 2514 / 30_600),
    ("每只出栏羊的羊肉（吨）", 2514 / 162_000, 3980 / 162_000),
]


@pytest.mark.parametrize(("title", "right", "wrong"), RIGHT_AND_WRONG)
def test_neighbours_exchanged_and_units_mistaken_are_found(
    world: World, title: str, right: float, wrong: float
) -> None:
    band = titled(title)
    assert warned(world, band, figures(band, right)) == []
    assert warned(world, band, figures(band, wrong)) == [band["rule_code"]]
