"""The steps to an official release: each by another person, in order, with nothing left in doubt."""

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from pipelines.deliveries.journal import append_events
from pipelines.deliveries.register import Holding, RegisteredFile, read_register
from pipelines.deliveries.register.rows import delivery_event, state_event
from pipelines.lake.publications import PUBLICATIONS, standing
from pipelines.lake.releases import OFFICIAL, POINTER, chains
from pipelines.publishing import steps
from pipelines.publishing.rollback import roll_back
from pipelines.publishing.statements import places_of, verify_signatures
from pipelines.publishing.steps import signing_of
from schemas.problems import Refusal, Refusals
from tests.deliveries import state_of
from tests.offices import CITY, GROUP, PREPARES, REVIEWS, STRANGER, Office, code_of


def test_a_release_that_two_have_signed_is_official_and_shown_to_people(office: Office) -> None:
    release = office.make()
    assert office.sign("prepared", PREPARES).next_step == "reviewed"
    assert not (office.root / OFFICIAL).exists(), "one signature makes nothing official"
    signing = office.sign("reviewed", REVIEWS)
    assert (signing.is_official, signing.next_step) == (True, "")
    assert office.named(OFFICIAL) == office.named(POINTER) == release.name
    assert (office.root / "official" / "report.html").read_bytes() == (release / "restricted/report.html").read_bytes()
    assert list(verify_signatures(office.root)) == []


def test_what_is_signed_names_the_release_the_one_before_and_all_that_was_shown(office: Office) -> None:
    first = office.make_official("1")
    release = office.make("2", to_sign_for=[GROUP], waivers=[{"factor_id": "a"}])
    before = PUBLICATIONS.content(office.root)
    office.sign("prepared", PREPARES)
    said = json.loads(places_of(office.root, release.name, "prepared")[0].read_bytes())
    assert (said["release"], said["previous_official"]["release"]) == (release.name, first.name)
    assert said["journal"] == f"2 {PUBLICATIONS.parse(before)[-1].sha256}"
    assert said["shown"]["to_sign_for"] == [GROUP]
    assert said["shown"]["waivers"] == [{"factor_id": "a"}]
    assert str(office.keys[PREPARES]) not in json.dumps(said), "where a key lies is nobody's business"


Attempt = Callable[[Office], object]


def twice(office: Office) -> object:
    return office.sign("prepared", PREPARES) and office.sign("prepared", PREPARES)


def one_person_twice(office: Office) -> object:
    office.enter((PREPARES, "prepared"), (PREPARES, "reviewed"))
    return office.sign("prepared", PREPARES) and office.sign("reviewed", PREPARES)


def one_key_under_two_names(office: Office) -> object:
    office.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"))
    text = (office.root / "signers").read_text(encoding="utf-8")
    key = office.keys[PREPARES].with_suffix(".pub").read_text().split()[1]
    other = office.keys[REVIEWS].with_suffix(".pub").read_text().split()[1]
    (office.root / "signers").write_text(text.replace(other, key), encoding="utf-8")
    office.sign("prepared", PREPARES)
    return office.sign("reviewed", REVIEWS, key=office.keys[PREPARES])


def after_another_became_official(office: Office) -> object:
    late = office.make("late")
    office.make_official("first")
    return office.sign("prepared", PREPARES, late)


def before_the_last_signature(office: Office) -> object:
    office.sign("prepared", PREPARES)
    steps.moment = lambda: datetime(2020, 1, 1, tzinfo=UTC)  # type: ignore[assignment]
    return office.sign("reviewed", REVIEWS)


PREPARED, REVIEWED = "编制 | prepared", "审核 | reviewed"

