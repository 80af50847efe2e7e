"""The command `qingdan`, and `read_release` for notebooks: what people call by this name.

It sees that the packages it is about to import are those of this checkout, and stands outside of them, because a folder
of the same name in PYTHONPATH or in the working directory would take its place too. `pipelines` asks it as well, so
that Dagster's own commands are answered alike.
"""

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.query.frames import Release

PACKAGES = ("assets", "factors", "pipelines", "schemas")


def require_packages_of(checkout: Path) -> None:
    """End the process with exit code 2 if another package would be imported in the place of one of this checkout."""
    foreign = {name: place for name in PACKAGES if (place := _place_of(name)) != checkout / name}
    if foreign:
        sys.stderr.writelines(f"{_refusal(checkout, name, place)}\n" for name, place in foreign.items())
        sys.exit(2)


def _place_of(name: str) -> Path | None:
    """Where a package would be imported from: its folder, or its file if it is a module."""
    spec = find_spec(name)
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))).resolve()
    return Path(spec.origin or "").resolve()


def _refusal(checkout: Path, name: str, place: Path | None) -> str:
    """The message, from the catalogue as a file: the package that it is in may be the one that is not ours."""
    spec = spec_from_file_location("qingdan_problems", checkout / "schemas" / "problems.py")
    assert spec is not None
    assert spec.loader is not None
    problems = sys.modules[spec.name] = module_from_spec(spec)
    spec.loader.exec_module(problems)
    refusal = problems.Refusal("E-FOREIGN", problems.Place(str(place or "")), label=name, expected=checkout / name)
    return str(refusal.render("en" if "en" in sys.argv or "--lang=en" in sys.argv else "zh"))


def read_release(release: str = "", data: str | Path | None = None, *, draft: bool = False) -> "Release":
    """Open a release to read its tables as pandas data frames.

    ::

        from qingdan import read_release

        release = read_release()
        inventory = release["county_inventory_official"]
        release.query("select year, part_code, coal_equivalent_share_pct from fuel_mix where year >= 2020")

    A frame is backed by Arrow: an exact number stays one (``ArrowDtype(decimal128(38, 9))``: sums are exact, a total
    equals its parts), a blank is ``pd.NA``, and the column ``…_key`` beside it says why. For a library that wants
    binary numbers: ``frame["emissions_tco2e"].astype("float64[pyarrow]")``.

    A row is what the key of its table says (``dictionary.html``): of ``county_inventory`` a basis, region, year,
    category and gas. ``…_official`` tables hold the official basis alone; without it filter ``basis_id``, or several
    bases are added up. The unit is the end of a column's name (``_t`` tonnes of the substance, ``_tco2e`` tonnes of CO2
    equivalent, ``_tce`` tonnes of standard coal, ``_pct`` percent) and stands in ``frame.attrs["columns"]``.

    Args:
        release: the beginning of a digest; the current release if empty.
        data: the data folder; ``QINGDAN_DATA`` or ``data/local`` if not given.
        draft: the draft instead of the current release.

    Returns:
        The release: ``release["table"]`` a table, ``release.query("select …")`` an answer, ``release.tables`` the
        title of every table, ``release.digest`` its name.

    Raises:
        Refusal: E-MISSING-FILE, nothing was published yet; E-VERIFY, the data folder is damaged.
        Misuse: E-USE, no release begins like this, or several do.
    """
    require_packages_of(Path(__file__).resolve().parent)
    from pipelines.query.frames import read_release as read

    return read(release, data, draft=draft)


def main() -> None:
    """Start the command line."""
    require_packages_of(Path(__file__).resolve().parent)
    from pipelines.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
