"""A synthetic trust's extracts of what people are: staff list, board, bank, pay, leavers."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from levelground.extracts.synthetic.people import Maker, Person, Year
from levelground.extracts.synthetic.planted import PLANTED, Post
from levelground.extracts.synthetic.spellings import (
    CONTRACT,
    STAFF_GROUP,
    STATUS,
    abbreviated,
    british,
    pay_scale,
    record_ethnicity,
    typed_band,
)

Cell = str | int | float | dt.date
# Ethnic code and vote of each executive seat before anyone changed.
SEATS = (("A", "Y"), ("B", "Y"), ("A", "Y"), ("A", "Y"), ("H", "Y"), ("A", "N"), ("A", "N"))
# Pounds an hour in the middle of each band: round numbers, no pay scale of any year.
HOURLY: Mapping[str, float] = {
    "under_1": 10, "1": 12, "2": 12, "3": 12.5, "4": 13.6, "5": 16.5, "6": 20.5, "7": 25, "8a": 29, "8b": 34, "8c": 40,
    "8d": 48, "9": 56, "vsm": 72, "ad_hoc": 24, "consultant": 58, "career_grade": 36, "trainee": 24,
    "senior_medical_manager": 75, "other_medical": 28,
}  # fmt: skip


@dataclass(frozen=True)
class Table:
    """One file's sheet: its extract, the header over each field, the rows, and what its system adds around them.

    `above` are lines over the header, `foot` lines under the data; `constants` go into the mapping.
    """

    extract: str
    columns: Mapping[str, str]
    rows: Sequence[Sequence[Cell]]
    above: Sequence[Sequence[Cell]] = ()
    foot: Sequence[Sequence[Cell]] = ()
    constants: Mapping[str, str] = field(default_factory=dict)


def staff_list(year: Year, chance: random.Random, *, newest: bool) -> Table:
    """The staff record's list: one row per assignment. Only the newest year's export has the date as a column."""
    rows = [row for person in (*year.staff, *year.others) for row in _assignments(person, chance, newest=newest)]
    columns = {
        "person_id": "Employee Number",
        "assignment_id": "Assignment Number",
        "assignment_status": "Assignment Status",
        "assignment_type": "Assignment Category",
        "primary_assignment": "Primary Assignment",
        "ethnic_category": "Ethnic Origin",
        "pay_band": "Pay Grade" if newest else "Pay Scale",
        "staff_group": "Staff Group",
        "directorate": "Organisation L5",
        "fte": "FTE",
        "start_date": "Latest Start Date",
        "international_recruit": "Internationally Recruited",
    }
    day = year.snapshot_date
    if newest:
        dated = [[*row, british(day)] for row in rows]
        return Table("staff", {**columns, "snapshot_date": "Effective Date"}, dated)
    return Table("staff", columns, rows, constants={"snapshot_date": day.isoformat()})


def _assignments(person: Person, chance: random.Random, *, newest: bool) -> Iterable[list[Cell]]:
    """The person's main assignment, and the second one of those who have two."""
    posts = [person.post] if person.second_post is None else [person.post, person.second_post]
    ethnic = record_ethnicity(person.ethnic, chance)
    for place, post in enumerate(posts):
        suffix = f"-{place + 1}" if place else ""
        fte = person.fte if len(posts) == 1 else (0.6, 0.4)[place]
        yield [
            person.employee_number,
            person.employee_number + suffix,
            STATUS[person.status],
            CONTRACT[person.contract],
            "N" if place else "Y",
            ethnic,
            _grade(post, chance, newest=newest),
            STAFF_GROUP[post.staff_group],
            person.directorate + (" " if chance.random() < 0.01 else ""),
            fte,
            abbreviated(person.start_date),
            "Yes" if person.international else "No",
        ]


def _grade(post: Post, chance: random.Random, *, newest: bool) -> str:
    return pay_scale(post.band, post.staff_group) if newest else typed_band(post.band, chance)


