from pathlib import Path

from pipelines.lake.leftovers import remove_leftovers

KEPT = [
    "CURRENT",
    ".lock",
    "register.csv",
    "inbox/.hidden.12",
    "delivered/abc",
    "read/abc.json",
    "official/signatures.html",
    "signatures/abc/prepared.json",
    "lake/core/gdp.parquet",
]
LEFT = [
    ".CURRENT.4711",
    ".register.csv.4711",
    "read/.abc.json.4711",
    "delivered/.abc.json.4711",
    "official/.signatures.html.4711",
    "signatures/abc/.prepared.json.sig.4711",
    "lake/core/.gdp.json.4711",
    "lake/core/.gdp.parquet",
    "lake/raw/.gas__supply.parquet",
    "lake/release/report/.public.html.4711",
    ".rehearsal-x1y2/register.csv",
    ".rehearsal-x1y2/lake/core/gdp.parquet",
]


def test_half_written_files_are_removed_and_nothing_else(tmp_path: Path) -> None:
    for name in KEPT + LEFT:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    remove_leftovers(tmp_path)
    assert sorted(p.relative_to(tmp_path).as_posix() for p in tmp_path.rglob("*") if p.is_file()) == sorted(KEPT)


def test_a_new_folder_has_no_leftovers(tmp_path: Path) -> None:
    remove_leftovers(tmp_path / "new")
