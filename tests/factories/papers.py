"""The board paper and the body of the made-up trust's report, drawn once for all tests of documents."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from functools import cache

from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.reporting.body import Body, body
from levelground.reporting.material import ReportInput
from levelground.reporting.paper import Paper, paper
from tests.factories.releases import released, report_input

# The nine indicators, two further measures of other forms, and what stands around them: enough for every form of page.
MEASURES = {f"wres_{number}" for number in range(1, 10)} | {
    "pay_gap_mean",
    "pay_quarters",
    "completeness",
    "population",
}


@cache
def material() -> ReportInput:
    """What the documents of the made-up trust are made from."""
    whole = report_input()
    figures = tuple(figure for figure in whole.released.figures if figure.measure in MEASURES)
    return dataclasses.replace(whole, released=dataclasses.replace(whole.released, figures=figures))


@cache
def drawn() -> Body:
    """The body of the made-up trust's report."""
    return body(material())


@cache
def board_paper() -> Paper:
    """The made-up trust's board paper."""
    return paper(material(), drawn())


def of_figures(*figures: ReleasedFigure, name: str = "Nowhere") -> ReportInput:
    """A release of just these figures."""
    shown = dataclasses.replace(released(), figures=figures, notices=())
    return ReportInput(shown, catalogue.load(), {"ZZ9": name})


def figures_of(measure: str) -> tuple[ReleasedFigure, ...]:
    """The made-up trust's figures of one measure."""
    return tuple(figure for figure in released().figures if figure.measure == measure)


def changed_part(archive: bytes, part: str, before: str, after: str) -> bytes:
    """An office file with other words in one of its parts: a template as somebody else's program writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                assert before in content.decode(), f"{part} has no {before}"
                content = content.decode().replace(before, after).encode()
            new.writestr(name, content)
    return out.getvalue()
