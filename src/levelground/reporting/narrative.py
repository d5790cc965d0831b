"""One careful sentence per figure.

Value, interval, counts and period; which group stands over which, in words; no cause, no praise or blame that the
interval does not carry.
"""

from __future__ import annotations

from collections.abc import Sequence

from levelground.disclosure.released import Count, ReleasedFigure
from levelground.measures.model import Definition, Kind, NoValue
from levelground.reporting import patients, wording
from levelground.statistics.rounding import ratio_half_up

# What a ratio's sentence says the first group was, compared with the second.
LIKELIER = {
    "wres_2": "as likely as {under} shortlisted applicants to be appointed",
    "wres_3": "as likely as {under} staff to enter the formal disciplinary process",
    "wres_4": "as likely as {under} staff to access non-mandatory training",
    "recruitment_shortlisted": "as likely as {under} applicants to be shortlisted",
    "recruitment_interviewed": "as likely as {under} shortlisted applicants to be interviewed",
    "recruitment_offered": "as likely as {under} interviewed applicants to be made an offer",
    "recruitment_started": "as likely as {under} applicants with an offer to start",
    "retention_leaving": "as likely as {under} staff to leave",
}
WHO = {
    "wres_2": "shortlisted applicants",
    "recruitment_shortlisted": "applicants",
    "recruitment_interviewed": "shortlisted applicants",
    "recruitment_offered": "interviewed applicants",
    "recruitment_started": "applicants with an offer",
}
SAID = {
    "wres_5": "they experienced harassment, bullying or abuse from patients, relatives or the public",
    "wres_6": "they experienced harassment, bullying or abuse from staff",
    "wres_7": "the organisation acts fairly on career progression or promotion",
    "wres_8": "they experienced discrimination from a manager, team leader or colleagues",
}
RECEIVED = {"pay_bonus_received": "received a bonus"}
ROWS = {"wres_9": "board members", "pay_quarters": "the highest paid quarter"}
BAND_WORDS = "0.80 to 1.25"


def sentence(figure: ReleasedFigure, definition: Definition) -> str:
    """What the figure says, in one or two sentences; why there is none, where it has no value."""
    if figure.value is None:
        return f"No value: {_lower_first(figure.reason or 'it was not worked out.')}"
    if definition.framework == "patients" and figure.kind is not Kind.SHARE:
        neutral = 0 if figure.kind is Kind.DIFFERENCE else 1
        return patients.sentence(figure, definition, interval=_interval(figure), includes=_includes(figure, neutral))
    if figure.kind in (Kind.RETAINED, Kind.DISPARITY):
        return _retained(figure) if figure.kind is Kind.RETAINED else _disparity(figure)
    if figure.kind is Kind.GAP:
        return _gap(figure, definition)
    if figure.kind is Kind.RATIO:
        return _ratio(figure, definition)
    return _difference(figure) if figure.kind is Kind.DIFFERENCE else _share(figure, definition)


def _ratio(figure: ReleasedFigure, definition: Definition) -> str:
    over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    times = LIKELIER.get(figure.measure, "as likely as {under} people").format(under=under)
    people = WHO.get(figure.measure, "staff")
    counts = _two_counts(figure, people)
    period = f"{_window(definition)} to {wording.long_date(figure.period)}"
    return (
        f"{over} {people} were {wording.ratio_text(figure.value)} times {times} "
        f"({_interval(figure)}): {counts}, {period}. {_includes(figure, 1)}"
    )


def _difference(figure: ReleasedFigure) -> str:
    if figure.measure in SAID:
        return _survey(figure)
    if figure.measure in RECEIVED:
        return _received(figure)
    first, second = (_percent_of(*pair) for pair in _pairs(figure))
    where = ROWS.get(figure.measure, "staff in this row")
    everyone = "everyone who is paid" if figure.measure == "pay_quarters" else "the workforce"
    group, counts = wording.group_label(figure.group), wording.counts_text(figure)
    return (
        f"{group} people are {first} of {where} and {second} of {everyone} ({counts}), "
        f"{wording.long_date(figure.period)}: a difference of {wording.points_text(figure.value)} percentage points "
        f"({_interval(figure)}). {_parity(figure)}{_includes(figure, 0)}"
    )


def _disparity(figure: ReleasedFigure) -> str:
    """How much larger the higher tier is beside the lower, in one group over the other."""
    over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    tiers = [f"{wording.count_text(above)} beside {wording.count_text(below)}" for above, below in _pairs(figure)]
    times = wording.ratio_text(figure.value)
    return (
        f"{wording.row_label(figure.breakdown)}: beside the lower tier, the higher one is {times} times as large among "
        f"{over} staff as among {under} staff ({_interval(figure)}): {tiers[0]} {over}, {tiers[1]} {under} staff, "
        f"{wording.long_date(figure.period)}. {_includes(figure, 1)}"
    )


