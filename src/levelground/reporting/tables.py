"""Released figures as tables of plain cells: what a page, a workbook and a terminal show alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from levelground.disclosure.released import Count, ReleasedFigure, ReleasedResult, Suppressed
from levelground.measures.model import CountKey, Definition, Kind
from levelground.reporting import wording
from levelground.vocabulary import pay_bands
from levelground.vocabulary.groups import FULL, GROUPINGS

Breakdown = tuple[tuple[str, str], ...]
BASICS = ("white", "bme", "unknown")
# Where the headline of a measure stands that has none for everyone.
HEADLINES = (
    (("board", "total"),),
    (("pay_quarter", "4"),),
    (("service_months", "12"),),
    (("ground", "ethnic_background"),),
    (("cluster", "clinical"), ("step", "lower_to_upper")),
)
_DOCTORS, _CONSULTANTS = (("cluster", "medical"),), (("cluster", "medical"), ("pay_band", "consultant"))
OWN_HEADLINES: Mapping[str, Breakdown] = {
    **dict.fromkeys(
        ("medical_grade", "medical_directors", "medical_complaints", "medical_gmc_referral",
         "medical_revalidation_deferral"), _DOCTORS,
    ),
    **dict.fromkeys(
        ("medical_consultant_shortlisted", "medical_consultant_appointed", "medical_excellence_awards"), _CONSULTANTS
    ),
}  # fmt: skip
BREAKDOWN_JOINT = "; "


@dataclass(frozen=True)
class Selection:
    """Figures by where they stand, so that a page finds the one it wants; earlier releases fill earlier periods."""

    figures: tuple[ReleasedFigure, ...]
    found: Mapping[tuple[object, ...], ReleasedFigure] = field(init=False, repr=False)
    grouped: Mapping[tuple[str, str], list[ReleasedFigure]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        grouped: dict[tuple[str, str], list[ReleasedFigure]] = {}
        for figure in self.figures:
            grouped.setdefault((figure.measure, figure.period), []).append(figure)
        object.__setattr__(self, "grouped", grouped)
        object.__setattr__(self, "found", {_name(figure): figure for figure in reversed(self.figures)})

    def get(self, figure: ReleasedFigure, period: str) -> ReleasedFigure | None:
        """The same figure in another period."""
        return self.found.get((figure.organisation, period, *_name(figure)[2:]))

    def before(self, figure: ReleasedFigure | None) -> ReleasedFigure | None:
        """The same figure in the latest earlier period that has it."""
        if figure is None:
            return None
        periods = [period for period in self.periods(figure.measure) if period < figure.period]
        found = (self.get(figure, period) for period in reversed(periods))
        return next((earlier for earlier in found if earlier is not None), None)

    def of(self, measure: str, period: str, kind: Kind | None = None) -> list[ReleasedFigure]:
        """A measure's figures in a period."""
        return [figure for figure in self.grouped.get((measure, period), []) if kind in (None, figure.kind)]

    def periods(self, measure: str) -> list[str]:
        """The periods that a measure has figures for, oldest first."""
        return sorted(period for name, period in self.grouped if name == measure)


