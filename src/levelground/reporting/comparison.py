"""Many organisations in one release: for each measure a funnel, one organisation beside others, tables, no ranks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind
from levelground.reporting import charts, wording
from levelground.reporting.benchmark import Benchmark, Place, Standing, benchmark, together
from levelground.reporting.drawing import Chart
from levelground.reporting.exploratory import exploratory_table, q_text
from levelground.reporting.funnel_chart import funnel_chart
from levelground.reporting.material import ReportInput
from levelground.reporting.peers import Peer, choose
from levelground.reporting.side_by_side import Side, sides_chart, sides_table
from levelground.reporting.tables import Cell, FigureTable, Selection, headline, interval_cell, value_cell

UNITS = {Kind.RATIO: "Ratio", Kind.SHARE: "Percentage", Kind.DIFFERENCE: "Percentage points"}
FEW_ENOUGH_TO_NAME = 4
PLACES = {
    Place.NONE: wording.NONE,
    Place.INSIDE: "inside",
    Place.HIGH: "above 95%",
    Place.LOW: "below 95%",
    Place.OUTLIER_HIGH: "outlier: above 99.8%",
    Place.OUTLIER_LOW: "outlier: below 99.8%",
}


@dataclass(frozen=True)
class ComparisonSection:
    """One measure across organisations."""

    definition: Definition
    benchmark: Benchmark
    says: str
    chart: Chart | None
    narrow: bool
    absent: str
    table: FigureTable
    beside: Chart | None
    beside_table: FigureTable | None
    exploratory: FigureTable | None


@dataclass(frozen=True)
class Comparison:
    """Everything that the comparison page holds. `own` is the name of the organisation picked out, or empty."""

    sections: tuple[ComparisonSection, ...]
    policy: FigureTable
    own: str
    peers: tuple[Peer, ...]
    why_no_peers: str


def comparison(material: ReportInput) -> Comparison:
    """Every measure that the release has, across its organisations, in order of code."""
    present = {figure.organisation for figure in material.released.figures}
    own = material.highlight if material.highlight in present else None
    profile = material.profiles.get(own or "")
    others = [one for one in material.profiles.values() if one.code in present]
    chosen = choose(profile, others) if profile is not None else ()
    sections = tuple(
        section
        for definition in material.definitions.values()
        if (section := _section(material, definition, own, chosen)) is not None
    )
    name = _name(material, own) if own else ""
    return Comparison(
        sections,
        _policy_table(sections),
        name,
        chosen,
        _why_no_peers(name, material, bool(chosen)),
    )


def _why_no_peers(own: str, material: ReportInput, chosen: bool) -> str:
    """Why no organisations like the one picked out are shown; empty where they are, or where none is picked out."""
    if chosen or not own:
        return ""
    if not material.profiles:
        return "No file says what the organisations are like, so none are picked out as like it."
    if material.highlight not in material.profiles:
        return f"The file of organisations does not have {own}, so none are picked out as like it."
    return "The file of organisations has no other organisation of this release."


def _section(
    material: ReportInput, definition: Definition, own: str | None, chosen: Sequence[Peer]
) -> ComparisonSection | None:
    figures = [figure for figure in material.released.figures if figure.measure == definition.id]
    found = _headlines(figures, definition)
    if not found:
        return None
    made, names = benchmark(found, definition), material.organisations
    codes = [peer.profile.code for peer in chosen]
    sides = _sides(made, names, own, codes)
    picture = funnel_chart(made, names, own, codes)
    return ComparisonSection(
        definition,
        made,
        _says(made, names, own),
        picture or _in_order(found, definition, names, own),
        picture is not None,
        _absent(made, names),
        _table(made, names),
        sides_chart(sides, definition),
        sides_table(sides, definition),
        exploratory_table(figures, definition, own, made.period),
    )


def _in_order(
    figures: Sequence[ReleasedFigure], definition: Definition, names: Mapping[str, str], own: str | None
) -> Chart | None:
    """The organisations with their intervals, where there is no funnel; a plain share has no picture of its own.

    In order of value such a share would read as a ranking of who lives where.
    """
    compared = [figure for figure in figures if figure.kind is definition.kind]
    return charts.benchmark(compared, definition, names, own) if compared else None


def _headlines(figures: Sequence[ReleasedFigure], definition: Definition) -> list[ReleasedFigure]:
    """Each organisation's headline in its newest period."""
    found = []
    for organisation in sorted({figure.organisation for figure in figures}):
        selection = Selection(tuple(figure for figure in figures if figure.organisation == organisation))
        figure = headline(selection, definition, max(selection.periods(definition.id)))
        found += [figure] if figure is not None else []
    return found


