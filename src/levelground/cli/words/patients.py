"""The word for counts of patients: patients. And the way in of such counts beside a folder's own figures."""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

from levelground.cli import DONE
from levelground.cli.releasing import Asked, LedgerFile, released
from levelground.cli.words.figures import show
from levelground.errors import InputError
from levelground.measures.model import MeasureResult


def patients(given: argparse.Namespace) -> int:
    """Figures of patients from a patients' counts return."""
    result = patients_result(Path(given.file))
    shown = released(result, Asked(given.policy), LedgerFile(Path(given.ledger) if given.ledger else None))
    show(shown, as_json=given.json)
    return DONE


def patients_result(path: Path) -> MeasureResult:
    """The raw result of a patients' counts return."""
    from levelground.extracts.patients_return import Known, read_patients
    from levelground.measures.patients import WITHIN, definitions, from_patients, of_everyone

    rows = read_patients(path, Known(definitions(), of_everyone(), WITHIN))
    return from_patients(rows, source_hash=hashlib.sha256(path.read_bytes()).hexdigest())


def patients_of(path: Path, organisation: str) -> MeasureResult:
    """The same, to stand beside the staff of one organisation.

    Raises
        InputError: the return is of another organisation, or of several.
    """
    result = patients_result(path)
    if {plan.organisation for plan in result.plans} != {organisation}:
        raise InputError(
            f"{path.name}, whose rows are not all of the organisation of the folder.",
            expected=f"rows of the organisation {organisation} only, whose staff they are to stand beside.",
            do_this="keep its rows, and write its code as levelground.toml has it.",
        )
    return result
