"""The words about files: init, map, validate."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from pathlib import Path

from levelground.cli import DONE
from levelground.cli.messages import Progress, finding_json, findings_text
from levelground.cli.output import publish_file
from levelground.cli.words.figures import tell
from levelground.errors import InputError


def init(given: argparse.Namespace) -> int:
    """Write levelground.toml and one mapping per file, for the analyst to accept or edit."""
    from levelground.extracts.folder import init_folder

    snapshot = _date(given.snapshot) if given.snapshot else None
    written = init_folder(Path(given.folder), organisation=(given.organisation, given.name), snapshot_date=snapshot)
    if given.json:
        sys.stdout.write(json.dumps({"written": [path.name for path in written]}) + "\n")
    else:
        names = "\n".join(f"  {path.name}" for path in written) or "  nothing: every file was there already"
        sys.stdout.write(f"Written in {given.folder}:\n{names}\nRead them, edit what is wrong, then run "
                         f"levelground validate {given.folder}\n")  # fmt: skip
    return DONE


def propose_map(given: argparse.Namespace) -> int:
    """Propose a mapping for one file."""
    from levelground.extracts.propose import propose

    proposal = propose(Path(given.file), given.extract)
    if given.out:
        publish_file(Path(given.out), proposal.to_toml().encode())
    if given.json:
        sys.stdout.write(json.dumps(proposal.to_dict(), indent=1, ensure_ascii=False) + "\n")
    elif not given.out:
        sys.stdout.write(proposal.to_toml())
    return DONE


def validate(given: argparse.Namespace) -> int:
    """List every problem in every file of a folder."""
    from levelground.extracts.folder import read_folder

    folder = read_folder(Path(given.folder), progress=Progress(silent=given.json))
    if given.json:
        sys.stdout.write(json.dumps([finding_json(f) for f in folder.findings], indent=1, ensure_ascii=False) + "\n")
    elif folder.findings:
        sys.stdout.write(findings_text(folder.findings) + "\n")
    else:
        sys.stdout.write("No problem was found.\n")
    return tell(folder.findings, as_json=True)


def _date(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise InputError(
            "a snapshot date that is not a date.", expected="a date such as 2026-03-31.", do_this="correct --snapshot."
        ) from None
