"""A synthetic trust's bank-only workers: who they are, their formal cases, and what they answered in their survey.

They are drawn apart from the staff, so that the other files are the same with and without them.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from levelground.extracts.synthetic.answers import LABELS, answers, survey
from levelground.extracts.synthetic.people import Deck, Maker, Year
from levelground.extracts.synthetic.planted import PLANTED, POSTS, Post
from levelground.extracts.synthetic.spellings import STAFF_GROUP, british, record_ethnicity, typed_band
from levelground.extracts.synthetic.tables import Cell, Table

# Heads for each member of staff, and how many of them have worked within six months.
PER_STAFF, ACTIVE, RESPONSE = 0.25, 0.88, 0.45
GENDERS = {"Female": 74.0, "Male": 24.0, "Prefer not to say": 2.0}
ROUTES = {
    "white": {"Substantive post here": 40.0, "New to the NHS": 22.0, "Student": 20.0, "Agency": 8.0, "": 10.0},
    "bme": {"Substantive post here": 20.0, "New to the NHS": 34.0, "Student": 20.0, "Agency": 16.0, "": 10.0},
}


@dataclass(frozen=True)
class Worker:
    """One made-up bank worker. `group` is white, bme or unknown."""

    number: str
    ethnic: str
    group: str
    post: Post
    gender: str
    route: str
    last_worked_on: dt.date

    def active_on(self, snapshot_date: dt.date) -> bool:
        """Whether the last shift lies within about six months."""
        return (snapshot_date - self.last_worked_on).days < 182


def bank_tables(years: Sequence[Year], chance: random.Random) -> Iterable[tuple[str, Table]]:
    """The bank system's list, its cases and the survey of bank workers, each with its file's name."""
    newest = years[-1]
    workers = list(_workers(newest, chance))
    yield "bank_system.csv", _list(workers, newest, chance)
    yield "bank_cases.csv", _cases(workers, newest, chance)
    yield "bank_survey.csv", _survey(workers, years[-2:], chance)


def _workers(year: Year, chance: random.Random) -> Iterable[Worker]:
    maker, posts, genders = Maker(chance), Deck({post: post.weight for post in POSTS}), Deck(GENDERS)
    routes = {group: Deck(weights) for group, weights in ROUTES.items()}
    for number in range(max(20, round(PER_STAFF * len(year.staff)))):
        ethnic, group = maker.ethnicity(PLANTED.bank_bme_share)
        days = chance.randint(0, 170) if chance.random() < ACTIVE else chance.randint(200, 500)
        route = routes["bme" if group == "bme" else "white"].draw(chance)
        last = year.snapshot_date - dt.timedelta(days)
        yield Worker(f"SYNB{number:05d}", ethnic, group, posts.draw(chance), genders.draw(chance), route, last)


def _list(workers: Sequence[Worker], year: Year, chance: random.Random) -> Table:
    columns = {
        "person_id": "Worker Number", "ethnic_category": "Ethnic Origin", "pay_band": "Band",
        "staff_group": "Staff Group", "last_worked_on": "Last Shift", "gender": "Gender",
        "route_of_entry": "Route Of Entry",
    }  # fmt: skip
    rows: list[list[Cell]] = [
        [
            worker.number,
            record_ethnicity(worker.ethnic, chance),
            typed_band(worker.post.band, chance),
            STAFF_GROUP[worker.post.staff_group],
            british(worker.last_worked_on),
            worker.gender,
            worker.route,
        ]
        for worker in workers
    ]
    return Table("bank", columns, rows, constants={"snapshot_date": year.snapshot_date.isoformat()})


def _cases(workers: Sequence[Worker], year: Year, chance: random.Random) -> Table:
    """The bank office's own list of formal cases: the mapping says once that all of them are bank workers."""
    rows: list[list[Cell]] = []
    for worker in workers:
        if chance.random() < PLANTED.bank_disciplinary_rate(worker.group):
            dismissed = chance.random() < PLANTED.bank_dismissed_of_cases(worker.group)
            entered = year.snapshot_date - dt.timedelta(chance.randint(0, 360))
            ethnic = record_ethnicity(worker.ethnic, chance)
            group = STAFF_GROUP[worker.post.staff_group]
            rows.append(
                [f"SYN-BK-{len(rows):04d}", worker.number, british(entered), "Y" if dismissed else "N", ethnic, group]
            )
    columns = {
        "case_id": "Case Ref", "person_id": "Worker Number", "entered_on": "Date Formal",
        "dismissed": "Dismissed (Y/N)", "ethnic_category": "Ethnic Origin", "staff_group": "Staff Group",
    }  # fmt: skip
    return Table("disciplinary", columns, rows, constants={"assignment_type": "Bank"})


def _survey(workers: Sequence[Worker], years: Sequence[Year], chance: random.Random) -> Table:
    """White and BME only: the bank has too few people for the 18 groups of the staff survey."""
    rows: list[list[Cell]] = []
    for year in years:
        asked = [worker.group for worker in workers if worker.active_on(year.snapshot_date) or year is not years[-1]]
        answered = {group: sum(chance.random() < RESPONSE for one in asked if one == group) for group in LABELS}
        rows += answers(PLANTED.bank_survey, answered, year.snapshot_date.year - 1, chance)
    return survey("bank_survey", rows)
