"""Common ratios and differences. Outside values: R's metafor on thirteen trials of a vaccine; paper and pencil."""

from math import exp, sqrt

import pytest

from levelground.errors import InputError
from levelground.statistics import pooled

# Colditz and others 1994, Journal of the American Medical Association 271, as dat.bcg of the R package metafor:
# cases and people vaccinated, cases and people not vaccinated.
BCG = (
    [4, 6, 3, 62, 33, 180, 8, 505, 29, 17, 186, 5, 27],
    [123, 306, 231, 13598, 5069, 1541, 2545, 88391, 7499, 1716, 50634, 2498, 16913],
    [11, 29, 11, 248, 47, 372, 10, 499, 45, 65, 141, 3, 29],
    [139, 303, 220, 12867, 5808, 1451, 629, 88391, 7277, 1665, 27338, 2341, 17854],
)


def test_the_ratio_and_its_limits_are_those_of_metafor():
    # rma.mh(measure = "RR"): 0.6353 (0.5881 to 0.6862) in metafor's documentation of dat.bcg.
    found = pooled.ratio(*BCG)

    assert (found.value, found.lower, found.upper) == pytest.approx((0.6353, 0.5881, 0.6862), abs=5e-5)
    assert found.method == "mantel_haenszel_ratio"


def test_the_ratio_of_two_organisations_worked_by_hand():
    found = pooled.ratio([2, 6], [10, 20], [1, 3], [10, 20])

    # Sums of x1 n2 / N: 2*10/20 + 6*20/40 = 4; of x2 n1 / N: 1*10/20 + 3*20/40 = 2.
    # Variance: ((100*3 - 2*1*20) / 400 + (400*9 - 6*3*40) / 1600) / (4 * 2) = (0.65 + 1.8) / 8.
    assert found.value == 2
    assert found.lower == pytest.approx(2 / exp(1.959964 * sqrt(2.45 / 8)), rel=1e-6)
    assert found.upper == pytest.approx(2 * exp(1.959964 * sqrt(2.45 / 8)), rel=1e-6)


def test_the_difference_of_two_organisations_worked_by_hand():
    found = pooled.difference([6, 5], [10, 10], [4, 1], [10, 10])

    # Weights 10*10/20 = 5 each. Variance: 25 (0.024 + 0.024 + 0.025 + 0.009) / 100.
    assert found.value == pytest.approx(0.3)
    assert found.lower == pytest.approx(0.3 - 1.959964 * sqrt(25 * 0.082 / 100), rel=1e-6)
    assert found.upper == pytest.approx(0.3 + 1.959964 * sqrt(25 * 0.082 / 100), rel=1e-6)


def test_where_each_group_works_is_not_taken_for_a_difference():
    """Both groups are equally likely in both organisations; added up it is 91 of 1,000 and 19 of 1,000."""
    one = ([90, 1], [900, 100], [10, 9], [100, 900])

    assert pooled.ratio(*one).value == pytest.approx(1)
    assert pooled.difference(*one).value == pytest.approx(0)


def test_an_organisation_in_which_a_group_has_nobody_changes_nothing():
    alone, beside = pooled.ratio([2], [10], [1], [10]), pooled.ratio([2, 0], [10, 0], [1, 3], [10, 9])

    assert beside == alone
    assert pooled.difference([2, 0], [10, 0], [1, 3], [10, 9]) == pooled.difference([2], [10], [1], [10])


@pytest.mark.parametrize(
    ("counts", "value"),
    [(([0], [10], [3], [10]), 0.0), (([3], [10], [0], [10]), None), (([0], [0], [0], [0]), None)],
)
def test_a_ratio_without_cases_on_one_side_has_no_limits(counts, value):
    found = pooled.ratio(*counts)

    assert (found.value, found.lower, found.upper) == (value, None, None)


def test_a_difference_without_people_has_no_value():
    assert pooled.difference([0], [0], [1], [2]).value is None


def test_columns_that_do_not_match_are_refused():
    with pytest.raises(InputError, match="different lengths"):
        pooled.ratio([1, 2], [3, 4], [1], [3])
