"""The board paper and slides against bare documents of as many tables and pictures, made straight with each library.

Run: .venv/bin/python benchmarks/documents.py [staff]. The figures are released and the charts drawn once, beforehand;
what is measured is a process of its own that turns them into one file. The bare document has the same tables with the
same texts and the same pictures or charts, and nothing else: no styles, captions, alternative texts, notes, row heads,
and neither is it the same bytes each time. Its pictures are as they lie on disk: PNG for Word, which ours first draws
from the page's SVG, and SVG for typst. The two run in turn, five times after one warm-up; medians of user and system
CPU. Target: 3 times at most. It asserts nothing about time, as times differ from one machine to the next.
"""

from __future__ import annotations

import io
import pickle
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
FONTS = HERE.parents[1] / "src" / "levelground" / "reporting" / "templates" / "fonts"
FORMS = ("docx", "pdf", "pptx")


# --- what is measured: each in a process of its own ------------------------------------------------------------------


def ours(form: str, folder: Path) -> bytes:
    """Our file."""
    content: Any = pickle.loads((folder / ("slides.pickle" if form == "pptx" else "paper.pickle")).read_bytes())
    if form == "pptx":
        from levelground.reporting.slides import slides

        return slides(*content)
    if form == "docx":
        from levelground.reporting.word import board_docx

        return board_docx(content)
    from levelground.reporting.pdf import board_pdf

    return board_pdf(content)


def bare(form: str, folder: Path) -> bytes:
    """The bare file of as many tables and pictures."""
    content: Any = pickle.loads((folder / "bare.pickle").read_bytes())
    return {"docx": _bare_docx, "pdf": _bare_pdf, "pptx": _bare_pptx}[form](content, folder)


def _bare_docx(content: Any, folder: Path) -> bytes:
    import docx
    from docx.shared import Inches

    document = docx.Document()
    for rows in content["tables"]:
        table = document.add_table(len(rows), max(len(row) for row in rows))
        for number, row in enumerate(rows):
            cells = table.rows[number].cells
            for column, text in enumerate(row):
                cells[column].text = text
    for number in range(content["pictures"]):
        document.add_picture(str(folder / f"{number}.png"), width=Inches(5.7))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _bare_pdf(content: Any, folder: Path) -> bytes:
    import json

    import typst

    source = (
        "#let d = json(bytes(sys.inputs.d))\n"
        "#for rows in d { table(columns: calc.max(..rows.map(r => r.len())), "
        "..rows.map(r => r.map(c => [#c])).flatten()) }\n"
        f'#for n in range({content["pictures"]}) {{ image(str(n) + ".svg") }}'
    )
    files = {"main": source.encode()}
    files |= {f"{n}.svg": (folder / f"{n}.svg").read_bytes() for n in range(content["pictures"])}
    data = {"d": json.dumps(content["tables"])}
    made: bytes = typst.compile(files, sys_inputs=data, font_paths=[str(FONTS)], ignore_system_fonts=True)
    return made


def _bare_pptx(content: Any, folder: Path) -> bytes:
    import pptx
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Inches

    deck = pptx.Presentation()
    place = (Inches(1), Inches(1.5), Inches(8), Inches(5))
    for rows in content["slide_tables"]:
        table = deck.slides.add_slide(deck.slide_layouts[5]).shapes.add_table(len(rows), len(rows[0]), *place).table
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                table.cell(number, column).text = text
    for categories, series in content["charts"]:
        data = CategoryChartData()
        data.categories = categories
        for name, values in series:
            data.add_series(name, values)
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, data)
    for number in content["slide_pictures"]:
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.add_picture(str(folder / f"{number}.png"), *place[:2])
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


# --- what is given to both --------------------------------------------------------------------------------------------


def prepare(folder: Path, staff: int) -> None:
    """Release a synthetic trust's figures, draw its charts, and lay both kinds of content ready."""
    from levelground.cli.releasing import Asked, LedgerFile, released
    from levelground.extracts.folder import read_folder
    from levelground.extracts.synthetic import write_trust
    from levelground.measures import catalogue
    from levelground.measures.compute import compute
    from levelground.reporting.body import body
    from levelground.reporting.material import ReportInput
    from levelground.reporting.paper import paper

    extracts = folder / "extracts"
    extracts.mkdir()
    write_trust(extracts, seed=1, staff=staff)
    read = read_folder(extracts, progress=lambda _: None)
    shown = released(compute(read), Asked("public"), LedgerFile(None))
    material = ReportInput(shown, catalogue.load(), {read.organisation.code: read.organisation.name})
    drawn = body(material)
    made = paper(material, drawn)
    (folder / "paper.pickle").write_bytes(pickle.dumps(made))
    (folder / "slides.pickle").write_bytes(pickle.dumps((material, drawn)))
    (folder / "bare.pickle").write_bytes(pickle.dumps(_bare_content(folder, material, drawn, made)))


def _bare_content(folder: Path, material: Any, drawn: Any, made: Any) -> dict[str, Any]:
    from levelground.reporting.native import native_chart
    from levelground.reporting.paper import Form, Grid, Picture, in_full
    from levelground.reporting.raster import rasters

    charts = [block.chart for block in made.blocks if isinstance(block, Picture)]
    for number, (chart, raster) in enumerate(zip(charts, rasters(charts), strict=True)):
        (folder / f"{number}.svg").write_text(chart.svg, "utf-8")
        (folder / f"{number}.png").write_bytes(raster.png)
    sections = in_full(material, drawn)
    native = {section.definition.id: native_chart(material, section.definition) for section in sections}
    places = {id(chart): number for number, chart in enumerate(charts)}
    summaries = [drawn.summary, *(rows for _, rows in drawn.further)]
    return {
        "tables": [_texts(block) for block in made.blocks if isinstance(block, Grid | Form)],
        "pictures": len(charts),
        "slide_tables": [
            [("Indicator", "", "", "", ""), *((r.heading, r.value, r.interval, r.before, r.flag) for r in rows)]
            for rows in summaries
        ],
        "charts": [
            (chart.categories, [(series.name, [value.value for value in series.values]) for series in chart.series])
            for chart in native.values()
            if chart is not None
        ],
        "slide_pictures": [
            places[id(section.chart)]
            for section in sections
            if native[section.definition.id] is None and section.chart is not None
        ],
    }


def _texts(block: Any) -> list[list[str]]:
    from levelground.reporting.paper import Form

    if isinstance(block, Form):
        return [list(line) for line in ([block.heads] if block.heads else []) + list(block.lines)]
    table = block.table
    return [list(table.heads), *([head, *(cell.text for cell in cells)] for head, cells in table.rows)]


def main(staff: int) -> None:
    """Prepare, then run each pair."""
    from trust import compared  # beside this file

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder, staff)
        content = pickle.loads((folder / "bare.pickle").read_bytes())
        cells = sum(len(row) for rows in content["tables"] for row in rows)
        print(f"paper: {len(content['tables'])} tables of {cells:,} cells, {content['pictures']} pictures; slides: "
              f"{len(content['slide_tables'])} tables, {len(content['charts'])} charts, "
              f"{len(content['slide_pictures'])} pictures")  # fmt: skip
        for form in FORMS:
            run = [sys.executable, str(HERE)]
            compared(form, [*run, "ours", form, name], [*run, "bare", form, name])


if __name__ == "__main__":
    if sys.argv[1:2] in (["ours"], ["bare"]):
        maker, form, place = sys.argv[1:]
        made = {"ours": ours, "bare": bare}[maker](form, Path(place))
        (Path(place) / f"{maker}.{form}").write_bytes(made)
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3_000)
