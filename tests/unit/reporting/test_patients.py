"""What is said, drawn and tabled of patients. Expected values: the worked examples, and the made-up counts."""

from __future__ import annotations

import dataclasses
import datetime as dt

from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.reporting import narrative, patients, wording
from levelground.reporting.breakdowns import Measured
from levelground.reporting.sections import section
from levelground.reporting.tables import Selection
from levelground.vocabulary import deprivation
from tests.factories import patients as made
from tests.unit.reporting.test_wording import changed

DEFINITIONS = catalogue.load()
WAITING, RECORDED = DEFINITIONS["patients_waiting"], DEFINITIONS["patients_ethnicity_recorded"]
PERIOD = "2026-03-31"
RATIO = changed(
    measure="patients_waiting", kind=Kind.RATIO, value=1.46, lower=1.31, upper=1.62, period=PERIOD, variant=None,
    breakdown=(), group=None, compared="bme_over_white", numerator_group="bme", denominator_group="white",
    numerator_1=386, denominator_1=900, numerator_2=530, denominator_2=1800, edition="2026",
)  # fmt: skip


def test_a_wait_is_said_of_patients_on_one_day() -> None:
    assert narrative.sentence(RATIO, WAITING) == (
        "BME patients who were waiting were 1.46 times as likely as White patients who were waiting to have waited "
        "longer than 18 weeks (95% interval 1.31 to 1.62): 386 of 900 beside 530 of 1,800, on 31 March 2026. The "
        "interval does not include 1, so chance alone is an unlikely explanation."
    )


def test_an_appointment_is_said_of_appointments_in_the_year() -> None:
    figure = dataclasses.replace(RATIO, measure="patients_not_attended")

    said = narrative.sentence(figure, DEFINITIONS["patients_not_attended"])

    assert said.startswith("Outpatient appointments of BME patients were 1.46 times as likely as outpatient appointm")
    assert "of White patients not to be attended" in said
    assert "in the year to 31 March 2026" in said


def test_every_ratio_of_patients_has_its_words() -> None:
    ratios = {name for name, one in DEFINITIONS.items() if one.framework == "patients" and one.kind is Kind.RATIO}

    assert patients.COMPARED.keys() == ratios


def test_the_same_deprivation_is_said_with_who_is_left_out() -> None:
    figure = dataclasses.replace(RATIO, kind=Kind.COMMON_RATIO, value=1.2, lower=1.08, upper=1.34)

    said = narrative.sentence(figure, WAITING)

    assert said.startswith("Within areas of the same deprivation fifth, BME patients who were waiting were 1.20 times")
    assert "Patients whose deprivation is not known are left out of it." in said


def test_completeness_is_said_of_the_most_and_the_least_deprived_fifth() -> None:
    figure = dataclasses.replace(
        RATIO, measure=RECORDED.id, kind=Kind.DIFFERENCE, value=-0.15, lower=-0.18, upper=-0.12, numerator_1=780,
        denominator_1=1000, numerator_2=930, denominator_2=1000, compared=RECORDED.compared,
    )  # fmt: skip

    said = narrative.sentence(figure, RECORDED)

    assert "recorded of 78.0% (780 of 1,000) of patients in the most deprived fifth" in said
    assert "of 93.0% (930 of 1,000) in the least deprived one, in the year to 31 March 2026" in said
    assert "a difference of −15.0 percentage points, most minus least deprived" in said


def test_a_section_says_everyone_the_same_deprivation_and_the_year_before() -> None:
    year_before = made.patients("patients_waiting", day=dt.date(2025, 3, 31))
    found = section(made.material(made.patients("patients_waiting"), year_before), WAITING)

    assert [text.split(" were ")[0] for text in found.sentences[:2]] == [
        "BME patients who", "Within areas of the same deprivation fifth, BME patients who",
    ]  # fmt: skip
    assert found.sentences[2].startswith("On 31 March 2025 it was 1.46")
    assert found.chart is not None
    for words in ("All patients", "Same deprivation", "Deprivation not", "2025: 1.20", "2026: 1.46"):
        assert words in found.chart.svg
    captions = [table.caption.partition(": ")[2] for table in (*found.beside, *found.further)]
    assert captions == [
        "by ethnic group", "comparisons, BME over White", "same deprivation, over White", "by deprivation",
    ]  # fmt: skip
    assert [head for head, _ in found.further[0].rows] == list(deprivation.labels().values())


def test_finer_groups_stand_each_with_the_same_deprivation_beneath() -> None:
    asian = dataclasses.replace(RATIO, group="asian", numerator_group="asian", compared="asian_over_white")
    same = dataclasses.replace(asian, kind=Kind.COMMON_RATIO)
    at_a_site = dataclasses.replace(RATIO, kind=Kind.COMMON_RATIO, breakdown=(("site", "East"),))
    selection = Selection((same, asian, at_a_site))

    drawn = patients.chart(selection, WAITING, PERIOD, title="Title")
    (table,) = (
        table
        for table in patients.patients_tables(Measured(selection, WAITING, PERIOD))
        if "same deprivation" in table.caption
    )

    assert [patients.label(figure) for figure in (asian, same)] == [
        "Asian or Asian British", "Asian or Asian British, same deprivation",
    ]  # fmt: skip
    assert drawn is not None
    assert drawn.svg.index(">By ethnic group, over White<") > 0
    assert [head for head, _ in table.rows] == ["Asian or Asian British over White", "East: BME over White"]


def test_a_release_without_quintiles_has_no_line_for_the_same_deprivation() -> None:
    found = section(made.material(made.places()), WAITING)

    assert not any("same deprivation" in text for text in found.sentences)
    assert not any("same deprivation" in table.caption for table in (*found.beside, *found.further))


def test_completeness_is_drawn_and_tabled_by_deprivation() -> None:
    found = section(made.material(made.patients(RECORDED.id)), RECORDED)

    (table,) = found.beside
    assert table.rows[0][0] == "Everyone"
    assert [cell.text for cell in table.rows[1][1][:3]] == ["100", "200", "50.0%"]
    assert table.rows[1][1][1].attributes["data-item"] == "patients.seen"
    assert found.chart is not None
    assert "Fifth 5, least" in found.chart.svg


def test_nothing_to_draw_is_no_chart() -> None:
    assert patients.chart(Selection(()), WAITING, PERIOD, title="None") is None
    assert patients.chart(Selection(()), RECORDED, PERIOD, title="None") is None


def test_the_disadvantage_is_that_of_whom_a_measure_is_about() -> None:
    assert wording.disadvantaged(WAITING) == "BME patients"
    assert wording.disadvantaged(RECORDED) == "patients in the most deprived fifth"
    assert wording.disadvantaged(DEFINITIONS["wres_3"]) == "BME staff"
