"""A folder of extracts: which file is which, every file read, everything checked across files."""

from __future__ import annotations

import calendar
import datetime as dt
import gc
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as AnyMapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts import settings
from levelground.extracts.catalogue import entries, make
from levelground.extracts.checks import across
from levelground.extracts.findings import Finding, Severity
from levelground.extracts.mapping import read_mapping
from levelground.extracts.periods import placed
from levelground.extracts.propose import Proposal, propose
from levelground.extracts.read import Rows, read_extract
from levelground.extracts.schemas import EXTRACTS
from levelground.extracts.settings import Settings, Statement
from levelground.extracts.tabular import SUFFIXES
from levelground.vocabulary.organisations import Organisation

YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
NOT_EXTRACTS = ("levelground", ".", "~$")
Progress = Callable[[str], None]


@dataclass(frozen=True)
class Folder:
    """Everything that was read from a folder.

    `tables` holds the rows of each extract, all years joined; `stopped` the (extract, field) pairs that an error
    touches: figures that read them have no value.
    """

    organisation: Organisation
    snapshot_date: dt.date
    tables: AnyMapping[str, Rows]
    findings: tuple[Finding, ...]
    stopped: frozenset[tuple[str, str]]
    source_hash: str
    synthetic: bool = False
    statements: AnyMapping[str, Statement] = field(default_factory=dict)


def read_folder(folder: Path, *, progress: Progress | None = None) -> Folder:
    """Every extract of a folder, read, placed in time and checked.

    With a `levelground.toml` its sources are read as it says; without one, a mapping is proposed for every file and
    used only where it is certain.

    Raises
        InputError: there is no folder or no extract in it, the settings are wrong, or a file cannot be matched.
    """
    _check_folder(folder)
    said = settings.read_settings(folder) if (folder / settings.FILE).is_file() else _guessed(folder)
    with _nothing_to_collect():
        files, findings = _read(said, progress)
        snapshot_date = said.snapshot_date or _newest_snapshot(folder, files)
        files, outside = placed(files, snapshot_date)
        tables, between = across(_joined(files), snapshot_date.isoformat(), overlapping=_overlapping(files))
    findings = [*said.findings, *findings, *outside, *between, *_unnamed(said)]
    used = (*(path for path, _ in said.sources), *said.used)
    return Folder(
        said.organisation,
        snapshot_date,
        tables,
        tuple(findings),
        _stopped(findings),
        _hash(used),
        said.synthetic,
        said.statements,
    )


def _read(said: Settings, progress: Progress | None) -> tuple[list[Rows], list[Finding]]:
    files: list[Rows] = []
    findings: list[Finding] = []
    for path, mapping in said.sources:
        if progress:
            progress(f"reading {path.name}")
        rows, found = read_extract(path, mapping)
        files.append(rows)
        findings += found
    return files, findings


def _joined(files: Iterable[Rows]) -> dict[str, Rows]:
    tables: dict[str, Rows] = {}
    for rows in files:
        tables[rows.extract] = tables[rows.extract].joined(rows) if rows.extract in tables else rows
    return tables


