"""The command `qingdan`: sees that the packages it is about to import are those of this checkout, and starts it.

It stands outside of them, because a folder of the same name in PYTHONPATH or in the working directory would take its
place too. `pipelines` asks it as well, so that Dagster's own commands are answered alike.
"""

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path

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


def main() -> None:
    """Start the command line."""
    require_packages_of(Path(__file__).resolve().parent)
    from pipelines.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
