"""What stands around the indicators: the summary, its pictures, completeness, who counts, what stopped figures."""

from __future__ import annotations

from dataclasses import dataclass

from levelground.disclosure.released import Count, ReleasedFigure
from levelground.measures.catalogue.loader import populations
from levelground.measures.model import CountKey, Definition, Kind
from levelground.reporting import charts, narrative, wording
from levelground.reporting.breakdowns import flag_text
from levelground.reporting.drawing import Chart
from levelground.reporting.material import ReportInput
from levelground.reporting.sections import stopped_reasons
from levelground.reporting.tables import Cell, FigureTable, before_cell, count_cell, headline, value_cell

COMPLETENESS = (
    ("White", "white"),
    ("BME", "bme"),
    ("Not stated (asked, and preferred not to say)", "Z"),
    ("Not recorded (never asked, or nothing entered)", "missing"),
    ("All staff in post", "all"),
)
COMPLETENESS_ITEM, POPULATION_ITEM = "staff.workforce", "staff.people"
# Measures that are read as a whole: parts of a gap, senior bands one by one, reasons for leaving.
NO_HEADLINE = ("drivers_of_gap", "share_by_reason", "share_by_route", "headcount_to_parity")
NO_LINE = "Other kinds of assignment, which no line names: left out"


@dataclass(frozen=True)
class SummaryRow:
    """One indicator on the summary page."""

    id: str
    number: int
    title: str
    heading: str
    value: str
    interval: str
    before: str
    flag: str
    sentence: str


def summary_row(material: ReportInput, definition: Definition) -> SummaryRow:
    """The indicator's headline: value, interval, the year before, the flag, one sentence."""
    figure = headline(material.selection, definition, material.newest(definition))
    return SummaryRow(
        definition.id,
        definition.number,
        definition.short_title,
        definition.heading,
        wording.value_text(figure) if figure else wording.NONE,
        wording.interval_text(figure) if figure else wording.NONE,
        before_cell(material.selection, figure).text,
        flag_text(figure),
        narrative.sentence(figure, definition) if figure else "There is no figure in this release.",
    )


def core(material: ReportInput) -> list[Definition]:
    """The nine indicators, which are read together; further measures have summaries of their own."""
    return [definition for definition in material.measured() if definition.framework == "wres"]


def further(material: ReportInput) -> tuple[tuple[str, tuple[SummaryRow, ...]], ...]:
    """The summaries of further measures, each under the name of its framework. Drivers have no headline."""
    found: dict[str, list[SummaryRow]] = {}
    for definition in material.measured():
        if definition.framework != "wres" and definition.formula not in NO_HEADLINE:
            found.setdefault(definition.framework, []).append(summary_row(material, definition))
    return tuple((wording.FRAMEWORKS[name], tuple(rows)) for name, rows in found.items())


def stages(material: ReportInput) -> Chart | None:
    """Every stage of recruitment, with and without international recruitment."""
    pairs = []
    for definition in material.measured():
        if definition.framework == "recruitment":
            whole = material.selection.of(definition.id, material.newest(definition), Kind.RATIO)
            for figure in (one for one in whole if not one.breakdown and one.group is None):
                aside = f", {wording.VARIANTS[figure.variant].lower()}" if figure.variant else ""
                pairs.append((f"{definition.short_title}{aside}", figure, material.selection.before(figure)))
    return charts.stages(pairs)


def pictures(material: ReportInput) -> tuple[Chart, ...]:
    """The headlines as forest plots, ratios and differences apart, and every indicator over the years."""
    pairs = []
    for definition in core(material):
        figure = headline(material.selection, definition, material.newest(definition))
        if figure is not None:
            pairs.append((f"{definition.number}. {definition.short_title}", figure, material.selection.before(figure)))
    drawn = (
        charts.summary(pairs, Kind.RATIO),
        charts.summary(pairs, Kind.DIFFERENCE),
        charts.trends(_series(material)),
    )
    return tuple(chart for chart in drawn if chart is not None)


