"""Ratios of two shares. Outside values: statsmodels 0.15 where it is right, R's epiR, exact sums in whole fractions."""

import json
from fractions import Fraction
from math import comb, isnan
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.proportions import Interval, two_sided_z
from levelground.statistics.relative_likelihood import katz, koopman, koopman_many, mid_p, mid_p_many

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "spc-and-rate-cases.json"


@st.composite
def counts(draw, *, largest=12_000):
    denominator = draw(st.integers(1, largest))
    return draw(st.integers(0, denominator)), denominator


@st.composite
def tables(draw, **limits):
    return (*draw(counts(**limits)), *draw(counts(**limits)))


def swapped(table):
    return (*table[2:], *table[:2])


# Score limits: statsmodels 0.15 proportions score interval without correction where it inverts under a swap, else its
# correct side (7/7 and 10/10: the limits found by brute force, named in the project's evaluation of methods).
KOOPMAN_CASES = [
    ((36, 40, 16, 80), 2.9395691922, 7.1522234349),
    ((8, 15, 4, 15), 0.8150135394, 5.3363168463),
    ((40, 40, 20, 40), 1.5431986106, 2.8409472715),
    ((7, 7, 3, 9), 1.4785884249, 8.2929866824),
    ((10, 10, 12, 12), 0.7224672001, 1.3201215684),
]


@pytest.mark.parametrize(("table", "lower", "upper"), KOOPMAN_CASES)
def test_koopman_gives_the_score_limits_of_outside_sources(table, lower, upper):
    interval = koopman(*table)

    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), abs=1e-9)
    assert interval.value == pytest.approx((table[0] / table[1]) / (table[2] / table[3]), rel=1e-15)
    assert (interval.method, interval.confidence) == ("koopman_score", 0.95)


def test_the_method_decides_about_170_of_780_against_33_of_210():
    # The project's evaluation of methods, section 2.2: Katz and Koopman agree that 1 is possible, mid-P is below 0.05.
    table = (170, 780, 33, 210)

    score, logarithmic = koopman(*table), katz(*table)

    assert round(score.value, 3) == 1.387  # (170 / 780) / (33 / 210)
    assert (round(score.lower, 3), round(score.upper, 3)) == (0.996, 1.959)
    assert (round(logarithmic.lower, 3), round(logarithmic.upper, 3)) == (0.987, 1.949)
    assert round(mid_p(*table), 4) == 0.0497


# R 4, epiR::epi.2by2 (Wald limits of the risk ratio).
@pytest.mark.parametrize(
    ("table", "lower", "upper"),
    [
        ((36, 40, 16, 80), 2.86855019860348, 7.05931519338879),
        ((8, 15, 4, 15), 0.763102168472924, 5.2417620670697),
        ((40, 40, 20, 40), 1.46704425308453, 2.72657078448029),
        ((10, 10, 12, 12), 1.0, 1.0),
    ],
)
def test_katz_gives_the_limits_of_epir(table, lower, upper):
    interval = katz(*table)

    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), rel=1e-13)
    assert interval.method == "katz_log"


@pytest.mark.shared
def test_every_ratio_of_the_reference_file_is_reproduced():
    if not SHARED.exists():
        pytest.skip("the reference folder is not beside the repository")
    cases = json.loads(SHARED.read_text(encoding="utf-8"))["ratio_of_two_proportions"]["cases"]

    for case in cases:
        table = (case["x1"], case["n1"], case["x2"], case["n2"])
        score, logarithmic = koopman(*table), katz(*table)
        assert score.value == pytest.approx(case["estimate"])
        assert (score.lower, score.upper) == tuple(
            None if limit is None else pytest.approx(limit, rel=1e-12) for limit in case["koopman_score"]
        )
        printed = case["katz_log"] or (None, None)
        assert (logarithmic.lower, logarithmic.upper) == tuple(
            None if limit is None else pytest.approx(limit, rel=1e-12) for limit in printed
        )
        assert mid_p(*table) == pytest.approx(case["mid_p_doubled"], rel=1e-12)


