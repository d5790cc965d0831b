"""Why somebody left, as groups of the staff record's reasons.

Source: leaving_reason.toml beside this file; all of it is [B].
"""

from __future__ import annotations

from enum import StrEnum

from levelground.vocabulary.tables import folded, spellings, table


class LeavingReason(StrEnum):
    """A group of leaving reasons. Resignations for working relationships stand alone, because boards ask for them."""

    RESIGNATION_WORK_LIFE = "resignation_work_life"
    RESIGNATION_CAREER = "resignation_career"
    RESIGNATION_RELATIONSHIPS = "resignation_relationships"
    RESIGNATION_OTHER = "resignation_other"
    RETIREMENT = "retirement"
    END_OF_CONTRACT = "end_of_contract"
    DISMISSAL = "dismissal"
    REDUNDANCY = "redundancy"
    TRANSFER = "transfer"
    OTHER = "other"


def recognise(text: str) -> LeavingReason | None:
    """The group that a spelling means; None where nothing is known of it.

    A known reason may have a detail of the organisation's own behind it: "Voluntary Resignation - Relocation, family".
    """
    said, known = folded(text), spellings("leaving_reason")
    begun = [reason for reason in known if said.startswith(reason) and not said[len(reason) :][:1].isalnum()]
    return LeavingReason(known[max(begun, key=len)]) if begun else None


def labels() -> dict[str, str]:
    """What a page calls each group."""
    return dict(table("leaving_reason")["labels"])
