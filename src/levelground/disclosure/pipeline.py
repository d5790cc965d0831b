"""The finest ladder whose counts a policy lets through, and the history that these counts tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from levelground.disclosure.ledger import Ledger
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import Count, ReleasedResult
from levelground.measures.model import CountKey
from levelground.measures.movements import Moves
from levelground.measures.pipeline import (
    EVENTS,
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
    full_ladder,
    pipeline_result,
)
from levelground.statistics.pipeline import History, Margins

NOT_ENOUGH = (
    "A projection needs two steps or more whose counts may be shown, and the numbers of White and of BME staff who "
    "joined, left and moved up. Too many of these are too small to show, or hidden to protect one that is."
)
NOBODY = "Among White or among BME staff nobody is in post on a step of the ladder today or was in the past years."


@dataclass(frozen=True)
class ReleasedPipeline:
    """What a policy lets through for a projection: the ladder, its history, and the workforce's BME share.

    `history` is None where too little may be shown, with `because`. `goal` is the BME share of the staff of known
    ethnicity in the whole workforce; None where it is hidden. `unknown_share` is the share whose ethnicity is not known.
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
        From the top down, a step with a hidden count is taken together with the one below it (the lowest with the one
        above), until every count of every step is shown. Each try is a release of its own that nobody sees; the last
        one is the release, and the only one that the ledger keeps.
    Returns
        The release and the ledger with it. Which bands stand together tells that one of them has a hidden count, which
        is what a hidden cell in a table tells too.
    """
    keys = Keys(moves.organisation, moves.pairs[-1][1])
    ladder, decided = full_ladder(moves), _decided(ledger, request)
    while True:
        result = pipeline_result(moves, ladder, decided)
        shown, after = release(result, request=request, definitions={}, ledger=ledger)
        hidden = _topmost_hidden(shown.counts, keys, ladder)
        if hidden is None or len(ladder) <= 2:
            return _told(shown, keys, ladder, moves), after
        lower = max(hidden - 1, 0)
        ladder = (*ladder[:lower], ladder[lower] + ladder[lower + 1], *ladder[lower + 2 :])


def _decided(ledger: Ledger, request: ReleaseRequest) -> frozenset[CountKey]:
    """The counts that a release which the audience has seen showed or hid."""
    seen = [entry for entry in ledger.entries if entry.is_known_to(request.policy)]
    return frozenset(key for entry in seen for key in (*entry.shown, *entry.hidden))


def _of_step(keys: Keys, ladder: Ladder, place: int) -> list[CountKey]:
    step = ladder[place]
    stocks = [keys.of(item, group, step) for item in (IN_POST, EXPOSED) for group in GROUPS]
    events = [keys.of(item, KNOWN, step) for item in EVENTS if item != MOVED_UP or place < len(ladder) - 1]
    return stocks + events


def _topmost_hidden(counts: Mapping[CountKey, Count], keys: Keys, ladder: Ladder) -> int | None:
    for place in reversed(range(len(ladder))):
        if any(not isinstance(counts[key], int) for key in _of_step(keys, ladder, place)):
            return place
    return None


def _told(shown: ReleasedResult, keys: Keys, ladder: Ladder, moves: Moves) -> ReleasedPipeline:
    numbers = {key: count for key, count in shown.counts.items() if isinstance(count, int)}
    history = _history(numbers, keys, ladder, len(moves.pairs))
    because = None if history else NOT_ENOUGH
    if history and not all(sum(pair[group] for pair in history.in_post + history.exposed) for group in (0, 1)):
        history, because = None, NOBODY
    white, bme, unknown, everyone = (numbers.get(keys.workforce(group)) for group in (*GROUPS, "unknown", "all"))
    goal = bme / (white + bme) if white is not None and bme is not None and white + bme else None
    unknown_share = unknown / everyone if unknown is not None and everyone else None
    years = tuple(dict.fromkeys(day for pair in moves.pairs for day in pair))
    return ReleasedPipeline(shown, ladder, years, history, because, goal, unknown_share)


def _history(numbers: Mapping[CountKey, int], keys: Keys, ladder: Ladder, years: int) -> History | None:
    """The history from counts that are shown; None where one of those that it needs is not."""
    try:
        joined, left, moved = (_margins(numbers, keys, ladder, item) for item in (JOINED, LEFT, MOVED_UP))
        in_post, exposed = (
            tuple((numbers[keys.of(item, "white", step)], numbers[keys.of(item, "bme", step)]) for step in ladder)
            for item in (IN_POST, EXPOSED)
        )
    except KeyError:
        return None
    return History(years, in_post, exposed, joined, left, moved, numbers.get(keys.of(ONE_STEP, KNOWN)))


def _margins(numbers: Mapping[CountKey, int], keys: Keys, ladder: Ladder, item: str) -> Margins:
    steps = ladder[:-1] if item == MOVED_UP else ladder
    by_step = tuple(numbers[keys.of(item, KNOWN, step)] for step in steps)
    top = (0,) if item == MOVED_UP else ()
    return Margins((*by_step, *top), (numbers[keys.of(item, "white")], numbers[keys.of(item, "bme")]))
