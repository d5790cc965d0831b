"""The board paper as a row of blocks: what Word and PDF both lay out, in one order and in the same words.

Its form is that of a board paper: about, purpose, links, recommendation, summary, figures with the question to ask of
each, decision box, methods. What only the organisation can know is a line to fill in.
"""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from levelground.errors import DefinitionError, InputError
from levelground.reporting import wording
from levelground.reporting.body import Body
from levelground.reporting.document import methods_used
from levelground.reporting.drawing import Chart
from levelground.reporting.material import ReportInput
from levelground.reporting.overview import SummaryRow
from levelground.reporting.sections import Section
from levelground.reporting.tables import Cell, FigureTable

LANGUAGE = "en-GB"
CATEGORIES = "Ethnic categories"
# Letters in a line of a table; a table of more columns than WIDE is set smaller.
WIDE, NARROW_LINE, WIDE_LINE = 8, 96, 124
SUMMARY_HEADS = ("Indicator and what the figures say", "This year", "95% interval", "Year before", "0.80 to 1.25")


class Role(StrEnum):
    """What a paragraph is for; each form of the paper has one style for it."""

    BODY = "body"
    SAYS = "says"
    POINT = "point"
    SMALL = "small"
    NOTICE = "notice"
    ASK = "ask"


@dataclass(frozen=True)
class Heading:
    """A heading; the title stands above level 1."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Paragraph:
    """A paragraph and what it is for."""

    text: str
    role: Role = Role.BODY


@dataclass(frozen=True)
class Picture:
    """A chart with the words for those who do not see it."""

    chart: Chart
    alternative: str


@dataclass(frozen=True)
class Grid:
    """A table of figures."""

    table: FigureTable


@dataclass(frozen=True)
class Form:
    """Lines of a form: what is asked, and the answer or a place for it. With heads, rows of empty cells."""

    caption: str
    lines: tuple[tuple[str, ...], ...]
    heads: tuple[str, ...] = ()


Block = Heading | Paragraph | Picture | Grid | Form


@dataclass(frozen=True)
class Paper:
    """The board paper: its title, whose it is, when its figures were released, and its blocks in order."""

    title: str
    subtitle: str
    organisation: str
    released_at: str
    blocks: tuple[Block, ...]


def organisation_name(material: ReportInput) -> str:
    """The one organisation of the release.

    Raises
        InputError: there are several, for which there is no board paper.
    """
    codes = sorted({figure.organisation for figure in material.released.figures})
    if len(codes) > 1:
        raise InputError(
            f"figures of {len(codes)} organisations for a board paper or slides.",
            expected="figures of one organisation: a board answers for its own.",
            do_this="ask for html and xlsx, or give the counts of one organisation.",
        )
    return material.organisations.get(codes[0], codes[0])


@cache
def words() -> Mapping[str, Any]:
    """The paper's own words: its form, and the question to ask of each measure."""
    return tomllib.loads(files(__package__).joinpath("templates/board_paper.toml").read_text("utf-8"))


def question(measure: str) -> str:
    """The question that a non-executive should ask of a measure.

    Raises
        DefinitionError: there is none.
    """
    found: str | None = words()["questions"].get(measure)
    if found is None:
        raise DefinitionError(
            f"the measure {measure}, for which there is no question to ask.",
            expected="a line for it under [questions] in reporting/templates/board_paper.toml.",
            do_this="report this; leave out docx, pdf and pptx until it is mended.",
        )
    return found


def said(part: str, key: str, material: ReportInput) -> str:
    """Words of one part, with the organisation and the period in their places."""
    text: str = words()[part][key] if part else words()[key]
    return text.format(organisation=organisation_name(material), period=wording.long_date(material.period))


def paper(material: ReportInput, drawn: Body) -> Paper:
    """The board paper of one release."""
    parts: tuple[Iterable[Block], ...] = (
        _opening(material),
        _summary(material, drawn),
        _indicators(material, drawn),
        _edi_plan(drawn),
        _around(material, drawn),
        _decision(),
        _methods(material),
    )
    return Paper(
        material.title + said("", "title", material),
        words()["subtitle"],
        organisation_name(material),
        material.released.released_at,
        tuple(block for part in parts for block in part),
    )


