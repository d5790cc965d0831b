"""How a page says groups, bands, periods and numbers: plain words, after the NHS service manual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

from levelground.disclosure.released import Count, ReleasedFigure, Suppressed
from levelground.measures.model import Kind
from levelground.statistics.rounding import half_up
from levelground.vocabulary import gender, groups, leaving, pay_bands, staff_groups

HIDDEN = "hidden"
NONE = "–"
# What the pages call the dimensions of a breakdown.
DIMENSIONS = {
    "cluster": "Clinical, non-clinical and medical",
    "pay_band": "Pay band",
    "staff_group": "Staff group",
    "directorate": "Directorate",
    "board": "Board members",
    "band": "Pay band",
    "population_line": "Who counts",
    "pay_quarter": "Pay quarter",
    "driver": "Driver",
    "service_months": "Months of service",
    "reason": "Reason for leaving",
    "step": "Step",
    "band_cluster": "Band cluster",
    "gender": "Gender",
    "route_of_entry": "Route of entry",
    "deprivation_quintile": "Deprivation quintile",
    "ground": "Ground",
}
STEPS = {
    "lower_to_middle": "band 5 and below to 6 and 7",
    "middle_to_upper": "6 and 7 to 8a and above",
    "lower_to_upper": "band 5 and below to 8a and above",
}
DRIVERS = {
    "pay_band": "Pay band",
    "weekly_hours": "Hours",
    "starting_pay": "Starting pay",
    "not_explained": "None of these",
}
GROUNDS = {
    "ethnic_background": "Ethnic background",
    "gender": "Gender",
    "religion": "Religion",
    "sexual_orientation": "Sexual orientation",
    "disability": "Disability",
    "age": "Age",
    "other_ground": "Another ground",
}
DEPRIVATION = {
    "1": "1, most deprived",
    "2": "2",
    "3": "3",
    "4": "4",
    "5": "5, least deprived",
    "unknown": "Quintile unknown",
}
QUARTERS = {"1": "Lowest paid quarter", "2": "Second quarter", "3": "Third quarter", "4": "Highest paid quarter"}
FRAMEWORKS = {
    "wres": "Workforce Race Equality Standard",
    "recruitment": "Recruitment, stage by stage",
    "disparity": "Race disparity ratio",
    "model_employer": "A Model Employer",
    "pay_gap": "Ethnicity pay gap",
    "retention": "Retention",
    "staff_survey": "Staff Survey, further questions",
    "wdes": "Workforce Disability Equality Standard",
    "bank_wres": "Bank Workforce Race Equality Standard",
    "medical_wres": "Medical Workforce Race Equality Standard",
    "patients": "Patients",
}
VALUES = {
    "not_recorded": "Not recorded",
    "total": "All members",
    "voting": "Voting members",
    "executive": "Executive members",
    **GROUNDS,
}
VARIANTS = {
    None: "All applicants",
    "excluding_international": "Without international recruitment",
    "internal_applicants": "Already employed here",
    "same_deprivation": "Within deprivation quintiles",
}


# Whom a measure is about, by the beginning of its id; staff where it is not here.
PEOPLE = {"bank_": "bank workers", "medical_": "doctors", "patients_": "patients"}
WHOLE = {"bank_": "all active bank workers", "medical_": "all doctors", "patients_": "all patients"}


def people(measure: str) -> str:
    """Whom a measure counts, in words."""
    return next((words for start, words in PEOPLE.items() if measure.startswith(start)), "staff")


def whole(measure: str) -> str:
    """What a row of a measure is compared with, in words."""
    return next((words for start, words in WHOLE.items() if measure.startswith(start)), "the workforce")


def group_label(group: str | None) -> str:
    """The words for a group: a national standard's figure keeps the standard's labels."""
    if group is None:
        return "BME and White"
    return groups.label(group)


def group_words(group: str | None) -> str:
    """The words for a group within a sentence: disabled staff, but BME staff."""
    label = group_label(group)
    return label.lower() if group and groups.DISABILITY.is_group(group) else label


def capital(words: str) -> str:
    """The words with a capital, as a sentence begins."""
    return words[:1].upper() + words[1:]


def value_label(dimension: str, value: str) -> str:
    """The words for one value of a breakdown."""
    if value in VALUES:
        return VALUES[value]
    if dimension == "service_months":
        return f"{value} months"
    own = {
        "driver": DRIVERS,
        "pay_quarter": QUARTERS,
        "step": STEPS,
        "reason": leaving.labels(),
        "gender": gender.labels(),
        "deprivation_quintile": DEPRIVATION,
    }.get(dimension)
    if own is not None:
        return own.get(value, value)
    if dimension in ("pay_band", "band", "band_cluster"):
        return pay_bands.label(value) if value in {*pay_bands.PayBand, *pay_bands.band_clusters()} else value
    if dimension in ("staff_group", "cluster"):
        known = {*staff_groups.StaffGroup, *staff_groups.Cluster}
        return staff_groups.label(value) if value in known else value
    return value


def row_label(breakdown: tuple[tuple[str, str], ...]) -> str:
    """The words for a row of a table: its last dimension, with the dimension above it where there is one."""
    return ": ".join(value_label(name, value) for name, value in breakdown) or "Everyone"


def long_date(iso: str) -> str:
    """A date as the service manual writes it: 31 March 2026."""
    day = dt.date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"


def count_text(count: Count | None) -> str:
    """A count with its thousands marked; the word hidden; a dash where there is none."""
    if isinstance(count, Suppressed):
        return HIDDEN
    return NONE if count is None else f"{count:,}"


def share_text(share: float | None) -> str:
    """A share as a percentage with one decimal, rounded half up."""
    return NONE if share is None else f"{half_up(_hundredfold(share), 1)}%"


def points_text(difference: float | None) -> str:
    """A difference of shares in percentage points, with its sign."""
    if difference is None:
        return NONE
    points = half_up(_hundredfold(difference), 1)
    return f"{points:+}".replace("-", "−") if points else "0.0"


def _hundredfold(share: float) -> Decimal:
    """Percent, from the decimals that the share is written with: a binary fraction would round 0.285 down."""
    return Decimal(repr(float(share))) * 100


def ratio_text(ratio: float | None) -> str:
    """A ratio with two decimals, rounded half up."""
    return NONE if ratio is None else f"{half_up(ratio, 2)}"


def gap_text(gap: float | None) -> str:
    """A gap as a percentage with one decimal; below 0 with its sign."""
    return share_text(gap).replace("-", "−")


def amount_text(pounds: float | None) -> str:
    """An amount in pounds and pence."""
    return NONE if pounds is None else f"£{half_up(pounds, 2):,}"


def score_text(score: float | None) -> str:
    """A score out of 10 with two decimals; a difference of scores below 0 with its sign."""
    return ratio_text(score).replace("-", "−")


def people_text(people: float | None) -> str:
    """A headcount; below 0 with its sign."""
    return NONE if people is None else f"{half_up(people, 0):,}".replace("-", "−")


def answer_text(answer: float | None) -> str:
    """An organisation's own answer."""
    return NONE if answer is None else "Yes" if answer else "No"


