"""The pay gap's counts: pence, quarters, and the drivers of a gap."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from levelground.measures.compute import compute
from levelground.measures.model import CountKey, MeasureResult
from levelground.measures.pay import in_quarters, pence
from levelground.vocabulary.ethnicity import EthnicCategory
from tests.factories.folders import folder, many

A, H = EthnicCategory("A"), EthnicCategory("H")


def computed(rows: list[dict[str, object]]) -> MeasureResult:
    return compute(folder({"pay": rows}))  # type: ignore[arg-type]


@pytest.mark.parametrize(("text", "expected"), [("16.5", 1650), ("16.505", 1651), ("0", 0), (None, 0)])
def test_an_amount_is_whole_pence_a_half_upwards(text: str | None, expected: int) -> None:
    assert pence(text) == expected


def test_who_is_paid_nothing_on_the_day_is_not_counted() -> None:
    result = computed([*many(3), *many(2, hourly_pay="0.00"), *many(1, hourly_pay=None)])

    assert result.counts[CountKey("ZZ9", "2026-03-31", "pay.employees")] == 3


def test_people_with_one_pay_are_cut_in_proportion() -> None:
    # Eight people on one pay, six White and two Asian: each quarter of two has 1.5 and 0.5, so 2 and 0, or 1 and 1.
    found = in_quarters([(1000, Counter({A: 6, H: 2}))])

    assert [found[quarter].total() for quarter in "1234"] == [2, 2, 2, 2]
    assert sum(found[quarter][H] for quarter in "1234") == 2
    assert max(found[quarter][H] for quarter in "1234") == 1


amounts = st.dictionaries(st.integers(1, 30), st.tuples(st.integers(0, 9), st.integers(1, 9)), min_size=1)


@given(amounts)
def test_quarters_are_equal_in_order_and_lose_nobody(people: dict[int, tuple[int, int]]) -> None:
    ranked = [(amount, Counter({A: white, H: asian})) for amount, (white, asian) in sorted(people.items())]
    found = in_quarters(ranked)

    sizes = [found[quarter].total() for quarter in "1234"]
    assert max(sizes) - min(sizes) <= 1
    assert sum(found.values(), Counter()) == sum((codes for _, codes in ranked), Counter())


def drivers_of(result: MeasureResult, name: str) -> set[str | float]:
    pay = [cells for (measure, _), cells in result.pay.items() if measure == "pay_drivers"]
    return {dict(cell.drivers)[name] for cells in pay for cell in cells}


def test_a_driver_that_somebody_lacks_is_left_out() -> None:
    result = computed([*many(2, starting_pay="9.00", weekly_hours=20), *many(2, ethnic_category="H", weekly_hours=10)])

    named = {plan.breakdown[0][1] for plan in result.plans if plan.measure == "pay_drivers"}
    assert named == {"pay_band", "weekly_hours", "not_explained"}
    assert drivers_of(result, "weekly_hours") == {"half time or more", "less than half"}


def test_starting_pay_is_a_number_of_pence() -> None:
    result = computed([*many(2, starting_pay="9.005"), *many(2, starting_pay="8", ethnic_category="H")])

    assert drivers_of(result, "starting_pay") == {901.0, 800.0}


def test_the_years_do_not_mix() -> None:
    result = computed([*many(4), *many(8, period="2025-03-31", ethnic_category="H")])

    lowest = {(k.period, k.group): n for k, n in result.counts.items() if k.breakdown == (("pay_quarter", "1"),)}
    assert lowest["2026-03-31", "white"] == 1
    assert lowest["2025-03-31", "bme"] == 2
    assert lowest["2026-03-31", "bme"] == 0
