"""Names what went wrong in a printed item, where a known slip gives exactly what is printed.

A slip is named only if it explains the printed value at its precision; of several, the most specific one.
Source: the kinds of error were found in published reports; each has a case in
see: tests/worked_examples/test_published_cases.py
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import Kind, group_of, kind_of
from levelground.measures.claims.digits import misspelt_rate, repaired
from levelground.measures.claims.footnotes import Mark, without_marks
from levelground.measures.claims.quantities import Gap, Printed, Range, half_up


class Slip(StrEnum):
    """What went wrong, most specific first. Stable: these codes stand in published outputs."""

    RATIO_OF_ROUNDED_RATES = "ratio_of_rounded_rates"
    INVERTED_RATIO = "inverted_ratio"
    REVERSED_DIFFERENCE = "reversed_difference"
    THRESHOLD = "threshold_printed_as_value"
    CONVERSION_RATE = "conversion_rate_as_ratio"
    PERCENT_SIGN = "percent_sign_on_ratio"
    SWAPPED_GROUPS = "swapped_groups"
    PAGES_DISAGREE = "pages_disagree"
    SHARES_NOT_100 = "shares_not_100"
    TRUNCATION = "truncation"
    FOOTNOTE_DIGIT = "misplaced_footnote_digit"
    LOST_OR_TRANSPOSED = "lost_or_transposed_digit"
    SUBTOTALS = "subtotals_miss_total"
    KNOWN_BASE = "known_base"
    ANOTHER_TOTAL = "shares_of_another_total"
    ABOVE_DENOMINATOR = "numerator_above_denominator"
    UNDEFINED = "undefined_printed_as_value"
    DOES_NOT_RECOMPUTE = "does_not_recompute"


# The edges of the four-fifths rule, between which a ratio is not flagged. Source: NHSBT (docs/sources.md).
THRESHOLDS = (Fraction(4, 5), Fraction(5, 4))
# A number with a percent sign where a ratio belongs is taken for a conversion rate from here on: no relative likelihood
# in the reference cases reaches it (the largest is 5.7). From 50 % on it may as well be a ratio of 0.5 or more.
CONVERSION_RATES = (10, 50)
# Rates are rounded for a page to whole percents only where that keeps two figures.
ROUNDINGS = ((1, Fraction(0)), (2, Fraction(0)), (0, Fraction(10)))
Test = Callable[[Sums, Printed], bool]


@dataclass(frozen=True)
class Named:
    """What went wrong in a claim. `sums` is the claim read without the marks of footnotes that stand in `marks`.

    `slips` has, for each item, its slips with the most specific first (`total` and `shares`: of the claim as a whole).
    """

    sums: Sums
    slips: Mapping[str, tuple[Slip, ...]]
    marks: tuple[Mark, ...]


def slips_of(sums: Sums) -> Named:
    """What went wrong, by item; without slips where everything that can be checked adds up."""
    read, marks = without_marks(sums, _settled)
    found = {mark.item: (Slip.FOOTNOTE_DIGIT,) for mark in marks}
    return Named(read, {**found, **_percent_signs(read, _of_items(read)), **_of_structure(read)}, marks)


def _settled(sums: Sums, digit: int) -> frozenset[str]:
    """The items with a slip that explains more than a footnote's mark does; 0 is hardly a mark."""
    stronger = BEFORE_FOOTNOTES if digit else BEFORE_FOOTNOTES | {Slip.LOST_OR_TRANSPOSED}
    return frozenset(item for item, slips in _of_items(sums).items() if slips[0] in stronger)


def _of_items(sums: Sums) -> Mapping[str, tuple[Slip, ...]]:
    found: dict[str, tuple[Slip, ...]] = {one.item: (_slip_of_item(sums, one),) for one in checks.failing(sums)}
    found.update(dict.fromkeys(_of_another_total(sums, found), (Slip.ANOTHER_TOTAL,)))
    return found


def _of_another_total(sums: Sums, found: Mapping[str, tuple[Slip, ...]]) -> list[str]:
    """The shares that nothing explains but one other total, the same for all of them."""
    items = [
        item for item, slips in found.items() if kind_of(item) is Kind.SHARE and slips[0] is Slip.DOES_NOT_RECOMPUTE
    ]
    bases = [base for item in items if (base := fitting_base(sums, sums.claim.item(item))) is not None]
    if len(items) < 2 or len(bases) < len(items):
        return []
    return items if max(low for low, _ in bases) <= min(high for _, high in bases) else []


