"""The published survey rows of many trusts, as a counts return, through the report in one run.

Source: NHS Staff Survey 2024 benchmark results by trust, White and BME (https://www.nhsstaffsurveys.com), kept beside
the repository because its licence is to be confirmed; no row of it stands in here.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from levelground.cli import DONE, main

PERIOD = "2025-03-31"  # the survey of autumn 2024 belongs to the standard of 2025


@pytest.fixture(scope="module")
def survey_rows(shared: Path) -> list[dict[str, str]]:
    path = shared / "data" / "nss2024_wres5to8_by_trust_reconstructed_counts.csv"
    return [row for row in csv.DictReader(path.read_text("utf-8").splitlines()) if row["counts_unique"] == "yes"]


def counts_return(rows: list[dict[str, str]]) -> Iterator[str]:
    yield "organisation,period_end,measure,group,numerator,denominator"
    for row in rows:
        for group in ("white", "bme"):
            counts = f"{row[f'{group}_yes_derived']},{row[f'{group}_base_derived']}"
            yield f"{row['ods_code']},{PERIOD},wres_{row['wres_indicator']},{group},{counts}"


@pytest.mark.shared
def test_every_published_rate_comes_back(
    survey_rows: list[dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "counts.csv").write_text("\n".join(counts_return(survey_rows)))

    assert main(["counts", str(tmp_path / "counts.csv"), "--json", "--already-public"]) == DONE

    shares = {
        (entry["organisation"], entry["measure"], entry["group"]): entry["value"]
        for entry in json.loads(capsys.readouterr().out)
        if entry["kind"] == "share"
    }
    assert len(shares) == 2 * len(survey_rows)
    for row in survey_rows:
        for group in ("white", "bme"):
            found = shares[row["ods_code"], f"wres_{row['wres_indicator']}", group]
            assert found == pytest.approx(float(row[f"{group}_rate_published"]), abs=1e-12)


@pytest.mark.shared
@pytest.mark.slow
def test_every_trust_is_in_one_report_with_a_funnel_for_each_indicator(
    survey_rows: list[dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "counts.csv").write_text("\n".join(counts_return(survey_rows)))
    arguments = ["report", "--counts", str(tmp_path / "counts.csv"), "--already-public", "--out", str(tmp_path / "out")]

    assert main([*arguments, "--highlight", survey_rows[0]["ods_code"]]) == DONE

    page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert page.count(" organisations in a funnel</figcaption>") == 4
    assert page.count(" beside others</figcaption>") == 4
    assert all(f'<th scope="row">{row["ods_code"]}</th>' in page for row in survey_rows)
    assert len({row["ods_code"] for row in survey_rows}) == 94
    capsys.readouterr()


@pytest.mark.shared
def test_without_already_public_the_same_rows_pass_the_gate(
    survey_rows: list[dict[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "counts.csv").write_text("\n".join(counts_return(survey_rows)))

    assert main(["counts", str(tmp_path / "counts.csv"), "--json"]) == DONE

    for entry in json.loads(capsys.readouterr().out):
        if entry["value"] is not None:
            assert entry["value"] == round(entry["value"], 3)
