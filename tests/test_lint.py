"""What `make lint` holds and no test repeats: a fault is planted in a copy of the tree, and the tool must find it."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.deliveries import ROOT

BIN = Path(sys.executable).parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES = PROJECT["tool"]["importlinter"]["root_packages"]

#: For each contract of imports: who must not import whom.
WRONG_IMPORTS = {
    "pipelines -> assets -> factors -> schemas, and never back": ("schemas.vocabulary", "pipelines.settings"),
    "the rooms of pipelines stand on each other without a circle": ("pipelines.reading.parse", "pipelines.plan"),
    "the lake knows files, not what is in them": ("pipelines.lake.files", "factors"),
    "a table knows declarations, no other table and no page": ("assets.core.regions", "assets.release.numbers"),
    "a thing that people receive knows no other one": ("assets.release.package", "assets.release.report"),
    "only the orchestration knows Dagster": ("assets.needs", "dagster"),
    "the product does not need its tests": ("factors.rows", "tests"),
}

WRONG_SQL = {
    "CP01": "SELECT a from b\n",
    "CP02": "select A from b\n",
    "CP03": "select Sum(a) as c from b\n",
    "RF06": 'select a as "A" from b\n',
}


def run(tool: str, *arguments: object, cwd: Path) -> str:
    """What a tool says of a tree in which it must find a fault."""
    command = [BIN / tool, *map(str, arguments)]
    environment = os.environ | {"PYTHONPATH": str(cwd), "NO_COLOR": "1"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    return re.sub(r"\x1b\[[\d;]*m", "", done.stdout + done.stderr)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The Python of the packages, in a folder of one's own."""
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__", "*.csv", "*.yaml", "*.sql")
        shutil.copytree(ROOT / package, tmp_path / package, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def module_file(tree: Path, module: str) -> Path:
    path = tree.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def plant(file: Path, statement: str) -> None:
    with file.open("a", encoding="utf-8") as stream:
        stream.write(f"\n{statement}\n")


@pytest.mark.parametrize(
    "tool", ["ruff check", "ruff format --check", "mypy", "lint-imports", "deptry", "sqlfluff lint"]
)
def test_the_lint_runs_every_tool(tool: str) -> None:
    _, _, recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlint:")
    assert f"$(BIN)/{tool}" in recipe.partition("\n\n")[0]


def test_an_import_that_breaks_a_contract_is_found(tree: Path) -> None:
    contracts = [contract["name"] for contract in PROJECT["tool"]["importlinter"]["contracts"]]
    assert list(WRONG_IMPORTS) == contracts
    for importer, imported in WRONG_IMPORTS.values():
        plant(module_file(tree, importer), f"import {imported}")
    said = run("lint-imports", "--no-cache", cwd=tree)
    for name, (importer, imported) in WRONG_IMPORTS.items():
        assert f"{name} BROKEN" in said
        assert f"{importer} -> {imported}" in said


def test_a_room_that_stands_on_nothing_is_found(tree: Path) -> None:
    (tree / "pipelines" / "attic.py").write_text("")
    assert "pipelines.attic" in run("lint-imports", "--no-cache", cwd=tree)


def test_an_import_that_is_not_declared_is_found(tree: Path) -> None:
    plant(tree / "assets" / "needs.py", "import packaging")
    assert re.search("DEP003 .*packaging", run("deptry", ".", cwd=tree))


def test_a_dependency_that_nobody_imports_is_found(tree: Path) -> None:
    for file in tree.rglob("*.py"):
        file.write_text(re.sub(r"\bxlrd\b", "json", file.read_text(encoding="utf-8")), encoding="utf-8")
    assert re.search("DEP002 .*xlrd", run("deptry", ".", cwd=tree))


@pytest.mark.parametrize("rule", WRONG_SQL)
def test_sql_that_is_not_lower_case_is_found(rule: str, tree: Path) -> None:
    (tree / "query.sql").write_text(WRONG_SQL[rule])
    assert rule in run("sqlfluff", "lint", "query.sql", cwd=tree)
