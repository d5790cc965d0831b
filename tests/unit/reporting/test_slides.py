"""The slides: what a presenter edits, what stands in the notes, what a screen reader is told."""

from __future__ import annotations

import dataclasses
import io
from typing import Any

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.reporting.body import body
from levelground.reporting.native import NativeChart, Series, Shape, Value, native_chart
from levelground.reporting.paper import words
from levelground.reporting.slide_charts import add_chart
from levelground.reporting.slides import slides
from tests.factories.papers import drawn, figures_of, material, of_figures
from tests.factories.releases import report_input

pytestmark = pytest.mark.slow
PLACE = (914400, 914400, 6 * 914400, 4 * 914400)


@pytest.fixture(scope="module")
def made() -> bytes:
    return slides(material(), drawn())


@pytest.fixture(scope="module")
def deck(made: bytes) -> Any:
    return pptx.Presentation(io.BytesIO(made))


def saved(presentation: Any) -> bytes:
    out = io.BytesIO()
    presentation.save(out)
    return out.getvalue()


def slide_of(deck: Any, title: str) -> Any:
    return next(slide for slide in deck.slides if slide.shapes.title.text_frame.text == title)


def chart_in(slide: Any) -> Any:
    return next(shape for shape in slide.shapes if shape.has_chart)


def chart_of(measure: str, *figures: ReleasedFigure) -> NativeChart | None:
    return native_chart(of_figures(*figures) if figures else material(), catalogue.load()[measure])


def a_slide() -> Any:
    presentation = pptx.Presentation()
    return presentation.slides.add_slide(presentation.slide_layouts[5])


def test_there_is_a_slide_for_each_indicator_between_the_summary_and_the_decision(deck: Any) -> None:
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides]

    assert titles[0] == "Workforce race equality: Nowhere NHS Trust (made up), 31 March 2026"
    assert titles[1] == "Summary"
    assert [title for title in titles if title in {s.definition.heading for s in drawn().sections}] == [
        section.definition.heading for section in drawn().sections
    ]
    assert titles[-2:] == ["Recommendation", "Decision"]
    assert len(set(titles)) == len(titles)


def test_the_first_slide_says_that_the_data_are_synthetic(deck: Any) -> None:
    under = deck.slides[0].placeholders[1].text_frame.text

    assert "Slides for the board" in under
    assert "Synthetic data" in under


def test_the_summary_is_a_table_with_heads(deck: Any) -> None:
    frame = next(shape for shape in slide_of(deck, "Summary").shapes if shape.has_table)
    table = frame.table

    assert table.first_row
    assert table.first_col
    assert table.cell(2, 0).text == "2. Appointment from shortlisting"
    assert [table.cell(2, column).text for column in range(1, 5)] == ["1.88", "1.37 to 2.62", "1.40", "outside"]
    assert frame._element.find(".//{*}cNvPr").get("descr") == "The indicators, to 31 March 2026"


def test_each_chart_is_native_and_says_what_it_shows(deck: Any) -> None:
    slide = slide_of(deck, "2. Appointment from shortlisting")
    frame = chart_in(slide)
    points = frame.chart.plots[0]

    assert list(points.categories) == ["31 March 2024", "31 March 2025", "31 March 2026"]
    assert points.series[0].values[-1] == 1.88
    assert "1.88 times as likely" in frame._element.find(".//{*}cNvPr").get("descr")
    # its numbers are in a workbook inside, which the presentation program opens to edit them
    assert frame.chart.part.chart_workbook.xlsx_part is not None


def test_the_interval_is_drawn_as_error_bars(deck: Any) -> None:
    series = chart_in(slide_of(deck, "2. Appointment from shortlisting")).chart.plots[0].series[0]._element
    plus = [float(point.text) for point in series.find("{*}errBars/{*}plus").iter("{*}v")]
    minus = [float(point.text) for point in series.find("{*}errBars/{*}minus").iter("{*}v")]

    # 1.37 to 2.62 around 1.88
    assert plus[-1] == pytest.approx(2.62 - 1.88)
    assert minus[-1] == pytest.approx(1.88 - 1.37)


def test_the_notes_hold_the_careful_sentence(deck: Any) -> None:
    notes = slide_of(deck, "2. Appointment from shortlisting").notes_slide.notes_text_frame.text

    assert "White shortlisted applicants were 1.88 times as likely" in notes
    assert "The interval does not include 1" in notes
    assert "What it does not show." in notes
    assert "Not in the picture" not in notes
    assert "Non-clinical: Band 3" in slide_of(deck, "1. Representation by band").notes_slide.notes_text_frame.text


def test_the_question_to_ask_is_on_the_slide(deck: Any) -> None:
    for section in drawn().sections:
        texts = [
            shape.text_frame.text for shape in slide_of(deck, section.definition.heading).shapes if shape.has_text_frame
        ]
        assert any(words()["questions"][section.definition.id] in text for text in texts)


