"""Keeps the architecture true: rooms, names, contracts, manner of SQL, direction of imports, what files say.

A rule is a function from a tree to the problems it finds there. Every rule is asked about this checkout,
where it must find nothing, and about small bad trees, where it must find the fault. What tables hold and how
they depend on each other is not judged here: that is `tests/graph` and the tests beside each table.
"""

import ast
import csv
import importlib.util
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import sqlglot
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from sqlglot import TokenType, exp

import factors
from schemas.problems import Refusal, Refusals
from schemas.specs.corrections import Corrections
from schemas.specs.printed_table import PrintedTable
from schemas.specs.target import Threshold
from schemas.specs.yaml import load_declaration, load_yaml
from tests.factors.coverage import missing_factors

ROOT = Path(__file__).parents[1]

Rule = Callable[[Path], Iterator[str]]

#: From the top down: a package imports itself and those after it.
PACKAGES = ("pipelines", "assets", "factors", "schemas")

#: Every folder has a sentence. A new one gets its sentence here.
ROOMS = {
    ".ci": "what a change must pass",
    "assets": "what: a file in a layer folder is an asset, a folder of release a thing that people receive",
    "assets/raw": "printed tables, one YAML each",
    "assets/staged": "declared corrections of misprints",
    "assets/core": "our model of the world",
    "assets/marts": "what is published",
    "assets/national": "sums over the counties of many blocks",
    "assets/analysis": "what a series means: functions from data frame to data frame",
    "assets/release": "what people receive, one folder a thing",
    "assets/release/database": "the file to query",
    "assets/release/dictionary": "what every table and column is",
    "assets/release/examples": "questions that analysts ask, as views",
    "assets/requests": "what departments are asked on: forms, the list of who owes what",
    "assets/release/package": "the release itself",
    "assets/release/report": "the page, with its charts and templates",
    "assets/release/workbook": "the forms as a workbook",
    "assets/year_page": "the year on one page: what it asks, its template",
    "audit": "the independent checker",
    "data": "the sample county and the reference cases",
    "deploy": "where it runs: a machine without a network, a service, a daily backup, many machines that make blocks",
    "factors": "coefficients and methods",
    "factors/tables": "values, one row each",
    "factors/rules": "rules on figures: chains, splices, bands",
    "factors/categories": "methodology cards, one a category",
    "factors/targets": "policy targets",
    "pipelines": "how: Dagster definitions, plan, settings and the command line",
    "pipelines/commands": "commands, a file for those that belong together, and what they share",
    "pipelines/backups": "a data folder in another place, and back",
    "pipelines/blocks": "many blocks: orders, workers, a store that they share, their union",
    "pipelines/building": "declaration to table: engine, sql, python, validate and write",
    "pipelines/deliveries": "how a file comes in: recognition and judgement",
    "pipelines/deliveries/marking": "a copy of a delivered file with the remarks at their cells",
    "pipelines/deliveries/readers": "bytes to cells, in a child with limits",
    "pipelines/deliveries/requests": "what departments are asked for, and what was sent",
    "pipelines/deliveries/register": "what came, under which digest, and what is in force",
    "pipelines/lake": "files: tables, digests, releases, lock, leftovers",
    "pipelines/lake/migrations": "from one format of a data folder to the next",
    "pipelines/proof": "where a number comes from",
    "pipelines/publishing": "how a release becomes official: steps, signatures, going back, what nobody needs any more",
    "pipelines/query": "questions to a release: on the terminal, into a file, as data frames",
    "pipelines/reading": "printed table: cells to observations",
    "schemas": "contracts, vocabulary and problems",
    "schemas/checks": "rules over tables, one folder a table",
    "schemas/codes": "closed lists",
    "schemas/forms": "lines of the forms, views of one data set",
    "schemas/specs": "what hand-written files may say",
    "schemas/raw": "contract of the cells",
    "schemas/staged": "contract of the observations",
    "schemas/core": "contracts of core",
    "schemas/marts": "contracts of marts",
    "schemas/national": "contracts of the sums over blocks",
    "tests": "a mirror of the source, graph, backtests, faults, benchmarks",
}
#: Below these, folders are free: one a case, one a table, the mirror of the source.
FREE_BELOW = ("data", "schemas/checks", "tests")

