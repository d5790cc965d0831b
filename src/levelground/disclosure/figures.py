"""Works out figures from the counts that a policy lets through: never from the raw ones.

A figure is worked out only when every count it stands on is shown, so it says nothing that the shown counts do not.
Under a policy that rounds, it is worked out from the rounded counts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from math import isnan
from typing import TYPE_CHECKING

from levelground.disclosure import pay, reasons
from levelground.disclosure.policy import MIN_BOARD, Policy
from levelground.disclosure.released import Count, ReleasedFigure, Suppressed
from levelground.measures.model import CountKey, Definition, FigurePlan, Kind, NoValue
from levelground.statistics import pooled
from levelground.statistics.four_fifths import false_alarm_share, within_band
from levelground.statistics.odds import odds_ratio
from levelground.statistics.parity import hypergeometric_mid_p, parity_count
from levelground.statistics.proportions import newcombe_difference_many, wilson_many
from levelground.statistics.relative_likelihood import koopman_many, mid_p_many
from levelground.statistics.rounding import half_up, ratio_half_up
from levelground.statistics.survival import Spell, difference, retained

if TYPE_CHECKING:
    from levelground.statistics.proportions import Floats

CONFIDENCE = 0.95
METHODS = {
    Kind.SHARE: "wilson",
    Kind.RATIO: "koopman score, mid-P p-value",
    Kind.DIFFERENCE: "newcombe hybrid score",
}
AS_PUBLISHED, RATE_ONLY, COUNT_ONLY = "as published, weighted", "as published", "count"
TO_PARITY = "headcount to parity"
BOARD = "board_minus_workforce"
PENCE = 2
RATIOS = (Kind.RATIO, Kind.DISPARITY)
MONTHS = "service_months"


@dataclass(frozen=True)
class Setting:
    """What figures are worked out under: the policy, the definitions, the editions, the counts and pay let through."""

    policy: Policy
    definitions: Mapping[str, Definition]
    editions: Mapping[str, str]
    counts: Mapping[CountKey, Count]
    pay: pay.Pay = field(default_factory=dict)
    spells: Mapping[tuple[str, CountKey], tuple[Spell, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Worked:
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    p_value: float | None = None
    no_value: NoValue | None = None
    reason: str | None = None
    method: str | None = None
    exact: Fraction | None = None


def work_out(plans: Iterable[FigurePlan], setting: Setting) -> tuple[ReleasedFigure, ...]:
    """Every planned figure, in the order of the plans: with a value, or with the reason why it has none.

    Returns
        Values and limits rounded half up, once, to the policy's decimals; the value from whole numbers.
    """
    plans = tuple(plans)
    worked = [_settled(plan, setting) for plan in plans]
    for kind in Kind:
        open_ones = [i for i, plan in enumerate(plans) if worked[i] is None and plan.kind is kind]
        if open_ones:
            numbers = [_numbers(plans[i], setting.counts) for i in open_ones]
            for i, found in zip(open_ones, _computed(kind, [plans[i] for i in open_ones], numbers), strict=True):
                worked[i] = found
    alarms: dict[tuple[int, ...], float] = {}
    return tuple(_figure(plan, one or _Worked(), setting, alarms) for plan, one in zip(plans, worked, strict=True))


def _settled(plan: FigurePlan, setting: Setting) -> _Worked | None:
    """What is settled without computing; None where the numbers decide."""
    if any(isinstance(setting.counts[key], Suppressed) for key in plan.counts):
        return _without(plan, NoValue.SUPPRESSED)
    if plan.no_value is not None:
        return _without(plan, plan.no_value)
    if plan.published_value is not None:
        method = RATE_ONLY if plan.because else AS_PUBLISHED
        return _Worked(plan.published_value, method=method, reason=plan.because or reasons.AS_PUBLISHED)
    own = _within_strata if plan.strata else ONE_BY_ONE.get(plan.kind)
    if own is not None:
        return own(plan, setting)
    if plan.denominator_1 is None:
        return _Worked(method=COUNT_ONLY)
    return _undefined(plan, _numbers(plan, setting.counts))


def _pay(plan: FigurePlan, setting: Setting) -> _Worked:
    """An amount, a gap, or the part of a gap that goes with a driver, of groups whose pay may be shown."""
    definition = setting.definitions[plan.measure]
    if any(setting.counts[key] == 0 for key in plan.counts):
        return _without(plan, NoValue.ZERO_OVER_ZERO)
    if any((plan.measure, key) not in setting.pay for key in plan.counts):
        return _Worked(no_value=NoValue.SUPPRESSED, reason=reasons.HIDDEN_PAY)
    if definition.drivers:
        part, method = pay.driver_part(plan, setting.pay)
        return _Worked(part, method=method, exact=Fraction(part))
    exact = pay.exact_value(plan, definition, setting.pay)
    lower, upper, method = pay.limits(plan, definition, setting.pay)
    return _Worked(float(exact), lower, upper, method=method, exact=exact)


def _retained(plan: FigurePlan, setting: Setting) -> _Worked:
    """The share still employed after the plan's months of service, or the difference of two such shares."""
    after = int(dict(plan.breakdown)[MONTHS])
    keys = [key for key in (plan.denominator_1, plan.denominator_2) if key is not None]
    shares = [retained(setting.spells.get((plan.measure, key), ()), after) for key in keys]
    found = shares[0].interval() if len(shares) == 1 else difference(shares[0], shares[1])
    if found.value is None:
        return _Worked(no_value=NoValue.NOT_COLLECTED, reason=reasons.NOT_OBSERVED)
    return _Worked(found.value, found.lower, found.upper, method=found.method, exact=Fraction(found.value))


