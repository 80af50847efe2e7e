"""The bridge in short: a step is the sum of its categories and gases."""

from decimal import Decimal

from tests.world import Row, World

START: Row = {"view_code": "ipcc", "step_number": 1, "step_code": "start"}
STEP: Row = {"view_code": "ipcc", "step_number": 3, "step_code": "no_ipcc_line", "step_title_zh": "没有对应类别"}
END: Row = {"view_code": "ipcc", "step_number": 16, "step_code": "end"}


def test_a_step_is_the_sum_of_its_categories_and_gases(world: World) -> None:
    world.put(
        "marts/view_bridge",
        [
            START | {"gas": "", "amount_tco2e": 100},
            STEP | {"category_code": "E.8", "gas": "CH4", "amount_tco2e": Decimal("-2.5")},
            STEP | {"category_code": "E.8", "gas": "N2O", "amount_tco2e": Decimal("-1.5")},
            END | {"gas": "", "amount_tco2e": 96},
        ],
    )
    steps = {row["step_code"]: row["emissions_tco2e"] for row in world.build("marts/bridge_steps")}
    assert steps == {"start": 100, "no_ipcc_line": -4, "end": 96}
