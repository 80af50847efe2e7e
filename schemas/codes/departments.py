"""Departments by the names under which documents, cards and declarations know them."""

from collections.abc import Mapping
from functools import cache

from schemas.codes import read_codes


def departments_of(text: str) -> tuple[str, ...]:
    """Codes of the departments that a text names, parted by `、`, in its order.

    A name may be followed by the office within: 县统计局人口统计, 县综合行政执法局（环卫）.

    Raises:
        ValueError: one of them is not in the list.
    """
    return tuple(dict.fromkeys(map(_department, text.split("、"))))


def department_name(code: str) -> str:
    """Chinese name of a department."""
    return next(row["title_zh"] for row in read_codes("departments") if row["department_code"] == code)


def _department(name: str) -> str:
    known = max((known for known in _names() if name.startswith(known)), key=len, default="")
    if not known:
        raise ValueError(f"{name} is not in schemas/codes/departments.csv")
    return _names()[known]


@cache
def _names() -> Mapping[str, str]:
    return {
        name: row["department_code"]
        for row in read_codes("departments")
        for name in (row["title_zh"], *filter(None, row["aliases"].split("|")))
    }
