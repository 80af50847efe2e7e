"""Reading the CSV tables of factors into their models, one row at a time.

A refusal names file, line, column, what stands there and what belongs there; all rows of a file are judged
before it is raised. What holds between rows is in `factors.agreement`.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from schemas.problems import Place, Refusal, Refusals

Model = TypeVar("Model", bound=BaseModel)


class Row(NamedTuple, Generic[Model]):
    """A row and where it stands."""

    place: Place
    value: Model


def read_rows(path: Path, model: type[Model]) -> list[Row[Model]]:
    """Read a table whose columns are the fields of `model`, in their order.

    Raises:
        Refusals: E-FACTOR, one for every wrong field.
    """
    rows: list[Row[Model]] = []
    refusals: list[Refusal] = []
    for place, cells in _read_cells(path, list(model.model_fields)):
        try:
            rows.append(Row(place, model.model_validate(cells)))
        except ValidationError as error:
            refusals.extend(_word_refusals(place, cells, error))
    if refusals:
        raise Refusals(refusals)
    return rows


def _read_cells(path: Path, columns: list[str]) -> Iterator[tuple[Place, dict[str, str]]]:
    name = f"{path.parent.name}/{path.name}"
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream, strict=True)
        if (header := next(reader, [])) != columns:
            found = f"列应为 {','.join(columns)}，实为 {','.join(header)} / the columns must be these"
            raise Refusals([Refusal("E-FACTOR", Place(name, line=1), found=found)])
        for cells in reader:
            place = Place(name, line=reader.line_num)
            if len(cells) != len(columns):
                found = f"{len(cells)} 格，应为 {len(columns)} 格：含逗号的内容加引号 / quote a text with a comma"
                raise Refusals([Refusal("E-FACTOR", place, found=found)])
            yield place, dict(zip(columns, cells, strict=True))


def _word_refusals(place: Place, cells: dict[str, str], error: ValidationError) -> Iterator[Refusal]:
    name = next(iter(cells.values())) or "？"
    for problem in error.errors(include_url=False, include_context=False):
        message = problem["msg"].removeprefix("Value error, ")
        field = ".".join(map(str, problem["loc"]))
        what = f"{field} “{cells[field]}” {message}" if field in cells else message
        yield Refusal("E-FACTOR", place, found=f"{name}：{what}")
