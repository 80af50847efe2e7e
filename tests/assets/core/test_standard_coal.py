"""Coefficients to standard coal: that of the year by heat, the last one known by the coal that makes electricity."""

import pytest

from tests.world import QUXIAN, Row, World


def by_heat(tce: float, since: int = 1949, until: int = 9999, **other: object) -> Row:
    """A declared coefficient of electricity."""
    about = {"subject_code": "electricity", "property": "standard_coal", "scope_code": ""} | other
    value = {"value": 1, "unit_code": "tce", "value_base": tce}
    return {"factor_id": f"{about}/{since}", "valid_from": since, "valid_to": until} | about | value


def by_coal(tce: float, since: int = 1949, until: int = 9999, **other: object) -> Row:
    return by_heat(tce, since, until, property="generation_coal", **other)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([by_heat(0.12)], (0.12, 0.12)),
        ([by_heat(0.12, until=2019)], ()),
        ([by_heat(0.12, since=2021)], ()),
        ([by_heat(0.12, scope_code=QUXIAN)], ()),
        ([by_heat(0.12, since=2020, until=2020)], (0.12, 0.12)),
        ([by_heat(0.14), by_heat(0.1, 2000), by_heat(0.12, 2010)], (0.12, 0.12)),
        ([by_heat(0.12), by_heat(0.1, 2010, 2015)], (0.12, 0.12)),
        ([by_coal(0.3)], ()),
        ([by_heat(0.12), by_coal(0.3)], (0.12, 0.3)),
        ([by_heat(0.12), by_coal(0.4, 2005, 2005), by_coal(0.2, 2008, 2008), by_coal(0.3, 2010, 2010)], (0.12, 0.3)),
        ([by_heat(0.12), by_coal(0.3, since=2021)], (0.12, 0.12)),
        ([by_heat(0.12), by_coal(0.3, scope_code=QUXIAN)], (0.12, 0.12)),
        ([by_heat(0.12), by_coal(0.3, subject_code="heat")], (0.12, 0.12)),
        ([by_heat(0.12), by_heat(9.0, 2015, property="carbon_content")], (0.12, 0.12)),
    ],
    ids=[
        "by heat alone",
        "no longer",
        "not yet",
        "of one county",
        "of the year alone",
        "the youngest",
        "the youngest has ended",
        "by coal alone",
        "by both",
        "by the last coal that was printed",
        "coal of a later year",
        "coal of one county",
        "coal of another fuel",
        "another property",
    ],
)
def test_a_coefficient_is_the_last_one_of_the_nation_and_leads_to_it(
    world: World, values: list[Row], expected: tuple[float, ...]
) -> None:
    """In 2020: a coefficient by heat ends with its years, coal per kilowatt-hour is carried on."""
    for given in (values, values[::-1]):
        world.put("core/deliveries", [{"table_name": "t"}])
        world.put("core/factor_values", given)
        found = [(row["calorific"], row["coal_equivalent"]) for row in world.build("core/standard_coal")]
        assert found == ([expected] if expected else [])
        used = [row["value_used"] for row in world.parents("standard_coal", "2020/electricity")]
        assert used == sorted(set(expected))
