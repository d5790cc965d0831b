"""The report: one HTML file that needs no network, made from one release."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from levelground.disclosure.released import ReleasedFigure, ReleasedResult
from levelground.errors import DisclosureError
from levelground.measures.catalogue.loader import populations
from levelground.measures.model import Adverse, Definition, Kind, NoValue
from levelground.reporting import charts, narrative, wording
from levelground.reporting.charts import Chart
from levelground.reporting.comparison import comparison_sections
from levelground.reporting.tables import FigureTable, Selection, breakdown_tables, headline

if TYPE_CHECKING:
    from jinja2 import Environment

ADVERSE_WORDS = {
    Adverse.ABOVE_1: "above 1",
    Adverse.ABOVE_0: "above 0",
    Adverse.BELOW_0: "below 0",
}
STATUTORY = "statutory_return"


@dataclass(frozen=True)
class ReportInput:
    """What a report is made from.

    `earlier` are figures of an earlier release or return, for last year's values where this release has none;
    `highlight` is the organisation to pick out where there are many.
    """

    released: ReleasedResult
    definitions: Mapping[str, Definition]
    organisations: Mapping[str, str]
    earlier: tuple[ReleasedFigure, ...] = ()
    highlight: str | None = None
    selection: Selection = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.released.policy == STATUTORY:
            raise DisclosureError(
                "a statutory return as the input of a page.",
                expected="a result released for the readers of the page.",
                do_this="release the result again under the policy of its readers.",
            )
        object.__setattr__(self, "selection", Selection((*self.released.figures, *self.earlier)))

    @property
    def period(self) -> str:
        """The newest period of the release."""
        return max(figure.period for figure in self.released.figures)


@dataclass(frozen=True)
class SummaryRow:
    """One indicator on the summary page."""

    id: str
    number: int
    title: str
    value: str
    interval: str
    before: str
    flag: str
    sentence: str


@dataclass(frozen=True)
class Section:
    """One indicator's part of the report."""

    definition: Definition
    period: str
    adverse: str
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...]
    tables: tuple[FigureTable, ...]
    stopped: tuple[str, ...]
    hidden: bool


def report_html(material: ReportInput) -> str:
    """The report as one self-contained page: of one organisation in full, of many as a comparison."""
    organisations = sorted({figure.organisation for figure in material.released.figures})
    if len(organisations) > 1:
        template = "comparison.html.j2"
        parts: dict[str, object] = {
            "sections": comparison_sections(
                material.released.figures, material.definitions, material.organisations, material.highlight
            )
        }
    else:
        sections = [_section(material, definition) for definition in _measured(material)]
        template = "report.html.j2"
        parts = {
            "sections": sections,
            "summary": [_summary_row(material, definition) for definition in _measured(material)],
            "completeness": _completeness(material),
            "population": _population(material),
        }
    name = (
        material.organisations.get(organisations[0], organisations[0])
        if len(organisations) == 1
        else "Many organisations"
    )
    return (
        environment()
        .get_template(template)
        .render(
            material=material,
            released=material.released,
            organisation=name,
            period=wording.long_date(material.period),
            css=files(__package__).joinpath("templates/report.css").read_text("utf-8"),
            **parts,
        )
    )


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
    made.filters["thousands"] = wording.count_text
    return made


def _measured(material: ReportInput) -> list[Definition]:
    present = {figure.measure for figure in material.released.figures}
    return [definition for definition in material.definitions.values() if definition.id in present]


def _newest(material: ReportInput, definition: Definition) -> str:
    return max(f.period for f in material.released.figures if f.measure == definition.id)


def _before(material: ReportInput, figure: ReleasedFigure | None) -> ReleasedFigure | None:
    """The same figure in the latest earlier period that has it."""
    if figure is None:
        return None
    periods = [period for period in material.selection.periods(figure.measure) if period < figure.period]
    found = (material.selection.get(figure, period) for period in reversed(periods))
    return next((earlier for earlier in found if earlier is not None), None)


def _summary_row(material: ReportInput, definition: Definition) -> SummaryRow:
    period = _newest(material, definition)
    figure = headline(material.selection, definition, period)
    before = _before(material, figure)
    return SummaryRow(
        definition.id,
        definition.number,
        definition.short_title,
        wording.value_text(figure) if figure else wording.NONE,
        wording.interval_text(figure) if figure else wording.NONE,
        _before_text(figure, before),
        _flag(figure),
        narrative.sentence(figure, definition) if figure else "There is no figure in this release.",
    )


def _before_text(figure: ReleasedFigure | None, before: ReleasedFigure | None) -> str:
    if figure is None or before is None:
        return wording.NONE
    return wording.value_text(before) if before.edition == figure.edition else "rule changed"


def _flag(figure: ReleasedFigure | None) -> str:
    """The 0.80 to 1.25 flag in words; only where an interval stands beside it."""
    if figure is None or figure.within_band is None or figure.lower is None:
        return wording.NONE
    return "within" if figure.within_band else "outside"


