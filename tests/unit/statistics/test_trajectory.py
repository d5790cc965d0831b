"""The straight line of headcounts. Values worked by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from levelground.errors import InputError
from levelground.statistics.trajectory import Line


@pytest.mark.parametrize(
    ("year", "people"),
    [
        (2018, Fraction(4)),
        (2021, Fraction(7)),  # 4 + 10 x 3/10
        (2023, Fraction(9)),  # 4 + 10 x 5/10
        (2028, Fraction(14)),
        (2017, Fraction(4)),  # before the line begins it stands at its start
        (2030, Fraction(14)),  # after its end at its target
    ],
)
def test_the_line_rises_by_the_same_number_every_year(year: int, people: Fraction) -> None:
    assert Line(4, 14, 2018, 2028).at(year) == people


def test_a_target_below_the_start_makes_a_line_that_falls() -> None:
    assert Line(5, 3, 2024, 2028).at(2025) == Fraction(9, 2)  # 5 - 2 x 1/4


def test_its_years_are_all_from_first_to_last() -> None:
    assert list(Line(0, 1, 2026, 2028).years) == [2026, 2027, 2028]


@pytest.mark.parametrize("line", [(1, 2, 2028, 2028), (-1, 2, 2018, 2028), (1, -2, 2018, 2028)])
def test_a_line_that_cannot_be_is_refused(line: tuple[int, int, int, int]) -> None:
    with pytest.raises(InputError, match="line"):
        Line(*line)
