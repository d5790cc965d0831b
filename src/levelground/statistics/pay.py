"""A pay gap between two groups, of means and of medians, and what of the gap of means goes with which driver.

Amounts come as a histogram: each amount with the number of people who have it, so that nobody's row is passed on.
Source: D. G. Bonett and R. M. Price, "Confidence intervals for ratios of means and medians", Journal of Educational and
Behavioral Statistics 45 (2020) 750-770; B. Jann, "The Blinder-Oaxaca decomposition for linear regression models", The
Stata Journal 8 (2008) 453-479 (pooled coefficients with a group indicator).
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import exp, log, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

from levelground.errors import InputError
from levelground.statistics.proportions import Interval

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats

BONETT_PRICE = "bonett price log ratio"
JANN = "pooled blinder oaxaca"
UNEXPLAINED = "not_explained"
FEWEST_FOR_A_MEDIAN = 5


@dataclass(frozen=True)
class Amounts:
    """Amounts above 0, rising, and how many people have each."""

    amounts: tuple[float, ...]
    heads: tuple[int, ...]

    @classmethod
    def of(cls, histogram: Iterable[tuple[float, int]]) -> Amounts:
        """The histogram in order: each amount once, with how many people have it.

        Raises
            InputError: an amount that is not above 0, or fewer than one person who has it.
        """
        order = sorted(histogram)
        if any(amount <= 0 or heads < 1 for amount, heads in order):
            raise InputError(
                "an amount of 0 or less, or an amount that nobody has.",
                expected="amounts above 0, each with the number of people who have it.",
                do_this="leave out people without pay on the snapshot date.",
            )
        return cls(tuple(amount for amount, _ in order), tuple(heads for _, heads in order))

    @property
    def people(self) -> int:
        """How many there are."""
        return sum(self.heads)

    @property
    def mean(self) -> float:
        """The arithmetic mean; there is none of nobody (ZeroDivisionError)."""
        return sum(a * n for a, n in zip(self.amounts, self.heads, strict=True)) / self.people

    @property
    def variance(self) -> float:
        """The sample variance (n - 1); of two people or more."""
        mean = self.mean
        return sum(n * (a - mean) ** 2 for a, n in zip(self.amounts, self.heads, strict=True)) / (self.people - 1)

    @property
    def median(self) -> float:
        """The middle amount, or the mean of the two middle ones."""
        half = (self.people + 1) // 2
        return (self.at(half) + self.at(self.people + 1 - half)) / 2

    def at(self, place: int) -> float:
        """The amount in a place of the ranking, from 1 for the lowest."""
        return next(a for a, reached in zip(self.amounts, accumulate(self.heads), strict=True) if reached >= place)


def gap_of_means(first: Amounts, second: Amounts, confidence: float = 0.95) -> Interval:
    """Gives how far the second group's mean lies below the first's, as a share of the first's.

    Definition
        (mean 1 - mean 2) / mean 1. The limits are those of mean 2 / mean 1 on a logarithmic scale, with Satterthwaite's
        degrees of freedom, taken from 1.
    Parameters
        first: the group that the gap is measured from (White, in an ethnicity pay gap); second: the group compared.
    Returns
        Below 0 where the second group's mean is the higher one. Limits are None for a group of one person; they
        have no width where everyone in both groups has one amount.
    Source
        Bonett and Price 2020 (see the module).
    """
    value = 1 - second.mean / first.mean
    if min(first.people, second.people) < 2:
        return Interval(value, None, None, BONETT_PRICE, confidence)
    parts = [group.variance / (group.people * group.mean**2) for group in (first, second)]
    spread = sum(part**2 / (group.people - 1) for part, group in zip(parts, (first, second), strict=True))
    if not spread:
        return Interval(value, value, value, BONETT_PRICE, confidence)
    return _limits(value, sqrt(sum(parts)), _student(sum(parts) ** 2 / spread, confidence), confidence)


def gap_of_medians(first: Amounts, second: Amounts, confidence: float = 0.95) -> Interval:
    """Gives how far the second group's median lies below the first's, as a share of the first's.

    Definition
        (median 1 - median 2) / median 1. The limits are those of median 2 / median 1 on a logarithmic scale; each
        median's standard error comes from two amounts of its ranking, without an assumption on its shape.
    Returns
        Limits are None where the two amounts of a group's ranking are the same (many people on one point of a pay
        scale): the method then knows no standard error. They are None for fewer than 5 people too.
    Source
        Bonett and Price 2020 (see the module); statpsych 1.6, `ci.ratio.median2`.
    """
    value = 1 - second.median / first.median
    errors = [_median_error(group) for group in (first, second)]
    if None in errors:
        return Interval(value, None, None, BONETT_PRICE, confidence)
    error = sqrt(sum(error**2 for error in errors if error is not None))
    return _limits(value, error, NormalDist().inv_cdf((1 + confidence) / 2), confidence)


def _limits(value: float, error: float, quantile: float, confidence: float) -> Interval:
    ratio = 1 - value
    lower, upper = (1 - ratio * exp(sign * quantile * error) for sign in (1, -1))
    return Interval(value, lower, upper, BONETT_PRICE, confidence)


def _student(degrees: float, confidence: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + confidence) / 2))


def _median_error(group: Amounts) -> float | None:
    """The standard error of the logarithm of the median; None where the ranking does not give one."""
    from scipy.special import bdtr

    people = group.people
    if people < FEWEST_FOR_A_MEDIAN:
        return None
    place = max(1, round(people / 2 - sqrt(people)))
    low, high = group.at(place), group.at(people - place + 1)
    if low == high:
        return None
    return log(high / low) / (2 * NormalDist().inv_cdf(1 - float(bdtr(place - 1, people, 0.5))))


@dataclass(frozen=True)
class Cell:
    """People of one group alike in amount and in every driver. A driver's value is a category, or a number to fit."""

    first: bool
    amount: float
    heads: int
    drivers: tuple[Hashable, ...]


