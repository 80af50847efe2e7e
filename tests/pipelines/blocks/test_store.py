"""A store keeps files under their hashes: what is damaged, half-written or out of reach is not taken for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipelines.blocks import store as module
from pipelines.blocks.store import Store
from schemas.problems import Refusal


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(str(tmp_path / "store"))


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Pauses that a store would have made."""
    made: list[float] = []
    monkeypatch.setattr(module.time, "sleep", made.append)
    return made


def file_of(store: Store, digest: str) -> Path:
    return Path(store.address, "objects", digest[:2], digest)


def failing(store: Store, monkeypatch: pytest.MonkeyPatch, times: float) -> None:
    """The first questions to the store have no answer."""
    asked = 0
    patiently = Store._patiently

    def ask(self: Store, question: Callable[[], Any]) -> Any:
        def may_fail() -> Any:
            nonlocal asked
            asked += 1
            if asked <= times:
                raise OSError("connection refused")
            return question()

        return patiently(self, may_fail)

    monkeypatch.setattr(Store, "_patiently", ask)


def test_what_was_put_is_got_back_under_its_hash(store: Store, tmp_path: Path) -> None:
    (source := tmp_path / "a").write_bytes(b"figures")
    digest = store.put(source)
    assert store.put_bytes(b"figures") == digest
    store.get(digest, target := tmp_path / "below" / "b")
    assert (target.read_bytes(), store.get_bytes(digest), store.has(digest)) == (b"figures", b"figures", True)
    assert [path.name for path in target.parent.iterdir()] == ["b"]


def test_what_is_not_there_is_refused(store: Store, tmp_path: Path) -> None:
    assert not store.has("0" * 64)
    assert store.named("results/511725/none.json") is None
    for ask in (lambda: store.get("0" * 64, tmp_path / "a"), lambda: store.get_bytes("0" * 64)):
        with pytest.raises(Refusal, match="E-STORE-OBJECT"):
            ask()
    assert not (tmp_path / "a").exists()


def test_a_damaged_object_is_refused_and_taken_away_so_that_the_next_one_puts_it_again(
    store: Store, tmp_path: Path
) -> None:
    digest = store.put_bytes(b"figures")
    file_of(store, digest).write_bytes(b"figurez")
    with pytest.raises(Refusal, match="E-STORE-OBJECT"):
        store.get(digest, tmp_path / "a")
    assert not store.has(digest)
    store.put_bytes(b"figures")
    store.get(digest, tmp_path / "a")


def test_half_an_object_is_put_again(store: Store) -> None:
    digest = store.put_bytes(b"figures")
    file_of(store, digest).write_bytes(b"fig")
    store.put_bytes(b"figures")
    assert store.get_bytes(digest) == b"figures"


def test_a_store_that_is_out_of_reach_for_a_while_is_waited_for(
    store: Store, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    failing(store, monkeypatch, 4)
    digest = store.put_bytes(b"figures")
    assert waits == [0.25, 0.5, 1.0, 2.0]
    assert store.get_bytes(digest) == b"figures"


def test_one_that_stays_out_of_reach_is_refused_with_its_address_and_without_its_key(
    store: Store, monkeypatch: pytest.MonkeyPatch, waits: list[float]
) -> None:
    failing(store, monkeypatch, float("inf"))
    there = Store("s3://key:secret@bucket/prefix?endpoint_override=127.0.0.1:1&scheme=http", patience=20)
    with pytest.raises(Refusal, match="E-STORE") as refused:
        there.has("0" * 64)
    assert "s3://bucket/prefix" in refused.value.render()
    assert "secret" not in refused.value.render()
    assert 20 <= sum(waits) <= 40
