"""What levelground.toml says of a folder: whose extracts they are, of which date, and which file is which."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from levelground.errors import InputError
from levelground.extracts.findings import Finding
from levelground.extracts.mapping import Mapping, quoted, read_mapping
from levelground.extracts.schemas import EXTRACTS
from levelground.vocabulary.organisations import Organisation

FILE = "levelground.toml"
UNNAMED = "unknown"


@dataclass(frozen=True)
class Statement:
    """What an organisation says of itself, where a measure asks for a yes or no: the answer and its evidence."""

    answer: bool
    evidence: str


@dataclass(frozen=True)
class Settings:
    """The settings of a folder, read or guessed. `used` are the files they were read from; `findings` what a guess
    leaves to say; `statements` what the organisation says of itself, by measure."""

    organisation: Organisation
    snapshot_date: dt.date | None
    synthetic: bool
    sources: tuple[tuple[Path, Mapping], ...]
    used: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    statements: AnyMapping[str, Statement] = field(default_factory=dict)


def read_settings(folder: Path) -> Settings:
    """The settings in the folder's levelground.toml, and the mappings that it names.

    Raises
        InputError: it is not TOML, lacks its sources, or names a file or an extract that does not exist.
    """
    try:
        data = tomllib.loads((folder / FILE).read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise wrong_settings(f"it cannot be read ({type(error).__name__})") from None
    entries = data.get("source", [])
    if not isinstance(entries, list) or not entries or not all(isinstance(entry, dict) for entry in entries):
        raise wrong_settings("it lists no [[source]]")
    mappings = (folder / str(entry["mapping"]) for entry in entries if "mapping" in entry)
    return Settings(
        _organisation(data),
        _day(data.get("snapshot_date")),
        data.get("synthetic") is True,
        tuple(_source(folder, entry) for entry in entries),
        (folder / FILE, *mappings),
        statements=_statements(data.get("statements", {})),
    )


def wrong_settings(why: str) -> InputError:
    """The error that says what is wrong with levelground.toml."""
    return InputError(
        f"{FILE}: {why}.",
        expected="organisation, snapshot_date and a [[source]] with file and extract (or mapping) for each extract.",
        do_this="correct it, or move it away and run levelground init.",
    )


def _organisation(data: AnyMapping[str, Any]) -> Organisation:
    """`organisation = { code, name }`, or the code alone with `name` beside it."""
    given = data.get("organisation", {})
    table = given if isinstance(given, dict) else {"code": given, "name": data.get("name")}
    code = str(table.get("code") or UNNAMED)
    return Organisation(code, str(table.get("name") or code))


def _day(given: object) -> dt.date | None:
    if isinstance(given, dt.datetime):
        return given.date()
    if given is None or isinstance(given, dt.date):
        return given
    try:
        return dt.date.fromisoformat(str(given))
    except ValueError:
        raise wrong_settings("its snapshot_date is no date such as 2026-03-31") from None


def _statements(given: object) -> dict[str, Statement]:
    """`[statements.wdes_9b]` with `answer = true` or `false` and its `evidence`, a sentence that may be published."""
    if not isinstance(given, dict):
        raise wrong_settings("its [statements] is not a table")
    found = {}
    for measure, said in given.items():
        answer = said.get("answer") if isinstance(said, dict) else None
        if not isinstance(answer, bool) or not str(said.get("evidence", "")).strip():
            raise wrong_settings(f"[statements.{measure}] lacks answer = true or false, or its evidence")
        found[measure] = Statement(answer, " ".join(str(said["evidence"]).split()))
    return found


def _source(folder: Path, entry: AnyMapping[str, Any]) -> tuple[Path, Mapping]:
    name = str(entry.get("file", ""))
    path = folder / name
    if not name or not path.is_file():
        raise wrong_settings(f"a [[source]] names the file '{name}', which is not in the folder")
    if "mapping" in entry:
        mapping = read_mapping(folder / str(entry["mapping"]))
        if entry.get("extract", mapping.extract) != mapping.extract:
            raise wrong_settings(f"the source {name} and its mapping name different extracts")
    elif entry.get("extract") in EXTRACTS:
        mapping = Mapping(entry["extract"])
    else:
        raise wrong_settings(f"the source {name} names neither a known extract nor a mapping")
    day = _day(entry.get("snapshot_date"))
    return path, mapping if day is None else replace(
        mapping, constants={**mapping.constants, "snapshot_date": str(day)}
    )


def settings_text(organisation: tuple[str, str], snapshot_date: dt.date | None, sources: AnyMapping[str, str]) -> str:
    """The text of a levelground.toml.

    Parameters
        sources: for each file the name of its mapping.
    """
    code, name = organisation
    lines = [
        "# How Levelground reads this folder. Edit what is wrong; run levelground validate to check.",
        f"organisation = {{ code = {quoted(code)}, name = {quoted(name)} }}"
        + ("" if code else " # fill in: the ODS code, and the name that the report prints"),
        f"snapshot_date = {snapshot_date}" if snapshot_date else "# snapshot_date = 2026-03-31",
    ]
    for file, mapping in sources.items():
        lines += ["", "[[source]]", f"file = {quoted(file)}", f"mapping = {quoted(mapping)}"]
    return "\n".join(lines) + "\n"
