"""Statements and their signatures: whatever is changed in them, in the journal or in a pointer is found."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.lake.publications import FILE_NAME, HEAD_NAME, PUBLICATIONS, Chain, Publication
from pipelines.lake.releases import ENVELOPE, OFFICIAL, as_json
from pipelines.publishing import statements, steps
from pipelines.publishing.signatures import SIGNERS
from pipelines.publishing.statements import places_of, rebuilt_databases, require_chained, verify_signatures
from schemas.problems import Place, Refusal
from tests.offices import CITY, PREPARES, REVIEWS, Office, signers


def statement(office: Office, release: Path, role: str = "reviewed") -> Path:
    return places_of(office.root, release.name, role)[0]


def signature(office: Office, release: Path) -> Path:
    return places_of(office.root, release.name, "reviewed")[1]


def rewritten(office: Office, change: Callable[[list[Publication]], list[Publication]]) -> None:
    """A journal with other lines and a head that fits: somebody knew how it is written."""
    lines = change(PUBLICATIONS.read(office.root))
    for name in (FILE_NAME, HEAD_NAME):
        (office.root / name).unlink()
    PUBLICATIONS.append(office.root, [], lines)


def swapped(office: Office, first: Path, second: Path) -> None:
    """The signature of one release put in the place of another's."""
    for one, other in zip(
        places_of(office.root, first.name, "reviewed"),
        places_of(office.root, second.name, "reviewed"),
        strict=True,
    ):
        shutil.copyfile(one, other)


Tamper = Callable[[Office, Path, Path], object]

CHANGED, OTHER = "内容已改变 | content changed", "与发布记录不一致 | it does not agree with the record of releases"
MISSING = "签名文件缺失或已损坏 | missing or damaged"

#: What is done to the second of two official releases, and what is told: code, whose signature, and why it is refused.
TAMPERED: dict[str, tuple[Tamper, list[tuple[str, str, str]]]] = {
    "a statement says another reason": (
        lambda office, _, release: statement(office, release).write_text(
            statement(office, release).read_text(encoding="utf-8").replace("核对无误", "核对有误"), encoding="utf-8"
        ),
        [("E-SIGNATURE", "second 审核", CHANGED)],
    ),
    "a signature is cut off": (
        lambda office, _, release: signature(office, release).write_bytes(b"-----BEGIN SSH SIGNATURE-----\n"),
        [("E-SIGNATURE", "second 审核", CHANGED)],
    ),
    "a statement is gone": (
        lambda office, _, release: statement(office, release).unlink(),
        [("E-SIGNATURE", "second 审核", f"{MISSING}: FileNotFoundError")],
    ),
    "a statement is no JSON": (
        lambda office, _, release: statement(office, release).write_bytes(b"\xff{"),
        [("E-SIGNATURE", "second 审核", f"{MISSING}: UnicodeDecodeError")],
    ),
    "the signature of another release": (swapped, [("E-SIGNATURE", "second 审核", CHANGED)]),
    "the journal says another person": (
        lambda office, _, __: rewritten(office, lambda lines: [replace(line, signed_by=CITY) for line in lines]),
        [("E-SIGNATURE", f"{release} {title}", OTHER) for release in ("first", "second") for title in ("编制", "审核")],
    ),
    "the journal says another key": (
        lambda office, _, __: rewritten(office, lambda lines: [*lines[:3], replace(lines[3], key="SHA256:x")]),
        [("E-SIGNATURE", "second 审核", "密钥与发布记录不一致 | another key than the record says")],
    ),
    "a line of the journal is gone": (
        lambda office, _, __: rewritten(office, lambda lines: lines[1:]),
        [("E-SIGNATURE", whose, OTHER) for whose in ("first 审核", "second 编制", "second 审核")],
    ),
    "a signer is entered no more": (
        lambda office, _, __: office.enter((PREPARES, "prepared")),
        [("E-SIGN-UNKNOWN", "", REVIEWS)] * 2,
    ),
    "a signer may not take the step any more": (
        lambda office, _, __: office.enter((PREPARES, "prepared"), (REVIEWS, "city")),
        [("E-SIGN-ROLE", "", REVIEWS)] * 2,
    ),
}


