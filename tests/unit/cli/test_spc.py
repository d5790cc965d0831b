"""The word spc, run as a user runs it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, main

QUIET = ["9", "11"] * 6


def made(tmp_path: Path, values: Sequence[str]) -> str:
    path = tmp_path / "leavers.csv"
    rows = [f"{2024 + number // 12}-{number % 12 + 1:02}-01,{value}" for number, value in enumerate(values)]
    path.write_text("\n".join(["date,value", *rows, ""]))
    return str(path)


def test_json_has_every_list_as_long_as_the_series(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--json", "--better", "down", "--target", "20", "--fix-after", "12"]

    assert main(["spc", made(tmp_path, [*QUIET, "15.4"]), *arguments]) == DONE

    said = json.loads(capsys.readouterr().out)
    # Limits: 10 -/+ 2.66 x 2.
    assert (said["lower"][12], said["mean"][12], said["upper"][12]) == pytest.approx((4.68, 10, 15.32))
    assert said["special_cause"] == [None] * 12 + ["Above UCL"]
    assert {len(said[name]) for name in ("date", "value", "mean", "lower", "upper", "special_cause", "point_type")} == {
        13
    }
    assert (said["date"][12], said["value"][12]) == ("2025-01-01", 15.4)
    assert (said["variation"], said["assurance"]) == ("special_cause_concern", "consistent_pass")
    assert (said["better"], said["target"], said["fix_after"], said["screen_outliers"]) == ("down", 20, 12, True)
    assert said["phases"] == [
        {
            "first_date": "2024-01-01",
            "points": 13,
            "limits_from_points": 12,
            "moving_ranges_screened_out": 0,
            "limits_charted": True,
            "no_limits_because": None,
        }
    ]
    assert said["warnings"] == []


def test_the_terminal_shows_the_verdict_the_table_and_the_method(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path, [*QUIET, "15.4"])

    assert main(["spc", path, "--better", "up", "--target", "10", "--fix-after", "12"]) == DONE

    said = capsys.readouterr().out
    assert "in the direction that is better (Above UCL). It does not say why.\n" in said
    assert "Assurance: the target 10.0 lies within the limits" in said
    assert "2024-02-01   11.0  10.00   4.68  15.32\n" in said
    assert "2025-01-01   15.4  10.00   4.68  15.32  Above UCL\n" in said
    assert "left out once; NHS England's spreadsheet keeps them" in said


def test_common_cause_and_no_screening_are_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["spc", made(tmp_path, QUIET), "--no-screening"]) == DONE

    said = capsys.readouterr().out
    assert "Variation: common cause: nothing but routine variation" in said
    assert "Assurance" not in said
    assert "No moving range is left out, as in NHS England's spreadsheet." in said


def test_a_target_without_a_direction_is_not_passed_over_in_silence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["spc", made(tmp_path, QUIET), "--target", "10"]) == DONE

    assert "Assurance: not said, because --better" in capsys.readouterr().out


def test_below_12_points_no_limits_are_charted_and_it_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = made(tmp_path, [*QUIET[:10], "30"])

    assert main(["spc", path, "--better", "up"]) == DONE

    said = capsys.readouterr().out
    assert "Variation: not judged, see below." in said
    assert "no limits are charted below 12 points" in said
    assert "2024-11-01     30  11.8\n" in said  # 130 / 11
    assert main(["spc", path, "--json"]) == DONE
    data = json.loads(capsys.readouterr().out)
    assert [phase["limits_charted"] for phase in data["phases"]] == [False]
    assert data["warnings"][0].startswith("From 2024-01-01: trial limits from 11 points")


def test_limits_are_refused_with_the_reason_where_nothing_moves(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["spc", made(tmp_path, ["5"] * 15)]) == DONE

    said = capsys.readouterr().out
    assert "From 2024-01-01: no limits, and no point is judged:" in said
    assert "the mean moving range is 0" in said


def test_a_new_phase_starts_at_its_date(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = made(tmp_path, [*QUIET, *["19", "21"] * 6])

    assert main(["spc", path, "--json", "--rebase", "01/01/2025"]) == DONE

    said = json.loads(capsys.readouterr().out)
    assert said["mean"][11:13] == [10, 20]
    assert [phase["first_date"] for phase in said["phases"]] == ["2024-01-01", "2025-01-01"]


def test_a_gap_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(made(tmp_path, QUIET))
    path.write_text(path.read_text().replace("2024-05-01,9\n", ""))

    assert main(["spc", str(path)]) == DONE

    assert "There is a gap before 2024-06-01" in capsys.readouterr().out


def test_every_wrong_rebase_date_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--rebase", "2024-03-01", "--rebase", "2030-01-01", "--rebase", "spring"]

    assert main(["spc", made(tmp_path, QUIET), *arguments]) == REFUSED

    assert "--rebase 2030-01-01, spring." in capsys.readouterr().err


def test_every_problem_of_the_file_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "leavers.csv"
    path.write_text("date,value\nspring,1\n2024-01-01,many\n")

    assert main(["spc", str(path), "--json"]) == REFUSED

    said = capsys.readouterr()
    assert "with 2 problems in its rows" in said.err
    assert all(code in said.err for code in ("E-901", "E-902"))
    assert all(part in said.err for part in ("Given:", "Expected:", "Do this:"))
    assert said.out == ""


@pytest.mark.parametrize("choice", [["--target", "nan"], ["--fix-after", "1"]])
def test_a_choice_that_cannot_be_used_is_refused(
    tmp_path: Path, choice: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["spc", made(tmp_path, QUIET), *choice]) == REFUSED

    assert "Do this:" in capsys.readouterr().err
