"""One careful sentence per figure.

Value, interval, counts and period; which group stands over which, in words; no cause, no praise or blame that the
interval does not carry.
"""

from __future__ import annotations

from levelground.disclosure.released import ReleasedFigure
from levelground.measures.model import Definition, Kind, NoValue
from levelground.reporting import wording

# What a ratio's sentence says the first group was, compared with the second.
LIKELIER = {
    "wres_2": "as likely as {under} shortlisted applicants to be appointed",
    "wres_3": "as likely as {under} staff to enter the formal disciplinary process",
    "wres_4": "as likely as {under} staff to access non-mandatory training",
}
WHO = {"wres_2": "shortlisted applicants"}
SAID = {
    "wres_5": "experienced harassment, bullying or abuse from patients, relatives or the public",
    "wres_6": "experienced harassment, bullying or abuse from staff",
    "wres_7": "believe that the organisation acts fairly on career progression or promotion",
    "wres_8": "experienced discrimination from a manager, team leader or colleagues",
}
BAND_WORDS = "0.80 to 1.25"


def sentence(figure: ReleasedFigure, definition: Definition) -> str:
    """What the figure says, in one or two sentences; why there is none, where it has no value."""
    if figure.value is None:
        return f"No value: {_lower_first(figure.reason or 'it was not worked out.')}"
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
    first, second = _shares(figure)
    points = wording.points_text(figure.value)
    if figure.measure in SAID:
        said = SAID[figure.measure]
        return (
            f"{second} of White and {first} of BME staff who answered {said}: a difference (BME minus White) of "
            f"{points} percentage points ({_interval(figure)}){_two_counts_in_brackets(figure)}. {_includes(figure, 0)}"
        )
    where = "board members" if figure.measure == "wres_9" else "staff in this row"
    group, counts = wording.group_label(figure.group), _two_counts_in_brackets(figure)
    return (
        f"{group} people are {first} of {where} and {second} of the workforce: a difference of {points} percentage "
        f"points ({_interval(figure)}) on {wording.long_date(figure.period)}{counts}. "
        f"{_parity(figure)}{_includes(figure, 0)}"
    )


def _share(figure: ReleasedFigure, definition: Definition) -> str:
    base = {"all": "all staff, unknown included", "answered": "those who answered"}.get(definition.base, "the group")
    return (
        f"{wording.group_label(figure.group)}: {wording.share_text(figure.value)} of {base} ({_interval(figure)}), "
        f"{wording.counts_text(figure)}, {wording.long_date(figure.period)}."
    )


def _parity(figure: ReleasedFigure) -> str:
    if figure.parity_count is None or figure.measure != "wres_9":
        return ""
    return f"{figure.parity_count} such members would bring the board nearest to the workforce. "


def _shares(figure: ReleasedFigure) -> tuple[str, str]:
    pairs = ((figure.numerator_1, figure.denominator_1), (figure.numerator_2, figure.denominator_2))
    first, second = (
        wording.share_text(above / below) if isinstance(above, int) and isinstance(below, int) and below else "a share"
        for above, below in pairs
    )
    return first, second


def _two_counts(figure: ReleasedFigure, people: str) -> str:
    over, under = (wording.group_label(group) for group in (figure.numerator_group, figure.denominator_group))
    first = f"{wording.count_text(figure.numerator_1)} of {wording.count_text(figure.denominator_1)} {over}"
    second = f"{wording.count_text(figure.numerator_2)} of {wording.count_text(figure.denominator_2)} {under} {people}"
    return f"{first} and {second}"


def _two_counts_in_brackets(figure: ReleasedFigure) -> str:
    counts = wording.counts_text(figure)
    return "" if counts == wording.NONE else f" ({counts})"


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
    return f"The interval does not include {neutral}."


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


def change_sentence(figure: ReleasedFigure, earlier: ReleasedFigure | None) -> str:
    """Last year's value beside this year's; editions that differ are not joined."""
    if earlier is None:
        return "There is no earlier value to compare with."
    if earlier.edition != figure.edition:
        return (
            f"The rule changed between {wording.long_date(earlier.period)} and {wording.long_date(figure.period)}: "
            "the two values cannot be compared."
        )
    if earlier.value is None:
        why = "was hidden" if earlier.no_value is NoValue.SUPPRESSED else "had no value"
        return f"The figure of {wording.long_date(earlier.period)} {why}."
    return f"On {wording.long_date(earlier.period)} it was {wording.value_text(earlier)} ({_interval(earlier)})."


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]
