"""Which bank workers are active: who worked within six months of the snapshot."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.extracts.activity import months_before, with_activity
from levelground.extracts.rows import Rows

SNAPSHOT = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("last", "active"),
    [
        (dt.date(2026, 3, 31), "yes"),
        (dt.date(2025, 10, 1), "yes"),
        (dt.date(2025, 9, 30), "no"),
        (dt.date(2026, 4, 5), "yes"),
        (None, None),
    ],
    ids=["on the day", "first day of the six months", "six months before", "after the snapshot", "no date"],
)
def test_active_is_who_worked_within_six_months(last: dt.date | None, active: str | None) -> None:
    rows = Rows("bank", {"snapshot_date": [SNAPSHOT], "last_worked_on": [last]}, [2], "bank.csv")

    assert with_activity(rows).columns["active"] == [active]


def test_a_list_without_a_snapshot_says_nothing_of_activity() -> None:
    rows = Rows("bank", {"snapshot_date": [None], "last_worked_on": [SNAPSHOT]}, [2], "bank.csv")

    assert with_activity(rows).columns["active"] == [None]


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (dt.date(2026, 8, 31), dt.date(2026, 2, 28)),
        (dt.date(2024, 8, 31), dt.date(2024, 2, 29)),
        (dt.date(2026, 6, 15), dt.date(2025, 12, 15)),
    ],
)
def test_six_months_before_is_a_day_of_the_calendar(day: dt.date, before: dt.date) -> None:
    assert months_before(day, 6) == before
