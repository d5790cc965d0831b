"""Patients and staff side by side: what stands in the picture, and what is there without one."""

from __future__ import annotations

import dataclasses

from levelground.disclosure.released import ReleasedFigure
from levelground.reporting.body import body
from levelground.reporting.paper import Grid, Picture, paper
from levelground.reporting.patients import PICTURE, TITLE, side_by_side
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
