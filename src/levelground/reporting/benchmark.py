"""One measure across organisations, as numbers: the funnel, each one's place in it, q-values, and who goes together.

Everything is worked out from counts that the gate has let through. The policy that these numbers follow is stated in
docs/decisions/0010-many-comparisons.md and on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import isnan
from typing import TYPE_CHECKING

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.statistics import funnel, many_comparisons, pooled
from levelground.statistics.parity import hypergeometric_mid_p
from levelground.statistics.proportions import Interval
from levelground.statistics.relative_likelihood import mid_p

if TYPE_CHECKING:
    from levelground.statistics.funnel import Funnel

# Fewer organisations say too little of how much organisations differ for limits that rest on it. A choice of ours.
FEWEST_IN_A_FUNNEL = 10
NO_FUNNEL_OF_SHARES = (
    "There is no funnel of this share: how many BME people work in an organisation depends first on who lives near it, "
    "and nothing here says who does. Each organisation stands with its own interval only."
)
NO_FUNNEL_OF_BOARDS = (
    "There is no funnel here: a board is about a dozen people, too few for limits of this kind. Each board stands with "
    "its own figure only."
)
TOO_FEW = (
    "There is no funnel here: it needs at least {fewest} organisations of one period with counts in both groups, and "
    "{number} have them."
)
Four = tuple[int, int, int, int]


class Place(StrEnum):
    """Where an organisation lies against limits that allow for ordinary differences between organisations."""

    NONE = "none"
    INSIDE = "inside"
    HIGH = "high"
    LOW = "low"
    OUTLIER_HIGH = "outlier_high"
    OUTLIER_LOW = "outlier_low"

    @property
    def outlier(self) -> bool:
        """Whether it lies beyond the 99.8 % limit."""
        return self in (Place.OUTLIER_HIGH, Place.OUTLIER_LOW)


@dataclass(frozen=True)
class Standing:
    """One organisation's headline, its place in the funnel (`precision` is one over its standard error), and its q."""

    figure: ReleasedFigure
    value: float | None
    precision: float | None
    place: Place
    q_value: float | None


@dataclass(frozen=True)
class Together:
    """Several organisations taken together: the common value with its interval, and the middle half of their values."""

    organisations: tuple[str, ...]
    common: Interval
    middle_half: tuple[float, float] | None


@dataclass(frozen=True)
class Benchmark:
    """A measure across organisations. `why_none` says why there is no funnel, where there is none."""

    definition: Definition
    period: str
    standings: tuple[Standing, ...]
    funnel: Funnel | None
    why_none: str
    examined: int

    def of(self, organisation: str | None) -> Standing | None:
        """One organisation's standing."""
        return next((one for one in self.standings if one.figure.organisation == organisation), None)

    @property
    def outliers(self) -> tuple[Standing, ...]:
        """Those beyond the 99.8 % limit."""
        return tuple(one for one in self.standings if one.place.outlier)


def benchmark(figures: Sequence[ReleasedFigure], definition: Definition) -> Benchmark:
    """The headlines of many organisations as a benchmark; only those of the newest period are compared."""
    period = max(figure.period for figure in figures)
    placed = [figure for figure in figures if figure.period == period and four(figure) is not None]
    made, why_none = _funnel(placed, definition)
    p_values = {figure.organisation: p_value(figure) for figure in figures if figure.period == period}
    known = [p for p in p_values.values() if p is not None]
    q_values = iter(many_comparisons.q_values(known).tolist())
    q_of = {organisation: next(q_values) if p is not None else None for organisation, p in p_values.items()}
    found = _places(placed, made)
    nowhere = (None, None, Place.NONE)
    standings = tuple(
        Standing(figure, *found.get(figure.organisation, nowhere), q_of.get(figure.organisation)) for figure in figures
    )
    return Benchmark(definition, period, standings, made, why_none, len(known))


