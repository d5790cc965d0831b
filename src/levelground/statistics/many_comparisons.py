"""How many of many comparisons would stand out by chance: Benjamini and Hochberg's q-values.

Source: Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate: a practical and powerful approach to
multiple testing", Journal of the Royal Statistical Society B 57 (1995) 289-300.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from levelground.errors import InputError

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats, Numbers


def q_values(p_values: Numbers) -> Floats:
    """Gives each p-value of a family its q-value: the false discovery rate at which it would just be reported.

    Definition
        with the m p-values in order, q of the i-th is the smallest of p_j m / j over j >= i, at most 1. Reporting every
        comparison with q <= 0.05 makes, on average, at most one in twenty of the reported ones a chance finding.
    Parameters
        p_values: 0..1, one for each comparison that was examined; nan where there was no test, and it then counts
        neither as examined nor as found.
    Returns
        0..1 in the order given; nan where the p-value is.
    Raises
        InputError: a p-value below 0 or above 1.
    Source
        Benjamini and Hochberg 1995 (see the module); the same numbers as R's p.adjust(method = "BH").
    Example
        >>> [round(float(q), 4) for q in q_values([0.01, 0.04, 0.02, 0.5])]
        [0.04, 0.0533, 0.04, 0.5]
    """
    import numpy as np

    p = np.asarray(p_values, dtype=np.float64)
    if bool(((p < 0) | (p > 1)).any()):
        raise InputError(
            "a p-value below 0 or above 1.",
            expected="probabilities between 0 and 1.",
            do_this="pass the p-values of one family of comparisons, nan where there was no test.",
        )
    found = np.full(p.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(p))
    downwards = tested[np.argsort(-p[tested], kind="stable")]
    places = np.arange(downwards.size, 0, -1)
    # The quotient first: it is exactly 1 or more, so that no q falls below its p by the last digit.
    found[downwards] = np.minimum.accumulate(p[downwards] * (downwards.size / places))
    return found


def examined(p_values: Numbers) -> int:
    """Gives how many comparisons of a family were tested: what a table with q-values must say.

    Parameters
        p_values: as `q_values`.
    Example
        >>> examined([0.2, float("nan"), 0.7])
        2
    """
    import numpy as np

    return int(np.count_nonzero(~np.isnan(np.asarray(p_values, dtype=np.float64))))
