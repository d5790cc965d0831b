"""The senior bands in words, tables and picture. Values worked by hand."""

from __future__ import annotations

import pytest

from levelground.disclosure.released import Count, ReleasedFigure, Suppressed
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting import narrative, wording
from levelground.reporting.breakdowns import Measured
from levelground.reporting.model_employer import MOVED, NO_INTERVAL, chart, model_employer_tables, sentences
from levelground.reporting.tables import Selection
from tests.unit.reporting.test_wording import changed

BANDS = catalogue.load()["model_employer_bands"]
NOW = "2026-03-31"
HIDDEN = Suppressed("hidden")


def band(name: str, present: Count, target: int | None, *, period: str = NOW, apart: bool = False) -> ReleasedFigure:
    """A band of 20 people."""
    hidden = isinstance(present, Suppressed)
    return changed(
        measure="model_employer_bands", kind=Kind.HEADCOUNT, period=period, variant=None, group="bme", edition="2019",
        breakdown=((("cluster", "clinical"),) if apart else ()) + (("pay_band", name),),
        compared="target_minus_headcount", value=None if isinstance(present, Suppressed) or target is None
        else float(target - present), lower=None, upper=None, numerator_1=present, denominator_1=20, numerator_2=300,
        denominator_2=1000, parity_count=target, no_value=NoValue.SUPPRESSED if hidden else None,
    )  # fmt: skip


def tables(*figures: ReleasedFigure) -> dict[str, dict[str, list[str]]]:
    found = model_employer_tables(Measured(Selection(figures), BANDS, NOW))
    return {
        table.caption.partition(": ")[2]: {head: [cell.text for cell in cells] for head, cells in table.rows}
        for table in found
    }


def test_a_band_stands_against_its_target_and_its_line() -> None:
    rows = tables(band("8a", 4, 6, period="2018-03-31"), band("8a", 5, 6, period="2025-03-31"), band("8a", 5, 7))

    # In 2026 the line from 4 in 2018 to 6 in 2028 is at 4 + 2 x 8/10 = 5.6.
    assert rows["by pay band, clinical and non-clinical together"] == {
        "Band 8a": ["5", "20", "7", "2", "1", "5.6", "−0.6"]
    }
    assert rows["the line, year by year"] == {
        "Band 8a": ["4.0", "4.2", "4.4", "4.6", "4.8", "5.0", "5.2", "5.4", "5.6", "5.8", "6.0"]
    }


def test_kinds_of_post_have_a_table_of_their_own() -> None:
    rows = tables(band("8a", 8, 6, apart=True))

    assert rows == {"clinical and non-clinical apart": {"Clinical: Band 8a": ["8", "20", "6", "−2", "–"]}}
    assert tables() == {}


def test_what_is_hidden_says_so_and_what_follows_from_it_too() -> None:
    start_hidden = tables(band("8a", HIDDEN, None, period="2018-03-31"), band("8a", 5, 6))
    now_hidden = tables(band("8a", 4, 6, period="2018-03-31"), band("8a", HIDDEN, None))

    assert start_hidden["by pay band, clinical and non-clinical together"]["Band 8a"][-2:] == ["hidden", "hidden"]
    assert "the line, year by year" not in start_hidden
    cells = now_hidden["by pay band, clinical and non-clinical together"]["Band 8a"]
    # The year before is that of 2018: 6 - 4.
    assert cells == ["hidden", "20", "hidden", "hidden", "2", "5.6", "hidden"]


def test_a_band_without_a_line_says_why_beside_one_that_has_it() -> None:
    first = "2018-03-31"
    rows = tables(
        band("8a", 4, 6, period=first), band("8b", HIDDEN, None, period=first), band("9", 0, None, period=first),
        band("8a", 5, 6), band("8b", 5, 6), band("9", 0, None),
    )  # fmt: skip

    assert set(rows["the line, year by year"]["Band 8b"]) == {"hidden"}
    assert set(rows["the line, year by year"]["Band 9"]) == {"–"}
    assert rows["by pay band, clinical and non-clinical together"]["Band 9"][-2:] == ["–", "–"]


def test_the_last_year_ends_the_line() -> None:
    figure = band("8a", 4, 6, period="2028-03-31")

    table, *others = model_employer_tables(Measured(Selection((figure,)), BANDS, "2028-03-31"))

    assert [cell.text for cell in table.rows[0][1][-2:]] == ["–", "–"]
    assert others == []


def test_the_sentences_count_the_bands_and_blame_nobody() -> None:
    first = "2018-03-31"
    figures = (
        band("8a", 4, 6, period=first), band("8b", 1, 2, period=first), band("8c", 5, 5, period=first),
        band("8a", 5, 7), band("8b", 3, 2), band("8c", HIDDEN, None),
    )  # fmt: skip

    said = sentences(Selection(figures), BANDS, NOW)

    assert said == (
        "On 31 March 2026 2 of the 3 bands from 8a up may be shown. To have the workforce’s BME share, these need more "
        "BME staff: Band 8a: 2.",
        "Against the straight line from 2018 to 2028, 1 of the 2 bands that can be placed is below it and 1 on it or "
        "above. The line ends at the target as it was in 2018; the table’s target is this year’s.",
        NO_INTERVAL,
    )


def test_the_sentences_say_when_there_is_nothing_to_say() -> None:
    assert sentences(Selection(()), BANDS, NOW) == ()
    assert sentences(Selection((band("8a", 7, 7),)), BANDS, NOW)[:2] == (
        "On 31 March 2026 1 of the 1 bands from 8a up may be shown. None of these needs more BME staff to have the "
        "workforce’s BME share.",
        MOVED,
    )
    assert "may be shown: this year’s" in sentences(Selection((band("8a", HIDDEN, None),)), BANDS, NOW)[1]


def test_the_picture_has_a_panel_for_each_band_that_may_be_shown() -> None:
    figures = (band("8a", 4, 6, period="2024-03-31"), band("8a", 5, 6), band("9", HIDDEN, None))

    drawn = chart(Selection(figures), BANDS, NOW, title="Bands")

    assert drawn is not None
    assert "Band 8a" in drawn.svg
    assert drawn.absent == ("Band 9",)
    assert chart(Selection((band("9", HIDDEN, None),)), BANDS, NOW, title="Bands") is None


@pytest.mark.parametrize(
    ("present", "target", "words"), [(5, 7, "2 more"), (8, 7, "1 fewer"), (7, 7, "as many as there are")]
)
def test_a_figure_says_what_the_workforces_share_would_be(present: int, target: int, words: str) -> None:
    said = narrative.sentence(band("8c", present, target), BANDS)

    assert said.startswith(f"Band 8c: {present} of 20 staff are BME, 31 March 2026; ")
    assert said.endswith(f"at the workforce’s share it would be {target}, {words}.")


def test_a_headcount_below_0_has_its_sign() -> None:
    assert wording.value_text(band("8a", 9, 7)) == "−2"
    assert wording.people_text(None) == "–"
