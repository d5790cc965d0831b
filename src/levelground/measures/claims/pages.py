"""Compares two claims about one organisation, period and measure: pages of one report, for example."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import Claim, Kind, group_of, kind_of
from levelground.measures.claims.quantities import Printed, Range
from levelground.measures.claims.slips import THRESHOLDS, Slip

PAIR = ("white", "bme")
OF_A_GROUP = (Kind.RATE, Kind.SHARE, Kind.NUMERATOR, Kind.DENOMINATOR)


@dataclass(frozen=True)
class Beside:
    """One item that another claim prints differently."""

    item: str
    slips: tuple[Slip, ...]
    other: Claim


def across(all_sums: Sequence[Sums]) -> Mapping[str, tuple[Beside, ...]]:
    """What shows only when claims about one thing are laid side by side, by claim_id.

    Returns
        An item that the claim's own counts confirm is left out where the other's do not: it is the other page that is
        to be corrected.
    """
    subjects: dict[tuple[object, ...], list[Sums]] = {}
    for sums in all_sums:
        subjects.setdefault(_subject(sums.claim), []).append(sums)
    found: dict[str, tuple[Beside, ...]] = {}
    for same in subjects.values():
        for here, there in itertools.permutations(same, 2):
            named = tuple(one for one in _between(here, there) if not _is_excused(here, there, one.item))
            found[here.claim.claim_id] = found.get(here.claim.claim_id, ()) + named
    return found


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.organisation.casefold(), claim.period_end, claim.measure


def _between(here: Sums, there: Sums) -> Iterator[Beside]:
    """The items of the first that the second contradicts."""
    swapped = [kind for kind in OF_A_GROUP if _swaps(here.claim, there.claim, kind)]
    for ours in here.claim.printed:
        theirs = there.claim.item(ours.item)
        if ours.value is None:
            continue
        if kind_of(ours.item) in swapped and group_of(ours.item) in PAIR:
            yield Beside(ours.item, (Slip.SWAPPED_GROUPS,), there.claim)
        elif theirs and not _same(ours, theirs):
            yield Beside(ours.item, (*_hints(here, ours, theirs), Slip.PAGES_DISAGREE), there.claim)


def _hints(here: Sums, ours: Printed, theirs: Printed) -> Iterator[Slip]:
    """What a ratio that another page contradicts may be instead, unless its own counts give it."""
    if kind_of(ours.item) is not Kind.RATIO or _outcome(here, ours.item) is checks.Outcome.FITS:
        return
    if ours.value and theirs.value and Range.exactly(1).over(theirs.at_least_0).meets(ours.range):
        yield Slip.INVERTED_RATIO
    if ours.value in THRESHOLDS:
        yield Slip.THRESHOLD


def _swaps(one: Claim, other: Claim, kind: Kind) -> bool:
    """Whether two pages give a value to opposite groups, and nothing that both print speaks against it."""
    white, bme = (f"{group}_{kind}" for group in PAIR)
    crossed = [(one.item(white), other.item(bme)), (one.item(bme), other.item(white))]
    pairs = [(here, there) for here, there in crossed if here and there]
    straight = [(here, there) for name in (white, bme) if (here := one.item(name)) and (there := other.item(name))]
    return (
        bool(pairs and straight)
        and all(_same(here, there) for here, there in pairs)
        and not any(_same(here, there) for here, there in straight)
    )


def _same(one: Printed, other: Printed) -> bool:
    return one.value == other.value or one.range.meets(other.range)


def _is_excused(here: Sums, there: Sums, item: str) -> bool:
    return _outcome(here, item) is checks.Outcome.FITS and _outcome(there, item) is not checks.Outcome.FITS


def _outcome(sums: Sums, item: str) -> checks.Outcome:
    printed = sums.claim.item(item)
    if printed is None or printed not in checks.results(sums):
        return checks.Outcome.UNCHECKED
    return checks.outcome(sums, printed)
