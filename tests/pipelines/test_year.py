"""A year of the bureau from its first letter to the signed release, and what its page says after every step.

Two years of the sample are enough: 2024 is official, 2025 is asked for. What else each step refuses is asked elsewhere;
here it is one road, so that what one step leaves is what the next one finds. The pages lie beside the data folder.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import dagster as dg
import duckdb
import pytest
from dagster._utils.schedules import schedule_execution_time_iterator

from pipelines.instance import service_instance
from pipelines.jobs import build_inventory
from pipelines.lake.releases import DRAFT, OFFICIAL, POINTER, current_release, database_of
from pipelines.last_runs import CHINA
from pipelines.publishing.signatures import SIGNERS
from pipelines.rest import YEAR_PAGE
from pipelines.schedules import annual_schedule, inbox_sensor
from pipelines.settings import Settings
from tests.commands import Answer, ask
from tests.conftest import BuiltRelease
from tests.deliveries import GAS, SAMPLE, SAMPLE_2025, with_cells
from tests.offices import PREPARES, REVIEWS, make_keys, signers
from tests.pipelines.test_year_page import Page

ASKED = {"years": "2024-2025", "bases": "provincial_2011-sar"}

#: What comes in six lots, by the beginning of the files' names; the last lots are named where they are delivered.
LOTS = (
    ("国网渠县供电公司", "渠县铁路水运燃料", "渠县营运交通", "渠县机动车保有量"),
    ("渠县农业生产统计", "渠县农村能源", "渠县秸秆和粪污利用", "渠县畜", "渠县林业资源", "渠县土地利用现状"),
    ("渠县污水去向和膳食", "渠县生活垃圾处理情况", "渠县垃圾分类和再生资源", "渠县环境统计", "渠县一般工业固体废物"),
    (
        "渠县公共机构",
        "渠县城镇建筑",
        "渠县发电装机容量",
        "渠县天然气井站",
        "渠县工业循环化和产能",
        "渠县排放源情况确认表",
    ),
    (
        "渠县统计年鉴2026",
        "渠县能源补充调查",
        "渠县煤炭生产情况",
        "渠县水泥厂月度数据",
        "渠县燃煤电厂月度数据",
        "达州市核定能源",
    ),
)
GAS_2025 = SAMPLE_2025 / "渠县天然气公司供气量_2025.xlsx"
FUELS_2025 = SAMPLE_2025 / "渠县成品油零售量_2025.xlsx"
BIOGAS_2025 = SAMPLE_2025 / "渠县农村能源_2025.xlsx"
INDUSTRY_2025 = SAMPLE_2025 / "渠县规模以上工业能源_2025.xlsx"
BRANCHES_2025 = SAMPLE_2025 / "渠县规模以上工业分行业能源_2025.xlsx"


def lot(*beginnings: str) -> list[Path]:
    found = [path for path in sorted(SAMPLE_2025.iterdir()) if path.name.startswith(beginnings)]
    assert len(found) >= len(beginnings)
    return found


@dataclass
class Step:
    """What a step said, and what the page of the year and the pointers say after it."""

    said: Answer
    page: str
    pointers: dict[str, str]


@dataclass
class Year:
    """A data folder through its year; every step is kept under its name."""

    data: Path
    keys: dict[str, Path]
    steps: dict[str, Step] = field(default_factory=dict)

    def do(self, step: str, *command: object) -> Answer:
        """Type a command, and look."""
        return self.see(step, ask(*command, "--data", self.data))

    def see(self, step: str, said: Answer) -> Answer:
        """Keep what is to be seen; the page is kept beside the folder, for who wants to look at it."""
        page = (self.data / YEAR_PAGE).read_text(encoding="utf-8")
        (self.data.with_name(f"{len(self.steps):02} {step}.html")).write_text(page, encoding="utf-8")
        pointers = {
            name: (self.data / name).read_text().strip()
            for name in (POINTER, DRAFT, OFFICIAL)
            if (self.data / name).exists()
        }
        self.steps[step] = Step(said, Page(page).text, pointers)
        return said

    def sign(self, role: str, by: str, *more: str) -> Answer:
        """Sign what is to be signed."""
        asked = ("--role", role, "--key", self.keys[by], "--by", by, "--reason", "核对无误", *more)
        return ask("publish", "--data", self.data, *asked)

    def start(
        self, step: str, instance: dg.DagsterInstance, tick: Callable[[Settings, dg.JobDefinition], dg.RunRequest]
    ) -> None:
        """Let the service start what a schedule or a sensor asks for, and look."""
        settings = Settings(data_dir=self.data, **ASKED)  # type: ignore[arg-type]
        job = build_inventory(settings)
        quiet = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}
        tags = tick(settings, job).tags
        result = job.execute_in_process(instance=instance, tags=tags, run_config=quiet, raise_on_error=False)
        said = "\n".join(entry.user_message for entry in instance.all_logs(result.run_id))
        self.see(step, Answer(0 if result.success else 1, said, ""))


def build_2024(data: Path, keys: dict[str, Path]) -> None:
    """The year before: everything has come, and two have signed."""
    assert ask("run", "--inbox", SAMPLE, "--years", "2024", "--basis", ASKED["bases"], "--data", data).code == 0
    (data / SIGNERS).write_text(signers(keys, (PREPARES, "prepared"), (REVIEWS, "reviewed")), encoding="utf-8")
    year = Year(data, keys)
    year.sign("prepared", PREPARES)
    year.sign("reviewed", REVIEWS, "--accept", "all")
    (data / "inbox").mkdir()


def walk(year: Year) -> None:
    """The whole year."""
    data, inbox, elsewhere = year.data, year.data / "inbox", year.data.with_name("elsewhere")
    year.do("asked", "request", "--year", "2025")
    for number, beginnings in enumerate(LOTS, 1):
        year.do(f"lot {number}", "register", *lot(*beginnings))
    tenthousandfold = with_cells(SAMPLE / "渠县成品油零售量.xlsx", elsewhere, "成品油零售量", {"A2": "单位：万吨"})
    year.do("wrong revision", "register", tenthousandfold)
    year.do("withdrawn", "withdraw", BIOGAS_2025.name, "--by", "王敏", "--reason", "报成了上年的表")
    year.do("delivered again", "register", BIOGAS_2025)

    with_cells(GAS, inbox, "供气量", {"C23": 8400, "B23": 16025.93})  # two fifths more gas of households in 2024
    with_cells(GAS_2025, inbox, "供气量", {"C3": "城镇居民用气"})
    with_cells(INDUSTRY_2025, inbox, "205-1", {"J7": 165000})  # so much coal in stock that some came from nowhere
    for path in (SAMPLE_2025 / "confirmations.csv", BRANCHES_2025):
        (inbox / path.name).write_bytes(path.read_bytes())
    refused = year.do("lot 6", "run")
    typed = shlex.split(refused.err.partition("qingdan ")[2].partition("，")[0])
    year.do("answered", *({"姓名": "王敏", "原因": "公司改了叫法"}.get(word, word) for word in typed))
    year.do("in doubt", "run")
    for number, place in enumerate(re.findall(r"qingdan confirm (\w{12}) ", year.steps["in doubt"].page), 1):
        year.do(f"confirmed {number}", "confirm", place, "--by", "王敏", "--reason", "已与报送单位核实")
    year.do("vouched for", "run")

    with service_instance(data.with_name("dagster")) as instance:
        year.start("15 November", instance, called_in)
        (inbox / FUELS_2025.name).write_bytes(FUELS_2025.read_bytes())
        year.start("the last file", instance, arrived)
    year.do("shown to sign", "publish")
    year.see("prepared", year.sign("prepared", PREPARES))
    year.see("not accepted", year.sign("reviewed", REVIEWS))
    year.see("signed", year.sign("reviewed", REVIEWS, "--accept", "all"))


def called_in(settings: Settings, job: dg.JobDefinition) -> dg.RunRequest:
    """What the schedule asks for on 15 November, when it ticks."""
    now, yearly = datetime(2026, 11, 15, 9, tzinfo=CHINA), annual_schedule(settings, job)
    ticks = schedule_execution_time_iterator(now.timestamp(), yearly.cron_schedule, yearly.execution_timezone)
    assert next(ticks) == now
    with dg.build_schedule_context(scheduled_execution_time=now) as context:
        (request,) = yearly.evaluate_tick(context).run_requests or []
    return request


def arrived(settings: Settings, job: dg.JobDefinition) -> dg.RunRequest:
    """What the sensor asks for."""
    with dg.build_sensor_context() as context:
        (request,) = inbox_sensor(settings, job).evaluate_tick(context).run_requests or []
    return request


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Year:
    """The year, walked once."""
    folder = tmp_path_factory.mktemp("year")
    keys = make_keys(folder / "keys")
    build_2024(folder / "data", keys)
    with pytest.MonkeyPatch.context() as environment:
        for name, asked in ASKED.items():
            environment.setenv(f"QINGDAN_{name.upper()}", asked)
        walked = Year(folder / "data", keys)
        walk(walked)
    return walked


def test_asked_for_a_year_all_of_it_is_missing_and_none_of_it_signed(year: Year) -> None:
    step = year.steps["asked"]
    assert step.said.code == 0
    assert re.search(
        r"✓布置已布置，21 份报送表 ○收到尚未收到（应交 41 张表） ○存疑尚未核对 ○收齐还缺 41 张表", step.page
    )
    assert "○签发尚未签发" in step.page
    assert step.pointers[POINTER] == step.pointers[OFFICIAL], "last year's"


def test_every_lot_is_counted_by_department_and_waits_for_a_run(year: Year) -> None:
    lots = [year.steps[f"lot {number}"] for number in range(1, 6)]
    assert {step.said.code for step in lots} == {0}
    come = [int(re.findall(r"已收到 (\d+) / 41 张表", step.page)[0]) for step in lots]
    assert come == sorted(come)
    assert come[-1] == 41 - 5
    assert re.search(r"○存疑尚未核对|…存疑新收的 \d+ 份待核对", lots[0].page)
    assert "✓县公安局车辆管理所 1/1 已到：渠县机动车保有量_2025.xlsx" in lots[0].page
    missing = lots[-1].page.partition("各部门交付")[2].partition("✓县")[0]
    assert [name in missing for name in ("县天然气公司 0/1", "县商务局 0/1", "县统计局工业能源统计 0/3")] == [True] * 3


def test_a_wrong_revision_is_refused_and_the_page_keeps_saying_so_until_the_next_command(year: Year) -> None:
    step = year.steps["wrong revision"]
    assert (step.said.code, step.said.err.split()[0]) == (1, "E-REVISION-SCALE")
    assert "✗ qingdan register 被拒" in step.page
    assert "A2" in step.page
    assert "E-REVISION-SCALE" not in year.steps["delivered again"].page


def test_what_is_withdrawn_is_owed_again_until_it_comes_again(year: Year) -> None:
    assert "…县农业农村局 9/10 未到：农村生活用能" in year.steps["withdrawn"].page
    assert "已收到 35 / 41 张表" in year.steps["withdrawn"].page
    assert "✓县农业农村局 10/10" in year.steps["delivered again"].page


def test_one_file_that_is_not_understood_stops_no_other_one_and_the_page_has_the_command(year: Year) -> None:
    step = year.steps["lot 6"]
    assert (step.said.code, step.said.err.split()[0]) == (1, "E-LABEL-UNKNOWN")
    assert "已收到 39 / 41 张表" in step.page
    assert "qingdan answer '天然气分类供气量' '城镇居民用气' '居民生活' --axis column --until 2027" in step.page


def test_what_is_doubtful_is_a_draft_with_a_command_for_each_place_and_what_was_signed_stays(year: Year) -> None:
    step = year.steps["in doubt"]
    assert step.said.code == 1
    assert "!存疑2 处待确认或改正" in step.page
    assert re.search(r"205-1 › F7：511725 2025 原煤 收支不平，相差 -58674", step.page)
    assert re.search(r"渠县已发布的数改变超过限值：2024 E.5.1 城镇居民生活 13.87 → 18.96万吨 \(\+36.7%\)", step.page)
    assert "“城镇居民用气”按本单位的解答读作“居民生活”，管到 2027 年的数据。 王敏：公司改了叫法" in step.page
    assert step.pointers[POINTER] == step.pointers[OFFICIAL] != step.pointers[DRAFT]
    assert "!存疑1 处" in year.steps["confirmed 1"].page
    assert "…存疑都已确认，待重新运行" in year.steps["confirmed 2"].page
    assert DRAFT not in year.steps["vouched for"].pointers
    assert "状态：当前；1 份交付缺失" in year.steps["vouched for"].said.out


def test_called_in_it_is_a_draft_that_says_who_owes_what(year: Year) -> None:
    before, step = year.steps["vouched for"], year.steps["15 November"]
    assert step.said.code == 0
    assert step.pointers[POINTER] == before.pointers[POINTER]
    assert DRAFT in step.pointers
    assert "渠县 2025 县商务局 应报未报 1 张表：成品油零售量。 H-OWED 属实的：qingdan confirm " in step.page
    assert "○县商务局 0/1 未到：成品油零售量" in step.page
    assert "应报未报 1 张表：成品油零售量" in step.said.out


def test_the_last_file_completes_it_and_it_waits_for_signatures(year: Year) -> None:
    step = year.steps["the last file"]
    assert DRAFT not in step.pointers
    assert step.pointers[POINTER] != step.pointers[OFFICIAL]
    assert "✓收到已收到 41 / 41 张表 ✓存疑没有待确认的数字 ✓收齐全部收齐并已编入清单 ○签发尚未签发" in step.page
    assert "送审、签发：qingdan publish" in step.page


def test_two_sign_for_everything_that_was_vouched_for_and_it_is_official(year: Year) -> None:
    shown, refused, signed = (year.steps[step] for step in ("shown to sign", "not accepted", "signed"))
    for said in ("已与报送单位核实", "“城镇居民用气”按本单位的解答读作“居民生活”"):
        assert said in shown.said.out
    assert (refused.said.code, refused.said.err.split()[0]) == (1, "E-SIGN-OPEN")
    assert refused.pointers[OFFICIAL] != refused.pointers[POINTER]
    assert signed.said.code == 0
    assert signed.pointers[OFFICIAL] == signed.pointers[POINTER]
    assert re.search(r"✓签发已签发 \w{12} 现在要做 没有要做的事。", signed.page)
    assert ask("verify", "--data", year.data).code == 0


def test_what_went_wrong_on_the_way_is_not_in_the_figures(year: Year, sample_2025: BuiltRelease) -> None:
    """2025 is what it is where everything came at once and nothing was wrong."""
    asked = """
        select emissions_tco2e from marts.provincial_summary
        where basis_id = 'provincial_2011-sar' and line_code = 'total' and year = 2025
    """
    with duckdb.connect(str(database_of(current_release(year.data, OFFICIAL))), read_only=True) as connection:
        (total,) = connection.execute(asked).fetchall()
    assert total == sample_2025.connection.execute(asked).fetchone()
