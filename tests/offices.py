"""A bureau that signs: a data folder with small releases, a list of signers, and their keys.

Here: folders, keys, releases of a few bytes. Not here: what of it must be refused.
"""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipelines.lake.files import sha256_of
from pipelines.lake.releases import chains, publish_folder
from pipelines.publishing.signatures import SIGNERS
from pipelines.publishing.steps import Asked, Signing, sign_release
from schemas.problems import Refusal, Refusals

PREPARES, REVIEWS, CITY, STRANGER = "王芳", "李强", "赵敏", "陌生人"

#: A group of factors that somebody has to answer for.
GROUP = {
    "group_id": "recalled:ipcc_2006_v2",
    "title": "IPCC 2006 第2卷",
    "factors": 4,
    "categories": "E.7",
    "tonnes_co2e": "111.041",
}


def make_keys(folder: Path) -> dict[str, Path]:
    """A key a person."""
    folder.mkdir(parents=True, exist_ok=True)
    keys = {name: folder / f"key {number}" for number, name in enumerate((PREPARES, REVIEWS, CITY, STRANGER))}
    for key in keys.values():
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    return keys


def signers(keys: Mapping[str, Path], *entries: tuple[str, str], options: str = "") -> str:
    """The list of signers: who may sign which step."""
    lines = ["# 签署人名单"]
    for name, role in entries:
        kind, key, *_ = keys[name].with_suffix(".pub").read_text().split()
        lines.append(f'{name} namespaces="qingdan.{role}"{options} {kind} {key}')
    return "\n".join(lines) + "\n"


class Office:
    """A data folder in which releases are made and signed."""

    def __init__(self, root: Path, keys: dict[str, Path]) -> None:
        self.root, self.keys = root, keys
        (root / "delivered").mkdir(parents=True)
        (root / "delivered" / "copy").write_bytes(b"what was delivered")
        self.delivered = (root / "delivered" / "copy").rename(
            root / "delivered" / sha256_of(root / "delivered" / "copy")
        )
        self.enter((PREPARES, "prepared"), (REVIEWS, "reviewed"))

    def enter(self, *entries: tuple[str, str], options: str = "") -> None:
        """Write the list of signers: name and step."""
        (self.root / SIGNERS).write_text(signers(self.keys, *entries, options=options), encoding="utf-8")

    def make(self, said: str = "1", status: str = "current", *, is_held: bool = False, **content: Any) -> Path:
        """A release as a run makes it from other figures: it quotes what is official by now."""
        staging = self.root / "releases" / ".staging"
        files = {"report.html": f"<p>{said}</p>", "qingdan.duckdb": f"DUCK {said}", "parquet/marts/a.parquet": said}
        for name, text in files.items():
            (staging / "restricted" / name).parent.mkdir(parents=True, exist_ok=True)
            (staging / "restricted" / name).write_text(text, encoding="utf-8")
        told = {
            "status": status,
            "inputs": [{"sha256": self.delivered.name, "file_name": "年鉴.xlsx", "is_synthetic": False}],
            "held_places": [],
            "confirmed_places": [],
            "missing_deliveries": [],
            "waivers": [],
            "to_sign_for": [],
            "scope": {"regions": ["511725"], "years": [2023, 2024], "official_basis": "provincial_2011-sar"},
            "previous_official": chains(self.root)[-1]._asdict(),
            "factors": said,
        }
        try:
            digest = publish_folder(self.root, staging, told | content, {"register": ""}, is_held=is_held)
            return self.root / "releases" / digest
        finally:
            shutil.rmtree(staging, ignore_errors=True)

    def sign(
        self,
        role: str,
        by: str,
        release: Path | None = None,
        *,
        key: Path | None = None,
        accepted: Sequence[str] = (),
        reason: str = "核对无误",
    ) -> Signing:
        """Sign a step with the key of a person."""
        asked = Asked(role, key or self.keys[by], by, reason, accepted)
        return sign_release(self.root, release.name if release else "", asked)

    def make_official(self, said: str = "1") -> Path:
        """A release that two have signed."""
        release = self.make(said)
        self.sign("prepared", PREPARES)
        assert self.sign("reviewed", REVIEWS).is_official
        return release

    def named(self, pointer: str) -> str:
        """What a pointer names."""
        return (self.root / pointer).read_text(encoding="utf-8").strip()


def code_of(refused: Refusal | Refusals) -> str:
    """The code of what was refused."""
    return refused.code if isinstance(refused, Refusal) else refused.refusals[0].code
