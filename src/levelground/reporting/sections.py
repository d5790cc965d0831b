"""One indicator's part of the report: what it says, its picture, its tables."""

from __future__ import annotations

from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Adverse, Definition, Kind, NoValue
from levelground.reporting import (
    charts,
    disparity,
    model_employer,
    narrative,
    pay_charts,
    retention,
    two_groups,
    wording,
)
from levelground.reporting.breakdowns import Measured, flag_text, measure_tables
from levelground.reporting.drawing import Chart
from levelground.reporting.material import ReportInput
from levelground.reporting.pay_tables import pay_tables
from levelground.reporting.tables import FigureTable, everyone, headline, ratios

ADVERSE_WORDS = {
    Adverse.ABOVE_1: "above 1",
    Adverse.ABOVE_0: "above 0",
    Adverse.BELOW_0: "below 0",
    Adverse.LOWER: "lower",
    Adverse.HIGHER: "higher",
}


# Measures whose figures are no shares of people have tables of their own.
OWN_TABLES = {
    Kind.GAP: pay_tables,
    Kind.RETAINED: retention.retention_tables,
    Kind.DISPARITY: disparity.disparity_tables,
    Kind.HEADCOUNT: model_employer.model_employer_tables,
}
# Measures whose picture is the share of each band.
BY_BAND = ("wres_1", "bank_representation", "medical_grade", "wdes_1", "patients_ethnicity")
# Where the chart shows the rows of a breakdown, as the caption of its table ends.
CHARTED_ROWS = {
    **dict.fromkeys(BY_BAND, ": by pay band"),
    "wdes_1": "band cluster",
    "patients_ethnicity": "quintile",
    "survey_grounds": ": by ground",
}
OWN_CHARTS = {
    "retention_kept": retention.chart,
    "retention_reasons": two_groups.chart,
    "bank_route_of_entry": two_groups.chart,
    "race_disparity": disparity.chart,
    "survey_grounds": two_groups.chart,
    "model_employer_bands": model_employer.chart,
}


@dataclass(frozen=True)
class Card:
    """One of several values that are read side by side."""

    title: str
    value: str
    interval: str
    whose: str
    counts: str
    before: str
    flag: str


@dataclass(frozen=True)
class Section:
    """One indicator's part of the report: `beside` are the tables of what the chart shows, `further` all others."""

    definition: Definition
    whom: str
    period: str
    adverse: str
    sentences: tuple[str, ...]
    cards: tuple[Card, ...]
    chart: Chart | None
    beside: tuple[FigureTable, ...]
    further: tuple[FigureTable, ...]
    stopped: tuple[str, ...]
    hidden: bool


def section(material: ReportInput, definition: Definition) -> Section:
    """The indicator in its newest period."""
    period = material.newest(definition)
    figures = material.selection.of(definition.id, period)
    measured = Measured(material.selection, definition, period)
    tables = OWN_TABLES.get(definition.kind, measure_tables)(measured)
    beside = [table for table in tables if _is_charted(table, definition)]
    return Section(
        definition,
        f"{wording.group_words(definition.grouping.main)} {wording.people(definition.id)}",
        wording.long_date(period),
        ADVERSE_WORDS[definition.adverse_when],
        _sentences(material, definition, period),
        _cards(material, definition, figures),
        _chart(material, definition, period),
        tuple(beside),
        tuple(table for table in tables if table not in beside),
        stopped_reasons(figures),
        any(figure.suppressed for figure in figures),
    )


def _is_charted(table: FigureTable, definition: Definition) -> bool:
    """Whether a table holds what the measure's chart shows: its rows, or else what has no breakdown."""
    rows = CHARTED_ROWS.get(definition.id)
    return table.caption.endswith(rows) if rows else not table.groups


def stopped_reasons(figures: list[ReleasedFigure]) -> tuple[str, ...]:
    """Why figures are missing that an error in the data stopped, or that nobody collected, each reason once."""
    why = (NoValue.STOPPED_BY_FINDING, NoValue.NOT_COLLECTED)
    return tuple(dict.fromkeys(str(figure.reason) for figure in figures if figure.no_value in why))


def _sentences(material: ReportInput, definition: Definition, period: str) -> tuple[str, ...]:
    if definition.drivers:
        parts = narrative.drivers_sentence(material.selection.of(definition.id, period, Kind.GAP))
        return (parts,) if parts else ()
    if definition.kind is Kind.HEADCOUNT:
        return model_employer.sentences(material.selection, definition, period)
    figure = headline(material.selection, definition, period)
    if figure is None:
        return ()
    bands = [
        gap
        for gap in material.selection.of(definition.id, period, Kind.DIFFERENCE)
        if gap.group == definition.grouping.main and gap.breakdown and gap.breakdown[-1][0] in charts.BANDS
    ]
    said = (
        narrative.sentence(figure, definition),
        narrative.bands_sentence(bands, definition),
        narrative.change_sentence(figure, material.selection.before(figure), definition),
        narrative.band_sentence(figure),
    )
    return tuple(sentence for sentence in said if sentence)


def _cards(material: ReportInput, definition: Definition, figures: list[ReleasedFigure]) -> tuple[Card, ...]:
    """The headline with and without each variant, where there are variants."""
    whole = [f for f in figures if f.kind is Kind.RATIO and not f.breakdown and f.group is None]
    if len(whole) < 2:
        return ()
    return tuple(_card(material, definition, figure) for figure in whole)


def _card(material: ReportInput, definition: Definition, figure: ReleasedFigure) -> Card:
    earlier = material.selection.before(figure)
    comparable = earlier is not None and earlier.edition == figure.edition
    return Card(
        everyone(definition) if figure.variant is None else wording.VARIANTS[figure.variant],
        wording.value_text(figure),
        wording.interval_text(figure),
        f"{wording.group_label(figure.numerator_group)}; {wording.group_label(figure.denominator_group)}",
        wording.counts_text(figure),
        wording.brief(earlier) if earlier is not None and comparable else wording.NONE,
        flag_text(figure),
    )


def _chart(material: ReportInput, definition: Definition, period: str) -> Chart | None:
    selection = material.selection
    survey = definition.base == "answered"
    when = wording.survey_label(period).lower() if survey else wording.long_date(period)
    title = f"{definition.short_title}, {when}"
    own = OWN_CHARTS.get(definition.id) or (pay_charts.chart if definition.framework == "pay_gap" else None)
    if own is not None:
        return own(selection, definition, period, title=title)
    if definition.id in BY_BAND:
        return charts.representation(selection, definition, period)
    if definition.kind is Kind.RATIO:
        pairs: list[charts.Pair | str] = [
            entry if isinstance(entry, str) else (*entry, selection.before(entry[1]))
            for entry in ratios(selection, definition, period)
        ]
        return charts.likelihood(pairs, definition, name=f"chart-{definition.id}", title=title)
    if definition.compared == "board_minus_workforce":
        return charts.board(selection, definition, period, title=title)
    earlier = [past for past in selection.periods(definition.id) if past < period]
    return charts.survey(selection, definition, [period, *earlier[-1:]], title=title)
