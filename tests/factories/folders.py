"""A folder of validated rows as the reader gives it, made by hand for the measures' tests."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from levelground.vocabulary.organisations import Organisation

STAFF = {
    "period": "2026-03-31", "person_id": None, "assignment_id": None, "assignment_status": "active",
    "assignment_type": "permanent", "primary_assignment": None, "fte": 1.0, "cluster": "clinical", "pay_band": "5",
    "staff_group": "nursing_midwifery", "directorate": "East", "ethnic_category": "A", "accessed_training": "no",
    "disability": None,
}  # fmt: skip
RECRUITMENT = {
    "period": "2026-03-31", "shortlisted": "yes", "appointed": "no", "international_route": "no",
    "internal_applicant": None, "cluster": "clinical",
    "pay_band": "5", "staff_group": "nursing_midwifery", "directorate": "East", "ethnic_category": "A",
    "disability": None,
}  # fmt: skip
DISCIPLINARY = {
    "period": "2026-03-31", "case_id": None, "person_id": None, "entered_on": "2025-10-01", "formal": None,
    "assignment_type": None, "dismissed": None,
    "cluster": "clinical", "pay_band": "5", "staff_group": "nursing_midwifery", "directorate": "East",
    "ethnic_category": "A",
}  # fmt: skip
CAPABILITY = {
    "period": "2026-03-31", "case_id": None, "person_id": None, "entered_on": "2025-10-01", "formal": None,
    "ill_health": None, "disability": "non_disabled",
}  # fmt: skip
BOARD = {
    "period": "2026-03-31", "member_id": None, "voting": "yes", "executive": "no", "ethnic_category": "A",
    "disability": None,
}  # fmt: skip
SURVEY = {
    "survey_year": 2025, "question": "Q15", "ethnic_group": "White", "answered": 100, "counted": 50, "percent": None,
    "weighted": None, "score": None,
}  # fmt: skip
PAY = {
    "period": "2026-03-31", "person_id": None, "ethnic_category": "A", "cluster": "clinical", "pay_band": "5",
    "staff_group": "nursing_midwifery", "hourly_pay": "10.00", "bonus": None, "weekly_hours": 37.5,
    "starting_pay": None,
}  # fmt: skip
LEAVERS = {
    "period": "2026-03-31", "person_id": None, "ethnic_category": "A", "cluster": "clinical", "pay_band": "5",
    "staff_group": "nursing_midwifery", "directorate": "East", "reason": None,
}  # fmt: skip
SERVICE = {
    "period": "2026-03-31", "person_id": None, "ethnic_category": "A", "entry_months": 0, "exit_months": 24,
    "has_left": "no",
}  # fmt: skip
BANK = {
    "period": "2026-03-31", "snapshot_date": dt.date(2026, 3, 31), "person_id": None, "ethnic_category": "A",
    "cluster": "clinical", "pay_band": "5", "staff_group": "nursing_midwifery", "gender": "female",
    "route_of_entry": None, "active": "yes",
}  # fmt: skip
NOWHERE = Organisation("ZZ9", "Nowhere NHS Trust (made up)")
DEFAULTS = {
    "staff": STAFF,
    "recruitment": RECRUITMENT,
    "disciplinary": DISCIPLINARY,
    "capability": CAPABILITY,
    "board": BOARD,
    "survey": SURVEY,
    "pay": PAY,
    "leavers": LEAVERS,
    "service": SERVICE,
    "bank": BANK,
    "bank_survey": SURVEY,
    "training": {"person_id": None},
}
NUMBERED = {
    "staff": "person_id",
    "disciplinary": "case_id",
    "capability": "case_id",
    "board": "member_id",
    "pay": "person_id",
    "leavers": "person_id",
    "service": "person_id",
    "bank": "person_id",
}


@dataclass(frozen=True)
class MadeRows:
    """Rows in the reader's form."""

    columns: Mapping[str, list[object]]
    file: str

    @property
    def row_numbers(self) -> list[int]:
        return list(range(2, 2 + len(next(iter(self.columns.values())))))


@dataclass(frozen=True)
class MadeFolder:
    """A folder in the reader's form, of the made-up organisation ZZ9."""

    tables: Mapping[str, MadeRows]
    snapshot_date: dt.date = dt.date(2026, 3, 31)
    organisation: Organisation = NOWHERE
    stopped: frozenset[tuple[str, str]] = frozenset()
    findings: tuple[object, ...] = ()
    source_hash: str = "0" * 64
    synthetic: bool = False
    statements: Mapping[str, object] = field(default_factory=dict)


def rows(extract: str, made: Sequence[Mapping[str, object]]) -> MadeRows:
    """Rows of an extract: what each says, and the defaults for the rest. People get numbers of their own."""
    full = []
    for number, given in enumerate(made):
        row = {**DEFAULTS[extract], **given}
        if extract in NUMBERED and row[NUMBERED[extract]] is None:
            row[NUMBERED[extract]] = f"SYN{number:04d}"
        full.append(row)
    names = DEFAULTS[extract]
    return MadeRows({name: [row[name] for row in full] for name in names}, f"{extract}.csv")


def many(number: int, **given: object) -> list[dict[str, object]]:
    """So many rows that say the same."""
    return [dict(given) for _ in range(number)]


def folder(tables: Mapping[str, Sequence[Mapping[str, object]]], **given: object) -> MadeFolder:
    """A folder with these extracts."""
    return MadeFolder({name: rows(name, made) for name, made in tables.items()}, **given)  # type: ignore[arg-type]
