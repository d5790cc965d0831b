"""The word `patients`, and --patients beside a folder, as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, main
from levelground.extracts.synthetic import write_patients, write_trust

HEADER = "organisation,period_end,measure,group,deprivation_quintile,numerator,denominator"
ROWS = [
    "ZZ1,2026-03-31,patients_waiting,white,,300,1000",
    "ZZ1,2026-03-31,patients_waiting,bme,,120,300",
]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "patients.csv"
    path.write_text("\n".join([HEADER, *ROWS]), "utf-8")
    return path


def test_figures_of_patients_alone(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "ledger.json"

    assert main(["patients", str(file), "--ledger", str(ledger)]) == DONE
    said = capsys.readouterr().out
    assert main(["patients", str(file), "--json"]) == DONE
    figures = json.loads(capsys.readouterr().out)

    # By hand: (120 / 300) / (300 / 1000).
    assert "ZZ1 2026-03-31 patients_waiting everyone: ratio bme over white = 1.33" in said
    assert ledger.is_file()
    assert [figure["kind"] for figure in figures] == ["share", "share", "ratio"]


def test_a_list_of_patients_is_refused_and_nothing_of_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "list.csv"
    path.write_text("NHS Number,Name\n9990000000,Mx MARKED\n", "utf-8")

    assert main(["patients", str(path)]) == REFUSED

    said = capsys.readouterr().err
    assert "E-960" in said
    assert "MARKED" not in said
    assert "999" not in said


def test_counts_of_patients_are_no_counts_return(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """They have a way in of their own: in the general form nothing keeps a list of patients out."""
    assert main(["counts", str(file)]) == REFUSED

    assert "E-503" in capsys.readouterr().err


def test_patients_stand_beside_the_staff_of_a_folder_in_one_release(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extracts, patients, out = tmp_path / "extracts", tmp_path / "patients.csv", tmp_path / "out"
    extracts.mkdir()
    write_trust(extracts, staff=200, years=1)
    write_patients(patients, staff=200)

    assert main(["report", str(extracts), "--patients", str(patients), "--out", str(out), "--json"]) in (0, 1)

    assert "Patients and staff, side by side" in (out / "report.html").read_text("utf-8")
    counts = (out / "counts.csv").read_text("utf-8")
    assert "staff.workforce" in counts
    assert "patients.waiting" in counts


def test_patients_of_another_organisation_are_refused(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    extracts, out = tmp_path / "extracts", tmp_path / "out"
    extracts.mkdir()
    write_trust(extracts, staff=200, years=1)
    file.write_text(file.read_text("utf-8").replace("ZZ1,", "ZZ2,", 1), "utf-8")

    assert main(["report", str(extracts), "--patients", str(file), "--out", str(out)]) == REFUSED

    assert "rows of the organisation ZZ1 only" in capsys.readouterr().err
    assert not out.exists()


def test_patients_without_a_folder_are_refused(file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["report", "--counts", str(file), "--patients", str(file), "--out", str(tmp_path / "out")]

    assert main(given) == REFUSED

    assert "--patients without a folder" in capsys.readouterr().err
