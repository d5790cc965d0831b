"""Whether somebody has a disability, as they declared it in the staff record, an application or a survey.

Source: disability.toml beside this file; all of it is [B].
"""

from __future__ import annotations

from enum import StrEnum

from levelground.vocabulary.tables import folded, spellings, table


class Disability(StrEnum):
    """What a person declared. `not_declared` was asked and did not say. Stored: change only with a data migration."""

    DISABLED = "disabled"
    NON_DISABLED = "non_disabled"
    NOT_DECLARED = "not_declared"


def recognise(text: str) -> Disability | None:
    """The declaration that a spelling means; None where nothing is known of it: it is never taken for unknown."""
    code = spellings("disability").get(folded(text))
    return Disability(code) if code else None


def recognise_survey(text: str) -> str | None:
    """`disabled` or `non_disabled` where a survey's label means staff with or without a lasting condition; else None.

    The survey asks about physical or mental health conditions or illnesses that last 12 months or more: its groups are
    not those of the staff record, and the standard takes them for its survey metrics.
    """
    plain = folded(text)
    for group, labels in table("disability")["survey"].items():
        if plain in {folded(label) for label in (group, *labels)}:
            return str(group)
    return None


def labels() -> dict[str, str]:
    """What a page calls each group."""
    return dict(table("disability")["labels"])
