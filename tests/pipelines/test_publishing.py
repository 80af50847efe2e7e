"""Publishing from the command line, and what a run makes of it: a real release, signed, taken back, followed."""

import json
from pathlib import Path

import pytest

from pipelines.lake.publications import WENT_ON, standing
from pipelines.lake.releases import CONTENT, OFFICIAL, POINTER, current_release
from pipelines.publishing.page import FILE_NAME
from tests.commands import Answer, ask
from tests.conftest import TOWN_ASKED, build_town, prepare_once
from tests.deliveries import GAS, REVISED_GAS, copy_of, flip, with_cells
from tests.offices import PREPARES, REVIEWS, Office, make_keys, signers

ASKED = ("--years", TOWN_ASKED["years"], "--basis", TOWN_ASKED["bases"])


def sign(town: Path, role: str, by: str, keys: dict[str, Path], *more: str) -> Answer:
    asked = ("--role", role, "--key", keys[by], "--by", by, "--reason", "核对无误", *more)
    return ask("publish", "--data", town, *asked)


def enter(town: Path, keys: dict[str, Path]) -> None:
    (town / "signers").write_text(signers(keys, (PREPARES, "prepared"), (REVIEWS, "reviewed")), encoding="utf-8")


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make_keys(tmp_path_factory.mktemp("keys"))


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, keys: dict[str, Path]) -> tuple[Path, list[Answer]]:
    """The town with its first release signed by two, and what the commands said."""
    town = copy_of(prepare_once(tmp_path_factory, "town", build_town), tmp_path_factory.mktemp("published") / "town")
    shown = ask("publish", "--data", town)
    enter(town, keys)
    said = [shown, ask("publish", "--data", town), sign(town, "prepared", PREPARES, keys)]
    said += [sign(town, "reviewed", REVIEWS, keys), sign(town, "reviewed", REVIEWS, keys, "--accept", "all")]
    return town, said


