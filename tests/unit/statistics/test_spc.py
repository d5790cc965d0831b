"""XmR charts. Outside values: the R package NHSRplotthedots 0.2.2, its tests, nhspy-plotthedots; the rest by hand."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.spc import FEWEST_FOR_FIRM_LIMITS, ControlChart, xmr
from levelground.statistics.special_cause import SpecialCause

BETTER = {"increase": "up", "decrease": "down", "neutral": None}
# A quiet start of 12 points whose moving ranges are all 2: 9, 11, 9, 11, …
QUIET = [9.0, 11.0] * 6


def cases(shared: Path) -> dict:
    return json.loads((shared / "data" / "spc-and-rate-cases.json").read_text(encoding="utf-8"))["spc"]


def marks(chart: ControlChart) -> dict[int, str]:
    return {position: str(cause) for position, cause in enumerate(chart.special_cause) if cause}


def of_each(value: object, number: int) -> list:
    return value if isinstance(value, list) else [value] * number


@pytest.mark.shared
def test_every_series_of_the_reference_file_is_reproduced_but_for_the_listed_defect(shared: Path) -> None:
    refused = {}

    for case in cases(shared)["series"]:
        inputs, expected, number = case["input"], case["expected"], len(case["input"]["values"])
        chart = xmr(
            inputs["values"],
            better=BETTER[inputs["improvement_direction"]],
            target=inputs.get("target"),
            rebase_at=[inputs["rebase_at_index"]] if "rebase_at_index" in inputs else [],
            fix_after=inputs.get("fix_after_n_points"),
            screen_outliers=inputs["screen_outliers"],
        )
        assert chart.mean == pytest.approx(of_each(expected["mean"], number), abs=1e-12), case["name"]
        if chart.variation is None:
            refused[case["name"]] = chart
            continue
        assert chart.lower == pytest.approx(of_each(expected["lpl"], number), abs=1e-12), case["name"]
        assert chart.upper == pytest.approx(of_each(expected["upl"], number), abs=1e-12), case["name"]
        assert [cause or "Common Cause" for cause in chart.special_cause] == expected["special_cause_type"]
        assert chart.point_type == expected["point_type"], case["name"]
        assert (chart.variation, chart.assurance) == (expected["variation_type"], expected["assurance_type"])

    assert refused.keys() == {"constant but one step", "one point"}
    assert all(set(chart.lower + chart.upper + chart.special_cause) == {None} for chart in refused.values())


@pytest.mark.shared
def test_limits_and_assurance_of_the_reference_file_are_reproduced(shared: Path) -> None:
    reference = cases(shared)

    for case in reference["limits_only"]:
        chart = xmr(case["values"], screen_outliers=case["screen_outliers"])
        assert (chart.mean[0], chart.lower[0], chart.upper[0]) == pytest.approx(
            (case["mean"], case["lpl"], case["upl"])
        )
    assured = [case for case in reference["primitives"] if case["fn"] == "assurance"]
    for case in assured:
        lower, upper = case["in"]["lpl"], case["in"]["upl"]
        chart = xmr(
            with_limits(lower, upper), target=case["in"]["target"], better=BETTER[case["in"]["improvement_direction"]]
        )
        assert (chart.lower[-1], chart.upper[-1]) == pytest.approx((lower, upper))
        assert chart.assurance == case["out"]
    assert len(assured) == 6


def with_limits(lower: float, upper: float) -> list[float]:
    """Points to and fro whose mean is half way and whose moving ranges are (upper - lower) / 2 / 2.66."""
    middle, size = (lower + upper) / 2, (upper - lower) / 2 / 2.66
    return [middle - size / 2, middle + size / 2] * 6


# nhs-pycom/nhspy-plotthedots, tests/unittests/test_limits_calculations.py; the working is 5.5 -/+ 2.66 x 9/9.
def test_limits_are_the_mean_and_2_66_mean_moving_ranges() -> None:
    chart = xmr([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])

    assert chart.mean == [5.5] * 10
    assert chart.lower == pytest.approx([5.5 - 2.66] * 10)
    assert chart.upper == pytest.approx([5.5 + 2.66] * 10)


def test_screening_leaves_large_moving_ranges_out_once() -> None:
    # Moving ranges: 1 five times, 10, 11, 1 five times: mean 31/12 = 2.583; 3.267 x 2.583 = 8.44, so 10 and 11 go.
    values = [1.0, 2.0] * 3 + [12.0] + [1.0, 2.0] * 3

    chart, unscreened = xmr(values), xmr(values, screen_outliers=False)

    mean = (3 * 1 + 3 * 2 + 12 + 3 * 1 + 3 * 2) / 13
    assert chart.mean[0] == pytest.approx(mean)
    assert chart.upper[0] == pytest.approx(mean + 2.66 * (10 * 1) / 10)
    assert unscreened.upper[0] == pytest.approx(mean + 2.66 * 31 / 12)
    assert (chart.phases[0].screened_out, chart.screen_outliers) == (2, True)
    assert (unscreened.phases[0].screened_out, unscreened.screen_outliers) == (0, False)


def test_a_moving_range_just_at_the_screen_is_left_out() -> None:
    # Moving ranges: 96.733 99 times and 323.433 once. Mean (9,576.567 + 323.433) / 100 = 99, and 3.267 x 99 = 323.433.
    step, large = 96.733, 323.433

    chart = xmr([0.0, step] * 50 + [step + large])

    assert chart.phases[0].screened_out == 1
    assert chart.upper[0] - chart.mean[0] == pytest.approx(2.66 * step)


@pytest.mark.parametrize(
    ("better", "last", "expected"),
    [
        ("up", 15.4, "special_cause_improvement"),
        ("down", 15.4, "special_cause_concern"),
        (None, 15.4, "special_cause_neutral_high"),
        ("up", 4.6, "special_cause_concern"),
        ("down", 4.6, "special_cause_improvement"),
        (None, 4.6, "special_cause_neutral_low"),
        ("up", 10.0, "common_cause"),
    ],
)
def test_variation_is_what_the_last_point_says(better: str | None, last: float, expected: str) -> None:
    chart = xmr([*QUIET, last], fix_after=12, better=better)

    assert chart.variation == chart.point_type[-1] == expected


@pytest.mark.parametrize(
    ("better", "target", "expected"),
    [
        ("up", 15.33, "consistent_fail"),
        ("down", 15.33, "consistent_pass"),
        ("up", 4.67, "consistent_pass"),
        ("down", 4.67, "consistent_fail"),
        ("up", 15.32, "inconsistent"),  # on the limit is not beyond it
        ("down", 10, "inconsistent"),
        (None, 20, None),
        ("up", None, None),
    ],
)
def test_assurance_is_the_target_against_the_limits(
    better: str | None, target: float | None, expected: str | None
) -> None:
    assert xmr(QUIET, better=better, target=target).assurance == expected


def test_each_phase_has_its_own_limits_and_its_own_runs() -> None:
    # Seven points above the old mean across the change: four before it and three after it are no run in either phase.
    first, second = [*QUIET, 10.1, 10.2, 10.1, 10.2], [19.0, 21.0] * 6

    chart = xmr([*first, *second], rebase_at=[16], better="up", target=14)

    assert chart.mean[15] == pytest.approx((12 * 10 + 40.6) / 16)
    assert (chart.lower[16], chart.mean[16], chart.upper[16]) == pytest.approx((20 - 5.32, 20, 20 + 5.32))
    assert marks(chart) == {}
    assert [(phase.first, phase.points) for phase in chart.phases] == [(0, 16), (16, 12)]
    # The target lies within the first limits and below the last ones, which count.
    assert (chart.assurance, chart.warnings) == ("consistent_pass", ())


def test_the_first_point_as_start_of_a_phase_and_a_start_given_twice_change_nothing() -> None:
    values = [*QUIET, *QUIET]

    assert xmr(values, rebase_at=[12, 0, 12]) == xmr(values, rebase_at=(np.int64(12),))


def test_fixed_limits_rest_on_the_first_points_of_each_phase() -> None:
    chart = xmr([*QUIET, 30.0, *[value + 10 for value in QUIET], 5.0], rebase_at=[13], fix_after=12)

    assert chart.mean[12:14] == pytest.approx([10, 20])
    assert [phase.limits_from for phase in chart.phases] == [12, 12]
    assert marks(chart) == {12: "Above UCL", 25: "Below LCL"}


@pytest.mark.parametrize(("number", "warned"), [(FEWEST_FOR_FIRM_LIMITS - 1, True), (FEWEST_FOR_FIRM_LIMITS, False)])
def test_limits_from_fewer_than_12_points_are_given_with_a_warning(number: int, warned: bool) -> None:
    chart = xmr(QUIET[:number])

    assert None not in chart.lower
    assert bool(chart.warnings) == warned
    assert chart.phases[0].firm != warned
    fixed = xmr(QUIET, fix_after=number)
    assert bool(fixed.warnings) == warned


def test_a_warning_says_where_it_belongs_and_from_how_many_points() -> None:
    chart = xmr([*QUIET, 1.0, 3.0, 1.0], rebase_at=[12])

    assert chart.warnings == (
        "From position 12: trial limits from 3 points: each new point will move them, and no limits are charted below "
        "12 points.",
    )


# The reference gives NaN for the first, and for the second limits on the mean and a flag on all 15 points.
@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ([5.0] * 15, "the mean moving range is 0"),
        ([0.3, 0.1 + 0.2] * 8, "the mean moving range is 0"),
        ([5.0] * 14 + [6.0], "screening leaves only moving ranges of 0"),
        ([1.0], "one point alone has no moving range"),
    ],
)
def test_limits_that_would_mean_nothing_are_refused_with_the_reason(values: list[float], reason: str) -> None:
    chart = xmr(values, better="up", target=1)

    assert chart.mean == pytest.approx([sum(values) / len(values)] * len(values))
    assert set(chart.lower + chart.upper + chart.special_cause + chart.point_type) == {None}
    assert (chart.variation, chart.assurance) == (None, None)
    assert reason in chart.warnings[0]
    assert reason in chart.phases[0].no_limits_because
    assert not chart.phases[0].firm


def test_a_step_after_a_constant_has_limits_where_nothing_is_screened() -> None:
    chart = xmr([5.0] * 14 + [6.0], screen_outliers=False)

    assert chart.upper[0] == pytest.approx(76 / 15 + 2.66 / 14)


def test_a_phase_without_limits_leaves_the_others_theirs() -> None:
    chart = xmr([*QUIET, 7.0, 7.0, 7.0], rebase_at=[12])

    assert chart.upper == [pytest.approx(15.32)] * 12 + [None] * 3
    assert chart.point_type == ["common_cause"] * 12 + [None] * 3


@pytest.mark.parametrize(
    ("choices", "match"),
    [
        ({"values": []}, "without values"),
        ({"values": [1.0, float("nan")]}, "value that is missing"),
        ({"values": [1.0, None]}, "value that is missing"),
        ({"values": [1.0, float("inf")]}, "value that is missing"),
        ({"values": [1.0, -2e300]}, "value that is missing"),
        ({"values": [1, 10**400]}, "value that is missing"),
        ({"values": ["1", "2"]}, "value that is missing"),
        ({"values": [1.0], "target": float("nan")}, "target that is missing"),
        ({"values": [1.0], "better": "higher"}, "neither up nor down"),
        ({"values": [1.0], "fix_after": 1}, "fix the limits"),
        ({"values": [1.0], "fix_after": 2.5}, "fix the limits"),
        ({"values": [1.0], "fix_after": True}, "fix the limits"),
        ({"values": [1.0, 2.0], "rebase_at": [2]}, "outside the series"),
        ({"values": [1.0, 2.0], "rebase_at": [-1]}, "outside the series"),
        ({"values": [1.0, 2.0], "rebase_at": ["1"]}, "outside the series"),
    ],
)
def test_what_cannot_be_used_is_refused(choices: dict, match: str) -> None:
    values = choices.pop("values")

    with pytest.raises(InputError, match=match):
        xmr(values, **choices)


def test_arrays_and_whole_numbers_give_what_lists_of_floats_give() -> None:
    whole = [3, 1, 4, 1, 5, 9, 2]

    assert xmr(np.array(whole)) == xmr(np.array(whole, dtype=float)) == xmr(whole)


# Laws. Values are whole hundredths: their shifts and scales are exact, so that the charts must agree to the last mark.
HUNDREDTHS = st.lists(st.integers(-500, 500), min_size=1, max_size=40)
MIRRORED = {
    None: None,
    SpecialCause.ABOVE_UPPER_LIMIT: SpecialCause.BELOW_LOWER_LIMIT,
    SpecialCause.RISING: SpecialCause.FALLING,
    SpecialCause.TWO_OF_THREE_ABOVE: SpecialCause.TWO_OF_THREE_BELOW,
    SpecialCause.RUN_ABOVE: SpecialCause.RUN_BELOW,
}
MIRRORED |= {below: above for above, below in MIRRORED.items()}


def drawn(hundredths: list[int], factor: int = 1, shift: int = 0) -> list[float]:
    return [(factor * value + shift) / 100 for value in hundredths]


def moved(limits: list[float | None], factor: int, shift: int) -> list:
    return [None if limit is None else pytest.approx(factor * limit + shift / 100, abs=1e-9) for limit in limits]


@pytest.mark.slow
@given(values=HUNDREDTHS, factor=st.integers(1, 50), shift=st.integers(-5_000, 5_000), screened=st.booleans())
def test_a_change_of_unit_moves_mean_and_limits_and_no_mark(
    values: list[int], factor: int, shift: int, screened: bool
) -> None:
    chart = xmr(drawn(values), screen_outliers=screened)
    other = xmr(drawn(values, factor, shift), screen_outliers=screened)

    assert other.special_cause == chart.special_cause
    assert other.mean == moved(chart.mean, factor, shift)
    assert other.lower == moved(chart.lower, factor, shift)
    assert other.upper == moved(chart.upper, factor, shift)
    assert other.phases == chart.phases


@pytest.mark.slow
@given(values=HUNDREDTHS, target=st.integers(-500, 500))
def test_the_mirrored_series_has_the_mirrored_chart_with_the_same_verdicts(values: list[int], target: int) -> None:
    chart = xmr(drawn(values), better="up", target=target / 100)
    mirrored = xmr(drawn(values, -1), better="down", target=-target / 100)

    assert mirrored.special_cause == [MIRRORED[cause] for cause in chart.special_cause]
    assert mirrored.lower == moved(chart.upper, -1, 0)
    assert mirrored.upper == moved(chart.lower, -1, 0)
    assert mirrored.point_type == chart.point_type
    assert mirrored.assurance == chart.assurance


@pytest.mark.slow
@given(values=HUNDREDTHS, cut=st.integers(1, 39))
def test_a_phase_is_a_chart_of_its_own(values: list[int], cut: int) -> None:
    cut = min(cut, len(values) - 1)
    before, after = drawn(values[:cut]), drawn(values[cut:])

    chart = xmr([*before, *after], rebase_at=[cut])

    parts = [xmr(part) for part in (before, after) if part]
    assert chart.special_cause == [cause for part in parts for cause in part.special_cause]
    assert chart.lower == [limit for part in parts for limit in part.lower]


@pytest.mark.slow
@given(values=HUNDREDTHS)
def test_screening_never_widens_the_limits(values: list[int]) -> None:
    screened, whole = xmr(drawn(values)), xmr(drawn(values), screen_outliers=False)

    if screened.upper[0] is not None:
        assert screened.upper[0] <= whole.upper[0]
        assert screened.lower[0] >= whole.lower[0]
