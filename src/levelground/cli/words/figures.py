"""The words that print figures: compute, counts, survey."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from levelground.cli import DONE, WITH_FINDINGS
from levelground.cli.messages import Progress, findings_text
from levelground.cli.releasing import LEDGER, Asked, LedgerFile, released
from levelground.disclosure.released import ReleasedResult
from levelground.errors import InputError
from levelground.extracts.counts_return import read_counts
from levelground.extracts.findings import Finding, Severity
from levelground.measures import catalogue
from levelground.measures.counts_return import from_counts
from levelground.measures.model import Definition, MeasureResult


def counts(given: argparse.Namespace) -> int:
    """Figures from a counts return."""
    result = counts_result(Path(given.file))
    asked = Asked("already_public" if given.already_public else given.policy)
    shown = released(result, asked, LedgerFile(Path(given.ledger) if given.ledger else None))
    show(shown, as_json=given.json)
    return DONE


def counts_result(path: Path) -> MeasureResult:
    """The raw result of a counts return file."""
    definitions = catalogue.load()
    whole_base = [name for name, definition in definitions.items() if definition.base == "all"]
    rows = read_counts(path, measures=definitions, whole_base=whole_base)
    return from_counts(rows, source_hash=hashlib.sha256(path.read_bytes()).hexdigest())


def survey(given: argparse.Namespace) -> int:
    """Indicators 5 to 8 from the published national workbook."""
    from levelground.measures.national_survey import from_workbook

    shown = released(from_workbook(Path(given.file)), Asked("already_public"), LedgerFile(None))
    show(shown, as_json=given.json)
    return DONE


def compute_folder(given: argparse.Namespace) -> int:
    """Every figure of a folder, as the policy lets it through; or the SQL behind one measure."""
    from levelground.extracts.folder import read_folder
    from levelground.measures.compute import compute

    progress = Progress(silent=given.json)
    explained = _definition(given.explain) if given.explain else None
    folder = read_folder(Path(given.folder), progress=progress)
    if explained is not None:
        return _explain(explained, folder, as_json=given.json)
    progress("counting")
    result = compute(folder)
    progress("the gate")
    ledger = Path(given.ledger) if given.ledger else Path(given.folder) / LEDGER
    show(released(result, Asked(given.policy), LedgerFile(ledger)), as_json=given.json)
    return tell(folder.findings, as_json=given.json)


def tell(findings: tuple[Finding, ...], *, as_json: bool) -> int:
    """Say the findings on standard error; the exit status says whether there were any to act on."""
    serious = [finding for finding in findings if finding.severity is not Severity.NOTE]
    if serious and not as_json:
        found = f"{len(serious)} finding{'s' if len(serious) > 1 else ''}"
        sys.stderr.write(f"\n{found} in the files:\n{findings_text(serious)}\n")
    return WITH_FINDINGS if serious else DONE


def show(shown: ReleasedResult, *, as_json: bool) -> None:
    """The released figures on standard output, as JSON or as a table for a terminal."""
    from levelground.reporting.open_data import figures_json
    from levelground.reporting.tables import plain_text

    text = json.dumps(figures_json(shown), indent=1, ensure_ascii=False) if as_json else plain_text(shown)
    sys.stdout.write(text + "\n")


def _definition(measure: str) -> Definition:
    definitions = catalogue.load()
    if measure not in definitions:
        raise InputError(
            f"the measure '{measure}'.",
            expected=f"one of {', '.join(definitions)}.",
            do_this="run levelground catalogue to see what each one means.",
        )
    return definitions[measure]


def _explain(definition: Definition, folder: object, *, as_json: bool) -> int:
    from levelground.measures.compute import explain

    explained = explain(folder, definition)  # type: ignore[arg-type]
    if as_json:
        sys.stdout.write(json.dumps([vars(part) for part in explained], indent=1) + "\n")
        return DONE
    for part in explained:
        sys.stdout.write(f"-- {part.table}: read {part.rows} from {', '.join(part.files)}\n{part.sql};\n\n")
    return DONE
