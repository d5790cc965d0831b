"""From a cell's text to a value, by the kind of its field. Each distinct text is read once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from levelground.extracts.schemas import FieldKind
from levelground.vocabulary import assignments, ethnicity, pay_bands, staff_groups, yes_no

# What systems print where there is nothing.
EMPTY = frozenset({"", "#n/a", "#ref!", "#value!", "n/a", "na", "null", "none", "nan", "-", "(blank)", "(null)"})
DATE_FORMS = (
    "%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%y", "%d/%m/%y",
    "%Y%m%d",
)  # fmt: skip
AMERICAN_FORMS = ("%m/%d/%Y", "%m-%d-%Y", "%m/%d/%y")
EXCEL_DAY_0 = dt.date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: a number outside is no date
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


def read_date(text: str, *, month_first: bool = False) -> object:
    """A date in ISO or British form, with or without a time, or an Excel day number."""
    day = re.split(r"[T ](?=\d\d?:\d\d)", text.strip(), maxsplit=1)[0]
    if day.isdigit() and int(day) in EXCEL_DAYS:
        return EXCEL_DAY_0 + dt.timedelta(days=int(day))
    for form in (*AMERICAN_FORMS, *DATE_FORMS) if month_first else DATE_FORMS:
        try:
            return dt.datetime.strptime(day, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return NOT_RECOGNISED


def _code(recognise: Callable[[str], str | None]) -> Reader:
    def read(text: str) -> object:
        code = recognise(text)
        return NOT_RECOGNISED if code is None else str(code)

    return read


def _yes_no(text: str) -> object:
    said = yes_no.recognise(text)
    return NOT_RECOGNISED if said is None else "yes" if said else "no"


def _count(text: str) -> object:
    plain = text.strip().replace(",", "").removesuffix(".0")
    return int(plain) if plain.isascii() and plain.isdigit() else NOT_RECOGNISED


def _number(text: str) -> object:
    number = _money(text)
    return number if number is NOT_RECOGNISED else float(str(number))


def _money(text: str) -> object:
    try:
        number = Decimal(text.strip().removeprefix("£").replace(",", ""))
    except InvalidOperation:
        return NOT_RECOGNISED
    return number if number.is_finite() and number >= 0 else NOT_RECOGNISED


def _percent(text: str) -> object:
    number = _number(text.strip().removesuffix("%").strip())
    return number if isinstance(number, float) and 0 <= number <= 100 else NOT_RECOGNISED


def _plain(text: str) -> object:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


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
}