TOP_FILES = {
    ".gitattributes",
    ".gitignore",
    ".pre-commit-config.yaml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "INSTALL.md",  # in an unpacked bundle
    "LICENSE",
    "METHODOLOGY.md",
    "Makefile",
    "README.md",
    "README.zh-CN.md",
    "pyproject.toml",
    "qingdan.py",
    "requirements.lock",
}

NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "lib", "misc"}

#: Written by the machine or kept from git; matters only where there is no git to ask.
NOT_OURS = {
    ".git",
    ".venv",
    ".venv-cluster",
    "__pycache__",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".hypothesis",
    "dist",
    "local",
    "wheels",
}


def project_files(root: Path) -> list[Path]:
    """The files that are the project: those git knows or would take, or all in a tree without git."""
    git = ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(git, capture_output=True, check=False) if (root / ".git").exists() else None
    if listed and listed.returncode == 0:
        files = [root / name.decode() for name in listed.stdout.split(b"\0") if name]
    else:
        files = [file for file in root.rglob("*") if not NOT_OURS & set(file.relative_to(root).parts)]
    return sorted(file for file in files if file.is_file())


def named(root: Path, pattern: str) -> Iterator[tuple[str, Path]]:
    """Path within the tree, and file, of every project file whose path matches."""
    for file in project_files(root):
        name = file.relative_to(root).as_posix()
        if re.fullmatch(pattern, name):
            yield name, file


IN_PACKAGES = rf"(?:{'|'.join(PACKAGES)})/.+"
PYTHON = r".+\.py"
SQL = r"(?:assets|schemas/checks)/.+\.sql"


# -- rooms and names


def every_file_stands_in_a_known_room(root: Path) -> Iterator[str]:
    for name, _ in named(root, ".+"):
        folder, _, file_name = name.rpartition("/")
        is_free = any(folder == top or folder.startswith(f"{top}/") for top in FREE_BELOW)
        if folder not in ROOMS and not is_free and (folder or file_name not in TOP_FILES):
            yield f"{name}: no room of the architecture"


def names_say_what_is_inside(root: Path) -> Iterator[str]:
    for name, file in named(root, ".+"):
        if NAMES_THAT_SAY_NOTHING & {*file.relative_to(root).parts[:-1], file.stem}:
            yield f"{name}: a name that does not say what is inside"


def file_names_hold_no_year(root: Path) -> Iterator[str]:
    for name, file in named(root, IN_PACKAGES):
        if re.search(r"(?<!\d)(19|20)\d\d(?!\d)", file.stem):
            yield f"{name}: the year belongs in the run or in the row"


def printed_tables_are_named_by_source_and_table(root: Path) -> Iterator[str]:
    for name, file in named(root, r"assets/raw/(?!__init__\.py$).+"):
        if not re.fullmatch(r"[a-z0-9]+(_[a-z0-9]+)*__[a-z0-9]+(_[a-z0-9]+)*\.yaml", file.name):
            yield f"{name}: a printed table is <source>__<table>.yaml"


def no_folder_holds_more_than_a_third(root: Path) -> Iterator[str]:
    """Of the lines of Python and SQL; a package as a whole may."""
    lines: dict[str, int] = {}
    for _, file in named(root, rf"{IN_PACKAGES}\.(py|sql)"):
        counted = len(file.read_bytes().splitlines())
        for folder in ("", *(part.as_posix() for part in file.relative_to(root).parents if part.parent.name)):
            lines[folder] = lines.get(folder, 0) + counted
    for folder, counted in lines.items():
        if folder and counted > lines[""] / 3:
            yield f"{folder}: {counted} of {lines['']} lines: it is several rooms"


# -- contracts


def contract_of(layer: str, table: str) -> str:
    """Path of the contract of an asset. Printed tables share a shape, and so do the methods of one table."""
    shared = {"raw": "cells", "staged": "observations"}
    return f"schemas/{layer}/{shared.get(layer) or table.partition('__')[0]}.py"


def every_table_has_a_contract(root: Path) -> Iterator[str]:
    for name, file in named(root, r"assets/(raw/.+\.yaml|(staged|core|marts)/[^.]+\.(sql|py))"):
        contract = contract_of(file.parent.name, file.stem)
        if file.stem != "__init__" and not (root / contract).is_file():
            yield f"{name}: {contract} is missing"


