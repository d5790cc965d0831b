"""From a counts return to a raw result: the same figures as from rows, for those who hold counts only."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue, plans
from levelground.measures.cube import Breakdown, true_sums
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, NoValue, Subset
from levelground.measures.overlap import with_overlaps
from levelground.vocabulary.groups import BASIC

Cells = Mapping[Breakdown, Mapping[str, tuple[int, int]]]


@dataclass(frozen=True)
class Return:
    """One measure of one organisation and period: for each breakdown and group, numerator and denominator."""

    definition: Definition
    organisation: str
    period: str
    cells: Cells

    @property
    def within(self) -> bool:
        """Whether who is counted is among those out of whom: not where they come from two extracts."""
        return self.definition.numerator.table == self.definition.denominator.table

    def counts(self, *, apart: bool) -> dict[CountKey, int]:
        """The counts by key. `apart` marks them as this measure's own, where two measures count differently."""
        found: dict[CountKey, int] = {}
        for breakdown, groups in self.cells.items():
            row = self.row(breakdown, apart=apart)
            for group, (numerator, denominator) in groups.items():
                above, below = row.share_keys(group)
                found |= {below: denominator, above: numerator}
            found |= self._remainder(row, groups)
        return found

    def _remainder(self, row: plans.Row, groups: Mapping[str, tuple[int, int]]) -> dict[CountKey, int]:
        """The unknown that a return leaves out but gives away, where White and BME stand over everyone."""
        reference, main, unknown = self.definition.grouping.basics
        if self.definition.base != "all" or unknown in groups or not {reference, main} <= groups.keys():
            return {}
        over = groups[reference][1]
        return {row.share_keys(unknown)[0]: over - groups[reference][0] - groups[main][0]}

    def row(self, breakdown: Breakdown, *, apart: bool) -> plans.Row:
        """The keys of one row. A board row counts members on both sides; the row without a board is the workforce."""
        definition = self.definition
        above, below = definition.numerator.item, definition.denominator.item
        if definition.compared == "board_minus_workforce":
            above = below = above if breakdown else below
        mark = f"@{definition.id}" if apart else ""
        numerator = CountKey(self.organisation, self.period, f"{above}{mark}", breakdown)
        return plans.Row(definition, numerator, replace(numerator, item=f"{below}{mark}"))


def edition_for(measure: str, day: dt.date) -> Definition:
    """The measure's definition in force on that day; the first one for earlier days."""
    from levelground.measures.catalogue.loader import all_editions

    return catalogue.load(day).get(measure, all_editions()[measure][0])


def from_counts(rows: Sequence[CountsRow], *, source_hash: str) -> MeasureResult:
    """The raw result of a counts return.

    Returns
        For each row one share per group; for each measure its ratio or difference (`wres_1`: to the row without a
        breakdown; `wres_9`: board row against the row without `board`). A comparison whose group is missing has no
        value, with the reason.
    """
    returns = _returns(rows)
    counts: dict[CountKey, int] = {}
    found: list[FigurePlan] = []
    subsets: list[Subset] = []
    for entry in returns:
        apart = any(counts.get(key, number) != number for key, number in entry.counts(apart=False).items())
        counts |= entry.counts(apart=apart)
        found += _plans(entry, apart=apart)
        if entry.within and entry.definition.base != "all":
            subsets += [Subset(*entry.row(b, apart=apart).share_keys(g)) for b, gs in entry.cells.items() for g in gs]
    editions = {entry.definition.id: entry.definition.edition for entry in returns}
    return with_overlaps(MeasureResult(counts, true_sums(counts), tuple(subsets), tuple(found), editions, source_hash))


def _returns(rows: Iterable[CountsRow]) -> list[Return]:
    tables: defaultdict[tuple[str, dt.date, str], dict[Breakdown, dict[str, tuple[int, int]]]] = defaultdict(dict)
    for row in rows:
        table = tables[row.organisation, row.period_end, row.measure]
        table.setdefault(row.breakdown, {})[row.group] = (row.numerator, row.denominator)
    found = []
    for (organisation, day, measure), cells in tables.items():
        definition = edition_for(measure, day)
        filled = {breakdown: _with_broad(groups, definition) for breakdown, groups in cells.items()}
        found.append(Return(definition, organisation, day.isoformat(), filled))
    return found


def _with_broad(groups: Mapping[str, tuple[int, int]], definition: Definition) -> dict[str, tuple[int, int]]:
    """White, BME and unknown as sums of ethnic categories, where only the categories are given."""
    found, grouping = dict(groups), definition.grouping
    codes = [group for group in groups if group in grouping.categories]
    for broad in grouping.basics:
        parts = [groups[code] for code in codes if grouping.of(code, BASIC) == (broad,)]
        if broad not in found and parts:
            over = parts[0][1] if definition.base == "all" else sum(denominator for _, denominator in parts)
            found[broad] = (sum(numerator for numerator, _ in parts), over)
    return found


def _plans(entry: Return, *, apart: bool) -> Iterable[FigurePlan]:
    whole_groups = entry.cells.get((), {})
    for breakdown, groups in entry.cells.items():
        row = entry.row(breakdown, apart=apart)
        if entry.definition.compared != "board_minus_workforce":
            yield from plans.shares(row, groups)
        if entry.definition.base != "all" and entry.definition.kind is not Kind.SHARE:
            yield _between(row, groups)
        elif breakdown:
            for plan in plans.against_whole(row, entry.row((), apart=apart), groups):
                yield plan if plan.group in whole_groups else _group_missing(plan, "the row without a breakdown")


def _between(row: plans.Row, groups: Iterable[str]) -> FigurePlan:
    (plan,) = plans.between_groups(row, ())
    grouping = row.definition.grouping
    missing = [group for group in (grouping.reference, grouping.main) if group not in groups]
    return _group_missing(plan, " and ".join(missing)) if missing else plan


def _group_missing(plan: FigurePlan, what: str) -> FigurePlan:
    return replace(
        plan,
        numerator_1=None,
        denominator_1=None,
        numerator_2=None,
        denominator_2=None,
        no_value=NoValue.GROUP_MISSING,
        because=f"The return does not give {what}.",
    )
