"""A synthetic trust's extracts of what happens to people: recruitment, discipline, training, the survey.

The gaps of `planted.PLANTED` are drawn here, person by person.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Iterable, Sequence

from levelground.extracts.synthetic.people import DIRECTORATES, Maker, Person, Year
from levelground.extracts.synthetic.planted import BAND_5_NURSE, PLANTED, Post
from levelground.extracts.synthetic.spellings import (
    APPLICANT_ETHNICITY,
    STAFF_GROUP,
    SURVEY_GROUPS,
    british,
    pay_scale,
    record_ethnicity,
    typed_band,
)
from levelground.extracts.synthetic.tables import Cell, Table

APPLICANTS_PER_SHORTLISTED = 2.2
# The campaign abroad ran in the newest years only.
CAMPAIGN_YEARS = 2
SHORTLIST = 5
RESPONSE = 0.47
# How many of those seen and not appointed declined an offer, and how many of those appointed came.
DECLINED, STARTED = 0.03, 0.94
COURSES = ("LEADERSHIP-01", "MENTORING-02", "QI-FOUNDATION", "PGCERT-CLIN-ED", "EXCEL-ADV", "COACHING-03")
MANDATORY = ("FIRE-SAFETY", "INFO-GOV", "BLS")


def applications(year: Year, maker: Maker, *, campaign: bool) -> Table:
    """The recruitment system's list: one row per applicant and vacancy closed in the twelve months."""
    shortlisted = round(PLANTED.shortlisted_per_head * len(year.staff))
    rows: list[list[Cell]] = []
    prefix = f"SYN-{year.snapshot_date.year}-V"
    for vacancy in range(max(1, shortlisted // SHORTLIST)):
        rows += _vacancy(maker, f"{prefix}{vacancy:05d}", year.snapshot_date)
    if campaign:
        heads = max(3, round(PLANTED.campaign_shortlisted_per_head * len(year.staff)))
        rows += _campaign(maker, f"{prefix}-INT", year.snapshot_date, heads)
    for number, row in enumerate(rows):
        row[1] = f"SYN-{year.snapshot_date.year}-A{number:06d}"
    columns = {
        "vacancy_id": "Vacancy Ref",
        "applicant_id": "Applicant ID",
        "closed_on": "Closing Date",
        "pay_band": "Pay Band",
        "staff_group": "Staff Group",
        "directorate": "Directorate",
        "ethnic_category": "Ethnic Origin",
        "shortlisted": "Shortlisted (Y/N)",
        "interviewed": "Interviewed (Y/N)",
        "offered": "Offered (Y/N)",
        "appointed": "Appointed (Y/N)",
        "started": "Started (Y/N)",
        "internal_applicant": "Internal Applicant",
        "international_route": "International Recruitment",
    }
    return Table("recruitment", columns, rows)


def _vacancy(maker: Maker, reference: str, snapshot_date: dt.date) -> Iterable[list[Cell]]:
    chance = maker.chance
    # A stream of its own, so that what happens after the decision does not change who is decided on.
    after = random.Random(reference)  # noqa: S311
    post = maker.posts.draw(chance)
    about = _about(chance, post, reference, snapshot_date)
    for place in range(round(SHORTLIST * APPLICANTS_PER_SHORTLISTED)):
        code, group = maker.ethnicity(PLANTED.shortlisted_bme_share)
        shortlisted = place < SHORTLIST
        rate = PLANTED.appointment_rate_bme if group == "bme" else PLANTED.appointment_rate_white
        appointed = shortlisted and chance.random() < rate
        seen = appointed or (shortlisted and chance.random() < 0.9)
        internal = "Y" if chance.random() < 0.3 else "N"
        offered = appointed or (seen and after.random() < DECLINED)
        started = appointed and after.random() < STARTED
        stages = map(_tick, (shortlisted, seen, offered, appointed, started))
        yield [*about, _applicant(code), *stages, internal, "N"]


def _campaign(maker: Maker, reference: str, snapshot_date: dt.date, heads: int) -> Iterable[list[Cell]]:
    chance = maker.chance
    about = _about(chance, BAND_5_NURSE, reference, snapshot_date)
    for _ in range(heads):
        appointed = chance.random() < PLANTED.campaign_appointment_rate
        stages = ["Y", "Y", *[_tick(appointed)] * 3]
        yield [*about, _applicant(maker.campaign.draw(chance)), *stages, "N", "Y"]


def _about(chance: random.Random, post: Post, reference: str, snapshot_date: dt.date) -> list[Cell]:
    """What all applicants for one vacancy share."""
    closed = snapshot_date - dt.timedelta(chance.randint(0, 360))
    band, group = typed_band(post.band, chance), STAFF_GROUP[post.staff_group]
    return [reference, "", british(closed), band, group, chance.choice(DIRECTORATES)]


def _applicant(code: str) -> str:
    """Applicants tick a category, not an extended code."""
    return APPLICANT_ETHNICITY[code[:1]]


def _tick(said: bool) -> str:
    return "Y" if said else "N"


def cases(years: Sequence[Year], chance: random.Random) -> Table:
    """The employee-relations tracker: formal entries, some people twice, and informal matters that do not count."""
    rows: list[list[Cell]] = []
    for year in years:
        present = [person for person in year.staff if person.in_post]
        for person in present:
            if chance.random() < PLANTED.disciplinary_rate(person.group):
                rows += [_case(person, year, chance, "Y") for _ in range(2 if chance.random() < 0.05 else 1)]
        rows += [_case(chance.choice(present), year, chance, "N") for _ in range(3 + len(present) // 500)]
    for number, row in enumerate(rows):
        row[0] = f"SYN-ER-{number:05d}"
    columns = {
        "case_id": "Case Ref", "person_id": "Employee Number", "entered_on": "Date Formal", "formal": "Formal (Y/N)",
        "ethnic_category": "Ethnic Origin", "pay_band": "Pay Scale", "staff_group": "Staff Group",
        "directorate": "Directorate",
    }  # fmt: skip
    return Table("disciplinary", columns, rows, above=[["Employee relations tracker (synthetic)"], []])


def _case(person: Person, year: Year, chance: random.Random, formal: str) -> list[Cell]:
    post = person.post
    return [
        "",
        person.employee_number,
        _some_day(year, chance),
        formal,
        record_ethnicity(person.ethnic, chance),
        pay_scale(post.band, post.staff_group),
        STAFF_GROUP[post.staff_group],
        person.directorate,
    ]


def attendances(years: Sequence[Year], chance: random.Random) -> Table:
    """The learning system's list: one row per person and course, with mandatory courses and some who have left."""
    rows: list[list[Cell]] = []
    for year in years:
        for person in year.staff:
            if person.in_post and chance.random() < PLANTED.training_rate(person.group):
                for course in chance.sample(COURSES, chance.choice((1, 1, 1, 2, 3))):
                    rows.append(_attendance(person, course, year, chance))
            if chance.random() < 0.2:
                rows.append(_attendance(person, chance.choice(MANDATORY), year, chance))
        rows += [_attendance(person, chance.choice(COURSES), year, chance) for person, _ in year.left[::5]]
    columns = {
        "person_id": "Employee Number", "course_id": "Course Code", "attended_on": "Date Attended",
        "mandatory": "Mandatory",
    }  # fmt: skip
    return Table("training", columns, rows)


def _attendance(person: Person, course: str, year: Year, chance: random.Random) -> list[Cell]:
    return [person.employee_number, course, british(_some_day(year, chance)), "Yes" if course in MANDATORY else "No"]


def _some_day(year: Year, chance: random.Random) -> dt.date:
    return year.snapshot_date - dt.timedelta(chance.randint(0, 360))


def survey_results(years: Sequence[Year], chance: random.Random) -> Table:
    """Counts by question, for the 18 groups and for White and BME; the survey of each autumn before a snapshot."""
    rows: list[list[Cell]] = []
    for year in years:
        asked = Counter(_survey_code(person, chance) for person in year.staff if person.group != "unknown")
        answered = {code: drawn(heads, RESPONSE, chance) for code, heads in asked.items()}
        for question, gap in PLANTED.survey.items():
            found = [
                (label, n, drawn(n, gap.white if code in ("A", "B", "C", "CL") else gap.bme, chance), code)
                for label, code in SURVEY_GROUPS.items()
                for n in [answered.get(code or "arab", 0)]
            ]
            rows += [[year.snapshot_date.year - 1, question, label, n, yes] for label, n, yes, _ in found]
            for label, white in (("White staff", True), ("Staff from all other ethnic groups combined", False)):
                some = [(n, yes) for _, n, yes, code in found if (code in ("A", "B", "C", "CL")) is white]
                total, yes = (sum(column) for column in zip(*some, strict=True))
                rows.append([year.snapshot_date.year - 1, question, label, total, yes])
    columns = {
        "survey_year": "Survey Year", "question": "Question", "ethnic_group": "Ethnic Group",
        "answered": "Base (number of responses)", "counted": "Number",
    }  # fmt: skip
    return Table("survey", columns, rows)


def _survey_code(person: Person, chance: random.Random) -> str:
    """Where a person ticks in the survey, which has Gypsy or Irish Traveller and Arab as groups of their own."""
    if person.ethnic == "CL":
        return "CL"
    return "arab" if person.ethnic == "S" and chance.random() < 0.3 else person.ethnic[0]


def drawn(heads: int, rate: float, chance: random.Random) -> int:
    """How many of the heads, each with the same chance."""
    return sum(chance.random() < rate for _ in range(heads))
