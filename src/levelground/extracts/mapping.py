"""How one source's columns and local codes become ours: a small file that an analyst can read, accept and edit."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from levelground.errors import MappingError
from levelground.extracts.schemas import EXTRACTS

KEYS = frozenset({"extract", "sheet", "header_row", "date_order", "constants", "columns", "values"})
MONTH_FIRST = "month first"


@dataclass(frozen=True)
class Mapping:
    """One source's mapping.

    `columns` gives for a field the header that holds it; `constants` a value for a field that has no column;
    `values` for a field what each local text means. `header_row` counts from 1, as a spreadsheet does.
    """

    extract: str
    columns: AnyMapping[str, str] = field(default_factory=dict)
    sheet: str | None = None
    header_row: int | None = None
    date_order: str = "day first"
    constants: AnyMapping[str, str] = field(default_factory=dict)
    values: AnyMapping[str, AnyMapping[str, str]] = field(default_factory=dict)

    def to_toml(self) -> str:
        """The mapping as the text of its file."""
        lines = [
            "# How this source's columns become Levelground's. Edit what is wrong; run levelground validate to check.",
            f"extract = {json.dumps(self.extract)}",
        ]
        if self.sheet is not None:
            lines.append(f"sheet = {json.dumps(self.sheet, ensure_ascii=False)}")
        if self.header_row is not None:
            lines.append(f"header_row = {self.header_row}")
        lines.append(f"date_order = {json.dumps(self.date_order)}")
        for title, entries in (("constants", self.constants), ("columns", self.columns)):
            lines += ["", f"[{title}]", *_pairs(entries)]
        for name, entries in self.values.items():
            lines += ["", f"[values.{name}]", *_pairs(entries)]
        return "\n".join(lines) + "\n"


def _pairs(entries: AnyMapping[str, str]) -> list[str]:
    def key(name: str) -> str:
        return name if name.replace("_", "").isalnum() and name.isascii() else json.dumps(name, ensure_ascii=False)

    return [f"{key(name)} = {json.dumps(value, ensure_ascii=False)}" for name, value in entries.items()]


def read_mapping(path: Path) -> Mapping:
    """The mapping in a file.

    Raises
        MappingError: the file is not TOML, or names an extract or a field that does not exist; says all at once.
    """
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MappingError(
            f"the mapping {path.name}, which cannot be read ({type(error).__name__}).",
            expected="a TOML file such as levelground map writes.",
            do_this="make a new one with levelground map FILE --out MAPPING.",
        ) from None
    problems = _problems(data)
    if problems:
        raise MappingError(
            f"the mapping {path.name}: {'; '.join(problems)}.",
            expected="the extract's name, and only its own fields (see levelground schema).",
            do_this="correct these lines of the mapping.",
        )
    constants = {name: str(value) for name, value in data.get("constants", {}).items()}
    given = {name: data[name] for name in ("sheet", "header_row", "date_order", "columns", "values") if name in data}
    return Mapping(data["extract"], constants=constants, **given)


def _problems(data: AnyMapping[str, Any]) -> list[str]:
    extract = EXTRACTS.get(data.get("extract", ""))
    if extract is None:
        return [f"extract is not one of {', '.join(EXTRACTS)}"]
    found = [f"'{key}' is no setting" for key in data.keys() - KEYS]
    names = {field.name for field in extract.fields}
    for section in ("columns", "constants", "values"):
        found += [
            f"[{section}] '{name}' is no field of {extract.name}" for name in data.get(section, {}) if name not in names
        ]
    if data.get("date_order", "day first") not in ("day first", MONTH_FIRST):
        found.append("date_order is neither 'day first' nor 'month first'")
    if not isinstance(data.get("header_row", 1), int):
        found.append("header_row is no whole number")
    return sorted(found)
