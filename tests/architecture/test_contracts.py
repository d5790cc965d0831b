"""Each import contract holds, and is seen to fail when one import breaks it in a copy."""

from __future__ import annotations

import configparser
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from .tree import ROOT

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Breach:
    """One import that must break one contract. A file is one of the core's unless it names the site's package."""

    contract: str
    file: str
    line: str


BREACHES = (
    Breach("core-is-pure", "extracts/findings.py", "import django"),
    Breach("core-is-pure", "measures/model.py", "from urllib.request import urlopen"),
    Breach("core-is-pure", "statistics/proportions.py", "import socket"),
    Breach("core-layers", "vocabulary/periods.py", "from levelground.measures import model"),
    Breach("core-layers", "statistics/proportions.py", "from levelground.extracts import findings"),
    Breach("core-layers", "gossip.py", "rumours = 1"),  # a room that nobody has placed
    Breach("disclosure-gate", "disclosure/released.py", "from levelground.measures import compute"),
    Breach("disclosure-gate", "measures/model.py", "from levelground.measures import compute"),
    Breach("disclosure-gate", "reporting/__init__.py", "from levelground.measures.compute import *"),
    Breach("dataframes-stay-below", "disclosure/released.py", "import duckdb"),
    Breach("dataframes-stay-below", "statistics/proportions.py", "import pandas"),
    Breach("dataframes-stay-below", "cli/__init__.py", "def show() -> None:\n    import polars"),
    Breach("synthetic-writer-knows-no-reader", "extracts/synthetic", "from levelground.extracts import read"),
    Breach("synthetic-writer-knows-no-reader", "extracts/synthetic", "from levelground.extracts import mapping"),
    Breach("no-cycles", "measures/model.py", "from levelground.measures.catalogue import loader"),
    Breach("no-cycles", "errors.py", "from levelground.measures import model"),
    Breach("core-is-pure", "errors.py", "import levelground_web"),
    Breach("disclosure-gate", "levelground_web/figures/queries.py", "from levelground.measures import compute"),
    Breach("disclosure-gate", "levelground_web/home/views.py", "from levelground.measures import compute"),
    Breach("web-layers", "levelground_web/shell/access.py", "from levelground_web.accounts import queries"),
    Breach("web-layers", "levelground_web/audit/operations.py", "from levelground_web.accounts import queries"),
    Breach("web-layers", "levelground_web/gossip.py", "rumours = 1"),
    Breach("app-anatomy", "levelground_web/audit/rumours.py", "rumours = 1"),
    Breach("app-anatomy", "levelground_web/audit/models.py", "from levelground_web.audit import operations"),
    Breach("only-operations-write", "levelground_web/audit/forms.py", "from levelground_web.audit import operations"),
    Breach("views-hold-no-models", "levelground_web/home/views.py", "from levelground_web.accounts import models"),
)


def contract_names() -> set[str]:
    """The contracts as .importlinter names them."""
    settings = configparser.ConfigParser()
    settings.read(ROOT / ".importlinter", encoding="utf-8")
    return {settings[section]["name"] for section in settings.sections() if ":contract:" in section}


def broken_contracts(folder: Path) -> tuple[set[str], str]:
    """Which contracts fail in a copy, and what was printed."""
    source = str(folder / "src")
    environment = {**os.environ, "PYTHONPATH": source, "PYTHONUTF8": "1", "COLUMNS": "200"}
    program = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    done = subprocess.run(
        [sys.executable, "-c", program, "--no-cache"],
        cwd=folder, env=environment, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    lines = [line.split() for line in done.stdout.splitlines()]
    verdicts = {words[0]: words[1] for words in lines if len(words) > 1 and words[1] in ("KEPT", "BROKEN")}
    assert set(verdicts) == contract_names(), done.stdout + done.stderr
    return {name for name, verdict in verdicts.items() if verdict == "BROKEN"}, done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The package and its contracts in a folder of its own."""
    no_caches = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=no_caches)
    shutil.copy(ROOT / ".importlinter", tmp_path)
    return tmp_path


def test_the_unbroken_copy_keeps_every_contract(copy: Path) -> None:
    broken, printed = broken_contracts(copy)

    assert not broken, printed


@pytest.mark.parametrize("breach", BREACHES, ids=lambda breach: f"{breach.contract}: {breach.file}")
def test_one_forbidden_import_breaks_its_contract(breach: Breach, copy: Path) -> None:
    package = "" if breach.file.startswith("levelground_web/") else "levelground"
    target = copy / "src" / package / breach.file
    # A room may be one module or, when it has grown, a folder of them.
    target = target / "__init__.py" if target.is_dir() else target.with_suffix(".py")
    text = target.read_text(encoding="utf-8") if target.exists() else ""
    target.write_text(f"{text}\n{breach.line}\n", encoding="utf-8")

    broken, printed = broken_contracts(copy)

    assert breach.contract in broken, printed


def test_every_contract_has_an_import_that_breaks_it() -> None:
    assert {breach.contract for breach in BREACHES} == contract_names()
