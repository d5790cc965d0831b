"""One file to validated rows: its problems collected in one pass, never raised one by one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.columns import Source, constants, order_of_dates, read_column
from levelground.extracts.findings import Finding
from levelground.extracts.headers import Header, bare, fields_of, find_header, fit, wanted_names
from levelground.extracts.mapping import Mapping
from levelground.extracts.propose import propose_for
from levelground.extracts.rows import Rows, checked
from levelground.extracts.schemas import EXTRACTS
from levelground.extracts.tabular import Grid, read_grids
from levelground.vocabulary.tables import folded

__all__ = ["Rows", "read_extract"]

TOTAL = re.compile(r"(grand |sub)?[- ]?totals?\b.*")
FEWEST_COLUMNS_OF_A_TABLE = 3


def read_extract(path: Path, mapping: Mapping) -> tuple[Rows, tuple[Finding, ...]]:
    """The validated rows of a file, and every problem in it.

    Parameters
        mapping: how its columns and values become ours; one that lists no column at all takes the known headers.
    Returns
        The rows, and the findings, grouped. A file that cannot be read gives no rows; a column that is missing, or in
        doubt, is empty. In both cases an error among the findings says so: its figures stop.
    """
    source = Source(path.name, mapping, EXTRACTS[mapping.extract])
    try:
        grids = read_grids(path)
    except InputError as error:
        return _nothing(source, source.finding("E-110", words=error.given.rstrip(".").split(": ", 1)[-1]))
    return read_from(grids, source)


def read_from(grids: Sequence[Grid], source: Source) -> tuple[Rows, tuple[Finding, ...]]:
    """The same, from the sheets of a file that has been opened."""
    findings = [source.finding("E-105", sheet=g.sheet) for g in grids if g.hidden and g.sheet != source.mapping.sheet]
    named = [grid for grid in grids if grid.sheet and grid.sheet == source.mapping.sheet]
    if source.mapping.sheet is not None and not named:
        return _nothing(source, *findings, source.finding("E-111"))
    visible = [grid for grid in grids if not grid.hidden] or list(grids)
    grid = (named or visible)[0]
    if not named and len(visible) > 1:
        grid = max(visible, key=lambda grid: fit(grid, _wanted(source)))
    source = replace(source, sheet=grid.sheet)
    if source.mapping.sheet is None and len(visible) > 1:
        findings.append(source.finding("E-109", count=len(visible) - 1))
    header = find_header(grid, _wanted(source), row=source.mapping.header_row)
    if header is None:
        return _nothing(source, *findings, source.finding("E-102" if any(map(any, grid.rows)) else "E-101"))
    rows, found = _below(grid, header, replace(source, mapping=_complete(grid, header, source)))
    return rows, (*findings, *_about(grid, header, source), *found)


def _nothing(source: Source, *findings: Finding) -> tuple[Rows, tuple[Finding, ...]]:
    return Rows(source.extract.name, dict(constants(source, 0)), [], source.file, source.sheet), findings


def _wanted(source: Source) -> frozenset[str]:
    return wanted_names(source.extract) | {bare(name) for name in source.mapping.columns.values()}


def _complete(grid: Grid, header: Header, source: Source) -> Mapping:
    """The mapping with the columns that it leaves to the headers that are known."""
    mapping = source.mapping
    if not mapping.columns:
        columns = propose_for(source.file, (grid,), source.extract).mapping.columns
        return replace(mapping, columns={n: header for n, header in columns.items() if n not in mapping.constants})
    taken = {bare(name) for name in mapping.columns.values()}
    needed = {
        name: next((header for header in headers if bare(header) not in taken), None)
        for name, headers in fields_of(header, source.extract).items()
        if source.extract.field(name).required and name not in {**mapping.columns, **mapping.constants}
    }
    return replace(mapping, columns={**mapping.columns, **{name: text for name, text in needed.items() if text}})


def _about(grid: Grid, header: Header, source: Source) -> list[Finding]:
    """What there is to say about the file before its rows."""
    findings = [source.finding("E-112")] if grid.old_encoding else []
    if header.last > header.first:
        findings.append(source.finding("E-106", rows=[header.first + 1, header.last + 1]))
    if any(any(row) for row in grid.rows[: header.first]):
        findings.append(source.finding("E-107", rows=[header.first + 1]))
    merged = [first + 1 for first, last in grid.merged if last > header.last]
    return [*findings, source.finding("E-108", rows=merged)] if merged else findings


def _below(grid: Grid, header: Header, source: Source) -> tuple[Rows, tuple[Finding, ...]]:
    """The rows below the header: cut out, read column by column, checked."""
    body, numbers, findings = _body(grid, header, source)
    if not body:
        return _nothing(source, *findings, source.finding("E-101"))
    texts, about_columns = _columns(body, header, source)
    findings += about_columns
    headers = {name: header.names[header.places(source.mapping.columns[name])[0]] for name in texts}
    source = replace(source, headers=headers, date_order=order_of_dates(source, texts))
    values = dict(constants(source, len(body)))
    for name, column in texts.items():
        values[name], wrong = read_column(column, numbers, source.extract.field(name), source)
        findings += wrong
    rows = Rows(source.extract.name, values, numbers, source.file, source.sheet, headers)
    rows, about_rows = checked(rows, source)
    return rows, (*findings, *about_rows)


def _body(grid: Grid, header: Header, source: Source) -> tuple[list[list[str]], list[int], list[Finding]]:
    """The rows of data with their numbers, as wide as the header; blank rows and what stands at the foot left out."""
    width = len(header.names)
    body, numbers, long = [], [], []
    for number, row in enumerate(grid.rows[header.last + 1 :], header.last + 2):
        # Nearly every row has a first cell; only the others are searched.
        if (row and row[0].strip()) or "".join(row).strip():
            if len(row) != width:
                if any(cell.strip() for cell in row[width:]):
                    long.append(number)
                row = row[:width] + [""] * (width - len(row))  # noqa: PLW2901 (the same row, as wide as the header)
            body.append(row)
            numbers.append(number)
    foot = _foot(body)
    findings = [source.finding("E-302", rows=long)] if long else []
    if foot:
        findings.append(source.finding("E-301", rows=numbers[-foot:]))
    return body[: len(body) - foot], numbers[: len(body) - foot], findings


def _foot(body: Sequence[Sequence[str]]) -> int:
    """How many rows at the end are totals, or remarks: one filled cell in a table of several columns."""
    for place, row in enumerate(reversed(body)):
        filled = [cell for cell in row if cell.strip()]
        remark = len(filled) == 1 and len(row) >= FEWEST_COLUMNS_OF_A_TABLE
        if not remark and not TOTAL.fullmatch(folded(filled[0])):
            return place
    return len(body)


def _columns(
    body: Sequence[Sequence[str]], header: Header, source: Source
) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """Each field's column of texts, and what is missing or stands twice."""
    columns = list(zip(*body, strict=True))
    texts: dict[str, tuple[str, ...]] = {}
    findings = []
    for field in source.extract.fields:
        name = source.mapping.columns.get(field.name)
        places = header.places(name) if name else []
        spelled = header.names[places[0]] if places else name
        if any(columns[place] != columns[places[0]] for place in places[1:]):
            findings.append(source.finding("E-104", field=field.name, column=spelled))
            continue
        if len(places) > 1:
            findings.append(source.finding("E-113", field=field.name, column=spelled))
        if places:
            texts[field.name] = columns[places[0]]
        elif name or (field.required and field.name not in source.mapping.constants):
            findings.append(source.finding("E-103", field=field.name, column=name))
    return texts, findings
