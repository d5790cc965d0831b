"""Funnel limits: how far organisations of each size may lie from the middle before chance is an unlikely explanation.

Limits that know only the chance of drawing people are too narrow when organisations differ a little for many ordinary
reasons: then most large ones lie outside. The variance between organisations, tau squared, is therefore estimated and
added. Contested: the adjusted limits take what all have in common for normal, so they do not say that nothing is
wrong when everybody is inside.

Source: D. J. Spiegelhalter, "Funnel plots for comparing institutional performance", Statistics in Medicine 24 (2005)
1185-1202; R. DerSimonian and N. Laird, "Meta-analysis in clinical trials", Controlled Clinical Trials 7 (1986) 177-188.
The steps as in FunnelPlotR 0.6.0, R/od_adjustment.R.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from math import asin, log, nan, pi, sqrt
from typing import TYPE_CHECKING

from levelground.errors import InputError
from levelground.statistics import pooled
from levelground.statistics.proportions import check_columns, two_sided_z

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats, Numbers

WARNING, OUTLIER = 0.95, 0.998
# The most extreme tenth on each side is drawn in before the dispersion is worked out, so that outliers do not widen the
# limits that are to find them: Spiegelhalter 2005, section 3.4; FunnelPlotR's trim_by.
WINSORISED = 0.1


class Scale(StrEnum):
    """The scale on which an organisation's distance from the middle is measured."""

    PLAIN = "plain"
    LOG = "log"
    ARCSINE = "arcsine"


@dataclass(frozen=True)
class Dispersion:
    """How much more organisations differ than chance explains: phi, tau squared, and how many organisations gave them.

    `phi` is the mean squared z-score, about 1 where chance explains all; `tau2` is the variance between organisations
    on the funnel's scale, 0 where phi is about 1 or below. `phi` is nan and `tau2` 0 where nobody has a place.
    """

    phi: float
    tau2: float
    organisations: int


@dataclass(frozen=True)
class Funnel:
    """Organisations around their common middle. `values`, `errors` and `centre` are on `scale`, nan without a place."""

    scale: Scale
    values: Floats
    errors: Floats
    centre: float
    dispersion: Dispersion = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "dispersion", dispersion(self.values, self.errors, self.centre))

    def limits(self, errors: Numbers, confidence: float = OUTLIER) -> tuple[Floats, Floats]:
        """Gives the lower and upper limit for organisations of these standard errors, over-dispersion included.

        Definition
            centre -/+ z sqrt(error^2 + tau2), turned back from the funnel's scale.
        Parameters
            errors: standard errors on the funnel's scale; confidence: 0..1.
        Returns
            Two arrays in the measure's own unit; a share's limits stay within 0..1.
        """
        import numpy as np

        reach = two_sided_z(confidence) * np.sqrt(np.asarray(errors, dtype=np.float64) ** 2 + self.dispersion.tau2)
        return self.natural(self.centre - reach), self.natural(self.centre + reach)

    def outside(self, confidence: float = OUTLIER) -> Floats:
        """Gives 1 for each organisation above its upper limit, -1 below its lower, 0 between, nan without a place."""
        import numpy as np

        distance = self.values - self.centre
        reach = two_sided_z(confidence) * np.sqrt(self.errors**2 + self.dispersion.tau2)
        return np.where(np.isnan(distance), np.nan, np.sign(distance) * (np.abs(distance) > reach))

    def natural(self, values: Floats) -> Floats:
        """Gives numbers of the funnel's scale in the measure's own unit."""
        import numpy as np

        if self.scale is Scale.LOG:
            return np.exp(values)
        if self.scale is Scale.ARCSINE:
            # Without the bounds a limit below 0 would be folded back to a share above 0: FunnelPlotR does so.
            return np.sin(np.clip(values, 0, pi / 2)) ** 2
        return values


def proportion_limits(average: float, denominators: Numbers, confidence: float = WARNING) -> tuple[Floats, Floats]:
    """Gives the limits outside which an organisation's Wilson interval leaves out the average share.

    Definition
        average -/+ z sqrt(average (1 - average) / n), within 0..1. Chance alone: no over-dispersion.
    Parameters
        average: the share of all together, 0..1; denominators: people in each organisation, above 0; confidence: 0..1.
    Returns
        Two arrays, 0..1.
    Raises
        InputError: an average that is no share, or a denominator that is not above 0.
    Source
        UKHSA PHEindicatormethods 2.1.0, phe_funnels for proportions (its sigma adjustment reduces to this).
    Example
        >>> lower, upper = proportion_limits(0.5, [100])
        >>> round(float(lower[0]), 4), round(float(upper[0]), 4)
        (0.402, 0.598)
    """
    import numpy as np

    n = np.asarray(denominators, dtype=np.float64)
    if not (0 <= average <= 1 and bool(np.all(n > 0))):
        raise InputError(
            "an average that is not a share, or an organisation without people.",
            expected="an average from 0 to 1 and denominators above 0.",
            do_this="leave out organisations in which there was nobody to count.",
        )
    reach = two_sided_z(confidence) * np.sqrt(average * (1 - average) / n)
    return np.maximum(average - reach, 0), np.minimum(average + reach, 1)


