"""What the lines of the journal of releases come to."""

from pathlib import Path

from pipelines.lake.journal import head_of
from pipelines.lake.publications import (
    PUBLICATIONS,
    ROLLED_BACK,
    SIGNED,
    WENT_ON,
    Chain,
    Publication,
    record,
    standing,
    standing_of,
)

TWO = "prepared reviewed"


def signed(release: str, *roles: str, asked: str = TWO) -> list[Publication]:
    return [Publication(event=SIGNED, release=release, role=role, roles=asked) for role in roles or asked.split()]


def back(release: str, left: str) -> Publication:
    return Publication(event=ROLLED_BACK, release=release, left=left)


def test_nothing_is_official_before_the_last_step_that_was_asked_for() -> None:
    assert standing_of([]).official == Chain()
    assert standing_of(signed("a", "prepared")).official == Chain()
    three = signed("a", "prepared", "reviewed", asked=f"{TWO} city")
    assert standing_of(three).official == Chain()
    lines = [*three, *signed("a", "city", asked=f"{TWO} city")]
    assert standing_of(lines).official == Chain("a", head_of(lines))


def test_each_official_release_knows_the_one_before() -> None:
    lines = [*signed("a"), *signed("b")]
    found = standing_of(lines)
    assert found.official == Chain("b", head_of(lines))
    assert found.before == {"a": Chain(), "b": Chain("a", head_of(lines[:2]))}
    assert [line.role for line in found.signatures["b"]] == ["prepared", "reviewed"]


def test_going_back_moves_what_is_official_only_to_what_once_was() -> None:
    lines = [*signed("a"), *signed("b"), back("a", "b")]
    found = standing_of(lines)
    assert (found.official, found.left) == (Chain("a", head_of(lines)), ["b"])
    assert standing_of([*lines, back("c", "a")]).official == found.official
    assert standing_of([*signed("a"), back("a", "c")]).official == standing_of(signed("a")).official


def test_what_a_run_makes_of_other_data_ends_a_rollback() -> None:
    went_on = Publication(event=WENT_ON, release="c")
    found = standing_of([*signed("a"), back("a", "b"), went_on])
    assert (found.rollback, found.left, found.ended) == (None, [], (back("a", "b"), went_on))


def test_a_run_that_goes_on_ends_no_rollback_where_none_is_in_force() -> None:
    went_on = Publication(event=WENT_ON, release="c")
    assert standing_of([*signed("a"), went_on]).ended is None
    lines = [*signed("a"), back("a", "b"), went_on, Publication(event=WENT_ON, release="d")]
    assert standing_of(lines).ended == (back("a", "b"), went_on)


def test_who_goes_back_twice_has_left_both_and_the_last_one_is_in_force() -> None:
    found = standing_of([*signed("a"), *signed("b"), back("b", "c"), back("a", "b")])
    assert (found.left, found.rollback, found.official.release) == (["c", "b"], back("a", "b"), "a")


def test_going_back_to_what_is_official_leaves_its_chain_as_it_was() -> None:
    lines = signed("a")
    assert standing_of([*lines, back("a", "c")]).official == Chain("a", head_of(lines))


def test_a_line_is_added_to_what_stands_there(tmp_path: Path) -> None:
    assert standing(tmp_path).official == Chain()
    for line in signed("a"):
        record(tmp_path, line)
    assert [line.number for line in PUBLICATIONS.read(tmp_path)] == ["1", "2"]
    assert standing(tmp_path).official.release == "a"
