"""Signatures: OpenSSH says whose key it is, whether it may take the step, and whether a byte has changed."""

import subprocess
from pathlib import Path

import pytest

from pipelines.publishing import signatures
from pipelines.publishing.signatures import SIGNERS, sign, steps_of, verify
from schemas.problems import Refusal
from tests.offices import CITY, PREPARES, REVIEWS, STRANGER, Office

STATEMENT, AT = "王芳签署".encode(), "2026-11-20T08:00:00Z"


def checked(office: Office, signature: bytes, by: str, role: str, statement: bytes = STATEMENT, at: str = AT) -> str:
    """The fingerprint of the key, or why it is refused."""
    try:
        return verify(statement, signature, by, role, at, office.root / SIGNERS)
    except Refusal as refused:
        return refused.code


def test_what_a_person_signed_for_a_step_verifies_with_the_fingerprint_of_the_key(office: Office) -> None:
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    assert checked(office, signature, PREPARES, "prepared").startswith("SHA256:")
    assert sign(STATEMENT, office.keys[PREPARES], "prepared") == signature


def test_any_changed_byte_of_statement_or_signature_is_refused(office: Office) -> None:
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    assert checked(office, signature, PREPARES, "prepared", STATEMENT + b" ") == "E-SIGNATURE"
    for position in range(60, len(signature) - 40, 29):
        changed = bytearray(signature)
        changed[position] ^= 1
        assert checked(office, bytes(changed), PREPARES, "prepared").startswith("E-"), position


@pytest.mark.parametrize(
    ("key", "by", "role", "code"),
    [
        (REVIEWS, PREPARES, "prepared", "E-SIGN-WRONG-KEY"),
        (STRANGER, STRANGER, "prepared", "E-SIGN-UNKNOWN"),
        (REVIEWS, REVIEWS, "prepared", "E-SIGN-ROLE"),
    ],
)
def test_a_key_that_may_not_is_refused_with_the_reason(key: str, by: str, role: str, code: str, office: Office) -> None:
    assert checked(office, sign(STATEMENT, office.keys[key], role), by, role) == code


def test_a_signature_for_one_step_is_none_for_another(office: Office) -> None:
    office.enter((PREPARES, "prepared"), (PREPARES, "reviewed"))
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    assert checked(office, signature, PREPARES, "reviewed") == "E-SIGNATURE"


