import pytest

from pipelines.reading.regions import (
    find_region,
    nearby,
    nearest_region,
    other_years,
    places_of,
    region_in,
    regions_named_in,
    regions_of,
)
from tests.world import QUXIAN

#: 511422 was 丰都县 before, which is elsewhere now.
PENGSHAN = "彭山县 512628 1981—1984、彭山县 511128 1985—1996、彭山县 513823 1997—1999、彭山县 511422 2000—2013"
QUXIAN_AND_NEAR = nearby(frozenset({QUXIAN}))


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("渠县", 2024, "511725"),
        ("渠　县", 2024, "511725"),
        ("渠县", 1998, "513030"),  # Q24
        ("四川省达州市渠县", 2024, "511725"),
        ("达州市渠县", 2024, "511725"),
        ("四川省 渠县", 2024, "511725"),
        ("北京市朝阳区", 2024, "110105"),  # there are others
        ("绵阳市渠县", 2024, None),
        ("渠县达州市", 2024, None),
        ("全省渠县", 2024, None),
        ("四川", 2007, "510000"),
        ("四川省", 2007, "510000"),
        ("511725", 2024, "511725"),
        ("达县", 2012, "511721"),  # Q24
        ("达县", 2013, None),
        ("达川区", 2012, None),
        ("达县", 1990, "513021"),  # what 达县地区 and 达县市 are for short
        ("通川区", 2024, "511702"),
        ("通川区", 1998, None),
        ("崇文区", 2009, "110103"),
        ("崇文区", 2010, None),
        ("巢湖市", 1990, "342601"),
        ("巢湖市", 2010, "341400"),
        ("巢湖市", 2011, "340181"),
        ("重庆", 1996, "510200"),
        ("重庆", 1997, "500000"),
        ("海南省", 1987, None),
        ("海南", 1988, "460000"),
        ("莱芜市", 2017, "371200"),
        ("莱芜市", 2019, None),
        ("莱芜区", 2019, "370116"),
        ("市中区", 1990, None),
        ("510202", 1990, "510202"),
        ("某县", 2024, None),
    ],
)
def test_a_region_is_found_by_the_name_it_had_in_the_year(text: str, year: int, code: str | None) -> None:
    assert find_region(text, year) == code


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("鼓楼区", "", None),
        ("鼓楼区", "350102", "350102"),
        ("鼓楼区", "350104", "350102"),  # the district beside it
        ("鼓楼区", "410204", "410204"),
        ("鼓楼区", QUXIAN, None),
        ("城区", "140502", "140502"),
        ("朝阳区", "110105", "110105"),
        ("朝阳区", "220104", "220104"),
        ("通川区", QUXIAN, "511702"),
        ("吉林", "", "220000"),
        ("吉林", QUXIAN, "220000"),
        ("吉林", "220000", "220000"),
        ("吉林", "220202", None),  # its city and its province, of both of which a folder takes tables
        ("吉林省", "220202", "220000"),
        ("吉林市", "220202", "220200"),
        ("海南", "632521", "632500"),
        ("长沙", "430300", "430100"),
        ("长沙", "430121", None),
    ],
)
def test_of_several_regions_with_a_name_the_one_at_home_is_meant_then_the_one_near_it(
    text: str, home: str, code: str | None
) -> None:
    assert find_region(text, 2024, nearby(frozenset({home} - {""}))) == code


def test_what_was_registered_stays_what_it_was() -> None:
    assert find_region("吉林", 2024, (frozenset({"220200"}),)) == "220200"
    assert find_region("渠县", 2024, (frozenset({"220200"}),)) == "511725"


def test_near_a_county_are_its_neighbours_its_provinces_prefectures_and_all_provinces() -> None:
    at_home, near = QUXIAN_AND_NEAR
    assert at_home == {"511725", "511700", "510000", "100000"}
    assert {"511702", "511725", "510100", "500000"} < near
    assert near.isdisjoint({"510104", "500101"})
    assert len(nearby(frozenset())[-1]) == 35


