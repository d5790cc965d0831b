"""Which counts are hidden, and that what is hidden is protected."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from levelground.disclosure.audit import feasible_ranges
from levelground.disclosure.linkage import link
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.suppress import Hiding, Memory, suppress
from levelground.measures.model import CountKey, MeasureResult, Subset, Sum

from .tables import count_plan, key, raw, two_way

PUBLIC = POLICIES["public"]
ALL, WHITE, BME, UNKNOWN = key(), key("white"), key("bme"), key("unknown")
ANSWERED, SAID_YES = key("bme", item="survey.wres_5.answered"), key("bme", item="survey.wres_5.counted")


def hidden(result: MeasureResult, policy: str = "public", memory: Memory = Memory()) -> set[CountKey]:  # noqa: B008
    linked = link(result)
    return {linked.keys[i] for i in suppress(linked, POLICIES[policy], memory).hidden}


def groups(white: int, bme: int, unknown: int) -> MeasureResult:
    counts = {ALL: white + bme + unknown, WHITE: white, BME: bme, UNKNOWN: unknown}
    return raw(counts, sums=[Sum(ALL, (WHITE, BME, UNKNOWN))])


def test_a_small_count_takes_the_next_smallest_with_it() -> None:
    assert hidden(groups(90, 20, 3)) == {UNKNOWN, BME}


def test_two_small_counts_with_little_between_them_need_a_third() -> None:
    # 1 + 2 = 3 is what the total leaves: neither could then be 4.
    assert hidden(groups(90, 1, 2)) == {BME, UNKNOWN, WHITE}


def test_zeros_are_shown_and_large_counts_need_no_company() -> None:
    assert hidden(groups(90, 20, 0)) == set()


def test_a_count_without_a_total_is_hidden_alone() -> None:
    assert hidden(raw({WHITE: 4, BME: 5})) == {WHITE}


def test_a_total_of_a_small_count_and_zeros_is_hidden_too() -> None:
    assert hidden(groups(0, 3, 0)) == {ALL, BME}


def test_a_small_remainder_hides_the_part_as_well_as_the_whole_needs() -> None:
    """20 shortlisted and 18 appointed give away the 2 who were not."""
    appointed = key("white", item="recruitment.appointed")
    result = raw({WHITE: 20, appointed: 18}, subsets=(Subset(appointed, WHITE),))

    assert hidden(result) == {appointed}


def test_a_small_count_that_no_figure_shows_is_protected_from_those_that_are_shown() -> None:
    counts = {ALL: 60, WHITE: 40, BME: 17, UNKNOWN: 3}
    result = raw(counts, sums=[Sum(ALL, (WHITE, BME, UNKNOWN))], plans=[count_plan(k) for k in (ALL, WHITE, BME)])

    assert hidden(result) == {BME}


def test_policies_without_complementary_hiding_hide_small_counts_only() -> None:
    assert hidden(groups(90, 3, 2), "internal") == {UNKNOWN}


def test_a_survey_group_below_the_minimum_is_hidden_with_its_answers_even_none() -> None:
    counts = {ANSWERED: 10, SAID_YES: 0}
    result = raw(counts, subsets=(Subset(SAID_YES, ANSWERED),))

    assert hidden(result) == {ANSWERED, SAID_YES}
    assert hidden(result, "board") == set()


def test_a_survey_group_of_eleven_is_shown() -> None:
    assert hidden(raw({ANSWERED: 11, SAID_YES: 5}, subsets=(Subset(SAID_YES, ANSWERED),))) == set()


def test_answers_that_no_figure_shows_need_no_mask() -> None:
    result = raw({ANSWERED: 9, SAID_YES: 2}, subsets=(Subset(SAID_YES, ANSWERED),), plans=[count_plan(ANSWERED)])

    assert hidden(result) == {ANSWERED}


def test_what_was_hidden_before_stays_hidden() -> None:
    result = groups(90, 20, 30)
    place = link(result).place

    assert hidden(result, memory=Memory(hidden=frozenset({place[WHITE]}))) >= {WHITE, BME}


def test_a_count_hidden_before_that_is_now_zero_stays_hidden() -> None:
    result = groups(90, 20, 0)
    place = link(result).place

    assert UNKNOWN in hidden(result, memory=Memory(hidden=frozenset({place[UNKNOWN]})))


def test_what_is_known_is_not_hidden_in_vain() -> None:
    result = groups(90, 20, 3)
    place = link(result).place

    assert hidden(result, memory=Memory(known=frozenset({place[BME]}))) == {UNKNOWN, WHITE}


def test_where_all_else_is_known_the_gate_says_that_nothing_can_protect() -> None:
    linked = link(groups(90, 20, 3))
    known = frozenset(linked.place[k] for k in (ALL, WHITE, BME))

    found = suppress(linked, PUBLIC, Memory(known=known))

    assert found == Hiding(frozenset({linked.place[UNKNOWN]}), frozenset({linked.place[UNKNOWN]}))


def test_a_total_of_two_groups_above_zero_may_be_known_to_be_two() -> None:
    """Zeros are shown, so a total over two groups that are not 0 cannot be 1: no hiding can change that."""
    inner = {key("bme", "5"): 3, key("asian", "5"): 2, key("black", "5"): 1, key("other", "5"): 0}
    total, *parts = inner

    assert hidden(raw(inner, sums=[Sum(total, tuple(parts))])) == set(inner) - {key("other", "5")}


def test_the_least_that_zeros_allow_is_found_across_several_equations() -> None:
    """Who was not appointed: two groups of whom nobody was, so at least 2, though no single equation says so."""
    above = {key(g, "5", item="appointed"): n for g, n in (("bme", 10), ("asian", 0), ("black", 0), ("other", 10))}
    below = {key(g, "5", item="shortlisted"): n for g, n in (("bme", 12), ("asian", 1), ("black", 1), ("other", 10))}
    sums = [Sum(total, tuple(parts)) for total, *parts in (above, below)]
    linked_pairs = ("bme", "other")
    subsets = tuple(Subset(key(g, "5", item="appointed"), key(g, "5", item="shortlisted")) for g in linked_pairs)
    linked = link(raw({**above, **below}, sums=sums, subsets=subsets))

    found = suppress(linked, PUBLIC, Memory())

    assert found.unprotected == frozenset()
    assert {linked.place[k] for k in above if not above[k]}.isdisjoint(found.hidden)


def spread(*by_band: int) -> MeasureResult:
    """BME people of the whole organisation and by band."""
    inner = {key("bme", f"b{n}"): number for n, number in enumerate(by_band)}
    return raw({BME: sum(by_band), **inner}, sums=[Sum(BME, tuple(inner))])


def test_a_few_people_spread_over_many_rows_do_not_hide_their_total() -> None:
    """1 + 1 + 1 + 1 + 2 = 6: with zeros shown, none could be 4, so the rows are withdrawn with their zeros."""
    result = spread(1, 1, 1, 1, 2, 0)

    assert hidden(result) == set(result.counts) - {BME}


def test_without_zeros_to_hide_the_total_is_hidden() -> None:
    result = spread(1, 1, 1, 1, 2)

    assert hidden(result) == set(result.counts)


def test_a_breakdown_that_is_mostly_shown_is_not_withdrawn_for_a_headline() -> None:
    inner = {key("bme", f"b{n}"): number for n, number in enumerate((20, 30, 40, 0))}
    base = groups(90, 90, 3)
    result = replace(
        base, counts={**base.counts, **inner}, plans=(*base.plans, *map(count_plan, inner)),
        sums=(*base.sums, Sum(BME, tuple(inner))),
    )  # fmt: skip

    assert key("bme", "b3") not in hidden(result)


def test_a_withdrawal_that_saves_no_headline_is_not_made() -> None:
    """The total is needed to protect its groups, whatever is done to the bands."""
    inner = {key("bme", "5"): 20, key("bme", "6"): 0}
    base = groups(90, 20, 3)
    result = replace(
        base, counts={**base.counts, **inner}, plans=(*base.plans, *map(count_plan, inner)),
        sums=(*base.sums, Sum(BME, tuple(inner))),
    )  # fmt: skip

    assert key("bme", "6") not in hidden(result)


def test_counts_that_nobody_sees_and_nobody_needs_are_left_alone() -> None:
    apart = {key("all", "5"): 80, key("white", "5"): 50, key("bme", "5"): 30}
    total, *parts = apart
    result = groups(90, 20, 3)
    both = replace(result, counts={**result.counts, **apart}, sums=(*result.sums, Sum(total, tuple(parts))))

    assert hidden(both) == {UNKNOWN, BME}


def test_inner_counts_are_hidden_before_totals() -> None:
    found = hidden(two_way([[20, 3, 30], [15, 25, 40], [12, 18, 22]]))

    assert all(k.breakdown and k.group != "all" for k in found)
    assert len(found) == 4  # a rectangle


def is_protected(result: MeasureResult, names: set[CountKey]) -> bool:
    """By HiGHS: small ones may be 1 to 4, or from as low as with every count above 0 hidden; others 5 wide."""
    ranges = feasible_ranges(result, names)
    floors = feasible_ranges(result, [k for k, n in result.counts.items() if n])
    for k, (low, high) in ranges.items():
        top = 10**9 if high is None else high
        small = PUBLIC.is_small(result.counts[k])
        if (low > floors[k][0] or top < PUBLIC.threshold_count - 1) if small else top - low < PUBLIC.threshold_count:
            return False
    return True


@pytest.mark.slow
@pytest.mark.parametrize(
    "table",
    [
        # Source: spc-and-rate-cases.json, disclosure_control: small counts that margins give away, or nearly.
        [[20, 3, 30], [15, 25, 40], [12, 18, 22]],
        [[20, 3, 4], [15, 25, 40], [12, 18, 22]],
        [[1, 1, 30], [1, 1, 40], [12, 18, 22]],
        [[2, 9, 3], [4, 2, 9], [9, 3, 2]],
    ],
)
def test_known_tables_that_give_small_counts_away_are_protected(table: list[list[int]]) -> None:
    result = two_way(table)

    assert is_protected(result, hidden(result))


@pytest.mark.slow
@pytest.mark.shared
def test_the_tables_of_the_reference_file_are_protected(shared: Path) -> None:
    cases = json.loads((shared / "data" / "spc-and-rate-cases.json").read_text(encoding="utf-8"))["disclosure_control"]
    for table in [case["table"] for case in cases if "table" in case]:
        result = two_way(table)
        small = {k for k, n in result.counts.items() if PUBLIC.is_small(n)}

        found = hidden(result)

        assert small <= found
        assert is_protected(result, found)
        assert hidden(result) == found


def test_hidden_counts_are_the_same_every_time() -> None:
    result = two_way([[2, 9, 3, 40], [4, 2, 9, 30], [9, 3, 2, 20], [50, 60, 70, 80]])
    backwards = replace(result, plans=tuple(reversed(result.plans)))

    assert hidden(result) == hidden(result) == hidden(backwards)


def test_harassment_by_managers_or_colleagues_is_hidden_before_the_indicator_that_joins_them() -> None:
    """Of 20 people of one group, 18 by managers and 9 by colleagues, 2 met with colleagues alone: something is hidden.

    Indicator 6 of two other groups is hidden already (3 people in one of them), so that its third group would be the
    cheapest to hide.
    """

    def at(item: str, group: str) -> CountKey:
        return key(group, item=f"survey.{item}.counted")

    numbers = {"q14b_or_c": (3, 10, 20), "q14b": (0, 30, 18), "q14c": (0, 40, 9)}
    counts = {at(item, group): n for item, ns in numbers.items() for group, n in zip("DHN", ns, strict=True)}
    counts |= {at(item, "bme"): sum(ns) for item, ns in numbers.items()}
    sums = [Sum(at(item, "bme"), tuple(at(item, group) for group in "DHN")) for item in numbers]
    shown = raw(counts)
    both, managers, colleagues = at("q14b_and_c", "N"), at("q14b", "N"), at("q14c", "N")
    alone = {one: replace(one, item=f"{one.item}.alone") for one in (managers, colleagues)}
    behind = {both: 7, alone[managers]: 11, alone[colleagues]: 2}
    sums += [Sum(managers, (both, alone[managers])), Sum(colleagues, (both, alone[colleagues]))]
    sums += [Sum(at("q14b_or_c", "N"), (managers, alone[colleagues]))]

    found = hidden(replace(shown, counts={**counts, **behind}, sums=tuple(sums)))

    assert at("q14b_or_c", "N") not in found
    assert found & {managers, colleagues}
