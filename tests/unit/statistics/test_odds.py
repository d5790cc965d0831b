"""The ratio of two odds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.odds import odds_ratio


def test_the_textbook_example_of_smoking_and_lung_cancer() -> None:
    # Doll and Hill 1950, men: 647 of 649 cases and 622 of 649 controls smoked; odds ratio 14.04, 3.33 to 59.3
    found = odds_ratio(647, 2, 622, 27)

    assert (found.value, found.lower, found.upper) == pytest.approx((14.04, 3.33, 59.3), rel=2e-3)


@pytest.mark.parametrize(
    ("counts", "value"), [((5, 0, 5, 5), None), ((5, 5, 0, 5), None), ((0, 5, 5, 5), 0.0), ((5, 5, 5, 0), 0.0)]
)
def test_a_nought_leaves_no_limits_and_sometimes_no_value(
    counts: tuple[int, int, int, int], value: float | None
) -> None:
    found = odds_ratio(*counts)

    assert found.value == value
    assert (found.lower, found.upper) == (None, None)


def test_a_count_below_nought_is_refused() -> None:
    with pytest.raises(InputError, match="below 0"):
        odds_ratio(-1, 1, 1, 1)


count = st.integers(1, 5000)


@given(count, count, count, count)
def test_exchanging_the_groups_turns_the_ratio_and_its_limits_over(a: int, b: int, c: int, d: int) -> None:
    one, other = odds_ratio(a, b, c, d), odds_ratio(c, d, a, b)

    assert one.value is not None
    assert one.lower is not None
    assert other.value == pytest.approx(1 / one.value)
    assert other.upper == pytest.approx(1 / one.lower)
