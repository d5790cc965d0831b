"""The gate as a whole."""

from __future__ import annotations

import copy
import datetime as dt
import logging
import pickle
from dataclasses import replace

import pytest

from levelground.disclosure.ledger import EMPTY, Ledger
from levelground.disclosure.release import LESS_PROTECTED, SHOWN_BEFORE, release
from levelground.disclosure.released import ReleasedResult, Suppressed
from levelground.errors import DisclosureError
from levelground.measures.model import CountKey, Kind, MeasureResult, NoValue, Sum

from .tables import definition, key, plan, raw, request

ALL, WHITE, BME, UNKNOWN = key(), key("white"), key("bme"), key("unknown")


def groups(white: int, bme: int, unknown: int) -> MeasureResult:
    counts = {ALL: white + bme + unknown, WHITE: white, BME: bme, UNKNOWN: unknown}
    plans = [plan(Kind.SHARE, k, ALL, measure="wres_1") for k in (WHITE, BME, UNKNOWN)]
    return raw(counts, sums=[Sum(ALL, (WHITE, BME, UNKNOWN))], plans=plans)


def let_through(result: MeasureResult, policy: str = "public", ledger: Ledger = EMPTY, **fields: str) -> ReleasedResult:
    return release(result, request=request(policy, **fields), definitions={}, ledger=ledger)[0]


def hidden(released: ReleasedResult) -> set[CountKey]:
    return {k for k, count in released.counts.items() if isinstance(count, Suppressed)}


def test_figures_on_hidden_counts_are_hidden_with_the_same_reason() -> None:
    white, bme, unknown = let_through(groups(90, 20, 3)).figures

    assert white.value == 0.796  # 90 / 113 = 0.79646
    assert bme.suppressed
    assert unknown.suppressed
    assert bme.reason == unknown.reason
    assert (bme.value, bme.lower, bme.upper, bme.denominator_1) == (None, None, None, 113)


def test_totals_are_never_worked_out_again_from_what_is_left() -> None:
    """The trap of a peer that published 10,053 for 10,335: engine notes of this project, part 1."""
    assert let_through(groups(90, 20, 3)).counts[ALL] == 113


def test_a_release_carries_where_it_comes_from() -> None:
    result = replace(groups(90, 20, 30), notices=("Synthetic data.",))

    released = let_through(result, "statutory_return", purpose="WRES 2026", recipient="NHS England")

    assert (released.policy, released.audience) == ("statutory_return", "statutory_return")
    assert (released.purpose, released.recipient) == ("WRES 2026", "NHS England")
    assert (released.source_hash, released.released_at) == ("made-up", "2026-06-01T12:00:00+00:00")
    assert released.editions == {"wres_1": "2016"}
    assert released.notices == ("Not for publication.", "Synthetic data.")


def test_counts_that_no_figure_shows_stay_behind() -> None:
    result = raw({WHITE: 90, BME: 20}, plans=[plan(Kind.SHARE, WHITE)])

    assert let_through(result).counts == {WHITE: 90}


def test_rounded_figures_are_worked_out_from_rounded_counts() -> None:
    (figure,) = let_through(raw({BME: 13, ALL: 52}, plans=[plan(Kind.SHARE, BME, ALL)]), "public_rounded").figures

    assert (figure.numerator_1, figure.denominator_1, figure.value) == (15, 50, 0.3)


def test_nothing_is_hidden_in_a_statutory_return_but_it_needs_purpose_and_recipient() -> None:
    result = groups(90, 20, 3)

    assert hidden(let_through(result, "statutory_return", purpose="WRES 2026", recipient="NHS England")) == set()
    for fields in ({}, {"purpose": "WRES 2026"}, {"recipient": "NHS England"}):
        with pytest.raises(DisclosureError, match="purpose or a recipient"):
            let_through(result, "statutory_return", **fields)


