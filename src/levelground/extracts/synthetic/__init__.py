"""A synthetic trust: messy extracts about nobody, as trusts have them, with gaps that are known because planted.

It shares nothing with the reader but the names of fields (contract synthetic-writer-knows-no-reader), so that the
reader is tested and not mirrored.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from levelground.errors import InputError
from levelground.extracts.synthetic import events, tables
from levelground.extracts.synthetic.bank import bank_tables
from levelground.extracts.synthetic.disability import capability_cases, survey_answers, with_disability
from levelground.extracts.synthetic.doctors import doctor_tables
from levelground.extracts.synthetic.files import delimited, mapping, workbook
from levelground.extracts.synthetic.further_survey import with_further_questions
from levelground.extracts.synthetic.patients import patients_return
from levelground.extracts.synthetic.people import Maker, Year, populate, year_before
from levelground.extracts.synthetic.planted import PLANTED, Planted, SurveyGap
from levelground.extracts.synthetic.tables import Table

__all__ = ["PLANTED", "Planted", "SurveyGap", "write_patients", "write_trust"]

CODE, NAME = "ZZ1", "Synthetic Valley NHS Trust (synthetic)"
FEWEST, MOST, MOST_YEARS = 200, 20_000, 10
STATEMENT = (
    "# What the trust says of itself, for a measure that asks for a yes or no.",
    "[statements.wdes_9b]",
    "answer = true",
    'evidence = "Made up: a network of disabled staff meets every month; its chair reports to the board twice a year."',
)
LAST_SNAPSHOT = dt.date(2026, 3, 31)


def write_trust(
    folder: Path, *, seed: int = 1, staff: int = 3000, years: int = 3, last_snapshot: dt.date = LAST_SNAPSHOT
) -> None:
    """Write the extracts of a made-up trust into a folder: the files, their mappings and levelground.toml.

    Parameters
        seed: the same seed gives the same files, byte for byte.
        staff: people with a contract at the last snapshot, 200 to 20,000.
        years: how many yearly snapshots, 1 to 10; the last is `last_snapshot`. The same people persist.
    Raises
        InputError: a number is outside its range, or there is no such folder.
    """
    if not (FEWEST <= staff <= MOST and 1 <= years <= MOST_YEARS and folder.is_dir()):
        raise InputError(
            f"a synthetic trust of {staff} staff over {years} years in the folder {folder.name}.",
            expected=f"{FEWEST} to {MOST:,} staff, 1 to {MOST_YEARS} years, and a folder that is there.",
            do_this="choose numbers in these ranges, and make the folder first.",
        )
    snapshots = [last_snapshot]
    while len(snapshots) < years:
        snapshots.insert(0, year_before(snapshots[0]))
    # Chance without secrets: the same seed must give the same trust.
    chance = random.Random(seed)  # noqa: S311
    trust = populate(chance, staff=staff, snapshots=snapshots)
    writer = Writer(folder, last_snapshot, seed)
    writer.write(trust, chance)
    # From a chance of its own, so that the files above are the same with and without these.
    writer.add(bank_tables(trust, random.Random(f"bank of {seed}")))  # noqa: S311
    writer.add(doctor_tables(trust, random.Random(f"doctors of {seed}")))  # noqa: S311
    writer.settings()


def write_patients(path: Path, *, seed: int = 1, last_snapshot: dt.date = LAST_SNAPSHOT) -> None:
    """Write the counts return of the made-up trust's patients: the same seed gives the same file."""
    path.write_text(patients_return(last_snapshot, random.Random(f"patients of {seed}")), "utf-8")  # noqa: S311


class Writer:
    """Writes each extract as its system would, and remembers it for levelground.toml."""

    def __init__(self, folder: Path, snapshot_date: dt.date, seed: int) -> None:
        self.folder, self.seed = folder, seed
        self.lines = [
            "# Made by a program: a trust that does not exist.",
            f'organisation = {{ code = "{CODE}", name = "{NAME}" }}',
            f"snapshot_date = {snapshot_date.isoformat()}",
            "synthetic = true",
        ]

    def write(self, trust: tuple[Year, ...], chance: random.Random) -> None:
        """Every extract of the trust's staff."""
        maker, newest = Maker(chance), trust[-1]
        for place, year in enumerate(trust):
            self._staff(year, chance, behind=len(trust) - 1 - place)
        for place, year in enumerate(trust):
            campaign = place >= len(trust) - events.CAMPAIGN_YEARS
            applicants = events.applications(year, maker, campaign=campaign)
            applicants = with_disability(applicants, "applicant_id", outcome="appointed")
            self._put(f"recruitment_{year.snapshot_date.year}.csv", applicants, delimited(applicants))
        cases = events.cases(trust, chance)
        board = with_disability(tables.board_register(trust, maker), "member_id")
        self._put("employee_relations.xlsx", cases, workbook(cases, "Cases"), sheet="Cases")
        self._put("board.xlsx", board, workbook(board, "Register"), sheet="Register")
        training, leavers = events.attendances(trust, chance), tables.leavers_list(trust, chance)
        self._put("training.tsv", training, delimited(training, delimiter="\t"))
        self._put("leavers.csv", leavers, delimited(leavers, encoding="cp1252"))
        survey, bank = events.survey_results(trust, chance), tables.bank_list(newest, chance)
        pay = tables.pay_list(newest, chance)
        # A chance of its own: what was drawn before there were these questions is drawn again as it was.
        survey = with_further_questions(survey, random.Random(f"{self.seed} further survey"))  # noqa: S311
        conditions, capability = survey_answers(trust), capability_cases(trust)
        for name, table in (
            ("survey.csv", survey),
            ("bank.csv", bank),
            ("pay.csv", pay),
            ("survey_conditions.csv", conditions),
            ("capability.csv", capability),
        ):
            self._put(name, table, delimited(table))

    def add(self, named: Iterable[tuple[str, Table]]) -> None:
        """Further files, as CSV."""
        for name, table in named:
            self._put(name, table, delimited(table))

    def settings(self) -> None:
        """levelground.toml, which names every file that was written."""
        self.lines += ["", *STATEMENT]
        (self.folder / "levelground.toml").write_text("\n".join(self.lines) + "\n", "utf-8")

    def _staff(self, year: Year, chance: random.Random, *, behind: int) -> None:
        """The newest list is tidy, last year's has lines above its header, older ones a byte order mark."""
        table = with_disability(tables.staff_list(year, chance, newest=behind == 0), "person_id")
        if behind == 1:
            run = f"Run on {year.snapshot_date + dt.timedelta(3):%d/%m/%Y}"
            table = replace(table, above=[["Staff in Post (synthetic)"], [run], []])
        encoding = "utf-8-sig" if behind > 1 else "utf-8"
        self._put(f"staff_{year.snapshot_date.year}.csv", table, delimited(table, encoding=encoding))

    def _put(self, name: str, table: Table, data: bytes, *, sheet: str | None = None) -> None:
        rules = Path(name).with_suffix(".map.toml").name
        (self.folder / name).write_bytes(data)
        (self.folder / rules).write_text(mapping(table, sheet=sheet), "utf-8")
        self.lines += ["", "[[source]]", f'file = "{name}"', f'extract = "{table.extract}"', f'mapping = "{rules}"']
