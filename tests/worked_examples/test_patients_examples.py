"""Runs the worked examples of the measures of patients: the hand calculation beside each definition is the oracle."""

from __future__ import annotations

import datetime as dt
from math import exp, sqrt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.measures.patients import definitions, from_patients
from tests.worked_examples.test_catalogue import PERIOD, lines_of, worked

AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def figures(measure: str) -> list[ReleasedFigure]:
    rows = [
        CountsRow(
            "ZZ9",
            PERIOD,
            measure,
            line["group"],
            int(line["numerator"]),
            int(line["denominator"]),
            (("deprivation_quintile", line["breakdown"]),),
            number,
        )
        for number, line in enumerate(lines_of(definitions()[measure]), 2)
        if line["line"] == "count"
    ]
    request = ReleaseRequest(POLICIES["already_public"], AT)
    return list(release(from_patients(rows, source_hash="0"), request=request, definitions=catalogue.load())[0].figures)


@pytest.mark.parametrize("measure", definitions())
def test_worked_example_comes_out_as_worked_by_hand(measure: str) -> None:
    found = {(f.kind, f.breakdown[0][1] if f.breakdown else "", f.group or ""): f.value for f in figures(measure)}

    expected = [line for line in lines_of(definitions()[measure]) if line["line"] == "figure"]
    assert len(found) == len(expected)
    for line in expected:
        assert found[Kind(line["figure"]), line["breakdown"], line["group"]] == pytest.approx(float(line["expected"]))
        assert float(worked(line["working"])) == pytest.approx(float(line["expected"]), abs=1e-12)


def test_the_same_deprivation_is_compared_with_itself_only() -> None:
    """In every known fifth BME over White is 1.2; added up it is 1.46, because more BME patients live in the first."""
    found = {f.kind: f for f in figures("patients_waiting") if not f.breakdown and f.group is None}

    assert found[Kind.RATIO].value == pytest.approx((386 / 900) / (530 / 1800))
    assert found[Kind.COMMON_RATIO].value == pytest.approx(1.2)
    # Greenland and Robins' variance, worked by hand: the sum over the fifths of
    # (n1 n2 (x1 + x2) - x1 x2 (n1 + n2)) / (n1 + n2)^2, over both sums of Mantel and Haenszel.
    fifths = [
        (180, 300, 100, 200),
        (96, 200, 120, 300),
        (36, 100, 90, 300),
        (30, 100, 100, 400),
        (24, 100, 100, 500),
    ]
    top = sum((n1 * n2 * (x1 + x2) - x1 * x2 * (n1 + n2)) / (n1 + n2) ** 2 for x1, n1, x2, n2 in fifths)
    both = (72 + 57.6 + 27 + 24 + 20) * (60 + 48 + 22.5 + 20 + 100 / 6)
    reach = 1.959964 * sqrt(top / both)
    assert found[Kind.COMMON_RATIO].lower == pytest.approx(1.2 / exp(reach), rel=1e-6)
    assert found[Kind.COMMON_RATIO].upper == pytest.approx(1.2 * exp(reach), rel=1e-6)
