"""Funnels. Outside values: UKHSA PHEindicatormethods and FunnelPlotR where the reference folder is; metafor."""

import json
from math import asin, isnan, log, sqrt

import numpy as np
import pytest

from levelground.errors import InputError
from levelground.statistics import funnel, pooled
from levelground.statistics.funnel import OUTLIER, WARNING, Funnel, Scale
from levelground.statistics.proportions import wilson_many
from tests.unit.statistics.test_pooled import BCG

PHE_WORDS = {1: "High", -1: "Low"}


@pytest.fixture(scope="module")
def cases(shared):
    return json.loads((shared / "data" / "spc-and-rate-cases.json").read_text("utf-8"))["funnel"]


def test_limits_for_proportions_are_those_of_phe(cases):
    one, other = (case for case in cases["cases"] if case["statistic"] == "proportion")
    columns = ("Lower2s0025limit", "Upper2s0025limit", "Lower3s0001limit", "Upper3s0001limit")
    tables = [
        (one["limits"]["Baseline"][0], one["limits"]["Population"], *(one["limits"][name] for name in columns)),
        (100 * other["average"], *(other[name] for name in ("population", "lower_2s", "upper_2s"))),
    ]

    for average, population, *limits in tables:
        found = [
            end * 100
            for confidence in (WARNING, OUTLIER)
            for end in funnel.proportion_limits(average / 100, population, confidence)
        ]
        for ours, theirs in zip(found, limits, strict=False):
            assert ours == pytest.approx(np.array(theirs), abs=2e-6)


def test_phe_s_significance_is_a_wilson_interval_that_leaves_out_the_average(cases):
    for case in (case for case in cases["cases"] if case["statistic"] == "proportion"):
        x, n = np.array(case["numerator"]), np.array(case["denominator"])
        average = x.sum() / n.sum()

        for confidence, marks in ((WARNING, ("(0.025)", "(0.001)")), (OUTLIER, ("(0.001)",))):
            lower, upper = funnel.proportion_limits(average, n, confidence)
            beyond = (x / n < lower) | (x / n > upper)
            assert beyond.tolist() == [word.endswith(marks) for word in case["significance"]]
            _, low, high = wilson_many(x, n, confidence)
            assert beyond.tolist() == ((average < low) | (average > high)).tolist()


def _scores(case):
    """Values, standard errors and centre as FunnelPlotR's data types make them."""
    x, n = np.array(case["numerator"], dtype=float), np.array(case["denominator"], dtype=float)
    pooled_share = x.sum() / n.sum()
    return {
        "PR": lambda: (np.arcsin(np.sqrt(x / n)), 1 / (2 * np.sqrt(n)), asin(sqrt(pooled_share))),
        "SRSHMI": lambda: (np.log(x / n), 1 / np.sqrt(n), 0),
        "SRCQC": lambda: (np.sqrt(x / n), 1 / (2 * np.sqrt(n)), 1),
        "RC": lambda: (
            np.log((x + 0.5) / (n + 0.5)), np.sqrt(x / (x + 0.5) ** 2 + n / (n + 0.5) ** 2), log(pooled_share)
        ),
    }[case["data_type"] + (case["sr_method"] if case["data_type"] == "SR" else "")]()  # fmt: skip


def _truncated(values, errors, centre, trim_by):
    """FunnelPlotR's way for SHMI: the extreme scores are left out, not drawn in."""
    ranks = np.argsort(np.argsort((values - centre) / errors)) + 1
    parts = np.floor(ranks / trim_by / (len(values) + 1))
    kept = (parts > 0) & (parts < 1 / trim_by - 1)
    return values[kept], errors[kept], centre


def test_over_dispersion_is_that_of_funnelplotr(cases):
    for case in cases["overdispersion"]["cases"]:
        scores, trim_by = _scores(case), case["trim_by"]
        if case["sr_method"] == "SHMI":
            scores, trim_by = _truncated(*scores, trim_by), 0

        found = funnel.dispersion(*scores, trim_by)

        assert (found.phi, found.tau2) == pytest.approx((case["phi"], case["tau2"]), rel=1e-9, abs=1e-12)


def test_over_dispersed_limits_are_those_of_funnelplotr(cases):
    shares = [case for case in cases["overdispersion"]["cases"] if case["data_type"] == "PR"]
    assert len(shares) == 2
    for case in shares:
        made = funnel.proportions(case["numerator"], case["denominator"])
        errors = 1 / (2 * np.sqrt(np.array(case["n_seq"], dtype=float)))

        for confidence, name in ((WARNING, "95"), (OUTLIER, "998")):
            lower, upper = made.limits(errors, confidence)
            assert lower == pytest.approx(np.array(case[f"odll{name}"]), rel=2e-6)
            assert upper == pytest.approx(np.array(case[f"odul{name}"]), rel=2e-6)


def test_dispersion_without_winsorising_is_dersimonian_and_laird_s():
    # metafor, rma(measure = "RR", method = "DL") on dat.bcg: Q = 152.2330 around the weighted mean, tau^2 = 0.3088.
    made = funnel.relative_likelihoods(*BCG)
    weights = 1 / made.errors**2
    mean = float((weights * made.values).sum() / weights.sum())

    found = funnel.dispersion(made.values, made.errors, mean, winsorised=0)

    assert found.organisations == 13
    assert found.phi * 13 == pytest.approx(152.2330, abs=5e-5)
    assert found.tau2 == pytest.approx(0.3088, abs=5e-5)


