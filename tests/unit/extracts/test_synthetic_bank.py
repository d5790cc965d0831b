"""The bank workers and doctors of the synthetic trust: the planted gaps come back from the files, counted here by hand.

Bounds are four standard errors, as in the tests of the synthetic staff.
"""

from __future__ import annotations

import csv
import math
from pathlib import Path

import pytest

from levelground.extracts import synthetic
from levelground.extracts.synthetic import PLANTED, write_trust


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bank")
    write_trust(folder, seed=7, staff=6000, years=2)
    return folder


def rows_of(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def is_bme(row: dict[str, str]) -> bool:
    """By the letter that begins the staff record's text: D to S are BME."""
    return "D" <= row["Ethnic Origin"][:1] <= "S"


def is_white(row: dict[str, str]) -> bool:
    return "A" <= row["Ethnic Origin"][:1] <= "C"


def test_the_planted_disciplinary_ratio_comes_back(trust: Path) -> None:
    workers, cases = rows_of(trust / "bank_system.csv"), rows_of(trust / "bank_cases.csv")

    bme, white = (sum(map(test, workers)) for test in (is_bme, is_white))
    bme_cases, white_cases = (sum(map(test, cases)) for test in (is_bme, is_white))
    ratio = (bme_cases / bme) / (white_cases / white)
    error = math.sqrt(1 / bme_cases - 1 / bme + 1 / white_cases - 1 / white)
    assert abs(math.log(ratio / PLANTED.bank_disciplinary_bme_over_white)) < 4 * error


def test_the_planted_survey_gaps_come_back(trust: Path) -> None:
    for row in rows_of(trust / "bank_survey.csv"):
        gap = PLANTED.bank_survey[row["Question"]]
        planted = gap.white if row["Ethnic Group"] == "White staff" else gap.bme
        base = int(row["Base (number of responses)"])
        assert abs(int(row["Number"]) / base - planted) < 4 * math.sqrt(planted * (1 - planted) / base)


def test_the_files_of_the_staff_are_the_same_with_and_without_the_bank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "with").mkdir()
    (tmp_path / "without").mkdir()

    write_trust(tmp_path / "with", seed=3, staff=200, years=1)
    monkeypatch.setattr(synthetic, "bank_tables", lambda years, chance: ())
    write_trust(tmp_path / "without", seed=3, staff=200, years=1)

    files = [path for path in (tmp_path / "without").iterdir() if path.name != "levelground.toml"]
    assert files
    assert all(path.read_bytes() == (tmp_path / "with" / path.name).read_bytes() for path in files)


def test_the_planted_gaps_of_doctors_come_back(trust: Path) -> None:
    for row in rows_of(trust / "medical_survey.csv"):
        gap = PLANTED.medical_survey[row["Question"]]
        planted = gap.white if row["Ethnic Group"] == "White staff" else gap.bme
        base = int(row["Base (number of responses)"])
        assert abs(int(row["Number"]) / base - planted) < 4 * math.sqrt(planted * (1 - planted) / base)

    group = {row["Employee Number"]: is_bme(row) for row in rows_of(trust / "staff_2026.csv")}
    complaints = [
        (group[row["Employee Number"]], row["Complaint (Y/N)"] == "Y") for row in rows_of(trust / "medical_office.csv")
    ]
    for bme in (True, False):
        said = [named for of, named in complaints if of is bme]
        planted = PLANTED.doctors["complaint"].bme if bme else PLANTED.doctors["complaint"].white
        assert abs(sum(said) / len(said) - planted) < 4 * math.sqrt(planted * (1 - planted) / len(said))
