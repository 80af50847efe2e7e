"""The clauses of targets, verbatim, with the departments that the document names."""

import factors

NEEDS = ()
INPUTS = factors.TARGET_FILES


def build() -> list[dict[str, object]]:
    """One row a clause."""
    return [
        {
            "target_id": target.id,
            "clause_number": number,
            "place_zh": " › ".join(clause.place),
            "clause_zh": clause.text,
            "lead_zh": "、".join(clause.lead),
            "department_zh": "、".join(clause.departments),
            "source_id": file.source,
        }
        for file, target in factors.load_targets().targets()
        for number, clause in enumerate(target.clauses, start=1)
    ]