@pytest.fixture
def official(published: tuple[Path, list[Answer]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own with an official release."""
    for name, asked in TOWN_ASKED.items():
        monkeypatch.setenv(f"QINGDAN_{name.upper()}", asked)
    return copy_of(published[0], tmp_path / "official")


def test_a_signer_is_shown_everything_and_the_reviewer_answers_for_it(published: tuple[Path, list[Answer]]) -> None:
    town, (unlisted, shown, prepared, refused, reviewed) = published
    assert (unlisted.code, unlisted.err[:9]) == (1, "E-SIGNERS")
    assert unlisted.out, "what there is to sign is shown without a list of signers, too"
    content = json.loads((current_release(town) / CONTENT).read_bytes())
    groups = content["to_sign_for"]
    assert {group["group_id"] for group in groups} >= {"recalled:provincial_guideline_2011"}
    for group in groups:
        assert group["group_id"] in shown.out
        assert group["tonnes_co2e"] in shown.out
        assert group["group_id"] in refused.err
    assert "下一步：编制" in shown.out
    assert (prepared.code, "下一步：审核" in prepared.out) == (0, True)
    assert (refused.code, refused.err.split()[0]) == (1, "E-SIGN-OPEN")
    assert (reviewed.code, "✓ 正式发布" in reviewed.out) == (0, True)
    assert (town / "official" / FILE_NAME).exists()


def test_a_release_says_nothing_of_its_own_signatures(published: tuple[Path, list[Answer]]) -> None:
    town, _ = published
    assert current_release(town, OFFICIAL) == current_release(town)
    assert PREPARES not in (current_release(town) / "restricted/report.html").read_text(encoding="utf-8")


def test_a_run_without_new_data_leaves_the_official_release_as_it_is(official: Path) -> None:
    before = current_release(official)
    for _ in range(2):
        answer = ask("run", "--data", official)
        assert (answer.code, current_release(official)) == (0, before), answer.err
        assert "运行资产：0" in answer.out
        assert f"签发：正式发布：编制 {PREPARES}，审核 {REVIEWS}" in answer.out
    verified = ask("verify", "--data", official)
    assert (verified.code, "正式发布：编制" in verified.out) == (0, True)


def test_what_is_made_afterwards_quotes_it_and_is_not_official(official: Path, tmp_path: Path) -> None:
    first, chain = current_release(official), standing(official).official
    assert "新收的交付" not in ask("publish", "--data", official).out
    assert ask("register", with_cells(GAS, tmp_path, "供气量", REVISED_GAS), "--data", official).code == 0
    assert f"… 1 份新收的交付不在其中：《{GAS.name}》" in ask("publish", "--data", official).out
    answer = ask("run", "--data", official)
    second = current_release(official)
    assert (answer.code, second == first, current_release(official, OFFICIAL)) == (0, False, first)
    assert f"签发：未签发；正式发布：{first.name[:16]}" in answer.out
    assert json.loads((second / CONTENT).read_bytes())["previous_official"] == chain._asdict()
    report = (second / "restricted/report.html").read_text(encoding="utf-8")
    assert first.name[:16] in report
    assert chain.head.split()[1] in report
    assert "运行资产：0" in ask("run", "--data", official).out
    for release in (first, second):
        assert ask("verify", release.name[:12], "--data", official).code == 0


def test_a_release_that_rests_on_a_withdrawn_file_is_not_signed_until_a_run_has_left_it_out(
    published: tuple[Path, list[Answer]], official: Path, tmp_path: Path, keys: dict[str, Path]
) -> None:
    revised = with_cells(GAS, tmp_path, "供气量", REVISED_GAS)
    because = ("--by", "张局", "--reason", "供气量报错")
    assert ask("register", revised, "--data", official).code == 0
    assert ask("run", "--data", official).code == 0
    assert ask("withdraw", GAS.name, *because, "--data", official).code == 0
    refused = sign(official, "prepared", PREPARES, keys)
    assert (refused.code, refused.err.split()[0], GAS.name in refused.err) == (1, "E-SIGN-WITHDRAWN", True)
    assert ask("register", revised, "--data", official).code == 0  # the same bytes, which count again
    assert sign(official, "prepared", PREPARES, keys).code == 0


def test_what_was_taken_back_does_not_come_back_by_a_run_and_other_data_go_on(official: Path, tmp_path: Path) -> None:
    first = current_release(official)
    assert ask("register", with_cells(GAS, tmp_path / "1", "供气量", REVISED_GAS), "--data", official).code == 0
    assert ask("run", "--data", official).code == 0
    second = current_release(official)
    back = ("--by", "张局", "--reason", "供气量报错", "--data", official)
    answer = ask("rollback", first.name[:12], *back)
    assert (answer.code, current_release(official)) == (0, first), answer.err
    for _ in range(2):
        answer = ask("run", "--data", official)
        assert (answer.code, current_release(official)) == (0, first)
        assert f"I-ROLLED-BACK 张局 已退回到 {first.name[:16]}（供气量报错）" in answer.out
        assert second.name[:16] in answer.out
    corrected = with_cells(GAS, tmp_path / "2", "供气量", {"E23": 4831.67, "B23": 13671.15})
    assert ask("register", corrected, "--data", official).code == 0
    answer = ask("run", "--data", official)
    assert (answer.code, current_release(official) in (first, second)) == (0, False)
    assert "I-WENT-ON 张局 退回到" in answer.out
    ended = standing(official).ended
    assert ended is not None
    assert (ended[1].event, ended[1].release) == (WENT_ON, current_release(official).name)


def test_removing_only_lists_until_it_is_told_to(official: Path) -> None:
    gone = official / "releases" / ".damaged-x"
    gone.mkdir()
    answer = ask("gc", "--data", official)
    assert (answer.code, gone.exists()) == (0, True)
    assert "releases/.damaged-x" in answer.out
    assert "--delete" in answer.out
    assert ask("gc", "--delete", "--data", official).code == 0
    assert not gone.exists()
    assert "没有可以清理的" in ask("gc", "--data", official).out
    assert ask("verify", "--data", official).code == 0


@pytest.mark.parametrize("what", ["a file of the release", "a statement", "the journal", "the pointer"])
def test_verify_finds_what_was_changed(what: str, official: Path) -> None:
    release = current_release(official)
    path, code = {
        "a file of the release": (release / "restricted/report.html", "E-VERIFY"),
        "a statement": (official / "signatures" / release.name / "reviewed.json", "E-SIGNATURE"),
        "the journal": (official / "releases.csv", "E-CHAIN"),
        "the pointer": (official / OFFICIAL, "E-OFFICIAL"),
    }[what]
    flip(path, 5 if what == "the pointer" else -20)
    answer = ask("verify", "--data", official)
    assert (answer.code, answer.err.split()[0]) == (1, code)


def test_an_auditor_verifies_with_another_list(official: Path, tmp_path: Path) -> None:
    own = tmp_path / "名单"
    own.write_text("", encoding="utf-8")
    assert ask("verify", "--signers", own, "--data", official).err.split()[0] == "E-SIGN-UNKNOWN"


@pytest.mark.parametrize("left", ["--key", "--by", "--reason"])
def test_to_sign_takes_key_name_and_reason(left: str, official: Path, tmp_path: Path) -> None:
    asked = {"--key": str(tmp_path / "key"), "--by": "王", "--reason": "好"}
    asked.pop(left)
    words = [word for pair in asked.items() for word in pair]
    answer = ask("publish", "--role", "prepared", *words, "--data", official)
    assert (answer.code, left in answer.err) == (2, True)
    assert (official / POINTER).exists()


def test_no_run_signs_or_removes_while_another_holds_the_folder(office: Office) -> None:
    from pipelines.lake.lock import hold_lock

    office.make()
    with hold_lock(office.root):
        for asked in (("publish",), ("gc", "--delete"), ("rollback", "0", "--by", "张", "--reason", "误")):
            assert ask(*asked, "--data", office.root).err.split()[0] == "E-LOCKED"


@pytest.fixture
def office(keys: dict[str, Path], tmp_path: Path) -> Office:
    return Office(tmp_path / "office", keys)
