"""From a patients' counts return to a raw result: which figures there are, and on which counts they stand."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.extracts.counts_return import CountsRow
from levelground.measures import catalogue
from levelground.measures.model import CountKey, Kind, MeasureResult, NoValue, Subset
from levelground.measures.patients import from_patients, of_everyone

DAY = dt.date(2026, 3, 31)
Q = "deprivation_quintile"


def row(group: str, above: int, below: int, quintile: str = "", measure: str = "patients_waiting") -> CountsRow:
    breakdown = ((Q, quintile),) if quintile else ()
    return CountsRow("ZZ9", DAY, measure, group, above, below, breakdown, 2)


def six(group: str, above: int, below: int, measure: str = "patients_waiting") -> list[CountsRow]:
    return [row(group, above, below, quintile, measure) for quintile in ("1", "2", "3", "4", "5", "unknown")]


def result(*rows: CountsRow) -> MeasureResult:
    return from_patients(rows, source_hash="h")


def shown(raw: MeasureResult, policy: str = "already_public") -> tuple[ReleasedFigure, ...]:
    request = ReleaseRequest(POLICIES[policy], dt.datetime(2026, 11, 23, tzinfo=dt.UTC))
    return release(raw, request=request, definitions=catalogue.load())[0].figures


def common(*rows: CountsRow, policy: str = "already_public") -> ReleasedFigure:
    (found,) = (figure for figure in shown(result(*rows), policy) if figure.kind is Kind.COMMON_RATIO)
    return found


def test_everyone_is_the_sum_of_the_quintiles_unknown_included_unless_given() -> None:
    added, given = result(*six("white", 5, 10)), result(row("white", 31, 61), *six("white", 5, 10))
    key = CountKey("ZZ9", "2026-03-31", "patients.waiting", (), "white")

    assert added.counts[key] == 6 * 10
    assert given.counts[key] == 61


def test_bme_is_the_sum_of_its_four_groups_where_all_are_given() -> None:
    four = [row(group, 1, 10) for group in ("asian", "black", "mixed", "other")]
    key = CountKey("ZZ9", "2026-03-31", "patients.waiting", (), "bme")

    assert result(*four).counts[key] == 40
    assert key not in result(*four[:3]).counts
    assert result(*four, row("bme", 4, 41)).counts[key] == 41


def test_every_finer_group_stands_over_white() -> None:
    found = shown(result(row("white", 20, 100), row("asian", 30, 100), row("bme", 30, 100)))

    ratios = {figure.group: figure for figure in found if figure.kind is Kind.RATIO}
    assert ratios.keys() == {None, "asian"}
    assert ratios["asian"].value == (30 / 100) / (20 / 100)
    assert ratios["asian"].compared == "asian_over_white"


def test_without_white_patients_there_is_no_comparison_and_the_reason_is_said() -> None:
    found = shown(result(row("bme", 30, 100), row("asian", 30, 100)))

    (ratio,) = (figure for figure in found if figure.kind is Kind.RATIO)
    assert ratio.no_value is NoValue.GROUP_MISSING
    assert ratio.reason == "The return does not give white."


def test_a_finer_group_has_a_common_ratio_where_it_is_given_in_every_fifth() -> None:
    rows = [*six("white", 20, 100), *six("bme", 30, 100), *six("asian", 30, 100), row("black", 3, 10)]

    found = {figure.group: figure for figure in shown(result(*rows)) if figure.kind is Kind.COMMON_RATIO}

    assert found.keys() == {None, "asian"}
    assert found["asian"].value == 1.5


def test_a_common_ratio_of_fifths_with_nobody_in_one_group_leaves_them_out() -> None:
    """Fifth 1: 30 of 100 over 20 of 100; in the others there are no BME patients."""
    white = six("white", 20, 100)
    bme = [row("bme", 30, 100, "1"), *(row("bme", 0, 0, q) for q in ("2", "3", "4", "5", "unknown"))]

    assert common(*white, *bme).value == 1.5


def test_a_common_ratio_without_cases_has_no_value_and_says_why() -> None:
    nowhere = common(*six("white", 0, 100), *six("bme", 0, 100))
    no_white = common(*six("white", 0, 100), *six("bme", 9, 100))

    assert (nowhere.no_value, no_white.no_value) == (NoValue.ZERO_OVER_ZERO, NoValue.ZERO_DENOMINATOR)
    assert "in no fifth" in str(nowhere.reason)
    assert "no upper end" in str(no_white.reason)


def test_a_common_ratio_of_more_than_there_are_is_stopped() -> None:
    """Under a policy that rounds, a count can come out above the one it is out of."""
    assert common(*six("white", 11, 10), *six("bme", 9, 10)).no_value is NoValue.STOPPED_BY_FINDING


def test_a_common_ratio_is_hidden_where_one_of_its_fifths_is() -> None:
    rows = [*six("white", 200, 1000), *six("bme", 300, 1000)]
    rows[6] = row("bme", 3, 1000, "1")

    assert common(*rows, policy="public").no_value is NoValue.SUPPRESSED


def test_completeness_compares_the_most_with_the_least_deprived_fifth() -> None:
    name = "patients_ethnicity_recorded"
    rows = six("all", 80, 100, name)
    rows[4] = row("all", 95, 100, "5", name)

    (found,) = (figure for figure in shown(result(*rows)) if figure.kind is Kind.DIFFERENCE)

    assert of_everyone() == [name]
    assert found.value == pytest.approx(80 / 100 - 95 / 100)
    assert (found.numerator_1, found.denominator_1, found.numerator_2, found.denominator_2) == (80, 100, 95, 100)


def test_completeness_without_one_of_the_two_fifths_says_so_and_without_any_has_no_comparison() -> None:
    name = "patients_ethnicity_recorded"
    one = shown(result(row("all", 80, 100, "1", name), row("all", 180, 300, "", name)))
    none = shown(result(row("all", 180, 300, "", name)))

    (found,) = (figure for figure in one if figure.kind is Kind.DIFFERENCE)
    assert found.no_value is NoValue.GROUP_MISSING
    assert "the most and the least deprived fifth" in str(found.reason)
    assert [figure.kind for figure in none] == [Kind.SHARE]


def test_who_waits_a_year_is_tied_to_who_waits_18_weeks() -> None:
    """Otherwise the two would give away how many lie between, be it ever so few."""
    waits = [row("white", 40, 100), row("white", 37, 100, measure="patients_long_wait")]
    start = ("ZZ9", "2026-03-31")
    longer = CountKey(*start, "patients.waiting_over_52_weeks", (), "white")
    shorter = CountKey(*start, "patients.waiting_over_18_weeks", (), "white")

    assert Subset(longer, shorter) in result(*waits).subsets
    shares = {figure.measure: figure for figure in shown(result(*waits), "public") if figure.kind is Kind.SHARE}
    assert any(figure.suppressed for figure in shares.values())
