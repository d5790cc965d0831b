"""Length of service, put together from staff lists and leavers."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.extracts.length_of_service import months, service
from levelground.extracts.rows import Rows

STAFF = ("period", "person_id", "ethnic_category", "cluster", "pay_band", "assignment_type", "start_date")
LEAVERS = ("period", "person_id", "ethnic_category", "cluster", "pay_band", "start_date", "left_on")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def made(extract: str, names: tuple[str, ...], *rows: tuple[object, ...]) -> Rows:
    columns = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    return Rows(extract, columns, list(range(2, 2 + len(rows))), f"{extract}.csv")  # type: ignore[arg-type]


def post(period: str | None, person: str, start: str | None, kind: object = "permanent") -> tuple[object, ...]:
    return period, person, "A", "clinical", "5", kind, start and day(start)


def left(period: str | None, person: str, start: str | None, on: str) -> tuple[object, ...]:
    return period, person, "H", "clinical", "6", start and day(start), day(on)


def observed(staff: list[tuple[object, ...]], leavers: list[tuple[object, ...]]) -> dict[object, tuple[object, ...]]:
    found = service(made("staff", STAFF, *staff), made("leavers", LEAVERS, *leavers)).columns
    names = ("entry_months", "exit_months", "has_left")
    return dict(zip(found["person_id"], zip(*(found[name] for name in names), strict=True), strict=True))


LEFT = left("2026-03-31", "gone", "2025-06-15", "2026-02-14")


def test_service_runs_from_joining_or_from_the_first_day_observed() -> None:
    staff = [post("2026-03-31", "new", "2025-10-01"), post("2026-03-31", "old", "2020-04-01")]

    found = observed(staff, [LEFT])

    # The leavers cover 1 April 2025 to 31 March 2026: somebody of five years comes under observation in month 60.
    assert found == {"new": (0, 5, "no"), "old": (60, 71, "no"), "gone": (0, 7, "yes")}


def test_a_leaver_on_an_earlier_list_keeps_its_start_and_is_seen_until_the_last_day() -> None:
    staff = [post("2025-03-31", "gone", "2024-04-01"), post("2026-03-31", "here", "2026-01-01")]

    found = observed(staff, [left("2026-03-31", "gone", None, "2025-09-30")])

    assert found["gone"] == (12, 17, "yes")


def test_who_vanishes_without_a_word_is_observed_until_last_seen() -> None:
    staff = [post("2025-03-31", "lost", "2024-10-01"), post("2026-03-31", "here", "2026-01-01")]

    found = observed(staff, [left("2025-03-31", "gone", "2024-05-01", "2024-12-01"), LEFT])

    assert found["lost"] == (0, 5, "no")


@pytest.mark.parametrize(
    "row",
    [
        post("2026-03-31", "left out", None),
        post("2026-03-31", "left out", "2025-10-01", "bank"),
        post(None, "left out", "2025-10-01"),
        post("2026-03-31", "left out", "2026-05-01"),
    ],
    ids=["no start", "bank", "no period", "not begun"],
)
def test_who_cannot_be_followed_is_left_out(row: tuple[object, ...]) -> None:
    assert observed([row, post("2026-03-31", "here", "2026-01-01")], [LEFT]).keys() == {"here", "gone"}


def test_nobody_is_observed_where_the_leavers_name_no_year() -> None:
    assert observed([post("2026-03-31", "here", "2026-01-01")], [left(None, "gone", None, "2025-01-01")]) == {}


def test_a_leaver_without_any_start_date_is_left_out_and_a_leap_day_counts_its_year() -> None:
    staff = [post("2024-02-29", "here", "2023-03-01")]

    assert observed(staff, [left("2024-02-29", "gone", None, "2024-01-01")]) == {"here": (0, 11, "no")}


@pytest.mark.parametrize(
    ("start", "end", "whole"),
    [("2025-01-31", "2025-02-28", 0), ("2025-01-15", "2025-02-15", 1), ("2024-12-31", "2026-01-01", 12)],
)
def test_whole_months(start: str, end: str, whole: int) -> None:
    assert months(day(start), day(end)) == whole
