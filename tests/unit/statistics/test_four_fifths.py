"""The 0.80 to 1.25 band and its false alarms."""

from fractions import Fraction
from itertools import product
from math import comb, inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.four_fifths import LOWER, UPPER, false_alarm_share, within_band


def test_the_band_is_that_of_the_national_reports():
    assert (LOWER, UPPER) == (0.80, 1.25)


@pytest.mark.parametrize("ratio", [0.80, 1.0, 1.25])
def test_both_ends_are_within_the_band(ratio):
    assert within_band(ratio)


@pytest.mark.parametrize("ratio", [0.0, 0.7999, 1.2501, inf])
def test_beyond_the_ends_is_outside(ratio):
    assert not within_band(ratio)


@pytest.mark.slow
@given(x1=st.integers(1, 5_000), n1=st.integers(5_000, 1_400_000), n2=st.integers(5_000, 1_400_000))
@settings(deadline=None)
def test_float_error_decides_nothing_at_the_ends(x1, n1, n2):
    # 4/5 and 5/4 exactly, and one person more or fewer than that.
    for numerator, denominator, step in ((4, 5, -1), (5, 4, 1)):
        top, bottom = x1 * numerator * n1, x1 * denominator * n2
        at_end = (top / (n1 * 5_000 * 5)) / (bottom / (n2 * 5_000 * 5))
        beyond = ((top + step) / (n1 * 5_000 * 5)) / (bottom / (n2 * 5_000 * 5))
        assert within_band(at_end)
        assert not within_band(beyond)


def enumerated_false_alarms(n1, n2, rate):
    """Every pair of counts, in whole fractions, by the words of the rule."""
    share = Fraction(0)
    for x1, x2 in product(range(n1 + 1), range(n2 + 1)):
        if x1 == x2 == 0:
            continue
        ratio = Fraction(x1, n1) / Fraction(x2, n2) if x2 else None
        if ratio is None or not Fraction(4, 5) <= ratio <= Fraction(5, 4):
            successes = x1 + x2
            share += comb(n1, x1) * comb(n2, x2) * rate**successes * (1 - rate) ** (n1 + n2 - successes)
    return share


@pytest.mark.slow
@pytest.mark.parametrize(
    ("n1", "n2", "rate"),
    [(1, 1, "0.5"), (4, 5, "0.3"), (12, 40, "0.25"), (40, 12, "0.25"), (30, 30, "0.99"), (25, 40, "0.01")],
)
def test_false_alarms_are_the_exact_sum_over_all_pairs_of_counts(n1, n2, rate):
    expected = float(enumerated_false_alarms(n1, n2, Fraction(rate)))

    assert false_alarm_share(n1, n2, float(rate)) == pytest.approx(expected, abs=1e-14)


def test_two_people_are_flagged_just_when_one_has_the_feature():
    # 1/1 over 0/1 and 0/1 over 1/1 are flagged; 0/0 has no ratio and 1/1 over 1/1 is 1: 2 x 0.3 x 0.7
    assert false_alarm_share(1, 1, 0.3) == pytest.approx(2 * 0.3 * 0.7)


# The project's evaluation of methods, section 2.2, from 200,000 simulated draws; it prints whole percents and not the
# rates. Assumed here: 0.6 percent enter the disciplinary process, 18 percent are appointed from shortlisting.
@pytest.mark.parametrize(
    ("n1", "n2", "rate", "printed"),
    [
        (300, 1_500, 0.006, 0.77),
        (2_400, 7_000, 0.006, 0.46),
        (900, 1_500, 0.18, 0.01),
        (60, 200, 0.18, 0.48),
    ],
)
def test_false_alarms_at_real_sizes_are_as_simulated(n1, n2, rate, printed):
    assert false_alarm_share(n1, n2, rate) == pytest.approx(printed, abs=0.01)


@pytest.mark.parametrize(("n1", "n2", "rate"), [(0, 10, 0.5), (10, 0, 0.5), (10, 20, 0), (10, 20, 1)])
def test_where_there_is_no_ratio_or_no_chance_there_is_no_false_alarm(n1, n2, rate):
    assert false_alarm_share(n1, n2, rate) == 0.0


@pytest.mark.parametrize(("n1", "n2", "rate"), [(-1, 10, 0.5), (10, -1, 0.5), (10, 10, -0.1), (10, 10, 1.1)])
def test_impossible_numbers_are_refused(n1, n2, rate):
    with pytest.raises(InputError, match="rate from 0 to 1"):
        false_alarm_share(n1, n2, rate)


@pytest.mark.slow
@given(n1=st.integers(1, 9_000), n2=st.integers(1, 9_000), rate=st.floats(1e-9, 1 - 1e-9))
@settings(deadline=None)
def test_false_alarms_are_a_share_and_do_not_depend_on_who_is_first(n1, n2, rate):
    share = false_alarm_share(n1, n2, rate)

    assert 0 <= share <= 1
    assert false_alarm_share(n2, n1, rate) == pytest.approx(share, abs=1e-12)


def test_a_larger_organisation_with_the_same_rates_is_flagged_less_often():
    shares = [false_alarm_share(24 * size, 70 * size, 0.006) for size in (20, 50, 100, 300)]

    assert shares == sorted(shares, reverse=True)
