import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipelines.deliveries.readers import Sheet
from pipelines.deliveries.readers.process import Reader
from pipelines.deliveries.register import load_all_sheets, load_sheets, register_files
from pipelines.deliveries.register import readings as module
from pipelines.deliveries.register.readings import find_reading, reading_path
from schemas.problems import Refusal


def recognise(_sheets: Sequence[Sheet], name: str) -> list[SimpleNamespace]:
    return [SimpleNamespace(table=name, part="", region_code="511725", periods=("2024",))]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for number in range(3):
        (tmp_path / f"{number}.csv").write_bytes(f"年份,{number}\n".encode())
    register_files(tmp_path / "data", tmp_path.glob("*.csv"), recognise)
    return tmp_path / "data"


def digests(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "delivered").iterdir() if not path.suffix)


class NoReader(Reader):
    def read(self, content: bytes, name: str) -> list[Sheet] | Refusal:
        raise AssertionError(f"{name} is read again")


def test_a_file_is_not_read_twice(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Reader", NoReader)
    assert {sheets[0].cell(0, 1).text for sheets in load_all_sheets(data, digests(data)).values()} == {
        "0",
        "1",
        "2",
    }


@pytest.mark.parametrize("damage", ["missing", "flipped", "cut", "other reader"])
def test_a_reading_that_is_not_in_order_is_made_again(data: Path, damage: str) -> None:
    digest = digests(data)[0]
    path = reading_path(data, digest)
    good = path.read_bytes()
    if damage == "missing":
        path.unlink()
    elif damage == "flipped":
        path.write_bytes(good.replace("年份".encode(), "年分".encode()))
    elif damage == "cut":
        path.write_bytes(good[:-3])
    else:
        body = json.loads(good.partition(b"\n")[2]) | {"reader": "0" * 64}
        text = json.dumps(body).encode()
        path.write_bytes(hashlib.sha256(text).hexdigest().encode() + b"\n" + text)
    assert find_reading(data, digest) is None
    assert load_sheets(data, digest)[0].cell(0, 0).text == "年份"
    assert path.read_bytes() == good


def test_a_file_that_is_not_registered_has_no_sheets(data: Path) -> None:
    with pytest.raises(Refusal) as caught:
        load_sheets(data, "0" * 64)
    assert caught.value.code == "E-MISSING-FILE"


def test_a_copy_that_is_gone_is_refused_although_its_reading_is_there(data: Path) -> None:
    digest = digests(data)[0]
    (data / "delivered" / digest).unlink()
    with pytest.raises(Refusal) as caught:
        load_sheets(data, digest)
    assert caught.value.code == "E-MISSING-FILE"
    assert caught.value.place.file.endswith(".csv")


@pytest.mark.parametrize("library", ["python-calamine", "xlrd"])
def test_the_reader_digest_depends_on_the_versions_of_the_libraries(
    library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = module.reader_digest.__wrapped__()
    installed = module.version
    monkeypatch.setattr(module, "version", lambda name: "9.9" if name == library else installed(name))
    assert module.reader_digest.__wrapped__() != before


def test_the_reader_digest_depends_on_the_readers() -> None:
    assert len(module.reader_digest()) == 64
    assert {path.name for path in module.READERS.glob("*.py")} >= {
        "workbook.py",
        "delimited.py",
        "preflight.py",
    }
