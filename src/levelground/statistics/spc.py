"""Statistical process control as NHS Making Data Count does it: a series, its mean and its limits of routine variation.

The chart is the XmR chart (individual values and moving ranges). The limits say what the process does by itself from
point to point; they are no confidence interval and no target.

Source: NHS England, Making Data Count, "Strengthening your decisions"; L. S. Nelson, "Control charts for individual
measurements", Journal of Quality Technology 14 (1982) 172-173 (the screening); the reference implementation
NHSRplotthedots 0.2.2 (R, MIT), R/ptd_spc_standard.R, R/ptd_calculate_assurance_type.R and vignettes/deviations.Rmd.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from math import isfinite
from operator import index
from typing import TYPE_CHECKING, Literal

from levelground.errors import InputError
from levelground.statistics.special_cause import SpecialCause, special_causes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    Series = Sequence[float] | NDArray[np.float64] | NDArray[np.int64]

Better = Literal["up", "down"]

# Limits are the mean -/+ 3 standard deviations, estimated from moving ranges of two points: 3 / 1.128 = 2.66.
LIMIT_FACTOR = Fraction("2.66")
# Nelson 1982: a moving range at or above 3.267 times the mean one (its own upper limit) is left out of the mean, once.
SCREEN_FACTOR = Fraction("3.267")
# NHSRplotthedots, vignettes/number-of-points-required.Rmd: limits from fewer points are trial limits. Contested: its
# code warns below 13, its text below 12, others ask for 20. This product warns, and charts no limits, below 12.
FEWEST_FOR_FIRM_LIMITS = 12
# A double keeps 15 decimal digits: rounding to them gives back the decimal number that was meant, 0.3 for 0.1 + 0.2.
_DIGITS = 15
# Beyond this a limit would not fit a double.
_LARGEST = 1e300


class Variation(StrEnum):
    """What a point says, given the direction that is better. Neutral where none was given."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"


class Assurance(StrEnum):
    """Whether the process, as it now runs, can be relied on to meet its target."""

    CONSISTENT_PASS = "consistent_pass"  # noqa: S105 (the reference's word; no password)
    CONSISTENT_FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True)
class Phase:
    """A stretch of the series with one mean and one pair of limits.

    `first` is its first point's position, `points` how many it has, `limits_from` how many its mean and limits rest on,
    `screened_out` how many moving ranges the screening left out; `no_limits_because` is a sentence where limits would
    mean nothing, else None.
    """

    first: int
    points: int
    limits_from: int
    screened_out: int
    no_limits_because: str | None

    @property
    def firm(self) -> bool:
        """Whether there are limits, from enough points to be charted."""
        return self.warning is None

    @property
    def warning(self) -> str | None:
        """What a reader has to know before using the limits, None where there is nothing."""
        if self.no_limits_because:
            return f"no limits, and no point is judged: {self.no_limits_because}."
        if self.limits_from < FEWEST_FOR_FIRM_LIMITS:
            return (
                f"trial limits from {self.limits_from} points: each new point will move them, and no limits are "
                f"charted below {FEWEST_FOR_FIRM_LIMITS} points."
            )
        return None


@dataclass(frozen=True)
class ControlChart:
    """What an XmR chart shows; every list has one entry for each value.

    `lower` and `upper` are None in a phase whose limits are refused; there `special_cause` is None because nothing was
    judged, and `point_type` is None too. Elsewhere None in `special_cause` is common cause. `variation` is the last
    point's type and `assurance` the target against the last limits: None where no limits, target or direction is.
    """

    mean: list[float]
    lower: list[float | None]
    upper: list[float | None]
    special_cause: list[SpecialCause | None]
    point_type: list[Variation | None]
    variation: Variation | None
    assurance: Assurance | None
    phases: tuple[Phase, ...]
    warnings: tuple[str, ...]
    screen_outliers: bool


def xmr(  # noqa: PLR0913 (each is one choice of the chart's maker; all but the values are keyword-only)
    values: Series,
    *,
    better: Better | None = None,
    target: float | None = None,
    rebase_at: Iterable[int] = (),
    fix_after: int | None = None,
    screen_outliers: bool = True,
) -> ControlChart:
    """Gives the mean, limits, special causes, variation and assurance of a series, by the rules of Making Data Count.

    Definition
        limits = mean -/+ 2.66 x mean moving range, where a moving range is |value - the value before|. Screening drops,
        once, each moving range of 3.267 times their mean or more. Special causes: see `special_causes`, phase by phase.
        Assurance: the target lies beyond the last limits, where it is always met or never; else inconsistent.
    Parameters
        values: in order of time, evenly spaced, without gaps; better: 'up', 'down' or None (neither); target: in the
        values' unit; rebase_at: 0-based positions of the first point of each new phase; fix_after: mean and limits of
        each phase rest on its first so many points, from 2 up; screen_outliers: False gives the numbers of NHS
        England's spreadsheet, which does not screen.
    Returns
        In the values' unit. Limits that rest on fewer than 12 points come with a warning. Limits are refused, None
        with the reason in `warnings` and the phase, where they would mean nothing: one point alone, all moving ranges
        0, or nothing but zeros left by the screening (where the reference implementation flags every point).
    Raises
        InputError: no value, a value or target that is no finite number, or a choice that is none of those above.
    Source
        See the module.
    Example
        >>> chart = xmr([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
        >>> round(chart.lower[0], 2), chart.mean[0], round(chart.upper[0], 2)  # 5.5 -/+ 2.66 x 1
        (2.84, 5.5, 8.16)
        >>> str(chart.special_cause[0]), str(chart.special_cause[5])
        ('Below LCL', '7 Point Trend (Increasing)')
    """
    numbers = [_number(value, "value") for value in values]
    goal = None if target is None else _number(target, "target")
    _check_choices(numbers, better, fix_after)
    starts = _starts(rebase_at, len(numbers))
    parts = [_part(numbers[a:b], a, fix_after, screen_outliers) for a, b in pairwise([*starts, len(numbers)])]
    return _chart(parts, better, goal, screen_outliers)


