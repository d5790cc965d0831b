"""Holds each printed item against its arithmetic: does it fit, fail, or is there nothing to hold it against?"""

from __future__ import annotations

from enum import StrEnum

from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import BROAD, COUNTS, Kind, kind_of
from levelground.measures.claims.quantities import Gap, Printed, Range

# Names under which slips of the claim as a whole are kept, beside those of its items.
TOTAL = "total"
SHARES = "shares"


class Outcome(StrEnum):
    """What became of one check."""

    FITS = "fits"
    FAILS = "fails"
    UNCHECKED = "unchecked"


def results(sums: Sums) -> tuple[Printed, ...]:
    """What a page prints as a result: rates, shares, ratio and difference."""
    return tuple(one for one in sums.claim.printed if kind_of(one.item) not in COUNTS)


def outcome(sums: Sums, printed: Printed) -> Outcome:
    """Whether the value worked out again, rounded half up to the decimals printed, is the printed one."""
    found = sums.value(printed.item)
    if printed.value is None:
        return Outcome.FITS if found is Gap.UNDEFINED else Outcome.UNCHECKED
    if found is Gap.UNDEFINED:
        return Outcome.FAILS
    if found is Gap.UNKNOWN:
        return Outcome.UNCHECKED
    return Outcome.FITS if fits(sums, printed) else Outcome.FAILS


def fits(sums: Sums, printed: Printed) -> bool:
    """Whether any reading of the item meets what is printed."""
    return any(reading.meets(printed.range) for reading in sums.readings(printed))


def failing(sums: Sums) -> tuple[Printed, ...]:
    """The results that do not fit."""
    return tuple(one for one in results(sums) if outcome(sums, one) is Outcome.FAILS)


def subtotals(sums: Sums) -> Outcome:
    """Whether the three groups reach the printed total; two of them may not pass it."""
    total, together = sums.count("total"), sums.sum_of_parts()
    parts = [part for group in BROAD if (part := sums.part(group)) is not None]
    if total is None:
        return Outcome.UNCHECKED
    if together is None:
        # One group above the total is that group's slip, see above_the_base.
        passes = sum(parts) > total and all(part <= total for part in parts)
        return Outcome.FAILS if passes else Outcome.UNCHECKED
    return Outcome.FITS if together == total else Outcome.FAILS


def shares(sums: Sums) -> Outcome:
    """Whether the printed shares reach 100 % within their rounding; two of them may not pass it."""
    printed = [share for group in BROAD if (share := sums.percent(f"{group}_share_percent"))]
    if len(printed) < len(BROAD) - 1:
        return Outcome.UNCHECKED
    together = printed[0]
    for share in printed[1:]:
        together = together.plus(share)
    if len(printed) == len(BROAD):
        return Outcome.FITS if together.meets(Range.exactly(1)) else Outcome.FAILS
    return Outcome.FAILS if together.low > 1 else Outcome.UNCHECKED


def above_the_base(sums: Sums) -> tuple[str, ...]:
    """The groups with more people in the numerator than in the denominator."""
    return tuple(group for group in sums.claim.groups if _is_above(sums, group))


def _is_above(sums: Sums, group: str) -> bool:
    numerator, base = sums.count(f"{group}_{Kind.NUMERATOR}"), sums.count(f"{group}_{Kind.DENOMINATOR}")
    if base is None:
        base = sums.count("total")
    return numerator is not None and base is not None and numerator > base


def broken(sums: Sums) -> dict[str, bool]:
    """All that does not add up, by the item it shows in; True where a count is merely impossible, so no value fits."""
    found = {one.item: False for one in failing(sums)}
    found |= {TOTAL: False} if subtotals(sums) is Outcome.FAILS else {}
    found |= {SHARES: False} if shares(sums) is Outcome.FAILS else {}
    return found | {f"{group}_{Kind.NUMERATOR}": True for group in above_the_base(sums)}


def confirmed(sums: Sums, name: str) -> bool:
    """Whether what is printed under a name that `broken` gives adds up."""
    if name == TOTAL:
        return subtotals(sums) is Outcome.FITS
    printed = sums.claim.item(name)
    return printed in results(sums) and printed is not None and outcome(sums, printed) is Outcome.FITS
