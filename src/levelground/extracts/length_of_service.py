"""How long people have served, from the staff lists and the leavers together: one row for each person observed.

The observation runs from the first day of the earliest year that the leavers cover to the newest snapshot.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from levelground.extracts.rows import Rows

COLUMNS = ("person_id", "ethnic_category", "cluster", "pay_band")
# Whose service a trust can keep or lose: not bank, honorary or hosted staff, whose contract is no post of its own.
OWN = frozenset({None, "permanent", "fixed_term", "apprentice"})


@dataclass
class _Person:
    """What is known of one person: the newest row that says it."""

    known: dict[str, object]
    start: dt.date | None
    last_seen: dt.date
    kind: object = None
    left: dt.date | None = None


def service(staff: Rows, leavers: Rows) -> Rows:
    """One row for each person under observation, with whole months of service at its beginning and its end.

    Returns
        The columns `person_id`, `ethnic_category`, `cluster`, `pay_band`, `entry_months`, `exit_months`, `has_left`
        (yes or no), and `period`, the newest snapshot. Who has no start date is left out; who vanishes from the list
        without a row among the leavers is observed until last seen. No row where the leavers name no year.
    """
    periods = {str(period) for period in leavers.columns["period"] if period}
    snapshots = {str(period) for period in staff.columns["period"] if period}
    columns: dict[str, list[object]] = {
        name: [] for name in (*COLUMNS, "entry_months", "exit_months", "has_left", "period")
    }
    if periods and snapshots:
        newest = dt.date.fromisoformat(max(snapshots))
        first = _year_before(dt.date.fromisoformat(min(periods))) + dt.timedelta(days=1)
        for row in _observed(_people(staff, leavers), first, newest):
            for name, value in row.items():
                columns[name].append(value)
    numbers = list(range(1, len(columns["person_id"]) + 1))
    return Rows("service", columns, numbers, f"{staff.file}, {leavers.file}")


def _people(staff: Rows, leavers: Rows) -> dict[object, _Person]:
    found: dict[object, _Person] = {}
    for row in sorted(_dated(staff, (*COLUMNS, "start_date", "assignment_type")), key=lambda row: str(row["period"])):
        day = dt.date.fromisoformat(str(row["period"]))
        start = row["start_date"] or (found[row["person_id"]].start if row["person_id"] in found else None)
        found[row["person_id"]] = _Person({name: row[name] for name in COLUMNS}, start, day, row["assignment_type"])
    for row in _dated(leavers, (*COLUMNS, "start_date", "left_on")):
        known = found.get(row["person_id"])
        start = row["start_date"] or (known.start if known else None)
        if known is None:
            known = found[row["person_id"]] = _Person({name: row[name] for name in COLUMNS}, start, row["left_on"])
        known.start, known.left = start, row["left_on"]
    return found


def _dated(rows: Rows, names: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """The rows that belong to a period, as records of these columns."""
    names = ("period", *names)
    for values in zip(*(rows.columns[name] for name in names), strict=True):
        if values[0]:
            yield dict(zip(names, values, strict=True))


def _observed(people: dict[object, _Person], first: dt.date, newest: dt.date) -> Iterable[dict[str, object]]:
    for person in people.values():
        left = person.left is not None and person.left <= newest
        end = person.left if left and person.left else min(person.last_seen, newest)
        if person.start is None or person.kind not in OWN or end < first or person.start > end:
            continue
        entry = months(person.start, max(first, person.start))
        said = {"entry_months": entry, "exit_months": max(entry, months(person.start, end))}
        yield {**person.known, **said, "has_left": "yes" if left else "no", "period": newest.isoformat()}


def months(start: dt.date, end: dt.date) -> int:
    """Whole months from one day to another."""
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)


def _year_before(day: dt.date) -> dt.date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