#: What is tried, and the code and the words of the refusal.
REFUSED: dict[str, tuple[Attempt, str, dict[str, object]]] = {
    "a step is skipped": (
        lambda office: office.sign("reviewed", REVIEWS),
        "E-SIGN-STEP",
        {"label": REVIEWED, "expected": PREPARED},
    ),
    "a step is signed twice": (
        twice,
        "E-SIGN-TWICE",
        {"label": PREPARED, "found": PREPARES, "expected": REVIEWED},
    ),
    "one person takes two steps": (
        one_person_twice,
        "E-SIGN-SAME",
        {"found": PREPARES, "other": PREPARED, "label": REVIEWED},
    ),
    "one key takes two steps": (
        one_key_under_two_names,
        "E-SIGN-SAME",
        {"found": PREPARES, "other": PREPARED, "label": REVIEWED},
    ),
    "a key that is another's": (
        lambda office: office.sign("prepared", PREPARES, key=office.keys[STRANGER]),
        "E-SIGN-WRONG-KEY",
        {"found": PREPARES},
    ),
    "a person whom nobody entered": (
        lambda office: office.sign("prepared", STRANGER),
        "E-SIGN-UNKNOWN",
        {"found": STRANGER},
    ),
    "a person of another step": (
        lambda office: office.sign("prepared", REVIEWS),
        "E-SIGN-ROLE",
        {"found": REVIEWS, "expected": PREPARED},
    ),
    "a key that is not there": (
        lambda office: office.sign("prepared", PREPARES, key=office.root / "nowhere"),
        "E-SIGN-KEY",
        {},
    ),
    "a step that nobody is asked for": (
        lambda office: office.sign("city", CITY),
        "E-USE",
        {"label": "--role", "found": "city", "expected": "prepared、reviewed"},
    ),
    "a group that does not exist": (
        lambda office: office.sign("prepared", PREPARES, accepted=["x=why"]),
        "E-USE",
        {"label": "--accept", "found": "x", "expected": "all"},
    ),
    "made before another became official": (after_another_became_official, "E-SIGN-CHAIN", {"found": "—"}),
    "the clock runs back": (before_the_last_signature, "E-SIGN-CLOCK", {"found": "2020-01-01T00:00:00Z"}),
}


