"""Every word of the command line, run as a user runs it, on small made-up files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from levelground.cli import DONE, REFUSED, WITH_FINDINGS, main

COUNTS = """organisation,period_end,measure,group,numerator,denominator
ZZ9,2026-03-31,wres_2,white,320,1250
ZZ9,2026-03-31,wres_2,bme,61,365
ZZ9,2026-03-31,wres_3,white,3,2400
ZZ9,2026-03-31,wres_3,bme,9,610
"""
CLAIMS = """claim_id,organisation,period_end,measure,item,printed
a,ZZ9,2026-03-31,wres_2,white_numerator,30
a,ZZ9,2026-03-31,wres_2,white_denominator,100
a,ZZ9,2026-03-31,wres_2,bme_numerator,8
a,ZZ9,2026-03-31,wres_2,bme_denominator,40
a,ZZ9,2026-03-31,wres_2,ratio,{ratio}
"""
STAFF = "Employee Number,Assignment Number,Assignment Status,Assignment Category,Ethnic Origin,Pay Grade,Staff Group"
POSTS = [("A White - British", 40), ("H Asian or Asian British - Indian", 20), ("Z Not Stated", 12)]


@pytest.fixture
def counts_file(tmp_path: Path) -> Path:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS)
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one staff extract of made-up people, without settings."""
    place = tmp_path / "extracts"
    place.mkdir()
    lines = [STAFF]
    for origin, number in POSTS:
        lines += [
            f"SYN{origin[0]}{n},1,Active Assignment,Permanent,{origin},Band 5,Nursing and Midwifery Registered"
            for n in range(number)
        ]
    (place / "staff in post.csv").write_text("\n".join(lines) + "\n")
    return place


