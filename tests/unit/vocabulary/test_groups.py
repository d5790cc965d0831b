"""Groupings: who belongs where, what adds up to what, and that no two groupings share a name."""

from __future__ import annotations

import pytest

from levelground.vocabulary import disability
from levelground.vocabulary.groups import BASIC, BROAD, DISABILITY, ETHNICITY, FULL, GROUPINGS, label, recognise_survey


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
@pytest.mark.parametrize("depth", [BASIC, BROAD, FULL])
def test_every_code_is_in_one_basic_group_and_in_one_part_of_each_group_above(grouping, depth: int) -> None:  # type: ignore[no-untyped-def]
    children = grouping.children(depth)
    for code in grouping.codes:
        belongs = set(grouping.of(code, depth))
        assert len(belongs & set(grouping.basics)) == 1
        for total, parts in children.items():
            assert len(belongs & set(parts)) == (1 if total == "all" or total in belongs else 0)


def test_an_empty_code_is_of_the_unknown() -> None:
    assert ETHNICITY.of(None, BASIC) == ("unknown",)
    assert DISABILITY.of(None, FULL) == ("disability_unknown",)


def test_no_two_groupings_share_a_group() -> None:
    assert not set(ETHNICITY.at(FULL)) & set(DISABILITY.at(FULL))


@pytest.mark.parametrize(
    ("text", "code"),
    [("Yes", "disabled"), (" NO ", "non_disabled"), ("Prefer Not To Answer", "not_declared"), ("purple", None)],
)
def test_a_declaration_is_read_or_is_not_known(text: str, code: str | None) -> None:
    assert disability.recognise(text) == code


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("Staff with a long-lasting health condition or illness", "disabled"),
        ("Non-disabled staff", "non_disabled"),
        ("White staff", "white"),
        ("Any other Asian background", "L"),
        ("Martian", None),
    ],
)
def test_a_survey_label_names_a_group_of_either_grouping(text: str, group: str | None) -> None:
    assert recognise_survey(text) == group


def test_every_group_has_words() -> None:
    assert [label(group) for group in DISABILITY.basics] == ["Non-disabled", "Disabled", "Not declared"]
    assert label("bme") == "BME"
    assert label("no group") == "no group"
