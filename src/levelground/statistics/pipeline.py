"""A ladder of steps and two groups, carried forward by rates of joining, moving up and leaving, many times over.

Each rate is an effect of the step times an effect of the group: so it can be worked out from two margins (events by
step, events by group) and needs no small cell. That the groups differ alike on every step is an assumption.

Source: D. J. Bartholomew, A. F. Forbes and S. I. McClean, "Statistical techniques for manpower planning" (Wiley, 2nd
edition 1991), on Markov models with recruitment; W. E. Deming and F. F. Stephan, "On a least squares
adjustment of a sampled frequency table", Annals of Mathematical Statistics 11 (1940) 427-444 (fitting to margins).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from levelground.errors import InputError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHITE, BME = 0, 1
# Jeffreys' prior of a Poisson mean: half an event more than was seen.
PRIOR = 0.5
FITTING_ROUNDS = 60
RUNS = 1000


class Change(StrEnum):
    """The closed list of scenarios: what is at parity between White and BME."""

    APPOINT = "appoint"
    PROGRESS = "progress"
    LEAVE = "leave"


@dataclass(frozen=True)
class Scenario:
    """One rate at parity from a year on, on one step (by position) or, with None, on all of them."""

    change: Change
    step: int | None
    from_year: int = 1

    def steps(self, number: int) -> tuple[int, ...]:
        """The positions of the steps that it changes, of a ladder of so many."""
        return tuple(range(number)) if self.step is None else (self.step,)


@dataclass(frozen=True)
class Margins:
    """How many events there were by step, and how many by group (White, BME), of the same events."""

    by_step: tuple[int, ...]
    by_group: tuple[int, int]


@dataclass(frozen=True)
class History:
    """What was counted in the past years, lowest step first, each pair White and BME.

    `in_post` is the newest snapshot; `exposed` who was there at the beginning of each past year, all years added up;
    `one_step` how many of those who moved up did so by one step (None: not known, all are taken to have).
    """

    years: int
    in_post: tuple[tuple[int, int], ...]
    exposed: tuple[tuple[int, int], ...]
    joined: Margins
    left: Margins
    moved_up: Margins
    one_step: int | None = None


@dataclass(frozen=True)
class Rates:
    """What happens in a year: people joining, and chances of leaving and of moving up by one step or two.

    Arrays of the shape (…, steps, 2); the chances of one cell together never exceed 1.
    """

    joining: Floats
    leaving: Floats
    up_one: Floats
    up_two: Floats


@dataclass(frozen=True)
class Effects:
    """The two effects that make a rate: shapes (…, steps) and (…, 2)."""

    step: Floats
    group: Floats

    @property
    def rate(self) -> Floats:
        """The rate of every cell: events for each person exposed."""
        product: Floats = self.step[..., :, None] * self.group[..., None, :]
        return product


def fitted(exposed: Floats, by_step: Floats, by_group: Floats) -> Effects:
    """Gives the effects of step and group whose expected events have the margins that were counted.

    Definition
        rate(step, group) = a(step) * b(group), with the sum over groups of exposed * rate equal to `by_step`, and the
        sum over steps equal to `by_group`: the maximum-likelihood fit of a Poisson model with two effects.
    Parameters
        exposed: people by step and group, (…, steps, 2); by_step and by_group: events with one and the same total.
    Returns
        The effects, scaled so that the group's are around 1. A step or group with events and nobody exposed has 0.
    Source
        Deming and Stephan 1940 (see the module).
    """
    import numpy as np

    group = np.ones(by_group.shape)
    for _ in range(FITTING_ROUNDS):
        step = _over(by_step, (exposed * group[..., None, :]).sum(-1))
        group = _over(by_group, (exposed * step[..., :, None]).sum(-2))
    return Effects(step, group)


def _over(above: Floats, below: Floats) -> Floats:
    import numpy as np

    shape = np.broadcast_shapes(above.shape, below.shape)
    return np.divide(above, below, out=np.zeros(shape), where=below > 0)


def best_rates(history: History) -> Rates:
    """Gives the rates that fit the history best, without any uncertainty."""
    margins = [_exact(history.joined), _exact(history.left), _exact(history.moved_up)]
    moved = sum(history.moved_up.by_group)
    one = 1.0 if history.one_step is None or not moved else min(1.0, history.one_step / moved)
    return _rates(history, [_effects(history, number, *pair) for number, pair in enumerate(margins)], one)


def drawn_rates(history: History, runs: int, chance: Any) -> tuple[Rates, tuple[Effects, ...]]:
    """Gives rates that the history is compatible with, so many draws of them, and the effects behind them.

    Definition
        Events by step are drawn from their Gamma posteriors, their division between the groups from a Dirichlet
        posterior (Jeffreys' priors), and the effects are fitted to each draw. The two are drawn apart, which takes the
        groups to be spread alike over the steps: an approximation.
    Parameters
        chance: a numpy Generator.
    """
    effects = []
    for number, margins in enumerate((history.joined, history.left, history.moved_up)):
        by_step = chance.gamma([events + PRIOR for events in margins.by_step], size=(runs, len(margins.by_step)))
        if number == 2:
            by_step[:, -1] = 0.0
        shares = chance.dirichlet([events + PRIOR for events in margins.by_group], size=runs)
        effects.append(_effects(history, number, by_step, shares * by_step.sum(-1, keepdims=True)))
    one, moved = history.one_step, sum(history.moved_up.by_group)
    # Of rounded counts a part can exceed its whole.
    part = 1.0 if one is None else chance.beta(one + PRIOR, max(moved - one, 0) + PRIOR, size=(runs, 1, 1))
    return _rates(history, effects, part), tuple(effects)


def _exact(margins: Margins) -> tuple[Floats, Floats]:
    import numpy as np

    return np.array(margins.by_step, dtype=float), np.array(margins.by_group, dtype=float)


def _effects(history: History, number: int, by_step: Floats, by_group: Floats) -> Effects:
    return fitted(_weights(history, joining=number == 0), by_step, by_group)


def _weights(history: History, *, joining: bool) -> Floats:
    """Who is exposed; for joining half a person more, so that a step without BME staff is not closed to them."""
    import numpy as np

    exposed: Floats = np.array(history.exposed, dtype=float)
    return exposed + 0.5 if joining else exposed


def _rates(history: History, effects: Sequence[Effects], one_step: Any) -> Rates:
    import numpy as np

    joined, left, moved = effects
    leaving = np.minimum(left.rate, 1.0)
    up = np.minimum(moved.rate, 1.0 - leaving)
    up[..., -1, :] = 0.0
    two = up * (1.0 - one_step)
    two[..., -2:, :] = 0.0  # from the last step but one there is one step to go
    return Rates(_weights(history, joining=True) * joined.rate / history.years, leaving, up - two, two)


def at_parity(rates: Rates, in_post: Floats, scenario: Scenario) -> Rates:
    """Gives the year's rates with the scenario's rate at parity between White and BME.

    Definition
        leave: on the step, White and BME leave at one rate, that of the two together.
        progress: of those on the steps below, White and BME move up to the step at one rate, that of the two together.
        appoint: as progress; and those who join on the step are White and BME as the people on the step below are. On
        the lowest step nothing is below, and nothing changes.
        How many leave, move up or join in all is the same as without the scenario; only who they are changes.
    """
    number = in_post.shape[-2]
    for step in scenario.steps(number):
        if scenario.change is Change.LEAVE:
            rates = replace(rates, leaving=_alike(rates.leaving, in_post, step))
            continue
        rates = replace(rates, up_one=_alike(rates.up_one, in_post, step - 1))
        rates = replace(rates, up_two=_alike(rates.up_two, in_post, step - 2))
        if scenario.change is Change.APPOINT and step:
            rates = replace(rates, joining=_as_below(rates.joining, in_post, step))
    return rates


def _alike(chances: Floats, in_post: Floats, step: int) -> Floats:
    """The chances with those of one step taken together over the groups."""
    if step < 0:
        return chances
    import numpy as np

    people = in_post[..., step, :]
    together = _over((people * chances[..., step, :]).sum(-1), people.sum(-1))
    found = np.broadcast_to(chances, np.broadcast_shapes(chances.shape, in_post.shape)).copy()
    found[..., step, :] = np.where(people.sum(-1) > 0, together, 0.0)[..., None]
    return found


def _as_below(joining: Floats, in_post: Floats, step: int) -> Floats:
    import numpy as np

    below = in_post[..., step - 1, :]
    everyone = below.sum(-1, keepdims=True)
    found = np.broadcast_to(joining, np.broadcast_shapes(joining.shape, in_post.shape)).copy()
    divided = found[..., step, :].sum(-1, keepdims=True) * _over(below, everyone)
    found[..., step, :] = np.where(everyone > 0, divided, found[..., step, :])
    return found


def expected(rates: Rates, in_post: Floats, years: int, scenario: Scenario | None = None) -> list[Floats]:
    """Gives how many people are expected on each step in each year, the first being today: no chance in it.

    Definition
        n(t + 1) = n(t) - leaving - moving up + arriving from below + joining: a Markov chain with recruitment.
    Source
        Bartholomew, Forbes and McClean 1991 (see the module).
    """
    import numpy as np

    found = [np.array(in_post, dtype=float)]
    for year in range(1, years + 1):
        here = found[-1]
        now = _of_year(rates, here, scenario, year)
        found.append(_moved(here, here * now.leaving, here * now.up_one, here * now.up_two) + now.joining)
    return found


def _of_year(rates: Rates, in_post: Any, scenario: Scenario | None, year: int) -> Rates:
    return at_parity(rates, in_post, scenario) if scenario and year >= scenario.from_year else rates


def _moved(here: Any, left: Any, one: Any, two: Any) -> Any:
    after = here - left - one - two
    after[..., 1:, :] += one[..., :-1, :]
    after[..., 2:, :] += two[..., :-2, :]
    return after


@dataclass(frozen=True)
class Projection:
    """So many possible futures: people in post by year (0 is today), run, step and group, and the effects drawn."""

    in_post: Any
    effects: tuple[Effects, ...]


def project(
    history: History, *, years: int = 10, scenario: Scenario | None = None, seed: int = 1, runs: int = RUNS
) -> Projection:
    """Gives many possible futures of a ladder, by rates that its history is compatible with.

    Parameters
        years: 1 to 30; scenario: one rate at parity, or None for the rates as they were.
        seed: the same seed gives the same futures, whatever else the process has drawn; with and without a scenario
        the rates drawn are the same, so that only the scenario tells two projections apart.
    Returns
        Whole people: who leaves, moves up by one step or two and stays adds up to who was there. Each year so many
        join each step as on average in the past, give or take chance.
    Raises
        InputError: fewer than two steps, or years, runs or seed out of range.
    """
    import numpy as np

    if not (len(history.in_post) >= 2 and 1 <= years <= 30 and runs >= 1 and seed >= 0):
        raise InputError(
            f"a projection of {len(history.in_post)} steps over {years} years.",
            expected="two steps or more, 1 to 30 years, and a seed of 0 or more.",
            do_this="choose --years and --seed in these ranges.",
        )
    rates, effects = drawn_rates(history, runs, np.random.default_rng(seed))
    here = np.broadcast_to(np.array(history.in_post, dtype=np.int64), (runs, len(history.in_post), 2))
    found = [here]
    for year in range(1, years + 1):
        found.append(a_year_on(found[-1], _of_year(rates, found[-1], scenario, year), [seed, year]))
    return Projection(np.stack(found), effects)


def a_year_on(here: Any, rates: Rates, seeds: Sequence[int]) -> Any:
    """Gives who is in post a year later: a draw of leavers, of moves up among those who stay, and of joiners.

    Parameters
        here: whole people by run, step and group. Each cell has a source of chance of its own, made of the seeds, its
        step and its group: what a scenario changes on one step does not shuffle the others.
    """
    import numpy as np

    left, one, two, joined = (np.zeros(here.shape, dtype=np.int64) for _ in range(4))
    up = rates.up_one + rates.up_two
    moves, far = _chance(up, 1.0 - rates.leaving), _chance(rates.up_two, up)
    for step in range(here.shape[-2]):
        for group in (WHITE, BME):
            cell = (slice(None), step, group)
            chance = np.random.default_rng([*seeds, step, group])
            left[cell] = chance.binomial(here[cell], rates.leaving[cell])
            moving = chance.binomial(here[cell] - left[cell], moves[cell])
            two[cell] = chance.binomial(moving, far[cell])
            one[cell] = moving - two[cell]
            joined[cell] = chance.poisson(rates.joining[cell])
    return _moved(here, left, one, two) + joined


def _chance(above: Floats, below: Floats) -> Floats:
    import numpy as np

    return np.clip(_over(above, below), 0.0, 1.0)
