"""Careful sentences: what is said, what is not, and what depends on the interval."""

from __future__ import annotations

import pytest

from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting import narrative
from tests.unit.reporting.test_wording import changed

DEFINITIONS = catalogue.load()
REPRESENTATION = DEFINITIONS["wres_1"]


def test_a_ratio_says_who_stands_over_whom_with_counts_interval_and_period() -> None:
    assert narrative.sentence(changed(), DEFINITIONS["wres_2"]) == (
        "White shortlisted applicants were 1.50 times as likely as BME shortlisted applicants to be appointed "
        "(95% interval 0.79 to 3.03): 30 of 100 White and 8 of 40 BME shortlisted applicants, in the year to "
        "31 March 2026. The interval includes 1, so these figures alone do not show a difference."
    )


def test_an_interval_without_1_speaks_of_chance_and_of_no_cause() -> None:
    text = narrative.sentence(changed(measure="wres_3", lower=1.2), DEFINITIONS["wres_3"])

    assert text.endswith("The interval does not include 1, so chance alone is an unlikely explanation.")


def test_a_survey_gap_says_both_percentages() -> None:
    figure = changed(
        measure="wres_7", kind=Kind.DIFFERENCE, value=-0.1, lower=-0.2, upper=-0.01, numerator_1=49, denominator_1=100,
        numerator_2=59, denominator_2=100,
    )  # fmt: skip

    assert narrative.sentence(figure, DEFINITIONS["wres_7"]) == (
        "49.0% of BME staff (49 of 100) and 59.0% of White staff (59 of 100) who answered in the autumn 2025 survey "
        "said that the organisation acts fairly on career progression or promotion: a difference of −10.0 percentage "
        "points, BME minus White (95% interval −20.0 to −1.0). The interval does not include 0, so chance alone is an "
        "unlikely explanation."
    )


def test_the_board_says_what_would_bring_parity() -> None:
    figure = changed(
        measure="wres_9", kind=Kind.DIFFERENCE, group="bme", value=0.05, lower=-0.1, upper=0.2, parity_count=3
    )

    text = narrative.sentence(figure, DEFINITIONS["wres_9"])

    assert "BME people are 30.0% of board members and 20.0% of the workforce" in text
    assert "3 such members would bring the board nearest to the workforce." in text


def test_a_band_is_compared_without_a_word_on_parity() -> None:
    figure = changed(
        measure="wres_1", kind=Kind.DIFFERENCE, group="bme", value=0.05, lower=None, upper=None, parity_count=3
    )

    text = narrative.sentence(figure, DEFINITIONS["wres_1"])

    assert "staff in this row" in text
    assert "such members" not in text
    assert text.endswith("shown without an interval, so how far chance could account for it is not known.")


def test_a_weighted_difference_without_counts_says_only_what_is_known() -> None:
    figure = changed(
        measure="wres_5", kind=Kind.DIFFERENCE, value=0.05, lower=None, upper=None, numerator_1=None, numerator_2=None
    )

    assert narrative.sentence(figure, DEFINITIONS["wres_5"]).startswith(
        "Of the staff who answered in the autumn 2025 survey, the share who said that they experienced harassment, "
        "bullying or abuse from patients, relatives or the public has a difference of +5.0 percentage points"
    )


@pytest.mark.parametrize(
    ("measure", "base"),
    [("wres_1", "all staff, unknown included"), ("wres_7", "those who answered"), ("wres_2", "the group")],
)
def test_a_percentage_says_its_base(measure: str, base: str) -> None:
    figure = changed(measure=measure, kind=Kind.SHARE, group="bme", value=0.2, lower=0.1, upper=0.3, numerator_2=None)

    assert base in narrative.sentence(figure, DEFINITIONS[measure])


def test_no_value_says_why() -> None:
    figure = changed(value=None, no_value=NoValue.ZERO_OVER_ZERO, reason="Nobody was shortlisted.")

    assert narrative.sentence(figure, DEFINITIONS["wres_2"]) == "No value: nobody was shortlisted."


def test_the_flag_is_never_said_without_an_interval() -> None:
    assert narrative.band_sentence(changed(lower=None)) == ""
    assert narrative.band_sentence(changed(within_band=None)) == ""


def test_the_flag_says_how_often_it_fires_where_all_is_fair() -> None:
    assert "lies outside 0.80 to 1.25" in narrative.band_sentence(changed())
    assert "about 50% of years" in narrative.band_sentence(changed())
    assert "fewer than 1% of years" in narrative.band_sentence(changed(within_band=True, false_alarm_share=0.001))
    assert "fair organisation" not in narrative.band_sentence(changed(false_alarm_share=None))


def test_a_change_is_said_only_within_one_edition() -> None:
    before = changed(period="2025-03-31", value=1.2, lower=0.9, upper=1.6)
    wres_2 = DEFINITIONS["wres_2"]

    assert narrative.change_sentence(changed(), before, wres_2) == (
        "In the year to 31 March 2025 it was 1.20 (95% interval 0.90 to 1.60)."
    )
    assert "the series breaks there" in narrative.change_sentence(changed(edition="2026"), before, wres_2)
    assert "no earlier value" in narrative.change_sentence(changed(), None, wres_2)


def test_an_earlier_figure_without_value_says_so() -> None:
    hidden = changed(period="2025-03-31", value=None, no_value=NoValue.SUPPRESSED)
    empty = changed(period="2025-03-31", value=None, no_value=NoValue.NOT_COLLECTED)

    assert narrative.change_sentence(changed(), hidden, DEFINITIONS["wres_9"]) == (
        "On 31 March 2025 the figure was hidden."
    )
    assert narrative.change_sentence(changed(), empty, DEFINITIONS["wres_5"]) == (
        "In the autumn 2024 survey the figure had no value."
    )


