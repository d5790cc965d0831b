"""Bank workers: by which route they came to the bank. Their other measures are counted like those of staff."""

from __future__ import annotations

from dataclasses import replace

from levelground.measures import plans
from levelground.measures.model import CountKey, Definition, FigurePlan, MeasureResult, Table
from levelground.measures.tabulated import Counted

ROUTES = Table(("route_of_entry",), 3)


def route_result(counted: Counted, definition: Definition) -> MeasureResult:
    """Of the active bank workers of each group the share who came by each route, and BME minus White, newest year."""
    item = definition.denominator.item
    folded = counted.fold(definition, definition.denominator, (ROUTES,))
    period = max(key.period for key in folded.counts)
    counts = {key: number for key, number in folded.counts.items() if key.period == period}
    whole = CountKey(counted.folder.organisation.code, period, item)
    found: list[FigurePlan] = []
    for breakdown in folded.rows(period, ROUTES):
        here = replace(whole, breakdown=breakdown)
        grouping = definition.grouping
        row = plans.Row(definition, here, whole)
        found += plans.among_whole(row, grouping.basics, (grouping.main, grouping.reference))
    sums = tuple(line for line in folded.sums if line.total.period == period)
    return MeasureResult(counts, sums, (), tuple(found), {definition.id: definition.edition}, "")
