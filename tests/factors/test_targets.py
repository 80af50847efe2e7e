"""Targets say what the plan says: every clause verbatim, every figure and date of the text accounted for.

The text of the plan is not shipped; what needs it whole is skipped where it is absent. `policy_goals.csv` is a reading
of it by hand, sentence by sentence, including goals without a figure.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import factors
from factors.readings import STATED
from schemas.lists import read_list
from schemas.problems import Refusal, Refusals
from schemas.specs.target import Target

PLAN = Path(factors.FOLDER).parents[1] / "shared" / "policy" / "qu-county-carbon-peaking-plan.txt"
REGISTRY = factors.load_targets()
GOALS = [target for file, target in REGISTRY.targets() if file.role == "goal"]
READ = read_list(Path(__file__).parent / "policy_goals.csv")

needs_plan = pytest.mark.skipif(not PLAN.is_file(), reason="the text of the plan is not shipped with the project")


@pytest.fixture(scope="module")
def plan() -> str:
    return PLAN.read_text(encoding="utf-8")


# -- what was read by hand


def test_every_goal_that_was_read_is_tracked_or_left_out_with_a_reason() -> None:
    tracked = [name for row in READ for name in row["targets"].split()]
    assert [row["text"] for row in READ if bool(row["targets"]) == bool(row["reason"])] == []
    assert set(tracked) == {target.id for target in GOALS}


def test_every_clause_of_a_target_was_read_as_a_goal() -> None:
    for target in GOALS:
        texts = [row["text"] for row in READ if target.id in row["targets"].split()]
        alone = [c.text for c in target.clauses if not any(c.text in text or text in c.text for text in texts)]
        assert alone == [], target.id


def test_a_target_in_two_clauses_is_one_target() -> None:
    twice = [target.id for target in GOALS if len(target.clauses) > 1]
    assert {"renewable_capacity_2030", "peak_2030"} <= set(twice)


# -- against the text


@needs_plan
def test_every_clause_stands_in_the_plan_word_for_word_below_its_headings(plan: str) -> None:
    for target in GOALS:
        for clause in target.clauses:
            at = plan.index(clause.text)
            assert plan.count(clause.text) == 1, clause.text
            for heading in clause.place:
                assert f"\n{heading}" in plan[:at], heading
            places = [plan.rindex(f"\n{heading}", 0, at) for heading in clause.place]
            assert places == sorted(places), clause.place


@needs_plan
def test_departments_are_those_that_the_plan_names_behind_the_clause(plan: str) -> None:
    for target in GOALS:
        for clause in target.clauses:
            paragraph = next(line for line in plan.splitlines() if clause.text in line)
            named = re.search(r"〔(.*?)按职责分工负责", paragraph)
            printed = re.split("[、，]", re.sub("等$", "", named[1]).replace("牵头", "")) if named else []
            assert [*clause.lead, *clause.departments] == printed, clause.text
            assert bool(clause.lead) == ("牵头" in paragraph and named is not None), clause.text


@needs_plan
def test_every_sentence_that_was_read_stands_in_the_plan(plan: str) -> None:
    assert [row["text"] for row in READ if row["text"] not in plan] == []


def figures(text: str) -> Iterator[re.Match[str]]:
    """Every number of the text but those of headings, and what is counted in words."""
    for found in re.finditer(r"(?m)(?P<heading>^\d\.)|\d+(\.\d+)?(%|\w)?|[一二三]级航道|半小时|“十五五”规划", text):
        if not found["heading"]:
            yield found


@needs_plan
def test_every_percentage_quantity_and_date_of_the_plan_is_tracked_or_left_out_with_a_reason(plan: str) -> None:
    covered = {
        place
        for row in READ
        for found in re.finditer(re.escape(row["text"]), plan)
        for place in range(found.start(), found.end())
    }
    numbers = list(figures(plan))
    assert len(numbers) > 50
    assert [plan[n.start() - 15 : n.end() + 15] for n in numbers if n.start() not in covered] == []


def test_a_loose_word_behind_a_figure_is_read() -> None:
    for target in GOALS:
        if target.value is not None:
            behind = rf"(?<![\d.]){re.escape(str(abs(target.value)))}(?![\d.])[^，。0-9]*?(左右|以上)"
            words = {found[1] for clause in target.clauses for found in re.finditer(behind, clause.text)}
            assert words == {"左右", "以上"} & set(target.comparators), target.id


# -- readings


def readings(name: str) -> dict[str, str]:
    target = next(target for target in GOALS if target.id == name)
    return {reading.reading_id: str(reading.threshold) for reading in REGISTRY.readings(target)}


@pytest.mark.parametrize(
    ("name", "strict", "rounded"),
    [
        ("non_fossil_share_2025", "30", "29.5"),
        ("non_fossil_share_2030", "43.5", "43.45"),
        ("renewable_capacity_2030", "20", "19.5"),
        ("transport_intensity_2030", "-9.5", "-9.45"),
        ("forest_stock_2025", "400", "399.5"),
    ],
)
def test_zuoyou_is_the_printed_figure_or_what_rounds_to_it(name: str, strict: str, rounded: str) -> None:
    found = readings(name)
    assert set(found.values()) == {strict, rounded}
    assert all(limit == (rounded if reading.endswith("rounded") else strict) for reading, limit in found.items())


def test_a_base_year_that_the_clause_leaves_open_is_read_in_both_ways() -> None:
    target = next(target for target in GOALS if target.id == "energy_per_gdp_2025")
    assert {reading.columns["base_year"] for reading in REGISTRY.readings(target)} == {2020, 2024}


def test_the_non_fossil_share_is_read_under_five_conventions() -> None:
    assert len(readings("non_fossil_share_2025")) == 5 * 2


def test_a_reading_is_called_what_the_variants_are_called_that_it_names() -> None:
    target = next(target for target in GOALS if target.id == "co2_per_gdp_2025")
    headline = next(reading for reading in REGISTRY.readings(target) if reading.is_headline)
    assert headline.titles_zh == ("能源消费口径", "当年电网因子", "分品种核算")


def test_a_clause_that_leaves_nothing_open_has_one_reading() -> None:
    assert list(readings("solid_waste_share_2030")) == [STATED]


def test_every_target_has_one_headline() -> None:
    for _, target in REGISTRY.targets():
        assert [reading.is_headline for reading in REGISTRY.readings(target)].count(True) == 1


def test_the_assessment_has_five_control_and_nine_supporting_indicators() -> None:
    by_role: dict[str, list[Target]] = {}
    for file, target in REGISTRY.targets():
        by_role.setdefault(file.role, []).append(target)
    control = [target for target in by_role["control"] if target.kind != "all_of"]
    (whole,) = (target for target in by_role["control"] if target.kind == "all_of")
    assert (len(control), len(by_role["supporting"])) == (5, 9)
    assert whole.members == [target.id for target in control]


# -- what is refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "factors"
    shutil.copytree(factors.FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def refused(folder: Path, file: str, old: str, new: str) -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    try:
        factors.load_targets(folder)
    except (Refusal, Refusals) as refusal:
        return str(refusal)
    pytest.fail("nothing was refused")


def test_the_files_as_they_are_pass(folder: Path) -> None:
    factors.load_targets(folder)


ENERGY = "targets/energy_intensity.yaml"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (ENERGY, 'value: "-14.5"', 'value: "-15.4"', "不在所引的原文里"),
        (ENERGY, 'value: "-14.5"', 'value: "-14,5"', "plain decimal"),
        (ENERGY, "kind: change", "kind: wish", "wish is not one of"),
        (ENERGY, "kind: change", "kind: trend", "a level or a change has a figure"),
        (ENERGY, "indicator: energy_per_gdp\n    ", "", "say what is measured"),
        (ENERGY, 'unit: "%"', "unit: 万吨", "a change is in %"),
        ("targets/non_fossil_share.yaml", 'unit: "%"', "unit: 万吨", "的单位是 %"),
        (ENERGY, "since: 2020", "since: 2025", "must lie before"),
        (ENERGY, "comparators: [下降]", "comparators: [大概]", "comparators.csv"),
        (ENERGY, "comparators: [下降]", "comparators: [左右]", "不在所引的原文里"),
        (ENERGY, "readings: [energy_base", "readings: [energy_bass", "target_readings.csv"),
        (ENERGY, "readings: [energy_base, ", "readings: [", "写明基年"),
        (ENERGY, "source: qu_carbon_peaking_plan", "source: hearsay", "sources.yaml"),
        (ENERGY, "id: energy_per_gdp_2025", "id: co2_per_gdp_2025", "重复"),
        (ENERGY, "id: energy_per_gdp_2025", "id: Energy", "lower-case"),
        ("targets/peak.yaml", "missing_zh: ", "# ", "missing_zh"),
        ("targets/assessment_control.yaml", "members: [assessed_total_co2", "members: [total", "没有这样的目标"),
        ("rules/target_readings.csv", "held_2020,电网", "Held 2020,电网", "lower-case"),
        ("rules/target_readings.csv", "每头,per animal", ",", "title_zh"),
        ("rules/comparators.csv", "左右,rounded", "左右,guessed", "effect"),
    ],
    ids=str,
)
def test_a_target_is_refused_with_file_and_remedy(folder: Path, file: str, old: str, new: str, said: str) -> None:
    told = refused(folder, file, old, new)
    assert said in told
    assert Path(file).name in told


def test_a_goal_without_its_clause_is_refused(folder: Path) -> None:
    text = (folder / ENERGY).read_text(encoding="utf-8")
    (folder / ENERGY).write_text(re.sub(r"    clauses:\n(?:      .*\n)+", "", text), encoding="utf-8")
    with pytest.raises(Refusal, match="a goal quotes its clause"):
        factors.load_targets(folder)
