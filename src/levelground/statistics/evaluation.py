"""Did it work: a series before and after a change (interrupted time series). For two groups: see `panel`.

Gives the difference from the line before running on, with an interval and what it rests on. It does not say why.

Source: A. K. Wagner and others, "Segmented regression analysis of interrupted time series studies in medication use
research", Journal of Clinical Pharmacy and Therapeutics 27 (2002) 299-309 (the model); S. L. Turner and others,
"Evaluation of statistical methods used in the analysis of interrupted time series studies: a simulation study", BMC
Medical Research Methodology 21 (2021) 181 (which estimator).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING, Any

from levelground.errors import InputError
from levelground.statistics.proportions import Interval, two_sided_z

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

OLS = "segmented_regression_ols"
AR1 = "segmented_regression_reml_ar1"

# Cochrane EPOC, "What study designs should be included in an EPOC review" (2017): a defined start, and at least three
# points before and three after it.
FEWEST_EACH_SIDE = 3
# R. B. Penfold and F. Zhang, Academic Pediatrics 13 (2013) S38-S44: eight before and eight after. Contested: power
# rests on how many people are behind a point too (Hawley and others, Clinical Epidemiology 11 (2019) 197-205).
ENOUGH_EACH_SIDE = 8
# Turner and others 2021: OLS in series of fewer than 12 points, REML in longer ones.
FEWEST_FOR_AR1 = 12
# Beyond this a series is hard to tell from one that drifts and never returns to its line.
_STRONG = 0.9
_LARGEST_RHO = 0.98
# Values this close to their lines, against how far the series ranges, are on them but for rounding.
_ON_THE_LINE = 1e-9


@dataclass(frozen=True)
class Check:
    """One thing that an effect rests on: `in_order` is None where the data cannot settle it; `says` is a sentence."""

    about: str
    in_order: bool | None
    says: str


@dataclass(frozen=True)
class InterruptedSeries:
    """What changed at the start, in the unit of the values.

    `level_change` is at the first point after the start, `slope_change` by point, `at_end` at the last point; each is
    the difference from `slope_before` running on. `autocorrelation` is that of neighbouring residuals, None where all
    points lie on the lines. `fitted` and `expected` have one entry for each value; `expected` is the line from before.
    """

    level_change: Interval
    slope_change: Interval
    at_end: Interval
    slope_before: Interval
    points_before: int
    points_after: int
    method: str
    autocorrelation: float | None
    fitted: list[float]
    expected: list[float]
    checks: tuple[Check, ...]


def interrupted(values: Iterable[float], *, starts_at: int, confidence: float = 0.95) -> InterruptedSeries:
    """Gives the change of level and of slope of a series at one known point, by segmented regression.

    Definition
        value = a + b t + level change x after + slope change x (t - start) x after + error, t = 0, 1, 2, ...; 0 means
        that the line from before runs on. Under 12 points the errors are taken as independent (OLS); from 12 up as
        first-order autoregressive, with the autocorrelation of largest restricted likelihood (REML) and then
        generalised least squares. Limits by Student's t with n - 4 degrees of freedom.
    Parameters
        values: one for each point, evenly spaced, without gaps; starts_at: the position (from 0) of the first point
        after the start; confidence: 0..1.
    Returns
        See `InterruptedSeries`. Limits are None where all points lie on the lines: nothing says how they vary.
    Raises
        InputError: fewer than 3 points before or after, a value that is no finite number, no position.
    Source
        Wagner and others 2002; Turner and others 2021 (see the module), who find that REML underestimates the
        autocorrelation least, that every method's intervals are too narrow in short series, and that the Durbin-Watson
        test should not be relied on: none is made. Rejected: Cochrane-Orcutt (GLSAR) and full likelihood (SARIMAX),
        which underestimate it more.
    Example
        >>> found = interrupted([10, 11, 12, 13, 20, 22, 24, 26], starts_at=4)
        >>> round(found.level_change.value, 6), round(found.slope_change.value, 6), round(found.at_end.value, 6)
        (6.0, 1.0, 9.0)
    """
    two_sided_z(confidence)
    numbers = finite(values)
    start = _start(starts_at, len(numbers))
    design = _design(len(numbers), start)
    lines = _lines(numbers, design)
    after = len(numbers) - start
    level, slope, at_end, before = (
        lines.effect(weights, confidence)
        for weights in ([0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 1, after - 1], [0, 1, 0, 0])
    )
    trend = _trend_before(before, numbers[:start], confidence)
    last = _last_before(numbers[:start])
    checks = (_points(start, after), _autocorrelation(lines), trend, last, Check("other changes", None, ALONE))
    fitted, expected = ([float(numbers[0] + value) for value in lines.values(design, terms)] for terms in (4, 2))
    told = lines.method, lines.autocorrelation
    return InterruptedSeries(level, slope, at_end, before, start, after, *told, fitted, expected, checks)


ALONE = (
    "One series has nothing to compare with: whatever else changed at the same time, or comes with the season, is in "
    "the difference too. Organisations to compare with (columns organisation,date,value,started) show more."
)


def finite(values: Iterable[float]) -> Floats:
    """The values as an array.

    Raises
        InputError: one of them is missing or no finite number.
    """
    import numpy as np

    try:
        numbers = np.asarray([float(value) for value in values])
    except (TypeError, ValueError, OverflowError):
        numbers = np.asarray([np.nan])
    if not np.isfinite(numbers).all() or (np.abs(numbers) > 1e150).any():
        raise InputError(
            "a value that is missing or no finite number.",
            expected="a number for each point, without gaps.",
            do_this="leave the series out until the gap is filled, or start it after the gap.",
        )
    return numbers


def _start(starts_at: object, number: int) -> int:
    try:
        start = index(starts_at)  # type: ignore[arg-type]
    except TypeError:
        start = -1
    if start < 0 or isinstance(starts_at, bool):
        raise InputError(
            "a start that is no position in the series.",
            expected="a whole number from 0 up: the position of the first point after the start.",
            do_this="pass the position of the first point after the start, 0 being the first point of all.",
        )
    before, after = min(start, number), max(number - start, 0)
    if min(before, after) < FEWEST_EACH_SIDE:
        missing = [
            f"{FEWEST_EACH_SIDE - points} more {side}"
            for points, side in ((before, "before"), (after, "after"))
            if points < FEWEST_EACH_SIDE
        ]
        raise InputError(
            f"a series with {before} before the start and {after} after it: too few points to compare two lines.",
            expected=f"at least {FEWEST_EACH_SIDE} before and {FEWEST_EACH_SIDE} after, better "
            f"{ENOUGH_EACH_SIDE} and {ENOUGH_EACH_SIDE}.",
            do_this=f"wait for, or add, {' and '.join(missing)} the start.",
        )
    return start


def _design(number: int, start: int) -> Floats:
    import numpy as np

    time = np.arange(number, dtype=float)
    after = (time >= start).astype(float)
    return np.column_stack([np.ones(number), time, after, (time - start) * after])


@dataclass(frozen=True)
class _Lines:
    """The two lines as fitted; `autocorrelation` is None where every point lies on them."""

    fit: Any
    method: str
    autocorrelation: float | None

    def effect(self, weights: Sequence[float], confidence: float) -> Interval:
        """A sum of coefficients with its limits."""
        import numpy as np

        found = self.fit.t_test(np.asarray([weights], dtype=float))
        value = float(found.effect[0])
        if self.autocorrelation is None:
            return Interval(value, None, None, self.method, confidence)
        lower, upper = found.conf_int(alpha=1 - confidence)[0]
        return Interval(value, float(lower), float(upper), self.method, confidence)

    def values(self, design: Floats, terms: int) -> Floats:
        """The line of the first so many terms."""
        line: Floats = design[:, :terms] @ self.fit.params[:terms]
        return line


def _lines(numbers: Floats, design: Floats) -> _Lines:
    # From the first value, so that a series that stands still gives 0 and not a rounding error.
    shifted = numbers - numbers[0]
    if _exact(numbers, design):
        return _Lines(_gls(shifted, design, 0.0), OLS, None)
    if len(numbers) >= FEWEST_FOR_AR1:
        rho, fit = _reml(shifted, design)
        return _Lines(fit, AR1, rho)
    fit = _gls(shifted, design, 0.0)
    return _Lines(fit, OLS, float(fit.resid[1:] @ fit.resid[:-1] / (fit.resid @ fit.resid)))


def _exact(numbers: Floats, design: Floats) -> bool:
    import numpy as np

    residuals = numbers - design @ np.linalg.lstsq(design, numbers, rcond=None)[0]
    return bool(np.abs(residuals).max() <= _ON_THE_LINE * max(np.ptp(numbers), np.abs(numbers).max() * 1e-3))


def _gls(numbers: Floats, design: Floats, rho: float) -> Any:
    import numpy as np
    from scipy.linalg import toeplitz
    from statsmodels.regression.linear_model import GLS

    return GLS(numbers, design, sigma=toeplitz(rho ** np.arange(len(numbers)))).fit()


def _reml(numbers: Floats, design: Floats) -> tuple[float, Any]:
    """The autocorrelation of largest restricted likelihood, and the fit with it.

    D. A. Harville, Journal of the American Statistical Association 72 (1977) 320-338: the likelihood of the residual
    contrasts, which takes account of the coefficients that were fitted; the variance is profiled out.
    """
    import numpy as np
    from scipy.optimize import minimize_scalar

    def loss(rho: float) -> float:
        fit = _gls(numbers, design, rho)
        of_errors = (len(numbers) - 1) * np.log(1 - rho**2)
        return float(fit.df_resid * np.log(fit.scale) + of_errors - np.linalg.slogdet(fit.normalized_cov_params)[1])

    # The likelihood can have two peaks: a grid finds the higher one, and the search stays beside it.
    grid = np.linspace(-_LARGEST_RHO, _LARGEST_RHO, 40)
    best = int(np.argmin([loss(rho) for rho in grid]))
    around = (grid[max(best - 1, 0)], grid[min(best + 1, len(grid) - 1)])
    rho = float(minimize_scalar(loss, bounds=around, method="bounded", options={"xatol": 1e-8}).x)
    return rho, _gls(numbers, design, rho)


def _points(before: int, after: int) -> Check:
    enough = min(before, after) >= ENOUGH_EACH_SIDE
    more = (
        "enough for two lines, which is not yet enough to be sure to see a change."
        if enough
        else f"fewer than {ENOUGH_EACH_SIDE} on a side: only a large change would show, and single points weigh much."
    )
    return Check("points", enough, f"{before} points before the start and {after} after it: {more}")


def _autocorrelation(lines: _Lines) -> Check:
    about, seen = "autocorrelation", lines.autocorrelation
    if seen is None:
        return Check(
            about, None, "All points lie on the two lines: nothing says how they vary, so there is no interval."
        )
    if lines.method == OLS:
        return Check(
            about,
            None,
            f"Neighbouring residuals correlate at {seen:.2f}; below {FEWEST_FOR_AR1} points this cannot be told from "
            "chance and is not allowed for. If points that follow each other are alike, the interval is too narrow.",
        )
    strong = abs(seen) >= _STRONG
    more = (
        "so strong that the series may drift by itself: the interval cannot be relied on."
        if strong
        else "the interval allows for it, but is still too narrow in a short series, where it is underestimated."
    )
    return Check(about, False if strong else None, f"Neighbouring errors correlate at an estimated {seen:.2f}: {more}")


def _trend_before(slope: Interval, before: Floats, confidence: float) -> Check:
    moves = f"Before the start the values change by {slope.value:.4g} a point"
    limits = "" if slope.lower is None else f" ({slope.lower:.4g} to {slope.upper:.4g})"
    rests = f"{moves}{limits}; every difference is from this line running on"
    bends = _bends(before, confidence)
    if bends is None:
        return Check("trend before", None, f"{rests}. Whether it is straight cannot be seen from {len(before)} points.")
    if bends:
        return Check("trend before", False, f"{rests}, but the points before it bend: a straight line may mislead.")
    return Check("trend before", None, f"{rests}. No bend is seen before the start, which does not show that none is.")


def _bends(before: Floats, confidence: float) -> bool | None:
    """Whether a squared term is told from 0 in the points before the start; None where they are too few to say."""
    import numpy as np

    if len(before) < ENOUGH_EACH_SIDE:
        return None
    time = np.arange(len(before)) - (len(before) - 1) / 2
    if _exact(before, np.column_stack([np.ones(len(before)), time])):
        return False
    fit = _gls(before, np.column_stack([np.ones(len(before)), time, time**2]), 0.0)
    lower, upper = fit.conf_int(alpha=1 - confidence)[2]
    return bool(lower > 0 or upper < 0)


def _last_before(before: Floats) -> Check:
    """Whether the start follows the most unusual value before it: what is unusual is often followed by what is not.

    Residuals over the root of 1 - leverage, so that every place in the series is as likely to hold the farthest.
    """
    import numpy as np

    about, number = "last value before", len(before)
    if number < ENOUGH_EACH_SIDE:
        return Check(about, None, f"Whether the start follows an unusual value cannot be seen from {number} points.")
    time = np.arange(number) - (number - 1) / 2
    line = np.column_stack([np.ones(number), time])
    residuals = before - line @ np.linalg.lstsq(line, before, rcond=None)[0]
    if _exact(before, line):
        return Check(about, None, "The last value before the start lies on the line of those before it.")
    farther = np.abs(residuals) / np.sqrt(1 - 1 / number - time**2 / (time @ time))
    stands = f"{abs(residuals[-1]):.4g} {'above' if residuals[-1] > 0 else 'below'} the line of the {number} before it"
    if int(np.argmax(farther)) < number - 1:
        return Check(about, None, f"The last value before the start stands {stands}; it is not the most unusual.")
    more = "such a value is often followed by more usual ones by itself (regression to the mean)"
    return Check(
        about, False, f"The last value before the start stands {stands} and is the most unusual of them: {more}."
    )
