"""Which bank workers are active: who worked, or did paid training, within six months of the snapshot."""

from __future__ import annotations

import calendar
import datetime as dt

from levelground.extracts.rows import Rows

# NHS England, technical guidance for the Bank WRES: an active bank worker has worked, or done paid training, within a
# six-month period. That the period ends on the snapshot date is to be confirmed against current guidance.
MONTHS = 6


def with_activity(bank: Rows) -> Rows:
    """`active` for each bank worker: yes or no, None where the list gives no date.

    The day exactly six months before the snapshot is too long ago. A shift after the snapshot, in a list that was run
    later, counts as activity.
    """
    days = zip(bank.columns["snapshot_date"], bank.columns["last_worked_on"], strict=True)
    return bank.with_columns(active=[_active(snapshot, last) for snapshot, last in days])


def _active(snapshot: object, last_worked_on: object) -> str | None:
    if not isinstance(snapshot, dt.date) or not isinstance(last_worked_on, dt.date):
        return None
    return "yes" if last_worked_on > months_before(snapshot, MONTHS) else "no"


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier; the month's last where it has no such day.

    Example
        >>> months_before(dt.date(2026, 3, 31), 6)
        datetime.date(2025, 9, 30)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
