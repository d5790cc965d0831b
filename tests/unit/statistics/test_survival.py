"""The product-limit estimate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.survival import Spell, difference, retained

# Freireich and others (1963), 6-mercaptopurine arm, weeks in remission, as every textbook prints it: 21 patients.
RELAPSED = (6, 6, 6, 7, 10, 13, 16, 22, 23)
CENSORED = (6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)
FREIREICH = [*(Spell(0, week, True) for week in RELAPSED), *(Spell(0, week, False) for week in CENSORED)]


@pytest.mark.parametrize(
    ("week", "share", "lower", "upper"),
    [
        # Collett, Modelling Survival Data in Medical Research, and Stata's `sts list` (log-log limits)
        (6, 0.857, 0.620, 0.952),
        (7, 0.807, 0.563, 0.923),
        (10, 0.753, 0.503, 0.889),
        (13, 0.690, 0.432, 0.849),
        (16, 0.627, 0.368, 0.805),
        (22, 0.538, 0.268, 0.747),
        (23, 0.448, 0.188, 0.680),
    ],
)
def test_the_published_remissions(week: int, share: float, lower: float, upper: float) -> None:
    found = retained(FREIREICH, week).interval()

    assert (found.value, found.lower, found.upper) == pytest.approx((share, lower, upper), abs=6e-4)


def test_who_joined_before_the_observation_counts_from_its_first_day() -> None:
    # At 0 and 1 only the two who came at 0 are at risk, at 2 all four; one leaves at 0 and one at 2: 1/2 x 1 x 2/3
    spells = [Spell(0, 0, True), Spell(0, 5, False), Spell(2, 2, True), Spell(2, 9, False)]

    assert retained(spells, 1).share == pytest.approx(1 / 2)
    assert retained(spells, 2).share == pytest.approx(1 / 2 * 2 / 3)


def test_a_time_that_nobody_was_observed_at_has_no_estimate() -> None:
    assert retained([Spell(3, 9, False)], 5).share is None
    assert retained([], 0).interval().value is None
    assert difference(retained([], 0), retained(FREIREICH, 6)).value is None


def test_all_and_none_have_no_limits() -> None:
    assert retained([Spell(0, 9, False)], 5).interval().lower is None
    assert retained([Spell(0, 4, True)], 4).interval().value == 0


def test_a_difference_as_worked_by_hand() -> None:
    # 1 of 4 left, 2 of 4 left, without censoring: variances 0.75 x 0.25 / 4 and 0.5 x 0.5 / 4, as of two proportions
    first = retained([Spell(0, 1, True), Spell(0, 9, False, 3)], 2)
    second = retained([Spell(0, 1, True, 2), Spell(0, 9, False, 2)], 2)

    found = difference(first, second)

    half = 1.959964 * (0.1875 / 4 + 0.25 / 4) ** 0.5
    assert (found.value, found.lower, found.upper) == pytest.approx((0.25, 0.25 - half, 0.25 + half), rel=1e-6)


def test_an_exit_before_its_entry_is_refused() -> None:
    with pytest.raises(InputError, match="exit before"):
        retained([Spell(2, 1, True)], 1)


spells = st.builds(Spell, st.just(0), st.integers(0, 12), st.booleans(), st.integers(1, 5))


@given(st.lists(spells, min_size=1), st.integers(0, 12))
def test_without_censoring_it_is_the_plain_share(made: list[Spell], after: int) -> None:
    full = [Spell(0, one.exit if one.left else 99, one.left, one.people) for one in made]
    still = sum(one.people for one in full if one.exit > after)

    assert retained(full, after).share == pytest.approx(still / sum(one.people for one in full))
