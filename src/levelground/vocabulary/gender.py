"""Gender, as staff records hold it.

Source: gender.toml beside this file; all of it is [B].
"""

from __future__ import annotations

from enum import StrEnum

from levelground.vocabulary.tables import folded, spellings, table


class Gender(StrEnum):
    """What a record says; who prefers not to say is a group of its own, and nobody is left out."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other_gender"
    NOT_STATED = "gender_not_stated"


def recognise(text: str) -> Gender | None:
    """The gender that a spelling means; None where nothing is known of it."""
    code = spellings("gender").get(folded(text))
    return Gender(code) if code else None


def labels() -> dict[str, str]:
    """What a page calls each."""
    return dict(table("gender")["labels"])
