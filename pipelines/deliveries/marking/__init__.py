"""A copy of a delivered file in which each remark stands at its cell: what a supplier corrects the original by.

    content = mark_copy(name, book, sheets, remarks, "zh")
    write_copy(path, content)

- `copy`   what is put where, and how the copy is written
- `child`  the script that makes the workbook, with limits: only a package may read a hostile file that nobody limits

The original is never touched, and the register takes no copy in.
"""

from pipelines.deliveries.marking.copy import copy_path, mark_copy, write_copy

__all__ = ["copy_path", "mark_copy", "write_copy"]
