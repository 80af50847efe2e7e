"""Going back: recorded, only to what was current once and verifies; no run undoes it while the data stay the same."""

from pathlib import Path

import pytest

from pipelines.lake.publications import PUBLICATIONS, ROLLED_BACK, WENT_ON, standing
from pipelines.lake.releases import DRAFT, OFFICIAL, POINTER, is_pointed_to
from pipelines.publishing import rollback
from pipelines.publishing.rollback import roll_back
from pipelines.publishing.statements import places_of, verify_signatures
from schemas.problems import Misuse, Refusal, Refusals
from tests.deliveries import state_of
from tests.offices import Office, code_of


def back(office: Office, release: Path) -> None:
    roll_back(office.root, release.name[:12], "张局", "数字有误")


def test_who_went_back_from_which_to_which_and_why_is_on_record(office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    back(office, first)
    line = PUBLICATIONS.read(office.root)[-1]
    assert (line.event, line.release, line.left) == (ROLLED_BACK, first.name, second.name)
    assert (line.signed_by, line.reason) == ("张局", "数字有误")
    assert office.named(POINTER) == office.named(OFFICIAL) == first.name
    assert (office.root / "official/report.html").read_bytes() == (first / "restricted/report.html").read_bytes()
    assert (office.root / "current/report.html").read_bytes() == (first / "restricted/report.html").read_bytes()
    assert list(verify_signatures(office.root)) == []


def test_the_official_release_stays_when_one_goes_back_to_what_never_was(office: Office) -> None:
    first = office.make("1")
    second = office.make_official("2")
    back(office, first)
    assert (office.named(POINTER), office.named(OFFICIAL)) == (first.name, second.name)


def test_what_was_taken_back_is_made_again_beside_the_current_release(office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    back(office, first)
    again = office.make("2", previous_official=standing(office.root).before[second.name]._asdict())
    assert (again, office.named(POINTER)) == (second, first.name)
    other = office.make("2")  # the same, but for the official release that it quotes
    assert other not in (first, second)
    assert office.named(POINTER) == first.name
    assert is_pointed_to(office.root, other.name), "it is where a run leaves it"


def test_what_other_data_make_is_current_and_ends_it_on_record(office: Office) -> None:
    first, _ = office.make_official("1"), office.make_official("2")
    back(office, first)
    third = office.make("3")
    assert (office.named(POINTER), office.named(OFFICIAL)) == (third.name, first.name)
    assert (PUBLICATIONS.read(office.root)[-1].event, standing(office.root).rollback) == (WENT_ON, None)
    ended = standing(office.root).ended
    assert ended is not None
    assert (ended[0].release, ended[1].release) == (first.name, third.name)
    assert office.make("2") != first, "once it is over, what was taken back is made as any other"


def test_one_may_go_back_twice_and_forth_again(office: Office) -> None:
    releases = [office.make(said) for said in "123"]
    back(office, releases[1])
    back(office, releases[0])
    assert office.named(POINTER) == releases[0].name
    assert office.make("3") == releases[2]
    assert office.named(POINTER) == releases[0].name
    back(office, releases[2])
    assert office.named(POINTER) == releases[2].name
    assert office.make("3") == releases[2]
    assert office.named(POINTER) == releases[2].name


def test_what_was_official_and_is_current_again_becomes_official_again(office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    for release in (second, second):
        with pytest.raises(Refusal) as refused:
            back(office, release)  # it is both
        assert refused.value.details == {"found": "它就是当前发布 | it is current"}
    assert office.make("1", previous_official={"release": "", "head": ""}) == first
    assert (office.named(POINTER), office.named(OFFICIAL)) == (first.name, second.name)
    back(office, first)
    assert office.named(POINTER) == office.named(OFFICIAL) == first.name


def test_a_draft_stands_beside_as_before(office: Office) -> None:
    first, _ = office.make("1"), office.make("2")
    draft = office.make("3", status="draft")
    back(office, first)
    assert (office.named(POINTER), office.named(DRAFT)) == (first.name, draft.name)
    office.make("2")
    assert (office.named(POINTER), (office.root / DRAFT).exists()) == (first.name, False)


def test_one_cannot_go_back_to_a_draft_nor_to_where_one_is(office: Office) -> None:
    draft, current, held = office.make("1", status="draft"), office.make("2"), office.make("3", is_held=True)
    for release in (draft, current, held):
        with pytest.raises(Refusal) as refused:
            back(office, release)
        assert (refused.value.code, refused.value.place.file) == ("E-ROLLBACK", release.name)
        assert (refused.value.details["found"] == "它就是当前发布 | it is current") == (release == current)
    with pytest.raises(Misuse):
        roll_back(office.root, "nothing", "张局", "数字有误")
    assert PUBLICATIONS.read(office.root) == []


@pytest.mark.parametrize("what", ["a file of the release", "its signature"])
def test_one_cannot_go_back_to_what_does_not_verify(what: str, office: Office) -> None:
    first, _ = office.make_official("1"), office.make_official("2")
    file = first / "restricted/report.html"
    path = file if what == "a file of the release" else places_of(office.root, first.name, "reviewed")[1]
    path.write_bytes(path.read_bytes()[:-9])
    before = state_of(office.root)
    with pytest.raises(Refusals) as refused:
        back(office, first)
    assert code_of(refused.value) in ("E-VERIFY", "E-SIGNATURE")
    assert state_of(office.root) == before


def test_a_kill_between_record_and_pointers_is_mended_by_whatever_comes_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = office.make_official("1"), office.make_official("2")
    with monkeypatch.context() as patched:
        follow = rollback.follow
        patched.setattr(rollback, "follow", lambda folder: follow(folder) if len(_lines(folder)) == 4 else _killed())
        with pytest.raises(KeyboardInterrupt):
            back(office, first)
    assert office.named(POINTER) != first.name
    rollback.follow(office.root)
    assert office.named(POINTER) == office.named(OFFICIAL) == first.name


def _lines(folder: Path) -> list[object]:
    return [*PUBLICATIONS.read(folder)]


def _killed() -> None:
    raise KeyboardInterrupt
