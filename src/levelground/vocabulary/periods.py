"""Snapshot dates, twelve-month windows and financial years.

A span starts inclusive and ends exclusive.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Window:
    """A span of days: `start` is in it, `end` is not."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day < self.end


def year_ending(snapshot_date: dt.date) -> Window:
    """The twelve months that end on a snapshot date, that day included.

    Example
        >>> year_ending(dt.date(2026, 3, 31))
        Window(start=datetime.date(2025, 4, 1), end=datetime.date(2026, 4, 1))
    """
    end = snapshot_date + dt.timedelta(days=1)
    return Window(_year_before(end), end)


def _year_before(day: dt.date) -> dt.date:
    # 29 February has no day a year before: the year that ends with 28 February began on 1 March.
    return day.replace(year=day.year - 1, month=3, day=1) if (day.month, day.day) == (2, 29) else day.replace(
        year=day.year - 1
    )  # fmt: skip


def financial_year(day: dt.date) -> str:
    """The NHS financial year (1 April to 31 March) that a day lies in.

    Example
        >>> financial_year(dt.date(2026, 3, 31))
        '2025/26'
    """
    first = day.year if (day.month, day.day) >= (4, 1) else day.year - 1
    return f"{first}/{(first + 1) % 100:02d}"