def test_every_run_of_text_speaks_british_english(made: bytes, deck: Any) -> None:
    runs = [run for slide in deck.slides for run in slide._element.iter("{*}rPr")]

    assert runs
    assert {run.get("lang") for run in runs} == {"en-GB"}
    assert deck.core_properties.language == "en-GB"
    assert deck.core_properties.title.startswith("Synthetic data: Workforce race equality")


def test_no_placeholder_is_left_empty(deck: Any) -> None:
    assert not [shape for slide in deck.slides for shape in slide.placeholders if not shape.text_frame.text]


def test_the_same_figures_make_the_same_file(made: bytes) -> None:
    assert slides(material(), drawn()) == made


def test_without_a_value_the_slide_says_why() -> None:
    hidden = tuple(figure for figure in figures_of("wres_3") if figure.period == "2026-03-31")
    hidden = tuple(
        dataclasses.replace(f, value=None, lower=None, upper=None, reason="Nobody was asked.") for f in hidden
    )
    own = of_figures(*hidden)

    deck = pptx.Presentation(io.BytesIO(slides(own, body(own))))

    texts = " ".join(s.text_frame.text for s in deck.slides[2].shapes if s.has_text_frame)
    assert "There is no chart" in texts
    assert "No value: nobody was asked." in texts


def test_many_rows_go_on_a_further_slide() -> None:
    rows = tuple(dataclasses.replace(drawn().summary[0], heading=f"Row {number}") for number in range(12))
    many = dataclasses.replace(drawn(), summary=rows, further=(), sections=())

    deck = pptx.Presentation(io.BytesIO(slides(material(), many)))

    assert [slide.shapes.title.text_frame.text for slide in deck.slides][1:3] == ["Summary", "Summary, continued"]


# --- a trust's own template -------------------------------------------------------------------------------------------


def test_what_a_template_holds_stands_before_our_slides() -> None:
    house = pptx.Presentation()
    house.slides.add_slide(house.slide_layouts[0]).shapes.title.text_frame.text = "House"

    deck = pptx.Presentation(io.BytesIO(slides(material(), drawn(), saved(house))))

    assert deck.slides[0].shapes.title.text_frame.text == "House"
    assert deck.slides[1].shapes.title.text_frame.text.startswith("Workforce race equality")
    # the template is four to three, and stays so
    assert deck.slide_width == 9144000


def test_a_template_with_few_layouts_is_used_as_far_as_it_goes() -> None:
    house = pptx.Presentation()
    for layout in list(house.slide_layouts):
        if layout.name != "Blank":
            house.slide_layouts.remove(layout)

    deck = pptx.Presentation(io.BytesIO(slides(material(), drawn(), saved(house))))

    texts = [slide.shapes[0].text_frame.text for slide in deck.slides]
    assert deck.slides[0].shapes.title is None
    assert texts[0].startswith("Workforce race equality")
    assert texts[-1] == "Decision"


def test_a_template_whose_notes_hold_no_text_gets_none() -> None:
    house = pptx.Presentation()
    for shape in list(house.notes_master.placeholders):
        shape._element.getparent().remove(shape._element)

    deck = pptx.Presentation(io.BytesIO(slides(material(), drawn(), saved(house))))

    assert deck.slides[1].notes_slide.notes_text_frame is None


def test_the_layout_with_least_besides_a_title_is_chosen() -> None:
    house = pptx.Presentation()
    house.slide_layouts.remove(house.slide_layouts[5])

    deck = pptx.Presentation(io.BytesIO(slides(material(), drawn(), saved(house))))

    used = deck.slides[2].slide_layout
    kinds = {shape.placeholder_format.type for shape in used.placeholders}
    assert PP_PLACEHOLDER.TITLE in kinds


# --- the numbers of a chart -------------------------------------------------------------------------------------------


def test_ratios_of_years_counted_by_another_rule_are_left_out() -> None:
    ratios = [f for f in figures_of("wres_4") if f.kind is Kind.RATIO]
    other = [dataclasses.replace(f, edition="1999") if f.period == "2024-03-31" else f for f in ratios]

    chart = chart_of("wres_4", *other)

    assert chart is not None
    assert chart.categories == ("31 March 2025", "31 March 2026")


def test_a_hidden_year_is_named_and_not_drawn() -> None:
    ratios = [f for f in figures_of("wres_4") if f.kind is Kind.RATIO]
    hidden = [dataclasses.replace(f, value=None) if f.period == "2025-03-31" else f for f in ratios]

    chart = chart_of("wres_4", *hidden)

    assert chart is not None
    assert chart.categories == ("31 March 2024", "31 March 2026")
    assert chart.absent == ("31 March 2025",)


def test_bands_are_in_order_and_clusters_beside_each_other() -> None:
    # Under the internal policy every band of the made-up trust is shown; see: tests/factories/releases.py
    chart = chart_of("wres_1", *report_input("internal").released.figures)

    assert chart is not None
    assert chart.categories == ("Band 3", "Band 5", "Band 6", "Band 7", "VSM", "Consultants")
    assert [series.name for series in chart.series] == ["Non-clinical", "Clinical", "Medical and dental"]
    assert chart.series[1].values[5] == Value(None)


