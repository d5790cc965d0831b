"""Indicator 9: parity in members, and the exact chance of a board. Values worked by hand."""

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.hypergeometric import doubled_mid_p
from levelground.statistics.parity import hypergeometric_mid_p, parity_count


@pytest.mark.parametrize(
    ("denominator", "target_numerator", "target_denominator", "count"),
    [
        (12, 1, 4, 3),  # 12 x 0.25 = 3
        (13, 24, 100, 3),  # 13 x 0.24 = 3.12
        (10, 1, 4, 3),  # 10 x 0.25 = 2.5, half up
        (15, 10, 11, 14),  # 15 x 10/11 = 13.6
        (12, 0, 400, 0),
        (12, 400, 400, 12),
        (0, 1, 4, 0),
    ],
)
def test_parity_is_the_nearest_number_of_members_half_up(denominator, target_numerator, target_denominator, count):
    assert parity_count(denominator, target_numerator, target_denominator) == count


def test_parity_with_an_empty_workforce_is_undefined():
    assert parity_count(12, 0, 0) is None


@pytest.mark.parametrize("counts", [(-1, 1, 4), (12, 5, 4)])
def test_parity_of_impossible_counts_is_refused(counts):
    with pytest.raises(InputError, match="numerator"):
        parity_count(*counts)


def test_the_chance_of_no_bme_member_on_a_board_of_two_from_a_workforce_of_four():
    # Two of four: P(0) = 1/6, P(1) = 4/6, P(2) = 1/6; the smaller tail is half of P(0), doubled.
    assert hypergeometric_mid_p(0, 2, 2, 4) == pytest.approx(2 * (1 / 6) / 2)
    assert hypergeometric_mid_p(1, 2, 2, 4) == 1.0


def test_the_chance_of_a_board_of_12_without_a_bme_member_in_a_large_workforce():
    # 2 x half of C(7600, 12) / C(10000, 12)
    assert hypergeometric_mid_p(0, 12, 2_400, 10_000) == pytest.approx(comb(7_600, 12) / comb(10_000, 12), rel=1e-12)


def test_a_board_that_no_draw_could_give_has_chance_0():
    assert hypergeometric_mid_p(3, 12, 2, 400) == 0.0
    assert hypergeometric_mid_p(0, 12, 398, 400) == 0.0


@pytest.mark.parametrize("counts", [(0, 0, 2, 4), (0, 5, 2, 4), (0, 1, 0, 0)])
def test_there_is_no_chance_without_a_board_or_a_workforce_to_draw_it_from(counts):
    assert hypergeometric_mid_p(*counts) is None


@pytest.mark.parametrize("counts", [(3, 2, 2, 4), (1, 2, 5, 4)])
def test_the_chance_of_impossible_counts_is_refused(counts):
    with pytest.raises(InputError, match="numerator"):
        hypergeometric_mid_p(*counts)


@pytest.mark.slow
@given(st.data())
def test_drawn_and_marked_may_change_places(data):
    population = data.draw(st.integers(1, 500))
    drawn, marked = data.draw(st.integers(0, population)), data.draw(st.integers(0, population))
    both = data.draw(st.integers(max(0, drawn + marked - population), min(drawn, marked)))

    chance = doubled_mid_p(both, drawn, marked, population)

    assert 0 <= chance <= 1
    assert doubled_mid_p(both, marked, drawn, population) == pytest.approx(chance, rel=1e-12)
