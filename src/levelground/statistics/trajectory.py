"""A straight line of headcounts from a first year to a last one: what an even plan looks like each year.

Source: linear interpolation, school arithmetic. That a target is spread evenly over the years is the method of the
model employer strategy as this project knows it: `levelground.measures.model_employer` says where from.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from levelground.errors import InputError


@dataclass(frozen=True)
class Line:
    """A straight line from `start` people in `first_year` to `target` people in `last_year`."""

    start: int
    target: int
    first_year: int
    last_year: int

    def __post_init__(self) -> None:
        if self.last_year <= self.first_year or min(self.start, self.target) < 0:
            raise InputError(
                "a line that does not run forward in time, or with fewer than 0 people.",
                expected="a first year before the last, and headcounts of 0 or more.",
                do_this="check the years and the two headcounts.",
            )

    def at(self, year: int) -> Fraction:
        """Gives the headcount of the line in a year.

        Definition
            start + (target - start) x (year - first_year) / (last_year - first_year).
        Parameters
            year: any; before the first the line stands at its start, after the last at its target.
        Returns
            Exactly, as a fraction of people: 0 or more. Round it once, where it is shown.
        Source
            See the module.
        Example
            >>> Line(4, 14, 2018, 2028).at(2021)  # 4 + 10 x 3/10
            Fraction(7, 1)
        """
        inside = min(max(year, self.first_year), self.last_year)
        gone = Fraction(inside - self.first_year, self.last_year - self.first_year)
        return self.start + (self.target - self.start) * gone

    @property
    def years(self) -> range:
        """Every year from the first to the last, both included."""
        return range(self.first_year, self.last_year + 1)
