"""What `factors/sources.yaml` may say: the documents behind the factors, and whether anybody read them."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from schemas.specs.printed_table import Declaration, Text

Kind = Literal["constant", "guideline", "standard", "notice", "yearbook", "dataset", "report", "web"]


def _to_optional_year(value: object) -> object:
    if value == "":
        return None
    return int(value) if isinstance(value, str) and re.fullmatch("(19|20)[0-9]{2}", value) else value


def _check_id(value: str) -> str:
    if not re.fullmatch("[a-z][a-z0-9_]*", value):
        raise ValueError("lower-case letters, digits and underscores only")
    return value


class Source(Declaration):
    """One document."""

    source_id: Annotated[str, AfterValidator(_check_id)]
    title: Text
    """As printed on the document."""
    title_zh: str = ""
    """In Chinese, of a document in another language; one without a Chinese edition says 暂译."""
    organisation: Text
    year: Annotated[int | None, BeforeValidator(_to_optional_year)]
    kind: Kind
    identifier: str
    """Document number, DOI or the like; '' if it has none."""
    seen: list[Text] = Field(default_factory=list)
    """Where it, or a copy of it, was read; locators refer to a copy as 转载A, 转载B …"""
    licence_note: Text
    read: Literal["original", "secondary", "none"]
    """The best that anybody read: the document itself, a copy or quotation, nothing."""


class Bibliography(Declaration):
    """The whole file."""

    sources: list[Source]