@pytest.mark.parametrize(("attempt", "code", "details"), REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_the_reason_and_nothing_becomes_official(
    attempt: Attempt, code: str, details: dict[str, object], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "moment", steps.moment)  # undone afterwards
    release = office.make()
    with pytest.raises(Refusal) as refused:
        attempt(office)
    assert refused.value.code == code
    assert refused.value.details.items() >= details.items()
    assert "？" not in refused.value.render() + refused.value.render("en")
    assert standing(office.root).official.release != release.name
    assert list(verify_signatures(office.root)) == []


def test_a_draft_is_refused_with_the_places_in_doubt(office: Office) -> None:
    said = {"a1b2c3": "年鉴 E5", "b": "月报 B2", "c": "月报 B3", "d": "月报 B4"}
    held = [{"place_id": place, "rule_code": "H-STEP", "message_zh": text} for place, text in said.items()]
    draft = office.make("doubtful", status="draft", held_places=held)
    for release in (None, draft):
        with pytest.raises(Refusal) as refused:
            office.sign("prepared", PREPARES, release)
        assert refused.value.code == "E-SIGN-HELD"
        assert refused.value.details == {"found": 4, "other": "a1b2c3 年鉴 E5；b 月报 B2；c 月报 B3"}
    assert PUBLICATIONS.read(office.root) == []


def test_a_draft_that_moves_published_figures_is_refused_and_the_current_release_beside_it_is_not(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    current, draft = office.make("1"), office.make("2", is_held=True)
    monkeypatch.setattr(steps, "waiting", lambda data_dir: [{"place_id": "m1", "message_zh": "2023年"}])
    with pytest.raises(Refusal) as refused:
        office.sign("prepared", PREPARES)  # what the last run made
    assert (refused.value.code, refused.value.details) == ("E-SIGN-HELD", {"found": 1, "other": "m1 2023年"})
    with pytest.raises(Refusal, match="E-SIGN-HELD"):
        office.sign("prepared", PREPARES, draft)
    assert office.sign("prepared", PREPARES, current).next_step == "reviewed"


@pytest.mark.parametrize("name", ["report.html", "qingdan.duckdb", "parquet/marts/a.parquet"])
def test_a_release_of_which_a_byte_has_changed_is_not_signed(name: str, office: Office) -> None:
    release = office.make()
    path = release / "restricted" / name
    path.write_bytes(path.read_bytes() + b" ")
    before = state_of(office.root)
    with pytest.raises(Refusals) as refused:
        office.sign("prepared", PREPARES)
    assert (code_of(refused.value), state_of(office.root)) == ("E-VERIFY", before)


@pytest.mark.parametrize(
    ("accepted", "left"),
    [((), 2), (("recalled:ipcc_2006_v2",), 1), (("all",), 0), (("recalled:ipcc_2006_v2=读过复印件", "other_years"), 0)],
)
def test_the_reviewer_answers_for_every_group_of_factors(accepted: tuple[str, ...], left: int, office: Office) -> None:
    office.make(to_sign_for=[GROUP, GROUP | {"group_id": "other_years"}])
    office.sign("prepared", PREPARES)
    if left:
        with pytest.raises(Refusal) as refused:
            office.sign("reviewed", REVIEWS, accepted=accepted)
        named = "、".join([str(GROUP["group_id"]), "other_years"][-left:])
        assert (refused.value.code, refused.value.details) == ("E-SIGN-OPEN", {"found": left, "other": named})
        return
    signing = office.sign("reviewed", REVIEWS, accepted=accepted)
    said = json.loads(places_of(office.root, signing.release.name, "reviewed")[0].read_bytes())["accepted"]
    assert said.keys() == {"recalled:ipcc_2006_v2", "other_years"}
    assert said["other_years"] == "核对无误"
    assert said["recalled:ipcc_2006_v2"] == ("读过复印件" if "=" in accepted[0] else "核对无误")


def test_where_the_city_is_entered_nothing_is_official_before_it_has_signed(office: Office) -> None:
    office.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"), (CITY, "city"))
    release = office.make()
    office.sign("prepared", PREPARES)
    assert not office.sign("reviewed", REVIEWS).is_official
    assert not (office.root / OFFICIAL).exists()
    assert office.sign("city", CITY).is_official
    office.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"), (CITY, "city"), (STRANGER, "province"))
    assert signing_of(office.root, release.name).next_step == "", "what was asked for then stays"


def test_what_became_official_asks_for_the_steps_of_its_last_signature(office: Office) -> None:
    office.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"), (CITY, "city"))
    release = office.make()
    assert office.sign("prepared", PREPARES).steps == ["prepared", "reviewed", "city"]
    office.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"))
    signing = office.sign("reviewed", REVIEWS)
    assert (signing.is_official, signing.steps, signing.next_step) == (True, ["prepared", "reviewed"], "")
    assert list(verify_signatures(office.root, release.name)) == []


def test_a_revision_is_a_release_of_its_own_and_the_old_one_still_verifies(office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    assert office.named(OFFICIAL) == second.name
    assert json.loads((second / "content.json").read_bytes())["previous_official"]["release"] == first.name
    assert list(verify_signatures(office.root)) == []
    assert signing_of(office.root, first.name).known.before[second.name].release == first.name


def test_what_was_taken_back_is_not_signed(office: Office) -> None:
    first = office.make_official("1")
    office.make("2")
    roll_back(office.root, first.name, "张局", "数字有误")
    with pytest.raises(Refusal) as refused:
        office.sign("prepared", PREPARES, office.root / "releases" / standing(office.root).left[0])
    assert refused.value.code == "E-ROLLED-BACK"
    assert refused.value.details == {"by": "张局", "expected": first.name[:12], "found": "数字有误"}


def test_what_was_not_taken_back_or_is_current_again_may_be_signed(office: Office) -> None:
    aside, first, second = (office.make(said) for said in "123")
    roll_back(office.root, first.name, "张局", "数字有误")
    assert office.sign("prepared", PREPARES, aside).next_step == "reviewed"
    roll_back(office.root, second.name, "张局", "数字无误")
    assert office.sign("prepared", PREPARES, second).next_step == "reviewed"
    with pytest.raises(Refusal, match="E-ROLLED-BACK"):
        office.sign("prepared", PREPARES, first)


def test_what_rests_on_a_file_that_was_withdrawn_and_did_not_come_again_is_not_signed(office: Office) -> None:
    names = ("月报.xlsx", "年鉴.xlsx", "旧表.xlsx", "公报.xlsx")
    digests = {name: hashlib.sha256(name.encode()).hexdigest() for name in names}
    for name, digest in digests.items():
        (office.root / "delivered" / digest).write_bytes(name.encode())
    holding = Holding("gas__supply", "511725", ("2024",))
    delivered = {name: RegisteredFile(digests[name], 18, name, 0, (holding,), "final") for name in names}
    events = append_events(office.root, [], map(delivery_event, delivered.values()))
    events = append_events(office.root, events, [state_event("withdrawn", read_register(office.root)[:3], "张局")])
    append_events(office.root, events, [delivery_event(delivered["旧表.xlsx"])])
    inputs = [{"sha256": digest, "file_name": "?"} for digest in digests.values()]
    office.make(inputs=inputs)
    with pytest.raises(Refusal) as refused:
        office.sign("prepared", PREPARES)
    assert (refused.value.code, refused.value.details) == ("E-SIGN-WITHDRAWN", {"found": "月报.xlsx、年鉴.xlsx"})
    office.make(inputs=inputs[2:])
    assert office.sign("prepared", PREPARES).next_step == "reviewed"


def test_a_release_that_quotes_an_earlier_official_one_is_refused_with_both(office: Office) -> None:
    first, late = office.make_official("1"), office.make("late")
    second = office.make_official("2")
    with pytest.raises(Refusal) as refused:
        office.sign("prepared", PREPARES, late)
    assert refused.value.details == {"found": first.name[:12], "expected": second.name[:12]}


def test_two_may_sign_in_the_same_second_but_none_a_second_before_the_last(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sign(second: int, role: str, by: str) -> bool:
        monkeypatch.setattr(steps, "moment", lambda: datetime(2026, 11, 20, 8, 0, second, tzinfo=UTC))
        return office.sign(role, by).is_official

    office.make("1")
    sign(5, "prepared", PREPARES)
    assert sign(5, "reviewed", REVIEWS)
    office.make("2")
    sign(8, "prepared", PREPARES)
    with pytest.raises(Refusal) as refused:
        sign(7, "reviewed", REVIEWS)
    assert refused.value.details == {"found": "2026-11-20T08:00:07Z", "expected": "2026-11-20T08:00:08Z"}


def test_an_official_release_stays_when_a_run_makes_another(office: Office) -> None:
    first, second = office.make_official("1"), office.make("2")
    assert (office.named(POINTER), office.named(OFFICIAL)) == (second.name, first.name)
    assert chains(office.root)[-1].release == first.name


def test_a_kill_before_the_journal_leaves_a_signature_that_does_not_count(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = office.make()
    office.sign("prepared", PREPARES)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "record", lambda *given: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            office.sign("reviewed", REVIEWS)
    assert all(path.exists() for path in places_of(office.root, release.name, "reviewed"))
    assert not signing_of(office.root).is_official
    assert office.sign("reviewed", REVIEWS).is_official


def test_a_kill_after_the_journal_is_mended_by_whatever_comes_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = office.make()
    office.sign("prepared", PREPARES)
    with monkeypatch.context() as patched:
        patched.setattr(steps, "follow", standing)
        office.sign("reviewed", REVIEWS)
    assert not (office.root / OFFICIAL).exists()
    with pytest.raises(Refusal, match="E-SIGN-TWICE"):
        office.sign("reviewed", REVIEWS)
    assert Path(office.root / OFFICIAL).read_text().strip() == release.name