def _disparity(plan: FigurePlan, setting: Setting) -> _Worked:
    """The odds of being in the higher tier rather than the lower, of one group over the other."""
    counts = _numbers(plan, setting.counts)
    found = odds_ratio(*counts)
    if found.value is None:
        nobody = not (counts[0] and counts[3])
        return _without(plan, NoValue.ZERO_OVER_ZERO if nobody else NoValue.ZERO_DENOMINATOR)
    exact = Fraction(counts[0] * counts[3], counts[1] * counts[2])
    return _Worked(found.value, found.lower, found.upper, method=found.method, exact=exact)


def _within_strata(plan: FigurePlan, setting: Setting) -> _Worked:
    """The ratio that the strata have in common, each group compared with the other in the same stratum only."""
    numbers = _numbers(plan, setting.counts)
    x1, n1, x2, n2 = (list(numbers[place::4]) for place in range(4))
    found = pooled.ratio(x1, n1, x2, n2)
    if found.value is None or found.lower is None:
        return _without(plan, NoValue.ZERO_DENOMINATOR if found.value is None else NoValue.ZERO_OVER_ZERO)
    return _Worked(found.value, found.lower, found.upper, method=found.method, exact=Fraction(found.value))


def _headcount(plan: FigurePlan, setting: Setting) -> _Worked:
    """How many more of the group it would take for its share of the row to be its share of the whole."""
    present, everyone, group, whole = _numbers(plan, setting.counts)
    target = parity_count(everyone, group, whole)
    if not everyone or target is None:
        return _without(plan, NoValue.ZERO_OVER_ZERO)
    return _Worked(float(target - present), method=TO_PARITY, exact=Fraction(target - present))


# Kinds that are worked out in a way of their own, and not all at once from columns of counts.
ONE_BY_ONE = {
    Kind.GAP: _pay,
    Kind.AMOUNT: _pay,
    Kind.RETAINED: _retained,
    Kind.DISPARITY: _disparity,
    Kind.HEADCOUNT: _headcount,
}


def _without(plan: FigurePlan, no_value: NoValue) -> _Worked:
    return _Worked(no_value=no_value, reason=reasons.reason(plan, no_value))


def _undefined(plan: FigurePlan, numbers: tuple[int, ...]) -> _Worked | None:
    pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
    if any(not below for _, below in pairs):
        nobody = all(not above for above, below in pairs if not below)
        return _without(plan, NoValue.ZERO_OVER_ZERO if nobody else NoValue.ZERO_DENOMINATOR)
    if any(above > below for above, below in pairs):
        return _Worked(no_value=NoValue.STOPPED_BY_FINDING, reason=reasons.MORE_THAN_THERE_ARE)
    if plan.kind is Kind.RATIO and not any(above for above, _ in pairs):
        return _without(plan, NoValue.ZERO_OVER_ZERO)
    return None


def _numbers(plan: FigurePlan, counts: Mapping[CountKey, Count]) -> tuple[int, ...]:
    found = [counts[key] for key in plan.counts]
    return tuple(number for number in found if isinstance(number, int))


def _computed(kind: Kind, plans: list[FigurePlan], numbers: list[tuple[int, ...]]) -> Iterable[_Worked]:
    columns = [list(column) for column in zip(*numbers, strict=True)]
    if kind is Kind.SHARE:
        return [_worked(*limits) for limits in _rows(wilson_many(columns[0], columns[1], CONFIDENCE))]
    if kind is Kind.RATIO:
        ratios = _rows((*koopman_many(*_four(columns), CONFIDENCE), mid_p_many(*_four(columns))))
        return [_ratio(plan, row) for plan, row in zip(plans, ratios, strict=True)]
    differences = _rows(newcombe_difference_many(*_four(columns), CONFIDENCE))
    return [_difference(*case) for case in zip(plans, differences, numbers, strict=True)]


def _four(columns: list[list[int]]) -> tuple[list[int], list[int], list[int], list[int]]:
    first, second, third, fourth = columns
    return first, second, third, fourth


def _rows(columns: tuple[Floats, ...]) -> list[tuple[float | None, ...]]:
    lists = [column.tolist() for column in columns]
    return [tuple(None if isnan(x) else x for x in row) for row in zip(*lists, strict=True)]


def _worked(value: float | None, lower: float | None, upper: float | None, p_value: float | None = None) -> _Worked:
    return _Worked(value, lower, upper, p_value)


def _ratio(plan: FigurePlan, row: tuple[float | None, ...]) -> _Worked:
    value, lower, upper, p_value = row
    if value is None:
        why = reasons.reason(plan, NoValue.ZERO_DENOMINATOR)
        return _Worked(None, lower, None, p_value, NoValue.ZERO_DENOMINATOR, why)
    return _Worked(value, lower, upper, p_value)