def every_rule_belongs_to_a_table(root: Path) -> Iterator[str]:
    """A rule of no table is asked by nobody."""
    for name, file in named(root, r"schemas/checks/.+"):
        layer, _, table = file.parent.relative_to(root / "schemas" / "checks").as_posix().partition("/")
        is_rule = re.fullmatch(r"[EHI](-[A-Z]+)+\.sql", file.name)
        if not is_rule or not any((root / "assets" / layer / f"{table}.{kind}").is_file() for kind in ("sql", "py")):
            yield f"{name}: a rule is schemas/checks/<layer>/<table>/<CODE>.sql, its table an asset"


# -- SQL

#: A statement in a module that is longer is a table, a rule or a form that has no file.
LONGEST_STATEMENT = 15


def sql_stands_in_sql_files(root: Path) -> Iterator[str]:
    """Where it is linted, where its tables are known and its columns have lineage; a contract holds none at all."""
    for name, tree in syntax_trees(root, rf"{IN_PACKAGES}\.py"):
        longest = 0 if re.match(r"schemas/(raw|staged|core|marts)/", name) else LONGEST_STATEMENT
        for line, text, spanned in literals(tree):
            lines = len(text.strip().splitlines())
            if re.search(r"\bselect\b.*\bfrom\b", text, re.DOTALL) and (lines if lines > 1 else spanned) > longest:
                yield f"{name}:{line}: a statement of SQL that belongs in a file"


def literals(tree: ast.Module) -> Iterator[tuple[int, str, int]]:
    """Line, text and number of lines of every string that is no docstring; what is filled in reads `{}`."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    parts = {id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr | ast.Constant) and id(node) not in prose | parts:
            pieces = node.values if isinstance(node, ast.JoinedStr) else [node]
            text = "".join(str(p.value) if isinstance(p, ast.Constant) else "{}" for p in pieces)
            yield node.lineno, text, (node.end_lineno or node.lineno) - node.lineno + 1


def sql_is_one_select(root: Path) -> Iterator[str]:
    for name, file in named(root, SQL):
        try:
            statements = sqlglot.parse(file.read_text(encoding="utf-8"), read="duckdb")
        except sqlglot.ParseError as error:
            yield f"{name}: {error}"
            continue
        if len(statements) != 1 or not isinstance(statements[0], exp.Query):
            yield f"{name}: not one select"


def sql_reads_tables_only(root: Path) -> Iterator[str]:
    """Which file, partition or year is visible is the builder's business."""
    parameters = {TokenType.PARAMETER, TokenType.PLACEHOLDER, TokenType.L_BRACE, TokenType.BLOCK_START}
    for name, file in named(root, SQL):
        for token in sqlglot.tokenize(file.read_text(encoding="utf-8"), read="duckdb"):
            if token.token_type in parameters or re.match(r"(read|scan)_\w+|\w+_scan$", token.text):
                yield f"{name}:{token.line}: {token.text} instead of a table"


# -- Python


def syntax_trees(root: Path, pattern: str = PYTHON) -> Iterator[tuple[str, ast.Module]]:
    for name, file in named(root, pattern):
        yield name, ast.parse(file.read_text(encoding="utf-8"), name)


def imported_packages(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and top-level name of every import, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name.partition(".")[0]) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module.partition(".")[0]


def the_checker_is_independent(root: Path) -> Iterator[str]:
    for name, tree in syntax_trees(root, r"audit/.+\.py"):
        for line, imported in imported_packages(tree):
            if imported not in sys.stdlib_module_names:
                yield f"{name}:{line}: {imported} is not in the standard library"


def decimals_stay_decimal(root: Path) -> Iterator[str]:
    """These DuckDB calls turn DECIMAL into float64 without a word (measured with duckdb 2.0)."""
    lossy = {"df", "fetchdf", "fetch_df", "fetch_df_chunk", "to_df"}
    for name, tree in syntax_trees(root):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in lossy:
                yield f"{name}:{node.lineno}: .{node.func.attr}() makes floats of decimals; take Arrow"


def packages_come_from_here(root: Path) -> Iterator[str]:
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        places = {Path(place).resolve() for place in (spec.submodule_search_locations or [])} if spec else set()
        if places != {(root / package).resolve()}:
            yield f"{package} is imported from {sorted(map(str, places)) or 'nowhere'}"


# -- what files say


def texts(root: Path) -> Iterator[tuple[str, int, str]]:
    """Name, line number and line of every text file. Delivered files are what they are."""
    for name, file in named(root, r"(?!data/.+\.(csv|xlsx?)$).+"):
        try:
            lines = file.read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        yield from ((name, number, line) for number, line in enumerate(lines, start=1))


