"""Counts by raw code, folded into counts by group: one cube answers every measure, breakdown and depth.

The engine returns a row per combination of period, breakdown values and a code of the grouping. Here the codes are
mapped to groups, the rows are added up for each breakdown that a definition reports, and the sums that tie the counts
together are written down for the gate.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from levelground.measures.counts import Cube
from levelground.measures.model import CountKey, Sum, Table
from levelground.vocabulary.groups import FULL, GROUPINGS, Grouping

Breakdown = tuple[tuple[str, str], ...]
NOT_RECORDED = "not_recorded"


@dataclass(frozen=True)
class Folded:
    """Counts of one item and the sums that hold among them."""

    counts: Mapping[CountKey, int]
    sums: tuple[Sum, ...]

    def rows(self, period: str, table: Table) -> tuple[Breakdown, ...]:
        """The rows of that table which occur in the period, in order."""
        found = {key.breakdown for key in self.counts if key.period == period}
        return tuple(sorted(row for row in found if tuple(name for name, _ in row) == table.rows))


def fold(item: str, organisation: str, cube: Cube, tables: Iterable[Table], sizes: Sequence[int]) -> Folded:
    """The item's counts for every table, with the sums among them.

    Parameters
        sizes: how many heads of each of the cube's rows the item counts.
    Returns
        A count for every row and group that a table shows, zeros included, and for the group `all`.
    """
    deepest: dict[tuple[str, ...], int] = {(): 3}
    for table in tables:
        for cut in range(len(table.rows) + 1):
            prefix = table.rows[:cut]
            deepest[prefix] = max(deepest.get(prefix, 3), table.depth if cut == len(table.rows) else 3)
    by_code: dict[tuple[str, Breakdown], Counter[str]] = {}
    for names in deepest:
        for (period, breakdown), codes in _by_code(cube, names, sizes).items():
            by_code[period, breakdown] = codes
    counts: dict[CountKey, int] = {}
    for (period, breakdown), codes in by_code.items():
        depth = deepest[tuple(name for name, _ in breakdown)]
        for group, number in _by_group(codes, cube.grouping, depth).items():
            counts[CountKey(organisation, period, item, breakdown, group)] = number
    return Folded(counts, tuple(_sums(CountKey(organisation, "", item), cube.grouping, by_code.keys(), deepest)))


def _by_code(cube: Cube, names: tuple[str, ...], sizes: Sequence[int]) -> dict[tuple[str, Breakdown], Counter[str]]:
    """The sizes added up by period, breakdown and code: first by raw keys, then named once per cell."""
    added: defaultdict[tuple[str | None, ...], int] = defaultdict(int)
    columns = [cube.column(name) for name in ("period", cube.grouping.column, *names)]
    for keys, size in zip(zip(*columns, strict=True), sizes, strict=True):
        added[keys] += size
    found: defaultdict[tuple[str, Breakdown], Counter[str]] = defaultdict(Counter)
    for (period, code, *values), number in added.items():
        breakdown = tuple((name, value or NOT_RECORDED) for name, value in zip(names, values, strict=True))
        found[str(period), breakdown][code or cube.grouping.missing] += number
    return found


def _by_group(codes: Counter[str], grouping: Grouping, depth: int) -> dict[str, int]:
    """The counts by group at a depth: the groups that the depth shows, and all."""
    totals = dict.fromkeys(("all", *grouping.at(depth)), 0)
    for code, number in codes.items():
        for group in ("all", *grouping.of(code, depth)):
            totals[group] += number
    return totals


def _sums(
    named: CountKey,
    grouping: Grouping,
    rows: Iterable[tuple[str, Breakdown]],
    deepest: Mapping[tuple[str, ...], int],
) -> Iterable[Sum]:
    """Groups add up to coarser groups within a row; rows add up to the row above them within a group."""
    below: defaultdict[tuple[str, Breakdown, str], list[Breakdown]] = defaultdict(list)

    def key(period: str, breakdown: Breakdown, group: str) -> CountKey:
        return CountKey(named.organisation, period, named.item, breakdown, group)

    for period, breakdown in sorted(rows):
        depth = deepest[tuple(name for name, _ in breakdown)]
        for total, parts in grouping.children(depth).items():
            yield Sum(key(period, breakdown, total), tuple(key(period, breakdown, part) for part in parts))
        if breakdown:
            below[period, breakdown[:-1], breakdown[-1][0]].append(breakdown)
    for (period, above, name), parts_of in below.items():
        shared = min(deepest[tuple(n for n, _ in above)], deepest[(*(n for n, _ in above), name)])
        for group in ("all", *grouping.at(shared)):
            yield Sum(key(period, above, group), tuple(key(period, breakdown, group) for breakdown in parts_of))


def true_sums(counts: Mapping[CountKey, int]) -> tuple[Sum, ...]:
    """The sums that hold among counts that came without a table structure, found by adding up.

    A sum that does not hold (a band left out, people who skipped the question on ethnicity) tells an attacker nothing
    and is left out.
    """
    candidates = (*_group_sums(counts), *_row_sums(counts))
    return tuple(dict.fromkeys(s for s in candidates if counts[s.total] == sum(counts[part] for part in s.parts)))


def _group_sums(counts: Mapping[CountKey, int]) -> Iterable[Sum]:
    families = [pair for grouping in GROUPINGS.values() for pair in grouping.children(FULL).items()]
    for total, parts in families:
        for key in counts:
            below = tuple(part for group in parts if (part := replace(key, group=group)) in counts)
            if key.group == total and below:
                yield Sum(key, below)


def _row_sums(counts: Mapping[CountKey, int]) -> Iterable[Sum]:
    rows: defaultdict[tuple[CountKey, str], list[CountKey]] = defaultdict(list)
    for key in counts:
        for place, (name, _) in enumerate(key.breakdown):
            above = replace(key, breakdown=key.breakdown[:place] + key.breakdown[place + 1 :])
            if above in counts:
                rows[above, name].append(key)
    return (Sum(above, tuple(keys)) for (above, _), keys in rows.items())
