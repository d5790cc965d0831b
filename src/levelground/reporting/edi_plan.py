"""The EDI improvement plan on the page: where each success metric stands in this release, or why it has no figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.extracts.schemas import EXTRACTS
from levelground.measures.edi_plan import Action, Metric, Plan, edi_plan
from levelground.measures.grammar import needed
from levelground.measures.model import Definition, Kind
from levelground.reporting import wording
from levelground.reporting.material import ReportInput
from levelground.reporting.tables import Cell, FigureTable, before_cell, breakdown_text, headline
from levelground.vocabulary.groups import ETHNICITY

HEADS = ("Metric, and where to look", "This year", "95% interval", "Year before")
NOT_MADE = "Not in this release: Levelground does not work it out yet."
NO_ONE_FIGURE = "It has no single figure: see its tables."
# Frameworks whose measures are known by their own names.
ALONE = ("wres", "wdes", "disparity", "model_employer")
NOT_ANSWERED = "Not answered here"


@dataclass(frozen=True)
class Answer:
    """What one measure says of a metric: where to look, its figure, the year before, or a note on why there is none.

    `measure` is the id of its section in this release; empty where there is none to look at.
    """

    where: str
    measure: str = ""
    note: str = ""
    figure: ReleasedFigure | None = None
    earlier: str = wording.NONE

    @property
    def value(self) -> str:
        """The figure in its own unit."""
        return wording.NONE if self.figure is None else wording.value_text(self.figure)

    @property
    def interval(self) -> str:
        """Its interval."""
        return wording.NONE if self.figure is None else wording.interval_text(self.figure)

    @property
    def head(self) -> str:
        """Where to look, and the note under it."""
        return f"{self.where}\n{self.note}" if self.note else self.where


@dataclass(frozen=True)
class Standing:
    """One metric and its answers."""

    metric: Metric
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class ActionStanding:
    """One high impact action: where each of its metrics stands."""

    action: Action
    standings: tuple[Standing, ...]

    @property
    def caption(self) -> str:
        """The caption of its table."""
        return f"High impact action {self.action.number}: {self.action.words}"

    @property
    def table(self) -> FigureTable:
        """The action as a table: each metric a heading, its answers below it."""
        rows: list[tuple[str, tuple[Cell, ...]]] = []
        for standing in self.standings:
            rows.append((f"{standing.metric.id}. {standing.metric.words}", ()))
            for answer in standing.answers:
                cells = (Cell(answer.value), Cell(answer.interval), Cell(answer.earlier))
                rows.append((answer.head, cells))
        return FigureTable(self.caption, HEADS, tuple(rows))


@dataclass(frozen=True)
class PlanStanding:
    """Where the plan stands in a release."""

    plan: Plan
    actions: tuple[ActionStanding, ...]


def plan_standing(material: ReportInput) -> PlanStanding | None:
    """Where every metric of the plan stands; None where this release answers none of them."""
    plan, measured = edi_plan(), {definition.id for definition in material.measured()}
    if not any(measured.intersection(metric.measures) for metric in plan.metrics):
        return None
    actions = tuple(
        ActionStanding(action, tuple(Standing(metric, tuple(_answers(material, metric))) for metric in action.metrics))
        for action in plan.actions
    )
    return PlanStanding(plan, actions)


def _answers(material: ReportInput, metric: Metric) -> Iterator[Answer]:
    measured = {definition.id for definition in material.measured()}
    for measure in metric.measures:
        definition = material.definitions.get(measure)
        if definition is None:
            yield Answer(measure, note=NOT_MADE)
        elif measure not in measured:
            yield Answer(_where(definition), note=f"Not in this release: needs {needs(definition)}.")
        else:
            yield from _of_measure(material, metric, definition)
    if metric.not_here:
        yield Answer(NOT_ANSWERED, note=metric.not_here)


def _where(definition: Definition) -> str:
    """The measure's name on the page, with its framework where the name does not say enough."""
    if definition.framework in ALONE:
        return definition.heading
    return f"{wording.FRAMEWORKS[definition.framework]}: {definition.heading}"


def needs(definition: Definition) -> str:
    """The extract that a measure needs, with the columns in it that an extract may be without."""
    table = definition.numerator.table
    always = {field.name for field in EXTRACTS[table].fields if field.required} if table in EXTRACTS else set()
    columns = needed(definition.numerator.where) - always
    columns |= set() if definition.grouping is ETHNICITY else {definition.grouping.column}
    return f"the {table} extract" + (f" with {', '.join(sorted(columns))}" if columns else "")


def _of_measure(material: ReportInput, metric: Metric, definition: Definition) -> Iterator[Answer]:
    rows = metric.rows.get(definition.id, ())
    if not rows:
        yield _answer(material, definition, headline(material.selection, definition, material.newest(definition)), "")
    for row in rows:
        figure = _at(material, definition, row)
        if figure is not None:
            yield _answer(material, definition, figure, f": {wording.row_label(figure.breakdown)}")


def _at(material: ReportInput, definition: Definition, row: str) -> ReleasedFigure | None:
    """The measure's own kind of figure in a row; None where nobody is in it."""
    figures = material.selection.of(definition.id, material.newest(definition), definition.kind)
    group = definition.grouping.main
    return next((f for f in figures if f.group == group and breakdown_text(f.breakdown) == row), None)


def _answer(material: ReportInput, definition: Definition, figure: ReleasedFigure | None, place: str) -> Answer:
    where = _where(definition) + place
    if figure is None:
        return Answer(where, definition.id, NO_ONE_FIGURE)
    why = figure.reason if figure.value is None and not figure.suppressed else None
    note = why or _what(figure, definition)
    return Answer(where, definition.id, note, figure, before_cell(material.selection, figure).text)


def _what(figure: ReleasedFigure, definition: Definition) -> str:
    """What the figure compares, whose share it is, or how many more it is."""
    if figure.kind is Kind.HEADCOUNT:
        return f"How many more {wording.group_words(figure.group)} staff for the workforce’s share"
    if figure.compared is None:
        return f"{wording.capital(wording.group_words(figure.group))} share of {wording.whole(definition.id)}"
    return wording.capital(wording.comparison(figure.compared))