def _sides(made: Benchmark, names: Mapping[str, str], own: str | None, peers: Sequence[str]) -> list[Side]:
    """You, organisations like you, all: without ranks."""
    standing = made.of(own)
    found = [Side(names.get(own or "", own or ""), standing.figure, None)] if standing is not None else []
    alike = together(made.standings, peers)
    everyone = together(made.standings, [one.figure.organisation for one in made.standings])
    found += [Side("Others like it", None, alike)] if alike is not None else []
    return found + ([Side("All organisations", None, everyone)] if everyone is not None else [])


def _says(made: Benchmark, names: Mapping[str, str], own: str | None) -> str:
    """Where the one picked out lies, how many were examined, and which are outliers; why there is no funnel."""
    if made.funnel is None:
        return made.why_none
    number, outliers = made.funnel.dispersion.organisations, made.outliers
    listed = ", ".join(_listed(one, names) for one in outliers)
    beyond = f"beyond the 99.8% limits: {listed}." if outliers else "beyond the 99.8% limits: none."
    standing = made.of(own)
    where = "" if standing is None else f"{names.get(own or '', own or '')} lies {WHERE[standing.place]}. "
    return f"{where}Of {number} organisations examined, outliers {beyond}"


WHERE = {
    Place.NONE: "nowhere in the funnel, because its counts are hidden or allow no interval of this kind",
    Place.INSIDE: "within the 95% limits",
    Place.HIGH: "above the 95% and within the 99.8% limits",
    Place.LOW: "below the 95% and within the 99.8% limits",
    Place.OUTLIER_HIGH: "above the 99.8% limits",
    Place.OUTLIER_LOW: "below the 99.8% limits",
}


def _absent(made: Benchmark, names: Mapping[str, str]) -> str:
    """Which organisations have no place in the funnel, where there is one; how many, where they are many."""
    without = [one.figure.organisation for one in made.standings if one.place is Place.NONE and made.funnel is not None]
    if len(without) > FEW_ENOUGH_TO_NAME:
        return f"{len(without)} organisations, without an entry under Limits in the table"
    return "; ".join(sorted(names.get(code, code) for code in without))


def _listed(one: Standing, names: Mapping[str, str]) -> str:
    code = one.figure.organisation
    side = "above" if one.place is Place.OUTLIER_HIGH else "below"
    return f"{names[code]} ({code}, {side})" if names.get(code, code) != code else f"{code} ({side})"


def _table(made: Benchmark, names: Mapping[str, str]) -> FigureTable:
    """Every organisation by name: what is most looked at first, so that a phone shows it without scrolling."""
    ordered = sorted(made.standings, key=lambda one: names.get(one.figure.organisation, one.figure.organisation))
    rows = tuple((names.get(one.figure.organisation, one.figure.organisation), _cells(one, made)) for one in ordered)
    heads = [UNITS.get(ordered[0].figure.kind, "Value"), "95% interval", "Limits", "q", "Counts", "Period"]
    shown = [head for head, wanted in zip(heads, _columns(made), strict=True) if wanted]
    return FigureTable(f"{made.definition.short_title}: every organisation", ("Organisation", *shown), rows)


def _cells(one: Standing, made: Benchmark) -> tuple[Cell, ...]:
    cells = (
        value_cell(one.figure),
        interval_cell(one.figure),
        Cell(PLACES[one.place]),
        Cell(q_text(one.q_value)),
        Cell(wording.counts_text(one.figure)),
        Cell(wording.long_date(one.figure.period)),
    )
    return tuple(cell for cell, wanted in zip(cells, _columns(made), strict=True) if wanted)


def _columns(made: Benchmark) -> tuple[bool, ...]:
    """Which columns have something to say: limits with a funnel, q with a test, the period where it varies."""
    dated = any(one.figure.period != made.period for one in made.standings)
    return True, True, made.funnel is not None, made.examined > 0, True, dated


def _policy_table(sections: Sequence[ComparisonSection]) -> FigureTable:
    """How many were examined for each measure, how much they differ, and what lies beyond the limits."""
    rows = []
    for section in sections:
        made = section.benchmark
        cells = [str(len(made.standings)), *[wording.NONE] * 3]
        if made.funnel is not None:
            found = made.funnel.dispersion
            cells[1:] = [str(found.organisations), f"{found.phi:.1f}", str(len(made.outliers))]
        rows.append((f"{section.definition.number}. {section.definition.short_title}", tuple(map(Cell, cells))))
    heads = ("Indicator", "All", "In the funnel", "φ", "Outliers")
    return FigureTable("What was examined", heads, tuple(rows))


def _name(material: ReportInput, code: str) -> str:
    return material.organisations.get(code, code)
