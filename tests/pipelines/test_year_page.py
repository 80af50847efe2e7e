"""The page of a year: what it says of the facts, when it is written, and that no text of a file is obeyed."""

from collections.abc import Callable
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from assets.release.template import render_page
from pipelines import year_page
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.trial import withdraw
from pipelines.last_runs import CHINA, LastRun, note_end
from pipelines.rest import YEAR_PAGE
from pipelines.settings import Settings
from pipelines.year_facts import Change, Facts
from pipelines.year_page import keep_page, tell_end
from schemas.problems import Place, Refusal
from tests.deliveries import GAS, INDUSTRY, copy_of

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=CHINA)
NOTHING = {"total": 0, "covered": 0, "begun": 0, "covered_pct": None, "begun_pct": None}
DIGEST = "f" * 64
PLACE = {
    "place_id": "7d07720fa955",
    "file_name": "能源.xlsx",
    "file_typed": "'能源.xlsx'",
    "sheet": "205-1",
    "cell": "F7",
    "label": "原煤",
    "said": "比上年多 6 倍",
    "rule_code": "H-STEP",
}
HOSTILE = "<script>alert(1)</script>&\"'><img src=x onerror=alert(2)>\u202e{{ 7 * 7 }}"


class Page(HTMLParser):
    """Texts, tags and attributes of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.tag = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tag = tag
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_data(self, data: str) -> None:
        if self.tag != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        """Everything a reader reads."""
        return " ".join("".join(self.texts).split())


def department(come: int = 1, due: int = 1, name: str = "县商务局", **said: Any) -> dict[str, Any]:
    missing = [{"title": f"表{number}", "tonnes": 0, "places": []} for number in range(due - come)]
    return {"department_zh": name, "due": due, "come": come, "files": [], "missing": missing} | said


def drawn(**said: Any) -> Page:
    facts = Facts(2025, "渠县", **({"coverage": NOTHING, "departments": [department()]} | said))
    return Page(render_page("year_page/year_page.html", f=facts, written="2026-03-01 09:30", options="").decode())


@pytest.fixture(scope="module")
def registered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("page")
    take_in(Settings(data_dir=data), [GAS])
    return data


@pytest.fixture
def folder(registered: Path, tmp_path: Path) -> Path:
    """A data folder of one's own in which one file was registered."""
    return copy_of(registered, tmp_path / "data")


# -- what it says


@pytest.mark.parametrize(
    ("said", "states"),
    [
        (
            {"departments": [department(0, 2)]},
            ["○ 尚未布置", "○ 尚未收到（应交", "○ 尚未核对", "○ 还缺", "○ 尚未签发"],
        ),
        (
            {"asked": ["a.xlsx"], "departments": [department(1, 2)], "on_trial": ["a.xlsx"]},
            ["✓ 已布置，1", "… 已收到", "○ 尚未核对", "○ 还缺", "○ 尚未签发"],
        ),
        (
            {"is_run": True, "is_draft": True, "held": [PLACE]},
            ["○ 尚未布置", "✓ 已收到", "! 1", "○ 表已到齐，尚未成为当前清单", "○ 尚未签发"],
        ),
        (
            {"is_run": True, "is_draft": True},
            ["○ 尚未布置", "✓ 已收到", "… 都已确认，待重新运行", "○ 表已到齐，尚未成为当前清单", "○ 尚未签发"],
        ),
        (
            {"is_run": True, "releases": [DIGEST]},
            ["○ 尚未布置", "✓ 已收到", "✓ 没有待确认的数字", "✓ 全部收齐并已编入清单", "○ 尚未签发"],
        ),
        (
            {"is_run": True, "releases": [DIGEST], "official": DIGEST, "is_signed": True},
            ["○ 尚未布置", "✓ 已收到", "✓ 没有待确认的数字", "✓ 全部收齐并已编入清单", f"✓ 已签发 {DIGEST[:12]}"],
        ),
        (
            {"is_run": True, "releases": ["a" * 64], "official": DIGEST, "is_signed": True},
            ["○ 尚未布置", "✓ 已收到", "✓ 没有待确认的数字", "✓ 全部收齐并已编入清单", "… 已签发旧版"],
        ),
    ],
    ids=["nothing", "one of two", "held", "all confirmed", "complete", "signed", "changed since it was signed"],
)
def test_states_of_the_year(said: dict[str, Any], states: list[str]) -> None:
    text = drawn(**said).text
    for title, state in zip(("布置", "收到", "存疑", "收齐", "签发"), states, strict=True):
        mark, sentence = state.split(" ", 1)
        assert f"{mark}{title}{sentence}" in text.replace(f"{mark} {title}", f"{mark}{title}")


