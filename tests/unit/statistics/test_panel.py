"""Difference-in-differences. The oracle is numpy: every effect as a dummy, and every draw of the bootstrap."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.panel import CLUSTERED, WILD, Observation, difference_in_differences


def observations(table: np.ndarray, treated: int) -> list[Observation]:
    """Organisations in rows, periods in columns; the first rows are treated."""
    return [
        Observation(f"R{row:03}", period, float(value), row < treated)
        for row, values in enumerate(table)
        for period, value in enumerate(values)
    ]


def made(organisations: int, treated: int, periods: int = 5, effect: float = 1.0) -> np.ndarray:
    draws = np.random.default_rng(7)
    table = draws.normal(size=(organisations, 1)) + draws.normal(size=(organisations, periods)) + np.arange(periods)
    table[:treated, 3:] += effect
    return table


def dummies(organisations: int, treated: int, periods: int = 5) -> tuple[np.ndarray, np.ndarray]:
    """Every observation's row of the two-way model, and its organisation; the effect is the first column."""
    rows, cluster = [], []
    for organisation, period in product(range(organisations), range(periods)):
        who = [float(organisation == one) for one in range(organisations)]
        when = [float(period == one) for one in range(1, periods)]
        rows.append([float(organisation < treated and period >= 3), *who, *when])
        cluster.append(organisation)
    return np.array(rows), np.array(cluster)


def slope_and_error(values: np.ndarray, columns: np.ndarray, cluster: np.ndarray) -> tuple[float, float]:
    """The effect and its error clustered by organisation, without any small-sample factor."""
    inverse = np.linalg.inv(columns.T @ columns)
    beta = inverse @ columns.T @ values
    weighted = columns * (values - columns @ beta)[:, None]
    sums = np.array([weighted[cluster == one].sum(axis=0) for one in np.unique(cluster)])
    return float(beta[0]), float(np.sqrt((inverse @ sums.T @ sums @ inverse)[0, 0]))


def check(found: object, about: str) -> tuple[bool | None, str]:
    return next((one.in_order, one.says) for one in found.checks if one.about == about)  # type: ignore[attr-defined]


def test_card_and_krueger_s_minimum_wage() -> None:
    # D. Card and A. B. Krueger, American Economic Review 84 (1994) 772-793, table 3: employment before and after, New
    # Jersey 20.44 and 21.03, Pennsylvania 23.33 and 21.17; they print 2.76, from figures before rounding.
    around = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])[:, None]
    table = np.concatenate([around + np.array([20.44, 20.44, 21.03]), 2 * around + np.array([23.33, 23.33, 21.17])])

    found = difference_in_differences(observations(table, 5), starts_at=2)

    assert found.effect.value == pytest.approx((21.03 - 20.44) - (21.17 - 23.33))
    assert found.effect.value == pytest.approx(2.76, abs=0.011)
    assert [mean.treated_minus_comparison for mean in found.means] == pytest.approx([-2.89, -2.89, -0.14])
    assert found.changes == pytest.approx((21.03 - 20.44, 21.17 - 23.33))
    assert found.expected == pytest.approx([20.44, 20.44, 21.17 - 2.89])


@pytest.mark.slow
def test_many_organisations_have_errors_clustered_by_organisation() -> None:
    table = made(44, 20)

    found = difference_in_differences(observations(table, 20), starts_at=3)

    effect, error = slope_and_error(table.ravel(), *dummies(44, 20))
    half = 2.0180817 * error * (44 / 42) ** 0.5  # t with 42 degrees of freedom, table of Student's t: 2.018
    assert (found.effect.value, found.effect.lower, found.effect.upper) == pytest.approx(
        (effect, effect - half, effect + half), rel=1e-6
    )
    assert (found.effect.method, found.p) == (CLUSTERED, None)
    assert check(found, "organisations")[0] is True


@pytest.mark.slow
def test_few_organisations_have_the_wild_bootstrap_of_all_sign_changes() -> None:
    table = made(12, 6, effect=0.9)
    columns, cluster = dummies(12, 6)
    effect, error = slope_and_error(table.ravel(), columns, cluster)
    under = columns[:, 1:]
    fitted = under @ np.linalg.lstsq(under, table.ravel(), rcond=None)[0]
    residuals = table.ravel() - fitted
    # By symmetry one organisation's sign may stay as it is: 2 ** 11 draws are all there are.
    signs = [np.array((1.0, *rest)) for rest in product((-1.0, 1.0), repeat=11)]
    drawn = [slope_and_error(fitted + residuals * sign[cluster], columns, cluster) for sign in signs]
    exact = np.mean([abs(one / its) >= abs(effect / error) * (1 - 1e-9) for one, its in drawn])

    found = difference_in_differences(observations(table, 6), starts_at=3)

    assert found.effect.method == WILD
    assert found.p == pytest.approx(exact, abs=3.5 * (exact * (1 - exact) / 2000) ** 0.5)
    assert found.effect.lower < effect < found.effect.upper
    assert (found.p > 0.05) == (found.effect.lower <= 0 <= found.effect.upper)


