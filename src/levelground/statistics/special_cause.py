"""The four rules by which NHS Making Data Count calls a point of a series unusual: special cause variation.

A special cause says that something other than routine variation is likely at work; it does not say what, nor whether it
is good. The names of the rules are those of the reference implementation.

Source: NHS England, Making Data Count, "Strengthening your decisions"; the precedence and each corner as
NHSRplotthedots 0.2.2 (R, MIT), R/ptd_calculate_point_type.R.
"""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# NHSRplotthedots 0.2.2, R/ptd_spc_standard.R and R/ptd_calculate_point_type.R.
RUN = 7
PAIR_WITHIN = 3
NEAR_SHARE = Fraction(2, 3)


class SpecialCause(StrEnum):
    """The rule that made a point unusual, with its side: UCL and LCL are the limits, CL is the mean."""

    ABOVE_UPPER_LIMIT = "Above UCL"
    BELOW_LOWER_LIMIT = "Below LCL"
    RISING = "7 Point Trend (Increasing)"
    FALLING = "7 Point Trend (Decreasing)"
    TWO_OF_THREE_ABOVE = "2 in 3 Above CL"
    TWO_OF_THREE_BELOW = "2 in 3 Below CL"
    RUN_ABOVE = "7 Points Above CL"
    RUN_BELOW = "7 Points Below CL"

    @property
    def is_high(self) -> bool:
        """Whether the point speaks for higher values: above, or rising."""
        return self in (self.ABOVE_UPPER_LIMIT, self.RISING, self.TWO_OF_THREE_ABOVE, self.RUN_ABOVE)


def special_causes(distances: Sequence[Fraction], half_width: Fraction) -> list[SpecialCause | None]:
    """Gives for each point of one phase the rule that marks it, the strongest where several do.

    Definition
        In this order of precedence: beyond a limit; part of 7 points each above (or below) the one before; one of at
        least 2 points near a limit among 3 that lie on one side of the mean; part of 7 points on one side of the mean.
        Near is more than two thirds of the way from the mean to a limit, and not beyond it. A tie breaks a trend and a
        point on the mean breaks a run. A point where a rise ends and a fall begins belongs to the fall.
    Parameters
        distances: each point minus the mean, in order of time, exact; half_width: limit minus mean, above 0, exact.
        Exact numbers, because a point that lies on the mean or on a limit must not be moved off it by rounding.
    Returns
        As many as there are points; None is common cause: nothing but routine variation is seen.
    Source
        See the module.
    """
    marked: list[SpecialCause | None] = [None] * len(distances)
    # The weakest first: whatever comes later takes the point over.
    for found in (_runs(distances), _near(distances, half_width), _trends(distances), _beyond(distances, half_width)):
        for position, cause in found:
            marked[position] = cause
    return marked


def _beyond(distances: Sequence[Fraction], half_width: Fraction) -> Iterator[tuple[int, SpecialCause]]:
    for position, distance in enumerate(distances):
        if abs(distance) > half_width:
            yield position, SpecialCause.ABOVE_UPPER_LIMIT if distance > 0 else SpecialCause.BELOW_LOWER_LIMIT


def _trends(distances: Sequence[Fraction]) -> Iterator[tuple[int, SpecialCause]]:
    steps = [_side(later - earlier) for earlier, later in pairwise(distances)]
    for first, side in _all_on_one_side(steps, RUN - 1):
        yield from _every(first, RUN, SpecialCause.RISING if side > 0 else SpecialCause.FALLING)


def _near(distances: Sequence[Fraction], half_width: Fraction) -> Iterator[tuple[int, SpecialCause]]:
    # Contested: a point beyond the limit is not counted as near it, so that one beyond and one near make no pair. The
    # wording of the rule admits both readings; this is the reference implementation's.
    near = [NEAR_SHARE * half_width < abs(distance) <= half_width for distance in distances]
    for first, side in _all_on_one_side([_side(distance) for distance in distances], PAIR_WITHIN):
        places = [place for place in range(first, first + PAIR_WITHIN) if near[place]]
        if len(places) > 1:
            cause = SpecialCause.TWO_OF_THREE_ABOVE if side > 0 else SpecialCause.TWO_OF_THREE_BELOW
            yield from ((place, cause) for place in places)


def _runs(distances: Sequence[Fraction]) -> Iterator[tuple[int, SpecialCause]]:
    for first, side in _all_on_one_side([_side(distance) for distance in distances], RUN):
        yield from _every(first, RUN, SpecialCause.RUN_ABOVE if side > 0 else SpecialCause.RUN_BELOW)


def _all_on_one_side(sides: Sequence[int], number: int) -> Iterator[tuple[int, int]]:
    """The first position and the side of each stretch of `number` sides that are all above, or all below."""
    for first in range(len(sides) - number + 1):
        stretch = set(sides[first : first + number])
        if stretch in ({1}, {-1}):
            yield first, sides[first]


def _every(first: int, number: int, cause: SpecialCause) -> Iterator[tuple[int, SpecialCause]]:
    return ((position, cause) for position in range(first, first + number))


def _side(distance: Fraction) -> int:
    return (distance > 0) - (distance < 0)