def test_a_ratio_over_nobody_has_no_value_and_no_upper_limit_but_a_lower_one():
    interval = koopman(5, 40, 0, 30)

    # Lower limit: statsmodels 0.15, which agrees with brute force here.
    assert interval == Interval(None, pytest.approx(1.049197034542, abs=1e-11), None, "koopman_score", 0.95)


def test_a_ratio_of_nobody_is_0_with_an_upper_limit():
    interval = koopman(0, 30, 5, 40)

    assert (interval.value, interval.lower) == (0.0, 0.0)
    assert interval.upper == pytest.approx(1 / 1.049197034542, abs=1e-11)


def test_nobody_in_either_group_rules_out_no_ratio_at_all():
    assert koopman(0, 10, 0, 12) == Interval(None, 0.0, None, "koopman_score", 0.95)


@pytest.mark.parametrize("table", [(0, 0, 1, 2), (1, 2, 0, 0), (0, 0, 0, 0)])
@pytest.mark.parametrize("method", [koopman, katz])
def test_an_empty_group_leaves_everything_undefined(method, table):
    interval = method(*table)

    assert (interval.value, interval.lower, interval.upper) == (None, None, None)


def test_katz_is_undefined_over_nobody_and_unbounded_for_nobody():
    assert katz(5, 40, 0, 30) == Interval(None, None, None, "katz_log", 0.95)
    assert katz(0, 10, 0, 12) == Interval(None, None, None, "katz_log", 0.95)
    assert katz(0, 30, 5, 40) == Interval(0.0, 0.0, None, "katz_log", 0.95)


@pytest.mark.parametrize("table", [(3, 2, 1, 2), (1, 2, 3, 2)])
@pytest.mark.parametrize("method", [koopman, katz, mid_p])
def test_counts_that_cannot_be_are_refused(method, table):
    with pytest.raises(InputError, match="numerator"):
        method(*table)


def test_columns_give_nan_where_single_figures_give_nothing():
    value, lower, upper = koopman_many([5, 0, 0, 0, 1], [40, 30, 10, 0, 2], [0, 5, 0, 1, 0], [30, 40, 12, 2, 0])

    np.testing.assert_array_equal(np.isnan(value), [True, False, True, True, True])
    np.testing.assert_array_equal(np.isnan(lower), [False, False, False, True, True])
    np.testing.assert_array_equal(np.isnan(upper), [True, False, True, True, True])
    assert lower[2] == 0


def test_columns_of_different_length_are_refused():
    with pytest.raises(InputError, match="same length"):
        koopman_many([1, 2], [3, 3], [1], [3])
    with pytest.raises(InputError, match="same length"):
        mid_p_many([1, 2], [3, 3], [1], [3])


def test_mid_p_of_a_part_of_a_person_is_refused():
    with pytest.raises(InputError, match="whole"):
        mid_p_many([1.5], [3], [1], [3])


def exact_mid_p(x1, n1, x2, n2):
    """The definition itself, in whole fractions."""
    drawn = {k: comb(n1, k) * comb(n2, x1 + x2 - k) for k in range(max(0, x1 + x2 - n2), min(n1, x1 + x2) + 1)}
    below = sum(ways for k, ways in drawn.items() if k < x1)
    above = sum(ways for k, ways in drawn.items() if k > x1)
    return min(Fraction(1), 2 * (min(below, above) + Fraction(drawn[x1], 2)) / sum(drawn.values()))


@pytest.mark.slow
@given(table=tables(largest=400))
@settings(deadline=None)
def test_mid_p_is_the_exact_sum_to_ten_digits(table):
    assert mid_p(*table) == pytest.approx(float(exact_mid_p(*table)), rel=1e-11)