def _band(lower: float | None, upper: float | None, no_value: NoValue | None = None) -> ReleasedFigure:
    return changed(kind=Kind.DIFFERENCE, breakdown=(("pay_band", "8a"),), lower=lower, upper=upper, no_value=no_value)


def test_bands_are_counted_by_their_intervals() -> None:
    """Two bands below, one above, one that shows nothing, one hidden."""
    bands = [
        _band(-0.3, -0.1), _band(-0.2, -0.01), _band(0.01, 0.2), _band(-0.1, 0.1),
        _band(None, None, NoValue.SUPPRESSED),
    ]  # fmt: skip

    assert narrative.bands_sentence(bands, REPRESENTATION).startswith(
        "Of the 4 pay bands whose figures are shown, the BME share is below that of the workforce in 2 and above it "
        "in 1, with intervals that leave out 0; for the other 1 these figures alone do not show a difference. "
        "1 more band is hidden."
    )
    assert "2 more bands are hidden" in narrative.bands_sentence([*bands, bands[-1]], REPRESENTATION)
    assert "hidden" not in narrative.bands_sentence(bands[:4], REPRESENTATION)
    assert narrative.bands_sentence(bands[4:], REPRESENTATION) == ""


def test_two_years_of_entries_are_said_to_be_two() -> None:
    old = catalogue.loader.all_editions()["wres_3"][0]

    assert "in the two years to 31 March 2026" in narrative.sentence(changed(measure="wres_3"), old)


def test_bank_workers_and_doctors_are_called_so() -> None:
    survey = changed(
        measure="bank_progression", kind=Kind.DIFFERENCE, value=-0.1, lower=-0.2, upper=-0.01, numerator_1=49,
        denominator_1=100, numerator_2=59, denominator_2=100,
    )  # fmt: skip
    share = changed(measure="bank_representation", kind=Kind.SHARE, value=0.4, group="bme")
    case = changed(measure="bank_disciplinary", numerator_group="bme", denominator_group="white")

    assert "49.0% of BME bank workers (49 of 100)" in narrative.sentence(survey, DEFINITIONS["bank_progression"])
    assert "are 40.0% of all active bank workers, unknown included" in narrative.sentence(
        share, DEFINITIONS["bank_representation"]
    )
    assert narrative.sentence(case, DEFINITIONS["bank_disciplinary"]).startswith(
        "BME bank workers were 1.50 times as likely as White bank workers to enter the formal disciplinary process"
    )


def test_what_doctors_are_stands_on_a_day_and_what_happened_to_them_in_a_year() -> None:
    director, complaint = (
        narrative.sentence(changed(measure=name), DEFINITIONS[name])
        for name in ("medical_directors", "medical_complaints")
    )

    assert "BME doctors, on 31 March 2026" in director
    assert "BME doctors, in the year to 31 March 2026" in complaint


def test_a_score_says_how_far_one_group_is_from_the_other() -> None:
    figure = changed(
        measure="wdes_9a", kind=Kind.SCORE, value=-0.45, lower=None, upper=None, denominator_1=200, denominator_2=800
    )

    assert narrative.sentence(figure, DEFINITIONS["wdes_9a"]) == (
        "In the autumn 2025 survey the score of disabled staff is 0.45 out of 10 below that of non-disabled staff; 200 "
        "and 800 answered. The figure is shown without an interval, so how far chance could account for it is not "
        "known."
    )
    level = narrative.sentence(changed(kind=Kind.SCORE, value=0.0), DEFINITIONS["wdes_9a"])
    assert "the score of disabled staff is that of non-disabled staff" in level


def test_a_statement_is_told_with_its_evidence() -> None:
    figure = changed(measure="wdes_9b", kind=Kind.STATEMENT, value=0.0, reason="Made up: none yet.")

    said = narrative.sentence(figure, DEFINITIONS["wdes_9b"])

    assert said == "The organisation says: no. Its evidence: Made up: none yet."


def test_a_share_with_nobody_to_compare_names_who_answered() -> None:
    figure = changed(measure="wdes_8", kind=Kind.SHARE, group="disabled", value=0.75, lower=0.66, upper=0.83)

    assert narrative.sentence(figure, DEFINITIONS["wdes_8"]).startswith(
        "75.0% of disabled staff who answered in the autumn 2025 survey said that their employer made adequate"
    )


def test_a_ground_is_named_and_is_out_of_those_who_reported_discrimination() -> None:
    figure = changed(
        measure="survey_grounds", kind=Kind.DIFFERENCE, breakdown=(("ground", "sexual_orientation"),), value=-0.1,
        numerator_1=5, denominator_1=50, numerator_2=20, denominator_2=100, lower=-0.2, upper=0.02,
    )  # fmt: skip

    assert narrative.sentence(figure, DEFINITIONS["survey_grounds"]).startswith(
        "10.0% of BME staff (5 of 50) and 20.0% of White staff (20 of 100) who reported discrimination in the autumn "
        "2025 survey said that one of the grounds was sexual orientation"
    )


def test_every_further_survey_question_has_words_of_its_own() -> None:
    measures = {name for name, one in DEFINITIONS.items() if one.framework == "staff_survey"}

    assert measures <= narrative.SAID.keys()
