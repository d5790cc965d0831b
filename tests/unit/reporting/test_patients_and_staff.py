"""Patients and staff, side by side: on the page, on paper and in the workbook, and only where a release has both."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io

import openpyxl

from levelground.reporting.body import body
from levelground.reporting.document import report_html
from levelground.reporting.paper import Grid, Heading, Paragraph, Picture, paper
from levelground.reporting.patients_and_staff import LEAD, TITLE, patients_and_staff
from levelground.reporting.workbook import workbook
from tests.factories import patients as made
from tests.factories.releases import raw


def test_both_gaps_stand_in_one_table_with_who_is_at_a_disadvantage_when() -> None:
    found = patients_and_staff(made.beside_staff())

    assert found is not None
    rows = dict(found.table.rows)
    assert [head for head, cells in found.table.rows if not cells] == ["Patients", "Staff"]
    assert [cell.text for cell in rows["Waiting longer than 18 weeks"]] == [
        "BME over White", "1.46", "1.31 to 1.62", "above 1", "31 March 2026",
    ]  # fmt: skip
    # Greenland and Robins' limits: see tests/worked_examples/test_patients_examples.py.
    assert rows["Waiting longer than 18 weeks, same deprivation"][1].text == "1.20"
    assert rows["Discrimination at work"][0].text == "BME minus White"
    assert rows["Discrimination at work"][1].text.endswith(" points")
    assert "Ethnic category recorded" not in rows, "no gap between BME and White people"
    assert "Pay band" not in rows


def test_one_picture_has_the_ratios_on_one_axis_and_the_points_on_another() -> None:
    found = patients_and_staff(made.beside_staff())

    assert found is not None
    assert found.chart is not None
    for words in ("Patients", "Staff", "1.46 (1.31 to 1.62)", "1.20 (", "percentage points"):
        assert words in found.chart.svg
    assert found.chart.key.endswith("to the disadvantage of BME people, of Equal opportunities to the left.")


def test_a_figure_without_value_is_named_under_the_picture() -> None:
    nobody = tuple((0, below) for _, below in made.WHITE)
    cancelled = made.patients("patients_cancelled", white=nobody)
    found = patients_and_staff(made.material(raw(), made.patients("patients_waiting"), cancelled))

    assert found is not None
    assert found.chart is not None
    assert found.chart.absent[:2] == ("Cancelled by the hospital", "Cancelled by the hospital, same deprivation")


def test_without_a_value_of_patients_there_is_a_table_and_no_picture() -> None:
    shown = made.beside_staff()
    figures = tuple(
        dataclasses.replace(figure, value=None) if figure.measure.startswith("patients") else figure
        for figure in shown.released.figures
    )
    found = patients_and_staff(
        dataclasses.replace(shown, released=dataclasses.replace(shown.released, figures=figures))
    )

    assert found is not None
    assert found.chart is None


def test_without_differences_there_is_one_axis_and_nothing_lies_to_the_left() -> None:
    shown = made.beside_staff()
    surveys = ("wres_5", "wres_6", "wres_7", "wres_8")
    figures = tuple(figure for figure in shown.released.figures if figure.measure not in surveys)
    found = patients_and_staff(
        dataclasses.replace(shown, released=dataclasses.replace(shown.released, figures=figures))
    )

    assert found is not None
    assert found.chart is not None
    assert "percentage points" not in found.chart.svg
    assert found.chart.key.endswith("to the disadvantage of BME people.")


def test_a_place_that_both_name_has_both_gaps_in_one_row() -> None:
    found = patients_and_staff(made.beside_staff())

    assert found is not None
    (table,) = found.by_place
    assert table.heads[:2] == ("Directorate", "Waiting longer than 18 weeks, patients")
    ((head, cells),) = table.rows
    # By hand: (360 / 1000) / (300 / 1000).
    assert (head, cells[0].text[:4]) == ("East", "1.20")
    assert len(cells) == len(table.heads) - 1 > 1


def test_staff_or_patients_alone_have_no_such_section() -> None:
    assert patients_and_staff(made.material(raw())) is None
    assert patients_and_staff(made.material(made.patients("patients_waiting"))) is None


def test_the_periods_of_patients_do_not_move_those_of_the_staff() -> None:
    later = made.patients("patients_waiting", day=dt.date(2026, 9, 30))

    assert made.material(raw(), later).period == "2026-03-31"
    assert made.material(later).period == "2026-09-30"
    assert body(made.material(raw(), later)).completeness is not None


def test_the_section_is_on_the_page_on_paper_and_in_the_workbook() -> None:
    material = made.beside_staff()
    drawn = body(material)

    page = report_html(material, drawn)
    blocks = paper(material, drawn).blocks
    book = openpyxl.load_workbook(io.BytesIO(workbook(material)))

    assert page.count('href="#patients-and-staff"') == 1
    assert LEAD in page
    assert "does not show that one has to do with the other" in " ".join(LEAD.split())
    place = blocks.index(Heading(TITLE))
    kinds = [type(block) for block in blocks[place + 2 : place + 6]]
    assert kinds == [Picture, Paragraph, Grid, Grid], "the picture with its key, the table, the directorates"
    rows = {row[1]: row for row in book["Patients and staff"].iter_rows(min_row=2, values_only=True)}
    waiting = ("Patients", "Waiting longer than 18 weeks", "BME over White", 1.46)
    assert rows["Waiting longer than 18 weeks"][:4] == waiting
    compared = {row[4] for row in book["Waiting longer than 18 weeks"].iter_rows(min_row=2, values_only=True)}
    assert {"bme over white", "bme over white, same deprivation"} <= compared


def test_a_report_without_patients_says_nothing_of_them() -> None:
    material = made.material(raw(), policy="public")

    assert "patients-and-staff" not in report_html(material)
    assert TITLE not in [b.text for b in paper(material, body(material)).blocks if isinstance(b, Heading)]
    assert "Patients and staff" not in openpyxl.load_workbook(io.BytesIO(workbook(material))).sheetnames
