"""Trace a published number to the printed cells and the factor values behind it. No Dagster here."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from schemas.problems import Refusal

TOTAL = ("total", "总排放", "总排放量")

#: Of several sets of terms about one activity only one was taken.
_TAKEN_INPUTS = """(select inputs.* from core.activity_inputs as inputs inner join core.activities
    using (region_code, year, category_code, sector_code, fuel_code, item_code, term_set))"""


@dataclass
class Node:
    """One step of the tree: what it is, its value with unit, and what it is made of."""

    title: str
    value: str = ""
    parents: list["Node"] = field(default_factory=list)


@dataclass(frozen=True)
class Question:
    """Which published number: a category, line, indicator or ``total``, in a year."""

    subject: str
    year: int
    gas: str = ""
    region: str = ""
    basis: str = ""
    variant: str = ""


def trace(database: Path, question: Question) -> Node:
    """The tree of a published number.

    Raises:
        Refusal: E-LABEL-UNKNOWN, nothing of that name was published for the year.
    """
    with duckdb.connect(str(database), read_only=True) as connection:
        return _Tracer(connection, question).root()


def as_dict(node: Node) -> dict[str, Any]:
    """A tree as plain dictionaries, for JSON."""
    return asdict(node)


def draw(node: Node, lead: str = "", branch: str = "") -> Iterator[str]:
    """A tree as lines of text, one a node, never shortened: what is quoted must be readable."""
    yield f"{lead}{branch}{node.title}" + (f"  {node.value}" if node.value else "")
    lead += {"": "", "├── ": "│   ", "└── ": "    "}[branch]
    for parent in node.parents:
        yield from draw(parent, lead, "└── " if parent is node.parents[-1] else "├── ")


def number(value: Decimal | None, places: int = 6) -> str:
    """A decimal with thousands separators and without trailing zeros."""
    if value is None:
        return ""
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class _Tracer:
    """Walks the tables of one release for one region, year and basis."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, question: Question) -> None:
        self.connection, self.question = connection, question
        self.cells: dict[tuple[str, str], Node] = {}
        self.region = question.region or str(self._one("select min(region_code) from core.regions where is_reported"))
        self.basis = question.basis or str(self._one("select basis_id from core.bases where is_official"))
        self.key = {"basis": self.basis, "region": self.region, "year": question.year}

    def root(self) -> Node:
        subject = self.question.subject
        if subject in TOTAL:
            return self._total()
        if category := self._one(
            "select category_code from core.categories where $s in (category_code, title_zh)", s=subject
        ):
            return self._category(str(category))
        if self._one("select count(*) from marts.county_indicators where indicator_code = $s", s=subject):
            return self._indicator(subject)
        known = [
            row["name"]
            for row in self._rows(
                "select category_code as name from core.categories union select indicator_code "
                "from marts.county_indicators order by 1"
            )
        ]
        raise Refusal("E-LABEL-UNKNOWN", label=f"{subject}（{'、'.join(['总排放', *known])}）")

    def _total(self) -> Node:
        line = self._row(
            """select co2e_t, line_title_zh from marts.provincial_summary
            where basis_id = $basis and region_code = $region and year = $year and line_code = 'total'"""
        )
        cells = self._rows(
            """select category_code, category_title_zh, gas, emissions_t, emissions_tco2e from marts.county_inventory
            where basis_id = $basis and region_code = $region and year = $year and is_in_total
            and emissions_t is not null
            order by category_code, gas"""
        )
        node = Node(
            f"{line['line_title_zh']} {self.question.year} {self.region} {self.basis}",
            f"{number(line['co2e_t'])} tCO2e",
        )
        node.parents = [self._cell(cell) for cell in cells]
        return node

    def _category(self, category: str) -> Node:
        cells = self._rows(
            """select category_code, category_title_zh, gas, emissions_t, emissions_tco2e, notation_key, reason_zh
            from marts.county_inventory where basis_id = $basis and region_code = $region and year = $year
            and category_code = $category and $gas in ('', gas) order by gas""",
            category=category,
            gas=self.question.gas,
        )
        if not cells:
            raise Refusal("E-LABEL-UNKNOWN", label=f"{category} {self.question.gas} {self.question.year}")
        return Node(
            f"{category} {cells[0]['category_title_zh']} {self.question.year} {self.region} {self.basis}",
            "",
            [self._cell(c) for c in cells],
        )

    def _cell(self, cell: dict[str, Any]) -> Node:
        """A category and gas; indicators ask for the same ones again and again."""
        key = (cell["category_code"], cell["gas"])
        if key not in self.cells:
            self.cells[key] = self._found_cell(cell)
        return self.cells[key]

    def _found_cell(self, cell: dict[str, Any]) -> Node:
        title = f"{cell['category_code']} {cell['category_title_zh']} {cell['gas']}"
        if cell["emissions_t"] is None:
            return Node(f"{title}：{cell['notation_key']} {cell['reason_zh']}")
        gwp = self._row(
            """select gwp.gwp, gwp.factor_id, basis.gwp_set from core.gwps as gwp
            inner join core.bases as basis using (gwp_set)
            where basis.basis_id = $basis and gwp.gas = $gas""",
            gas=cell["gas"],
        )
        node = Node(
            title,
            f"{number(cell['emissions_t'])} t × {number(gwp['gwp'])} = {number(cell['emissions_tco2e'])} tCO2e",
        )
        node.parents.append(Node(f"GWP {gwp['factor_id']}", number(gwp["gwp"])))
        node.parents += self._emissions(cell["category_code"], cell["gas"])
        node.parents += self._released(cell["category_code"], cell["gas"])
        return node

    def _emissions(self, category: str, gas: str) -> Iterator[Node]:
        rows = self._rows(
            """select e.*, a.amount, a.unit_code, f.value as factor, r.factor_region_code,
                concat_ws(' ', s.title_zh, u.title_zh, i.title_zh) as title, n.title_zh as unit_zh
            from core.emissions as e
            inner join core.activities as a using (region_code, year, category_code, sector_code, fuel_code, item_code)
            inner join core.factor_regions as r using (region_code)
            inner join core.factors as f using (basis_id, factor_region_code, year, category_code, sector_code,
            fuel_code, item_code, gas)
            inner join codes.units as n on a.unit_code = n.unit_code
            left join codes.sectors as s on e.sector_code = s.sector_code
            left join codes.fuels as u on e.fuel_code = u.fuel_code
            left join codes.items as i on e.item_code = i.item_code
            where e.basis_id = $basis and e.region_code = $region and e.year = $year
            and e.category_code = $category and e.gas = $gas
            and f.role = 'factor' and f.method not in ('first_order_decay', 'bank')
            order by abs(e.emissions_t) desc, e.sector_code, e.fuel_code, e.item_code""",
            category=category,
            gas=gas,
        )
        for row in rows:
            node = Node(
                row["title"],
                f"{number(row['amount'], 9)} {row['unit_zh']} × {row['factor']:.9g} "
                f"= {number(row['emissions_t'])} t {gas}",
            )
            node.parents = [self._activity(row), self._factor(row)]
            yield node

    def _released(self, category: str, gas: str) -> Iterator[Node]:
        """What stocks release: each with its stock of the year, its rate, and what was added year by year."""
        rows = self._rows(
            """select s.*, r.factor_region_code, concat_ws(' ', c.title_zh, i.title_zh) as title
            from core.stocks as s
            inner join core.factor_regions as r using (region_code)
            left join codes.sectors as c on s.sector_code = c.sector_code
            left join codes.items as i on s.item_code = i.item_code
            where s.basis_id = $basis and s.region_code = $region and s.year = $year
            and s.category_code = $category and s.gas = $gas
            order by s.released_t desc, s.sector_code, s.item_code""",
            category=category,
            gas=gas,
        )
        for row in rows:
            held, share = (
                ("年末存量", f"{row['rate']:.9g}")
                if row["method"] == "bank"
                else ("年初存量", f"(1－e^－{row['rate']:.9g})")
            )
            amount = row["closing_t"] if row["method"] == "bank" else row["opening_t"]
            node = Node(row["title"], f"{held} {amount:.9g} t × {share} = {row['released_t']:.9g} t {gas}")
            node.parents = list(self._additions(row))
            yield node

    def _additions(self, stock: dict[str, Any]) -> Iterator[Node]:
        """Every year in which something was added, the last one with its factor and rate."""
        about = {k: stock[f"{k}_code"] for k in ("category", "sector", "fuel", "item")}
        rows = self._rows(
            """select a.*, s.inflow_t, s.gas, f.value as factor, r.value as rate, n.title_zh as unit_zh,
                f.factor_region_code
            from core.stocks as s
            inner join core.activities as a using (region_code, year, category_code, sector_code, fuel_code, item_code)
            inner join core.factor_regions as p using (region_code)
            inner join core.factors as f using (basis_id, factor_region_code, year, category_code, sector_code,
            fuel_code, item_code, gas)
            inner join core.factors as r using (basis_id, factor_region_code, year, category_code, sector_code,
            fuel_code, item_code, gas)
            inner join codes.units as n on a.unit_code = n.unit_code
            where s.basis_id = $basis and s.region_code = $region and s.year <= $year and s.has_inflow
            and s.category_code = $category and s.sector_code = $sector and s.fuel_code = $fuel
            and s.item_code = $item and s.gas = $gas and f.role = 'factor' and r.role = 'rate'
            order by s.year desc""",
            gas=stock["gas"],
            **about,
        )
        for row in rows:
            node = Node(
                f"{row['year']} 增加",
                f"{number(row['amount'], 9)} {row['unit_zh']} × {row['factor']:.9g} = {row['inflow_t']:.9g} t",
            )
            node.parents = [self._activity(row)]
            if row is rows[0]:
                node.parents += [self._factor(row), self._factor(row, "rate")]
            yield node

    def _activity(self, row: dict[str, Any]) -> Node:
        select = """select i.sign, o.*, u.title_zh as unit_zh from {inputs} as i
            inner join core.observations as o on i.{observation} = o.observation_id
            inner join codes.units as u using (unit_code)
            where i.region_code = $region and i.year = $year and {same} order by i.sign desc, o.observation_id"""
        if row["item_code"] or not row["sector_code"]:
            same = (
                "i.category_code = $category and i.sector_code = $sector "
                "and i.fuel_code = $fuel and i.item_code = $item"
            )
            inputs, observation = _TAKEN_INPUTS, "parent_id"
        else:
            same, inputs = "i.sector_code = $sector and i.fuel_code = $fuel", "core.energy_inputs"
            observation = "observation_id"
        about = {k: row[f"{k}_code"] for k in ("category", "sector", "fuel", "item") if f"${k}" in same}
        year = row.get("year", self.question.year)
        cells = self._rows(select.format(inputs=inputs, same=same, observation=observation), **about, year=year)
        node = Node(
            "活动水平",
            f"{number(row['amount'], 9)} {row['unit_zh']}",
            [self._printed(cell, "−" if cell["sign"] < 0 else "＋") for cell in cells],
        )
        if inputs == _TAKEN_INPUTS:
            node.parents += self._estimates(same, about, year)
        return node

    def _estimates(self, same: str, about: dict[str, Any], year: int) -> Iterator[Node]:
        """Estimates that stand where nothing was observed, with the cells they rest on."""
        rows = self._rows(
            f"""select i.sign, i.parent_id, i.amount_base, e.rule, u.title_zh as unit_zh from {_TAKEN_INPUTS} as i
            inner join core.estimates as e on i.parent_id
                = concat_ws('/', 'estimate', e.region_code, e.year, e.item_code, e.sector_code, e.fuel_code)
            inner join codes.units as u on i.base_unit_code = u.unit_code
            where i.region_code = $region and i.year = $year and {same} order by i.parent_id""",
            **about,
            year=year,
        )
        for row in rows:
            cells = self._rows(
                """select e.role, o.*, u.title_zh as unit_zh from core.estimate_inputs as e
                inner join core.observations as o using (observation_id)
                inner join codes.units as u using (unit_code)
                where concat_ws('/', 'estimate', e.region_code, e.year, e.item_code, e.sector_code, e.fuel_code)
                    = $estimate
                order by e.role, observation_id""",
                estimate=row["parent_id"],
            )
            rule = {"interpolate": "内插", "surrogate": "替代指标"}[row["rule"]]
            yield Node(
                f"{'−' if row['sign'] < 0 else '＋'}推算值（{rule}，D级）",
                f"{number(row['amount_base'], 9)} {row['unit_zh']}",
                [self._printed(cell) for cell in cells],
            )

    def _printed(self, cell: dict[str, Any], mark: str = "") -> Node:
        place = " › ".join(part for part in (cell["file_name"], cell["sheet"], cell["cell"]) if part)
        return Node(f"{mark}{place} “{cell['printed_text']}” {cell['unit_zh']}")

    def _factor(self, row: dict[str, Any], role: str = "factor") -> Node:
        parts = self._rows(
            """select p.position, p.value_used, p.is_fallback, p.is_carried_forward, v.*, u.title_zh as unit_zh,
            w.title_zh as per_zh
            from core.factor_parts as p inner join core.factor_values as v using (factor_id)
            inner join codes.units as u on v.unit_code = u.unit_code
            left join codes.units as w on v.per_unit_code = w.unit_code
            where p.basis_id = $basis and p.factor_region_code = $factor_region and p.year = $year
            and p.category_code = $category
            and p.sector_code = $sector and p.fuel_code = $fuel and p.item_code = $item and p.gas = $gas
            and p.role = $role
            order by p.position""",
            factor_region=row["factor_region_code"],
            role=role,
            year=row.get("year", self.question.year),
            **{k: row[f"{k}_code"] for k in ("category", "sector", "fuel", "item")},
            gas=row["gas"],
        )
        title, value = "排放因子", f"{row['factor']:.9g} t {row['gas']}/{row['unit_zh']}"
        if role == "rate":
            title, value = "速率", f"{row['rate']:.9g} 每年"
        return Node(title, value, [self._part(part) for part in parts])

    def _part(self, part: dict[str, Any]) -> Node:
        unit = part["unit_zh"] + (f"/{part['per_zh']}" if part["per_zh"] else "")
        remarks = (
            [part["evidence"]] + ["借用其他版本"] * part["is_fallback"] + ["沿用以前年份"] * part["is_carried_forward"]
        )
        return Node(
            f"{part['factor_id']} = {number(part['value'], 18)} {unit}",
            f"{part['source_title']}，{part['locator']}（{'，'.join(remarks)}）",
        )

    def _indicator(self, indicator: str) -> Node:
        rows = self._rows(
            """select * from marts.county_indicators where basis_id = $basis and region_code = $region and year = $year
            and indicator_code = $indicator and $variant in ('', variant) order by variant""",
            indicator=indicator,
            variant=self.question.variant,
        )
        if not rows:
            raise Refusal("E-LABEL-UNKNOWN", label=f"{indicator} {self.question.variant} {self.question.year}")
        root = Node(f"{indicator} {self.question.year} {self.region} {self.basis}")
        ends = self._denominators(indicator)
        root.parents = [self._variant(row, ends) for row in rows]
        return root

    def _variant(self, row: dict[str, Any], ends: list[dict[str, Any]]) -> Node:
        if row["value"] is None:
            return Node(f"{row['title_zh']}：{row['notation_key']} {row['reason_zh']}")
        node = Node(
            f"{row['title_zh']}（{row['variant']}）",
            f"{number(row['numerator'])} ÷ {number(row['denominator'])} = {number(row['value'], 9)} {row['unit_zh']}",
        )
        co2 = Node("分子：二氧化碳", f"{number(row['numerator'])} t")
        scope = ["E.%"] + ["S2.1"] * row["variant"].startswith("with_electricity")
        for cell in self._rows(
            """select category_code, category_title_zh, gas, emissions_t, emissions_tco2e from marts.county_inventory
            where basis_id = $basis and region_code = $region and year = $year and gas = 'CO2'
            and emissions_t is not null
            and len(list_filter($scope, lambda pattern: category_code like pattern)) > 0 order by category_code""",
            scope=scope,
        ):
            co2.parents.append(self._cell(cell))
        below = [self._printed(end, f"{end['path']} ") for end in ends if end["variant"] == row["variant"]]
        node.parents = [co2, Node("分母", number(row["denominator"]), below)]
        return node

    def _denominators(self, indicator: str) -> list[dict[str, Any]]:
        """The printed cells of the denominators of all variants: one question to a view that is slow to answer."""
        return self._rows(
            """select distinct t.variant, t.path, o.*, u.title_zh as unit_zh from marts.inventory_trace as t
            inner join core.observations as o on t.parent_id = o.observation_id
            inner join codes.units as u using (unit_code)
            where t.basis_id = $basis and t.region_code = $region and t.year = $year
            and t.published_table = 'county_indicators'
            and t.published_code = $indicator and (t.path like 'gdp/%' or t.path = 'residents')
            order by t.path desc, o.period""",
            indicator=indicator,
        )

    def _rows(self, sql: str, **values: Any) -> list[dict[str, Any]]:
        bound = {name: value for name, value in (self.key | values).items() if f"${name}" in sql}
        cursor = self.connection.execute(sql, bound)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _row(self, sql: str, **values: Any) -> dict[str, Any]:
        rows = self._rows(sql, **values)
        if not rows:
            raise Refusal(
                "E-LABEL-UNKNOWN",
                label=f"{self.question.subject} {self.question.year} {self.region} {self.basis}",
            )
        return rows[0]

    def _one(self, sql: str, **values: Any) -> object:
        row = self.connection.execute(sql, values or None).fetchone()
        return row[0] if row else None
