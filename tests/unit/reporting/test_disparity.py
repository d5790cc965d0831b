"""The race disparity ratio in words and tables."""

from __future__ import annotations

from levelground.measures import catalogue
from levelground.measures.model import Kind
from levelground.reporting import narrative
from levelground.reporting.breakdowns import Measured
from levelground.reporting.disparity import chart, disparity_tables
from levelground.reporting.tables import Selection
from tests.unit.reporting.test_wording import changed

DISPARITY = catalogue.load()["race_disparity"]
PERIOD = "2026-03-31"
FIGURE = changed(
    measure="race_disparity", kind=Kind.DISPARITY, value=3.0, lower=1.61, upper=5.6, period=PERIOD, variant=None,
    breakdown=(("cluster", "clinical"), ("step", "lower_to_middle")), group=None, compared="white_over_bme",
    numerator_group="white", denominator_group="bme", numerator_1=60, denominator_1=100, numerator_2=16,
    denominator_2=80,
)  # fmt: skip


def test_the_sentence_says_whose_ladder_narrows_more() -> None:
    said = narrative.sentence(FIGURE, DISPARITY)

    assert "the higher one is 3.00 times as large among White staff as among BME staff" in said
    assert "60 beside 100 White, 16 beside 80 BME staff" in said
    assert "does not include 1" in said


def test_the_table_names_the_four_counts_and_nothing_is_no_table() -> None:
    (table,) = disparity_tables(Measured(Selection((FIGURE,)), DISPARITY, PERIOD))

    ((head, cells),) = table.rows
    assert head == "Clinical: band 5 and below to 6 and 7"
    assert [cell.text for cell in cells[:5]] == ["60", "100", "16", "80", "3.00"]
    assert cells[2].attributes["data-breakdown"] == "cluster=clinical; tier=middle"
    assert disparity_tables(Measured(Selection(()), DISPARITY, PERIOD)) == []
    assert chart(Selection(()), DISPARITY, PERIOD, title="None") is None