def _opening(material: ReportInput) -> Iterator[Block]:
    """About the paper, purpose, links and recommendation: the lines that no file can fill are left to the trust."""
    form, links, asked = (words()[name] for name in ("form", "links", "recommendation"))
    if material.notice:
        yield Paragraph(material.notice, Role.NOTICE)
    yield from (Heading(form["heading"]), _form(form))
    yield from (Heading(words()["purpose"]["heading"]), Paragraph(said("purpose", "text", material)))
    yield from (Heading(links["heading"]), _form(links))
    yield from (Heading(asked["heading"]), Paragraph(asked["lead"]))
    yield from (Paragraph(point, Role.POINT) for point in asked["points"])


def _form(part: Mapping[str, Any]) -> Form:
    return Form(part["caption"], tuple((asked, answer or words()["fill_in"]) for asked, answer in part["lines"]))


def _summary(material: ReportInput, drawn: Body) -> Iterator[Block]:
    part = words()["summary"]
    yield from (Heading(part["heading"]), Paragraph(part["lead"]))
    if drawn.summary:
        yield Grid(summary_table(said("summary", "caption", material), drawn.summary))
    period = wording.long_date(material.period)
    told = {wording.FRAMEWORKS.get(name) for name in material.in_full}
    for title, rows in drawn.further:
        yield Grid(summary_table(f"{title}, to {period}", rows, told=title in told))
    yield Paragraph(part["after"], Role.SMALL)
    if drawn.pictures:
        yield Heading(words()["pictures"]["heading"])
        for chart in drawn.pictures:
            yield from picture(chart, ())
    if drawn.trend_table is not None:
        yield Grid(drawn.trend_table)


def summary_table(caption: str, headlines: Sequence[SummaryRow], *, told: bool = True) -> FigureTable:
    """The headlines: under each name the sentence, on a line of its own, where the measure is `told` and not listed."""
    rows = tuple(
        (
            f"{row.heading}\n{row.sentence}" if told else row.heading,
            tuple(Cell(text) for text in (row.value, row.interval, row.before, row.flag)),
        )
        for row in headlines
    )
    return FigureTable(caption, SUMMARY_HEADS, rows)


def _indicators(material: ReportInput, drawn: Body) -> Iterator[Block]:
    part = words()["figures"]
    yield from (Heading(part["heading"]), Paragraph(part["lead"]))
    for section in in_full(material, drawn):
        yield from _indicator(section)
    if drawn.patients is not None:
        yield from (Heading(drawn.patients.table.caption, 2), Paragraph(drawn.patients.lead))
        if drawn.patients.chart is not None:
            yield from picture(drawn.patients.chart, ())
        yield from (Grid(table) for table in (drawn.patients.table, *drawn.patients.by_place))
    elsewhere = dict.fromkeys(s.definition.framework for s in drawn.sections if s not in in_full(material, drawn))
    if elsewhere:
        names = "; ".join(wording.FRAMEWORKS[name] for name in elsewhere)
        yield Paragraph(part["elsewhere"].format(frameworks=names))


def in_full(material: ReportInput, drawn: Body) -> list[Section]:
    """The sections that the paper and the slides show measure by measure."""
    return [section for section in drawn.sections if section.definition.framework in material.in_full]


def _indicator(section: Section) -> Iterator[Block]:
    """What one indicator says, the question to ask, its picture, its tables, and what it does not show."""
    definition = section.definition
    yield Heading(definition.heading.replace(definition.short_title, definition.title), 2)
    yield Paragraph(definition.question)
    yield from (Paragraph(words, Role.SAYS if not n else Role.BODY) for n, words in enumerate(section.sentences))
    yield from (Paragraph(reason, Role.NOTICE) for reason in section.stopped)
    yield Paragraph(question(definition.id), Role.ASK)
    if section.chart is not None:
        yield from picture(section.chart, section.sentences[:1])
    yield from (Grid(without_categories(table)) for table in section.beside)
    yield Paragraph(f"What it does not show. {definition.does_not_show}")
    if definition.to_be_confirmed:
        yield Paragraph(
            f"To be confirmed against current guidance: {'; '.join(definition.to_be_confirmed)}.", Role.SMALL
        )


