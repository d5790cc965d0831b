"""The projection as a reader meets it: axe on the page, a phone and a desk, nothing loaded from elsewhere."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from levelground.disclosure.ledger import EMPTY
from levelground.disclosure.pipeline import release_pipeline
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest
from levelground.measures.catalogue.loader import populations
from levelground.measures.movements import moves
from levelground.reporting.projection import Wanted, pipeline_projection
from levelground.reporting.projection_page import projection_html
from levelground.statistics.pipeline import Change, Scenario
from tests.factories.careers import TRUST, careers
from tests.factories.folders import NOWHERE

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def projection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = moves(careers(*TRUST), populations()["workforce"])  # type: ignore[arg-type]
    request = ReleaseRequest(POLICIES["internal"], dt.datetime(2026, 6, 1, tzinfo=dt.UTC))
    pipeline, _ = release_pipeline(found, request=request, ledger=EMPTY)
    wanted = Wanted(runs=50, scenario=Scenario(Change.APPOINT, 2))
    path = tmp_path_factory.mktemp("projection") / "projection.html"
    path.write_text(projection_html(pipeline_projection(pipeline, NOWHERE, wanted)), "utf-8")
    return path


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_is_accessible_and_fits_at_every_width(chromium: Browser, projection: Path, width: int) -> None:
    context = chromium.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(projection.as_uri())

    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert asked == [projection.as_uri()]
    context.close()
