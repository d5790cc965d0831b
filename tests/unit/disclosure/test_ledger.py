"""What earlier releases leave behind."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from levelground.disclosure.ledger import EMPTY, Entry, Ledger
from levelground.disclosure.linkage import link
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import release
from levelground.disclosure.suppress import Memory
from levelground.errors import InputError
from levelground.measures.model import CountKey

from .tables import key, raw, request

WHITE, BME = key("white"), key("bme", "8a")
ENTRY = Entry("public", "1", "public", "2025-06-01", "abc", ("wres_1",), None, None, (WHITE,), (BME,), "0")


def memory(counts: dict[CountKey, int], *entries: Entry, policy: str = "public") -> Memory:
    return Ledger(entries).memory(link(raw(counts)), POLICIES[policy])


def test_a_ledger_comes_back_from_its_text_the_same() -> None:
    ledger = EMPTY.after(ENTRY).after(
        replace(ENTRY, policy="statutory_return", purpose="return", recipient="NHS England")
    )

    assert Ledger.from_json(ledger.to_json()) == ledger


def test_a_ledger_holds_no_count() -> None:
    _, ledger = release(raw({WHITE: 4242, BME: 4}), request=request(), definitions={})

    assert "4242" not in ledger.to_json()
    assert ledger.entries[0].shown == (WHITE,)
    assert ledger.entries[0].hidden == (BME,)
    assert ledger.entries[0].measures == ("wres_1",)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": "other", "entries": []}',
        '{"format": "levelground-ledger-1", "entries": [{}]}',
    ],
)
def test_text_that_is_no_ledger_is_refused_rather_than_taken_as_empty(text: str) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        Ledger.from_json(text)


def test_a_ledger_with_a_broken_entry_is_refused() -> None:
    content = json.loads(EMPTY.after(ENTRY).to_json())
    content["entries"][0]["shown"] = [{"organisation": "ZZ9"}]

    with pytest.raises(InputError):
        Ledger.from_json(json.dumps(content))


def test_what_was_shown_to_the_public_is_known_and_what_was_hidden_stays_hidden() -> None:
    assert memory({WHITE: 90, BME: 6}, ENTRY) == Memory(frozenset({0}), frozenset({1}))


def test_counts_that_are_not_in_the_new_release_are_passed_over() -> None:
    assert memory({key("asian"): 90}, ENTRY) == Memory()


def test_the_board_knows_what_the_public_knows_but_may_see_more() -> None:
    assert memory({WHITE: 90, BME: 6}, ENTRY, policy="board") == Memory(frozenset({0}), frozenset())


def test_the_public_does_not_know_what_the_board_has_seen() -> None:
    assert memory({WHITE: 90, BME: 6}, replace(ENTRY, policy="board", audience="board")) == Memory()


def test_the_board_remembers_its_own_papers() -> None:
    papers = replace(ENTRY, policy="board", audience="board")

    assert memory({WHITE: 90, BME: 6}, papers, policy="board") == Memory(frozenset({0}), frozenset({1}))


def test_a_statutory_return_is_nobodys_knowledge() -> None:
    sent = replace(ENTRY, policy="statutory_return", audience="statutory_return")

    assert memory({WHITE: 90, BME: 6}, sent) == Memory()
    assert memory({WHITE: 90, BME: 6}, sent, policy="statutory_return") == Memory()


def test_a_count_that_its_policy_would_have_hidden_has_changed_since() -> None:
    """It was shown as 5 or more, or as 0; now it is 3: nobody knows that."""
    assert memory({WHITE: 3}, ENTRY) == Memory()
    assert memory({WHITE: 3}, replace(ENTRY, policy="already_public")) == Memory(frozenset({0}), frozenset())


def test_a_survey_group_that_its_policy_would_have_hidden_has_changed_since() -> None:
    base = key("bme", item="survey.wres_5.answered")

    assert memory({base: 10}, replace(ENTRY, shown=(base,), hidden=())) == Memory()


def test_what_was_shown_once_does_not_stay_hidden() -> None:
    later = replace(ENTRY, shown=(BME,), hidden=(WHITE,))

    assert memory({WHITE: 90, BME: 6}, ENTRY, later) == Memory(frozenset({0, 1}), frozenset())


def test_a_policy_that_no_longer_exists_counts_as_public() -> None:
    assert memory({WHITE: 3}, replace(ENTRY, policy="forgotten")) == Memory(frozenset({0}), frozenset())
