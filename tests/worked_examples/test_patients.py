"""Runs the worked examples of patients: whole ratios, ratios within quintiles, and what is unknown."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.extracts.counts_return import CountsRow
from levelground.extracts.patients_return import QUINTILE
from levelground.measures import catalogue
from levelground.measures.model import Kind, Subset
from levelground.measures.patients import SAME_DEPRIVATION, from_patients, measures
from tests.worked_examples.test_catalogue import PERIOD, lines_of, worked

REQUEST = ReleaseRequest(POLICIES["already_public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))


def rows_of(measure: str) -> list[CountsRow]:
    return [
        CountsRow(
            "ZZ9", PERIOD, measure, line["group"], int(line["numerator"]), int(line["denominator"]),
            ((QUINTILE, line["breakdown"]),) if line["breakdown"] else (), number,
        )
        for number, line in enumerate(lines_of(catalogue.load()[measure]), 2)
        if line["line"] == "count"
    ]  # fmt: skip


@pytest.mark.parametrize("measure", measures())
def test_worked_example_comes_out_as_worked_by_hand(measure: str) -> None:
    definitions = catalogue.load()

    shown, _ = release(from_patients(rows_of(measure), source_hash="0"), request=REQUEST, definitions=definitions)

    found = {
        (
            figure.kind,
            figure.variant or (figure.breakdown[0][1] if figure.breakdown else ""),
            figure.group or "",
        ): figure
        for figure in shown.figures
    }
    expected = [line for line in lines_of(definitions[measure]) if line["line"] == "figure"]
    assert len(found) == len(expected)
    for line in expected:
        value = found[Kind(line["figure"]), line["breakdown"], line["group"]].value
        assert value == pytest.approx(float(line["expected"]), abs=1e-12)
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)


def test_deprivation_can_account_for_a_gap_that_is_not_there_within_quintiles() -> None:
    """By hand: 40% of 300 beside 40% of 100 in quintile 1, 10% of 100 beside 10% of 500 in 5: 1 within each."""
    counts = {"1": {"white": (40, 100), "bme": (120, 300)}, "5": {"white": (50, 500), "bme": (10, 100)}}
    rows = [
        CountsRow("ZZ9", PERIOD, "patients_waiting", group, x, n, ((QUINTILE, quintile),), 2)
        for quintile, groups in counts.items()
        for group, (x, n) in groups.items()
    ]

    shown, _ = release(from_patients(rows, source_hash="0"), request=REQUEST, definitions=catalogue.load())

    whole, within = (
        next(f for f in shown.figures if f.kind is Kind.RATIO and not f.breakdown and f.variant == variant)
        for variant in (None, SAME_DEPRIVATION)
    )
    assert whole.value == pytest.approx((130 / 400) / (90 / 600))
    assert within.value == pytest.approx(1)
    assert within.lower is not None
    assert within.lower < 1


def test_a_total_that_is_given_is_not_added_up_again() -> None:
    given = CountsRow("ZZ9", PERIOD, "patients_waiting", "white", 75, 510, (), 9)

    result = from_patients([*rows_of("patients_waiting"), given], source_hash="0")

    (whole,) = [n for key, n in result.counts.items() if key.item == "patients.waiting" and not key.breakdown
                and key.group == "white"]  # fmt: skip
    assert whole == 510


def test_without_quintiles_of_both_groups_there_is_no_ratio_within_them() -> None:
    rows = [row for row in rows_of("patients_waiting") if row.group == "white"]

    result = from_patients(rows, source_hash="0")

    assert not [plan for plan in result.plans if plan.variant == SAME_DEPRIVATION]


def test_the_unknown_quintile_is_counted_and_is_no_stratum() -> None:
    unknown = [
        CountsRow("ZZ9", PERIOD, "patients_waiting", group, 5, 9, ((QUINTILE, "unknown"),), 9)
        for group in ("white", "bme")
    ]
    rows = [*rows_of("patients_waiting"), *unknown]

    result = from_patients(rows, source_hash="0")

    (within,) = [plan for plan in result.plans if plan.variant == SAME_DEPRIVATION]
    assert len(within.strata) == 2
    assert any(dict(key.breakdown).get(QUINTILE) == "unknown" for key in result.counts)


def test_who_waits_longest_is_among_who_waits_long() -> None:
    result = from_patients([*rows_of("patients_waiting"), *rows_of("patients_long_wait")], source_hash="0")

    among = [s for s in result.subsets if isinstance(s, Subset) and s.part.item == "patients.waiting_long.counted"]
    assert {s.whole.item for s in among} == {"patients.waiting", "patients.waiting.counted"}


def test_a_ratio_within_quintiles_without_a_case_has_no_value() -> None:
    rows = [
        CountsRow("ZZ9", PERIOD, "patients_waiting", group, n, 50, ((QUINTILE, "1"),), 2)
        for group, n in (("white", 0), ("bme", 5))
    ]
    nobody = [CountsRow("ZZ9", PERIOD, "patients_cancelled", row.group, 0, 50, row.breakdown, 2) for row in rows]

    shown, _ = release(from_patients([*rows, *nobody], source_hash="0"), request=REQUEST, definitions=catalogue.load())

    within = {f.measure: f for f in shown.figures if f.variant == SAME_DEPRIVATION}
    assert within["patients_waiting"].value is None
    assert within["patients_cancelled"].value is None
    assert all(figure.reason for figure in within.values())