def no_path_of_one_machine(root: Path) -> Iterator[str]:
    machine = re.compile(r"(?<![\w.:/~>)}\]-])/(?:home|Users|root|work|tmp|srv|mnt)/|\b[A-Z]:\\+Users\\")
    for name, number, line in texts(root):
        if machine.search(line):
            yield f"{name}:{number}: a path that exists on one machine"


def no_address_of_a_registry(root: Path) -> Iterator[str]:
    registry = re.compile(r"https?://[^\s/]+/(?:simple|packages)/|--(?:extra-)?index-url[ =]\S*//|--find-links[ =]")
    for name, number, line in texts(root):
        if registry.search(line):
            yield f"{name}:{number}: the address of a package registry"


def the_lock_says_versions_and_hashes_only(root: Path) -> Iterator[str]:
    allowed = re.compile(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==[^\s;]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for name, file in named(root, r"(deploy/)?requirements\.lock"):
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            if not allowed.fullmatch(line):
                yield f"{name}:{number}: {line.strip()}"


def the_lock_fits_the_project(root: Path) -> Iterator[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    base, groups = project["project"]["dependencies"], project["dependency-groups"]
    extras = project["project"].get("optional-dependencies", {})
    wants = {
        "requirements.lock": [*base, *groups["dev"]],
        "deploy/requirements.lock": [*base, *extras.get("cluster", ()), *groups.get("test-cluster", ())],
    }
    for name, file in named(root, r"(deploy/)?requirements\.lock"):
        pins = re.findall(r"(?m)^([\w.-]+)[^=\n]*==(\S+)", file.read_text(encoding="utf-8"))
        versions = {canonicalize_name(pinned): version for pinned, version in pins}
        for wanted in map(Requirement, wants[name]):
            version = versions.get(canonicalize_name(wanted.name))
            if version is None or not wanted.specifier.contains(version):
                yield f"{name} has {wanted.name} {version}, the project wants {wanted}: run `make lock`"


def both_locks_have_the_same_versions(root: Path) -> Iterator[str]:
    """Or a worker of a cluster would compute with other libraries than everybody else."""
    pins: dict[str, dict[str, str]] = {}
    for name, file in named(root, r"(deploy/)?requirements\.lock"):
        pins[name] = dict(re.findall(r"(?m)^([\w.-]+)[^=\n]*==(\S+)", file.read_text(encoding="utf-8")))
    for first, second in pairwise(pins.values()):
        for name in sorted(first.keys() & second):
            if first[name] != second[name]:
                yield f"{name}: {first[name]} and {second[name]}: run `make lock`"


def yaml_loads(root: Path) -> Iterator[str]:
    for name, file in named(root, rf"{IN_PACKAGES}\.yaml"):
        try:
            load_yaml(file)
        except Refusal as refusal:
            yield f"{name}: {refusal}"


def printed_tables_and_corrections_load(root: Path) -> Iterator[str]:
    for name, file in named(root, r"assets/(raw/.+|staged/corrections)\.yaml"):
        try:
            if file.stem == "corrections":
                load_declaration(file, Corrections)
            else:
                load_declaration(file, PrintedTable, name=file.stem)
        except Refusal as refusal:
            yield f"{name}: {refusal}"


def factors_and_cards_load(root: Path) -> Iterator[str]:
    folder = root / "factors"
    for load in (
        factors.load_sources,
        factors.load_factor_values,
        factors.load_gwps,
        factors.load_bases,
        factors.load_price_bases,
        factors.load_gaps,
        factors.load_waivers,
        factors.load_categories,
        factors.load_targets,
    ):
        try:
            load(folder)
        except (Refusal, Refusals) as refusal:
            yield str(refusal)


#: The rows of the provincial form, of IPCC 2006 and of the GPC, in our codes; one may be several cards (A.5.1, A.5.2).
CATEGORIES = [
    "E.1.1", "E.1.2", "E.2", "E.3.1", "E.3.2", "E.3.3", "E.3.4", "E.3.5", "E.4", "E.5.1",
    "E.5.2", "E.6", "E.7", "E.8", "E.9", "E.10", "S2.1", "S2.2", "S3.1",
    "P.1", "P.2", "P.3", "P.4", "P.5", "P.6", "P.7", "P.8", "P.9", "P.10",
    "P.11", "P.12", "P.13", "A.1", "A.2.1", "A.2.2", "A.3", "A.4", "A.5", "A.6",
    "L.1.1", "L.1.2", "L.1.3", "L.1.4", "L.1.5", "L.1.6", "L.2", "L.3", "L.4",
    "W.1", "W.2", "W.3", "W.4", "W.5", "W.6", "W.7", "M.1", "M.2",
]  # fmt: skip


def every_category_is_a_card(root: Path) -> Iterator[str]:
    cards = [card.code for card in factors.load_categories(root / "factors")]
    for code in CATEGORIES:
        if not any(card == code or card.startswith(f"{code}.") for card in cards):
            yield f"{code} has no card"


def every_card_has_method_factors_source_and_department(root: Path) -> Iterator[str]:
    """A factor or a declared gap for each gas in each edition that knows the category, in every basis."""
    cards = factors.load_categories(root / "factors")
    values = factors.load_factor_values(root / "factors")
    gaps = {gap.key() for gap in factors.load_gaps(root / "factors")}
    for card in cards:
        methods = {card.method} | {term_set.method or card.method for term_set in card.activity.term_sets}
        for method in methods:
            if not list((root / "assets" / "core").glob(f"emissions__{method}.*")):
                yield f"{card.code}: no assets/core/emissions__{method}"
        if not card.sources or not card.department.strip() or not card.splicing.strip():
            yield f"{card.code}: source, department or splicing rule is missing"
    for basis in factors.load_bases(root / "factors"):
        yield from (f"{basis.basis_id}: no factor for {asked}" for asked in missing_factors(values, gaps, basis, cards))


def csv_is_rectangular(root: Path) -> Iterator[str]:
    for name, file in named(root, rf"{IN_PACKAGES}\.csv"):
        text = file.read_bytes().decode("utf-8")
        if text.startswith("\ufeff") or "\r" in text or not text.endswith("\n"):
            yield f"{name}: not plain UTF-8 with line feeds"
        header, *rows = csv.reader(text.splitlines(), strict=True)
        if len(set(header)) != len(header) or "" in header:
            yield f"{name}: the header has a blank or repeated name"
        for number, row in enumerate(rows, start=2):
            if len(row) != len(header) or any(value != value.strip() for value in row):
                yield f"{name}:{number}: {len(row)} values under {len(header)} names, or outer blanks"


# -- the rules hold here

TOML = '[project]\ndependencies = ["duckdb>=1.5.5"]\n[dependency-groups]\ndev = []\n'
PIN = f"duckdb==2.0.0 \\\n    --hash=sha256:{'0' * 64}\n"
FOREIGN_HOME = f"/{'home'}/somebody/file.csv"

#: The shipped factor files that others are judged against.
FACTORS = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in (
        "factors/rules/comparators.csv",
        "factors/rules/factor_chains.csv",
        "factors/rules/target_readings.csv",
        "factors/rules/target_thresholds.csv",
        "factors/sources.yaml",
        "factors/tables/bases.csv",
        "factors/tables/gaps.csv",
        "factors/tables/gwp.csv",
        "factors/tables/price_bases.csv",
        "factors/waivers.yaml",
    )
} | {"factors/rules/target_thresholds.csv": ",".join(Threshold.model_fields) + "\n"}  # of no target

WAIVER_FOR_NOTHING = """\
waivers:
  - {factor_id: a.b.c, reason: 已核, signed_by: 甲, signed_on: 2026-01-31}
"""

#: One card, without its values and its method.
LIME = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("factors/categories/P.2_lime.yaml",)}

