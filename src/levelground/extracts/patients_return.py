"""The counts return of patients, by ethnic group and deprivation: aggregate counts only, never a row for a patient.

It is a counts return (`levelground.extracts.counts_return`) with a column more. A file that looks like a list of
patients is refused by its header alone; no message repeats anything that stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.counts_return import FORM, CountsRow, read_counts
from levelground.extracts.form import Problem, heads

QUINTILE = "deprivation_quintile"
UNKNOWN_QUINTILE = "unknown"
QUINTILES = ("1", "2", "3", "4", "5", UNKNOWN_QUINTILE)
HEADER = ("organisation", "period_end", "measure", "group", QUINTILE, "numerator", "denominator")
# What a column is called that only a list of patients or appointments has, as the whole name or within it, without
# case, spaces and punctuation.
OF_ONE_PATIENT = frozenset(
    {
        "nhsno", "nhsnum", "mrn", "pid", "patient", "patientno", "caseno", "name", "forename", "firstname", "surname",
        "lastname", "fullname", "dob", "address", "uprn", "email", "phone", "telephone", "mobile",
    }
)  # fmt: skip
WITHIN = (
    "nhsnumber", "patientid", "patientnumber", "patientname", "hospitalnumber", "hospitalno", "pasnumber",
    "dateofbirth", "birthdate", "postcode", "homeaddress", "pathwayid", "referralid", "appointmentid", "attendanceid",
    "spellid",
)  # fmt: skip
TEXTS = {
    "E-961": (
        "does not hold a deprivation quintile.",
        "Write 1 (most deprived) to 5 (least deprived), unknown, or nothing in the row of all quintiles together.",
    ),
}
PATIENTS = replace(FORM, name="patients", texts=TEXTS)


def read_patients(path: Path, *, measures: Collection[str], whole_base: Collection[str] = ()) -> tuple[CountsRow, ...]:
    """The rows of a patients' counts return; the quintile is a breakdown of a row, where it has one.

    Parameters
        measures: the ids of the measures of patients; `whole_base`: those whose groups stand over one total.
    Raises
        InputError: the file looks like a list of patients, cannot be read, lacks a column, or any row is wrong.
    """
    _refuse_lists(path)
    rows = read_counts(path, measures=measures, whole_base=whole_base)
    wrong = [row for row in rows if dict(row.breakdown).get(QUINTILE, QUINTILES[0]) not in QUINTILES]
    PATIENTS.refuse(path, [Problem("E-961", QUINTILE, row.row) for row in wrong])
    if all(row.denominator <= 1 for row in rows):
        raise _a_list(path, "in which every row is of one patient at most")
    return rows


def _refuse_lists(path: Path) -> None:
    names = heads(path)
    # No name is repeated: a file without a header would show a patient's cells.
    if any(_of_one_patient(re.sub(r"[^a-z0-9]", "", name)) for name in names):
        raise _a_list(path, "with columns that only a list of patients has")
    missing = [name for name in HEADER if name not in names]
    if missing:
        raise InputError(
            f"{path.name}, without the columns {', '.join(missing)}.",
            expected=f"the header {','.join(HEADER)}; further columns are breakdowns.",
            do_this="add or rename the columns; do not send a list of patients.",
        )


def _of_one_patient(name: str) -> bool:
    return name in OF_ONE_PATIENT or any(part in name for part in WITHIN)


def _a_list(path: Path, which: str) -> InputError:
    return InputError(
        f"{path.name}, {which}.",
        expected=f"counts of patients by group and deprivation, under the header {','.join(HEADER)}.",
        do_this="have the counts made where the records are kept, and delete this copy if you should not hold it.",
    )
