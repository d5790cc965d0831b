"""Findings by their stable code: severity, sentence, hint and what stops, from the catalogue beside this file."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from levelground.extracts.findings import Finding, Severity

MOST_ROWS_NAMED = 5


@cache
def entries() -> dict[str, dict[str, str]]:
    """Every finding's severity, problem, hint and, for an error, what it stops, by code."""
    return tomllib.loads(files(__package__).joinpath("findings_catalogue.toml").read_text("utf-8"))


def make(code: str, *, file: str, rows: Sequence[int] = (), count: int | None = None, **place: Any) -> Finding:
    """The finding of that code.

    Parameters
        rows: every row it was found in; the first few are named. `count` where it is not the number of these rows.
        place: sheet, extract, field, column; and `words`, `more`, which only fill in the sentence and are ours, or
            numbers: a finding holds no cell's value.
    """
    entry = entries()[code]
    field = place.get("field") or ""
    number = count if count is not None else max(len(rows), 1)
    words = {
        "file": file,
        "header": place.get("column") or field,
        "count": f"{number:,}",
        "words": place.pop("words", ""),
        "more": place.pop("more", ""),
    }
    return Finding(
        code,
        Severity(entry["severity"]),
        file,
        entry["problem"].format(field=field.replace("_", " "), **words),
        entry["hint"].format(field=field, **words),
        rows=tuple(sorted(rows)[:MOST_ROWS_NAMED]),
        count=number,
        **place,
    )


def findings_text() -> str:
    """The catalogue as Markdown, for the documentation."""
    rows = [
        f"| {code} | {entry['severity']} | {_generic(entry['problem'])} | {_generic(entry['hint'])} "
        f"| {entry.get('stops', '')} |"
        for code, entry in entries().items()
    ]
    head = ["| Code | Severity | What was found | What to do | Stops |", "| --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *rows, *_of_forms()]) + "\n"


def _of_forms() -> list[str]:
    """The findings of the small CSV forms: such a file is refused whole, so its texts stand beside its own reader."""
    from levelground.extracts import counts_return, panel, patients_return, profiles, series, trust_survey

    forms = {
        "the whole counts return": counts_return.TEXTS,
        "the whole counts return of patients": patients_return.TEXTS,
        "the whole file of survey rows by trust": trust_survey.TEXTS,
        "the whole file of organisations": profiles.TEXTS,
        "the whole series": series.TEXTS,
        "the whole file of organisations over time": panel.TEXTS,
    }
    return [
        f"| {code} | error | The row or column {problem} | {hint} | {stops} |"
        for stops, texts in forms.items()
        for code, (problem, hint) in texts.items()
    ]


def _generic(text: str) -> str:
    return text.format(file="the file", header="…", field="field", count="…", words="…", more="…")
