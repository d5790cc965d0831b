"""What a policy lets through for a projection: the finest ladder, nothing that gives a hidden count away."""

from __future__ import annotations

import datetime as dt

import pytest

from levelground.disclosure.audit import feasible_ranges
from levelground.disclosure.ledger import EMPTY, Ledger
from levelground.disclosure.pipeline import NOBODY, NOT_ENOUGH, ReleasedPipeline, release_pipeline
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import Suppressed
from levelground.measures import catalogue
from levelground.measures.catalogue.loader import populations
from levelground.measures.compute import compute
from levelground.measures.model import CountKey
from levelground.measures.movements import moves
from levelground.measures.pipeline import Keys, pipeline_result, step_id
from tests.factories.careers import TRUST, Career, careers

AT = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
# Two BME people in band 8a, and one who came to it.
SMALL: tuple[Career, ...] = (
    (30, "A", ("8a", "8a", "8a")),
    (2, "H", ("8a", "8a", "8a")),
    (1, "H", ("7", "8a", "8a")),
    (6, "A", ("7", "8a", "8a")),
    (5, "A", (None, "8a", "8a")),
    (5, "A", ("8a", None, None)),
)


def released(*lives: Career, policy: str = "public", ledger: Ledger = EMPTY) -> tuple[ReleasedPipeline, Ledger]:
    found = moves(careers(*lives), populations()["workforce"])  # type: ignore[arg-type]
    return release_pipeline(found, request=ReleaseRequest(POLICIES[policy], AT), ledger=ledger)


def test_the_history_is_the_counts_that_were_let_through() -> None:
    found, _ = released(*TRUST, policy="internal")

    assert found.history is not None
    places = {band: number for number, step in enumerate(found.ladder) for band in step}
    assert [found.history.in_post[places[band]] for band in ("5", "6", "7")] == [
        (400 + 60, 300 + 60),
        (50 + 200 + 30, 15 + 80 + 12),
        (30 + 120 + 20, 8 + 30),
    ]
    assert found.history.moved_up.by_step[places["5"]] == 50 + 15
    assert found.history.moved_up.by_group == (50 + 30, 15 + 8)
    assert (found.history.years, found.history.one_step) == (2, 103)
    # BME over everyone of known ethnicity; 30 of 1,445 people are not known.
    assert found.goal == pytest.approx((360 + 107 + 38) / (360 + 107 + 38 + 460 + 280 + 170))
    assert found.unknown_share == pytest.approx(30 / (505 + 910 + 30))


def test_small_bands_stand_together_under_a_policy_that_hides_them() -> None:
    public, _ = released(*TRUST, *SMALL)
    internal, _ = released(*TRUST, *SMALL, policy="internal")

    assert public.history is not None
    assert internal.history is not None
    assert len(public.ladder) < len(internal.ladder)
    assert "8a" in [step_id(step) for step in internal.ladder]


@pytest.mark.parametrize("after_report", [False, True])
def test_what_is_hidden_cannot_be_worked_out_with_what_a_report_showed(after_report: bool) -> None:
    """Linear programming on the released counts: every small hidden count could be anything from 1 to 4."""
    folder, request = careers(*TRUST, *SMALL), ReleaseRequest(POLICIES["public"], AT)
    ledger, before = EMPTY, set[CountKey]()
    if after_report:
        shown, ledger = release(compute(folder), request=request, definitions=catalogue.load())  # type: ignore[arg-type]
        before = {key for key, count in shown.counts.items() if isinstance(count, Suppressed)}
    found, _ = released(*TRUST, *SMALL, ledger=ledger)
    decided = {key for entry in ledger.entries for key in (*entry.shown, *entry.hidden)}
    raw = pipeline_result(moves(folder, populations()["workforce"]), found.ladder, decided)  # type: ignore[arg-type]

    hidden = [key for key, count in found.released.counts.items() if isinstance(count, Suppressed)]
    ranges = feasible_ranges(raw, hidden)

    assert before & raw.counts.keys() <= set(hidden)
    small = {key: reach for key, reach in ranges.items() if 0 < raw.counts[key] < 5}
    assert small
    assert all(low <= 1 and (high is None or high >= 4) for low, high in small.values())


def test_what_the_projection_decided_a_later_report_keeps() -> None:
    folder = careers(*TRUST, *SMALL)
    first, ledger = released(*TRUST, *SMALL)

    shown, _ = release(
        compute(folder),  # type: ignore[arg-type]
        request=ReleaseRequest(POLICIES["public"], AT),
        definitions=catalogue.load(),
        ledger=ledger,
    )

    hidden = {key for key, count in first.released.counts.items() if isinstance(count, Suppressed)}
    assert hidden & shown.counts.keys()
    assert all(isinstance(shown.counts[key], Suppressed) for key in hidden & shown.counts.keys())


def test_where_too_little_may_be_shown_there_is_no_history() -> None:
    found, _ = released((9, "A", ("5", "5", "5")), (3, "H", ("5", "6", "6")), (2, "Z", ("5", "5", "5")))

    assert (found.history, found.because, found.goal) == (None, NOT_ENOUGH, None)


def test_a_band_that_is_new_stands_with_another() -> None:
    new: tuple[Career, ...] = ((40, "A", (None, None, "8a")), (20, "H", (None, None, "8a")))

    found, _ = released(*TRUST, *new, policy="internal")

    assert [step_id(step) for step in found.ladder] == ["5", "6", "7_8a"]


def test_without_one_of_the_groups_there_is_nothing_to_compare() -> None:
    found, _ = released((90, "A", ("5", "5", "5")), (50, "A", ("8a", "8a", "8a")), policy="internal")

    assert (found.history, found.because, found.goal) == (None, NOBODY, 0)


def test_without_anybody_of_known_ethnicity_there_is_no_goal() -> None:
    found, _ = released((90, "Z", ("5", "5", "5")), (90, "Z", ("6", "6", "6")), policy="internal")

    assert (found.goal, found.unknown_share) == (None, 1)


def test_keys_of_a_projection_say_where_they_stand() -> None:
    key = Keys("ZZ9", "2026-03-31").of("pipeline.left", "known", ("8c", "8d"))

    assert key.breakdown == (("pipeline_step", "8c_8d"),)
