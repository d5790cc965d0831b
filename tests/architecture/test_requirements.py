"""Every dependency has a reason, every file of it a hash, and no lock file an address of a registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from .tree import ROOT

SOURCES = sorted((ROOT / "requirements").glob("*.in"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def names(source: Path) -> set[str]:
    """The packages that a source file asks for itself."""
    lines = source.read_text(encoding="utf-8").splitlines()
    return {re.split(r"[\[\s<>=!~;#]", line)[0].lower() for line in lines if line and line[0] not in "#-"}


def locked(lock: Path) -> dict[str, str]:
    """Each pinned requirement of a lock file with the lines that belong to it."""
    blocks = re.split(r"^(?=[a-z0-9])", lock.read_text(encoding="utf-8"), flags=re.MULTILINE | re.IGNORECASE)
    return {block.split(" \\", 1)[0]: block for block in blocks if block.strip()}


def test_each_source_has_its_lock_file() -> None:
    assert [path.stem for path in SOURCES] == [path.stem for path in LOCKS] != []


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_dependency_says_what_it_is_for(source: Path) -> None:
    lines = source.read_text(encoding="utf-8").splitlines()

    assert not [line for line in lines if line and line[0] not in "#-" and not re.search(r"\s# \S", line)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_file_holds_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")

    assert not re.search(r"https?:|file:|--(extra-)?index-url|--find-links| @ ", text)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_file_is_pinned_and_hashed(lock: Path) -> None:
    pins = locked(lock)

    assert pins
    assert not [pin for pin, block in pins.items() if "==" not in pin or "--hash=sha256:" not in block]


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_every_dependency_is_locked(source: Path) -> None:
    pins = {pin.split("==")[0].lower() for pin in locked(source.with_suffix(".txt"))}

    assert not names(source) - pins


def test_tests_run_on_the_versions_that_a_user_gets() -> None:
    # dev.in is constrained by core.txt: see the line `-c core.txt` there.
    core = {pin for pin in locked(ROOT / "requirements" / "core.txt")}

    assert not core - set(locked(ROOT / "requirements" / "dev.txt"))


def test_the_package_asks_for_what_core_in_lists_and_no_more() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = {re.split(r"[<>=!~]", line)[0] for line in project["dependencies"]}

    # setuptools installs the package; the package does not need it to run.
    assert asked == names(ROOT / "requirements" / "core.in") - {"setuptools"}
