"""The one place of the command line where a raw result meets the gate: it reads the clock and keeps the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from levelground.disclosure.ledger import EMPTY, Ledger
from levelground.disclosure.policy import POLICIES
from levelground.disclosure.release import ReleaseRequest, release
from levelground.disclosure.released import ReleasedResult
from levelground.measures import catalogue
from levelground.measures.model import MeasureResult

LEDGER = "levelground-ledger.json"


@dataclass(frozen=True)
class LedgerFile:
    """Where the memory of releases is kept; None keeps none."""

    path: Path | None

    def read(self) -> Ledger:
        """What was released before; an empty ledger where there is no file."""
        if self.path is None or not self.path.is_file():
            return EMPTY
        return Ledger.from_json(self.path.read_text("utf-8"))

    def write(self, ledger: Ledger) -> None:
        """Remember a release, before it is published: too much remembered is safe, too little is not."""
        if self.path is not None:
            from levelground.cli.output import publish_file

            publish_file(self.path, ledger.to_json().encode())


@dataclass(frozen=True)
class Asked:
    """What a release was asked for on the command line."""

    policy: str
    purpose: str | None = None
    recipient: str | None = None


def released(result: MeasureResult, asked: Asked, ledger_file: LedgerFile) -> ReleasedResult:
    """The result as the policy lets it through, remembered in the ledger."""
    request = ReleaseRequest(POLICIES[asked.policy], now(), asked.purpose, asked.recipient)
    shown, ledger = release(result, request=request, definitions=catalogue.load(), ledger=ledger_file.read())
    ledger_file.write(ledger)
    return shown


def now() -> dt.datetime:
    """The moment of the release. The command is the edge: nothing below it reads the clock."""
    return dt.datetime.now(dt.UTC)  # noqa: TID251 (the edge)
