"""The page of a projection: one HTML file that needs no network."""

from __future__ import annotations

from importlib.resources import files

from levelground.measures.pipeline import EDITION
from levelground.reporting import projection
from levelground.reporting.document import environment
from levelground.reporting.fan_chart import HOW_TO_READ, WITH_SCENARIO, fan_charts
from levelground.reporting.projection import PipelineProjection

RATE_WORDS = {"joining": "Joining", "leaving": "Leaving", "moving_up": "Moving up"}


def projection_html(report: PipelineProjection) -> str:
    """The projection as one self-contained page: summary, when each step meets the goal, a fan for each."""
    page = environment().get_template("projection.html.j2")
    return page.render(
        report=report,
        organisation=report.organisation.name,
        released=report.pipeline.released,
        notice=" ".join(report.pipeline.released.notices),
        summary=projection.summary(report),
        charts=fan_charts(report),
        how_to_read=HOW_TO_READ + (WITH_SCENARIO if report.scenario else ""),
        rows=projection.rows(report),
        ratios=[(RATE_WORDS[one.rate], one.bme_over_white) for one in report.ratios],
        assumptions=projection.ASSUMPTIONS,
        does_not_show=projection.DOES_NOT_SHOW,
        status=projection.STATUS,
        source=projection.SOURCE,
        edition=EDITION,
        css=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
    ).lstrip()
