"""Organisations like one organisation: chosen by a rule that can be said, with the reasons for each.

Same type first; among these the nearest by size and by the BME share of their people. Twice the size counts as much as
ten percentage points of BME share. Contested: any such weighting is a choice; it is stated on the page, and no figure
rests on it but the line of those organisations taken together.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import log2

from levelground.vocabulary.organisations import Profile

MOST, FEWEST = 10, 5
POINTS_AS_FAR_AS_DOUBLE = 0.10
# Sizes nearer than this read as about the same.
SAME_SIZE, SAME_SHARE = 1.1, 0.01
RULE = (
    f"Up to {MOST} organisations of the same type, the nearest by size and by the BME share of their people, where "
    f"twice the size counts as much as {POINTS_AS_FAR_AS_DOUBLE * 100:.0f} percentage points; of two equally near, "
    f"the one of the same region. Only where fewer than {FEWEST} have the same type are others added, up to {FEWEST}."
)


@dataclass(frozen=True)
class Peer:
    """An organisation that was chosen, and why, in words."""

    profile: Profile
    why: str

    @property
    def facts(self) -> str:
        """What the reasons rest on: its people and their BME share."""
        return f"{self.profile.size:,} people, BME share {self.profile.bme_share * 100:.0f}%"


def choose(own: Profile, others: Iterable[Profile]) -> tuple[Peer, ...]:
    """The organisations most like this one, the nearest first, each with its reasons.

    Parameters
        others: every organisation that could be chosen; the organisation itself is passed over.
    """
    ordered = sorted((other for other in others if other.code != own.code), key=lambda other: _nearness(own, other))
    alike = [other for other in ordered if _same_type(own, other)][:MOST]
    added = [other for other in ordered if not _same_type(own, other)][: max(FEWEST - len(alike), 0)]
    return tuple(Peer(other, why(own, other)) for other in [*alike, *added])


def why(own: Profile, other: Profile) -> str:
    """In what the other organisation resembles this one, and in what it does not: type, size, BME share, region."""
    said = ["same type" if _same_type(own, other) else f"another type ({other.type})", _size(own, other)]
    said.append(_share(own, other))
    if own.region and other.region:
        said.append("same region" if own.region == other.region else "another region")
    return "; ".join(said)


def _same_type(own: Profile, other: Profile) -> bool:
    return own.type.casefold() == other.type.casefold()


def _nearness(own: Profile, other: Profile) -> tuple[float, bool, str]:
    """How far the other is, then whether it is of another region, then its code, so that the choice is always one."""
    apart = abs(log2(other.size / own.size)) + abs(other.bme_share - own.bme_share) / POINTS_AS_FAR_AS_DOUBLE
    return round(apart, 6), own.region != other.region, other.code


def _size(own: Profile, other: Profile) -> str:
    times = other.size / own.size
    if 1 / SAME_SIZE < times < SAME_SIZE:
        return "about the same size"
    return f"{times:.1f} times the size"


def _share(own: Profile, other: Profile) -> str:
    apart = other.bme_share - own.bme_share
    if abs(apart) < SAME_SHARE:
        return "about the same BME share"
    points = round(abs(apart) * 100)
    return f"BME share {points} {'point' if points == 1 else 'points'} {'higher' if apart > 0 else 'lower'}"
