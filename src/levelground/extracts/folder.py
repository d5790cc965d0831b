"""A folder of extracts: which file is which, every file read, everything checked across files."""

from __future__ import annotations

import datetime as dt
import hashlib
import tomllib
from collections.abc import Callable, Iterable
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from levelground.errors import InputError
from levelground.extracts.catalogue import entries, make
from levelground.extracts.checks import across
from levelground.extracts.findings import Finding, Severity
from levelground.extracts.mapping import Mapping, read_mapping
from levelground.extracts.periods import placed
from levelground.extracts.propose import propose
from levelground.extracts.read import Rows, read_extract
from levelground.extracts.schemas import EXTRACTS
from levelground.extracts.tabular import SUFFIXES
from levelground.vocabulary.organisations import Organisation

CONFIG = "levelground.toml"
OURS = ("levelground",)
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


@dataclass(frozen=True)
class Config:
    """What levelground.toml says, or what was guessed in its place."""

    organisation: Organisation
    snapshot_date: dt.date | None
    synthetic: bool
    sources: tuple[tuple[Path, Mapping], ...]


def read_folder(folder: Path, *, progress: Progress | None = None) -> Folder:
    """Every extract of a folder, read, placed in time and checked.

    With a `levelground.toml` its sources are read as it says; without one, a mapping is proposed for every file and
    used only where it is certain.

    Raises
        InputError: there is no folder or no extract in it, the settings are wrong, or a file cannot be matched.
    """
    if not folder.is_dir():
        raise InputError(
            f"{folder.name}, which is not a folder.",
            expected="a folder that holds the extracts.",
            do_this="check the path.",
        )
    config = _config(folder) if (folder / CONFIG).is_file() else _guessed(folder)
    tables: dict[str, Rows] = {}
    findings: list[Finding] = []
    for path, mapping in config.sources:
        if progress:
            progress(f"reading {path.name}")
        rows, found = read_extract(path, mapping)
        findings += found
        if rows is not None:
            tables[mapping.extract] = _joined(tables[mapping.extract], rows) if mapping.extract in tables else rows
    snapshot_date = config.snapshot_date or _newest_snapshot(folder, tables)
    tables, late = placed(tables, snapshot_date)
    tables, cross = across(tables)
    findings = [*findings, *late, *cross]
    return Folder(
        config.organisation,
        snapshot_date,
        tables,
        tuple(findings),
        _stopped(findings),
        _hash(path for path, _ in config.sources),
        config.synthetic,
    )


def _stopped(findings: Iterable[Finding]) -> frozenset[tuple[str, str]]:
    """What errors touch: a field, or the whole extract (every field of it) where the error names none."""
    found: set[tuple[str, str]] = set()
    for finding in findings:
        if finding.severity is Severity.ERROR and finding.extract:
            fields = [finding.field] if finding.field else [f.name for f in EXTRACTS[finding.extract].fields]
            found |= {(finding.extract, name) for name in fields}
    return frozenset(found)


def _joined(first: Rows, second: Rows) -> Rows:
    columns = {name: [*values, *second.columns[name]] for name, values in first.columns.items()}
    file = first.file if second.file in first.file.split(", ") else f"{first.file}, {second.file}"
    return Rows(first.extract, columns, [*first.row_numbers, *second.row_numbers], file)


def _newest_snapshot(folder: Path, tables: AnyMapping[str, Rows]) -> dt.date:
    days = [
        day for rows in tables.values() for day in rows.columns.get("snapshot_date", []) if isinstance(day, dt.date)
    ]
    if not days:
        raise InputError(
            f"{folder.name}, in which no file says of which date it is.",
            expected="a snapshot date.",
            do_this=f"write snapshot_date in {CONFIG}; levelground init FOLDER --snapshot DATE makes one.",
        )
    return max(days)


