"""What a synthetic trust's medical office knows of its doctors, and what they answered in the survey.

They are drawn apart from everything else, so that the other files are the same with and without them.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence

from levelground.extracts.synthetic.answers import LABELS, answers, survey
from levelground.extracts.synthetic.people import Person, Year
from levelground.extracts.synthetic.planted import PLANTED
from levelground.extracts.synthetic.tables import Cell, Table

# How many doctors in a hundred are due for revalidation in a year, and answer the survey.
DUE, RESPONSE = 0.2, 0.4


def doctor_tables(years: Sequence[Year], chance: random.Random) -> Iterable[tuple[str, Table]]:
    """The medical office's list and the survey of doctors, each with its file's name."""
    newest = years[-1]
    doctors = [person for person in newest.staff if person.post.staff_group == "medical_dental"]
    yield "medical_office.csv", _office(doctors, newest, chance)
    yield "medical_survey.csv", _survey(doctors, newest, chance)


def _office(doctors: Sequence[Person], year: Year, chance: random.Random) -> Table:
    columns = {
        "person_id": "Employee Number", "medical_director": "Medical or Clinical Director",
        "excellence_award": "Clinical Excellence Award", "complaint": "Complaint (Y/N)",
        "gmc_referral": "Referred to GMC", "revalidation_deferred": "Revalidation Deferred",
    }  # fmt: skip
    rows = [_known(doctor, chance) for doctor in doctors]
    return Table("medical_local", columns, rows, constants={"snapshot_date": year.snapshot_date.isoformat()})


def _known(doctor: Person, chance: random.Random) -> list[Cell]:
    def said(name: str) -> str:
        return "Y" if chance.random() < PLANTED.doctors[name].rate(doctor.group) else "N"

    consultant = doctor.post.band == "consultant"
    award = said("excellence_award") if consultant else "N"
    deferred = said("revalidation_deferred") if chance.random() < DUE else ""
    return [
        doctor.employee_number, said("medical_director"), award, said("complaint"), said("gmc_referral"), deferred,
    ]  # fmt: skip


def _survey(doctors: Sequence[Person], year: Year, chance: random.Random) -> Table:
    answered = {group: sum(one.group == group and chance.random() < RESPONSE for one in doctors) for group in LABELS}
    rows = answers(PLANTED.medical_survey, answered, year.snapshot_date.year - 1, chance)
    return survey("medical_survey", list(rows))
