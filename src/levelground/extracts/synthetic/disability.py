"""Disability in a synthetic trust: who declared what, capability cases, and the survey's answers by lasting condition.

Every draw has a source of chance of its own, so that nothing else of the trust changes by it.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from levelground.extracts.synthetic.people import Year
from levelground.extracts.synthetic.planted import DISABILITY
from levelground.extracts.synthetic.tables import Cell, Table

WORDS = {"disabled": "Yes", "non_disabled": "No", "not_declared": "Not Declared", "": ""}
SURVEY_WORDS = {
    "disabled": "Staff with a long-lasting health condition or illness",
    "non_disabled": "Staff without a long-lasting health condition or illness",
}


def declared(reference: str, *, disabled: float = DISABILITY.share) -> str:
    """What the person of that reference declared: the same every year, in every file."""
    drawn = random.Random(f"disability {reference}").random()  # noqa: S311 (chance without secrets)
    if drawn < disabled:
        return "disabled"
    if drawn > 1 - DISABILITY.never_asked:
        return ""
    return "not_declared" if drawn > 1 - DISABILITY.never_asked - DISABILITY.not_declared else "non_disabled"


def with_disability(table: Table, reference: str, *, outcome: str | None = None) -> Table:
    """The table with the declared disability as a last column.

    Parameters
        reference: the field that says who a row is about.
        outcome: a yes/no field that fewer disabled people reach; None where disability plays no part.
    """
    names = list(table.columns)
    who, reached = names.index(reference), names.index(outcome) if outcome else None
    rows = []
    for row in table.rows:
        fewer = reached is not None and str(row[reached]).startswith("Y")
        share = DISABILITY.share_of_appointed if fewer else DISABILITY.share
        rows.append([*row, WORDS[declared(str(row[who]), disabled=share)]])
    return Table(
        table.extract,
        {**table.columns, "disability": "Disability"},
        rows,
        table.above,
        [[*line, ""] for line in table.foot],
        table.constants,
    )


def capability_cases(years: Sequence[Year]) -> Table:
    """Entries into the capability process, some informal and some on grounds of ill health."""
    rows: list[list[Cell]] = []
    for year in years:
        for person in year.staff:
            said = declared(person.employee_number)
            chance = random.Random(f"capability {year.snapshot_date} {person.employee_number}")  # noqa: S311
            if person.in_post and chance.random() < DISABILITY.capability_rate(said):
                day = year.snapshot_date - dt.timedelta(chance.randint(0, 360))
                formal, ill = "N" if chance.random() < 0.1 else "Y", "Y" if chance.random() < 0.2 else "N"
                rows.append([f"CAP-{len(rows) + 1:04d}", person.employee_number, day.isoformat(), formal, ill])
                rows[-1].append(WORDS[said])
    columns = {
        "case_id": "Case Ref", "person_id": "Employee Number", "entered_on": "Date Entered", "formal": "Formal",
        "ill_health": "Ill Health", "disability": "Disability",
    }  # fmt: skip
    return Table("capability", columns, rows)


def survey_answers(years: Sequence[Year]) -> Table:
    """Counts by question for staff with and without a lasting condition, and the engagement score of each."""
    rows: list[list[Cell]] = []
    for year in years:
        chance = random.Random(f"survey disability {year.snapshot_date} {len(year.staff)}")  # noqa: S311
        asked = {"disabled": round(len(year.staff) * 0.11), "non_disabled": round(len(year.staff) * 0.33)}
        autumn = year.snapshot_date.year - 1
        for question, rates in DISABILITY.survey.items():
            for group, base in asked.items():
                rate = rates[group == "non_disabled"]
                if rate is not None:
                    answered = round(base * DISABILITY.asked.get(question, 1))
                    counted = sum(chance.random() < rate for _ in range(answered))
                    rows.append([autumn, question, SURVEY_WORDS[group], answered, counted, ""])
        for group, score in DISABILITY.engagement.items():
            drawn = round(score + chance.uniform(-0.1, 0.1), 2)
            rows.append([autumn, "Engagement", SURVEY_WORDS[group], asked[group], "", drawn])
    columns = {
        "survey_year": "Survey Year", "question": "Question", "ethnic_group": "Group",
        "answered": "Base (number of responses)", "counted": "Number", "score": "Score",
    }  # fmt: skip
    return Table("survey", columns, rows)
