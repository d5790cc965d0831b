"""How pages say numbers, groups and rows. Expected texts follow the NHS service manual (dates, percentages)."""

from __future__ import annotations

import dataclasses

import pytest

from levelground.disclosure.released import ReleasedFigure, Suppressed
from levelground.measures.model import Kind, NoValue
from levelground.reporting import wording

FIGURE = ReleasedFigure(
    measure="wres_2", edition="2015", kind=Kind.RATIO, organisation="ZZ9", period="2026-03-31", breakdown=(),
    variant=None, group=None, numerator_group="white", denominator_group="bme", compared="white_over_bme",
    base="known", value=1.5, lower=0.79, upper=3.03, confidence=0.95, method="koopman", p_value=0.2,
    numerator_1=30, denominator_1=100, numerator_2=8, denominator_2=40, within_band=False, false_alarm_share=0.5,
    parity_count=None, no_value=None, reason=None,
)  # fmt: skip


def changed(**values: object) -> ReleasedFigure:
    return dataclasses.replace(FIGURE, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (wording.long_date("2026-03-01"), "1 March 2026"),
        (wording.group_label("bme"), "BME"),
        (wording.group_label("all"), "Everyone"),
        (wording.group_label(None), "BME and White"),
        (wording.group_label("somebody"), "somebody"),
        (wording.value_label("pay_band", "8a"), "Band 8a"),
        (wording.value_label("band", "my own band"), "my own band"),
        (wording.value_label("cluster", "non_clinical"), "Non-clinical"),
        (wording.value_label("staff_group", "odd"), "odd"),
        (wording.value_label("directorate", "East"), "East"),
        (wording.value_label("directorate", "not_recorded"), "Not recorded"),
        (wording.row_label(()), "Everyone"),
        (wording.row_label((("cluster", "clinical"), ("pay_band", "9"))), "Clinical: Band 9"),
        (wording.count_text(12345), "12,345"),
        (wording.count_text(None), "–"),
        (wording.count_text(Suppressed("small")), "hidden"),
        (wording.share_text(0.1234), "12.3%"),
        (wording.share_text(None), "–"),
        (wording.points_text(-0.1), "−10.0"),
        (wording.points_text(0.0001), "0.0"),
        (wording.points_text(None), "–"),
        (wording.ratio_text(None), "–"),
        # Halves go up, as on paper: Python would print 12.2, 0.3 and 1.12.
        (wording.share_text(0.1225), "12.3%"),
        (wording.points_text(-0.0035), "−0.4"),
        (wording.ratio_text(1.125), "1.13"),
        (wording.comparison("white_over_bme"), "White over BME"),
        (wording.comparison("board_minus_workforce"), "board minus workforce"),
        (wording.comparison("staff_group_minus_workforce"), "staff group minus workforce"),
        (wording.survey_label("2026-03-31"), "Autumn 2025 survey"),
        (wording.moment("2026-11-23T12:05:00+00:00"), "23 November 2026 at 12:05 UTC"),
        (wording.moment("2026-11-23T12:05:00"), "23 November 2026 at 12:05"),
    ],
)
def test_plain_words(said: str, expected: str) -> None:
    assert said == expected


def test_a_figure_is_said_in_its_own_unit() -> None:
    assert wording.value_text(FIGURE) == "1.50"
    assert wording.value_text(changed(kind=Kind.DIFFERENCE, value=0.051)) == "+5.1 points"
    assert wording.value_text(changed(kind=Kind.SHARE, value=None)) == "–"
    assert wording.value_text(changed(value=None, no_value=NoValue.SUPPRESSED)) == "hidden"


def test_an_interval_may_be_open_or_absent() -> None:
    assert wording.interval_text(FIGURE) == "0.79 to 3.03"
    assert wording.interval_text(changed(upper=None)) == "0.79 or more"
    assert wording.interval_text(changed(lower=None, upper=None)) == "–"


def test_counts_are_said_as_so_many_of_so_many() -> None:
    assert wording.counts_text(FIGURE) == "30 of 100; 8 of 40"
    assert wording.counts_text(changed(numerator_2=Suppressed("x"))) == "30 of 100; hidden of 40"
    assert wording.counts_text(changed(numerator_1=None, denominator_1=None, numerator_2=None)) == "–"


def test_a_chart_says_value_and_interval_briefly() -> None:
    assert wording.brief(FIGURE) == "1.50 (0.79 to 3.03)"
    share = changed(kind=Kind.SHARE, value=0.2, lower=0.1, upper=0.3)
    assert wording.brief(share) == "20.0% (10.0 to 30.0)"
    assert wording.brief(changed(kind=Kind.DIFFERENCE, value=0.05, lower=None, upper=None)) == "+5.0"
