"""Delivered files as tests need them: copies of the shipped ones with a cell changed, and data folders to work in.

Here: files and folders. Not here: what a run makes of them.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import openpyxl

from pipelines.deliveries.register.beside import BESIDE_DELIVERIES

ROOT = Path(__file__).parents[1]
SAMPLE, SICHUAN_2007 = ROOT / "data" / "sample", ROOT / "data" / "sichuan_2007"
#: What the county delivers a year later.
SAMPLE_2025 = SAMPLE / "2025"

#: The files that the sample county delivers, and how many they are.
DELIVERIES = tuple(path for path in sorted(SAMPLE.iterdir()) if path.is_file() and path.name not in BESIDE_DELIVERIES)
DELIVERED = len(DELIVERIES)

GAS = SAMPLE / "渠县天然气公司供气量.xlsx"
YEARBOOK = SAMPLE / "渠县统计年鉴2025.xlsx"
INDUSTRY = SAMPLE / "渠县规模以上工业能源_2024.xlsx"
INDUSTRY_2023 = INDUSTRY.with_name(INDUSTRY.name.replace("2024", "2023"))
GRID = SAMPLE / "国网渠县供电公司_分行业售用电_2024.csv"
BALANCE = SICHUAN_2007 / "6-23 四川能源平衡表(实物量)-2007.xlsx"

#: Another figure for industry in 2024, and the total that goes with it.
REVISED_GAS = {"E23": 4831.68, "B23": 13671.16}


def with_cells(source: Path, folder: Path, sheet: str, cells: Mapping[str, str | float | None], name: str = "") -> Path:
    """A workbook with some cells changed, in another folder, under its own name or another one."""
    book = openpyxl.load_workbook(source)
    for cell, value in cells.items():
        book[sheet][cell] = value
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / (name or source.name)
    book.save(target)
    book.close()
    return target


def copy_of(data_dir: Path, target: Path) -> Path:
    """A data folder of one's own, as somebody left it.

    Its files are second names of the same ones (3,500 copies take two seconds): the product never writes into a file
    that is there, and a test that does uses :func:`overwrite`. That nobody forgot it is seen when the session ends.
    """
    return Path(shutil.copytree(data_dir, target, ignore=shutil.ignore_patterns(".lock"), copy_function=os.link))


def overwrite(path: Path, content: bytes) -> None:
    """Other content under the same name; what else names the file keeps what it has."""
    path.unlink()
    path.write_bytes(content)


def flip(path: Path, position: int = -20) -> None:
    """Turn one bit of a file."""
    content = bytearray(path.read_bytes())
    content[position] ^= 1
    overwrite(path, content)


def state_of(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Every file below a folder but its lock: which one it is, its size and when it was written."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".lock")
    found = {path.relative_to(folder).as_posix(): path.stat() for path in files}
    return {name: (stat.st_ino, stat.st_size, stat.st_mtime_ns) for name, stat in found.items()}
