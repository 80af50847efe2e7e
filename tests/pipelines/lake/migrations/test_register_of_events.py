"""Registers as earlier programs wrote them become the journal of today, and nothing that they said is lost."""

import csv
import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from pipelines.deliveries.journal import read_journal
from pipelines.deliveries.register import registered_files
from pipelines.deliveries.register.rows import home_of, read_register
from pipelines.lake.format import format_of, migrate
from pipelines.lake.migrations import register_of_events
from pipelines.lake.releases import current_release
from schemas.problems import Refusal
from tests.commands import ask
from tests.deliveries import overwrite

FIRST, SECOND, THIRD = "a" * 64, "b" * 64, "c" * 64

#: As the program wrote it that knew neither trials nor a home: a revised workbook, and one of the city.
TABLE = f"""\
file_sha256,size_bytes,file_name,delivery_sequence,tables,region_codes,periods,vintage,supersedes,is_synthetic,encoding,note
{FIRST},23884,渠县供气量.xlsx,1,gas__supply,511725,2005-2024,final,,true,,
{SECOND},33162,达州能源.xlsx,2,city__energy_total,511700,2020+2022,final,,false,,
{THIRD},23885,渠县供气量.xlsx,3,gas__supply,511725,2005-2024,final,{FIRST},true,gb18030,
"""

#: Heading of the journal that confirmed no place.
HEADING = (
    "number,event,about,file_sha256,size_bytes,file_name,tables,region_codes,periods,vintage,supersedes,is_synthetic,"
    "encoding,signed_by,reason,previous"
)
BEFORE = HEADING.split(",")

EVENTS = (
    {"event": "delivered", "file_sha256": FIRST, "size_bytes": "1", "file_name": '供气,"量".xlsx'}
    | {
        "tables": "gas__supply",
        "region_codes": "511725",
        "periods": "2024",
        "vintage": "final",
        "is_synthetic": "true",
    },
    {"event": "home", "region_codes": "511725"},
    {"event": "accepted", "about": "1"},
    {"event": "withdrawn", "about": "1", "signed_by": "王敏", "reason": "报错了月份\n见函"},
)


