"""Whether the rows of a table keep their contract: Pandera judges all of them, before any is written.

A row knows the cell it was read from, so that whatever a person may have to correct is told with its address.
"""

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from schemas.contract import load_contract
from schemas.problems import Place, Refusal


def judge_rows(relation: str, rows: pd.DataFrame, file_names: Mapping[str, str]) -> Iterator[Refusal]:
    """Yield E-CONTRACT for each value that breaks a rule of its column, E-DUP-KEY for each row with a key again.

    Args:
        relation: the table, as `<layer>.<table>`.
        rows: all of it, with the columns `file_sha256`, `sheet` and `cell`.
        file_names: digest of a delivered file to the name under which it came.
    """
    if rows.empty:  # most tables of most counties: nobody delivered them
        return
    contract = load_contract(*relation.split(".", 1))
    cases = contract.failures(rows)
    if cases.empty:
        return
    titles = {column.name: column.title_zh for column in contract.columns}
    is_of_key = cases["check"] == "multiple_fields_uniqueness"  # told below, once a row
    for case in cases[~is_of_key].join(rows[["file_sha256", "sheet", "cell"]], on="row").to_dict("records"):
        rule = case["check"].partition("([")[0]  # without the codes of a list
        found = f"{titles[case['column']]}（{case['column']}）“{case['failure_case']}”：{rule}"
        yield Refusal("E-CONTRACT", _place(case, file_names), table=relation, found=found)
    key = list(contract.key)
    firsts = rows.assign(first=rows["sheet"] + " " + rows["cell"]).drop_duplicates(key)[[*key, "first"]]
    for row in rows[rows.duplicated(key)].merge(firsts, on=key).to_dict("records"):
        found = " ".join(filter(None, (row[name] for name in key if name != "file_sha256")))
        yield Refusal("E-DUP-KEY", _place(row, file_names), found=found, other=row["first"])


def _place(row: Mapping[Hashable, Any], file_names: Mapping[str, str]) -> Place:
    return Place(file_names.get(row["file_sha256"], ""), row["sheet"], row["cell"])