@pytest.mark.parametrize(
    ("at", "is_good"),
    [
        ("2026-11-19T23:59:59Z", False),
        ("2026-11-20T00:00:00Z", True),
        ("2026-11-20T23:59:59Z", True),
        ("2026-11-21T00:00:01Z", False),
    ],
)
def test_a_key_is_asked_about_the_time_of_the_signature_wherever_the_machine_stands(
    at: str, is_good: bool, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    office.enter((PREPARES, "prepared"), options=',valid-after="20261120",valid-before="20261121"')
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    assert (checked(office, signature, PREPARES, "prepared", at=at) == "E-SIGN-EXPIRED") is not is_good


def test_a_key_that_cannot_sign_is_told_with_what_openssh_says(office: Office, tmp_path: Path) -> None:
    (tmp_path / "no key").write_text("no key", encoding="utf-8")
    for key in (tmp_path / "nowhere", tmp_path / "no key"):
        with pytest.raises(Refusal) as refused:
            sign(STATEMENT, key, "prepared")
        assert (refused.value.code, refused.value.place.file) == ("E-SIGN-KEY", key.name)


def test_without_openssh_nothing_is_signed_or_checked(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    monkeypatch.setattr(signatures, "child_environment", lambda **values: {"PATH": "/nowhere"})
    monkeypatch.setenv("PATH", "/nowhere")
    assert checked(office, signature, PREPARES, "prepared") == "E-SIGN-TOOL"
    with pytest.raises(Refusal, match="E-SIGN-TOOL"):
        sign(STATEMENT, office.keys[PREPARES], "prepared")


def test_steps_above_the_first_two_are_those_for_which_somebody_is_entered(office: Office) -> None:
    assert steps_of(office.root / SIGNERS) == ["prepared", "reviewed"]
    office.enter((CITY, "city"), (PREPARES, "prepared"))
    assert steps_of(office.root / SIGNERS) == ["prepared", "reviewed", "city"]
    with (office.root / SIGNERS).open("a", encoding="utf-8") as file:
        file.write('\n \n  # 省\n赵敏 namespaces="qingdan.province,qingdan.city" x y\n')
    assert steps_of(office.root / SIGNERS) == ["prepared", "reviewed", "city", "province"]


@pytest.mark.parametrize(
    "entry", ["王芳 ssh-ed25519 AAAA", '王芳 namespaces="qingdan.*" ssh-ed25519 AAAA', '王芳 namespaces="*" x y']
)
def test_an_entry_that_does_not_name_its_steps_is_refused_with_its_line(entry: str, office: Office) -> None:
    (office.root / SIGNERS).write_text(f"# 名单\n{entry}\n", encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        steps_of(office.root / SIGNERS)
    assert (refused.value.code, refused.value.place.line) == ("E-SIGNERS", 2)


def test_a_list_that_is_missing_is_refused(office: Office) -> None:
    signature = sign(STATEMENT, office.keys[PREPARES], "prepared")
    (office.root / SIGNERS).unlink()
    assert checked(office, signature, PREPARES, "prepared") == "E-SIGNERS"
    with pytest.raises(Refusal, match="E-SIGNERS") as refused:
        steps_of(office.root / SIGNERS)
    assert (refused.value.place.file, refused.value.details["found"]) == (
        SIGNERS,
        "没有这个文件 | there is no such file",
    )
    (office.root / SIGNERS).write_bytes("王芳".encode("gb18030"))
    with pytest.raises(Refusal, match="E-SIGNERS") as refused:
        steps_of(office.root / SIGNERS)
    assert str(refused.value.details["found"]).startswith("'utf-8' codec can't decode byte")


def said(monkeypatch: pytest.MonkeyPatch, code: int, out: bytes, err: str) -> None:
    """OpenSSH ends like this."""
    done = subprocess.CompletedProcess([], code, out, err.encode())
    monkeypatch.setattr(signatures, "_keygen", lambda *asked, given=b"": done)


@pytest.mark.parametrize(
    ("code", "out", "err", "found"),
    [
        (1, b"", "@@@ @@@\nbad permissions\nSigning data on standard input\n@@@\n \n", "bad permissions"),
        (0, b"", "first\nsecond\n", "second"),
        (0, b"", "Signing data on standard input\n", "ssh-keygen"),
        (255, b"-----BEGIN SSH SIGNATURE-----", "", "ssh-keygen"),
    ],
)
def test_what_openssh_does_not_sign_is_refused_with_the_last_that_it_says(
    code: int, out: bytes, err: str, found: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, code, out, err)
    with pytest.raises(Refusal) as refused:
        sign(STATEMENT, tmp_path / "key", "prepared")
    assert (refused.value.code, refused.value.details) == ("E-SIGN-KEY", {"found": found})


@pytest.mark.parametrize(
    ("err", "code", "details"),
    [
        ("key is not permitted for use in signature namespace", "E-SIGN-ROLE", {"expected": "审核 | reviewed"}),
        ("key has expired: x", "E-SIGN-EXPIRED", {}),
        ("key is not yet valid: x", "E-SIGN-EXPIRED", {}),
        ("first\nincorrect signature\n", "E-SIGNATURE", {"label": "审核 | reviewed", "found": "incorrect signature"}),
        (" \n", "E-SIGN-UNKNOWN", {}),
    ],
)
def test_what_openssh_does_not_accept_is_refused_with_what_it_says_whatever_key_it_names(
    err: str, code: str, details: dict[str, str], office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(monkeypatch, 1, b"Good signature with ED25519 key SHA256:abc", err)
    with pytest.raises(Refusal) as refused:
        verify(STATEMENT, b"", PREPARES, "reviewed", AT, office.root / SIGNERS)
    assert (refused.value.code, refused.value.details) == (code, {"found": PREPARES} | details)
