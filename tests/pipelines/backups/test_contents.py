"""What of a data folder is kept: all that cannot be made again, whoever put it there."""

import os
from pathlib import Path

from pipelines.backups.contents import data_folders, kept_files


def put(folder: Path, *names: str) -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("")


def test_what_nobody_declared_is_kept(tmp_path: Path) -> None:
    put(tmp_path, "register.csv", "signatures/1.sig", "releases/ab/lake/x", "something/new", "inbox/read")
    kept = ["inbox/read", "register.csv", "releases/ab/lake/x", "signatures/1.sig", "something/new"]
    assert kept_files(tmp_path) == (kept, [])


def test_what_is_made_again_is_not_in_any_of_its_folders(tmp_path: Path) -> None:
    made_again = (
        "lake/1",
        "read/1",
        "dagster/1",
        "store/1",
        "current/1",
        "index.html",
        "draft/1",
        ".lock",
        ".rest",
        ".rehearsal-1/2",
    )
    for folder in (tmp_path, tmp_path / "blocks" / "51", tmp_path / "national"):
        put(folder, "CURRENT", *made_again, "delivered/.1.staged", "releases/.staging-7/x")
    assert kept_files(tmp_path) == (["CURRENT", "blocks/51/CURRENT", "national/CURRENT"], [])
    assert data_folders(tmp_path) == [tmp_path, tmp_path / "blocks" / "51", tmp_path / "national"]


def test_data_folders_are_those_of_blocks_in_order_and_of_their_union_if_there_is_one(tmp_path: Path) -> None:
    blocks = tmp_path / "blocks"
    put(blocks, "53/CURRENT", "511725/CURRENT", "50/CURRENT", "51", ".lock", "earlier/CURRENT")
    assert data_folders(tmp_path) == [tmp_path, blocks / "50", blocks / "511725", blocks / "53"]


def test_links_and_pipes_and_names_of_two_lines_are_told(tmp_path: Path) -> None:
    put(tmp_path, "inbox/a.xlsx", "inbox/b\nc", "inbox/d\\e")
    (tmp_path / "inbox" / "link").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "inbox" / "pipe")
    assert kept_files(tmp_path) == (
        ["inbox/a.xlsx"],
        ["inbox/b\nc", "inbox/d\\e", "inbox/link", "inbox/pipe"],
    )
