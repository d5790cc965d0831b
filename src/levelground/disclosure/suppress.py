"""Decides which counts are hidden: the small ones, and as many others as it takes to protect them.

Source: A. Hundepool and others, Statistical Disclosure Control (2012), chapter 4, for what must be protected; the
greedy choice, one count at a time with a check after each round, follows SIMPLEHEURISTIC of the R package sdcTable.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from levelground.disclosure.linkage import Bounds, Linked, islands
from levelground.disclosure.policy import Policy
from levelground.disclosure.protection import Protection, small_bases
from levelground.measures.model import CountKey
from levelground.vocabulary.groups import GROUPINGS

_HEADLINE = 2
_YIELDING = ("survey.q14b.", "survey.q14c.")
# How many equations away another count is looked for before a headline is hidden.
_LAYERS = 4

NOTHING: frozenset[int] = frozenset()


@dataclass(frozen=True, repr=False)
class Memory:
    """What earlier releases leave behind, by position: counts that the audience knows, and counts hidden before."""

    known: frozenset[int] = NOTHING
    hidden: frozenset[int] = NOTHING

    def of(self, positions: Sequence[int]) -> Memory:
        """What is known and hidden among some positions, by their places there."""
        known, hidden = (
            frozenset(number for number, position in enumerate(positions) if position in some)
            for some in (self.known, self.hidden)
        )
        return Memory(known, hidden)


@dataclass(frozen=True, repr=False)
class Hiding:
    """The positions of hidden counts, and of those that nothing can protect, because earlier releases say too much."""

    hidden: frozenset[int]
    unprotected: frozenset[int] = NOTHING


def suppress(linked: Linked, policy: Policy, memory: Memory) -> Hiding:
    """Which counts to hide under a policy.

    Definition
        Hidden first: counts below the threshold, survey bases below their minimum with their answers, and what was
        hidden before. Then, one at a time, the count whose hiding costs least, until everything is protected in the
        sense of `protection`: complements, and counts that no figure shows, included.
        Where that would cost a headline that is large enough to be shown, the breakdowns of its counts are withdrawn as
        a whole instead, zeros included, if this saves it: a few people spread over many rows need not hide their total.
    Returns
        The same positions for the same counts: nothing is random. A zero is hidden only in a breakdown that is
        withdrawn, as an answer of a hidden survey base, or when it was hidden before.
    """
    hidden: set[int] = set()
    unprotected: set[int] = set()
    for island in islands(linked):
        own = _suppressed(island.linked, policy, memory.of(island.positions))
        hidden |= {island.positions[i] for i in own.hidden}
        unprotected |= {island.positions[i] for i in own.unprotected}
    return Hiding(frozenset(hidden), frozenset(unprotected))


def _suppressed(linked: Linked, policy: Policy, memory: Memory) -> Hiding:
    first = _attempt(linked, policy, memory, NOTHING)
    lost = _lost_headlines(linked, policy, first.hidden - memory.hidden)
    withdrawn = _breakdowns_of(linked, lost, first.hidden) - memory.known
    if not withdrawn:
        return first
    second = _attempt(linked, policy, memory, withdrawn)
    saved = len(lost) > len(_lost_headlines(linked, policy, second.hidden - memory.hidden))
    return second if saved else first


def _breakdowns_of(linked: Linked, headlines: frozenset[int], hidden: frozenset[int]) -> frozenset[int]:
    """The counts into which headlines are broken down, where it costs little to hide all of them.

    That is where most of those above 0 are hidden anyway; and there must be zeros among them to hide as well.
    """
    tables: dict[tuple[str, str], list[int]] = {(linked.keys[i].item, linked.keys[i].period): [] for i in headlines}
    for i, key in enumerate(linked.keys):
        if linked.shown[i] and (key.item, key.period) in tables and _prominence(key) < _HEADLINE:
            tables[key.item, key.period].append(i)
    return frozenset(i for inner in tables.values() if _costs_little(linked, inner, hidden) for i in inner)


def _costs_little(linked: Linked, inner: list[int], hidden: frozenset[int]) -> bool:
    above_zero = [i for i in inner if linked.values[i]]
    return len(above_zero) < len(inner) and 2 * len(hidden.intersection(above_zero)) > len(above_zero)


def _attempt(linked: Linked, policy: Policy, memory: Memory, withdrawn: frozenset[int]) -> Hiding:
    """What is hidden when some breakdowns are withdrawn: nobody can then take a count in them to be above 0."""
    masked = _masked_answers(linked, policy) | withdrawn
    small = {i for i, value in enumerate(linked.values) if linked.shown[i] and policy.is_small(value)}
    hidden = small | small_bases(linked, policy) | masked | memory.hidden
    if not policy.complementary or not linked.equations:
        return Hiding(frozenset(hidden))
    maybe_zero = masked | {i for i in memory.hidden if not linked.values[i]}
    protection = Protection(linked, policy, memory.known, frozenset(maybe_zero))
    while True:
        failing, bounds = protection.failing(hidden)
        if not failing:
            return Hiding(frozenset(hidden), frozenset(protection.given_up))
        more = _Choice(protection, hidden, bounds).for_all(failing)
        # Where everything that could be hidden is, what an earlier release said cannot be taken back.
        protection.given_up |= set() if more else set(failing)
        hidden |= more


def _lost_headlines(linked: Linked, policy: Policy, hidden: frozenset[int]) -> frozenset[int]:
    """Headlines that are hidden though they are large enough to be shown."""
    small = small_bases(linked, policy)
    large = (i for i in hidden if not policy.is_small(linked.values[i]) and i not in small)
    return frozenset(i for i in large if _prominence(linked.keys[i]) == _HEADLINE)


def _masked_answers(linked: Linked, policy: Policy) -> frozenset[int]:
    """The answers of survey groups that are too small: a zero among them is hidden as well."""
    small = small_bases(linked, policy)
    answers = {terms[1] for terms in linked.equations if terms[0] in small and terms[-1] >= len(linked.keys)}
    return frozenset(i for i in answers if linked.shown[i])


class _Choice:
    """One round of choosing what else to hide."""

    def __init__(self, protection: Protection, hidden: Collection[int], bounds: Bounds) -> None:
        self.linked, self.known, self.terms = protection.linked, protection.known, protection.terms
        self.hidden = set(hidden)
        self.bounds = bounds

    def for_all(self, failing: list[int]) -> set[int]:
        """One more count for each failing one, but only one in a neighbourhood: it may be enough for several."""
        touched: set[int] = set()
        chosen: set[int] = set()
        for variable in failing:
            lines = set(self.linked.at[variable])
            choice = None if lines & touched else self._for_one(variable)
            if choice is not None:
                chosen.add(choice)
                self.hidden.add(choice)
                touched |= lines | set(self.linked.at[choice])
        return chosen

    def _for_one(self, variable: int) -> int | None:
        """The cheapest count in the equations that tell most of a variable; else in the nearest that have one."""
        told = {line: self._told(line, variable) for line in self.linked.at[variable]}
        lines = {line for line in told if told[line] == min(told.values())}
        reached: set[int] = set()
        headline: int | None = None
        layers = 0
        while lines - reached and (headline is None or layers < _LAYERS):
            counts = {v for line in lines for v in self.linked.equations[line]}
            if candidates := [v for v in counts if self._can_hide(v)]:
                best = min(candidates, key=lambda v: self._cost(v, lines))
                if _prominence(self.linked.keys[best]) < _HEADLINE:
                    return best
                headline = best if headline is None else headline
            reached |= lines
            lines = {line for v in counts for line in self.linked.at[v]}
            layers += 1
        return headline

    def _told(self, line: int, variable: int) -> tuple[float, int]:
        """How many values one equation leaves to a variable, and how many of its counts are not shown."""
        counts = self.linked.equations[line]
        term = int(self.terms.starts[line]) + counts.index(variable)
        room = self.bounds.implied_upper[term] - max(0.0, self.bounds.implied_lower[term])
        return float(room), sum(self._is_open(v) for v in counts)

    def _is_open(self, v: int) -> bool:
        return v not in self.known and (v in self.hidden or not self.linked.shown[v])

    def _can_hide(self, v: int) -> bool:
        return self.linked.shown[v] and self.linked.values[v] > 0 and v not in self.hidden and v not in self.known

    def _cost(self, v: int, lines: set[int]) -> tuple[int, int, bool, int, int]:
        """What hiding a count costs: first whether it is a headline, which is what everybody came for.

        Next, how many other equations would then need one more hidden count; then inner counts before totals, and small
        ones before large ones: what a reader misses least.
        """
        key = self.linked.keys[v]
        others = set(self.linked.at[v]) - lines
        opened = sum(not any(map(self._is_open, self.linked.equations[line])) for line in others)
        return _prominence(key), opened, key.group == "all", self.linked.values[v], v


def _prominence(key: CountKey) -> int:
    """`_HEADLINE` for the groups of the whole organisation, 1 for their parts, 0 for every row of a breakdown.

    Of the parts, harassment by managers or by colleagues is hidden before the indicator that joins the two. The counts
    of a projection are 1: without one of them there is none; the bands they are made of stand lower.
    """
    if key.item.startswith("pipeline."):
        return 1
    if key.breakdown:
        return 0
    if key.group in ("all", *(g for grouping in GROUPINGS.values() for g in grouping.basics)):
        return _HEADLINE
    return int(not key.item.startswith(_YIELDING))
