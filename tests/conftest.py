"""What every test has: closed sockets, repeatable examples, the reference folder, a browser, or the reason why not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REPOSITORY = Path(__file__).resolve().parents[1]
SHARED = REPOSITORY.parent / "shared"
ON_CI = os.environ.get("CI", "").lower() == "true"
NO_BROWSER = (
    "no Chromium found: install it (Debian: apt-get install chromium) or name its file in LEVELGROUND_CHROMIUM "
    "to run the page tests"
)

# On CI the same examples every time, so that a red build is red for its change; at a desk new ones, so that the search
# goes on. No deadline: two busy cores make one example slow now and then, which says nothing about the code.
settings.register_profile("ci", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("desk", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if ON_CI else "desk")


def chromium_path() -> str | None:
    """Where a system Chromium is: the environment's word first, then the usual names on PATH."""
    named = os.environ.get("LEVELGROUND_CHROMIUM")
    if named:
        return named if Path(named).exists() else None
    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge")
    return next((found for name in names if (found := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Page tests may open sockets (the browser is driven over one) and need a browser; no other test may."""
    for item in items:
        if "journeys" in item.path.relative_to(REPOSITORY).parts:
            item.add_marker("browser")
        if not item.get_closest_marker("browser"):
            continue
        item.add_marker("enable_socket")
        if not ON_CI and chromium_path() is None:
            item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running system Chromium, for tests marked `browser`; on CI its absence is a failure."""
    from playwright.sync_api import sync_playwright

    path = chromium_path()
    if path is None:
        pytest.fail(NO_BROWSER)
    # Root in a container has no user namespace to build Chromium's sandbox from; the pages are our own.
    as_root = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    arguments = ["--disable-gpu", "--disable-background-networking", *as_root]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference folder beside the repository: published figures that may not be copied into it."""
    if not SHARED.is_dir():
        pytest.skip(f"no reference folder at {SHARED}: the published cases in it are checked only where it exists")
    return SHARED
