"""Indicator 9: what parity with the workforce would be in members of a board, and how surprising the board is.

A board is a dozen people: a difference of percentages between it and thousands says little, so it goes with the count
that parity would need and with an exact probability.

Source: hypergeometric distribution, W. Feller, An Introduction to Probability Theory and Its Applications I, 3rd
edition (1968), chapter II.6; mid-P as in `levelground.statistics.hypergeometric`.
"""

from __future__ import annotations

from levelground.statistics.hypergeometric import doubled_mid_p
from levelground.statistics.proportions import check_pair
from levelground.statistics.rounding import ratio_half_up


def parity_count(denominator: int, target_numerator: int, target_denominator: int) -> int | None:
    """Gives how many of `denominator` members bring a board's share nearest to the target share.

    Definition
        denominator x target_numerator / target_denominator, rounded half up.
    Parameters
        denominator: members of the board; target_numerator, target_denominator: the workforce's counts.
    Returns
        0..denominator; None when the target denominator is 0.
    Raises
        InputError: a negative count, or a target numerator above its denominator.
    Source
        See the module.
    Example
        >>> parity_count(12, 1, 4)  # a quarter of 12
        3
    """
    check_pair(0, denominator)
    check_pair(target_numerator, target_denominator)
    if not target_denominator:
        return None
    return int(ratio_half_up(denominator * target_numerator, target_denominator, 0))


def hypergeometric_mid_p(
    numerator: int, denominator: int, population_numerator: int, population_denominator: int
) -> float | None:
    """Gives the chance that a random draw from the workforce would be at least as far from expectation as the board.

    Definition
        twice the smaller tail of the hypergeometric distribution, the count seen taken by half; at most 1.
    Parameters
        numerator of denominator members of the board, population_numerator of population_denominator in the workforce.
    Returns
        0..1; 0 when no draw could give the count (more such members than the workforce has). None when the board is
        empty or larger than the workforce: there is then no such draw.
    Raises
        InputError: a negative count, or a numerator above its denominator.
    Source
        See the module.
    Example
        >>> hypergeometric_mid_p(0, 2, 2, 4)  # P(X = 0) = 2/4 x 1/3 = 1/6; half of it, doubled
        0.16666666666666666
    """
    check_pair(numerator, denominator)
    check_pair(population_numerator, population_denominator)
    if not 0 < denominator <= population_denominator:
        return None
    return doubled_mid_p(numerator, denominator, population_numerator, population_denominator)
