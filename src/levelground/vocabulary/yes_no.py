"""Yes and no, as systems print them."""

from __future__ import annotations

from levelground.vocabulary.tables import folded

YES = frozenset({"yes", "y", "true", "1", "1.0", "t", "x", "✓"})
NO = frozenset({"no", "n", "false", "0", "0.0", "f"})


def recognise(text: str) -> bool | None:
    """True or False; None where the text is neither."""
    plain = folded(text)
    return True if plain in YES else False if plain in NO else None
