"""What a block is to be made of, and what came of it: two lists of files, each an object of the store.

An order names the register and the delivered files; it goes by its `making`: the program, what is asked, what counts in
the register. A result names the release and the register as the run left it, is written when all of its files are in
the store, and goes by block and making: whoever finds it whole need not make the block again. Where and by whom a block
is made does not belong here.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from pipelines.blocks.store import Store
from pipelines.deliveries.journal import FILE_NAME, HEAD_NAME
from pipelines.deliveries.register import read_register
from pipelines.deliveries.register.rows import LIVE
from pipelines.lake import publications
from pipelines.lake.digests import digest_of, source_tree_digest, writers
from pipelines.lake.publications import Chain
from pipelines.lake.releases import DRAFT, POINTER, as_json, chains, latest_release
from pipelines.plan import told_by_register
from pipelines.settings import Settings
from schemas.problems import Refusal

#: Settings that say what is made; the others say where and how fast.
ASKED = ("years", "edition", "gwp_set", "bases", "profile")


@dataclass(frozen=True)
class Order:
    """What a block is to be made of: files of its data folder by name, as objects of the store."""

    block: str
    making: str
    program: str
    asked: Mapping[str, str]
    files: Mapping[str, str]

    def settings(self, own: Settings) -> Settings:
        """Settings of a run for it, with those of the worker for the rest."""
        cleared = replace(own, block=self.block, inboxes=(), region="", allowed_regions="")
        return replace(cleared, **self.asked)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Result:
    """What came of an order: a release or reasons why there is none, and the register as the run left it."""

    block: str
    making: str
    release: str
    """Digest of the release; empty if there is none."""
    is_draft: bool
    files: Mapping[str, str]
    refusals: list[Mapping[str, Any]] = field(default_factory=list)
    set_aside: list[Mapping[str, Any]] = field(default_factory=list)

    @property
    def told(self) -> list[Refusal]:
        """Why deliveries do not count, or why there is no release."""
        return [Refusal.from_record(record) for record in (*self.refusals, *self.set_aside)]


@cache
def program_digest() -> str:
    """What a machine computes with: the source tree, and the libraries that write."""
    return digest_of(source_tree_digest(), writers())


def making_of(settings: Settings) -> str:
    """What a block would be made of, as its register and the official release stand now."""
    return makings_of(settings)[-1]


def makings_of(settings: Settings) -> list[str]:
    """Makings of which a release may be in force: an official one quotes the one before it."""
    return [_making(settings, chain) for chain in chains(settings.data_dir)]


def _making(settings: Settings, chain: Chain) -> str:
    asked = {name: getattr(settings, name) for name in ASKED}
    told = told_by_register(settings.data_dir) | {"previous_official": " ".join(chain)}
    return digest_of(program_digest(), as_json(asked).decode(), as_json(told).decode())


def place_order(store: Store, settings: Settings) -> str:
    """Put what a block is to be made of into the store; returns the digest of the order. The caller holds the lock."""
    data_dir = settings.data_dir
    files = {name: store.put(data_dir / name) for name in _needed(data_dir)}
    asked = {name: getattr(settings, name) for name in ASKED}
    order = Order(settings.block, making_of(settings), program_digest(), asked, files)
    return store.put_bytes(as_json(asdict(order)))


def _needed(data_dir: Path) -> Iterable[str]:
    """The register, what became of releases, what counts of the deliveries or may, how it was read, what is current."""
    names = [FILE_NAME, HEAD_NAME, publications.FILE_NAME, publications.HEAD_NAME, POINTER, "read/declarations.txt"]
    for file in read_register(data_dir):
        if file.state in LIVE:
            digest = file.file_sha256
            names += [f"delivered/{digest}", f"delivered/{digest}.json", f"read/{digest}.json"]
    return [name for name in dict.fromkeys(names) if (data_dir / name).is_file()]


def read_order(store: Store, digest: str) -> Order:
    """An order by its digest.

    Raises:
        Refusal: E-STORE, E-STORE-OBJECT.
    """
    return Order(**json.loads(store.get_bytes(digest)))


def put_result(
    store: Store,
    order: Order,
    settings: Settings,
    refusals: list[Mapping[str, Any]],
    set_aside: list[Mapping[str, Any]],
) -> None:
    """Put what a run left in a data folder into the store, the result last.

    A delivery that was set aside changes what counts: the result then goes by that making, too.
    """
    data_dir = settings.data_dir
    names, release, is_draft = [FILE_NAME, HEAD_NAME], "", False
    if not refusals:
        folder = latest_release(data_dir)
        release, is_draft = folder.name, (data_dir / DRAFT).exists()
        names += [path.relative_to(data_dir).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    files = {name: store.put(data_dir / name) for name in names}
    for making in dict.fromkeys([making_of(settings), order.making]):
        result = Result(order.block, making, release, is_draft, files, refusals, set_aside)
        store.keep(_name(order.block, making), as_json({"result": asdict(result), "digest": _digest(result)}))


def find_result(store: Store, block: str, making: str) -> Result | None:
    """What came of an order; nothing if it was not done, or not all that came of it is there."""
    try:
        kept = json.loads(store.named(_name(block, making)) or b"{}")
        result = Result(**kept.get("result", {}))
        is_whole = kept["digest"] == _digest(result) and all(map(store.has, result.files.values()))
    except (ValueError, TypeError, KeyError):
        return None
    return result if is_whole else None


def _name(block: str, making: str) -> str:
    return f"results/{block}/{making}.json"


def _digest(result: Result) -> str:
    return digest_of(as_json(asdict(result)).decode())
