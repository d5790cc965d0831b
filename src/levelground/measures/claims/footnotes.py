"""Finds counts whose last digit is the mark of a footnote: ten times too large, as what stands beside them shows."""

from __future__ import annotations

from collections.abc import Callable, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import COUNTS, kind_of
from levelground.measures.claims.quantities import Printed

# The items that a more specific slip explains already, for a claim and a last digit.
Settled = Callable[[Sums, int], Set[str]]


@dataclass(frozen=True)
class Mark:
    """One count with the digit that is not its own, and what adds up without it."""

    item: str
    printed: Fraction
    without: Fraction
    mended: tuple[str, ...]


def without_marks(sums: Sums, settled: Settled) -> tuple[Sums, tuple[Mark, ...]]:
    """The claim read without the marks of footnotes, and the marks.

    Definition
        A last digit is taken for a mark if without it something adds up that did not, and nothing else is upset. What
        is wrong besides may stay wrong: a page can have more than one slip.
    """
    found: tuple[Mark, ...] = ()
    while True:
        taken = {mark.item for mark in found}
        options = [
            option
            for printed in sums.claim.printed
            if printed.item not in taken and (option := _option(sums, printed, settled)) is not None
        ]
        if not options:
            return sums, found
        sums, mark = max(options, key=lambda option: len(option[1].mended))
        found += (mark,)


def _option(sums: Sums, printed: Printed, settled: Settled) -> tuple[Sums, Mark] | None:
    if kind_of(printed.item) not in COUNTS or printed.value is None or printed.value < 10:
        return None
    without, digit = divmod(printed.value, 10)
    shorter = replace(printed, text=str(without), value=Fraction(without))
    items = tuple(shorter if one is printed else one for one in sums.claim.printed)
    read = replace(sums, claim=replace(sums.claim, printed=items))
    before, after = checks.broken(sums), checks.broken(read)
    mended = {name: check for name, check in before.items() if name not in after}
    if not mended or not after.keys() <= before.keys():
        return None
    confirmed = [name for name in mended if checks.confirmed(read, name)]
    silenced = any(not checks.confirmed(read, name) for name, count in mended.items() if not count)
    if not confirmed or silenced or (len(mended) == 1 and settled(sums, int(digit)) & mended.keys()):
        return None
    return read, Mark(printed.item, printed.value, Fraction(without), tuple(confirmed))