def _difference(plan: FigurePlan, row: tuple[float | None, ...], numbers: tuple[int, ...]) -> _Worked:
    value, lower, upper = row
    if plan.compared != BOARD:
        return _Worked(value, lower, upper)
    if numbers[1] < MIN_BOARD:
        return _Worked(value, reason=reasons.SMALL_BOARD)
    first, members, second, workforce = numbers
    return _Worked(value, lower, upper, hypergeometric_mid_p(first, members, second, workforce))


def _figure(
    plan: FigurePlan, worked: _Worked, setting: Setting, alarms: dict[tuple[int, ...], float]
) -> ReleasedFigure:
    definition = setting.definitions.get(plan.measure)
    numbers = _numbers(plan, setting.counts)
    flagged = plan.kind is Kind.RATIO and worked.value is not None and bool(definition and definition.within_band_flag)
    over, under = _groups(plan, definition)
    value, lower, upper = _rounded(plan, worked, numbers, setting.policy)
    return ReleasedFigure(
        measure=plan.measure,
        edition=plan.edition or setting.editions.get(plan.measure, ""),
        kind=plan.kind,
        organisation=plan.organisation,
        period=plan.period,
        breakdown=plan.breakdown,
        variant=plan.variant,
        group=plan.group,
        numerator_group=over,
        denominator_group=under,
        compared=plan.compared,
        base=definition.base if definition else "all",
        value=value,
        lower=lower,
        upper=upper,
        confidence=CONFIDENCE,
        method=worked.method or METHODS.get(plan.kind, ""),
        p_value=worked.p_value,
        **_counts(plan, setting.counts),
        within_band=within_band(worked.value) if flagged and worked.value is not None else None,
        false_alarm_share=_alarm(numbers, alarms) if flagged else None,
        parity_count=_parity(plan, worked, numbers),
        no_value=worked.no_value,
        reason=worked.reason,
    )


def _counts(plan: FigurePlan, counts: Mapping[CountKey, Count]) -> dict[str, Count | None]:
    names = ("numerator_1", "denominator_1", "numerator_2", "denominator_2")
    keys = (plan.numerator_1, plan.denominator_1, plan.numerator_2, plan.denominator_2)
    return {name: None if key is None else counts[key] for name, key in zip(names, keys, strict=True)}


def _groups(plan: FigurePlan, definition: Definition | None) -> tuple[str | None, str | None]:
    """Which group stands over, or before, which: from the counts, else from the comparison's name."""
    if plan.kind is Kind.SHARE:
        return None, None
    first, second = plan.numerator_1 or plan.denominator_1, plan.numerator_2 or plan.denominator_2
    if first and second:
        return first.group, second.group
    for joint in ("_over_", "_minus_"):
        over, found, under = (plan.compared or "").partition(joint)
        if found and under != "workforce":
            return over, under
    return (definition.numerator_group, definition.denominator_group) if definition else (plan.group, plan.group)


def _alarm(numbers: tuple[int, ...], alarms: dict[tuple[int, ...], float]) -> float:
    x1, n1, x2, n2 = numbers
    if (x1 + x2, n1, n2) not in alarms:
        alarms[x1 + x2, n1, n2] = false_alarm_share(n1, n2, (x1 + x2) / (n1 + n2))
    return alarms[x1 + x2, n1, n2]


def _parity(plan: FigurePlan, worked: _Worked, numbers: tuple[int, ...]) -> int | None:
    if worked.value is None or (plan.compared != BOARD and plan.kind is not Kind.HEADCOUNT):
        return None
    _, members, second, workforce = numbers
    return parity_count(members, second, workforce)


def _rounded(
    plan: FigurePlan, worked: _Worked, numbers: tuple[int, ...], policy: Policy
) -> tuple[float | None, float | None, float | None]:
    """Value and limits to the policy's decimals; the value from whole numbers, so that no half is lost on the way."""
    decimals = policy.ratio_decimals if plan.kind in RATIOS else policy.share_decimals
    decimals = PENCE if plan.kind is Kind.AMOUNT else decimals
    if decimals is None:
        return worked.value, worked.lower, worked.upper
    lower, upper = (None if end is None else float(half_up(end, decimals)) for end in (worked.lower, worked.upper))
    if worked.value is None:
        return None, lower, upper
    if worked.exact is not None:
        return float(ratio_half_up(*worked.exact.as_integer_ratio(), decimals)), lower, upper
    if plan.published_value is not None:
        return float(half_up(plan.published_value, decimals)), None, None
    return float(ratio_half_up(*_fraction(plan.kind, numbers), decimals)), lower, upper


def _fraction(kind: Kind, numbers: tuple[int, ...]) -> tuple[int, int]:
    if kind is Kind.SHARE:
        return numbers[0], numbers[1]
    x1, n1, x2, n2 = numbers
    return (x1 * n2, n1 * x2) if kind is Kind.RATIO else (x1 * n2 - x2 * n1, n1 * n2)
