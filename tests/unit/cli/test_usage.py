"""How the command line is used, and what it says where it cannot go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from levelground import __version__
from levelground.cli import DONE, REFUSED, WITH_FINDINGS, main
from levelground.cli.messages import Progress, error_text


def test_help_and_version_are_on_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["report", "--help"], ["--version"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert __version__ in shown
    assert "levelground report extracts --out report" in shown


def test_a_bare_command_shows_the_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == REFUSED
    assert "levelground init FOLDER" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["dance"], ["report", "extracts"], ["counts", "a.csv", "--policy", "secret"]])
def test_a_wrong_usage_is_refused_in_the_form_of_every_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == REFUSED

    said = capsys.readouterr().err
    assert said.startswith("Refused. Nothing was written.")
    assert all(part in said for part in ("Given:", "Expected: levelground", "Do this:", "--help"))


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    extract = tmp_path / "staff.csv"
    extract.write_text(
        "Employee Number,Assignment Number,Assignment Status,Ethnic Origin,Pay Grade\n1,1,Active,A,Band 5\n"
    )

    # a file stands where a folder would have to be
    assert main(["map", str(extract), "--out", str(extract / "staff.map.toml")]) == REFUSED

    assert capsys.readouterr().err.startswith("Refused. Nothing was written.")
    assert list(tmp_path.iterdir()) == [extract]


def test_a_stopped_run_says_that_nothing_was_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from levelground.cli.words import reference

    def stopped(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(reference, "schema", stopped)

    assert main(["schema"]) == REFUSED
    assert "Nothing was written" in capsys.readouterr().err


def test_a_reader_that_goes_away_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    from levelground.cli.words import reference

    def gone(_: object) -> int:
        raise BrokenPipeError

    monkeypatch.setattr(reference, "schema", gone)
    monkeypatch.setattr(sys, "stderr", io.StringIO())

    assert main(["schema"]) == DONE


def test_any_error_has_a_text_and_progress_can_be_silent(capsys: pytest.CaptureFixture[str]) -> None:
    assert error_text("something") == "something\n"
    Progress(silent=True)("reading")
    assert capsys.readouterr().err == ""
    Progress()("reading")
    assert "reading" in capsys.readouterr().err


def test_findings_are_said_beneath_the_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = (
        "Employee Number,Assignment Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade,Staff Group"
    )
    rows = [
        f"{n},{n},Active Assignment,Permanent,{'?' if n == 3 else 'A'},Band 5,Administrative and Clerical"
        for n in range(30)
    ]
    (tmp_path / "staff.csv").write_text("\n".join([names, *rows]))
    main(["init", str(tmp_path), "--organisation", "ZZ9", "--name", "Nowhere", "--snapshot", "2026-03-31"])

    assert main(["compute", str(tmp_path)]) == WITH_FINDINGS

    said = capsys.readouterr().err
    assert "1 finding in the files" in said
    assert "E-201" in said
