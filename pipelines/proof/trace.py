"""Trace a published number to the printed cells and the factor values behind it. No Dagster here."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from schemas.problems import Refusal

#: Methods with a memory: how a year's emission comes from the stock.
STOCKS = {
    "bank": "（{opening} t × (1 − {rate}) + {inflow} t）× {rate}",
    "first_order_decay": "{opening} t × (1 − e^−{rate})",
}

TOTAL = ("total", "总排放", "总排放量")

#: Forms whose lines may be asked for: the mart, the list of its lines, where a category stands in it (memo items
#: are lines of the provincial form only).
FORMS = (
    ("provincial_summary", "provincial_lines", "category.provincial_line_code"),
    ("ipcc_summary", "ipcc_lines", "case when category.is_in_total then category.ipcc_2006_code end"),
)


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
            return self._line(*FORMS[0], "total")
        if category := self._one(
            "select category_code from core.categories where $s in (category_code, title_zh)", s=subject
        ):
            return self._category(str(category))
        if self._one("select count(*) from marts.county_indicators where indicator_code = $s", s=subject):
            return self._indicator(subject)
        for table, lines, place in FORMS:
            if line := self._one(
                f"select min(line_code) from codes.{lines} where $s in (line_code, title_zh) having count(*) = 1",
                s=subject,
            ):
                return self._line(table, lines, place, str(line))
        known = [
            row["name"]
            for row in self._rows(
                "select category_code as name from core.categories union select indicator_code "
                "from marts.county_indicators order by 1"
            )
        ]
        raise Refusal("E-LABEL-UNKNOWN", label=f"{subject}（{'、'.join(['总排放', *known])}）")

    def _line(self, table: str, lines: str, place: str, code: str) -> Node:
        """A line of a form: the categories that stand on it or below it; exact sums have no rows of lineage."""
        line = self._row(
            f"""select line_title_zh, emissions_tco2e, emissions_key, reason_zh from marts.{table}
            where basis_id = $basis and region_code = $region and year = $year and line_code = $line""",
            line=code,
        )
        cells = self._rows(
            f"""with recursive below as (
                select $line as line_code
                union all
                select part.line_code
                from below inner join codes.{lines} as part on below.line_code = part.parent_code
            )
            select category_code, category_title_zh, gas, emissions_t, emissions_tco2e
            from marts.county_inventory inner join core.category_lines as category using (basis_id, category_code)
            where basis_id = $basis and region_code = $region and year = $year and emissions_t is not null
            and {place} in (select below.line_code from below) and $gas in ('', gas)
            order by category_code, gas""",
            line=code,
            gas=self.question.gas,
        )
        title = f"{line['line_title_zh']} {self.question.year} {self.region} {self.basis}"
        if line["emissions_tco2e"] is None:
            return Node(f"{title}：{line['emissions_key']} {line['reason_zh']}".rstrip())
        of_gas = sum((cell["emissions_tco2e"] for cell in cells), Decimal(0))
        value = f"{self.question.gas} {number(of_gas)}" if self.question.gas else number(line["emissions_tco2e"])
        return Node(title, f"{value} tCO2e", [self._cell(cell) for cell in cells])

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
            node = Node(f"{title}：{cell['notation_key']} {cell['reason_zh']}")
            if cell["notation_key"] == "NO":
                node.parents = [self._activity(row, row) for row in self._none_of(cell["category_code"])]
            return node
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
        return node

    def _emissions(self, category: str, gas: str) -> Iterator[Node]:
        rows = self._rows(
            """select e.*, s.opening_t, s.inflow_t, s.rate, r.factor_region_code,
                (select a.method from core.category_gases as a inner join core.bases as b using (edition)
                where b.basis_id = e.basis_id and a.category_code = e.category_code and a.sector_code = e.sector_code
                and a.item_code = case when e.fuel_code = '' then e.item_code else '' end and a.gas = e.gas
                ) as method,
                concat_ws(' ', t.title_zh, u.title_zh, i.title_zh) as title
            from core.emissions as e
            inner join core.factor_regions as r using (region_code)
            left join core.stocks as s
            using (basis_id, region_code, year, category_code, sector_code, fuel_code, item_code, gas)
            left join codes.sectors as t on e.sector_code = t.sector_code
            left join codes.fuels as u on e.fuel_code = u.fuel_code
            left join codes.items as i on e.item_code = i.item_code
            where e.basis_id = $basis and e.region_code = $region and e.year = $year
            and e.category_code = $category and e.gas = $gas
            order by abs(e.emissions_t) desc, e.sector_code, e.fuel_code, e.item_code""",
            category=category,
            gas=gas,
        )
        for row in rows:
            yield self._stock(row) if row["method"] in STOCKS else self._product(row)

    def _product(self, row: dict[str, Any]) -> Node:
        """An emission that is an amount times a factor, or the difference of two surveyed amounts."""
        is_change = row["method"] == "stock_difference"
        year = self.question.year
        activities = self._surveys(row) if is_change else self._activities(row, year, year)
        last = activities[-1]
        factor = self._factor(row, last["year"])
        nodes = [self._activity(row, activity) for activity in activities]
        shown = " → ".join(f"{number(a['amount'], 9)}（{a['year']}）" for a in activities)
        amount = shown if is_change else number(last["amount"], 9)
        result = f"{number(row['emissions_t'])} t {row['gas']}"
        return Node(
            row["title"], f"{amount} {last['unit_zh']} × {factor.value.split(' ')[0]} = {result}", [*nodes, factor]
        )

    def _stock(self, row: dict[str, Any]) -> Node:
        """An emission of what was put in over many years: the stock, each year's addition, and the rate."""
        opening, inflow, rate = f"{row['opening_t']:.9g}", f"{row['inflow_t']:.9g}", f"{row['rate']:.9g}"
        formula = STOCKS[row["method"]].format(opening=opening, inflow=inflow, rate=rate)
        additions = [
            Node(f"{activity['year']}年", "", [self._activity(row, activity), self._factor(row, activity["year"])])
            for activity in self._activities(row, 0, self.question.year)
        ]
        stock = Node("存量：年初和本年增加，各年增加如下", f"{opening} t，{inflow} t {row['gas']}", additions)
        last = self._activities(row, 0, self.question.year)[-1]["year"]
        return Node(
            row["title"],
            f"{formula} = {number(row['emissions_t'])} t {row['gas']}",
            [stock, self._factor(row, last, role="rate")],
        )

    def _activities(self, row: dict[str, Any], first: int, last: int) -> list[dict[str, Any]]:
        return self._rows(
            """select a.*, n.title_zh as unit_zh from core.activities as a
            inner join codes.units as n using (unit_code)
            where a.region_code = $region and a.category_code = $category and a.sector_code = $sector
            and a.fuel_code = $fuel and a.item_code = $item and a.year between $first and $last order by a.year""",
            **self._about(row),
            first=first,
            last=last,
        )

    def _none_of(self, category: str) -> list[dict[str, Any]]:
        """The activities that were printed as none."""
        return self._rows(
            """select a.*, n.title_zh as unit_zh from core.activities as a inner join codes.units as n using (unit_code)
            where a.region_code = $region and a.year = $year and a.category_code = $category and a.is_none
            order by a.sector_code, a.fuel_code, a.item_code""",
            category=category,
        )

    def _surveys(self, row: dict[str, Any]) -> list[dict[str, Any]]:
        """The amounts surveyed last before the year, and first in it or after it."""
        year = self.question.year
        return self._activities(row, 0, year - 1)[-1:] + self._activities(row, year, 9999)[:1]

    def _about(self, row: dict[str, Any]) -> dict[str, Any]:
        return {key: row[f"{key}_code"] for key in ("category", "sector", "fuel", "item")}

    def _activity(self, row: dict[str, Any], activity: dict[str, Any]) -> Node:
        same = {**self._about(row), "then": activity["year"]}
        inputs = self._rows(
            """select i.sign, i.parent_kind, i.parent_id, i.amount_base, n.title_zh as base_zh
            from core.activity_inputs as i inner join codes.units as n on i.base_unit_code = n.unit_code
            where i.region_code = $region and i.year = $then and i.category_code = $category
            and i.sector_code = $sector and i.fuel_code = $fuel and i.item_code = $item and i.term_set = $term_set
            order by i.sign desc, i.parent_id""",
            term_set=activity["term_set"],
            **same,
        )
        nodes = [self._input(entry) for entry in inputs] or self._energy_inputs(same)
        return Node("活动水平", f"{number(activity['amount'], 9)} {activity['unit_zh']}", nodes)

    def _input(self, entry: dict[str, Any]) -> Node:
        mark = "−" if entry["sign"] < 0 else "＋"
        if entry["parent_kind"] == "observation":
            (cell,) = self._cells("o.observation_id = $id", id=entry["parent_id"])
            return self._printed(cell, mark)
        cells = self._cells(
            """o.observation_id in (select e.observation_id from core.estimate_inputs as e where
            $id = concat_ws('/', 'estimate', e.region_code, e.year, e.item_code, e.sector_code, e.fuel_code))""",
            id=entry["parent_id"],
        )
        title = f"{mark}推算（没有资料的年份） {number(entry['amount_base'], 9)} {entry['base_zh']}"
        return Node(title, "", [self._printed(cell, "据 ") for cell in cells])

    def _energy_inputs(self, same: dict[str, Any]) -> list[Node]:
        """The printed cells of the energy account; of some only a share enters."""
        rows = self._rows(
            """select i.sign, i.share, i.share_factor_id, o.*, u.title_zh as unit_zh from core.energy_inputs as i
            inner join core.observations as o using (observation_id)
            inner join codes.units as u using (unit_code)
            where i.region_code = $region and i.year = $then and i.sector_code = $sector and i.fuel_code = $fuel
            order by i.sign desc, o.observation_id""",
            then=same["then"],
            sector=same["sector"],
            fuel=same["fuel"],
        )
        nodes = [self._printed(row, "−" if row["sign"] < 0 else "＋") for row in rows]
        for node, row in zip(nodes, rows, strict=True):
            if row["share_factor_id"]:
                node.value = f"× {number(row['share'], 9)}（{row['share_factor_id']}）"
        return nodes

    def _cells(self, where: str, **values: Any) -> list[dict[str, Any]]:
        return self._rows(
            f"""select o.*, u.title_zh as unit_zh from core.observations as o
            inner join codes.units as u using (unit_code) where {where} order by o.period, o.observation_id""",
            **values,
        )

    def _printed(self, cell: dict[str, Any], mark: str = "") -> Node:
        place = " › ".join(part for part in (cell["file_name"], cell["sheet"], cell["cell"]) if part)
        return Node(f"{mark}{place} “{cell['printed_text']}” {cell['unit_zh']}")

    def _factor(self, row: dict[str, Any], year: int, role: str = "factor") -> Node:
        same = {
            "factor_region": row["factor_region_code"],
            "then": year,
            "role": role,
            "gas": row["gas"],
            **self._about(row),
        }
        where = """p.basis_id = $basis and p.factor_region_code = $factor_region and p.year = $then
            and p.category_code = $category and p.sector_code = $sector and p.fuel_code = $fuel
            and p.item_code = $item and p.gas = $gas and p.role = $role"""
        (factor,) = self._rows(f"select p.value from core.factors as p where {where}", **same)
        parts = self._rows(
            f"""select p.position, p.value_used, p.is_fallback, p.is_carried_forward, v.*, u.title_zh as unit_zh,
            w.title_zh as per_zh
            from core.factor_parts as p inner join core.factor_values as v using (factor_id)
            inner join codes.units as u on v.unit_code = u.unit_code
            left join codes.units as w on v.per_unit_code = w.unit_code
            where {where} order by p.position""",
            **same,
        )
        title = {"factor": "排放因子", "rate": "速率"}[role]
        return Node(title, f"{factor['value']:.9g} t {row['gas']}", [self._part(part) for part in parts])

    def _part(self, part: dict[str, Any]) -> Node:
        unit = part["unit_zh"] + (f"/{part['per_zh']}" if part["per_zh"] else "")
        remarks = (
            [part["evidence"]] + ["借用其他版本"] * part["is_fallback"] + ["沿用以前年份"] * part["is_carried_forward"]
        )
        node = Node(
            f"{part['factor_id']} = {number(part['value'], 18)} {unit}",
            f"{part['source_title']}，{part['locator']}（{'，'.join(remarks)}）",
        )
        if part["factor_id"].startswith("observed/"):
            node.parents = [self._printed(cell, "据 ") for cell in self._observed(part)]
        return node

    def _observed(self, part: dict[str, Any]) -> list[dict[str, Any]]:
        """The printed cells of a ratio that the region itself observed, and of what weighs it."""
        return self._cells(
            """o.is_preferred and o.region_code = $scope and o.year = $then and exists (
                select 1 from codes.observed_factors as rule
                where rule.property = $property and rule.subject_code = $subject and rule.use_sector_code = $sector
                and rule.gas = $gas and o.fuel_code = rule.fuel_code
                and (
                    (o.item_code = rule.item_code and o.sector_code = rule.sector_code)
                    or o.item_code = rule.weight_item_code
                ))""",
            scope=part["scope_code"],
            then=part["valid_from"],
            property=part["property"],
            subject=part["subject_code"],
            sector=part["sector_code"],
            gas=part["gas"],
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
        for cell in self._rows(
            """select category_code, category_title_zh, gas, emissions_t, emissions_tco2e
            from marts.county_inventory as cell inner join core.category_lines as line using (basis_id, category_code)
            where basis_id = $basis and region_code = $region and year = $year and gas = 'CO2'
            and emissions_t is not null and (
                (line.is_in_total and starts_with(line.ipcc_2006_code || '.', '1.A.'))
                or (category_code = 'S2.1' and $with_electricity)
            ) order by category_code""",
            with_electricity=row["variant"].startswith("with_electricity"),
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
