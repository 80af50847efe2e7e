"""The archive for machines without a network: what is in it, that it is the same again, and that pip asks nobody."""

import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.deliveries import ROOT

LICENCES = {
    "expression": ("License-Expression: MIT\nLicense: The MIT License\n", "MIT"),
    "classified": (
        "Classifier: License :: OSI Approved :: BSD License\nLicense: Copyright 2026\n more\n",
        "BSD License",
    ),
    "worded": ("License: ISC\n\tand more\n", "ISC"),
    "silent": ("", "?"),
}


def wheel(folder: Path, name: str, said: str) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        info = zipfile.ZipInfo(f"{name}-1.0.dist-info/METADATA", (2020, 1, 1, 0, 0, 0))
        archive.writestr(info, f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{said}\nText.\n")
    return path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A small project with its lock, committed, and its wheels beside it."""
    project, wheels = tmp_path / "project", tmp_path / "wheels"
    (project / "deploy").mkdir(parents=True)
    wheels.mkdir()
    hashes = [
        hashlib.sha256(wheel(wheels, name, said).read_bytes()).hexdigest() for name, (said, _) in LICENCES.items()
    ]
    (project / "requirements.lock").write_text("".join(f"a==1 \\\n    --hash=sha256:{digest}\n" for digest in hashes))
    (project / "pyproject.toml").write_text('[project]\nversion = "0.1.0"\n')
    (project / "run").write_text("#!/bin/sh\n")
    (project / "run").chmod(0o755)
    (project / "清单.md").write_text("清单")
    for name in ("bundle.py", "INSTALL.md"):
        shutil.copyfile(ROOT / "deploy" / name, project / "deploy" / name)
    git = ["git", "-C", str(project), "-c", "user.name=a", "-c", "user.email=a@b"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "all"]):
        subprocess.run([*git, *command], check=True)
    (project / "not committed").write_text("")
    return project


def bundle(checkout: Path, name: str = "bundle.tar.gz") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(checkout / "deploy" / "bundle.py"), str(checkout.parent / "wheels"), name]
    return subprocess.run(command, cwd=checkout.parent, capture_output=True, text=True, check=False)


def test_it_holds_what_is_committed_and_the_wheels_and_says_what_they_are(checkout: Path) -> None:
    assert bundle(checkout).returncode == 0
    with tarfile.open(checkout.parent / "bundle.tar.gz") as archive:
        members = {member.name.removeprefix("qingdan-0.1.0/"): member for member in archive}
        read = {name: file.read() for name, member in members.items() if (file := archive.extractfile(member))}
    committed = {"deploy/INSTALL.md", "deploy/bundle.py", "pyproject.toml", "requirements.lock", "run", "清单.md"}
    wheels = {f"wheels/{name}-1.0-py3-none-any.whl" for name in LICENCES}
    assert read.keys() == committed | wheels | {"INSTALL.md", "wheels/PYTHON", "wheels/packages.csv"}
    assert [*members] == sorted(members)
    assert {name: oct(member.mode) for name, member in members.items() if member.mode != 0o644} == {"run": "0o755"}
    assert read["wheels/PYTHON"].decode() == f"python3.{sys.version_info.minor}\n"
    assert read["wheels/PYTHON"].strip() in read["INSTALL.md"]
    assert b"{" not in read["INSTALL.md"]
    rows = list(csv.DictReader(io.StringIO(read["wheels/packages.csv"].decode("utf-8-sig"))))
    assert [(row["name"], row["licence"]) for row in rows] == sorted(
        (name, said) for name, (_, said) in LICENCES.items()
    )
    for row in rows:
        assert hashlib.sha256(read[f"wheels/{row['file']}"]).hexdigest() == row["sha256"]


def test_it_is_the_same_again(checkout: Path) -> None:
    bundle(checkout)
    (checkout / "run").touch()
    bundle(checkout, "again.tar.gz")
    assert (checkout.parent / "bundle.tar.gz").read_bytes() == (checkout.parent / "again.tar.gz").read_bytes()


def test_a_wheel_that_is_not_in_the_lock_is_refused(checkout: Path) -> None:
    wheel(checkout.parent / "wheels", "foreign", "")
    done = bundle(checkout)
    assert (done.returncode, "foreign-1.0" in done.stderr) == (1, True)
    assert not (checkout.parent / "bundle.tar.gz").exists()


def told_to_pip(folder: Path) -> list[str]:
    """What pip finds in its environment in the recipe of the installation."""
    shown = ["--eval", 'shown: ; @echo "$$PIP_NO_INDEX $$PIP_FIND_LINKS"', "shown"]
    plain = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    made = subprocess.run(["make", "-s", *shown], cwd=folder, env=plain, capture_output=True, text=True, check=True)
    return made.stdout.split()


def test_an_unpacked_bundle_installs_from_its_wheels_and_asks_no_index(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    assert told_to_pip(tmp_path) == []
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "PYTHON").write_text(f"{sys.executable}\n")
    assert told_to_pip(tmp_path) == ["1", "wheels"]
    plan = subprocess.run(["make", "-n", "run"], cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert f'"{sys.executable}" -m venv' in plan, "of several Pythons the one that the wheels are for"
    assert "--require-hashes --requirement requirements.lock" in plan
    assert "://" not in plan


def test_where_the_python_of_the_wheels_is_missing_it_is_named(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "wheels").mkdir()
    (tmp_path / "wheels" / "PYTHON").write_text("python3.99\n")
    done = subprocess.run(["make", "run"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "没有找到 python3.99" in done.stderr
