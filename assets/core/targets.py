"""Targets of plans and assessments: one row a target under one of its legal readings (``factors/targets``)."""

import factors
from schemas.codes import read_codes

NEEDS = ()
INPUTS = (*factors.TARGET_FILES, "schemas/codes/indicators.csv")


def build() -> list[dict[str, object]]:
    """Every target under every reading; those of a target that leaves nothing open are one."""
    registry = factors.load_targets()
    units = {row["indicator_code"]: row["unit_zh"] for row in read_codes("indicators")}
    evidence = {source.source_id: source.read for source in factors.load_sources()}
    return [
        {
            "target_id": target.id,
            "reading_id": reading.reading_id,
            "line_number": number,
            "role": file.role,
            # with a figure that somebody set it is judged like one of the plan's own
            "kind": "level" if reading.set_by else target.kind,
            "region_code": file.region,
            "title_zh": target.title_zh,
            "title_en": target.title_en,
            "reading_zh": "，".join(reading.titles_zh),
            "reading_en": ", ".join(reading.titles_en),
            "is_headline": reading.is_headline,
            "department_zh": "、".join(dict.fromkeys(name for clause in target.clauses for name in clause.lead)),
            "target_year": target.year,
            "year_zh": target.year_zh,
            "since_year": target.since,
            **reading.columns,
            "comparators_zh": "、".join(target.comparators),
            "direction": target.direction,
            "is_yearly": reading.is_yearly,
            "has_no_size": reading.has_no_size,
            "threshold": reading.threshold,
            "threshold_key": "" if reading.threshold is not None else "NE" if target.missing_zh else "NA",
            "unit_zh": target.unit
            or ("%" if target.kind == "trend" else units.get(str(reading.columns["indicator_code"]), "")),
            "missing_zh": "" if reading.set_by else target.missing_zh,
            "members": " ".join(target.members),
            "note_zh": "".join([*target.notes, reading.set_by.note if reading.set_by else ""]),
            "source_id": reading.set_by.source_id if reading.set_by else file.source,
            "evidence": reading.set_by.evidence if reading.set_by else evidence[file.source],
        }
        for number, (file, target) in enumerate(registry.targets(), start=1)
        for reading in registry.readings(target)
    ]
