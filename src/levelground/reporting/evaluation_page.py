"""An evaluation as one HTML page that needs no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

from levelground.reporting.document import environment
from levelground.reporting.evaluation import IN_ORDER, Account, Trial
from levelground.reporting.evaluation_chart import Picture


@dataclass(frozen=True)
class Page:
    """What the page holds: the account, its picture, and the table with its heads as the first row."""

    file: str
    trial: Trial
    account: Account
    picture: Picture
    table: Sequence[Sequence[str]]


def evaluation_html(page: Page) -> str:
    """The page, self-contained; names and units come from whoever asks and are escaped."""
    title = f"{page.trial.subject}: before and after" if page.trial.name else "Before and after the start"
    chart = page.picture.chart(f"{title}, as values over time", " ".join(page.account.says))
    return (
        environment()
        .get_template("evaluation.html.j2")
        .render(
            title=title,
            css=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
            account=page.account,
            file=page.file,
            chart=chart,
            in_order=IN_ORDER,
            unit=page.trial.unit,
            table=page.table,
        )
        .lstrip()
    )
