"""The patients' counts return of the synthetic trust: drawn one by one, counted, and forgotten.

Nothing here is a fact about the world [B]: round numbers. BME patients live more often in the deprived fifths, and wait
and miss more within every fifth too, so that the two can be told apart.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from levelground.extracts.synthetic.files import delimited
from levelground.extracts.synthetic.people import AT_THE_BEDSIDE
from levelground.extracts.synthetic.tables import Table

GROUPS = {"white": 0.70, "asian": 0.12, "black": 0.06, "mixed": 0.03, "other": 0.03, "unknown": 0.06}
BROAD = {"asian": "bme", "black": "bme", "mixed": "bme", "other": "bme"}
QUINTILES = ("1", "2", "3", "4", "5", "unknown")
WHITE_LIVE_IN, BME_LIVE_IN = (16, 18, 20, 22, 21, 3), (34, 24, 17, 13, 9, 3)
HEADER = ("organisation", "period_end", "measure", "group", "deprivation_quintile", "numerator", "denominator")


@dataclass(frozen=True)
class Rates:
    """The true shares of White patients, 0..1, by fifth from the most deprived on, last where it is not known."""

    white: tuple[float, ...]
    bme_over_white: float = 1.0

    def of(self, group: str, quintile: int) -> float:
        """The share of a group in a fifth."""
        return self.white[quintile] * (self.bme_over_white if group in BROAD else 1)


# For each list, how many it has for each member of staff, and what is counted in it. Who waits a year is drawn by the
# same number as who waits 18 weeks, and so is always among them.
LISTS: tuple[tuple[int, Mapping[str, Rates]], ...] = (
    (
        4,
        {
            "patients_waiting": Rates((0.44, 0.42, 0.40, 0.38, 0.36, 0.40), 1.12),
            "patients_long_wait": Rates((0.050, 0.046, 0.042, 0.038, 0.034, 0.042), 1.25),
        },
    ),
    (8, {"patients_not_attended": Rates((0.110, 0.092, 0.078, 0.066, 0.056, 0.090), 1.20)}),
    (9, {"patients_cancelled": Rates((0.060, 0.060, 0.060, 0.060, 0.060, 0.060))}),
    (6, {"patients_ethnicity_recorded": Rates((0.86, 0.88, 0.90, 0.92, 0.93, 0.60))}),
)
WITHOUT_GROUPS = "patients_ethnicity_recorded"
BY_DIRECTORATE = ("patients_waiting", "patients_not_attended")
Line = tuple[str, str, str, str]


def patients_return(chance: random.Random, organisation: str, staff: int, days: Sequence[dt.date]) -> bytes:
    """The return as CSV, for each day: every measure by group and fifth, and some by directorate as well."""
    rows: list[list[str | int]] = []
    for day in days:
        for per_head, rates in LISTS:
            found = _counted(chance, rates, staff * per_head)
            for (measure, group, quintile, directorate), (above, below) in sorted(found.items()):
                rows.append([organisation, day.isoformat(), measure, group, quintile, above, below, directorate])
    columns = {name: name for name in (*HEADER, "directorate")}
    return delimited(Table("patients", columns, rows))


def _counted(chance: random.Random, rates: Mapping[str, Rates], people: int) -> dict[Line, list[int]]:
    """How many of so many people are counted, and out of how many, in each line of the return."""
    # Nobody is a count as well: a group without its six fifths has no whole.
    found = {
        line: [0, 0]
        for measure in rates
        for g in GROUPS
        for q in QUINTILES
        for line in _lines(measure, g, q, *AT_THE_BEDSIDE)
    }
    groups, weights = list(GROUPS), list(GROUPS.values())
    for _ in range(people):
        (group,) = chance.choices(groups, weights)
        (quintile,) = chance.choices(range(6), BME_LIVE_IN if group in BROAD else WHITE_LIVE_IN)
        directorate, luck = chance.choice(AT_THE_BEDSIDE), chance.random()
        for measure, rate in rates.items():
            for line in _lines(measure, group, QUINTILES[quintile], directorate):
                counts = found[line]
                counts[0] += luck < rate.of(group, quintile)
                counts[1] += 1
    return found


def _lines(measure: str, group: str, quintile: str, *directorates: str) -> Iterator[Line]:
    """The lines that somebody is counted in."""
    yield measure, "all" if measure == WITHOUT_GROUPS else group, quintile, ""
    for directorate in directorates if measure in BY_DIRECTORATE else ():
        yield measure, BROAD.get(group, group), "", directorate
