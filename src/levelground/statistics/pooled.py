"""Several organisations taken together, each compared within itself: Mantel and Haenszel's ratio and difference.

Adding up the counts of all organisations first would mix two things: how groups differ inside organisations, and where
each group happens to work. Here White and BME people of one organisation are compared with each other only.

Source: N. Mantel and W. Haenszel, "Statistical aspects of the analysis of data from retrospective studies of disease",
Journal of the National Cancer Institute 22 (1959) 719-748; S. Greenland and J. M. Robins, "Estimation of a common
effect parameter from sparse follow-up data", Biometrics 41 (1985) 55-68.
"""

from __future__ import annotations

from math import exp, log, sqrt
from typing import TYPE_CHECKING

from levelground.statistics.proportions import Interval, check_columns, check_same_length, two_sided_z

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats, Numbers

RATIO = "mantel_haenszel_ratio"
DIFFERENCE = "mantel_haenszel_difference"


def ratio(
    numerators_1: Numbers,
    denominators_1: Numbers,
    numerators_2: Numbers,
    denominators_2: Numbers,
    confidence: float = 0.95,
) -> Interval:
    """Gives the ratio of the first share to the second that the organisations have in common.

    Definition
        the sum of x1 n2 / (n1 + n2) over the sum of x2 n1 / (n1 + n2); 1 means equally likely. The limits are the
        ratio times exp(-/+ z s) with Greenland and Robins' standard error s.
    Parameters
        four columns of counts, one row per organisation; confidence: 0..1. An organisation in which a group has nobody
        says nothing and changes nothing.
    Returns
        Value and limits from 0 up. No first case anywhere: 0 without limits. No second case, or nobody: None for all.
    Raises
        InputError: counts that cannot be counts, or columns of different length.
    Source
        Mantel and Haenszel 1959, Greenland and Robins 1985 (see the module).
    Example
        >>> ratio([2, 6], [10, 20], [1, 3], [10, 20]).value  # (2/2 + 6/2) / (1/2 + 3/2)
        2.0
    """
    z = two_sided_z(confidence)
    x1, n1, x2, n2 = columns(numerators_1, denominators_1, numerators_2, denominators_2)
    whole = n1 + n2
    first, second = _sum(x1 * n2 / whole), _sum(x2 * n1 / whole)
    if not second:
        return Interval(None, None, None, RATIO, confidence)
    if not first:
        return Interval(0.0, None, None, RATIO, confidence)
    spread = _sum((n1 * n2 * (x1 + x2) - x1 * x2 * whole) / whole**2)
    reach = z * sqrt(spread / (first * second))
    middle = log(first) - log(second)
    return Interval(first / second, exp(middle - reach), exp(middle + reach), RATIO, confidence)


def difference(
    numerators_1: Numbers,
    denominators_1: Numbers,
    numerators_2: Numbers,
    denominators_2: Numbers,
    confidence: float = 0.95,
) -> Interval:
    """Gives the first share minus the second that the organisations have in common.

    Definition
        the mean of x1/n1 - x2/n2, each organisation weighing n1 n2 / (n1 + n2); 0 means equal shares. The variance is
        that of a weighted mean, each share's own being x (n - x) / n^3.
    Parameters
        as `ratio`.
    Returns
        Value and limits within -1..1. Nobody in any organisation: None for all.
    Raises
        InputError: as `ratio`.
    Source
        Mantel-Haenszel weights as in Greenland and Robins 1985 (see the module).
    Example
        >>> difference([6, 5], [10, 10], [4, 1], [10, 10]).value  # weights 5 and 5: (0.2 + 0.4) / 2
        0.3
    """
    z = two_sided_z(confidence)
    x1, n1, x2, n2 = columns(numerators_1, denominators_1, numerators_2, denominators_2)
    weights = n1 * n2 / (n1 + n2)
    total = _sum(weights)
    if not total:
        return Interval(None, None, None, DIFFERENCE, confidence)
    value = _sum(weights * (x1 / n1 - x2 / n2)) / total
    spread = _sum(weights**2 * (x1 * (n1 - x1) / n1**3 + x2 * (n2 - x2) / n2**3))
    reach = z * sqrt(spread) / total
    return Interval(value, max(value - reach, -1.0), min(value + reach, 1.0), DIFFERENCE, confidence)


def columns(
    numerators_1: Numbers, denominators_1: Numbers, numerators_2: Numbers, denominators_2: Numbers
) -> tuple[Floats, Floats, Floats, Floats]:
    """Gives the counts of two groups in many organisations as arrays, every denominator of 0 as nan.

    Raises
        InputError: counts that cannot be counts, or columns of different length.
    """
    x1, n1 = check_columns(numerators_1, denominators_1)
    x2, n2 = check_columns(numerators_2, denominators_2)
    check_same_length(x1, x2)
    return x1, n1, x2, n2


def _sum(terms: Floats) -> float:
    """The sum over the organisations in which both groups have somebody."""
    import numpy as np

    return float(np.nansum(terms))
