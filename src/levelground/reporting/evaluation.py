"""Did it work, in sentences: what the figures of an evaluation say, what they rest on, and what they do not show.

The values are those of whoever asks, read from a file of figures; nothing here has passed the disclosure gate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from levelground.reporting.wording import long_date
from levelground.statistics import evaluation, panel
from levelground.statistics.evaluation import Check, InterruptedSeries
from levelground.statistics.panel import DifferenceInDifferences
from levelground.statistics.proportions import Interval
from levelground.statistics.rounding import half_up

METHODS = {
    evaluation.OLS: "two lines by ordinary least squares; limits by Student's t with n - 4 degrees of freedom.",
    evaluation.AR1: (
        "two lines by generalised least squares with first-order autocorrelation, estimated by restricted "
        "maximum likelihood; limits by Student's t with n - 4 degrees of freedom."
    ),
    panel.CLUSTERED: "two-way fixed effects; errors clustered by organisation, limits by Student's t.",
    panel.WILD: "two-way fixed effects; limits by the wild cluster bootstrap, organisation by organisation.",
}
IN_ORDER = {True: "in order", False: "not in order", None: "cannot be settled"}
CAUSE = "Why it changed. The figures say what came with the date; they do not say that what was tried brought it about."
SERIES_DOES_NOT_SHOW = (
    CAUSE,
    "A pattern that comes with the season. It is not taken out, and may look like a change.",
    "A start that came step by step, or was acted on before its date. The lines take it to be sharp.",
    "A change in who is counted, or how. Check that the counting was the same on both sides of the date.",
    "Who gained. A figure for everyone can improve while a group falls behind.",
)
PANEL_DOES_NOT_SHOW = (
    CAUSE,
    "What would have happened. It is taken that those that started would have moved as the others did.",
    "Regression to the mean. Organisations that started because their values were unusual drift back by themselves.",
    "Single organisations. The figure is a mean in which each counts once, whatever its size.",
    "Who gained. A figure for everyone can improve while a group falls behind.",
)


class Verdict(StrEnum):
    """What the interval of the main effect carries, and nothing more."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NOT_TOLD = "not_told_from_none"
    NO_INTERVAL = "no_interval"


@dataclass(frozen=True)
class Trial:
    """What is known of what was tried: its name and the values' unit may be empty; `better` is up, down or None."""

    name: str
    unit: str
    better: str | None
    decimals: int

    @property
    def subject(self) -> str:
        """What was tried, as the beginning of a sentence."""
        return self.name or "What was tried"

    def amount(self, value: float) -> str:
        """A value with its unit; one decimal more than the data have."""
        return f"{half_up(value, self.decimals + 1)}{f' {self.unit}' if self.unit else ''}"

    def signed(self, value: float) -> str:
        """A difference with its sign."""
        rounded = half_up(value, self.decimals + 1)
        return f"{rounded:+}" if rounded else str(rounded)

    def change(self, found: Interval) -> str:
        """A difference with its interval and unit."""
        value = self.signed(_known(found.value)) + (f" {self.unit}" if self.unit else "")
        if found.lower is None and found.upper is None:
            return f"{value} (no interval)"
        lower, upper = (self._limit(limit) for limit in (found.lower, found.upper))
        return f"{value} ({half_up(found.confidence * 100, 0)}% interval {lower} to {upper})"

    def _limit(self, limit: float | None) -> str:
        return "no limit" if limit is None else self.signed(limit)


@dataclass(frozen=True)
class Account:
    """What an evaluation says, in sentences."""

    design: str
    verdict: Verdict
    says: tuple[str, ...]
    checks: tuple[Check, ...]
    does_not_show: tuple[str, ...]
    method: str


