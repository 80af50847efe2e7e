import random
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipelines.deliveries.readers import Sheet, read_files
from pipelines.deliveries.readers.process import Reader
from pipelines.deliveries.register import register_files
from pipelines.deliveries.register.registration import Recognised
from schemas.problems import PROBLEMS, Place, Refusal
from tests.faults import ole, xlsx
from tests.faults.bad_files import BAD_FILES, CSV, BadFile
from tests.sample import bulletin

MEMORY_KB = 256 * 1024


def recognise_nothing(_sheets: Sequence[Sheet], name: str) -> list[Recognised]:
    raise AssertionError(f"{name} reached the tables")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[BadFile, list[Sheet] | Refusal]:
    folder = tmp_path_factory.mktemp("bad")
    paths = []
    for number, bad in enumerate(BAD_FILES):
        path = folder / str(number)
        path.write_bytes(bad.make())
        paths.append((path, bad.name))
    return dict(zip(BAD_FILES, read_files(paths), strict=True))


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.rule)
def test_a_bad_file_is_refused_with_code_and_place(bad: BadFile, answers: dict[BadFile, list[Sheet] | Refusal]) -> None:
    refusal = answers[bad]
    assert isinstance(refusal, Refusal), refusal
    expected = Place(bad.name, bad.place.sheet, bad.place.cell, bad.place.line)
    assert (refusal.code, refusal.place) == (bad.code, expected), refusal.render()


@pytest.mark.parametrize("bad", BAD_FILES, ids=lambda bad: bad.rule)
def test_a_refusal_says_in_chinese_where_and_what_to_do(
    bad: BadFile, answers: dict[BadFile, list[Sheet] | Refusal]
) -> None:
    refusal = answers[bad]
    assert isinstance(refusal, Refusal), refusal
    text = refusal.render("zh")
    assert text.startswith(f"{bad.code} 文件《{bad.name}》")
    assert f"处理：{PROBLEMS[bad.code].remedy_zh}"[:12] in text
    assert "？" not in text, "a detail is missing"
    assert "？" not in refusal.render("en")


def test_bad_files_leave_nothing_in_the_data_folder(tmp_path: Path) -> None:
    inbox, data = tmp_path / "inbox", tmp_path / "data"
    inbox.mkdir()
    for number, bad in enumerate(BAD_FILES):
        (inbox / str(number)).mkdir()
        (inbox / str(number) / bad.name).write_bytes(bad.make())
    report = register_files(data, sorted(inbox.glob("*/*")), recognise_nothing)
    assert report.registered == []
    assert sorted(refusal.code for refusal in report.refusals) == sorted(bad.code for bad in BAD_FILES)
    assert [path for path in data.rglob("*") if path.is_file()] == []


def test_one_child_reads_the_whole_corpus_in_little_memory() -> None:
    with Reader() as reader:
        for bad in BAD_FILES:
            assert isinstance(reader.read(bad.make(), bad.name), Refusal)
        assert reader.child is not None
        status = Path(f"/proc/{reader.child.pid}/status")
        if status.exists():
            peak = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
            assert int(peak.split()[1]) < MEMORY_KB
        good = reader.read(CSV.encode(), "好.csv")
        assert isinstance(good, list)
        assert good[0].cell(2, 1).text == "110"


def test_a_link_names_its_target(answers: dict[BadFile, list[Sheet] | Refusal]) -> None:
    links = [
        answer.details["found"]
        for bad, answer in answers.items()
        if isinstance(answer, Refusal) and bad.code == "E-EXTLINK"
    ]
    assert links == ["file:///D:/2023.xlsx", "D\\2023.xls"]


def test_a_broken_encoding_names_the_byte(answers: dict[BadFile, list[Sheet] | Refusal]) -> None:
    bytes_ = {
        bad.rule: (answer.details["found"], answer.details["byte"])
        for bad, answer in answers.items()
        if isinstance(answer, Refusal) and bad.code == "E-ENC"
    }
    utf8, gb18030 = len(CSV.encode()), len(CSV.encode("gb18030"))
    assert bytes_["mixed encodings, UTF-8 first"] == ("UTF-8", utf8)
    assert bytes_["mixed encodings, GB18030 first"] == ("GB18030", gb18030)
    assert bytes_["a broken byte"] == ("GB18030", gb18030)


def test_whatever_is_damaged_is_refused_or_read_and_never_stops_the_reader() -> None:
    chance = random.Random(2024)
    seeds = [("表.xlsx", xlsx.xlsx()), ("表.xls", ole.xls(ole.number(0, 0, 1))), ("表.csv", CSV.encode("gb18030"))]
    seeds.append((bulletin.NAME, bulletin.bulletin().encode("gb18030")))
    with Reader() as reader:
        for name, seed in seeds * 30:
            content = bytearray(seed)
            for _ in range(chance.choice((1, 4))):
                content[chance.randrange(len(content))] = chance.randrange(256)
            answer = reader.read(
                bytes(content[: chance.choice((len(content), chance.randrange(1, len(content))))]), name
            )
            assert isinstance(answer, list) or answer.place.file == name
