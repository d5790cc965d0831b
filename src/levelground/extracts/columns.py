"""One column of texts to values, with what is wrong in it. Each distinct text is read once.

A staff record has ten thousand rows and twenty spellings of a pay band.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass
from typing import Any

from levelground.extracts.catalogue import make
from levelground.extracts.cells import (
    DAY_FIRST,
    EMPTY,
    MONTH_FIRST,
    NOT_RECOGNISED,
    could_be_either,
    date_evidence,
    is_empty,
    reader_for,
)
from levelground.extracts.findings import Finding
from levelground.extracts.mapping import Mapping
from levelground.extracts.schemas import Extract, Field, FieldKind
from levelground.vocabulary.ethnicity import EthnicCategory
from levelground.vocabulary.tables import folded

MISSING = EthnicCategory.MISSING.value
NOT_READ = {
    FieldKind.DATE: "E-202",
    FieldKind.YES_NO: "E-203",
    FieldKind.COUNT: "E-204",
    FieldKind.NUMBER: "E-204",
    FieldKind.MONEY: "E-204",
    FieldKind.PERCENT: "E-204",
}
NUMBER_WORDS = {
    FieldKind.COUNT: "whole numbers, 0 or more",
    FieldKind.NUMBER: "numbers, 0 or more",
    FieldKind.MONEY: "sums in pounds, 0 or more",
    FieldKind.PERCENT: "percentages from 0 to 100",
}
# Without these a row still counts: it stands under "not recorded" where figures are broken down.
BREAKDOWNS = frozenset({FieldKind.PAY_BAND, FieldKind.STAFF_GROUP, FieldKind.CLUSTER})


AS_IT_STANDS = frozenset({FieldKind.IDENTIFIER, FieldKind.TEXT})
ODD = frozenset({None, NOT_RECOGNISED, MISSING})
LONGEST_EMPTY = max(map(len, EMPTY))


@dataclass(frozen=True)
class Source:
    """A file being read: what its findings are labelled with. `headers` are the file's own, by field."""

    file: str
    mapping: Mapping
    extract: Extract
    sheet: str | None = None
    headers: AnyMapping[str, str] = dataclasses.field(default_factory=dict)
    date_order: str | None = None

    def finding(self, code: str, **given: Any) -> Finding:
        """A finding in this file; `field` brings its header along."""
        place = {"sheet": self.sheet, "column": self.headers.get(given.get("field", "")), **given}
        return make(code, file=self.file, extract=self.extract.name, **place)


def order_of_dates(source: Source, columns: AnyMapping[str, Sequence[str]]) -> str | None:
    """Whether days or months come first: what the mapping says, else what all the dates of the file together show."""
    dates = (f.name for f in source.extract.fields if f.kind is FieldKind.DATE and f.name in columns)
    return source.mapping.date_order or date_evidence(text for name in dates for text in set(columns[name]))


def read_column(
    texts: Sequence[str], numbers: Sequence[int], field: Field, source: Source
) -> tuple[list[object], list[Finding]]:
    """The values of a column, None where a cell is empty or cannot be read, and what is wrong with it.

    Returns
        An empty ethnic category is `missing`: nobody asked. One that no table knows is absent, never unknown.
    """
    read = text_reader(field, source)
    meaning = {text: read(text) for text in set(texts)}
    problems = {code: found for code, found in _problems(meaning, field, source).items() if found}
    findings = []
    for code, found in problems.items():
        rows = [number for number, text in zip(numbers, texts, strict=True) if text in found]
        findings.append(source.finding(code, field=field.name, rows=rows, words=NUMBER_WORDS.get(field.kind, "")))
    if NOT_READ.get(field.kind, "E-201") in problems:
        meaning = {text: None if value is NOT_RECOGNISED else value for text, value in meaning.items()}
    return list(map(meaning.__getitem__, texts)), findings


def _problems(meaning: AnyMapping[str, object], field: Field, source: Source) -> dict[str, frozenset[str]]:
    """For each code of a finding the distinct texts that it is about."""
    odd = [(text, value) for text, value in meaning.items() if value in ODD]
    found = {NOT_READ.get(field.kind, "E-201"): frozenset(text for text, value in odd if value is NOT_RECOGNISED)}
    if field.kind is FieldKind.ETHNIC_CATEGORY:
        found["E-206"] = frozenset(text for text, value in odd if value == MISSING)
    elif field.required and field.kind is not FieldKind.DISABILITY:  # an empty one: never asked
        code = "E-207" if field.kind in BREAKDOWNS else "E-205"
        found[code] = frozenset(text for text, value in odd if value is None)
    if field.kind is FieldKind.DATE and source.mapping.date_order is None and source.date_order != DAY_FIRST:
        found["E-306"] = frozenset(filter(could_be_either, meaning))
    return found


def text_reader(field: Field, source: Source) -> Callable[[str], object]:
    """Reads a text of the field: by the mapping's own values first, then by the field's kind."""
    plain = reader_for(field.kind, month_first=source.mapping.date_order == MONTH_FIRST)
    local = {folded(text): code for text, code in source.mapping.values.get(field.name, {}).items()}
    nothing = MISSING if field.kind is FieldKind.ETHNIC_CATEGORY else None
    if field.kind in AS_IT_STANDS and not local:
        return label

    def read(text: str) -> object:
        said = local.get(folded(text), text) if local else text
        return nothing if is_empty(said) else plain(said)

    return read


def label(text: str) -> str | None:
    """A text as it stands, without the spaces around and doubled in it; None for what says nothing.

    Nearly every row has an identifier of its own, so this is the one reader that runs once a row.
    """
    plain = " ".join(text.split())
    return plain if len(plain) > LONGEST_EMPTY or plain.casefold() not in EMPTY else None


def constants(source: Source, length: int) -> Iterator[tuple[str, list[object]]]:
    """Every field as a column of the value that the mapping gives it, or of nothing."""
    for field in source.extract.fields:
        given = source.mapping.constants.get(field.name)
        yield field.name, [None if given is None else text_reader(field, source)(given)] * length
