"""Says in plain English how each printed item was worked out again, and what gives the printed value where it differs.

No blame: the sentences say which arithmetic gives which number, never who did what.
"""

from __future__ import annotations

from fractions import Fraction

from levelground.measures.claims import checks
from levelground.measures.claims.arithmetic import Sums
from levelground.measures.claims.claim import BROAD, Claim, Kind, group_of, kind_of
from levelground.measures.claims.digits import misspelt_rate, repaired
from levelground.measures.claims.pages import Beside
from levelground.measures.claims.quantities import Gap, Printed, Range, half_up
from levelground.measures.claims.slips import Named, Slip, fitting_base, rounded_rates
from levelground.vocabulary import ethnicity

# The measure compares or counts by groups of its own (another standard's, say), so no direction is known.
NO_DIRECTION = "the catalogue gives no direction for this measure, so a ratio or a difference cannot be worked out"
NO_WORKFORCE = "it takes {0}_rate_percent for the board or band, and {0}_share_percent for the workforce"
OF_A_SLIP = {
    Slip.INVERTED_RATIO: "which is the ratio the other way up",
    Slip.REVERSED_DIFFERENCE: "which is the difference the other way round",
    Slip.THRESHOLD: "which is a threshold of the four-fifths rule and not this ratio",
    Slip.PERCENT_SIGN: "with a percent sign; a ratio has none",
    Slip.CONVERSION_RATE: "which is a rate in percent and not a ratio of two rates",
    Slip.SWAPPED_GROUPS: "which is the other group's value: White and BME are exchanged",
    Slip.TRUNCATION: "which is cut off and not rounded",
    Slip.KNOWN_BASE: "which fits only without the people of unknown ethnicity in the base",
    Slip.ANOTHER_TOTAL: "which fits another total, as the other shares do",
    Slip.UNDEFINED: "but nought over nought has no value",
    Slip.DOES_NOT_RECOMPUTE: "and no usual slip gives that number",
}

OF_PAGES = {
    Slip.INVERTED_RATIO: "is the other one turned over",
    Slip.THRESHOLD: "is a threshold of the four-fifths rule",
}


def of_marks(named: Named) -> list[str]:
    """A sentence for each count that is read without its last digit in what follows."""
    return [
        f"{_item(mark.item)} is printed {_count(mark.printed)}; with {_count(mark.without)} what is printed adds up "
        f"({', '.join(_item(item) for item in mark.mended)}), so the last digit may be the mark of a footnote. "
        f"Read as {_count(mark.without)}:"
        for mark in named.marks
    ]


def of_items(named: Named) -> list[str]:
    """A sentence for each result that can be worked out again or has a slip, and one for those that cannot."""
    sums = named.sums
    told: list[Printed] = []
    silent: list[Printed] = []
    for one in checks.results(sums):
        of_a_group = group_of(one.item) is not None
        unchecked = checks.outcome(sums, one) is checks.Outcome.UNCHECKED and of_a_group
        (silent if unchecked else told).append(one)
    said = [of_item(sums, one, named.slips.get(one.item, ())) for one in told]
    if silent:
        texts = ", ".join(f"{_item(one.item)} {one.text}".rstrip() for one in silent)
        said.append(f"Taken as printed, for want of the counts behind it: {texts}.")
    return said


def working(sums: Sums, printed: Printed) -> str:
    """The sum behind one item with its result, or why there is none."""
    found, decimals = sums.value(printed.item), max(2, printed.decimals + 1)
    name = _name(sums, printed.item)
    if found is Gap.UNKNOWN:
        return f"{name} cannot be checked: {_lacking(sums, printed)}"
    if not isinstance(found, Range):
        return f"{name} has no value: it is a division by nought"
    unit = {Kind.RATIO: "", Kind.DIFFERENCE: " points"}.get(kind_of(printed.item), " %")
    sign = "=" if found.only is not None else "lies"
    return f"{name}: {_sum(sums, printed.item)} {sign} {_shown(found, decimals)}{unit}"


