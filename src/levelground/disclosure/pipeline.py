"""The finest ladder whose counts a policy lets through, and the history that these counts tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from levelground.disclosure.ledger import Ledger
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedResult
from levelground.measures.model import CountKey
from levelground.measures.movements import Moves
from levelground.measures.pipeline import (
    EXPOSED,
    GROUPS,
    IN_POST,
    JOINED,
    KNOWN,
    LEFT,
    MOVED_UP,
    ONE_STEP,
    Keys,
    Ladder,
    ladders,
    pipeline_result,
)
from levelground.statistics.pipeline import History, Margins

NOT_ENOUGH = (
    "A projection needs two steps or more whose counts may be shown, and the numbers of White and of BME staff who "
    "joined, left and moved up. Too many of these are too small to show, or hidden to protect one that is; or a step "
    "had nobody on it before."
)
NOBODY = "Among White or among BME staff nobody is in post on a step of the ladder today or was in the past years."


@dataclass(frozen=True)
class ReleasedPipeline:
    """What a policy lets through for a projection: the ladder, its history, and the workforce's BME share.

    `history` is None where too little may be shown, with `because`. `goal` is the BME share of the staff of known
    ethnicity in the whole workforce, `unknown_share` the share whose ethnicity is not known; None where hidden.
    """

    released: ReleasedResult
    ladder: Ladder
    years: tuple[str, ...]
    history: History | None
    because: str | None
    goal: float | None
    unknown_share: float | None


def release_pipeline(moves: Moves, *, request: ReleaseRequest, ledger: Ledger) -> tuple[ReleasedPipeline, Ledger]:
    """What a policy lets through of a folder's movements, on the finest ladder that it allows.

    Definition
        The ladders of `levelground.measures.pipeline.ladders` are tried in their order, until every count that a
        projection needs is shown. Each try is a release of its own that nobody sees; the last one is the release, and
        the only one that the ledger keeps.
    Returns
        The release and the ledger with it. That a finer ladder was not taken tells that one of its counts is hidden,
        which is what a hidden cell in a table tells too.
    """
    keys, decided = Keys(moves.organisation, moves.pairs[-1][1]), _decided(ledger, request)
    for ladder in ladders(moves):
        result = pipeline_result(moves, ladder, decided)
        shown, after = release(result, request=request, definitions={}, ledger=ledger)
        numbers = {key: count for key, count in shown.counts.items() if isinstance(count, int)}
        history = _history(numbers, keys, ladder, len(moves.pairs))
        if history is not None:
            break
    return _told(shown, history, keys, ladder, moves), after


def _decided(ledger: Ledger, request: ReleaseRequest) -> frozenset[CountKey]:
    """The counts that a release which the audience has seen showed or hid."""
    seen = [entry for entry in ledger.entries if entry.is_known_to(request.policy)]
    return frozenset(key for entry in seen for key in (*entry.shown, *entry.hidden))


def _told(shown: ReleasedResult, history: History | None, keys: Keys, ladder: Ladder, moves: Moves) -> ReleasedPipeline:
    numbers = {key: count for key, count in shown.counts.items() if isinstance(count, int)}
    because = None if history else NOT_ENOUGH
    if history and not _both_groups(history):
        history, because = None, NOBODY
    white, bme, unknown, everyone = (numbers.get(keys.workforce(group)) for group in (*GROUPS, "unknown", "all"))
    goal = bme / (white + bme) if white is not None and bme is not None and white + bme else None
    unknown_share = unknown / everyone if unknown is not None and everyone else None
    years = tuple(dict.fromkeys(day for pair in moves.pairs for day in pair))
    return ReleasedPipeline(shown, ladder, years, history, because, goal, unknown_share)


def _both_groups(history: History) -> bool:
    """Whether there were White and BME staff in the past, and are today."""
    return all(sum(pair[group] for pair in side) for side in (history.in_post, history.exposed) for group in (0, 1))


def _history(numbers: Mapping[CountKey, int], keys: Keys, ladder: Ladder, years: int) -> History | None:
    """The history from counts that are shown; None where one that it needs is not, or a step has no past."""
    try:
        joined, left, moved = (_margins(numbers, keys, ladder, item) for item in (JOINED, LEFT, MOVED_UP))
        in_post, exposed = (
            tuple((numbers[keys.of(item, "white", step)], numbers[keys.of(item, "bme", step)]) for step in ladder)
            for item in (IN_POST, EXPOSED)
        )
    except KeyError:
        return None
    if not all(sum(pair) for pair in exposed):
        return None  # a step that is new: it has no past
    return History(years, in_post, exposed, joined, left, moved, numbers.get(keys.of(ONE_STEP, KNOWN)))


def _margins(numbers: Mapping[CountKey, int], keys: Keys, ladder: Ladder, item: str) -> Margins:
    steps = ladder[:-1] if item == MOVED_UP else ladder
    by_step = tuple(numbers[keys.of(item, KNOWN, step)] for step in steps)
    top = (0,) if item == MOVED_UP else ()
    return Margins((*by_step, *top), (numbers[keys.of(item, "white")], numbers[keys.of(item, "bme")]))
