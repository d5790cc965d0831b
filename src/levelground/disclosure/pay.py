"""Whose pay may be shown, and the amounts and gaps worked out from it.

A mean with its number of people is a sum, and sums can be subtracted: what is left over must never be the pay of a few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from levelground.disclosure.policy import Policy
from levelground.disclosure.released import Count
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, PayCell

if TYPE_CHECKING:
    from levelground.statistics.pay import Amounts

PayKey = tuple[str, CountKey]
Pay = Mapping[PayKey, tuple[PayCell, ...]]
# The largest amount stays this uncertain to whoever knows the next largest and the sum: the p % rule with p = 10.
# Source: Hundepool and others, "Statistical disclosure control" (Wiley 2012), section 4.2.
ROOM = Fraction(1, 10)


def payable(result: MeasureResult, counts: Mapping[CountKey, Count], policy: Policy) -> Pay:
    """The groups whose pay may be shown.

    Returns
        Those whose number of people is shown and reaches the policy's minimum, and in whom nobody dominates. Where a
        shown group is made up of others, those that are not shown reach the minimum together, or are nobody: else the
        smallest shown ones are hidden too, until they do.
    """
    shown = {
        (measure, key)
        for (measure, key), cells in result.pay.items()
        if isinstance(counts.get(key), int) and result.counts[key] >= policy.pay_minimum and _has_room(cells, policy)
    }
    while policy.hides and (leaking := _leaks(result, shown, policy)):
        shown -= leaking
    return {key: result.pay[key] for key in shown}


def _has_room(cells: Iterable[PayCell], policy: Policy) -> bool:
    """Whether the largest amount cannot be worked out closely from the sum by whoever has the second largest."""
    falling = [cell.pence for cell in sorted(cells, reverse=True) for _ in range(min(cell.heads, 2))]
    total = sum(cell.pence * cell.heads for cell in cells)
    return not policy.hides or total - sum(falling[:2]) >= ROOM * falling[0]


def _leaks(result: MeasureResult, shown: set[PayKey], policy: Policy) -> set[PayKey]:
    """For each shown total whose hidden parts are too few together, its smallest shown part."""
    found = set()
    for measure in {measure for measure, _ in shown}:
        for line in result.sums:
            parts = [part for part in line.parts if result.counts[part]]
            left = sum(result.counts[part] for part in parts if (measure, part) not in shown)
            if (measure, line.total) in shown and 0 < left < policy.pay_minimum:
                candidates = [part for part in parts if (measure, part) in shown]
                smallest = min(candidates, key=lambda part: (result.counts[part], part), default=line.total)
                found.add((measure, smallest))
    return found


def exact_value(plan: FigurePlan, definition: Definition, pay: Pay) -> Fraction:
    """An amount in pounds, or a gap as a share of the first amount, without any rounding."""
    amounts = [_amount(pay[plan.measure, key], definition) for key in plan.counts]
    return amounts[0] / 100 if plan.kind is Kind.AMOUNT else (amounts[0] - amounts[1]) / amounts[0]


def _amount(cells: Iterable[PayCell], definition: Definition) -> Fraction:
    """The mean or the median in pence."""
    ordered = sorted(cells)
    people = sum(cell.heads for cell in ordered)
    if definition.formula != "gap_of_medians":
        return Fraction(sum(cell.pence * cell.heads for cell in ordered), people)
    return Fraction(_at(ordered, (people + 1) // 2) + _at(ordered, people // 2 + 1), 2)


def _at(ordered: Sequence[PayCell], place: int) -> int:
    """The pence in a place of the ranking."""
    reached = accumulate(cell.heads for cell in ordered)
    return next(cell.pence for cell, last in zip(ordered, reached, strict=True) if last >= place)


def limits(plan: FigurePlan, definition: Definition, pay: Pay) -> tuple[float | None, float | None, str]:
    """The interval of a gap, and the name of its method; an amount has no interval."""
    from levelground.statistics.pay import gap_of_means, gap_of_medians

    medians = definition.formula == "gap_of_medians"
    if plan.kind is Kind.AMOUNT:
        return None, None, "median" if medians else "mean"
    first, second = (_amounts(pay[plan.measure, key]) for key in plan.counts)
    gap = (gap_of_medians if medians else gap_of_means)(first, second)
    return gap.lower, gap.upper, gap.method


def _amounts(cells: Iterable[PayCell]) -> Amounts:
    from levelground.statistics.pay import Amounts

    return Amounts.of((float(cell.pence), cell.heads) for cell in cells)


def driver_part(plan: FigurePlan, pay: Pay) -> tuple[float, str]:
    """The part of the gap of means that goes with one driver, and the name of the method."""
    from levelground.statistics.pay import JANN, Cell, drivers_of_gap

    cells = [
        Cell(key == plan.denominator_1, float(cell.pence), cell.heads, tuple(value for _, value in cell.drivers))
        for key in plan.counts
        for cell in pay[plan.measure, key]
    ]
    names = [name for name, _ in pay[plan.measure, plan.counts[0]][0].drivers]
    return drivers_of_gap(cells, names)[dict(plan.breakdown)["driver"]], JANN
