"""Several organisations over time, from a small CSV file: one organisation and one date a row, and who started when."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from levelground.extracts.form import Form, Problem, day
from levelground.extracts.series import TEXTS as SERIES_TEXTS
from levelground.extracts.series import plain_number

HEADER = ("organisation", "date", "value", "started")
TEXTS = {
    "E-951": ("names no organisation.", "Fill in the name or code of the organisation."),
    "E-952": SERIES_TEXTS["E-901"],
    "E-953": (
        "does not hold a plain number.",
        "Write 12.5 or -12.5, without commas, percent signs or units.",
    ),
    "E-954": (
        "holds neither a date nor nothing.",
        "Write the first date with what was tried, as 2026-03-31; leave the cell empty for those to compare with.",
    ),
    "E-955": (
        "is not the same in every row of its organisation.",
        "Write the same date, or nothing, in all rows of an organisation, those before the start too.",
    ),
    "E-956": ("repeats a date of its organisation.", "Keep one row for each organisation and date."),
    "E-957": (
        "is the first of an organisation without a date that others have.",
        "Add the missing rows, or leave out the organisation, or the date, that is not complete.",
    ),
    "E-958": (
        "holds a date that is no date of the file.",
        "Write the first date of the file whose value lies wholly after the start.",
    ),
    "E-959": SERIES_TEXTS["E-904"],
}
FORM = Form(
    "panel",
    HEADER,
    "; further columns are not read",
    TEXTS,
    too_wide="E-959",
    thing="point",
    expected="one row for each organisation and date, with its value.",
)


@dataclass(frozen=True)
class PanelPoint:
    """An organisation's value on a date; `started` is its first date with what was tried, None for never."""

    organisation: str
    date: dt.date
    value: float
    started: dt.date | None


@dataclass(frozen=True)
class _Row:
    number: int
    organisation: str
    date: dt.date | None
    value: float | None
    started: dt.date | None
    started_text: str


def read_panel(path: Path) -> list[PanelPoint]:
    """The points of the file, by organisation and then in order of time; every organisation has every date.

    Raises
        InputError: the file cannot be read, is empty, a column is missing, or any row is wrong; carries every finding.
    """
    lines, problems = FORM.lines(path)
    rows = [_row(number, cell) for number, cell in lines]
    problems += [problem for row in rows for problem in _alone(row)]
    problems += _across(rows)
    # A row that could not be read is missing only because of what is said of it already.
    problems += [] if problems else _incomplete(rows)
    FORM.refuse(path, problems, rows)
    points = [
        PanelPoint(row.organisation, row.date, row.value, row.started)
        for row in rows
        if row.date is not None and row.value is not None
    ]
    return sorted(points, key=lambda point: (point.organisation, point.date))


def _row(number: int, cell: dict[str, str]) -> _Row:
    started = cell["started"]
    return _Row(number, cell["organisation"], day(cell["date"]), plain_number(cell["value"]), day(started), started)


def _alone(row: _Row) -> Iterable[Problem]:
    wrong = (
        ("E-951", "organisation", not row.organisation),
        ("E-952", "date", row.date is None),
        ("E-953", "value", row.value is None),
        ("E-954", "started", bool(row.started_text) and row.started is None),
    )
    return [Problem(code, field, row.number) for code, field, is_wrong in wrong if is_wrong]


def _across(rows: Sequence[_Row]) -> Iterable[Problem]:
    """What only shows when the rows are seen together; what could not be read is left to what is said of it alone."""
    yield from _starts([row for row in rows if row.organisation and (row.started or not row.started_text)])
    dates = {row.date for row in rows}
    if None not in dates:
        yield from (Problem("E-958", "started", row.number) for row in rows if row.started and row.started not in dates)
    seen: set[tuple[str, dt.date]] = set()
    for row in rows:
        if row.organisation and row.date is not None:
            if (row.organisation, row.date) in seen:
                yield Problem("E-956", "date", row.number)
            seen.add((row.organisation, row.date))


def _starts(rows: Sequence[_Row]) -> Iterable[Problem]:
    first: dict[str, dt.date | None] = {}
    for row in rows:
        if first.setdefault(row.organisation, row.started) != row.started:
            yield Problem("E-955", "started", row.number)


def _incomplete(rows: Sequence[_Row]) -> Iterable[Problem]:
    dates = {row.date for row in rows}
    held: dict[str, list[_Row]] = {}
    for row in rows:
        held.setdefault(row.organisation, []).append(row)
    return [Problem("E-957", "", its[0].number) for its in held.values() if len(its) < len(dates)]
