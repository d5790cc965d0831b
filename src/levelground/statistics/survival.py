"""How many are still there after a time: the product-limit estimate with delayed entry, and its intervals.

Source: E. L. Kaplan and P. Meier, "Nonparametric estimation from incomplete observations", Journal of the American
Statistical Association 53 (1958) 457-481; J. D. Kalbfleisch and R. L. Prentice, "The statistical analysis of failure
time data" (Wiley, 2nd edition 2002), section 1.4 (limits on the scale log(-log)).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import exp, log, sqrt
from statistics import NormalDist

from levelground.errors import InputError
from levelground.statistics.proportions import Interval

PRODUCT_LIMIT = "product limit, log-log limits"


@dataclass(frozen=True)
class Spell:
    """People who came under observation at one time, left it at another, and did or did not leave the organisation."""

    entry: int
    exit: int
    left: bool
    people: int = 1


@dataclass(frozen=True)
class Retained:
    """The share still there after a time, with the variance of its estimate; both None where nobody was at risk."""

    share: float | None
    variance: float | None

    def interval(self, confidence: float = 0.95) -> Interval:
        """The share with its limits; they are the share itself where it is 1 or 0."""
        if self.share is None or self.variance is None:
            return Interval(None, None, None, PRODUCT_LIMIT, confidence)
        if self.share in (0, 1):
            return Interval(self.share, None, None, PRODUCT_LIMIT, confidence)
        z = NormalDist().inv_cdf((1 + confidence) / 2)
        error = sqrt(self.variance) / (self.share * abs(log(self.share)))
        lower, upper = (self.share ** exp(sign * z * error) for sign in (1, -1))
        return Interval(self.share, lower, upper, PRODUCT_LIMIT, confidence)


def retained(spells: Iterable[Spell], after: int) -> Retained:
    """Gives the share who are still there after so many units of time.

    Definition
        The product over the times t up to `after` of 1 - (who left at t) / (who was at risk at t). At risk at t is who
        entered at t or before and whose exit is t or later: who joined long ago counts from the day the observation
        began (delayed entry), who is still there counts until it ended (censoring).
    Parameters
        spells: times in whole units since joining; after: the time asked for.
    Returns
        The share with Greenwood's variance. None where at some time up to `after` nobody was under observation: the
        estimate would rest on nothing there.
    Raises
        InputError: an exit before its entry.
    Source
        Kaplan and Meier 1958 (see the module).
    Example
        >>> retained([Spell(0, 3, True), Spell(0, 5, False)], 4).share
        0.5
    """
    spells = list(spells)
    if any(spell.exit < spell.entry for spell in spells):
        raise InputError(
            "an exit before its entry.", expected="times since joining, the exit last.", do_this="check the two dates."
        )
    share, sum_of_parts = 1.0, 0.0
    for time in range(after + 1):
        risk = sum(spell.people for spell in spells if spell.entry <= time <= spell.exit)
        events = sum(spell.people for spell in spells if spell.left and spell.exit == time)
        if not risk:
            return Retained(None, None) if share else Retained(share, 0.0)
        share *= 1 - events / risk
        sum_of_parts += events / (risk * (risk - events)) if risk > events else 0.0
    return Retained(share, share**2 * sum_of_parts)


def difference(first: Retained, second: Retained, confidence: float = 0.95) -> Interval:
    """Gives the first share minus the second, with limits from the two variances (normal approximation)."""
    if None in (first.share, second.share, first.variance, second.variance):
        return Interval(None, None, None, PRODUCT_LIMIT, confidence)
    value = (first.share or 0) - (second.share or 0)
    half = NormalDist().inv_cdf((1 + confidence) / 2) * sqrt((first.variance or 0) + (second.variance or 0))
    return Interval(value, max(-1.0, value - half), min(1.0, value + half), "greenwood, normal", confidence)
