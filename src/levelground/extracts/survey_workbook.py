"""The two published Staff Survey workbooks: results by breakdown for the nation, and results by organisation.

Both have one layout. Columns are found by question and heading, never by letter: headings repeat from block to block,
and the question stands only above the first column of its block.

Source: NHS Staff Survey 2024, national results by breakdown and organisational results
(https://www.nhsstaffsurveys.com), headings and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from levelground.errors import InputError

HEADINGS_ROW = 4  # row 5 of the sheet
NOT_SHOWN = "-"
BASE = "Base (number of responses)"
BREAKDOWNS = ("Ethnic background (summary)", "Ethnic background (detailed)")
BY_BREAKDOWN, BY_ORGANISATION = "Breakdown subgroup", "ODS code"
Grid = Sequence[Sequence[Any]]


class Workbook(StrEnum):
    """Which of the two workbooks a file is."""

    NATIONAL = "national"
    ORGANISATIONAL = "organisational"


@dataclass(frozen=True)
class PublishedAnswer:
    """One option of one question in one ethnic group, as printed: percent 0..100 (None: not shown) and base."""

    year: int
    question: str
    option: str
    subgroup: str
    weighting: str
    percent: float | None
    base: int | None


@dataclass(frozen=True)
class Participant:
    """An organisation that took part, as the workbook describes it; `region` is empty where it has none."""

    code: str
    name: str
    benchmarking_group: str
    region: str
    weighting: str

    @property
    def weighted(self) -> bool:
        """Whether its percentages are weighted by occupation group: those of ICBs and CSUs are not."""
        return self.weighting.casefold() != "unweighted"


@dataclass(frozen=True)
class OrganisationAnswer:
    """One option of one question in one organisation, all staff together: percent 0..100 (None: not shown), base."""

    year: int
    organisation: Participant
    question: str
    option: str
    percent: float | None
    base: int | None


def which_workbook(path: Path) -> Workbook:
    """Which of the two workbooks the file is.

    Raises
        InputError: the file is no workbook, or neither of the two.
    """
    workbook = _opened(path)
    for name in workbook.sheet_names:
        grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        headings = grid[HEADINGS_ROW] if len(grid) > HEADINGS_ROW else []
        if BY_BREAKDOWN in headings:
            return Workbook.NATIONAL
        if BY_ORGANISATION in headings:
            return Workbook.ORGANISATIONAL
    raise InputError(
        f"{path.name}, which is neither of the two published Staff Survey workbooks.",
        expected="'national results by breakdown' or 'organisational results', with headings in row 5.",
        do_this="download the workbook from nhsstaffsurveys.com and give it unchanged.",
    )


def read_survey_workbook(
    path: Path, *, questions: Iterable[str], also: Iterable[str] = ()
) -> tuple[PublishedAnswer, ...]:
    """Every option of the wanted questions, for the two and the 18 ethnic groups, from the national workbook.

    Parameters
        questions: question numbers such as `Q14a`.
        also: question numbers that are read where the workbook has them.
    Raises
        InputError: the file is not a workbook, not that workbook, or lacks a wanted question.
    """
    wanted, also = set(questions), set(also)
    found: list[PublishedAnswer] = []
    for grid in _sheets(path, BY_BREAKDOWN):
        found += _by_breakdown(grid, wanted | also)
    _check_found(path, wanted - {answer.question for answer in found}, "by ethnic background", "results by breakdown")
    return tuple(found)


def read_organisational_workbook(path: Path, *, questions: Iterable[str]) -> tuple[OrganisationAnswer, ...]:
    """Every option of the wanted questions, for each organisation that took part; there is no split by ethnicity.

    Parameters
        questions: question numbers such as `Q14a`.
    Raises
        InputError: as `read_survey_workbook`.
    """
    wanted = set(questions)
    found: list[OrganisationAnswer] = []
    for grid in _sheets(path, BY_ORGANISATION):
        found += _by_organisation(grid, wanted)
    missing = wanted - {answer.question for answer in found}
    _check_found(path, missing, "by organisation", "organisational results")
    return tuple(found)


def _check_found(path: Path, missing: set[str], by: str, workbook: str) -> None:
    if missing:
        raise InputError(
            f"{path.name}, in which no results {by} were found for {', '.join(sorted(missing))}.",
            expected=f"the Staff Survey workbook '{workbook}', with its headings in row 5.",
            do_this="download that workbook from nhsstaffsurveys.com and give it unchanged.",
        )


def _sheets(path: Path, heading: str) -> Iterator[Grid]:
    workbook = _opened(path)
    for name in workbook.sheet_names:
        grid = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(grid) > HEADINGS_ROW and heading in grid[HEADINGS_ROW]:
            yield grid


def _opened(path: Path) -> Any:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise InputError(
            f"{path.name}, which cannot be read as an Excel workbook ({type(error).__name__}).",
            expected="an .xlsx file.",
            do_this="check the path, and that the file opens in a spreadsheet program.",
        ) from None


@dataclass(frozen=True)
class _Block:
    """The columns of one question: its options, and the base after them."""

    year: int
    question: str
    options: dict[int, str]
    base: int

    def cells(self, row: Sequence[Any]) -> Iterator[tuple[str, float | None, int | None]]:
        base = _number(row[self.base])
        for column, option in self.options.items():
            yield option, _number(row[column]), None if base is None else round(base)


def _blocks(grid: Grid, wanted: set[str]) -> Iterator[_Block]:
    titles, headings = grid[0], grid[HEADINGS_ROW]
    year = re.search(r"\b(20\d\d)\b", str(titles[0]))
    starts = [i for i, title in enumerate(titles) if i > headings.index("Weighting") and title]
    for start, end in zip(starts, [*starts[1:], len(headings)], strict=True):
        question = str(titles[start]).split(" ", 1)[0]
        if question in wanted and year is not None:
            base = next(i for i in range(start, end) if headings[i] == BASE)
            options = {i: str(headings[i]).removeprefix("% ") for i in range(start, base)}
            yield _Block(int(year.group(1)), question, options, base)


def _by_breakdown(grid: Grid, wanted: set[str]) -> Iterator[PublishedAnswer]:
    breakdown, subgroup, weighting = (
        grid[HEADINGS_ROW].index(name) for name in ("Breakdown", BY_BREAKDOWN, "Weighting")
    )
    for block in _blocks(grid, wanted):
        for row in grid[HEADINGS_ROW + 1 :]:
            if row[breakdown] in BREAKDOWNS:
                for option, percent, base in block.cells(row):
                    yield PublishedAnswer(
                        block.year, block.question, option, str(row[subgroup]), str(row[weighting]), percent, base
                    )


def _by_organisation(grid: Grid, wanted: set[str]) -> Iterator[OrganisationAnswer]:
    names = (BY_ORGANISATION, "Organisation name", "Benchmarking group", "Region", "Weighting")
    columns = [grid[HEADINGS_ROW].index(name) for name in names]
    rows = [row for row in grid[HEADINGS_ROW + 1 :] if row[columns[0]]]
    participants = [Participant(*(_text(row[column]) for column in columns)) for row in rows]
    for block in _blocks(grid, wanted):
        for participant, row in zip(participants, rows, strict=True):
            for option, percent, base in block.cells(row):
                yield OrganisationAnswer(block.year, participant, block.question, option, percent, base)


def _text(cell: Any) -> str:
    return "" if cell in (NOT_SHOWN, None) else str(cell).strip()


def _number(cell: Any) -> float | None:
    return None if cell in (NOT_SHOWN, "", None) else float(cell)
