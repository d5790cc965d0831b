"""The search for tables that an attacker cannot rule out, against a general solver and against paper."""

from __future__ import annotations

import random

import numpy as np
import pytest

from levelground.disclosure import search
from levelground.disclosure.audit import feasible_ranges
from levelground.disclosure.search import Need, Walk, unmet

from .tables import key, two_way

# x0 = x1 + x2, starting at 5 = 2 + 3.
SUM = np.array([[1.0, -1.0, -1.0]])
START = np.array([5.0, 2.0, 3.0])


def walk(lowest: float = 1.0) -> Walk:
    return Walk(SUM, START, np.full(3, lowest))


def test_a_total_can_be_as_low_as_its_parts_together() -> None:
    assert walk().least(0) == 2
    assert walk(lowest=0).least(0) == 0


def test_a_part_of_a_free_total_reaches_any_value() -> None:
    assert unmet(walk(), [Need(1, low=1, high=4), Need(2, low=1, high=4)]) == []


def test_a_total_cannot_go_below_two_parts_above_zero() -> None:
    assert unmet(walk(), [Need(0, low=1, high=4)]) == [0]
    assert unmet(walk(), [Need(0, low=2, high=4)]) == []


def test_width_may_lie_above_or_below_the_true_value() -> None:
    fixed_total = np.array([[1.0, 1.0]])  # x0 + x1 = 6

    def at(first: float) -> Walk:
        return Walk(fixed_total, np.array([first, 6.0 - first]), np.ones(2))

    assert at(5).meets(Need(0, width=4))  # 1 to 5, all of it below
    assert at(1).meets(Need(0, width=4))
    assert not at(3).meets(Need(0, width=5))  # 1 to 5 is 4 wide


def block(table: list[list[int]], cells: list[tuple[int, int]]) -> Walk:
    """The hidden cells of a two-way table with its margins known."""
    lines = [
        [(1.0 if cell[axis] == at else 0.0) for cell in cells] for axis in (0, 1) for at in {c[axis] for c in cells}
    ]
    start = np.array([float(table[row][column]) for row, column in cells])
    return Walk(np.array(lines), start, np.minimum(1.0, start))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_the_search_finds_exactly_what_a_general_solver_finds(seed: int) -> None:
    """Ranges by HiGHS (audit.feasible_ranges), which the search does not use."""
    draw = random.Random(seed)
    table = [[draw.choice([1, 1, 2, 3, 4, 7, 9]) for _ in range(5)] for _ in range(4)]
    cells = [(r, c) for r in range(4) for c in range(5) if draw.random() < 0.6]
    ranges = feasible_ranges(two_way(table), [key(f"g{c}", f"r{r}") for r, c in cells])

    for number, (row, column) in enumerate(cells):
        low, high = ranges[key(f"g{column}", f"r{row}")]
        assert high is not None
        assert block(table, cells).least(number) == low
        assert block(table, cells).meets(Need(number, low=low, high=high))
        assert not block(table, cells).meets(Need(number, low=low, high=high + 1))
        assert block(table, cells).meets(Need(number, width=max(1, high - low))) or high == low
        assert not block(table, cells).meets(Need(number, width=high - low + 1))


def test_a_walk_that_loses_digits_proves_nothing_and_starts_again() -> None:
    lost = walk()
    lost.point = np.array([5.5, 2.0, 3.0])

    assert lost.least(0) == 0  # nothing was proved, so the least of all is taken
    assert lost.least(0) == 2
    assert lost.seen_high[0] == 5


def test_a_walk_below_the_lowest_value_proves_nothing() -> None:
    lost = walk()
    lost.point = np.array([3.0, 0.0, 3.0])

    lost.meets(Need(0, low=3, high=4))

    assert lost.seen_low[1] >= 1


def test_a_search_that_takes_too_long_proves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MOST_STEPS", 0)

    assert unmet(walk(), [Need(1, low=1, high=4)]) == [1]
