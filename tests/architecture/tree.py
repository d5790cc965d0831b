"""What the architecture tests read: the repository as files, and its Python as syntax trees."""

from __future__ import annotations

import ast
import fnmatch
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CORE = ROOT / "src" / "levelground"


@cache
def ignored_names() -> tuple[str, ...]:
    """The patterns of .gitignore: what is made, not written."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    return (".git", *(line.strip().strip("/") for line in lines if line.strip() and not line.startswith("#")))


def is_ours(path: Path) -> bool:
    """True for what people write and commit."""
    return not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored_names())


def walk(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of ours below a folder."""
    for path in sorted(folder.iterdir()):
        if not is_ours(path):
            continue
        if path.is_dir():
            yield from walk(path)
        else:
            yield path


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the repository."""
    return tuple(path for path in walk() if path.suffix == ".py")


@cache
def core_files() -> tuple[Path, ...]:
    """Every Python file of the package."""
    return tuple(path for path in walk(CORE) if path.suffix == ".py")


@cache
def syntax(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    """The path as ARCHITECTURE.md and error messages write it."""
    return path.relative_to(ROOT).as_posix()
