"""The word survey, run as a user runs it, on small made-up files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, main
from levelground.extracts.profiles import read_profiles
from tests.unit.measures.test_organisational_survey import organisational
from tests.unit.measures.test_trust_survey import COUNTED, COUNTS, FAIR, RATES, made


def test_all_staff_of_each_organisation_and_what_the_workbook_lacks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = organisational(tmp_path / "o.xlsx")

    assert main(["survey", str(path)]) == DONE

    said = capsys.readouterr().out
    assert "This workbook has no results by ethnic group" in said
    assert "ZZ1 2025-03-31 wres_5 everyone: share Everyone = 30.0%  base 400" in said


def test_the_organisations_are_written_for_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = organisational(tmp_path / "o.xlsx"), tmp_path / "organisations.csv"

    assert main(["survey", str(path), "--write-organisations", str(out)]) == DONE

    found = read_profiles(out)["ZZ1"]
    assert (found.type, found.size, found.bme_share) == ("Acute", 420, 0.25)
    capsys.readouterr()


def test_rows_by_trust_have_rates_rounded_as_the_public_may_see_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A rate at full precision would give the numbers of people away."""
    path = made(tmp_path, RATES, FAIR.replace("0.45,0.75", "0.4537037037,0.75617"))

    assert main(["survey", str(path), "--json"]) == DONE

    figures = json.loads(capsys.readouterr().out)
    assert [figure["value"] for figure in figures] == [0.6, 0.454, -0.146]


def test_a_rate_alone_is_printed_without_a_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", str(made(tmp_path, RATES, FAIR))]) == DONE

    assert "ZZ1 2025-03-31 wres_7 everyone: share White = 60.0%\n" in capsys.readouterr().out


def test_small_counts_of_rows_by_trust_are_hidden(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    few = COUNTED.replace("0.45,0.75", "0.2,0.3333333").replace("90,200", "2,10")

    assert main(["survey", str(made(tmp_path, COUNTS, few)), "--year", "2025"]) == DONE

    said = capsys.readouterr().out
    assert "share BME = hidden" in said
    assert "2026-03-31" in said


def test_rows_by_trust_do_not_say_what_organisations_are_like(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "organisations.csv"

    assert main(["survey", str(made(tmp_path, RATES, FAIR)), "--write-organisations", str(out)]) == REFUSED

    assert "organisational results" in capsys.readouterr().err
    assert not out.exists()
