"""A Model Employer: the BME headcount of each senior band, and the one at which its share is that of the workforce."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from levelground.measures import plans
from levelground.measures.cube import Breakdown
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, Sum, Table
from levelground.measures.tabulated import Counted
from levelground.vocabulary.groups import BASIC, ETHNICITY

BAND = "pay_band"
TABLE = Table(("cluster", BAND), BASIC)
GROUPS = ("all", *ETHNICITY.basics)
CLUSTERS = ("non_clinical", "clinical")


@dataclass(frozen=True)
class Trajectory:
    """The years between which a target is spread evenly, and the bands that have one."""

    edition: str
    in_force_from: dt.date
    first_year: int
    last_year: int
    bands: tuple[str, ...]
    source: str
    to_be_confirmed: str

    def starts_at(self, periods: Iterable[str]) -> str:
        """The snapshot at which the line starts: that of the first year, or the earliest one where there is none."""
        ordered = sorted(periods)
        return next((period for period in ordered if period.startswith(str(self.first_year))), ordered[0])


@cache
def trajectory() -> Trajectory:
    """The newest edition of the years and bands."""
    data = tomllib.loads(files(__package__).joinpath("catalogue/model_employer/trajectory.toml").read_text("utf-8"))
    newest = data["edition"][-1]
    return Trajectory(**{**newest, "bands": tuple(newest["bands"])})


def model_employer_result(counted: Counted, definition: Definition) -> MeasureResult:
    """How many more BME staff each senior band needs, kinds of post together and apart, this year and the year before.

    Indicator 1 shows the bands of these years by kind of post already. A band as a whole follows from them: it has a
    count where theirs may be shown, so that it hides no other count. At the start of the line, where that lies further
    back, nothing else shows the bands: there each band as a whole is a count of the gate, with its parts behind it.
    """
    folded = counted.fold(definition, definition.denominator, (TABLE,))
    periods = sorted({key.period for key in folded.counts})
    start, shown = trajectory().starts_at(periods), periods[-2:]
    counts = {key: number for key, number in folded.counts.items() if key.period in {start, *shown}}
    sums = [line for line in folded.sums if line.total in counts]
    follows, found = list[Sum](), list[FigurePlan]()
    for period in sorted({start, *shown}):
        whole = CountKey(counted.folder.organisation.code, period, definition.denominator.item)
        rows = [row for row in folded.rows(period, TABLE) if row[1][1] in trajectory().bands]
        lines = [_band(replace(whole, group=group), rows, band) for group in GROUPS for band in trajectory().bands]
        kinds = [row for row in rows if row[0][1] in CLUSTERS] if period in shown else []
        found += [_plan(definition, whole, place) for place in (*_together(), *kinds)]
        if period in shown:
            follows += [line for line in lines if line.total.group in ("all", definition.numerator_group)]
            continue
        counts |= {line.total: sum(counts[part] for part in line.parts) for line in lines}
        sums += [
            *(line for line in lines if line.parts),
            *(_groups_of(replace(whole, breakdown=b)) for b in _together()),
        ]
    editions = {definition.id: definition.edition}
    return MeasureResult(counts, tuple(sums), (), tuple(found), editions, "", follows=tuple(follows))


def _together() -> list[Breakdown]:
    return [((BAND, band),) for band in trajectory().bands]


def _band(people: CountKey, rows: Iterable[Breakdown], band: str) -> Sum:
    """A band as the sum of the kinds of post that have it."""
    parts = tuple(replace(people, breakdown=row) for row in rows if row[1][1] == band)
    return Sum(replace(people, breakdown=((BAND, band),)), parts)


def _groups_of(everyone: CountKey) -> Sum:
    return Sum(everyone, tuple(replace(everyone, group=group) for group in GROUPS[1:]))


def _plan(definition: Definition, whole: CountKey, place: Breakdown) -> FigurePlan:
    """How many more BME staff the place needs: its headcounts beside those of the whole workforce."""
    here, main = replace(whole, breakdown=place), definition.numerator_group
    keys = (replace(here, group=main), here, replace(whole, group=main), whole)
    return plans.Row(definition, here, here).plan(Kind.HEADCOUNT, main, definition.compared, *keys)
