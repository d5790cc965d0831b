"""The words that print figures: compute, counts, survey."""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from levelground.cli import DONE, WITH_FINDINGS
from levelground.cli.messages import Progress, findings_text
from levelground.cli.output import publish_file
from levelground.cli.releasing import LEDGER, Asked, LedgerFile, released
from levelground.disclosure.released import ReleasedResult
from levelground.errors import InputError
from levelground.extracts.counts_return import read_counts
from levelground.extracts.findings import Finding, Severity
from levelground.extracts.trust_survey import is_trust_survey
from levelground.measures import catalogue
from levelground.measures.counts_return import from_counts
from levelground.measures.model import Definition, Kind, MeasureResult
from levelground.measures.trust_survey import from_trust_rows, names


def counts(given: argparse.Namespace) -> int:
    """Figures from a counts return."""
    result = counts_result(Path(given.file))
    asked = Asked("already_public" if given.already_public else given.policy)
    shown = released(result, asked, LedgerFile(_ledger(given)))
    show(shown, as_json=given.json)
    return DONE


def counts_result(path: Path) -> MeasureResult:
    """The raw result of a counts return file, or of survey rows by trust."""
    if is_trust_survey(path):
        return from_trust_rows(path, year=None)
    # Pay has no counts return, and patients have one of their own, which keeps lists of patients out.
    kept = (one for one in catalogue.load().values() if one.kind is not Kind.GAP and one.numerator.table != "patients")
    definitions = {one.id: one for one in kept}
    whole_base = [name for name, definition in definitions.items() if definition.base == "all"]
    rows = read_counts(path, measures=definitions, whole_base=whole_base)
    return from_counts(rows, source_hash=hashlib.sha256(path.read_bytes()).hexdigest())


def patients(given: argparse.Namespace) -> int:
    """Figures of patients from their counts return."""
    shown = released(patients_result(Path(given.file)), Asked(given.policy), LedgerFile(_ledger(given)))
    show(shown, as_json=given.json)
    return DONE


def _ledger(given: argparse.Namespace) -> Path | None:
    return Path(given.ledger) if given.ledger else None


def patients_result(path: Path) -> MeasureResult:
    """The raw result of a patients' counts return file."""
    from levelground.extracts.patients_return import read_patients
    from levelground.measures.patients import from_patients, measures

    known = measures()
    rows = read_patients(path, measures=known, whole_base=[name for name, one in known.items() if one.base == "all"])
    return from_patients(rows, source_hash=hashlib.sha256(path.read_bytes()).hexdigest())


def counts_names(path: Path) -> Mapping[str, str]:
    """The names that the file of counts has for its organisations: a counts return has none."""
    return names(path) if is_trust_survey(path) else {}


def survey(given: argparse.Namespace) -> int:
    """Indicators 5 to 8 and further questions, or what there is of them, from a published file of the Staff Survey."""
    from levelground.measures.published_survey import from_published, is_rows

    path = Path(given.file)
    if given.write_organisations and is_rows(path):
        raise InputError(
            "--write-organisations with rows by trust.",
            expected="the workbook 'organisational results', which alone says what each organisation is like.",
            do_this="give that workbook, or leave --write-organisations out.",
        )
    result = from_published(path, year=given.year)
    profiles = _profiles_csv(path) if given.write_organisations else ""
    # Counts that were worked out from published rates were not published themselves: they pass the gate as any other.
    shown = released(result, Asked("public" if is_rows(path) else "already_public"), LedgerFile(None))
    if given.write_organisations:
        publish_file(Path(given.write_organisations), profiles.encode("utf-8-sig"))
    show(shown, as_json=given.json)
    return DONE


def _profiles_csv(path: Path) -> str:
    """The organisations of an organisational workbook, as `levelground report --organisations` reads them."""
    import csv
    import io

    from levelground.extracts.profiles import HEADER
    from levelground.measures.organisational_survey import profiles

    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADER)
    for one in profiles(path):
        # Three decimals: a share at full precision would give the numbers of people away.
        writer.writerow((one.code, one.name, one.type, one.size, one.region, f"{one.bme_share:.3f}"))
    return text.getvalue()


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
