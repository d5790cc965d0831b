"""Pay gaps: of means, of medians, and their drivers."""

from __future__ import annotations

from collections import Counter
from math import exp, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.pay import Amounts, Cell, drivers_of_gap, gap_of_means, gap_of_medians

# The documented example of statpsych 1.6, ci.ratio.median2 (Bonett 2024): median ratio 1.162162, 0.927667 to 1.455933.
FIRST = [32, 39, 26, 35, 43, 27, 40, 37, 34, 29, 49, 42, 40]
SECOND = [36, 44, 47, 42, 49, 39, 46, 31, 33, 48]


def amounts(*values: float) -> Amounts:
    return Amounts.of(Counter(values).items())


def test_a_gap_of_medians_has_the_limits_of_the_published_example() -> None:
    gap = gap_of_medians(amounts(*FIRST), amounts(*SECOND))

    assert (gap.value, gap.lower, gap.upper) == pytest.approx((1 - 1.162162, 1 - 1.455933, 1 - 0.927667), abs=5e-7)


def test_a_gap_of_means_as_worked_by_hand() -> None:
    # 8 and 12 in both groups: mean 10, variance 8, squared error 2 x 8 / (2 x 100) = 0.08, two degrees of freedom
    # t(0.975, 2) = 4.302653 (any table of Student's t)
    same = gap_of_means(amounts(8, 12), amounts(8, 12))
    # 12 and 8 against 9 and 9: one degree of freedom, t = 12.706205, error sqrt(8 / 200) = 0.2
    other = gap_of_means(amounts(8, 12), amounts(9, 9))

    half = 4.302653 * sqrt(0.08)
    assert (same.value, same.lower, same.upper) == pytest.approx((0, 1 - exp(half), 1 - exp(-half)), rel=1e-6)
    half = 12.706205 * 0.2
    expected = (0.1, 1 - 0.9 * exp(half), 1 - 0.9 * exp(-half))
    assert (other.value, other.lower, other.upper) == pytest.approx(expected, rel=1e-6)


def test_a_mean_of_one_person_has_no_interval_and_equal_amounts_one_without_width() -> None:
    assert gap_of_means(amounts(10), amounts(8, 8)).lower is None
    certain = gap_of_means(amounts(10, 10), amounts(8, 8))
    assert (certain.value, certain.lower, certain.upper) == (pytest.approx(0.2),) * 3


@pytest.mark.parametrize("second", [[9] * 30, [8, 9, 10, 11]], ids=["one point of a scale", "too few"])
def test_a_median_whose_ranking_gives_no_error_has_no_interval(second: list[float]) -> None:
    gap = gap_of_medians(amounts(*FIRST), amounts(*second))

    assert gap.value is not None
    assert (gap.lower, gap.upper) == (None, None)


@pytest.mark.parametrize("histogram", [[(0.0, 3)], [(-1.0, 3)], [(5.0, 0)]])
def test_amounts_are_above_0_and_somebodys(histogram: list[tuple[float, int]]) -> None:
    with pytest.raises(InputError, match="above 0"):
        Amounts.of(histogram)


def test_a_median_between_two_amounts_is_halfway() -> None:
    assert amounts(8, 10, 11, 40).median == 10.5


pay = st.lists(st.integers(800, 9000), min_size=6, max_size=60)


@given(pay, pay)
def test_a_median_gap_holds_its_value_and_turns_over_with_the_groups(first: list[int], second: list[int]) -> None:
    gap, back = gap_of_medians(amounts(*first), amounts(*second)), gap_of_medians(amounts(*second), amounts(*first))

    assert gap.value is not None
    assert back.value is not None
    assert (1 - gap.value) * (1 - back.value) == pytest.approx(1)
    if gap.lower is not None and gap.upper is not None and back.lower is not None:
        assert gap.lower <= gap.value <= gap.upper
        assert (1 - gap.upper) * (1 - back.lower) == pytest.approx(1)


@given(pay, pay, st.integers(2, 9))
def test_a_mean_gap_does_not_depend_on_the_unit(first: list[int], second: list[int], times: int) -> None:
    gap = gap_of_means(amounts(*first), amounts(*second))
    scaled = gap_of_means(amounts(*(times * a for a in first)), amounts(*(times * a for a in second)))

    assert scaled.value == pytest.approx(gap.value, abs=1e-9)
    assert scaled.lower == pytest.approx(gap.lower, abs=1e-9)


def cells(*rows: tuple[bool, float, int, object]) -> list[Cell]:
    return [Cell(first, amount, heads, (driver,)) for first, amount, heads, driver in rows]  # type: ignore[arg-type]


def test_a_gap_that_is_all_band_mix_is_explained_by_band() -> None:
    # Band 5 pays 10 and band 7 pays 20 to everyone. First group: half and half, mean 15; second: 9 to 1, mean 11.
    found = drivers_of_gap(
        cells((True, 10, 50, "5"), (True, 20, 50, "7"), (False, 10, 90, "5"), (False, 20, 10, "7")), ["band"]
    )

    assert found == pytest.approx({"band": 4 / 15, "not_explained": 0}, abs=1e-12)


def test_a_gap_within_every_band_is_not_explained() -> None:
    # The same mix, one pound less in every band: mean 15 against 14
    rows = cells((True, 10, 50, "5"), (True, 20, 50, "7"), (False, 9, 50, "5"), (False, 19, 50, "7"))

    assert drivers_of_gap(rows, ["band"]) == pytest.approx({"band": 0, "not_explained": 1 / 15}, abs=1e-12)


def test_a_number_counts_within_the_first_driver() -> None:
    # Everybody has the starting pay of the band and 2: the whole gap is band mix, none of it starting pay.
    posts = [
        (True, 12.0, 50, "5", 10.0),
        (True, 22.0, 50, "7", 20.0),
        (False, 12.0, 90, "5", 10.0),
        (False, 22.0, 10, "7", 20.0),
    ]
    found = drivers_of_gap(
        [Cell(first, pay, n, (band, start)) for first, pay, n, band, start in posts], ["band", "start"]
    )

    assert found == pytest.approx({"band": 4 / 17, "start": 0, "not_explained": 0}, abs=1e-12)


def test_a_number_is_fitted_as_a_number() -> None:
    # Pay is starting pay and 2; the first group started 3 higher on average: 12 and 16 against 10 and 12
    rows = cells((True, 14, 1, 12.0), (True, 18, 1, 16.0), (False, 12, 1, 10.0), (False, 14, 1, 12.0))

    assert drivers_of_gap(rows, ["starting_pay"]) == pytest.approx(
        {"starting_pay": 3 / 16, "not_explained": 0}, abs=1e-12
    )


@given(st.lists(st.tuples(st.booleans(), st.integers(8, 90), st.integers(1, 9), st.sampled_from("567")), min_size=2))
def test_the_parts_add_up_to_the_gap(rows: list[tuple[bool, int, int, str]]) -> None:
    made = cells(*((first, float(amount), heads, band) for first, amount, heads, band in rows))
    sides = [[(c.amount, c.heads) for c in made if c.first is side] for side in (True, False)]
    if not all(sides):
        with pytest.raises(InputError, match="one group only"):
            drivers_of_gap(made, ["band"])
        return
    means = [sum(a * n for a, n in side) / sum(n for _, n in side) for side in sides]

    assert sum(drivers_of_gap(made, ["band"]).values()) == pytest.approx((means[0] - means[1]) / means[0], abs=1e-9)
