"""Any published Staff Survey file: the national workbook, the organisational one, or the rows by trust."""

from __future__ import annotations

from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.survey_workbook import Workbook, which_workbook
from levelground.measures.model import MeasureResult
from levelground.measures.national_survey import from_workbook
from levelground.measures.organisational_survey import from_organisational_workbook
from levelground.measures.trust_survey import from_trust_rows


def from_published(path: Path, *, year: int | None) -> MeasureResult:
    """The raw result of a published survey file, whichever of the forms it has.

    Parameters
        year: the survey's year, for rows by trust whose file's name does not say it; a workbook says its own.
    Raises
        InputError: the file is in no known form; or a workbook was given with a year.
    """
    if is_rows(path):
        return from_trust_rows(path, year=year)
    if year is not None:
        raise InputError(
            f"{path.name} with a year.",
            expected="a year for rows by trust only: a workbook says its own.",
            do_this="leave --year out.",
        )
    if which_workbook(path) is Workbook.NATIONAL:
        return from_workbook(path)
    return from_organisational_workbook(path)


def is_rows(path: Path) -> bool:
    """Whether the file holds rows by trust, as CSV: the counts worked out from rates there were never published."""
    return path.suffix.casefold() == ".csv"
