"""Who joined, moved up and left between one yearly snapshot and the next, counted by the engine in one text.

The heads are those of indicator 1: one row a person, by the same rule of who counts.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from levelground.errors import InputError
from levelground.measures.counts import Connection, CountPlan, Cube, embedded, run
from levelground.measures.model import Population

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

READ = ("snapshot_date", "person_id", "assignment_status", "assignment_type", "ethnic_category", "pay_band")
FEWEST_SNAPSHOTS = 2
# Snapshots of two years lie 365 or 366 days apart; some are taken on the last working day of a month.
YEAR = range(350, 381)
Pair = tuple[str, str]


@dataclass(frozen=True)
class MovePlan:
    """One pass over the staff table: heads of one snapshot beside those of the next, person by person."""

    heads: CountPlan
    population: Population
    pairs: tuple[Pair, ...]

    @property
    def sql(self) -> str:
        """The text to run; it returns integers only, in the ANSI subset of `levelground.measures.counts`."""
        lines = ", ".join(f"'{line.id}'" for line in self.population.lines if line.counts)
        after = "".join(f" WHEN '{first}' THEN '{second}'" for first, second in self.pairs)
        before = "".join(f" WHEN '{second}' THEN '{first}'" for first, second in self.pairs)
        keys = "was.pay_band, now.pay_band, was.ethnic_category, now.ethnic_category"
        year = "COALESCE(was.next_one, now.period)"
        there = "CASE WHEN was.person_id IS NULL THEN 0 ELSE 1 END, CASE WHEN now.person_id IS NULL THEN 0 ELSE 1 END"
        # Every value in this text is ours: identifiers of the rule of who counts, and dates checked by `yearly_pairs`.
        return (
            "WITH head AS (\n  SELECT person_id, period, pay_band, ethnic_category, "  # noqa: S608
            f"CASE period{after} END AS next_one, CASE period{before} END AS one_before\n"
            f"  FROM {self.heads.heads}\n  AND population_line IN ({lines})\n)\n"
            f"SELECT {year}, {there}, {keys}, COUNT(*) AS heads\n"
            "FROM head was FULL OUTER JOIN head now ON now.person_id = was.person_id AND now.period = was.next_one\n"
            f"WHERE was.next_one IS NOT NULL OR (was.person_id IS NULL AND now.one_before IS NOT NULL)\n"
            f"GROUP BY {year}, {there}, {keys}"
        )


@dataclass(frozen=True, repr=False)
class Movement:
    """So many people who were, or were not, in post at the two ends of a year, with their bands and categories."""

    period: str
    was_there: bool
    is_there: bool
    from_band: str | None
    to_band: str | None
    from_category: str | None
    to_category: str | None
    heads: int


@dataclass(frozen=True, repr=False)
class Moves:
    """A folder's movements and its heads in post: raw, so without a text. `levelground.measures.pipeline` folds them
    and the gate releases them."""

    organisation: str
    pairs: tuple[Pair, ...]
    cube: Cube
    movements: tuple[Movement, ...]
    source_hash: str
    synthetic: bool

    @property
    def newest_two(self) -> tuple[str, ...]:
        """The snapshots whose breakdowns a report shows."""
        return tuple(sorted({str(period) for period in self.cube.column("period")})[-2:])


def moves(folder: Folder, population: Population, *, connection: Connection | None = None) -> Moves:
    """The movements of a folder, between every two snapshots of its staff extract that are a year apart.

    Parameters
        connection: as in `levelground.measures.compute.compute`.
    Raises
        InputError: there is no staff extract, an error stops one of its fields, or there are not two snapshots a year
        apart, the newest among them.
    """
    _check(folder)
    plan = CountPlan("staff", population, ())
    holder = connection or embedded({"staff": folder.tables["staff"].columns}, [plan])
    cube = run(plan, holder)
    pairs = yearly_pairs((str(period) for period in cube.column("period")), folder.snapshot_date)
    cursor = holder.cursor()
    cursor.execute(MovePlan(plan, population, pairs).sql)
    found = tuple(_movement(*row) for row in cursor.fetchall())
    counting = cube.only("population_line", {line.id for line in population.lines if line.counts})
    return Moves(folder.organisation.code, pairs, counting, found, folder.source_hash, folder.synthetic)


def _movement(period: str, was_there: int, is_there: int, *rest: Any) -> Movement:
    *named, heads = rest
    from_band, to_band, from_category, to_category = named
    return Movement(period, bool(was_there), bool(is_there), from_band, to_band, from_category, to_category, int(heads))


def _check(folder: Folder) -> None:
    if "staff" not in folder.tables:
        raise InputError(
            "a folder without a staff extract.",
            expected=f"the staff extract of {FEWEST_SNAPSHOTS} snapshots or more, a year apart.",
            do_this="add the staff lists of earlier years, then run levelground init again.",
        )
    stopped = sorted(name for name in READ if ("staff", name) in folder.stopped)
    if stopped:
        raise InputError(
            f"a staff extract with an error in {', '.join(stopped)}.",
            expected="no error in the fields that a projection reads.",
            do_this="run levelground validate and correct what it lists.",
        )


def yearly_pairs(periods: Iterable[str], newest: dt.date) -> tuple[Pair, ...]:
    """Every two snapshots that follow each other and are a year apart, oldest first; they end with the newest.

    Raises
        InputError: the newest snapshot has none a year before it.
    """
    days = sorted({dt.date.fromisoformat(period) for period in periods})
    pairs = tuple(
        (first.isoformat(), second.isoformat())
        for first, second in itertools.pairwise(days)
        if (second - first).days in YEAR
    )
    if not pairs or pairs[-1][1] != newest.isoformat():
        raise InputError(
            f"{_snapshots(days)}, of which none is a year before the newest.",
            expected=f"{FEWEST_SNAPSHOTS} staff snapshots or more that are a year apart, the newest among them.",
            do_this="add the staff list of the year before; the more years, the surer the rates.",
        )
    return pairs


def _snapshots(days: Sequence[dt.date]) -> str:
    return f"{len(days)} staff snapshot{'' if len(days) == 1 else 's'}"
