"""From a cell's text to a value, by the kind of its field. Each distinct text is read once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from levelground.extracts.schemas import FieldKind
from levelground.vocabulary import assignments, disability, ethnicity, gender, leaving, pay_bands, staff_groups, yes_no

DAY_FIRST, MONTH_FIRST = "day first", "month first"
# What systems print where there is nothing.
EMPTY = frozenset({"", "#n/a", "#ref!", "#value!", "#name?", "#null!", "n/a", "na", "null", "none", "nan", "nat", "-",
                   "(blank)", "(null)"})  # fmt: skip
EXCEL_DAY_0 = dt.date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: a number outside is no date
MONTHS = {name: number for number, name in enumerate(
    ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1)}  # fmt: skip
TIME_OF_DAY = r"(?:[T ]+\d\d?:\d\d.*)?"
YEAR_FIRST = re.compile(r"(\d{4})([-/.]?)(\d\d?)\2(\d\d?)" + TIME_OF_DAY)
YEAR_LAST = re.compile(r"(\d\d?)[-/.](\d\d?)[-/.](\d{4}|\d\d)" + TIME_OF_DAY)
NAMED_MONTH = re.compile(r"(\d\d?)(?:st|nd|rd|th)?[-/. ]+([a-z]{3,9})[-/., ]+(\d{4}|\d\d)" + TIME_OF_DAY, re.IGNORECASE)
NOT_RECOGNISED = object()
Reader = Callable[[str], object]


def is_empty(text: str) -> bool:
    """Whether a cell says nothing, in any of the ways that systems print nothing."""
    return text.strip().casefold() in EMPTY


def reader_for(kind: FieldKind, *, month_first: bool = False) -> Reader:
    """The function that reads a text of that kind: a value, or NOT_RECOGNISED.

    Codes come back as text, yes and no as "yes" and "no", dates as dates. British dates unless `month_first`.
    """
    if kind is FieldKind.DATE:
        return lambda text: read_date(text, month_first=month_first)
    return READERS[kind]


@lru_cache(maxsize=50_000)  # the same days stand in every year's file
def read_date(text: str, *, month_first: bool = False) -> object:
    """A date in ISO or British form, with or without a time of day, or an Excel day number.

    Example
        >>> read_date("31/03/2026"), read_date("2026-03-31T00:00"), read_date("31-Mar-26"), read_date("46112")
        (datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2026, 3, 31), datetime.date(2026, 3, 31))
    """
    plain = text.strip()
    if plain.isdigit() and int(plain) in EXCEL_DAYS:
        return EXCEL_DAY_0 + dt.timedelta(days=int(plain))
    if found := YEAR_FIRST.fullmatch(plain):
        return _day(found[1], found[3], found[4])
    if found := YEAR_LAST.fullmatch(plain):
        first, second = (found[2], found[1]) if month_first else (found[1], found[2])
        return _day(found[3], second, first)
    found = NAMED_MONTH.fullmatch(plain)
    return _day(found[3], str(MONTHS.get(found[2][:3].casefold(), 0)), found[1]) if found else NOT_RECOGNISED


def _day(year: str, month: str, day: str) -> object:
    # Two digits of a year: staff records reach back to people hired, and rarely born, after 1950.
    century = "" if len(year) == 4 else "20" if int(year) < 50 else "19"
    try:
        return dt.date(int(century + year), int(month), int(day))
    except ValueError:
        return NOT_RECOGNISED


def date_evidence(texts: Iterable[str]) -> str | None:
    """What dates with the year last say of their own order: DAY_FIRST or MONTH_FIRST; None where nothing or both."""
    pairs = [(int(found[1]), int(found[2])) for text in texts if (found := YEAR_LAST.fullmatch(text.strip()))]
    day_first, month_first = any(a > 12 for a, _ in pairs), any(b > 12 for _, b in pairs)
    return None if day_first == month_first else DAY_FIRST if day_first else MONTH_FIRST


def could_be_either(text: str) -> bool:
    """Whether a date means two different days, read day first and month first."""
    found = YEAR_LAST.fullmatch(text.strip())
    return bool(found) and int(found[1]) <= 12 and int(found[2]) <= 12 and int(found[1]) != int(found[2])  # type: ignore[index]


def _code(recognise: Callable[[str], str | None]) -> Reader:
    def read(text: str) -> object:
        code = recognise(text)
        return NOT_RECOGNISED if code is None else str(code)

    return read


def _yes_no(text: str) -> object:
    said = yes_no.recognise(text)
    return NOT_RECOGNISED if said is None else "yes" if said else "no"


def _count(text: str) -> object:
    plain = re.sub(r"\.0+$", "", text.strip().replace(",", ""))
    return int(plain) if plain.isascii() and plain.isdigit() else NOT_RECOGNISED


def _number(text: str) -> object:
    number = _money(text)
    return float(number) if isinstance(number, Decimal) else NOT_RECOGNISED


def _money(text: str) -> object:
    try:
        number = Decimal(text.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        return NOT_RECOGNISED
    return number if number.is_finite() and number >= 0 else NOT_RECOGNISED


def _percent(text: str) -> object:
    number = _number(text.strip().removesuffix("%").strip())
    return number if isinstance(number, float) and number <= 100 else NOT_RECOGNISED


def _plain(text: str) -> object:
    # str.split knows every kind of space, the one that does not break included.
    return " ".join(text.split())


READERS: dict[FieldKind, Reader] = {
    FieldKind.IDENTIFIER: _plain,
    FieldKind.TEXT: _plain,
    FieldKind.YES_NO: _yes_no,
    FieldKind.COUNT: _count,
    FieldKind.NUMBER: _number,
    FieldKind.MONEY: _money,
    FieldKind.PERCENT: _percent,
    FieldKind.ETHNIC_CATEGORY: _code(ethnicity.recognise),
    FieldKind.PAY_BAND: _code(pay_bands.recognise),
    FieldKind.STAFF_GROUP: _code(staff_groups.recognise),
    FieldKind.CLUSTER: _code(staff_groups.recognise_cluster),
    FieldKind.ASSIGNMENT_STATUS: _code(assignments.recognise_status),
    FieldKind.ASSIGNMENT_TYPE: _code(assignments.recognise_type),
    FieldKind.LEAVING_REASON: _code(leaving.recognise),
    FieldKind.DISABILITY: _code(disability.recognise),
    FieldKind.GENDER: _code(gender.recognise),
}
