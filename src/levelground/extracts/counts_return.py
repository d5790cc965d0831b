"""The counts return: for those who hold counts only. A fixed header, and further columns as breakdowns.

Everything wrong with the file is found in one pass; a file with anything wrong is refused whole, because a return is
small and a half-read one would give ratios of different things.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.findings import Finding, Severity
from levelground.vocabulary import ethnicity

HEADER = ("organisation", "period_end", "measure", "group", "numerator", "denominator")
GROUPS = ("white", "bme", "unknown", "mixed", "asian", "black", "other")
MOST_ROWS_NAMED = 5


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


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell, before problems of one sort are grouped."""

    code: str
    field: str
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


def read_counts(path: Path, *, measures: Collection[str], whole_base: Collection[str] = ()) -> tuple[CountsRow, ...]:
    """The rows of a counts return.

    Parameters
        measures: the ids that the catalogue knows; `whole_base`: those whose groups stand over one total.
    Raises
        InputError: the file cannot be read, a column is missing, or any row is wrong; carries every finding.
    """
    header, lines = _grid(path)
    missing = [name for name in HEADER if name not in header]
    if missing or len(set(header)) < len(header):
        raise InputError(
            f"{path.name} with the columns {', '.join(header) or '(none)'}.",
            expected=f"the header {','.join(HEADER)}, each once; further columns are breakdowns.",
            do_this=f"add or rename: {', '.join(missing)}." if missing else "remove the repeated column.",
        )
    problems: list[Problem] = []
    rows = [row for number, line in lines if (row := _row(header, line, number, problems)) is not None]
    problems += [Problem("E-503", "measure", row.row) for row in rows if row.measure not in measures]
    problems += _across(rows, whole_base)
    if problems:
        findings = grouped(problems, path.name)
        raise InputError(
            f"{path.name} with {len(problems)} problem{'s' if len(problems) > 1 else ''} in its rows.",
            expected="a counts return without problems: nothing is computed from a return that is partly wrong.",
            do_this="correct the rows named below and run the command again.",
            findings=findings,
        )
    if not rows:
        raise InputError(
            f"{path.name} without a single row of counts.",
            expected="one row for each group of each measure.",
            do_this="add rows below the header.",
        )
    return tuple(rows)


def _grid(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"{path.name}, which cannot be opened ({error.strerror}).",
            expected="a CSV file that exists and may be read.",
            do_this="check the path.",
        ) from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    reader = csv.reader(io.StringIO(text, newline=""))
    lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(c.strip() for c in cells)]
    if not lines:
        return [], []
    return [name.lower() for name in lines[0][1]], lines[1:]


def _row(header: list[str], cells: list[str], number: int, problems: list[Problem]) -> CountsRow | None:
    if len(cells) > len(header):
        problems.append(Problem("E-510", "", number))
        return None
    cell = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    wrong: list[Problem] = []
    if not cell["organisation"]:
        wrong.append(Problem("E-501", "organisation", number))
    day = _date(cell["period_end"])
    if day is None:
        wrong.append(Problem("E-502", "period_end", number))
    group = _group(cell["group"])
    if group is None:
        wrong.append(Problem("E-504", "group", number))
    counts = {name: _count(cell[name]) for name in ("numerator", "denominator")}
    wrong += [Problem("E-505", name, number) for name, count in counts.items() if count is None]
    problems += wrong
    numerator, denominator = counts["numerator"], counts["denominator"]
    if day is None or group is None or numerator is None or denominator is None:
        return None
    breakdown = tuple((name, cell[name]) for name in header if name not in HEADER and cell[name])
    return CountsRow(
        cell["organisation"], day, cell["measure"].lower(), group, numerator, denominator, breakdown, number
    )


def _date(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


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
        broad = [row for row in table if row.group in GROUPS[:3]]
        if sum(row.numerator for row in broad) > common:
            yield Problem("E-509", "numerator", table[0].row)


def grouped(problems: Iterable[Problem], file: str) -> tuple[Finding, ...]:
    """Problems of one sort in one column as one finding with its first rows and its number; never a cell's value."""
    found: dict[tuple[str, str], list[int]] = {}
    for problem in problems:
        found.setdefault((problem.code, problem.field), []).append(problem.row)
    return tuple(
        Finding(
            code,
            Severity.ERROR,
            file,
            f"The column '{field}' {TEXTS[code][0]}" if field else f"The row {TEXTS[code][0]}",
            TEXTS[code][1],
            extract="counts",
            field=field or None,
            column=field or None,
            rows=tuple(sorted(rows)[:MOST_ROWS_NAMED]),
            count=len(rows),
        )
        for (code, field), rows in found.items()
    )