#: A statement with these is too long.
LINES = "-- more\n" * LONGEST_STATEMENT

#: For every rule, trees with one fault each.
BAD_TREES: list[tuple[Rule, dict[str, str]]] = [
    (every_file_stands_in_a_known_room, {"notes/plan.md": ""}),
    (every_file_stands_in_a_known_room, {"assets/core/energy/use.sql": ""}),
    (every_file_stands_in_a_known_room, {"setup.cfg": ""}),
    (
        no_folder_holds_more_than_a_third,
        {"assets/core/a.sql": "--\n" * 34, "factors/rows.py": "#\n" * 33, "pipelines/cli.py": "#\n" * 33},
    ),
    (names_say_what_is_inside, {"pipelines/utils/text.py": ""}),
    (names_say_what_is_inside, {"schemas/helpers.py": ""}),
    (file_names_hold_no_year, {"assets/core/energy_2024.sql": ""}),
    (printed_tables_are_named_by_source_and_table, {"assets/raw/yearbook_gdp.yaml": ""}),
    (printed_tables_are_named_by_source_and_table, {"assets/raw/yearbook__gdp.sql": ""}),
    (every_table_has_a_contract, {"assets/core/emissions.sql": ""}),
    (every_table_has_a_contract, {"assets/marts/targets.py": "", "schemas/core/targets.py": ""}),
    (every_table_has_a_contract, {"assets/core/emissions__multiply.sql": ""}),
    (every_table_has_a_contract, {"assets/raw/yearbook__gdp.yaml": "", "schemas/raw/yearbook__gdp.py": ""}),
    (sql_is_one_select, {"assets/core/bases.sql": "select 1; select 2"}),
    (sql_is_one_select, {"assets/core/bases.sql": "create table bases as select 1"}),
    (sql_is_one_select, {"assets/core/bases.sql": "select from where"}),
    (sql_reads_tables_only, {"assets/core/bases.sql": "select a from read_parquet('lake/a.parquet')"}),
    (sql_reads_tables_only, {"assets/core/bases.sql": "select a from b where year = $year"}),
    (sql_reads_tables_only, {"assets/core/bases.sql": "select a from b where year = {year}"}),
    (sql_reads_tables_only, {"assets/core/bases.sql": "select a from b where year = ?"}),
    (sql_is_one_select, {"schemas/checks/core/gdp/E-SUM.sql": "delete from core.gdp"}),
    (sql_reads_tables_only, {"schemas/checks/core/gdp/E-SUM.sql": "select a from b where c > {limit}"}),
    (every_rule_belongs_to_a_table, {"schemas/checks/core/gdp/E-SUM.sql": "select 1"}),
    (every_rule_belongs_to_a_table, {"schemas/checks/core/gdp/sum.sql": "select 1", "assets/core/gdp.sql": ""}),
    (every_rule_belongs_to_a_table, {"schemas/checks/E-SUM.sql": "select 1", "assets/core/gdp.sql": ""}),
    (sql_stands_in_sql_files, {"assets/release/figures.py": f'rows("""select a\n{LINES}from core.gdp""")'}),
    (sql_stands_in_sql_files, {"pipelines/trace.py": f'rows(f"""select {{a}}\n{LINES}from {{b}}""")'}),
    (sql_stands_in_sql_files, {"schemas/marts/totals.py": 'CHECK = "select a from marts.totals where a is null"'}),
    (the_checker_is_independent, {"audit/check_bundle.py": "import duckdb"}),
    (the_checker_is_independent, {"audit/check_bundle.py": "from schemas import vocabulary"}),
    (decimals_stay_decimal, {"assets/core/gdp.py": "rows = engine.sql('select 1').df()"}),
    (packages_come_from_here, {}),
    (no_path_of_one_machine, {"README.md": f"open {FOREIGN_HOME}"}),
    (no_address_of_a_registry, {"Makefile": f"install --index{'-url'} https://pypi.example"}),
    (the_lock_says_versions_and_hashes_only, {"requirements.lock": "duckdb>=2.0.0\n"}),
    (the_lock_says_versions_and_hashes_only, {"requirements.lock": f"--no-binary duckdb\n{PIN}"}),
    (the_lock_fits_the_project, {"pyproject.toml": TOML, "requirements.lock": PIN.replace("2.0.0", "1.4.0")}),
    (the_lock_fits_the_project, {"pyproject.toml": TOML, "requirements.lock": ""}),
    (the_lock_fits_the_project, {"pyproject.toml": TOML, "deploy/requirements.lock": ""}),
    (
        both_locks_have_the_same_versions,
        {"requirements.lock": PIN, "deploy/requirements.lock": PIN.replace("2.0.0", "2.0.1")},
    ),
    (yaml_loads, {"factors/sources.yaml": "a: 1\na: 2\n"}),
    (yaml_loads, {"factors/categories/E.yaml": "code: NO\n"}),
    (printed_tables_and_corrections_load, {"assets/raw/yearbook__gdp.yaml": "title_zh: 地区生产总值\n"}),
    (
        printed_tables_and_corrections_load,
        {"assets/staged/corrections.yaml": "corrections: [{value: 1}]\n"},
    ),
    (factors_and_cards_load, FACTORS | {"factors/tables/rice.csv": "factor_id,value\na.b,1\n"}),
    (factors_and_cards_load, FACTORS | {"factors/categories/A.1_rice.yaml": "code: A.1\n"}),
    (factors_and_cards_load, FACTORS | {"factors/sources.yaml": "sources: none\n"}),
    (factors_and_cards_load, FACTORS | {"factors/waivers.yaml": WAIVER_FOR_NOTHING}),
    (factors_and_cards_load, FACTORS | LIME | {"factors/rules/factor_chains.csv": "chain_code\nproduct\n"}),
    (every_category_is_a_card, FACTORS | LIME),
    (every_card_has_method_factors_source_and_department, FACTORS | LIME),
    (csv_is_rectangular, {"schemas/codes/gases.csv": "gas,title\nCO2\n"}),
    (csv_is_rectangular, {"schemas/codes/gases.csv": "gas,gas\nCO2,x\n"}),
    (csv_is_rectangular, {"factors/tables/gwp.csv": "gas,value\nCO2, 1\n"}),
    (csv_is_rectangular, {"factors/tables/gwp.csv": "gas,value\r\nCO2,1\r\n"}),
]

