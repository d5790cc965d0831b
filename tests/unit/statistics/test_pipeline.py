"""The pipeline's arithmetic, against examples worked by hand and the matrix form of a Markov chain."""

from __future__ import annotations

import numpy as np
import pytest

from levelground.errors import InputError
from levelground.statistics.fan import outlook, shares
from levelground.statistics.pipeline import (
    BME,
    WHITE,
    Change,
    History,
    Margins,
    Rates,
    Scenario,
    a_year_on,
    at_parity,
    best_rates,
    expected,
    fitted,
    project,
)

TODAY = np.array([[100.0, 50.0], [40.0, 10.0]])
NOBODY = np.zeros((2, 2))


def two_steps() -> Rates:
    """A tenth leaves everywhere; of the lower step a tenth of White and a twentieth of BME people move up."""
    return Rates(
        joining=np.array([[12.0, 8.0], [2.5, 0.5]]),
        leaving=np.full((2, 2), 0.1),
        up_one=np.array([[0.1, 0.05], [0.0, 0.0]]),
        up_two=NOBODY,
    )


def history(**given: object) -> History:
    usual: dict[str, object] = {
        "years": 2,
        "in_post": ((1000, 500), (400, 100)),
        "exposed": ((2000, 1000), (800, 200)),
        "joined": Margins((240, 60), (200, 100)),
        "left": Margins((300, 100), (280, 120)),
        "moved_up": Margins((250, 0), (200, 50)),
        "one_step": 250,
    }
    return History(**{**usual, **given})  # type: ignore[arg-type]


def test_two_steps_over_two_years_are_as_worked_by_hand() -> None:
    _, first, second = expected(two_steps(), TODAY, 2)

    assert first == pytest.approx(
        np.array([[100 - 10 - 10 + 12, 50 - 5 - 2.5 + 8], [40 - 4 + 10 + 2.5, 10 - 1 + 2.5 + 0.5]])
    )
    assert second[0] == pytest.approx([92 - 9.2 - 9.2 + 12, 50.5 - 5.05 - 2.525 + 8])
    assert second[1] == pytest.approx([48.5 - 4.85 + 9.2 + 2.5, 12 - 1.2 + 2.525 + 0.5])


def test_who_leaves_and_is_replaced_one_by_one_leaves_the_ladder_as_it_is() -> None:
    # Out of the lower step go 0.2 x 100 and 0.15 x 50; into the upper one come 10 and 2.5, out of it go 4 and 1.
    joining = np.array([[20.0, 7.5], [4.0 - 10.0, 1.0 - 2.5]])
    still = expected(Rates(joining, two_steps().leaving, two_steps().up_one, NOBODY), TODAY, 10)

    assert still[10] == pytest.approx(TODAY)


def test_expectation_is_that_of_the_matrix_form_of_a_markov_chain() -> None:
    # n(t) = n(0) P^t + r (I + P + ... + P^(t-1)): Bartholomew, Forbes and McClean 1991; by matrix power.
    leaving, one, two = [0.08, 0.11, 0.05], [0.07, 0.06, 0.0], [0.02, 0.0, 0.0]
    joining, start = np.array([30.0, 9.0, 2.0]), np.array([300.0, 120.0, 45.0])
    stay = [1 - a - b - c for a, b, c in zip(leaving, one, two, strict=True)]
    matrix = np.array([[stay[0], one[0], two[0]], [0.0, stay[1], one[1]], [0.0, 0.0, stay[2]]])
    powers = [np.linalg.matrix_power(matrix, year) for year in range(8)]
    rates = Rates(*(np.column_stack([column, column]) for column in (joining, leaving, one, two)))

    found = expected(rates, np.column_stack([start, start]), 7)[7]

    assert found[:, BME] == pytest.approx(start @ powers[7] + joining @ sum(powers[:7]))


def test_effects_are_those_that_made_the_margins() -> None:
    # Step effects 0.1 and 0.2, group effects 1 and 0.5: 100 x 0.1 + 50 x 0.05, and so on.
    exposed = np.array([[100.0, 50.0], [50.0, 50.0]])
    found = fitted(exposed, np.array([12.5, 15.0]), np.array([20.0, 7.5]))

    assert found.rate == pytest.approx(np.array([[0.1, 0.05], [0.2, 0.1]]))


def test_nobody_exposed_has_no_rate() -> None:
    found = fitted(NOBODY, np.zeros(2), np.zeros(2))

    assert found.rate == pytest.approx(NOBODY)


def test_best_rates_have_the_margins_of_the_history() -> None:
    rates, exposed = best_rates(history()), np.array(history().exposed)

    assert (exposed * rates.leaving).sum(-1) == pytest.approx([300, 100])
    assert (exposed * rates.leaving).sum(-2) == pytest.approx([280, 120])
    assert (exposed * rates.up_one).sum(-2) == pytest.approx([200, 50])
    # 300 joined in two years.
    assert rates.joining.sum(-1) == pytest.approx([120, 30])
    assert rates.joining.sum(-2) == pytest.approx([100, 50])


def test_long_moves_arrive_two_steps_up_and_one_from_the_step_below_the_top() -> None:
    pairs = ((1000, 1000),) * 3
    made = history(
        exposed=pairs, in_post=pairs, joined=Margins((10, 10, 10), (15, 15)), left=Margins((60, 60, 60), (90, 90)),
        moved_up=Margins((100, 100, 0), (100, 100)), one_step=150,
    )  # fmt: skip
    rates = best_rates(made)

    # 100 of 2,000 move up; a quarter of the 200 moves was longer than one step.
    assert rates.up_two[:, WHITE] == pytest.approx([0.05 * 0.25, 0, 0])
    assert rates.up_one[:, WHITE] == pytest.approx([0.05 * 0.75, 0.05, 0])


