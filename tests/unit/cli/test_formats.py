"""Which forms of the report are made, and how a wrong wish is refused before anything is worked out."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import docx
import pptx
import pypdf
import pytest

from levelground.cli import DONE, REFUSED, main

COUNTS = """organisation,period_end,measure,group,numerator,denominator
ZZ9,2026-03-31,wres_2,white,320,1250
ZZ9,2026-03-31,wres_2,bme,61,365
ZZ9,2026-03-31,wres_3,white,30,2400
ZZ9,2026-03-31,wres_3,bme,19,610
"""
OPEN_DATA = {"counts.csv", "datapackage.json", "figures.csv", "levelground.json"}


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS)
    return path


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A house template for Word."""
    path = tmp_path / "house.docx"
    made = docx.Document()
    made.add_paragraph("Front sheet")
    made.save(str(path))
    return path


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def report(counts: Path, *more: str) -> tuple[int, Path]:
    out = counts.parent / "out"
    return main(["report", "--counts", str(counts), "--out", str(out), *more]), out


def refusal(counts: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    code, out = report(counts, *more)
    assert code == REFUSED
    assert not out.exists()
    said = capsys.readouterr().err
    assert all(part in said for part in ("Refused. Nothing was written.", "Given:", "Expected:", "Do this:"))
    return said


@pytest.mark.slow
def test_page_workbook_and_open_data_are_the_usual_forms(counts: Path) -> None:
    code, out = report(counts)

    assert code == DONE
    assert files_in(out) == {"report.html", "workbook.xlsx"} | OPEN_DATA


@pytest.mark.slow
def test_every_form_is_made_of_the_counts_of_one_organisation(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = report(counts, "--format", "html,docx,pdf,xlsx,pptx")

    assert code == DONE
    made = {"report.html", "board-paper.docx", "board-paper.pdf", "workbook.xlsx", "slides.pptx"}
    assert files_in(out) == made | OPEN_DATA
    # 320 / 1250 over 61 / 365 is 1.53
    paper = docx.Document(str(out / "board-paper.docx"))
    assert "1.53" in paper.tables[2].cell(1, 1).text
    assert "1.53" in pypdf.PdfReader(out / "board-paper.pdf").pages[1].extract_text()
    assert len(pptx.Presentation(str(out / "slides.pptx")).slides) == 6
    said = capsys.readouterr().out
    assert all(name in said for name in made)


@pytest.mark.slow
def test_only_the_forms_that_were_asked_for_are_made(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out = report(counts, "--format", " PDF , pdf", "--json")

    assert code == DONE
    assert files_in(out) == {"board-paper.pdf"} | OPEN_DATA
    assert "board-paper.pdf" in json.loads(capsys.readouterr().out.splitlines()[0])["files"]


@pytest.mark.slow
def test_a_template_is_the_base_of_its_form(counts: Path, house: Path) -> None:
    slides = counts.parent / "house.pptx"
    made = pptx.Presentation()
    made.slides.add_slide(made.slide_layouts[6])
    made.save(str(slides))

    code, out = report(counts, "--format", "docx,pptx", "--template", str(house), "--template", str(slides))

    assert code == DONE
    assert docx.Document(str(out / "board-paper.docx")).paragraphs[0].text == "Front sheet"
    assert len(pptx.Presentation(str(out / "slides.pptx")).slides) == 7


@pytest.mark.parametrize("forms", ["html,odt", "odt", "", " , "])
def test_an_unknown_form_is_refused(counts: Path, capsys: pytest.CaptureFixture[str], forms: str) -> None:
    said = refusal(counts, capsys, "--format", forms)

    assert "html, docx, pdf, xlsx, pptx" in said


def test_a_template_for_a_form_that_nobody_asked_for_is_refused(
    counts: Path, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "add docx to --format" in refusal(counts, capsys, "--template", str(house))


def test_two_templates_for_one_form_are_refused(counts: Path, house: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(counts, capsys, "--format", "docx", "--template", str(house), "--template", str(house))

    assert "two templates" in said


def test_a_template_with_nothing_in_it_is_refused(
    counts: Path, house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import zipfile

    content = io.BytesIO()
    with zipfile.ZipFile(house) as whole, zipfile.ZipFile(content, "w") as part:
        for name in whole.namelist():
            part.writestr(name, b"<broken" if name == "word/document.xml" else whole.read(name))
    house.write_bytes(content.getvalue())

    assert "can be opened" in refusal(counts, capsys, "--format", "docx", "--template", str(house))


def test_a_presentation_without_layouts_is_refused(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = counts.parent / "house.potx"
    bare = pptx.Presentation()
    for layout in list(bare.slide_layouts):
        bare.slide_layouts.remove(layout)
    bare.save(str(path))

    assert "can be opened" in refusal(counts, capsys, "--format", "pptx", "--template", str(path))


def test_a_template_that_is_not_there_is_refused(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refusal(counts, capsys, "--format", "docx", "--template", str(counts.parent / "nowhere.docx"))

    assert "nowhere.docx" in said


def test_a_board_paper_of_many_organisations_is_refused(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counts.write_text(COUNTS + re.sub("(?m)^ZZ9", "ZZ8", COUNTS.partition("\n")[2]))

    said = refusal(counts, capsys, "--format", "html,docx,pptx")

    assert "one organisation for docx, pptx" in said


@pytest.mark.slow
def test_the_page_of_many_organisations_is_made_as_before(counts: Path) -> None:
    counts.write_text(COUNTS + re.sub("(?m)^ZZ9", "ZZ8", COUNTS.partition("\n")[2]))

    code, out = report(counts)

    assert code == DONE
    assert "Organisations compared" in (out / "report.html").read_text("utf-8")


def test_standards_in_full_are_those_that_were_asked_for(counts: Path) -> None:
    code, out = report(counts, "--format", "docx", "--in-full", "wdes", "--already-public")

    assert code == DONE
    words = "\n".join(p.text for p in docx.Document(str(out / "board-paper.docx")).paragraphs)
    assert "In the summary only: Workforce Race Equality Standard." in words


def test_a_standard_that_does_not_exist_is_refused(counts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "correct 'wrse'" in refusal(counts, capsys, "--in-full", "wres,wrse")