def test_bands_that_are_hidden_are_named() -> None:
    chart = chart_of("wres_1")

    assert chart is not None
    assert "Non-clinical: Band 3" in chart.absent


def test_bands_alone_do_not_say_what_the_workforce_is() -> None:
    bands = [f for f in figures_of("wres_1") if f.breakdown and f.period == "2026-03-31"]

    chart = chart_of("wres_1", *bands)

    assert chart is not None
    assert "whole workforce" not in chart.key


def test_the_board_stands_beside_the_workforce() -> None:
    chart = chart_of("wres_9")

    assert chart is not None
    assert chart.categories[0] == "All members"
    assert chart.series[0].values[0].value == 0.5  # 8 of 16
    assert chart.absent == ("Voting members",)


def test_groups_are_shown_survey_by_survey_and_a_missing_one_is_named() -> None:
    shares = [f for f in figures_of("wres_5") if f.kind is Kind.SHARE]
    without = [f for f in shares if not (f.group == "white" and f.period == "2025-03-31")]

    chart = chart_of("wres_5", *without)

    assert chart is not None
    assert chart.categories == ("Autumn 2024 survey", "Autumn 2025 survey")
    assert chart.series[0].values[1].value == pytest.approx(42 / 150, abs=0.001)
    assert chart.absent == ("White, Autumn 2024 survey",)


def test_groups_of_another_base_are_dated() -> None:
    shares = [
        dataclasses.replace(f, measure="pay_bonus_received") for f in figures_of("wres_5") if f.kind is Kind.SHARE
    ]

    chart = chart_of("pay_bonus_received", *shares)

    assert chart is not None
    assert chart.categories == ("31 March 2025", "31 March 2026")


def test_where_no_form_fits_there_is_no_native_chart() -> None:
    gap = dataclasses.replace(figures_of("wres_5")[0], measure="pay_gap_mean", kind=Kind.GAP)

    assert chart_of("pay_gap_mean", gap) is None


# --- the chart on the slide -------------------------------------------------------------------------------------------


def points(*values: Value) -> NativeChart:
    names = tuple(str(number) for number in range(len(values)))
    return NativeChart(Shape.POINTS, "Title", "Axis", names, (Series("Ratio", values),), "", ())


def test_the_axis_of_ratios_holds_every_interval_around_1() -> None:
    axis = add_chart(a_slide(), points(Value(0.4, 0.3, 0.6), Value(1.2, 0.9, 1.5)), PLACE).chart.value_axis

    # 0.3 lies within two doublings of 1
    assert (axis.minimum_scale, axis.maximum_scale) == (0.25, 4)
    assert axis._element.scaling.find("{*}logBase").get("val") == "2"


def test_a_ratio_far_out_is_drawn_at_the_edge() -> None:
    drawn_chart = add_chart(a_slide(), points(Value(3.0, 0.01, None)), PLACE).chart
    bars = drawn_chart.plots[0].series[0]._element.find("{*}errBars")

    assert drawn_chart.value_axis.maximum_scale == 16
    assert float(bars.find("{*}plus").find(".//{*}v").text) == 16 - 3
    assert float(bars.find("{*}minus").find(".//{*}v").text) == 3 - 1 / 16


def test_a_chart_without_intervals_has_no_error_bars() -> None:
    drawn_chart = add_chart(a_slide(), points(Value(1.5)), PLACE).chart

    assert drawn_chart.plots[0].series[0]._element.find("{*}errBars") is None


def bars(*values: Value) -> NativeChart:
    names = tuple(str(number) for number in range(len(values)))
    return NativeChart(Shape.BARS, "Title", "Axis", names, (Series("BME", values),), "", ())


def test_the_axis_of_shares_starts_at_0_and_holds_every_interval() -> None:
    small = add_chart(a_slide(), bars(Value(0.02, 0.01, 0.04), Value(None)), PLACE).chart.value_axis
    large = add_chart(a_slide(), bars(Value(0.9, 0.7, 0.99)), PLACE).chart.value_axis
    none = add_chart(a_slide(), bars(Value(0.0)), PLACE).chart.value_axis

    assert (small.minimum_scale, small.maximum_scale) == (0, 0.05)
    assert large.maximum_scale == 1
    assert none.maximum_scale == 0.05


def test_figures_stand_on_bars_where_there_is_room() -> None:
    few = add_chart(a_slide(), bars(Value(0.0, 0.0, 0.1), Value(0.3)), PLACE).chart.plots[0].series[0]._element
    many = add_chart(a_slide(), bars(*[Value(0.2)] * 13), PLACE).chart.plots[0].series[0]._element

    assert few.find("{*}dLbls") is not None
    # the figure of a bar without height is dark, for it stands on the slide and not on the bar
    assert len(few.findall("{*}dLbls/{*}dLbl")) == 1
    assert many.find("{*}dLbls") is None
