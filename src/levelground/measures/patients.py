"""Patients by ethnic group and deprivation, from a counts return: each ratio as it is, and within quintiles.

A group whose patients live where people are more deprived can wait longer for that reason alone. The ratio within
quintiles compares patients of equally deprived areas with each other (Mantel and Haenszel; `statistics.pooled`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from levelground.extracts.counts_return import CountsRow
from levelground.extracts.patients_return import QUINTILE, UNKNOWN_QUINTILE
from levelground.measures import catalogue
from levelground.measures.counts_return import from_counts
from levelground.measures.cube import Breakdown
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Subset

FRAMEWORK = "patients"
SAME_DEPRIVATION = "same_deprivation"
LONG_WAIT, WAIT = "patients.waiting_long.counted", "patients.waiting.counted"


def measures() -> dict[str, Definition]:
    """The measures of patients, by id."""
    return {name: one for name, one in catalogue.load().items() if one.framework == FRAMEWORK}


def from_patients(rows: Sequence[CountsRow], *, source_hash: str) -> MeasureResult:
    """The raw result of a patients' counts return.

    Returns
        As `from_counts`, with a ratio within deprivation quintiles for each place that has every quintile of both
        groups. A row of all quintiles together is added up where the return does not give it.
    """
    result = from_counts(_with_wholes(rows), source_hash=source_hash)
    within = [_within_quintiles(plan, result) for plan in result.plans if _is_whole_ratio(plan)]
    long = [key for key in result.counts if key.item == LONG_WAIT]
    among = [Subset(key, whole) for key in long if (whole := replace(key, item=WAIT)) in result.counts]
    return replace(
        result,
        plans=(*result.plans, *(plan for plan in within if plan is not None)),
        subsets=(*result.subsets, *among),
    )


def _with_wholes(rows: Sequence[CountsRow]) -> list[CountsRow]:
    """The rows, and for each place and group without a row of all quintiles the sum over its quintiles."""
    given = {_place(row): row for row in rows if QUINTILE not in dict(row.breakdown)}
    added: dict[tuple[object, ...], CountsRow] = {}
    for row in rows:
        place = _place(row)
        if QUINTILE in dict(row.breakdown) and place not in given:
            so_far = added.get(place)
            numerator, denominator = (so_far.numerator, so_far.denominator) if so_far else (0, 0)
            added[place] = replace(
                row,
                breakdown=_without_quintile(row),
                numerator=numerator + row.numerator,
                denominator=denominator + row.denominator,
            )
    return [*added.values(), *rows]


def _place(row: CountsRow) -> tuple[object, ...]:
    return row.organisation, row.period_end, row.measure, row.group, _without_quintile(row)


def _without_quintile(row: CountsRow) -> Breakdown:
    return tuple(one for one in row.breakdown if one[0] != QUINTILE)


def _is_whole_ratio(plan: FigurePlan) -> bool:
    return plan.kind is Kind.RATIO and plan.group is None and QUINTILE not in dict(plan.breakdown)


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
