"""Doctors: one row of a measure of all staff or all applicants, so that the gate sees each count of people once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from levelground.measures import plans
from levelground.measures.cube import Breakdown, Folded, fold
from levelground.measures.model import CountKey, Definition, FigurePlan, MeasureResult, Subset, Table, Tally
from levelground.measures.tabulated import Counted

DOCTORS: Breakdown = (("cluster", "medical"),)
CONSULTANTS: Breakdown = (*DOCTORS, ("pay_band", "consultant"))
# An organisation without doctors has no measures of them: nothing is said in a report of its own.
NOBODY = MeasureResult({}, (), (), (), {}, "")
GRADES = Table(("cluster", "pay_band"), 3)


def medical_result(counted: Counted, definition: Definition) -> MeasureResult:
    """The raw result of a measure of doctors or of consultants, in the newest year.

    The definition's one table says which: by cluster it is all doctors, by pay band within them the consultants.
    """
    above = _of_doctors(counted, definition, definition.numerator)
    below = _of_doctors(counted, definition, definition.denominator)
    organisation = counted.folder.organisation.code
    period = max(map(str, counted.cube(definition.denominator.table, definition).column("period")))
    whole = CountKey(organisation, period, definition.denominator.item, DOCTORS)
    if definition.formula == "share_by_grade":
        return _grades(definition, below, whole)
    here = CONSULTANTS if definition.tables[0].rows == GRADES.rows else DOCTORS
    row = plans.Row(
        definition,
        replace(whole, item=definition.numerator.item, breakdown=here),
        replace(whole, breakdown=here),
    )
    if row.denominator not in below.counts:
        return NOBODY
    # Whom only the numerator's table holds nobody can be counted among: 0 of them meet the condition.
    counts = {replace(key, item=row.numerator.item): 0 for key in _inside(below, row.denominator)}
    counts |= {key: below.counts[key] for key in _inside(below, row.denominator)}
    counts |= {key: above.counts[key] for key in _inside(above, row.numerator)}
    groups = definition.grouping.basics
    found = [*plans.shares(row, groups), *plans.between_groups(row, groups)]
    return _result(definition, counts, (above, below), _subsets(row), found)


def _of_doctors(counted: Counted, definition: Definition, tally: Tally) -> Folded:
    cube = counted.cube(tally.table, definition).only("cluster", {"medical"})
    return fold(tally.item, counted.folder.organisation.code, cube, (GRADES,), cube.sizes(tally.where))


def _inside(folded: Folded, row: CountKey) -> list[CountKey]:
    """The counts of a row, of every group."""
    return [key for key in folded.counts if replace(key, group="all") == row]


def _subsets(row: plans.Row) -> Iterable[Subset]:
    """Who is counted is among those who can be, and those among the doctors in post."""
    for group in ("all", *row.definition.grouping.basics):
        above, below = replace(row.numerator, group=group), replace(row.denominator, group=group)
        yield Subset(above, below)
        if row.definition.denominator.item == "medical.revalidation_due":
            yield Subset(below, replace(below, item="staff.workforce"))


def _grades(definition: Definition, folded: Folded, whole: CountKey) -> MeasureResult:
    """The share of each group in each medical grade, and its difference to the share among all doctors."""
    if whole not in folded.counts:
        return NOBODY
    everyone = plans.Row(definition, whole, whole)
    counts = {key: folded.counts[key] for key in _inside(folded, whole)}
    found = list(plans.shares(everyone, definition.grouping.basics))
    for breakdown in folded.rows(whole.period, GRADES):
        here = replace(whole, breakdown=breakdown)
        counts |= {key: folded.counts[key] for key in _inside(folded, here)}
        row = plans.Row(definition, here, here)
        groups = definition.grouping.basics
        found += [*plans.shares(row, groups), *plans.against_whole(row, everyone, groups)]
    return _result(definition, counts, (folded,), (), found)


def _result(
    definition: Definition,
    counts: dict[CountKey, int],
    sides: Iterable[Folded],
    subsets: Iterable[Subset],
    found: Iterable[FigurePlan],
) -> MeasureResult:
    sums = (line for side in sides for line in side.sums if {line.total, *line.parts} <= counts.keys())
    edition = {definition.id: definition.edition}
    return MeasureResult(counts, tuple(dict.fromkeys(sums)), tuple(subsets), tuple(found), edition, "")
