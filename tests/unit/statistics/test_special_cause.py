"""The four rules of special cause. Outside values: NHSRplotthedots 0.2.2 and its tests; the rest by hand."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from levelground.statistics.spc import xmr
from levelground.statistics.special_cause import SpecialCause, special_causes
from tests.unit.statistics.test_spc import HUNDREDTHS, QUIET, cases, drawn, marks

TRENDS = (SpecialCause.RISING, SpecialCause.FALLING)
RUNS = (SpecialCause.RUN_ABOVE, SpecialCause.RUN_BELOW)
PAIRS = (SpecialCause.TWO_OF_THREE_ABOVE, SpecialCause.TWO_OF_THREE_BELOW)


@pytest.mark.shared
def test_the_rules_of_the_reference_file_mark_the_same_points(shared: Path) -> None:
    checked = 0

    for case in cases(shared)["primitives"]:
        given_, last_marked = case["in"], case["out"]
        if case["fn"] in ("seven_points_one_side", "seven_point_trend"):
            # Its flag stands on the last of seven points; the rule marks all seven.
            values = given_.get("relative_to_mean") or given_["y"]
            expected = [any(last_marked[i : i + 7]) for i in range(len(values))]
            kinds = TRENDS if case["fn"] == "seven_point_trend" else RUNS
        elif "two_in_three" in case["fn"]:
            # Near the limit of 4 is beyond 2.67. Its flag stands on all three points; the rule marks the near ones.
            near, sides = given_["close"], given_["relative_to_mean"]
            values = [3 * side if close else side for close, side in zip(near, sides, strict=True)]
            expected = [bool(flag and close) for flag, close in zip(last_marked, near, strict=True)]
            kinds = PAIRS
        else:
            continue
        causes = special_causes([Fraction(value) for value in values], Fraction(4 if kinds is PAIRS else 1_000))
        assert [cause in kinds for cause in causes] == expected, case
        checked += 1

    assert checked == 19


def test_a_point_beyond_a_limit_is_marked_with_its_side() -> None:
    # Limits from the quiet points: 10 -/+ 2.66 x 2 = 4.68 and 15.32.
    chart = xmr([*QUIET, 15.4, 10.0, 4.6], fix_after=12)

    assert (chart.lower[0], chart.mean[0], chart.upper[0]) == pytest.approx((4.68, 10, 15.32))
    assert marks(chart) == {12: "Above UCL", 14: "Below LCL"}


def test_a_point_on_a_limit_is_not_beyond_it_whatever_floats_say() -> None:
    assert marks(xmr([*QUIET, 15.32, 9.0, 4.68], fix_after=12)) == {}


def test_seven_rising_points_are_a_trend_and_six_or_a_tie_are_none() -> None:
    rising = [9.0, 9.1, 9.2, 9.9, 10.5, 10.6, 10.7]

    assert marks(xmr([*QUIET, 8.9, 10.0, *rising, 9.0], fix_after=12)) == dict.fromkeys(
        range(14, 21), "7 Point Trend (Increasing)"
    )
    assert marks(xmr([*QUIET, 10.0, *rising[1:], 9.0], fix_after=12)) == {}
    assert marks(xmr([*QUIET, 9.5, *rising[:3], *rising[2:], 9.0], fix_after=12)) == {}


# NHSRplotthedots, "up then down trend sharing a peak": the turning point goes with what follows it.
def test_a_turning_point_belongs_to_the_trend_that_follows() -> None:
    chart = xmr([5, 6, 4, 5, 1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1, 5, 6, 4], better="up")

    assert (chart.lower[0], chart.mean[0], chart.upper[0]) == pytest.approx((0.42, 4.2, 7.98))
    assert marks(chart) == {
        **dict.fromkeys(range(4, 10), "7 Point Trend (Increasing)"),
        **dict.fromkeys(range(10, 17), "7 Point Trend (Decreasing)"),
    }
    # A trend is judged by its direction and not by the side of the mean: 6 lies above it, and falling is worse.
    assert chart.point_type[10:13] == ["special_cause_concern"] * 3


# Near the limits of the quiet points: beyond 10 -/+ 2/3 x 5.32, that is below 6.4533 or above 13.5467.
def test_two_of_three_near_a_limit_are_marked_and_the_third_is_not() -> None:
    chart = xmr([*QUIET, 13.6, 10.1, 13.6, 9.0, 6.4, 9.5, 6.4], fix_after=12)

    assert marks(chart) == {12: "2 in 3 Above CL", 14: "2 in 3 Above CL", 16: "2 in 3 Below CL", 18: "2 in 3 Below CL"}


# NHSRplotthedots, tests/testthat/test-ptd_calculate_point_type.R (two_in_three) and issue 143.
@pytest.mark.parametrize(
    "points",
    [
        [13.6, 10.1, 10.1, 13.6],  # not within three
        [13.6, 9.9, 13.6],  # the third lies on the other side
        [13.6, 10.0, 13.6],  # the third lies on the mean
        [13.6, 6.4, 13.6],  # near, but on the other side
        [13.5, 10.1, 13.5],  # not near
    ],
)
def test_two_near_points_are_no_pair(points: list[float]) -> None:
    assert marks(xmr([*QUIET, *points, 9.0], fix_after=12)) == {}


# NHSRplotthedots, tests/testthat/test-ptd_spc_standard.R, the last test (issue 143). Screening leaves 13 moving ranges
# of 2 and one of 6.5: mean 32.5 / 14; 11 goes.
def test_near_points_on_opposite_sides_are_no_pair() -> None:
    chart = xmr([*[1, -1] * 7, 5.5, -5.5])

    assert (chart.lower[0], chart.mean[0], chart.upper[0]) == pytest.approx((-2.66 * 32.5 / 14, 0, 6.175))
    assert marks(chart) == {}


def test_a_point_beyond_the_limit_does_not_count_as_near_it() -> None:
    assert marks(xmr([*QUIET, 15.4, 10.1, 13.6], fix_after=12)) == {12: "Above UCL"}


def test_seven_points_on_one_side_are_marked_and_six_or_one_on_the_mean_are_not() -> None:
    above = [10.1, 10.3, 10.2, 10.4, 10.1, 10.3, 10.2]

    # The quiet points end above the mean: a 9.0 after them keeps the last one out of the run.
    assert marks(xmr([*QUIET, 9.0, *above], fix_after=12)) == dict.fromkeys(range(13, 20), "7 Points Above CL")
    assert marks(xmr([*QUIET, 9.0, *above[1:], 9.0], fix_after=12)) == {}
    assert marks(xmr([*QUIET, 9.0, *above[:4], 10.0, *above[4:]], fix_after=12)) == {}
    below = [20 - value for value in above]
    assert marks(xmr([*QUIET, *below], fix_after=12)) == dict.fromkeys(range(12, 19), "7 Points Below CL")


def test_points_on_the_mean_are_no_run() -> None:
    # nhspy-plotthedots says the contrary (test_special_cause_flag.py); NHSRplotthedots and the rule's wording do not.
    assert marks(xmr([*QUIET, *[10.0] * 8], fix_after=12)) == {}


def test_the_strongest_rule_names_the_point() -> None:
    # Ten points above the mean: seven that rise, up to one beyond the limit; two near it; one that is neither.
    chart = xmr([*QUIET, 10.1, 10.5, 11.0, 12.0, 13.0, 14.0, 15.4, 13.9, 14.1, 10.2], fix_after=12)

    assert marks(chart) == {
        11: "7 Points Above CL",  # 11.0, the last of the quiet ones, lies above the mean too
        **dict.fromkeys(range(12, 18), "7 Point Trend (Increasing)"),
        18: "Above UCL",
        **dict.fromkeys((19, 20), "2 in 3 Above CL"),
        21: "7 Points Above CL",
    }


@pytest.mark.slow
@given(values=HUNDREDTHS)
def test_every_mark_keeps_what_its_rule_says(values: list[int]) -> None:
    chart = xmr(drawn(values))

    for position, cause in enumerate(chart.special_cause):
        value, mean = drawn(values)[position], chart.mean[position]
        beyond = chart.upper[0] is not None and not chart.lower[0] <= value <= chart.upper[0]
        assert (cause in (SpecialCause.ABOVE_UPPER_LIMIT, SpecialCause.BELOW_LOWER_LIMIT)) == beyond
        if cause in (SpecialCause.RUN_ABOVE, SpecialCause.TWO_OF_THREE_ABOVE):
            assert value > mean
        if cause is SpecialCause.RISING:
            around = values[max(0, position - 6) : position + 7]
            assert any(all(a < b for a, b in pairwise(around[i : i + 7])) for i in range(len(around) - 6))
