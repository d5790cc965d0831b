"""One cell's text becomes a value of its kind, or is not recognised."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from levelground.extracts.cells import (
    DAY_FIRST,
    MONTH_FIRST,
    NOT_RECOGNISED,
    could_be_either,
    date_evidence,
    is_empty,
    read_date,
    reader_for,
)
from levelground.extracts.schemas import FieldKind

MAY_13 = dt.date(2025, 5, 13)


@pytest.mark.parametrize("text", ["", "  ", "#N/A", "n/a", "NULL", "None", "-", "(blank)", "#REF!", "NaT"])
def test_what_systems_print_for_nothing_is_empty(text: str) -> None:
    assert is_empty(text)


@pytest.mark.parametrize("text", ["0", "No", "Not stated", "--", "unknown"])
def test_an_answer_is_not_empty(text: str) -> None:
    assert not is_empty(text)


@pytest.mark.parametrize(
    "text",
    ["2025-05-13", "2025/05/13", "20250513", "13/05/2025", "13-05-2025", "13.05.25", "13/5/25", "13-May-2025",
     "13 MAY 25", "13th May 2025", "2025-05-13T00:00:00", "2025-05-13 14:30:12.5", "13/05/2025 9:05",
     "45790", " 13/05/2025 "],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    """45790: a spreadsheet's =DATE(2025,5,13) as a number."""
    assert read_date(text) == MAY_13


@pytest.mark.parametrize(
    "text", ["05/13/2025", "30/02/2025", "2025-13-01", "13 Foo 2025", "soon", "13/05", "1", "99999", "2025-05/13"]
)
def test_what_is_no_day_is_not_recognised(text: str) -> None:
    assert read_date(text) is NOT_RECOGNISED


def test_month_first_turns_only_dates_that_end_with_the_year() -> None:
    assert read_date("05/13/2025", month_first=True) == MAY_13
    assert read_date("2025-05-13", month_first=True) == MAY_13
    assert reader_for(FieldKind.DATE, month_first=True)("02/06/2025") == dt.date(2025, 2, 6)
    assert reader_for(FieldKind.DATE)("02/06/2025") == dt.date(2025, 6, 2)


def test_two_digits_of_a_year_lie_between_1950_and_2049() -> None:
    assert [read_date(f"01/01/{year}") for year in ("49", "50")] == [dt.date(2049, 1, 1), dt.date(1950, 1, 1)]


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        (["13/05/2025", "01/02/2025"], DAY_FIRST),
        (["05/13/2025", "01/02/2025"], MONTH_FIRST),
        (["13/05/2025", "05/13/2025"], None),
        (["01/02/2025", "2025-05-13"], None),
        ([], None),
    ],
)
def test_dates_show_their_order_or_do_not(texts: list[str], says: str | None) -> None:
    assert date_evidence(texts) == says


@pytest.mark.parametrize(
    ("text", "either"),
    [("01/02/2025", True), ("1/2/25", True), ("02/02/2025", False), ("13/02/2025", False), ("2025-01-02", False)],
)
def test_a_date_that_means_two_days_is_told_from_one_that_does_not(text: str, either: bool) -> None:
    assert could_be_either(text) is either


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (FieldKind.COUNT, "1,234", 1234),
        (FieldKind.COUNT, "12.0", 12),
        (FieldKind.COUNT, "0", 0),
        (FieldKind.COUNT, "12.5", NOT_RECOGNISED),
        (FieldKind.COUNT, "-1", NOT_RECOGNISED),
        (FieldKind.COUNT, "²", NOT_RECOGNISED),
        (FieldKind.NUMBER, "0.6", 0.6),
        (FieldKind.NUMBER, "-0.6", NOT_RECOGNISED),
        (FieldKind.NUMBER, "full time", NOT_RECOGNISED),
        (FieldKind.MONEY, "£1,234.50", Decimal("1234.50")),
        (FieldKind.MONEY, "Infinity", NOT_RECOGNISED),
        (FieldKind.PERCENT, "55.5 %", 55.5),
        (FieldKind.PERCENT, "100", 100.0),
        (FieldKind.PERCENT, "100.1", NOT_RECOGNISED),
        (FieldKind.PERCENT, "most", NOT_RECOGNISED),
        (FieldKind.YES_NO, "Y", "yes"),
        (FieldKind.YES_NO, "False", "no"),
        (FieldKind.YES_NO, "Maybe", NOT_RECOGNISED),
        (FieldKind.IDENTIFIER, " 00012 ", "00012"),
        (FieldKind.TEXT, "Women,\u00a0Children  and\nFamilies", "Women, Children and Families"),
        (FieldKind.ETHNIC_CATEGORY, "A White - British", "A"),
        (FieldKind.ETHNIC_CATEGORY, "Martian", NOT_RECOGNISED),
        (FieldKind.PAY_BAND, "XR08", "8a"),
        (FieldKind.STAFF_GROUP, "AHP", "allied_health_professionals"),
        (FieldKind.CLUSTER, "Non-Clinical", "non_clinical"),
        (FieldKind.ASSIGNMENT_STATUS, "Active Assignment", "active"),
        (FieldKind.ASSIGNMENT_TYPE, "Fixed Term Temp", "fixed_term"),
    ],
)
def test_a_text_is_read_by_the_kind_of_its_field(kind: FieldKind, text: str, value: object) -> None:
    assert reader_for(kind)(text) == value


def test_every_kind_of_field_has_a_reader() -> None:
    assert all(callable(reader_for(kind)) for kind in FieldKind)
