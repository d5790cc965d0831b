"""Every row placed in the year it belongs to: the snapshot it describes, or the twelve months it lies in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from levelground.extracts.catalogue import make
from levelground.extracts.findings import Finding
from levelground.extracts.read import Rows
from levelground.extracts.schemas import EXTRACTS
from levelground.vocabulary.periods import year_ending


def placed(tables: Mapping[str, Rows], snapshot_date: dt.date) -> tuple[dict[str, Rows], list[Finding]]:
    """The tables with a column `period` (the ISO snapshot date a row belongs to, or None), and what lies outside.

    A snapshot extract without a date of its own is of the configured date. An activity row belongs to the snapshot
    whose twelve months it lies in.
    """
    findings: list[Finding] = []
    found: dict[str, Rows] = {}
    snapshots = _snapshots(tables, snapshot_date)
    for name, rows in tables.items():
        extract = EXTRACTS[name]
        if extract.dated_by is None:
            found[name] = rows
        elif extract.at == "snapshot":
            found[name] = _at_snapshot(rows, snapshot_date)
            findings += _strangers(found[name], snapshots)
        else:
            found[name], late = _in_window(rows, extract.dated_by, snapshots)
            findings += late
    return found, findings


def _snapshots(tables: Mapping[str, Rows], snapshot_date: dt.date) -> list[dt.date]:
    staff = tables.get("staff")
    days = {day for day in staff.columns["snapshot_date"] if isinstance(day, dt.date)} if staff else set()
    return sorted(days | {snapshot_date})


def _at_snapshot(rows: Rows, snapshot_date: dt.date) -> Rows:
    days = [day or snapshot_date for day in rows.columns["snapshot_date"]]
    return rows.with_columns(snapshot_date=days, period=[str(day) for day in days])


def _strangers(rows: Rows, snapshots: Iterable[dt.date]) -> list[Finding]:
    """A board register, bank list or pay file of a date that the staff extract has no snapshot of."""
    known = {day.isoformat() for day in snapshots}
    places = [i for i, period in enumerate(rows.columns["period"]) if period not in known]
    return [_finding("E-305", rows, "snapshot_date", places)] if places else []


def _in_window(rows: Rows, dated_by: str, snapshots: Iterable[dt.date]) -> tuple[Rows, list[Finding]]:
    windows = [(day.isoformat(), year_ending(day)) for day in snapshots]

    def period(day: object) -> str | None:
        return next((name for name, window in windows if isinstance(day, dt.date) and day in window), None)

    by_day = {day: period(day) for day in set(rows.columns[dated_by])}
    periods: list[object] = [by_day[day] for day in rows.columns[dated_by]]
    outside = [i for i, day in enumerate(rows.columns[dated_by]) if day is not None and periods[i] is None]
    return rows.with_columns(period=periods), [_finding("E-304", rows, dated_by, outside)] if outside else []


def _finding(code: str, rows: Rows, field: str, places: list[int]) -> Finding:
    numbers = [rows.row_numbers[i] for i in places]
    return make(code, file=rows.file, extract=rows.extract, field=field, column=field, rows=numbers, sheet=rows.sheet)
