"""A measure across organisations, as numbers: places, q-values, who goes together, and why there is no funnel."""

from __future__ import annotations

import pytest

from levelground.disclosure.released import Suppressed
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue
from levelground.reporting import benchmark as module
from levelground.reporting.benchmark import Place, benchmark, four, p_value, together
from levelground.statistics import funnel, pooled
from levelground.statistics.many_comparisons import q_values
from levelground.statistics.parity import hypergeometric_mid_p
from levelground.statistics.relative_likelihood import mid_p
from tests.factories.comparisons import gap, gaps, ratio

DEFINITIONS = catalogue.load()
GAPS = DEFINITIONS["wres_8"]


def test_only_the_one_far_off_is_an_outlier() -> None:
    made = benchmark(gaps(), GAPS)

    assert [one.figure.organisation for one in made.outliers] == ["ZZ1"]
    assert made.of("ZZ1").place is Place.OUTLIER_HIGH  # type: ignore[union-attr]
    assert made.of("ZA00").place is Place.INSIDE  # type: ignore[union-attr]
    assert made.of("nobody") is None


def test_the_numbers_are_those_of_the_funnel() -> None:
    figures = gaps()
    columns = [list(column) for column in zip(*(four(figure) or () for figure in figures), strict=True)]
    expected = funnel.differences(*columns)

    made = benchmark(figures, GAPS)

    assert made.funnel is not None
    assert (made.funnel.centre, made.funnel.dispersion) == (expected.centre, expected.dispersion)
    assert made.standings[0].precision == 1 / expected.errors[0]
    assert made.standings[0].value == pytest.approx(15 / 100 - 7 / 100)


@pytest.mark.parametrize(
    ("counts", "place"),
    [
        ((20, 1000, 200, 2000), Place.OUTLIER_LOW),
        ((120, 1000, 140, 2000), Place.LOW),
        ((185, 1000, 140, 2000), Place.HIGH),
    ],
)
def test_each_side_has_its_words(counts: tuple[int, int, int, int], place: Place) -> None:
    """Forty alike at 15 % and 7 %; for the other one a standard error of about 0.012, so limits about 0.025 away."""
    alike = [gap(f"ZA{n:02d}", (1500 + 10 * (n % 3), 10_000, 1400, 20_000)) for n in range(40)]

    made = benchmark([*alike, gap("ZZ2", counts)], GAPS)

    assert made.of("ZZ2").place is place  # type: ignore[union-attr]


def test_every_test_for_no_difference_has_its_q_within_the_indicator() -> None:
    figures = gaps()
    expected = q_values([mid_p(*counts) or 0 for figure in figures if (counts := four(figure))])

    made = benchmark(figures, GAPS)

    assert [one.q_value for one in made.standings] == pytest.approx(expected.tolist())
    assert made.examined == 21


def test_an_organisation_of_an_earlier_period_is_listed_but_not_compared() -> None:
    made = benchmark([*gaps(), gap("OLD", (15, 100, 70, 1000), period="2024-03-31")], GAPS)

    old = made.of("OLD")
    assert old is not None
    assert (old.place, old.q_value, old.precision) == (Place.NONE, None, None)
    assert made.examined == 21


def test_hidden_counts_have_no_place() -> None:
    hidden = gap("HID", (15, 100, 70, 1000), numerator_1=Suppressed("small"), value=None, no_value=NoValue.SUPPRESSED)

    made = benchmark([*gaps(), hidden], GAPS)

    assert four(hidden) is None
    assert made.of("HID").place is Place.NONE  # type: ignore[union-attr]
    assert made.of("HID").q_value is None  # type: ignore[union-attr]


def test_a_ratio_without_cases_has_no_place_but_a_test() -> None:
    figures = [ratio(f"ZA{n}", (10 + n, 1000, 20 + n, 3000)) for n in range(12)]

    made = benchmark([*figures, ratio("NIL", (0, 300, 5, 1000))], DEFINITIONS["wres_3"])

    nil = made.of("NIL")
    assert nil is not None
    assert (nil.place, nil.value) == (Place.NONE, None)
    assert nil.q_value is not None


def test_too_few_organisations_have_no_funnel_and_are_told_how_many_it_needs() -> None:
    made = benchmark(gaps(5), GAPS)

    assert made.funnel is None
    assert "at least 10" in made.why_none
    assert "6 have them" in made.why_none
    assert {one.place for one in made.standings} == {Place.NONE}


def test_without_any_counts_there_is_no_funnel() -> None:
    bare = {f"{part}_{side}": None for part in ("numerator", "denominator") for side in (1, 2)}
    made = benchmark([gap(f"ZA{n}", (15, 100, 70, 1000), **bare) for n in range(3)], GAPS)

    assert "0 have them" in made.why_none
    assert made.examined == 0


@pytest.mark.parametrize(
    ("measure", "words"), [("wres_1", module.NO_FUNNEL_OF_SHARES), ("wres_9", module.NO_FUNNEL_OF_BOARDS)]
)
def test_shares_of_everyone_and_boards_have_no_funnel_and_say_why(measure: str, words: str) -> None:
    figures = [gap(f"ZA{n:02d}", (15, 100, 70, 1000), measure=measure, base="all") for n in range(20)]

    made = benchmark(figures, DEFINITIONS[measure])

    assert (made.funnel, made.why_none) == (None, words)


def test_together_is_each_compared_within_itself_with_the_middle_half() -> None:
    figures = [gap(f"ZA{n}", (10 + 10 * n, 100, 10, 100)) for n in range(5)]
    made = benchmark(figures, GAPS)

    found = together(made.standings, [f"ZA{n}" for n in range(5)])

    assert found is not None
    assert found.common == pooled.difference([10, 20, 30, 40, 50], [100] * 5, [10] * 5, [100] * 5)
    assert found.middle_half == pytest.approx((0.1, 0.3))
    assert found.organisations == ("ZA0", "ZA1", "ZA2", "ZA3", "ZA4")


def test_two_organisations_go_together_but_have_no_middle_half_and_one_does_not() -> None:
    figures = [ratio("ZA1", (10, 100, 20, 400)), ratio("ZA2", (12, 100, 30, 400)), ratio("ZA3", (12, 100, 30, 400))]
    made = benchmark(figures, DEFINITIONS["wres_3"])

    found = together(made.standings, ["ZA1", "ZA2", "elsewhere"])

    assert found is not None
    assert found.common == pooled.ratio([10, 12], [100, 100], [20, 30], [400, 400])
    assert found.middle_half is None
    assert together(made.standings, ["ZA1"]) is None
    assert together(made.standings, []) is None


def test_a_figure_s_own_p_value_goes_first_and_a_share_has_none() -> None:
    assert p_value(ratio("ZA1", (10, 100, 20, 400), p_value=0.25)) == 0.25
    assert p_value(gap("ZA1", (10, 100, 20, 400))) == mid_p(10, 100, 20, 400)
    assert p_value(gap("ZA1", (10, 100, 20, 400), kind=Kind.SHARE)) is None


def test_a_band_is_tested_as_a_part_of_its_workforce() -> None:
    band = gap("ZA1", (30, 100, 200, 1000), measure="wres_1", base="all", group="bme")

    assert p_value(band) == hypergeometric_mid_p(30, 100, 200, 1000)
    assert p_value(gap("ZA1", (30, 100, 200, 1000), base="all", numerator_2=Suppressed("small"))) is None
    assert p_value(gap("ZA1", (30, 100, 200, 1000), base="all", value=None)) is None
