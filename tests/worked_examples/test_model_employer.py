"""Runs the worked example of the senior bands, and follows their counts through the gate."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from fractions import Fraction

import pytest

from levelground.disclosure.ledger import EMPTY
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure, ReleasedResult, Suppressed
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import CountKey, NoValue
from levelground.measures.model_employer import trajectory
from levelground.statistics.rounding import half_up
from levelground.statistics.trajectory import Line
from tests.factories.folders import folder, many
from tests.worked_examples.test_catalogue import lines_of, worked

CODES = {"white": "A", "bme": "H", "unknown": "Z"}
AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
Rows = list[dict[str, object]]


def released(posts: Sequence[dict[str, object]], policy: str, **given: object) -> ReleasedResult:
    made = folder({"staff": posts}, **given)  # type: ignore[arg-type]
    return release(compute(made), request=ReleaseRequest(POLICIES[policy], AT), definitions=catalogue.load())[0]  # type: ignore[arg-type]


def bands(shown: ReleasedResult, period: str = "2026-03-31") -> dict[str, ReleasedFigure]:
    """The figures of the bands by their names, clinical:8a where kinds of post are apart."""
    return {
        ":".join(value for _, value in figure.breakdown): figure
        for figure in shown.figures
        if figure.measure == "model_employer_bands" and figure.period == period
    }


def test_worked_example_comes_out_as_worked_by_hand() -> None:
    lines = lines_of(catalogue.load()["model_employer_bands"])
    posts: Rows = [
        row
        for line in lines
        if line["line"] == "post"
        for row in many(int(line["numerator"]), pay_band=line["breakdown"], ethnic_category=CODES[line["group"]])
    ]

    found = bands(released(posts, "already_public"))

    for line in (line for line in lines if line["line"] == "figure"):
        figure, target = found[line["breakdown"]], line["figure"] == "target"
        assert (figure.parity_count if target else figure.value) == float(line["expected"])
        assert half_up(worked(line["working"]), 0) == int(line["expected"])


def test_the_line_of_the_worked_example_is_the_statistic() -> None:
    (line,) = (line for line in lines_of(catalogue.load()["model_employer_bands"]) if line["line"] == "line")

    assert Line(2, 4, 2018, 2028).at(2021) == worked(line["working"]) == Fraction(line["expected"])


def test_a_band_adds_up_its_kinds_of_post_and_each_has_its_own_figure() -> None:
    posts: Rows = [
        *many(80), *many(20, ethnic_category="H"), *many(6, pay_band="8a"),
        *many(2, pay_band="8a", ethnic_category="H"), *many(4, pay_band="8a", cluster="non_clinical"),
    ]  # fmt: skip

    found = bands(released(posts, "already_public"))

    # Of 112 staff 22 are BME: 12 x 22/112 = 2.36, 8 x 22/112 = 1.57, 4 x 22/112 = 0.79.
    together, clinical, other = found["8a"], found["clinical:8a"], found["non_clinical:8a"]
    assert (together.numerator_1, together.denominator_1, together.parity_count, together.value) == (2, 12, 2, 0.0)
    assert (clinical.parity_count, clinical.value) == (2, 0.0)
    assert (other.parity_count, other.value) == (1, 1.0)
    assert (together.lower, together.upper, together.method) == (None, None, "headcount to parity")


def test_a_band_with_nobody_in_it_has_no_target() -> None:
    figure = bands(released(many(9), "already_public"))["9"]

    assert figure.no_value is NoValue.ZERO_OVER_ZERO
    assert figure.reason == "There is no target: nobody is in this band."


def test_an_error_in_the_bands_stops_the_measure() -> None:
    shown = released(many(9), "already_public", stopped=frozenset({("staff", "pay_band")}))

    (figure,) = bands(shown).values()
    assert figure.no_value is NoValue.STOPPED_BY_FINDING


def senior(period: str, clinical_bme: int, other_bme: int) -> Rows:
    """A trust of one year with two kinds of posts in band 8a and 80 people below."""
    year: dict[str, object] = {"period": period}
    return [
        *many(60, **year), *many(20, ethnic_category="H", **year),
        *many(30, pay_band="8a", **year), *many(clinical_bme, pay_band="8a", ethnic_category="H", **year),
        *many(30, pay_band="8a", cluster="non_clinical", **year),
        *many(other_bme, pay_band="8a", cluster="non_clinical", ethnic_category="H", **year),
        *many(10, pay_band="5", ethnic_category="Z", **year),
    ]  # fmt: skip


def test_a_band_is_shown_where_all_its_kinds_of_post_are_and_hidden_where_one_is() -> None:
    open_one = bands(released(senior("2026-03-31", 8, 9), "public"))["8a"]
    closed = released(senior("2026-03-31", 8, 2), "public")

    assert open_one.numerator_1 == 17
    assert isinstance(bands(closed)["8a"].numerator_1, Suppressed)
    assert bands(closed)["8a"].no_value is NoValue.SUPPRESSED


def test_a_policy_that_lets_totals_tell_hides_only_small_bands() -> None:
    """Internal: counts of 1 and 2 are hidden, and may be worked out from totals."""
    shown = bands(released(senior("2026-03-31", 8, 2), "internal"))
    few = bands(released(senior("2026-03-31", 1, 1), "internal"))

    assert isinstance(shown["non_clinical:8a"].numerator_1, Suppressed)
    assert shown["8a"].numerator_1 == 10
    assert isinstance(few["8a"].numerator_1, Suppressed)


def test_bands_cost_no_other_count_and_stay_out_of_the_ledger() -> None:
    result = compute(folder({"staff": senior("2026-03-31", 8, 2)}))  # type: ignore[arg-type]
    request = ReleaseRequest(POLICIES["public"], AT)

    shown, ledger = release(result, request=request, definitions=catalogue.load(), ledger=EMPTY)
    again, _ = release(result, request=request, definitions=catalogue.load(), ledger=ledger)

    band = CountKey("ZZ9", "2026-03-31", "staff.workforce", (("pay_band", "8a"),), "bme")
    assert band in shown.counts
    assert band not in {*ledger.entries[0].shown, *ledger.entries[0].hidden}
    assert again.counts == shown.counts


def test_the_line_starts_in_its_first_year_or_at_the_earliest_snapshot() -> None:
    plan = trajectory()

    assert plan.starts_at(["2026-03-31", "2018-03-31", "2017-03-31"]) == "2018-03-31"
    assert plan.starts_at(["2026-03-31", "2024-03-31"]) == "2024-03-31"


def test_the_start_of_the_line_has_its_bands_though_older_years_have_none() -> None:
    years = ("2018-03-31", "2024-03-31", "2025-03-31", "2026-03-31")
    shown = released([row for year in years for row in senior(year, 8, 2)], "public")

    start = bands(shown, "2018-03-31")
    assert start.keys() == {"8a", "8b", "8c", "8d", "9", "vsm"}
    assert start["8a"].numerator_1 == 10
    assert bands(shown, "2024-03-31") == {}
    # Behind it stand the kinds of post: they are protected, and shown by nothing.
    apart = (("cluster", "clinical"), ("pay_band", "8a"))
    assert not any(key.breakdown == apart and key.period == "2018-03-31" for key in shown.counts)


@pytest.mark.parametrize("policy", ["public", "public_rounded", "board"])
def test_no_band_is_shown_beside_one_hidden_part(policy: str) -> None:
    for few in (1, 2, 4, 7):
        shown = released(senior("2026-03-31", 20, few), policy)
        counts = {key: count for key, count in shown.counts.items() if key.breakdown[-1:] == (("pay_band", "8a"),)}
        for key in (key for key in counts if len(key.breakdown) == 1):
            parts = [count for other, count in counts.items() if len(other.breakdown) == 2 and other.group == key.group]
            hidden = any(isinstance(count, Suppressed) for count in parts)
            assert isinstance(counts[key], Suppressed) == hidden


def test_at_the_start_of_the_line_the_few_who_are_not_bme_are_protected_too() -> None:
    """10 in the band and 9 of them BME, both shown, would say that one is not."""
    start: dict[str, object] = {"period": "2018-03-31"}
    few: Rows = [*many(80, **start), *many(20, ethnic_category="H", **start), *many(1, pay_band="8a", **start)]
    few += many(9, pay_band="8a", ethnic_category="H", **start)
    later = [row for year in ("2025-03-31", "2026-03-31") for row in senior(year, 8, 9)]

    figure = bands(released([*few, *later], "public"), "2018-03-31")["8a"]

    assert isinstance(figure.numerator_1, Suppressed) or isinstance(figure.denominator_1, Suppressed)