def _section(material: ReportInput, definition: Definition) -> Section:
    period = _newest(material, definition)
    figure = headline(material.selection, definition, period)
    sentences = []
    if figure is not None:
        sentences = [
            narrative.sentence(figure, definition),
            narrative.change_sentence(figure, _before(material, figure)),
            narrative.band_sentence(figure),
        ]
    figures = material.selection.of(definition.id, period)
    stopped = tuple(
        dict.fromkeys(
            str(f.reason) for f in figures if f.no_value in (NoValue.STOPPED_BY_FINDING, NoValue.NOT_COLLECTED)
        )
    )
    return Section(
        definition,
        wording.long_date(period),
        ADVERSE_WORDS[definition.adverse_when],
        tuple(sentence for sentence in sentences if sentence),
        tuple(chart for chart in _charts(material, definition, period) if chart is not None),
        tuple(breakdown_tables(material.selection, definition, period)),
        stopped,
        any(f.suppressed for f in figures),
    )


def _charts(material: ReportInput, definition: Definition, period: str) -> Sequence[Chart | None]:
    selection, name = material.selection, f"chart-{definition.number}"
    title = f"{definition.short_title}, {wording.long_date(period)}"
    if definition.id == "wres_1":
        return [charts.representation(selection, definition, period)]
    figures = selection.of(definition.id, period)
    if definition.kind is Kind.RATIO:
        axis = f"{definition.compared.replace('_', ' ')} (1 is the same)".replace("bme", "BME").replace(
            "white", "White"
        )
        return [charts.likelihood(_ratios(material, definition, figures), name=name, title=title, axis=axis)]
    if definition.id == "wres_9":
        gaps = [(wording.row_label(f.breakdown), f) for f in figures if f.kind is Kind.DIFFERENCE and f.group == "bme"]
        axis = "BME share of the board minus BME share of the workforce, percentage points"
        return [charts.points_chart(gaps, name=name, title=title, axis=axis)]
    groups = ("white", "bme", "mixed", "asian", "black", "other")
    shares = {f.group: f for f in figures if f.kind is Kind.SHARE and not f.breakdown}
    chosen = [(wording.group_label(group), shares[group]) for group in groups if group in shares]
    return [charts.dumbbell(chosen, name=name, title=title)]


def _ratios(
    material: ReportInput, definition: Definition, figures: Sequence[ReleasedFigure]
) -> list[tuple[str, ReleasedFigure]]:
    """The rows of a likelihood chart: the headline, last year's, its variants, finer groups, and clusters."""
    main = [f for f in figures if f.kind is Kind.RATIO and not f.breakdown and f.group is None]
    rows = []
    for figure in main:
        before = _before(material, figure)
        label = "Everyone" if figure.variant is None else wording.VARIANTS[figure.variant]
        rows.append((label, figure))
        if before is not None and before.edition == figure.edition:
            rows.append((f"{label}, {before.period[:4]}", before))
    for figure in figures:
        if figure.kind is Kind.RATIO and figure.variant is None and not figure.breakdown and figure.group:
            over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
            rows.append((f"{over} over {under}", figure))
    for figure in figures:
        shape = tuple(name for name, _ in figure.breakdown)
        if figure.kind is Kind.RATIO and figure.variant is None and shape == ("cluster",) and figure.group is None:
            rows.append((wording.row_label(figure.breakdown), figure))
    return rows


def _completeness(material: ReportInput) -> list[tuple[str, str, str]]:
    """How many people gave an ethnic category, would not say, or were never asked: words, count, share."""
    found = {f.group: f.numerator_1 for f in material.selection.of("completeness", material.period)}
    everyone = found.get("all")
    rows = []
    for words, groups in (
        ("Ethnic category recorded", ("white", "bme")),
        ("Not stated (asked, and preferred not to say)", ("Z",)),
        ("Not recorded (never asked, or nothing entered)", ("missing",)),
        ("All staff in post", ("all",)),
    ):
        parts = [found.get(group) for group in groups]
        numbers = [part for part in parts if isinstance(part, int)]
        total = sum(numbers) if len(numbers) == len(groups) else None
        share = total / everyone if total is not None and isinstance(everyone, int) and everyone else None
        hidden = wording.HIDDEN if total is None and found else wording.count_text(total)
        rows.append((words, hidden, wording.share_text(share)))
    return rows if found else []


def _population(material: ReportInput) -> list[tuple[str, str]]:
    """The heads that each line of the rule took in or left out."""
    found = {f.breakdown[0][1]: f.numerator_1 for f in material.selection.of("population", material.period)}
    rule = populations()["workforce"]
    rows = [(line.words, wording.count_text(found.get(line.id, 0))) for line in rule.lines]
    if "no_line" in found:
        rows.append(("Other kinds of assignment, which no line names: left out", wording.count_text(found["no_line"])))
    return rows if found else []
