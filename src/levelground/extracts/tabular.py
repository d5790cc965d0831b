"""From a file's bytes to a grid of texts: CSV, TSV, Excel and Parquet, in whatever encoding the trust's system used.

A grid's cells are plain text; Excel dates and numbers are written out the way a person would have typed them, so that
one reading of text serves every format.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levelground.errors import InputError

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".parquet")
SPREADSHEETS = SUFFIXES[3:8]
DELIMITERS = ",;\t|"
SNIFFED_LINES = 30


@dataclass(frozen=True)
class Grid:
    """One sheet's cells as text, row by row, with its name (None for formats without sheets).

    `merged` are the first and last rows (from 0) of its merged cells; `old_encoding` marks a text file that is not
    UTF-8.
    """

    rows: list[list[str]]
    sheet: str | None = None
    hidden: bool = False
    merged: tuple[tuple[int, int], ...] = ()
    old_encoding: bool = False


def read_grids(path: Path) -> list[Grid]:
    """Every sheet of a file; hidden ones are marked, for a person to know of.

    Raises
        InputError: the file cannot be opened, or is of no kind we read.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise _unreadable(path, "its name ends in no ending we read")
    try:
        if suffix in SPREADSHEETS:
            return _spreadsheet(path)
        return [_parquet(path)] if suffix == ".parquet" else [_delimited(path.read_bytes())]
    except OSError as error:
        raise _unreadable(path, error.strerror or "it cannot be opened") from None
    except csv.Error:
        raise _unreadable(path, "a cell in it is larger than any cell of an extract; a quote may stand open") from None


def _unreadable(path: Path, why: str) -> InputError:
    return InputError(
        f"{path.name}: {why}.",
        expected="a CSV, TSV, Excel or Parquet file.",
        do_this="save the extract again in one of these forms.",
    )


def _delimited(data: bytes) -> Grid:
    """UTF-8 with or without byte order mark, UTF-16 with one, else Windows-1252, which every old export is."""
    old = False
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", errors="replace")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text, old = data.decode("cp1252", errors="replace"), True
    sample = text[:100_000].splitlines()[:SNIFFED_LINES]
    # The delimiter that splits the most lines into the same number of cells; sniffing by quotes misleads on free text.
    delimiter = max(DELIMITERS, key=lambda sign: _evenness(sample, sign))
    return Grid(list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), old_encoding=old)


def _evenness(lines: list[str], sign: str) -> int:
    widths = [len(row) for row in csv.reader(lines, delimiter=sign)]
    common = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    return widths.count(common) * (common - 1)


def _spreadsheet(path: Path) -> list[Grid]:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            return [
                _sheet(book.get_sheet_by_name(about.name), about.visible != SheetVisibleEnum.Visible)
                for about in book.sheets_metadata
            ]
    except PasswordError:
        raise _unreadable(path, "it is protected by a password") from None
    except CalamineError:
        raise _unreadable(path, "it cannot be read as a spreadsheet") from None


def _sheet(sheet: Any, hidden: bool) -> Grid:
    rows = [
        [cell if type(cell) is str else _text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)
    ]
    merged = tuple((first[0], last[0]) for first, last in sheet.merged_cell_ranges or ())
    return Grid(rows, sheet.name, hidden, merged)


def _text(cell: Any) -> str:
    """A cell as a person would have typed it: whole numbers without a decimal point, dates in ISO form."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.datetime):
        return cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(" ")
    return str(cell)


def _parquet(path: Path) -> Grid:
    import duckdb

    connection = duckdb.connect(":memory:", config={"threads": "1"})
    try:
        answer = connection.execute("SELECT * FROM read_parquet(?)", [str(path)])
        header = [column[0] for column in answer.description or ()]
        rows = [["" if cell is None else _text(cell) for cell in row] for row in answer.fetchall()]
    except duckdb.Error:
        raise _unreadable(path, "it cannot be read as Parquet") from None
    finally:
        connection.close()
    return Grid([header, *rows])
