"""The notebook: its code answers on any machine, with Jupyter or without, and it is kept without outputs."""

from __future__ import annotations

import ast
import json
from decimal import Decimal
from typing import Any

import pytest

from assets.release import examples
from tests.conftest import BuiltRelease
from tests.deliveries import copy_of

NOTEBOOK = examples.FOLDER / "first_hour.ipynb"


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(NOTEBOOK.read_text(encoding="utf-8"))["cells"]
    return found


def shown(code: str, names: dict[str, Any]) -> Any:
    """Run a cell as a kernel does: its last expression is what it shows."""
    *before, last = ast.parse(code).body
    exec(compile(ast.Module(before, []), str(NOTEBOOK), "exec"), names)
    assert isinstance(last, ast.Expr), "a cell that shows nothing"
    return eval(compile(ast.Expression(last.value), str(NOTEBOOK), "eval"), names)


@pytest.fixture(scope="module")
def answers(
    cells: list[dict[str, Any]], sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[Any], dict[str, Any]]:
    """What every cell shows, one after the other, and the names that are left."""
    names: dict[str, Any] = {}
    data = copy_of(sample.data_dir, tmp_path_factory.mktemp("notebook") / "data")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("QINGDAN_DATA", str(data))
        return [shown("".join(cell["source"]), names) for cell in cells if cell["cell_type"] == "code"], names


def test_every_cell_has_an_answer(answers: tuple[list[Any], dict[str, Any]]) -> None:
    for answer in answers[0]:
        assert len(answer.data if hasattr(answer, "data") else str(answer))


def test_the_numbers_are_those_of_the_release(answers: tuple[list[Any], dict[str, Any]], sample: BuiltRelease) -> None:
    names = answers[1]
    assert names["release"].digest == sample.folder.name
    assert names["latest"] == 2024
    assert isinstance(names["total"], Decimal)
    (row,) = sample.rows(
        "select emissions_tco2e from marts.provincial_summary_official where line_code = 'total' and year = 2024"
    )
    assert names["total"] == row["emissions_tco2e"]


def test_the_picture_needs_no_library_of_its_own(answers: tuple[list[Any], dict[str, Any]]) -> None:
    (picture,) = (answer for answer in answers[0] if hasattr(answer, "_repr_html_") and hasattr(answer, "bar"))
    assert picture._repr_html_().count("linear-gradient") == len(answers[1]["intensity"])


def test_no_output_is_kept_and_every_step_is_told_in_both_languages(cells: list[dict[str, Any]]) -> None:
    for cell in cells:
        text = "".join(cell["source"])
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
        else:
            assert any("一" <= character <= "鿿" for character in text)
            assert any(word.isascii() and word.isalpha() and len(word) > 3 for word in text.split())