@pytest.mark.parametrize(("tamper", "told"), TAMPERED.values(), ids=TAMPERED)
def test_it_is_found_with_the_reason(tamper: Tamper, told: list[tuple[str, str, str]], office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    assert list(verify_signatures(office.root)) == []
    tamper(office, first, second)
    found = list(verify_signatures(office.root))
    names = {"first": first.name[:12], "second": second.name[:12]}
    expected = [(code, " ".join(names.get(word, word) for word in whose.split()), why) for code, whose, why in told]
    assert [(each.code, each.details.get("label", ""), each.details["found"]) for each in found] == expected
    assert all("？" not in refusal.render() + refusal.render("en") for refusal in found)


def test_the_signatures_of_one_release_are_looked_at_without_those_of_others(office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    statement(office, second, "prepared").unlink()
    assert list(verify_signatures(office.root, first.name)) == []
    found = [refusal.details["label"] for refusal in verify_signatures(office.root, second.name)]
    assert found == [f"{second.name[:12]} 编制"]


def test_any_changed_byte_of_the_journal_is_found(office: Office) -> None:
    release = office.make_official()
    content = (office.root / FILE_NAME).read_bytes()
    for position in range(0, len(content), 7):
        changed = bytearray(content)
        changed[position] ^= 1
        (office.root / FILE_NAME).write_bytes(changed)
        with pytest.raises(Refusal, match="E-CHAIN"):
            require_chained(office.root, release)


def test_what_two_people_never_signed_is_no_official_release_whatever_the_journal_says(office: Office) -> None:
    release = office.make()
    office.sign("prepared", PREPARES)
    (line,) = PUBLICATIONS.read(office.root)
    PUBLICATIONS.append(office.root, [line], [replace(line, role="reviewed", signed_by=REVIEWS)])
    assert "E-SIGNATURE" in {refusal.code for refusal in verify_signatures(office.root, release.name)}


@pytest.mark.parametrize(("name", "key"), [(PREPARES, REVIEWS), (REVIEWS, PREPARES)], ids=["one name", "one key"])
def test_two_steps_of_one_name_or_of_one_key_are_found_whoever_let_them_be_signed(
    name: str, key: str, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    release = office.make()
    office.sign("prepared", PREPARES)
    second = signers({name: office.keys[key]}, (name, "reviewed"))
    (office.root / SIGNERS).write_text(signers(office.keys, (PREPARES, "prepared")) + second, encoding="utf-8")
    monkeypatch.setattr(steps, "_require_turn", lambda signing, _: signing.signed.clear())  # what refuses it at once
    office.sign("reviewed", name, key=office.keys[key])
    found = [refusal.render() for refusal in verify_signatures(office.root, release.name)]
    assert [text for text in found if "步骤或签署人不合规定" in text] == found != []


def step(role: str, by: str, key: str, roles: str = "prepared reviewed city") -> Publication:
    return Publication(event="signed", release="a", role=role, roles=roles, signed_by=by, key=key)


FIRST = step("prepared", "甲", "k1")


@pytest.mark.parametrize(
    ("line", "others", "is_in_turn"),
    [
        (FIRST, [], True),
        (step("reviewed", "乙", "k2"), [FIRST], True),
        (step("city", "丙", "k3"), [FIRST, step("reviewed", "乙", "k2")], True),
        (step("reviewed", "乙", "k2"), [], False),
        (step("city", "丙", "k3"), [FIRST], False),
        (FIRST, [FIRST], False),
        (step("reviewed", "甲", "k2"), [FIRST], False),
        (step("reviewed", "乙", "k1"), [FIRST], False),
        (step("prepared", "甲", "k1", roles="prepared"), [], False),
        (step("reviewed", "乙", "k2", roles="reviewed"), [], False),
        (step("city", "丙", "k3", roles="city prepared reviewed"), [], True),
    ],
)
def test_a_step_follows_those_that_were_asked_for_before_it_by_others_with_other_keys(
    line: Publication, others: list[Publication], is_in_turn: bool
) -> None:
    assert statements._in_turn(line, others) == is_in_turn


def test_a_statement_agrees_with_its_line_and_with_all_that_was_written_before() -> None:
    line = replace(step("reviewed", "乙", "k2"), signed_at="2026-11-20T08:00:00Z", reason="核对无误")
    official = Chain("b", "2 x")
    said = {"release": "a", "role": "reviewed", "roles": "prepared reviewed city", "signed_by": "乙"}
    said |= {"signed_at": "2026-11-20T08:00:00Z", "reason": "核对无误", "journal": f"1 {FIRST.sha256}"}
    about = said | {"previous_official": {"release": "b", "head": "2 x"}}
    assert statements._agree(about, line, [FIRST], official)
    assert [name for name in about if statements._agree(about | {name: "?"}, line, [FIRST], official)] == []
    assert not statements._agree(about, line, [], official)


def test_an_auditor_brings_a_list_of_signers(office: Office, tmp_path: Path) -> None:
    office.make_official()
    own = shutil.copyfile(office.root / SIGNERS, tmp_path / "名单")
    office.enter((CITY, "prepared"), (CITY, "reviewed"))
    assert {refusal.code for refusal in verify_signatures(office.root)} == {"E-SIGN-UNKNOWN"}
    assert list(verify_signatures(office.root, signers=own)) == []


@pytest.mark.parametrize("is_gone", [True, False], ids=["gone with its head", "an older one with its head"])
def test_a_journal_that_is_older_than_what_a_release_quotes_is_found(is_gone: bool, office: Office) -> None:
    office.make_official("1")
    kept = {name: (office.root / name).read_bytes() for name in (FILE_NAME, HEAD_NAME)}
    office.make_official("2")
    release = office.make("3")
    require_chained(office.root, release)
    for name, content in kept.items():
        (office.root / name).unlink()
        if not is_gone:
            (office.root / name).write_bytes(content)
    with pytest.raises(Refusal) as refused:
        require_chained(office.root, release)
    assert refused.value.code == "E-CHAIN"
    # the first line that is missing, below the heading and those that are there
    assert refused.value.place == Place(FILE_NAME, line=2 if is_gone else 4)
    found, expected = (str(refused.value.details[name]) for name in ("found", "expected"))
    assert found.startswith("0 行 000000000000" if is_gone else "2 行 ")
    assert expected.startswith("4 行 ")


def test_an_official_pointer_that_the_journal_does_not_know_is_found(office: Office) -> None:
    release = office.make()
    require_chained(office.root, release)
    (office.root / OFFICIAL).write_text(f"{release.name}\n")
    with pytest.raises(Refusal) as refused:
        require_chained(office.root, release)
    assert (refused.value.code, refused.value.place) == ("E-OFFICIAL", Place(OFFICIAL))
    assert refused.value.details == {"found": release.name[:12], "expected": "—"}
    (office.root / OFFICIAL).unlink()
    office.sign("prepared", PREPARES)
    office.sign("reviewed", REVIEWS)
    (office.root / OFFICIAL).unlink()
    with pytest.raises(Refusal) as refused:
        require_chained(office.root, release)
    assert refused.value.details == {"found": "—", "expected": release.name[:12]}


def test_a_database_that_was_built_again_since_it_was_signed_is_told(office: Office) -> None:
    release = office.make_official()
    assert list(rebuilt_databases(office.root, release)) == []
    envelope = json.loads((release / ENVELOPE).read_bytes())
    envelope["files"]["restricted/qingdan.duckdb"] = "0" * 64
    del envelope["digest"]
    from pipelines.lake.releases import _seal

    (release / ENVELOPE).write_bytes(as_json(_seal(envelope)))
    (notice,) = rebuilt_databases(office.root, release)
    assert (notice.code, notice.place.file) == ("I-DATABASE", "restricted/qingdan.duckdb")


def test_databases_are_compared_with_those_of_the_last_signature(office: Office) -> None:
    release = office.make()
    office.sign("prepared", PREPARES)

    def built_again(**files: str) -> list[str]:
        from pipelines.lake.releases import _seal

        envelope = json.loads((release / ENVELOPE).read_bytes())
        sealed = _seal({name: said for name, said in envelope.items() if name != "digest"} | {"files": files})
        (release / ENVELOPE).write_bytes(as_json(sealed))
        return [notice.place.file for notice in rebuilt_databases(office.root, release)]

    assert built_again(b="1" * 64, a="2" * 64) == ["a", "b"]
    line = replace(PUBLICATIONS.read(office.root)[0], role="reviewed")
    PUBLICATIONS.append(office.root, PUBLICATIONS.read(office.root), [line])
    path = places_of(office.root, release.name, "reviewed")[0]
    path.write_bytes(as_json({"databases": {"a": "2" * 64, "b": "3" * 64}}))
    assert built_again(b="1" * 64, a="2" * 64) == ["b"]
    assert built_again(b="3" * 64, a="2" * 64) == []