#: Trees that look like a fault and are none.
GOOD_TREES: list[tuple[Rule, dict[str, str]]] = [
    (every_file_stands_in_a_known_room, {"tests/assets/core/test_gdp.py": "", "data/sample/a.csv": ""}),
    (no_folder_holds_more_than_a_third, {f"assets/{n}/a.sql": "--\n" * 3 for n in ("core", "marts", "raw")}),
    (
        every_table_has_a_contract,
        {"assets/core/emissions__multiply.sql": "", "schemas/core/emissions.py": ""},
    ),
    (every_table_has_a_contract, {"assets/core/a.sql": "", "assets/core/a.lineage.sql": "", "schemas/core/a.py": ""}),
    (every_table_has_a_contract, {"assets/raw/yearbook__gdp.yaml": "", "schemas/raw/cells.py": ""}),
    (every_table_has_a_contract, {"assets/staged/corrections.yaml": "", "assets/core/__init__.py": ""}),
    (
        sql_is_one_select,
        {"assets/core/bases.sql": "with a as (select 1 as b) select b from a union all select 2"},
    ),
    (sql_reads_tables_only, {"assets/core/bases.sql": "select a from core.b where c = '{}?'"}),
    (every_rule_belongs_to_a_table, {"schemas/checks/core/gdp/E-UNIT-NCV.sql": "", "assets/core/gdp.sql": ""}),
    (sql_stands_in_sql_files, {"pipelines/trace.py": 'rows("""select a\nfrom core.gdp\nwhere b""")'}),
    (sql_stands_in_sql_files, {"assets/lists.py": f'"""What is\n{LINES}select a from b."""'}),
    (no_path_of_one_machine, {"README.md": f"data{FOREIGN_HOME} https://example.org{FOREIGN_HOME}"}),
    (the_lock_fits_the_project, {"pyproject.toml": TOML, "requirements.lock": PIN}),
    (factors_and_cards_load, FACTORS | LIME),
]

