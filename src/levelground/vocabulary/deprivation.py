"""Fifths of small areas by deprivation: 1 is the most deprived fifth, 5 the least.

Source: deprivation.toml beside this file; all of it is [B]. The fifths are national: an organisation's own patients
need not fall evenly into them.
"""

from __future__ import annotations

from levelground.vocabulary.tables import folded, spellings, table

DIMENSION = "deprivation_quintile"
MOST_DEPRIVED, LEAST_DEPRIVED = "1", "5"
KNOWN = ("1", "2", "3", "4", "5")
QUINTILES = (*KNOWN, "unknown")


def recognise(text: str) -> str | None:
    """The fifth that a spelling means, or `unknown`; None where nothing is known of the spelling."""
    return spellings("deprivation").get(folded(text))


def labels() -> dict[str, str]:
    """What a page calls each fifth."""
    return dict(table("deprivation")["labels"])