def of_item(sums: Sums, printed: Printed, slips: tuple[Slip, ...]) -> str:
    """The working of one item and what is printed, with the reason where they differ."""
    if not slips:
        return f"{working(sums, printed)}; printed {printed.text or 'without a value'}{_reading(sums, printed)}."
    reasons = "; ".join(_reason(sums, printed, slip) for slip in slips)
    return f"{working(sums, printed)}; printed {printed.text}, {reasons}."


def _reading(sums: Sums, printed: Printed) -> str:
    """How a printed difference is to be read, as it may be in points or as 0 to 1."""
    if kind_of(printed.item) is not Kind.DIFFERENCE or printed.value is None or not sums.readings(printed):
        return ""
    in_points = sums.readings(printed)[0].meets(printed.range)
    return ", read as percentage points" if in_points else ", read as a fraction of 1"


def of_structure(named: Named) -> list[str]:
    """Sentences about counts and shares as a whole: total, 100 %, a count above its base."""
    sums = named.sums
    said = [
        f"{_item(item)}, {_count(sums.count(item))}, is larger than the number it is out of."
        for item, slips in named.slips.items()
        if Slip.ABOVE_DENOMINATOR in slips
    ]
    if checks.subtotals(sums) is not checks.Outcome.UNCHECKED:
        parts = [part for group in BROAD if (part := sums.part(group)) is not None]
        together = f"{' + '.join(_count(part) for part in parts)} = {_count(sum(parts, Fraction(0)))}"
        said.append(f"The groups: {together}; the printed total is {_count(sums.count('total'))}.")
    if checks.shares(sums) is not checks.Outcome.UNCHECKED:
        texts = [share.text for group in BROAD if (share := sums.claim.item(f"{group}_share_percent"))]
        reach = "reach" if checks.shares(sums) is checks.Outcome.FITS else "miss"
        said.append(f"The shares {' + '.join(texts)} {reach} 100 % within their rounding.")
    return said


def of_pages(beside: Beside, here: Claim) -> str:
    """How one item differs between two claims about one thing."""
    item, other = _item(beside.item), beside.other
    if Slip.SWAPPED_GROUPS in beside.slips:
        return f"{item}: claim {other.claim_id} prints the same values for the opposite groups."
    ours, theirs = here.item(beside.item), other.item(beside.item)
    texts = (ours.text if ours else "", theirs.text if theirs else "")
    hints = "".join(f"; {texts[0]} {OF_PAGES[slip]}" for slip in beside.slips if slip in OF_PAGES)
    return f"{item} is printed {texts[0]} here and {texts[1]} in claim {other.claim_id}: more than rounding{hints}."


def _reason(sums: Sums, printed: Printed, slip: Slip) -> str:
    if slip is Slip.RATIO_OF_ROUNDED_RATES:
        sign = "/" if kind_of(printed.item) is Kind.RATIO else "-"
        above, below = next(pair for pair in rounded_rates(sums) if _gives(pair, sign, printed))
        return f"which is {_plain(above)} {sign} {_plain(below)}, the rates already rounded: round last"
    if slip is Slip.LOST_OR_TRANSPOSED:
        misspelt = misspelt_rate(sums, printed) if kind_of(printed.item) is Kind.RATIO else None
        if misspelt:
            rate = sums.claim.item(misspelt[0])
            return f"which fits if {_item(misspelt[0])}, {rate.text if rate else ''}, is read as {misspelt[1]}"
        return f"which fits if it is read as {repaired(sums, printed)}: a digit or the point is lost or moved"
    base = fitting_base(sums, printed) if slip in (Slip.DOES_NOT_RECOMPUTE, Slip.ANOTHER_TOTAL) else None
    return OF_A_SLIP[slip] + (f": it would be right out of {_span(*base)}" if base else "")


