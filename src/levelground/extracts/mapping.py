"""How one source's columns and local codes become ours: a small file that an analyst can read, accept and edit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from levelground.errors import MappingError
from levelground.extracts.cells import DAY_FIRST, MONTH_FIRST, NOT_RECOGNISED, is_empty, reader_for
from levelground.extracts.schemas import EXTRACTS, Extract

TABLES = ("constants", "columns", "values")
KEYS = frozenset({"extract", "sheet", "header_row", "date_order", *TABLES})


@dataclass(frozen=True)
class Mapping:
    """One source's mapping.

    `columns` gives for a field the header that holds it; `constants` a value for a field that has no column;
    `values` for a field what each local text means. `header_row` counts from 1, as a spreadsheet does. `date_order` is
    `day first` or `month first`, None where nobody has said. A required field that is not listed is looked for by the
    headers that are known; one that is not required is left out, unless no column is listed at all.
    """

    extract: str
    columns: AnyMapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None
    date_order: str | None = None
    constants: AnyMapping[str, str] = field(default_factory=dict)
    values: AnyMapping[str, AnyMapping[str, str]] = field(default_factory=dict)

    def to_toml(self) -> str:
        """The mapping as the text of its file."""
        lines = [
            "# How this source's columns become Levelground's. Edit what is wrong; run levelground validate to check.",
            f"extract = {quoted(self.extract)}",
        ]
        for name in ("sheet", "date_order"):
            if getattr(self, name) is not None:
                lines.append(f"{name} = {quoted(getattr(self, name))}")
        if self.header_row is not None:
            lines.append(f"header_row = {self.header_row}")
        for title, entries in (("constants", self.constants), ("columns", self.columns)):
            lines += ["", f"[{title}]", *_pairs(entries)] if entries else []
        for name, entries in self.values.items():
            lines += ["", f"[values.{name}]", *_pairs(entries)]
        return "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """The text as a TOML string."""
    # TOML forbids one character more than JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _pairs(entries: AnyMapping[str, str]) -> list[str]:
    def key(name: str) -> str:
        return name if name.replace("_", "").isalnum() and name.isascii() else quoted(name)

    return [f"{key(name)} = {quoted(value)}" for name, value in entries.items()]


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file.

    Raises
        MappingError: the file is not TOML, or names an extract, a field or a code that does not exist; says all at
        once.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(
            f"the mapping {path.name}, which cannot be read ({type(error).__name__}).",
            expected="a TOML file such as levelground map writes.",
            do_this="make a new one with levelground map FILE --out MAPPING.",
        ) from None
    problems = sorted(_problems(data))
    if problems:
        raise MappingError(
            f"the mapping {path.name}: {'; '.join(problems)}.",
            expected="the extract's name, only its own fields, and only their codes (see levelground schema).",
            do_this="correct these lines of the mapping.",
        )
    constants = {name: str(value) for name, value in data.get("constants", {}).items()}
    given = {name: data[name] for name in ("sheet", "header_row", "date_order", "columns", "values") if name in data}
    return Mapping(data["extract"], constants=constants, **given)


def _problems(data: AnyMapping[str, Any]) -> Iterator[str]:
    extract = EXTRACTS.get(str(data.get("extract", "")))
    if extract is None:
        yield f"extract is not one of {', '.join(EXTRACTS)}"
        return
    yield from (f"'{key}' is no setting" for key in data.keys() - KEYS)
    if data.get("date_order", DAY_FIRST) not in (DAY_FIRST, MONTH_FIRST):
        yield f"date_order is neither '{DAY_FIRST}' nor '{MONTH_FIRST}'"
    row = data.get("header_row", 1)
    if type(row) is not int or row < 1:
        yield "header_row is no whole number from 1"
    if not isinstance(data.get("sheet", ""), str):
        yield "sheet is no text"
    wrong = [f"[{name}] is no table" for name in TABLES if not isinstance(data.get(name, {}), dict)]
    yield from wrong or _problems_of_tables(data, extract)


def _problems_of_tables(data: AnyMapping[str, Any], extract: Extract) -> Iterator[str]:
    names = {field.name for field in extract.fields}
    for table in TABLES:
        yield from (f"[{table}] '{name}' is no field of {extract.name}" for name in data.get(table, {}).keys() - names)
    columns = data.get("columns", {})
    yield from (f"[columns] {name} is no text" for name, header in columns.items() if not isinstance(header, str))
    yield from (f"{name} has a column and a constant" for name in columns.keys() & data.get("constants", {}).keys())
    yield from (
        f"[constants] {name} cannot be read as {extract.field(name).kind.value.replace('_', ' ')}"
        for name, value in data.get("constants", {}).items()
        if name in names and _unreadable(extract, name, value)
    )
    yield from (problem for name in names for problem in _problems_of_values(data.get("values", {}), extract, name))


def _problems_of_values(values: AnyMapping[str, Any], extract: Extract, name: str) -> Iterator[str]:
    entries = values.get(name, {})
    if not isinstance(entries, dict):
        yield f"[values] {name} is no table"
        return
    # The code is ours to print; the local text is a cell's value and stays in the file.
    codes = sorted({str(code) for code in entries.values() if _unreadable(extract, name, code)})
    yield from (f"[values.{name}] '{code}' is no code of {name}" for code in codes)


def _unreadable(extract: Extract, name: str, value: object) -> bool:
    text = str(value)
    return not is_empty(text) and reader_for(extract.field(name).kind)(text) is NOT_RECOGNISED