def together(standings: Sequence[Standing], organisations: Collection[str]) -> Together | None:
    """These organisations taken together, each compared within itself; None where fewer than two have counts."""
    import numpy as np

    chosen = [one for one in standings if one.figure.organisation in organisations and four(one.figure)]
    columns = [list(column) for column in zip(*(_known(one.figure) for one in chosen), strict=True)]
    if len(chosen) < 2:
        return None
    common = pooled.ratio if chosen[0].figure.kind is Kind.RATIO else pooled.difference
    values = [one.figure.value for one in chosen if one.figure.value is not None]
    low, high = np.quantile(values, [0.25, 0.75]) if len(values) > 3 else (None, None)
    half = None if low is None or high is None else (float(low), float(high))
    codes = tuple(one.figure.organisation for one in chosen)
    return Together(codes, common(columns[0], columns[1], columns[2], columns[3]), half)


def four(figure: ReleasedFigure) -> Four | None:
    """The counts of both groups, where the figure compares two groups of people and every count is shown."""
    if figure.kind not in (Kind.RATIO, Kind.DIFFERENCE) or figure.base == "all":
        return None
    counts = (figure.numerator_1, figure.denominator_1, figure.numerator_2, figure.denominator_2)
    x1, n1, x2, n2 = (count if isinstance(count, int) else None for count in counts)
    if x1 is None or n1 is None or x2 is None or n2 is None:
        return None
    return x1, n1, x2, n2


def p_value(figure: ReleasedFigure) -> float | None:
    """The exact mid-P value for "no difference" that stands behind a q-value; None where there is no such test."""
    if figure.p_value is not None:
        return figure.p_value
    counts = four(figure)
    if counts is not None:
        return mid_p(*counts)
    part = (figure.numerator_1, figure.denominator_1, figure.numerator_2, figure.denominator_2)
    if figure.kind is not Kind.DIFFERENCE or figure.value is None or not all(isinstance(c, int) for c in part):
        return None
    # A band is part of the workforce that it is compared with.
    return hypergeometric_mid_p(*part)  # type: ignore[arg-type]


def _known(figure: ReleasedFigure) -> Four:
    counts = four(figure)
    assert counts is not None
    return counts


def _funnel(placed: Sequence[ReleasedFigure], definition: Definition) -> tuple[Funnel | None, str]:
    if definition.base == "all":
        return None, NO_FUNNEL_OF_BOARDS if definition.compared == "board_minus_workforce" else NO_FUNNEL_OF_SHARES
    makers: dict[Kind, Callable[..., Funnel]] = {
        Kind.RATIO: funnel.relative_likelihoods,
        Kind.DIFFERENCE: funnel.differences,
    }
    made = None
    if placed and definition.kind in makers:
        made = makers[definition.kind](*(list(column) for column in zip(*map(_known, placed), strict=True)))
    number = made.dispersion.organisations if made is not None else 0
    if made is None or number < FEWEST_IN_A_FUNNEL:
        return None, TOO_FEW.format(fewest=FEWEST_IN_A_FUNNEL, number=number)
    return made, ""


def _places(
    placed: Sequence[ReleasedFigure], made: Funnel | None
) -> dict[str, tuple[float | None, float | None, Place]]:
    if made is None:
        return {}
    values, precisions = made.natural(made.values).tolist(), (1 / made.errors).tolist()
    sides = zip(made.outside(funnel.WARNING).tolist(), made.outside(funnel.OUTLIER).tolist(), strict=True)
    return {
        figure.organisation: (None, None, Place.NONE) if isnan(value) else (value, precision, _place(*side))
        for figure, value, precision, side in zip(placed, values, precisions, sides, strict=True)
    }


def _place(warning: float, outlier: float) -> Place:
    if outlier:
        return Place.OUTLIER_HIGH if outlier > 0 else Place.OUTLIER_LOW
    if warning:
        return Place.HIGH if warning > 0 else Place.LOW
    return Place.INSIDE
