"""How a vocabulary reads the versioned table beside it, and folds a spelling before looking it up."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from levelground.errors import DefinitionError

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00ad", "-"))


@cache
def table(name: str) -> dict[str, Any]:
    """The vocabulary table of that name, with its `source` and `edition`.

    Raises
        DefinitionError: the table does not say where it comes from.
    """
    data = tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text("utf-8"))
    if not data.get("source") or not data.get("edition"):
        raise DefinitionError(
            f"the vocabulary table {name}.", expected="a source and an edition.", do_this="add both to the table."
        )
    return data


def folded(text: str) -> str:
    """The text with case, spaces and dashes made alike, so that spellings can be compared.

    Example
        >>> folded("  Non\u2013Clinical   STAFF ")
        'non-clinical staff'
    """
    return re.sub(r"\s+", " ", text.translate(DASHES).replace("\u00a0", " ")).strip().casefold()


@cache
def spellings(name: str) -> dict[str, str]:
    """Every folded spelling of a table's `spellings` section, with the code it means."""
    found: dict[str, str] = {}
    for code, texts in table(name)["spellings"].items():
        for text in (code, code.replace("_", " "), *texts):
            if found.setdefault(folded(text), code) != code:
                raise DefinitionError(
                    f"one spelling under two codes in the vocabulary table {name}.",
                    expected="each spelling under one code.",
                    do_this="remove one of them.",
                )
    return found
