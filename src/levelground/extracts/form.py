"""The small CSV forms that other programs rely on, the counts return and claims: read whole, or refused whole.

Everything wrong with a file is found in one pass; a file with anything wrong is refused, because a half-read one would
give figures of different things.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.findings import Finding, Severity

MOST_ROWS_NAMED = 5
Line = tuple[int, dict[str, str]]


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one cell, or with a row, before problems of one sort are grouped."""

    code: str
    field: str
    row: int


@dataclass(frozen=True)
class Form:
    """A form: its columns, and for each code what is wrong and what to do. `too_wide` is the code of too long a row.

    `thing` is what a file must have one of at least, `expected` the rows that hold it.
    """

    name: str
    header: tuple[str, ...]
    further: str
    texts: Mapping[str, tuple[str, str]]
    too_wide: str
    thing: str = "row"
    expected: str = "one row below the header at least."

    def lines(self, path: Path) -> tuple[list[Line], list[Problem]]:
        """Each row's number and its cells by column, and the rows that hold more cells than the header.

        Raises
            InputError: the file cannot be opened or is no CSV file, or a column is missing or repeated.
        """
        header, rows = _grid(path)
        missing = [name for name in self.header if name not in header]
        if missing or len(set(header)) < len(header):
            raise InputError(
                f"{path.name} with the columns {', '.join(header) or '(none)'}.",
                expected=f"the header {','.join(self.header)}, each once{self.further}.",
                do_this=f"add or rename: {', '.join(missing)}." if missing else "remove the repeated column.",
            )
        wide = [Problem(self.too_wide, "", number) for number, cells in rows if len(cells) > len(header)]
        short = [(number, cells) for number, cells in rows if len(cells) <= len(header)]
        return [(n, dict(zip(header, [*cells, *[""] * len(header)], strict=False))) for n, cells in short], wide

    def refuse(self, path: Path, problems: Iterable[Problem], read: Collection[object]) -> None:
        """Say all problems at once, or that nothing was read; nothing where all is well.

        Raises
            InputError: there are problems, or no row; carries a finding for each sort in each column, never a value.
        """
        found: dict[tuple[str, str], list[int]] = {}
        for problem in problems:
            found.setdefault((problem.code, problem.field), []).append(problem.row)
        number = sum(map(len, found.values()))
        downwards = sorted(found.items(), key=lambda of: min(of[1]))
        if number:
            raise InputError(
                f"{path.name} with {number} problem{'s' if number > 1 else ''} in its rows.",
                expected="a file without problems: nothing is worked out from one that is partly wrong.",
                do_this="correct the rows named below and run the command again.",
                findings=tuple(self._finding(path, *place, rows) for place, rows in downwards),
            )
        if not read:
            raise InputError(
                f"{path.name} without a single {self.thing}.",
                expected=self.expected,
                do_this="add rows below the header.",
            )

    def _finding(self, path: Path, code: str, field: str, rows: list[int]) -> Finding:
        problem, hint = self.texts[code]
        return Finding(
            code,
            Severity.ERROR,
            path.name,
            f"The column '{field}' {problem}" if field else f"The row {problem}",
            hint,
            extract=self.name,
            field=field or None,
            column=field or None,
            rows=tuple(sorted(rows)[:MOST_ROWS_NAMED]),
            count=len(rows),
        )


def columns(path: Path) -> list[str]:
    """The names in a file's header, in small letters: to tell which form it is before it is read as one.

    Raises
        InputError: the file cannot be opened or is no CSV file.
    """
    return _grid(path)[0]


def heads(path: Path) -> list[str]:
    """The names of the columns, from the first line that is not empty: no cell below it is read.

    Raises
        InputError: the file cannot be opened, or is no text file.
    """
    try:
        with path.open("rb") as file:
            first = next((line for line in file if line.strip()), b"")
    except OSError as error:
        raise _refused(path, f"cannot be opened ({error.strerror})", "check the path") from None
    cells = next(csv.reader([_text(path, first).strip()]), [])
    return [cell.strip().casefold() for cell in cells]


def day(text: str) -> dt.date | None:
    """A date as 2026-03-31, 31/03/2026 or 31-03-2026; None where it is none of them."""
    for form in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def _grid(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _refused(path, f"cannot be opened ({error.strerror})", "check the path") from None
    reader = csv.reader(io.StringIO(_text(path, data), newline=""))
    try:
        lines = [(reader.line_num, [cell.strip() for cell in cells]) for cells in reader if any(map(str.strip, cells))]
    except csv.Error:
        why = f"cannot be read as CSV near line {reader.line_num}"
        raise _refused(path, why, "look for a double quote that is not closed") from None
    return ([name.casefold() for name in lines[0][1]], lines[1:]) if lines else ([], [])


def _text(path: Path, data: bytes) -> str:
    if b"\0" in data:
        raise _refused(path, "is not a text file", "save the sheet as 'CSV UTF-8' in your spreadsheet program")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _refused(path: Path, why: str, do_this: str) -> InputError:
    return InputError(
        f"{path.name}, which {why}.", expected="a CSV file that exists and may be read.", do_this=f"{do_this}."
    )
