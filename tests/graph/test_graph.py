"""What Dagster knows: keys, dependencies, partitions, checks, titles, columns, lineage; how a run goes through it."""

import ast
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import dagster as dg
import pytest

import assets.core.regions
from assets import load_assets
from pipelines import definitions, plan
from pipelines.building import Built
from pipelines.definitions import build_definitions
from pipelines.deliveries.register import registered_files
from pipelines.makings import Making
from pipelines.plan import resolve_run
from pipelines.service import defs
from pipelines.settings import Settings
from schemas.check_result import check_result, found_in
from schemas.contract import load_contract
from schemas.problems import Refusal, Refusals
from tests.conftest import BuiltRelease
from tests.deliveries import GAS, copy_of

ROOT = Path(__file__).parents[2]


def declared() -> dict[str, Path]:
    """Assets by the files of the layer folders, found without the code that finds them in the product."""
    tables = [path for layer in ("core", "marts") for path in (ROOT / "assets" / layer).iterdir()]
    found = {
        f"{path.parent.name}/{path.stem}": path for path in tables if re.fullmatch(r"[a-z]\w+\.(sql|py)", path.name)
    }
    for path in (ROOT / "assets" / "raw").glob("*.yaml"):
        found |= {f"{layer}/{path.stem}": path for layer in ("raw", "staged")}
    things = [path for path in (ROOT / "assets" / "release").glob("*/__init__.py") if "\nNEEDS = " in path.read_text()]
    return found | {f"release/{path.parent.name}": path for path in things}


DECLARED = declared()


def declarations_below(table: str) -> list[str]:
    """The lineage of a table and of every parent that is not published; a mart has ends of its own."""
    texts, waiting, seen = [], {table}, set[str]()
    while waiting:
        seen |= waiting
        files = [file for name in waiting for file in (ROOT / "assets").glob(f"*/{name}.lineage.sql")]
        files += [file for name in waiting for file in (ROOT / "assets").glob(f"core/{name}__*.lineage.sql")]
        found = [file.read_text(encoding="utf-8") for file in files]
        waiting = {parent for text in found for parent in re.findall(r"'core\.(\w+)'", text)} - seen
        texts += found
    return texts


def tables_of_all_declarations() -> set[str]:
    """What a walk leads through: tables that declare a lineage, those that it reads, those that parents stand in."""
    files = [file for layer in ("core", "marts") for file in (ROOT / "assets" / layer).glob("*.lineage.sql")]
    declared = {f"{file.parent.name}/{file.name.removesuffix('.lineage.sql')}" for file in files}
    text = re.sub(r"--.*", "", "\n".join(file.read_text(encoding="utf-8") for file in files))
    named = re.findall(r"(?:\b(?:from|join)\s+|')(core|marts)\.(\w+)", text)
    return {name for name in declared if "__" not in name} | {"/".join(name) for name in named}


