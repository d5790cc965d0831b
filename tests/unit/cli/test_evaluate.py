"""The word evaluate, run as a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, main

# By hand in see: tests/unit/statistics/test_evaluation.py::test_short_series_is_ordinary_least_squares
SHORT = ["10", "12", "11", "13", "17", "16", "19", "18"]
START = "2024-05-01"


def series(tmp_path: Path, values: list[str]) -> str:
    path = tmp_path / "leavers.csv"
    rows = [f"{2024 + number // 12}-{number % 12 + 1:02}-01,{value}" for number, value in enumerate(values)]
    path.write_text("\n".join(["date,value", *rows, ""]))
    return str(path)


def panel(tmp_path: Path, *, started: str = "2024-03-01", effect: int = 3, each: int = 5) -> str:
    """Organisations ZT0... started, ZC0... did not; two years before and one after, all falling by 1 a year."""
    path = tmp_path / "trusts.csv"
    rows = [
        f"Z{group}{number},{year}-03-01,{20 + number - (year - 2022) - effect * (group == 'T' and year == 2024)},"
        f"{started if group == 'T' else ''}"
        for group in "TC"
        for number in range(each)
        for year in (2022, 2023, 2024)
    ]
    path.write_text("\n".join(["organisation,date,value,started", *rows, ""]))
    return str(path)


def told(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    said = json.loads(capsys.readouterr().out)
    assert isinstance(said, dict)
    return said


def test_json_of_a_series_has_effects_and_every_line_by_date(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", series(tmp_path, SHORT), "--from", START, "--unit", "leavers", "--json"]) == DONE

    said = told(capsys)
    assert said["design"] == "interrupted_time_series"
    assert said["level_change"]["value"] == pytest.approx(16.6 - 13.5)  # type: ignore[index]
    assert said["at_end"]["value"] == pytest.approx(18.4 - 15.9)  # type: ignore[index]
    assert said["observed"] == [float(value) for value in SHORT]
    assert said["fitted"] == pytest.approx([10.3, 11.1, 11.9, 12.7, 16.6, 17.2, 17.8, 18.4])
    assert said["expected"] == pytest.approx([10.3 + 0.8 * i for i in range(8)])
    assert (said["starts_on"], said["points_before"], said["points_after"]) == (START, 4, 4)
    assert {"about", "in_order", "says"} == set(said["checks"][0])  # type: ignore[index]
    assert (said["unit"], said["better"], said["verdict"]) == ("leavers", None, "not_told_from_none")


def test_the_terminal_has_sentences_checks_limits_and_a_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--from", START, "--tried", "The stay interviews", "--unit", "leavers", "--better", "down"]

    assert main(["evaluate", series(tmp_path, SHORT), *arguments]) == DONE

    said = capsys.readouterr().out
    assert "The stay interviews started on 1 May 2024: 4 points before, 4 from then on.\n" in said
    assert "come to 15.9 leavers; the line since the start comes to 18.4 leavers: a difference of +2.5 leavers" in said
    assert "  points (not in order): 4 points before the start and 4 after it" in said
    assert "Do not rely on it before you have read what is not in order: points.\n" in said
    assert "What it does not show\n  Why it changed." in said
    assert "2024-04-01      13.0    12.7\n" in said
    assert "2024-05-01      17.0    16.6      13.5\n" in said
    assert "ordinary least squares" in said


def test_organisations_beside_others_are_told_from_the_column_started(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = panel(tmp_path)

    assert main(["evaluate", path, "--json", "--from", "2024-03-01"]) == DONE
    said = told(capsys)
    assert main(["evaluate", path]) == DONE

    # Means: those that started 22, 21 and 20 - 3; the others 22, 21 and 20.
    assert said["design"] == "difference_in_differences"
    assert said["effect"]["value"] == pytest.approx(-3)  # type: ignore[index]
    assert (said["started"], said["others"], said["expected"]) == ([22, 21, 17], [22, 21, 20], [22, 21, 20])
    assert (said["verdict"], said["starts_on"], said["p"]) == ("no_interval", "2024-03-01", None)
    shown = capsys.readouterr().out
    assert "started on 1 March 2024 in 5 organisations; 5 others are compared with: 2 dates before, 1 from" in shown
    assert "2024-03-01     17.0    20.0      20.0\n" in shown


def test_the_page_has_a_picture_and_the_terminal_still_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = tmp_path / "series.html", tmp_path / "panel.html"
    words = ["--tried", "<b>Talks</b>", "--unit", "leavers"]

    assert main(["evaluate", series(tmp_path, SHORT), "--from", START, "--out", str(one), *words]) == DONE
    assert main(["evaluate", panel(tmp_path), "--out", str(other)]) == DONE

    assert "interrupted time series" in capsys.readouterr().out
    page = one.read_text()
    assert all(part in page for part in ("<svg", "line from before, run on.", "&lt;b&gt;Talks&lt;/b&gt;: before and"))
    assert "<b>Talks" not in page
    assert "mean of those that started" in other.read_text()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "a series without --from"),
        (["--from", "2024-04-15"], "(the nearest there: 2024-04-01, 2024-05-01)"),
        (["--from", "2030-01-01"], "(the nearest there: 2024-08-01)"),
        (["--from", "spring"], "--from spring, which is no date of the file."),
        (["--from", "2024-04-01", "--from", "2024-06-01"], "2 starts"),
        (["--from", "2024-03-01"], "2 before the start and 6 after it: too few points"),
        (["--from", "2024-07-01"], "1 more after the start"),
    ],
)
def test_a_start_that_cannot_be_used_is_refused(
    tmp_path: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", series(tmp_path, SHORT), *arguments]) == REFUSED

    said = capsys.readouterr()
    assert says in said.err
    assert said.out == ""


def test_a_gap_is_refused_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = Path(series(tmp_path, SHORT))
    path.write_text(path.read_text().replace("2024-03-01,11\n", ""))

    assert main(["evaluate", str(path), "--from", START]) == REFUSED

    assert "the distance before 2024-04-01 is not the usual one" in capsys.readouterr().err


def test_starts_that_cannot_be_used_are_refused_with_organisations_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(panel(tmp_path))

    assert main(["evaluate", str(path), "--from", "2023-03-01"]) == REFUSED
    assert "--from 2023-03-01, where the column 'started' says 2024-03-01" in capsys.readouterr().err
    text = path.read_text().splitlines()
    early = [line.replace(",2024-03-01", ",2023-03-01") if line.startswith("ZT0") else line for line in text]
    # Of the row for 2024 the date is put back: only what is in the column started is to differ.
    path.write_text("\n".join(early).replace("ZT0,2023-03-01,15", "ZT0,2024-03-01,15") + "\n")
    assert main(["evaluate", str(path)]) == REFUSED
    assert "started on 2 dates: 2023-03-01 (1), 2024-03-01 (4)" in capsys.readouterr().err


def test_organisations_of_which_none_started_and_too_few_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["evaluate", panel(tmp_path, started="")]) == REFUSED
    assert "none has a date in the column 'started'" in capsys.readouterr().err

    assert main(["evaluate", panel(tmp_path, each=4)]) == REFUSED
    assert "at least 5 organisations that started, 5 organisations to compare with" in capsys.readouterr().err


def test_every_problem_of_the_file_is_named_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "trusts.csv"
    path.write_text("organisation,date,value,started\n,2024-01-01,1,\nZZ1,spring,many,\n")

    assert main(["evaluate", str(path)]) == REFUSED

    said = capsys.readouterr().err
    assert "with 3 problems in its rows" in said
    assert all(code in said for code in ("E-951", "E-952", "E-953"))


@pytest.mark.slow
def test_help_loads_no_statistics_library() -> None:
    code = (
        "import sys\nfrom levelground.cli import main\n"
        "try: main(['evaluate', '--help'])\nexcept SystemExit: pass\n"
        "print(sorted({'statsmodels', 'scipy', 'numpy', 'jinja2'} & set(sys.modules)))"
    )

    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1] == "[]"
