"""What lines of the register say of labels."""

from dataclasses import replace

import pytest

from assets.needs import Confirmation
from pipelines.deliveries.register.answers import TAKEN_BACK, answer_event, answers_of, assumption, vouched
from pipelines.reading import Answer
from schemas.check_result import ANSWERED, place_id
from schemas.problems import Refusal

HOMES = Answer("gas__supply", "column", "民用", "居民生活", 2026, "王敏", "改名")
SHOPS = HOMES._replace(label="商服 › 其他", meaning="", by="李强")


def test_an_answer_comes_back_as_it_was_given() -> None:
    events = [answer_event(answer) for answer in (HOMES, SHOPS)]
    assert answers_of(events) == {"gas__supply": (HOMES, SHOPS)}
    assert answers_of([*events, answer_event(SHOPS, TAKEN_BACK)]) == {"gas__supply": (HOMES,)}


def test_a_label_on_another_axis_or_in_another_table_is_another_label() -> None:
    others = [HOMES._replace(axis="row"), HOMES._replace(table="gasfields__facilities")]
    found = answers_of(map(answer_event, [HOMES, *others]))
    assert found == {"gas__supply": (HOMES, others[0]), "gasfields__facilities": (others[1],)}


def test_who_answers_is_known_by_what_is_published_of_it() -> None:
    gone = HOMES._replace(table="gone__table")
    assert vouched({"gas__supply": (HOMES,), "gone__table": (gone,)}) == {
        place_id(ANSWERED, assumption(HOMES)): Confirmation("王敏", "改名")
    }
    assert assumption(SHOPS)["value_text"] == "不计入"
    assert place_id(ANSWERED, assumption(HOMES)) != place_id(ANSWERED, assumption(HOMES._replace(meaning="工业")))


@pytest.mark.parametrize("place", ["", "column 民用", '["column", "民用"]', '["cell", "民用", ""]', "{}"])
def test_a_line_that_says_no_answer_is_damage(place: str) -> None:
    with pytest.raises(Refusal) as refused:
        answers_of([answer_event(HOMES), replace(answer_event(HOMES), place=place)])
    assert (refused.value.code, refused.value.place.line) == ("E-REGISTER", 3)
