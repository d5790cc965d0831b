"""The counts of a release as one linear system: what an attacker can add and subtract.

Variables are the counts, and for each subset the people who are in the whole but not in the part. Equations are the
sums and those complements. Every derived figure is shown only when all its counts are, so it adds nothing to this.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from levelground.errors import DisclosureError
from levelground.measures.model import CountKey, MeasureResult

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Indices = NDArray[np.intp]


@dataclass(frozen=True, repr=False)
class Linked:
    """Counts and complements by position, and the equations that tie them. Holds raw counts, so it has no text.

    `values` are those of `keys`, then of the complements. `shown` says which counts some figure shows; the others, and
    complements, are never shown, but can often be worked out. An equation is a tuple: the total, then its parts.
    """

    keys: tuple[CountKey, ...]
    values: tuple[int, ...]
    shown: tuple[bool, ...]
    equations: tuple[tuple[int, ...], ...]

    @cached_property
    def at(self) -> tuple[tuple[int, ...], ...]:
        """For each variable, the equations it stands in."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number, terms in enumerate(self.equations):
            for variable in terms:
                found[variable].append(number)
        return tuple(tuple(found[variable]) for variable in range(len(self.values)))

    @cached_property
    def place(self) -> dict[CountKey, int]:
        """The position of each key."""
        return {key: number for number, key in enumerate(self.keys)}


@dataclass(frozen=True, repr=False)
class Island:
    """Variables that no equation ties to any other, as a system of their own, and their positions in the whole."""

    linked: Linked
    positions: tuple[int, ...]


def islands(linked: Linked) -> list[Island]:
    """The system in parts that share no equation: nothing that is shown of one says anything of another.

    The counts of one item and period stay together: a breakdown is withdrawn as a whole or not at all.
    """
    first = _first_of_each(linked)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for variable, root in enumerate(first):
        members[root].append(variable)
    lines: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for terms in linked.equations:
        lines[first[terms[0]]].append(terms)
    return [_island(linked, tuple(positions), lines[root]) for root, positions in members.items()]


def _first_of_each(linked: Linked) -> list[int]:
    """For each variable, the first one of its island."""
    alike: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for variable, key in enumerate(linked.keys):
        alike[key.organisation, key.item, key.period].append(variable)
    beside = {group[0]: group[1:] for group in alike.values()}
    beside |= {variable: [group[0]] for group in alike.values() for variable in group[1:]}
    first = [-1] * len(linked.values)
    for root in range(len(first)):
        reached = [root] if first[root] < 0 else []
        while reached:
            variable = reached.pop()
            if first[variable] < 0:
                first[variable] = root
                tied = (v for line in linked.at[variable] for v in linked.equations[line])
                reached += [v for v in (*tied, *beside.get(variable, ())) if first[v] < 0]
    return first


def _island(linked: Linked, positions: tuple[int, ...], lines: list[tuple[int, ...]]) -> Island:
    place = {position: number for number, position in enumerate(positions)}
    own = Linked(
        tuple(linked.keys[i] for i in positions if i < len(linked.keys)),
        tuple(linked.values[i] for i in positions),
        tuple(linked.shown[i] for i in positions),
        tuple(tuple(place[v] for v in terms) for terms in lines),
    )
    return Island(own, positions)


def link(result: MeasureResult) -> Linked:
    """The linear system of a raw result.

    Returns
        A subset whose part exceeds its whole is left out: it does not hold, so nobody can use it.
    Raises
        DisclosureError: a sum names a count that is not in the result, or does not add up; the protection of counts
        would then rest on something untrue.
    """
    keys = tuple(result.counts)
    place = {key: number for number, key in enumerate(keys)}
    values = [result.counts[key] for key in keys]
    equations = []
    for line in result.sums:
        terms = [place.get(key) for key in (line.total, *line.parts)]
        known = [term for term in terms if term is not None]
        if len(known) < len(terms) or values[known[0]] != sum(values[term] for term in known[1:]):
            raise _sum_does_not_hold(line.total)
        equations.append(tuple(known))
    for subset in dict.fromkeys(result.subsets):
        part, whole = place.get(subset.part), place.get(subset.whole)
        if part is not None and whole is not None and values[part] <= values[whole] and part != whole:
            equations.append((whole, part, len(values)))
            values.append(values[whole] - values[part])
    equations += _complement_sums(equations, len(keys))
    in_figures = {key for plan in result.plans for key in plan.counts}
    shown = [key in in_figures for key in keys] + [False] * (len(values) - len(keys))
    return Linked(keys, tuple(values), tuple(shown), tuple(equations))


