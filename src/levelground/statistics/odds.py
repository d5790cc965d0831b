"""The ratio of two odds, with Woolf's interval: how much larger one stock is beside another, in one group over another.

Source: B. Woolf, "On estimating the relation between blood group and disease", Annals of Human Genetics 19 (1955)
251-253.
"""

from __future__ import annotations

from math import exp, log, sqrt
from statistics import NormalDist

from levelground.errors import InputError
from levelground.statistics.proportions import Interval

WOOLF = "woolf log odds ratio"


def odds_ratio(above_1: int, below_1: int, above_2: int, below_2: int, confidence: float = 0.95) -> Interval:
    """Gives (above_1 / below_1) / (above_2 / below_2), the first group's odds over the second's.

    Definition
        The limits are exp(log ratio +- z sqrt(1/above_1 + 1/below_1 + 1/above_2 + 1/below_2)).
    Parameters
        four counts of people, of whom nobody is in two.
    Returns
        Without a value where below_1 or above_2 is 0: the ratio would be infinite, or nought over nought. Without
        limits where any count is 0: the method has none there.
    Raises
        InputError: a count below 0.
    Source
        Woolf 1955 (see the module).
    Example
        >>> odds_ratio(10, 20, 5, 20).value
        2.0
    """
    counts = (above_1, below_1, above_2, below_2)
    if min(counts) < 0:
        raise InputError("a count below 0.", expected="counts of people, 0 or more.", do_this="check the four counts.")
    if not below_1 or not above_2:
        return Interval(None, None, None, WOOLF, confidence)
    value = above_1 * below_2 / (below_1 * above_2)
    if 0 in counts:
        return Interval(value, None, None, WOOLF, confidence)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt(sum(1 / count for count in counts))
    return Interval(value, exp(log(value) - half), exp(log(value) + half), WOOLF, confidence)
