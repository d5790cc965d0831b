"""Ethnic categories and the groups they fold into, at three depths.

Depth 3 is White, BME and unknown; depth 5 is the five groups and unknown; depth 16 is the categories themselves.
`unknown` is made of two categories that are kept apart: not stated (`Z`, the person was asked and did not say) and
`missing` (nobody asked, or nothing was recorded).

Source: ethnicity.toml beside this file, which says what it rests on and what is [B].
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache

from levelground.vocabulary.tables import folded, spellings, table


class EthnicCategory(StrEnum):
    """The 16+1 codes, two survey groups that they lack, and `missing`. Stored: change only with a data migration."""

    A = "A"
    B = "B"
    C = "C"
    TRAVELLER = "traveller"
    D = "D"
    E = "E"
    F = "F"
    G = "G"
    H = "H"
    J = "J"
    K = "K"
    L = "L"
    R = "R"
    M = "M"
    N = "N"
    P = "P"
    S = "S"
    ARAB = "arab"
    Z = "Z"
    MISSING = "missing"


EDITION: str = table("ethnicity")["edition"]
GROUP_5: dict[EthnicCategory, str] = {
    EthnicCategory(code): group for group, codes in table("ethnicity")["groups"].items() for code in codes
}
GROUP_3: dict[EthnicCategory, str] = {
    code: group if group in ("white", "unknown") else "bme" for code, group in GROUP_5.items()
}
DEPTHS: dict[int, tuple[str, ...]] = {
    3: ("white", "bme", "unknown"),
    5: ("white", "mixed", "asian", "black", "other", "unknown"),
    16: tuple(category.value for category in EthnicCategory),
}
CODE_LED = re.compile(r"(?P<code>[a-z][a-z0-9]?) ?[-:.]? (?P<words>.+)")
FAMILY_LED = re.compile(r"(?P<family>white|mixed|asian|black|other)\b.*?(?: -|:) (?P<words>.+)")


def recognise(text: str) -> EthnicCategory | None:
    """The category that a spelling means: a code, an extended code, a staff-record entry or a survey or census label.

    Returns
        None where nothing is known of the spelling: the caller reports it, and never takes it for unknown.
    Example
        >>> recognise("A White - British"), recognise("PC"), recognise("Martian")
        (<EthnicCategory.A: 'A'>, <EthnicCategory.P: 'P'>, None)
    """
    plain = folded(text)
    return _named(plain) or _coded(plain) or _led_by_code(plain) or _led_by_family(plain)


def _named(plain: str) -> EthnicCategory | None:
    code = spellings("ethnicity").get(plain)
    return EthnicCategory(code) if code else None


def _coded(plain: str) -> EthnicCategory | None:
    code = _extended().get(plain) or (plain.upper() if plain in _single() else None)
    return EthnicCategory(code) if code else None


def _led_by_code(plain: str) -> EthnicCategory | None:
    """Staff records print the code before the words: "A White - British", "PC Nigerian", "Z - Not Stated"."""
    led = CODE_LED.fullmatch(plain)
    category = _coded(led["code"]) if led else None
    if led is None or category is None:
        return None
    told = _named(led["words"]) or _led_by_family(led["words"])
    if told:
        both_unknown = GROUP_3[told] == GROUP_3[category] == "unknown"
        return category if told is category or both_unknown else None
    return category if _words_fit(category, led["words"], sure=len(led["code"]) > 1) else None


def _words_fit(category: EthnicCategory, words: str, *, sure: bool) -> bool:
    """Whether words that are no known name go with the code; after a single letter they must say so."""
    said = set(re.findall("[a-z]+", words))
    known = table("ethnicity")["words"]
    white, bme, either = (not said.isdisjoint(known[kind]) for kind in ("white", "bme", "either"))
    if GROUP_3[category] == "white" and bme and not white:
        return False
    if GROUP_3[category] == "bme" and white and not bme:
        return False
    return sure or white or bme or either


def _led_by_family(plain: str) -> EthnicCategory | None:
    """Forms print the family before the name: "Asian, Asian British or Asian Welsh: Indian", "White - Roma"."""
    led = FAMILY_LED.fullmatch(plain)
    category = _named(led["words"]) if led else None
    if led is None or category is None:
        return None
    # Forms before the census of 2011 had Chinese among the other groups.
    fits = GROUP_5[category] == led["family"] or (category is EthnicCategory.R and led["family"] == "other")
    return category if fits else None


@cache
def _extended() -> dict[str, str]:
    return {code.casefold(): parent for parent, codes in table("ethnicity")["extended"].items() for code in codes}


@cache
def _single() -> frozenset[str]:
    return frozenset(category.value.casefold() for category in EthnicCategory if len(category.value) == 1)


def recognise_summary(text: str) -> str | None:
    """`white` or `bme` where a label means the whole group, as survey summaries print it; else None."""
    plain = folded(text)
    for group, labels in table("ethnicity")["summary"].items():
        if plain in {folded(label) for label in labels}:
            return str(group)
    return None


def group_of(category: EthnicCategory, depth: int) -> str:
    """The id of the category's group at a depth of 3, 5 or 16."""
    return {3: GROUP_3[category], 5: GROUP_5[category], 16: category.value}[depth]


def members(group: str) -> tuple[EthnicCategory, ...]:
    """The categories that make up a group of any depth; everyone for `all`."""
    return tuple(c for c in EthnicCategory if group in ("all", GROUP_3[c], GROUP_5[c], c.value))


def is_group(name: str) -> bool:
    """Whether the name is a group id or a category code."""
    return any(name in names for names in DEPTHS.values())


def label(name: str) -> str:
    """The words a page shows for a group id or a category code. A national standard's figure keeps its labels."""
    return str(table("ethnicity")["labels"][name])
