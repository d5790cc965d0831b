"""Findings by their stable code: severity, sentence and hint from the catalogue beside this file."""

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
    """Every finding's severity, problem and hint, by code."""
    return tomllib.loads(files(__package__).joinpath("findings_catalogue.toml").read_text("utf-8"))


def make(code: str, *, file: str, rows: Sequence[int] = (), count: int | None = None, **place: Any) -> Finding:
    """The finding of that code.

    Parameters
        rows: every row it was found in; the first few are named. `count` when there are no rows to name.
        place: sheet, extract, field, column; and `words`, `more`, which only fill in the sentence.
    """
    entry = entries()[code]
    words = {
        "file": file,
        "header": place.get("column") or "",
        "field": (place.get("field") or "").replace("_", " "),
        "words": place.pop("words", ""),
        "more": place.pop("more", ""),
    }
    hint_words = {**words, "field": place.get("field") or ""}
    return Finding(
        code,
        Severity(entry["severity"]),
        file,
        entry["problem"].format(**words),
        entry["hint"].format(**hint_words),
        rows=tuple(sorted(rows)[:MOST_ROWS_NAMED]),
        count=count if count is not None else max(len(rows), 1),
        **place,
    )


def findings_text() -> str:
    """The catalogue as Markdown, for the documentation."""
    rows = [
        f"| {code} | {entry['severity']} | {_generic(entry['problem'])} | {_generic(entry['hint'])} |"
        for code, entry in entries().items()
    ]
    return "\n".join(["| Code | Severity | What was found | What to do |", "| --- | --- | --- | --- |", *rows]) + "\n"


def _generic(text: str) -> str:
    return text.format(file="the file", header="…", field="field", words="…", more="…")
