"""Reads published claims. Everything wrong with the file is found in one pass, and then nothing is checked."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.findings import Finding, Severity
from levelground.measures.claims.claim import COUNTS, Claim, Kind, kind_of, recognised
from levelground.measures.claims.quantities import Printed, understand

HEADER = ("claim_id", "organisation", "period_end", "measure", "item", "printed")
MOST_ROWS_NAMED = 5
TEXTS = {
    "E-601": ("is empty.", "Fill it in on every row: each row is read by itself."),
    "E-602": ("does not hold a date.", "Write dates as 2026-03-31 or 31/03/2026."),
    "E-603": (
        "names an item that is not known.",
        "Use total, ratio, difference, or a group such as white, bme, unknown or H before _numerator, _denominator, "
        "_rate_percent or _share_percent.",
    ),
    "E-604": (
        "does not hold a number.",
        "Type it as the page prints it: 1.54, 17.16%, 2,505; nothing or n/a where the page prints no value.",
    ),
    "E-605": ("does not hold a whole number of people, 0 or more.", "Give the count as it is printed."),
    "E-606": (
        "repeats an item of the same claim.",
        "Give what another page prints a claim_id of its own: two pages are two claims.",
    ),
    "E-607": (
        "belongs to another organisation, period or measure than the rows above with the same claim_id.",
        "Give each claim a claim_id of its own.",
    ),
    "E-609": ("is below 0.", "Only a difference can be below 0."),
    "E-608": ("holds more cells than the header has columns.", "Put a number with a comma in double quotes."),
}


@dataclass(frozen=True)
class _Row:
    number: int
    claim_id: str
    subject: tuple[str, dt.date, str]
    printed: Printed


@dataclass(frozen=True)
class _Problem:
    code: str
    field: str
    row: int


def read_claims(path: Path) -> tuple[Claim, ...]:
    """The claims of a file, in the order in which their ids first appear.

    Raises
        InputError: the file cannot be opened, a column is missing, it holds no row, or any row is wrong; then it
        carries every finding, with row and column.
    """
    header, lines = _grid(path)
    missing = [name for name in HEADER if name not in header]
    if missing or len(set(header)) < len(header):
        raise InputError(
            f"{path.name} with the columns {', '.join(header) or '(none)'}.",
            expected=f"the header {','.join(HEADER)}, each once.",
            do_this=f"add or rename: {', '.join(missing)}." if missing else "remove the repeated column.",
        )
    problems: list[_Problem] = []
    rows = [row for number, cells in lines if (row := _row(header, cells, number, problems)) is not None]
    problems += _across(rows)
    if problems:
        raise InputError(
            f"{path.name} with {len(problems)} problem{'s' if len(problems) > 1 else ''} in its rows.",
            expected="claims without problems: nothing is checked from a file that is partly wrong.",
            do_this="correct the rows named below and run the command again.",
            findings=_grouped(problems, path.name),
        )
    if not rows:
        raise InputError(
            f"{path.name} without a single claim.",
            expected="one row for each number that a page prints.",
            do_this="add rows below the header.",
        )
    return _claims(rows)


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
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise InputError(
            f"{path.name}, which cannot be read as CSV near line {reader.line_num} ({error}).",
            expected="a CSV file with one short cell in each column.",
            do_this="look for a double quote that is not closed.",
        ) from None
    if not lines:
        return [], []
    return [name.casefold() for name in lines[0][1]], lines[1:]


def _row(header: list[str], cells: list[str], number: int, problems: list[_Problem]) -> _Row | None:
    if len(cells) > len(header):
        problems.append(_Problem("E-608", "", number))
        return None
    cell = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
    wrong = [_Problem("E-601", name, number) for name in ("claim_id", "organisation", "measure") if not cell[name]]
    day, item = _date(cell["period_end"]), recognised(cell["item"])
    if day is None:
        wrong.append(_Problem("E-602", "period_end", number))
    if item is None:
        wrong.append(_Problem("E-603", "item", number))
    printed = understand(item or "", cell["printed"])
    if printed is None:
        wrong.append(_Problem("E-604", "printed", number))
    elif item and (code := _impossible(printed)):
        wrong.append(_Problem(code, "printed", number))
    problems += wrong
    if wrong or day is None or printed is None:
        return None
    return _Row(number, cell["claim_id"], (cell["organisation"], day, cell["measure"].casefold()), printed)


def _date(text: str) -> dt.date | None:
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _impossible(printed: Printed) -> str | None:
    kind, value = kind_of(printed.item), printed.value
    if value is None:
        return None
    if kind in COUNTS and (value < 0 or value.denominator != 1 or printed.percent_sign):
        return "E-605"
    return "E-609" if value < 0 and kind is not Kind.DIFFERENCE else None


def _across(rows: list[_Row]) -> Iterator[_Problem]:
    """What only shows when the rows of one claim are seen together."""
    subjects: dict[str, tuple[str, dt.date, str]] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if subjects.setdefault(row.claim_id, row.subject) != row.subject:
            yield _Problem("E-607", "claim_id", row.number)
        if (row.claim_id, row.printed.item) in seen:
            yield _Problem("E-606", "item", row.number)
        seen.add((row.claim_id, row.printed.item))


def _claims(rows: list[_Row]) -> tuple[Claim, ...]:
    together: dict[str, list[_Row]] = {}
    for row in rows:
        together.setdefault(row.claim_id, []).append(row)
    return tuple(
        Claim(claim_id, *parts[0].subject, tuple(row.printed for row in parts)) for claim_id, parts in together.items()
    )


def _grouped(problems: Iterable[_Problem], file: str) -> tuple[Finding, ...]:
    """Problems of one sort in one column as one finding with its first rows and their number; never a cell's value."""
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
            extract="claims",
            field=field or None,
            column=field or None,
            rows=tuple(sorted(rows)[:MOST_ROWS_NAMED]),
            count=len(rows),
        )
        for (code, field), rows in found.items()
    )
