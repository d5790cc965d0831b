"""ARCHITECTURE.md's map is the tree on disk: one line for each room, no more, no less."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from .tree import ROOT, is_ours, walk

LINE = re.compile(r"^(?P<room>[\w./-]+)  +\S")
# Folders whose own children are rooms; any other folder is one room with all that is in it.
HOUSES = ("src/levelground", "src/levelground_web", "tests", "docs")
# Not rooms: what makes a folder a package.
FURNITURE = {"__init__.py", "py.typed"}


def map_lines(heading: str) -> list[str]:
    """The rooms named in the code block below a heading."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    block = re.search(rf"^### {heading}\n.*?^```\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    assert block, f"ARCHITECTURE.md has no '### {heading}' with a code block under it"
    return [found["room"] for line in block[1].splitlines() if (found := LINE.match(line))]


def rooms_on_disk() -> set[str]:
    """Root files and folders, and one level inside each house. An empty folder is no room."""
    rooms = set()
    for house in (ROOT, *(ROOT / name for name in HOUSES)):
        rooms |= {_room(path) for path in house.iterdir() if is_ours(path) and path.name not in FURNITURE}
    return {room for room in rooms if room and not _holds_houses(room)}


def _room(path: Path) -> str | None:
    name = path.relative_to(ROOT).as_posix()
    if path.is_file():
        return name
    return f"{name}/" if any(walk(path)) else None


def _holds_houses(room: str) -> bool:
    return any(f"{house}/".startswith(room) for house in HOUSES)


def test_every_room_on_disk_is_on_the_map() -> None:
    missing = rooms_on_disk() - set(map_lines("On disk"))

    assert not missing, f"give each a line under '### On disk' in ARCHITECTURE.md: {sorted(missing)}"


def test_every_room_on_the_map_is_on_disk() -> None:
    gone = set(map_lines("On disk")) - rooms_on_disk()

    assert not gone, f"these lines of ARCHITECTURE.md name nothing: {sorted(gone)}"


def test_no_room_has_two_lines() -> None:
    lines = Counter(map_lines("On disk") + map_lines("Planned"))

    assert not [room for room, times in lines.items() if times > 1]


@pytest.mark.parametrize("room", map_lines("Planned"))
def test_a_planned_room_is_not_on_disk_yet(room: str) -> None:
    path = ROOT / room

    assert not path.is_file(), f"{room} is built: move its line to '### On disk'"
    assert not (path.is_dir() and any(walk(path))), f"{room} is built: move its line to '### On disk'"


def test_the_map_has_a_plan() -> None:
    assert map_lines("Planned"), "the reader of lines under '### Planned' finds none"
