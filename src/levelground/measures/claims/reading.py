"""Reads published claims."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from levelground.extracts.form import Form, Line, Problem, day
from levelground.measures.claims.claim import COUNTS, Claim, Kind, kind_of, recognised
from levelground.measures.claims.quantities import Printed, understand

HEADER = ("claim_id", "organisation", "period_end", "measure", "item", "printed")
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
FORM = Form(
    "claims",
    HEADER,
    "",
    TEXTS,
    too_wide="E-608",
    thing="claim",
    expected="one row for each number that a page prints.",
)


@dataclass(frozen=True)
class _Row:
    number: int
    claim_id: str
    subject: tuple[str, dt.date, str]
    printed: Printed


def read_claims(path: Path) -> tuple[Claim, ...]:
    """The claims of a file, in the order in which their ids first appear.

    Raises
        InputError: the file cannot be opened, a column is missing, it holds no row, or any row is wrong; then it
        carries every finding, with row and column.
    """
    lines, problems = FORM.lines(path)
    rows = [row for line in lines if (row := _row(line, problems)) is not None]
    problems += _across(rows)
    FORM.refuse(path, problems, rows)
    return _claims(rows)


def _row(line: Line, problems: list[Problem]) -> _Row | None:
    number, cell = line
    wrong = [Problem("E-601", name, number) for name in ("claim_id", "organisation", "measure") if not cell[name]]
    period_end, item = day(cell["period_end"]), recognised(cell["item"])
    if period_end is None:
        wrong.append(Problem("E-602", "period_end", number))
    if item is None:
        wrong.append(Problem("E-603", "item", number))
    printed = understand(item or "", cell["printed"])
    if printed is None:
        wrong.append(Problem("E-604", "printed", number))
    elif item and (code := _impossible(printed)):
        wrong.append(Problem(code, "printed", number))
    problems += wrong
    if wrong or period_end is None or printed is None:
        return None
    return _Row(number, cell["claim_id"], (cell["organisation"], period_end, cell["measure"].casefold()), printed)


def _impossible(printed: Printed) -> str | None:
    kind, value = kind_of(printed.item), printed.value
    if value is None:
        return None
    if kind in COUNTS and (value < 0 or value.denominator != 1 or printed.percent_sign):
        return "E-605"
    return "E-609" if value < 0 and kind is not Kind.DIFFERENCE else None


def _across(rows: list[_Row]) -> Iterator[Problem]:
    """What only shows when the rows of one claim are seen together."""
    subjects: dict[str, tuple[str, dt.date, str]] = {}
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if subjects.setdefault(row.claim_id, row.subject) != row.subject:
            yield Problem("E-607", "claim_id", row.number)
        if (row.claim_id, row.printed.item) in seen:
            yield Problem("E-606", "item", row.number)
        seen.add((row.claim_id, row.printed.item))


def _claims(rows: list[_Row]) -> tuple[Claim, ...]:
    together: dict[str, list[_Row]] = {}
    for row in rows:
        together.setdefault(row.claim_id, []).append(row)
    return tuple(
        Claim(claim_id, *parts[0].subject, tuple(row.printed for row in parts)) for claim_id, parts in together.items()
    )
