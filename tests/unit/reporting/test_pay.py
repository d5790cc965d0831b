"""The pay gap in words, tables and pictures."""

from __future__ import annotations

import pytest

from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.reporting import narrative, pay_charts, wording
from levelground.reporting.breakdowns import Measured
from levelground.reporting.pay_tables import pay_tables
from levelground.reporting.tables import FigureTable, Selection
from tests.factories.releases import report_input
from tests.unit.reporting.test_wording import changed

MEAN = catalogue.load()["pay_gap_mean"]
PERIOD = "2026-03-31"


def gap(value: float | None, lower: float | None = -0.02, upper: float | None = 0.2, **more: object) -> object:
    said = {"numerator_group": "white", "denominator_group": "bme", "denominator_1": 900, "denominator_2": 300}
    return changed(
        measure="pay_gap_mean", kind=Kind.GAP, value=value, lower=lower, upper=upper, compared="white_minus_bme",
        numerator_1=None, numerator_2=None, **{**said, **more},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0.083, "The mean ordinary hourly pay of BME staff is 8.3% lower than that of White staff (gap 8.3%"),
        (-0.026, "is 2.6% higher than that of White staff (gap −2.6%"),
        (0.0, "is the same as that of White staff (gap 0.0%"),
    ],
)
def test_a_gap_is_said_with_its_side_its_interval_and_its_people(value: float, said: str) -> None:
    sentence = narrative.sentence(gap(value), MEAN)  # type: ignore[arg-type]

    assert said in sentence
    assert "95% interval −2.0% to 20.0%" in sentence
    assert "300 BME and 900 White staff, 31 March 2026" in sentence
    assert "includes 0" in sentence


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (wording.amount_text(5000), "£5,000.00"),
        (wording.amount_text(16.505), "£16.51"),
        (wording.amount_text(None), "–"),
        (wording.gap_text(-0.0264), "−2.6%"),
        (wording.value_label("driver", "pay_band"), "Pay band"),
        (wording.value_label("pay_quarter", "4"), "Highest paid quarter"),
        (wording.counts_text(gap(0.1)), "900 White; 300 BME"),  # type: ignore[arg-type]
    ],
)
def test_pay_is_written_in_its_own_units(said: str, expected: str) -> None:
    assert said == expected


def test_the_parts_of_a_gap_are_said_as_parts_and_not_as_causes() -> None:
    parts = [gap(0.044, None, None, breakdown=(("driver", "pay_band"),)), gap(None, breakdown=(("driver", "x"),))]

    said = narrative.drivers_sentence(parts)  # type: ignore[arg-type]

    assert "+4.4 with pay band" in said
    assert "No part is a cause" in said
    assert narrative.drivers_sentence(parts[1:]) == ""  # type: ignore[arg-type]


def tables(measure: str) -> list[FigureTable]:
    material = report_input()
    return pay_tables(Measured(material.selection, material.definitions[measure], PERIOD))


def test_the_tables_give_people_amount_gap_and_interval() -> None:
    whole, clusters, bands = tables("pay_gap_median")

    assert whole.heads == ("Group", "People", "Median hourly pay", "Gap to White", "95% interval", "Year before")
    assert [head for head, _ in whole.rows][:3] == ["White", "BME", "Unknown"]
    white, bme = whole.rows[0][1], whole.rows[1][1]
    assert white[1].text.startswith("£")
    assert white[2].text == "–"
    assert bme[2].text.endswith("%")
    assert bme[0].attributes["data-item"] == "pay.employees"
    assert clusters.caption == "Median pay gap: by clinical, non-clinical and medical"
    assert bands.caption == "Median pay gap: by pay band"
    assert bands.groups[-1] == ("White minus BME", 3)


def test_a_measure_without_figures_has_no_table_and_no_picture() -> None:
    empty = Selection(())
    drivers = catalogue.load()["pay_drivers"]

    assert pay_tables(Measured(empty, MEAN, PERIOD)) == []
    assert pay_tables(Measured(empty, drivers, PERIOD)) == []
    assert pay_charts.chart(empty, MEAN, PERIOD, title="None") is None


def test_the_picture_names_what_it_leaves_out_band_by_band() -> None:
    drawn = pay_charts.chart(report_input().selection, MEAN, PERIOD, title="Gaps")

    assert drawn is not None
    assert "Mixed or multiple ethnic groups" in drawn.svg + " ".join(drawn.absent)
    assert all(one.count(": ") <= 1 for one in drawn.absent)


def test_the_breakdown_without_an_amount_of_a_group_says_nothing_of_it() -> None:
    where = (("cluster", "medical"),)
    amount = changed(measure=MEAN.id, kind=Kind.AMOUNT, group="white", value=None, breakdown=where, period=PERIOD)

    (table,) = pay_tables(Measured(Selection((amount,)), MEAN, PERIOD))

    ((_, cells),) = table.rows
    assert [cell.text for cell in cells[2:4]] == ["–", "–"]
