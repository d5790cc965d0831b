"""Works a claim's figures out again from what it prints, as exact fractions or ranges of them.

Source: the relative likelihood and its direction are those of the measure's definition in the catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from levelground.measures.claims.claim import BROAD, Claim, Kind, group_of, kind_of
from levelground.measures.claims.quantities import Gap, Printed, Range
from levelground.measures.model import Definition

Value = Range | Gap


@dataclass(frozen=True)
class Sums:
    """The arithmetic of one claim. Rates, shares and differences are 0..1; `value` gives the item's unit."""

    claim: Claim
    definition: Definition | None

    @property
    def compared(self) -> tuple[str, str] | None:
        """The two groups that are compared, the one that stands above first; None where the measure compares none."""
        if self.definition is None:
            return None
        pair = (self.definition.numerator_group, self.definition.denominator_group)
        return pair if set(pair) == {"white", "bme"} else None

    @property
    def beside_workforce(self) -> str | None:
        """The group whose printed share is the workforce's, and whose rate is the board's (or a band's).

        None where a measure compares no board or band with the workforce, or where the page prints only one of them:
        a share that the claim's own counts give is not the workforce's.
        """
        if self.definition is None or not self.definition.compared.endswith("_minus_workforce"):
            return None
        group = self.definition.numerator_group
        share, rate = self.percent(f"{group}_share_percent"), self.rate(group)
        has_rate = self.claim.item(f"{group}_rate_percent") is not None
        has_base = self.claim.item(f"{group}_denominator") is not None
        if share is None or not (has_rate or (has_base and self.claim.item("difference"))):
            return None
        return None if not has_rate and isinstance(rate, Range) and rate.meets(share) else group

    @property
    def is_rate(self) -> bool:
        """Whether a group stands over its own people, and not over everyone."""
        if self.definition is not None:
            return self.compared is not None
        return any(kind_of(one.item) in (Kind.DENOMINATOR, Kind.RATE, Kind.RATIO) for one in self.claim.printed)

    def count(self, item: str) -> Fraction | None:
        """A printed count."""
        printed = self.claim.item(item)
        return printed.value if printed else None

    def percent(self, item: str) -> Range | None:
        """The range that a printed percentage stands for, as 0..1."""
        printed = self.claim.item(item)
        return printed.at_least_0.times(Fraction(1, 100)) if printed else None

    def part(self, group: str) -> Fraction | None:
        """The people of a group among everyone: its denominator in a rate, its numerator in a share."""
        return self.count(f"{group}_{Kind.DENOMINATOR if self.is_rate else Kind.NUMERATOR}")

    @property
    def total(self) -> Fraction | None:
        """Everyone: as printed, or the sum of the three groups."""
        printed = self.count("total")
        return self.sum_of_parts() if printed is None else printed

    def sum_of_parts(self) -> Fraction | None:
        """The three groups together, where all are printed."""
        parts = [part for group in BROAD if (part := self.part(group)) is not None]
        return sum(parts, Fraction(0)) if len(parts) == len(BROAD) else None

    def base(self, group: str) -> Range | None:
        """The people whom a group's rate is out of: printed, or its share of the total."""
        printed = self.count(f"{group}_denominator")
        if printed is not None:
            return Range.exactly(printed)
        total, share = self.total, self.percent(f"{group}_share_percent")
        if total is None:
            return None
        if not self.is_rate:
            return Range.exactly(total)
        return share.times(total) if share and total else None

    def rate(self, group: str) -> Value:
        """A group's rate from counts."""
        numerator, base = self.count(f"{group}_numerator"), self.base(group)
        if numerator is None or base is None:
            return Gap.UNKNOWN
        return Gap.UNDEFINED if base.only == 0 else Range.exactly(numerator).over(base)

    def best_rate(self, group: str) -> Value:
        """A group's rate from counts, narrowed by what is printed where both allow it; else as printed."""
        counted, printed = self.rate(group), self.percent(f"{group}_rate_percent")
        if not isinstance(counted, Range):
            return printed if printed and counted is Gap.UNKNOWN else counted
        return (printed and counted.common(printed)) or counted

    def share(self, group: str) -> Value:
        """A group's share of everyone, from counts; unknown for the workforce's beside a board."""
        if group == self.beside_workforce:
            return Gap.UNKNOWN
        part, total = self.part(group), self.total
        if part is None:
            part = self._rest(group)
        if total is None and not self.is_rate:
            total = self.count(f"{group}_denominator")
        if part is None or total is None:
            return Gap.UNKNOWN
        return Range.exactly(part / total) if total else Gap.UNDEFINED

    def _rest(self, group: str) -> Fraction | None:
        """A broad group whose count is not printed is what the other two leave of the total."""
        others = [self.part(other) for other in BROAD if other != group]
        total = self.count("total")
        if group not in BROAD or total is None or None in others:
            return None
        rest = total - sum((part for part in others if part is not None), Fraction(0))
        return rest if rest >= 0 else None

    def known_share(self, group: str) -> Range | None:
        """A group's share of those whose group is known, from counts."""
        part = None if group == "unknown" else self.part(group)
        white, bme = self.part("white"), self.part("bme")
        total, unknown = self.count("total"), self.part("unknown")
        if white is not None and bme is not None:
            known = white + bme
        elif total is not None and unknown is not None:
            known = total - unknown
        else:
            return None
        return Range.exactly(part / known) if part is not None and known > 0 else None

    def ratio(self) -> Value:
        """The first compared group's rate over the second's."""
        if self.compared is None:
            return Gap.UNKNOWN
        if all(self.count(f"{group}_numerator") == 0 for group in self.compared):
            return Gap.UNDEFINED  # nought over nought, whatever the bases are
        above, below = (self.best_rate(group) for group in self.compared)
        if Gap.UNDEFINED in (above, below) or (isinstance(below, Range) and below.only == 0):
            return Gap.UNDEFINED
        return above.over(below) if isinstance(above, Range) and isinstance(below, Range) else Gap.UNKNOWN

    def difference(self) -> Value:
        """The first rate less the second, in measures that are defined as a difference: BME - White, or - workforce."""
        group = self.beside_workforce
        first: Value
        second: Value
        if group is not None:
            first, second = self.best_rate(group), self.percent(f"{group}_share_percent") or Gap.UNKNOWN
        elif self.definition is not None and self.definition.compared == "bme_minus_white":
            first, second = self.best_rate("bme"), self.best_rate("white")
        else:
            return Gap.UNKNOWN
        if Gap.UNDEFINED in (first, second):
            return Gap.UNDEFINED
        if not isinstance(first, Range) or not isinstance(second, Range) or None in (first.high, second.high):
            return Gap.UNKNOWN
        return first.minus(second)

    def value(self, item: str) -> Value:
        """An item worked out again, in its printed unit; a difference in percentage points."""
        kind, group = kind_of(item), group_of(item)
        if kind is Kind.TOTAL:
            total = self.sum_of_parts()
            return Gap.UNKNOWN if total is None else Range.exactly(total)
        if kind is Kind.RATIO:
            return self.ratio()
        of_group: dict[Kind, Callable[[str], Value]] = {Kind.RATE: self.rate, Kind.SHARE: self.share}
        found = self.difference() if group is None else of_group[kind](group)
        return found.times(100) if isinstance(found, Range) else found

    def readings(self, printed: Printed) -> tuple[Range, ...]:
        """The values an item may be compared with: a difference is printed in points or as 0..1."""
        found = self.value(printed.item)
        in_points = (found,) if isinstance(found, Range) else ()
        as_fraction = kind_of(printed.item) is Kind.DIFFERENCE and not printed.percent_sign
        return in_points + tuple(one.times(Fraction(1, 100)) for one in in_points if as_fraction)
