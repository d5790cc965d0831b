"""The word project, run as a user runs it, on small made-up files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from levelground.cli import DONE, REFUSED, WITH_FINDINGS, main
from tests.factories.careers import TRUST, YEARS

pytestmark = pytest.mark.slow
HEADER = "Effective Date,Employee Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade,Staff Group"
ORIGIN = {"A": "A White - British", "H": "H Asian or Asian British - Indian", "Z": "Z Not Stated"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three yearly staff lists of people who do not exist, in one file."""
    place = tmp_path / "extracts"
    place.mkdir()
    lines = [HEADER]
    for number, (people, category, bands) in enumerate(TRUST):
        for person in range(people):
            lines += [
                f"{year},SYN{number}-{person},Active Assignment,Permanent,{ORIGIN[category]},Band {band},Allied Health"
                for year, band in zip(YEARS, bands, strict=True)
                if band
            ]
    (place / "staff in post.csv").write_text("\n".join(lines) + "\n")
    (place / "levelground.toml").unlink(missing_ok=True)
    assert main(["init", str(place), "--organisation", "ZZ9", "--name", "Nowhere", "--snapshot", YEARS[-1]]) == DONE
    return place


def test_json_is_the_same_for_the_same_seed_and_the_ledger_remembers(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    said = []
    for seed in ("1", "1", "2"):
        code = main(["project", str(folder), "--json", "--seed", seed, "--years", "4", "--scenario", "progress:6"])
        assert code in (DONE, WITH_FINDINGS)
        said.append(json.loads(capsys.readouterr().out))

    assert said[0]["baseline"] == said[1]["baseline"] != said[2]["baseline"]
    assert said[0]["scenario"]["change"] == "progress"
    assert len(said[0]["baseline"][0]["years"]) == 5
    assert '"pipeline.in_post"' in (folder / "levelground-ledger.json").read_text()


def test_a_page_and_the_values_are_written_together(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out, ledger = tmp_path / "projection", tmp_path / "ledger.json"
    arguments = ["--policy", "internal", "--goal", "40", "--out", str(out), "--ledger", str(ledger)]

    assert main(["project", str(folder), "--years", "2", *arguments]) in (DONE, WITH_FINDINGS)

    assert "A projection is no forecast" in capsys.readouterr().out
    assert "<svg" in (out / "projection.html").read_text("utf-8")
    assert json.loads((out / "projection.json").read_text("utf-8"))["goal"] == 0.4
    assert ledger.is_file()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (["--years", "0"], "--years 1 to 30"),
        (["--goal", "120"], "--goal between 0 and 100"),
        (["--scenario-from", "11"], "within the years"),
        (["--scenario", "promote:8a"], "the scenario 'promote:8a'"),
        (["--scenario", "appoint:consultant"], "a colon, and a band"),
    ],
)
def test_what_cannot_be_answered_is_refused_before_any_work(
    wrong: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["project", "no-such-folder", *wrong]) == REFUSED

    assert said in capsys.readouterr().err


def test_a_scenario_of_a_change_alone_is_of_every_step(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()

    main(["project", str(folder), "--json", "--years", "1", "--scenario", "leave"])

    assert json.loads(capsys.readouterr().out)["scenario"]["step"] == "all"