def _retained(figure: ReleasedFigure) -> str:
    """How the share who are still employed differs, in a month of service."""
    first, second = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    counts = f"{_still(figure.numerator_1, figure.denominator_1)} {first} and "
    counts += f"{_still(figure.numerator_2, figure.denominator_2)} {second} staff under observation had left"
    return (
        f"After {wording.row_label(figure.breakdown)} of service the share of {first} staff still employed differs "
        f"from that of {second} staff by {wording.points_text(figure.value)} percentage points ({_interval(figure)}): "
        f"{counts}, {wording.long_date(figure.period)}. {_includes(figure, 0)}"
    )


def _still(left: Count | None, observed: Count | None) -> str:
    return f"{wording.count_text(left)} of {wording.count_text(observed)}"


def _gap(figure: ReleasedFigure, definition: Definition) -> str:
    """How far one group's amount lies from the other's, and on which side."""
    over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    value, words = figure.value or 0, definition.numerator.words
    side = "lower than" if value > 0 else "higher than" if value < 0 else "the same as"
    far = f"{wording.gap_text(abs(value))} " if value else ""
    people = [wording.count_text(count) for count in (figure.denominator_2, figure.denominator_1)]
    counts = f"{people[0]} {under} and {people[1]} {over} staff"
    return (
        f"The {words} of {under} staff is {far}{side} that of {over} staff (gap {wording.gap_text(value)}, "
        f"{_interval(figure)}): {counts}, {wording.long_date(figure.period)}. {_includes(figure, 0)}"
    )


def _received(figure: ReleasedFigure) -> str:
    """Both percentages with their counts, of what people were given."""
    first, second = _both(figure)
    points = f"a difference of {wording.points_text(figure.value)} percentage points, BME minus White"
    return (
        f"{first} and {second} {RECEIVED[figure.measure]} in the year to {wording.long_date(figure.period)}: "
        f"{points} ({_interval(figure)}). {_includes(figure, 0)}"
    )


def drivers_sentence(parts: Sequence[ReleasedFigure]) -> str:
    """The parts of the gap of means, which add up to it; empty where they are not shown."""
    shown = [figure for figure in parts if figure.value is not None and figure.breakdown]
    if not shown:
        return ""
    said = ", ".join(
        f"{wording.points_text(figure.value)} with {wording.row_label(figure.breakdown).lower()}" for figure in shown
    )
    return (
        f"Of the gap of mean hourly pay, in percent of White staff's mean, these parts go with differences between the "
        f"groups in each driver: {said}. A part above 0 goes with lower pay of BME staff. No part is a cause."
    )


def _both(figure: ReleasedFigure) -> tuple[str, str]:
    first, second = (
        f"{_percent_of(*pair)} of {name} staff ({wording.count_text(pair[0])} of {wording.count_text(pair[1])})"
        for pair, name in zip(_pairs(figure), ("BME", "White"), strict=True)
    )
    return first, second


def _survey(figure: ReleasedFigure) -> str:
    """Both percentages with their counts, in the order in which one is taken from the other."""
    said, survey = SAID[figure.measure], wording.survey_label(figure.period).lower()
    first, second = _both(figure)
    points = f"a difference of {wording.points_text(figure.value)} percentage points, BME minus White"
    end = f"{points} ({_interval(figure)}). {_includes(figure, 0)}"
    if not all(isinstance(count, int) for pair in _pairs(figure) for count in pair):
        return f"Of the staff who answered in the {survey}, the share who said that {said} has {end}"
    return f"{first} and {second} who answered in the {survey} said that {said}: {end}"


def _share(figure: ReleasedFigure, definition: Definition) -> str:
    group, share, date = wording.group_label(figure.group), wording.share_text(figure.value), figure.period
    counts = f"{wording.counts_text(figure)}; {_interval(figure)}"
    if definition.base == "all":
        return f"{group} people are {share} of all staff, unknown included ({counts}), {wording.long_date(date)}."
    base = "those who answered" if definition.base == "answered" else "the group"
    return f"{group}: {share} of {base} ({counts}), {wording.long_date(date)}."


