"""Puts the checks of a claim together: does it add up, what slipped, and how was it worked out?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from levelground.measures.claims import checks, words
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import Claim, Kind, group_of, kind_of
from levelground.measures.claims.pages import Beside, across
from levelground.measures.claims.quantities import Range
from levelground.measures.claims.slips import Slip, slips_of
from levelground.measures.model import Definition
from levelground.measures.model import Kind as FigureKind

Recomputed = float | tuple[float, float] | None


@dataclass(frozen=True)
class Verdict:
    """What became of one claim.

    `adds_up` is None where nothing that is printed can be worked out again. `slips` are most specific first.
    `recomputed` has each item in its printed unit and at full precision: a number, a lowest and a highest where the
    page prints too little for one number, or None.
    """

    claim_id: str
    adds_up: bool | None
    slips: tuple[Slip, ...]
    explanation: str
    recomputed: Mapping[str, Recomputed]


def check(claims: Sequence[Claim], definitions: Mapping[str, Definition]) -> tuple[Verdict, ...]:
    """Works out again what each claim prints, and names what does not add up.

    Definition
        A printed item adds up if its value, worked out from counts in exact fractions and rounded half up to the
        decimals printed, is the printed one; where only rounded rates or shares are printed, if any values that round
        to them allow it.
    Parameters
        claims: as `read_claims` gives them; `definitions`: the catalogue, which says who stands over whom.
    Returns
        A verdict for each claim, in order.
    """
    all_sums = [Sums(claim, definitions.get(claim.measure)) for claim in claims]
    beside = across(all_sums)
    return tuple(_verdict(sums, beside.get(sums.claim.claim_id, ())) for sums in all_sums)


def to_json(verdicts: Sequence[Verdict]) -> list[dict[str, object]]:
    """The verdicts as plain values for JSON; a range is a list of its lowest and its highest value."""
    return [
        {
            "claim_id": verdict.claim_id,
            "adds_up": verdict.adds_up,
            "slips": [slip.value for slip in verdict.slips],
            "explanation": verdict.explanation,
            "recomputed": {
                item: list(value) if isinstance(value, tuple) else value for item, value in verdict.recomputed.items()
            },
        }
        for verdict in verdicts
    ]


def _verdict(sums: Sums, beside: Sequence[Beside]) -> Verdict:
    own = slips_of(sums)
    # What a page's own numbers explain is not laid on another page too.
    others = [one for one in beside if one.item not in own.slips]
    named = {slip for slips in (*own.slips.values(), *(one.slips for one in others)) for slip in slips}
    said = [*words.of_marks(own), *words.of_items(own), *words.of_structure(own)]
    said += [words.of_pages(one, sums.claim) for one in others]
    adds_up = False if named else (True if _any_fits(sums) else None)
    in_order = tuple(slip for slip in Slip if slip in named)
    return Verdict(sums.claim.claim_id, adds_up, in_order, " ".join(said) or NOTHING, _recomputed(sums))


NOTHING = "Only counts are printed, and no total to hold them against."


def _any_fits(sums: Sums) -> bool:
    found = {checks.outcome(sums, one) for one in checks.results(sums)} | {checks.subtotals(sums), checks.shares(sums)}
    return checks.Outcome.FITS in found


def _recomputed(sums: Sums) -> dict[str, Recomputed]:
    """Every result that is printed, and every one that its counts allow even if it is not."""
    found = {item: _plain(_value(sums, item)) for item in _possible(sums)}
    printed = {one.item for one in checks.results(sums)} | ({"total"} if sums.claim.item("total") else set())
    return {item: value for item, value in found.items() if value is not None or item in printed - {"total"}}


def _possible(sums: Sums) -> dict[str, None]:
    items = dict.fromkeys(one.item for one in checks.results(sums))
    for group in sums.claim.groups:
        items |= dict.fromkeys([f"{group}_{Kind.RATE}"] if sums.is_rate else [])
        items |= dict.fromkeys([f"{group}_{Kind.SHARE}"])
    headline = {FigureKind.RATIO: "ratio", FigureKind.DIFFERENCE: "difference"}
    if sums.definition and sums.definition.kind in headline:
        items |= dict.fromkeys([headline[sums.definition.kind]])
    return items | dict.fromkeys(["total"])


def _value(sums: Sums, item: str) -> Range | None:
    found, printed = sums.value(item), sums.claim.item(item)
    if not isinstance(found, Range):
        return None
    if printed is None or printed.value is None or group_of(item) or kind_of(item) is not Kind.DIFFERENCE:
        return found
    # Printed in points or as 0..1: the reading that comes nearer is the one that was meant.
    meant = printed.value
    return min(sums.readings(printed), key=lambda reading: abs(reading.low - meant))


def _plain(found: Range | None) -> Recomputed:
    if found is None or found.high is None:
        return None
    low, high = float(found.low), float(found.high)
    return low if found.only is not None else (low, high)