WRITERS = {
    Kind.SHARE: share_text,
    Kind.RATIO: ratio_text,
    Kind.DIFFERENCE: points_text,
    Kind.GAP: gap_text,
    Kind.AMOUNT: amount_text,
    Kind.RETAINED: share_text,
    Kind.DISPARITY: ratio_text,
    Kind.SCORE: score_text,
    Kind.STATEMENT: answer_text,
    Kind.HEADCOUNT: people_text,
}


def _is_points(figure: ReleasedFigure) -> bool:
    """Whether the figure is a difference of two shares."""
    return figure.kind is Kind.DIFFERENCE or (figure.kind is Kind.RETAINED and figure.compared is not None)


def _writer(figure: ReleasedFigure) -> Callable[[float | None], str]:
    return points_text if _is_points(figure) else WRITERS[figure.kind]


def value_text(figure: ReleasedFigure) -> str:
    """The figure's value in its own unit."""
    if figure.suppressed:
        return HIDDEN
    unit = " points" if _is_points(figure) and figure.value is not None else ""
    return _writer(figure)(figure.value) + unit


def interval_text(figure: ReleasedFigure) -> str:
    """The figure's interval in its own unit; open where a limit does not exist."""
    if figure.lower is None and figure.upper is None:
        return NONE
    write = _writer(figure)
    if figure.upper is None:
        return f"{write(figure.lower)} or more"
    return f"{write(figure.lower)} to {write(figure.upper)}"


def counts_text(figure: ReleasedFigure) -> str:
    """The counts a figure stands on: 30 of 100, or 30 of 100 and 8 of 40; of a gap or an amount, its people."""
    if figure.kind in (Kind.GAP, Kind.AMOUNT):
        people = [(figure.denominator_1, figure.numerator_group), (figure.denominator_2, figure.denominator_group)]
        return "; ".join(f"{count_text(n)} {group_label(group)}" for n, group in people if n is not None) or NONE
    pairs = [(figure.numerator_1, figure.denominator_1), (figure.numerator_2, figure.denominator_2)]
    said = [
        f"{count_text(above)} of {count_text(below)}"
        for above, below in pairs
        if below is not None and above is not None
    ]
    return "; ".join(said) or NONE


def brief(figure: ReleasedFigure) -> str:
    """Value and interval as short as a label on a chart: 26.4% (23.9 to 28.9)."""
    value, interval = value_text(figure).removesuffix(" points"), interval_text(figure).replace("%", "")
    return value if interval == NONE else f"{value} ({interval})"


def comparison(compared: str) -> str:
    """What stands over or before what, as within a sentence: White over BME, board minus workforce."""
    joint = " over " if "_over_" in compared else " minus "
    sides = [group_words(side).replace("_", " ") for side in compared.split(f"_{joint.strip()}_")]
    return joint.join(sides)


def survey_label(period: str) -> str:
    """The survey behind a year's indicator: the WRES of a year uses the Staff Survey of the autumn before."""
    return f"Autumn {int(period[:4]) - 1} survey"


def moment(iso: str) -> str:
    """A moment as the service manual writes it, in the time zone it is given in: 23 November 2026 at 12:00 UTC."""
    at = dt.datetime.fromisoformat(iso)
    return f"{at.day} {at:%B %Y at %H:%M} {at.tzname() or ''}".rstrip()
