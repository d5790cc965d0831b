"""Why a figure has no value, or no interval, in a sentence: names of groups, never a count."""

from __future__ import annotations

from levelground.measures.model import FigurePlan, Kind, NoValue
from levelground.vocabulary import groups

HIDDEN = (
    "Hidden so that nobody can be identified: a count of people that is needed here is too small to show, or is hidden "
    "to protect one that is."
)
HIDDEN_PAY = (
    "Hidden so that nobody's pay can be worked out: the group is too small, or it is hidden to protect one that is."
)
NOT_OBSERVED = "In some month of service up to this one nobody of the group was under observation."
AS_PUBLISHED = "A weighted percentage as its source printed it: no count reproduces it, so it has no interval."
SMALL_BOARD = "The board has too few members for an interval or a test to mean anything."
MORE_THAN_THERE_ARE = "More people are counted than there are to count, so one of the two extracts is not right."

WHY = {
    NoValue.GROUP_MISSING: "The counts of a group that this figure needs were not given.",
    NoValue.NOT_COLLECTED: "The data for this figure were not collected.",
    NoValue.STOPPED_BY_FINDING: "An error in the data stops this figure.",
    NoValue.WEIGHTED_UNION: "The source prints no percentage from which this figure could be worked out.",
    NoValue.BOARD_TOO_SMALL: SMALL_BOARD,
    NoValue.SUPPRESSED: HIDDEN,
}


def reason(plan: FigurePlan, no_value: NoValue) -> str:
    """Why a planned figure has no value: what its plan says, or a sentence from the table."""
    if no_value is NoValue.ZERO_OVER_ZERO:
        return _zero_over_zero(plan)
    if no_value is NoValue.ZERO_DENOMINATOR:
        return _zero_denominator(plan)
    return plan.because if plan.because and no_value is plan.no_value else WHY[no_value]


def _zero_over_zero(plan: FigurePlan) -> str:
    first, second = _people(plan, 0), _people(plan, 1)
    if plan.kind is Kind.RATIO:
        return (
            f"There is no relative likelihood: among {first} and {second} alike, nobody was counted, or there was "
            "nobody to count."
        )
    if plan.kind is Kind.DISPARITY:
        return "There is no ratio: one of the tiers that it stands on is empty."
    if plan.kind is Kind.HEADCOUNT:
        return "There is no target: nobody is in this band."
    if plan.kind is Kind.DIFFERENCE:
        either = f"among {first} or {second}" if first != second else "on one of its two sides"
        return f"There is no difference: {either} there was nobody to count."
    if plan.kind in (Kind.GAP, Kind.AMOUNT):
        return f"There is no pay to show: among {first} or {second} there was nobody who is paid."
    return f"There is no share: among {first} there was nobody to count."


def _zero_denominator(plan: FigurePlan) -> str:
    first, second = _people(plan, 0), _people(plan, 1)
    if plan.kind is Kind.DISPARITY:
        return "The ratio has no upper end: a tier that it is divided by is empty."
    if plan.kind is Kind.RATIO:
        return f"The ratio has no upper end: somebody was counted among {first}, nobody among {second}."
    return f"There is no value: somebody was counted among {first}, but there was nobody to count among."


def _people(plan: FigurePlan, side: int) -> str:
    key = (plan.denominator_1, plan.denominator_2)[side]
    if key is None or key.group == "all":
        return "everyone"
    return f"{groups.label(key.group)} people"
