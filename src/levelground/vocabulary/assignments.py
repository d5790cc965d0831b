"""What state an assignment is in, and what kind of contract it is.

Source: assignment_status.toml and assignment_type.toml beside this file; all of it is [B].
"""

from __future__ import annotations

from enum import StrEnum

from levelground.vocabulary.tables import folded, spellings


class AssignmentStatus(StrEnum):
    """The state of an assignment on the snapshot date."""

    ACTIVE = "active"
    ACTING_UP = "acting_up"
    MATERNITY = "maternity"
    SUSPENDED = "suspended"
    NO_PAY = "no_pay"
    SECONDED_OUT = "seconded_out"
    INTERNAL_SECONDMENT = "internal_secondment"
    SECONDED_IN = "seconded_in"
    CAREER_BREAK = "career_break"
    ENDED = "ended"


class AssignmentType(StrEnum):
    """The kind of contract of an assignment."""

    PERMANENT = "permanent"
    FIXED_TERM = "fixed_term"
    APPRENTICE = "apprentice"
    BANK = "bank"
    HONORARY = "honorary"
    HOSTED = "hosted"
    LEAD_EMPLOYER_TRAINEE = "lead_employer_trainee"
    NON_EXECUTIVE = "non_executive"
    LOCUM = "locum"
    AGENCY = "agency"


def recognise_status(text: str) -> AssignmentStatus | None:
    """The status that a spelling means; None where nothing is known of it."""
    code = spellings("assignment_status").get(folded(text))
    return AssignmentStatus(code) if code else None


def recognise_type(text: str) -> AssignmentType | None:
    """The kind of contract that a spelling means; None where nothing is known of it."""
    code = spellings("assignment_type").get(folded(text))
    return AssignmentType(code) if code else None