def _hash(paths: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(paths):
        total.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _config(folder: Path) -> Config:
    path = folder / CONFIG
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong_config(f"it is not TOML ({error})") from None
    organisation = data.get("organisation", {})
    if not isinstance(organisation, dict):
        organisation = {"code": organisation, "name": data.get("name", organisation)}
    day = _day(data.get("snapshot_date"))
    sources = tuple(_source(folder, entry) for entry in data.get("source", []))
    if not sources:
        raise _wrong_config("it lists no [[source]]")
    code = str(organisation.get("code", ""))
    return Config(
        Organisation(code or "unknown", str(organisation.get("name") or code or "Your organisation")),
        day,
        bool(data.get("synthetic", False)),
        sources,
    )


def _wrong_config(why: str) -> InputError:
    return InputError(
        f"{CONFIG}: {why}.",
        expected="organisation, snapshot_date and a [[source]] with file and extract (or mapping) for each extract.",
        do_this="correct it, or move it away and run levelground init.",
    )


def _day(given: Any) -> dt.date | None:
    if given is None or isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(str(given))
    except ValueError:
        raise _wrong_config("its snapshot_date is no date such as 2026-03-31") from None


def _source(folder: Path, entry: AnyMapping[str, Any]) -> tuple[Path, Mapping]:
    path = folder / str(entry.get("file", ""))
    if not path.is_file():
        raise _wrong_config(f"a [[source]] names the file '{entry.get('file', '')}', which is not in the folder")
    if "mapping" in entry:
        mapping = read_mapping(folder / str(entry["mapping"]))
        if entry.get("extract", mapping.extract) != mapping.extract:
            raise _wrong_config(f"the source {path.name} and its mapping name different extracts")
    elif entry.get("extract") in EXTRACTS:
        mapping = Mapping(entry["extract"])
    else:
        raise _wrong_config(f"the source {path.name} names neither a known extract nor a mapping")
    if "snapshot_date" in entry:
        mapping = replace(mapping, constants={**mapping.constants, "snapshot_date": str(entry["snapshot_date"])})
    return path, mapping


def _extract_files(folder: Path) -> list[Path]:
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES and not path.name.startswith((*OURS, ".", "~$"))
    )


def _guessed(folder: Path) -> Config:
    """A mapping for every file of a folder without settings, where it is certain."""
    proposals = [(path, propose(path)) for path in _extract_files(folder)]
    unsure = [path for path, proposal in proposals if not proposal.certain]
    if unsure or not proposals:
        entry = entries()["E-405"]
        raise InputError(
            f"{folder.name} with {len(proposals)} files, of which {len(unsure)} match no extract for certain.",
            expected=f"a {CONFIG} that says how to read each file, or files whose headers are known.",
            do_this=entry["hint"],
            findings=tuple(make("E-405", file=path.name) for path in unsure),
        )
    sources = tuple((path, proposal.mapping) for path, proposal in proposals)
    return Config(Organisation("unknown", "Your organisation"), None, False, sources)


def init_folder(folder: Path, *, organisation: tuple[str, str], snapshot_date: dt.date | None) -> list[Path]:
    """Write levelground.toml and one mapping per file, as proposals to accept or edit; never over an existing file.

    Returns
        The files that were written.
    """
    if not folder.is_dir() or not _extract_files(folder):
        raise InputError(
            f"{folder.name}, in which there is no extract.",
            expected="a folder with CSV, TSV, Excel or Parquet files.",
            do_this="put the extracts there.",
        )
    code, name = organisation
    lines = [
        "# How Levelground reads this folder. Edit what is wrong; run levelground validate to check.",
        f'organisation = {{ code = "{code or "XXX"}", name = "{name or "Your organisation"}" }}',
        f"snapshot_date = {snapshot_date.isoformat()}" if snapshot_date else "# snapshot_date = 2026-03-31",
    ]
    wanted: dict[Path, str] = {}
    for path in _extract_files(folder):
        proposal = propose(path)
        target = path.with_name(f"{path.stem}.map.toml")
        wanted[target] = proposal.to_toml()
        mark = "" if proposal.certain else "  # not certain: read the mapping"
        lines += ["", "[[source]]", f'file = "{path.name}"{mark}', f'mapping = "{target.name}"']
    wanted[folder / CONFIG] = "\n".join(lines) + "\n"
    written = [path for path in wanted if not path.exists()]
    for path in written:
        path.write_text(wanted[path], "utf-8")
    return sorted(written)
