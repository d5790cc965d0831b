"""Outputs appear whole or not at all: written aside, then moved into place.

A folder of ours carries a manifest, `levelground.json`. Only such a folder, an empty one or a new one is ever replaced:
somebody's other files are never touched.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from levelground.errors import OutputError

MANIFEST = "levelground.json"


def check_target(target: Path) -> None:
    """Refuse beforehand a target that could not be replaced, so that no work is done in vain.

    Raises
        OutputError: the target is a file, or a folder that holds files which are not ours.
    """
    _recover(target)
    if target.is_file():
        raise OutputError(
            f"{target.name}, which is a file.",
            expected="a folder for the report, new, empty or made by an earlier run.",
            do_this="choose another --out.",
        )
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise OutputError(
            f"the folder {target.name}, which holds files that Levelground did not make.",
            expected="a folder for the report, new, empty or made by an earlier run.",
            do_this="choose another --out, or empty the folder.",
        )


def publish(target: Path, files: Mapping[str, bytes]) -> None:
    """The files as the new content of the folder, all together; the former content stays until the last moment.

    A run that is killed leaves either the former folder or the new one. In the instant between two renames neither may
    stand there; the former one is then beside it under its waiting name, and the next run puts it back.
    """
    check_target(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{target.name}.new-", dir=target.parent))
    try:
        for name, content in files.items():
            place = fresh / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        (fresh / MANIFEST).write_text(json.dumps({"made_by": "levelground", "files": sorted(files)}, indent=1), "utf-8")
        fresh.chmod(0o755)
        if target.exists():
            os.replace(target, _waiting(target))
        os.replace(fresh, target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        _recover(target)
        raise
    shutil.rmtree(_waiting(target), ignore_errors=True)


def publish_file(target: Path, content: bytes) -> None:
    """The content as that file, whole or not at all."""
    if target.is_dir():
        raise OutputError(
            f"{target.name}, which is a folder.", expected="the name of a file.", do_this="add a file name to --out."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.new-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        os.replace(name, target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _waiting(target: Path) -> Path:
    return target.with_name(f".{target.name}.former")


def _recover(target: Path) -> None:
    """Put back what an interrupted run had moved aside, and clear what it had begun."""
    waiting = _waiting(target)
    if waiting.exists():
        if target.exists():
            shutil.rmtree(waiting, ignore_errors=True)
        else:
            os.replace(waiting, target)
    if target.parent.is_dir():
        for begun in target.parent.glob(f".{target.name}.new-*"):
            shutil.rmtree(begun, ignore_errors=True)
