"""The wild cluster bootstrap of a difference between two groups of organisations, one change for each organisation."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SEED = 20160401
# One less than a round number, so that 1 - confidence times (draws + 1) is whole (Cameron and Miller 2015).
DRAWS = 1999
# M. D. Webb, "Reworking wild bootstrap-based inference for clustered errors", Canadian Journal of Economics 56 (2023)
# 839-858: with few clusters two-point weights repeat themselves; six points give enough different draws.
FEWEST_FOR_TWO_POINTS = 12
# A draw that repeats the data is as far out as they are, whatever the rounding.
_AS_FAR = 1 - 1e-9
_STEPS = 60
_FARTHEST = 64.0

Limits = tuple[float | None, float | None]


def wild_limits(changes: Floats, treated: NDArray[np.bool_], confidence: float, seed: int) -> tuple[Limits, float]:
    """Gives the limits of the treated mean minus the other mean, and the p-value of no difference.

    Definition
        For an effect b: residuals under b are turned over at random, organisation by organisation, and p(b) is the
        share of draws whose |t| is at least the data's, with errors robust to unequal variance. The limits are where
        p(b) falls to 1 - confidence.
    Parameters
        changes: one number for each organisation, not all alike within the groups; treated: which group; confidence:
        0..1; seed: the same gives the same draws.
    Returns
        Lower and upper limit, each None where p(b) stays above 1 - confidence within 64 standard errors; p: 0..1.
    Source
        Cameron, Gelbach and Miller 2008 (null imposed, Rademacher weights); Webb 2023 (six-point weights below 12
        organisations); limits by test inversion, D. Roodman and others, Stata Journal 19 (2019) 4-60.
    """
    centred = treated - treated.mean()
    effect, error = (float(number) for number in _slope_and_error(changes, centred))
    weights = _weights(len(changes), seed)

    def share_as_far(of: float) -> float:
        under = changes - of * centred
        slope, its_error = _slope_and_error(under, centred)
        slopes, errors = _slope_and_error(weights * (under - under.mean()), centred)
        # |slope / error| compared without dividing: a draw can leave no residual at all.
        as_far = (abs(slopes) * its_error >= abs(slope) * errors * _AS_FAR).sum()
        # The data are one draw more: no p-value is 0.
        return float((as_far + 1) / (DRAWS + 1))

    def limit(side: int) -> float | None:
        inside, outside = 0.0, _FARTHEST
        if share_as_far(effect + side * outside * error) > 1 - confidence:
            return None
        for _ in range(_STEPS):
            middle = (inside + outside) / 2
            is_inside = share_as_far(effect + side * middle * error) > 1 - confidence
            inside, outside = (middle, outside) if is_inside else (inside, middle)
        return effect + side * outside * error

    return (limit(-1), limit(1)), share_as_far(0.0)


def _slope_and_error(values: Floats, centred: Floats) -> tuple[Floats, Floats]:
    """The difference between the groups and its robust error, for one row of values or for many."""
    import numpy as np

    size = centred @ centred
    from_mean = values - values.mean(axis=-1, keepdims=True)
    slope = from_mean @ centred / size
    residuals = from_mean - np.multiply.outer(slope, centred)
    return slope, np.sqrt((residuals**2) @ centred**2) / size


def _weights(organisations: int, seed: int) -> Floats:
    import numpy as np

    points = [-1.0, 1.0]
    if organisations < FEWEST_FOR_TWO_POINTS:
        points = [sign * np.sqrt(square) for sign in (-1, 1) for square in (0.5, 1.0, 1.5)]
    return np.random.default_rng(seed).choice(points, size=(DRAWS, organisations))
