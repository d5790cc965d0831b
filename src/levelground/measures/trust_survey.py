"""Indicators 5 to 8 of many trusts, from the survey rows by trust: with intervals where the counts are known."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.counts_return import CountsRow
from levelground.extracts.trust_survey import TrustRow, read_trust_survey
from levelground.measures.counts_return import edition_for, from_counts
from levelground.measures.model import Definition, FigurePlan, Kind, MeasureResult, NoValue

RATE_ONLY = "A rate as its source gives it, without the counts of people behind it: so it has no interval."
NOT_SHOWN = "The source shows no rate for a group that this figure needs."
COUNTS_NOT_CERTAIN = "Rates without counts: some organisations have published rates only, and so no intervals."


def from_trust_rows(path: Path, *, year: int | None) -> MeasureResult:
    """The raw result of the survey rows of many trusts, unweighted as they are.

    Parameters
        year: the survey's year (of the autumn it was held in); None where the file's name says it.
    Returns
        For each trust and indicator the White and the BME share, and BME minus White. Rows with certain counts have
        counts; the others have the published rates only.
    Raises
        InputError: the file is in neither form, any row is wrong, or the year is not known.
    """
    rows = read_trust_survey(path)
    period = dt.date((year or _year(path)) + 1, 3, 31)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    counted = from_counts(list(_counts(rows, period)), source_hash=digest)
    bare = [row for row in rows if not row.has_counts]
    definitions = {row.measure: edition_for(row.measure, period) for row in bare}
    plans = tuple(plan for row in bare for plan in _published(row, definitions[row.measure], period.isoformat()))
    editions = {name: definition.edition for name, definition in definitions.items()}
    notices = (COUNTS_NOT_CERTAIN,) if counted.plans and plans else ()
    return counted | MeasureResult({}, (), (), plans, editions, digest, notices)


def names(path: Path) -> Mapping[str, str]:
    """The names of the trusts by code, where the file has them."""
    return {row.organisation: row.name for row in read_trust_survey(path) if row.name}


def _year(path: Path) -> int:
    found = re.search(r"(?<!\d)(20\d\d)(?!\d)", path.name)
    if found is None:
        raise InputError(
            f"{path.name}, which does not say of which year it is.",
            expected="the survey's year: the autumn in which it was held.",
            do_this="put it into the file's name, as in trusts-2024.csv; levelground survey also takes --year 2024.",
        )
    return int(found[1])


def _counts(rows: Iterable[TrustRow], period: dt.date) -> Iterable[CountsRow]:
    for row in rows:
        for group in row.groups if row.has_counts else ():
            assert group.counted is not None
            assert group.answered is not None
            yield CountsRow(
                row.organisation, period, row.measure, group.group, group.counted, group.answered, (), row.row
            )


def _published(row: TrustRow, definition: Definition, period: str) -> Iterable[FigurePlan]:
    """The two shares and their difference as rates; a figure whose rate is not shown has no value."""
    white, bme = (group.share for group in row.groups)
    bare = FigurePlan(
        row.measure, Kind.SHARE, row.organisation, period, (), None, None, because=RATE_ONLY, edition=definition.edition
    )
    for group in row.groups:
        yield _valued(replace(bare, group=group.group), group.share)
    gap = None if bme is None or white is None else bme - white
    yield _valued(replace(bare, kind=definition.kind, compared=definition.compared), gap)


def _valued(plan: FigurePlan, value: float | None) -> FigurePlan:
    if value is None:
        return replace(plan, no_value=NoValue.GROUP_MISSING, because=NOT_SHOWN)
    return replace(plan, published_value=value)
