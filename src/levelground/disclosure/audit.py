"""What an attacker can say about each hidden count: the exact range of values that fit everything shown.

For people who want to see it, and as a second opinion on the gate, which proves protection by another way (`search`).

Source: linear programming with HiGHS: Q. Huangfu and J. A. J. Hall, "Parallelizing the dual revised simplex method",
Mathematical Programming Computation 10 (2018) 119-142.
"""

from __future__ import annotations

from collections.abc import Collection
from math import ceil, floor
from typing import Any

from levelground.disclosure.linkage import Linked, link
from levelground.errors import DisclosureError
from levelground.measures.model import CountKey, MeasureResult

_TINY = 1e-6


def feasible_ranges(
    result: MeasureResult, hidden: Collection[CountKey], *, lowest: int = 1
) -> dict[CountKey, tuple[int, int | None]]:
    """The range of values that each hidden count can have, for somebody who knows all other counts that figures show.

    Parameters
        result: the counts, and the sums and subsets that tie them.
        hidden: the counts that are not shown; lowest: the least that a hidden count can be: 1 where zeros are shown.
    Returns
        Least and greatest whole number, both possible as far as the linear equations say; None: no upper limit.
    Raises
        DisclosureError: no table fits, so the counts contradict each other or a hidden count is below `lowest`.
    """
    linked = link(result)
    places = sorted(linked.place[key] for key in hidden)
    unknown = sorted({*places, *(i for i, shown in enumerate(linked.shown) if not shown)})
    programme = _programme(linked, unknown, set(places), lowest)
    return {linked.keys[place]: _range(programme, unknown.index(place)) for place in places}


def _programme(linked: Linked, unknown: list[int], hidden: set[int], lowest: int) -> dict[str, Any]:
    import numpy as np

    column = {variable: number for number, variable in enumerate(unknown)}
    lines = [terms for terms in linked.equations if any(variable in column for variable in terms)]
    matrix, right = np.zeros((len(lines), len(unknown))), np.zeros(len(lines))
    for row, terms in enumerate(lines):
        for number, variable in enumerate(terms):
            sign = -1.0 if number else 1.0
            if variable in column:
                matrix[row, column[variable]] = sign
            else:
                right[row] -= sign * linked.values[variable]
    bounds = [(lowest if variable in hidden else 0, None) for variable in unknown]
    return {"A_eq": matrix, "b_eq": right, "bounds": bounds, "method": "highs"}


def _range(programme: dict[str, Any], column: int) -> tuple[int, int | None]:
    import numpy as np

    goal = np.zeros(len(programme["bounds"]))
    goal[column] = 1.0
    least, greatest = _optimum(goal, programme), _optimum(-goal, programme)
    if least is None:
        raise DisclosureError(
            "counts that no table fits.",
            expected="counts that agree with their sums, and hidden ones that are not below the lowest value.",
            do_this="report this: the counting is at fault.",
        )
    return ceil(least - _TINY), None if greatest is None else floor(-greatest + _TINY)


def _optimum(goal: Any, programme: dict[str, Any]) -> float | None:
    from scipy.optimize import linprog

    found = linprog(goal, **programme)
    return float(found.fun) if found.status == 0 else None