def test_a_held_place_stands_with_its_cell_and_the_command_that_settles_it() -> None:
    text = drawn(is_run=True, is_draft=True, held=[PLACE]).text
    assert "205-1 › F7：比上年多 6 倍 H-STEP" in text
    assert "qingdan confirm 7d07720fa955 --by 姓名 --reason 原因" in text
    assert "qingdan register '能源.xlsx'" in text


def test_a_failed_run_says_which_and_what() -> None:
    run = LastRun("run", "2026-03-01 09:00", "refused", ("E-ONE 甲", "E-TWO 乙"), 7)
    text = drawn(failures=[run]).text
    assert "✗ qingdan run 被拒（2026-03-01 09:00）" in text
    assert "E-ONE 甲" in text
    assert "E-TWO 乙" in text


def test_what_a_run_set_aside_is_told_once() -> None:
    run = LastRun("run", "2026-03-01 09:00", "refused", ("E-ONE 甲",))
    aside = {"reason": "E-ONE 甲", "files": ["a.xlsx"], "departments": ["县商务局"]}
    text = drawn(failures=[run], set_aside=[aside]).text
    assert text.count("E-ONE 甲") == 1
    assert "《a.xlsx》（县商务局）：E-ONE 甲" in text


def test_the_yearly_run_that_did_not_come_is_told() -> None:
    text = drawn(overdue=datetime(2026, 11, 15, 9, tzinfo=CHINA)).text
    assert "年度编制没有运行：2026年11月15日到期以后没有运行过" in text


def test_links_lead_to_report_workbook_and_releases() -> None:
    page = drawn(is_run=True, releases=[DIGEST, "a" * 64], asked=["a.xlsx"])
    assert page.links == [
        "current/report.html",
        "current/tables.xlsx",
        "current/dictionary.html",
        f"releases/{DIGEST}/restricted/report.html",
        f"releases/{'a' * 64}/restricted/report.html",
        "requests/2025/",
    ]
    assert drawn(is_draft=True).links == ["draft/report.html", "draft/tables.xlsx"]


def test_no_text_of_a_file_is_obeyed() -> None:
    page = drawn(
        damage=[HOSTILE],
        on_trial=[HOSTILE],
        is_draft=True,
        held=[dict.fromkeys(PLACE, HOSTILE)],
        departments=[
            department(
                1,
                2,
                HOSTILE,
                files=[{"number": 1, "name": HOSTILE, "is_on_trial": True}],
                missing=[{"title": HOSTILE, "tonnes": 0, "places": [HOSTILE]}],
            )
        ],
        set_aside=[{"reason": HOSTILE, "files": [HOSTILE], "departments": [HOSTILE]}],
        change=Change(DIGEST, [HOSTILE], [HOSTILE], [], []),
        failures=[LastRun("run", "", "crashed", (HOSTILE,))],
    )
    plain = drawn(is_draft=True, failures=[LastRun("run", "", "crashed", ("甲",))], damage=["甲"])
    allowed = plain.tags | {"b", "code", "small", "strong", "ol", "ul", "li", "h2"}
    assert page.tags <= allowed
    assert not {name for name in page.attributes if name.startswith("on")}
    assert not {"script", "img"} & page.tags
    assert "{{ 7 * 7 }}" in page.text
    assert "49" not in page.text
    assert "\\u202e" in page.text
    assert "\u202e" not in page.text


def test_it_asks_the_network_for_nothing() -> None:
    page = drawn(releases=[DIGEST])
    assert not any("//" in link for link in page.links)
    assert not {"script", "link", "iframe"} & page.tags