@pytest.mark.parametrize(("policy", "stops"), [("public", True), ("board", False), ("already_public", False)])
def test_a_lapsed_review_stops_publication_only(policy: str, stops: bool) -> None:
    late = definition("wres_1", next_review=dt.date(2026, 5, 31))

    def go() -> object:
        return release(groups(90, 20, 30), request=request(policy), definitions={"wres_1": late})

    if stops:
        with pytest.raises(DisclosureError, match="lapsed: wres_1"):
            go()
    else:
        go()


def test_a_review_due_on_the_day_of_release_has_not_lapsed() -> None:
    due = definition("wres_1", next_review=dt.date(2026, 6, 1))

    released, _ = release(groups(90, 20, 30), request=request(), definitions={"wres_1": due, "other": due})

    assert released.figures[0].base == "known"


def test_a_second_release_hides_what_the_first_one_hid() -> None:
    first, ledger = release(groups(90, 20, 3), request=request(), definitions={})

    second = let_through(replace(groups(90, 20, 30), source_hash="changed"), ledger=ledger)

    assert hidden(first) == {BME, UNKNOWN}
    assert hidden(second) >= {BME, UNKNOWN}


def test_what_was_shown_before_is_not_used_to_protect() -> None:
    _, ledger = release(groups(90, 20, 30), request=request(), definitions={})

    released = let_through(replace(groups(90, 20, 3), source_hash="changed"), ledger=ledger)

    assert UNKNOWN in hidden(released)
    assert released.notices == (LESS_PROTECTED,)  # everything else is known: the change gives it away


def test_a_small_count_that_was_public_before_is_hidden_again_and_this_is_said() -> None:
    _, ledger = release(groups(90, 20, 3), request=request("already_public"), definitions={})

    released = let_through(groups(90, 20, 3), ledger=ledger)

    assert hidden(released) == {UNKNOWN}
    assert released.notices == (SHOWN_BEFORE,)


def test_a_figure_stopped_beforehand_does_not_tell_of_a_hidden_count() -> None:
    """ "More people are counted than are in post" would say that a hidden 2 is below the numerator."""
    stopped = plan(
        Kind.SHARE, WHITE, BME, no_value=NoValue.STOPPED_BY_FINDING, because="More are counted than there are."
    )

    (figure,) = let_through(raw({WHITE: 9, BME: 2}, plans=[stopped])).figures

    assert figure.no_value is NoValue.SUPPRESSED
    assert "More" not in str(figure.reason)


def test_no_marked_value_leaves_by_log_error_or_text(caplog: pytest.LogCaptureFixture) -> None:
    marked = raw({ALL: 4242, WHITE: 4240, BME: 1}, sums=[Sum(ALL, (WHITE, BME))])
    caplog.set_level(logging.DEBUG)

    with pytest.raises(DisclosureError) as error:
        let_through(marked)

    told = f"{error.value}{error.value!r}{caplog.text}{marked!r}"
    assert "4242" not in told
    assert "4240" not in told


def test_a_hidden_value_is_nowhere_in_what_is_released() -> None:
    """Marked: 4243 is hidden for the sake of the 3 beside it."""
    result = groups(99_999, 4243, 3)

    released, ledger = release(result, request=request(), definitions={})

    assert BME in hidden(released)
    assert "4243" not in f"{released!r}{ledger.to_json()}"


@pytest.mark.parametrize("way", [str, format, iter, pickle.dumps, copy.copy])
def test_a_raw_result_leaves_in_no_other_way(way) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TypeError, match="release first"):
        way(groups(90, 20, 3))


def test_the_very_same_release_again_hides_the_same_and_says_nothing_new() -> None:
    result = groups(90, 20, 3)
    first, ledger = release(result, request=request("public"), definitions={})

    second, after = release(result, request=request("public"), definitions={}, ledger=ledger)

    assert (hidden(second), second.notices) == (hidden(first), first.notices)
    assert len(after.entries) == 2
    assert ledger.repeated("made-up", request("public").policy, [ALL]) is None