def fitting_base(sums: Sums, printed: Printed | None) -> tuple[int, int] | None:
    """The smallest and the largest number of people out of whom a printed rate or share would be right."""
    group = group_of(printed.item) if printed else None
    if printed is None or group is None:
        return None
    part = sums.count(f"{group}_numerator") if kind_of(printed.item) is Kind.RATE else sums.part(group)
    percent = printed.at_least_0
    if not part or not percent.low or percent.high is None:
        return None
    low, high = math.ceil(part * 100 / percent.high), math.floor(part * 100 / percent.low)
    low += part * 100 == low * percent.high  # the upper end rounds to the next number
    return (low, high) if low <= high else None


def _of_structure(sums: Sums) -> Mapping[str, tuple[Slip, ...]]:
    of_the_whole = {checks.SHARES: Slip.SHARES_NOT_100, checks.TOTAL: Slip.SUBTOTALS}
    broken = checks.broken(sums)
    found = {item: (slip,) for item, slip in of_the_whole.items() if item in broken}
    return found | dict.fromkeys((item for item, is_count in broken.items() if is_count), (Slip.ABOVE_DENOMINATOR,))


def _percent_signs(sums: Sums, found: Mapping[str, tuple[Slip, ...]]) -> Mapping[str, tuple[Slip, ...]]:
    """A percent sign on a ratio is a slip even where the number is right."""
    printed = sums.claim.item("ratio")
    if printed is None or not printed.percent_sign:
        return found
    as_percent = any(reading.times(100).meets(printed.range) for reading in sums.readings(printed))
    own = () if as_percent else found.get("ratio", ())  # 150% is 1.5
    if sums.ratio() is Gap.UNKNOWN and _looks_like_a_rate(printed):
        own = (Slip.CONVERSION_RATE,)
    return {**found, "ratio": (*own, Slip.PERCENT_SIGN)}


def _looks_like_a_rate(printed: Printed) -> bool:
    assert printed.value is not None
    return CONVERSION_RATES[0] <= printed.value <= CONVERSION_RATES[1]


def _slip_of_item(sums: Sums, printed: Printed) -> Slip:
    if sums.value(printed.item) is Gap.UNDEFINED:
        as_one = (0, 1) if kind_of(printed.item) is Kind.RATIO else (0, 1, 100)
        return Slip.UNDEFINED if printed.value in as_one else Slip.DOES_NOT_RECOMPUTE
    for slip, explains in TESTS[kind_of(printed.item)]:
        if explains(sums, printed):
            return slip
    return Slip.DOES_NOT_RECOMPUTE


def rounded_rates(sums: Sums) -> Iterator[tuple[Fraction, Fraction]]:
    """The compared groups' rates in percent as a page rounds them: those printed, else in the usual roundings."""
    printed = _printed_rates(sums)
    if printed is not None:
        yield printed
        return
    exact = [
        rate.only * 100 for group in sums.compared or () if isinstance(rate := sums.rate(group), Range) and rate.only
    ]
    if len(exact) == 2:
        for decimals, least in ROUNDINGS:
            if min(exact) >= least:
                yield half_up(exact[0], decimals), half_up(exact[1], decimals)


def _printed_rates(sums: Sums) -> tuple[Fraction, Fraction] | None:
    pair = [sums.claim.item(f"{group}_rate_percent") for group in sums.compared or ()]
    values = [one.value for one in pair if one and one.value is not None]
    return (values[0], values[1]) if len(values) == 2 else None


def _is_ratio_of_printed_rates(sums: Sums, printed: Printed) -> bool:
    return _printed_rates(sums) is not None and _is_ratio_of_rounded_rates(sums, printed)


def _is_ratio_of_rounded_rates(sums: Sums, printed: Printed) -> bool:
    pairs = [(above, below) for above, below in rounded_rates(sums) if below]
    return any(Range.exactly(above / below).meets(printed.range) for above, below in pairs)


def _is_difference_of_rounded_rates(sums: Sums, printed: Printed) -> bool:
    return any(Range.exactly(above - below).meets(printed.range) for above, below in rounded_rates(sums))


def _is_difference_of_printed_rates(sums: Sums, printed: Printed) -> bool:
    return _printed_rates(sums) is not None and _is_difference_of_rounded_rates(sums, printed)


def _is_reversed(sums: Sums, printed: Printed) -> bool:
    assert printed.value is not None
    mirror = replace(printed, value=-printed.value, text=printed.text.lstrip("-−"))
    return checks.fits(sums, mirror)


