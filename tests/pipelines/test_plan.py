"""What a run has to do: as much as was changed, and no more."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from assets import load_assets
from pipelines import makings
from pipelines.deliveries.answering import answer, take_back
from pipelines.deliveries.intake import take_in
from pipelines.deliveries.register import RegisteredFile, registered_files
from pipelines.deliveries.register.readings import reader_digest
from pipelines.execute import execute
from pipelines.lake import digests
from pipelines.lake.releases import current_release
from pipelines.plan import Plan, expected_digests, plan_run, resolve_run
from pipelines.settings import Settings
from tests.conftest import BuiltRelease
from tests.deliveries import GAS, INDUSTRY, REVISED_GAS, ROOT, flip, overwrite, with_cells

ASSETS = load_assets()
TABLES = {name for name in ASSETS if not name.startswith("release/")}
YEARS = tuple(map(str, range(2005, 2025)))
READ_REGISTER = {name for name, asset in ASSETS.items() if "register" in asset.needs and asset.layer != "raw"}


def planned(data_dir: Path, **asked: str) -> Plan:
    return plan_run(resolve_run(Settings(data_dir=data_dir, **asked)), ASSETS)  # type: ignore[arg-type]


def after(names: Iterable[str]) -> set[str]:
    """Assets and everything that reads them, however far away."""
    found = set(names)
    for name, asset in ASSETS.items():  # in order of dependency
        if found.intersection(asset.deps):
            found.add(name)
    return found


def pretend_changed(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a source file have another digest, as if somebody had edited it."""
    original = digests.file_digest
    monkeypatch.setattr(digests, "file_digest", lambda p: "edited" if p == ROOT / path else original(p))
    monkeypatch.setattr(makings, "source_tree_digest", cache(digests.source_tree_digest.__wrapped__))
    monkeypatch.setattr(makings, "reader_digest", cache(reader_digest.__wrapped__))


def test_nothing_changed_nothing_to_do(sample: BuiltRelease) -> None:
    assert planned(sample.data_dir).selection == ()
    assert planned(sample.data_dir).stale_years == ()


def test_before_the_first_run_everything_is_to_do(sample: BuiltRelease, tmp_path: Path) -> None:
    take_in(Settings(data_dir=tmp_path), [GAS])
    plan = planned(tmp_path)
    assert set(plan.selection) == set(ASSETS)
    assert plan.stale_years == YEARS


def test_assets_are_planned_after_what_they_read(tmp_path: Path) -> None:
    take_in(Settings(data_dir=tmp_path), [GAS])
    selection = planned(tmp_path).selection
    assert all(selection.index(dep) < selection.index(name) for name in selection for dep in ASSETS[name].deps)


def test_a_changed_cell_costs_its_table_its_year_and_what_depends_on_them(folder: Path, tmp_path: Path) -> None:
    revised = with_cells(INDUSTRY, tmp_path, "205-1", {"D7": 122713})
    take_in(Settings(data_dir=folder), [revised])
    plan = planned(folder)
    # the two tables of that workbook, and the list of what was delivered
    changed = {f"raw/industry__energy_{table}" for table in ("consumption", "transformation")}
    assert set(plan.selection) == after(changed | READ_REGISTER)
    assert plan.stale_years == ("2024",)
    stale_tables = {name for name in plan.selection if ASSETS[name].is_partitioned}
    assert stale_tables == changed | {name.replace("raw", "staged") for name in changed}
    assert not {"core/factor_values__declared", "core/categories", "core/regions", "core/bases"}.intersection(
        plan.selection
    )


def test_a_workbook_with_all_years_makes_all_years_stale(folder: Path, tmp_path: Path) -> None:
    take_in(Settings(data_dir=folder), [with_cells(GAS, tmp_path, "供气量", REVISED_GAS)])
    plan = planned(folder)
    assert set(plan.selection) == after({"raw/gas__supply"} | READ_REGISTER)
    assert plan.stale_years == YEARS


def test_an_answer_costs_the_table_that_it_is_about_and_who_answers_only_what_is_told_of_it(folder: Path) -> None:
    said = {
        "table": "gas__supply",
        "label": "民用",
        "meaning": "居民生活",
        "until": "2024",
        "by": "王",
        "reason": "改名",
    }
    vouching = {name for name, asset in ASSETS.items() if "confirmations" in asset.needs}
    answer(folder, said)
    plan = planned(folder)
    assert set(plan.selection) == after({"raw/gas__supply"} | vouching)
    assert plan.stale_years == YEARS
    before = plan.digests
    answer(folder, said | {"by": "李", "reason": "核实"})
    after_it = planned(folder).digests
    assert {name for name in ASSETS if before[name] != after_it[name]} == after(vouching)
    take_back(folder, "gas__supply", "民用", "", "王", "错")
    assert planned(folder).selection == ()


