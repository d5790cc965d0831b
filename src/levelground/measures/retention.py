"""Retention: who is still there after so many months of service, and why people left.

Leaving within a year, against who is in post, is counted like the other likelihoods, see `tabulated`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from levelground.measures import plans
from levelground.measures.counts import Cube
from levelground.measures.cube import fold
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Subset, Sum, Table
from levelground.measures.tabulated import ALWAYS, Counted
from levelground.statistics.survival import Spell

POINTS = (6, 12, 18, 24)
MONTHS, REASON, LEFT = "service_months", "reason", "leavers.left"
DEPTH = 5


def retention_result(counted: Counted, definition: Definition) -> MeasureResult:
    """The raw result of the retention curve, or of the reasons for leaving."""
    if definition.formula == "share_by_reason":
        return _reasons(counted, definition)
    return _curve(counted, definition)


def _curve(counted: Counted, definition: Definition) -> MeasureResult:
    """Who left by each of the points in time, among those under observation, and the spells behind the curve."""
    organisation, cube = counted.folder.organisation.code, counted.cubes["service", definition.groups]
    spells = _spells(cube)
    counts: dict[CountKey, int] = {}
    found: list[FigurePlan] = []
    sums: list[Sum] = []
    for period in sorted({period for period, _ in spells}):
        observed = CountKey(organisation, period, definition.denominator.item)
        counts |= _counted(definition, observed, {group: s for (when, group), s in spells.items() if when == period})
        found += list(_curve_plans(definition, observed))
        sums += list(_curve_sums(definition, observed))
    subsets = tuple(Subset(key, _of(key, definition)) for key in counts if key.item == definition.numerator.item)
    held = {
        (definition.id, CountKey(organisation, period, definition.denominator.item, (), group)): tuple(some)
        for (period, group), some in spells.items()
    }
    edition = {definition.id: definition.edition}
    return MeasureResult(counts, tuple(sums), subsets, tuple(found), edition, "", spells=held)


def _of(key: CountKey, definition: Definition) -> CountKey:
    return replace(key, item=definition.denominator.item, breakdown=())


def _spells(cube: Cube) -> Mapping[tuple[str, str], list[Spell]]:
    """The spells of each group, people alike taken together; only those that reach into the curve."""
    added: defaultdict[tuple[str, str], Counter[tuple[int, int, bool]]] = defaultdict(Counter)
    names = ("period", cube.grouping.column, "entry_months", "exit_months", "has_left")
    rows = zip(*(cube.column(name) for name in names), cube.sizes(ALWAYS), strict=True)
    for period, code, entry, left_at, left, heads in rows:
        if int(entry or 0) <= POINTS[-1]:
            for group in ("all", *cube.grouping.of(code, DEPTH)):
                added[str(period), group][int(entry or 0), int(left_at or 0), left == "yes"] += heads
    return {key: [Spell(*spell, n) for spell, n in sorted(found.items())] for key, found in added.items()}


def _counted(definition: Definition, observed: CountKey, spells: Mapping[str, list[Spell]]) -> dict[CountKey, int]:
    counts: dict[CountKey, int] = {}
    for group in ("all", *definition.grouping.at(DEPTH)):
        some = spells.get(group, [])
        counts[replace(observed, group=group)] = sum(spell.people for spell in some)
        before = 0
        for point in POINTS:
            left = sum(spell.people for spell in some if spell.left and spell.exit <= point)
            counts[_left(definition, observed, point, group)] = left
            counts[_between(definition, observed, point, group)] = left - before
            before = left
    return counts


def _left(definition: Definition, observed: CountKey, point: int, group: str) -> CountKey:
    return replace(observed, item=definition.numerator.item, breakdown=((MONTHS, str(point)),), group=group)


def _between(definition: Definition, observed: CountKey, point: int, group: str) -> CountKey:
    """Who left since the point before: never shown, but two counts that are shown would give it."""
    return replace(_left(definition, observed, point, group), item=f"{definition.numerator.item}.since")


def _curve_sums(definition: Definition, observed: CountKey) -> Iterable[Sum]:
    for group in ("all", *definition.grouping.at(DEPTH)):
        parts: tuple[CountKey, ...] = ()
        for point in POINTS:
            total = _left(definition, observed, point, group)
            yield Sum(total, (*parts, _between(definition, observed, point, group)))
            parts = (total,)
    for whole, groups in definition.grouping.children(DEPTH).items():
        for key in (observed, *(_left(definition, observed, point, "all") for point in POINTS)):
            yield Sum(replace(key, group=whole), tuple(replace(key, group=group) for group in groups))


def _curve_plans(definition: Definition, observed: CountKey) -> Iterable[FigurePlan]:
    for point in POINTS:
        keys = {
            group: (_left(definition, observed, point, group), replace(observed, group=group))
            for group in definition.grouping.at(DEPTH)
        }
        row = plans.Row(definition, _left(definition, observed, point, "all"), observed)
        yield from (row.plan(Kind.RETAINED, group, None, *both) for group, both in keys.items())
        for group in ("bme", *definition.grouping.finer):
            named = None if group == "bme" else group
            yield row.plan(Kind.RETAINED, named, f"{group}_minus_white", *keys[group], *keys["white"])


def _reasons(counted: Counted, definition: Definition) -> MeasureResult:
    """Of those who left in all the years covered, the share with each reason, by group, and BME minus White.

    A year alone has too few leavers of unknown ethnicity for ten reasons: nothing of the table could be shown.
    """
    organisation, item = counted.folder.organisation.code, definition.numerator.item
    cube = _all_years(counted.cubes["leavers", definition.groups])
    folded = fold(item, organisation, cube, (Table((REASON,), 3),), cube.sizes(ALWAYS))
    (period,) = {key.period for key in folded.counts}
    whole = CountKey(organisation, period, item)
    found: list[FigurePlan] = []
    for breakdown in folded.rows(period, Table((REASON,), 3)):
        here = replace(whole, breakdown=breakdown)
        grouping = definition.grouping
        row = plans.Row(definition, here, whole)
        found += plans.among_whole(row, grouping.basics, (grouping.main, grouping.reference))
    years = sorted({str(period) for period in counted.cubes["leavers", definition.groups].column("period")})
    sums = (
        *folded.sums,
        *(_year_sum(replace(whole, group=group), years) for group in ("all", *definition.grouping.basics)),
    )
    return MeasureResult(folded.counts, sums, (), tuple(found), {definition.id: definition.edition}, "")


def _year_sum(whole: CountKey, years: Iterable[str]) -> Sum:
    """Those who left in all the years are those who left in each: the leavers that the leaving rate counts."""
    return Sum(whole, tuple(replace(whole, period=year, item=LEFT) for year in years))


def _all_years(cube: Cube) -> Cube:
    """The rows of every year under the newest one."""
    place = cube.plan.keys.index("period")
    newest = max(str(period) for period in cube.column("period"))
    return Cube(cube.plan, tuple((*row[:place], newest, *row[place + 1 :]) for row in cube.rows))
