"""Laws of the projection, whatever the history: heads are conserved, nobody is negative, the seed decides."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.statistics.pipeline import (
    BME,
    WHITE,
    Change,
    History,
    Margins,
    Scenario,
    a_year_on,
    best_rates,
    drawn_rates,
    expected,
    project,
)

HEADS = st.tuples(st.integers(0, 300), st.integers(0, 300))
pytestmark = pytest.mark.slow


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Past events divided at random between steps and groups, never more leaving or moving than there were."""
    number = draw(st.integers(2, 5))
    exposed = tuple((w + 20, b + 20) for w, b in draw(st.lists(HEADS, min_size=number, max_size=number)))
    in_post = tuple(draw(st.lists(HEADS, min_size=number, max_size=number)))

    def margins(steps: int) -> Margins:
        both = [(draw(st.integers(0, w // 3)), draw(st.integers(0, b // 3))) for w, b in exposed[:steps]]
        by_step = [*map(sum, both), *[0] * (number - steps)]
        return Margins(tuple(by_step), (sum(w for w, _ in both), sum(b for _, b in both)))

    moved = margins(number - 1)
    one = draw(st.integers(0, sum(moved.by_group)))
    return History(draw(st.integers(1, 4)), in_post, exposed, margins(number), margins(number), moved, one)


SCENARIOS = st.builds(Scenario, st.sampled_from(Change), st.sampled_from((None, 0, 1)), st.integers(1, 3))


@settings(max_examples=40, deadline=None)
@given(histories(), SCENARIOS, st.integers(0, 99))
def test_nobody_is_negative_and_the_same_seed_gives_the_same_runs(
    history: History, scenario: Scenario, seed: int
) -> None:
    first, again = (project(history, years=4, scenario=scenario, seed=seed, runs=10).in_post for _ in range(2))

    assert (first >= 0).all()
    assert np.array_equal(first, again)


@settings(max_examples=40, deadline=None)
@given(histories())
def test_moving_up_loses_and_makes_nobody(history: History) -> None:
    rates, _ = drawn_rates(history, 10, np.random.default_rng(1))
    closed = replace(rates, joining=np.zeros(rates.joining.shape), leaving=np.zeros(rates.leaving.shape))
    here = np.broadcast_to(np.array(history.in_post), (10, *np.shape(history.in_post)))

    after = a_year_on(here, closed, [1])

    assert np.array_equal(after.sum(axis=1), here.sum(axis=1))


@settings(max_examples=40, deadline=None)
@given(histories(), SCENARIOS)
def test_a_scenario_changes_who_moves_and_not_how_many(history: History, scenario: Scenario) -> None:
    start = np.array(history.in_post, dtype=float)
    usual, changed = (expected(best_rates(history), start, 1, one)[1] for one in (None, scenario))

    assert changed.sum(-1) == pytest.approx(usual.sum(-1))


@settings(max_examples=40, deadline=None)
@given(histories(), st.integers(1, 4))
def test_parity_never_lowers_the_share_of_those_who_moved_up_less(history: History, step: int) -> None:
    rates, start = best_rates(history), np.array(history.in_post, dtype=float) + 1
    step = min(step, len(history.in_post) - 1)
    if not (rates.up_one[:, BME] <= rates.up_one[:, WHITE]).all():
        return
    usual, changed = (expected(rates, start, 1, one)[1][step] for one in (None, Scenario(Change.PROGRESS, step)))

    assert changed[BME] / changed.sum() >= usual[BME] / usual.sum() - 1e-12


def test_parity_raises_the_median_share_where_bme_staff_moved_up_half_as_often() -> None:
    history = History(
        2, ((1000, 500), (400, 60)), ((2000, 1000), (800, 120)), Margins((300, 40), (230, 110)),
        Margins((240, 80), (230, 90)), Margins((200, 0), (160, 40)), 200,
    )  # fmt: skip
    usual, changed = (project(history, scenario=one).in_post[10, :, 1] for one in (None, Scenario(Change.PROGRESS, 1)))

    medians = [np.median(people[:, BME] / people.sum(-1)) for people in (usual, changed)]
    assert medians[1] > medians[0] + 0.02
