"""What a table is made of: a run builds what holds something else now, and nothing else."""

from dataclasses import replace
from pathlib import Path

import pandera.pandas as pa
import pytest

from assets import load_assets
from assets.needs import Run
from pipelines import plan
from pipelines.building import build, contents
from pipelines.building.contents import contents_of
from pipelines.execute import Outcome, execute
from pipelines.lake.files import Lake
from pipelines.lake.releases import current_release
from pipelines.makings import Making
from pipelines.settings import Settings
from schemas.problems import Refusals
from tests.conftest import TOWN_ASKED, BuiltRelease
from tests.deliveries import INDUSTRY_2023, with_cells

ASSETS = load_assets()


def run(folder: Path, *inboxes: Path) -> Outcome:
    outcome = execute(Settings(data_dir=folder, inboxes=inboxes, **TOWN_ASKED), lambda *progress: None)  # type: ignore[arg-type]
    assert outcome.refusals == []
    return outcome


def digests(folder: Path) -> dict[str, set[str]]:
    """What every table of a data folder holds."""
    lake = Lake(folder / "lake")
    return {name: {part.sha256 for part in lake.record(name).partitions.values()} for name in ASSETS}


def pretend_edited(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the file of an asset had other words."""
    own = plan.own_digests
    monkeypatch.setattr(
        plan, "own_digests", lambda *given: own(*given) | {name: Making("edited", own(*given)[name].judged)}
    )


def test_a_statement_in_other_words_is_computed_and_nothing_after_it(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = current_release(town).name
    pretend_edited("core/energy_use", monkeypatch)
    planned = plan.plan_run(plan.resolve_run(Settings(data_dir=town, **TOWN_ASKED)), ASSETS)  # type: ignore[arg-type]
    assert {"core/activities", "core/emissions", "marts/county_inventory", "release/report"} <= set(planned.selection)
    assert run(town).executed == ["core/energy_use", "release/package"]
    assert current_release(town).name == before
    assert plan.plan_run(planned.run, ASSETS).selection == ()


def test_a_changed_cell_builds_what_holds_another_figure_and_the_next_run_nothing(town: Path, tmp_path: Path) -> None:
    """A stock at the beginning of a year: no fuel is burnt of it, and whatever multiplies stays as it was."""
    before, held = current_release(town).name, digests(town)
    inbox = with_cells(INDUSTRY_2023, tmp_path / "inbox", "205-1", {"D7": 100119}).parent
    built = set(run(town, inbox).executed)
    assert current_release(town).name != before
    others = {name for name, digest in digests(town).items() if held[name] != digest}
    of_the_file = {f"raw/industry__energy_{table}" for table in ("consumption", "transformation")}
    told = {name for name, asset in ASSETS.items() if "register" in asset.needs and asset.layer != "raw"}
    after = {name for name, asset in ASSETS.items() if others.intersection(asset.deps) - {*asset.judging}}
    assert built == of_the_file | told | after
    assert {"core/observations", "release/report"} <= built
    assert not {"core/activities", "core/factor_parts", "core/emissions", "marts/county_inventory"} & built
    assert run(town).executed == []


def test_a_table_that_is_held_to_more_is_judged_again_and_not_built(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str] = []
    judge = contents.judge_again
    monkeypatch.setattr(contents, "judge_again", lambda asset, run: held.append(asset.name) or judge(asset, run))
    asked = plan.resolve_run(Settings(data_dir=town, **TOWN_ASKED))  # type: ignore[arg-type]
    planned, known, before = plan.plan_run(asked, ASSETS), ASSETS["core/energy_use"], digests(town)
    longer = planned.own[known.name]._replace(judged="a longer list")
    built = [build(known, asked, planned.digests[known.name], longer) for _ in range(2)]
    assert [each.is_new for each in built] == [False, False]
    assert held == [known.name]
    assert digests(town) == before


def test_a_table_that_breaks_what_it_is_held_to_now_is_refused(town: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when a code is taken from a closed list that a table of an earlier run holds."""
    known = ASSETS["core/energy_use"]
    assert known.contract is not None
    column = next(column for column in known.contract.columns if column.name == "fuel_code")
    other = replace(column, checks=(pa.Check.isin(["peat"]),))
    columns = tuple(other if each == column else each for each in known.contract.columns)
    now = replace(known, contract=replace(known.contract, columns=columns))
    asked = plan.resolve_run(Settings(data_dir=town, **TOWN_ASKED))  # type: ignore[arg-type]
    planned = plan.plan_run(asked, ASSETS | {now.name: now})
    with pytest.raises(Refusals) as refused:
        build(now, asked, planned.digests[now.name], planned.own[now.name])
    assert {refusal.code for refusal in refused.value.refusals} == {"E-CONTRACT"}


def test_what_it_is_told_and_every_input_count(sample: BuiltRelease) -> None:
    run = plan.resolve_run(Settings(data_dir=sample.data_dir))
    asset = ASSETS["core/energy_use"]
    own = plan.own_digests(run, ASSETS)[asset.name]
    known = contents_of(asset, run, own)
    assert known == contents_of(asset, run, own)
    fewer = Run(run.data_dir, run.region_codes, run.years, run.basis_ids, delivered_years=())
    staged = next(asset for asset in ASSETS.values() if "staged.*" in asset.reads)
    assert contents_of(staged, run, own) != contents_of(staged, fewer, own), "other years are seen"
    assert contents_of(asset, run, own._replace(made="edited")).made != known.made
    edited = contents_of(asset, run, own._replace(judged="edited"))
    assert (edited.made, edited.judged != known.judged) == (known.made, True)


def test_what_only_the_rules_over_a_table_read_makes_no_row_of_it(sample: BuiltRelease) -> None:
    run = plan.resolve_run(Settings(data_dir=sample.data_dir))
    own = plan.own_digests(run, ASSETS)
    asset = ASSETS["marts/county_inventory"]
    assert "core/observations" in asset.judging, "E-SIGN names the files"
    lake = Lake(sample.data_dir / "lake")
    before = contents_of(asset, run, own[asset.name])
    for dep in ("core/observations", "core/emissions"):
        without = replace(asset, deps=tuple(name for name in asset.deps if name != dep))
        after = contents_of(without, run, own[asset.name])
        assert lake.record(dep).partitions
        assert (after.made == before.made, after.judged == before.judged) == (
            dep in asset.judging,
            dep not in asset.judging,
        )