def _series(material: ReportInput) -> dict[str, list[ReleasedFigure]]:
    found = [(definition, _years(material, definition)) for definition in core(material)]
    return {_trend_title(definition, figures): figures for definition, figures in found}


def _trend_title(definition: Definition, figures: list[ReleasedFigure]) -> str:
    """What a series shows: the whole workforce's share has no title of its own in the catalogue."""
    of_all = bool(figures) and figures[-1].kind is Kind.SHARE
    return f"{definition.number}. {'BME share of all, %' if of_all else definition.short_title}"


def _years(material: ReportInput, definition: Definition) -> list[ReleasedFigure]:
    found = [headline(material.selection, definition, past) for past in material.selection.periods(definition.id)]
    shown = [figure for figure in found if figure is not None]
    # A share and a difference in one series would look like a jump.
    return [figure for figure in shown if figure.kind is shown[-1].kind]


def trend_table(material: ReportInput) -> FigureTable | None:
    """Every indicator's headline in every year: the table beside the small charts."""
    series = _series(material)
    periods = sorted({figure.period for figures in series.values() for figure in figures})
    if len(periods) < 2:
        return None
    rows = []
    for title, figures in series.items():
        by_period = {figure.period: figure for figure in figures}
        cells = [_year_cell(by_period.get(period)) for period in periods]
        breaks = len({figure.edition for figure in figures}) > 1
        rows.append((f"{title} (the rule changed in between)" if breaks else title, tuple(cells)))
    heads = ("Indicator", *(wording.long_date(period) for period in periods))
    return FigureTable("The indicators over the years, with 95% intervals", heads, tuple(rows))


def _year_cell(figure: ReleasedFigure | None) -> Cell:
    return value_cell(figure) if figure is None or figure.value is None else Cell(wording.brief(figure))


def stopped(material: ReportInput) -> list[tuple[Definition, tuple[str, ...]]]:
    """The indicators that an error in the data stopped, or that were not collected, with every reason."""
    found = [
        (definition, stopped_reasons(material.selection.of(definition.id, material.newest(definition))))
        for definition in material.measured()
    ]
    return [(definition, reasons) for definition, reasons in found if reasons]


def completeness(material: ReportInput) -> FigureTable | None:
    """How many people gave an ethnic category, would not say, or were never asked."""
    found = {f.group: f for f in material.selection.of("completeness", material.period)}
    if not found:
        return None
    everyone = found["all"].numerator_1 if "all" in found else None
    rows = []
    for words, group in COMPLETENESS:
        figure = found.get(group)
        if figure is not None:
            key = CountKey(figure.organisation, figure.period, COMPLETENESS_ITEM, (), group)
            share = Cell(_share_of(figure.numerator_1, everyone))
            rows.append((words, (count_cell(figure.numerator_1, key), share)))
    heads = ("Ethnic category", "Staff", "Percentage of all")
    return FigureTable("Ethnic category of staff in post", heads, tuple(rows))


def _share_of(count: Count | None, everyone: Count | None) -> str:
    known = isinstance(count, int) and isinstance(everyone, int) and everyone > 0
    return wording.share_text(count / everyone) if known else wording.NONE  # type: ignore[operator]


def population(material: ReportInput) -> FigureTable | None:
    """The heads that each line of the rule took in or left out."""
    found = {f.breakdown[0][1]: f for f in material.selection.of("population", material.period)}
    if not found:
        return None
    lines = [(line.id, line.words) for line in populations()["workforce"].lines]
    if "no_line" in found:
        lines.append(("no_line", NO_LINE))
    rows = [(words, (_heads(found.get(line)),)) for line, words in lines]
    return FigureTable("Heads that each line took in or left out", ("Line of the rule", "Heads"), tuple(rows))


def _heads(figure: ReleasedFigure | None) -> Cell:
    """A line that nobody met has no count in the release: nobody is 0."""
    if figure is None:
        return Cell("0")
    key = CountKey(figure.organisation, figure.period, POPULATION_ITEM, figure.breakdown)
    return count_cell(figure.numerator_1, key)
