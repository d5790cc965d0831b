"""One file to validated rows: its problems collected in one pass, never raised one by one.

Work is done column by column, and each distinct text of a column is read once: a staff record has ten thousand rows and
twenty spellings of a pay band.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.catalogue import make
from levelground.extracts.cells import NOT_RECOGNISED, is_empty, reader_for
from levelground.extracts.findings import Finding
from levelground.extracts.headers import Header, bare, fields_of, find_header, wanted_names
from levelground.extracts.mapping import MONTH_FIRST, Mapping
from levelground.extracts.schemas import EXTRACTS, Extract, Field, FieldKind
from levelground.extracts.tabular import Grid, read_grids
from levelground.vocabulary.ethnicity import EthnicCategory
from levelground.vocabulary.tables import folded

FOOT = 10
TOTAL = re.compile(r"(grand |sub)?-?totals?\b.*")
NOT_READ = {
    FieldKind.DATE: "E-202",
    FieldKind.YES_NO: "E-203",
    FieldKind.COUNT: "E-204",
    FieldKind.NUMBER: "E-204",
    FieldKind.MONEY: "E-204",
    FieldKind.PERCENT: "E-204",
}
NUMBER_WORDS = {FieldKind.COUNT: "whole", FieldKind.PERCENT: "percentage (0 to 100)"}
SLASHED = re.compile(r"(\d\d?)/(\d\d?)/\d{2,4}")
FEW_DATES = 5


@dataclass(frozen=True)
class Rows:
    """Validated rows of one extract, column by column.

    Every field of the schema has a column; an empty cell is None; codes are text, dates are dates, yes and no are "yes"
    and "no". `row_numbers` are those that a spreadsheet shows.
    """

    extract: str
    columns: AnyMapping[str, list[object]]
    row_numbers: list[int]
    file: str
    sheet: str | None = None

    def __len__(self) -> int:
        return len(self.row_numbers)

    def kept(self, places: Sequence[int]) -> Rows:
        """Only the rows at these places."""
        columns = {name: [values[i] for i in places] for name, values in self.columns.items()}
        return replace(self, columns=columns, row_numbers=[self.row_numbers[i] for i in places])

    def with_columns(self, **columns: list[object]) -> Rows:
        """The same rows with columns added or replaced."""
        return replace(self, columns={**self.columns, **columns})


@dataclass(frozen=True)
class Source:
    """A file being read: what its findings are labelled with."""

    path: Path
    mapping: Mapping
    extract: Extract
    sheet: str | None = None
    headers: AnyMapping[str, str] = dataclasses.field(default_factory=dict)

    def finding(self, code: str, **given: object) -> Finding:
        """A finding in this file."""
        return make(code, file=self.path.name, sheet=self.sheet, extract=self.extract.name, **given)  # type: ignore[arg-type]


def read_extract(path: Path, mapping: Mapping) -> tuple[Rows | None, tuple[Finding, ...]]:
    """The validated rows of a file, and every problem in it.

    Returns
        The rows (None where there is no header, no row or no required column), and the findings, grouped.
    """
    source = Source(path, mapping, EXTRACTS[mapping.extract])
    try:
        grids = read_grids(path)
    except InputError as error:
        found = source.finding("E-102")
        return None, (replace(found, problem=error.given[0].upper() + error.given[1:], hint=error.do_this),)
    grid, findings = _sheet(grids, source)
    source = replace(source, sheet=grid.sheet)
    header = find_header(grid, _wanted(source), row=mapping.header_row)
    if header is None:
        return None, (*findings, source.finding("E-102" if any(map(any, grid.rows)) else "E-101"))
    findings += _header_findings(grid, header, source)
    columns, wrong = _columns(header, source)
    source = replace(source, headers={name: header.names[place] for name, place in columns.items()})
    findings += wrong
    body, numbers, more = _body(grid, header, source)
    findings += more
    if any(finding.code in ("E-103", "E-104") for finding in wrong) or not body:
        return None, (*findings, *(() if body else (source.finding("E-101"),)))
    rows, values_wrong = _values(body, numbers, columns, source)
    unique, repeated = _unique(rows, source)
    return unique, (*findings, *values_wrong, *repeated)


def _wanted(source: Source) -> frozenset[str]:
    return wanted_names(source.extract) | {bare(name) for name in source.mapping.columns.values()}


def _sheet(grids: list[Grid], source: Source) -> tuple[Grid, list[Finding]]:
    """The sheet that the mapping names, else the visible one whose header fits best."""
    findings = [
        replace(source.finding("E-105"), sheet=g.sheet) for g in grids if g.hidden and g.sheet != source.mapping.sheet
    ]
    visible = [grid for grid in grids if not grid.hidden] or grids
    named = [grid for grid in grids if source.mapping.sheet and grid.sheet == source.mapping.sheet]

    def fit(grid: Grid) -> int:
        header = find_header(grid, _wanted(source))
        return len({bare(name) for name in header.names} & _wanted(source)) if header else 0

    chosen = named[0] if named else max(visible, key=fit)
    if len(visible) > 1 and not named:
        findings.append(replace(source.finding("E-109", count=len(visible) - 1), sheet=chosen.sheet))
    return chosen, findings


def _header_findings(grid: Grid, header: Header, source: Source) -> list[Finding]:
    findings = []
    if header.last > header.first:
        findings.append(source.finding("E-106", rows=[header.first + 1, header.last + 1], count=1))
    if any(any(row) for row in grid.rows[: header.first]):
        findings.append(source.finding("E-107", rows=[header.first + 1]))
    if grid.merged:
        findings.append(source.finding("E-108"))
    return findings


def _columns(header: Header, source: Source) -> tuple[dict[str, int], list[Finding]]:
    """Where each field's column is, and what is missing or stands twice."""
    names = {**fields_of(header, source.extract), **source.mapping.columns}
    bares = [bare(name) for name in header.names]
    places: dict[str, int] = {}
    findings = []
    for field in source.extract.fields:
        name = names.get(field.name)
        times = bares.count(bare(name)) if name else 0
        if times > 1:
            findings.append(source.finding("E-104", field=field.name, column=name))
        elif times == 1 and name:
            places[field.name] = bares.index(bare(name))
        elif field.name in source.mapping.columns or (field.required and field.name not in source.mapping.constants):
            findings.append(source.finding("E-103", field=field.name, column=name, words=field.words))
    return places, findings


