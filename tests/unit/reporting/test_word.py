"""The board paper as a Word document: what a secretary edits and a screen reader reads."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from levelground.errors import InputError
from levelground.reporting.archive import AS_DOCUMENT, as_document
from levelground.reporting.paper import Form, Grid, Heading, Paragraph, Picture
from levelground.reporting.raster import rasters
from levelground.reporting.word import board_docx
from tests.factories.papers import board_paper, changed_part

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made() -> bytes:
    return board_docx(board_paper())


@pytest.fixture(scope="module")
def document(made: bytes) -> Any:
    return docx.Document(io.BytesIO(made))


@pytest.fixture
def template() -> bytes:
    """A house template: its own heading, header and words, and no style of ours."""
    house = docx.Document()
    house.styles["Heading 1"].font.size = docx.shared.Pt(33)
    house.sections[0].header.paragraphs[0].text = "House of the trust"
    house.add_paragraph("Front sheet")
    out = io.BytesIO()
    house.save(out)
    return out.getvalue()


def of(document: Any, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def blocks(kind: Any) -> list[Any]:
    return [block for block in board_paper().blocks if isinstance(block, kind)]


def test_headings_are_headings_of_their_level(document: Any) -> None:
    assert of(document, "Title") == [board_paper().title]
    assert of(document, "Heading 1") == [block.text for block in blocks(Heading) if block.level == 1]
    assert of(document, "Heading 2") == [block.text for block in blocks(Heading) if block.level == 2]


def test_the_document_has_a_title_and_speaks_british_english(document: Any) -> None:
    properties = document.core_properties

    assert properties.title == board_paper().title
    assert properties.author == "Nowhere NHS Trust (made up)"
    assert properties.language == "en-GB"
    languages = {mark.get(qn("w:val")) for mark in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_every_picture_says_what_it_shows(document: Any) -> None:
    said = [mark.get("descr") for mark in document.element.body.iter(qn("wp:docPr"))]

    assert said == [picture.alternative for picture in blocks(Picture)]


def test_tables_have_captions_and_heads_that_are_repeated(document: Any) -> None:
    grids = [table for table in document.tables if table.style.name == "Board paper table"]

    assert len(grids) == len(blocks(Grid))
    for table, block in zip(grids, blocks(Grid), strict=True):
        repeated = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
        assert repeated == sorted(repeated, reverse=True)
        assert sum(repeated) == (2 if block.table.groups else 1)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) == block.table.caption
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_captions_are_numbered_by_word(document: Any) -> None:
    captions = of(document, "Caption")
    pictures, tables = len(blocks(Picture)), len(blocks(Grid)) + len(blocks(Form))

    assert sum(caption.startswith("Figure") for caption in captions) == pictures
    assert sum(caption.startswith("Table") for caption in captions) == tables
    fields = [field.get(qn("w:instr")) for field in document.element.body.iter(qn("w:fldSimple"))]
    assert fields.count(r" SEQ Table \* ARABIC ") == tables


def test_a_row_of_figures_stands_in_its_table(document: Any) -> None:
    first = document.tables[2]

    assert first.cell(2, 0).text.startswith("2. Appointment from shortlisting\nWhite shortlisted applicants were 1.88")
    assert [cell.text for cell in first.rows[2].cells][1:] == ["1.88", "1.37 to 2.62", "1.40", "outside"]


def test_places_to_fill_in_are_fields(document: Any) -> None:
    names = [mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:alias"))]

    assert "Executive lead" in names
    assert "Legal duty" not in names


def test_the_same_figures_make_the_same_file(made: bytes) -> None:
    assert board_docx(board_paper()) == made


def test_a_template_keeps_its_own_styles(template: bytes) -> None:
    document = docx.Document(io.BytesIO(board_docx(board_paper(), template)))

    assert document.styles["Heading 1"].font.size == docx.shared.Pt(33)
    assert document.sections[0].header.paragraphs[0].text == "House of the trust"
    assert document.sections[0].footer.is_linked_to_previous
    assert document.paragraphs[0].text == "Front sheet"
    assert document.styles["Board paper question"].base_style.name == "Normal"
    assert document.core_properties.title == board_paper().title


def test_a_template_that_calls_its_styles_otherwise_is_followed(template: bytes) -> None:
    # as a German Word writes it: the style's name is the standard's, its id is not
    other = changed_part(template, "word/styles.xml", 'w:styleId="Normal"', 'w:styleId="Standard"')

    document = docx.Document(io.BytesIO(board_docx(board_paper(), other)))

    assert document.styles["Board paper question"].base_style.style_id == "Standard"


def test_a_template_without_bullets_gets_them_as_text(template: bytes) -> None:
    bare = changed_part(template, "word/styles.xml", 'w:val="List Bullet"', 'w:val="House Bullet"')

    document = docx.Document(io.BytesIO(board_docx(board_paper(), bare)))

    assert any(text.startswith("• note the figures") for text in of(document, "Normal"))


def test_a_template_of_words_own_kind_opens_as_a_document(template: bytes) -> None:
    before, after = AS_DOCUMENT["docx"]
    dotx = changed_part(template, "[Content_Types].xml", after, before)

    opened = docx.Document(io.BytesIO(as_document("house.dotx", dotx)))

    assert opened.paragraphs[0].text == "Front sheet"


@pytest.mark.parametrize("name", ["house.docm", "house.odt", "house"])
def test_a_template_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="without macros"):
        as_document(name, b"")


def test_a_template_that_is_no_office_file_is_refused(template: bytes) -> None:
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    foreign = changed_part(template, "[Content_Types].xml", AS_DOCUMENT["docx"][1], "application/xml")

    for content in (b"not a file", empty.getvalue(), foreign):
        with pytest.raises(InputError, match="can be opened"):
            as_document("house.docx", content)


def test_a_template_that_would_fill_the_memory_is_refused(template: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("levelground.reporting.archive.MOST_BYTES", 1000)

    with pytest.raises(InputError):
        as_document("house.docx", template)


def test_characters_that_xml_cannot_hold_are_left_out() -> None:
    odd = dataclasses.replace(
        board_paper(), organisation="Now\x0bhere", title="A\x00 & <b>", blocks=(Paragraph("One\x1f two"), *blocks(Form))
    )

    document = docx.Document(io.BytesIO(board_docx(odd)))

    assert document.core_properties.title == "A & <b>"
    assert of(document, "Normal")[0] == "One two"


def test_there_is_nothing_to_draw_without_charts() -> None:
    assert rasters([]) == []


def test_one_chart_is_drawn_as_well_as_many() -> None:
    one = blocks(Picture)[0].chart

    (drawn,) = rasters([one])
    assert drawn.png.startswith(b"\x89PNG")
    # 552 by 189 units of the SVG, at 96 of them to the inch
    width, height = (float(part) for part in one.svg.split('viewBox="0 0 ')[1].split('"')[0].split())
    assert drawn.width == pytest.approx(width / 96, abs=0.02)
    assert drawn.height == pytest.approx(height / 96, abs=0.02)