def test_a_file_that_is_registered_for_another_region_is_read_again(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are the same: the name that is printed in it is that of both."""

    def elsewhere(file: RegisteredFile) -> RegisteredFile:
        return replace(file, holdings=tuple(held._replace(region_code="511724") for held in file.holdings))

    known = registered_files(sample.data_dir)
    other = [elsewhere(file) if file.file_name == GAS.name else file for file in known]
    run = resolve_run(Settings(data_dir=sample.data_dir))
    monkeypatch.setattr("pipelines.plan.registered_files", lambda data_dir: other)
    assert set(plan_run(run, ASSETS).selection) == after({"raw/gas__supply"} | READ_REGISTER)


def test_a_changed_factor_reads_no_delivered_file_again(sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_changed("factors/tables/combustion.csv", monkeypatch)
    plan = planned(sample.data_dir)
    assert set(plan.selection) == after({"core/factor_values__declared", "core/waivers"} | (set(ASSETS) - TABLES))
    assert plan.stale_years == ()


def test_a_changed_statement_costs_its_table_and_what_depends_on_it(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_changed("assets/marts/county_inventory.sql", monkeypatch)
    assert set(planned(sample.data_dir).selection) & TABLES == after({"marts/county_inventory"}) & TABLES


def test_a_changed_contract_costs_its_table_and_what_depends_on_it(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_changed("schemas/core/energy_use.py", monkeypatch)
    assert set(planned(sample.data_dir).selection) & TABLES == after({"core/energy_use"}) & TABLES


@pytest.mark.parametrize(
    ("file", "named_by"),
    [
        ("schemas/checks/core/energy_use/E-BALANCE.sql", {"core/energy_use"}),
        ("factors/rules/ratio_bands.csv", {"core/observations"}),
        ("factors/rules/splices.csv", {"core/estimates"}),
        ("factors/rules/suspicions.csv", {"core/observations"}),
        ("factors/rules/key_share.csv", {"marts/year_progress"}),
        ("factors/rules/factor_chains.csv", {"core/category_chains", "core/factor_parts"}),
        ("factors/rules/cross_checks.csv", {"marts/cross_checks"}),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_changed_rule_costs_the_tables_whose_statement_or_check_names_it(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch, file: str, named_by: set[str]
) -> None:
    pretend_changed(file, monkeypatch)
    assert set(planned(sample.data_dir).selection) & TABLES == after(named_by) & TABLES


def test_a_changed_page_changes_no_table(sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    pretend_changed("assets/release/page.css", monkeypatch)
    assert set(planned(sample.data_dir).selection) == set(ASSETS) - TABLES


def test_a_reworded_refusal_changes_what_shows_the_whole_catalogue(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(makings.PROBLEMS, "E-NUM", makings.PROBLEMS["E-NUM"]._replace(zh="不是数。"))
    pretend_changed("schemas/codes/problems.csv", monkeypatch)
    assert planned(sample.data_dir).selection == ("release/dictionary", "release/database", "release/package")


def test_a_changed_reader_costs_everything_that_was_printed(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend_changed("pipelines/deliveries/readers/workbook.py", monkeypatch)
    plan = planned(sample.data_dir)
    assert {*plan.selection} == after({name for name in ASSETS if name.startswith("raw/")} | {*ASSETS} - TABLES)


#: Rooms and modules that no table comes from: the orchestration, proof and pages, what only takes deliveries in, what
#: puts releases of blocks together.
MAKES_NO_TABLE = (
    "pipelines/*.py",
    "pipelines/backups/*.py",
    "pipelines/blocks/*.py",
    "pipelines/commands/*.py",
    "assets/national/*.sql",
    "assets/year_page/*",
    "assets/requests/*",
    "schemas/national/*.py",
    "assets/declarations.py",
    "pipelines/proof/*",
    "pipelines/publishing/*.py",
    "pipelines/query/*.py",
    "pipelines/building/*.py",
    "pipelines/deliveries/*.py",
    "pipelines/deliveries/[rm]*/*.py",
    "pipelines/lake/l*.py",
    "assets/release/*/*.py",
    "schemas/codes/problems.csv",  # words of a rule are in the digest of what it judges, one by one
    "schemas/analysis.py",
    "*/__init__.py",
    "*/*/__init__.py",
)


def test_every_source_file_is_in_the_digest_of_what_it_makes(
    sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at: set[Path] = set()
    monkeypatch.setattr(digests, "file_digest", lambda path: looked_at.add(path) or "")
    monkeypatch.setattr(makings, "source_tree_digest", lambda: "")
    monkeypatch.setattr(makings, "reader_digest", reader_digest.__wrapped__)
    expected_digests(resolve_run(Settings(data_dir=sample.data_dir)), ASSETS)
    left = {path.relative_to(ROOT) for path in {*digests.source_files()} - looked_at}
    assert {path for path in left if not any(path.match(pattern) for pattern in MAKES_NO_TABLE)} == set()


@pytest.mark.parametrize(
    ("file", "asset", "years"),
    [
        ("raw/gas__supply.parquet", "raw/gas__supply", YEARS),
        ("staged/yearbook__gdp.parquet", "staged/yearbook__gdp", YEARS),
        ("staged/yearbook__gdp.json", "staged/yearbook__gdp", YEARS),
        ("core/emissions.parquet", "core/emissions", ()),
        ("core/emissions.json", "core/emissions", ()),
        ("marts/county_inventory.parquet", "marts/county_inventory", ()),
        ("marts/inventory_trace.sql", "marts/inventory_trace", ()),
        ("release/report/restricted.html", "release/report", ()),
        ("release/database/restricted.duckdb", "release/database", ()),
    ],
)
def test_a_file_that_is_gone_or_damaged_is_written_again_and_nothing_else(
    file: str, asset: str, years: tuple[str, ...], folder: Path
) -> None:
    path = folder / "lake" / file
    flip(path, 0 if path.suffix == ".json" else -20)
    assert (planned(folder).selection, planned(folder).stale_years) == ((asset,), years)
    path.unlink()
    assert (planned(folder).selection, planned(folder).stale_years) == ((asset,), years)


@pytest.mark.parametrize(
    "damage",
    [
        "release removed",
        "CURRENT removed",
        "CURRENT emptied",
        "CURRENT names nothing",
        "a file flipped",
        "a file added",
        "the list removed",
    ],
)
def test_a_release_that_is_not_there_or_not_whole_is_packed_again(damage: str, folder: Path) -> None:
    release = current_release(folder)
    match damage:
        case "release removed":
            release.rename(release.with_name("moved"))
        case "CURRENT removed":
            (folder / "CURRENT").unlink()
        case "CURRENT emptied":
            overwrite(folder / "CURRENT", b"")
        case "CURRENT names nothing":
            overwrite(folder / "CURRENT", b"0" * 64)
        case "a file flipped":
            flip(release / "restricted" / "report.html")
        case "a file added":
            (release / "restricted" / "note.txt").write_text("?")
        case "the list removed":
            (release / "content.json").unlink()
    assert planned(folder).selection == ("release/package",)


def test_a_run_after_such_damage_gives_the_same_release(sample: BuiltRelease, folder: Path) -> None:
    (folder / "CURRENT").unlink()
    flip(folder / "lake" / "core" / "emissions.parquet")
    (folder / "lake" / "raw" / "yearbook__gdp.parquet").unlink()
    flip(folder / "releases" / sample.folder.name / "restricted" / "tables.xlsx")
    outcome = execute(Settings(data_dir=folder), lambda *progress: None)
    assert set(outcome.executed) == {"raw/yearbook__gdp", "core/emissions", "release/package"}
    assert current_release(folder).name == sample.folder.name
    assert planned(folder).selection == ()


def test_other_years_read_no_delivered_file_again(sample: BuiltRelease) -> None:
    plan = planned(sample.data_dir, years="2010-2024")
    assert not any(ASSETS[name].is_partitioned for name in plan.selection)
    assert {"core/observations", "marts/county_inventory", "release/package"} <= set(plan.selection)


def test_another_basis_leaves_what_was_printed_alone(sample: BuiltRelease) -> None:
    plan = planned(sample.data_dir, edition="ceads")
    assert not any(ASSETS[name].is_partitioned for name in plan.selection)
    assert "core/bases" in plan.selection
