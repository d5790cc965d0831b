"""The groups within BME in a patients' return: added up where only they are given, and each over White."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.extracts.counts_return import CountsRow
from levelground.extracts.patients_return import QUINTILE
from levelground.measures import catalogue
from levelground.measures.model import CountKey, Kind
from levelground.measures.patients import SAME_DEPRIVATION, from_patients

DAY = dt.date(2026, 3, 31)
FOUR = ("mixed", "asian", "black", "other")
BME = CountKey("ZZ9", "2026-03-31", "patients.waiting", (), "bme")


def row(group: str, above: int, below: int, quintile: str = "", measure: str = "patients_waiting") -> CountsRow:
    return CountsRow("ZZ9", DAY, measure, group, above, below, ((QUINTILE, quintile),) if quintile else (), 2)


def ratios(*rows: CountsRow) -> dict[tuple[str | None, str | None], ReleasedFigure]:
    request = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    shown, _ = release(from_patients(rows, source_hash="h"), request=request, definitions=catalogue.load())
    return {(f.group, f.variant): f for f in shown.figures if f.kind is Kind.RATIO and not f.breakdown}


def test_bme_is_the_sum_of_its_four_groups_where_it_is_not_given() -> None:
    four = [row(group, 1, 10) for group in FOUR]

    assert from_patients(four, source_hash="h").counts[BME] == 40
    assert from_patients([*four, row("bme", 4, 41)], source_hash="h").counts[BME] == 41
    assert BME not in from_patients(four[:3], source_hash="h").counts


def test_shares_of_everyone_are_not_added_up_to_bme() -> None:
    """Each of the four stands over the same patients: their sum would count these four times."""
    four = [row(group, 10, 100, measure="patients_ethnicity") for group in FOUR]

    counts = from_patients(four, source_hash="h").counts

    assert not [key for key in counts if key.group == "bme"]


def test_each_finer_group_stands_over_white_as_it_is_and_within_quintiles() -> None:
    """By hand: 30 of 100 over 20 of 100 in each of two quintiles; 60 of 200 over 40 of 200 in all."""
    rows = [row(g, n, 100, q) for g, n in (("white", 20), ("bme", 30), ("asian", 30)) for q in ("1", "2")]

    found = ratios(*rows)

    assert found.keys() == {(g, v) for g in (None, "asian") for v in (None, SAME_DEPRIVATION)}
    assert found["asian", None].value == pytest.approx((60 / 200) / (40 / 200))
    assert found["asian", SAME_DEPRIVATION].value == pytest.approx((30 * 100 / 200 * 2) / (20 * 100 / 200 * 2))
    assert found["asian", None].compared == "asian_over_white"


def test_a_site_has_its_own_ratio_within_quintiles() -> None:
    rows = [
        CountsRow("ZZ9", DAY, "patients_waiting", group, above, 100, (("site", "East"), (QUINTILE, quintile)), 2)
        for group, above in (("white", 20), ("bme", 30))
        for quintile in ("1", "2")
    ]

    within = [plan for plan in from_patients(rows, source_hash="h").plans if plan.variant == SAME_DEPRIVATION]

    assert [plan.breakdown for plan in within] == [(("site", "East"),)]