def _body(grid: Grid, header: Header, source: Source) -> tuple[list[list[str]], list[int], list[Finding]]:
    """The rows of data, padded to the header's width; blank rows and totals at the foot left out."""
    width = len(header.names)
    body, numbers, long = [], [], []
    for number, row in enumerate(grid.rows[header.last + 1 :], header.last + 2):
        if not any(cell and not cell.isspace() for cell in row):
            continue
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            long.append(number)
        body.append(row[:width] + [""] * (width - len(row)))
        numbers.append(number)
    totals = [i for i in range(max(0, len(body) - FOOT), len(body)) if _is_total(body[i])]
    findings = [source.finding("E-302", rows=long)] if long else []
    if totals:
        findings.append(source.finding("E-301", rows=[numbers[i] for i in totals]))
        keep = [i for i in range(len(body)) if i not in set(totals)]
        body, numbers = [body[i] for i in keep], [numbers[i] for i in keep]
    return body, numbers, findings


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    return TOTAL.fullmatch(folded(first)) is not None


def _values(
    body: list[list[str]], numbers: list[int], places: AnyMapping[str, int], source: Source
) -> tuple[Rows, list[Finding]]:
    columns: dict[str, list[object]] = {}
    findings: list[Finding] = []
    for field in source.extract.fields:
        if field.name in places:
            texts = [row[places[field.name]] for row in body]
            columns[field.name], wrong = _column(texts, numbers, field, source)
            findings += wrong
        else:
            columns[field.name] = [_constant(field, source)] * len(body)
    return Rows(source.extract.name, columns, numbers, source.path.name, source.sheet), findings


