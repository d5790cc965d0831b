"""q-values. Outside values: the example of Benjamini and Hochberg's own paper, worked out by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.many_comparisons import examined, q_values

# Benjamini and Hochberg 1995, section 3.2: fifteen hypotheses of a trial after a heart attack; at 0.05 the method
# reports the first four, Bonferroni's the first three.
TRIAL = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
]  # fmt: skip


def test_the_paper_s_example_reports_four_of_fifteen():
    found = q_values(TRIAL)

    assert np.count_nonzero(found <= 0.05) == 4
    assert found[:5] == pytest.approx(
        [0.0001 * 15, 0.0004 * 15 / 2, 0.0019 * 15 / 3, 0.0095 * 15 / 4, 0.0201 * 15 / 5], rel=1e-12
    )
    assert found[5] == found[6] == pytest.approx(0.0298 * 15 / 7)


def test_the_order_of_the_comparisons_does_not_matter():
    backwards = q_values(TRIAL[::-1])

    assert backwards[::-1].tolist() == q_values(TRIAL).tolist()


def test_a_comparison_without_a_test_is_neither_examined_nor_found():
    given_ones = [0.01, float("nan"), 0.04]

    found = q_values(given_ones)

    assert found.tolist()[::2] == [0.02, 0.04]
    assert np.isnan(found[1])
    assert examined(given_ones) == 2


def test_no_comparison_gives_no_q_value():
    assert q_values([]).tolist() == []


@pytest.mark.parametrize("wrong", [-0.1, 1.1])
def test_what_is_no_probability_is_refused(wrong):
    with pytest.raises(InputError, match="p-value"):
        q_values([0.5, wrong])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_a_q_value_is_never_below_its_p_value_and_keeps_the_order(given_ones):
    found = q_values(given_ones)

    assert (found >= np.array(given_ones)).all()
    assert (found <= 1).all()
    order = np.argsort(given_ones, kind="stable")
    assert (np.diff(found[order]) >= 0).all()
