"""The board paper as PDF/UA-1: tagged, with language, title, alternative texts and table heads, set by typst offline.

typst refuses to build a file that breaks PDF/UA-1 where it can see it. What it cannot do from Python is marking the
first cell of a row as the row's head; that is done afterwards on the finished file.
"""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from levelground.reporting.paper import (
    WIDE,
    Block,
    Form,
    Grid,
    Heading,
    Paper,
    Paragraph,
    Picture,
    column_weights,
    form_weights,
    notes,
)

if TYPE_CHECKING:
    import pikepdf

TEMPLATES = files(__package__).joinpath("templates")
STANDARD = "ua-1"
# Elements of the document's structure in which no table stands: they are not searched for rows.
WITHOUT_TABLES = {"/P", "/H1", "/H2", "/Title", "/Figure", "/Caption", "/L", "/Span", "/Strong", "/Em", "/TD", "/TH"}
KEYWORDS = ("Workforce Race Equality Standard", "board paper")


def board_pdf(paper: Paper) -> bytes:
    """The board paper as an accessible PDF."""
    import typst

    pictures = [block for block in paper.blocks if isinstance(block, Picture)]
    sources = {"main": TEMPLATES.joinpath("board-paper.typ").read_bytes()}
    sources |= {f"{number}.svg": picture.chart.svg.encode() for number, picture in enumerate(pictures)}
    made = typst.compile(
        sources,  # type: ignore[call-overload] # the binding also takes files by name
        font_paths=[str(TEMPLATES.joinpath("fonts"))],
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(_data(paper, pictures))},
        pdf_standards=STANDARD,
        timestamp=dt.datetime.fromisoformat(paper.released_at).replace(microsecond=0),
    )
    return _with_row_heads(made)


def _data(paper: Paper, pictures: list[Picture]) -> dict[str, Any]:
    places = {id(picture): number for number, picture in enumerate(pictures)}
    return {
        "title": paper.title,
        "subtitle": paper.subtitle,
        "organisation": paper.organisation,
        "keywords": KEYWORDS,
        "wide": WIDE,
        "blocks": [_block(block, places) for block in paper.blocks],
    }


def _block(block: Block, places: dict[int, int]) -> dict[str, Any]:
    match block:
        case Heading(text, level):
            return {"kind": "heading", "text": text, "level": level}
        case Paragraph(text, role):
            return {"kind": "paragraph", "text": text, "role": role.value}
        case Picture(chart, alternative):
            file = f"{places[id(block)]}.svg"
            return {"kind": "picture", "file": file, "caption": chart.title, "alternative": alternative}
        case Grid():
            return _grid(block)
        case _:
            return _form(block)


def _grid(block: Grid) -> dict[str, Any]:
    table = block.table
    rows = [
        {
            "head": head,
            "cells": [{"text": cell.text, "mark": table.mark(cell), "hidden": cell.hidden} for cell in cells],
        }
        for head, cells in table.rows
    ]
    return {
        "kind": "grid",
        "caption": table.caption,
        "heads": table.heads,
        "groups": table.groups,
        "columns": column_weights(table),
        "rows": rows,
        "notes": notes(table),
    }


def _form(block: Form) -> dict[str, Any]:
    return {
        "kind": "form",
        "caption": block.caption,
        "heads": block.heads,
        "columns": form_weights(block.heads),
        "lines": block.lines,
    }


def _with_row_heads(made: bytes) -> bytes:
    """The file with the first cell of each row of a table's body marked as the head of its row."""
    import pikepdf

    with pikepdf.open(io.BytesIO(made)) as pdf:
        for row in _body_rows(pdf.Root.StructTreeRoot, in_head=False):
            _mark(row)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _body_rows(element: pikepdf.Object, *, in_head: bool) -> Iterator[pikepdf.Object]:
    """Every row of a table that is not one of heads, wherever it stands in the tree of the document's structure."""
    import pikepdf

    kids: Any = element.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        kind = str(kid.get("/S", "")) if isinstance(kid, pikepdf.Dictionary) else ""
        if kind == "/TR" and not in_head:
            yield kid
        elif kind and kind not in WITHOUT_TABLES:
            yield from _body_rows(kid, in_head=kind == "/THead")


def _mark(row: pikepdf.Object) -> None:
    """Make the first cell a head. The cells' own lists of heads name columns only: without them the scopes decide."""
    import pikepdf

    for number, cell in enumerate(row["/K"]):
        own = next(attributes for attributes in cell["/A"] if "/Headers" in attributes)
        del own["/Headers"]
        if number == 0:
            cell["/S"], own["/Scope"] = pikepdf.Name.TH, pikepdf.Name.Row
