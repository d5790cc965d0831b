"""The empty presentation: the trust's own template or our look, its layouts, and how text is put on a slide."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from levelground.reporting.paper import LANGUAGE
from levelground.reporting.word_tables import clean

if TYPE_CHECKING:
    from pptx.presentation import Presentation
    from pptx.slide import Slide, SlideLayout

INCH = 914_400
WIDE, HIGH = round(13.333 * INCH), round(7.5 * INCH)
BLUE, INK, GREY, PALE = "005EB8", "212B32", "4C6272", "E8EDEE"
FONT = "Arial"
# The library's own template is in the colours and the type of 2007.
THEME = (
    (b'typeface="Calibri"', b'typeface="Arial"'),
    (b'<a:accent1><a:srgbClr val="4F81BD"/>', b'<a:accent1><a:srgbClr val="005EB8"/>'),
)
SPACE = "http://schemas.openxmlformats.org/drawingml/2006/main"
FILL = f'<a:solidFill xmlns:a="{SPACE}"><a:srgbClr val="{{}}"/></a:solidFill>'
MARGIN = round(0.6 * INCH)


@dataclass(frozen=True)
class Look:
    """How a text is set: size in points, weight; the colour only where the ground under it is ours too."""

    size: int
    bold: bool = False
    colour: str | None = None


Lines = Sequence[tuple[str, Look | None]]


def deck(template: bytes | None) -> Presentation:
    """An empty presentation in British English, from the template's bytes or with our own look."""
    import pptx

    if template is not None:
        made = pptx.Presentation(io.BytesIO(template))
    else:
        made = pptx.Presentation()
        _house(made)
    for part in (made.element, *(master.element for master in made.slide_masters)):
        for text in part.iter(f"{{{SPACE}}}defRPr"):
            text.set("lang", LANGUAGE)
    return made


def _house(made: Presentation) -> None:
    """Our look: wide, Arial, titles on the left in blue."""
    from pptx.util import Emu

    stretch = WIDE / int(made.slide_width or WIDE)
    made.slide_width, made.slide_height = Emu(WIDE), Emu(HIGH)
    master = made.slide_master
    for holder in (master, *made.slide_layouts):
        for shape in holder.placeholders:
            if shape._element.spPr.find("{*}xfrm") is not None:
                shape.left, shape.width = Emu(round(shape.left * stretch)), Emu(round(shape.width * stretch))
    _title_style(master.element)
    for shape in made.slide_layouts[0].placeholders:
        shape.left, shape.width = Emu(MARGIN), Emu(WIDE - 2 * MARGIN)
    _left(made.slide_layouts[0].placeholders[1]._element)
    title = next(shape for shape in master.placeholders if shape.placeholder_format.idx == 0)
    title.left, title.top, title.width, title.height = (
        Emu(length) for length in (MARGIN, round(0.4 * INCH), WIDE - 2 * MARGIN, round(0.95 * INCH))
    )
    for relation in master.part.rels.values():
        if relation.reltype.endswith("/theme"):
            _recolour(relation.target_part)


def _recolour(theme: Any) -> None:
    for before, after in THEME:
        theme._blob = theme.blob.replace(before, after)


def _title_style(master: Any) -> None:
    """Titles on the left, bold and blue."""
    from pptx.oxml import parse_xml

    level = master.find(".//{*}titleStyle/{*}lvl1pPr")
    level.set("algn", "l")
    look = level.find("{*}defRPr")
    look.set("sz", "2800")
    look.set("b", "1")
    look.replace(look.find("{*}solidFill"), parse_xml(FILL.format(BLUE)))


def _left(subtitle: Any) -> None:
    """The lines under the first title: on the left, dark and no larger than they need be."""
    from pptx.oxml import parse_xml

    level = subtitle.find(".//{*}lvl1pPr")
    level.set("algn", "l")
    look = level.find("{*}defRPr")
    look.set("sz", "2000")
    look.replace(look.find("{*}solidFill"), parse_xml(FILL.format(GREY)))


def layout(made: Presentation, *, opening: bool) -> SlideLayout:
    """The layout for the first slide, or the one with a title and the least besides."""
    from pptx.enum.shapes import PP_PLACEHOLDER as KIND

    wanted = KIND.CENTER_TITLE if opening else KIND.TITLE
    furniture = {KIND.DATE, KIND.FOOTER, KIND.SLIDE_NUMBER}

    def fitness(one: SlideLayout) -> tuple[bool, bool, int]:
        kinds = set(_kinds(one))
        return wanted not in kinds, KIND.TITLE not in kinds, len(kinds - furniture)

    return min(made.slide_layouts, key=fitness)


def _kinds(one: SlideLayout) -> list[Any]:
    return [shape.placeholder_format.type for shape in one.placeholders]


def add_slide(made: Presentation, title: str, *, opening: tuple[str, ...] = ()) -> Slide:
    """A slide with its title; `opening` are the lines under the title of the first. No empty placeholder stays."""
    slide = made.slides.add_slide(layout(made, opening=bool(opening)))
    shapes = list(slide.placeholders)
    if slide.shapes.title is not None:
        write(slide.shapes.title.text_frame, [(title, None)])
    else:
        _own_title(made, slide, title)
    rest = [shape for shape in shapes if shape.placeholder_format.idx != 0]
    if opening and rest:
        write(rest[0].text_frame, [(line, None) for line in opening])
        rest = rest[1:]
    for shape in rest:
        shape._element.getparent().remove(shape._element)
    return slide


def rgb(colour: str) -> Any:
    """A colour as the library writes it, from six hexadecimal digits."""
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(colour)


def _own_title(made: Presentation, slide: Slide, title: str) -> None:
    """The title as a text of ours, in a template that has no place for titles."""
    from pptx.util import Emu

    width = int(made.slide_width or WIDE) - 2 * MARGIN
    box = slide.shapes.add_textbox(Emu(MARGIN), Emu(MARGIN // 2), Emu(width), Emu(INCH // 2))
    write(box.text_frame, [(title, Look(24, bold=True))])


def write(frame: Any, lines: Lines) -> None:
    """The lines as paragraphs, each in its look or in that of the template."""
    from pptx.enum.lang import MSO_LANGUAGE_ID
    from pptx.util import Pt

    frame.word_wrap = True
    for number, (text, look) in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = clean(text)
        run.font.language_id = MSO_LANGUAGE_ID.ENGLISH_UK
        if look is not None:
            run.font.size, run.font.bold = Pt(look.size), look.bold
            if look.colour is not None:
                run.font.color.rgb = rgb(look.colour)
            paragraph.space_after = Pt(look.size * 0.4)


def describe(shape: Any, name: str, words: str) -> None:
    """Give a shape its name in the selection pane, and its alternative text."""
    properties = shape._element.find(".//{*}cNvPr")
    properties.set("name", clean(name))
    properties.set("descr", clean(words))


def content_top(slide: Slide) -> int:
    """Where the room under the slide's title begins."""
    title = slide.shapes.title
    under = 0 if title is None else int(title.top or 0) + int(title.height or 0)
    return max(under, INCH) + INCH // 8