def _complement_sums(equations: list[tuple[int, ...]], keys: int) -> list[tuple[int, ...]]:
    """Sums among complements: who is not counted in a total is who is not counted in one of its parts.

    They follow from the other equations; written down, they let `Terms.bounds` see at once what they imply.
    """
    outside, sums = _outside(equations, keys), _parts_of(equations, keys)
    found = []
    for total in [total for total in sums if total in outside]:
        for whole, complement in outside[total].items():
            wholes = [frozenset(parts) for parts in sums[whole]]
            for parts in sums[total]:
                matched = [pair for p in parts for pair in outside[p].items() if any(pair[0] in s for s in wholes)]
                if len(matched) == len(parts) and frozenset(w for w, _ in matched) in wholes:
                    found.append((complement, *(c for _, c in matched)))
    return found


def _outside(equations: list[tuple[int, ...]], keys: int) -> dict[int, dict[int, int]]:
    """For each part, the complement in each whole it is among."""
    found: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for terms in equations:
        if terms[-1] >= keys:
            found[terms[1]][terms[0]] = terms[2]
    return found


def _parts_of(equations: list[tuple[int, ...]], keys: int) -> dict[int, list[tuple[int, ...]]]:
    """For each total, the ways in which it is added up."""
    found: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
    for terms in equations:
        if terms[-1] < keys:
            found[terms[0]].append(terms[1:])
    return found


def _sum_does_not_hold(total: CountKey) -> DisclosureError:
    return DisclosureError(
        f"a table of {total.item} whose parts do not add up to their total.",
        expected="sums that hold among the counts of the release.",
        do_this="report this: the counting is at fault, and nothing was released.",
    )


@dataclass(frozen=True, repr=False)
class Bounds:
    """The least and greatest value of each variable, and what each term of each equation implies for its variable."""

    lower: Floats
    upper: Floats
    implied_lower: Floats
    implied_upper: Floats


# Stands for "no upper limit" where infinity would turn subtractions into nan.
UNLIMITED = 1e7
_PASSES = 12


@dataclass(frozen=True, repr=False)
class Terms:
    """The equations as columns: one row per term, so that bounds are worked out for all of them at once."""

    variable: Indices
    sign: Floats
    starts: Indices
    lengths: Indices

    @staticmethod
    def of(linked: Linked) -> Terms:
        """The terms of every equation, in order."""
        import numpy as np

        lengths = np.array([len(terms) for terms in linked.equations], dtype=np.intp)
        starts = np.concatenate(([0], np.cumsum(lengths)[:-1])).astype(np.intp)
        sign = -np.ones(int(lengths.sum()))
        sign[starts] = 1.0
        return Terms(np.array([v for terms in linked.equations for v in terms], np.intp), sign, starts, lengths)

    def bounds(self, lower: Floats, upper: Floats) -> Bounds:
        """Bounds that follow from each equation by itself, again and again until they settle.

        Returns
            Bounds that hold for every table the attacker can imagine: nobody can be certain of less, and a variable
            whose bounds meet is known.
        """
        import numpy as np

        lower, upper = lower.copy(), upper.copy()
        for _ in range(_PASSES):
            implied_lower, implied_upper = self._implied(lower, upper)
            before = (lower.copy(), upper.copy())
            np.maximum.at(lower, self.variable, implied_lower)
            np.minimum.at(upper, self.variable, implied_upper)
            if np.array_equal(before[0], lower) and np.array_equal(before[1], upper):
                break
        return Bounds(lower, upper, implied_lower, implied_upper)

    def _implied(self, lower: Floats, upper: Floats) -> tuple[Floats, Floats]:
        import numpy as np

        low, high = lower[self.variable], upper[self.variable]
        least = np.where(self.sign > 0, low, -high)
        most = np.where(self.sign > 0, high, -low)
        others_least = np.repeat(np.add.reduceat(least, self.starts), self.lengths) - least
        others_most = np.repeat(np.add.reduceat(most, self.starts), self.lengths) - most
        implied_lower = np.where(self.sign > 0, -others_most, others_least)
        implied_upper = np.where(self.sign > 0, -others_least, others_most)
        return implied_lower, implied_upper