def picture(chart: Chart, sentences: Sequence[str]) -> Iterator[Block]:
    """A chart with its alternative text, its key, and what is not in it."""
    yield Picture(chart, alternative(chart, sentences))
    if chart.key:
        yield Paragraph(chart.key, Role.SMALL)
    if chart.absent:
        yield Paragraph(absent(chart.absent), Role.SMALL)


def alternative(chart: Chart, sentences: Sequence[str]) -> str:
    """What a chart shows, for those who do not see it."""
    return " ".join((f"Chart: {chart.title}.", *sentences, chart.key, "The values are in the tables.")).replace(
        "  ", " "
    )


def absent(labels: Sequence[str]) -> str:
    """What is not in a picture, and why."""
    return f"Not in the picture, because the figure is hidden or has no value: {'; '.join(labels)}."


def without_categories(table: FigureTable) -> FigureTable:
    """The table without its part on single ethnic categories, which has the length of a page and is in the workbook."""
    heads = [number for number, (head, cells) in enumerate(table.rows) if head == CATEGORIES and not cells]
    return replace(table, rows=table.rows[: heads[0]]) if heads else table


def _edi_plan(drawn: Body) -> Iterator[Block]:
    """Where each metric of the EDI improvement plan stands."""
    if drawn.edi_plan is None:
        return
    part, plan = words()["edi_plan"], drawn.edi_plan.plan
    yield from (Heading(part["heading"]), Paragraph(part["lead"].format(plan=plan.title)))
    yield from (Grid(action.table) for action in drawn.edi_plan.actions)
    confirm = f"To be confirmed against current guidance: {'; '.join(plan.to_be_confirmed)}."
    yield Paragraph(f"{confirm} Source: {plan.source}.", Role.SMALL)


def _around(material: ReportInput, drawn: Body) -> Iterator[Block]:
    part = words()["completeness"]
    if drawn.completeness is not None:
        yield from (Heading(part["heading"]), Paragraph(part["lead"]), Grid(drawn.completeness))


def _decision() -> Iterator[Block]:
    part = words()["decision"]
    blank = ("",) * (len(part["heads"]) - 1)
    lines = tuple((str(number), *blank) for number in range(1, part["rows"] + 1))
    yield from (Heading(part["heading"]), Paragraph(part["lead"]), Form(part["caption"], lines, tuple(part["heads"])))


def _methods(material: ReportInput) -> Iterator[Block]:
    part, released = words()["methods"], material.released
    yield Heading(part["heading"])
    yield Paragraph(" ".join((part["interval"], *methods_used(material))))
    yield from (Paragraph(part["bases"]), Paragraph(part["band"]))
    yield Paragraph(
        f"Released {wording.moment(released.released_at)} under the policy “{released.policy}”, edition "
        f"{released.policy_edition}. {released.policy_words} Values of the year before: {material.year_before}."
    )
    editions = "; ".join(f"{d.heading}, edition {d.edition} ({d.source})" for d in material.measured())
    yield Paragraph(f"Definitions: {editions}.", Role.SMALL)
    yield Paragraph(f"SHA-256 of the input: {released.source_hash}", Role.SMALL)


def notes(table: FigureTable) -> tuple[tuple[str, str], ...]:
    """Why cells of a table have no value, each reason with the letter that the table marks it by."""
    return tuple((string.ascii_lowercase[number % 26], reason) for number, reason in enumerate(table.notes))


def column_weights(table: FigureTable) -> tuple[int, ...]:
    """How wide each column wants to be, in letters: no number is broken and no head is taller than three lines."""
    numbers = [_letters(head, (row[n].text for _, row in table.rows if row)) for n, head in enumerate(table.heads[1:])]
    longest = max((len(line) for head, _ in table.rows for line in head.split("\n")), default=0)
    line = NARROW_LINE if len(table.heads) <= WIDE else WIDE_LINE
    return (min(max(longest, 12), max(line - sum(numbers), 18)), *numbers)


def _letters(head: str, texts: Iterable[str]) -> int:
    # A head is bold: its letters take a fifth more room.
    words = [len(word) * 6 // 5 + 1 for word in head.split()]
    return 1 + max([7, len(head) // 3, *words, *(len(text) for text in texts)])


def form_weights(heads: Sequence[str]) -> tuple[int, ...]:
    """How wide the columns of a form are: what is asked and the answer, or a number, the decision and the rest."""
    return (2, 11, *[8] * (len(heads) - 2)) if heads else (1, 2)
