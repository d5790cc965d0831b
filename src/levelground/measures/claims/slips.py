"""Names what went wrong in a printed item, where a known slip gives exactly what is printed.

A slip is named only if it explains the printed value at its precision; of several, the most specific one.
Source: the kinds of error were found in published reports; each has a case in
see: tests/worked_examples/test_published_cases.py
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import StrEnum
from fractions import Fraction

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import COUNTS, Kind, group_of, kind_of
from levelground.measures.claims.quantities import Gap, Printed, Range, half_up, understand


class Slip(StrEnum):
    """What went wrong, most specific first. Stable: these codes stand in published outputs."""

    RATIO_OF_ROUNDED_RATES = "ratio_of_rounded_rates"
    INVERTED_RATIO = "inverted_ratio"
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
    ABOVE_DENOMINATOR = "numerator_above_denominator"
    UNDEFINED = "undefined_printed_as_value"
    DOES_NOT_RECOMPUTE = "does_not_recompute"


# The edges of the four-fifths rule, between which a ratio is not flagged. Source: NHSBT (docs/sources.md).
THRESHOLDS = (Fraction(4, 5), Fraction(5, 4))
# A number with a percent sign where a ratio belongs is taken for a conversion rate from here on: no relative likelihood
# in the reference cases reaches it (the largest is 5.7), and no conversion rate exceeds 100 %.
CONVERSION_RATES = (10, 100)
# Rates are rounded for a page to whole percents only where that keeps two figures.
ROUNDINGS = ((1, Fraction(0)), (2, Fraction(0)), (0, Fraction(10)))
Test = Callable[[Sums, Printed], bool]


def slips_of(sums: Sums) -> dict[str, tuple[Slip, ...]]:
    """What went wrong, for each item that has a slip (`total` and `shares` for those of the whole claim).

    Returns
        Item to slips, most specific first; empty where everything that can be checked adds up.
    """
    found: dict[str, tuple[Slip, ...]] = {one.item: (_slip_of_item(sums, one),) for one in checks.failing(sums)}
    structure = _of_structure(sums)
    mark = footnote_digit(sums) if found or structure else None
    alone = len(found) + len(structure) == 1
    if mark and not (alone and any(slips[0] in BEFORE_FOOTNOTES for slips in found.values())):
        return {mark[0]: (Slip.FOOTNOTE_DIGIT,)} | _percent_signs(sums, {})
    return _percent_signs(sums, found) | structure


def _of_structure(sums: Sums) -> dict[str, tuple[Slip, ...]]:
    found: dict[str, tuple[Slip, ...]] = {}
    if checks.shares(sums) is checks.Outcome.FAILS:
        found["shares"] = (Slip.SHARES_NOT_100,)
    if checks.subtotals(sums) is checks.Outcome.FAILS:
        found["total"] = (Slip.SUBTOTALS,)
    for group in checks.above_the_base(sums):
        found[f"{group}_{Kind.NUMERATOR}"] = (Slip.ABOVE_DENOMINATOR,)
    return found


def _percent_signs(sums: Sums, found: dict[str, tuple[Slip, ...]]) -> dict[str, tuple[Slip, ...]]:
    """A percent sign on a ratio is a slip even where the number is right."""
    printed = sums.claim.item("ratio")
    if printed is None or not printed.percent_sign:
        return found
    as_percent = any(reading.times(100).meets(printed.range) for reading in sums.readings(printed))
    own = () if as_percent else found.get("ratio", ())  # 150% is 1.5
    if sums.ratio() is Gap.UNKNOWN and _looks_like_a_rate(printed):
        own = (Slip.CONVERSION_RATE,)
    return found | {"ratio": (*own, Slip.PERCENT_SIGN)}


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
    pair = [sums.claim.item(f"{group}_rate_percent") for group in sums.compared or ()]
    values = [one.value for one in pair if one and one.value is not None]
    if len(values) == 2:
        yield values[0], values[1]
        return
    exact = [
        rate.only * 100 for group in sums.compared or () if isinstance(rate := sums.rate(group), Range) and rate.only
    ]
    if len(exact) == 2:
        for decimals, least in ROUNDINGS:
            if min(exact) >= least:
                yield half_up(exact[0], decimals), half_up(exact[1], decimals)


def _is_ratio_of_rounded_rates(sums: Sums, printed: Printed) -> bool:
    pairs = [(above, below) for above, below in rounded_rates(sums) if below]
    return any(Range.exactly(above / below).meets(printed.range) for above, below in pairs)


def _is_difference_of_rounded_rates(sums: Sums, printed: Printed) -> bool:
    return any(Range.exactly(above - below).meets(printed.range) for above, below in rounded_rates(sums))


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


def footnote_digit(sums: Sums) -> tuple[str, Fraction] | None:
    """The count whose last digit is a footnote's mark: without it all that is printed adds up.

    Returns
        The count's item, and the count without the digit; None where no such count explains the claim.
    """
    for printed in sums.claim.printed:
        # A mark is 1 to 9; a 0 at the end would be a number ten times too large for another reason.
        if (
            kind_of(printed.item) not in COUNTS
            or printed.value is None
            or printed.value < 10
            or printed.value % 10 == 0
        ):
            continue
        shorter = replace(printed, value=Fraction(printed.value // 10))
        items = tuple(shorter if one is printed else one for one in sums.claim.printed)
        if checks.sound(replace(sums, claim=replace(sums.claim, printed=items))):
            return printed.item, Fraction(printed.value // 10)
    return None


def repaired(sums: Sums, printed: Printed) -> str | None:
    """The printed rate with its digit put right, where that fits the counts; None where no such repair does."""
    for text in _respelt(printed.text.removesuffix("%").rstrip().replace(",", "")):
        other = understand(printed.item, text)
        if other is not None and checks.fits(sums, other):
            return text
    return None


def misspelt_rate(sums: Sums, printed: Printed) -> tuple[str, str] | None:
    """The rate and its repair with which the printed ratio fits, where only rates are printed."""
    for group in sums.compared or ():
        rate = sums.claim.item(f"{group}_rate_percent")
        if rate is None or isinstance(sums.rate(group), Range):
            continue
        for text in _moved(rate.text.removesuffix("%").rstrip()):
            other = understand(rate.item, text)
            items = tuple(other if one is rate and other else one for one in sums.claim.printed)
            if checks.fits(replace(sums, claim=replace(sums.claim, printed=items)), printed):
                return rate.item, text
    return None


def _respelt(text: str) -> Iterator[str]:
    """What may have been meant: the point or two digits moved, or one digit lost."""
    yield from _moved(text)
    for place in range(len(text.partition(".")[0]) + 1):
        yield from (f"{text[:place]}{digit}{text[place:]}" for digit in "123456789" if text[place:])


def _moved(text: str) -> Iterator[str]:
    whole, _, decimals = text.partition(".")
    digits = whole + decimals
    for places in (1, -1, 2, -2):
        point = len(whole) + places
        filled = "0" * max(0, 1 - point) + digits + "0" * max(0, point - len(digits))
        point = max(point, 1)
        before = filled[:point].lstrip("0") or "0"
        yield f"{before}.{filled[point:]}".rstrip(".")
    for one, other in itertools.combinations(range(len(text)), 2):
        if "." not in (text[one], text[other]) and text[one] != text[other]:
            yield text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]


def _has_a_moved_digit(sums: Sums, printed: Printed) -> bool:
    return repaired(sums, printed) is not None


def _rests_on_a_moved_digit(sums: Sums, printed: Printed) -> bool:
    return misspelt_rate(sums, printed) is not None


BEFORE_FOOTNOTES = frozenset(
    {
        Slip.RATIO_OF_ROUNDED_RATES,
        Slip.INVERTED_RATIO,
        Slip.THRESHOLD,
        Slip.CONVERSION_RATE,
        Slip.SWAPPED_GROUPS,
        Slip.TRUNCATION,
    }
)
_OF_A_GROUP: tuple[tuple[Slip, Test], ...] = (
    (Slip.SWAPPED_GROUPS, _is_swapped),
    (Slip.TRUNCATION, _is_cut_off),
    (Slip.KNOWN_BASE, _is_on_known_base),
    (Slip.LOST_OR_TRANSPOSED, _has_a_moved_digit),
)
TESTS: dict[Kind, tuple[tuple[Slip, Test], ...]] = {
    Kind.RATIO: (
        (Slip.RATIO_OF_ROUNDED_RATES, _is_ratio_of_rounded_rates),
        (Slip.INVERTED_RATIO, _is_inverted),
        (Slip.THRESHOLD, _is_threshold),
        (Slip.CONVERSION_RATE, _is_conversion_rate),
        (Slip.TRUNCATION, _is_cut_off),
        (Slip.LOST_OR_TRANSPOSED, _rests_on_a_moved_digit),
    ),
    Kind.DIFFERENCE: (
        (Slip.RATIO_OF_ROUNDED_RATES, _is_difference_of_rounded_rates),
        (Slip.TRUNCATION, _is_cut_off),
    ),
    Kind.RATE: (_OF_A_GROUP[0], _OF_A_GROUP[1], _OF_A_GROUP[3]),
    Kind.SHARE: _OF_A_GROUP,
}
