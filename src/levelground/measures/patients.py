"""Patients by ethnic group and deprivation, from a counts return: each ratio as it is, and within quintiles.

A group whose patients live where people are more deprived can wait longer for that reason alone. The ratio within
quintiles compares patients of equally deprived areas with each other (Mantel and Haenszel; `statistics.pooled`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from levelground.extracts.counts_return import CountsRow
from levelground.extracts.patients_return import QUINTILE, UNKNOWN_QUINTILE, Place, place, without_quintile
from levelground.measures import catalogue
from levelground.measures.counts_return import from_counts
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Subset
from levelground.vocabulary.groups import Grouping

FRAMEWORK = "patients"
SAME_DEPRIVATION = "same_deprivation"
LONG_WAIT, WAIT = "patients.waiting_long.counted", "patients.waiting.counted"


def measures() -> dict[str, Definition]:
    """The measures of patients, by id."""
    return {name: one for name, one in catalogue.load().items() if one.framework == FRAMEWORK}


def from_patients(rows: Sequence[CountsRow], *, source_hash: str) -> MeasureResult:
    """The raw result of a patients' counts return.

    Returns
        As `from_counts`, with the ratio of each finer group that is given, and every ratio within deprivation quintiles
        as well, for each place that has a known quintile of both groups. A row of all quintiles together, and BME from
        its four groups, is added up where the return does not give it.
    """
    result = from_counts(_with_wholes(rows), source_hash=source_hash)
    found = [*result.plans, *(finer for plan in result.plans for finer in _finer(plan, result))]
    within = [_within_quintiles(plan, result) for plan in found if _is_whole_ratio(plan)]
    long = [key for key in result.counts if key.item == LONG_WAIT]
    among = [Subset(key, whole) for key in long if (whole := replace(key, item=WAIT)) in result.counts]
    return replace(
        result,
        plans=(*found, *(plan for plan in within if plan is not None)),
        subsets=(*result.subsets, *among),
    )


def _with_wholes(rows: Sequence[CountsRow]) -> list[CountsRow]:
    """The rows, with the main group as the sum of its groups and all quintiles as that of each, where not given."""
    finer = {name: one.grouping for name, one in measures().items() if one.base != "all"}
    found = list(rows)
    for whole, parts in _parts(rows, lambda row: replace(row, group=finer[row.measure].main), _is_finer(finer)):
        if len(parts) == len(finer[parts[0].measure].finer):
            found.append(_sum(whole, parts))
    by_quintile = _parts(found, without_quintile, lambda row: QUINTILE in dict(row.breakdown))
    return [*(_sum(whole, parts) for whole, parts in by_quintile), *found]


def _is_finer(groupings: Mapping[str, Grouping]) -> Callable[[CountsRow], bool]:
    return lambda row: row.measure in groupings and row.group in groupings[row.measure].finer


def _parts(
    rows: Sequence[CountsRow], wider: Callable[[CountsRow], CountsRow], belongs: Callable[[CountsRow], bool]
) -> list[tuple[CountsRow, list[CountsRow]]]:
    """Each wider row that is not given, with the rows that belong in it."""
    given = {place(row) for row in rows}
    found: dict[Place, tuple[CountsRow, list[CountsRow]]] = {}
    for row in filter(belongs, rows):
        whole = wider(row)
        if place(whole) not in given:
            found.setdefault(place(whole), (whole, []))[1].append(row)
    return list(found.values())


def _sum(whole: CountsRow, parts: Sequence[CountsRow]) -> CountsRow:
    numerator, denominator = sum(row.numerator for row in parts), sum(row.denominator for row in parts)
    return replace(whole, numerator=numerator, denominator=denominator)


def _finer(plan: FigurePlan, result: MeasureResult) -> Iterable[FigurePlan]:
    """The same comparison for each group within the main one that the return gives beside the other."""
    definition = measures()[plan.measure]
    first, other = definition.grouping.main, definition.grouping.reference
    for group in definition.grouping.finer if plan.kind is Kind.RATIO and plan.counts else ():
        keys = [replace(key, group=group) if key.group == first else key for key in plan.counts]
        if result.counts.keys() >= set(keys):
            yield replace(
                plan, group=group, compared=f"{group}_over_{other}", numerator_1=keys[0], denominator_1=keys[1]
            )


def _is_whole_ratio(plan: FigurePlan) -> bool:
    return plan.kind is Kind.RATIO and QUINTILE not in dict(plan.breakdown)


def _within_quintiles(plan: FigurePlan, result: MeasureResult) -> FigurePlan | None:
    """The same comparison within quintiles, if the return has a known quintile of both groups; else None."""
    strata = []
    for quintile in sorted({dict(key.breakdown).get(QUINTILE, UNKNOWN_QUINTILE) for key in result.counts}):
        keys = tuple(_in_quintile(key, quintile) for key in plan.counts)
        if quintile != UNKNOWN_QUINTILE and set(keys) <= result.counts.keys():
            strata.append(keys)
    if not strata or not plan.counts:
        return None
    bare = replace(plan, numerator_1=None, denominator_1=None, numerator_2=None, denominator_2=None)
    return replace(bare, variant=SAME_DEPRIVATION, strata=tuple(strata))


def _in_quintile(key: CountKey, quintile: str) -> CountKey:
    return replace(key, breakdown=(*key.breakdown, (QUINTILE, quintile)))
