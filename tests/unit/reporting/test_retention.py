"""Retention in words, tables and pictures."""

from __future__ import annotations

import datetime as dt
from functools import cache

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import NoValue
from levelground.reporting import narrative, retention, two_groups, wording
from levelground.reporting.document import ReportInput, report_html
from levelground.reporting.tables import Selection, headline
from tests.factories.folders import folder, many

PERIOD = "2026-03-31"
KEPT = catalogue.load()["retention_kept"]


@cache
def material() -> ReportInput:
    """A trust of which service and leavers are known: White staff leave from month 10, BME staff from month 4."""
    service = [
        *many(60, has_left="no"), *many(10, has_left="yes", exit_months=10),
        *many(20, ethnic_category="H", has_left="no", exit_months=11),
        *many(10, ethnic_category="H", has_left="yes", exit_months=4),
        # Of five years' service when the observation began: no part of the first two years.
        *many(40, has_left="no", entry_months=60, exit_months=71),
    ]  # fmt: skip
    leavers = [
        *many(30, reason="retirement"), *many(12, reason="dismissal"),
        *many(9, reason="retirement", ethnic_category="H"), *many(14, ethnic_category="H"),
    ]  # fmt: skip
    shown, _ = release(
        compute(folder({"service": service, "leavers": leavers, "staff": many(100)})),  # type: ignore[arg-type]
        request=ReleaseRequest(POLICIES["public"], dt.datetime(2026, 11, 23, tzinfo=dt.UTC)),
        definitions=catalogue.load(),
    )
    return ReportInput(shown, catalogue.load(), {"ZZ9": "Nowhere NHS Trust (made up)"})


def test_the_headline_says_how_many_had_left_by_the_twelfth_month() -> None:
    figure = headline(material().selection, KEPT, PERIOD)

    # The BME staff who are still there have been observed for eleven months only.
    assert figure is not None
    assert figure.no_value is NoValue.NOT_COLLECTED
    assert "under observation" in narrative.sentence(figure, KEPT)


def test_a_curve_is_said_drawn_and_tabled() -> None:
    figures = {(f.group, f.compared): f for f in material().selection.of(KEPT.id, PERIOD) if f.breakdown[0][1] == "6"}

    gap = figures[None, "bme_minus_white"]
    # 20 of 30 and all 70: -33.3 points
    assert wording.value_text(gap) == "−33.3 points"
    said = narrative.sentence(gap, KEPT)
    assert "by −33.3 percentage points" in said
    assert "10 of 30 BME and 0 of 70 White staff under observation had left" in said
    drawn = retention.chart(material().selection, KEPT, PERIOD, title="Still employed")
    assert drawn is not None
    assert "BME after 12 months" in drawn.absent


def test_the_page_holds_the_curve_and_the_reasons() -> None:
    page = report_html(material())

    assert "Still employed: by months of service and ethnic group" in page
    assert "Retired" in page
    assert "Filled circles are BME leavers" in page
    assert "product-limit estimate" in page


def test_nothing_to_show_is_no_picture_and_no_table() -> None:
    empty = Selection(())

    assert retention.chart(empty, KEPT, PERIOD, title="None") is None
    assert two_groups.chart(empty, catalogue.load()["retention_reasons"], PERIOD, title="None") is None
