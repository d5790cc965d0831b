"""A published claim: what one page prints about one measure, and the names of the items it may print."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from levelground.measures.claims.quantities import Printed
from levelground.vocabulary import ethnicity

BROAD = ("white", "bme", "unknown")
ITEM = re.compile(r"(?P<group>\w+?)_(?P<kind>numerator|denominator|rate_percent|share_percent)")
WHOLE = ("total", "ratio", "difference")


class Kind(StrEnum):
    """What sort of item a page prints."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    RATE = "rate_percent"
    SHARE = "share_percent"
    TOTAL = "total"
    RATIO = "ratio"
    DIFFERENCE = "difference"


COUNTS = frozenset({Kind.NUMERATOR, Kind.DENOMINATOR, Kind.TOTAL})


@dataclass(frozen=True)
class Claim:
    """What one page says of one measure. `printed` holds its items in the order of the file, each once."""

    claim_id: str
    organisation: str
    period_end: dt.date
    measure: str
    printed: tuple[Printed, ...]

    def item(self, name: str) -> Printed | None:
        """The item of that name, where the page prints a number for it."""
        return next((one for one in self.printed if one.item == name and one.value is not None), None)

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that the page prints anything about, in its order."""
        return tuple(dict.fromkeys(group for one in self.printed if (group := group_of(one.item))))


def recognised(text: str) -> str | None:
    """The item that a spelling means, `A_numerator` for a_NUMERATOR; None where it means none."""
    plain = text.strip()
    if plain.casefold() in WHOLE:
        return plain.casefold()
    parts = ITEM.fullmatch(plain.casefold())
    if not parts:
        return None
    names = (parts["group"], parts["group"].upper())
    group = next((name for name in names if name == "bme" or ethnicity.is_group(name)), None)
    return f"{group}_{parts['kind']}" if group else None


def kind_of(item: str) -> Kind:
    """What sort of item it is."""
    parts = ITEM.fullmatch(item)
    return Kind(parts["kind"] if parts else item)


def group_of(item: str) -> str | None:
    """The group that an item is about; None for those about everyone."""
    parts = ITEM.fullmatch(item)
    return parts["group"] if parts else None
