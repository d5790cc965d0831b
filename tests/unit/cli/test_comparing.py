"""`levelground report --counts` with many organisations, run as a user runs it."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, main
from tests.unit.measures.test_trust_survey import COUNTS as TRUSTS
from tests.unit.measures.test_trust_survey import made

HEADER = "organisation,period_end,measure,group,numerator,denominator\n"


@pytest.fixture
def counts(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    rows = [f"ZZ{n},2026-03-31,wres_4,{g},{40 + n},{60 + 3 * n}\n" for n in range(12) for g in ("white", "bme")]
    path.write_text(HEADER + "".join(rows))
    return path


@pytest.fixture
def organisations(tmp_path: Path) -> Path:
    path = tmp_path / "organisations.csv"
    rows = [f"ZZ{n},Made-up {n},Acute,{1000 + 100 * n},North,0.2\n" for n in range(12)]
    path.write_text("organisation,name,type,size,region,bme_share\n" + "".join(rows))
    return path


def test_organisations_like_the_one_picked_out_are_on_the_page(
    tmp_path: Path, counts: Path, organisations: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    given = ["--organisations", str(organisations), "--highlight", "ZZ3", "--already-public", "--out", str(out)]

    assert main(["report", "--counts", str(counts), *given]) == DONE

    page = (out / "report.html").read_text("utf-8")
    assert "Organisations like Made-up 3" in page
    assert "same type; 1.2 times the size" in page
    capsys.readouterr()


def test_rows_by_trust_are_counts_too_and_bring_their_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [f'Z{n},"Trust {n} (made up)",Acute,7,q15,0.6,0.45,0.75,600,1000,90,200,yes' for n in range(3)]
    out = tmp_path / "out"

    assert main(["report", "--counts", str(made(tmp_path, TRUSTS, *rows)), "--out", str(out)]) == DONE

    assert "Trust 2 (made up)" in (out / "report.html").read_text("utf-8")
    capsys.readouterr()


def test_picking_out_an_organisation_that_is_not_there_is_refused(
    tmp_path: Path, counts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = ["--counts", str(counts), "--highlight", "NOWHERE", "--out", str(tmp_path / "out")]

    assert main(["report", *given]) == REFUSED

    assert "which the counts do not have" in capsys.readouterr().err


def test_a_folder_is_of_one_organisation(
    tmp_path: Path, organisations: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(tmp_path), "--organisations", str(organisations), "--out", str(tmp_path / "out")]

    assert main(["report", *given]) == REFUSED

    assert "--organisations with a folder" in capsys.readouterr().err
