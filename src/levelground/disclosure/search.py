"""Searches for tables that an attacker cannot rule out: the proof that a hidden count is protected.

A hidden count is safe when two tables agree with everything that is shown, one with a low value in its place and one
with a high value. The search walks from the true table along the directions that keep every equation (the simplex
method, started at a point that is known to be feasible). Every table is checked against the original equations before
it counts as proof, so an error in the walk can only hide too much, never too little.

Rejected: a general solver (HiGHS in scipy). It gives the same answers (see: tests/unit/disclosure/test_search.py), but
loading it costs more than the whole gate here, and it cannot start from the true table. `audit` uses it, to check this.

Source: R. G. Bland, "New finite pivoting rules for the simplex method", Mathematics of Operations Research 2 (1977)
103-107, for the rule that ends it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from levelground.disclosure.linkage import Floats, Indices

_TINY = 1e-7
# Far above any value that a proof needs; keeps a direction without end within exact whole numbers.
_LONGEST_STEP = 1e5
_MOST_STEPS = 2000


@dataclass(frozen=True)
class Need:
    """What must be possible for one variable: as low as `low` and as high as `high`, or `width` apart anywhere."""

    variable: int
    low: int = 0
    high: int = 0
    width: int = 0


@dataclass(frozen=True)
class _Step:
    column: int
    change: float
    row: int | None


class Walk:
    """The tables of one linked block: `point` is the present one, `seen_low` and `seen_high` what was met so far.

    Mutable, because a walk is: it belongs to the function that starts it.
    """

    def __init__(self, equations: Floats, start: Floats, lowest: Floats) -> None:
        self._equations = equations
        self._rows, self._columns = equations.nonzero()
        self._signs = equations[self._rows, self._columns]
        self._constants = self._totals(start)
        self._lowest = lowest
        self._start = start
        self._begin()
        self.seen_low, self.seen_high = start.copy(), start.copy()

    def _begin(self) -> None:
        self._tableau, self._basis = _reduced(self._equations)
        self.point = self._start.copy()

    def meets(self, need: Need) -> bool:
        """Whether tables exist that give the variable the values it needs."""
        v = need.variable
        if need.width:
            return self._width(need) or self._push(v, 1.0, self.seen_low[v] + need.width) or self._widened(need)
        low = self.seen_low[v] <= need.low + _TINY or self._push(v, -1.0, -float(need.low))
        return low and (self.seen_high[v] >= need.high - _TINY or self._push(v, 1.0, float(need.high)))

    def least(self, variable: int) -> float:
        """The least value that a variable can have; 0 where the walk did not find its end."""
        self._push(variable, -1.0, 0.0)
        return float(round(self.seen_low[variable])) if self._proved else 0.0

    def _width(self, need: Need) -> bool:
        return bool(self.seen_high[need.variable] - self.seen_low[need.variable] >= need.width - _TINY)

    def _widened(self, need: Need) -> bool:
        # The upward push has met the highest value there is, so only the room below decides.
        self._push(need.variable, -1.0, need.width - self.seen_high[need.variable])
        return self._width(need)

    def _push(self, variable: int, sign: float, enough: float) -> bool:
        finished = False
        for _ in range(_MOST_STEPS):
            reached = sign * self.point[variable] >= enough - _TINY
            step = None if reached else self._best_step(self._gradient(variable, sign))
            if step is None:
                finished = True
                break
            self._take(step)
        self._proved = self._note() and finished
        return bool(sign * self.point[variable] >= enough - _TINY)

    def _note(self) -> bool:
        """Whether the present table holds; only then it counts as seen."""
        import numpy as np

        holds = np.abs(self._totals(self.point) - self._constants).max(initial=0.0) < _TINY
        if not (holds and (self.point >= self._lowest - _TINY).all()):
            self._begin()  # digits were lost on the way: the walk proves nothing, and starts again from the true table
            return False
        np.minimum(self.seen_low, self.point, out=self.seen_low)
        np.maximum(self.seen_high, self.point, out=self.seen_high)
        return True

    def _totals(self, point: Floats) -> Floats:
        # Not `equations @ point`: that starts threads for a few thousand additions.
        import numpy as np

        totals: Floats = np.zeros(len(self._equations))
        np.add.at(totals, self._rows, self._signs * point[self._columns])
        return totals

    def _gradient(self, variable: int, sign: float) -> Floats:
        import numpy as np

        rows = np.flatnonzero(self._basis == variable)
        if len(rows):
            gradient: Floats = -sign * self._tableau[rows[0]]
            gradient[self._basis] = 0.0
            return gradient
        gradient = np.zeros(len(self.point))
        gradient[variable] = sign
        return gradient

    def _best_step(self, gradient: Floats) -> _Step | None:
        """The step that raises the goal most; where none does, Bland's pivot; None at the optimum."""
        import numpy as np

        falling = (gradient < -_TINY) & (self.point > self._lowest + _TINY)
        columns = np.flatnonzero((gradient > _TINY) | falling)
        if not len(columns):
            return None
        direction = np.sign(gradient[columns])
        slopes = self._tableau[:, columns] * direction
        room = np.maximum(self.point[self._basis] - self._lowest[self._basis], 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            limits = np.where(slopes > _TINY, room[:, None] / slopes, np.inf)
        basic = limits.min(axis=0, initial=np.inf)
        own = np.where(direction < 0, self.point[columns] - self._lowest[columns], _LONGEST_STEP)
        length = np.minimum(basic, own)
        gain = length * np.abs(gradient[columns])
        best = int(gain.argmax()) if gain.max() > _TINY else 0
        row = self._leaving(limits[:, best], basic[best]) if basic[best] <= own[best] else None
        return _Step(int(columns[best]), float(direction[best] * length[best]), row)

    def _leaving(self, limits: Floats, limit: float) -> int:
        import numpy as np

        rows = np.flatnonzero(limits <= limit + _TINY)
        return int(rows[self._basis[rows].argmin()])

    def _take(self, step: _Step) -> None:
        self.point[self._basis] -= step.change * self._tableau[:, step.column]
        self.point[step.column] += step.change
        if step.row is not None:
            _pivot(self._tableau, step.row, step.column)
            self._basis[step.row] = step.column


def _reduced(equations: Floats) -> tuple[Floats, Indices]:
    """The equations solved for one variable each (reduced row echelon form), and which variable that is."""
    import numpy as np

    tableau = equations.copy()
    basis, kept = [], []
    for row in range(len(tableau)):
        columns = np.flatnonzero(np.abs(tableau[row]) > _TINY)
        if len(columns):
            # A pivot of 1 keeps the tableau in whole numbers, so that almost all arithmetic is exact.
            column = int(columns[np.abs(np.abs(tableau[row, columns]) - 1).argmin()])
            _pivot(tableau, row, column)
            basis.append(column)
            kept.append(row)
    return tableau[kept], np.array(basis, dtype=np.intp)


def _pivot(tableau: Floats, row: int, column: int) -> None:
    import numpy as np

    tableau[row] /= tableau[row, column]
    rows = np.flatnonzero(tableau[:, column])
    rows = rows[rows != row]
    used = np.flatnonzero(tableau[row])
    tableau[np.ix_(rows, used)] -= np.outer(tableau[rows, column], tableau[row, used])


def unmet(walk: Walk, needs: Iterable[Need]) -> list[int]:
    """The variables whose needs no table of the walk meets."""
    return [need.variable for need in needs if not walk.meets(need)]
