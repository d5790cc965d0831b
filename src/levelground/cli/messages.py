"""How errors, findings and progress are said in a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable

from levelground.errors import InputError, LevelgroundError
from levelground.extracts.findings import Finding


def error_text(error: object) -> str:
    """The error in the form given / expected / do this, with every finding below it."""
    if not isinstance(error, LevelgroundError):
        return f"{error}\n"
    lines = ["Refused. Nothing was written.", f"  Given:    {error.given}", f"  Expected: {error.expected}"]
    lines.append(f"  Do this:  {error.do_this}")
    if isinstance(error, InputError):
        lines += ["", *(finding_text(f) for f in error.findings if isinstance(f, Finding))]
    return "\n".join(lines).rstrip() + "\n"


def finding_text(finding: Finding) -> str:
    """One finding on two lines: where and what, then what to do."""
    rows = f" rows {', '.join(str(row) for row in finding.rows)}" if finding.rows else ""
    more = (
        f" and {finding.count - len(finding.rows):,} more" if finding.rows and finding.count > len(finding.rows) else ""
    )
    sheet = f" [{finding.sheet}]" if finding.sheet else ""
    column = f" column '{finding.column}'" if finding.column else ""
    where = f"{finding.file}{sheet}{column}{rows}{more}"
    return f"{finding.code} {finding.severity.value}: {where}\n      {finding.problem} {finding.hint}"


def findings_text(findings: Iterable[Finding]) -> str:
    """Every finding, errors first."""
    order = {"error": 0, "warning": 1, "note": 2}
    return "\n".join(finding_text(f) for f in sorted(findings, key=lambda f: (order[f.severity.value], f.file, f.code)))


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding as plain values."""
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.file,
        "sheet": finding.sheet,
        "extract": finding.extract,
        "field": finding.field,
        "column": finding.column,
        "rows": list(finding.rows),
        "count": finding.count,
        "problem": finding.problem,
        "hint": finding.hint,
    }


class Progress:
    """Says on standard error what is being done, and how long it has taken. Silent where the answer is JSON."""

    def __init__(self, *, silent: bool = False) -> None:
        self._silent = silent
        self._start = time.monotonic()

    def __call__(self, step: str) -> None:
        if not self._silent:
            sys.stderr.write(f"  [{time.monotonic() - self._start:5.1f} s] {step}\n")
            sys.stderr.flush()
