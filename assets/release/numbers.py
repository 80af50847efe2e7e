"""How numbers, years and notation keys are printed for people; only the printed unit is calculated here."""

from collections.abc import Iterable
from decimal import Decimal

#: Tonnes in the printed unit 万吨.
TONNES_A_WAN = Decimal(10_000)

#: Units of which a county has so many that people read them in 万.
READ_IN_WAN = ("吨", "吨标准煤")

#: Units of shares and of their differences.
PERCENT, POINTS = "%", "百分点"

MINUS = "−"


def grouped(value: Decimal, decimals: int) -> str:
    """Digits in groups of three, half to even; what rounds to zero but is not zero is printed as ≈0."""
    text = f"{value:,.{decimals}f}"
    if value and not any(digit in "123456789" for digit in text):
        return "≈0"
    return text.replace("-", MINUS)


def number_or_key(value: Decimal | None, key: str, decimals: int = 2, per: Decimal | int = 1) -> str:
    """The value in units of ``per``, or the notation key that stands for it.

    Raises:
        ValueError: there is neither; a blank cell is never printed.
    """
    if value is not None:
        return grouped(value / per, decimals)
    if not key:
        raise ValueError("a cell holds neither a number nor a notation key")
    return key


def wan(tonnes: Decimal | None, key: str = "", decimals: int = 2) -> str:
    """Tonnes printed in 万吨."""
    return number_or_key(tonnes, key, decimals, TONNES_A_WAN)


def percent(value: Decimal | None, decimals: int = 1, signed: bool = False) -> str:
    """A share or a change in percent; a dash if there is none."""
    if value is None:
        return "—"
    return f"{'+' if signed and value > 0 else ''}{grouped(value, decimals)}%"


def bare(text: str) -> str:
    """A printed number without its sign, behind a word that says which way it goes."""
    return text.lstrip(f"+{MINUS}")


def signed(value: Decimal, decimals: int = 2) -> str:
    """A change, with its sign."""
    return f"{'+' if value > 0 else ''}{grouped(value, decimals)}"


def signed_wan(tonnes: Decimal) -> str:
    """A change in tonnes, with its sign, printed in 万吨."""
    return signed(tonnes / TONNES_A_WAN)


def fitting_decimals(values: Iterable[Decimal | None]) -> int:
    """Decimals that show about four digits of the largest value."""
    largest = max((abs(value) for value in values if value is not None), default=Decimal(0))
    return next((d for limit, d in ((1000, 0), (100, 1), (10, 2), (1, 3)) if largest >= limit), 4)


def readable(unit: str) -> tuple[str, Decimal]:
    """The unit in which people read amounts of a unit, and how many of it that is."""
    return (f"万{unit}", TONNES_A_WAN) if unit in READ_IN_WAN else (unit, Decimal(1))


def decimals_in(unit: str, values: Iterable[Decimal | None]) -> int:
    """Decimals of values in a unit: about four digits, of percentages always two."""
    return 2 if unit in (PERCENT, POINTS) else fitting_decimals(values)


def without_number(line_title: str) -> str:
    """The title of a line of the provincial form without its leading number, to stand in a sentence."""
    return line_title.lstrip("0123456789").lstrip(".")


def factor_years(years: str) -> str:
    """Years of factors that are not of the year, in words: ``2018/2021 2012``."""
    return "；".join(f"{one.replace('/', '年与')}年之间内插" if "/" in one else f"沿用{one}年" for one in years.split())


def year_ranges(years: Iterable[int]) -> str:
    """Years in a row as ranges, e.g. ``2005—2008、2010``."""
    runs: list[list[int]] = []
    for year in sorted(set(years)):
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return "、".join(str(run[0]) if len(run) == 1 else f"{run[0]}—{run[-1]}" for run in runs)
