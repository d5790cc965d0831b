"""The word that checks what others have printed: audit."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from levelground.cli import DONE, WITH_FINDINGS
from levelground.measures import catalogue
from levelground.measures.claims import check, read_claims, to_json

MARKS = {True: "adds up", False: "does not add up", None: "cannot be checked"}


def audit(given: argparse.Namespace) -> int:
    """Recompute published claims. The claims are public already: nothing is hidden, and nothing else is shown."""
    verdicts = check(read_claims(Path(given.file)), catalogue.load())
    if given.json:
        sys.stdout.write(json.dumps(to_json(verdicts), indent=1, ensure_ascii=False) + "\n")
    else:
        for verdict in verdicts:
            slips = f" ({', '.join(verdict.slips)})" if verdict.slips else ""
            sys.stdout.write(f"{verdict.claim_id}: {MARKS[verdict.adds_up]}{slips}\n  {verdict.explanation}\n")
    return WITH_FINDINGS if any(verdict.slips for verdict in verdicts) else DONE
