"""Survey results by trust for indicators 5 to 8, one row per trust and indicator: with counts, or with rates alone.

Two forms are in use. One has the rates as the survey's benchmark results give them. The other adds counts that were
worked out from those rates; where several counts fit a rate, the row says so, and its counts are not taken for facts.

Source: NHS Staff Survey benchmark results by trust (https://www.nhsstaffsurveys.com).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from levelground.extracts.form import Form, Line, Problem

RATES = ("indicator", "trust", "trust type", "white rate", "bme rate", "likelihood ratio (bme/white)")
COUNTS = (
    "ods_code", "organisation", "benchmark_group", "wres_indicator", "white_rate_published", "bme_rate_published",
    "ratio_bme_over_white", "white_yes_derived", "white_base_derived", "bme_yes_derived", "bme_base_derived",
    "counts_unique",
)  # fmt: skip
INDICATORS = {
    "harassment from patients (by ethnicity)": "wres_5",
    "harassment from staff (by ethnicity)": "wres_6",
    "q15: fair career progression": "wres_7",
    "q16b: discrimination from manager/colleagues": "wres_8",
    "5": "wres_5",
    "6": "wres_6",
    "7": "wres_7",
    "8": "wres_8",
}
# Rates may have been rounded to a tenth of a percent on their way; a slip is larger than that.
RATE_TOLERANCE, RATIO_TOLERANCE = 0.001, 0.01
TEXTS = {
    "E-701": ("has no organisation code.", "Give the ODS code."),
    "E-702": ("names an indicator that is not one of 5 to 8.", "Use the indicator's number, or its published name."),
    "E-703": ("does not hold a rate between 0 and 1.", "Write a rate as 0.284; leave the cell empty where none is."),
    "E-704": ("does not hold a whole number, 0 or more.", "Give a count of people, without commas or decimals."),
    "E-705": ("has counts that do not give the rate beside them.", "Check both counts and the rate of that group."),
    "E-706": ("repeats an indicator of the same organisation.", "Keep one row."),
    "E-707": ("is not the BME rate over the White rate.", "Check its direction: it is BME over White throughout."),
    "E-708": ("is neither yes nor no.", "Write yes where one pair of counts alone fits the rate."),
    "E-709": ("holds more cells than the header has columns.", "Put a text with a comma in double quotes."),
}
RATES_FORM = Form("trust survey", RATES, "", TEXTS, too_wide="E-709")
COUNTS_FORM = Form("trust survey", COUNTS, "; further columns are not read", TEXTS, too_wide="E-709")


@dataclass(frozen=True)
class GroupRate:
    """One group's answers in one trust: its share 0..1 (None: not shown); counts where they are known for certain."""

    group: str
    share: float | None
    counted: int | None = None
    answered: int | None = None


@dataclass(frozen=True)
class TrustRow:
    """One indicator of one trust. `name` is empty where the form has none."""

    organisation: str
    name: str
    measure: str
    groups: tuple[GroupRate, GroupRate]
    row: int

    @property
    def has_counts(self) -> bool:
        """Whether the counts of both groups are known."""
        return all(group.counted is not None for group in self.groups)


def is_trust_survey(path: Path) -> bool:
    """Whether the file's first line is the header of one of the two forms; False where it cannot be read."""
    return _form(path) is not None


def read_trust_survey(path: Path) -> tuple[TrustRow, ...]:
    """The rows of either form.

    Raises
        InputError: the file cannot be read, is in neither form, or any row is wrong; carries every finding.
    """
    form = _form(path) or RATES_FORM
    lines, problems = form.lines(path)
    read = _counts_row if form is COUNTS_FORM else _rates_row
    rows = [row for line in lines if (row := read(line, problems)) is not None]
    problems += _across(rows)
    form.refuse(path, problems, rows)
    return tuple(rows)


def _form(path: Path) -> Form | None:
    try:
        first = path.read_bytes().partition(b"\n")[0].decode("utf-8-sig", errors="replace")
    except OSError:
        return None
    header = {name.strip().strip('"').casefold() for name in first.split(",")}
    return next((form for form in (COUNTS_FORM, RATES_FORM) if set(form.header) <= header), None)


