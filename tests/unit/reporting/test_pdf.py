"""The structure of the board paper's PDF: what PDF/UA-1 asks for and a machine can see.

It is not a certificate: nobody has listened to the file, and the rules that need a person were not checked.
"""

from __future__ import annotations

import dataclasses
import io
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from typing import Any

import pypdf
import pytest

from levelground.reporting.paper import Form, Grid, Heading, Paragraph, Picture
from levelground.reporting.pdf import board_pdf
from tests.factories.papers import board_paper

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made() -> bytes:
    return board_pdf(board_paper())


@pytest.fixture(scope="module")
def reader(made: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(made))


def elements(node: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every element of the tree of structure, with the kinds of those above it and its own."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid, path)
    elif isinstance(node, dict):
        own = (*path, str(node["/S"])) if "/S" in node else path
        if "/S" in node:
            yield own, node
        if "/K" in node and not isinstance(node["/K"], int):
            yield from elements(node["/K"], own)


def structure(reader: pypdf.PdfReader) -> list[tuple[tuple[str, ...], Any]]:
    return list(elements(reader.trailer["/Root"]["/StructTreeRoot"]))


def blocks(kind: Any) -> list[Any]:
    return [block for block in board_paper().blocks if isinstance(block, kind)]


def attribute(element: Any, name: str) -> Any:
    found = element.get("/A", [])
    return next((part[name] for part in found if name in part.get_object()), None)


def test_the_file_is_tagged_and_says_its_language_and_title(reader: pypdf.PdfReader) -> None:
    root = reader.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.metadata is not None
    assert reader.metadata.title == board_paper().title
    assert reader.metadata.author == "Nowhere NHS Trust (made up)"


def test_the_file_says_that_it_is_built_to_pdf_ua_1(reader: pypdf.PdfReader) -> None:
    said = reader.trailer["/Root"]["/Metadata"].get_data().decode()

    assert "<pdfuaid:part>1</pdfuaid:part>" in said


def test_headings_go_down_one_level_at_a_time(reader: pypdf.PdfReader) -> None:
    levels = [int(path[-1][2:]) for path, _ in structure(reader) if path[-1] in ("/H1", "/H2", "/H3")]

    assert levels == [block.level for block in blocks(Heading)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_says_what_it_shows(reader: pypdf.PdfReader) -> None:
    said = [str(element.get("/Alt", "")) for path, element in structure(reader) if path[-1] == "/Figure"]

    assert said == [picture.alternative for picture in blocks(Picture)]


def test_each_table_is_one_table_with_heads_of_columns_and_rows(reader: pypdf.PdfReader) -> None:
    found = structure(reader)
    tables = sum(path[-1] == "/Table" for path, _ in found)
    scopes = Counter(str(attribute(cell, "/Scope")) for path, cell in found if path[-1] == "/TH")

    # a table that goes on over a page is still one
    assert tables == len(blocks(Grid)) + len(blocks(Form))
    assert set(scopes) == {"/Column", "/Row"}
    rows = sum(len(block.table.rows) for block in blocks(Grid)) + sum(len(block.lines) for block in blocks(Form))
    assert scopes["/Row"] == rows


def test_every_row_of_a_body_begins_with_its_head(reader: pypdf.PdfReader) -> None:
    rows = [element for path, element in structure(reader) if path[-1] == "/TR" and path[-2] == "/TBody"]

    assert rows
    for row in rows:
        kinds = [cell.get_object()["/S"] for cell in row["/K"]]
        assert kinds[0] == "/TH"
        assert "/TH" not in kinds[1:]


def test_text_is_set_in_fonts_that_the_file_carries(reader: pypdf.PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts == {"LiberationSans", "LiberationSans-Bold"}


def test_the_same_figures_make_the_same_file(made: bytes) -> None:
    assert board_pdf(board_paper()) == made


def test_a_name_is_never_read_as_markup() -> None:
    odd = "#panic() *x* _y_ $z$ @w \\ // `v` <u>"
    own = dataclasses.replace(board_paper(), title=odd, organisation=odd, blocks=(Heading(odd), Paragraph(odd)))

    shown = pypdf.PdfReader(io.BytesIO(board_pdf(own)))

    assert shown.metadata is not None
    assert shown.metadata.title == odd
    assert shown.pages[0].extract_text().count("#panic() *x*") >= 3


def test_nothing_is_fetched_to_set_the_paper() -> None:
    source = files("levelground.reporting").joinpath("templates/board-paper.typ").read_text("utf-8")

    assert "@preview" not in source
    assert "#import" not in source
    assert "http" not in source