# -- when it is written


def test_a_page_that_is_up_to_date_is_left_as_it_is(folder: Path) -> None:
    assert keep_page(folder, NOW)
    before = (folder / YEAR_PAGE).stat()
    assert not keep_page(folder, NOW + timedelta(hours=5))
    after = (folder / YEAR_PAGE).stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def _withdraw(folder: Path) -> None:
    withdraw(folder, GAS.name, "王敏", "报错")


def _sign(folder: Path) -> None:
    (folder / "OFFICIAL").write_text(DIGEST)


def _ask(folder: Path) -> None:
    (folder / "requests" / "2025").mkdir(parents=True)
    (folder / "requests" / "2025" / "县商务局.xlsx").touch()


def _alter(folder: Path) -> None:
    page = folder / YEAR_PAGE
    page.write_bytes(page.read_bytes().replace("尚未".encode(), "已经".encode()))


CHANGES: list[Callable[[Path], object]] = [
    lambda folder: take_in(Settings(data_dir=folder), [INDUSTRY]),
    _withdraw,
    lambda folder: (folder / "releases" / DIGEST).mkdir(parents=True),
    lambda folder: (folder / "CURRENT").write_text(DIGEST),
    lambda folder: (folder / "DRAFT").write_text(DIGEST),
    _sign,
    _ask,
    lambda folder: note_end(folder, "run", Refusal("E-ZIP-BROKEN", Place("半截.xlsx"))),
    _alter,
    lambda folder: (folder / YEAR_PAGE).unlink(),
]


@pytest.mark.parametrize(
    "change",
    CHANGES,
    ids=["delivery", "withdrawal", "release", "current", "draft", "official", "request", "failure", "altered", "gone"],
)
def test_whatever_it_tells_of_makes_it_new(change: Callable[[Path], object], folder: Path) -> None:
    keep_page(folder, NOW)
    change(folder)
    assert keep_page(folder, NOW)
    assert not keep_page(folder, NOW)


def test_a_date_that_passes_makes_it_new(folder: Path) -> None:
    note_end(folder, "run")
    keep_page(folder)
    assert keep_page(folder, datetime.now(CHINA) + timedelta(days=366))


def test_it_is_written_beside_its_place_and_a_kill_leaves_the_old_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_page(folder, NOW)
    before = (folder / YEAR_PAGE).read_bytes()
    _sign(folder)

    def killed(self: Path, target: Path) -> Path:
        assert self.read_bytes().endswith(b"-->\n"), "whole before it takes its place"
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", killed)
    with pytest.raises(KeyboardInterrupt):
        keep_page(folder, NOW)
    assert (folder / YEAR_PAGE).read_bytes() == before


def test_a_link_in_its_place_is_replaced_and_not_followed(folder: Path, tmp_path: Path) -> None:
    keep_page(folder, NOW)
    elsewhere = tmp_path / "别处.html"
    (folder / YEAR_PAGE).rename(elsewhere)
    (folder / YEAR_PAGE).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    _sign(folder)
    assert keep_page(folder, NOW)
    assert elsewhere.read_bytes() == before
    assert not (folder / YEAR_PAGE).is_symlink()


@pytest.mark.parametrize("error", [PermissionError(13, "Permission denied"), KeyError("no such column")], ids=repr)
def test_a_page_that_cannot_be_written_is_told_and_fails_nothing(
    error: Exception, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unwritable(*_: object) -> None:
        raise error

    monkeypatch.setattr(year_page, "write_bytes", unwritable)
    (notice,) = tell_end(folder, "run")
    assert notice.code == "I-PAGE"
    assert type(error).__name__ in notice.render()
    assert tell_end(folder / "none", "run") == []


def test_commands_on_it_name_the_folder_unless_it_is_the_usual_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_page(folder, NOW)
    assert f"qingdan run --data {folder}" in (folder / YEAR_PAGE).read_text(encoding="utf-8")
    monkeypatch.setattr(year_page, "DEFAULT_DATA", folder)
    keep_page(folder, NOW + timedelta(days=400))
    assert "--data" not in (folder / YEAR_PAGE).read_text(encoding="utf-8")
