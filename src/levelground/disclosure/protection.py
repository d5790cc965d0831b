"""Which hidden counts are not protected yet: what an attacker who knows everything that is shown could still say.

A hidden count is protected when its possible values reach from 1 (or from as low as the shown zeros allow) to
threshold - 1 if it is small, and differ by the threshold if it is hidden for the sake of others. Cheap bounds find most
of those that are not; for the rest, `search` looks for tables that prove that they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from levelground.disclosure.linkage import UNLIMITED, Bounds, Linked, Terms
from levelground.disclosure.policy import Policy
from levelground.disclosure.search import Need, Walk, unmet
from levelground.measures.model import CountKey

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from levelground.disclosure.linkage import Floats

    Mask = NDArray[np.bool_]


def is_survey_base(key: CountKey) -> bool:
    """Whether the count is of survey respondents, for whom a policy sets a smallest base."""
    return key.item.startswith("survey.") and ".answered" in key.item


def small_bases(linked: Linked, policy: Policy) -> frozenset[int]:
    """The survey groups with too few respondents to be shown."""
    limit = policy.survey_base_minimum
    return frozenset(i for i, key in enumerate(linked.keys) if is_survey_base(key) and 0 < linked.values[i] < limit)


@dataclass(repr=False)
class Protection:
    """Finds what is not protected yet, and remembers what is: hiding more never takes protection away.

    `known` are counts that the audience has seen before; `maybe_zero` are hidden counts that it cannot take to be
    above 0 (a breakdown that is withdrawn, the answers of a hidden survey group). `given_up` are those that nothing
    can protect.
    """

    linked: Linked
    policy: Policy
    known: frozenset[int]
    maybe_zero: frozenset[int]
    given_up: set[int] = field(default_factory=set)
    _met: set[int] = field(default_factory=set)
    _exact: set[int] = field(default_factory=set)
    # Walks with everything hidden, made only for the blocks that are asked about: there are hundreds of them.
    _open_walks: dict[int, Walk] = field(default_factory=dict)

    def failing(self, hidden: Collection[int]) -> tuple[list[int], Bounds]:
        """The variables that are not protected when these counts are hidden, and the bounds they have.

        Returns
            None of them only when every need is met by tables that were found.
        """
        while True:
            unknown = (self._mask(hidden) | ~self._shown) & ~self._mask(self.known)
            lowest = self._lowest(hidden)
            upper = self._values.copy()
            upper[unknown] = UNLIMITED
            bounds = self.terms.bounds(self._at_least(lowest, unknown), upper)
            needs = self._needs(hidden)
            failing = [need.variable for need in needs if _certainly_unmet(need, bounds)]
            if not failing:
                failing = self._searched(needs, bounds, lowest)
            if not self._floor_rises(failing, needs):
                return failing, bounds

    @cached_property
    def terms(self) -> Terms:
        """The equations as columns."""
        return Terms.of(self.linked)

    @cached_property
    def _values(self) -> Floats:
        import numpy as np

        return np.array(self.linked.values, dtype=np.float64)

    @cached_property
    def _shown(self) -> Mask:
        import numpy as np

        return np.array(self.linked.shown, dtype=np.bool_)

    @cached_property
    def _small_bases(self) -> frozenset[int]:
        return small_bases(self.linked, self.policy)

    @cached_property
    def _everything(self) -> list[int]:
        return [i for i, value in enumerate(self.linked.values) if value and self.linked.shown[i]]

    @cached_property
    def _all_hidden(self) -> Bounds:
        import numpy as np

        zeros = self._shown & (self._values == 0) & ~self._mask(self.maybe_zero)
        return self.terms.bounds(self._lowest(self._everything), np.where(zeros, 0.0, UNLIMITED))

    @cached_property
    def _floor(self) -> Floats:
        """The least each count can be when nothing but zeros is known: two groups above 0 make a total of at least 2.

        While zeros are shown as zeros, no amount of hiding can take a total below this.
        """
        return self._all_hidden.lower.copy()

    def _mask(self, positions: Iterable[int]) -> Mask:
        import numpy as np

        mask = np.zeros(len(self.linked.values), dtype=np.bool_)
        mask[list(positions)] = True
        return mask

    def _lowest(self, hidden: Iterable[int]) -> Floats:
        """The least that a hidden count can be, as the audience knows: zeros are shown, so 1."""
        import numpy as np

        return np.where(self._mask(hidden) & ~self._mask(self.maybe_zero), 1.0, 0.0)

    def _at_least(self, lowest: Floats, unknown: Mask) -> Floats:
        import numpy as np

        return np.where(unknown, lowest, self._values)

    def _needs(self, hidden: Collection[int]) -> list[Need]:
        """What must be possible for each hidden count, complement, and count that is never shown.

        A hidden 0 needs nothing: it is hidden with others, and a 0 by itself may be known.
        """
        done = self._met | self.given_up | self.known
        values = self.linked.values
        found = []
        for i in sorted({*self._small, *(v for v in hidden if values[v])} - done):
            if i in self._small:
                top = self.policy.survey_base_minimum if i in self._small_bases else self.policy.threshold_count
                found.append(Need(i, low=max(1, int(self._floor[i])), high=top - 1))
            else:
                found.append(Need(i, width=self.policy.threshold_count))
        return found

    @cached_property
    def _small(self) -> frozenset[int]:
        small = {i for i, value in enumerate(self.linked.values) if self.policy.is_small(value)}
        return self._small_bases | small

    def _searched(self, needs: list[Need], bounds: Bounds, lowest: Floats) -> list[int]:
        failing: list[int] = []
        by_variable = {need.variable: need for need in needs}
        for block in self._blocks(bounds):
            wanted = {number: by_variable[v] for number, v in enumerate(block) if v in by_variable}
            if wanted:
                local = [Need(number, need.low, need.high, need.width) for number, need in wanted.items()]
                failing += [block[number] for number in unmet(self._walk(block, lowest), local)]
        self._met |= by_variable.keys() - set(failing)
        return failing

    def _blocks(self, bounds: Bounds) -> list[list[int]]:
        """The counts that are not known, in groups that share no equation with one another."""
        free = set((bounds.upper > bounds.lower).nonzero()[0].tolist())
        blocks = []
        while free:
            block, edge = [], [free.pop()]
            while edge:
                variable = edge.pop()
                block.append(variable)
                near = {v for line in self.linked.at[variable] for v in self.linked.equations[line]} & free
                free -= near
                edge += near
            blocks.append(sorted(block))
        return sorted(blocks)

    def _walk(self, block: list[int], lowest: Floats) -> Walk:
        import numpy as np

        place = {variable: number for number, variable in enumerate(block)}
        lines = sorted({line for variable in block for line in self.linked.at[variable]})
        equations = np.zeros((len(lines), len(block)))
        for row, line in enumerate(lines):
            for number, variable in enumerate(self.linked.equations[line]):
                if variable in place:
                    equations[row, place[variable]] = -1.0 if number else 1.0
        start = self._values[block]
        return Walk(equations, start, np.minimum(lowest[block], start))

    def _floor_rises(self, failing: list[int], needs: list[Need]) -> bool:
        """Whether a floor turns out to be higher than single equations say, so that a need asked too much."""
        asked = {need.variable: need.low for need in needs if need.low}
        rises = False
        for variable in failing:
            if variable in asked and variable not in self._exact and asked[variable] < self.linked.values[variable]:
                self._exact.add(variable)
                least = self._least(variable)
                rises |= int(least) > asked[variable]
                self._floor[variable] = max(self._floor[variable], least)
        return rises

    def _least(self, variable: int) -> float:
        number = self._open_block_of[variable]
        block = self._open_blocks[number]
        if number not in self._open_walks:
            self._open_walks[number] = self._walk(block, self._lowest(self._everything))
        return self._open_walks[number].least(block.index(variable))

    @cached_property
    def _open_blocks(self) -> list[list[int]]:
        return self._blocks(self._all_hidden)

    @cached_property
    def _open_block_of(self) -> dict[int, int]:
        return {variable: number for number, block in enumerate(self._open_blocks) for variable in block}


def _certainly_unmet(need: Need, bounds: Bounds) -> bool:
    low, high = bounds.lower[need.variable], bounds.upper[need.variable]
    return bool(high - low < need.width if need.width else low > need.low or high < need.high)
