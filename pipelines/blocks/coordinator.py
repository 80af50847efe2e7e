"""From delivered files to the releases of all blocks and their union: what is to do, who did it, what is adopted.

The coordinator alone writes registers and pointers, under their locks. It may end at any moment: what stands in the
store is found by the next one, and blocks without a whole result are ordered again.
"""

import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipelines import plan
from pipelines.blocks.inbox import Division, Share, blocks_in, divide
from pipelines.blocks.national import publish_national
from pipelines.blocks.orders import Result, find_result, making_of, makings_of, place_order
from pipelines.blocks.store import Store
from pipelines.deliveries.intake import receive
from pipelines.deliveries.journal import FILE_NAME, append_events, parse_journal, read_journal
from pipelines.deliveries.register import confirmations, registered_files
from pipelines.lake.files import write_bytes
from pipelines.lake.lock import hold_lock
from pipelines.lake.releases import DRAFT, POINTER, as_json, settle_release
from pipelines.proof.moved import compare, published_tables, tables_of
from pipelines.settings import Distribution, Settings, in_block
from schemas.codes.regions import block_line
from schemas.problems import Notice, Place, Refusal, Refusals

#: How often blocks that were not done are ordered again, in one command.
ATTEMPTS = 3

#: Beside a block's pointers: the making of the release that they name.
MADE = "MADE"

Progress = Callable[[int, int, str], None]


@dataclass
class Outcome:
    """What became of the blocks."""

    made: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    """Blocks of which nothing changed."""
    drafts: list[str] = field(default_factory=list)
    """Blocks in which a place is held: their release before stays in force."""
    refusals: dict[str, list[Refusal]] = field(default_factory=dict)
    """By block, '' where no block is known."""
    notices: list[Notice] = field(default_factory=list)
    national: Path | None = None

    def refuse(self, block: str, problem: Refusal | Refusals) -> None:
        """Note why a block was not made, or a delivery does not count."""
        refusals = problem.refusals if isinstance(problem, Refusals) else [problem]
        self.refusals.setdefault(block, []).extend(refusals)


def run_blocks(settings: Settings, where: Distribution, by_county: bool, show: Progress) -> Outcome:
    """Take deliveries in, have blocks made of which something changed, adopt what came of it, publish the union.

    Args:
        settings: the data folder with the blocks, the inboxes and what is asked of every block.
        where: who makes blocks, and what they share.
        by_county: whether a region without a block gets one of its own, not that of its province.
        show: told how many blocks are done.

    Raises:
        Refusal: E-EXECUTOR, E-LOCKED, E-STORE; E-MISSING-FILE, nothing was delivered.
        Misuse: E-USE, what is asked for cannot be.
    """
    from pipelines.blocks.job import require_executor

    plan.require_sense(settings)
    require_executor(where)
    root, outcome = settings.data_dir / "blocks", Outcome()
    store = Store(where.store or str(settings.data_dir / "store"))
    with hold_lock(root):
        division = divide(root, settings.inboxes, by_county)
        outcome.refusals |= {"": division.refusals} if division.refusals else {}
        blocks, stopped = _receive(settings, division, outcome)
        if not blocks and not outcome.refusals:
            raise Refusal("E-MISSING-FILE", Place(file=str(settings.inbox_dirs[0])))
        asked = _asked_of_all(settings, blocks)
        todo = [block for block in blocks if block not in stopped and not _is_made(asked[block])]
        outcome.kept = [block for block in blocks if block not in (*todo, *stopped)]
        _make(settings, where, store, {block: asked[block] for block in todo}, outcome, show)
        outcome.drafts = [block for block in blocks if (asked[block].data_dir / DRAFT).exists()]
    if any((root / block / POINTER).exists() for block in blocks):
        try:
            outcome.national = publish_national(settings)
        except (Refusal, Refusals) as refused:
            outcome.refuse("", refused)
    return outcome


def _receive(settings: Settings, division: Division, outcome: Outcome) -> tuple[list[str], set[str]]:
    """Take into each block what was delivered to it; returns all blocks, and those whose register is damaged or held.

    A refused file stops nothing: its block is made of the others.
    """
    root = settings.data_dir / "blocks"
    blocks, stopped = sorted({*blocks_in(root), *division.shares}), set[str]()
    for block in blocks:
        share = division.shares.get(block, Share())
        own = in_block(replace(settings, block=block, inboxes=tuple(share.folders)))
        try:
            with hold_lock(own.data_dir):
                report = receive(own, share.files, is_asked=False)
            outcome.notices += report.notices
            if report.refusals:
                outcome.refuse(block, Refusals(report.refusals))
        except (Refusal, Refusals) as refused:
            outcome.refuse(block, refused)
            stopped.add(block)
    return [block for block in blocks if registered_files(root / block)], stopped