@pytest.mark.slow
def test_the_same_seed_gives_the_same_limits_and_rows_may_come_in_any_order() -> None:
    seen = observations(made(14, 6), 6)

    found = difference_in_differences(seen, starts_at=3)

    assert difference_in_differences(reversed(seen), starts_at=3) == found
    assert difference_in_differences(seen, starts_at=3, seed=5).effect.lower != found.effect.lower


@pytest.mark.slow
def test_trends_before_the_start_are_shown_and_judged() -> None:
    table = made(16, 8)
    apart = table.copy()
    apart[:8] += 5 * np.arange(5)

    alike, drawn_apart = (difference_in_differences(observations(one, 8), starts_at=3) for one in (table, apart))

    slopes = (table[:, 2] - table[:, 0]) / 2  # of three points
    assert alike.pre_trend.value == pytest.approx(slopes[:8].mean() - slopes[8:].mean())
    assert check(alike, "trends before")[0] is None
    assert "does not show that they ran alike" in check(alike, "trends before")[1]
    assert drawn_apart.pre_trend.value == pytest.approx(alike.pre_trend.value + 5)
    assert check(drawn_apart, "trends before")[0] is False
    falling = table.copy()
    falling[:8] -= 5 * np.arange(5)
    assert check(difference_in_differences(observations(falling, 8), starts_at=3), "trends before")[0] is False
    assert [mean.period for mean in alike.means] == [0, 1, 2, 3, 4]
    assert alike.means[4].treated == pytest.approx(table[:8, 4].mean())


def test_groups_that_each_change_by_the_same_have_an_effect_and_no_interval() -> None:
    table = np.arange(10.0)[:, None] + np.arange(4)
    table[:5, 2:] += 3

    found = difference_in_differences(observations(table, 5), starts_at=2)

    assert (found.effect.value, found.effect.lower, found.effect.upper, found.p) == (3, None, None, None)
    assert "without an interval" in check(found, "trends before")[1]
    assert check(found, "organisations")[0] is False


@pytest.mark.slow
def test_enough_in_each_group_for_the_bootstrap_is_said() -> None:
    found = difference_in_differences(observations(made(24, 12), 12), starts_at=3)

    assert check(found, "organisations") == (
        True,
        "12 organisations that started and 12 to compare with; each counts once, however many dates: the wild cluster "
        "bootstrap is meant for so few.",
    )
    assert (found.treated_organisations, found.comparison_organisations) == (12, 12)
    assert (found.periods_before, found.periods_after) == (3, 2)


def test_too_few_are_refused_with_how_many_are_needed() -> None:
    with pytest.raises(InputError) as refused:
        difference_in_differences(observations(np.zeros((7, 2)), 3), starts_at=2)

    said = str(refused.value)
    assert "3 organisations that started, 4 organisations to compare with" in said
    assert "at least 5 organisations that started, 5 organisations to compare with, 2 dates before" in said
    assert "add 2 organisations that started, 1 organisations to compare with, 1 dates from the start on." in said


def test_gaps_repeats_and_mixed_groups_are_refused() -> None:
    seen = observations(made(12, 6), 6)

    for wrong in (seen[:-1], [*seen, seen[0]]):
        with pytest.raises(InputError, match="not the same, or are there twice"):
            difference_in_differences(wrong, starts_at=3)
    with pytest.raises(InputError, match="in one period and outside it in another"):
        difference_in_differences([Observation("R000", 0, 1.0, False), *seen[1:]], starts_at=3)
    with pytest.raises(InputError, match="no finite number"):
        difference_in_differences([Observation("R000", 0, float("nan"), True), *seen[1:]], starts_at=3)
    with pytest.raises(InputError, match="no period"):
        difference_in_differences(seen, starts_at=2.5)  # type: ignore[arg-type]


@settings(max_examples=12, deadline=None)
@given(st.floats(-100, 100), st.floats(-3, 3), st.floats(0.01, 100))
@pytest.mark.slow
def test_what_all_share_and_what_each_always_has_makes_no_difference(shift: float, tilt: float, scale: float) -> None:
    table = made(13, 6)
    plain = difference_in_differences(observations(table, 6), starts_at=3)

    moved = table + shift * np.arange(13)[:, None] + tilt * np.arange(5) ** 2
    found = difference_in_differences(observations(moved * scale, 6), starts_at=3)

    for after, before in ((found.effect, plain.effect), (found.pre_trend, plain.pre_trend)):
        assert (after.value, after.lower, after.upper) == pytest.approx(
            (before.value * scale, before.lower * scale, before.upper * scale), rel=1e-6, abs=1e-6 * scale
        )
    turned = difference_in_differences(observations(-table, 6), starts_at=3).effect
    assert (turned.lower, turned.upper) == pytest.approx((-plain.effect.upper, -plain.effect.lower))
