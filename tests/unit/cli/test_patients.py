"""Patients on the command line: alone, beside the staff, and refused where they are another organisation's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelground.cli import REFUSED, WITH_FINDINGS, main
from levelground.extracts.synthetic import write_patients, write_trust


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trust") / "extracts"
    folder.mkdir()
    write_trust(folder, staff=300, years=1)
    return folder


@pytest.fixture
def patients(tmp_path: Path) -> Path:
    path = tmp_path / "patients.csv"
    write_patients(path)
    return path


def test_patients_alone_are_figures(patients: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["patients", str(patients), "--json"]) == 0

    figures = json.loads(capsys.readouterr().out)
    assert {figure["measure"] for figure in figures} == {
        "patients_waiting", "patients_long_wait", "patients_not_attended", "patients_cancelled", "patients_ethnicity",
    }  # fmt: skip


def test_the_same_return_is_made_by_the_same_seed(tmp_path: Path, patients: Path) -> None:
    write_patients(tmp_path / "again.csv")
    write_patients(tmp_path / "other.csv", seed=2)

    assert (tmp_path / "again.csv").read_bytes() == patients.read_bytes()
    assert (tmp_path / "other.csv").read_bytes() != patients.read_bytes()


def test_patients_stand_beside_the_staff_on_the_page(trust: Path, patients: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"

    assert main(["report", str(trust), "--patients", str(patients), "--out", str(out)]) == WITH_FINDINGS

    page = (out / "report.html").read_text("utf-8")
    place = page.index('id="patients-and-staff-h"')
    section = page[place : page.index("</section>", place)]
    table = section[section.index("<details") :]
    assert table.index("Waiting over 18 weeks, within deprivation quintiles") < table.index("2. Appointment")
    assert "does not say that one makes the other" in section


def test_another_organisations_patients_are_refused(
    trust: Path, patients: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    patients.write_text(patients.read_text("utf-8").replace("ZZ1,", "ZZ2,"))

    code = main(["report", str(trust), "--patients", str(patients), "--out", str(tmp_path / "out")])

    assert code == REFUSED
    assert "counts of ZZ2" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_patients_without_a_folder_are_refused(
    patients: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["report", "--counts", "c.csv", "--patients", str(patients), "--out", str(tmp_path / "out")])

    assert code == REFUSED
    assert "--patients without a folder" in capsys.readouterr().err


def test_patients_have_no_other_way_in_than_their_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the general counts return nothing would keep a list of patients out."""
    path = tmp_path / "counts.csv"
    path.write_text(
        "organisation,period_end,measure,group,numerator,denominator\nZZ1,2026-03-31,patients_waiting,white,30,100\n"
    )

    assert main(["counts", str(path)]) == REFUSED
    assert "E-503" in capsys.readouterr().err
