"""Known misprints of printed tables, ``corrections.yaml``; observations themselves follow from the raw declarations."""

from functools import lru_cache
from pathlib import Path

from schemas.specs.corrections import Correction, Corrections
from schemas.specs.yaml import load_declaration

FILE = Path(__file__).parent / "corrections.yaml"


def load_corrections(path: Path = FILE) -> list[Correction]:
    """Read the declared corrections.

    Raises:
        Refusal: E-SPEC or E-YAML-….
    """
    return _load(path, path.stat().st_mtime_ns, path.stat().st_size)


@lru_cache(16)
def _load(path: Path, _changed: int, _size: int) -> list[Correction]:
    return load_declaration(path, Corrections).corrections
