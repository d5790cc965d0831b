"""Rounding half up and cutting off. Values worked by hand."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.rounding import half_up, ratio_half_up, ratio_truncated, truncate


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (0.125, 2, "0.13"),  # Python's round gives 0.12
        (0.285, 2, "0.29"),  # the binary fraction lies just below 0.285
        (2.675, 2, "2.68"),
        (-0.5, 0, "-1"),
        (-0.004, 2, "0.00"),
        (Decimal("1.005"), 2, "1.01"),
        (Fraction(1, 3), 3, "0.333"),
        (7, 1, "7.0"),
        (6.319, 2, "6.32"),
        (1e-20, 2, "0.00"),
    ],
)
def test_halves_are_rounded_up_as_on_paper(value, decimals, rounded):
    assert str(half_up(value, decimals)) == rounded


def test_numpy_floats_are_taken_as_floats():
    numpy = pytest.importorskip("numpy")

    assert str(half_up(numpy.float64(0.285), 2)) == "0.29"


# Printed by a published report as 6.31 and 6.92: the values were cut off, not rounded.
@pytest.mark.parametrize(
    ("value", "cut"), [(6.319, "6.31"), (6.925, "6.92"), (-6.319, "-6.31"), (-0.009, "0.00"), (0.29, "0.29")]
)
def test_cutting_off_goes_towards_0(value, cut):
    assert str(truncate(value, 2)) == cut


@pytest.mark.parametrize(
    ("numerator", "denominator", "decimals", "rounded", "cut"),
    [
        (1, 8, 2, "0.13", "0.12"),
        (2, 3, 2, "0.67", "0.66"),
        (-1, 8, 2, "-0.13", "-0.12"),
        (1, -8, 2, "-0.13", "-0.12"),
        (5, 2, 0, "3", "2"),
        (201, 200, 2, "1.01", "1.00"),  # 1.005, which no float holds
    ],
)
def test_ratios_of_whole_numbers_are_rounded_without_floats(numerator, denominator, decimals, rounded, cut):
    assert str(ratio_half_up(numerator, denominator, decimals)) == rounded
    assert str(ratio_truncated(numerator, denominator, decimals)) == cut


@pytest.mark.parametrize(("numerator", "denominator", "decimals"), [(1, 0, 2), (1, 2, -1)])
def test_a_ratio_over_0_and_negative_decimals_are_refused(numerator, denominator, decimals):
    with pytest.raises(InputError, match="denominator"):
        ratio_half_up(numerator, denominator, decimals)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_not_a_number_is_not_rounded(value):
    with pytest.raises(InputError, match="finite"):
        half_up(value, 2)


@pytest.mark.slow
@given(st.integers(-(10**30), 10**30), st.integers(1, 10**30), st.integers(0, 12))
def test_the_rounded_ratio_is_at_most_half_a_unit_away_and_the_cut_one_never_larger(numerator, denominator, decimals):
    exact = Fraction(numerator, denominator)

    rounded = Fraction(ratio_half_up(numerator, denominator, decimals))
    cut = Fraction(ratio_truncated(numerator, denominator, decimals))

    assert abs(rounded - exact) <= Fraction(1, 2 * 10**decimals)
    assert abs(cut) <= abs(exact)
    assert abs(exact - cut) < Fraction(1, 10**decimals)