def _rates_row(line: Line, problems: list[Problem]) -> TrustRow | None:
    cells = _Cells(*line)
    measure, code = cells.indicator("indicator"), cells.code("trust")
    groups = (GroupRate("white", cells.rate("white rate")), GroupRate("bme", cells.rate("bme rate")))
    cells.check_ratio("likelihood ratio (bme/white)", groups)
    return _row(cells, TrustRow(code, "", measure, groups, cells.row), problems)


def _counts_row(line: Line, problems: list[Problem]) -> TrustRow | None:
    cells = _Cells(*line)
    measure, code = cells.indicator("wres_indicator"), cells.code("ods_code")
    groups = (cells.group("white"), cells.group("bme"))
    cells.check_ratio("ratio_bme_over_white", groups)
    return _row(cells, TrustRow(code, line[1]["organisation"], measure, groups, cells.row), problems)


def _row(cells: _Cells, row: TrustRow, problems: list[Problem]) -> TrustRow | None:
    problems += cells.wrong
    return None if cells.wrong else row


class _Cells:
    """One line, its cells read one by one; what is wrong with them is kept."""

    def __init__(self, row: int, cells: dict[str, str]) -> None:
        self.row, self.cells = row, cells
        self.wrong: list[Problem] = []

    def _refuse(self, code: str, field: str) -> None:
        self.wrong.append(Problem(code, field, self.row))

    def indicator(self, field: str) -> str:
        found = INDICATORS.get(self.cells[field].casefold())
        if found is None:
            self._refuse("E-702", field)
        return found or ""

    def code(self, field: str) -> str:
        if not self.cells[field]:
            self._refuse("E-701", field)
        return self.cells[field]

    def rate(self, field: str) -> float | None:
        value = self.number(field)
        if value is not None and not 0 <= value <= 1:
            self._refuse("E-703", field)
            return None
        return value

    def number(self, field: str) -> float | None:
        """The number of a cell; None where it is empty, or where a group is not shown."""
        if self.cells[field] in ("", "-"):
            return None
        try:
            return float(self.cells[field])
        except ValueError:
            self._refuse("E-703", field)
            return None

    def group(self, group: str) -> GroupRate:
        """The group's rate, with its counts where the row says that no other counts fit."""
        share = self.rate(f"{group}_rate_published")
        unique = self.cells["counts_unique"].casefold()
        if unique not in ("yes", "no"):
            self._refuse("E-708", "counts_unique")
        if unique != "yes":
            return GroupRate(group, share)
        counted, answered = self._count(f"{group}_yes_derived"), self._count(f"{group}_base_derived")
        if counted is not None and answered is not None and not _fits(counted, answered, share):
            self._refuse("E-705", f"{group}_yes_derived")
        return GroupRate(group, share, counted, answered)

    def check_ratio(self, field: str, groups: tuple[GroupRate, GroupRate]) -> None:
        """Refuse a ratio that its own two rates do not give."""
        ratio, (white, bme) = self.number(field), (group.share for group in groups)
        if ratio is None or bme is None or not white:
            return
        # Both rates may be rounded: the ratio may then be off by as much as they are, and no more.
        slack = RATIO_TOLERANCE * ratio + RATE_TOLERANCE * (1 + ratio) / white
        if abs(bme / white - ratio) > slack:
            self._refuse("E-707", field)

    def _count(self, field: str) -> int | None:
        text = self.cells[field].removesuffix(".0")
        if not (text.isascii() and text.isdigit()):
            self._refuse("E-704", field)
            return None
        return int(text)


def _fits(counted: int, answered: int, share: float | None) -> bool:
    if share is None:
        return False
    return counted <= answered and answered > 0 and abs(counted / answered - share) < RATE_TOLERANCE


def _across(rows: Iterable[TrustRow]) -> Iterable[Problem]:
    seen: set[tuple[str, str]] = set()
    for row in rows:
        if (row.organisation, row.measure) in seen:
            yield Problem("E-706", "", row.row)
        seen.add((row.organisation, row.measure))
