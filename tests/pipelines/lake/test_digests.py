"""Digests of what tables are made from: no two things have one, and order says nothing where there is none."""

import hashlib

import pytest

from pipelines.lake.digests import ROOT, digest_of, files_digest


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_a_digest_is_that_of_the_texts_each_with_its_length() -> None:
    assert digest_of() == sha256(b"")
    assert digest_of("ab", "", "c") == sha256(b"2:ab0:1:c")


@pytest.mark.parametrize("others", [("a", "bc"), ("abc",), ("c", "ab"), ("ab", "c", ""), ("2:ab1:c",)])
def test_texts_parted_or_ordered_otherwise_have_another_digest(others: tuple[str, ...]) -> None:
    assert digest_of(*others) != digest_of("ab", "c")


def test_files_have_one_digest_in_any_order_by_their_places_and_what_is_in_them() -> None:
    names = ("pyproject.toml", "schemas/lists.py", "schemas/codes/__init__.py")
    paths = [ROOT / name for name in names]
    said = [f"{name}={sha256((ROOT / name).read_bytes())}" for name in names]
    assert files_digest(paths) == digest_of(said[0], said[2], said[1])
    assert files_digest(paths[::-1]) == files_digest(paths)
    assert files_digest(paths[:2]) == digest_of(*said[:2])
