"""What shows only when claims about one thing are laid side by side."""

from __future__ import annotations

import pytest

from levelground.measures.claims import check
from tests.unit.measures.test_claims import COUNTS, DEFINITIONS, claim


def test_two_pages_that_print_different_values_are_both_named() -> None:
    pages = [
        claim("one", "wres_1", bme_share_percent="21"),
        claim("two", "wres_1", bme_share_percent="22.0", total="3296"),
        claim("else", "wres_9", bme_share_percent="17"),
    ]

    one, two, other = check(pages, DEFINITIONS)

    assert (one.slips, two.slips, other.slips) == (("pages_disagree",), ("pages_disagree",), ())
    assert "printed 21 here and 22.0 in claim two" in one.explanation


def test_two_pages_that_differ_by_rounding_agree() -> None:
    pages = [claim("one", ratio="1.8"), claim("two", ratio="1.83"), claim("three", ratio="n/a")]

    assert [found.slips for found in check(pages, DEFINITIONS)] == [(), (), ()]


def test_the_page_whose_counts_confirm_it_is_not_named() -> None:
    pages = [claim("counts", **COUNTS, ratio="1.50"), claim("other", ratio="1.20")]

    counts, other = check(pages, DEFINITIONS)

    assert (counts.adds_up, other.slips) == (True, ("pages_disagree",))


def test_two_pages_that_give_the_same_values_to_opposite_groups_are_named() -> None:
    pages = [
        claim("summary", "wres_6", white_rate_percent="25.5", bme_rate_percent="19.9"),
        claim("detail", "wres_6", white_rate_percent="19.9", bme_rate_percent="25.5", difference="5.6"),
    ]

    summary, detail = check(pages, DEFINITIONS)

    assert (summary.slips, detail.slips) == (("swapped_groups",), ("swapped_groups",))
    assert "opposite groups" in summary.explanation


def test_one_value_given_to_opposite_groups_is_enough_where_a_page_prints_only_one() -> None:
    pages = [
        claim("summary", "wres_5", white_rate_percent="44.3", bme_rate_percent="32.8"),
        claim("detail", "wres_5", bme_rate_percent="44.3"),
    ]

    assert {found.slips for found in check(pages, DEFINITIONS)} == {("swapped_groups",)}


def test_two_pages_that_print_another_total_disagree() -> None:
    pages = [claim("one", "wres_1", total="3296"), claim("two", "wres_1", total="3,316")]

    assert {found.slips for found in check(pages, DEFINITIONS)} == {("pages_disagree",)}


def test_two_pages_that_only_half_cross_disagree_and_are_not_swapped() -> None:
    pages = [
        claim("one", "wres_6", white_rate_percent="25.5", bme_rate_percent="19.9"),
        claim("two", "wres_6", white_rate_percent="19.9", bme_rate_percent="30.1"),
    ]

    assert {found.slips for found in check(pages, DEFINITIONS)} == {("pages_disagree",)}


@pytest.mark.parametrize(("theirs", "hint"), [("0.65", "inverted_ratio"), ("1.25", "threshold_printed_as_value")])
def test_two_pages_with_a_ratio_that_only_one_slip_turns_into_the_other(theirs: str, hint: str) -> None:
    _, found = check([claim("one", ratio="1.54"), claim("two", ratio=theirs)], DEFINITIONS)

    assert found.slips == (hint, "pages_disagree")
