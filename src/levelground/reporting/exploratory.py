"""What else was looked at in one organisation: bands, clusters and finer groups, each with a q-value.

Nobody said beforehand which of these comparisons would matter, so each carries the rate of chance findings that
reporting it would mean (Benjamini and Hochberg), and the table says how many were examined.
"""

from __future__ import annotations

from collections.abc import Sequence

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition
from levelground.reporting import wording
from levelground.reporting.benchmark import p_value
from levelground.reporting.tables import Cell, FigureTable, group_place, interval_cell, row_place, value_cell
from levelground.statistics.many_comparisons import q_values
from levelground.statistics.rounding import half_up
from levelground.vocabulary.groups import GROUPINGS

NOT_COMPARED = ("all", *(g for one in GROUPINGS.values() for g in (one.reference, one.unknown)))
HEADLINE = (None, *(one.main for one in GROUPINGS.values()))


def exploratory_table(
    figures: Sequence[ReleasedFigure], definition: Definition, organisation: str | None, period: str
) -> FigureTable | None:
    """The organisation's comparisons of one measure and period beside its headline; None where there are none."""
    found = [
        figure
        for figure in figures
        if (figure.organisation, figure.period, figure.kind) == (organisation, period, definition.kind)
        and figure.group not in NOT_COMPARED
        and not _is_headline(figure)
    ]
    p_values = {place: p for place, figure in enumerate(found) if (p := p_value(figure)) is not None}
    if not p_values:
        return None
    of = dict(zip(p_values, q_values(list(p_values.values())).tolist(), strict=True))
    rows = sorted(
        ((figure, of.get(place)) for place, figure in enumerate(found)),
        key=lambda row: (row_place(row[0].breakdown), group_place(row[0].group), row[0].variant or ""),
    )
    caption = f"{definition.short_title}: {len(p_values)} further comparisons examined"
    heads = ("Where", "Value", "95% interval", "q", "Counts")
    return FigureTable(caption, heads, tuple((_where(figure), _cells(figure, q)) for figure, q in rows))


def q_text(q: float | None) -> str:
    """A q-value with three decimals; fewer where it is smaller than they can say."""
    if q is None:
        return wording.NONE
    return "under 0.001" if q < 0.001 else f"{half_up(q, 3)}"


def _is_headline(figure: ReleasedFigure) -> bool:
    return figure.breakdown in ((), (("board", "total"),)) and figure.group in HEADLINE and figure.variant is None


def _where(figure: ReleasedFigure) -> str:
    said = [wording.row_label(figure.breakdown)]
    said += [wording.group_label(figure.group)] if figure.group not in HEADLINE else []
    said += [wording.VARIANTS.get(figure.variant, figure.variant)] if figure.variant else []
    return ", ".join(said)


def _cells(figure: ReleasedFigure, q: float | None) -> tuple[Cell, ...]:
    return value_cell(figure), interval_cell(figure), Cell(q_text(q)), Cell(wording.counts_text(figure))
