"""The files of the sample county as other counties would deliver them: same figures, their own name and code.

``python -m tests.benchmarks.programs.county_files SAMPLE FOLDER COUNT`` writes a folder of files a county, the sample
county first, as many as the list of regions knows under one name since the first year.
"""

import sys
import zipfile
from pathlib import Path

from schemas.codes import read_codes
from tests.benchmarks.programs import tell

NAME, SPACED, CODE = "渠县", "渠　县", "511725"
FIRST_YEAR = "2005"
BESIDE = ("manifest.csv", "confirmations.csv")


def main(sample: str, folder: str, count: str) -> None:
    """Write them and tell the codes of the counties."""
    # its files are of one name throughout
    known = [
        row
        for row in read_codes("regions")
        if row["region_level"] == "county"
        and row["valid_from"] <= FIRST_YEAR
        and not row["valid_to"]
        and row["region_code"][:2] == CODE[:2]  # other provinces have other factors
    ]
    counties = sorted(known, key=lambda row: row["region_code"] != CODE)[: int(count)]
    for county in counties:
        target = Path(folder, county["region_code"])
        target.mkdir(parents=True)
        for path in Path(sample).iterdir():
            if path.suffix in (".xlsx", ".csv") and path.name not in BESIDE:
                named = path.name if NAME in path.name else f"{NAME}_{path.name}"
                _rename(path, target / named.replace(NAME, county["name_zh"]), county)
    tell({"regions": [county["region_code"] for county in counties]})


def _rename(source: Path, target: Path, county: dict[str, str]) -> None:
    """Copy a file, with the name and the code of another county in it."""

    def renamed(content: bytes, encoding: str) -> bytes:
        words = {NAME: county["name_zh"], SPACED: county["name_zh"], CODE: county["region_code"]}
        for old, new in words.items():
            content = content.replace(old.encode(encoding), new.encode(encoding))
        return content

    if source.suffix == ".csv":
        target.write_bytes(renamed(source.read_bytes(), "gb18030"))
        return
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for part in old.infolist():
            new.writestr(part, renamed(old.read(part), "utf-8"))


if __name__ == "__main__":
    main(*sys.argv[1:])