@pytest.mark.parametrize(
    ("text", "year", "years", "then"),
    [
        ("达川区", 2012, "达川区 511703 2013—", "达县（511721）"),
        ("达川区", 1985, "达川区 511703 2013—", "达县（513021）"),
        ("达县", 2013, "达县 513021 1981—1998、达县 511721 1999—2012", "达川区（511703）、通川区（511702）"),
        ("通川区", 1990, "通川区 511702 1999—", "达县市（513001）、达县（513021）"),
        ("达县地区", 2005, "达县地区 513000 1981—1992", "巴中市（511900）、达州市（511700）、广安市（511600）"),
        ("崇文区", 2010, "崇文区 110103 1981—2009", "东城区（110101）"),
        ("居巢区", 2011, "居巢区 341402 1999—2010", "巢湖市（340181）"),
        ("涪陵市", 1997, "涪陵市 512301 1983—1994、涪陵市 511400 1995—1996", "重庆市（500000）、涪陵区（500102）"),
        ("海南省", 1987, "海南省 460000 1988—", "海南行政区（442100）"),
        ("莱芜区", 2010, "莱芜区 370116 2018—", "莱城区（371202）"),
        ("莱芜区", 1984, "莱芜区 370116 2018—", "莱芜市（372602）"),
        ("维扬区", 2020, "维扬区 321011 2002—2010", "邗江区（321003）"),
        ("511422", 2020, "丰都县 511422 1995—1996、彭山县 511422 2000—2013", "彭山区（511403）、丰都县（500230）"),
        ("彭山县", 2014, PENGSHAN, "彭山区（511403）"),
        ("渠县", 2024, "", "渠县（511725）"),
        ("某县", 2024, "", ""),
    ],
)
def test_of_a_name_outside_its_years_is_told_when_it_was_and_what_was_there_then(
    text: str, year: int, years: str, then: str
) -> None:
    assert other_years(text, year) == years
    assert region_in(text, year) == then


def test_a_name_that_others_had_too_is_told_of_the_region_at_home() -> None:
    near_jinan = nearby(frozenset({"370116"}))
    assert other_years("莱芜市", 2019, near_jinan) == "莱芜市 379004 1986—1989、莱芜市 371200 1992—2017"
    assert region_in("莱芜市", 2019, near_jinan) == "莱芜区（370116）、钢城区（370117）、济南市（370100）"


def test_what_a_city_became_is_told_through_all_its_codes() -> None:
    assert "莱芜市 370919 1985、" in other_years("莱芜市", 2019)
    assert region_in("莱芜市", 2019) == "莱芜区（370116）、钢城区（370117）、济南市（370100）"


def test_regions_of_one_name_are_told_with_what_they_lie_in() -> None:
    assert places_of(regions_of("长沙", 2024)) == "湖南省长沙市（430100）、湖南省长沙市长沙县（430121）"
    assert places_of(regions_of("510202", 1990)) == "四川省重庆市市中区（510202）"


@pytest.mark.parametrize(
    ("text", "year", "codes"),
    [
        ("国网渠县供电公司_线损.xlsx", 2024, {"511725"}),
        ("达州市核定能源消费总量.xlsx", 2024, {"511700"}),
        ("达县供气量.xlsx", 2024, {"511721"}),
        ("南京市鼓楼区供气量.xlsx", 2024, {"320100"}),
        ("6-8 吉林能源平衡表.xls", 2007, set()),
        ("中国能源统计年鉴2008.xls", 2007, set()),
        ("全市和县城、城区供气量.xlsx", 2024, set()),
        ("长沙县供气量.xlsx", 2015, {"430121"}),  # no 沙县
        ("渠县", 2024, {"511725"}),
        ("某渠县", 2024, {"511725"}),
        ("县渠县", 2024, {"511725"}),
    ],
)
def test_the_name_of_a_file_names_a_region_by_its_full_name(text: str, year: int, codes: set[str]) -> None:
    assert regions_named_in(text, year, QUXIAN_AND_NEAR[-1]) == codes


def test_a_name_nearby_is_offered_before_one_that_is_more_alike_elsewhere() -> None:
    """There is a 竹山县, in another province."""
    assert nearest_region("竹山县", QUXIAN_AND_NEAR) == "大竹县"
    assert nearest_region("竹山县") == "竹山县"


def test_the_nearest_name_is_offered() -> None:
    assert nearest_region("达州是") == "达州"
    assert nearest_region("某县") == ""
    assert nearest_region("大竹区", QUXIAN_AND_NEAR) in {"大竹", "大竹县"}