def _name(figure: ReleasedFigure) -> tuple[object, ...]:
    return (
        figure.organisation, figure.period, figure.measure, figure.kind, figure.breakdown, figure.variant, figure.group,
        figure.compared,
    )  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One cell: its text as a reader sees it, the count it shows or hides, and why it has no value."""

    text: str
    key: CountKey | None = None
    count: Count | None = None
    reason: str | None = None

    @property
    def hidden(self) -> bool:
        """Whether the policy hides what would stand here."""
        return self.text == wording.HIDDEN

    @property
    def attributes(self) -> dict[str, str]:
        """The count as data for a program that reads the page: whose it is, and its number or that it is hidden."""
        if self.key is None:
            return {}
        hidden = isinstance(self.count, Suppressed)
        return {
            "data-period": self.key.period,
            "data-item": self.key.item,
            "data-breakdown": breakdown_text(self.key.breakdown),
            "data-group": self.key.group,
            "data-hidden" if hidden else "data-count": "true" if hidden else str(self.count),
        }


@dataclass(frozen=True)
class FigureTable:
    """A table: caption, column heads (in groups, where there are any), and for each row its head and its cells.

    A row without cells is a heading of the rows below it.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    groups: tuple[tuple[str, int], ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """The reasons of its cells without value, each once: notes a, b, … under the table."""
        return tuple(dict.fromkeys(cell.reason for _, cells in self.rows for cell in cells if cell.reason))

    def mark(self, cell: Cell) -> str:
        """The letter of the cell's note."""
        return "abcdefghijklmnopqrstuvwxyz"[self.notes.index(cell.reason) % 26] if cell.reason else ""


def headline(selection: Selection, definition: Definition, period: str) -> ReleasedFigure | None:
    """A measure's one figure for the summary: its comparison of two groups, or for shares of all that of the main one.

    Of pay quarters it is the highest paid one. The drivers of a gap have no headline: they are its parts.
    """
    of_one = definition.base == "all" or definition.kind is Kind.SHARE
    alone = of_one and definition.kind is not Kind.STATEMENT
    wanted = definition.numerator_group if alone else None
    own = OWN_HEADLINES.get(definition.id)
    places: tuple[Breakdown, ...] = ((), *HEADLINES) if own is None else (own,)
    found = [
        figure
        for figure in selection.of(definition.id, period)
        if figure.breakdown in places and figure.variant is None and figure.group == wanted
    ]
    kinds = (definition.kind, Kind.SHARE)
    return next((figure for kind in kinds for figure in found if figure.kind is kind), None)


def value_cell(figure: ReleasedFigure | None) -> Cell:
    """A figure's value; a dash with its reason where it has none."""
    if figure is None:
        return Cell(wording.NONE)
    reason = figure.reason if figure.value is None and not figure.suppressed else None
    return Cell(wording.value_text(figure).removesuffix(" points"), reason=reason)


def interval_cell(figure: ReleasedFigure | None) -> Cell:
    """A figure's interval."""
    return Cell(wording.NONE if figure is None else wording.interval_text(figure))


def before_cell(selection: Selection, figure: ReleasedFigure | None) -> Cell:
    """The year before; a change of rule is said in place of a value that cannot be compared."""
    earlier = selection.before(figure)
    if figure is not None and earlier is not None and earlier.edition != figure.edition:
        return Cell("rule changed")
    return Cell(value_cell(earlier).text)


def count_cells(figure: ReleasedFigure | None, definition: Definition) -> tuple[Cell, Cell]:
    """How many a share counts, and out of how many, each with the name of its count."""
    if figure is None:
        return Cell(wording.NONE), Cell(wording.NONE)
    above, below = _share_keys(figure, definition)
    return count_cell(figure.numerator_1, above), count_cell(figure.denominator_1, below)


def count_cell(count: Count | None, key: CountKey) -> Cell:
    """A count with its name; a dash without a name where there is none."""
    return Cell(wording.count_text(count), None if count is None else key, count)


def _share_keys(figure: ReleasedFigure, definition: Definition) -> tuple[CountKey, CountKey]:
    """The names of the counts under a share: out of all in the row where the base is all, else out of the group."""
    mark = f".{figure.variant}" if figure.variant else ""
    group, everyone = figure.group or "all", definition.base == "all"
    above, below = definition.numerator.item, definition.numerator.item if everyone else definition.denominator.item
    where = (figure.organisation, figure.period)
    return (
        CountKey(*where, f"{above}{mark}", figure.breakdown, group),
        CountKey(*where, f"{below}{mark}", _base_breakdown(figure.breakdown), "all" if everyone else group),
    )


def _base_breakdown(breakdown: Breakdown) -> Breakdown:
    """Where the base of a share stands: all grounds of discrimination have one base."""
    return tuple(place for place in breakdown if place[0] != "ground")


def breakdown_text(breakdown: Breakdown) -> str:
    """A breakdown as open data writes it: cluster=clinical; pay_band=8a."""
    return BREAKDOWN_JOINT.join(f"{name}={value}" for name, value in breakdown)


def group_place(group: str | None) -> int:
    """Where a group stands in a list: White, BME, unknown, the five groups, the categories."""
    order = ("all", *(group for grouping in GROUPINGS.values() for group in grouping.at(FULL)))
    return order.index(group) if group in order else len(order)


def row_place(breakdown: Breakdown) -> tuple[tuple[int, str], ...]:
    """Where a row stands: bands from low to high, clusters as the collection lists them, not recorded last."""
    return tuple(_value_place(name, value) for name, value in breakdown)


def _value_place(name: str, value: str) -> tuple[int, str]:
    if value == "not_recorded":
        return (99, "")
    if name in ("pay_band", "band") and value in set(pay_bands.PayBand):
        return (pay_bands.ORDER.index(pay_bands.PayBand(value)), "")
    if name == "band_cluster" and value in pay_bands.band_clusters():
        return (pay_bands.band_clusters().index(value), "")
    if name == "ground":
        return (list(wording.GROUNDS).index(value), "")
    known = {"non_clinical": 0, "clinical": 1, "medical": 2, "total": 0, "voting": 1, "executive": 2}
    return (known.get(value, 50), wording.value_label(name, value))


def everyone(definition: Definition) -> str:
    """Whom a measure's whole is about."""
    return "All applicants" if definition.variants else f"All {wording.people(definition.id)}"


def ratios(selection: Selection, definition: Definition, period: str) -> list[tuple[str, ReleasedFigure] | str]:
    """The comparisons that a chart and the table beside it show, with headings: whole, variants, groups, clusters."""
    figures = [f for f in selection.of(definition.id, period) if f.kind is definition.kind and f.compared]
    own = OWN_HEADLINES.get(definition.id)
    if own is not None:
        return [(wording.value_label(*own[-1]), f) for f in figures if f.breakdown == own and f.group is None]
    whole = [f for f in figures if not f.breakdown and f.group is None]
    finer = [f for f in figures if not f.breakdown and f.group and f.variant is None]
    clusters = [f for f in figures if _shape(f) == ("cluster",) and f.group is None and f.variant is None]
    named = {**wording.VARIANTS, None: everyone(definition)}
    found: list[tuple[str, ReleasedFigure] | str] = [
        (named.get(figure.variant, str(figure.variant)), figure) for figure in whole
    ]
    found += _headed("By ethnic group", [(wording.comparison(f.compared or ""), f) for f in finer])
    clusters.sort(key=lambda figure: row_place(figure.breakdown))
    found += _headed("Clinical, non-clinical and medical", [(wording.row_label(f.breakdown), f) for f in clusters])
    quintiles = [f for f in figures if _shape(f) == ("deprivation_quintile",) and f.group is None]
    return found + _headed("By deprivation quintile", [(wording.row_label(f.breakdown), f) for f in quintiles])


def _headed(heading: str, rows: Sequence[tuple[str, ReleasedFigure]]) -> list[tuple[str, ReleasedFigure] | str]:
    return [heading, *rows] if rows else []


def _shape(figure: ReleasedFigure) -> tuple[str, ...]:
    return tuple(name for name, _ in figure.breakdown)


def plain_text(released: ReleasedResult) -> str:
    """The figures as lines for a terminal."""
    lines = [f"Released under the policy '{released.policy}': {released.policy_words}", *released.notices, ""]
    for figure in released.figures:
        where = ", ".join(
            filter(None, [wording.row_label(figure.breakdown) if figure.breakdown else "", figure.variant or ""])
        )
        what = figure.compared.replace("_", " ") if figure.compared else wording.group_label(figure.group)
        group = f" ({figure.group})" if figure.compared and figure.group else ""
        who = f"{figure.organisation} {figure.period} {figure.measure} {where or 'everyone'}"
        lines.append(f"{who}: {figure.kind.value} {what}{group} = {_plain_value(figure)}")
    return "\n".join(lines)


def _plain_value(figure: ReleasedFigure) -> str:
    if figure.value is None:
        return f"{wording.value_text(figure)}  {figure.reason or ''}".rstrip()
    interval, counts = wording.interval_text(figure), wording.counts_text(figure)
    said = [wording.value_text(figure)]
    said += [f"({interval})"] if interval != wording.NONE else []
    # A published weighted figure has the people it is out of, and no count above them; a bare rate has neither.
    if counts != wording.NONE:
        said.append(f"from {counts}")
    elif figure.denominator_1 is not None:
        said.append(f"base {wording.count_text(figure.denominator_1)}")
    return "  ".join(said)


def shapes(figures: Iterable[ReleasedFigure]) -> list[tuple[str, ...]]:
    """The breakdowns that figures have, the shortest first."""
    return sorted(dict.fromkeys(_shape(figure) for figure in figures if figure.breakdown), key=len)


def shaped(figures: Iterable[ReleasedFigure], shape: tuple[str, ...]) -> list[ReleasedFigure]:
    """The figures of one breakdown."""
    return [figure for figure in figures if _shape(figure) == shape]
