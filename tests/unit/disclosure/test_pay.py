"""Whose pay may be shown, and what nobody may work out from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from itertools import chain, combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from levelground.disclosure.pay import payable
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedFigure
from levelground.measures import catalogue
from levelground.measures.compute import compute
from levelground.measures.model import CountKey, Kind, MeasureResult, PayCell, Sum
from tests.factories.folders import folder, many

PUBLIC = POLICIES["public"]
AT = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)


def key(group: str, *breakdown: tuple[str, str]) -> CountKey:
    return CountKey("ZZ9", "2026-03-31", "pay.employees", breakdown, group)


def result(heads: Mapping[CountKey, int], *sums: Sum, **pence: int) -> MeasureResult:
    """People who all have £10 an hour, but for one with what `pence` says for the group."""
    pay = {
        ("pay_gap_mean", one): (PayCell(1000, n - 1), PayCell(pence.get(one.group, 1000), 1))
        for one, n in heads.items()
    }
    return MeasureResult(heads, sums, (), (), {"pay_gap_mean": "2023"}, "", pay=pay)  # type: ignore[arg-type]


def shown(raw: MeasureResult, policy: str = "public") -> set[str]:
    return {one.group for _, one in payable(raw, dict(raw.counts), POLICIES[policy])}


def test_a_group_below_the_minimum_has_no_pay() -> None:
    raw = result({key("white"): 900, key("bme"): 50, key("unknown"): 49})

    assert shown(raw) == {"white", "bme"}
    assert shown(raw, "already_public") == {"white", "bme", "unknown"}


def test_what_is_left_of_a_total_is_never_a_few() -> None:
    # BME 300 is 200 and 60 and 30 and 10: the two that are small are 40 together, so the 60 go too.
    heads = {"bme": 300, "asian": 200, "black": 60, "mixed": 30, "other": 10}
    line = Sum(key("bme"), tuple(key(group) for group in ("asian", "black", "mixed", "other")))

    assert shown(result({key(group): n for group, n in heads.items()}, line)) == {"bme", "asian"}


def test_a_total_whose_parts_are_all_too_small_together_goes_itself() -> None:
    line = Sum(key("bme"), (key("asian"),))
    raw = result({key("bme"): 49, key("asian"): 49}, line)

    assert shown(raw) == set()
    wide = result({key("bme"): 60, key("asian"): 49, key("other"): 0}, Sum(key("bme"), (key("asian"), key("other"))))
    assert shown(wide) == set()


def test_one_very_large_amount_hides_the_mean() -> None:
    # 59 people at £10 are £590; one at £7,000 is more than ten times that, and the second knows nearly all of it.
    heads = {key("white"): 900, key("bme"): 60}

    assert shown(result(heads, bme=700_000)) == {"white"}
    assert shown(result(heads, bme=500_000)) == {"white", "bme"}
    assert shown(result(heads, bme=700_000), "already_public") == {"white", "bme"}


def figures(rows: list[dict[str, object]], policy: str = "public") -> list[ReleasedFigure]:
    released, _ = release(
        compute(folder({"pay": rows})),  # type: ignore[arg-type]
        request=ReleaseRequest(POLICIES[policy], AT),
        definitions=catalogue.load(),
    )
    return [figure for figure in released.figures if figure.measure.startswith("pay_")]


def means(rows: list[dict[str, object]], kind: Kind) -> list[ReleasedFigure]:
    """The figures of the mean pay gap for everyone."""
    return [f for f in figures(rows) if f.measure == "pay_gap_mean" and f.kind is kind and not f.breakdown]


def test_a_gap_travels_with_its_counts_and_names_the_group_it_is_measured_from() -> None:
    rows = [*many(60, hourly_pay="20.00"), *many(55, hourly_pay="15.005", ethnic_category="H")]

    (gap,) = [f for f in means(rows, Kind.GAP) if f.compared == "white_minus_bme"]

    # 1501 pence, rounded once: (20 - 15.01) / 20 = 0.2495
    assert gap.value == 0.250
    assert (gap.denominator_1, gap.denominator_2) == (60, 55)
    assert (gap.numerator_group, gap.denominator_group) == ("white", "bme")
    assert gap.method == "bonett price log ratio"


def test_an_amount_is_in_pounds_and_pence_and_a_group_without_people_has_none() -> None:
    rows = [*many(60, hourly_pay="20.00"), *many(59, hourly_pay="15.00", ethnic_category="H")]
    rows += many(1, hourly_pay="15.01", ethnic_category="H")

    found = {figure.group: figure for figure in means(rows, Kind.AMOUNT)}

    assert found["asian"].value == 15.0
    assert found["black"].value is None
    assert "nobody who is paid" in str(found["black"].reason)


def test_a_small_group_has_a_reason_and_no_pay() -> None:
    rows = [*many(60, hourly_pay="20.00"), *many(40, hourly_pay="15.00", ethnic_category="H")]

    measures = ("pay_gap_mean", "pay_drivers")
    gaps = [f for f in figures(rows) if f.measure in measures and f.compared == "white_minus_bme"]

    assert {f.value for f in gaps} == {None}
    assert all(f.suppressed and "pay" in str(f.reason) for f in gaps if f.denominator_2 == 40)


POSTS = st.tuples(st.sampled_from("ADHNSZ"), st.sampled_from(("clinical", "non_clinical")), st.integers(1, 60))


@settings(max_examples=40)
@given(st.lists(POSTS, min_size=1, max_size=14))
def test_no_sum_of_pay_of_a_few_can_be_worked_out(posts: list[tuple[str, str, int]]) -> None:
    """An attacker has every shown mean times its people; a shown total less any shown parts of it is never a few."""
    rows = [row for code, cluster, n in posts for row in many(n, ethnic_category=code, cluster=cluster)]
    raw = compute(folder({"pay": rows}))  # type: ignore[arg-type]
    known = {one for measure, one in payable(raw, dict(raw.counts), PUBLIC) if measure == "pay_gap_mean"}

    for line in raw.sums:
        if line.total in known:
            parts = [part for part in line.parts if part in known]
            left = {raw.counts[line.total] - sum(raw.counts[p] for p in some) for some in _all(parts)}
            assert not any(0 < people < PUBLIC.pay_minimum for people in left)


def _all(parts: list[CountKey]) -> chain[tuple[CountKey, ...]]:
    return chain.from_iterable(combinations(parts, size) for size in range(len(parts) + 1))