@dataclass(frozen=True)
class _Part:
    """One phase in exact numbers; `half_width` is None where its limits are refused."""

    numbers: Sequence[Fraction]
    phase: Phase
    mean: Fraction
    half_width: Fraction | None

    def limit(self, side: int) -> float | None:
        return None if self.half_width is None else float(self.mean + side * self.half_width)

    def causes(self) -> list[SpecialCause | None]:
        if self.half_width is None:
            return [None] * len(self.numbers)
        return special_causes([number - self.mean for number in self.numbers], self.half_width)


def _part(numbers: Sequence[Fraction], first: int, fix_after: int | None, screen: bool) -> _Part:
    base = numbers[:fix_after]
    ranges = [abs(later - earlier) for earlier, later in pairwise(base)]
    screen_from = SCREEN_FACTOR * sum(ranges, Fraction(0)) / max(len(ranges), 1)
    kept = [size for size in ranges if size < screen_from] if screen else ranges
    reason = _no_limits_because(ranges, kept)
    phase = Phase(first, len(numbers), len(base), len(ranges) - len(kept) if any(ranges) else 0, reason)
    half_width = None if reason else LIMIT_FACTOR * sum(kept, Fraction(0)) / len(kept)
    return _Part(numbers, phase, sum(base, Fraction(0)) / len(base), half_width)


def _chart(parts: Sequence[_Part], better: Better | None, target: Fraction | None, screened: bool) -> ControlChart:
    phases = tuple(part.phase for part in parts)
    causes = [part.causes() for part in parts]
    types = [_type(cause, better, part) for part, its in zip(parts, causes, strict=True) for cause in its]
    return ControlChart(
        [mean for part in parts for mean in [float(part.mean)] * part.phase.points],
        [limit for part in parts for limit in [part.limit(-1)] * part.phase.points],
        [limit for part in parts for limit in [part.limit(1)] * part.phase.points],
        [cause for its in causes for cause in its],
        types,
        types[-1],
        _assurance(target, better, parts[-1]),
        phases,
        tuple(f"From position {phase.first}: {phase.warning}" for phase in phases if phase.warning),
        screened,
    )


def _no_limits_because(ranges: Sequence[Fraction], kept: Sequence[Fraction]) -> str | None:
    if not ranges:
        return "one point alone has no moving range"
    if not any(ranges):
        return "all values that they would rest on are the same, so the mean moving range is 0"
    if not any(kept):
        return "screening leaves only moving ranges of 0; without screening there would be limits"
    return None


def _type(cause: SpecialCause | None, better: Better | None, part: _Part) -> Variation | None:
    if part.half_width is None:
        return None
    if cause is None:
        return Variation.COMMON_CAUSE
    if better is None:
        return Variation.NEUTRAL_HIGH if cause.is_high else Variation.NEUTRAL_LOW
    return Variation.IMPROVEMENT if cause.is_high == (better == "up") else Variation.CONCERN


def _assurance(target: Fraction | None, better: Better | None, last: _Part) -> Assurance | None:
    if target is None or better is None or last.half_width is None:
        return None
    # On a limit is not beyond it.
    if abs(target - last.mean) <= last.half_width:
        return Assurance.INCONSISTENT
    return Assurance.CONSISTENT_PASS if (target < last.mean) == (better == "up") else Assurance.CONSISTENT_FAIL


def _number(value: object, what: str) -> Fraction:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = float("nan")
    if isinstance(value, str | bytes) or not isfinite(number) or abs(number) > _LARGEST:
        raise InputError(
            f"a {what} that is missing or no finite number.",
            expected="a number for each point, without gaps.",
            do_this="leave the series out until the gap is filled, or start it after the gap.",
        )
    return Fraction(f"{number:.{_DIGITS}g}")


def _check_choices(numbers: Sequence[Fraction], better: object, fix_after: object) -> None:
    if not numbers:
        raise InputError("a series without values.", expected="at least one value.", do_this="pass the values.")
    if better not in (None, "up", "down"):
        raise InputError(
            "a direction that is neither up nor down.",
            expected="'up', 'down', or None where neither is better.",
            do_this="pass 'up' where higher values are better, 'down' where lower ones are.",
        )
    if fix_after is not None and not _is_whole(fix_after, smallest=2):
        raise InputError(
            "a number of points to fix the limits after that cannot be used.",
            expected="a whole number from 2 up, best 12 or more; or None.",
            do_this="pass how many first points the limits rest on.",
        )


def _starts(rebase_at: Iterable[int], number: int) -> list[int]:
    given = list(rebase_at)
    if not all(_is_whole(position, smallest=0) and position < number for position in given):
        raise InputError(
            "a new phase that starts outside the series.",
            expected=f"whole positions from 0 to {number - 1}, 0 being the first point.",
            do_this="pass the position of the first point of each new phase.",
        )
    return sorted({0, *map(int, given)})


def _is_whole(number: object, *, smallest: int) -> bool:
    try:
        return not isinstance(number, bool) and index(number) >= smallest  # type: ignore[arg-type]
    except TypeError:
        return False