def named_in_the_file(name: str) -> set[str]:
    """What a file and the checks of its table say that they read: by ``from`` and ``join``, or in ``NEEDS``."""
    path = DECLARED[name]
    if path.suffix == ".yaml":
        return {f"raw/{path.stem}"} if name.startswith("staged/") else set()
    if path.suffix == ".py":
        (needs,) = re.findall(r"^NEEDS = (\(.*?\)$)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
        patterns = {need for need in ast.literal_eval(needs) if "/" in need}
        if "trace" in ast.literal_eval(needs):
            patterns |= {"raw/*"} | tables_of_all_declarations()
    else:
        texts = [path.read_text(encoding="utf-8"), *(check.sql for check in load_contract(*name.split("/")).checks)]
        for view in re.findall(r"\bfrom\s+lineage\.(\w+)", texts[0]):
            texts += declarations_below("*" if view == "ends" else view.removeprefix("sources_"))
        statements = re.sub(r"--.*", "", "\n".join(texts))
        named = re.findall(r"\b(?:from|join)\s+(raw|staged|core|marts)\.(\w+|\"[^\"]+\")", statements)
        patterns = {f"{layer}/{table.strip(chr(34))}" for layer, table in named}
    return {other for other in DECLARED for pattern in patterns if fnmatchcase(other, pattern)} - {name}


ASSETS = load_assets()
DEFINITIONS = defs()
GRAPH = DEFINITIONS.resolve_asset_graph()
TABLES = [asset for asset in ASSETS.values() if asset.contract]
Event = dict[str, Any]


def key_of(name: str) -> dg.AssetKey:
    return dg.AssetKey(name.split("/"))


def test_the_definitions_load() -> None:
    dg.Definitions.validate_loadable(DEFINITIONS)
    repository = DEFINITIONS.get_repository_def()
    assert [job.name for job in repository.get_all_jobs() if not job.name.startswith("__")] == ["build_inventory"]
    assert [schedule.name for schedule in repository.schedule_defs] == ["annual_schedule"]
    assert {sensor.name for sensor in repository.sensor_defs} == {"inbox_sensor", "lake_sensor", "failure_sensor"}


def test_every_file_in_a_layer_folder_is_an_asset_and_nothing_else_is() -> None:
    assert {key.to_user_string() for key in GRAPH.get_all_asset_keys()} == set(DECLARED)


@pytest.mark.parametrize("name", DECLARED)
def test_an_asset_depends_on_what_its_file_names_and_on_nothing_else(name: str) -> None:
    assert {key.to_user_string() for key in GRAPH.get(key_of(name)).parent_keys} == named_in_the_file(name)


def test_all_assets_may_be_made_together() -> None:
    job = DEFINITIONS.resolve_implicit_global_asset_job_def()
    assert job.asset_layer.executable_asset_keys == GRAPH.get_all_asset_keys()


@pytest.mark.parametrize("name", ASSETS)
def test_an_asset_has_a_chinese_and_an_english_title(name: str) -> None:
    zh, separator, en = (GRAPH.get(key_of(name)).description or "").partition(" | ")
    assert separator
    assert any("一" <= character <= "鿿" for character in zh)
    assert en.isascii()


def test_no_two_assets_have_the_same_title() -> None:
    titles = [(asset.layer, asset.title_zh) for asset in ASSETS.values()]
    # rows that several methods share are shown under the name of the table they make up
    shared = {("core", "排放量"), ("core", "因子值"), ("marts", "指标")}
    assert {title for title in titles if titles.count(title) > 1} <= shared


@pytest.mark.parametrize("asset", TABLES, ids=lambda asset: asset.name)
def test_a_table_shows_its_columns_with_titles_and_units(asset: Any) -> None:
    schema = GRAPH.get(key_of(asset.name)).metadata["dagster/column_schema"]
    contract = load_contract(asset.layer, asset.table)
    assert [(column.name, column.type) for column in schema.columns] == [(c.name, c.sql_type) for c in contract.columns]
    for shown, column in zip(schema.columns, contract.columns, strict=True):
        assert shown.description.startswith(f"{column.title_zh} | {column.title_en}")
        assert (column.unit or "") in shown.description
        assert shown.constraints.nullable == column.is_nullable


@pytest.mark.parametrize("asset", ASSETS.values(), ids=lambda asset: asset.name)
def test_an_asset_has_a_check_for_its_contract_and_one_for_each_rule_file(asset: Any) -> None:
    found = {
        check.name: GRAPH.get(check).blocking
        for check in GRAPH.asset_check_keys
        if check.asset_key == key_of(asset.name)
    }
    rules = asset.contract.checks if asset.contract else ()
    assert found == {"contract": True} | {rule.code.replace("-", "_"): rule.severity == "block" for rule in rules}


def test_raw_and_staged_have_years_and_nothing_else_has() -> None:
    partitioned = {key.path[0] for key in GRAPH.get_all_asset_keys() if GRAPH.get(key).partitions_def}
    whole = {key.path[0] for key in GRAPH.get_all_asset_keys() if not GRAPH.get(key).partitions_def}
    assert (partitioned, whole) == ({"raw", "staged"}, {"core", "marts", "release"})


def test_several_years_are_one_step() -> None:
    for key in GRAPH.get_all_asset_keys():
        assert GRAPH.get(key).backfill_policy == dg.BackfillPolicy.single_run()


def test_layers_are_read_downwards() -> None:
    order = ["raw", "staged", "core", "marts", "release"]
    for name, asset in ASSETS.items():
        for dep in asset.deps:
            assert order.index(dep.split("/")[0]) <= order.index(asset.layer), f"{name} reads {dep}"


# ------------------------------------------------------------------------------------------------ a run through it


@pytest.fixture(scope="module")
def folder(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of(sample.data_dir, tmp_path_factory.mktemp("graph") / "data")


def run(folder: Path, *names: str) -> dg.ExecuteInProcessResult:
    return (
        build_definitions(Settings(data_dir=folder))
        .resolve_implicit_global_asset_job_def()
        .execute_in_process(
            asset_selection=[key_of(name) for name in names],
            tags={"dagster/asset_partition_range_start": "2022", "dagster/asset_partition_range_end": "2024"},
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    )


@pytest.fixture(scope="module")
def told(folder: Path) -> dict[str, list[dg.AssetMaterialization]]:
    """What a run over three years tells of some assets."""
    result = run(folder, "raw/gas__supply", "staged/gas__supply", "core/emissions", "marts/county_inventory")
    assert result.success
    found: dict[str, list[dg.AssetMaterialization]] = {}
    for event in result.get_asset_materialization_events():
        materialised = event.step_materialization_data.materialization
        found.setdefault(materialised.asset_key.to_user_string(), []).append(materialised)
    assert len([event for event in result.all_events if event.is_step_success]) == 4
    return found


def test_a_range_of_years_is_one_step_that_tells_of_each_year(told: dict[str, list[dg.AssetMaterialization]]) -> None:
    assert [m.partition for m in told["raw/gas__supply"]] == ["2022", "2023", "2024"]
    assert [m.partition for m in told["core/emissions"]] == [None]


def test_a_run_tells_how_many_rows_there_are(
    told: dict[str, list[dg.AssetMaterialization]], sample: BuiltRelease
) -> None:
    for name in ("core/emissions", "marts/county_inventory"):
        (rows,) = sample.rows(f"select count(*) as n from {name.replace('/', '.')}")
        assert told[name][0].metadata["dagster/row_count"].value == rows["n"]
    assert told["staged/gas__supply"][0].metadata["dagster/row_count"].value == 15


def test_a_run_tells_which_files_were_read_and_what_was_written(
    told: dict[str, list[dg.AssetMaterialization]], folder: Path
) -> None:
    (gas,) = [file for file in registered_files(folder) if file.file_name == GAS.name]
    assert told["raw/gas__supply"][0].metadata["source_sha256"].value == [gas.file_sha256]
    assert len(str(told["core/emissions"][0].metadata["sha256"].value)) == 64


def test_columns_of_a_statement_lead_to_the_columns_they_come_from(
    told: dict[str, list[dg.AssetMaterialization]],
) -> None:
    lineage = told["marts/county_inventory"][0].metadata["dagster/column_lineage"].value.deps_by_column
    contract = load_contract("marts", "county_inventory")
    assert set(lineage) == {column.name for column in contract.columns}
    tonnes = {(dep.asset_key.to_user_string(), dep.column_name) for dep in lineage["emissions_t"]}
    assert ("core/emissions", "emissions_t") in tonnes
    for deps in lineage.values():
        assert all(dep.asset_key in GRAPH.get_all_asset_keys() for dep in deps)


def test_a_failed_contract_stops_what_depends_on_it_and_writes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lake() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in (folder / "lake").rglob("*") if path.is_file()}

    rows = assets.core.regions.build(run=resolve_run(Settings(data_dir=folder)))
    monkeypatch.setattr(assets.core.regions, "build", lambda run: [*rows, rows[0]])
    own = plan.own_digests
    monkeypatch.setattr(plan, "own_digests", lambda *given: own(*given) | {"core/regions": Making("edited", "")})
    before = lake()
    result = run(folder, "core/regions", "core/observations", "core/gwps")
    assert not result.success
    assert lake().keys() == before.keys()
    changed = {Path(name).name for name, content in lake().items() if content != before[name]}
    assert not any(name.startswith(("regions", "observations")) for name in changed)
    (check,) = [check for check in checks_of(result) if check["asset"] == "core/regions"]
    assert (check["passed"], check["severity"]) == (False, "ERROR")
    assert "E-DUP-KEY" in check["text"]
    started = {event.step_key for event in result.all_events if event.is_step_start}
    assert started == {"core__regions", "core__gwps"}
    assert "core/gwps" in {check["asset"] for check in checks_of(result)}, "what does not depend on it goes on"


def test_a_rule_that_holds_is_told_under_its_name_and_the_run_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = found_in({"label": "渠县 2020", "found": 1}, "渠县 2020", "Qu County 2020")
    held = check_result("marts.cross_checks", "H-CROSS", "两种估计相符", "hold", 2, [place])
    kept = check_result("marts.cross_checks", "I-BULLETIN", "公报与年鉴一致", "note", 2, [])
    result = run_with(folder, monkeypatch, lambda: Built(2, [held, kept]))
    assert result.success
    (check,) = [check for check in checks_of(result) if check["name"] == "H_CROSS"]
    assert (check["passed"], check["severity"]) == (False, "WARN")
    assert "渠县 2020" in check["text"]
    assert "marts__check_results" in {event.step_key for event in result.all_events if event.is_step_start}


def test_a_rule_that_refuses_is_told_under_its_name_and_stops_what_depends_on_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> Built:
        raise Refusals([Refusal("H-CROSS", label="渠县 2020", found="1", expected="2", difference="50", limit="5%")])

    result = run_with(folder, monkeypatch, refuse)
    assert not result.success
    (check,) = [check for check in checks_of(result) if not check["passed"]]
    assert (check["name"], check["severity"]) == ("H_CROSS", "ERROR")
    assert "marts__check_results" not in {event.step_key for event in result.all_events if event.is_step_start}


def run_with(folder: Path, monkeypatch: pytest.MonkeyPatch, outcome: Callable[[], Built]) -> dg.ExecuteInProcessResult:
    """A run in which the cross-checks come out as they are told to."""
    build = definitions.build_asset
    monkeypatch.setattr(
        definitions,
        "build_asset",
        lambda asset, *rest: outcome() if asset.name == "marts/cross_checks" else build(asset, *rest),
    )
    return run(folder, "marts/cross_checks", "marts/check_results")


def checks_of(result: dg.ExecuteInProcessResult) -> Iterator[Event]:
    for event in result.get_asset_check_evaluations():
        yield {
            "asset": event.asset_key.to_user_string(),
            "name": event.check_name,
            "passed": event.passed,
            "severity": event.severity.value,
            "text": " ".join(str(value.value) for value in event.metadata.values()),
        }
