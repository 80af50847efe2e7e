"""Departments: one closed list, by every name that documents give them."""

import pytest

from factors import load_categories, load_targets
from schemas.codes import read_codes
from schemas.codes.departments import department_name, departments_of
from schemas.problems import Refusal
from tests.pipelines.reading.sheets import declare
from tests.pipelines.reading.toy import DECLARED

#: Who has data for an inventory, by the names that requests use.
REQUESTED = (
    "县统计局、县发改局、县经信局、县生态环境局、县农业农村局、县自然资源局、县林保中心、县住建局、县综执局、县环治办、县交运局、县公安局、县商务局、"
    "国网渠县公司、县天然气公司、县水务局、县应急局、达州市统计局"
)


def test_a_department_is_known_by_every_name_and_with_the_office_within() -> None:
    assert departments_of("县发改局") == departments_of("县发展和改革局") == ("development_reform",)
    assert departments_of("县统计局人口统计") == ("statistics",)
    assert departments_of("县综合行政执法局（环卫）、县农业农村局") == ("urban_management", "agriculture")
    assert departments_of("国家统计局渠县调查队（住户调查）") == ("survey_team",)
    assert department_name("forest_protection") == "县林业保护中心"


@pytest.mark.parametrize("text", ["", "县发改", "省统计局", "县统计局、某局"])
def test_a_department_that_is_not_in_the_list_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=r"departments\.csv"):
        departments_of(text)


def test_a_declaration_with_an_unknown_department_is_refused() -> None:
    assert declare(DECLARED, department="县统计局").department == "县统计局"
    with pytest.raises(Refusal, match=r"departments\.csv"):
        declare(DECLARED, department="某局")


def test_no_name_is_that_of_two_departments() -> None:
    names = [n for row in read_codes("departments") for n in (row["title_zh"], *row["aliases"].split("|")) if n]
    assert len(names) == len(set(names))


def test_cards_targets_and_the_list_of_requests_name_departments_of_the_list() -> None:
    named = [card.department for card in load_categories()]
    named += [
        name
        for _, target in load_targets().targets()
        for clause in target.clauses
        for name in (*clause.lead, *clause.departments)
    ]
    assert all(map(departments_of, [*named, REQUESTED]))
