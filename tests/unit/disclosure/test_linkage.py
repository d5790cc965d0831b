"""Counts as one linear system."""

from __future__ import annotations

import numpy as np
import pytest

from levelground.disclosure.linkage import Terms, link
from levelground.errors import DisclosureError
from levelground.measures.model import Subset, Sum

from .tables import count_plan, key, raw

WHITE, BME, ALL = key("white"), key("bme"), key()
SPLIT = Sum(ALL, (WHITE, BME))


def test_a_subset_gives_the_people_who_are_not_in_the_part() -> None:
    appointed = key("white", item="appointed")
    linked = link(raw({WHITE: 9, appointed: 4}, subsets=(Subset(appointed, WHITE),)))

    assert linked.values == (9, 4, 5)
    assert linked.equations == ((0, 1, 2),)
    assert linked.shown == (True, True, False)


def test_a_count_that_no_figure_shows_is_linked_but_not_shown() -> None:
    linked = link(raw({ALL: 5, WHITE: 3, BME: 2}, sums=[SPLIT], plans=[count_plan(WHITE)]))

    assert dict(zip(linked.keys, linked.shown, strict=True)) == {ALL: False, WHITE: True, BME: False}


def test_who_is_left_out_adds_up_as_well() -> None:
    counts = {ALL: 9, WHITE: 5, BME: 4}
    part = {key(k.group, item="appointed"): n for k, n in zip(counts, (3, 2, 1), strict=True)}
    subsets = tuple(Subset(p, w) for p, w in zip(part, counts, strict=True))
    sums = [SPLIT, Sum(key(item="appointed"), (key("white", item="appointed"), key("bme", item="appointed")))]

    linked = link(raw({**counts, **part}, sums=sums, subsets=subsets))

    # Left out: 9-3 = 6 of all, 5-2 = 3 White, 4-1 = 3 BME; at positions 6, 7, 8.
    assert linked.values[6:] == (6, 3, 3)
    assert (6, 7, 8) in linked.equations


def test_a_part_larger_than_its_whole_is_no_subset() -> None:
    appointed = key("white", item="appointed")

    assert link(raw({WHITE: 4, appointed: 9}, subsets=(Subset(appointed, WHITE),))).equations == ()


@pytest.mark.parametrize("counts", [{ALL: 5, WHITE: 3, BME: 1}, {ALL: 5, WHITE: 5}])
def test_sums_that_do_not_hold_stop_the_release_without_telling_counts(counts: dict) -> None:  # type: ignore[type-arg]
    with pytest.raises(DisclosureError, match="do not add up") as error:
        link(raw(counts, sums=[SPLIT]))

    assert not any(digit in str(error.value) for digit in "0123456789")


def test_a_system_has_no_text_with_counts() -> None:
    assert "4242" not in repr(link(raw({ALL: 4242})))


def test_one_hidden_part_is_known_from_its_total() -> None:
    linked = link(raw({ALL: 9, WHITE: 6, BME: 3}, sums=[SPLIT]))

    bounds = Terms.of(linked).bounds(np.array([9.0, 6.0, 1.0]), np.array([9.0, 6.0, 100.0]))

    assert (bounds.lower[2], bounds.upper[2]) == (3, 3)


def test_bounds_stop_after_a_number_of_rounds() -> None:
    """x = y + 1 and y = x - half … a pair of equations that tighten one another for ever would never settle."""
    keys = [key(f"g{n}") for n in range(40)]
    sums = [Sum(keys[n], (keys[n + 1],)) for n in range(39)]
    linked = link(raw(dict.fromkeys(keys, 3), sums=sums))
    upper = np.full(40, 100.0)
    upper[0] = 3.0

    bounds = Terms.of(linked).bounds(np.zeros(40), upper)

    assert bounds.upper[12] == 3
    assert bounds.upper[39] == 100