def _overlapping(files: Iterable[Rows]) -> frozenset[str]:
    """The extracts of which two files have rows of the same year."""
    years = Counter((rows.extract, period) for rows in files for period in set(rows.columns["period"]))
    return frozenset(extract for (extract, _), number in years.items() if number > 1)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """No search for cycles while files are read: a million cells are made, and none of them is garbage. It costs a
    third of the time."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise InputError(
            f"{folder.name}, which is not a folder.",
            expected="a folder that holds the extracts.",
            do_this="check the path.",
        )


def _unnamed(said: Settings) -> list[Finding]:
    return [make("E-409", file=settings.FILE)] if said.organisation.code == settings.UNNAMED else []


def _stopped(findings: Iterable[Finding]) -> frozenset[tuple[str, str]]:
    """What errors touch: a field, or the whole extract (every field of it) where the error names none."""
    found: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.extract:
            fields = [finding.field] if finding.field else [f.name for f in EXTRACTS[finding.extract].fields]
            found |= {(finding.extract, name) for name in fields}
    return frozenset(found)


def _newest_snapshot(folder: Path, files: Iterable[Rows]) -> dt.date:
    staff = [rows.columns["snapshot_date"] for rows in files if rows.extract == "staff"]
    days = [day for column in staff for day in column if isinstance(day, dt.date)]
    if not days:
        raise InputError(
            f"{folder.name}, in which no staff extract says of which date it is.",
            expected="a snapshot date.",
            do_this=f"write snapshot_date in {settings.FILE}; levelground init FOLDER --snapshot DATE makes one.",
        )
    return max(days)


def _hash(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(set(paths)):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _extract_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(NOT_EXTRACTS)
    )


def mapping_path(path: Path) -> Path:
    """Where the mapping of a file is looked for, and written by `init`."""
    twins = [other for other in _extract_files(path.parent) if other.stem == path.stem]
    return path.with_name(f"{path.stem if len(twins) < 2 else path.name}.map.toml")


def _proposals(folder: Path) -> dict[Path, Proposal]:
    """A proposal for every file of the folder that may be an extract.

    Raises
        InputError: there is no such file.
    """
    found = {}
    for path in _extract_files(folder):
        try:
            found[path] = propose(path)
        except InputError:
            continue  # what cannot be opened is no extract; `_guessed` says so of every file that is left out
    if not any(proposal.plausible for proposal in found.values()):
        raise InputError(
            f"{folder.name}, in which no file looks like an extract.",
            expected="CSV, TSV, Excel or Parquet files whose headers are known.",
            do_this="put the extracts there; run levelground map FILE --extract NAME on a file that is one.",
        )
    return {path: proposal for path, proposal in found.items() if proposal.plausible}


def _guessed(folder: Path) -> Settings:
    """The settings of a folder without any: a mapping for every file, where it is certain or lies beside it."""
    proposals = _proposals(folder)
    unsure = [path for path, guess in proposals.items() if not guess.certain and not mapping_path(path).is_file()]
    if unsure:
        raise InputError(
            f"{folder.name} with {len(proposals)} extracts, of which {len(unsure)} cannot be read for certain.",
            expected=f"a {settings.FILE} that says how to read each file, or files whose headers are known.",
            do_this=entries()["E-405"]["hint"],
            findings=tuple(_doubts(path, proposals[path]) for path in unsure),
        )
    beside = {path: mapping_path(path) for path in proposals if mapping_path(path).is_file()}
    return Settings(
        Organisation(settings.UNNAMED, "Your organisation"),
        None,
        False,
        tuple(
            (path, read_mapping(beside[path]) if path in beside else guess.mapping) for path, guess in proposals.items()
        ),
        tuple(beside.values()),
        tuple(make("E-406", file=path.name) for path in _extract_files(folder) if path not in proposals),
    )


def _doubts(path: Path, proposal: Proposal) -> Finding:
    unsure = [guess.field for guess in proposal.guesses if not guess.certain]
    names = ", ".join(name.replace("_", " ") for name in (*proposal.missing, *unsure))
    extract = proposal.mapping.extract
    return make("E-405", file=path.name, extract=extract, words=f" (as {extract}, in doubt: {names})")


def init_folder(folder: Path, *, organisation: tuple[str, str], snapshot_date: dt.date | None) -> list[Path]:
    """Write levelground.toml and one mapping per file, as proposals to accept or edit; never over an existing file.

    Parameters
        organisation: ODS code and name; empty texts where they are not known yet.
        snapshot_date: None where it is not known yet. A file of a snapshot without dates of its own is proposed to be
        of that date, or of that day in the year that its name holds.
    Returns
        The files that were written.
    Raises
        InputError: there is no folder, or no file in it that looks like an extract.
    """
    _check_folder(folder)
    proposals = _proposals(folder)
    dated = {path: _with_date(path, proposal, snapshot_date) for path, proposal in proposals.items()}
    wanted = {mapping_path(path): proposal.to_toml() for path, proposal in dated.items()}
    sources = {path.name: mapping_path(path).name for path in proposals}
    wanted[folder / settings.FILE] = settings.settings_text(organisation, snapshot_date, sources)
    written = sorted(path for path in wanted if not path.exists())
    for path in written:
        path.write_text(wanted[path], "utf-8", newline="\n")
    return written


def _with_date(path: Path, proposal: Proposal, snapshot_date: dt.date | None) -> Proposal:
    mapping = proposal.mapping
    if snapshot_date is None or EXTRACTS[mapping.extract].at != "snapshot" or "snapshot_date" in mapping.columns:
        return proposal
    years = {int(year) for year in YEAR.findall(path.stem)}
    year = years.pop() if len(years) == 1 else snapshot_date.year
    # By month end, so that 29 February of one year is not asked of another.
    day = min(snapshot_date.day, calendar.monthrange(year, snapshot_date.month)[1])
    constants = {**mapping.constants, "snapshot_date": snapshot_date.replace(year=year, day=day).isoformat()}
    return replace(proposal, mapping=replace(mapping, constants=constants))
