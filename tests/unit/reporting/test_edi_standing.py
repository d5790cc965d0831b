"""Where each metric of the EDI improvement plan stands: on page, paper and in the workbook."""

from __future__ import annotations

import io
from dataclasses import replace

from openpyxl import load_workbook

from levelground.disclosure.released import ReleasedFigure, Suppressed
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting.body import body
from levelground.reporting.document import report_html
from levelground.reporting.edi_plan import NO_ONE_FIGURE, NOT_ANSWERED, NOT_MADE, Answer, plan_standing
from levelground.reporting.material import ReportInput
from levelground.reporting.paper import Grid, Heading, paper
from levelground.reporting.workbook import workbook
from tests.factories.releases import released
from tests.unit.reporting.test_wording import changed

DEFINITIONS = catalogue.load()
APPOINTED = changed(measure="wres_2", variant=None)
BEFORE = changed(measure="wres_2", variant=None, period="2025-03-31", value=1.4)
BAND = changed(
    measure="model_employer_bands", kind=Kind.HEADCOUNT, breakdown=(("pay_band", "8c"),), group="bme", value=2.0,
    lower=None, upper=None, compared="target_minus_headcount", variant=None,
)  # fmt: skip


def material(*figures: ReleasedFigure) -> ReportInput:
    return ReportInput(replace(released(), figures=figures), DEFINITIONS, {"ZZ9": "Nowhere NHS Trust (made up)"})


def answers(*figures: ReleasedFigure) -> dict[str, tuple[Answer, ...]]:
    standing = plan_standing(material(*figures))
    assert standing is not None
    return {one.metric.id: one.answers for action in standing.actions for one in action.standings}


def test_a_metric_has_the_headline_of_its_measure_with_interval_and_year_before() -> None:
    race, disability = answers(APPOINTED, BEFORE)["2a"]

    assert (race.where, race.measure, race.note) == ("2. Appointment from shortlisting", "wres_2", "White over BME")
    assert (race.value, race.interval, race.earlier) == ("1.50", "0.79 to 3.03", "1.40")
    assert (disability.value, disability.interval, disability.measure) == ("–", "–", "")
    assert disability.note == "Not in this release: needs the recruitment extract with disability."


def test_a_metric_of_single_bands_has_a_row_for_each_that_there_is() -> None:
    (band, *_) = answers(BAND)["2d"]

    assert (band.where, band.value, band.interval) == ("Senior bands against their target: Band 8c", "2", "–")
    assert band.note == "How many more BME staff for the workforce’s share"


def test_what_is_hidden_or_missing_is_said() -> None:
    hidden = replace(APPOINTED, value=None, no_value=NoValue.SUPPRESSED, reason="Hidden.", numerator_1=Suppressed("h"))
    missing = replace(APPOINTED, value=None, no_value=NoValue.NOT_COLLECTED, reason="There is no recruitment extract.")

    assert (answers(hidden)["2a"][0].value, answers(hidden)["2a"][0].note) == ("hidden", "White over BME")
    assert answers(missing)["2a"][0].note == "There is no recruitment extract."


def test_a_measure_without_a_single_figure_points_to_its_tables() -> None:
    of_a_band = changed(measure="wres_1", breakdown=(("cluster", "clinical"),), variant=None)

    assert answers(of_a_band)["2c"][0].note == NO_ONE_FIGURE


def test_the_share_of_a_group_says_whose_it_is() -> None:
    share = changed(measure="wres_1", kind=Kind.SHARE, group="bme", compared=None, variant=None, value=0.25)

    assert answers(share)["2c"][0].note == "BME share of the workforce"


def test_what_no_measure_answers_says_why() -> None:
    found = answers(APPOINTED)

    assert [answer.where for answer in found["2f"]] == [NOT_ANSWERED]
    assert "National Education and Training Survey" in found["2f"][0].note
    assert found["3a"][-1].where == NOT_ANSWERED


def test_a_measure_that_is_not_made_yet_is_named() -> None:
    some = {name: one for name, one in DEFINITIONS.items() if name != "wres_8"}
    standing = plan_standing(replace(material(APPOINTED), definitions=some))
    assert standing is not None

    (answer,) = standing.actions[-1].standings[1].answers
    assert (answer.where, answer.note) == ("wres_8", NOT_MADE)


def test_a_release_that_answers_nothing_has_no_section() -> None:
    leaving = changed(measure="retention_leaving", variant=None)

    assert plan_standing(material(leaving)) is None
    assert 'id="edi-plan"' not in report_html(material(leaving))
    assert "EDI plan" not in load_workbook(io.BytesIO(workbook(material(leaving)))).sheetnames


def test_the_page_leads_from_a_metric_to_its_section() -> None:
    html = report_html(material(APPOINTED))

    assert '<li><a href="#edi-plan">' in html
    assert '<th scope="row"><a href="#wres_2">2. Appointment from shortlisting</a>' in html
    assert 'id="wres_2"' in html


def test_the_paper_has_a_table_for_each_action() -> None:
    made = material(APPOINTED)
    blocks = paper(made, body(made)).blocks

    captions = [block.table.caption for block in blocks if isinstance(block, Grid)]
    assert sum(caption.startswith("High impact action") for caption in captions) == 6
    assert any(isinstance(block, Heading) and block.text.startswith("EDI improvement plan") for block in blocks)
    table = next(block.table for block in blocks if isinstance(block, Grid) and "action 2" in block.table.caption)
    assert table.rows[0] == ("2a. Likelihood of appointment from shortlisting", ())
    assert [cell.text for cell in table.rows[1][1]] == ["1.50", "0.79 to 3.03", "–"]
    assert table.rows[1][0] == "2. Appointment from shortlisting\nWhite over BME"


def test_the_workbook_has_the_figures_as_numbers() -> None:
    sheet = load_workbook(io.BytesIO(workbook(material(APPOINTED, BAND))))["EDI plan"]

    rows = {(row[1].value, row[3].value): row for row in sheet.iter_rows(min_row=2) if row[1].value}
    appointed = rows["2a", "2. Appointment from shortlisting"]
    assert [cell.value for cell in appointed[4:8]] == [1.5, 0.79, 3.03, "–"]
    assert appointed[4].number_format == "0.00"
    assert rows["2d", "Senior bands against their target: Band 8c"][4].number_format == "0"
    last = [row[0].value for row in sheet.iter_rows()][-1]
    assert str(last).startswith("To be confirmed against current guidance")
