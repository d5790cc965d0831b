"""The 0.80 to 1.25 band for a ratio of two shares, and how often it flags an organisation that is perfectly fair.

The band is a rule of thumb, not a test: in small organisations chance alone takes most ratios outside it.

Source: NHS England national WRES reports use 0.80 to 1.25 as the non-adverse range of relative likelihoods (to be
confirmed against current guidance); it descends from the four-fifths rule of the United States Uniform Guidelines on
Employee Selection Procedures (1978), 29 CFR 1607.4 D.
"""

from __future__ import annotations

from fractions import Fraction
from math import sqrt
from typing import TYPE_CHECKING

from levelground.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# The band of the national reports; the second is one over the first, so that the flag is the same whoever is first.
_BAND = (Fraction("0.80"), Fraction("1.25"))
LOWER, UPPER = float(_BAND[0]), float(_BAND[1])

# A ratio of two shares is rounded three times on its way to a double, so that one of exactly 4/5 may come out just
# below 0.8. No other ratio of counts is as near to an end as this while the counts are below ten million.
_ROUNDING = 1e-15
# Chances below exp(-40), about 4e-18, are left out of the sums.
_NEGLIGIBLE_LOG = 40.0


def within_band(ratio: float) -> bool:
    """Gives whether a ratio lies in the 0.80 to 1.25 band; both ends belong to the band.

    Parameters
        ratio: a ratio of two shares, from 0 up; 1 means equally likely. Work it out from counts, never from rounded
        rates. Infinity is outside.
    Returns
        True inside. To be shown only beside the ratio's interval, since the band takes no account of chance.
    Source
        See the module.
    Example
        >>> within_band((12 / 100) / (15 / 100)), within_band(1.26)
        (True, False)
    """
    return LOWER * (1 - _ROUNDING) <= ratio <= UPPER * (1 + _ROUNDING)


def false_alarm_share(denominator_1: int, denominator_2: int, overall_rate: float) -> float:
    """Gives how often the band would flag a perfectly fair organisation of this size, by chance alone.

    Definition
        P(ratio < 0.80 or ratio > 1.25) for two independent binomial counts with the same rate. A ratio with nobody in
        the second group is flagged (infinite), one with nobody in either is not (0/0 has no ratio).
    Parameters
        denominator_1, denominator_2: people in each group; overall_rate: the rate of both groups together, 0..1.
    Returns
        0..1, exact to about 1e-14, whichever group is first. 0 when a group is empty: no ratio, no flag.
    Raises
        InputError: a negative denominator, or a rate outside 0..1.
    Source
        Exact summation of two binomial distributions; the band as in the module.
    Example
        >>> false_alarm_share(1, 1, 0.5)  # flagged when exactly one of the two has the feature
        0.5
    """
    if min(denominator_1, denominator_2) < 0 or not 0 <= overall_rate <= 1:
        raise InputError(
            "a negative number of people, or a rate outside 0 to 1.",
            expected="two numbers of people from 0 up and a rate from 0 to 1.",
            do_this="pass the rate as a share: 0.02 for 2 percent.",
        )
    if not (denominator_1 and denominator_2) or overall_rate in (0, 1):
        return 0.0
    return min(1.0, max(0.0, 1.0 - _share_unflagged(denominator_1, denominator_2, overall_rate)))


def _share_unflagged(n1: int, n2: int, rate: float) -> float:
    import numpy as np

    counts_1, chances_1 = _binomial(n1, rate)
    counts_2, chances_2 = _binomial(n2, rate)
    lowest, highest = _unflagged_partners(counts_1, n1, n2)
    up_to = np.concatenate(([0.0], np.cumsum(chances_2)))
    first = np.clip(lowest - counts_2[0], 0, len(chances_2))
    beyond = np.clip(highest - counts_2[0] + 1, 0, len(chances_2))
    # No partner is inside the band when the lowest passes the highest: the difference is then negative, or 0.
    return float(np.sum(chances_1 * np.maximum(up_to[beyond] - up_to[first], 0.0)))


def _unflagged_partners(counts_1: NDArray[np.int64], n1: int, n2: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    # LOWER <= (x1/n1) / (x2/n2) <= UPPER, solved for x2 in whole numbers: no float decides what is inside. With x1 = 0
    # this leaves x2 = 0 only, and with x1 > 0 never x2 = 0: the two rules for zeros hold by themselves.
    (low, low_of), (high, high_of) = (end.as_integer_ratio() for end in _BAND)
    lowest = -(-(counts_1 * n2 * high_of) // (n1 * high))
    highest = counts_1 * n2 * low_of // (n1 * low)
    return lowest, highest


def _binomial(n: int, rate: float) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    # The chances by the ratio of neighbours, outwards from the likeliest count, made to sum to 1. How far to go is
    # Bernstein's inequality: P(|X - mean| >= t) <= 2 exp(-t^2 / (2 (variance + t/3))).
    import numpy as np

    variance = n * rate * (1 - rate)
    reach = _NEGLIGIBLE_LOG / 3 + sqrt((_NEGLIGIBLE_LOG / 3) ** 2 + 2 * _NEGLIGIBLE_LOG * variance)
    mode = min(n, int((n + 1) * rate))
    up = np.arange(mode, min(n, mode + int(reach) + 1), dtype=np.int64)
    down = np.arange(mode, max(0, mode - int(reach) - 1), -1, dtype=np.int64)
    odds = rate / (1 - rate)
    above = np.cumprod((n - up) / (up + 1) * odds)
    below = np.cumprod(down / ((n - down + 1) * odds))
    weights = np.concatenate((below[::-1], [1.0], above))
    return np.arange(mode - len(down), mode + len(up) + 1, dtype=np.int64), weights / weights.sum()
