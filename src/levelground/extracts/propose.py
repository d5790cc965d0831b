"""A mapping proposed from a file's headers and values, with how sure it is and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.cells import NOT_RECOGNISED, date_evidence, is_empty, reader_for
from levelground.extracts.headers import Header, bare, fields_of, find_header, wanted_names
from levelground.extracts.mapping import Mapping
from levelground.extracts.schemas import EXTRACTS, Extract, Field, FieldKind
from levelground.extracts.tabular import Grid, read_grids

LOOKED_AT = 200
# Kinds whose values give a column away, whatever its header says.
TELLING = frozenset({FieldKind.ETHNIC_CATEGORY, FieldKind.PAY_BAND, FieldKind.STAFF_GROUP, FieldKind.ASSIGNMENT_STATUS,
                     FieldKind.ASSIGNMENT_TYPE, FieldKind.CLUSTER})  # fmt: skip
ANYTHING = frozenset({FieldKind.IDENTIFIER, FieldKind.TEXT})
MOSTLY, HARDLY = 0.8, 0.2
FEWEST_DIFFERENT = 2


@dataclass(frozen=True)
class Guess:
    """One field's column, and why it is proposed: the header is known, or the values read as that field.

    `share_read` is the share of the column's filled cells, of the first that were looked at, that can be read.
    """

    field: str
    header: str
    why: str
    share_read: float

    @property
    def certain(self) -> bool:
        """Whether the header is known and its values do not speak against it."""
        return self.why == "header" and self.share_read > HARDLY


@dataclass(frozen=True)
class Proposal:
    """The proposed mapping of a file, what it lacks, and the columns that it leaves out."""

    file: str
    mapping: Mapping
    guesses: tuple[Guess, ...]
    missing: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def certain(self) -> bool:
        """Whether the file can be read by this proposal without a person's word."""
        extract = EXTRACTS[self.mapping.extract]
        return not self.missing and all(guess.certain for guess in self.guesses if extract.field(guess.field).required)

    @property
    def plausible(self) -> bool:
        """Whether the file may be this extract at all: half of what is required was found, or more."""
        return 2 * len(self.missing) <= len(_required(EXTRACTS[self.mapping.extract]))

    def to_toml(self) -> str:
        """The mapping file, with what is unsure, missing or left out as comments."""
        notes = [f"# {guess.field}: {_doubt(guess)}" for guess in self.guesses if not guess.certain]
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
            "columns": [{**vars(guess), "certain": guess.certain} for guess in self.guesses],
            "missing": list(self.missing),
            "left_out": list(self.left_out),
        }


def _doubt(guess: Guess) -> str:
    if guess.why == "header":
        return f"the header is known, but only {guess.share_read:.0%} of its values could be read"
    return f"proposed from its values ({guess.share_read:.0%} of them could be read)"


def _required(extract: Extract) -> list[str]:
    return [field.name for field in extract.fields if field.required]


def propose(path: Path, extract: str | None = None) -> Proposal:
    """The mapping that fits a file best.

    Parameters
        extract: which extract the file is, where that is known; else the one whose required fields are found most.
    Raises
        InputError: the file cannot be read, or there is no extract of that name.
    """
    if extract is not None and extract not in EXTRACTS:
        raise InputError(
            f"the extract '{extract}'.",
            expected=f"one of {', '.join(EXTRACTS)}.",
            do_this="run levelground schema to see what each one holds.",
        )
    return propose_for(path.name, read_grids(path), EXTRACTS[extract] if extract else None)


def propose_for(file: str, grids: Sequence[Grid], extract: Extract | None = None) -> Proposal:
    """The same, from the sheets of a file that has been opened."""
    visible = [grid for grid in grids if not grid.hidden] or list(grids)
    extracts = [extract] if extract else list(EXTRACTS.values())
    return max((_for(file, grid, one, len(visible) > 1) for grid in visible for one in extracts), key=_fit)


def _fit(proposal: Proposal) -> tuple[float, int, float, int]:
    required = _required(EXTRACTS[proposal.mapping.extract])
    known = sum(guess.why == "header" for guess in proposal.guesses)
    # Surveys of different people have the same columns: only the file's name can tell them apart.
    words = proposal.mapping.extract.split("_")
    named = len(words) if all(word in proposal.file.lower() for word in words) else 0
    return 1 - len(proposal.missing) / len(required), known, sum(guess.share_read for guess in proposal.guesses), named


def _for(file: str, grid: Grid, extract: Extract, several: bool) -> Proposal:
    header = find_header(grid, wanted_names(extract)) or Header(0, 0, tuple(grid.rows[0]) if grid.rows else ())
    columns = _sample(grid, header)
    guesses = list(_by_header(extract, header, columns))
    guesses += _by_values(extract, columns, guesses)
    found = {guess.field: guess.header for guess in guesses}
    dates = [text for guess in guesses if extract.field(guess.field).kind is FieldKind.DATE
             for text in columns[guess.header]]  # fmt: skip
    mapping = Mapping(extract.name, found, grid.sheet if several else None, date_order=date_evidence(dates))
    return Proposal(
        file,
        mapping,
        tuple(guesses),
        tuple(name for name in _required(extract) if name not in found),
        tuple(name for name in columns if name not in found.values()),
    )


def _sample(grid: Grid, header: Header) -> dict[str, list[str]]:
    """The filled cells under each header, of the first rows; the first of two columns of one name."""
    body = grid.rows[header.last + 1 : header.last + 1 + LOOKED_AT]
    columns: dict[str, list[str]] = {}
    for place, name in enumerate(header.names):
        if name and name not in columns:
            columns[name] = [row[place] for row in body if place < len(row) and not is_empty(row[place])]
    return columns


def _by_header(extract: Extract, header: Header, columns: dict[str, list[str]]) -> Iterator[Guess]:
    taken: set[str] = set()
    for name, headers in fields_of(header, extract).items():
        free = [text for text in headers if bare(text) not in taken]
        if free:
            field = extract.field(name)
            # Of two known headers (a scale's code and its description) the one whose values can be read.
            best = max(free, key=lambda text: _share_read(field, columns[text]))
            taken.add(bare(best))
            yield Guess(name, best, "header", _share_read(field, columns[best]))


def _by_values(extract: Extract, columns: dict[str, list[str]], known: Sequence[Guess]) -> Iterator[Guess]:
    """For fields without a known header the column whose values read best as that field, where most of them do."""
    taken = {guess.header for guess in known}
    for field in extract.fields:
        if field.kind not in TELLING or any(guess.field == field.name for guess in known):
            continue
        scored = [
            (share, name)
            for name, texts in columns.items()
            if name not in taken and len(set(texts)) >= FEWEST_DIFFERENT
            if (share := _share_read(field, texts)) >= MOSTLY
        ]
        if scored:
            share, name = max(scored)
            taken.add(name)
            yield Guess(field.name, name, "values", share)


def _share_read(field: Field, texts: Sequence[str]) -> float:
    if field.kind in ANYTHING or not texts:
        return 1.0
    read = reader_for(field.kind)
    return sum(read(text) is not NOT_RECOGNISED for text in texts) / len(texts)