def _is_inverted(sums: Sums, printed: Printed) -> bool:
    ratio = sums.ratio()
    return isinstance(ratio, Range) and ratio.only != 0 and Range.exactly(1).over(ratio).meets(printed.range)


def _is_threshold(_: Sums, printed: Printed) -> bool:
    return printed.value in THRESHOLDS


def _is_conversion_rate(sums: Sums, printed: Printed) -> bool:
    """The printed number is a group's own rate, or that of both together, in percent or as 0..1."""
    rates = [rate for group in sums.claim.groups if isinstance(rate := sums.best_rate(group), Range)]
    rates += _overall(sums)
    ranges = (rate.times(factor) for rate in rates for factor in ((100,) if printed.percent_sign else (100, 1)))
    return any(rate.meets(printed.range) for rate in ranges)


def _overall(sums: Sums) -> list[Range]:
    groups = [group for group in ("white", "bme", "unknown") if sums.count(f"{group}_denominator") is not None]
    above = [sums.count(f"{group}_numerator") for group in groups]
    below = sum((sums.count(f"{group}_denominator") or Fraction(0) for group in groups), Fraction(0))
    if not below or None in above:
        return []
    return [Range.exactly(sum((one for one in above if one is not None), Fraction(0)) / below)]


def _is_swapped(sums: Sums, printed: Printed) -> bool:
    kind = kind_of(printed.item)
    pair = [sums.claim.item(f"{group}_{kind}") for group in ("white", "bme")]
    values = [sums.value(f"{group}_{kind}") for group in ("bme", "white")]
    if group_of(printed.item) not in ("white", "bme"):
        return False
    both = zip(pair, values, strict=True)
    return all(one is not None and isinstance(value, Range) and value.meets(one.range) for one, value in both)


def _is_cut_off(sums: Sums, printed: Printed) -> bool:
    return any(reading.lies_in(printed.cut_off) for reading in sums.readings(printed))


def _is_on_known_base(sums: Sums, printed: Printed) -> bool:
    known = sums.known_share(group_of(printed.item) or "")
    return known is not None and known.times(100).meets(printed.range)


def _has_a_moved_digit(sums: Sums, printed: Printed) -> bool:
    return repaired(sums, printed) is not None


def _rests_on_a_moved_digit(sums: Sums, printed: Printed) -> bool:
    return misspelt_rate(sums, printed) is not None


BEFORE_FOOTNOTES = frozenset(
    {
        Slip.RATIO_OF_ROUNDED_RATES,
        Slip.INVERTED_RATIO,
        Slip.REVERSED_DIFFERENCE,
        Slip.THRESHOLD,
        Slip.CONVERSION_RATE,
        Slip.SWAPPED_GROUPS,
        Slip.TRUNCATION,
        Slip.KNOWN_BASE,
    }
)
_OF_A_GROUP: tuple[tuple[Slip, Test], ...] = (
    (Slip.SWAPPED_GROUPS, _is_swapped),
    (Slip.TRUNCATION, _is_cut_off),
    (Slip.KNOWN_BASE, _is_on_known_base),
    (Slip.LOST_OR_TRANSPOSED, _has_a_moved_digit),
)
# The first that explains the number is named. Rates that a page prints are evidence, so they come first; rates that it
# may have rounded out of sight are a guess, which would claim a quarter of all ratios that are only cut off.
TESTS: dict[Kind, tuple[tuple[Slip, Test], ...]] = {
    Kind.RATIO: (
        (Slip.RATIO_OF_ROUNDED_RATES, _is_ratio_of_printed_rates),
        (Slip.INVERTED_RATIO, _is_inverted),
        (Slip.TRUNCATION, _is_cut_off),
        (Slip.THRESHOLD, _is_threshold),
        (Slip.CONVERSION_RATE, _is_conversion_rate),
        (Slip.RATIO_OF_ROUNDED_RATES, _is_ratio_of_rounded_rates),
        (Slip.LOST_OR_TRANSPOSED, _rests_on_a_moved_digit),
    ),
    Kind.DIFFERENCE: (
        (Slip.RATIO_OF_ROUNDED_RATES, _is_difference_of_printed_rates),
        (Slip.REVERSED_DIFFERENCE, _is_reversed),
        (Slip.TRUNCATION, _is_cut_off),
        (Slip.RATIO_OF_ROUNDED_RATES, _is_difference_of_rounded_rates),
    ),
    Kind.RATE: (_OF_A_GROUP[0], _OF_A_GROUP[1], _OF_A_GROUP[3]),
    Kind.SHARE: _OF_A_GROUP,
}