def test_mid_p_is_exact_to_ten_digits_for_a_large_trust():
    table = (130, 10_000, 90, 10_000)

    assert mid_p(*table) == pytest.approx(float(exact_mid_p(*table)), rel=1e-11)


def test_a_chance_too_small_for_a_float_is_0():
    assert mid_p(10_000, 10_000, 0, 10_000) == 0.0
    assert list(mid_p_many([10_000], [10_000], [0], [10_000])) == [0.0]
    # 73 standard errors apart: the sum over all outcomes, as multiples of the one seen, overflows.
    assert list(mid_p_many([6_000], [10_000], [1_000], [10_000])) == [mid_p(6_000, 10_000, 1_000, 10_000)] == [0.0]


def test_mid_p_is_undefined_for_an_empty_group_and_in_columns():
    assert mid_p(0, 0, 1, 2) is None
    assert mid_p(1, 2, 0, 0) is None
    column = mid_p_many([0, 8, 8], [0, 15, 15], [1, 4, 4], [2, 15, 15])
    assert isnan(column[0])
    assert column[1:] == pytest.approx([float(exact_mid_p(8, 15, 4, 15))] * 2, rel=1e-12)


# Where a well-known library's score interval fails: 7 of 7 against 3 of 9 (it gives 1.600 for 1.479), all against all
# (it gives 1.000 for 0.722), nobody against nobody.
CORNERS = [
    (7, 7, 3, 9),
    (10, 10, 12, 12),
    (40, 40, 20, 40),
    (5, 40, 0, 30),
    (0, 10, 0, 12),
    (1, 1, 1, 1),
    (1, 1, 0, 1),
    (12_000, 12_000, 1, 12_000),
]


@pytest.mark.parametrize("table", CORNERS)
def test_swapping_the_groups_inverts_the_limits_in_the_corners_too(table):
    one, other = koopman(*table), koopman(*swapped(table))
    columns, swapped_columns = koopman_many(*np.array([table]).T), koopman_many(*np.array([swapped(table)]).T)

    assert one.upper == (1 / other.lower if other.lower else None)
    assert other.upper == (1 / one.lower if one.lower else None)
    assert columns[2][0] == pytest.approx(1 / swapped_columns[1][0] if other.lower else np.nan, nan_ok=True, rel=1e-14)
    assert columns[1][0] == pytest.approx(one.lower, rel=1e-14)


def test_the_corner_limits_and_their_inverses():
    # The project's evaluation of methods, section 1: brute force confirms 1.479 and 0.722.
    assert round(koopman(7, 7, 3, 9).lower, 3) == 1.479
    assert koopman(3, 9, 7, 7).upper == pytest.approx(1 / 1.4785884249, rel=1e-10)
    assert round(koopman(10, 10, 12, 12).lower, 3) == 0.722
    assert koopman(12, 12, 10, 10).upper == pytest.approx(1 / 0.7224672001, rel=1e-10)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        # Of C(16, 7) = 11,440 ways to draw 7 people, C(10, 7) = 120 draw 7 of the 10: twice half of 120 / 11440.
        ((7, 7, 3, 9), 120 / 11440),
        # One table only: the whole of its chance counts by half, twice.
        ((10, 10, 12, 12), 1.0),
        # All 5 lie among the 40 of 70: the most that can be, so twice half of its chance.
        ((5, 40, 0, 30), comb(40, 5) / comb(70, 5)),
    ],
)
def test_mid_p_in_the_corners_is_worked_out_by_hand(table, expected):
    assert mid_p(*table) == pytest.approx(expected, rel=1e-12)
    assert mid_p(*swapped(table)) == pytest.approx(expected, rel=1e-12)


