"""Shares and differences of shares. Outside values: UKHSA PHEindicatormethods, and the tables of Newcombe 1998."""

import json
from math import isnan, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.errors import InputError
from levelground.statistics.proportions import (
    Interval,
    check_whole,
    newcombe_difference,
    newcombe_difference_many,
    two_sided_z,
    wilson,
    wilson_many,
)

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "spc-and-rate-cases.json"

CONFIDENCES = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.998])


@st.composite
def counts(draw, *, smallest=1, largest=20_000):
    denominator = draw(st.integers(smallest, largest))
    return draw(st.integers(0, denominator)), denominator


def shared_cases():
    if not SHARED.exists():
        pytest.skip("the reference folder is not beside the repository")
    return json.loads(SHARED.read_text(encoding="utf-8"))["rates"]


# Wilson: PHEindicatormethods 2.1.0, tests/testthat/testdata_Byars_Wilson.xlsx and testdata_Proportion.xlsx.
@pytest.mark.parametrize(
    ("numerator", "denominator", "confidence", "lower", "upper"),
    [
        (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
        (65, 100, 0.998, 0.4954946574070431, 0.7783540614089697),
        (222, 3215, 0.95, 0.060791690363636595, 0.07833956681383633),
        (999, 3456, 0.95, 0.27418951080009872, 0.30440389662818056),
    ],
)
def test_wilson_gives_the_limits_of_phe_indicator_methods(numerator, denominator, confidence, lower, upper):
    interval = wilson(numerator, denominator, confidence)

    assert interval.value == numerator / denominator
    assert (interval.lower, interval.upper) == pytest.approx((lower, upper), rel=1e-12)
    assert (interval.method, interval.confidence) == ("wilson", confidence)


@pytest.mark.shared
def test_wilson_gives_every_limit_of_the_reference_file():
    rates = shared_cases()

    for block in rates["wilson_extra"]:
        value, lower, upper = wilson_many(block["x"], block["n"], block["confidence"])
        np.testing.assert_allclose(lower, block["lower"], rtol=1e-12, atol=1e-15)
        np.testing.assert_allclose(upper, block["upper"], rtol=1e-12)
        np.testing.assert_array_equal(value, np.divide(block["x"], block["n"]))
    for case in (case for case in rates["proportion"] if case["Denominator"]):
        for confidence, name in ((0.95, "95_0"), (0.998, "99_8")):
            interval = wilson(case["Numerator"], case["Denominator"], confidence)
            printed = (case[f"lower{name}cl"] / case["multiplier"], case[f"upper{name}cl"] / case["multiplier"])
            assert (interval.lower, interval.upper) == pytest.approx(printed, rel=1e-10)
    for case in (case for case in rates["wilson_byars"] if case["method"] == "Wilson"):
        interval = wilson(case["x"], case["n"], float(case["confidence"].removesuffix("%")) / 100)
        assert (interval.lower, interval.upper) == pytest.approx((case["lower"], case["upper"]), rel=1e-12)


def test_nobody_of_nobody_has_no_share_and_no_limits():
    assert wilson(0, 0) == Interval(None, None, None, "wilson", 0.95)


def test_z_is_exact():
    # scipy.special.ndtri(0.975) and ndtri(0.999)
    assert two_sided_z(0.95) == pytest.approx(1.959963984540054, abs=1e-15)
    assert two_sided_z(0.998) == pytest.approx(3.090232306167813, abs=1e-14)


@pytest.mark.parametrize("confidence", [0, 1, -0.1, 95])
def test_a_confidence_that_is_not_a_share_is_refused(confidence):
    with pytest.raises(InputError, match=r"0\.95"):
        wilson(1, 2, confidence)


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2), (1, 0), (float("nan"), 2)])
def test_counts_that_cannot_be_are_refused_singly_and_in_columns(numerator, denominator):
    with pytest.raises(InputError, match="numerator"):
        wilson(numerator, denominator)
    with pytest.raises(InputError, match="numerator"):
        wilson_many([1, numerator], [2, denominator])


def test_columns_of_different_length_are_refused():
    with pytest.raises(InputError, match="same length"):
        wilson_many([1, 2], [3])
    with pytest.raises(InputError, match="same length"):
        newcombe_difference_many([1, 2], [3, 3], [1], [3])


def test_a_part_of_a_person_is_refused_where_counts_must_be_whole():
    with pytest.raises(InputError, match="whole"):
        check_whole(np.array([1.0, 1.5]))


