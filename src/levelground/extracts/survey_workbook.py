"""The national Staff Survey workbook "results by breakdown": percentages by ethnic group, with their bases.

The workbook's columns are found by question and heading, never by letter: headings repeat from block to block, and the
question stands only above the first column of its block.

Source: NHS Staff Survey 2024, national results by breakdown (https://www.nhsstaffsurveys.com), headings and notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from levelground.errors import InputError

HEADINGS_ROW = 4  # row 5 of the sheet
NOT_SHOWN = "-"
BASE = "Base (number of responses)"
BREAKDOWNS = ("Ethnic background (summary)", "Ethnic background (detailed)")


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


def read_survey_workbook(path: Path, *, questions: Iterable[str]) -> tuple[PublishedAnswer, ...]:
    """Every option of the wanted questions, for the two and the 18 ethnic groups.

    Parameters
        questions: question numbers such as `Q14a`.
    Raises
        InputError: the file is not a workbook, not that workbook, or lacks a wanted question.
    """
    workbook = _opened(path)
    wanted = set(questions)
    found: list[PublishedAnswer] = []
    for name in workbook.sheet_names:
        rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
        if len(rows) > HEADINGS_ROW and "Breakdown subgroup" in rows[HEADINGS_ROW]:
            found += _sheet(rows, wanted)
    missing = sorted(wanted - {answer.question for answer in found})
    if missing:
        raise InputError(
            f"{path.name}, in which no results by ethnic background were found for {', '.join(missing)}.",
            expected="the national Staff Survey workbook 'results by breakdown', with its headings in row 5.",
            do_this="download that workbook from nhsstaffsurveys.com and give it unchanged.",
        )
    return tuple(found)


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


def _sheet(rows: Sequence[Sequence[Any]], wanted: set[str]) -> Iterable[PublishedAnswer]:
    titles, headings = rows[0], rows[HEADINGS_ROW]
    year = re.search(r"\b(20\d\d)\b", str(titles[0]))
    breakdown, subgroup, weighting = (headings.index(name) for name in ("Breakdown", "Breakdown subgroup", "Weighting"))
    starts = [i for i, title in enumerate(titles) if i > weighting and title]
    for start, end in zip(starts, [*starts[1:], len(headings)], strict=True):
        question = str(titles[start]).split(" ", 1)[0]
        if question not in wanted or year is None:
            continue
        base = next(i for i in range(start, end) if headings[i] == BASE)
        for row in rows[HEADINGS_ROW + 1 :]:
            if row[breakdown] in BREAKDOWNS:
                for column in range(start, base):
                    yield PublishedAnswer(
                        int(year.group(1)),
                        question,
                        str(headings[column]).removeprefix("% "),
                        str(row[subgroup]),
                        str(row[weighting]),
                        _number(row[column]),
                        None if (number := _number(row[base])) is None else round(number),
                    )


def _number(cell: Any) -> float | None:
    return None if cell in (NOT_SHOWN, "", None) else float(cell)