def drivers_of_gap(cells: Sequence[Cell], names: Sequence[str]) -> dict[str, float]:
    """Gives the parts of a gap of means that go with differences in each driver, as shares of the first group's mean.

    Definition
        A linear regression of the amount on the drivers and a group indicator, over both groups together. A driver's
        part is the difference of its means between the groups times its coefficients; what is left is not explained.
        The parts add up to the gap of means exactly.
    Parameters
        cells: both groups' people; names: one for each place of a cell's `drivers`. A driver whose values are floats
        is fitted as a number, every other one as categories. A number counts as its distance from the mean of the
        people alike in the first driver (starting pay among those of one band), so that it does not take the first
        driver's part.
    Returns
        A part for each name, and `not_explained`. A part is no cause: a band may itself be the result of unfairness.
    Raises
        InputError: one of the two groups is empty.
    Source
        Jann 2008 (see the module), option pooled.
    """
    import numpy as np

    heads = np.array([cell.heads for cell in cells], dtype=float)
    amounts = np.array([cell.amount for cell in cells], dtype=float)
    first = np.array([cell.first for cell in cells], dtype=bool)
    if not (heads[first].sum() and heads[~first].sum()):
        raise InputError(
            "a gap with one group only.", expected="people in both groups.", do_this="leave the decomposition out."
        )
    columns = [_columns(cells, place) for place in range(len(names))]
    design = np.column_stack([np.ones(len(cells)), first.astype(float), *columns])
    weight = np.sqrt(heads)
    found = np.linalg.lstsq(design * weight[:, None], amounts * weight, rcond=None)[0][2:]
    top, below = (np.average(design[side], axis=0, weights=heads[side])[2:] for side in (first, ~first))
    mean = float(np.average(amounts[first], weights=heads[first]))
    gap = mean - float(np.average(amounts[~first], weights=heads[~first]))
    ends = np.cumsum([0, *(column.shape[1] for column in columns)])
    parts = {
        name: float(((top - below) * found)[ends[place] : ends[place + 1]].sum()) / mean
        for place, name in enumerate(names)
    }
    return {**parts, UNEXPLAINED: gap / mean - sum(parts.values())}


def _columns(cells: Sequence[Cell], place: int) -> Floats:
    """The columns of one driver in the regression: its number, or one column for each category after the first."""
    import numpy as np

    values = [cell.drivers[place] for cell in cells]
    if all(isinstance(value, float) for value in values):
        numbers, heads = np.array(values, dtype=float), np.array([cell.heads for cell in cells], dtype=float)
        alike = np.unique([str(cell.drivers[0]) if place else "" for cell in cells], return_inverse=True)[1]
        means = np.bincount(alike, numbers * heads) / np.bincount(alike, heads)
        return (numbers - means[alike])[:, None]
    names = sorted({str(value) for value in values})[1:]
    return np.array([[str(value) == name for name in names] for value in values], dtype=float).reshape(len(values), -1)