def board_register(years: Sequence[Year], maker: Maker) -> Table:
    """The board at each snapshot: the same members, one of whom changes seat every year."""
    seats = list(SEATS)
    rows: list[list[Cell]] = []
    for place, year in enumerate(years):
        _, vote = seats[place % len(seats)]
        seats[place % len(seats)] = (maker.ethnicity(PLANTED.board_bme_share)[0], vote)
        directors = [person for person in year.others if person.contract == "non_executive"]
        members = [(f"SYN-B{seat + 1:02d}", code, vote, "Y") for seat, (code, vote) in enumerate(seats)]
        members += [(person.employee_number, person.ethnic, "Y", "N") for person in directors]
        for reference, code, vote, executive in members:
            rows.append([year.snapshot_date, reference, record_ethnicity(code, maker.chance), vote, executive])
    columns = {
        "snapshot_date": "As At", "member_id": "Board Member Ref", "ethnic_category": "Ethnicity", "voting": "Voting",
        "executive": "Executive",
    }  # fmt: skip
    return Table("board", columns, rows, above=[["Board register (synthetic)"], []])


def bank_list(year: Year, chance: random.Random) -> Table:
    """Bank-only workers at the newest snapshot, with a total at the foot as a person would add it."""
    rows: list[list[Cell]] = [
        [
            person.employee_number,
            record_ethnicity(person.ethnic, chance),
            typed_band(person.post.band, chance),
            STAFF_GROUP[person.post.staff_group],
            person.directorate,
            british(year.snapshot_date - dt.timedelta(chance.randint(0, 300))),
        ]
        for person in year.others
        if person.contract == "bank"
    ]
    columns = {
        "person_id": "Worker Number", "ethnic_category": "Ethnic Origin", "pay_band": "Band",
        "staff_group": "Staff Group", "directorate": "Department", "last_worked_on": "Last Shift",
    }  # fmt: skip
    foot: list[list[Cell]] = [["Total", len(rows), "", "", "", ""]]
    return Table("bank", columns, rows, foot=foot, constants={"snapshot_date": year.snapshot_date.isoformat()})


def pay_list(year: Year, chance: random.Random) -> Table:
    """Hourly pay at the newest snapshot of those who are paid in full then."""
    paid = [person for person in year.staff if person.in_post and person.status not in ("no_pay", "maternity")]
    columns = {
        "person_id": "Employee Number", "ethnic_category": "Ethnic Origin", "pay_band": "Pay Grade",
        "staff_group": "Staff Group", "hourly_pay": "Hourly Rate", "bonus": "Bonus Pay", "weekly_hours": "Weekly Hours",
        "starting_pay": "Starting Hourly Rate",
    }  # fmt: skip
    rows = [_payslip(person, chance) for person in paid]
    return Table("pay", columns, rows, constants={"snapshot_date": year.snapshot_date.isoformat()})


def _payslip(person: Person, chance: random.Random) -> list[Cell]:
    middle, place = HOURLY[person.post.band], chance.uniform(0.93, 1.07)
    # Who is high in the band also began higher, by less: pay rises with the years in the band.
    hourly, starting = middle * place, middle * (0.93 + 0.4 * (place - 0.93))
    award = person.post.band == "consultant" and chance.random() < 0.15
    return [
        person.employee_number,
        record_ethnicity(person.ethnic, chance),
        pay_scale(person.post.band, person.post.staff_group),
        STAFF_GROUP[person.post.staff_group],
        f"£{hourly:.2f}",
        f"{chance.randint(2, 12) * 1000:,}" if award else "",
        f"{37.5 * person.fte:g}",
        f"£{starting:.2f}",
    ]


REASONS = (
    "Voluntary Resignation – Relocation", "Voluntary Resignation – Work Life Balance",
    "Voluntary Resignation – Promotion", "Retirement Age", "Flexi Retirement", "End of Fixed Term Contract",
    "Dismissal – Capability", "Mutually Agreed Resignation",
)  # fmt: skip


def leavers_list(years: Sequence[Year], chance: random.Random) -> Table:
    """Everyone who left in the years shown; the reasons hold the dash that old exports write in Windows-1252."""
    rows: list[list[Cell]] = [
        [
            person.employee_number,
            british(day),
            british(person.start_date),
            chance.choice(REASONS),
            record_ethnicity(person.ethnic, chance),
            typed_band(person.post.band, chance),
            STAFF_GROUP[person.post.staff_group],
            person.directorate,
        ]
        for year in years
        for person, day in year.left
    ]
    columns = {
        "person_id": "Employee Number", "left_on": "Termination Date", "start_date": "Latest Start Date",
        "reason": "Leaving Reason", "ethnic_category": "Ethnic Origin", "pay_band": "Pay Scale",
        "staff_group": "Staff Group", "directorate": "Organisation L5",
    }  # fmt: skip
    return Table("leavers", columns, rows)
