"""The corners of the wild cluster bootstrap that a panel of usual shape does not reach."""

from __future__ import annotations

import numpy as np

from levelground.statistics.wild_bootstrap import wild_limits


def test_a_limit_that_the_draws_do_not_bound_is_none() -> None:
    # 1,999 draws and the data themselves: no share of them is under 1 in 2,000.
    (lower, upper), p = wild_limits(np.array([9.0, 7, 1, 2, 3, 4, 5]), np.arange(7) < 2, 0.9999, 1)

    assert (lower, upper) == (None, None)
    assert p > 1 / 2000


def test_no_p_value_is_0_and_a_draw_without_residuals_is_no_error() -> None:
    changes = np.array([1.0, 1, 1, 1, -1, -1, -1, -1, -1, 1])
    treated = np.array([True] * 5 + [False] * 5)

    (lower, upper), p = wild_limits(changes, treated, 0.95, 1)
    _, none = wild_limits(np.arange(20.0) % 3 + 50 * (np.arange(20) < 10), np.arange(20) < 10, 0.95, 1)

    assert lower < 1.2 < upper  # 3 / 5 less -3 / 5
    assert 0 < p < 1
    assert none == 1 / 2000
