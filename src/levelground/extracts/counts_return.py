"""The counts return: for those who hold counts only. A fixed header, and further columns as breakdowns."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from levelground.extracts.form import Form, Line, Problem, day
from levelground.vocabulary import ethnicity
from levelground.vocabulary.groups import GROUPINGS

HEADER = ("organisation", "period_end", "measure", "group", "numerator", "denominator")
BASICS = tuple(group for grouping in GROUPINGS.values() for group in grouping.basics)
GROUPS = (*BASICS, *(group for grouping in GROUPINGS.values() for group in grouping.finer))


@dataclass(frozen=True)
class CountsRow:
    """One line of a counts return. `breakdown` holds the further columns that are filled in, in their order."""

    organisation: str
    period_end: dt.date
    measure: str
    group: str
    numerator: int
    denominator: int
    breakdown: tuple[tuple[str, str], ...]
    row: int


TEXTS = {
    "E-501": ("has no organisation code.", "Give the ODS code."),
    "E-502": ("does not hold a date.", "Write dates as 2026-03-31 or 31/03/2026."),
    "E-503": ("names a measure that is not in the catalogue.", "Use an id such as wres_2; see levelground catalogue."),
    "E-504": ("names a group that is not known.", "Use white, bme, unknown, or an ethnic category code such as H."),
    "E-505": ("does not hold a whole number, 0 or more.", "Give a count of people, without commas or decimals."),
    "E-506": ("is larger than its denominator.", "Check whether the two columns were exchanged."),
    "E-507": ("repeats a group that was already given for the same measure, period and breakdown.", "Keep one row."),
    "E-508": (
        "has another denominator than the other groups of its row; in this measure all groups stand over one total.",
        "Give the same denominator, everyone in the band including unknown, for each group.",
    ),
    "E-509": ("belongs to groups that add up to more than their denominator.", "Check the counts of that row."),
    "E-510": ("holds more cells than the header has columns.", "Check for a comma inside a cell."),
}
FORM = Form(
    "counts",
    HEADER,
    "; further columns are breakdowns",
    TEXTS,
    too_wide="E-510",
    thing="row of counts",
    expected="one row for each group of each measure.",
)


def read_counts(path: Path, *, measures: Collection[str], whole_base: Collection[str] = ()) -> tuple[CountsRow, ...]:
    """The rows of a counts return.

    Parameters
        measures: the ids that the catalogue knows; `whole_base`: those whose groups stand over one total.
    Raises
        InputError: the file cannot be read, a column is missing, or any row is wrong; carries every finding.
    """
    rows, problems = checked(path, measures=measures, whole_base=whole_base)
    FORM.refuse(path, problems, rows)
    return tuple(rows)


def checked(
    path: Path, *, measures: Collection[str], whole_base: Collection[str] = ()
) -> tuple[list[CountsRow], list[Problem]]:
    """The rows that can be read and everything wrong with the file so far: a form with more to check adds to it.

    Raises
        InputError: the file cannot be read, or a column is missing.
    """
    lines, problems = FORM.lines(path)
    rows = [row for line in lines if (row := _row(line, problems)) is not None]
    problems += [Problem("E-503", "measure", row.row) for row in rows if row.measure not in measures]
    problems += _across(rows, whole_base)
    return rows, problems


def _row(line: Line, problems: list[Problem]) -> CountsRow | None:
    number, cell = line
    wrong: list[Problem] = []
    if not cell["organisation"]:
        wrong.append(Problem("E-501", "organisation", number))
    period_end = day(cell["period_end"])
    if period_end is None:
        wrong.append(Problem("E-502", "period_end", number))
    group = _group(cell["group"])
    if group is None:
        wrong.append(Problem("E-504", "group", number))
    counts = {name: _count(cell[name]) for name in ("numerator", "denominator")}
    wrong += [Problem("E-505", name, number) for name, count in counts.items() if count is None]
    problems += wrong
    numerator, denominator = counts["numerator"], counts["denominator"]
    if period_end is None or group is None or numerator is None or denominator is None:
        return None
    breakdown = tuple((name, cell[name]) for name in cell if name not in HEADER and cell[name])
    return CountsRow(
        cell["organisation"], period_end, cell["measure"].lower(), group, numerator, denominator, breakdown, number
    )


def _group(text: str) -> str | None:
    return text.lower() if text.lower() in GROUPS else ethnicity.recognise(text)


def _count(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _across(rows: list[CountsRow], whole_base: Collection[str]) -> Iterable[Problem]:
    """What only shows when the rows of one table are seen together."""
    yield from (Problem("E-506", "numerator", row.row) for row in rows if row.numerator > row.denominator)
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        name = (row.organisation, row.period_end, row.measure, row.breakdown, row.group)
        if name in seen:
            yield Problem("E-507", "group", row.row)
        seen.add(name)
    tables: dict[tuple[object, ...], list[CountsRow]] = {}
    for row in rows:
        if row.measure in whole_base:
            tables.setdefault((row.organisation, row.period_end, row.measure, row.breakdown), []).append(row)
    for table in tables.values():
        common, _ = Counter(row.denominator for row in table).most_common(1)[0]
        yield from (Problem("E-508", "denominator", row.row) for row in table if row.denominator != common)
        broad = [row for row in table if row.group in BASICS]
        if sum(row.numerator for row in broad) > common:
            yield Problem("E-509", "numerator", table[0].row)