def line_of(row: Sequence[str]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerow(row)
    return text.getvalue()


def write_journal(data_dir: Path) -> None:
    """As the program wrote it whose lines had no place."""
    lines, previous = [line_of(BEFORE)], "0" * 64
    for number, event in enumerate(EVENTS, start=1):
        row = {**event, "number": str(number), "previous": previous}
        lines.append(line_of([row.get(name, "") for name in BEFORE]))
        previous = hashlib.sha256(lines[-1].encode()).hexdigest()
    (data_dir / "register.csv").write_bytes("".join(lines).encode("utf-8-sig"))
    (data_dir / "REGISTER.head").write_text(f"{len(EVENTS)} {previous}\n")


def write_table(data_dir: Path) -> None:
    (data_dir / "register.csv").write_bytes(TABLE.encode("utf-8-sig"))


@pytest.mark.parametrize("write", [write_table, write_journal])
def test_it_is_refused_then_migrated_and_kept_beside(write: Callable[[Path], None], tmp_path: Path) -> None:
    write(tmp_path)
    before = (tmp_path / "register.csv").read_bytes()
    for opened in (read_journal, registered_files):
        with pytest.raises(Refusal) as refused:
            opened(tmp_path)
        assert refused.value.code == "E-FORMAT"
    assert migrate(tmp_path) == (1, 2)
    assert (tmp_path / "register.csv.format-1").read_bytes() == before
    assert read_journal(tmp_path)[-1].event == "rebuilt"
    assert format_of(tmp_path) == 2
    assert not register_of_events.is_needed(tmp_path)


def test_of_a_table_each_row_counts_as_it_did(tmp_path: Path) -> None:
    write_table(tmp_path)
    migrate(tmp_path)
    city, gas = registered_files(tmp_path)
    assert (city.file_name, city.delivery_sequence, city.state, city.is_synthetic) == (
        "达州能源.xlsx",
        2,
        "accepted",
        False,
    )
    assert [str(holding) for holding in city.holdings] == ["city__energy_total 511700 2020+2022"]
    assert (gas.file_sha256, gas.size_bytes, gas.supersedes, gas.encoding) == (THIRD, 23885, (1,), "gb18030")
    assert home_of(read_journal(tmp_path)) == ("511725",), "the city lies around it"


def test_of_a_journal_each_line_says_what_it_said(tmp_path: Path) -> None:
    write_journal(tmp_path)
    migrate(tmp_path)
    *kept, _ = read_journal(tmp_path)
    assert [
        {name: value for name in BEFORE[:-1] if name != "number" and (value := getattr(event, name))} for event in kept
    ] == [*EVENTS]
    (file,) = read_register(tmp_path)
    assert (file.state, file.reason) == ("withdrawn", "报错了月份\n见函")


@pytest.mark.parametrize("write", [write_table, write_journal])
@pytest.mark.parametrize("writes", range(4))
def test_one_that_is_killed_is_completed_by_another(
    writes: int, write: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path)
    left = iter(range(writes))
    original = register_of_events.write_bytes

    def dies(path: Path, content: bytes) -> None:
        if next(left, None) is None:
            raise KeyboardInterrupt
        original(path, content)

    with monkeypatch.context() as patched:
        patched.setattr(register_of_events, "write_bytes", dies)
        with pytest.raises(KeyboardInterrupt):
            migrate(tmp_path)
    migrate(tmp_path)
    (undisturbed := tmp_path / "undisturbed").mkdir()
    write(undisturbed)
    migrate(undisturbed)
    for name in ("register.csv", "register.csv.format-1"):
        assert (tmp_path / name).read_bytes() == (undisturbed / name).read_bytes()
    assert read_journal(tmp_path) == read_journal(undisturbed)


@pytest.mark.parametrize(
    ("said", "other"), [(",1,gas", ",one,gas"), (f"final,{FIRST}", "final,nobody"), ("\n", "\nx,")]
)
def test_a_table_that_says_no_deliveries_is_found(said: str, other: str, tmp_path: Path) -> None:
    changed = TABLE.replace(said, other).replace("x,file_sha256", "file_sha256").encode("utf-8-sig")
    (tmp_path / "register.csv").write_bytes(changed)
    with pytest.raises(Refusal) as refused:
        migrate(tmp_path)
    assert refused.value.code == "E-REGISTER"
    assert (tmp_path / "register.csv").read_bytes() == changed


@pytest.mark.parametrize(("said", "other"), [("withdrawn", "accepted"), ("511725", "511724"), ("王敏", "李敏")])
def test_a_line_that_was_changed_before_is_found(said: str, other: str, tmp_path: Path) -> None:
    write_journal(tmp_path)
    content = (tmp_path / "register.csv").read_text(encoding="utf-8-sig")
    changed = content.replace(said, other, 1).encode("utf-8-sig")
    overwrite(tmp_path / "register.csv", changed)
    with pytest.raises(Refusal) as refused:
        migrate(tmp_path)
    assert refused.value.code == "E-REGISTER"
    assert (tmp_path / "register.csv").read_bytes() == changed
    answer = ask("register", "--rebuild", "--data", tmp_path)
    assert answer.code == 0, answer.err
    assert format_of(tmp_path) == 2, "the way that the refusal names"


def test_a_county_goes_on_with_what_an_earlier_program_registered(town: Path) -> None:
    """The release of a run after migrating is the one that would have been, wherever it began."""
    release = current_release(town).name
    files = registered_files(town)
    rows = [
        [file.file_sha256, str(file.size_bytes), file.file_name, str(number)]
        + [
            "|".join(part)
            for part in zip(*((h.table, h.region_code, str(h).split()[-1]) for h in file.holdings), strict=True)
        ]
        + [file.vintage, "", "true", "", ""]
        for number, file in enumerate(files, start=1)
    ]
    table = "".join(map(line_of, [TABLE.splitlines()[0].split(","), *rows]))
    overwrite(town / "register.csv", table.encode("utf-8-sig"))
    for name in ("REGISTER.head", "FORMAT", "CURRENT"):
        (town / name).unlink()
    assert ask("run", "--data", town).err.startswith("E-FORMAT ")
    assert ask("migrate", "--data", town).code == 0
    answer = ask("run", "--data", town)
    assert answer.code == 0, answer.err
    assert current_release(town).name == release
