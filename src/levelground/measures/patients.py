"""Waits, attendance and coding of patients by ethnic group and deprivation: from counts, and from counts only.

The counts are of other people than staff: nothing ties them to the counts of the workforce but that both are released
together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue, plans
from levelground.measures.counts_return import Return, comparison, from_counts
from levelground.measures.cube import CHILDREN_5, Breakdown
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, NoValue, Subset
from levelground.vocabulary import deprivation

FRAMEWORK = "patients"
# Everyone on the longer list is on the shorter one, so the two say how many lie between.
WITHIN: Mapping[str, str] = {"patients_long_wait": "patients_waiting"}
BY_DEPRIVATION = "most_deprived_minus_least_deprived"
DIMENSION = deprivation.DIMENSION


def definitions() -> dict[str, Definition]:
    """The measures of patients, by id."""
    return {name: one for name, one in catalogue.load().items() if one.framework == FRAMEWORK}


def of_everyone() -> list[str]:
    """The measures that have no ethnic groups, because they count whether the group is known."""
    return [name for name, one in definitions().items() if one.compared == BY_DEPRIVATION]


def from_patients(rows: Sequence[CountsRow], *, source_hash: str) -> MeasureResult:
    """The raw result of a patients' counts return.

    Returns
        For each row one share per group and the relative likelihood of BME over White, and of each finer group that is
        given; for each place the common ratio of the quintiles (White and BME patients of the same fifth compared with
        each other only). Of completeness: shares, and the difference between the most and the least deprived fifth.
    """
    result = from_counts(_with_wholes(rows), source_hash=source_hash, figures=_figures)
    return replace(result, subsets=(*result.subsets, *_waits(result)))


def _with_wholes(rows: Iterable[CountsRow]) -> list[CountsRow]:
    """The rows, with BME as the sum of its four groups and everyone as the sum of the quintiles where not given."""
    return _by_quintile(_with_bme(rows))


def _with_bme(rows: Iterable[CountsRow]) -> list[CountsRow]:
    found = list(rows)
    groups: dict[tuple[object, ...], dict[str, CountsRow]] = {}
    for row in found:
        groups.setdefault((row.organisation, row.period_end, row.measure, row.breakdown), {})[row.group] = row
    for given in groups.values():
        parts = [given[group] for group in CHILDREN_5["bme"] if group in given]
        if "bme" not in given and len(parts) == len(CHILDREN_5["bme"]):
            found.append(_added(parts, group="bme", breakdown=parts[0].breakdown))
    return found


def _by_quintile(rows: list[CountsRow]) -> list[CountsRow]:
    given = {(*_place(row), row.breakdown) for row in rows}
    parts: dict[tuple[object, ...], list[CountsRow]] = {}
    for row in rows:
        if row.breakdown and row.breakdown[-1][0] == DIMENSION:
            parts.setdefault((*_place(row), row.breakdown[:-1]), []).append(row)
    wholes = [_added(p, group=p[0].group, breakdown=p[0].breakdown[:-1]) for k, p in parts.items() if k not in given]
    return [*rows, *wholes]


def _place(row: CountsRow) -> tuple[object, ...]:
    return row.organisation, row.period_end, row.measure, row.group


def _added(parts: Sequence[CountsRow], *, group: str, breakdown: Breakdown) -> CountsRow:
    numerator, denominator = sum(row.numerator for row in parts), sum(row.denominator for row in parts)
    return replace(parts[0], group=group, breakdown=breakdown, numerator=numerator, denominator=denominator)


def _figures(entry: Return, *, apart: bool) -> Iterable[FigurePlan]:
    for breakdown, groups in entry.cells.items():
        row = entry.row(breakdown, apart=apart)
        yield from plans.shares(row, groups)
        if entry.definition.compared == BY_DEPRIVATION:
            yield from _most_over_least(entry, breakdown, apart=apart)
            continue
        yield comparison(row, groups)
        yield from (plan for plan in plans.between_groups(row, groups) if plan.group and "white" in groups)
        yield from _common(entry, breakdown, apart=apart)


def _fifths(entry: Return, breakdown: Breakdown, *, apart: bool) -> dict[str, plans.Row]:
    """The rows of the known quintiles under a place, by quintile; none under a row that is one itself."""
    places = {quintile: (*breakdown, (DIMENSION, quintile)) for quintile in deprivation.KNOWN}
    return {q: entry.row(place, apart=apart) for q, place in places.items() if place in entry.cells}


def _common(entry: Return, breakdown: Breakdown, *, apart: bool) -> Iterable[FigurePlan]:
    """BME over White, and each finer group over White, in the quintiles that both have people in."""
    fifths = _fifths(entry, breakdown, apart=apart)
    if not fifths:
        return
    groups = [entry.cells[row.breakdown] for row in fifths.values()]
    shared = [group for group in entry.cells[breakdown] if all({group, "white"} <= given.keys() for given in groups)]
    for plan in plans.between_groups(entry.row(breakdown, apart=apart), shared):
        group = plan.group or "bme"
        if group in shared:
            strata = tuple((*row.share_keys(group), *row.share_keys("white")) for row in fifths.values())
            yield _bare(plan, kind=Kind.COMMON_RATIO, strata=strata)


def _most_over_least(entry: Return, breakdown: Breakdown, *, apart: bool) -> Iterable[FigurePlan]:
    """The share in the most deprived fifth minus that in the least deprived one."""
    fifths = _fifths(entry, breakdown, apart=apart)
    if not fifths:
        return
    row = entry.row(breakdown, apart=apart)
    ends = [fifths.get(quintile) for quintile in (deprivation.MOST_DEPRIVED, deprivation.LEAST_DEPRIVED)]
    keys = [key for end in ends if end is not None for key in end.share_keys("all")]
    plan = row.plan(Kind.DIFFERENCE, None, BY_DEPRIVATION, *(keys if len(keys) == 4 else row.share_keys("all")))
    if len(keys) == 4:
        yield plan
    else:
        because = "The return does not give the most and the least deprived fifth."
        yield replace(_bare(plan, kind=Kind.DIFFERENCE), no_value=NoValue.GROUP_MISSING, because=because)


def _bare(plan: FigurePlan, *, kind: Kind, strata: tuple[tuple[CountKey, ...], ...] = ()) -> FigurePlan:
    """The plan without the counts of the whole: it stands on its strata, or on nothing."""
    return replace(
        plan, kind=kind, numerator_1=None, denominator_1=None, numerator_2=None, denominator_2=None, strata=strata
    )


def _waits(result: MeasureResult) -> Iterable[Subset]:
    known = definitions()
    for longer, wider in WITHIN.items():
        inner, outer = known[longer].numerator.item, known[wider].numerator.item
        for key in result.counts:
            whole = replace(key, item=outer)
            if key.item == inner and whole in result.counts:
                yield Subset(key, whole)