def test_a_funnel_of_ratios_worked_by_hand():
    made = funnel.relative_likelihoods([20, 10], [100, 100], [10, 10], [100, 100])

    assert made.scale is Scale.LOG
    assert made.values == pytest.approx([log(2), 0])
    assert made.errors == pytest.approx([sqrt(1 / 20 + 1 / 10 - 2 / 100), sqrt(1 / 10 + 1 / 10 - 2 / 100)])
    assert made.centre == pytest.approx(log((20 + 10) / (10 + 10)))


def test_a_funnel_of_differences_worked_by_hand():
    made = funnel.differences([20, 10], [100, 100], [10, 10], [100, 100])

    assert made.values == pytest.approx([0.1, 0])
    assert made.errors == pytest.approx([sqrt(0.2 * 0.8 / 100 + 0.1 * 0.9 / 100), sqrt(2 * 0.1 * 0.9 / 100)])
    assert made.centre == pytest.approx((0.1 + 0) / 2)
    assert made.natural(np.array([0.25])).tolist() == [0.25]


def test_limits_of_differences_worked_by_hand():
    """Four scores of -1, -1, 1, 1 times 2 are 4 times as spread as chance: phi 4."""
    made = Funnel(Scale.PLAIN, np.array([-0.02, -0.02, 0.02, 0.02]), np.full(4, 0.01), 0.0)

    lower, upper = made.limits([0.01])

    # tau2 = (4 * 4 - 3) / (4 w - w) with w = 10,000.
    assert made.dispersion.phi == pytest.approx(4)
    assert made.dispersion.tau2 == pytest.approx(13 / 30_000)
    assert upper[0] == pytest.approx(3.090232 * sqrt(0.0001 + 13 / 30_000), rel=1e-6)
    assert lower[0] == -upper[0]


def test_no_more_variance_than_chance_adds_nothing():
    made = Funnel(Scale.PLAIN, np.array([-0.01, 0.01, 0.0]), np.full(3, 0.02), 0.0)

    assert made.dispersion.phi < 1
    assert made.dispersion.tau2 == 0


def test_one_organisation_alone_has_no_variance_between_organisations():
    assert funnel.dispersion([3.0], [1.0], 0.0).tau2 == 0


def test_only_what_lies_beyond_the_over_dispersed_limit_is_outside():
    """Forty alike and one far off: it is drawn in, so it does not widen the limits that find it."""
    values = np.array([*np.tile([-0.01, 0.01], 20), 0.09, np.nan])
    made = Funnel(Scale.PLAIN, values, np.append(np.full(41, 0.01), np.nan), 0.0)

    found = made.outside()

    assert found[:40].tolist() == [0] * 40
    assert found[40] == 1
    assert isnan(found[41])
    assert made.dispersion.tau2 < 0.0001


@pytest.mark.parametrize(
    ("kind", "counts"),
    [
        (funnel.relative_likelihoods, (0, 50, 5, 50)),
        (funnel.relative_likelihoods, (5, 50, 0, 50)),
        (funnel.relative_likelihoods, (0, 0, 5, 50)),
        (funnel.relative_likelihoods, (50, 50, 50, 50)),
        (funnel.differences, (0, 50, 0, 50)),
        (funnel.differences, (50, 50, 50, 50)),
        (funnel.differences, (0, 0, 5, 50)),
    ],
)
def test_an_organisation_without_a_standard_error_has_no_place(kind, counts):
    made = kind(*([number, 10 + place] for place, number in enumerate(counts)))

    assert isnan(made.values[0])
    assert isnan(made.errors[0])
    assert not isnan(made.values[1])
    assert made.dispersion.organisations == 1


def test_an_organisation_without_cases_still_counts_in_the_centre():
    made = funnel.relative_likelihoods([0, 10], [100, 100], [10, 10], [100, 100])

    assert made.centre == pytest.approx(log(10 / 20))


def test_a_funnel_of_nobody_has_no_centre_and_no_limits():
    empty = [
        funnel.relative_likelihoods([0], [0], [0], [0]),
        funnel.differences([0], [0], [0], [0]),
        funnel.proportions([0], [0]),
        funnel.proportions([], []),
    ]

    for made in empty:
        assert isnan(made.centre)
        assert isnan(made.dispersion.phi)
        assert made.dispersion.tau2 == 0
        assert np.isnan(made.limits([0.1])).all()


def test_a_share_s_limits_stay_between_0_and_1():
    made = funnel.proportions([1, 99], [100, 100])

    lower, upper = made.limits([1.0])

    assert (lower[0], upper[0]) == (0, 1)
    assert made.natural(np.array([made.centre])) == pytest.approx([0.5])


@pytest.mark.parametrize(("average", "people"), [(1.2, 10), (-0.1, 10), (0.5, 0), (float("nan"), 10)])
def test_limits_around_what_is_no_share_are_refused(average, people):
    with pytest.raises(InputError, match="average"):
        funnel.proportion_limits(average, [people])


def test_counts_that_cannot_be_counts_are_refused():
    with pytest.raises(InputError, match="numerator"):
        funnel.differences([3], [2], [1], [2])


def test_the_centre_is_the_common_difference():
    assert funnel.differences(*BCG).centre == pooled.difference(*BCG).value
