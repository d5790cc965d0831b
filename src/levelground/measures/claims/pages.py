"""Compares two claims about one organisation, period and measure: pages of one report, for example."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import Claim, Kind, group_of, kind_of
from levelground.measures.claims.quantities import Printed
from levelground.measures.claims.slips import Slip

# claim_id to item to (slip, the other claim)
Across = Mapping[str, Mapping[str, tuple[Slip, Claim]]]


def across(all_sums: Sequence[Sums]) -> Across:
    """What shows only when claims about one thing are laid side by side.

    Returns
        For each claim, each item with its slip and the claim it differs from. An item that the claim's own counts
        confirm is left out where the other's do not: it is the other page that is to be corrected.
    """
    found: dict[str, dict[str, tuple[Slip, Claim]]] = {}
    for one, other in itertools.combinations(all_sums, 2):
        if _subject(one.claim) == _subject(other.claim):
            for item, slip in _between(one, other):
                for here, there in ((one, other), (other, one)):
                    if here.claim.item(item) and not _is_excused(here, there, item):
                        found.setdefault(here.claim.claim_id, {}).setdefault(item, (slip, there.claim))
    return found


def _subject(claim: Claim) -> tuple[object, ...]:
    return claim.organisation, claim.period_end, claim.measure


def _between(one: Sums, other: Sums) -> Iterator[tuple[str, Slip]]:
    swapped = [kind for kind in (Kind.RATE, Kind.SHARE) if _swaps(one.claim, other.claim, kind)]
    for kind in swapped:
        yield from ((f"{group}_{kind}", Slip.SWAPPED_GROUPS) for group in ("white", "bme"))
    for here in one.claim.printed:
        there = other.claim.item(here.item)
        in_a_swap = kind_of(here.item) in swapped and group_of(here.item) in ("white", "bme")
        if here.value is not None and there and not in_a_swap and not _same(here, there):
            yield here.item, Slip.PAGES_DISAGREE


def _swaps(one: Claim, other: Claim, kind: Kind) -> bool:
    """Whether two pages give a value to opposite groups, and nothing that both print speaks against it."""
    white, bme = (f"white_{kind}", f"bme_{kind}")
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
