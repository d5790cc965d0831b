"""A series over time, from a small CSV file: one date and one value a row."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

from levelground.extracts.form import Form, Problem, day

HEADER = ("date", "value")
TEXTS = {
    "E-901": ("does not hold a date.", "Write 2026-03-31 or 31/03/2026."),
    "E-902": (
        "does not hold a plain number.",
        "Write 12.5 or -12.5, without commas, percent signs or units; leave the whole row out where there is no value.",
    ),
    "E-903": ("repeats a date.", "Keep one row for each date."),
    "E-904": ("holds more cells than the header has columns.", "Put a text with a comma in double quotes."),
}
FORM = Form(
    "series",
    HEADER,
    "; further columns are not read",
    TEXTS,
    too_wide="E-904",
    thing="point",
    expected="one row for each date, with its value.",
)
PLAIN_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d*)?|\.\d+)", re.ASCII)
# A month is 28 to 31 days and a quarter 90 to 92: what is half as long again as the usual distance is a gap.
GAP = 1.5


@dataclass(frozen=True)
class Point:
    """A day and its value, in the unit of the series."""

    date: dt.date
    value: float


def read_series(path: Path) -> list[Point]:
    """The points of the file in order of time, whatever the order of its rows.

    Raises
        InputError: the file cannot be read, is empty, a column is missing, or any row is wrong; carries every finding.
    """
    lines, problems = FORM.lines(path)
    read = [(number, day(cell["date"]), plain_number(cell["value"])) for number, cell in lines]
    problems += [Problem("E-901", "date", number) for number, date, _ in read if date is None]
    problems += [Problem("E-902", "value", number) for number, _, value in read if value is None]
    problems += _repeated((number, date) for number, date, _ in read if date is not None)
    FORM.refuse(path, problems, read)
    points = [Point(date, value) for _, date, value in read if date is not None and value is not None]
    return sorted(points, key=lambda point: point.date)


def after_gaps(points: Iterable[Point]) -> list[dt.date]:
    """The date of each point that comes later than the usual distance between points would have it: a gap before it."""
    dates = [point.date for point in points]
    distances = [(later - earlier).days for earlier, later in pairwise(dates)]
    usual = median(distances) if distances else 0
    return [date for date, distance in zip(dates[1:], distances, strict=True) if distance > GAP * usual]


def not_evenly_spaced(points: Iterable[Point]) -> list[dt.date]:
    """The date of each point whose distance to the one before it is far longer, or far shorter, than is usual."""
    dates = [point.date for point in points]
    distances = [(later - earlier).days for earlier, later in pairwise(dates)]
    usual = median(distances) if distances else 0
    pairs = zip(dates[1:], distances, strict=True)
    return [date for date, distance in pairs if not usual / GAP <= distance <= usual * GAP]


def plain_number(text: str) -> float | None:
    """12.5, -12.5 or 12 as a number; None where it is none of them."""
    return float(text) if PLAIN_NUMBER.fullmatch(text) else None


def _repeated(dates: Iterable[tuple[int, dt.date]]) -> Iterable[Problem]:
    seen: set[dt.date] = set()
    for number, date in dates:
        if date in seen:
            yield Problem("E-903", "date", number)
        seen.add(date)
