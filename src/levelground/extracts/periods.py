"""Every row placed in the year it belongs to: the snapshot it describes, or the twelve months it lies in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from levelground.extracts.catalogue import make
from levelground.extracts.findings import Finding
from levelground.extracts.rows import Rows
from levelground.extracts.schemas import EXTRACTS
from levelground.vocabulary.periods import year_ending


def placed(files: Iterable[Rows], snapshot_date: dt.date) -> tuple[list[Rows], list[Finding]]:
    """Each file with a column `period` (the ISO snapshot date a row belongs to, or None), and what lies outside.

    A snapshot extract without a date of its own is of the configured date. An activity row belongs to the snapshot
    whose twelve months it lies in. Snapshots are the configured one and the earlier ones of the staff extract.
    """
    files = list(files)
    undated = [rows for rows in files if _is_undated(rows)]
    findings = [_finding("E-310", rows) for rows in undated if sum(o.extract == rows.extract for o in undated) > 1]
    files = [_dated(rows, snapshot_date) if _is_undated(rows) else rows for rows in files]
    snapshots = _snapshots(files, snapshot_date)
    found = []
    for rows in files:
        extract = EXTRACTS[rows.extract]
        if extract.dated_by is None:
            rows_placed, wrong = rows.with_columns(period=[None] * len(rows)), list[Finding]()
        elif extract.at == "snapshot":
            rows_placed, wrong = _at_snapshot(rows, snapshots)
        else:
            rows_placed, wrong = _in_window(rows, extract.dated_by, snapshots)
        found.append(rows_placed)
        findings += wrong
    return found, findings + _without_snapshot(found, snapshot_date)


def _is_undated(rows: Rows) -> bool:
    """Whether neither the file nor its mapping gives the date that it describes."""
    return not any(day is not None for day in rows.columns.get("snapshot_date", [True])) and len(rows) > 0


def _dated(rows: Rows, snapshot_date: dt.date) -> Rows:
    return rows.with_columns(snapshot_date=[snapshot_date] * len(rows))


def _snapshots(files: Iterable[Rows], snapshot_date: dt.date) -> list[dt.date]:
    days = {day for rows in files if rows.extract == "staff" for day in rows.columns["snapshot_date"]}
    earlier = {day for day in days if isinstance(day, dt.date) and day < snapshot_date}
    return sorted(earlier | {snapshot_date})


def _at_snapshot(rows: Rows, snapshots: Sequence[dt.date]) -> tuple[Rows, list[Finding]]:
    """A register, bank list or pay file must be of a date that is a snapshot; staff of a later one does not count."""
    known = {day: day.isoformat() for day in snapshots}
    days = rows.columns["snapshot_date"]
    periods: list[object] = [known.get(day) for day in days]  # type: ignore[call-overload]
    outside = [i for i, period in enumerate(periods) if period is None and days[i] is not None]
    code = "E-304" if rows.extract == "staff" or len(outside) < len(days) else "E-305"
    findings = [_finding(code, rows, "snapshot_date", outside)] if outside else []
    # A file that dates some of its rows and not others: those would be counted nowhere.
    undated = [i for i, day in enumerate(days) if day is None]
    if undated:
        findings.append(_finding("E-205", rows, "snapshot_date", undated))
    return rows.with_columns(period=periods), findings


def _in_window(rows: Rows, dated_by: str, snapshots: Sequence[dt.date]) -> tuple[Rows, list[Finding]]:
    windows = [(day.isoformat(), year_ending(day)) for day in snapshots]

    def period(day: object) -> str | None:
        return next((name for name, window in windows if isinstance(day, dt.date) and day in window), None)

    by_day = {day: period(day) for day in set(rows.columns[dated_by])}
    periods: list[object] = [by_day[day] for day in rows.columns[dated_by]]
    outside = [i for i, day in enumerate(rows.columns[dated_by]) if day is not None and periods[i] is None]
    return rows.with_columns(period=periods), [_finding("E-304", rows, dated_by, outside)] if outside else []


def _without_snapshot(files: Sequence[Rows], snapshot_date: dt.date) -> list[Finding]:
    """Staff files, and not a row among them of the date that the figures are to be of."""
    staff = [rows for rows in files if rows.extract == "staff" and len(rows)]
    if any(snapshot_date.isoformat() in rows.columns["period"] for rows in staff):
        return []
    return [_finding("E-305", rows, "snapshot_date", range(len(rows))) for rows in staff]


def _finding(code: str, rows: Rows, field: str | None = None, places: Sequence[int] = ()) -> Finding:
    numbers = [rows.row_numbers[i] for i in places]
    column = rows.headers.get(field or "")
    return make(code, file=rows.file, rows=numbers, extract=rows.extract, field=field, column=column, sheet=rows.sheet)
