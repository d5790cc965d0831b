"""The board paper as a Word document that the board's secretary can edit: styles, heading levels, captions, alt texts.

The trust's own template may be its base: then its styles, page, header and footer stay as they are, and what it holds
stands before the paper.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from levelground.reporting.archive import settled
from levelground.reporting.paper import (
    LANGUAGE,
    Block,
    Form,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Picture,
    Role,
    notes,
)
from levelground.reporting.raster import Raster, rasters
from levelground.reporting.word_styles import add_styles, style_ids
from levelground.reporting.word_tables import W, caption_xml, clean, form_xml, grid_xml

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph as WordParagraph

STYLES = {
    Role.BODY: "Normal",
    Role.SAYS: "Board paper says",
    Role.POINT: "List Bullet",
    Role.SMALL: "Board paper note",
    Role.NOTICE: "Board paper notice",
    Role.ASK: "Board paper question",
}
MARGIN_CM = 2
A4_CM = (21.0, 29.7)
ROOM_POINTS = 9
TWENTIETHS_PER_EMU = 1 / 635


@dataclass(frozen=True)
class _Sheet:
    """What is written to: the document, the ids of its styles by name, the drawn charts, the room between margins."""

    document: Document
    styles: Mapping[str, str]
    charts: Mapping[int, Raster]
    width: int


def board_docx(paper: Paper, template: bytes | None = None) -> bytes:
    """The board paper as a Word file.

    Parameters
        template: the trust's own template, as an ordinary document; without one the paper has the look of the report
    """
    from docx import Document

    document = Document(None if template is None else io.BytesIO(template))
    add_styles(document, replace=template is None)
    if template is None:
        _house_page(document, paper)
    _properties(document, paper)
    sheet = _sheet(document, paper)
    _text(sheet, paper.title, "Title")
    _text(sheet, paper.subtitle, "Subtitle")
    numbers = dict(_numbers(paper))
    for before, block in zip((None, *paper.blocks), paper.blocks, strict=False):
        _write(sheet, block, numbers.get(id(block), 0))
        if isinstance(before, Grid | Form) and isinstance(block, Paragraph):
            _room_above(sheet)
    out = io.BytesIO()
    document.save(out)
    return settled(out.getvalue())


def _sheet(document: Document, paper: Paper) -> _Sheet:
    pictures = [block for block in paper.blocks if isinstance(block, Picture)]
    drawn = rasters([picture.chart for picture in pictures])
    page = document.sections[-1]
    room = (page.page_width or 0) - (page.left_margin or 0) - (page.right_margin or 0)
    charts = {id(picture): raster for picture, raster in zip(pictures, drawn, strict=True)}
    return _Sheet(document, style_ids(document), charts, int(room))


def _numbers(paper: Paper) -> Iterator[tuple[int, int]]:
    """Tables and figures have numbers of their own, in order."""
    figures = tables = 0
    for block in paper.blocks:
        if isinstance(block, Picture):
            figures += 1
            yield id(block), figures
        elif isinstance(block, Grid | Form):
            tables += 1
            yield id(block), tables


def _house_page(document: Document, paper: Paper) -> None:
    """A4, with whose paper it is and the page's number at its foot."""
    from docx.oxml.parser import parse_xml
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = (Cm(length) for length in A4_CM)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(MARGIN_CM)
    foot = page.footer.paragraphs[0]
    foot.style = document.styles["footer"]
    foot.text = f"{clean(paper.organisation)}\tPage "
    for instruction, before in (("PAGE", ""), ("NUMPAGES", " of ")):
        foot.add_run(before)
        foot._p.append(parse_xml(f'<w:fldSimple {W} w:instr=" {instruction} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))


def _properties(document: Document, paper: Paper) -> None:
    moment = dt.datetime.fromisoformat(paper.released_at).astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title, properties.subject = clean(paper.title), clean(paper.subtitle)
    properties.author = properties.last_modified_by = clean(paper.organisation)
    properties.language, properties.comments = LANGUAGE, ""
    properties.keywords = "Workforce Race Equality Standard, board paper"
    properties.created = properties.modified = moment


def _text(sheet: _Sheet, text: str, style: str) -> WordParagraph:
    paragraph = sheet.document.add_paragraph()
    paragraph._p.get_or_add_pPr().style = sheet.styles[style]
    paragraph.add_run(clean(text))
    return paragraph


def _write(sheet: _Sheet, block: Block, number: int) -> None:
    match block:
        case Heading(text, level):
            _text(sheet, text, f"Heading {level}")
        case Paragraph(text, role):
            _paragraph(sheet, text, role)
        case Picture():
            _picture(sheet, block, number)
        case Grid():
            _grid(sheet, block, number)
        case _:
            _xml(sheet, caption_xml("Table", number, block.caption, sheet.styles["Caption"]))
            _xml(sheet, form_xml(block, sheet.styles, _twentieths(sheet)))


def _room_above(sheet: _Sheet) -> None:
    """Move the last paragraph away from the table above it, which has no room of its own below."""
    from docx.shared import Pt

    last = sheet.document.element.body.get_or_add_sectPr().getprevious()
    last.get_or_add_pPr().spacing_before = Pt(ROOM_POINTS)


def _paragraph(sheet: _Sheet, text: str, role: Role) -> None:
    if role is Role.ASK:
        paragraph = _text(sheet, "", STYLES[role])
        paragraph.add_run("A question to ask: ").bold = True
        paragraph.add_run(clean(text))
    elif role is Role.POINT and STYLES[role] not in sheet.styles:
        _text(sheet, f"• {text}", "Normal")
    else:
        _text(sheet, text, STYLES[role])


def _picture(sheet: _Sheet, block: Picture, number: int) -> None:
    from docx.shared import Inches

    drawn = sheet.charts[id(block)]
    paragraph = _text(sheet, "", "Board paper picture")
    width = min(int(Inches(drawn.width)), sheet.width)
    shape = paragraph.runs[0].add_picture(io.BytesIO(drawn.png), width=width)
    shape._inline.docPr.set("descr", clean(block.alternative))
    shape._inline.docPr.set("name", f"Figure {number}")
    _xml(sheet, caption_xml("Figure", number, block.chart.title, sheet.styles["Caption"]))


def _grid(sheet: _Sheet, block: Grid, number: int) -> None:
    _xml(sheet, caption_xml("Table", number, block.table.caption, sheet.styles["Caption"]))
    _xml(sheet, grid_xml(block.table, sheet.styles, _twentieths(sheet)))
    for letter, reason in notes(block.table):
        _text(sheet, f"Note {letter}: {reason}", STYLES[Role.SMALL])


def _twentieths(sheet: _Sheet) -> int:
    return round(sheet.width * TWENTIETHS_PER_EMU)


def _xml(sheet: _Sheet, xml: str) -> None:
    """Put a block before the last section's settings, which stay last."""
    from docx.oxml.parser import parse_xml

    sheet.document.element.body.get_or_add_sectPr().addprevious(parse_xml(xml))
