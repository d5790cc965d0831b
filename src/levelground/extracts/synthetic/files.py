"""A table as the file that its system would write, and the mapping that reads it; the same bytes for the same table."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Mapping

from levelground.extracts.synthetic.tables import Table

NOTES = (
    "Notes",
    "Made by a program: nobody in this file exists.",
    "Informal matters are marked N and do not count.",
)
# Workbooks carry the time of their making twice; a fixed one keeps the bytes the same for the same seed.
FIXED = "2026-04-01T00:00:00Z"
FIXED_ENTRY = (2026, 4, 1, 0, 0, 0)


def delimited(table: Table, *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The table as CSV or TSV, with Windows line ends as exports have them."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerows(table.above)
    writer.writerow(table.columns.values())
    writer.writerows(table.rows)
    writer.writerows(table.foot)
    return text.getvalue().encode(encoding)


def workbook(table: Table, sheet: str) -> bytes:
    """The table as an Excel workbook, with a second sheet of notes."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    page = book.create_sheet(sheet)
    for row in (*table.above, tuple(table.columns.values()), *table.rows, *table.foot):
        page.append(list(row))
    notes = book.create_sheet("Notes")
    for line in NOTES:
        notes.append([line])
    written = io.BytesIO()
    book.save(written)
    return _without_clock(written.getvalue())


def _without_clock(data: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT[\d:.]+Z", FIXED.encode(), content)
            after.writestr(zipfile.ZipInfo(name, FIXED_ENTRY), content, zipfile.ZIP_DEFLATED)
    return written.getvalue()


def mapping(table: Table, *, sheet: str | None = None) -> str:
    """The mapping file of the table, as an analyst would have it after accepting the proposal."""
    lines = ["# Made by a program, as the whole folder.", f"extract = {json.dumps(table.extract)}"]
    if sheet:
        lines.append(f"sheet = {json.dumps(sheet)}")
    if table.above:
        lines.append(f"header_row = {len(table.above) + 1}")
    lines.append('date_order = "day first"')
    for title, entries in (("constants", table.constants), ("columns", table.columns)):
        lines += _section(title, entries) if entries else []
    return "\n".join(lines) + "\n"


def _section(title: str, entries: Mapping[str, str]) -> list[str]:
    return ["", f"[{title}]", *(f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in entries.items())]
