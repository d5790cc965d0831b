"""Interrupted time series. The oracle is numpy: least squares, and the restricted likelihood by contrasts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import t as student

from levelground.errors import InputError
from levelground.statistics.evaluation import AR1, OLS, InterruptedSeries, interrupted

SHORT = [10.0, 12.0, 11.0, 13.0, 17.0, 16.0, 19.0, 18.0]
# Twenty-four months, written down once: a line, a step of about 4 at the thirteenth, errors that follow each other.
LONG = [
    20.3, 20.9, 21.4, 20.8, 20.1, 20.6, 21.7, 22.4, 22.0, 21.3, 21.9, 22.8,
    26.1, 27.0, 26.4, 25.9, 26.8, 27.9, 28.3, 27.5, 27.1, 28.2, 29.0, 28.6,
]  # fmt: skip


def design(number: int, start: int) -> np.ndarray:
    rows = [(1, i, int(i >= start), max(i - start, 0)) for i in range(number)]
    return np.array(rows, dtype=float)


def limits(found: InterruptedSeries) -> list[float | None]:
    parts = (found.level_change, found.slope_change, found.at_end, found.slope_before)
    return [limit for part in parts for limit in (part.value, part.lower, part.upper)]


def check(found: InterruptedSeries, about: str) -> tuple[bool | None, str]:
    return next((one.in_order, one.says) for one in found.checks if one.about == about)


@pytest.mark.slow  # whichever test comes first loads statsmodels
def test_short_series_is_ordinary_least_squares() -> None:
    found = interrupted(SHORT, starts_at=4)

    # By hand: before 10, 12, 11, 13 the mean is 11.5 and the slope (-1.5 x 10 - .5 x 12 + .5 x 11 + 1.5 x 13) / 5 = .8;
    # after 17, 16, 19, 18 it is 17.5 and (-1.5 x 17 - .5 x 16 + .5 x 19 + 1.5 x 18) / 5 = .6.
    # At the fifth point: 17.5 - 1.5 x .6 = 16.6 against 11.5 + 2.5 x .8 = 13.5.
    assert found.level_change.value == pytest.approx(16.6 - 13.5)
    assert found.slope_change.value == pytest.approx(0.6 - 0.8)
    assert found.at_end.value == pytest.approx((17.5 + 1.5 * 0.6) - (11.5 + 5.5 * 0.8))
    assert found.slope_before.value == pytest.approx(0.8)
    # Squared residuals: 5 - 5 x .8 ** 2 = 1.8 before, 5 - 5 x .6 ** 2 = 3.2 after; 8 - 4 degrees of freedom.
    # The level change is one line's value less another's: 1/4 + 1.5 ** 2 / 5 and 1/4 + 2.5 ** 2 / 5.
    error = ((1.8 + 3.2) / 4 * (1 / 4 + 1.5**2 / 5 + 1 / 4 + 2.5**2 / 5)) ** 0.5
    assert found.level_change.upper == pytest.approx(3.1 + student.ppf(0.975, 4) * error)
    assert found.level_change.lower == pytest.approx(3.1 - student.ppf(0.975, 4) * error)
    assert (found.method, found.points_before, found.points_after) == (OLS, 4, 4)
    assert found.expected == pytest.approx([10.3 + 0.8 * i for i in range(8)])
    assert found.fitted == pytest.approx([10.3, 11.1, 11.9, 12.7, 16.6, 17.2, 17.8, 18.4])


@pytest.mark.slow
def test_longer_series_has_the_autocorrelation_of_largest_restricted_likelihood() -> None:
    found = interrupted(LONG, starts_at=12)

    values, columns = np.array(LONG), design(24, 12)
    contrasts = np.linalg.svd(columns)[0][:, 4:]  # what is orthogonal to all four columns
    lag = np.abs(np.subtract.outer(np.arange(24), np.arange(24)))

    def loss(rho: float) -> float:
        inner = contrasts.T @ rho**lag @ contrasts
        seen = contrasts.T @ values
        return float(np.linalg.slogdet(inner)[1] + 20 * np.log(seen @ np.linalg.solve(inner, seen)))

    grid = np.linspace(-0.97, 0.97, 3881)
    rho = float(grid[np.argmin([loss(one) for one in grid])])
    assert found.autocorrelation == pytest.approx(rho, abs=5e-4)
    inverse = np.linalg.inv(found.autocorrelation**lag)
    covariance = np.linalg.inv(columns.T @ inverse @ columns)
    beta = covariance @ columns.T @ inverse @ values
    residuals = values - columns @ beta
    scale = residuals @ inverse @ residuals / 20
    reach = student.ppf(0.95, 20) * np.sqrt(scale * np.diag(covariance))
    ninety = interrupted(LONG, starts_at=12, confidence=0.9)
    assert ninety.method == AR1
    for part, i in ((ninety.level_change, 2), (ninety.slope_change, 3), (ninety.slope_before, 1)):
        assert (part.value, part.lower, part.upper) == pytest.approx((beta[i], beta[i] - reach[i], beta[i] + reach[i]))
    assert ninety.at_end.value == pytest.approx(beta[2] + 11 * beta[3])


def test_eleven_points_are_least_squares_and_twelve_are_not() -> None:
    assert interrupted(LONG[6:17], starts_at=6).method == OLS
    assert interrupted(LONG[6:18], starts_at=6).method == AR1


@pytest.mark.parametrize("number", [8, 20])
def test_points_on_two_lines_have_a_change_and_no_interval(number: int) -> None:
    values = [5 + 2 * i + (i >= 4) * 3 for i in range(number)]

    found = interrupted(values, starts_at=4)

    assert (found.level_change.value, found.slope_change.value) == pytest.approx((3, 0), abs=1e-9)
    assert {found.level_change.lower, found.at_end.upper, found.autocorrelation} == {None}
    assert "there is no interval" in check(found, "autocorrelation")[1]


def test_a_series_that_stands_still_has_no_change() -> None:
    found = interrupted([0.1] * 15, starts_at=8)

    assert [found.level_change.value, found.slope_change.value, found.level_change.lower] == [0, 0, None]
    assert "No bend is seen" in check(found, "trend before")[1]


def test_too_few_points_are_refused_with_how_many_are_needed() -> None:
    with pytest.raises(InputError, match="2 before the start and 1 after it: too few points") as refused:
        interrupted([1, 2, 3], starts_at=2)
    assert "1 more before and 2 more after the start" in str(refused.value)
    assert "at least 3 before and 3 after, better 8 and 8" in str(refused.value)
    with pytest.raises(InputError, match="add, 3 more after the start"):
        interrupted([1, 2, 3], starts_at=7)


@pytest.mark.parametrize("start", [-1, 2.5, True, None, "2"])
def test_a_start_that_is_no_position_is_refused(start: object) -> None:
    with pytest.raises(InputError, match="no position"):
        interrupted(SHORT, starts_at=start)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), None, "many", 10**400, 1e200])
def test_a_value_that_is_no_finite_number_is_refused(value: object) -> None:
    with pytest.raises(InputError, match="no finite number"):
        interrupted([*SHORT, value], starts_at=4)  # type: ignore[list-item]


def test_a_confidence_outside_0_to_1_is_refused() -> None:
    with pytest.raises(InputError, match="confidence"):
        interrupted(SHORT, starts_at=4, confidence=95)


def test_what_the_effect_rests_on_is_said() -> None:
    short, long = interrupted(SHORT, starts_at=4), interrupted(LONG, starts_at=12)

    assert [one.about for one in short.checks] == [
        "points",
        "autocorrelation",
        "trend before",
        "last value before",
        "other changes",
    ]
    assert check(short, "points")[0] is False
    assert "not allowed for" in check(short, "autocorrelation")[1]
    assert "cannot be seen from 4 points" in check(short, "trend before")[1]
    assert "nothing to compare with" in check(short, "other changes")[1]
    assert check(long, "points")[0] is True
    assert "the interval allows for it" in check(long, "autocorrelation")[1]
    assert check(long, "trend before")[0] is None


def test_a_bend_before_the_start_is_said() -> None:
    bent = [0.0, 1.1, 3.9, 9.2, 15.8, 25.1, 36.0, 49.1, 64.0, 80.8]

    found = interrupted([*bent, 99, 122, 143, 170], starts_at=10)

    assert check(found, "trend before")[0] is False
    assert "bend" in check(found, "trend before")[1]


def test_a_start_that_follows_the_most_unusual_value_is_said() -> None:
    # By hand: mean 12 / 8 = 1.5, slope 3.5 x 12 / 42 = 1, so the line ends at 1.5 + 3.5 = 5, and 12 is 7 above it.
    above, below = (interrupted([0.0] * 7 + [last, 1, 2, 1], starts_at=8) for last in (12.0, -12.0))

    assert check(above, "last value before")[0] is False
    assert "stands 7 above the line of the 8 before it and is the most unusual" in check(above, "last value before")[1]
    assert "7 below" in check(below, "last value before")[1]


def test_a_start_that_follows_no_unusual_value_is_said_too() -> None:
    early = interrupted([12.0] + [0.0] * 7 + [1, 2, 1], starts_at=8)

    # The mirror image of the series above: the line comes down from 5 by 1 a point to -2.
    assert check(early, "last value before") == (
        None,
        "The last value before the start stands 2 above the line of the 8 before it; it is not the most unusual.",
    )
    assert "cannot be seen from 4 points" in check(interrupted(SHORT, starts_at=4), "last value before")[1]
    still = interrupted([0.1] * 15, starts_at=8)
    assert "lies on the line of those before it" in check(still, "last value before")[1]


def test_a_series_that_drifts_by_itself_is_said() -> None:
    drift = np.concatenate([np.sin(np.linspace(0, 6, 60)), np.sin(np.linspace(6.1, 12, 60))]) * 10

    found = interrupted(drift, starts_at=60)

    assert check(found, "autocorrelation")[0] is False
    assert "may drift by itself" in check(found, "autocorrelation")[1]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from([8, 24]),
    st.floats(-1000, 1000),
    st.floats(-5, 5),
    st.floats(0.01, 100),
)
def test_a_line_added_moves_only_the_line_and_a_scale_stretches_all(
    number: int, shift: float, tilt: float, scale: float
) -> None:
    values = np.array(LONG[24 - number :])
    plain = interrupted(values, starts_at=number // 2)

    moved = interrupted(scale * (values + shift + tilt * np.arange(number)), starts_at=number // 2)

    expected = [None if limit is None else scale * limit for limit in limits(plain)]
    expected[9:] = [scale * (limits(plain)[i] + tilt) for i in (9, 10, 11)]
    assert limits(moved) == pytest.approx(expected, rel=1e-5, abs=1e-5 * scale)
    turned = interrupted(-values, starts_at=number // 2).level_change
    assert (turned.lower, turned.upper) == pytest.approx((-plain.level_change.upper, -plain.level_change.lower))
