"""The report as slides: a title, the summary, one slide for each indicator, and what the board is asked to do.

Charts are the presentation's own, so that they can be edited; the careful sentence is in the notes of each slide.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from levelground.reporting import wording
from levelground.reporting.archive import settled
from levelground.reporting.body import Body
from levelground.reporting.material import ReportInput
from levelground.reporting.native import native_chart
from levelground.reporting.overview import SummaryRow, summary_row
from levelground.reporting.paper import (
    LANGUAGE,
    SUMMARY_HEADS,
    absent,
    alternative,
    form_weights,
    in_full,
    organisation_name,
    question,
    said,
    words,
)
from levelground.reporting.raster import rasters
from levelground.reporting.sections import Section
from levelground.reporting.slide_charts import add_chart
from levelground.reporting.slide_deck import (
    INCH,
    INK,
    MARGIN,
    PALE,
    Lines,
    Look,
    add_slide,
    content_top,
    deck,
    describe,
    rgb,
    write,
)

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.shapes.graphfrm import GraphicFrame
    from pptx.slide import Slide

ROWS_ON_A_SLIDE = 10
# PowerPoint's "No Style, Table Grid": no fill of the template's that a text would have to stand out from.
GRID_STYLE = "{5940675A-B579-460E-94D1-54222C63F5DA}"
SUMMARY_WIDTHS = (38, 16, 24, 16, 14)
CHART_SHARE, GAP = 0.62, INCH // 4


@dataclass(frozen=True)
class _Room:
    """The part of a slide that is free for content."""

    left: int
    top: int
    width: int
    height: int


def slides(material: ReportInput, drawn: Body, template: bytes | None = None) -> bytes:
    """The report of one organisation as a PowerPoint file.

    Parameters
        template: the trust's own template, as an ordinary presentation; what it holds stands before our slides
    """
    made = deck(template)
    _properties(made, material)
    under = (words()["slides_subtitle"], *material.released.notices)
    opening = add_slide(made, said("", "title", material), opening=under)
    _notes(opening, (*material.released.notices, words()["summary"]["lead"]))
    for title, rows in (("", drawn.summary), *drawn.further):
        for start in range(0, len(rows), ROWS_ON_A_SLIDE):
            _summary(made, material, (title, bool(start)), rows[start : start + ROWS_ON_A_SLIDE])
    for section in in_full(material, drawn):
        _indicator(made, material, section)
    _asked(made)
    out = io.BytesIO()
    made.save(out)
    return settled(out.getvalue())


def _properties(made: Presentation, material: ReportInput) -> None:
    released_at = dt.datetime.fromisoformat(material.released.released_at).astimezone(dt.UTC)
    properties = made.core_properties
    properties.title = material.title + said("", "title", material)
    properties.author = properties.last_modified_by = organisation_name(material)
    properties.subject, properties.language = words()["subtitle"], LANGUAGE
    properties.created = properties.modified = released_at.replace(tzinfo=None, microsecond=0)


def _room(made: Presentation, slide: Slide) -> _Room:
    top = content_top(slide)
    return _Room(MARGIN, top, int(made.slide_width or 0) - 2 * MARGIN, int(made.slide_height or 0) - top - MARGIN // 2)


def _notes(slide: Slide, lines: tuple[str, ...]) -> None:
    frame = slide.notes_slide.notes_text_frame
    if frame is not None:
        write(frame, [(line, None) for line in lines if line])


def _summary(made: Presentation, material: ReportInput, title: tuple[str, bool], rows: tuple[SummaryRow, ...]) -> None:
    """A table of the headlines; a second slide of the same ones says that it goes on."""
    part = words()["summary"]
    name, continued = title
    slide = add_slide(made, part["heading"] + (f": {name}" if name else "") + (", continued" if continued else ""))
    lines = [(row.heading, row.value, row.interval, row.before, row.flag) for row in rows]
    table = _Table(("Indicator", *SUMMARY_HEADS[1:]), lines, SUMMARY_WIDTHS, round(0.47 * INCH))
    describe(_add_table(slide, _room(made, slide), table), "Summary", said("summary", "caption", material))
    _notes(slide, (*(f"{row.heading}: {row.sentence}" for row in rows), part["lead"], part["after"]))


@dataclass(frozen=True)
class _Table:
    """A table as texts: its heads, its lines, how wide its columns are to each other, how high a row is."""

    heads: tuple[str, ...]
    lines: Sequence[tuple[str, ...]]
    widths: tuple[int, ...]
    row_height: int
    right: bool = True


def _add_table(slide: Slide, room: _Room, table: _Table) -> GraphicFrame:
    """A native table, its first row and first column being heads."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Emu

    rows = [table.heads, *table.lines]
    height = min(room.height, len(rows) * table.row_height)
    place = (Emu(room.left), Emu(room.top), Emu(room.width), Emu(height))
    frame = slide.shapes.add_table(len(rows), len(table.heads), *place)
    frame.table.first_col, frame.table.horz_banding = True, False
    frame._element.find(".//{*}tableStyleId").text = GRID_STYLE
    for number, width in enumerate(table.widths):
        frame.table.columns[number].width = Emu(room.width * width // sum(table.widths))
    frame.table.rows[0].height = Emu(min(table.row_height, INCH // 2))
    for number, line in enumerate(rows):
        for column, text in enumerate(line):
            cell = frame.table.cell(number, column)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE if table.right else MSO_ANCHOR.TOP
            words_in = cell.text_frame
            write(words_in, [(text, Look(14, bold=not number or not column))])
            words_in.paragraphs[0].alignment = PP_ALIGN.RIGHT if column and table.right else PP_ALIGN.LEFT
    return frame


def _indicator(made: Presentation, material: ReportInput, section: Section) -> None:
    """An indicator: its chart on the left, its value and the question to ask on the right, the rest in the notes."""
    definition = section.definition
    chart = native_chart(material, definition)
    slide = add_slide(made, definition.heading)
    room = _room(made, slide)
    wide = round(room.width * CHART_SHARE)
    if chart is not None:
        frame = add_chart(slide, chart, (room.left, room.top, wide, room.height))
        says = " ".join((f"Chart: {chart.title}.", *section.sentences[:1], chart.key))
        describe(frame, f"Chart: {definition.heading}", says)
    else:
        _picture(slide, section, _Room(room.left, room.top, wide, room.height))
    shown = chart or section.chart
    missing = shown.absent if shown is not None else ()
    beside = _Room(room.left + wide + GAP, room.top, room.width - wide - GAP, room.height)
    _value(slide, _headline(material, section), len(missing), beside)
    _question(slide, question(definition.id), beside)
    what = f"What it does not show. {definition.does_not_show}"
    key = shown.key if shown is not None else ""
    _notes(slide, (*section.sentences, *section.stopped, key, absent(missing) if missing else "", what))


def _headline(material: ReportInput, section: Section) -> Lines:
    """The value as large as it may be shown, with its interval and the year before; else the first sentence."""
    row = summary_row(material, section.definition)
    if row.value in (wording.NONE, wording.HIDDEN):
        sentence = next(iter(section.sentences), section.definition.question)
        return [(row.value, Look(36, bold=True)), (sentence, Look(16))][row.value == wording.NONE :]
    return [
        (row.value, Look(36, bold=True)),
        (f"95% interval: {row.interval}", Look(18)),
        (f"Year before: {row.before}", Look(18)),
    ]


def _picture(slide: Slide, section: Section, room: _Room) -> None:
    """The report's own chart as a picture where there is no native one; in words where there is none at all."""
    from pptx.util import Emu

    if section.chart is None:
        box = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(INCH))
        write(box.text_frame, [("There is no chart: no value may be shown, or there is none.", Look(18))])
        return
    drawn = rasters([section.chart])[0]
    scale = min(room.width / drawn.width, room.height / drawn.height)
    size = (Emu(round(drawn.width * scale)), Emu(round(drawn.height * scale)))
    shape = slide.shapes.add_picture(io.BytesIO(drawn.png), Emu(room.left), Emu(room.top), *size)
    words_for_it = alternative(section.chart, section.sentences[:1])
    describe(shape, f"Chart: {section.definition.heading}", words_for_it)


def _value(slide: Slide, lines: Lines, missing: int, room: _Room) -> None:
    from pptx.util import Emu

    box = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height // 2))
    if missing:
        lines = [
            *lines,
            (f"Not in the chart, because hidden or without value: {missing} (named in the notes)", Look(14)),
        ]
    write(box.text_frame, lines)


def _question(slide: Slide, text: str, room: _Room) -> None:
    """The question in a box of its own, in the lower half."""
    from pptx.util import Emu

    top, height = room.top + room.height * 55 // 100, room.height * 42 // 100
    box = slide.shapes.add_textbox(Emu(room.left), Emu(top), Emu(room.width), Emu(height))
    box.fill.solid()
    box.fill.fore_color.rgb = rgb(PALE)
    write(box.text_frame, [("A question to ask", Look(14, bold=True, colour=INK)), (text, Look(18, colour=INK))])


def _asked(made: Presentation) -> None:
    """What the board is asked to do, and the box for what it decides."""
    from pptx.util import Emu

    part, decision = words()["recommendation"], words()["decision"]
    slide = add_slide(made, part["heading"])
    room = _room(made, slide)
    box = slide.shapes.add_textbox(Emu(room.left), Emu(room.top), Emu(room.width), Emu(room.height))
    write(box.text_frame, [(part["lead"], Look(20)), *((f"• {point}", Look(20)) for point in part["points"])])
    slide = add_slide(made, decision["heading"])
    heads = tuple(decision["heads"])
    lines = [(str(number), *("",) * (len(heads) - 1)) for number in range(1, decision["rows"] + 1)]
    table = _Table(heads, lines, form_weights(heads), INCH, right=False)
    describe(_add_table(slide, _room(made, slide), table), decision["caption"], decision["lead"])
    _notes(slide, (decision["lead"],))