@pytest.mark.slow
@given(table=tables(), confidence=st.sampled_from([0.8, 0.95, 0.998]))
@settings(deadline=None)
def test_swapping_the_groups_inverts_the_limits_exactly(table, confidence):
    one, other = koopman(*table, confidence), koopman(*swapped(table), confidence)

    assert one.upper == (1 / other.lower if other.lower else None)
    assert other.upper == (1 / one.lower if one.lower else None)
    assert mid_p(*table) == pytest.approx(mid_p(*swapped(table)), rel=1e-11)


@pytest.mark.slow
@given(table=tables())
@settings(deadline=None)
def test_limits_stand_in_order_round_the_value_and_widen_with_the_confidence(table):
    interval, wider, logarithmic = koopman(*table), koopman(*table, 0.998), katz(*table)

    assert wider.lower <= interval.lower
    if interval.value is not None:
        assert 0 <= interval.lower <= interval.value * (1 + 1e-12)
        assert interval.value <= interval.upper * (1 + 1e-12)
        assert interval.upper <= wider.upper
        assert logarithmic.lower <= interval.value * (1 + 1e-12)


@pytest.mark.slow
@given(table=tables(largest=3_000))
@settings(deadline=None)
def test_one_more_person_in_the_first_group_raises_the_limits(table):
    x1, n1, x2, n2 = table
    if x1 < n1 and x2:
        fewer, more = koopman(*table), koopman(x1 + 1, n1, x2, n2)

        assert fewer.lower <= more.lower * (1 + 1e-12)
        assert fewer.upper <= more.upper * (1 + 1e-12)


def koopman_chi_squared(ratio, x1, n1, x2, n2):
    """Koopman 1984's own statistic, with the constrained share from the quadratic in its usual form."""
    n, b = n1 + n2, ratio * (n1 + x2) + x1 + n2
    p1 = (b - (b * b - 4 * ratio * n * (x1 + x2)) ** 0.5) / (2 * n)
    return (x1 - n1 * p1) ** 2 / (n1 * p1 * (1 - p1)) * (1 + n1 * (ratio - p1) / (n2 * (1 - p1)))


@pytest.mark.slow
@given(
    table=st.tuples(st.integers(1, 40), st.integers(80, 3_000), st.integers(1, 40), st.integers(80, 3_000)),
)
@settings(deadline=None)
def test_limits_are_where_koopmans_own_statistic_reaches_its_threshold(table):
    interval = koopman(*table)

    for limit in (interval.lower, interval.upper):
        assert koopman_chi_squared(limit, *table) == pytest.approx(two_sided_z(0.95) ** 2, rel=1e-6)


@pytest.mark.slow
@given(table=tables())
@settings(deadline=None)
def test_1_is_left_out_just_when_pearsons_test_rejects(table):
    x1, n1, x2, n2 = table
    a, b = x1 + x2, n1 + n2 - x1 - x2
    if a and b:
        pearson = (n1 + n2) * (x1 * (n2 - x2) - x2 * (n1 - x1)) ** 2 / (a * b * n1 * n2)
        interval = koopman(*table)

        outside = interval.lower > 1 or (interval.upper is not None and interval.upper < 1)

        assert outside == (pearson > two_sided_z(0.95) ** 2)


@pytest.mark.slow
@given(rows=st.lists(tables(), min_size=1, max_size=8))
@settings(deadline=None)
def test_koopman_in_columns_is_koopman_row_by_row(rows):
    columns = koopman_many(*zip(*rows, strict=True))

    singles = [koopman(*row) for row in rows]
    expected = [[np.nan if v is None else v for v in (one.value, one.lower, one.upper)] for one in singles]
    np.testing.assert_allclose(np.column_stack(columns), expected, rtol=1e-12)


@pytest.mark.slow
@given(rows=st.lists(tables(), min_size=1, max_size=8))
@settings(deadline=None)
def test_mid_p_in_columns_is_mid_p_row_by_row(rows):
    assert mid_p_many(*zip(*rows, strict=True)) == pytest.approx([mid_p(*row) for row in rows], rel=1e-12)