def test_without_a_count_of_long_moves_all_are_by_one_step() -> None:
    assert best_rates(history(one_step=None)).up_one == pytest.approx(best_rates(history()).up_one)
    assert not best_rates(history(one_step=None)).up_two.any()
    assert not best_rates(history(moved_up=Margins((0, 0), (0, 0)), one_step=0)).up_one.any()
    assert project(history(one_step=None), runs=5).in_post.shape == (11, 5, 2, 2)


def test_rounding_may_leave_more_moves_by_one_step_than_moves() -> None:
    made = history(one_step=255)

    assert not best_rates(made).up_two.any()
    assert project(made, runs=5).in_post.shape == (11, 5, 2, 2)


def test_moving_up_at_parity_has_the_rate_of_both_together() -> None:
    changed = at_parity(two_steps(), TODAY, Scenario(Change.PROGRESS, 1))

    assert changed.up_one[0] == pytest.approx([(100 * 0.1 + 50 * 0.05) / 150] * 2)
    assert changed.joining == pytest.approx(two_steps().joining)


def test_leaving_at_parity_has_the_rate_of_both_together() -> None:
    rates = Rates(NOBODY, np.array([[0.1, 0.2], [0.1, 0.1]]), NOBODY, NOBODY)
    changed = at_parity(rates, TODAY, Scenario(Change.LEAVE, 0))

    assert changed.leaving[0] == pytest.approx([(100 * 0.1 + 50 * 0.2) / 150] * 2)
    assert changed.leaving[1] == pytest.approx([0.1, 0.1])


def test_appointment_at_parity_divides_joiners_as_the_step_below() -> None:
    changed = at_parity(two_steps(), TODAY, Scenario(Change.APPOINT, None))

    # 3 join the upper step; below it stand 100 and 50. On the lowest step nothing is below.
    assert changed.joining == pytest.approx(np.array([[12.0, 8.0], [2.0, 1.0]]))
    assert changed.up_one[0] == pytest.approx([12.5 / 150] * 2)


def test_an_empty_step_below_changes_no_joiner() -> None:
    changed = at_parity(two_steps(), np.array([[0.0, 0.0], [40.0, 10.0]]), Scenario(Change.APPOINT, 1))

    assert changed.joining == pytest.approx(two_steps().joining)
    assert changed.up_one[0] == pytest.approx([0, 0])


def test_a_scenario_begins_in_its_year() -> None:
    usual, changed = (
        expected(two_steps(), TODAY, 3, scenario) for scenario in (None, Scenario(Change.PROGRESS, 1, from_year=3))
    )

    assert changed[2] == pytest.approx(usual[2])
    assert changed[3][1, BME] > usual[3][1, BME]


def test_the_middle_of_the_runs_is_near_the_expectation() -> None:
    # With counts in the thousands the rates drawn lie close to the best ones: within 3 % after five years.
    runs = project(history(), years=5, runs=400).in_post[5]

    assert np.median(runs, axis=0) == pytest.approx(
        expected(best_rates(history()), np.array(history().in_post), 5)[5], rel=0.03
    )


def test_what_changes_above_does_not_shuffle_the_steps_below() -> None:
    pairs = ((500, 200), (300, 100), (200, 50))
    made = history(
        in_post=pairs, exposed=pairs, joined=Margins((50, 30, 10), (60, 30)), left=Margins((50, 30, 20), (70, 30)),
        moved_up=Margins((30, 20, 0), (40, 10)), one_step=None,
    )  # fmt: skip
    usual, changed = (
        project(made, runs=20, scenario=scenario).in_post for scenario in (None, Scenario(Change.APPOINT, 2))
    )

    assert np.array_equal(usual[:, :, 0], changed[:, :, 0])
    assert not np.array_equal(usual[:, :, 2], changed[:, :, 2])


@pytest.mark.parametrize("wrong", [{"years": 0}, {"years": 31}, {"seed": -1}, {"runs": 0}])
def test_numbers_out_of_range_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(InputError, match="1 to 30 years"):
        project(history(), **wrong)  # type: ignore[arg-type]


def test_one_step_is_no_ladder() -> None:
    with pytest.raises(InputError, match="two steps or more"):
        project(history(in_post=((10, 10),)))


def test_a_year_on_with_nothing_happening_is_the_same_year() -> None:
    here = np.array([[[7, 3], [2, 0]]])

    assert np.array_equal(a_year_on(here, Rates(*[np.zeros((1, 2, 2))] * 4), [1]), here)


def test_an_outlook_names_the_first_year_in_which_the_median_meets_the_goal() -> None:
    # Three runs, three years: medians 0.1, 0.2 and 0.3; in the last year two of three runs are at 0.3 or above.
    runs = np.array([[0.1, 0.1, 0.1], [0.1, 0.2, 0.3], [0.2, 0.3, 0.4]])
    found = outlook(runs, 0.3)

    assert [round(spread.median, 6) for spread in found.years if spread] == [0.1, 0.2, 0.3]
    assert found.first_year == 2
    assert found.met == pytest.approx(2 / 3)
    assert outlook(runs, 0.1).first_year == 0
    assert outlook(runs, 0.5).first_year is None


def test_a_step_without_anybody_has_no_share() -> None:
    people = np.array([[[[0, 0], [3, 1]]], [[[0, 0], [1, 1]]]])

    assert outlook(shares(people, 0), 0.3) == outlook(np.full((2, 1), np.nan), 0.3)
    assert outlook(shares(people, 0), 0.3).years == (None, None)
    assert outlook(shares(people, 0), 0.3).met is None
    assert shares(people, 1).tolist() == [[0.25], [0.5]]
