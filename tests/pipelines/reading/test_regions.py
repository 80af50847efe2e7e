import pytest

from pipelines.reading.regions import find_region, nearest_region


@pytest.mark.parametrize(
    ("text", "year", "code"),
    [
        ("渠县", 2024, "511725"),
        ("渠　县", 2024, "511725"),
        ("四川", 2007, "510000"),
        ("四川省", 2007, "510000"),
        ("511725", 2024, "511725"),
        ("达县", 2012, "511721"),  # Q24
        ("达县", 2013, None),
        ("达川区", 2012, None),
        ("重庆", 1996, None),
        ("某县", 2024, None),
    ],
)
def test_a_region_is_found_by_the_name_it_had_in_the_year(text: str, year: int, code: str | None) -> None:
    assert find_region(text, year) == code


def test_the_nearest_name_is_offered() -> None:
    assert nearest_region("达州是") == "达州"
    assert nearest_region("某县") == ""
