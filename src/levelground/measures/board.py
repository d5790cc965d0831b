"""Indicator 9: the board's members against the workforce, for all, voting and executive members."""

from __future__ import annotations

from collections.abc import Iterable

from levelground.measures import plans
from levelground.measures.counts import Cube
from levelground.measures.cube import Folded, fold
from levelground.measures.model import CountKey, Definition, FigurePlan, MeasureResult, Predicate, Subset, Sum

EVERYONE = Predicate("always")
SEATS: dict[str, str | None] = {"total": None, "voting": "voting", "executive": "executive"}


def board_result(definition: Definition, organisation: str, cube: Cube, whole: Folded) -> MeasureResult:
    """Counts and plans of the board by seat and group, against the workforce of the same date.

    Voting and executive members are among all members, so the tables overlap and do not add up.
    """
    counts: dict[CountKey, int] = {}
    sums: list[Sum] = []
    heads = cube.sizes(EVERYONE)
    for seat, column in SEATS.items():
        sizes = heads if column is None else [
            n if said == "yes" else 0 for n, said in zip(heads, cube.column(column), strict=True)
        ]  # fmt: skip
        folded = fold(definition.numerator.item, organisation, cube, (), sizes)
        counts |= {_seated(key, seat): number for key, number in folded.counts.items()}
        sums += [Sum(_seated(s.total, seat), tuple(_seated(p, seat) for p in s.parts)) for s in folded.sums]
    subsets = tuple(Subset(key, _seated(key, "total")) for key in counts if key.breakdown[0][1] != "total")
    periods = sorted({key.period for key in counts} & {key.period for key in whole.counts})
    found = [plan for period in periods for plan in _plans(definition, organisation, period)]
    workforce = {key: number for key, number in whole.counts.items() if not key.breakdown and key.period in periods}
    kept = [s for s in whole.sums if {s.total, *s.parts} <= workforce.keys()]
    return MeasureResult(
        {**counts, **workforce}, (*sums, *kept), subsets, tuple(found), {definition.id: definition.edition}, ""
    )


def _seated(key: CountKey, seat: str) -> CountKey:
    return CountKey(key.organisation, key.period, key.item, (("board", seat),), key.group)


def _plans(definition: Definition, organisation: str, period: str) -> Iterable[FigurePlan]:
    workforce = CountKey(organisation, period, definition.denominator.item)
    whole = plans.Row(definition, workforce, workforce)
    for seat in SEATS:
        members = _seated(CountKey(organisation, period, definition.numerator.item), seat)
        row = plans.Row(definition, members, members)
        yield from plans.shares(row, definition.grouping.basics)
        yield from plans.against_whole(row, whole, definition.grouping.basics)
