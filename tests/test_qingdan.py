"""A package of one of our names that stands before ours is named and refused, whatever was typed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.deliveries import ROOT

PACKAGES = ("assets", "factors", "pipelines", "schemas")
COMMANDS = (("run",), ("register", "x.csv"), ("check",), ("trace", "总排放", "2024"), ("query", "select 1"), ("ui",))


def start(*arguments: str, cwd: Path, path: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def put(folder: Path, package: str, as_module: bool = False) -> Path:
    place = folder / f"{package}.py" if as_module else folder / package
    file = place if as_module else place / "__init__.py"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("raise RuntimeError('imported')")
    return place


@pytest.mark.parametrize("package", PACKAGES)
@pytest.mark.parametrize("as_module", [False, True])
def test_a_foreign_package_on_the_path_is_named(package: str, as_module: bool, tmp_path: Path) -> None:
    place = put(tmp_path / "theirs", package, as_module)
    done = start("-m", "qingdan", "verify", cwd=tmp_path, path=f"{tmp_path / 'theirs'}{os.pathsep}{ROOT}")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"E-FOREIGN 文件《{place}》：此处的 {package} 会代替本程序的 {ROOT / package}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_a_foreign_package_in_the_working_folder_stops_every_command(command: tuple[str, ...], tmp_path: Path) -> None:
    place = put(tmp_path, "assets")
    done = start("-m", "qingdan", *command, "--lang=en", cwd=tmp_path, path=str(ROOT))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"E-FOREIGN file “{place}”: assets here would take the place")


def test_dagster_is_told_too(tmp_path: Path) -> None:
    place = put(tmp_path, "factors")
    done = start("-c", "import pipelines.definitions", cwd=tmp_path, path=str(ROOT))
    assert (done.returncode, str(place) in done.stderr, "Traceback" in done.stderr) == (2, True, False)


def test_a_folder_that_is_no_package_and_other_packages_are_no_matter(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    put(tmp_path, "other")
    done = start("-m", "qingdan", "--help", cwd=tmp_path, path=str(ROOT))
    assert (done.returncode, done.stderr) == (0, "")