def verdict(effect: Interval, better: str | None) -> Verdict:
    """What the interval carries: a direction only where it leaves out 0; better or worse where `better` says."""
    if effect.lower is None and effect.upper is None:
        return Verdict.NO_INTERVAL
    above = effect.lower is not None and effect.lower > 0
    below = effect.upper is not None and effect.upper < 0
    if not (above or below):
        return Verdict.NOT_TOLD
    if better is None:
        return Verdict.HIGHER if above else Verdict.LOWER
    return Verdict.BETTER if above == (better == "up") else Verdict.WORSE


def of_series(found: InterruptedSeries, dates: Sequence[dt.date], trial: Trial) -> Account:
    """The account of one series before and after a start; one date for each value."""
    start, last = (long_date(date.isoformat()) for date in (dates[found.points_before], dates[-1]))
    outcome = verdict(found.at_end, trial.better)
    says = (
        f"{trial.subject} started on {start}: {found.points_before} points before, {found.points_after} from then on.",
        f"Before the start the values moved by {trial.change(found.slope_before)} from point to point.",
        f"Level: at the start they moved by {trial.change(found.level_change)}.",
        f"Slope: what they move by from point to point changed by {trial.change(found.slope_change)}.",
        f"On {last} the line from before would have come to {trial.amount(found.expected[-1])}; the line since the "
        f"start comes to {trial.amount(found.fitted[-1])}: a difference of {trial.change(found.at_end)}.",
        _verdict_says(outcome, found.at_end, f"on {last}"),
        *_cautions(found.checks),
    )
    method = f"Segmented regression: {METHODS[found.method]}"
    return Account("Interrupted time series", outcome, says, found.checks, SERIES_DOES_NOT_SHOW, method)


def of_panel(found: DifferenceInDifferences, dates: Sequence[dt.date], trial: Trial) -> Account:
    """The account of organisations that started beside those that did not; one date for each of the means."""
    start = long_date(dates[found.periods_before].isoformat())
    outcome = verdict(found.effect, trial.better)
    treated, comparison = found.changes
    after = found.means[found.periods_before :]
    had = sum(mean.treated for mean in after) / len(after)
    says = (
        f"{trial.subject} started on {start} in {found.treated_organisations} organisations; "
        f"{found.comparison_organisations} others are compared with: {found.periods_before} dates before, "
        f"{found.periods_after} from then on.",
        f"From before the start to after it the mean of those that started moved by {trial.signed(treated)}, "
        f"that of the others by {trial.signed(comparison)}.",
        f"Since the start the mean of those that started is {trial.amount(had)}; had they moved as the others did, it "
        f"would have been {trial.amount(had - _known(found.effect.value))}: a difference of "
        f"{trial.change(found.effect)}.",
        _verdict_says(outcome, found.effect, "since the start"),
        *_cautions(found.checks),
    )
    told = "" if found.p is None else f" p = {half_up(found.p, 3)} for no difference."
    method = f"Difference in differences: {METHODS[found.effect.method]}{told}"
    return Account("Difference in differences", outcome, says, found.checks, PANEL_DOES_NOT_SHOW, method)


def _verdict_says(outcome: Verdict, effect: Interval, when: str) -> str:
    if outcome is Verdict.NO_INTERVAL:
        return "There is no interval, so that these figures cannot tell the difference from chance."
    if outcome is Verdict.NOT_TOLD:
        return f"The interval holds 0: {when} no difference is told from none. That is no proof that nothing changed."
    side = "higher" if _known(effect.value) > 0 else "lower"
    valued = f", the direction that is {outcome}" if outcome in {Verdict.BETTER, Verdict.WORSE} else ""
    return f"The interval leaves out 0: {when} the values are {side} than expected{valued}. It does not say why."


def _cautions(checks: Sequence[Check]) -> list[str]:
    wrong = [check.about for check in checks if check.in_order is False]
    return [f"Do not rely on it before you have read what is not in order: {', '.join(wrong)}."] if wrong else []


def _known(value: float | None) -> float:
    assert value is not None  # an effect always has a value; Interval allows none for shares of nothing
    return value
