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

    def places(self, name: str) -> list[int]:
        """The columns that stand under that name, in any of its spellings."""
        return [place for place, own in enumerate(self.names) if own and bare(own) == bare(name)]


def bare(text: str) -> str:
    """A header without case, spaces, punctuation and brackets, so that spellings can be compared."""
    return re.sub(r"[^a-z0-9%]", "", text.casefold().replace("&", "and"))


@cache
def known_spellings() -> Mapping[str, tuple[str, ...]]:
    """For each field the bare spellings that are known out of the box, its own name first."""
    table = tomllib.loads(files(__package__).joinpath("header_spellings.toml").read_text("utf-8"))["spellings"]
    names = {field.name for extract in EXTRACTS.values() for field in extract.fields}
    return {name: tuple(dict.fromkeys((bare(name), *(bare(text) for text in table.get(name, ()))))) for name in names}


def wanted_names(extract: Extract) -> frozenset[str]:
    """Every bare spelling of every field of the extract."""
    return frozenset(spelling for field in extract.fields for spelling in known_spellings()[field.name])


def find_header(grid: Grid, wanted: Iterable[str], *, row: int | None = None) -> Header | None:
    """The header: the given row, or the row among the first thirty that holds the most of the wanted bare names.

    A header of two rows (a title over the names) is joined where the joined names fit better than either row.
    """
    wanted = frozenset(wanted)
    if row is not None:
        names = _row(grid, row - 1)
        return Header(row - 1, row - 1, names) if any(names) else None
    best, found = ENOUGH - 1, None
    for place in range(min(LOOKED_AT, len(grid.rows))):
        names, below = _row(grid, place), _row(grid, place + 1)
        if _fits(names, wanted) > best:
            best, found = _fits(names, wanted), Header(place, place, names)
        joined = _joined(names, below, wanted)
        if _fits(joined, wanted) > max(best, _fits(below, wanted)):
            best, found = _fits(joined, wanted), Header(place, place + 1, joined)
    return found


def _row(grid: Grid, place: int) -> tuple[str, ...]:
    return tuple(" ".join(cell.split()) for cell in grid.rows[place]) if place < len(grid.rows) else ()


def _fits(names: Sequence[str], wanted: frozenset[str]) -> int:
    return len({bare(name) for name in names} & wanted)


def _joined(above: Sequence[str], below: Sequence[str], wanted: frozenset[str]) -> tuple[str, ...]:
    """Two header rows as one: a title goes before each name below it, unless the name is known as it stands."""
    title, names = "", []
    for place in range(max(len(above), len(below))):
        upper = above[place] if place < len(above) else ""
        lower = below[place] if place < len(below) else ""
        title = upper or title
        both = f"{title} {lower}" if lower else upper
        names.append(lower if bare(lower) in wanted and bare(both) not in wanted else both.strip())
    return tuple(names)


def fit(grid: Grid, wanted: Iterable[str]) -> int:
    """How many of the wanted bare names the grid's header holds."""
    header = find_header(grid, wanted)
    return _fits(header.names, frozenset(wanted)) if header else 0


def fields_of(header: Header, extract: Extract) -> dict[str, list[str]]:
    """For each field of the extract the headers that are known to hold it, as the file spells them, likeliest first."""
    found: dict[str, list[str]] = {}
    for field in extract.fields:
        spellings = known_spellings()[field.name]
        names = [name for name in dict.fromkeys(header.names) if bare(name) in spellings]
        if names:
            found[field.name] = sorted(names, key=lambda name: spellings.index(bare(name)))
    return found
