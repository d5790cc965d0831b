"""One careful sentence per figure.

Value, interval, counts and period; which group stands over which, in words; no cause, no praise or blame that the
interval does not carry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from levelground.disclosure.released import Count, ReleasedFigure
from levelground.measures.model import Definition, Kind, NoValue
from levelground.reporting import wording
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
    "patients_waiting": "as likely as {under} patients to have waited longer than 18 weeks",
    "patients_long_wait": "as likely as {under} patients to have waited longer than 52 weeks",
    "patients_not_attended": "as likely as appointments of {under} patients not to be attended",
    "patients_cancelled": "as likely as bookings of {under} patients to be cancelled by the hospital",
    "wdes_2": "as likely as {under} shortlisted applicants to be appointed",
    "wdes_3": "as likely as {under} staff to enter the formal capability process",
    "bank_disciplinary": "as likely as {under} bank workers to enter the formal disciplinary process",
    "bank_dismissed": "as likely as {under} bank workers to be dismissed after a formal process",
    "medical_directors": "as likely as {under} doctors to be a medical or clinical director",
    "medical_consultant_shortlisted": "as likely as {under} applicants for a consultant post to be shortlisted",
    "medical_consultant_appointed": "as likely as {under} applicants shortlisted for a consultant post to be appointed",
    "medical_excellence_awards": "as likely as {under} consultants to hold a clinical excellence award",
    "medical_complaints": "as likely as {under} doctors to be named in a complaint",
    "medical_gmc_referral": "as likely as {under} doctors to be referred to the General Medical Council",
    "medical_revalidation_deferral": "as likely as {under} doctors to have their revalidation deferred",
}
WHO = {
    "medical_consultant_shortlisted": "applicants for a consultant post",
    "medical_consultant_appointed": "applicants shortlisted for a consultant post",
    "medical_excellence_awards": "consultants",
    "medical_revalidation_deferral": "doctors due for revalidation",
    "wres_2": "shortlisted applicants",
    "wdes_2": "shortlisted applicants",
    "recruitment_shortlisted": "applicants",
    "recruitment_interviewed": "shortlisted applicants",
    "recruitment_offered": "interviewed applicants",
    "recruitment_started": "applicants with an offer",
}
FROM_PUBLIC = "they experienced harassment, bullying or abuse from patients, relatives or the public"
SAID = {
    "wres_5": FROM_PUBLIC,
    "wres_6": "they experienced harassment, bullying or abuse from staff",
    "wres_7": "the organisation acts fairly on career progression or promotion",
    "wres_8": "they experienced discrimination from a manager, team leader or colleagues",
    "bank_harassment_public": FROM_PUBLIC,
    "bank_harassment_staff": "they experienced harassment, bullying or abuse from staff",
    "bank_discrimination_public": "they experienced discrimination from patients, relatives or the public",
    "bank_discrimination_staff": "they experienced discrimination from a manager, team leader or colleagues",
    "medical_harassment_public": FROM_PUBLIC,
    "medical_harassment_staff": "they experienced harassment, bullying or abuse from staff",
    "medical_discrimination": "they experienced discrimination from a manager, team leader or colleagues",
    "medical_progression": "the organisation acts fairly on career progression or promotion",
    "medical_respect": "colleagues treat them with respect",
    "medical_involvement": "they are involved in decisions that affect their work",
    "bank_progression": "the organisation acts fairly on career progression or promotion",
    "survey_discrimination_public": "they experienced discrimination from patients, relatives or the public",
    "survey_grounds": "one of the grounds was {row}",
    "survey_bullying_managers": "they experienced harassment, bullying or abuse from managers",
    "survey_bullying_colleagues": "they experienced harassment, bullying or abuse from other colleagues",
    "survey_respects_differences": "the organisation respects individual differences",
    "survey_team_attachment": "they feel a strong personal attachment to their team",
    "survey_career_development": "there are opportunities to develop their career in the organisation",
    "survey_learning_access": "they can access the right learning and development when they need to",
    "survey_health_wellbeing": "the organisation takes positive action on health and well-being",
    "survey_speak_up": "they feel safe to speak up about anything that concerns them",
    "survey_concern_addressed": "they are confident that the organisation would address their concern",
}
SAID |= {
    "wdes_4a_public": SAID["wres_5"],
    "wdes_4a_managers": "they experienced harassment, bullying or abuse from managers",
    "wdes_4a_colleagues": "they experienced harassment, bullying or abuse from other colleagues",
    "wdes_4b": "the last incident of harassment, bullying or abuse was reported",
    "wdes_5": SAID["wres_7"],
    "wdes_6": "their manager pressed them to come to work when they were not well enough",
    "wdes_7": "they are satisfied with how far the organisation values their work",
    "wdes_8": "their employer made adequate adjustments for them",
}
# Likelihoods of what people are or have on the snapshot date, not of what happened to them in a year.
ON_A_DAY = frozenset({"medical_directors", "medical_excellence_awards", "patients_waiting", "patients_long_wait"})
# Who was asked, where that is not everybody who answered.
ASKED = {"survey_grounds": "who reported discrimination"}
RECEIVED = {"pay_bonus_received": "received a bonus"}
ROWS = {"wres_9": "board members", "wdes_10": "board members", "pay_quarters": "the highest paid quarter"}
BAND_WORDS = "0.80 to 1.25"


def sentence(figure: ReleasedFigure, definition: Definition) -> str:
    """What the figure says, in one or two sentences; why there is none, where it has no value."""
    if figure.value is None:
        return f"No value: {_lower_first(figure.reason or 'it was not worked out.')}"
    return SENTENCES[figure.kind](figure, definition)


def _ratio(figure: ReleasedFigure, definition: Definition) -> str:
    over, under = (wording.group_words(group) for group in (figure.numerator_group, figure.denominator_group))
    times = LIKELIER.get(figure.measure, "as likely as {under} people").format(under=under)
    people = WHO.get(figure.measure, wording.people(figure.measure))
    counts = _two_counts(figure, people)
    date = wording.long_date(figure.period)
    period = f"on {date}" if figure.measure in ON_A_DAY else f"{_window(definition)} to {date}"
    return (
        f"{wording.capital(over)} {people} were {wording.ratio_text(figure.value)} times {times} "
        f"({_interval(figure)}): {counts}, {period}. {_includes(figure, 1)}"
    )


def _difference(figure: ReleasedFigure, definition: Definition) -> str:
    if figure.measure in SAID:
        return _survey(figure, definition)
    if figure.measure in RECEIVED:
        return _received(figure, definition)
    first, second = (_percent_of(*pair) for pair in _pairs(figure))
    where = ROWS.get(figure.measure, "staff in this row")
    everyone = "everyone who is paid" if figure.measure == "pay_quarters" else wording.whole(figure.measure)
    group, counts = wording.group_words(figure.group), wording.counts_text(figure)
    return (
        f"{wording.capital(group)} people are {first} of {where} and {second} of {everyone} ({counts}), "
        f"{wording.long_date(figure.period)}: a difference of {wording.points_text(figure.value)} percentage points "
        f"({_interval(figure)}). {_parity(figure)}{_includes(figure, 0)}"
    )


def _disparity(figure: ReleasedFigure, _definition: Definition) -> str:
    """How much larger the higher tier is beside the lower, in one group over the other."""
    over, under = (wording.group_words(group) for group in (figure.numerator_group, figure.denominator_group))
    tiers = [f"{wording.count_text(above)} beside {wording.count_text(below)}" for above, below in _pairs(figure)]
    times = wording.ratio_text(figure.value)
    return (
        f"{wording.row_label(figure.breakdown)}: beside the lower tier, the higher one is {times} times as large among "
        f"{over} staff as among {under} staff ({_interval(figure)}): {tiers[0]} {over}, {tiers[1]} {under} staff, "
        f"{wording.long_date(figure.period)}. {_includes(figure, 1)}"
    )


def _retained(figure: ReleasedFigure, _definition: Definition) -> str:
    """How the share who are still employed differs, in a month of service."""
    first, second = (wording.group_words(group) for group in (figure.numerator_group, figure.denominator_group))
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
    over, under = (wording.group_words(group) for group in (figure.numerator_group, figure.denominator_group))
    value, words = figure.value or 0, definition.numerator.words
    side = "lower than" if value > 0 else "higher than" if value < 0 else "the same as"
    far = f"{wording.gap_text(abs(value))} " if value else ""
    people = [wording.count_text(count) for count in (figure.denominator_2, figure.denominator_1)]
    counts = f"{people[0]} {under} and {people[1]} {over} staff"
    return (
        f"The {words} of {under} staff is {far}{side} that of {over} staff (gap {wording.gap_text(value)}, "
        f"{_interval(figure)}): {counts}, {wording.long_date(figure.period)}. {_includes(figure, 0)}"
    )


def _received(figure: ReleasedFigure, definition: Definition) -> str:
    """Both percentages with their counts, of what people were given."""
    first, second = _both(figure, definition)
    points = _points(figure, definition)
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


def _both(figure: ReleasedFigure, definition: Definition) -> tuple[str, str]:
    people = wording.people(figure.measure)
    first, second = (
        f"{_percent_of(*pair)} of {name} {people} ({wording.count_text(pair[0])} of {wording.count_text(pair[1])})"
        for pair, name in zip(_pairs(figure), _names(definition), strict=True)
    )
    return first, second


def _names(definition: Definition) -> tuple[str, str]:
    """The groups of a difference, the one that is taken from first."""
    return wording.group_words(definition.numerator_group), wording.group_words(definition.denominator_group)


def _points(figure: ReleasedFigure, definition: Definition) -> str:
    points = wording.points_text(figure.value)
    return f"a difference of {points} percentage points, {wording.comparison(definition.compared)}"


def _survey(figure: ReleasedFigure, definition: Definition) -> str:
    """Both percentages with their counts, in the order in which one is taken from the other."""
    said = SAID[figure.measure].format(row=wording.row_label(figure.breakdown).lower())
    survey, asked = wording.survey_label(figure.period).lower(), ASKED.get(figure.measure, "who answered")
    first, second = _both(figure, definition)
    end = f"{_points(figure, definition)} ({_interval(figure)}). {_includes(figure, 0)}"
    if not all(isinstance(count, int) for pair in _pairs(figure) for count in pair):
        people = wording.people(figure.measure)
        return f"Of the {people} {asked} in the {survey}, the share who said that {said} has {end}"
    return f"{first} and {second} {asked} in the {survey} said that {said}: {end}"


def _score(figure: ReleasedFigure, definition: Definition) -> str:
    """How far one group's score lies from the other's."""
    first, second = _names(definition)
    far, side = wording.score_text(abs(figure.value or 0)), "below" if (figure.value or 0) < 0 else "above"
    survey = wording.survey_label(figure.period).lower()
    between = f"{far} out of 10 {side} that of {second} staff" if figure.value else f"that of {second} staff"
    people = f"{wording.count_text(figure.denominator_1)} and {wording.count_text(figure.denominator_2)} answered"
    return f"In the {survey} the score of {first} staff is {between}; {people}. {_includes(figure, 0)}"


def _statement(figure: ReleasedFigure, _definition: Definition) -> str:
    return f"The organisation says: {wording.value_text(figure).lower()}. Its evidence: {figure.reason}"


def _share(figure: ReleasedFigure, definition: Definition) -> str:
    group, share, date = wording.group_words(figure.group), wording.share_text(figure.value), figure.period
    counts = f"{wording.counts_text(figure)}; {_interval(figure)}"
    if definition.base == "all":
        if figure.group == definition.grouping.unknown:
            people = wording.people(definition.id)
            return f"For {share} of all {people} the ethnic category is unknown ({counts}), {wording.long_date(date)}."
        people = f"{wording.capital(group)} people"
        everyone = "all staff" if wording.people(definition.id) == "staff" else wording.whole(definition.id)
        return f"{people} are {share} of {everyone}, unknown included ({counts}), {wording.long_date(date)}."
    if definition.kind is Kind.SHARE and figure.measure in SAID:
        survey = wording.survey_label(date).lower()
        return f"{share} of {group} staff who answered in the {survey} said that {SAID[figure.measure]} ({counts})."
    base = "those who answered" if definition.base == "answered" else "the group"
    return f"{wording.capital(group)}: {share} of {base} ({counts}), {wording.long_date(date)}."


def bands_sentence(differences: Sequence[ReleasedFigure], definition: Definition) -> str:
    """How many bands lie below and above the workforce by their intervals, and how many are hidden."""
    shown = [figure for figure in differences if figure.lower is not None and figure.upper is not None]
    if len(shown) < 2:
        return ""
    below = sum(1 for figure in shown if figure.upper is not None and figure.upper < 0)
    above = sum(1 for figure in shown if figure.lower is not None and figure.lower > 0)
    hidden = sum(1 for figure in differences if figure.suppressed)
    unclear = len(shown) - below - above
    kind = wording.DIMENSIONS[shown[0].breakdown[-1][0]].lower()
    whole = wording.whole(shown[0].measure)
    also = f" {hidden} more {'band is' if hidden == 1 else 'bands are'} hidden." if hidden else ""
    group = wording.group_words(definition.grouping.main)
    return (
        f"Of the {len(shown)} {kind}s whose figures are shown, the {group} share is below that of {whole} in "
        f"{below} and above it in {above}, with intervals that leave out 0; for the other {unclear} these figures "
        f"alone do not show a difference.{also} Of many comparisons, about one in twenty leaves out 0 by chance alone."
    )


def _parity(figure: ReleasedFigure) -> str:
    if figure.parity_count is None or ROWS.get(figure.measure) != "board members":
        return ""
    return f"{figure.parity_count} such members would bring the board nearest to the workforce. "


def _pairs(figure: ReleasedFigure) -> tuple[tuple[Count | None, Count | None], tuple[Count | None, Count | None]]:
    return (figure.numerator_1, figure.denominator_1), (figure.numerator_2, figure.denominator_2)


def _percent_of(above: Count | None, below: Count | None) -> str:
    known = isinstance(above, int) and isinstance(below, int) and below
    return f"{ratio_half_up(100 * above, below, 1)}%" if known else "a share"  # type: ignore[operator, arg-type]


def _two_counts(figure: ReleasedFigure, people: str) -> str:
    over, under = (wording.group_words(group) for group in (figure.numerator_group, figure.denominator_group))
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
    if definition.kind is Kind.RATIO:
        window = _window(definition)
        return f"{window[0].upper()}{window[1:]} to {wording.long_date(figure.period)}"
    return f"On {wording.long_date(figure.period)}"


def _headcount(figure: ReleasedFigure, _definition: Definition) -> str:
    """How many of the group there are in a band, and how many it would be at the workforce's share."""
    more, group = int(figure.value or 0), wording.group_words(figure.group)
    short = f"{more:,} more" if more > 0 else f"{-more:,} fewer" if more else "as many as there are"
    return (
        f"{wording.row_label(figure.breakdown)}: {wording.count_text(figure.numerator_1)} of "
        f"{wording.count_text(figure.denominator_1)} staff are {group}, {wording.long_date(figure.period)}; at the "
        f"workforce’s share it would be {wording.count_text(figure.parity_count)}, {short}."
    )


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:]


SENTENCES: Mapping[Kind, Callable[[ReleasedFigure, Definition], str]] = {
    Kind.SHARE: _share,
    Kind.RATIO: _ratio,
    Kind.DIFFERENCE: _difference,
    Kind.GAP: _gap,
    Kind.AMOUNT: _share,
    Kind.RETAINED: _retained,
    Kind.DISPARITY: _disparity,
    Kind.SCORE: _score,
    Kind.STATEMENT: _statement,
    Kind.HEADCOUNT: _headcount,
}
