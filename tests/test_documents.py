"""What the project says of itself is true: every citation leads to a text that is here, both READMEs say the same."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import BuiltRelease
from tests.deliveries import ROOT
from tests.test_architecture import IN_PACKAGES, ROOMS, named, project_files

METHODOLOGY = (ROOT / "METHODOLOGY.md").read_text(encoding="utf-8")
#: Sections by number, and what stands in the first column of a table: categories and codes of checks.
ANSWERS = set(re.findall(r"^#+ ([\d.]*\d)", METHODOLOGY, re.MULTILINE)) | {
    answer for cell in re.findall(r"^\| ([^|]+) \|", METHODOLOGY, re.MULTILINE) for answer in cell.split(", ")
}
DOCUMENT = r"(?<![\w.-])([\w-]+(?:\.zh-CN)?\.md)\b"
NO_RULES = {"HFC", "UTF", "CFC"}


def cited(pattern: str) -> Iterator[tuple[str, str]]:
    """What files of the product and of its tests cite, with the place."""
    for name, file in named(ROOT, rf"(?:{IN_PACKAGES}|tests/.+)\.(?:py|sql|yaml|csv|html)"):
        if Path(name).name == Path(__file__).name:
            continue
        for found in re.findall(pattern, file.read_text(encoding="utf-8")):
            yield found, name


def test_a_citation_of_the_methodology_leads_to_its_section() -> None:
    citations = list(cited(r"methodology ((?:[A-Z]\.)?\d+(?:\.\d+)*)"))
    assert len(citations) > 5
    assert [citation for citation in citations if citation[0] not in ANSWERS] == []


def test_the_code_of_a_rule_is_explained() -> None:
    codes = [(code, name) for code, name in cited(r"\b[A-Z]{3}-\d{2}\b") if code[:3] not in NO_RULES]
    assert len({code for code, _ in codes}) > 20
    assert [code for code in codes if code[0] not in ANSWERS] == []


def test_a_chapter_of_the_ipcc_that_is_cited_is_among_the_equations() -> None:
    chapters = list(cited(r"IPCC 2006 (vol\. \d ch\. \d+)"))
    assert len(chapters) > 5
    assert [chapter for chapter in chapters if f"IPCC 2006 {chapter[0]}" not in " ".join(METHODOLOGY.split())] == []


def test_no_file_cites_a_document_that_is_not_here() -> None:
    here = {file.name for file in project_files(ROOT)}
    citing = [file for _, file in named(ROOT, rf"{IN_PACKAGES}\.(?:py|sql)|[\w.-]+\.md")]
    cited = {(found, file.name) for file in citing for found in re.findall(DOCUMENT, file.read_text())}
    assert {citation for citation in cited if citation[0] not in here} == set()


@pytest.mark.parametrize("folder", ROOMS)
def test_every_room_is_on_the_map(folder: str) -> None:
    _, _, page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where things are")
    places = re.findall(r"^\| (`[^|]+) \|", page, re.MULTILINE)
    assert f"`{folder}`" in " ".join(places)


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "Makefile"])
def test_the_deliveries_that_are_run_are_here(name: str) -> None:
    folders = re.findall(r"--inbox (data/\S+)", (ROOT / name).read_text(encoding="utf-8"))
    assert folders == ["data/sample", "data/sample/2025"]
    assert all((ROOT / folder / "manifest.csv").exists() for folder in folders)


def test_the_question_of_the_tour_shows_the_old_figure_and_the_new_one(sample_2025: BuiltRelease) -> None:
    (question,) = re.findall(r'qingdan query --data data/local/tour "(.*)"', (ROOT / "README.md").read_text("utf-8"))
    answers = {(row["year"], row["vintage"], row["amount"]) for row in sample_2025.rows(question)}
    revised = {(2024, "preliminary", 4365312), (2024, "final", 4379846)}
    assert revised < answers
    assert {answer[:2] for answer in answers - revised} == {(2025, "preliminary")}
