"""A mapping proposed from a file's headers and values, with how sure it is and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from levelground.extracts.cells import NOT_RECOGNISED, is_empty, reader_for
from levelground.extracts.headers import Header, bare, fields_of, find_header, wanted_names
from levelground.extracts.mapping import Mapping
from levelground.extracts.schemas import EXTRACTS, Extract, Field, FieldKind
from levelground.extracts.tabular import Grid, read_grids

LOOKED_AT = 200
TELLING = frozenset({FieldKind.ETHNIC_CATEGORY, FieldKind.PAY_BAND, FieldKind.STAFF_GROUP, FieldKind.ASSIGNMENT_STATUS,
                     FieldKind.ASSIGNMENT_TYPE, FieldKind.CLUSTER})  # fmt: skip
MOSTLY = 0.8


@dataclass(frozen=True)
class Guess:
    """One field's column, and why it is proposed: the header is known, or the values read as that field."""

    field: str
    header: str
    why: str
    share_read: float


@dataclass(frozen=True)
class Proposal:
    """The proposed mapping of a file. `certain` when every required field was found by a header that is known."""

    file: str
    mapping: Mapping
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the file can be read by this proposal without a person's word."""
        return not self.missing and all(guess.why == "header" for guess in self.guesses)

    def to_toml(self) -> str:
        """The mapping file, with what is unsure or left out as comments."""
        notes = [f"# {guess.field}: proposed from its values ({guess.share_read:.0%} of them read)"
                 for guess in self.guesses if guess.why == "values"]  # fmt: skip
        notes += [f"# missing: {name} (required)" for name in self.missing]
        if self.left_out:
            notes.append(f"# columns left out: {', '.join(self.left_out)}")
        return self.mapping.to_toml() + ("\n" + "\n".join(notes) + "\n" if notes else "")

    def to_dict(self) -> dict[str, object]:
        """The proposal as plain values."""
        return {
            "file": self.file,
            "extract": self.mapping.extract,
            "certain": self.certain,
            "columns": [vars(guess) for guess in self.guesses],
            "missing": list(self.missing),
            "left_out": list(self.left_out),
        }


def propose(path: Path, extract: str | None = None) -> Proposal:
    """The mapping that fits a file best.

    Parameters
        extract: which extract the file is, where that is known; else the one whose required fields are found most.
    Raises
        InputError: the file cannot be read.
    """
    grids = [grid for grid in read_grids(path) if not grid.hidden] or read_grids(path)
    kinds = [EXTRACTS[extract]] if extract in EXTRACTS else list(EXTRACTS.values())
    proposals = [_for(path, grid, kind) for grid in grids for kind in kinds]
    return max(proposals, key=_fit)


def _fit(proposal: Proposal) -> tuple[float, int]:
    required = [field.name for field in EXTRACTS[proposal.mapping.extract].fields if field.required]
    found = 1 - len(proposal.missing) / len(required)
    return found, len(proposal.guesses)


def _for(path: Path, grid: Grid, extract: Extract) -> Proposal:
    header = find_header(grid, wanted_names(extract)) or Header(0, 0, tuple(grid.rows[0]) if grid.rows else ())
    body = grid.rows[header.last + 1 : header.last + 1 + LOOKED_AT]
    by_header = fields_of(header, extract)
    guesses = [Guess(name, title, "header", _read_share(extract.field(name), _texts(header, title, body)))
               for name, title in by_header.items()]  # fmt: skip
    for field in extract.fields:
        if field.name not in by_header and field.kind in TELLING:
            taken = {guess.header for guess in guesses}
            guesses += _by_values(field, header, body, taken)
    found = {guess.field: guess.header for guess in guesses}
    missing = tuple(field.name for field in extract.fields if field.required and field.name not in found)
    left_out = tuple(name for name in header.names if name and name not in found.values())
    mapping = Mapping(extract.name, found, grid.sheet, header.last + 1 if header.first == header.last else None)
    return Proposal(path.name, mapping, tuple(guesses), missing, left_out)


def _texts(header: Header, title: str, body: Sequence[Sequence[str]]) -> list[str]:
    place = [bare(name) for name in header.names].index(bare(title))
    return [row[place] for row in body if place < len(row) and not is_empty(row[place])]


def _read_share(field: Field, texts: Sequence[str]) -> float:
    read = reader_for(field.kind)
    return sum(read(text) is not NOT_RECOGNISED for text in texts) / len(texts) if texts else 0.0


def _by_values(field: Field, header: Header, body: Sequence[Sequence[str]], taken: set[str]) -> list[Guess]:
    """The column whose values read best as that field, where most of them do."""
    free = [name for name in header.names if name and name not in taken]
    scored = [(share, name) for name in free if (share := _read_share(field, _texts(header, name, body))) >= MOSTLY]
    if not scored:
        return []
    share, name = max(scored)
    return [Guess(field.name, name, "values", share)]
