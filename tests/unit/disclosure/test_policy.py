"""The named policies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from levelground.disclosure import policy as policy_module
from levelground.disclosure.policy import POLICIES, UNCONFIRMED

SOURCE = Path(policy_module.__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("name", "smallest_shown", "largest_hidden"),
    [("public", 5, 4), ("public_rounded", 8, 7), ("board", 5, 4), ("internal", 3, 2)],
)
def test_a_policy_hides_counts_up_to_its_limit_and_shows_zero(
    name: str, smallest_shown: int, largest_hidden: int
) -> None:
    policy = POLICIES[name]

    assert policy.is_small(1)
    assert policy.is_small(largest_hidden)
    assert not policy.is_small(smallest_shown)
    assert not policy.is_small(0)


@pytest.mark.parametrize("name", ["statutory_return", "already_public"])
def test_a_policy_that_hides_nothing_says_so(name: str) -> None:
    assert not POLICIES[name].hides
    assert not POLICIES[name].is_small(1)


def test_survey_minimum_without_a_count_threshold_still_hides() -> None:
    from dataclasses import replace

    assert replace(POLICIES["already_public"], survey_base_minimum=11).hides


@pytest.mark.parametrize(
    ("count", "rounded"), [(0, 0), (8, 10), (12, 10), (13, 15), (17, 15), (22, 20), (10_003, 10_005)]
)
def test_counts_are_rounded_to_the_nearest_five(count: int, rounded: int) -> None:
    assert POLICIES["public_rounded"].rounded(count) == rounded


def test_a_half_is_rounded_upwards() -> None:
    from dataclasses import replace

    assert replace(POLICIES["public_rounded"], rounding_base=10).rounded(15) == 20


def test_counts_stay_exact_without_a_rounding_base() -> None:
    assert POLICIES["public"].rounded(13) == 13


def test_only_figures_new_to_the_public_need_a_review_in_time() -> None:
    assert {name for name, policy in POLICIES.items() if policy.checks_review} == {"public", "public_rounded"}


def test_only_the_statutory_return_needs_a_purpose_and_is_marked() -> None:
    assert [name for name, policy in POLICIES.items() if policy.needs_purpose] == ["statutory_return"]
    assert "Not for publication." in POLICIES["statutory_return"].marks


def test_the_words_of_a_policy_name_its_numbers() -> None:
    """A number in the words that is not the policy's own would mislead its readers."""
    for policy in POLICIES.values():
        allowed = {1, 2, 5, 9, policy.threshold_count - 1, policy.survey_base_minimum, policy.rounding_base}
        allowed |= {policy.pay_minimum}
        assert {int(number) for number in re.findall(r"\d+", policy.words)} <= allowed


def test_what_is_unread_in_its_source_is_marked_to_be_confirmed() -> None:
    assert all(UNCONFIRMED in policy.source for name, policy in POLICIES.items() if policy.id != "already_public")


def test_no_other_file_holds_a_threshold() -> None:
    """Comparisons with the numbers of a policy anywhere else would be a second, hidden policy."""
    stray = re.compile(
        r"(threshold|survey_base_minimum|pay_minimum|rounding_base|MIN_BOARD)\w*\s*(=|<|>|<=|>=)\s*\d", re.IGNORECASE
    )
    files = [path for path in SOURCE.rglob("*.py") if path.name != "policy.py"]

    found = [
        f"{path.name}: {line}" for path in files for line in path.read_text("utf-8").splitlines() if stray.search(line)
    ]

    assert not found, f"thresholds stand in disclosure/policy.py: {found}"
