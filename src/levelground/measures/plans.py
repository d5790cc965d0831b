"""Which figures a measure has: shares, ratios and differences, as plans over named counts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from levelground.measures.cube import Breakdown
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, NoValue


@dataclass(frozen=True)
class Row:
    """One row of a measure's table: where it stands, and how its counts are named.

    `numerator` and `denominator` are the keys of the group `all` in this row; `variant` names a second run of the same
    measure, for example without international recruitment.
    """

    definition: Definition
    numerator: CountKey
    denominator: CountKey
    variant: str | None = None

    @property
    def breakdown(self) -> Breakdown:
        """Where the row stands."""
        return self.numerator.breakdown

    def share_keys(self, group: str) -> tuple[CountKey, CountKey]:
        """Numerator and denominator of the group's share: of everyone where the base is all, else of the group."""
        over = self.denominator if self.definition.base == "all" else replace(self.denominator, group=group)
        return replace(self.numerator, group=group), over

    def plan(self, kind: Kind, group: str | None, compared: str | None, *keys: CountKey) -> FigurePlan:
        """A figure of this row; `keys` are numerator and denominator of one share, or of two."""
        first, second = keys[:2], keys[2:] or (None, None)
        return FigurePlan(
            self.definition.id,
            kind,
            self.numerator.organisation,
            self.numerator.period,
            self.breakdown,
            group,
            compared,
            numerator_1=first[0],
            denominator_1=first[1],
            numerator_2=second[0],
            denominator_2=second[1],
            variant=self.variant,
            edition=self.definition.edition,
        )


def shares(row: Row, groups: Iterable[str]) -> Iterable[FigurePlan]:
    """One share for each group."""
    for group in groups:
        yield row.plan(Kind.SHARE, group, None, *row.share_keys(group))


def between_groups(row: Row, groups: Iterable[str]) -> Iterable[FigurePlan]:
    """The measure's ratio or difference between its two groups, and with each finer group that is shown.

    The group that the definition puts first stands over (or before) the other; a finer group takes the place of the
    main one: Asian in place of BME.
    """
    definition = row.definition
    joint, main = "over" if definition.kind is Kind.RATIO else "minus", definition.grouping.main
    for group in (main, *(group for group in groups if group in definition.grouping.finer)):
        first, second = (
            group if side == main else side for side in (definition.numerator_group, definition.denominator_group)
        )
        keys = (*row.share_keys(first), *row.share_keys(second))
        named = None if group == main else group
        yield row.plan(definition.kind, named, f"{first}_{joint}_{second}", *keys)


def among_whole(row: Row, groups: Iterable[str], pair: tuple[str, str]) -> Iterable[FigurePlan]:
    """The share of each group's people who are in the row, and the difference of two groups: reasons, routes."""
    keys = {group: (replace(row.numerator, group=group), replace(row.denominator, group=group)) for group in groups}
    yield from (row.plan(Kind.SHARE, group, None, *both) for group, both in keys.items())
    yield row.plan(Kind.DIFFERENCE, None, row.definition.compared, *keys[pair[0]], *keys[pair[1]])


def against_whole(row: Row, whole: Row, groups: Iterable[str]) -> Iterable[FigurePlan]:
    """The difference between a group's share in this row and its share of the whole (indicators 1 and 9)."""
    for group in groups:
        keys = (*row.share_keys(group), *whole.share_keys(group))
        yield row.plan(Kind.DIFFERENCE, group, compared_with_whole(row), *keys)


def compared_with_whole(row: Row) -> str:
    """What a difference to the whole compares, for example `band_minus_workforce`."""
    dimension = row.breakdown[-1][0] if row.breakdown else "all"
    return f"{'band' if dimension == 'pay_band' else dimension}_minus_workforce"


def absent(definition: Definition, organisation: str, period: str, reason: NoValue, because: str) -> FigurePlan:
    """The headline figure of a measure that cannot be computed at all, with why."""
    return FigurePlan(
        definition.id,
        definition.kind,
        organisation,
        period,
        (),
        None if definition.compared != "band_minus_workforce" else definition.numerator_group,
        definition.compared,
        no_value=reason,
        because=because,
        edition=definition.edition,
    )
