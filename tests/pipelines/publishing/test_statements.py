"""Statements and their signatures: whatever is changed in them, in the journal or in a pointer is found."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipelines.lake.publications import FILE_NAME, HEAD_NAME, PUBLICATIONS, Publication
from pipelines.lake.releases import ENVELOPE, OFFICIAL, as_json
from pipelines.publishing import steps
from pipelines.publishing.signatures import SIGNERS
from pipelines.publishing.statements import places_of, rebuilt_databases, require_chained, verify_signatures
from schemas.problems import Refusal
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

TAMPERED: dict[str, tuple[Tamper, str]] = {
    "a statement says another reason": (
        lambda office, _, release: statement(office, release).write_text(
            statement(office, release).read_text(encoding="utf-8").replace("核对无误", "核对有误"), encoding="utf-8"
        ),
        "E-SIGNATURE",
    ),
    "a signature is cut off": (
        lambda office, _, release: signature(office, release).write_bytes(b"-----BEGIN SSH SIGNATURE-----\n"),
        "E-SIGNATURE",
    ),
    "a statement is gone": (lambda office, _, release: statement(office, release).unlink(), "E-SIGNATURE"),
    "a statement is no JSON": (
        lambda office, _, release: statement(office, release).write_bytes(b"\xff{"),
        "E-SIGNATURE",
    ),
    "the signature of another release": (swapped, "E-SIGNATURE"),
    "the journal says another person": (
        lambda office, _, __: rewritten(office, lambda lines: [replace(line, signed_by=CITY) for line in lines]),
        "E-SIGNATURE",
    ),
    "the journal says another key": (
        lambda office, _, __: rewritten(office, lambda lines: [*lines[:3], replace(lines[3], key="SHA256:x")]),
        "E-SIGNATURE",
    ),
    "a line of the journal is gone": (
        lambda office, _, __: rewritten(office, lambda lines: lines[1:]),
        "E-SIGNATURE",
    ),
    "a signer is entered no more": (lambda office, _, __: office.enter((PREPARES, "prepared")), "E-SIGN-UNKNOWN"),
    "a signer may not take the step any more": (
        lambda office, _, __: office.enter((PREPARES, "prepared"), (REVIEWS, "city")),
        "E-SIGN-ROLE",
    ),
}


@pytest.mark.parametrize(("tamper", "code"), TAMPERED.values(), ids=TAMPERED)
def test_it_is_found_with_the_reason(tamper: Tamper, code: str, office: Office) -> None:
    first, second = office.make_official("1"), office.make_official("2")
    assert list(verify_signatures(office.root)) == []
    tamper(office, first, second)
    found = list(verify_signatures(office.root))
    assert code in {refusal.code for refusal in found}
    assert all("？" not in refusal.render() + refusal.render("en") for refusal in found)


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
    with pytest.raises(Refusal, match="E-CHAIN"):
        require_chained(office.root, release)


def test_an_official_pointer_that_the_journal_does_not_know_is_found(office: Office) -> None:
    release = office.make()
    require_chained(office.root, release)
    (office.root / OFFICIAL).write_text(f"{release.name}\n")
    with pytest.raises(Refusal, match="E-OFFICIAL"):
        require_chained(office.root, release)


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
