"""The synthetic patients' return: the planted gaps come back, and the trust's own files are what they were.

Bounds are four standard errors of the logarithm of a ratio, worked from the counts (Altman, Practical Statistics for
Medical Research, 1991, 10.11), as in the tests of the trust.
"""

from __future__ import annotations

import csv
import io
import math
from pathlib import Path

import pytest

from levelground.extracts.synthetic import write_patients, write_trust


def lines(tmp_path: Path, *, staff: int, seed: int = 1) -> list[dict[str, str]]:
    path = tmp_path / "patients.csv"
    write_patients(path, seed=seed, staff=staff)
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("a", "b", "c")]
    for path, seed in zip(paths, (3, 3, 4), strict=True):
        write_patients(path, seed=seed, staff=200)

    assert paths[0].read_bytes() == paths[1].read_bytes() != paths[2].read_bytes()


def test_drawing_patients_changes_no_file_of_the_trust(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for folder in (first, second):
        folder.mkdir()
    write_trust(first, seed=2, staff=200, years=1)
    write_patients(tmp_path / "patients.csv", seed=2, staff=200)
    write_trust(second, seed=2, staff=200, years=1)

    assert {p.name: p.read_bytes() for p in first.iterdir()} == {p.name: p.read_bytes() for p in second.iterdir()}


@pytest.mark.parametrize(
    ("measure", "planted"),
    [("patients_waiting", 1.12), ("patients_long_wait", 1.25), ("patients_not_attended", 1.20)],
)
def test_within_one_fifth_the_planted_ratio_comes_back(tmp_path: Path, measure: str, planted: float) -> None:
    found = {"white": [0, 0], "bme": [0, 0]}
    for line in lines(tmp_path, seed=7, staff=6000):
        where = (line["measure"], line["deprivation_quintile"], line["period_end"], line["directorate"])
        if where == (measure, "1", "2026-03-31", "") and line["group"] != "unknown":
            counts = found["white" if line["group"] == "white" else "bme"]
            counts[0] += int(line["numerator"])
            counts[1] += int(line["denominator"])

    (above_1, below_1), (above_2, below_2) = found["bme"], found["white"]
    error = math.sqrt(1 / above_1 - 1 / below_1 + 1 / above_2 - 1 / below_2)
    assert abs(math.log((above_1 / below_1) / (above_2 / below_2) / planted)) < 4 * error


def test_completeness_is_counted_of_everyone(tmp_path: Path) -> None:
    found = [line for line in lines(tmp_path, staff=200) if line["measure"] == "patients_ethnicity_recorded"]

    assert {line["group"] for line in found} == {"all"}
    assert len(found) == 2 * 6
