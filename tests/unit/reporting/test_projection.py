"""A projection in words, as a page and as plain values: made from what the gate let through."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest

from levelground.disclosure.ledger import EMPTY
from levelground.disclosure.pipeline import NOT_ENOUGH, ReleasedPipeline, release_pipeline
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest
from levelground.measures.catalogue.loader import populations
from levelground.measures.movements import moves
from levelground.reporting.fan_chart import fan_charts
from levelground.reporting.projection import (
    ASSUMPTIONS,
    DOES_NOT_SHOW,
    NO_FORECAST,
    NOBODY_MOVED,
    PipelineProjection,
    Wanted,
    as_data,
    pipeline_projection,
    plain_text,
    rows,
    summary,
)
from levelground.reporting.projection_page import projection_html
from levelground.statistics.fan import Outlook, Spread
from levelground.statistics.pipeline import Change, Margins, Scenario
from tests.factories.careers import TRUST, careers
from tests.factories.folders import NOWHERE

pytestmark = pytest.mark.slow
AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def pipeline() -> ReleasedPipeline:
    found = moves(careers(*TRUST), populations()["workforce"])  # type: ignore[arg-type]
    request = ReleaseRequest(POLICIES["internal"], AT)
    return release_pipeline(found, request=request, ledger=EMPTY)[0]


def report(pipeline: ReleasedPipeline, **wanted: object) -> PipelineProjection:
    usual: dict[str, object] = {"years": 3, "runs": 20}
    return pipeline_projection(pipeline, NOWHERE, Wanted(**{**usual, **wanted}))  # type: ignore[arg-type]


TO_6 = Scenario(Change.APPOINT, None)


def test_the_page_says_what_it_is_and_what_it_is_not(pipeline: ReleasedPipeline) -> None:
    page = projection_html(report(pipeline, scenario=TO_6))

    for said in (NO_FORECAST, "What this does not show", DOES_NOT_SHOW, *ASSUMPTIONS, "to be confirmed", "with seed 1"):
        assert said in page
    assert page.count("<svg") == len(fan_charts(report(pipeline)))
    assert "with the scenario" in page
    assert "http://" not in page.replace("http://www.w3.org", "")


def test_a_fan_is_drawn_for_each_step_with_people_the_top_one_first(pipeline: ReleasedPipeline) -> None:
    charts = fan_charts(report(pipeline))

    assert [chart.title.partition(":")[0] for chart in charts] == ["Band 7", "Band 6", "Band 5"]
    assert "The dotted line is the goal" in charts[0].svg
    assert "dashed" not in charts[0].svg
    assert "dashed" in fan_charts(report(pipeline, scenario=TO_6))[0].svg


def test_a_step_that_empties_is_drawn_as_far_as_it_goes(pipeline: ReleasedPipeline) -> None:
    spread = Spread(0.1, 0.2, 0.3, 0.4, 0.5)
    made = report(pipeline)
    emptied = replace(made, baseline=(Outlook((spread, spread, None, None), None, None),) * len(made.baseline))

    assert len(fan_charts(emptied)) == len(made.baseline)
    assert {(row.median, row.range_80, row.met) for row in rows(emptied)} == {("–", "–", "–")}


def test_names_of_lines_stay_inside_the_picture(pipeline: ReleasedPipeline) -> None:
    """The goal, the past and the scenario end at the top of the axis: the names are moved down, apart."""
    spread = Spread(0.9, 0.95, 1.0, 1.0, 1.0)
    made = report(pipeline, scenario=TO_6, goal=0.999)
    full = tuple(Outlook((spread,) * 4, 0, 1.0) for _ in made.baseline)

    svg = fan_charts(replace(made, baseline=full, scenario=full))[0].svg

    places = [float(place) for place in re.findall(r'translate\([\d.]+,([-\d.]+)\)"[^>]*>(?:goal|as in|scenario)', svg)]
    assert len(places) == 3
    assert min(places) >= 0
    assert min(abs(a - b) for a, b in zip(sorted(places), sorted(places)[1:], strict=False)) >= 14


def test_the_table_has_a_row_for_each_course(pipeline: ReleasedPipeline) -> None:
    table = rows(report(pipeline, scenario=TO_6))

    assert [(row.step, row.course) for row in table[:2]] == [
        ("Band 7", "as in the past"),
        ("Band 7", "with the scenario"),
    ]
    # 38 of 208 people of known ethnicity in band 7 are BME.
    assert {row.today for row in table[:2]} == {"18.3%"}


@pytest.mark.parametrize(
    ("met", "said"), [(0.0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1.0, "100%")]
)
def test_few_runs_are_not_none_and_most_are_not_all(pipeline: ReleasedPipeline, met: float, said: str) -> None:
    made = report(pipeline)
    spread = made.baseline[0].years[0]

    assert rows(replace(made, baseline=(Outlook((spread,), 2, met),) * len(made.baseline)))[0].met == said


def test_the_year_of_the_goal_is_a_calendar_year(pipeline: ReleasedPipeline) -> None:
    made = report(pipeline)
    spread = made.baseline[0].years[0]

    found = [
        rows(replace(made, baseline=(Outlook((spread,), first, 0.5),) * len(made.baseline)))[0].first
        for first in (None, 0, 2)
    ]
    assert found == ["not within 3 years", "today", "2028"]


def test_a_scenario_is_told_with_its_step_and_its_year(pipeline: ReleasedPipeline) -> None:
    said = [
        report(pipeline, scenario=scenario).scenario_words
        for scenario in (Scenario(Change.LEAVE, 1, 2), Scenario(Change.PROGRESS, None), None)
    ]

    assert said[0].startswith("Leaving at parity, the step Band 6, from 2028 on: White and BME people leave the step")
    assert said[1].startswith("Moving up at parity, every step, from next year on:")
    assert said[2] == ""


def test_the_goal_is_that_of_the_workforce_or_the_one_asked_for(pipeline: ReleasedPipeline) -> None:
    usual, asked = summary(report(pipeline)), summary(report(pipeline, goal=0.5))

    # 505 of 1,415 people of known ethnicity are BME.
    assert any("35.7%" in line and "the share of the whole workforce today" in line for line in usual)
    assert any("50.0%" in line and "whole workforce today" not in line for line in asked)


def test_nobody_moving_up_is_said(pipeline: ReleasedPipeline) -> None:
    assert pipeline.history is not None
    still = replace(pipeline.history, moved_up=Margins((0, 0, 0), (0, 0)), one_step=0)
    made = report(replace(pipeline, history=still, unknown_share=None))

    assert NOBODY_MOVED in summary(made)
    assert not any("not known; they" in line for line in summary(made))
    assert as_data(made)["bme_over_white"]["moving_up"] is None
    assert "no value: nobody was counted" in projection_html(made)


def test_a_group_that_nobody_could_move_up_in_has_no_ratio(pipeline: ReleasedPipeline) -> None:
    """All BME staff are on the top step: there is nothing to divide."""
    assert pipeline.history is not None
    top = replace(pipeline.history, exposed=((900, 0), (400, 0), (200, 60)))

    assert as_data(report(replace(pipeline, history=top)))["bme_over_white"]["moving_up"] is None


@pytest.mark.parametrize("hidden", [{"history": None, "because": NOT_ENOUGH}, {"goal": None}])
def test_without_enough_to_show_it_says_why(pipeline: ReleasedPipeline, hidden: dict[str, object]) -> None:
    made = report(replace(pipeline, **hidden))  # type: ignore[arg-type]

    assert made.because
    assert f"No value, because: {made.because}" in plain_text(made)
    assert f"No value, because: {made.because}" in projection_html(made)
    assert as_data(made)["baseline"] == []
    assert as_data(made)["no_value_because"] == made.because


def test_the_data_hold_everything_the_page_says(pipeline: ReleasedPipeline) -> None:
    data = as_data(report(pipeline, scenario=Scenario(Change.APPOINT, 1)))

    assert [step["id"] for step in data["steps"]] == ["5", "6", "7"]
    assert data["history"]["in_post"][2] == {"white": 170, "bme": 38}
    assert data["history"]["moving_up"]["by_group"] == {"white": 80, "bme": 23}
    assert data["history"]["moved_up_by_one_step"] == 103
    assert data["scenario"]["step"] == "6"
    assert as_data(report(pipeline, scenario=TO_6))["scenario"]["step"] == "all"
    assert as_data(report(pipeline))["scenario"] is None
    assert data["baseline"][2]["years"][0]["median"] == 0.183
    assert len(data["baseline"][2]["years"]) == len(data["with_scenario"][2]["years"]) == 4
    assert data["goal"] == 0.357
    assert (data["goal_is_workforce_share"], data["seed"], data["runs"]) == (True, 1, 20)


def test_the_terminal_has_the_table_and_the_caveats(pipeline: ReleasedPipeline) -> None:
    said = plain_text(report(pipeline))

    assert "Band 7  as in the past  18.3%" in said
    assert all(line in said for line in (NO_FORECAST, *ASSUMPTIONS, DOES_NOT_SHOW, "Internal working paper"))
