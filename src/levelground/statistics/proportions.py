"""A share with its Wilson interval, and the difference of two shares with Newcombe's.

Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
Statistical Association 22 (1927) 209-212; R. G. Newcombe, "Interval estimation for the difference between independent
proportions: comparison of eleven methods", Statistics in Medicine 17 (1998) 873-890, method 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

from levelground.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    Numbers = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]
    Floats = NDArray[np.float64]

# One formula serves a single figure and a column of them, so the two can never drift apart.
Quantity = TypeVar("Quantity", float, "NDArray[np.float64]")

WILSON = "wilson"
NEWCOMBE = "newcombe_hybrid_score"


@dataclass(frozen=True)
class Interval:
    """A value with its lower and upper limit, the method's name and the confidence (0..1).

    A limit is None where it is undefined or unbounded, and the value is None where it is undefined: never 0 or 1.
    """

    value: float | None
    lower: float | None
    upper: float | None
    method: str
    confidence: float


def wilson(numerator: float, denominator: float, confidence: float = 0.95) -> Interval:
    """Gives a share with its Wilson score interval, without continuity correction.

    Definition
        x / n; the limits are the two shares p with |x/n - p| = z sqrt(p (1 - p) / n).
    Parameters
        numerator: how many have the feature, 0..denominator; denominator: how many there are; confidence: 0..1.
    Returns
        Limits within 0..1 that hold the value. 0/0 gives None for value and limits.
    Raises
        InputError: a negative count, a numerator above its denominator, or a confidence that is not between 0 and 1.
    Source
        Wilson 1927 (see the module); the same formula as UKHSA PHEindicatormethods 2.1.0, R/utils.R.
    Example
        >>> interval = wilson(9, 10)
        >>> round(interval.lower, 4), interval.value, round(interval.upper, 4)
        (0.5958, 0.9, 0.9821)
    """
    z = two_sided_z(confidence)
    check_pair(numerator, denominator)
    if not denominator:
        return Interval(None, None, None, WILSON, confidence)
    lower, upper = _wilson_limits(float(numerator), float(denominator), z)
    return Interval(numerator / denominator, lower, 1.0 if numerator == denominator else upper, WILSON, confidence)


def newcombe_difference(
    numerator_1: float, denominator_1: float, numerator_2: float, denominator_2: float, confidence: float = 0.95
) -> Interval:
    """Gives the first share minus the second, with Newcombe's hybrid score interval.

    Definition
        x1/n1 - x2/n2; the limits combine the Wilson limits of each share. 0 means equal shares.
    Parameters
        counts of two separate groups, each numerator 0..its denominator; confidence: 0..1.
    Returns
        Value and limits within -1..1. A denominator of 0 gives None for value and limits.
    Raises
        InputError: as `wilson`.
    Source
        Newcombe 1998 (see the module), method 10, without continuity correction.
    Example
        >>> interval = newcombe_difference(56, 70, 48, 80)
        >>> round(interval.lower, 4), round(interval.value, 4), round(interval.upper, 4)
        (0.0524, 0.2, 0.3339)
    """
    first = wilson(numerator_1, denominator_1, confidence)
    second = wilson(numerator_2, denominator_2, confidence)
    if not (denominator_1 and denominator_2):
        return Interval(None, None, None, NEWCOMBE, confidence)
    value, lower, upper = _hybrid(_known(first), _known(second))
    return Interval(value, max(lower, -1.0), min(upper, 1.0), NEWCOMBE, confidence)


def wilson_many(numerators: Numbers, denominators: Numbers, confidence: float = 0.95) -> tuple[Floats, Floats, Floats]:
    """Gives shares with their Wilson intervals for whole columns of counts: the numbers of `wilson`, faster.

    Parameters
        numerators, denominators: counts in matching order; confidence: 0..1.
    Returns
        Three arrays: value, lower, upper; nan where `wilson` gives None.
    Raises
        InputError: as `wilson`, or columns of different length.
    """
    import numpy as np

    z = two_sided_z(confidence)
    x, n = check_columns(numerators, denominators)
    lower, upper = _wilson_limits(x, n, z)
    return x / n, lower, np.where(x == n, 1.0, upper)


def newcombe_difference_many(
    numerators_1: Numbers,
    denominators_1: Numbers,
    numerators_2: Numbers,
    denominators_2: Numbers,
    confidence: float = 0.95,
) -> tuple[Floats, Floats, Floats]:
    """Gives differences of shares for whole columns of counts: the numbers of `newcombe_difference`, faster.

    Parameters
        four columns of counts in matching order; confidence: 0..1.
    Returns
        Three arrays: value, lower, upper; nan where `newcombe_difference` gives None.
    Raises
        InputError: as `wilson_many`.
    """
    import numpy as np

    first = wilson_many(numerators_1, denominators_1, confidence)
    second = wilson_many(numerators_2, denominators_2, confidence)
    check_same_length(first[0], second[0])
    value, lower, upper = _hybrid(first, second)
    return value, np.maximum(lower, -1.0), np.minimum(upper, 1.0)


def two_sided_z(confidence: float) -> float:
    """Gives the standard normal deviate that leaves (1 - confidence) / 2 in each tail: 1.959964 for 0.95.

    Raises
        InputError: the confidence is not between 0 and 1.
    """
    if not 0 < confidence < 1:
        raise InputError(
            f"a confidence of {confidence}.",
            expected="a share above 0 and below 1, such as 0.95.",
            do_this="pass 0.95 for 95 percent.",
        )
    return NormalDist().inv_cdf((1 + confidence) / 2)


def check_pair(numerator: float, denominator: float) -> None:
    """Refuses a pair of counts that cannot be one: negative, not a number, or more with the feature than there are.

    Raises
        InputError: 0 <= numerator <= denominator does not hold.
    """
    if not 0 <= numerator <= denominator:
        raise _not_counts()


def check_columns(numerators: Numbers, denominators: Numbers) -> tuple[Floats, Floats]:
    """Gives two columns of counts as arrays of floats, every denominator of 0 as nan so that it spreads to the result.

    Raises
        InputError: columns of different length, or a pair that `check_pair` refuses.
    """
    import numpy as np

    x, n = np.asarray(numerators, dtype=np.float64), np.asarray(denominators, dtype=np.float64)
    check_same_length(x, n)
    if not bool(np.all((x >= 0) & (x <= n))):
        raise _not_counts()
    return x, np.where(n > 0, n, np.nan)


def check_same_length(first: Floats, second: Floats) -> None:
    """Refuses columns that do not match row by row, rather than letting one value stand for many.

    Raises
        InputError: the shapes differ.
    """
    if first.shape != second.shape:
        raise InputError(
            "columns of counts of different lengths.",
            expected="columns of the same length, in matching order.",
            do_this="pass one count for every figure in each column.",
        )


def check_whole(column: Floats) -> None:
    """Refuses a column with a count that is not whole, which an exact test would otherwise cut off unseen.

    Raises
        InputError: a count is a fraction or missing.
    """
    if bool((column != column // 1).any()):
        raise InputError(
            "a count that is not a whole number.",
            expected="whole numbers of people.",
            do_this="use the unweighted counts: an exact test knows no parts of people.",
        )


def _wilson_limits(x: Quantity, n: Quantity, z: float) -> tuple[Quantity, Quantity]:
    # The lower limit comes from the product of the two roots, x²/(n (n + z²)): subtracting would lose digits near 0.
    upper = (2 * x + z * z + z * (z * z + 4 * x * (n - x) / n) ** 0.5) / (2 * (n + z * z))
    return x * x / (n * (n + z * z)) / upper, upper


def _hybrid(
    first: tuple[Quantity, Quantity, Quantity], second: tuple[Quantity, Quantity, Quantity]
) -> tuple[Quantity, Quantity, Quantity]:
    (p1, l1, u1), (p2, l2, u2) = first, second
    value = p1 - p2
    lower = value - ((p1 - l1) ** 2 + (u2 - p2) ** 2) ** 0.5
    upper = value + ((u1 - p1) ** 2 + (p2 - l2) ** 2) ** 0.5
    return value, lower, upper


def _known(interval: Interval) -> tuple[float, float, float]:
    value, lower, upper = interval.value, interval.lower, interval.upper
    assert value is not None
    assert lower is not None
    assert upper is not None
    return value, lower, upper


def _not_counts() -> InputError:
    # The counts themselves are left out: they may be small and stand in a log.
    return InputError(
        "a numerator that is negative or above its denominator.",
        expected="counts with 0 <= numerator <= denominator.",
        do_this="check that both count the same people, and that numerator and denominator are not swapped.",
    )
