"""The report as a reader meets it: a real browser, axe on the page, a phone and a desk, paper, no network."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

from levelground.reporting.document import report_html
from tests.factories.comparisons import gap, gaps, profiles, ratio
from tests.factories.releases import report_input

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# 320 px is a desk of 1280 px at 400 %.
WIDTHS = {"phone": 390, "narrow": 320, "desk": 1280}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(report_html(report_input()), "utf-8")
    return path


@pytest.fixture(scope="module")
def comparison(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty organisations and one far off in a survey measure, a few in a ratio, one beside others like it."""
    material = report_input()
    figures = (*gaps(), *(ratio(f"ZA{n:02d}", (20 + n, 1000, 40, 3000)) for n in range(14)), gap("ZB0", (0, 9, 0, 30)))
    band = ratio("ZA07", (9, 300, 12, 900), breakdown=(("pay_band", "5"),))
    known = profiles()
    many = dataclasses.replace(
        material,
        released=dataclasses.replace(material.released, figures=(*figures, band)),
        organisations={code: one.name for code, one in known.items()},
        highlight="ZA07",
        profiles=known,
    )
    path = tmp_path_factory.mktemp("comparison") / "report.html"
    path.write_text(report_html(many), "utf-8")
    return path


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    page = context.new_page()
    yield page
    context.close()


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_the_page_is_accessible_and_fits_at_every_width(page: Page, report: Path, width: int) -> None:
    faults: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(report.as_uri())

    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert faults == []
    assert asked == [report.as_uri()]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
def test_the_comparison_is_accessible_and_fits_at_every_width(page: Page, comparison: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    page.goto(comparison.as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")

    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"][:120]) for v in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_charts_can_be_read_on_a_phone(page: Page, report: Path) -> None:
    """Letters of 14 units in the picture are at least 10 px high on the screen; the picture scrolls, not the page."""
    page.set_viewport_size({"width": 390, "height": 900})

    page.goto(report.as_uri())

    drawn = page.evaluate(
        "[...document.querySelectorAll('svg.chart')]"
        ".map(svg => 14 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert len(drawn) >= 10
    assert min(drawn) >= 10


def test_funnels_are_whole_on_a_phone_and_can_be_read(page: Page, comparison: Path) -> None:
    """Unlike the other charts a funnel is seen at once: nothing of it lies to the side, and letters are 10 px high."""
    page.set_viewport_size({"width": 390, "height": 900})

    page.goto(comparison.as_uri())

    funnels = page.evaluate(
        "[...document.querySelectorAll('.narrow svg.chart')].map(svg => ({"
        " letters: 14 * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,"
        " hidden: svg.parentElement.scrollWidth - svg.parentElement.clientWidth }))"
    )
    assert len(funnels) == 2
    assert min(funnel["letters"] for funnel in funnels) >= 10
    assert {funnel["hidden"] for funnel in funnels} == {0}


def test_a_keyboard_reaches_the_report_past_the_header(page: Page, report: Path) -> None:
    page.goto(report.as_uri())

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the report"
    page.keyboard.press("Enter")

    assert page.url.endswith("#content")


def test_every_table_can_be_opened_and_read_by_keyboard(page: Page, report: Path) -> None:
    page.goto(report.as_uri())
    closed = page.locator("section.indicator details:not([open]) > summary")
    count = closed.count()
    assert count >= 5

    for _ in range(count):
        closed.first.focus()
        page.keyboard.press("Enter")

    assert closed.count() == 0
    violations = Axe().run(page).response["violations"]
    assert [v["id"] for v in violations] == []


def test_the_summary_fills_no_more_than_the_first_sheet(page: Page, report: Path) -> None:
    page.goto(report.as_uri())

    first, second, *_ = PdfReader(BytesIO(page.pdf(format="A4"))).pages

    assert "9. Board and workforce" in first.extract_text()
    assert "The indicators in pictures" in second.extract_text()
    assert "Summary" not in second.extract_text()


def test_paper_holds_every_section_and_the_tables(page: Page, report: Path) -> None:
    page.goto(report.as_uri())

    text = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(page.pdf(format="A4"))).pages)

    assert "Summary" in text
    assert "Methods and sources" in text
    assert "Skip to the report" not in text
    assert "Formal disciplinary process: by ethnic group" in text
