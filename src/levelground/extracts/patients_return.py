"""The patients' counts return: counts of patients or appointments by ethnic group and deprivation, and nothing finer.

No row of a single patient is taken in. A file whose header looks like one is refused before any cell below it is read;
a listing without such a header is known by its denominators of 1, and a cell by looking like a patient's number or
postcode. No refusal repeats what a cell holds.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.counts_return import GROUPS, Codes, CountsRow, counts_row, repeated
from levelground.extracts.counts_return import TEXTS as COUNTS_TEXTS
from levelground.extracts.form import Form, Line, Problem, heads
from levelground.vocabulary import deprivation

HEADER = (
    "organisation", "period_end", "measure", "group", deprivation.DIMENSION, "numerator", "denominator",
)  # fmt: skip
EVERYONE = "all"
# What a column is called that only a list of patients or appointments has: as the whole name, or within it.
RECORD_NAMES: Mapping[str, tuple[str, ...]] = {
    "NHS number": ("nhsno", "nhsnum"),
    "patient identifier": ("patient", "patientno", "pid", "mrn", "pasid", "caseno", "ubrn", "pathwayno"),
    "name": ("name", "forename", "firstname", "givenname", "surname", "lastname", "familyname", "fullname"),
    "date of birth": ("dob", "birthdate", "dateofbirth"),
    "address": ("address", "uprn", "lsoa", "lsoa11", "lsoa21"),
    "contact": ("email", "emailaddress", "phone", "telephone", "mobile"),
    "date of one event": ("appointmentdate", "referraldate", "admissiondate", "dischargedate", "attendancedate"),
}
RECORD_PARTS: Mapping[str, tuple[str, ...]] = {
    "NHS number": ("nhsnumber",),
    "patient identifier": (
        "patientid", "patientnumber", "hospitalnumber", "hospitalno", "casenumber", "pathwayid", "referralid",
        "appointmentid", "attendanceid", "spellid",
    ),
    "name": ("patientname", "patientsname", "patientforename", "patientsurname"),
    "date of birth": ("dateofbirth", "birthdate", "patientdob"),
    "address": ("postcode", "homeaddress", "patientaddress"),
}  # fmt: skip
NHS_NUMBER = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}", re.IGNORECASE)

CODES = Codes("E-961", "E-962", "E-964", "E-966")
TEXTS = {
    "E-960": (
        "looks like one row for each patient or appointment. What it holds is not repeated here.",
        "Count first, by ethnic group and deprivation, where the patients' records are kept; then give the counts.",
    ),
    "E-961": ("has no organisation code.", "Give the ODS code."),
    "E-962": ("does not hold a date.", "Write dates as 2026-03-31 or 31/03/2026."),
    "E-963": ("names a measure that is none of patients.", "Use an id such as patients_waiting; see catalogue."),
    "E-964": (
        "names a group that is not known, or that its measure does not have.",
        "Use white, bme, unknown, mixed, asian, black, other or a category code; all for completeness, and only there.",
    ),
    "E-965": ("names a deprivation quintile that is not known.", "Use 1 (most deprived) to 5, unknown, or nothing."),
    "E-966": ("does not hold a whole number, 0 or more.", "Give a count, without commas or decimals."),
    "E-967": (
        "is larger than the count that it is part of.",
        "Check whether the columns were exchanged, and that the longer wait is counted among the shorter one.",
    ),
    "E-968": ("repeats a group that was already given for the same measure, period and breakdown.", "Keep one row."),
    "E-969": (
        "does not agree with the other rows of its group.",
        "Quintiles 1 to 5 and unknown make up the row of all quintiles: give all six, or that row as well. The two "
        "waits stand over the same patients.",
    ),
}
WIDE = "E-510"
FORM = Form("patients", HEADER, "; further columns are breakdowns", {**TEXTS, WIDE: COUNTS_TEXTS[WIDE]}, too_wide=WIDE)

Table = tuple[str, object, str, str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Known:
    """What the catalogue knows: ids of measures, those `of_everyone` without groups, which count is `within` which."""

    measures: Collection[str]
    of_everyone: Collection[str]
    within: Mapping[str, str]


def read_patients(path: Path, known: Known) -> tuple[CountsRow, ...]:
    """The rows of a patients' counts return; a quintile stands last in a row's breakdown.

    Raises
        InputError: the file cannot be read, looks like one row a patient, lacks a column, or any row is wrong; carries
        every finding.
    """
    _refuse_header(path, heads(path))
    lines, problems = FORM.lines(path)
    read = (_row(line, problems, known) for line in lines)
    rows = [row for row in read if row is not None]
    problems += _across(rows, known)
    FORM.refuse(path, problems)
    if not rows:
        raise InputError(
            f"{path.name} without a single row of counts.",
            expected="one row for each group and deprivation quintile of each measure.",
            do_this="add rows below the header.",
        )
    return tuple(rows)


def _refuse_header(path: Path, names: list[str]) -> None:
    """Refuse a list of patients by its columns, and a file without our header without repeating its first row."""
    kinds = dict.fromkeys(kind for name in names if (kind := _record_kind(name)))
    if kinds:
        raise InputError(
            f"{path.name}, whose columns look like one row for each patient: {', '.join(kinds)}. No row was read.",
            expected="counts of many patients, by ethnic group and deprivation quintile; no list of patients.",
            do_this="count where the patients' records are kept, then give the counts; do not send this file on.",
            findings=FORM.findings(path, [Problem("E-960", kind, 1) for kind in kinds]),
        )
    missing = [name for name in HEADER if name not in names]
    if missing:
        raise InputError(
            f"{path.name}, whose first row is not the header of a patients' counts return. No further row was read.",
            expected=f"the header {','.join(HEADER)}, each once{FORM.further}.",
            do_this=f"add or rename: {', '.join(missing)}.",
        )


def _record_kind(name: str) -> str | None:
    plain = re.sub(r"[^a-z0-9]", "", name)
    whole = (kind for kind, names in RECORD_NAMES.items() if plain in names)
    within = (kind for kind, parts in RECORD_PARTS.items() if any(part in plain for part in parts))
    return next(whole, None) or next(within, None)


def _row(line: Line, problems: list[Problem], known: Known) -> CountsRow | None:
    number, cell = line
    row = counts_row(line, problems, form=FORM, codes=CODES, groups=(*GROUPS, EVERYONE))
    said = cell[deprivation.DIMENSION]
    quintile = "" if said.casefold() in ("", EVERYONE) else deprivation.recognise(said)
    wrong = [Problem("E-965", deprivation.DIMENSION, number)] if quintile is None else []
    measure = cell["measure"].lower()
    wrong += [Problem("E-963", "measure", number)] if measure not in known.measures else []
    if row is not None and measure in known.measures and (row.group == EVERYONE) != (measure in known.of_everyone):
        wrong.append(Problem("E-964", "group", number))
    wrong += [
        Problem("E-960", name, number)
        for name, text in cell.items()
        if name not in HEADER and (NHS_NUMBER.fullmatch(text) or POSTCODE.fullmatch(text))
    ]
    problems += wrong
    if row is None or wrong:
        return None
    return replace(row, breakdown=(*row.breakdown, (deprivation.DIMENSION, quintile))) if quintile else row


def _across(rows: list[CountsRow], known: Known) -> Iterator[Problem]:
    """What only shows when the rows are seen together."""
    yield from (Problem("E-967", "numerator", row.row) for row in rows if row.numerator > row.denominator)
    yield from (Problem("E-968", "group", row.row) for row in repeated(rows))
    yield from (Problem("E-960", "denominator", row.row) for row in _listed(rows))
    yield from _waits(rows, known.within)
    yield from _quintiles(rows)


def _listed(rows: Iterable[CountsRow]) -> Iterator[CountsRow]:
    """The rows of tables in which nothing but single patients is counted."""
    tables: dict[tuple[str, tuple[str, ...]], list[CountsRow]] = {}
    for row in rows:
        tables.setdefault((row.measure, tuple(name for name, _ in row.breakdown)), []).append(row)
    for table in tables.values():
        if max(row.denominator for row in table) == 1:
            yield from table


def _waits(rows: Iterable[CountsRow], within: Mapping[str, str]) -> Iterator[Problem]:
    """A longer wait is part of the shorter one, of the same patients."""
    found = {_place(row): row for row in rows}
    for row in found.values():
        wider = found.get((*_place(row)[:2], within.get(row.measure, ""), *_place(row)[3:]))
        if wider is None:
            continue
        if row.denominator != wider.denominator:
            yield Problem("E-969", "denominator", row.row)
        elif row.numerator > wider.numerator:
            yield Problem("E-967", "numerator", row.row)


def _quintiles(rows: Iterable[CountsRow]) -> Iterator[Problem]:
    """All six make up the whole, and nothing less than all six stands for it."""
    wholes, parts = dict[Table, CountsRow](), dict[Table, list[CountsRow]]()
    for row in rows:
        by_quintile = row.breakdown[-1:] and row.breakdown[-1][0] == deprivation.DIMENSION
        place = _place(replace(row, breakdown=row.breakdown[:-1]) if by_quintile else row)
        if by_quintile:
            parts.setdefault(place, []).append(row)
        else:
            wholes[place] = row
    for place, table in parts.items():
        whole, complete = wholes.get(place), len(table) >= len(deprivation.QUINTILES)
        if whole is None:
            yield from (Problem("E-969", deprivation.DIMENSION, row.row) for row in table[:1] if not complete)
            continue
        for name in ("numerator", "denominator"):
            added, given = sum(getattr(row, name) for row in table), getattr(whole, name)
            if added > given or (complete and added < given):
                yield Problem("E-969", name, whole.row)


def _place(row: CountsRow) -> Table:
    return row.organisation, row.period_end, row.measure, row.group, row.breakdown
