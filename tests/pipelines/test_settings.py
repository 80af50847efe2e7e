import os
import re
from datetime import date, timedelta
from pathlib import Path

import pytest

import factors
from assets.needs import Run
from pipelines.commands.terminal import settings_of
from pipelines.deliveries.journal import append_events, read_journal
from pipelines.deliveries.register.rows import due_event
from pipelines.plan import resolve_run
from pipelines.settings import (
    DAY_OF_YEAR,
    DEFAULT_DATA,
    Distribution,
    Settings,
    child_environment,
    memory_bytes,
    read_distribution,
    read_environment,
    read_kept_releases,
)
from schemas.problems import Misuse, Refusal
from tests.commands import ask
from tests.conftest import BuiltRelease

BASES = factors.load_bases()
DEFAULTS = tuple(basis.basis_id for basis in BASES if basis.is_default)


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATA", "INBOX", "REGION", "YEARS", "EDITION", "GWP", "THREADS", "MEMORY", "ANNUAL", "AUTOMATIC"):
        monkeypatch.delenv(f"QINGDAN_{name}", raising=False)


@pytest.mark.parametrize("typed", ["~/数据", "~"])
def test_the_home_folder_is_meant_also_where_no_shell_says_so(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("QINGDAN_DATA", typed)
    monkeypatch.setenv("QINGDAN_INBOX", typed)
    meant = Path(f"{tmp_path}{typed[1:]}")
    settings = read_environment()
    assert (settings.data_dir, settings.inboxes) == (meant, (meant,))
    monkeypatch.delenv("QINGDAN_DATA")
    assert settings_of(Path(typed), None).data_dir == meant


def test_runs_start_by_themselves_on_15_november_unless_told_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = read_environment()
    assert (settings.annual, settings.is_automatic) == ("11-15", True)
    monkeypatch.setenv("QINGDAN_ANNUAL", "03-31")
    monkeypatch.setenv("QINGDAN_AUTOMATIC", "off")
    settings = read_environment()
    assert (settings.annual, settings.is_automatic) == ("03-31", False)


def test_a_day_of_the_yearly_run_is_one_that_every_year_has() -> None:
    days = {f"{date(2025, 1, 1) + timedelta(days=number):%m-%d}" for number in range(365)}
    typed = [f"{month:02}-{day:02}" for month in range(14) for day in range(33)]
    assert {day for day in typed if re.fullmatch(DAY_OF_YEAR, day)} == days
    assert Settings(annual="03-09").annual_run == (3, 9, 9)


@pytest.mark.parametrize(
    ("limit", "size"),
    [
        ("6GB", 6_000_000_000),
        ("6GiB", 6 * 1024**3),
        ("512MB", 512_000_000),
        ("1KiB", 1024),
        ("2.5TB", 2_500_000_000_000),
    ],
)
def test_a_limit_of_memory_is_read_in_bytes(limit: str, size: int) -> None:
    assert memory_bytes(limit) == size


@pytest.mark.parametrize("limit", ["6", "6B", "GB", "6GB ", "6gb", "-6GB"])
def test_a_limit_of_memory_that_is_none_is_no_number(limit: str) -> None:
    with pytest.raises(ValueError, match=limit):
        memory_bytes(limit)


@pytest.mark.parametrize(("typed", "kept"), [("", 5), ("1", 1), ("9999", 9999)])
def test_releases_that_stay_are_five_unless_told_otherwise(
    typed: str, kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QINGDAN_KEEP", typed)
    assert read_kept_releases() == kept


@pytest.mark.parametrize("typed", ["0", "-1", "10000", "five"])
def test_no_release_to_keep_is_no_setting(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_KEEP", typed)
    with pytest.raises(Misuse, match="QINGDAN_KEEP"):
        read_kept_releases()


@pytest.mark.parametrize(("threads", "is_one"), [("1", True), ("999", True), ("1000", False), ("01", False)])
def test_threads_are_one_to_999(threads: str, is_one: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_THREADS", threads)
    if is_one:
        assert read_environment().threads == int(threads)
    else:
        with pytest.raises(Misuse, match="QINGDAN_THREADS"):
            read_environment()


def resolved(sample: BuiltRelease, **asked: str) -> Run:
    return resolve_run(Settings(data_dir=sample.data_dir, **asked))  # type: ignore[arg-type]


def test_an_empty_environment_asks_for_everything_delivered() -> None:
    settings = read_environment()
    assert settings.data_dir == DEFAULT_DATA
    assert settings.inbox_dirs == (DEFAULT_DATA / "inbox",)
    assert (settings.region, settings.years, settings.edition, settings.gwp_set) == ("", "", "", "")
    assert 1 <= settings.threads <= 8


def test_who_makes_blocks_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ("EXECUTOR", "DASK", "WORKERS", "STORE", "SCRATCH")
    for name in names:
        monkeypatch.delenv(f"QINGDAN_{name}", raising=False)
    assert read_distribution() == Distribution("in-process", "", 2, "", "")
    for name, value in zip(names, ("dask", "tcp://there:8786", "3", "s3://bucket", "disk"), strict=True):
        monkeypatch.setenv(f"QINGDAN_{name}", value)
    assert read_distribution() == Distribution("dask", "tcp://there:8786", 3, "s3://bucket", "disk")
    monkeypatch.setenv("QINGDAN_EXECUTOR", "celery")
    with pytest.raises(Misuse, match=r"QINGDAN_EXECUTOR.*multiprocess"):
        read_distribution()


def test_every_setting_can_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {
        "DATA": "somewhere",
        "INBOX": os.pathsep.join(("letterbox", "post office")),
        "REGION": "511725",
        "ALLOWED_REGIONS": "511724,511723",
        "YEARS": "2007",
        "EDITION": "ceads",
        "GWP": "ar5",
        "BASES": "ceads-ar5",
        "PROFILE": "official",
        "THREADS": "3",
        "MEMORY": "2.5GB",
    }
    for name, value in wanted.items():
        monkeypatch.setenv(f"QINGDAN_{name}", value)
    places = (Path("somewhere"), (Path("letterbox"), Path("post office")), "511725", "511724,511723")
    expected = Settings(*places, "2007", "ceads", "ar5", "ceads-ar5", "official", 3, "2.5GB")
    assert read_environment() == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("THREADS", "abc"),
        ("THREADS", "0"),
        ("THREADS", "-1"),
        ("THREADS", "2.5"),
        ("MEMORY", "lots"),
        ("ANNUAL", "11-31"),
        ("ANNUAL", "02-29"),
        ("ANNUAL", "15 November"),
        ("AUTOMATIC", "perhaps"),
        ("MEMORY", "6"),
        ("PROFILE", "final"),
    ],
)
def test_a_setting_that_is_none_is_refused(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"QINGDAN_{name}", value)
    with pytest.raises(Refusal) as refused:
        read_environment()
    assert refused.value.code == "E-USE"
    assert f"QINGDAN_{name} 不认识“{value}”。" in refused.value.render()
    assert ask("verify").code == 2


def test_what_is_typed_wins_over_the_environment(sample: BuiltRelease, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_DATA", "nowhere")
    refused = ask("verify")
    assert (refused.code, "nowhere" in refused.err) == (1, True)
    assert ask("verify", "--data", sample.data_dir).code == 0


def test_a_child_keeps_the_environment_and_gets_what_it_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QINGDAN_REGION", "511725")
    child = child_environment(QINGDAN_DATA="there")
    assert (child["QINGDAN_REGION"], child["QINGDAN_DATA"]) == ("511725", "there")


def test_without_wishes_a_run_covers_what_was_delivered_by_the_default_bases(sample: BuiltRelease) -> None:
    run = resolved(sample)
    assert run.region_codes == ("511725",)
    assert run.years == tuple(range(2005, 2025))
    # methods look at the history of waste, but nobody asks for an inventory of its years
    assert run.visible_years("gazetteer__waste_history") == tuple(range(1980, 2025))
    assert run.visible_years("yearbook__gdp") == tuple(range(2005, 2025))
    assert run.basis_ids == DEFAULTS
    assert len(DEFAULTS) > 1


def test_bases_may_be_named_and_the_first_is_official(sample: BuiltRelease) -> None:
    asked = "provincial_2011-sar-own_mix,provincial_2011-sar,provincial_2011-sar-own_mix"
    assert resolved(sample, bases=asked).basis_ids == ("provincial_2011-sar-own_mix", "provincial_2011-sar")


def test_a_basis_that_nobody_declared_is_refused_with_those_there_are(sample: BuiltRelease) -> None:
    with pytest.raises(Refusal) as refused:
        resolved(sample, bases="provincial_2011-sar,provincial_2011-ar9")
    assert refused.value.code == "E-USE"
    assert isinstance(refused.value, Misuse)
    assert refused.value.details["found"] == "provincial_2011-ar9"
    assert refused.value.details["expected"].startswith("provincial_2011-")


@pytest.mark.parametrize(
    ("asked", "years"), [("2007", (2007,)), ("2005-2007", (2005, 2006, 2007)), ("2007-2007", (2007,))]
)
def test_years_are_a_year_or_a_range(asked: str, years: tuple[int, ...], sample: BuiltRelease) -> None:
    assert resolved(sample, years=asked).years == years


@pytest.mark.parametrize("asked", ["abc", "05", "2010-2005", "2005-", "2005,2006", "2005-2006-2007", "2024年"])
def test_years_that_are_none_are_refused(asked: str, sample: BuiltRelease) -> None:
    with pytest.raises(Refusal) as refused:
        resolved(sample, years=asked)
    assert (refused.value.code, refused.value.details["found"]) == ("E-USE", asked)
    assert isinstance(refused.value, Misuse)


def test_a_year_that_was_called_in_is_reported_even_if_nothing_came(folder: Path) -> None:
    append_events(folder, read_journal(folder), [due_event(2026)])
    assert resolve_run(Settings(data_dir=folder)).years == tuple(range(2005, 2027))
    assert resolve_run(Settings(data_dir=folder, years="2007")).years == (2007,)


def test_a_region_that_delivered_nothing_is_refused_and_those_that_did_are_named(sample: BuiltRelease) -> None:
    with pytest.raises(Refusal) as refused:
        resolved(sample, region="511724")
    assert isinstance(refused.value, Misuse)
    assert refused.value.details == {"label": "--region / QINGDAN_REGION", "found": "511724", "expected": "511725 渠县"}


def test_before_anything_was_delivered_there_is_nothing_to_run(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        resolve_run(Settings(data_dir=tmp_path))
    assert refused.value.code == "E-MISSING-FILE"
    assert refused.value.place.file.endswith("inbox")


def test_an_edition_without_default_bases_gives_exactly_one_basis(sample: BuiltRelease) -> None:
    assert resolved(sample, edition="ceads").basis_ids == ("ceads-ar5",)
    assert resolved(sample, edition="ipcc_2006").basis_ids == ("ipcc_2006-ar5",)


def test_an_edition_with_default_bases_gives_those(sample: BuiltRelease) -> None:
    edition = next(basis.edition for basis in BASES if basis.is_default)
    expected = tuple(basis.basis_id for basis in BASES if basis.is_default and basis.edition == edition)
    assert resolved(sample, edition=edition).basis_ids == expected


@pytest.mark.parametrize(
    "basis", [b for b in BASES if b.basis_id == f"{b.edition}-{b.gwp_set}"], ids=lambda b: b.basis_id
)
def test_edition_and_gwp_set_together_name_one_basis(basis: factors.Basis, sample: BuiltRelease) -> None:
    assert resolved(sample, edition=basis.edition, gwp_set=basis.gwp_set).basis_ids == (basis.basis_id,)


def test_a_gwp_set_alone_is_that_of_the_default_edition(sample: BuiltRelease) -> None:
    default = next(basis for basis in BASES if basis.is_default)
    (chosen,) = resolved(sample, gwp_set="ar5").basis_ids
    assert chosen == next(b.basis_id for b in BASES if (b.edition, b.gwp_set) == (default.edition, "ar5"))


@pytest.mark.parametrize(
    "asked", [{"edition": "ipcc_1996"}, {"gwp_set": "ar9"}, {"edition": "ceads", "gwp_set": "ar6"}]
)
def test_a_basis_that_is_not_declared_is_refused_and_the_declared_ones_are_named(
    asked: dict[str, str], sample: BuiltRelease
) -> None:
    with pytest.raises(Refusal) as refused:
        resolved(sample, **asked)
    assert refused.value.code == "E-USE"
    assert isinstance(refused.value, Misuse)
    assert refused.value.details["found"] == " ".join(asked.values())
    expected = refused.value.details["expected"].split("、")
    assert set(expected) <= {f"{basis.edition} {basis.gwp_set}" for basis in BASES}
