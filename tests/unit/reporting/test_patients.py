"""Patients and staff side by side: what stands in the picture, and what is there without one."""

from __future__ import annotations

import dataclasses
import io

import openpyxl

from levelground.disclosure.released import ReleasedFigure
from levelground.reporting.body import body
from levelground.reporting.paper import Grid, Picture, paper
from levelground.reporting.patients import LEAD, PICTURE, TITLE, side_by_side
from levelground.reporting.workbook import workbook
from tests.factories.papers import figures_of, of_figures


def waiting(value: float | None) -> ReleasedFigure:
    ratio = next(f for f in figures_of("wres_3") if f.compared and not f.breakdown and f.group is None)
    return dataclasses.replace(
        ratio, measure="patients_waiting", value=value, lower=None, upper=None, reason="Made up: nobody was counted."
    )


def test_without_patients_there_is_nothing_to_stand_beside_the_staff() -> None:
    assert side_by_side(of_figures(*figures_of("wres_3"))) is None


def test_a_ratio_without_a_value_is_in_the_table_and_in_no_picture() -> None:
    beside = side_by_side(of_figures(waiting(None)))

    assert beside is not None
    assert beside.chart is None
    assert [head for head, _ in beside.table.rows] == ["Patients", "Waiting over 18 weeks"]


def test_staff_stand_under_patients() -> None:
    beside = side_by_side(of_figures(waiting(1.2), *figures_of("wres_3")))

    assert beside is not None
    assert [head for head, _ in beside.table.rows][:3] == ["Patients", "Waiting over 18 weeks", "Staff"]


def test_the_board_paper_has_the_table_and_the_picture_if_there_is_one() -> None:
    for value, pictures in ((None, 0), (1.2, 1)):
        own = of_figures(waiting(value))
        blocks = paper(own, body(own)).blocks

        assert [block.table.caption for block in blocks if isinstance(block, Grid)].count(TITLE) == 1
        found = [block for block in blocks if isinstance(block, Picture) and block.chart.title == PICTURE]
        assert len(found) == pictures


def in_east(figure: ReleasedFigure) -> ReleasedFigure:
    return dataclasses.replace(figure, breakdown=(("directorate", "East"),))


def test_a_place_that_both_name_has_both_gaps_in_one_row() -> None:
    disciplinary = next(f for f in figures_of("wres_3") if f.compared and not f.breakdown and f.group is None)
    elsewhere = dataclasses.replace(waiting(1.3), breakdown=(("directorate", "Moon"),))
    beside = side_by_side(
        of_figures(waiting(1.2), in_east(waiting(1.4)), elsewhere, disciplinary, in_east(disciplinary))
    )

    assert beside is not None
    (table,) = beside.by_place
    assert table.heads == ("Directorate", "Waiting over 18 weeks", "3. Formal disciplinary process")
    ((place, cells),) = table.rows
    assert (place, cells[0].text) == ("East", "1.40")


def test_a_place_without_a_value_says_so_and_without_a_figure_has_a_dash() -> None:
    disciplinary = next(f for f in figures_of("wres_3") if f.compared and not f.breakdown and f.group is None)
    training = dataclasses.replace(disciplinary, measure="wres_4")
    west = dataclasses.replace(training, breakdown=(("directorate", "West"),))
    beside = side_by_side(
        of_figures(
            waiting(1.2),
            in_east(waiting(None)),
            dataclasses.replace(waiting(1.1), breakdown=west.breakdown),
            disciplinary,
            in_east(disciplinary),
            training,
            west,
        )
    )

    assert beside is not None
    (table,) = beside.by_place
    east, west_row = (dict(table.rows)[name] for name in ("East", "West"))
    assert east[0].reason == "Made up: nobody was counted."
    assert west_row[1].text == "–"


def test_the_workbook_has_both_as_numbers_and_the_careful_words() -> None:
    own = of_figures(waiting(1.2), *figures_of("wres_3"))

    sheet = openpyxl.load_workbook(io.BytesIO(workbook(own)))["Patients and staff"]

    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    assert rows[0][:4] == ("Patients", "Waiting over 18 weeks", "BME over White", 1.2)
    assert rows[1][0] == "Staff"
    assert rows[-1][0] == LEAD
    alone = openpyxl.load_workbook(io.BytesIO(workbook(of_figures(*figures_of("wres_3")))))
    assert "Patients and staff" not in alone.sheetnames


def test_a_later_period_of_patients_does_not_move_that_of_the_staff() -> None:
    later = dataclasses.replace(waiting(1.2), period="2027-09-30")
    staff = figures_of("wres_3")

    assert of_figures(later, *staff).period == max(figure.period for figure in staff)
    assert of_figures(later).period == "2027-09-30"
