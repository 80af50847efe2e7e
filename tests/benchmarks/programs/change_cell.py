"""Change the cell of a workbook that holds a number.

python -m tests.benchmarks.programs.change_cell FILE OLD NEW
"""

import sys

import openpyxl

from tests.benchmarks.programs import tell


def main(path: str, old: str, new: str) -> None:
    """Change it; there is one."""
    book = openpyxl.load_workbook(path)
    (cell,) = [cell for row in book.active.iter_rows() for cell in row if cell.value == float(old)]
    cell.value = float(new)
    book.save(path)
    tell({"cell": cell.coordinate})


if __name__ == "__main__":
    main(*sys.argv[1:])
