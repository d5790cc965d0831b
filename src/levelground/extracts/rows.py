"""Validated rows, column by column, and what is wrong among the rows of one file."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from collections.abc import Mapping as AnyMapping
from dataclasses import dataclass, replace

from levelground.extracts.columns import Source
from levelground.extracts.findings import Finding
from levelground.extracts.schemas import EXTRACTS
from levelground.vocabulary.groups import recognise_survey
from levelground.vocabulary.tables import folded

EVERYONE = frozenset({"all", "all staff", "everyone", "overall", "total", "trust", "organisation", "trust overall"})


@dataclass(frozen=True)
class Rows:
    """Validated rows of one extract.

    Every field of the schema has a column; an empty cell is None; codes are text, dates are dates, yes and no are "yes"
    and "no". `row_numbers` are those that a spreadsheet shows; `headers` the file's own, by field.
    """

    extract: str
    columns: AnyMapping[str, list[object]]
    row_numbers: list[int]
    file: str
    sheet: str | None = None
    headers: AnyMapping[str, str] = dataclasses.field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.row_numbers)

    def kept(self, places: Sequence[int]) -> Rows:
        """Only the rows at these places."""
        columns = {name: [values[i] for i in places] for name, values in self.columns.items()}
        return replace(self, columns=columns, row_numbers=[self.row_numbers[i] for i in places])

    def with_columns(self, **columns: list[object]) -> Rows:
        """The same rows with columns added or replaced."""
        return replace(self, columns={**self.columns, **columns})

    def joined(self, other: Rows) -> Rows:
        """The rows of both files of one extract: its years, or its parts."""
        columns = {name: [*values, *other.columns[name]] for name, values in self.columns.items()}
        return Rows(self.extract, columns, [*self.row_numbers, *other.row_numbers], f"{self.file}, {other.file}")


def checked(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    """The rows without repeats, and what they say that cannot be."""
    rows, findings = without_repeats(rows, source)
    for check in CHECKS.get(rows.extract, ()):
        rows, found = check(rows, source)
        findings += found
    return rows, findings


def without_repeats(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    """The rows without those that repeat an earlier one; where the two disagree the first is kept, as an error.

    Where a file lacks the column that tells rows apart (an assignment number, a course) only rows that agree in
    everything are repeats. A counts return has columns of its own that tell its rows apart.
    """
    names = _key(rows)
    if not names or any(_tells_apart(rows.columns[name]) for name in names):
        return rows, []
    keys = list(zip(*(rows.columns[name] for name in names), strict=True))
    whole_row = names != unique_by(rows)
    first: dict[tuple[object, ...], int] = {}
    # A key with an empty part is not compared: nobody can say that two unnumbered rows are one.
    earlier = [i if None in key and not whole_row else first.setdefault(key, i) for i, key in enumerate(keys)]
    repeats = [(place, before) for place, before in enumerate(earlier) if place != before]
    words = " and ".join(name.replace("_", " ") for name in names)
    kept = rows.kept([place for place, before in enumerate(earlier) if place == before])
    return kept, _repeats_found(rows, repeats, source, words)


def _repeats_found(rows: Rows, repeats: Sequence[tuple[int, int]], source: Source, words: str) -> list[Finding]:
    same: list[int] = []
    differing: dict[str, list[int]] = {}
    for place, before in repeats:
        fields = [name for name, values in rows.columns.items() if values[place] != values[before]]
        for name in fields:
            differing.setdefault(name, []).append(rows.row_numbers[place])
        if not fields:
            same.append(rows.row_numbers[place])
    findings = [source.finding("E-303", rows=same)] if same else []
    return findings + [source.finding("E-308", field=name, rows=at, words=words) for name, at in differing.items()]


def _tells_apart(values: Sequence[object]) -> bool:
    """Whether a column alone holds another value in every row: then no two rows can be one."""
    return len(set(values)) == len(values) and None not in values


def unique_by(rows: Rows) -> tuple[str, ...]:
    """The fields that make a row unique, the snapshot date left out where the file is of one date only.

    Between the files of several years the year as well: case numbers may begin anew.
    """
    names = tuple(
        name
        for name in EXTRACTS[rows.extract].unique_by
        if name != "snapshot_date" or any(day is not None for day in rows.columns[name])
    )
    return (*names, "period") if "period" in rows.columns else names


def _key(rows: Rows) -> tuple[str, ...]:
    """The fields that rows are compared by: those that make them unique, or all of them; none where a needed one is
    missing altogether."""
    extract = EXTRACTS[rows.extract]
    names = unique_by(rows)
    empty = [name for name in names if name != "period" and all(value is None for value in rows.columns[name])]
    if extract.name == "counts" or any(extract.field(name).required for name in empty):
        return ()
    return tuple(rows.columns) if empty else names


def _appointed_unseen(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    stages = zip(rows.row_numbers, rows.columns["appointed"], rows.columns["shortlisted"], strict=True)
    found = [number for number, appointed, shortlisted in stages if appointed == "yes" and shortlisted == "no"]
    return rows, [source.finding("E-307", field="appointed", rows=found)] if found else []


def _part_above_whole(part: str, whole: str) -> Callable[[Rows, Source], tuple[Rows, list[Finding]]]:
    def check(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
        pairs = zip(rows.row_numbers, rows.columns[part], rows.columns[whole], strict=True)
        found = [number for number, n, d in pairs if isinstance(n, int) and isinstance(d, int) and n > d]
        return rows, [source.finding("E-309", field=part, rows=found, words=whole)] if found else []

    return check


def _survey_groups(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    """Groups that nobody knows are an error; rows over all groups are totals, and left out."""
    groups = rows.columns["ethnic_group"]
    known = {group: recognise_survey(str(group)) is not None for group in set(groups) - {None}}
    totals = {group for group, is_known in known.items() if not is_known and folded(str(group)) in EVERYONE}
    unknown = [n for n, group in zip(rows.row_numbers, groups, strict=True) if known.get(group, True) is False]
    at_total = {n for n, group in zip(rows.row_numbers, groups, strict=True) if group in totals}
    unknown = [number for number in unknown if number not in at_total]
    findings = [source.finding("E-301", rows=sorted(at_total))] if at_total else []
    if unknown:
        findings.append(source.finding("E-201", field="ethnic_group", rows=unknown))
        rows = rows.with_columns(ethnic_group=[group if known.get(group, True) else None for group in groups])
    return rows.kept([i for i, n in enumerate(rows.row_numbers) if n not in at_total]), findings


def _shares_for_percentages(rows: Rows, source: Source) -> tuple[Rows, list[Finding]]:
    found = {n: value for n, value in zip(rows.row_numbers, rows.columns["percent"], strict=True) if value is not None}
    if not any(found.values()) or any(isinstance(value, float) and value > 1 for value in found.values()):
        return rows, []
    return rows, [source.finding("E-208", field="percent", rows=list(found))]


SURVEY_CHECKS = (_survey_groups, _shares_for_percentages, _part_above_whole("counted", "answered"))
CHECKS: AnyMapping[str, tuple[Callable[[Rows, Source], tuple[Rows, list[Finding]]], ...]] = {
    "recruitment": (_appointed_unseen,),
    "survey": SURVEY_CHECKS,
    "bank_survey": SURVEY_CHECKS,
    "medical_survey": SURVEY_CHECKS,
    "counts": (_part_above_whole("numerator", "denominator"),),
}
