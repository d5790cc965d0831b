"""A made-up trust's staff with counts of made-up patients, released together, for the tests of what is shown."""

from __future__ import annotations

import datetime as dt
from functools import cache

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue
from levelground.measures.model import MeasureResult
from levelground.measures.patients import from_patients
from levelground.reporting.document import ReportInput
from tests.factories.releases import AT, raw

QUINTILES = ("1", "2", "3", "4", "5", "unknown")
# Of so many White patients in each fifth, how many are counted; BME patients live in the deprived fifths more often.
WHITE = ((100, 200), (120, 300), (90, 300), (100, 400), (100, 500), (20, 100))
BME = ((180, 300), (96, 200), (36, 100), (30, 100), (24, 100), (20, 100))


def patients(
    *measures: str, day: dt.date = dt.date(2026, 3, 31), white: tuple[tuple[int, int], ...] = WHITE
) -> MeasureResult:
    """The raw result of some measures by group and fifth; of completeness for everyone."""
    rows = []
    for measure in measures:
        whole = measure == "patients_ethnicity_recorded"
        for group, cells in ({"all": white} if whole else {"white": white, "bme": BME}).items():
            rows += [
                CountsRow("ZZ9", day, measure, group, above, below, (("deprivation_quintile", quintile),), 2)
                for quintile, (above, below) in zip(QUINTILES, cells, strict=True)
            ]
    return from_patients(rows, source_hash="p")


def places(measure: str = "patients_waiting") -> MeasureResult:
    """The raw result of one measure in one of the made-up trust's directorates, and in one that it has no staff in."""
    rows = [
        CountsRow("ZZ9", dt.date(2026, 3, 31), measure, group, above, 1000, (("directorate", place),), 2)
        for place in ("East", "Moon")
        for group, above in (("white", 300), ("bme", 360))
    ]
    return from_patients(rows, source_hash="d")


def material(*results: MeasureResult, policy: str = "already_public") -> ReportInput:
    """What a report is made from: these results in one release."""
    first, *others = results
    for other in others:
        first |= other
    shown, _ = release(first, request=ReleaseRequest(POLICIES[policy], AT), definitions=catalogue.load())
    return ReportInput(shown, catalogue.load(), {"ZZ9": "Nowhere NHS Trust (made up)"})


@cache
def beside_staff() -> ReportInput:
    """Waits and completeness of patients beside the made-up trust's staff, for the public."""
    of_patients = patients("patients_waiting", "patients_not_attended", "patients_ethnicity_recorded")
    return material(raw(), of_patients, places(), policy="public")
