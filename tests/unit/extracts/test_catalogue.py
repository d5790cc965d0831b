"""Findings are made from the catalogue, which is whole, and hold no cell's value."""

from __future__ import annotations

import re
from pathlib import Path

import levelground.extracts
from levelground.extracts.catalogue import entries, findings_text, make
from levelground.extracts.findings import Severity

SOURCES = Path(levelground.extracts.__file__).parent
# These files are refused whole: their texts stand beside their own readers.
FORMS = ("counts_return.py", "panel.py", "patients_return.py", "profiles.py", "series.py", "trust_survey.py")
PLACEHOLDERS = {"file", "header", "field", "count", "words", "more"}


def test_a_finding_has_its_sentences_filled_in() -> None:
    finding = make("E-201", file="a.csv", extract="staff", field="pay_band", column="Grade", rows=[9, 3, 5, 7, 2, 8])

    assert finding.problem.startswith("The column 'Grade' holds entries that are no known pay band.")
    assert "[values.pay_band]" in finding.hint
    assert (finding.severity, finding.rows, finding.count) == (Severity.ERROR, (2, 3, 5, 7, 8), 6)


def test_a_finding_about_no_row_counts_as_one_unless_said() -> None:
    assert make("E-101", file="a.csv").count == 1
    assert "people (1,234)" in make("E-403", file="a.csv", count=1234).problem


def test_a_field_without_a_column_stands_for_its_header() -> None:
    assert "'attended_on'" in make("E-304", file="a.csv", field="attended_on").problem


def test_every_entry_is_whole() -> None:
    for code, entry in entries().items():
        assert re.fullmatch(r"E-[1-4]\d\d", code)
        assert ("stops" in entry) == (Severity(entry["severity"]) is Severity.ERROR), code
        for sentence in (entry["problem"], entry["hint"]):
            assert sentence.endswith((".", "{more}.", '"no".')), code
            assert set(re.findall(r"\{(\w+)\}", sentence)) <= PLACEHOLDERS, code


def test_every_code_in_use_is_in_the_catalogue_and_every_entry_in_use() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES.glob("*.py") if path.name not in FORMS]
    used = {code for text in texts for code in re.findall(r"\"(E-\d{3})\"", text)}

    assert used == entries().keys()


def test_the_catalogue_can_be_read_as_a_table() -> None:
    lines = findings_text().splitlines()

    assert lines[0] == "| Code | Severity | What was found | What to do | Stops |"
    assert all(line.count(" |") == 5 for line in lines[2:])
    assert {line.split("|")[1].strip() for line in lines[2:]} >= {
        "E-101",
        "E-409",
        "E-506",
        "E-701",
        "E-801",
        "E-901",
        "E-951",
        "E-961",
    }
