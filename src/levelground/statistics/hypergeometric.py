"""How surprising a count is among people drawn without replacement: the doubled mid-P value.

Source: H. O. Lancaster, "Significance tests in discrete distributions", Journal of the American Statistical Association
56 (1961) 223-234; K. F. Hirji, Exact Analysis of Discrete Data (2006), for the conditional test and its mid-P form.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats

# Terms below this share of the sum so far cannot change a double any more: the terms fall ever faster (log-concave).
_NEGLIGIBLE = 1e-18


def doubled_mid_p(marked_drawn: int, drawn: int, marked: int, population: int) -> float:
    """Gives the two-sided mid-P value of a count among people drawn at random without replacement.

    Definition
        2 min(P(X < x) + P(X = x)/2, P(X > x) + P(X = x)/2), at most 1, for X hypergeometric.
    Parameters
        marked_drawn: the count seen, x; drawn: how many are drawn; marked: how many of the population have the
        feature; population: how many there are. 0 <= drawn <= population and 0 <= marked <= population.
    Returns
        0..1. A count that no draw can give has 0. A value below about 1e-308 comes out as 0.
    Source
        Lancaster 1961, Hirji 2006 (see the module).
    Example
        >>> doubled_mid_p(0, 1, 1, 4)  # 2 (1/4 x 0 + 3/4 / 2), the smaller side being P(X > 0) + half of P(X = 0)
        0.75
    """
    if not max(0, drawn + marked - population) <= marked_drawn <= min(drawn, marked):
        return 0.0
    above = _weight_above(marked_drawn, drawn, marked, population)
    # Fewer marked people drawn is the same as more of the others drawn.
    below = _weight_above(drawn - marked_drawn, drawn, population - marked, population)
    return min(1.0, 2 * (min(above, below) + 0.5) / (above + below + 1))


def doubled_mid_p_many(marked_drawn: Floats, drawn: Floats, marked: Floats, population: Floats) -> Floats:
    """Gives two-sided mid-P values for whole columns of counts: the numbers of `doubled_mid_p`, faster.

    Parameters
        four columns of whole counts in matching order; each count seen must be one that a draw can give.
    Returns
        One array; nan where a count is nan.
    """
    import numpy as np

    above = _weights_above(marked_drawn, drawn, marked, population)
    below = _weights_above(drawn - marked_drawn, drawn, population - marked, population)
    return np.minimum(1.0, 2 * (np.minimum(above, below) + 0.5) / (above + below + 1))


def _weight_above(count: int, drawn: int, marked: int, population: int) -> float:
    # Sums P(X = k) / P(X = count) for all k > count by the ratio of neighbours: no factorials, no logarithms, so no
    # digits are lost at large populations. Should the sum overflow, P(X = count) is below 1e-308 of it: p is then 0.
    total, weight, gap = 0.0, 1.0, population - marked - drawn
    while weight > total * _NEGLIGIBLE:
        weight *= (marked - count) * (drawn - count) / ((count + 1) * (gap + count + 1))
        total += weight
        count += 1
    return total


def _weights_above(count: Floats, drawn: Floats, marked: Floats, population: Floats) -> Floats:
    # `_weight_above` for all rows at once, step by step; a row leaves when its further terms are negligible.
    import numpy as np

    result, rows = np.empty_like(count), np.arange(count.size)
    columns = [count, drawn, marked, population - marked - drawn, np.zeros_like(count), np.ones_like(count)]
    while rows.size:
        k, of_drawn, of_marked, gap, total, weight = columns
        with np.errstate(over="ignore"):  # an infinite sum is what makes p 0
            weight = weight * ((of_marked - k) * (of_drawn - k) / ((k + 1) * (gap + k + 1)))
            total = total + weight
        going = weight > total * _NEGLIGIBLE
        result[rows[~going]] = total[~going]
        rows = rows[going]
        columns = [column[going] for column in (k + 1, of_drawn, of_marked, gap, total, weight)]
    return result
