"""What many possible futures say together: bands of likely shares, and when a goal is met."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

LEVELS = (0.025, 0.1, 0.5, 0.9, 0.975)


@dataclass(frozen=True)
class Spread:
    """The middle of the futures and the bands that hold 80 % and 95 % of them, as shares of 1."""

    low_95: float
    low_80: float
    median: float
    high_80: float
    high_95: float


@dataclass(frozen=True)
class Outlook:
    """A step's share year by year (0 is today; None where nobody is on it in any run), and how it stands to a goal.

    `first_year` is the first year in which the median is at the goal or above: 0 where today's share is, None where it
    is not within the years. `met` is the share of runs at the goal or above in the last year.
    """

    years: tuple[Spread | None, ...]
    first_year: int | None
    met: float | None


def outlook(shares: NDArray[np.float64], goal: float) -> Outlook:
    """Gives the spread of a share year by year, and when its median first meets a goal.

    Parameters
        shares: (years, runs), nan where a run has nobody on the step; goal: a share of 1.
    """
    import numpy as np

    spreads: list[Spread | None] = []
    for year in shares:
        known = year[~np.isnan(year)]
        spreads.append(Spread(*np.quantile(known, LEVELS).tolist()) if known.size else None)
    first = next((year for year, spread in enumerate(spreads) if spread and spread.median >= goal), None)
    last = shares[-1][~np.isnan(shares[-1])]
    return Outlook(tuple(spreads), first, float((last >= goal).mean()) if last.size else None)


def shares(in_post: Any, step: int) -> NDArray[np.float64]:
    """Gives the second group's share of a step by year and run, nan where nobody is on it."""
    import numpy as np

    people = in_post[..., step, :].astype(float)
    everyone = people.sum(-1)
    found: NDArray[np.float64] = np.full(everyone.shape, np.nan)
    np.divide(people[..., 1], everyone, out=found, where=everyone > 0)
    return found
