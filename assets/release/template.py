"""The templates of the pages: every value is escaped but our own drawings; an unknown name is an error."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from assets.release import numbers
from schemas import vocabulary
from schemas.problems import harmless

FOLDER = Path(__file__).parent


def render_page(template: str, **values: object) -> bytes:
    """Fill a template, named by its place in ``assets/release``, or in ``assets`` if it is of no release."""
    return environment().get_template(template).render(**values).encode()


@cache
def environment() -> Environment:
    """Templates and filters; kept, because compiling the templates takes longer than filling them."""
    environment = Environment(
        loader=FileSystemLoader([FOLDER, FOLDER.parent]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "opens": _opens,
        "cut": lambda text, most: harmless(text if len(text) <= most else f"{text[: most - 1]}…"),
        "wan": numbers.wan,
        "amount": numbers.number_or_key,
        "plain": numbers.without_number,
        "percent": numbers.percent,
        "bare": numbers.bare,
        "signed": numbers.signed,
        "signed_wan": numbers.signed_wan,
        "years": numbers.year_ranges,
        "factor_years": numbers.factor_years,
        "evidence": lambda word: vocabulary.EVIDENCE[word][0],
        "caliber": lambda word: vocabulary.CALIBERS[word][0],
        "co2_scope": lambda word: vocabulary.CO2_SCOPES[word][0],
    }
    environment.tests["has"] = lambda values, value: value in values
    return environment


@pass_context
def _opens(context: Context, text: str, table: str, row: Mapping[str, object] = {}, **key: object) -> Markup:
    """A printed number that opens where it comes from, if the page has the means: ``opened``."""
    marked: Markup = context["opened"].mark(text, table, {**row, **key})
    return marked