def _asked_of_all(settings: Settings, blocks: list[str]) -> dict[str, Settings]:
    """Settings of each block: the same years for all, so that their union is what one run over all of them gives."""
    own = {block: in_block(replace(settings, block=block, inboxes=())) for block in blocks}
    if settings.years:
        return own
    delivered: dict[str, set[int]] = {}
    for block, asked in own.items():
        holdings = [held for file in registered_files(asked.data_dir) for held in file.holdings]
        regions = {held.region_code for held in holdings} - {*block_line(block)[1:]}
        for table, years in plan.delivered_years(holdings, regions).items():
            delivered.setdefault(table, set()).update(years)
    years = plan.reported_years(delivered)
    span = f"{min(years)}-{max(years)}" if years else ""
    return {block: replace(asked, years=span) for block, asked in own.items()}


def _is_made(settings: Settings) -> bool:
    """Whether the release in force, or the draft, is what would be made."""
    try:
        made = json.loads((settings.data_dir / MADE).read_bytes())
        pointed = (settings.data_dir / made["pointer"]).read_text(encoding="utf-8").strip()
    except (OSError, ValueError, KeyError, TypeError):
        return False
    folder = settings.data_dir / "releases" / pointed
    return bool(made["making"] in makings_of(settings) and made["release"] == pointed and folder.is_dir())


def _make(
    settings: Settings,
    where: Distribution,
    store: Store,
    todo: Mapping[str, Settings],
    outcome: Outcome,
    show: Progress,
) -> None:
    """Have blocks made, those that were not done again; adopt what came of each."""
    from pipelines.blocks.job import run_job

    scratch = where.scratch or ("" if where.executor == "dask" else str(settings.data_dir / "scratch"))
    waiting, said = dict(todo), dict[str, object]()
    for attempt in range(ATTEMPTS + 1):
        for block, asked in list(waiting.items()):
            if result := find_result(store, block, making_of(asked)):
                del waiting[block]
                _adopt(store, asked, result, outcome)
                show(len(todo) - len(waiting), len(todo), block)
        if not waiting or attempt == ATTEMPTS:
            break
        orders = {}
        for block, asked in waiting.items():
            with hold_lock(asked.data_dir):
                orders[block] = place_order(store, asked)
        said = run_job(orders, where, store.address, scratch, f"{os.getpid()}_{attempt}")
        for block, told in said.items():
            if isinstance(told, list) and block in waiting:  # the machine would say the same again
                del waiting[block]
                outcome.refuse(block, Refusals(told))
    for block in waiting:
        found = str(said.get(block) or said.get("") or "?").strip().splitlines()[-1]
        outcome.refuse(block, Refusal("E-BLOCK-UNDONE", Place(block), found=found))


def _adopt(store: Store, settings: Settings, result: Result, outcome: Outcome) -> None:
    """Make what a worker made the block's: the release fetched and verified, the register, then the pointer.

    The register must be the one that the order took with it, with lines added; if it has others by now, the block is
    ordered again by the next command.
    """
    data_dir = settings.data_dir
    staging = data_dir / "releases" / f".staging-{os.getpid()}"
    folder = f"releases/{result.release}/"
    try:
        with hold_lock(data_dir):
            known = read_journal(data_dir)
            events = list(parse_journal(store.get_bytes(result.files[FILE_NAME])))
            if events[: len(known)] != known and known[: len(events)] != events:
                raise Refusal(
                    "E-BLOCK-UNDONE", Place(result.block), found="登记表已另有变动 | the register has moved on"
                )
            for name, digest in result.files.items():
                if result.release and name.startswith(folder):
                    store.get(digest, staging / name.removeprefix(folder))
            if len(events) > len(known):
                append_events(data_dir, known, events[len(known) :])
            if result.release:
                moved = compare(published_tables(data_dir), tables_of(staging))  # what no worker can know
                is_draft = result.is_draft or bool(moved.held(confirmations(data_dir)))
                settle_release(data_dir, staging, result.release, is_draft=is_draft)
                pointer = DRAFT if is_draft else POINTER
                made = {"making": making_of(settings), "release": result.release, "pointer": pointer}
                write_bytes(data_dir / MADE, as_json(made))
                outcome.made.append(result.block)
        if result.told:
            outcome.refuse(result.block, Refusals(result.told))
    except (Refusal, Refusals) as refused:
        outcome.refuse(result.block, refused)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
