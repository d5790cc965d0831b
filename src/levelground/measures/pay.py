"""The ethnicity pay gap: hourly pay and bonus as histograms by group, pay quarters, and the drivers of the gap.

Nothing is worked out here: the amounts go to the gate as counts of people who have each.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from levelground.measures import plans
from levelground.measures.counts import Cube
from levelground.measures.cube import Folded, fold, true_sums
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, NoValue, PayCell, Table
from levelground.measures.tabulated import ALWAYS, Counted, tabulated
from levelground.vocabulary.groups import BASIC

Drivers = tuple[tuple[str, str | float], ...]
NOBODY = "Nobody in the pay extract has an amount above 0 for this figure."
QUARTERS = ("1", "2", "3", "4")
# Hours are a driver in steps: a fitted line would say that each hour more changes pay by the same amount.
FULL_TIME, HALF_TIME = 35, 18.75


def pay_result(counted: Counted, definition: Definition) -> MeasureResult:
    """The raw result of one pay measure, by the formula that its definition names."""
    cube = _paid(counted.cubes["pay", definition.groups], definition.amount or "hourly_pay")
    organisation = counted.folder.organisation.code
    if not cube.rows:
        period = counted.folder.snapshot_date.isoformat()
        plan = plans.absent(definition, organisation, period, NoValue.NOT_COLLECTED, NOBODY)
        return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")
    if definition.formula == "share_in_quarters":
        return _quarters(definition, organisation, cube)
    if definition.formula == "difference_of_shares":
        paid = replace(counted, counting={**counted.counting, ("pay", definition.groups): cube})
        return tabulated(paid, definition, definition.tables)
    if definition.formula == "drivers_of_gap":
        return _drivers(definition, organisation, cube)
    return _gaps(definition, organisation, cube)


def pence(text: str | None) -> int:
    """An amount in whole pence, a half upwards; 0 where there is none."""
    return int((Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_UP)) if text else 0


def _paid(cube: Cube, amount: str) -> Cube:
    """The people with hourly pay and the amount above 0: who is paid nothing on the day is no full-pay employee."""
    places = {cube.plan.keys.index(name) for name in ("hourly_pay", amount)}
    return Cube(cube.plan, tuple(row for row in cube.rows if all(pence(row[place]) for place in places)))


def _gaps(definition: Definition, organisation: str, cube: Cube) -> MeasureResult:
    """For every row of the definition's tables an amount for each group, and the gap of each group to White."""
    folded = fold(definition.denominator.item, organisation, cube, definition.tables, cube.sizes(ALWAYS))
    pay = {(definition.id, key): cells for key, cells in _histograms(definition, organisation, cube).items()}
    found = [plan for table in definition.tables for plan in _table_plans(definition, folded, table)]
    return MeasureResult(folded.counts, folded.sums, (), tuple(found), {definition.id: definition.edition}, "", pay=pay)


def _histograms(definition: Definition, organisation: str, cube: Cube) -> Mapping[CountKey, tuple[PayCell, ...]]:
    """The amounts of every group in every row of the definition's tables."""
    item, amounts = definition.denominator.item, [pence(text) for text in cube.column(definition.amount)]
    added: defaultdict[tuple[tuple[str | None, ...], str], Counter[int]] = defaultdict(Counter)
    found: dict[CountKey, tuple[PayCell, ...]] = {}
    for table in definition.tables:
        groups = {code: cube.grouping.of(code, table.depth) for code in set(cube.column(cube.grouping.column))}
        places = zip(*(cube.column(name) for name in ("period", *table.rows)), strict=True)
        rows = zip(places, cube.column(cube.grouping.column), amounts, cube.sizes(ALWAYS), strict=True)
        added.clear()
        for place, code, amount, heads in rows:
            for group in groups[code]:
                added[place, group][amount] += heads
        for (place, group), histogram in added.items():
            breakdown = tuple((name, v or "not_recorded") for name, v in zip(table.rows, place[1:], strict=True))
            key = CountKey(organisation, str(place[0]), item, breakdown, group)
            found[key] = tuple(PayCell(*pair) for pair in sorted(histogram.items()))
    return found


def _table_plans(definition: Definition, folded: Folded, table: Table) -> Iterable[FigurePlan]:
    organisation = next(iter(folded.counts)).organisation
    for period in sorted({key.period for key in folded.counts}):
        for breakdown in folded.rows(period, table):
            people = CountKey(organisation, period, definition.denominator.item, breakdown)
            row = plans.Row(definition, people, people)
            groups = definition.grouping.at(table.depth)
            yield from (_plan(row, Kind.AMOUNT, group, None, group) for group in groups)
            first = definition.numerator_group
            for group in ("bme", *(group for group in groups if group in definition.grouping.finer)):
                named = None if group == "bme" else group
                yield _plan(row, Kind.GAP, named, f"{first}_minus_{group}", first, group)


def _plan(row: plans.Row, kind: Kind, group: str | None, compared: str | None, *people: str) -> FigurePlan:
    """A figure on the amounts of one group of people, or of two."""
    keys = [replace(row.denominator, group=name) for name in people]
    plan = row.plan(kind, group, compared, keys[0], keys[0])
    return replace(plan, numerator_1=None, denominator_2=keys[1] if len(keys) > 1 else None)


