"""The counts return of patients, by ethnic group and deprivation: aggregate counts only, never a row for a patient.

It is a counts return (`levelground.extracts.counts_return`) with a column more. A file that looks like a list of
patients is refused by its header alone; no message repeats anything that stands in the file.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.counts_return import FORM, CountsRow, checked
from levelground.extracts.counts_return import TEXTS as COUNTS_TEXTS
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
        "lastname", "fullname", "dob", "address", "uprn", "lsoa", "lsoa11", "lsoa21", "email", "phone", "telephone",
        "mobile", "appointmentdate", "referraldate", "admissiondate", "dischargedate", "attendancedate",
    }
)  # fmt: skip
WITHIN = (
    "nhsnumber", "patientid", "patientnumber", "patientname", "hospitalnumber", "hospitalno", "pasnumber",
    "dateofbirth", "birthdate", "postcode", "homeaddress", "pathwayid", "referralid", "appointmentid", "attendanceid",
    "spellid",
)  # fmt: skip
NHS_NUMBER = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.IGNORECASE)
# Who waits the longer time is among those who wait the shorter one.
AMONG: Mapping[str, str] = {"patients_long_wait": "patients_waiting"}
TEXTS = {
    "E-961": (
        "does not hold a deprivation quintile.",
        "Write 1 (most deprived) to 5 (least deprived), unknown, or nothing in the row of all quintiles together.",
    ),
    "E-962": (
        "holds what looks like a patient’s number or postcode.",
        "Remove the column: counts are of groups. If they are rows of patients, count them where they are kept.",
    ),
    "E-963": (
        "is 1 in every row that is broken down like this one, as in a list of patients.",
        "Count first, by group and deprivation; leave out a breakdown that is finer than that.",
    ),
    "E-964": (
        "does not agree with the shorter wait of the same patients.",
        "Who waited 52 weeks is among those who waited 18, and both stand over the same patients waiting.",
    ),
    "E-965": (
        "does not agree with the other rows of its place.",
        "Without a row of all quintiles every group needs quintiles 1 to 5, and unknown if another group has it; with "
        "such a row they may not add up to more, and must add up to it where all six are there.",
    ),
}
PATIENTS = replace(FORM, name="patients", texts={**COUNTS_TEXTS, **TEXTS})
Place = tuple[object, ...]


def read_patients(path: Path, *, measures: Collection[str], whole_base: Collection[str] = ()) -> tuple[CountsRow, ...]:
    """The rows of a patients' counts return; the quintile is a breakdown of a row, where it has one.

    Parameters
        measures: the ids of the measures of patients; `whole_base`: those whose groups stand over one total.
    Raises
        InputError: the file looks like a list of patients, cannot be read, lacks a column, or any row is wrong; carries
        every finding.
    """
    _refuse_lists(path)
    read, problems = checked(path, measures=measures, whole_base=whole_base)
    rows = [_quintile_last(row) for row in read]
    problems += _in_rows(rows)
    problems += _listed(rows)
    problems += _waits(rows)
    problems += _quintiles(rows)
    PATIENTS.refuse(path, problems, rows)
    return tuple(rows)


def without_quintile(row: CountsRow) -> CountsRow:
    """The row as one of all quintiles together."""
    return replace(row, breakdown=tuple(one for one in row.breakdown if one[0] != QUINTILE))


def place(row: CountsRow) -> Place:
    """Where a row stands: what has the same place is the same group of the same table."""
    return row.organisation, row.period_end, row.measure, row.breakdown, row.group


def _quintile_last(row: CountsRow) -> CountsRow:
    """The quintile behind further columns, wherever the file has them: a site and its quintiles are one table."""
    quintile = tuple(one for one in row.breakdown if one[0] == QUINTILE)
    return replace(row, breakdown=(*without_quintile(row).breakdown, *quintile))


def _in_rows(rows: Iterable[CountsRow]) -> Iterator[Problem]:
    """Quintiles that are none, and cells that could tell of one patient."""
    for row in rows:
        if _quintile(row) not in ("", *QUINTILES):
            yield Problem("E-961", QUINTILE, row.row)
        for name, text in row.breakdown:
            if NHS_NUMBER.fullmatch(text) or POSTCODE.fullmatch(text):
                yield Problem("E-962", name, row.row)


def _quintile(row: CountsRow) -> str:
    return dict(row.breakdown).get(QUINTILE, "")


def _listed(rows: Iterable[CountsRow]) -> Iterator[Problem]:
    """The rows of breakdowns in which nothing but single patients is counted, whatever stands beside them."""
    shapes: dict[Place, list[CountsRow]] = {}
    for row in rows:
        shapes.setdefault((row.measure, *(name for name, _ in row.breakdown)), []).append(row)
    for shape in shapes.values():
        if max(row.denominator for row in shape) == 1:
            yield from (Problem("E-963", "denominator", row.row) for row in shape)


def _waits(rows: Iterable[CountsRow]) -> Iterator[Problem]:
    found = {place(row): row for row in rows}
    for row in found.values():
        shorter = found.get(place(replace(row, measure=AMONG.get(row.measure, ""))))
        if shorter is not None and row.denominator != shorter.denominator:
            yield Problem("E-964", "denominator", row.row)
        elif shorter is not None and row.numerator > shorter.numerator:
            yield Problem("E-964", "numerator", row.row)


def _quintiles(rows: Sequence[CountsRow]) -> Iterator[Problem]:
    """The quintiles make up the row of all of them; where there is none, they are the same ones for every group."""
    wholes = {place(row): row for row in rows if not _quintile(row)}
    parts: dict[Place, dict[str, CountsRow]] = {}
    needed: dict[Place, set[str]] = {}
    for row in rows:
        if _quintile(row) in QUINTILES:
            whole = place(without_quintile(row))
            parts.setdefault(whole, {})[_quintile(row)] = row
            needed.setdefault(whole[:-1], set(QUINTILES[:-1])).add(_quintile(row))
    for where, table in parts.items():
        if where in wholes:
            yield from _added_up(wholes[where], table)
        elif not needed[where[:-1]] <= table.keys():
            yield Problem("E-965", QUINTILE, min(row.row for row in table.values()))


def _added_up(whole: CountsRow, table: Mapping[str, CountsRow]) -> Iterator[Problem]:
    for name in ("numerator", "denominator"):
        added, given = sum(getattr(row, name) for row in table.values()), getattr(whole, name)
        if added > given or (len(table) == len(QUINTILES) and added < given):
            yield Problem("E-965", name, whole.row)


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
