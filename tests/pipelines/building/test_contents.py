"""What a table is made of: a run builds what holds something else now, and nothing else."""

from pathlib import Path

import pytest

from assets import load_assets
from assets.needs import Run
from pipelines import plan
from pipelines.building.contents import made_of
from pipelines.execute import Outcome, execute
from pipelines.lake.releases import current_release
from pipelines.settings import Settings
from tests.conftest import TOWN_ASKED, BuiltRelease
from tests.deliveries import INDUSTRY_2023, with_cells

ASSETS = load_assets()


def run(folder: Path, *inboxes: Path) -> Outcome:
    outcome = execute(Settings(data_dir=folder, inboxes=inboxes, **TOWN_ASKED), lambda *progress: None)  # type: ignore[arg-type]
    assert outcome.refusals == []
    return outcome


def pretend_edited(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the file of an asset had other words."""
    own = plan.own_digests
    monkeypatch.setattr(plan, "own_digests", lambda *given: own(*given) | {name: "edited"})


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
    before = current_release(town).name
    inbox = with_cells(INDUSTRY_2023, tmp_path / "inbox", "205-1", {"D7": 100119}).parent
    built = set(run(town, inbox).executed)
    assert current_release(town).name != before
    assert {"raw/industry__energy_consumption", "core/observations", "core/energy_use", "release/report"} <= built
    assert not {"core/activities", "core/factor_parts", "core/emissions", "marts/county_inventory"} & built
    assert run(town).executed == []


def test_what_it_is_told_and_every_input_count(sample: BuiltRelease) -> None:
    run = plan.resolve_run(Settings(data_dir=sample.data_dir))
    asset = ASSETS["core/energy_use"]
    own = plan.own_digests(run, ASSETS)[asset.name]
    known = made_of(asset, run, own)
    assert known == made_of(asset, run, own)
    fewer = Run(run.data_dir, run.region_codes, run.years, run.basis_ids, delivered_years=())
    staged = next(asset for asset in ASSETS.values() if "staged.*" in asset.reads)
    assert made_of(staged, run, own) != made_of(staged, fewer, own), "other years are seen"
    assert made_of(asset, run, "edited") != known
