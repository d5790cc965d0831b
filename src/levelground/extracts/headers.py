"""Where a file's header is, and which field each of its columns is."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from levelground.extracts.schemas import EXTRACTS, Extract
from levelground.extracts.tabular import Grid

LOOKED_AT = 30
ENOUGH = 2


@dataclass(frozen=True)
class Header:
    """A header: its row or rows (from 0), and the text over each column."""

    first: int
    last: int
    names: tuple[str, ...]


def bare(text: str) -> str:
    """A header without case, spaces, punctuation and brackets, so that spellings can be compared."""
    return re.sub(r"[^a-z0-9%]", "", text.casefold().replace("&", "and"))


@cache
def known_spellings() -> Mapping[str, frozenset[str]]:
    """For each field the bare spellings that are known out of the box, its own name included."""
    table = tomllib.loads(files(__package__).joinpath("header_spellings.toml").read_text("utf-8"))["spellings"]
    names = {field.name for extract in EXTRACTS.values() for field in extract.fields}
    return {name: frozenset({bare(name), *(bare(text) for text in table.get(name, ()))}) for name in names}


def find_header(grid: Grid, wanted: Iterable[str], *, row: int | None = None) -> Header | None:
    """The header: the given row, or the row among the first thirty that holds the most of the wanted bare names.

    A header of two rows (a group title over the names) is joined where the joined names fit better.
    """
    wanted = frozenset(wanted)
    if row is not None:
        names = _row(grid, row - 1)
        return Header(row - 1, row - 1, names) if names else None
    best, found = ENOUGH - 1, None
    for place in range(min(LOOKED_AT, len(grid.rows))):
        names = _row(grid, place)
        fits = _fits(names, wanted)
        if fits > best:
            best, found = fits, Header(place, place, names)
        below = _row(grid, place + 1) if place + 1 < len(grid.rows) else ()
        joined = _joined(names, below)
        if below and _fits(joined, wanted) > max(best, _fits(below, wanted)):
            best, found = _fits(joined, wanted), Header(place, place + 1, joined)
    return found


def _row(grid: Grid, place: int) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in grid.rows[place]) if place < len(grid.rows) else ()


def _fits(names: Sequence[str], wanted: frozenset[str]) -> int:
    return len({bare(name) for name in names} & wanted)


def _joined(above: Sequence[str], below: Sequence[str]) -> tuple[str, ...]:
    """Two header rows as one: a name that stands alone stays; a title over several columns goes before each name."""
    title, names = "", []
    for place in range(max(len(above), len(below))):
        upper = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        title = upper or (title if lower else "")
        names.append(f"{title} {lower}".strip() if lower else upper)
    return tuple(names)


def fields_of(header: Header, extract: Extract) -> dict[str, str]:
    """For each field of the extract the header that holds it, by the spellings known out of the box."""
    found: dict[str, str] = {}
    for field in extract.fields:
        for name in header.names:
            if bare(name) in known_spellings()[field.name] and name not in found.values():
                found[field.name] = name
                break
    return found


def wanted_names(extract: Extract) -> frozenset[str]:
    """Every bare spelling of every field of the extract."""
    return frozenset[str]().union(*(known_spellings()[field.name] for field in extract.fields))
