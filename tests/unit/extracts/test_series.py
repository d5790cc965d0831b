"""A series over time: read whole, or refused whole with every finding."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from levelground.errors import InputError
from levelground.extracts.series import Point, after_gaps, not_evenly_spaced, read_series


def made(tmp_path: Path, *rows: str, header: str = "date,value") -> Path:
    path = tmp_path / "series.csv"
    path.write_text("\n".join([header, *rows, ""]))
    return path


def test_points_come_in_order_of_time_whatever_the_order_and_further_columns(tmp_path: Path) -> None:
    path = made(tmp_path, "2026-02-28,-3,late", "31/01/2026,12.50,early", header="Date,Value,Note")

    assert read_series(path) == [Point(dt.date(2026, 1, 31), 12.5), Point(dt.date(2026, 2, 28), -3.0)]


def test_everything_wrong_with_a_file_is_said_at_once(tmp_path: Path) -> None:
    path = made(tmp_path, "March,1", "2026-01-31,1", "2026-01-31,2", "2026-02-28,", "2026-03-31,1,2", "x,nan")

    with pytest.raises(InputError) as refused:
        read_series(path)

    assert [(f.code, f.column, f.rows) for f in refused.value.findings] == [  # type: ignore[attr-defined]
        ("E-901", "date", (2, 7)),
        ("E-903", "date", (4,)),
        ("E-902", "value", (5, 7)),
        ("E-904", None, (6,)),
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "1e3", "1_000", "12%", "£5", "١", "9" * 16, '"1,000"', "."])
def test_what_is_no_plain_number_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_series(made(tmp_path, f"2026-01-31,{text}"))

    assert [f.code for f in refused.value.findings] == ["E-902"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("text", "value"), [("12", 12), ("12.", 12), (".5", 0.5), ("+0.250", 0.25), ("-7.5", -7.5)])
def test_plain_numbers_are_read(tmp_path: Path, text: str, value: float) -> None:
    assert read_series(made(tmp_path, f"2026-01-31,{text}")) == [Point(dt.date(2026, 1, 31), value)]


def test_a_file_without_points_and_one_without_a_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="without a single point"):
        read_series(made(tmp_path))
    with pytest.raises(InputError, match="add or rename: value"):
        read_series(made(tmp_path, "2026-01-31,1", header="date,count"))


def test_a_missing_month_is_a_gap_and_months_of_unequal_length_are_none() -> None:
    months = [dt.date(2026, month, 1) for month in (1, 2, 3, 4, 6, 7)]

    assert after_gaps(Point(date, 1.0) for date in months) == [dt.date(2026, 6, 1)]
    assert after_gaps([Point(months[0], 1.0)]) == []


def test_points_too_far_apart_and_too_close_are_not_evenly_spaced() -> None:
    months = [Point(dt.date(2026, month, 1), 1.0) for month in (1, 2, 3, 4, 6, 7)]
    between = Point(dt.date(2026, 2, 10), 1.0)

    assert not_evenly_spaced(months[:4]) == []
    assert not_evenly_spaced(months) == [dt.date(2026, 6, 1)]
    # 31, 9, 19, 31 and 30 days: usual is 30, and below 20 is too close.
    may = Point(dt.date(2026, 5, 1), 1.0)
    assert not_evenly_spaced([*months[:2], between, *months[2:4], may]) == [dt.date(2026, 2, 10), dt.date(2026, 3, 1)]
    assert not_evenly_spaced(months[:1]) == []
