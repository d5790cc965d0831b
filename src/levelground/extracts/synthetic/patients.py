"""Counts of patients who do not exist, by ethnic group and deprivation: a gap that deprivation accounts for in part.

Within every quintile BME patients wait long, and are cancelled, at planted ratios to White ones; more of them live in
the most deprived areas, so that the ratio over all quintiles is larger. The numbers are round, and no facts.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

CODE = "ZZ1"
HEADER = "organisation,period_end,measure,group,deprivation_quintile,numerator,denominator"
# How many of the patients of each group live in each quintile, the most deprived first.
WHITE, BME, UNKNOWN = (900, 1300, 1900, 2300, 2600), (1100, 800, 450, 250, 180), (260, 220, 180, 150, 140)


@dataclass(frozen=True)
class PlantedGap:
    """The share of White patients in the least and in the most deprived quintile, and BME over White within each."""

    least: float
    most: float
    bme_over_white: float


PLANTED: Mapping[str, PlantedGap] = {
    "patients_waiting": PlantedGap(0.32, 0.42, 1.10),
    "patients_long_wait": PlantedGap(0.02, 0.035, 1.20),
    "patients_not_attended": PlantedGap(0.05, 0.11, 1.25),
    "patients_cancelled": PlantedGap(0.06, 0.07, 1.05),
}


def patients_return(day: dt.date, chance: random.Random) -> str:
    """The counts return of the synthetic trust's patients, as CSV."""
    return "\n".join([HEADER, *_lines(day, chance)]) + "\n"


def _lines(day: dt.date, chance: random.Random) -> Iterator[str]:
    groups = {"white": WHITE, "bme": BME, "unknown": UNKNOWN}
    for measure, gap in PLANTED.items():
        for group, heads in groups.items():
            for place, number in enumerate(heads):
                rate = gap.most + (gap.least - gap.most) * place / 4
                rate *= gap.bme_over_white if group == "bme" else 1
                counted = sum(chance.random() < rate for _ in range(number))
                yield f"{CODE},{day},{measure},{group},{place + 1},{counted},{number}"
    for place, numbers in enumerate(zip(*groups.values(), strict=True)):
        for group, number in zip(groups, numbers, strict=True):
            yield f"{CODE},{day},patients_ethnicity,{group},{place + 1},{number},{sum(numbers)}"