def _drivers(definition: Definition, organisation: str, cube: Cube) -> MeasureResult:
    """The gap of means in parts, one for each driver that the file holds for everyone."""
    item, groups = definition.denominator.item, (definition.numerator_group, definition.denominator_group)
    folded = fold(item, organisation, cube, definition.tables, cube.sizes(ALWAYS))
    names = tuple(name for name in definition.drivers if all(cube.column(name)))
    pay: defaultdict[CountKey, Counter[tuple[int, Drivers]]] = defaultdict(Counter)
    columns = [cube.column(name) for name in ("period", cube.grouping.column, definition.amount, *names)]
    for (period, code, amount, *values), heads in zip(zip(*columns, strict=True), cube.sizes(ALWAYS), strict=True):
        drivers = tuple((name, _driver(name, str(value))) for name, value in zip(names, values, strict=True))
        for group in cube.grouping.of(code, BASIC):
            pay[CountKey(organisation, str(period), item, (), group)][pence(amount), drivers] += heads
    cells = {
        (definition.id, key): tuple(PayCell(amount, heads, drivers) for (amount, drivers), heads in found.items())
        for key, found in pay.items()
        if key.group in groups
    }
    found = tuple(
        replace(
            _plan(plans.Row(definition, people, people), Kind.GAP, None, definition.compared, *groups),
            breakdown=(("driver", name),),
        )
        for period in sorted({key.period for key in folded.counts})
        for people in [CountKey(organisation, period, item)]
        for name in (*names, "not_explained")
    )
    return MeasureResult(folded.counts, folded.sums, (), found, {definition.id: definition.edition}, "", pay=cells)


def _driver(name: str, value: str) -> str | float:
    if name == "starting_pay":
        return float(pence(value))
    if name == "weekly_hours":
        hours = float(value)
        return "full time" if hours >= FULL_TIME else "half time or more" if hours >= HALF_TIME else "less than half"
    return value


def _quarters(definition: Definition, organisation: str, cube: Cube) -> MeasureResult:
    """The groups' shares of each pay quarter, against their shares of everyone paid."""
    item = definition.denominator.item
    whole = fold(item, organisation, cube, (Table((), 3),), cube.sizes(ALWAYS))
    counts, sums, found = dict(whole.counts), list(whole.sums), []
    for period in sorted({key.period for key in whole.counts}):
        placed = in_quarters(_by_amount(cube.only("period", {period})))
        people = CountKey(organisation, period, item)
        for quarter in QUARTERS:
            codes = placed[quarter]
            for group in ("all", *definition.grouping.basics):
                key = replace(people, breakdown=(("pay_quarter", quarter),), group=group)
                counts[key] = sum(n for code, n in codes.items() if group in ("all", *cube.grouping.of(code, BASIC)))
        found += list(_quarter_plans(definition, people))
    return MeasureResult(counts, (*sums, *true_sums(counts)), (), tuple(found), {definition.id: definition.edition}, "")


def _quarter_plans(definition: Definition, people: CountKey) -> Iterable[FigurePlan]:
    whole = plans.Row(definition, people, people)
    yield from plans.shares(whole, definition.grouping.basics)
    for quarter in QUARTERS:
        key = replace(people, breakdown=(("pay_quarter", quarter),))
        row = plans.Row(definition, key, key)
        yield from plans.shares(row, definition.grouping.basics)
        yield from plans.against_whole(row, whole, definition.grouping.basics)


def _by_amount(cube: Cube) -> list[tuple[int, Counter[str]]]:
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    columns = (cube.column("hourly_pay"), cube.column(cube.grouping.column))
    for amount, code, heads in zip(*columns, cube.sizes(ALWAYS), strict=True):
        found[pence(amount)][code or cube.grouping.missing] += heads
    return sorted(found.items())


def in_quarters(
    by_amount: Sequence[tuple[int, Counter[str]]],
) -> Mapping[str, Counter[str]]:
    """Everyone ranked by pay and cut into four equal parts, the first the lowest paid.

    Definition
        Where people with one pay stand on both sides of a cut, each category is cut in proportion, the largest
        remainders first: the order within one pay is nobody's.
    Parameters
        by_amount: how many of each category have each amount, rising.
    Returns
        Four parts whose sizes differ by one at most.
    Source
        The gender pay gap rules rank and cut alike, with the two sexes in proportion; to be confirmed for ethnicity.
    """
    people = sum(codes.total() for _, codes in by_amount)
    ends = [(people * place + 2) // 4 for place in range(1, 5)]
    found: dict[str, Counter[str]] = {quarter: Counter() for quarter in QUARTERS}
    reached, place = 0, 0
    for _, codes in by_amount:
        left = Counter(codes)
        while left.total():
            room = ends[place] - reached
            taken = left if left.total() <= room else _in_proportion(left, room)
            found[QUARTERS[place]] += taken
            left, reached = left - taken, reached + taken.total()
            place += reached == ends[place] and place < 3
    return found


def _in_proportion(codes: Counter[str], room: int) -> Counter[str]:
    total = codes.total()
    taken = Counter({code: number * room // total for code, number in codes.items()})
    by_remainder = sorted(codes, key=lambda code: (-(codes[code] * room % total), code))
    taken.update(by_remainder[: room - taken.total()])
    return taken
