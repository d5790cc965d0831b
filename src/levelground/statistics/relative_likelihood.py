"""How many times as likely one group is as another: the ratio of two shares, its interval, and its mid-P value.

Koopman's score interval is the product's method (recommended by Fagerland, Lydersen and Laake 2015); Katz's log
interval is kept because published reports use it. Contested: Katz is simpler to explain, but it is undefined at 0 and
covers too little in small organisations.

Source: P. A. R. Koopman, "Confidence intervals for the ratio of two binomial proportions", Biometrics 40 (1984)
513-517; D. Katz, J. Baptista, S. P. Azen and M. C. Pike, "Obtaining confidence intervals for the risk ratio in cohort
studies", Biometrics 34 (1978) 469-474; M. W. Fagerland, S. Lydersen and P. Laake, "Recommended confidence intervals for
two independent binomial proportions", Statistical Methods in Medical Research 24 (2015) 224-254.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

from levelground.statistics.hypergeometric import doubled_mid_p, doubled_mid_p_many
from levelground.statistics.proportions import (
    Interval,
    Quantity,
    check_columns,
    check_pair,
    check_same_length,
    check_whole,
    two_sided_z,
)

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats, Numbers

KATZ = "katz_log"
KOOPMAN = "koopman_score"

# The limits are sought between 1e-18 and 1e18 by halving on the log scale: 83 / 2^60 is below a double's own precision.
_SMALLEST_RATIO, _LARGEST_RATIO, _HALVINGS = 1e-18, 1e18, 60


def koopman(
    numerator_1: float, denominator_1: float, numerator_2: float, denominator_2: float, confidence: float = 0.95
) -> Interval:
    """Gives the ratio of the first share to the second, with Koopman's score interval.

    Definition
        (x1/n1) / (x2/n2); 1 means equally likely. The interval holds every ratio that the score test, with both shares
        at their most likely values for that ratio, does not reject.
    Parameters
        counts of two separate groups, each numerator 0..its denominator; confidence: 0..1.
    Returns
        Value and limits from 0 up. x1 = 0: value and lower limit are 0. x2 = 0: no value and no upper limit, but a
        lower limit. Both 0: no value; nothing is rejected, so the set is 0 to infinity: lower 0, no upper limit.
        A denominator of 0: None for all. Swapping the groups inverts the limits exactly.
    Raises
        InputError: a negative count, a numerator above its denominator, or a confidence that is not between 0 and 1.
    Source
        Koopman 1984 (see the module).
    Example
        >>> interval = koopman(36, 40, 16, 80)
        >>> round(interval.lower, 5), interval.value, round(interval.upper, 5)
        (2.93957, 4.5, 7.15222)
    """
    z = two_sided_z(confidence)
    check_pair(numerator_1, denominator_1)
    check_pair(numerator_2, denominator_2)
    if not (denominator_1 and denominator_2):
        return Interval(None, None, None, KOOPMAN, confidence)
    value = _ratio(numerator_1, denominator_1, numerator_2, denominator_2)
    lower = _koopman_lower(numerator_1, denominator_1, numerator_2, denominator_2, z)
    # The upper limit is one over the swapped groups' lower one: the two agree to the last digit, whoever is first.
    inverse = _koopman_lower(numerator_2, denominator_2, numerator_1, denominator_1, z)
    return Interval(value, lower, 1 / inverse if inverse else None, KOOPMAN, confidence)


def koopman_many(
    numerators_1: Numbers,
    denominators_1: Numbers,
    numerators_2: Numbers,
    denominators_2: Numbers,
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """Gives ratios with Koopman's intervals for whole columns of counts: the numbers of `koopman`, faster.

    Parameters
        four columns of counts in matching order; confidence: 0..1.
    Returns
        Three arrays: value, lower, upper; nan where `koopman` gives None.
    Raises
        InputError: as `koopman`, or columns of different length.
    """
    import numpy as np

    z = two_sided_z(confidence)
    x1, n1 = check_columns(numerators_1, denominators_1)
    x2, n2 = check_columns(numerators_2, denominators_2)
    check_same_length(x1, x2)
    defined = np.where(x2 > 0, x2 / n2, np.nan)
    lower = _koopman_lower_many((x1, n1, x2, n2), z)
    inverse = _koopman_lower_many((x2, n2, x1, n1), z)
    return x1 / n1 / defined, lower, 1 / np.where(inverse == 0, np.nan, inverse)


def katz(
    numerator_1: float, denominator_1: float, numerator_2: float, denominator_2: float, confidence: float = 0.95
) -> Interval:
    """Gives the ratio of the first share to the second, with Katz's log interval.

    Definition
        (x1/n1) / (x2/n2); the limits are the ratio times exp(-/+ z sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2)).
    Parameters
        counts of two separate groups, each numerator 0..its denominator; confidence: 0..1.
    Returns
        Value and limits from 0 up. x1 = 0: value and lower limit are 0, no upper limit. x2 = 0 or a denominator of 0:
        None for all. When all have the feature in both groups the interval shrinks to 1: a known fault of the method.
    Raises
        InputError: as `koopman`.
    Source
        Katz and others 1978 (see the module).
    Example
        >>> interval = katz(36, 40, 16, 80)
        >>> round(interval.lower, 4), interval.value, round(interval.upper, 4)
        (2.8686, 4.5, 7.0593)
    """
    z = two_sided_z(confidence)
    check_pair(numerator_1, denominator_1)
    check_pair(numerator_2, denominator_2)
    if not (denominator_1 and numerator_2):
        return Interval(None, None, None, KATZ, confidence)
    value = _ratio(numerator_1, denominator_1, numerator_2, denominator_2)
    if not numerator_1:
        return Interval(value, 0.0, None, KATZ, confidence)
    lower = _katz_lower(numerator_1, denominator_1, numerator_2, denominator_2, z)
    inverse = _katz_lower(numerator_2, denominator_2, numerator_1, denominator_1, z)
    return Interval(value, lower, 1 / inverse, KATZ, confidence)


def mid_p(numerator_1: int, denominator_1: int, numerator_2: int, denominator_2: int) -> float | None:
    """Gives the exact two-sided mid-P value for "both groups are equally likely", given how many have the feature.

    Definition
        twice the smaller tail of the hypergeometric distribution, the count seen taken by half; at most 1.
    Parameters
        whole counts of two separate groups, each numerator 0..its denominator.
    Returns
        0..1; 1 when nobody, or everybody, has the feature. None when a denominator is 0.
    Raises
        InputError: a negative count, or a numerator above its denominator.
    Source
        Lancaster 1961 and Hirji 2006 (see `levelground.statistics.hypergeometric`).
    Example
        >>> round(mid_p(170, 780, 33, 210), 4)
        0.0497
    """
    check_pair(numerator_1, denominator_1)
    check_pair(numerator_2, denominator_2)
    if not (denominator_1 and denominator_2):
        return None
    return doubled_mid_p(numerator_1, denominator_1, numerator_1 + numerator_2, denominator_1 + denominator_2)


def mid_p_many(
    numerators_1: Numbers, denominators_1: Numbers, numerators_2: Numbers, denominators_2: Numbers
) -> Floats:
    """Gives mid-P values for whole columns of whole counts: the numbers of `mid_p`, faster.

    Parameters
        four columns of counts in matching order.
    Returns
        One array; nan where `mid_p` gives None.
    Raises
        InputError: as `mid_p`, columns of different length, or a count that is not whole.
    """
    import numpy as np

    for column in (numerators_1, denominators_1, numerators_2, denominators_2):
        check_whole(np.asarray(column, dtype=np.float64))
    x1, n1 = check_columns(numerators_1, denominators_1)
    x2, n2 = check_columns(numerators_2, denominators_2)
    check_same_length(x1, x2)
    return doubled_mid_p_many(x1, n1, x1 + x2, n1 + n2)


def _ratio(x1: float, n1: float, x2: float, n2: float) -> float | None:
    return x1 / n1 / (x2 / n2) if x2 else None


def _katz_lower(x1: float, n1: float, x2: float, n2: float, z: float) -> float:
    return exp(log(x1 / n1) - log(x2 / n2) - z * sqrt((n1 - x1) / (x1 * n1) + (n2 - x2) / (x2 * n2)))


def _koopman_lower(x1: float, n1: float, x2: float, n2: float, z: float) -> float:
    if not x1:
        return 0.0
    low, high = _SMALLEST_RATIO, _LARGEST_RATIO
    for _ in range(_HALVINGS):
        middle = sqrt(low * high)
        rejected = _excess(middle, (x1, n1, x2, n2), z) > 0
        low, high = (middle, high) if rejected else (low, middle)
    return sqrt(low * high)


def _koopman_lower_many(table: tuple[Floats, Floats, Floats, Floats], z: float) -> Floats:
    import numpy as np

    low, high = np.full(table[0].shape, _SMALLEST_RATIO), np.full(table[0].shape, _LARGEST_RATIO)
    for _ in range(_HALVINGS):
        middle = np.sqrt(low * high)
        rejected = _excess(middle, table, z) > 0
        low, high = np.where(rejected, middle, low), np.where(rejected, high, middle)
    undefined = np.isnan(table[1]) | np.isnan(table[3])
    return np.where(undefined, np.nan, np.where(table[0] > 0, np.sqrt(low * high), 0.0))


def _excess(ratio: Quantity, table: tuple[Quantity, Quantity, Quantity, Quantity], z: float) -> Quantity:
    # Positive where the score test rejects `ratio` as too small. The most likely share of group 2, p2, solves a
    # quadratic with p1 = ratio p2; its discriminant is written as a sum of squares and products that are never
    # negative, and the root is taken by division: the usual form loses all digits when x1 = n1 and x2 = n2.
    x1, n1, x2, n2 = table
    a, b = n1 + x2, x1 + n2
    root = ((a * ratio - b) ** 2 + 4 * ratio * (n1 - x1) * (n2 - x2)) ** 0.5
    p2 = 2 * (x1 + x2) / (a * ratio + b + root)
    p1 = ratio * p2
    variance = p1 * (1 - p1) / n1 + ratio * p1 * (1 - p2) / n2
    excess: Quantity = x1 / n1 - ratio * x2 / n2 - z * abs(variance) ** 0.5
    return excess