def proportions(numerators: Numbers, denominators: Numbers) -> Funnel:
    """Gives the funnel of a share in many organisations, around the share of all together.

    Definition
        value asin(sqrt(x / n)), standard error 1 / (2 sqrt(n)): on this scale it does not depend on the share.
    Parameters
        counts in matching order, one row per organisation.
    Returns
        An organisation without people has no place.
    Raises
        InputError: counts that cannot be counts, or columns of different length.
    Source
        Spiegelhalter 2005; FunnelPlotR 0.6.0, data type PR.
    """
    import numpy as np

    x, n = check_columns(numerators, denominators)
    everyone = float(np.nansum(n))
    centre = asin(sqrt(float(np.sum(x)) / everyone)) if everyone else nan
    return Funnel(Scale.ARCSINE, np.arcsin(np.sqrt(x / n)), 1 / (2 * np.sqrt(n)), centre)


def relative_likelihoods(
    numerators_1: Numbers, denominators_1: Numbers, numerators_2: Numbers, denominators_2: Numbers
) -> Funnel:
    """Gives the funnel of the ratio of two groups' shares, on the log scale, around the organisations' common ratio.

    Definition
        value log((x1/n1) / (x2/n2)), standard error sqrt(1/x1 - 1/n1 + 1/x2 - 1/n2) (Katz); the centre is the log of
        Mantel and Haenszel's ratio, in which every organisation with people in both groups counts.
    Parameters
        four columns of counts in matching order, one row per organisation.
    Returns
        No place for an organisation in which a group has no case or nobody, or in which all are cases in both groups:
        the log or its standard error does not exist.
    Raises
        InputError: counts that cannot be counts, or columns of different length.
    Source
        Spiegelhalter 2005; Katz and others 1978 (see `levelground.statistics.relative_likelihood`).
    """
    import numpy as np

    x1, n1, x2, n2 = pooled.columns(numerators_1, denominators_1, numerators_2, denominators_2)
    variance = np.where((x1 > 0) & (x2 > 0), (n1 - x1) / _some(x1 * n1) + (n2 - x2) / _some(x2 * n2), np.nan)
    variance = np.where(variance > 0, variance, np.nan)
    values = np.where(np.isnan(variance), np.nan, np.log(_some(x1) * n2) - np.log(_some(x2) * n1))
    middle = pooled.ratio(numerators_1, denominators_1, numerators_2, denominators_2).value
    return Funnel(Scale.LOG, values, np.sqrt(variance), log(middle) if middle else nan)


def differences(
    numerators_1: Numbers, denominators_1: Numbers, numerators_2: Numbers, denominators_2: Numbers
) -> Funnel:
    """Gives the funnel of the difference of two groups' shares, around the organisations' common difference.

    Definition
        value x1/n1 - x2/n2, variance x1 (n1 - x1) / n1^3 + x2 (n2 - x2) / n2^3; the centre is the difference with
        Mantel and Haenszel's weights.
    Parameters
        as `relative_likelihoods`.
    Returns
        No place for an organisation in which a group has nobody, or in which both shares are 0 or 1: the standard
        error would be 0.
    Raises
        InputError: as `relative_likelihoods`.
    Source
        Spiegelhalter 2005.
    """
    import numpy as np

    x1, n1, x2, n2 = pooled.columns(numerators_1, denominators_1, numerators_2, denominators_2)
    variance = x1 * (n1 - x1) / n1**3 + x2 * (n2 - x2) / n2**3
    variance = np.where(variance > 0, variance, np.nan)
    values = np.where(np.isnan(variance), np.nan, x1 / n1 - x2 / n2)
    middle = pooled.difference(numerators_1, denominators_1, numerators_2, denominators_2).value
    return Funnel(Scale.PLAIN, values, np.sqrt(variance), nan if middle is None else middle)


def dispersion(values: Numbers, errors: Numbers, centre: float, winsorised: float = WINSORISED) -> Dispersion:
    """Gives how much more values differ around the centre than their standard errors explain.

    Definition
        z = (value - centre) / error, the most extreme z on each side drawn in to the quantiles `winsorised` and
        1 - `winsorised`; phi is the mean of z^2; tau2 = (k phi - (k - 1)) / (sum w - sum w^2 / sum w), w = 1 / error^2,
        for k organisations, at least 0.
    Parameters
        values, errors: in matching order, on a scale on which they are about normal; nan without a place.
        winsorised: the share drawn in on each side, 0..0.5; 0 gives DerSimonian and Laird's own estimate.
    Returns
        phi nan and tau2 0 without any value; tau2 0 for one alone.
    Source
        DerSimonian and Laird 1986; Spiegelhalter 2005, section 3.4; FunnelPlotR 0.6.0, R/od_adjustment.R.
    """
    import numpy as np

    y, s = np.asarray(values, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    scores = (y - centre) / s
    placed = ~np.isnan(scores)
    number = int(np.count_nonzero(placed))
    if not number:
        return Dispersion(nan, 0.0, 0)
    low, high = np.quantile(scores[placed], [winsorised, 1 - winsorised])
    phi = float(np.mean(np.clip(scores[placed], low, high) ** 2))
    weights = 1 / s[placed] ** 2
    room = float(weights.sum() - (weights**2).sum() / weights.sum())
    tau2 = max((number * phi - (number - 1)) / room, 0.0) if number > 1 else 0.0
    return Dispersion(phi, tau2, number)


def _some(counts: Floats) -> Floats:
    """The counts with 1 for 0, so that a case which is left out anyway raises no warning of a division."""
    import numpy as np

    return np.where(counts > 0, counts, 1)