def bands_sentence(differences: Sequence[ReleasedFigure]) -> str:
    """How many bands lie below and above the workforce by their intervals, and how many are hidden."""
    shown = [figure for figure in differences if figure.lower is not None and figure.upper is not None]
    if not shown:
        return ""
    below = sum(1 for figure in shown if figure.upper is not None and figure.upper < 0)
    above = sum(1 for figure in shown if figure.lower is not None and figure.lower > 0)
    hidden = sum(1 for figure in differences if figure.suppressed)
    unclear = len(shown) - below - above
    also = f" {hidden} more {'band is' if hidden == 1 else 'bands are'} hidden." if hidden else ""
    return (
        f"Of the {len(shown)} pay bands whose figures are shown, the BME share is below that of the workforce in "
        f"{below} and above it in {above}, with intervals that leave out 0; for the other {unclear} these figures "
        f"alone do not show a difference.{also} Of many comparisons, about one in twenty leaves out 0 by chance alone."
    )


def _parity(figure: ReleasedFigure) -> str:
    if figure.parity_count is None or figure.measure != "wres_9":
        return ""
    return f"{figure.parity_count} such members would bring the board nearest to the workforce. "


def _pairs(figure: ReleasedFigure) -> tuple[tuple[Count | None, Count | None], tuple[Count | None, Count | None]]:
    return (figure.numerator_1, figure.denominator_1), (figure.numerator_2, figure.denominator_2)


def _percent_of(above: Count | None, below: Count | None) -> str:
    known = isinstance(above, int) and isinstance(below, int) and below
    return f"{ratio_half_up(100 * above, below, 1)}%" if known else "a share"  # type: ignore[operator, arg-type]


def _two_counts(figure: ReleasedFigure, people: str) -> str:
    over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    first = f"{wording.count_text(figure.numerator_1)} of {wording.count_text(figure.denominator_1)} {over}"
    second = f"{wording.count_text(figure.numerator_2)} of {wording.count_text(figure.denominator_2)} {under} {people}"
    return f"{first} and {second}"


def _window(definition: Definition) -> str:
    return "in the two years" if definition.window_months == 24 else "in the year"


def _interval(figure: ReleasedFigure) -> str:
    text = wording.interval_text(figure)
    return "no interval" if text == wording.NONE else f"{figure.confidence:.0%} interval {text}"


def _includes(figure: ReleasedFigure, neutral: int) -> str:
    """What the interval carries: nothing is said where there is none."""
    if figure.lower is None or (figure.upper is None and figure.kind is not Kind.RATIO):
        return "The figure is shown without an interval, so how far chance could account for it is not known."
    if figure.lower <= neutral and (figure.upper is None or neutral <= figure.upper):
        return f"The interval includes {neutral}, so these figures alone do not show a difference."
    return f"The interval does not include {neutral}, so chance alone is an unlikely explanation."


def band_sentence(figure: ReleasedFigure) -> str:
    """What the 0.80 to 1.25 flag says, always beside the interval, with how often it fires where all is fair."""
    if figure.within_band is None or figure.lower is None:
        return ""
    said = "lies within" if figure.within_band else "lies outside"
    alarm = ""
    if figure.false_alarm_share is not None:
        alarm = (
            f" In a perfectly fair organisation with the same numbers of people, "
            f"{_percent(figure.false_alarm_share)} of years would fall outside by chance alone."
        )
    return f"The value {said} {BAND_WORDS}, the range that national reports have used as a flag; it is no test.{alarm}"


def _percent(share: float) -> str:
    return "fewer than 1%" if share < 0.01 else f"about {share:.0%}"


def change_sentence(figure: ReleasedFigure, earlier: ReleasedFigure | None, definition: Definition) -> str:
    """Last year's value with its interval; a change of rule breaks the series.

    Nothing is said of whether the two intervals overlap: overlap is no test of a change, and reads like one.
    """
    if earlier is None:
        return "There is no earlier value to compare with."
    if earlier.edition != figure.edition:
        return (
            f"The rule changed between {wording.long_date(earlier.period)} and {wording.long_date(figure.period)}: "
            "the series breaks there, and the two values cannot be compared."
        )
    when = _when(earlier, definition)
    if earlier.value is None:
        why = "was hidden" if earlier.no_value is NoValue.SUPPRESSED else "had no value"
        return f"{when} the figure {why}."
    return f"{when} it was {wording.value_text(earlier)} ({_interval(earlier)})."


def _when(figure: ReleasedFigure, definition: Definition) -> str:
    if definition.base == "answered":
        return f"In the {wording.survey_label(figure.period).lower()}"
    if definition.framework == "patients":
        return _upper_first(patients.when(figure.period, definition))
    if definition.kind is Kind.RATIO:
        window = _window(definition)
        return f"{_upper_first(window)} to {wording.long_date(figure.period)}"
    return f"On {wording.long_date(figure.period)}"


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


def _upper_first(text: str) -> str:
    return text[:1].upper() + text[1:]
