"""A problem in a file, with the place and the hint, and never a person's data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """An error stops the figures it touches; a warning is for a person to judge; a note says what was done."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One problem in one file, grouped when it occurs in many rows.

    `rows` are the first few row numbers as a spreadsheet shows them (the header's row counted), `count` is how many
    rows there are in all. `column` is the header as the file spells it; `field` is ours. `problem` and `hint` are full
    sentences made from the findings catalogue: never a cell's value.
    """

    code: str
    severity: Severity
    file: str
    problem: str
    hint: str
    sheet: str | None = None
    extract: str | None = None
    field: str | None = None
    column: str | None = None
    rows: tuple[int, ...] = ()
    count: int = 1
