"""From the folder's validated rows to one raw result: every measure, breakdown and year, ready for the gate.

Imported by the command line and by the site's `figures.operations` only (contract `disclosure-gate`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from levelground.measures import catalogue, plans
from levelground.measures.bank import route_result
from levelground.measures.board import board_result
from levelground.measures.catalogue.loader import populations
from levelground.measures.counts import Connection, embedded, run
from levelground.measures.disparity import disparity_result
from levelground.measures.grammar import needed
from levelground.measures.medical import medical_result
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, MeasureResult, NoValue, Sum, joined
from levelground.measures.model_employer import model_employer_result
from levelground.measures.overlap import with_overlaps
from levelground.measures.pay import pay_result
from levelground.measures.retention import retention_result
from levelground.measures.survey import SURVEYS, is_asked, survey_result
from levelground.measures.tabulated import ALWAYS, CORE, SYNTHETIC, Counted, count_plans, tabulated
from levelground.vocabulary.groups import ETHNICITY

if TYPE_CHECKING:
    from levelground.extracts.folder import Folder

# What every figure of a table reads, besides the column of its groups.
BASE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "staff": ("snapshot_date", "person_id", "assignment_status", "assignment_type"),
    "recruitment": ("closed_on",),
    "disciplinary": ("entered_on",),
    "capability": ("entered_on",),
    "bank": ("snapshot_date", "person_id", "last_worked_on"),
    "board": ("snapshot_date", "member_id", "voting", "executive"),
    "pay": ("snapshot_date", "person_id", "hourly_pay"),
    "leavers": ("person_id", "left_on"),
    "service": (),
    **dict.fromkeys(SURVEYS, ("survey_year", "question", "ethnic_group", "answered", "counted", "percent")),
}
# Formulas that are not a likelihood or a share of rows.
OWN: Mapping[str, Callable[[Counted, Definition], MeasureResult]] = {
    "disparity_ratio": disparity_result,
    "headcount_to_parity": model_employer_result,
    "share_by_route": route_result,
    "share_by_grade": medical_result,
    "likelihood_of_doctors": medical_result,
    "product_limit": retention_result,
    "share_by_reason": retention_result,
}
READ_FOR: Mapping[str, tuple[str, ...]] = {"cluster": ("cluster", "pay_band", "staff_group")}


def compute(folder: Folder, *, connection: Connection | None = None) -> MeasureResult:
    """Every measure of the catalogue from a folder of extracts, for its newest snapshot and the earlier ones.

    Parameters
        folder: the rows and findings of `levelground.extracts.folder.read_folder`.
        connection: a DB-API connection that holds the same tables; None for an embedded engine over the folder's rows.
    Returns
        A raw result: the gate (`levelground.disclosure.release`) is its only way on. The newest and the previous year
        have every table, earlier years the headline only. A measure whose extract is missing or stopped by an error has
        a headline figure without value that says why.
    """
    definitions = _asked(folder)
    plans_needed = count_plans(definitions.values(), folder.tables)
    holder = connection or embedded({name: rows.columns for name, rows in folder.tables.items()}, plans_needed)
    counted = Counted.of(folder, [run(plan, holder) for plan in plans_needed])
    parts = [_measure(counted, definition) for definition in definitions.values()]
    if (
        "staff" in folder.tables
        and not _stopped(folder, definitions["wres_1"])
        and counted.cubes["staff", ETHNICITY.id].rows
    ):
        parts += [_who_counts(counted, definitions["wres_1"])]
    result = with_overlaps(joined(parts))
    known = tuple(s for s in result.sums if {s.total, *s.parts} <= result.counts.keys())
    among = tuple(s for s in result.subsets if {s.part, s.whole} <= result.counts.keys())
    return replace(result, sums=known, subsets=among, source_hash=folder.source_hash, notices=_notices(folder))


def _asked(folder: Folder) -> Mapping[str, Definition]:
    """The measures to be worked out: those of the standard, missing or not, and others whose extract is there."""
    found = catalogue.load(folder.snapshot_date)
    return {name: one for name, one in found.items() if one.framework == CORE or _has_columns(folder, one)}


def _has_columns(folder: Folder, definition: Definition) -> bool:
    """Whether the folder holds the extract of a measure, with something in every column that it must have."""
    tally, grouping = definition.numerator, definition.grouping
    if tally.table not in folder.tables:
        return definition.id in folder.statements
    if tally.table == "survey":
        return is_asked(folder, definition)
    columns = folder.tables[tally.table].columns
    grouped = () if tally.table in SURVEYS or grouping is ETHNICITY else (grouping.column,)
    return all(any(columns.get(name, ())) for name in (*needed(tally.where), *grouped))


@dataclass(frozen=True)
class Explained:
    """The SQL that counts one table for a measure, and the rows and files it reads."""

    table: str
    sql: str
    rows: int
    files: list[str]


def explain(folder: Folder, definition: Definition) -> tuple[Explained, ...]:
    """What the engine is asked for a measure: for the analyst who wants to check it."""
    return tuple(
        Explained(
            plan.table,
            plan.sql,
            len(folder.tables[plan.table].row_numbers),
            sorted({name.strip() for name in folder.tables[plan.table].file.split(",")}),
        )
        for plan in count_plans([definition], folder.tables)
    )


def _notices(folder: Folder) -> tuple[str, ...]:
    return (SYNTHETIC,) if folder.synthetic else ()


def _measure(counted: Counted, definition: Definition) -> MeasureResult:
    folder = counted.folder
    if definition.kind is Kind.STATEMENT:
        return _stated(folder, definition)
    missing = _why_none(counted, definition)
    if missing:
        return _absent(folder, definition, *missing)
    if definition.numerator.table in SURVEYS:
        return survey_result(folder, definition)
    if definition.numerator.table == "board":
        whole = counted.fold(definition, definition.denominator, ())
        return board_result(definition, folder.organisation.code, counted.cube("board", definition), whole)
    own = pay_result if definition.numerator.table == "pay" else OWN.get(definition.formula)
    return own(counted, definition) if own else _from_rows(counted, definition)


def _stated(folder: Folder, definition: Definition) -> MeasureResult:
    """What the organisation says of itself: 1 for yes, 0 for no, with its evidence in place of a reason."""
    said, organisation, period = folder.statements[definition.id], folder.organisation.code, folder.snapshot_date
    plan = plans.absent(definition, organisation, period.isoformat(), NoValue.NOT_COLLECTED, said.evidence)
    plan = replace(plan, no_value=None, published_value=float(said.answer))
    return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")


def _why_none(counted: Counted, definition: Definition) -> tuple[NoValue, str] | None:
    """Why a measure has no figure at all: an extract is missing, an error stops it, or nobody counts."""
    folder = counted.folder
    counted_tables = dict.fromkeys((definition.numerator.table, definition.denominator.table))
    for table in (*counted_tables, *(extract for extract, _ in definition.also_reads)):
        if table not in folder.tables:
            return NoValue.NOT_COLLECTED, f"The folder holds no {table} extract."
    stop = _stopped(folder, definition)
    if stop:
        return NoValue.STOPPED_BY_FINDING, stop
    for table in counted_tables:
        if (table, definition.groups) in counted.counting and not counted.cube(table, definition).rows:
            return NoValue.NOT_COLLECTED, f"Nobody in the {table} extract counts: see the findings and who counts."
    return None


def _absent(folder: Folder, definition: Definition, reason: NoValue, because: str) -> MeasureResult:
    period = folder.snapshot_date.isoformat()
    plan = plans.absent(definition, folder.organisation.code, period, reason, because)
    return MeasureResult({}, (), (), (plan,), {definition.id: definition.edition}, "")


def _stopped(folder: Folder, definition: Definition, dimension: str | None = None) -> str | None:
    """The sentence that names the error which stops the measure (or one of its breakdowns), if there is one."""
    tables = {definition.numerator.table, definition.denominator.table}
    if dimension:
        read = {(table, field) for table in tables for field in READ_FOR.get(dimension, (dimension,))}
    else:
        read = {(table, field) for table in tables for field in (*BASE_FIELDS[table], definition.grouping.column)}
        read |= {(definition.numerator.table, column) for column in definition.numerator.where.columns}
        read |= set(definition.also_reads)
    hit = sorted(read & folder.stopped)
    return f"An error in the {hit[0][0]} extract, field {hit[0][1]}, stops this figure." if hit else None


def _from_rows(counted: Counted, definition: Definition) -> MeasureResult:
    """Indicators 1 to 4: every table that no error stops, and a figure without value for each that one stops."""
    folder = counted.folder
    stopped = {dim: _stopped(folder, definition, dim) for table in definition.tables for dim in table.rows}
    tables = tuple(table for table in definition.tables if not any(stopped[dim] for dim in table.rows))
    result = tabulated(counted, definition, tables)
    halted = tuple(_no_table(folder, definition, dim, why) for dim, why in stopped.items() if why)
    return replace(result, plans=(*result.plans, *halted))


def _no_table(folder: Folder, definition: Definition, dimension: str, why: str) -> FigurePlan:
    period = folder.snapshot_date.isoformat()
    plan = plans.absent(definition, folder.organisation.code, period, NoValue.STOPPED_BY_FINDING, why)
    return replace(plan, breakdown=((dimension, "all"),))


def _who_counts(counted: Counted, definition: Definition) -> MeasureResult:
    """The heads that each line of the population rule took in or left out, tied to the workforce they make up."""
    organisation = counted.folder.organisation.code
    cube = counted.cubes["staff", definition.groups]
    rule = populations()[str(definition.denominator.population)]
    counts: dict[CountKey, int] = {}
    for period, line, heads in zip(
        cube.column("period"), cube.column("population_line"), cube.sizes(ALWAYS), strict=True
    ):
        key = CountKey(organisation, str(period), "staff.people", (("population_line", str(line)),))
        counts[key] = counts.get(key, 0) + heads
    periods = sorted({key.period for key in counts})
    newest = {key: number for key, number in counts.items() if key.period == periods[-1]}
    counting = {line.id for line in rule.lines if line.counts}
    parts = tuple(sorted(key for key in newest if key.breakdown[0][1] in counting))
    total = CountKey(organisation, periods[-1], definition.denominator.item)
    lines = tuple(
        FigurePlan(
            "population",
            definition.kind,
            organisation,
            key.period,
            key.breakdown,
            None,
            None,
            key,
            edition=rule.edition,
        )
        for key in newest
    )
    return MeasureResult(
        newest,
        (Sum(total, parts),),
        (),
        (*lines, *_completeness(organisation, periods[-1], definition)),
        {"population": rule.edition, "completeness": definition.edition},
        "",
    )


def _completeness(organisation: str, period: str, definition: Definition) -> Iterable[FigurePlan]:
    """How many gave an ethnic category, how many would not, how many were never asked: counts of indicator 1."""
    for group in ("all", "white", "bme", "Z", "missing"):
        key = CountKey(organisation, period, definition.denominator.item, (), group)
        yield FigurePlan(
            "completeness", Kind.SHARE, organisation, period, (), group, None, key, edition=definition.edition
        )