def _span(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _gives(pair: tuple[Fraction, Fraction], sign: str, printed: Printed) -> bool:
    above, below = pair
    if sign == "/":
        return below != 0 and Range.exactly(above / below).meets(printed.range)
    return Range.exactly(above - below).meets(printed.range)


def _name(sums: Sums, item: str) -> str:
    if kind_of(item) is Kind.RATIO and sums.compared:
        return " over ".join(_label(group) for group in sums.compared)
    if kind_of(item) is not Kind.DIFFERENCE:
        return _item(item)
    group = sums.beside_workforce
    return f"{_label(group)}, and {_label(group)} in the workforce" if group else "BME minus White"


def _item(item: str) -> str:
    group = group_of(item)
    return f"{_label(group)} {kind_of(item).value.removesuffix('_percent')}" if group else item.capitalize()


def _label(group: str) -> str:
    return {"white": "White", "bme": "BME", "unknown": "Unknown"}.get(group) or ethnicity.label(group)


def _lacking(sums: Sums, printed: Printed) -> str:
    definition = sums.definition
    if kind_of(printed.item) is Kind.DIFFERENCE and definition and definition.compared.endswith("_minus_workforce"):
        return NO_WORKFORCE.format(definition.numerator_group)
    pair = sums.compared or ()
    missing = [_label(group) for group in pair if not isinstance(sums.best_rate(group), Range)]
    return f"neither counts nor a rate are printed for {' and '.join(missing)}" if missing else NO_DIRECTION


def _sum(sums: Sums, item: str) -> str:
    kind, group = kind_of(item), group_of(item)
    if kind is Kind.DIFFERENCE and (own := sums.beside_workforce):
        workforce = sums.claim.item(f"{own}_share_percent")
        return f"{_rate(sums, own)} - {_bare(workforce)} %"
    if group is None:
        sign = "/" if kind is Kind.RATIO else "-"
        pair = (sums.compared or ()) if kind is Kind.RATIO else ("bme", "white")
        return f" {sign} ".join(_rate(sums, one) for one in pair)
    if kind is Kind.SHARE:
        share = sums.share(group)
        assert isinstance(share, Range)
        whole = sums.total if sums.total is not None else sums.count(f"{group}_denominator")
        assert whole is not None
        return f"{_count(share.low * whole)} / {_count(whole)}"
    return f"{_count(sums.count(f'{group}_numerator'))} / {_base(sums, group)}"


def _base(sums: Sums, group: str) -> str:
    base, share = sums.base(group), sums.claim.item(f"{group}_share_percent")
    assert base is not None
    if base.only is not None:
        return _count(base.only)
    assert share is not None
    assert share.value is not None
    assert sums.total is not None
    return f"{_count(half_up(share.value / 100 * sums.total, 0))} ({_bare(share)} % of {_count(sums.total)})"


def _rate(sums: Sums, group: str) -> str:
    printed = sums.claim.item(f"{group}_rate_percent")
    if isinstance(sums.rate(group), Range):
        return f"({_count(sums.count(f'{group}_numerator'))} / {_base(sums, group)})"
    return f"{_bare(printed)} %"


def _bare(printed: Printed | None) -> str:
    assert printed is not None
    return printed.text.removesuffix("%").rstrip()


def _shown(found: Range, decimals: int) -> str:
    if found.only is not None:
        return _rounded(found.low, decimals)
    if found.high is None:
        return f"above {_rounded(found.low, decimals)}"
    return f"between {_rounded(found.low, decimals)} and {_rounded(found.high, decimals)}"


def _rounded(value: Fraction, decimals: int) -> str:
    shown = half_up(abs(value), min(decimals, 6))
    return f"{'-' if value < 0 else ''}{float(shown):,.{min(decimals, 6)}f}"


def _plain(value: Fraction) -> str:
    return f"{float(value):,.10g}"


def _count(value: Fraction | None) -> str:
    return f"{int(value or 0):,}"
