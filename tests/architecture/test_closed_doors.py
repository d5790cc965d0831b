"""What tests/conftest.py promises: no sockets, and a missing browser that skips at a desk and fails on CI."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import ROOT

PAGE_TEST = "def test_page(chromium):\n    raise AssertionError('a browser was found')\n"


def test_no_test_can_open_a_socket() -> None:
    with pytest.warns(UserWarning, match="tried to use socket"), pytest.raises(RuntimeError):
        socket.socket(socket.AF_INET)


def page_test_without_a_browser(folder: Path, **environment: str) -> str:
    """What pytest says of one page test where no Chromium is installed."""
    (folder / "tests" / "journeys").mkdir(parents=True)
    shutil.copy(ROOT / "tests" / "conftest.py", folder / "tests")
    shutil.copy(ROOT / "pyproject.toml", folder)
    (folder / "tests" / "journeys" / "test_page.py").write_text(PAGE_TEST)
    nowhere = {**os.environ, "PATH": str(folder), "LEVELGROUND_CHROMIUM": "", "CI": "", **environment}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-rsE", "-m", "browser", "-p", "no:xdist", "-p", "no:cov"],
        cwd=folder, env=nowhere, capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    return done.stdout


@pytest.mark.slow
def test_without_a_browser_page_tests_skip_and_say_what_to_install(tmp_path: Path) -> None:
    printed = page_test_without_a_browser(tmp_path)

    assert "1 skipped" in printed
    assert "no Chromium found: install it" in printed


@pytest.mark.slow
def test_on_ci_a_missing_browser_is_a_failure(tmp_path: Path) -> None:
    printed = page_test_without_a_browser(tmp_path, CI="true")

    assert "1 error" in printed
    assert "no Chromium found: install it" in printed
    assert "skipped" not in printed
