"""Rules read no clock and no environment, and starting the program loads nothing heavy."""

from __future__ import annotations

import ast
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import levelground

from .tree import CORE, ROOT, core_files, name_of, syntax

CALENDAR = ({"datetime", "date", "dt"}, {"now", "utcnow", "today"})
CLOCK = ({"time"}, {"time", "time_ns", "localtime", "gmtime", "monotonic"})
ENVIRONMENT = ({"os", "socket", "platform"}, {"environ", "getenv", "getlogin", "gethostname", "node"})
HEAVY = (
    "numpy", "scipy", "duckdb", "openpyxl", "jinja2", "vl_convert", "python_calamine", "pandas", "docx", "pikepdf",
    "pptx", "statsmodels", "typst",
)  # fmt: skip


def rule_files() -> list[Path]:
    """All of the core but the command line, which reads clock and environment and passes them in."""
    return [path for path in core_files() if CORE / "cli" not in path.parents]


def outside_reads(tree: ast.Module) -> Iterator[str]:
    """Each place where code asks the clock or the environment."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", None)
        if any(owner in owners and node.attr in names for owners, names in (CALENDAR, CLOCK, ENVIRONMENT)):
            yield f"line {node.lineno}: {owner}.{node.attr}"


def test_no_rule_reads_the_clock_or_the_environment() -> None:
    found = [f"{name_of(path)} {read}" for path in rule_files() for read in outside_reads(syntax(path))]

    assert not found, f"the command reads it and passes it in: {found}"


@pytest.mark.parametrize("line", ["dt.datetime.now()", "date.today()", "time.time()", "os.environ['HOME']"])
def test_the_search_for_outside_reads_finds_one(line: str) -> None:
    assert list(outside_reads(ast.parse(line)))


def test_a_time_of_day_as_a_type_is_no_clock() -> None:
    assert not list(outside_reads(ast.parse("isinstance(cell, dt.time)")))


def modules() -> list[str]:
    """Every module of the package, by its dotted name."""
    found = pkgutil.walk_packages(levelground.__path__, "levelground.")
    return ["levelground", *(module.name for module in found if not module.name.endswith("__main__"))]


@pytest.mark.slow
def test_no_module_loads_a_heavy_library_when_it_is_imported() -> None:
    report = (
        "import importlib, sys\n"
        "for name in sys.argv[1].split(','):\n"
        "    importlib.import_module(name)\n"
        f"    loaded = sorted(set(sys.modules) & set({HEAVY!r}))\n"
        "    assert not loaded, f'{name} loads {loaded}: import them inside the function that needs them'\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", report, ",".join(modules())], check=False, capture_output=True, text=True, cwd=ROOT
    )

    assert done.returncode == 0, done.stderr
