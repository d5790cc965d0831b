"""Indicators 1 to 4: the counts of a folder's rows as tables of shares, ratios and differences."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from levelground.measures import plans
from levelground.measures.catalogue.loader import populations
from levelground.measures.counts import BAND_CLUSTER, DIMENSIONS, CountPlan, Cube
from levelground.measures.cube import NOT_RECORDED, Folded, fold
from levelground.measures.model import (
    CountKey,
    Definition,
    FigurePlan,
    MeasureResult,
    NoValue,
    Predicate,
    Subset,
    Sum,
    Table,
    Tally,
)
from levelground.vocabulary import pay_bands
from levelground.vocabulary.groups import BASIC, GROUPINGS

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

ALWAYS = Predicate("always")
CORE = "wres"
WITHIN_VARIANT = {"internal_applicants": "excluding_international"}
# The cubes of a folder are named by their table and by the grouping that divides its people.
CubeName = tuple[str, str]
# Whom one measure counts among those of another, although each is set against a third.
AMONG = {"bank.dismissed": "bank.disciplinary"}
SYNTHETIC = "Synthetic data: made up by a program, about no real person or organisation."


@dataclass(frozen=True)
class Counted:
    """The cubes of a folder by table, and of those with a population the part that it counts."""

    folder: Folder
    cubes: Mapping[CubeName, Cube]
    counting: Mapping[CubeName, Cube]

    @classmethod
    def of(cls, folder: Folder, cubes: Iterable[Cube]) -> Counted:
        """The cubes with the part that their populations count."""
        by_name = {(cube.plan.table, cube.grouping.id): cube for cube in cubes}
        return cls(folder, by_name, {name: _counting(cube) for name, cube in by_name.items()})

    def cube(self, table: str, definition: Definition) -> Cube:
        """The heads of a table that its population counts, by the groups of the definition."""
        return self.counting[table, definition.groups]

    def fold(
        self, definition: Definition, tally: Tally, tables: tuple[Table, ...], variant: str | None = None
    ) -> Folded:
        """The counts of one side of a measure, of everyone or of those in a variant."""
        cube, item, where = self.cube(tally.table, definition), tally.item, tally.where
        if variant:
            item, where = f"{item}.{variant}", both(where, definition.variants[variant])
        return fold(item, self.folder.organisation.code, cube, tables, cube.sizes(where))


def _counting(cube: Cube) -> Cube:
    if cube.plan.population is None:
        return cube
    return cube.only("population_line", {line.id for line in cube.plan.population.lines if line.counts})


def count_plans(definitions: Iterable[Definition], tables: Iterable[str]) -> tuple[CountPlan, ...]:
    """One plan for each table and grouping that is present and that a definition counts."""
    definitions = list(definitions)
    found = []
    for table, grouping in itertools.product(DIMENSIONS, GROUPINGS.values()):
        counting = [d for d in definitions if d.groups == grouping.id]
        tallies = [t for d in counting for t in (d.numerator, d.denominator) if t.table == table]
        if table in tables and tallies:
            wheres = [w for d in counting for w in _wheres(d, table)]
            population = next((populations()[t.population] for t in tallies if t.population), None)
            found.append(CountPlan(table, population, tuple(w for w in dict.fromkeys(wheres) if w != ALWAYS), grouping))
    return tuple(found)


def _wheres(definition: Definition, table: str) -> Iterable[Predicate]:
    for tally in (definition.numerator, definition.denominator):
        if tally.table == table:
            yield tally.where
            yield from (both(tally.where, variant) for variant in definition.variants.values())


def both(first: Predicate, second: Predicate) -> Predicate:
    """A row meets both conditions."""
    return second if first == ALWAYS else Predicate("and", parts=(first, second))


@dataclass(frozen=True)
class Sides:
    """The two sides of a measure, counted in one variant (None: everyone)."""

    definition: Definition
    variant: str | None
    above_item: str
    below_item: str
    above: Folded
    below: Folded


def tabulated(counted: Counted, definition: Definition, tables: tuple[Table, ...]) -> MeasureResult:
    """The counts and plans of a measure that is counted from rows, for its tables and variants."""
    whole = _sides(counted, definition, tables, None)
    # A variant keeps to White and BME: by the finer groups the few people it leaves out would show by difference.
    kept = definition.variant_rows
    coarse = tuple(replace(table, depth=3) for table in tables if kept is None or table.rows in kept)
    runs = [whole, *(_sides(counted, definition, coarse, variant) for variant in definition.variants)]
    counts: dict[CountKey, int] = {}
    for run in runs:
        counts |= run.below.counts
        counts |= {replace(key, item=run.above_item): 0 for key in run.below.counts if run.above_item != run.below_item}
        counts |= run.above.counts
    sums = dict.fromkeys(s for run in runs for s in (*run.above.sums, *run.below.sums))
    sums |= dict.fromkeys(_band_sums(counted, definition, whole))
    subsets = (*(s for run in runs for s in _subsets(run, whole)), *_nested(runs))
    found = tuple(_checked(plan, counts) for run in runs for plan in _plans(run, coarse if run.variant else tables))
    # Of a year without breakdowns nobody can work out a row: the gate need not look after them.
    broken_down = _broken_down(definition, counts)
    counts = {key: number for key, number in counts.items() if not key.breakdown or key.period in broken_down}
    return MeasureResult(counts, tuple(sums), subsets, found, {definition.id: definition.edition}, "")


def _band_sums(counted: Counted, definition: Definition, whole: Sides) -> Iterable[Sum]:
    """Everybody in a cluster of bands is everybody in its bands, whom another measure may show one by one."""
    tally = definition.denominator
    if any(BAND_CLUSTER in table.rows for table in definition.tables):
        bands = counted.fold(definition, tally, (Table(("cluster", "pay_band"), BASIC),)).counts
        for key in whole.below.counts:
            if key.group == "all" and len(key.breakdown) == 2:
                cluster = dict(key.breakdown)[BAND_CLUSTER]
                yield Sum(key, tuple(b for b in bands if _is_band_of(b, key) and _cluster(b) == cluster))


def _is_band_of(band: CountKey, key: CountKey) -> bool:
    return (band.group, band.period, band.breakdown[:1]) == (key.group, key.period, key.breakdown[:1]) and len(
        band.breakdown
    ) == len(key.breakdown)


def _cluster(band: CountKey) -> str:
    code = band.breakdown[1][1]
    return code if code == NOT_RECORDED else pay_bands.cluster_of(code)


def _sides(counted: Counted, definition: Definition, tables: tuple[Table, ...], variant: str | None) -> Sides:
    mark = f".{variant}" if variant else ""
    above, below = (
        _two_years(folded) if definition.window_months == 24 and tally.table != "staff" else folded
        for tally in (definition.numerator, definition.denominator)
        for folded in [counted.fold(definition, tally, tables, variant)]
    )
    return Sides(
        definition, variant, f"{definition.numerator.item}{mark}", f"{definition.denominator.item}{mark}", above, below
    )


def _two_years(folded: Folded) -> Folded:
    """Entries of the year and of the year before, taken together (the rule of indicator 3 until 2019)."""
    counts = {
        key: number + folded.counts.get(replace(key, period=_year_before(key.period)), 0)
        for key, number in folded.counts.items()
    }
    return Folded(counts, folded.sums)


def _year_before(period: str) -> str:
    day = dt.date.fromisoformat(period)
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day).isoformat()


def _subsets(run: Sides, whole: Sides) -> Iterable[Subset]:
    """Who is counted among whom: appointed among shortlisted, those without international recruits among all.

    Disciplinary entries are not among the staff in post: people who have left since are counted.
    """
    definition = run.definition
    if definition.numerator.table == definition.denominator.table and run.above_item != run.below_item:
        yield from (Subset(key, replace(key, item=run.below_item)) for key in run.above.counts)
    if run.above_item in AMONG:
        yield from (Subset(key, replace(key, item=AMONG[run.above_item])) for key in run.above.counts)
    if run.variant:
        for part, item in ((run.above, whole.above_item), (run.below, whole.below_item)):
            yield from (Subset(key, replace(key, item=item)) for key in part.counts)


def _nested(runs: Iterable[Sides]) -> Iterable[Subset]:
    """Who is in a variant that is within another: internal applicants did not come by an international campaign."""
    by_variant = {run.variant: run for run in runs}
    for inner, outer in WITHIN_VARIANT.items():
        if inner in by_variant and outer in by_variant:
            for own in (by_variant[inner].above, by_variant[inner].below):
                for key in own.counts:
                    yield Subset(key, replace(key, item=key.item.replace(f".{inner}", f".{outer}")))


def _plans(run: Sides, tables: tuple[Table, ...]) -> Iterable[FigurePlan]:
    """Every figure of the newest years, and the headline of the years before."""
    full = _broken_down(run.definition, run.below.counts)
    for period in sorted({key.period for key in run.below.counts}):
        for table in tables:
            if table.rows and period not in full:
                continue
            for breakdown in run.below.rows(period, table):
                yield from _row_plans(
                    run, _row(run, period, ()), _row(run, period, breakdown), run.definition.grouping.at(table.depth)
                )


def _broken_down(definition: Definition, counts: Iterable[CountKey]) -> list[str]:
    """The years that have breakdowns.

    The standard's breakdowns have the year before beside them. Those of further measures do not: the gate must protect
    every table of a release together, and each one more hides counts of the others.
    """
    periods = sorted({key.period for key in counts})
    return periods[-2:] if definition.framework == CORE else periods[-1:]


def _row(run: Sides, period: str, breakdown: tuple[tuple[str, str], ...]) -> plans.Row:
    organisation = next(iter(run.below.counts)).organisation
    above = CountKey(organisation, period, run.above_item, breakdown)
    return plans.Row(run.definition, above, replace(above, item=run.below_item), run.variant)


def _row_plans(run: Sides, whole: plans.Row, row: plans.Row, groups: tuple[str, ...]) -> Iterable[FigurePlan]:
    # Few are in a variant within a variant: its unknown would hide figures of the standard, and has no figure.
    unknown = run.definition.grouping.unknown if run.variant in WITHIN_VARIANT else None
    yield from plans.shares(row, [group for group in groups if group != unknown])
    if run.definition.base != "all":
        yield from plans.between_groups(row, groups)
    elif row.breakdown:
        yield from plans.against_whole(row, whole, groups)


def _checked(plan: FigurePlan, counts: Mapping[CountKey, int]) -> FigurePlan:
    """The plan, or one without value where more people are counted than there are to count."""
    pairs = ((plan.numerator_1, plan.denominator_1), (plan.numerator_2, plan.denominator_2))
    if any(n is not None and d is not None and counts[n] > counts[d] for n, d in pairs):
        because = "More people are counted than are in post in this group."
        return replace(plan, no_value=NoValue.STOPPED_BY_FINDING, because=because)
    return plan
