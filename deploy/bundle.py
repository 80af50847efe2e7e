"""Write the archive that installs without a network: what is committed, and the wheels that the lock names.

`make bundle` calls it with the wheels that it fetched. The same commit, wheels and Python give the same bytes.
Standard library only: of what is installed it needs nothing.
"""

import argparse
import csv
import gzip
import hashlib
import io
import platform
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

#: What stands beside the wheels: which Python they are for, and what they are.
PYTHON, PACKAGES = "wheels/PYTHON", "wheels/packages.csv"
INSTALL = "deploy/INSTALL.md"


def main() -> None:
    """Write `dist/qingdan-<version>.tar.gz`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wheels", type=Path, help="folder of wheels")
    parser.add_argument("archive", type=Path, help="archive to write")
    asked = parser.parse_args()
    files = committed(ROOT)
    wheels = {path.name: path.read_bytes() for path in sorted(asked.wheels.glob("*.whl"))}
    if foreign := not_locked(wheels, files["requirements.lock"][0].decode()):
        sys.exit(f"锁定文件之外的安装包 / not in requirements.lock: {', '.join(foreign)}")
    python, system = f"python3.{sys.version_info.minor}", f"{platform.system()} {platform.machine()}"
    beside = {f"wheels/{name}": content for name, content in wheels.items()}
    beside[PYTHON] = f"{python}\n".encode()
    beside[PACKAGES] = described(wheels)
    beside["INSTALL.md"] = files[INSTALL][0].replace(b"{python}", python.encode()).replace(b"{system}", system.encode())
    version = tomllib.loads(files["pyproject.toml"][0].decode())["project"]["version"]
    asked.archive.parent.mkdir(parents=True, exist_ok=True)
    pack(asked.archive, f"qingdan-{version}", files | {name: (content, 0o644) for name, content in beside.items()})
    sys.stdout.write(f"✓ {asked.archive}（{len(wheels)} 个安装包 / wheels, {python}, {system}）\n")


def committed(checkout: Path) -> dict[str, tuple[bytes, int]]:
    """Content and mode of every file of the commit that is checked out."""
    command = ["git", "-C", str(checkout), "archive", "--format=tar", "HEAD"]
    written = subprocess.run(command, check=True, capture_output=True).stdout
    with tarfile.open(fileobj=io.BytesIO(written)) as archive:
        members = [(member, archive.extractfile(member)) for member in archive if member.isfile()]
        return {member.name: (file.read(), 0o755 if member.mode & 0o100 else 0o644) for member, file in members if file}


def not_locked(wheels: Mapping[str, bytes], lock: str) -> list[str]:
    """Names of wheels whose digest the lock does not name."""
    known = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock))
    return [name for name, content in wheels.items() if hashlib.sha256(content).hexdigest() not in known]


def described(wheels: Mapping[str, bytes]) -> bytes:
    """A row a wheel: name, version, licence, digest, file, as CSV that Excel opens."""
    rows = []
    for file, content in wheels.items():
        about = metadata_of(content)
        rows.append((about["Name"], about["Version"], licence_of(about), hashlib.sha256(content).hexdigest(), file))
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(("name", "version", "licence", "sha256", "file"))
    table.writerows(sorted(rows, key=lambda row: str(row[0]).lower()))
    return text.getvalue().encode("utf-8-sig")


def metadata_of(wheel: bytes) -> Message:
    """What a wheel says of itself."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        (name,) = [name for name in archive.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
        return message_from_bytes(archive.read(name))


def licence_of(about: Message) -> str:
    """The licence of a package: as an expression, by its classifiers, or the first line of what it says."""
    classifiers = [
        line.rpartition(" :: ")[2] for line in about.get_all("Classifier", []) if line.startswith("License ::")
    ]
    said = str(about.get("License", "")).strip().splitlines()
    return str(about.get("License-Expression") or "; ".join(classifiers) or (said or ["?"])[0])


def pack(path: Path, top: str, files: Mapping[str, tuple[bytes, int]]) -> None:
    """Write a compressed archive with everything below one folder: sorted, of no time and nobody."""
    with (
        path.open("wb") as target,
        gzip.GzipFile("", "wb", 1, target, mtime=0) as packed,  # wheels are compressed already: the fastest level
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, (content, mode) in sorted(files.items()):
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))


if __name__ == "__main__":
    main()
