"""How a column is declared, and the columns that many tables share.

A declaration carries the Chinese and the English title, the unit and the checks; dtype names stand beside it in the
contract.
"""

from typing import Any

import pandera.pandas as pa
from pandera.engines import pandas_engine

from schemas import codes, forms, vocabulary

Text = pandas_engine.ArrowString
Whole = pandas_engine.ArrowInt32
Count = pandas_engine.ArrowInt64
Flag = pandas_engine.ArrowBool
Real = pandas_engine.ArrowFloat64
Exact = pandas_engine.ArrowDecimal128

#: Code columns hold '' where a code does not apply, never null: a null is no key.
NONE = ""


def column(zh: str, en: str, unit: str | None = None, key: str | None = None, **checks: Any) -> Any:
    """Declare one column: Chinese and English title, unit (a unit code or a word), Pandera checks.

    ``key`` names the column that holds a notation key where this one is blank.
    """
    return pa.Field(description=zh, metadata={"title_en": en, "unit": unit, "key": key}, **checks)


def exact(zh: str, en: str, unit: str | None = None, precision: int = 38, scale: int = 9, **checks: Any) -> Any:
    """Declare an exact decimal column of ``precision`` digits, ``scale`` of them after the point."""
    return column(zh, en, unit, dtype_kwargs={"precision": precision, "scale": scale}, **checks)


def tonnes(zh: str, en: str, key: str) -> Any:
    """Mass of a gas to the gram; where it is blank, ``key`` says why."""
    return exact(zh, en, "t", 24, 6, nullable=True, key=key)


def tce(zh: str, en: str, key: str) -> Any:
    """Energy in tonnes of standard coal to the gram; where it is blank, ``key`` says why."""
    return exact(zh, en, "tce", 24, 6, nullable=True, key=key)


def tco2e(zh: str, en: str, key: str) -> Any:
    """Tonnes of CO2 equivalent; where they are blank, ``key`` says why."""
    return exact(f"{zh}（二氧化碳当量）", f"{en}, CO2 equivalent", "t CO2e", 38, 9, nullable=True, key=key)


def share_pct(zh: str, en: str) -> Any:
    """A share in percent; where there is none, ``share_key`` says why."""
    return exact(zh, en, "%", 24, 9, nullable=True, key="share_key")


def code(zh: str, en: str, list_name: str, optional: bool = False) -> Any:
    """Declare a column whose values are codes of ``schemas/codes/<list_name>.csv`` ('' too if ``optional``)."""
    return column(zh, en, isin=[*codes.codes(list_name), *([NONE] if optional else [])])


def line(zh: str, en: str, form: str, optional: bool = False) -> Any:
    """Declare a column whose values are codes of ``schemas/forms/<form>.csv`` ('' too if ``optional``)."""
    return column(zh, en, isin=[*forms.lines(form), *([NONE] if optional else [])])


def word(zh: str, en: str, values: vocabulary.Vocabulary, optional: bool = False) -> Any:
    """Declare a column whose values belong to a vocabulary ('' too if ``optional``)."""
    return column(zh, en, isin=vocabulary.meanings(values) + ([NONE] if optional else []))


def region_code() -> Any:
    """Official six-digit administrative division code, as text."""
    return column("行政区划代码", "region code", str_matches=r"^\d{6}$")


def year() -> Any:
    """Data year of the value (not the year of the book)."""
    return column("年份", "year", ge=1949, le=2100)


def basis_id() -> Any:
    """Key of ``core.bases``: edition, GWP set and the other choices a result depends on."""
    return column("核算口径", "basis", str_matches=r"^[a-z0-9_]+(-[a-z0-9_]+)+$")


def category_code() -> Any:
    """Our category code, for example ``E.1.1``; it has a card in ``factors/categories``."""
    return column("清单类别", "category", str_matches=r"^[A-Z][0-9A-Z.]*$")


def gas() -> Any:
    """Gas code."""
    return code("气体", "gas", "gases")


def sector_code(optional: bool = True) -> Any:
    """Sector of use."""
    return code("部门", "sector", "sectors", optional)


def fuel_code(optional: bool = True) -> Any:
    """Fuel or energy carrier."""
    return code("能源品种", "fuel", "fuels", optional)


def item_code(optional: bool = True) -> Any:
    """What is measured."""
    return code("指标", "item", "items", optional)


def unit_code(optional: bool = False) -> Any:
    """Unit of the amount beside it."""
    return code("计量单位", "unit", "units", optional)


def evidence(optional: bool = False) -> Any:
    """Worst evidence among the factors used."""
    return word("因子依据", "evidence", vocabulary.EVIDENCE, optional)


def data_class(optional: bool = False) -> Any:
    """Data class A–D of the activity data."""
    return word("数据等级", "data class", vocabulary.DATA_CLASSES, optional)


def factor_years() -> Any:
    """Years of the factor values that are not of the year: one carried on, or two with a line between them."""
    one = r"\d{4}(/\d{4})?"
    return column(
        "所用因子的年份（不是当年的；“/”为两年之间内插）",
        "years of its factors, if not its own: 2023 carried on, 2018/2021 interpolated between",
        str_matches=rf"^({one}( {one})*)?$",
    )


def notation_key() -> Any:
    """Notation key, '' where a number stands."""
    return word("标记符号", "notation key", vocabulary.NOTATION_KEYS, optional=True)


def reason_code() -> Any:
    """Why a notation key stands, or why a number is incomplete; '' where neither."""
    return code("原因代码", "reason code", "reasons", optional=True)


def file_sha256() -> Any:
    """Content digest of the delivered file."""
    return column("交付文件的SHA-256", "SHA-256 of the delivered file", str_matches=r"^[0-9a-f]{64}$")
