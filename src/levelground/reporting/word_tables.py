"""Tables and captions of the Word document as its XML: cell by cell through the library takes many times as long.

Heads are repeated on every page, no row is broken over two, and each table says what it holds to a screen reader.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from levelground.reporting.paper import WIDE, Form, column_weights, form_weights
from levelground.reporting.tables import Cell, FigureTable

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
# What XML 1.0 cannot hold (section 2.2), and what nobody means to write.
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
PALE = "E8EDEE"
GREY = '<w:rPr><w:i/><w:color w:val="4C6272"/></w:rPr>'
BOLD = "<w:rPr><w:b/></w:rPr>"
RAISED = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
DECISION_HEIGHT = 900
# ECMA-376-1, 17.4.56: which parts of a table its style treats apart, as bits: first row, first column, no bands.
HEADED, UNHEADED = "06A0", "0680"


def clean(text: str) -> str:
    """The text without characters that no XML file can hold."""
    return FORBIDDEN.sub("", text)


def caption_xml(kind: str, number: int, text: str, style: str) -> str:
    """A caption with a number that Word counts on: Table above its table, Figure under its picture."""
    with_next = "<w:keepNext/>" if kind == "Table" else ""
    field = f'<w:fldSimple w:instr=" SEQ {kind} \\* ARABIC ">{_run(str(number))}</w:fldSimple>'
    return (
        f'<w:p {W}><w:pPr><w:pStyle w:val="{style}"/>{with_next}</w:pPr>'
        f"{_run(f'{kind} ')}{field}{_run(f': {text}')}</w:p>"
    )


def grid_xml(table: FigureTable, styles: Mapping[str, str], width: int) -> str:
    """A table of figures; `width` is the room between the margins in twentieths of a point."""
    wide = len(table.heads) > WIDE
    cell_style = styles["Board paper small cell" if wide else "Board paper cell"]
    rows = [_heads(table, cell_style), *(_row(table, head, cells, cell_style) for head, cells in table.rows)]
    columns = _widths(column_weights(table), width)
    return _table((styles["Board paper table"], table.caption, True), columns, rows)


def form_xml(form: Form, styles: Mapping[str, str], width: int) -> str:
    """Lines of a form: a place to fill in is a field that Word selects as a whole."""
    cell_style = styles["Board paper cell"]
    rows = []
    if form.heads:
        rows.append(_tr("".join(_tc(_p(_run(head, BOLD), cell_style)) for head in form.heads), head=True))
    for asked, *answers in form.lines:
        cells = _tc(_p(_run(asked, BOLD), cell_style))
        cells += "".join(_tc(_p(_answer(asked, answer), cell_style)) for answer in answers)
        rows.append(_tr(cells, height=DECISION_HEIGHT if form.heads else 0))
    look = (styles["Board paper form"], form.caption, bool(form.heads))
    return _table(look, _widths(form_weights(form.heads), width), rows)


def _answer(asked: str, answer: str) -> str:
    if not answer.startswith("["):
        return _run(answer)
    name = escape(asked[:60], quote=True)
    return (
        f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:showingPlcHdr/><w:text/></w:sdtPr>'
        f"<w:sdtContent>{_run(answer, GREY)}</w:sdtContent></w:sdt>"
    )


def _widths(weights: Sequence[int], width: int) -> list[int]:
    return [width * weight // sum(weights) for weight in weights]


def _table(look: tuple[str, str, bool], columns: Sequence[int], rows: Sequence[str]) -> str:
    """A table of a style, with a caption for screen readers; whether its first row is one of heads."""
    style, caption, headed = look
    grid = "".join(f'<w:gridCol w:w="{column}"/>' for column in columns)
    said = escape(clean(caption), quote=True)
    parts = f'w:firstRow="{headed:d}" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"'
    return (
        f'<w:tbl {W}><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="{HEADED if headed else UNHEADED}" {parts}/>'
        f'<w:tblCaption w:val="{said}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _heads(table: FigureTable, style: str) -> str:
    """The row of heads, under a row of group heads where there are groups."""
    first, *rest = table.heads
    own = "".join(_tc(_p(_run(head, BOLD), style, right=True)) for head in rest)
    if not table.groups:
        return _tr(_tc(_p(_run(first, BOLD), style)) + own, head=True)
    groups = "".join(_tc(_p(_run(words, BOLD), style, right=True), span=span) for words, span in table.groups)
    top = _tr(_tc(_p(_run(first, BOLD), style), merge="restart") + groups, head=True)
    return top + _tr(_tc(_p("", style), merge="continue") + own, head=True)


def _row(table: FigureTable, head: str, cells: Sequence[Cell], style: str) -> str:
    if not cells:
        return _tr(_tc(_p(_run(head, BOLD), style, keep=True), span=len(table.heads), fill=PALE))
    name, _, sentence = head.partition("\n")
    first = _p(_run(name, BOLD), style) + _p(_run(sentence), style) if sentence else _p(_run(name), style)
    return _tr(_tc(first) + "".join(_tc(_p(_cell(table, cell), style, right=True)) for cell in cells))


def _cell(table: FigureTable, cell: Cell) -> str:
    mark = table.mark(cell)
    return _run(cell.text, GREY if cell.hidden else "") + (_run(mark, RAISED) if mark else "")


def _tr(cells: str, *, head: bool = False, height: int = 0) -> str:
    tall = f'<w:trHeight w:val="{height}"/>' if height else ""
    repeated = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{tall}{repeated}</w:trPr>{cells}</w:tr>"


def _tc(paragraphs: str, *, span: int = 1, merge: str = "", fill: str = "") -> str:
    settings = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    settings += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    settings += f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return f"<w:tc><w:tcPr>{settings}</w:tcPr>{paragraphs}</w:tc>"


def _p(runs: str, style: str, *, right: bool = False, keep: bool = False) -> str:
    settings = f'<w:pStyle w:val="{style}"/>' + ("<w:keepNext/>" if keep else "")
    settings += '<w:jc w:val="right"/>' if right else ""
    return f"<w:p><w:pPr>{settings}</w:pPr>{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(clean(text))}</w:t></w:r>'
