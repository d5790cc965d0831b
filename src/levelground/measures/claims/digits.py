"""Puts a printed rate right whose digits are lost, exchanged or moved, where that makes the claim fit."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.quantities import Printed, Range, understand


def repaired(sums: Sums, printed: Printed) -> str | None:
    """The printed rate with its digit put right, where that fits the counts; None where no such repair does."""
    for other in _respelt(printed):
        if checks.fits(sums, other):
            return other.text
    return None


def misspelt_rate(sums: Sums, printed: Printed) -> tuple[str, str] | None:
    """The rate and its repair with which the printed ratio fits, where only rates are printed.

    A repair counts only if it changes the rate at least twofold: with smaller changes a digit can be found for nearly
    any ratio, so it would explain nothing.
    """
    for group in sums.compared or ():
        rate = sums.claim.item(f"{group}_rate_percent")
        if rate is None or isinstance(sums.rate(group), Range):
            continue
        for other in _respelt(rate):
            items = tuple(other if one is rate else one for one in sums.claim.printed)
            mended = replace(sums, claim=replace(sums.claim, printed=items))
            if _is_twofold(rate, other) and checks.fits(mended, printed):
                return rate.item, other.text
    return None


def _is_twofold(rate: Printed, other: Printed) -> bool:
    assert rate.value is not None
    assert other.value is not None
    low, high = sorted((rate.value, other.value))
    return low > 0 and high >= 2 * low


def _respelt(printed: Printed) -> Iterator[Printed]:
    """What may have been meant, none of it above 100 %."""
    plain = printed.text.removesuffix("%").rstrip().replace(",", "")
    for text in dict.fromkeys((*_moved(plain), *_exchanged(plain), *_completed(plain))):
        other = understand(printed.item, text)
        if other is not None and other.value is not None and other.value <= 100:
            yield other


def _moved(text: str) -> Iterator[str]:
    """The point moved."""
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    for places in (1, -1, 2, -2):
        point = len(whole) + places
        filled = "0" * max(0, 1 - point) + digits + "0" * max(0, point - len(digits))
        point = max(point, 1)
        before = filled[:point].lstrip("0") or "0"
        yield f"{before}.{filled[point:]}".rstrip(".")


def _exchanged(text: str) -> Iterator[str]:
    """Two digits exchanged."""
    for one, other in itertools.combinations(range(len(text)), 2):
        if "." not in (text[one], text[other]) and text[one] != text[other]:
            yield text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]


def _completed(text: str) -> Iterator[str]:
    """One digit lost before the point."""
    for place in range(len(text.partition(".")[0]) + 1):
        for digit in "123456789" if place == 0 else "0123456789":
            yield f"{text[:place]}{digit}{text[place:]}"
