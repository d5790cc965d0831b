"""The report: one HTML file that needs no network, made from one release."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from levelground.reporting import wording
from levelground.reporting.body import Body, body
from levelground.reporting.comparison import comparison
from levelground.reporting.funnel_chart import HOW_TO_READ
from levelground.reporting.material import STATUTORY, ReportInput
from levelground.reporting.peers import RULE
from levelground.vocabulary import ethnicity

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["STATUTORY", "ReportInput", "environment", "report_html"]

METHODS = {
    "wilson": "Percentages: Wilson’s score interval.",
    "newcombe hybrid score": "Differences: Newcombe’s hybrid score interval.",
    "koopman score, mid-P p-value": "Ratios: Koopman’s score interval; where a p-value is given it is mid-P.",
    "bonett price log ratio": "Pay gaps: Bonett and Price’s interval for a ratio of means or of medians.",
    "mantel_haenszel_ratio": "Ratios within deprivation quintiles: Mantel and Haenszel; Greenland and Robins’ limits.",
    "product limit, log-log limits": "Still employed: product-limit estimate with delayed entry, limits on log(-log).",
    "pooled blinder oaxaca": "Drivers of the pay gap: a Blinder-Oaxaca decomposition, pooled, without interval.",
}


def report_html(material: ReportInput, drawn: Body | None = None) -> str:
    """The report as one self-contained page: of one organisation in full, of many as a comparison.

    Parameters
        drawn: the content, where it has been made for another form of the report already
    """
    organisations = sorted({figure.organisation for figure in material.released.figures})
    parts: dict[str, object]
    if len(organisations) > 1:
        template, name = "comparison.html.j2", "Many organisations"
        parts = {"comparison": comparison(material), "how_to_read": HOW_TO_READ, "peer_rule": RULE}
    else:
        template, name = "report.html.j2", material.organisations.get(organisations[0], organisations[0])
        parts = vars(drawn or body(material))
    page = environment().get_template(template)
    return page.render(
        material=material,
        released=material.released,
        organisation=name,
        period=wording.long_date(material.period),
        css=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
        methods_used=methods_used(material),
        grouping=ethnicity.EDITION,
        frameworks=wording.FRAMEWORKS,
        **parts,
    ).lstrip()


def methods_used(material: ReportInput) -> list[str]:
    """The kinds of interval in this release, in words."""
    used = {figure.method for figure in material.released.figures}
    return [words for method, words in METHODS.items() if method in used]


@cache
def environment() -> Environment:
    """The templates, with escaping on and every name required."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("levelground.reporting", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["long_date"] = wording.long_date
    made.filters["moment"] = wording.moment
    made.filters["comparison"] = wording.comparison
    return made