def _constant(field: Field, source: Source) -> object:
    given = source.mapping.constants.get(field.name)
    value = None if given is None else _reader(field, source)(given)
    if value is NOT_RECOGNISED:
        raise InputError(
            f"the constant for {field.name} in the mapping of {source.path.name}.",
            expected=f"a value that can be read as {field.kind.value.replace('_', ' ')}.",
            do_this="correct it under [constants].",
        )
    return EthnicCategory.MISSING.value if value is None and field.kind is FieldKind.ETHNIC_CATEGORY else value


def _reader(field: Field, source: Source) -> Callable[[str], object]:
    """Reads a text of the field: by the mapping's own values first, then by the field's kind."""
    plain = reader_for(field.kind, month_first=source.mapping.date_order == MONTH_FIRST)
    local = {folded(text): code for text, code in source.mapping.values.get(field.name, {}).items()}

    def read(text: str) -> object:
        if local and folded(text) in local:
            return plain(local[folded(text)])
        return None if is_empty(text) else plain(text)

    return read


def _column(texts: list[str], numbers: list[int], field: Field, source: Source) -> tuple[list[object], list[Finding]]:
    read = _reader(field, source)
    meaning = {text: read(text) for text in set(texts)}
    values = [meaning[text] for text in texts]
    known = set(map(id, meaning.values()))
    findings = []
    if id(None) in known:
        findings += _empty([numbers[i] for i, value in enumerate(values) if value is None], field, source)
        if field.kind is FieldKind.ETHNIC_CATEGORY:
            values = [EthnicCategory.MISSING.value if value is None else value for value in values]
    if id(NOT_RECOGNISED) in known:
        rows = [numbers[i] for i, value in enumerate(values) if value is NOT_RECOGNISED]
        code, words = NOT_READ.get(field.kind, "E-201"), NUMBER_WORDS.get(field.kind, "valid")
        findings.append(
            source.finding(code, field=field.name, column=source.headers[field.name], rows=rows, words=words)
        )
        values = [None if value is NOT_RECOGNISED else value for value in values]
    if field.kind is FieldKind.DATE and source.mapping.date_order != MONTH_FIRST and _ambiguous(meaning):
        findings.append(source.finding("E-306", field=field.name, column=source.headers[field.name]))
    return values, findings


def _empty(rows: list[int], field: Field, source: Source) -> list[Finding]:
    """What an empty cell means: not recorded for ethnicity, a gap where the field is needed, else nothing."""
    code = "E-206" if field.kind is FieldKind.ETHNIC_CATEGORY else "E-205" if field.required else None
    return [source.finding(code, field=field.name, column=source.headers[field.name], rows=rows)] if code else []


def _ambiguous(meaning: AnyMapping[str, object]) -> bool:
    """Whether a column has several dates and every one of them could be read month first as well."""
    parts = [SLASHED.match(text.strip()) for text in meaning if not is_empty(text)]
    return len(parts) >= FEW_DATES and all(p and int(p[1]) <= 12 and int(p[2]) <= 12 for p in parts)


def _unique(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    """The rows without repeats of what must be unique; a key with an empty part is not compared."""
    names = [name for name in source.extract.unique_by if name != "snapshot_date"]
    if any(all(value is None for value in rows.columns[name]) for name in names):
        # Without the column that tells rows apart (a course, an assignment) equal rows may be different events.
        return rows, []
    keys = list(zip(*(rows.columns[name] for name in source.extract.unique_by), strict=True))
    seen: set[tuple[object, ...]] = set()
    keep, repeated = [], []
    for place, key in enumerate(keys):
        if key in seen and None not in key[-len(names) :]:
            repeated.append(rows.row_numbers[place])
        else:
            keep.append(place)
        seen.add(key)
    if not repeated:
        return rows, []
    words = " and ".join(name.replace("_", " ") for name in names)
    return rows.kept(keep), [source.finding("E-303", rows=repeated, words=words)]