# Newcombe 1998, Statistics in Medicine 17: 873-890, Table II, method 10, cases (a) to (h).
NEWCOMBE_TABLE = [
    ((56, 70, 48, 80), 0.0524, 0.3339),
    ((9, 10, 3, 10), 0.1705, 0.8090),
    ((6, 7, 2, 7), 0.0582, 0.8062),
    ((5, 56, 0, 29), -0.0381, 0.1926),
    ((0, 10, 0, 20), -0.1611, 0.2775),
    ((0, 10, 0, 10), -0.2775, 0.2775),
    ((10, 10, 0, 20), 0.6791, 1.0000),
    ((10, 10, 0, 10), 0.6075, 1.0000),
]


@pytest.mark.parametrize(("table", "lower", "upper"), NEWCOMBE_TABLE)
def test_newcombe_gives_the_limits_printed_in_the_paper(table, lower, upper):
    interval = newcombe_difference(*table)

    assert (round(interval.lower, 4), round(interval.upper, 4)) == (lower, upper)
    assert interval.value == table[0] / table[1] - table[2] / table[3]
    assert interval.method == "newcombe_hybrid_score"


def test_a_difference_to_an_empty_group_is_undefined():
    undefined = Interval(None, None, None, "newcombe_hybrid_score", 0.95)

    assert newcombe_difference(0, 0, 1, 2) == undefined
    assert newcombe_difference(1, 2, 0, 0) == undefined


def test_columns_give_the_numbers_of_single_figures_and_nan_where_undefined():
    tables = [table for table, _, _ in NEWCOMBE_TABLE] + [(0, 0, 1, 2), (1, 2, 0, 0)]

    value, lower, upper = newcombe_difference_many(*zip(*tables, strict=True))

    for row, table in enumerate(tables):
        single = newcombe_difference(*table)
        if single.value is None:
            assert isnan(value[row])
            assert isnan(lower[row])
            assert isnan(upper[row])
        else:
            expected = (single.value, single.lower, single.upper)
            assert (value[row], lower[row], upper[row]) == pytest.approx(expected, abs=1e-15)


@pytest.mark.slow
@given(pair=counts(), confidence=CONFIDENCES)
@settings(deadline=None)
def test_wilson_limits_lie_within_0_and_1_and_hold_the_share(pair, confidence):
    interval = wilson(*pair, confidence)

    assert 0 <= interval.lower <= interval.value <= interval.upper <= 1


@pytest.mark.slow
@given(pair=counts(), confidence=CONFIDENCES)
@settings(deadline=None)
def test_wilson_limits_are_the_shares_at_which_the_score_test_just_rejects(pair, confidence):
    (numerator, denominator), z = pair, two_sided_z(confidence)

    interval = wilson(numerator, denominator, confidence)

    for limit in (interval.lower, interval.upper):
        distance = abs(numerator / denominator - limit)
        assert distance == pytest.approx(z * sqrt(limit * (1 - limit) / denominator), rel=1e-6, abs=1e-12)


@pytest.mark.slow
@given(pair=counts())
@settings(deadline=None)
def test_those_without_the_feature_have_the_mirrored_limits(pair):
    numerator, denominator = pair

    those, others = wilson(numerator, denominator), wilson(denominator - numerator, denominator)

    assert (those.lower, those.upper) == pytest.approx((1 - others.upper, 1 - others.lower), abs=1e-14)


@pytest.mark.slow
@given(pair=counts())
@settings(deadline=None)
def test_limits_rise_with_the_count_and_widen_with_the_confidence(pair):
    numerator, denominator = pair
    wider, interval = wilson(*pair, 0.998), wilson(*pair, 0.95)

    assert wider.lower <= interval.lower
    assert interval.upper <= wider.upper
    if numerator < denominator:
        more = wilson(numerator + 1, denominator)
        assert interval.lower < more.lower
        assert interval.upper <= more.upper


@pytest.mark.slow
@given(first=counts(), second=counts())
@settings(deadline=None)
def test_a_difference_holds_its_value_and_turns_its_sign_when_the_groups_are_swapped(first, second):
    one, other = newcombe_difference(*first, *second), newcombe_difference(*second, *first)

    assert -1 <= one.lower <= one.value <= one.upper <= 1
    assert (one.lower, one.value, one.upper) == (-other.upper, -other.value, -other.lower)


@pytest.mark.slow
@given(pairs=st.lists(counts(smallest=0), min_size=1, max_size=8))
@settings(deadline=None)
def test_wilson_in_columns_is_wilson_row_by_row(pairs):
    columns = wilson_many(*zip(*pairs, strict=True))

    singles = [wilson(*pair) for pair in pairs]
    expected = [[np.nan if v is None else v for v in (one.value, one.lower, one.upper)] for one in singles]
    np.testing.assert_allclose(np.column_stack(columns), expected, rtol=1e-13)
