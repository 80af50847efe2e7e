"""A release as data frames: every decimal as it is published, tables by name, errors that say what there is."""

import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest

from qingdan import read_release
from schemas.contract import load_contract
from schemas.problems import Misuse, Refusal
from tests.conftest import BuiltRelease
from tests.deliveries import ROOT, copy_of


@pytest.fixture(scope="module")
def data(sample: BuiltRelease, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's folder, only looked at: its own database is open already, and not shut off as here."""
    return copy_of(sample.data_dir, tmp_path_factory.mktemp("frames") / "data")


def test_a_table_has_the_columns_types_and_values_that_were_published(data: Path, sample: BuiltRelease) -> None:
    frame = read_release(data=data)["marts.county_inventory"]
    contract = load_contract("marts", "county_inventory")
    assert list(frame.columns) == [column.name for column in contract.columns]
    assert [dtype.pyarrow_dtype for dtype in frame.dtypes] == contract.arrow_schema.types
    published = sample.connection.sql("from marts.county_inventory").to_arrow_table()
    assert pa.Table.from_pandas(frame, preserve_index=False).to_pylist() == published.to_pylist()
    rows = published.select(contract.key).to_pylist()
    assert rows == sorted(rows, key=lambda row: list(row.values()))


def test_a_sum_of_decimals_is_the_published_total(data: Path) -> None:
    release = read_release(data=data)
    inventory = release["county_inventory_official"]
    assert inventory["emissions_tco2e"].dtype == pd.ArrowDtype(pa.decimal128(38, 9))
    cells = inventory[(inventory["year"] == 2024) & inventory["is_in_total"]]
    summary = release["provincial_summary_official"]
    total = summary[(summary["year"] == 2024) & (summary["line_code"] == "total")]["emissions_tco2e"].item()
    assert isinstance(total, Decimal)
    assert cells["emissions_tco2e"].sum() == total


def test_a_name_without_schema_is_that_of_a_published_table(data: Path) -> None:
    release = read_release(data=data)
    pd.testing.assert_frame_equal(release["population"], release["marts.population"])
    assert "mean_resident_persons" in release["population"]
    assert list(release["regions"]) == list(release["core.regions"])
    assert next(iter(release.tables)).startswith("marts.")
    assert release.tables["marts.population"] == "人口 | Population"


def test_a_frame_says_what_its_columns_mean(data: Path) -> None:
    frame = read_release(data=data)["population"]
    assert frame.attrs["title"] == "人口 | Population"
    assert frame.attrs["columns"]["urban_share_pct"] == "城镇化率 | urban share of residents（%）"


def test_a_question_answers_as_a_frame(data: Path) -> None:
    frame = read_release(data=data).query("select year, urban_share_pct from population where year = 2024")
    assert [str(dtype) for dtype in frame.dtypes] == ["int32[pyarrow]", "decimal128(24, 9)[pyarrow]"]
    assert frame["urban_share_pct"].item() == Decimal("45.695588401")


def test_a_blank_is_none_and_its_key_says_why(data: Path) -> None:
    first = read_release(data=data)["population"].iloc[0]
    assert (first["mean_resident_persons"] is pd.NA, first["mean_resident_key"]) == (True, "NE")


def test_a_release_is_found_by_the_beginning_of_its_digest(data: Path, sample: BuiltRelease) -> None:
    assert read_release(sample.folder.name[:12], data).digest == sample.folder.name
    with pytest.raises(Misuse, match="E-USE"):
        read_release("0123", data)


def test_what_is_not_there_is_refused_with_what_is(data: Path, tmp_path: Path) -> None:
    release = read_release(data=data)
    with pytest.raises(Refusal, match=r"E-QUERY-TABLE .*marts\.county_inventory"):
        release["county_inventry"]
    with pytest.raises(Refusal, match="E-QUERY-COLUMN"):
        release.query("select persons from population")
    with pytest.raises(Refusal, match="E-QUERY-DENIED"):
        release.query("copy (select 1) to 'x.csv'")
    with pytest.raises(Misuse, match="E-USE"):
        release.query("-- nothing")
    with pytest.raises(Refusal, match="E-MISSING-FILE"):
        read_release(data=tmp_path)


def test_it_works_from_any_folder_with_the_environment_alone(data: Path, tmp_path: Path) -> None:
    program = "from qingdan import read_release; print(read_release()['population']['resident_persons'].max())"
    environment = {"PYTHONPATH": str(ROOT), "QINGDAN_DATA": str(data), "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "1218600.000\n", "")
