"""The counts behind a pipeline projection: a raw result, tied to the counts of indicator 1, for the gate.

Events are counted over all past years by step and by group, never shown by both. So that nobody can work out a smaller
count from them, the counts by year and by both stand in the result too, without being shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace

from levelground.errors import InputError
from levelground.measures.cube import Folded, fold
from levelground.measures.model import CountKey, FigurePlan, Kind, MeasureResult, Subset, Sum, Table
from levelground.measures.movements import Movement, Moves
from levelground.measures.tabulated import ALWAYS, SYNTHETIC
from levelground.vocabulary import ethnicity
from levelground.vocabulary.pay_bands import ORDER, PayBand

MEASURE, EDITION = "pipeline", "2026-11"
LADDER: tuple[str, ...] = tuple(band.value for band in ORDER[: ORDER.index(PayBand.VSM) + 1])
GROUPS = ("white", "bme")
KNOWN = "known"  # White and BME together: whose ethnicity is known
WORKFORCE, STEP = "staff.workforce", "pipeline_step"
BANDS = Table(("cluster", "pay_band"), 3)
IN_POST, EXPOSED, ONE_STEP = "pipeline.in_post", "pipeline.exposed", "pipeline.moved_up.one_step"
JOINED, LEFT, MOVED_UP = "pipeline.joined", "pipeline.left", "pipeline.moved_up"
EVENTS = (JOINED, LEFT, MOVED_UP)

Ladder = tuple[tuple[str, ...], ...]


def _bands(part: str) -> tuple[str, ...]:
    first, _, last = part.partition("-")
    return LADDER[LADDER.index(first) : LADDER.index(last or first) + 1]


def step_id(step: tuple[str, ...]) -> str:
    """The id of a step of one band, or of several that follow each other: `8a`, `8c_9`."""
    return step[0] if len(step) == 1 else f"{step[0]}_{step[-1]}"


# The ladders, finest first; of two with as many steps the one with more steps at the top. Small bands are at both ends.
LADDERS: tuple[Ladder, ...] = tuple(
    tuple(_bands(part) for part in line.split())
    for line in (
        "under_1 1 2 3 4 5 6 7 8a 8b 8c 8d 9 vsm",
        "under_1-2 3 4 5 6 7 8a 8b 8c 8d 9 vsm",
        "under_1-2 3 4 5 6 7 8a 8b 8c 8d 9-vsm",
        "under_1-2 3 4 5 6 7 8a 8b 8c 8d-vsm",
        "under_1-2 3 4 5 6 7 8a 8b 8c-vsm",
        "under_1-2 3 4 5 6 7 8a 8b-vsm",
        "under_1-3 4 5 6 7 8a 8b-vsm",
        "under_1-2 3 4 5 6-7 8a 8b-vsm",
        "under_1-2 3 4 5 6 7 8a-vsm",
        "under_1-4 5 6 7 8a 8b-vsm",
        "under_1-2 3 4 5 6-7 8a-vsm",
        "under_1-4 5 6-7 8a 8b-vsm",
        "under_1-4 5 6 7 8a-vsm",
        "under_1-5 6-7 8a 8b-vsm",
        "under_1-4 5 6-7 8a-vsm",
        "under_1-4 5 6 7-vsm",
        "under_1-5 6-7 8a-vsm",
        "under_1-5 6 7-vsm",
        "under_1-7 8a-vsm",
        "under_1-5 6-vsm",
    )
)


def ladders(moves: Moves) -> tuple[Ladder, ...]:
    """The ladders of these movements, finest first: of bands that somebody is in, in one of the snapshots.

    Raises
        InputError: nobody is in a band, or all are in one.
    """
    there = {str(band) for band in moves.cube.column("pay_band")}
    kept = (tuple(tuple(band for band in step if band in there) for step in ladder) for ladder in LADDERS)
    found = dict.fromkeys(tuple(step for step in ladder if step) for ladder in kept)
    if all(len(ladder) < 2 for ladder in found):
        raise InputError(
            f"staff lists with people in {'one pay band only' if there.intersection(LADDER) else 'no pay band'}.",
            expected="two pay bands or more, between which people can move.",
            do_this="check how the pay bands of the staff lists are read: levelground validate.",
        )
    return tuple(ladder for ladder in found if len(ladder) >= 2)


@dataclass(frozen=True)
class Keys:
    """How the counts of a projection are named, for an organisation and its newest snapshot."""

    organisation: str
    period: str

    def of(self, item: str, group: str, step: tuple[str, ...] | None = None) -> CountKey:
        """The count of an item and group on a step, or on all of them; events are of all past years."""
        breakdown = () if step is None else ((STEP, step_id(step)),)
        return CountKey(self.organisation, self.period, item, breakdown, group)

    def workforce(self, group: str) -> CountKey:
        """A count of the whole workforce, as indicator 1 has it."""
        return CountKey(self.organisation, self.period, WORKFORCE, (), group)


def pipeline_result(moves: Moves, ladder: Ladder, decided: Collection[CountKey] = ()) -> MeasureResult:
    """The counts of a projection on a ladder of steps, tied to those of indicator 1 that they are added up from.

    Shown, if the gate lets them: people in post by step and group (White, BME), today and at the beginning of each past
    year added up; joined, left and moved up by step, and by group; and the newest workforce by group.

    Parameters
        decided: counts that an earlier release showed or hid. Those of indicator 1 by band are shown again, so that
        nothing that it hid can be worked out from the two together.
    """
    keys = Keys(moves.organisation, moves.pairs[-1][1])
    table = _Table(moves, ladder, keys, _staff(moves, ladder, decided))
    table.add_stocks()
    table.add_events()
    own = (IN_POST, EXPOSED, *EVENTS, ONE_STEP)
    shown = [key for key in table.counts if key.item in own or _is_shown_elsewhere(key, moves, decided)]
    plans = tuple(_plan(key) for key in shown)
    return MeasureResult(
        table.counts,
        tuple(table.sums),
        tuple(table.subsets),
        plans,
        {MEASURE: EDITION},
        moves.source_hash,
        (SYNTHETIC,) if moves.synthetic else (),
    )


def _plan(key: CountKey) -> FigurePlan:
    where = (key.organisation, key.period, key.breakdown, key.group)
    return FigurePlan(MEASURE, Kind.SHARE, *where, None, numerator_1=key, edition=EDITION)


def _staff(moves: Moves, ladder: Ladder, decided: Collection[CountKey]) -> Folded:
    """The counts of indicator 1 that the ladder is made of, and of the others those that a release decided on."""
    folded = fold(WORKFORCE, moves.organisation, moves.cube, (BANDS,), moves.cube.sizes(ALWAYS))
    bands = {band for step in ladder for band in step}
    counts = {
        key: number
        for key, number in folded.counts.items()
        if _is_cell(key, bands) or _is_shown_elsewhere(key, moves, decided)
    }
    sums = (line for line in folded.sums if {line.total, *line.parts} <= counts.keys())
    return Folded(counts, tuple(sums))


def _is_cell(key: CountKey, bands: Collection[str]) -> bool:
    return key.group in GROUPS and dict(key.breakdown).get("pay_band") in bands


def _is_shown_elsewhere(key: CountKey, moves: Moves, decided: Collection[CountKey]) -> bool:
    """Whether a count of indicator 1 is one that a report shows or hides, and tied to the ladder.

    Medical grades are not; with them in, every cluster would be tied to every other.
    """
    if key.item != WORKFORCE or key.breakdown[:1] == (("cluster", "medical"),):
        return False
    return key in decided or key.period in moves.newest_two


class _Table:
    """The counts, sums and subsets of one ladder, as they are added up."""

    def __init__(self, moves: Moves, ladder: Ladder, keys: Keys, staff: Folded) -> None:
        self.moves, self.ladder, self.keys, self.staff = moves, ladder, keys, staff
        self.counts: dict[CountKey, int] = dict(staff.counts)
        self.sums: list[Sum] = list(staff.sums)
        self.subsets: list[Subset] = []
        self.place = {band: number for number, step in enumerate(ladder) for band in step}

    def add_stocks(self) -> None:
        """Who is in post today, and who was at the beginning of each past year."""
        for item, periods in ((IN_POST, [self.keys.period]), (EXPOSED, [first for first, _ in self.moves.pairs])):
            for step in self.ladder:
                for group in GROUPS:
                    parts = tuple(self._cells(step, group, periods))
                    self._sum(self.keys.of(item, group, step), parts)

    def _cells(self, step: tuple[str, ...], group: str, periods: list[str]) -> Iterator[CountKey]:
        for key in self.staff.counts:
            if key.period in periods and key.group == group and dict(key.breakdown).get("pay_band") in step:
                yield key

    def _sum(self, total: CountKey, parts: tuple[CountKey, ...]) -> None:
        self.counts[total] = sum(self.counts[part] for part in parts)
        self.sums += [Sum(total, parts)] if parts else []

    def add_events(self) -> None:
        """Who joined, left and moved up: each event by year, step and group, then added up in every direction."""
        found = self._events()
        years = [second for _, second in self.moves.pairs]
        for item in EVENTS:
            steps = self.ladder[:-1] if item == MOVED_UP else self.ladder
            self._add_inner(item, steps, years, found)
            for step in steps:
                whole = self.keys.of(item, KNOWN, step)
                self._sum(whole, tuple(self._yearly(whole, year) for year in years))
                self.sums.append(Sum(whole, tuple(self._both(item, step, group) for group in GROUPS)))
            for group in (*GROUPS, KNOWN):
                whole = self.keys.of(item, group)
                self._sum(whole, tuple(self._yearly(whole, year) for year in years))
            for group in GROUPS:
                whole = self.keys.of(item, group)
                self.sums.append(Sum(whole, tuple(self._both(item, step, group) for step in steps)))
            everyone = self.keys.of(item, KNOWN)
            self.sums.append(Sum(everyone, tuple(self.keys.of(item, KNOWN, step) for step in steps)))
            self.sums.append(Sum(everyone, tuple(self.keys.of(item, group) for group in GROUPS)))
        one, moved = self.keys.of(ONE_STEP, KNOWN), self.keys.of(MOVED_UP, KNOWN)
        self.counts[one] = found[(ONE_STEP,)]
        self.subsets.append(Subset(one, moved))

    def _add_inner(self, item: str, steps: Ladder, years: list[str], found: Counter[tuple[str, ...]]) -> None:
        """The counts that are never shown: by step and group, and by year."""
        for step in steps:
            for group in GROUPS:
                cell = self._both(item, step, group)
                self.counts[cell] = sum(found[item, year, step_id(step), group] for year in years)
                if item != JOINED:
                    self.subsets.append(Subset(cell, self.keys.of(EXPOSED, group, step)))
        for year in years:
            for step in steps:
                number = sum(found[item, year, step_id(step), group] for group in GROUPS)
                self.counts[self._yearly(self.keys.of(item, KNOWN, step), year)] = number
            for group in GROUPS:
                number = sum(found[item, year, step_id(step), group] for step in steps)
                self.counts[self._yearly(self.keys.of(item, group), year)] = number
            everyone = self._yearly(self.keys.of(item, KNOWN), year)
            self._sum(everyone, tuple(self._yearly(self.keys.of(item, group), year) for group in GROUPS))

    def _both(self, item: str, step: tuple[str, ...], group: str) -> CountKey:
        return self.keys.of(f"{item}.by_both", group, step)

    def _yearly(self, whole: CountKey, year: str) -> CountKey:
        return replace(whole, item=f"{whole.item}.of_year", period=year)

    def _events(self) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for movement in self.moves.movements:
            for key in self._of(movement):
                found[key] += movement.heads
        return found

    def _of(self, movement: Movement) -> Iterable[tuple[str, ...]]:
        """What a movement counts as. To leave the ladder for a post outside it is to leave; the reverse is to join."""
        came = self.place.get(str(movement.from_band)) if movement.was_there else None
        went = self.place.get(str(movement.to_band)) if movement.is_there else None
        group = _group(movement.from_category if came is not None else movement.to_category)
        if group not in GROUPS:
            return
        if came is None and went is not None:
            yield JOINED, movement.period, step_id(self.ladder[went]), group
        if came is not None and went is None:
            yield LEFT, movement.period, step_id(self.ladder[came]), group
        if came is not None and went is not None and went > came:
            yield MOVED_UP, movement.period, step_id(self.ladder[came]), group
            if went == came + 1:
                yield (ONE_STEP,)


def _group(code: str | None) -> str:
    return ethnicity.GROUP_3[ethnicity.EthnicCategory(code or ethnicity.EthnicCategory.MISSING)]