@pytest.fixture
def ready(folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """The same folder with its settings written by `init`."""
    assert main(["init", str(folder), "--organisation", "ZZ9", "--name", "Nowhere", "--snapshot", "2026-03-31"]) == DONE
    capsys.readouterr()
    return folder


def shown(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, list)
    return found


def test_counts_as_json_hide_small_counts_and_keep_the_rest(
    counts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["counts", str(counts_file), "--json"]) == DONE

    ratios = {entry["measure"]: entry for entry in shown(capsys) if entry["kind"] == "ratio"}
    assert ratios["wres_2"]["value"] == 1.53  # (320 / 1250) / (61 / 365) = 1.5318
    assert ratios["wres_3"]["value"] is None
    assert ratios["wres_3"]["suppressed"] is True
    assert ratios["wres_3"]["reason"]


def test_counts_that_are_public_already_come_at_full_precision(
    counts_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["counts", str(counts_file), "--json", "--already-public"]) == DONE

    ratios = {entry["measure"]: entry["value"] for entry in shown(capsys) if entry["kind"] == "ratio"}
    assert ratios["wres_2"] == pytest.approx((320 / 1250) / (61 / 365), abs=1e-12)
    assert ratios["wres_3"] == pytest.approx((9 / 610) / (3 / 2400), abs=1e-12)


def test_counts_as_text_say_the_policy(counts_file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["counts", str(counts_file)]) == DONE

    text = capsys.readouterr().out
    assert "Released under the policy 'public'" in text
    assert "3 of" not in text.replace("61 of", "")


def test_a_ledger_remembers_a_release(counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = tmp_path / "ledger.json"

    assert main(["counts", str(counts_file), "--json", "--ledger", str(ledger)]) == DONE
    assert main(["counts", str(counts_file), "--json", "--ledger", str(ledger)]) == DONE

    entries = json.loads(ledger.read_text())["entries"]
    assert len(entries) == 2
    # which counts were shown, by name, and no count: every leaf but the release's own stamps is a word
    shown = [leaf for entry in entries for cell in entry["shown"] + entry["hidden"] for leaf in cell.values()]
    assert shown
    assert not any(isinstance(leaf, int) or str(leaf) == "320" for leaf in shown)
    capsys.readouterr()


def test_an_unreadable_ledger_stops_the_release(
    counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = tmp_path / "ledger.json"
    ledger.write_text("not a ledger")

    assert main(["counts", str(counts_file), "--ledger", str(ledger)]) == REFUSED
    assert "Given:" in capsys.readouterr().err


def test_a_bad_return_is_refused_with_every_finding(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "counts.csv"
    path.write_text(COUNTS.replace("320", "many").replace("wres_3,bme", "wres_33,bme"))

    assert main(["counts", str(path), "--json"]) == REFUSED

    out, err = capsys.readouterr()
    assert out == ""
    for part in ("Given:", "Expected:", "Do this:", "E-505", "E-503", "Nothing was written"):
        assert part in err
    assert "many" not in err


def test_claims_that_add_up_exit_0_and_slips_exit_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "claims.csv"
    path.write_text(CLAIMS.format(ratio="1.50"))
    assert main(["audit", str(path), "--json"]) == DONE
    assert shown(capsys)[0]["adds_up"] is True

    path.write_text(CLAIMS.format(ratio="0.67"))
    assert main(["audit", str(path)]) == WITH_FINDINGS
    assert "a: does not add up (inverted_ratio)" in capsys.readouterr().out


def test_init_proposes_and_never_overwrites(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder)]) == DONE
    assert "levelground.toml" in capsys.readouterr().out
    before = {path.name: path.read_text() for path in folder.glob("*.toml")}

    assert main(["init", str(folder), "--json"]) == DONE
    assert json.loads(capsys.readouterr().out) == {"written": []}
    assert main(["init", str(folder)]) == DONE
    assert "nothing" in capsys.readouterr().out
    assert {path.name: path.read_text() for path in folder.glob("*.toml")} == before


def test_init_refuses_a_date_that_is_none(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", str(folder), "--snapshot", "March"]) == REFUSED
    assert "a snapshot date that is not a date" in capsys.readouterr().err
    assert not list(folder.glob("*.toml"))


def test_map_shows_or_writes_a_proposal(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = str(folder / "staff in post.csv")

    assert main(["map", file]) == DONE
    assert 'person_id = "Employee Number"' in capsys.readouterr().out
    assert main(["map", file, "--json", "--extract", "staff"]) == DONE
    assert json.loads(capsys.readouterr().out)["extract"] == "staff"
    assert main(["map", file, "--out", str(tmp_path / "staff.map.toml")]) == DONE
    assert capsys.readouterr().out == ""
    assert 'extract = "staff"' in (tmp_path / "staff.map.toml").read_text()


def test_validate_lists_findings_or_says_that_there_are_none(ready: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["validate", str(ready)])
    text = capsys.readouterr().out
    assert code in (DONE, WITH_FINDINGS)
    assert text

    file = ready / "staff in post.csv"
    file.write_text(file.read_text().replace("Band 5", "Band Purple", 1))
    assert main(["validate", str(ready), "--json"]) == WITH_FINDINGS
    findings = shown(capsys)
    assert any(f["severity"] == "error" and f["field"] == "pay_band" and f["rows"] == [2] for f in findings)
    assert "Purple" not in json.dumps(findings)


def test_a_folder_without_problems_says_so(
    ready: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import dataclasses

    from levelground.extracts import folder as folders

    read = folders.read_folder
    monkeypatch.setattr(folders, "read_folder", lambda *a, **k: dataclasses.replace(read(*a, **k), findings=()))

    assert main(["validate", str(ready)]) == DONE
    assert capsys.readouterr().out == "No problem was found.\n"


def test_compute_prints_released_figures_and_explains_its_counting(
    ready: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["compute", str(ready), "--json"])
    shares = {
        e["group"]: e["value"]
        for e in shown(capsys)
        if e["measure"] == "wres_1" and e["kind"] == "share" and not e["breakdown"]
    }
    assert shares["bme"] == pytest.approx(0.278)  # 20 of 72
    assert (ready / "levelground-ledger.json").is_file()

    assert main(["compute", str(ready), "--explain", "wres_1"]) == DONE
    text = capsys.readouterr().out
    assert "read 72 from staff in post.csv" in text
    assert "GROUP BY period" in text
    assert main(["compute", str(ready), "--explain", "wres_1", "--json"]) == DONE
    assert shown(capsys)[0]["rows"] == 72
    assert main(["compute", str(ready), "--explain", "wres_99"]) == REFUSED


def test_report_makes_every_file_and_keeps_findings_with_the_analyst(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"

    code = main(["report", str(ready), "--out", str(out), "--ledger", str(tmp_path / "ledger.json")])

    assert code in (DONE, WITH_FINDINGS)
    assert sorted(path.name for path in out.iterdir()) == [
        "counts.csv", "datapackage.json", "figures.csv", "levelground.json", "report.html", "workbook.xlsx",
    ]  # fmt: skip
    assert (ready / "levelground-findings.csv").is_file()
    assert (tmp_path / "ledger.json").is_file()
    assert "The report is ready" in capsys.readouterr().out


@pytest.mark.parametrize("source", ["package", "counts"])
def test_a_report_of_counts_takes_last_year_from_a_release_or_a_return(
    counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str
) -> None:
    before = tmp_path / "before.csv"
    before.write_text(COUNTS.replace("2026", "2025").replace("320", "300"))
    previous = before
    if source == "package":
        assert main(["report", "--counts", str(before), "--out", str(tmp_path / "last")]) == DONE
        previous = tmp_path / "last" / "datapackage.json"

    arguments = [
        "report",
        "--counts",
        str(counts_file),
        "--out",
        str(tmp_path / "now"),
        "--previous",
        str(previous),
        "--json",
    ]
    assert main(arguments) == DONE

    # (300 / 1250) / (61 / 365) = 1.436
    assert "year to 31 March 2025 it was 1.44" in (tmp_path / "now" / "report.html").read_text()
    assert '"report.html"' in capsys.readouterr().out


def test_last_year_of_somebody_else_is_refused(
    counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tmp_path / "before.csv"
    before.write_text(COUNTS.replace("2026", "2025").replace("ZZ9", "ZZ8"))
    out = tmp_path / "now"

    assert main(["report", "--counts", str(counts_file), "--previous", str(before), "--out", str(out)]) == REFUSED

    assert "no earlier figure of the same organisation" in capsys.readouterr().err
    assert not out.exists()


def test_a_report_needs_a_folder_or_counts_and_not_both(
    counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--out", str(tmp_path / "x")]) == REFUSED
    assert main(["report", str(tmp_path), "--counts", str(counts_file), "--out", str(tmp_path / "x")]) == REFUSED
    assert not (tmp_path / "x").exists()
    capsys.readouterr()


def test_a_report_is_not_written_over_other_peoples_files(
    counts_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "--counts", str(counts_file), "--out", str(tmp_path)]) == REFUSED
    assert "did not make" in capsys.readouterr().err
    assert counts_file.read_text() == COUNTS


def test_the_return_holds_exact_counts_for_its_recipient(
    ready: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "return.xlsx"

    main(["return", str(ready), "--out", str(out), "--recipient", "Nobody at all"])
    main(["return", str(ready), "--out", str(out), "--recipient", "Nobody at all", "--json"])

    book = openpyxl.load_workbook(out)
    assert book["About this return"]["B2"].value == "Nobody at all"
    assert "not for publication" in capsys.readouterr().out
    assert "Nobody at all" in (ready / "levelground-ledger.json").read_text()


def test_the_catalogue_and_the_schemas_explain_themselves(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue"]) == DONE
    assert capsys.readouterr().out.count("wres_") == 9
    assert main(["catalogue", "wres_3"]) == DONE
    assert "Does not show:" in capsys.readouterr().out
    assert main(["catalogue", "--json"]) == DONE
    assert sum(str(entry["id"]).startswith("wres_") for entry in shown(capsys)) == 9
    assert main(["schema"]) == DONE
    assert "staff: Staff in post at a snapshot" in capsys.readouterr().out
    assert main(["schema", "board", "--json"]) == DONE
    assert shown(capsys)[0]["name"] == "board"
    assert main(["schema", "nonsense"]) == REFUSED
    assert "one of staff" in capsys.readouterr().err


def test_the_metrics_of_the_edi_plan_are_listed_with_their_measures(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["catalogue", "--edi"]) == DONE
    said = capsys.readouterr().out
    assert "2a  Likelihood of appointment from shortlisting\n      answered by wres_2" in said
    assert "not here: The plan left this metric to be set later." in said
    assert main(["catalogue", "--edi", "--json"]) == DONE
    plan = json.loads(capsys.readouterr().out)
    assert plan["actions"][1]["metrics"][0]["id"] == "2a"
    assert main(["catalogue", "wres_3", "--edi"]) == REFUSED
    assert "not both" in capsys.readouterr().err


def test_the_survey_word_refuses_what_is_no_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "b.xlsx").write_text("no")

    assert main(["survey", str(tmp_path / "b.xlsx")]) == REFUSED
    capsys.readouterr()


def test_the_survey_word_gives_published_values(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from tests.unit.measures.test_national_survey import QUESTIONS, made_workbook

    made_workbook(tmp_path / "b.xlsx", sheets=QUESTIONS)

    assert main(["survey", str(tmp_path / "b.xlsx"), "--json"]) == DONE
    white = next(e for e in shown(capsys) if e["measure"] == "wres_7" and e["group"] == "white")
    assert white["value"] == pytest.approx(0.70)
    assert white["denominator_1"] == 1009
    assert main(["survey", str(tmp_path / "b.xlsx")]) == DONE
    assert "share White = 70.0%  base 1,009" in capsys.readouterr().out


@pytest.mark.slow
def test_the_demo_runs_the_whole_job(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "demo"

    assert main(["demo", "--out", str(out), "--staff", "300"]) == DONE

    assert "Synthetic data" in (out / "report.html").read_text()
    assert (out / "extracts" / "levelground.toml").is_file()
    assert "making a synthetic trust of 300 staff" in capsys.readouterr().err
    shutil.rmtree(out)