RULES = list(dict.fromkeys(rule for rule, _ in BAD_TREES))


def rule_name(value: object) -> str:
    return getattr(value, "__name__", "")


def plant(root: Path, tree: dict[str, str]) -> Path:
    """Write a small tree."""
    for name, content in tree.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode())
    return root


@pytest.mark.parametrize("rule", RULES, ids=rule_name)
def test_the_rule_holds_in_this_checkout(rule: Rule) -> None:
    assert list(rule(ROOT)) == []


@pytest.mark.parametrize(("rule", "tree"), BAD_TREES, ids=rule_name)
def test_the_rule_finds_a_fault(rule: Rule, tree: dict[str, str], tmp_path: Path) -> None:
    assert list(rule(plant(tmp_path, tree)))


@pytest.mark.parametrize(("rule", "tree"), GOOD_TREES, ids=rule_name)
def test_the_rule_finds_no_fault_where_there_is_none(rule: Rule, tree: dict[str, str], tmp_path: Path) -> None:
    assert list(rule(plant(tmp_path, tree))) == []


def test_files_that_git_ignores_are_not_the_project(tmp_path: Path) -> None:
    plant(tmp_path, {".gitignore": "/made/\n", "made/out.csv": "", "README.md": ""})
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert [file.name for file in project_files(tmp_path)] == [".gitignore", "README.md"]
