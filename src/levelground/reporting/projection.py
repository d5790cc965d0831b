"""A pipeline projection in words, rows and plain values: what a page, a terminal and a file show alike.

It is made from what the gate let through, and from nothing else.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from levelground.disclosure.pipeline import ReleasedPipeline
from levelground.measures.pipeline import EDITION, step_id
from levelground.reporting import wording
from levelground.statistics.fan import LEVELS, Outlook, Spread, outlook, shares
from levelground.statistics.pipeline import BME, RUNS, WHITE, Change, History, Projection, Scenario, project
from levelground.statistics.rounding import half_up
from levelground.vocabulary import pay_bands
from levelground.vocabulary.organisations import Organisation

NO_FORECAST = "A projection is no forecast: it says what would come of the rates of the past, not what will happen."
STATUS = "Method of this product, not of a national standard: to be confirmed against current guidance and by users."
SOURCE = (
    "Bartholomew, Forbes and McClean, Statistical techniques for manpower planning (2nd edition 1991); the goal of a "
    "share in every senior band like that of the whole workforce: A Model Employer, NHS England, January 2019."
)
ASSUMPTIONS = (
    "In every coming year people join, move up and leave at the rates of the past years in the files, all taken "
    "together. As many join each step a year as joined on average.",
    "The BME and White rates of joining, moving up and leaving differ by the same ratio on every step. Only so can "
    "they be worked out from numbers that are large enough to show.",
    "Among the people who join a step, White and BME stand as on that step in the past, times one ratio for all steps.",
    "Somebody who moves up by more than two steps in a year counts as moving by two. Moves down are left out: whoever "
    "moved down counts as staying on the higher step.",
    "To leave the ladder for a medical grade, an ad hoc salary or a post that is not counted is to leave, and to come "
    "from one is to join.",
    "Nobody’s recorded ethnicity changes. People whose ethnicity is not known are not in the projection.",
    "What happens to one person does not depend on what happens to another.",
)
DOES_NOT_SHOW = (
    "Why the rates of two groups differ, or that any action would change them. It says nothing about any one person’s "
    "career. It knows of no plans, budgets, mergers or changes in the labour market. A range holds the futures in "
    "which the rates stay as they were; it says nothing about how likely it is that they do. Pay, hours and the board "
    "are not in it."
)
NOBODY_MOVED = (
    "Nobody was counted as moving up in the past years. That is rare: check that a person has the same number in every "
    "staff list. The runs take it for chance, and few move up in them."
)
PARITY_MEANS = {
    Change.APPOINT: (
        "those who move up to the step leave the steps below at one rate for White and BME, and those who join it are "
        "White and BME as the people on the step below are"
    ),
    Change.PROGRESS: "people move up to the step at one rate for White and BME",
    Change.LEAVE: "White and BME people leave the step at one rate, that of both together",
}
CHANGES = {
    Change.APPOINT: "appointment at parity",
    Change.PROGRESS: "moving up at parity",
    Change.LEAVE: "leaving at parity",
}
RATES = ("joining", "leaving", "moving_up")


@dataclass(frozen=True)
class Wanted:
    """What was asked for: years, seed, a scenario, and a goal (a share of 1; None: that of the workforce)."""

    years: int = 10
    seed: int = 1
    scenario: Scenario | None = None
    goal: float | None = None
    runs: int = RUNS


@dataclass(frozen=True)
class Ratio:
    """How the rate of BME staff stands over that of White staff on the same step; None where there was no event."""

    rate: str
    bme_over_white: Spread | None


@dataclass(frozen=True)
class PipelineProjection:
    """A projection and, beside it, one with a scenario; outlooks are in the order of the ladder."""

    pipeline: ReleasedPipeline
    organisation: Organisation
    wanted: Wanted
    goal: float | None
    baseline: tuple[Outlook, ...] = ()
    scenario: tuple[Outlook, ...] = ()
    ratios: tuple[Ratio, ...] = ()
    because: str | None = None

    @property
    def first_day(self) -> dt.date:
        """The newest snapshot: year 0."""
        return dt.date.fromisoformat(self.pipeline.years[-1])

    @property
    def steps(self) -> tuple[str, ...]:
        """The words of each step."""
        return tuple(step_label(step) for step in self.pipeline.ladder)

    @property
    def scenario_words(self) -> str:
        """The scenario in a sentence; empty where there is none."""
        asked = self.wanted.scenario
        if asked is None:
            return ""
        where = "every step" if asked.step is None else f"the step {self.steps[asked.step]}"
        when = "next year" if asked.from_year == 1 else f"{self.first_day.year + asked.from_year}"
        return (
            f"{CHANGES[asked.change][0].upper()}{CHANGES[asked.change][1:]}, {where}, from {when} on: "
            f"{PARITY_MEANS[asked.change]}. How many join, move up and leave in all stays the same. "
            "Where BME staff did better than parity in the past, parity lowers their share."
        )


def pipeline_projection(pipeline: ReleasedPipeline, organisation: Organisation, wanted: Wanted) -> PipelineProjection:
    """The projection of a released pipeline, and the scenario's beside it; or the reason why there is none."""
    goal = pipeline.goal if wanted.goal is None else wanted.goal
    if pipeline.history is None or goal is None:
        because = pipeline.because or "The BME share of the workforce, which is the goal, may not be shown."
        return PipelineProjection(pipeline, organisation, wanted, goal, because=because)
    usual = project(pipeline.history, years=wanted.years, seed=wanted.seed, runs=wanted.runs)
    other: tuple[Outlook, ...] = ()
    if wanted.scenario is not None:
        changed = project(
            pipeline.history, years=wanted.years, scenario=wanted.scenario, seed=wanted.seed, runs=wanted.runs
        )
        other = _outlooks(changed, pipeline.history, goal)
    found = _outlooks(usual, pipeline.history, goal)
    return PipelineProjection(pipeline, organisation, wanted, goal, found, other, _ratios(usual, pipeline.history))


def _outlooks(projected: Projection, history: History, goal: float) -> tuple[Outlook, ...]:
    return tuple(outlook(shares(projected.in_post, step), goal) for step in range(len(history.in_post)))


def _ratios(projected: Projection, history: History) -> tuple[Ratio, ...]:
    import numpy as np

    found = []
    margins = (history.joined, history.left, history.moved_up)
    for rate, effects, events in zip(RATES, projected.effects, margins, strict=True):
        counted = sum(events.by_group) and (effects.group > 0).all()
        ratios = effects.group[:, BME] / effects.group[:, WHITE] if counted else None
        found.append(Ratio(rate, None if ratios is None else Spread(*np.quantile(ratios, LEVELS).tolist())))
    return tuple(found)


def step_label(step: Sequence[str]) -> str:
    """The words of a step: a band, or the first and the last of several."""
    first, last = (pay_bands.label(band) for band in (step[0], step[-1]))
    return first if len(step) == 1 else f"{first} to {last}"


def percent(share: float | None) -> str:
    """A share as a percentage of one decimal."""
    return wording.NONE if share is None else f"{half_up(share * 100, 1)}%"


def _years_text(report: PipelineProjection, found: Outlook) -> str:
    if found.first_year is None:
        return f"not within {report.wanted.years} years"
    return "today" if found.first_year == 0 else str(report.first_day.year + found.first_year)


def _met_text(found: Outlook) -> str:
    if found.met is None:
        return wording.NONE
    if 0 < found.met < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 <= found.met < 1 else f"{half_up(found.met * 100, 0)}%"


def _range_text(spread: Spread | None) -> str:
    return wording.NONE if spread is None else f"{percent(spread.low_80)} to {percent(spread.high_80)}"


def _median(spread: Spread | None) -> float | None:
    return None if spread is None else spread.median


@dataclass(frozen=True)
class Row:
    """One step of the table: words only."""

    step: str
    course: str
    today: str
    median: str
    range_80: str
    first: str
    met: str


def rows(report: PipelineProjection) -> list[Row]:
    """The table of when each step meets the goal: a row a step, two with a scenario, the top step first."""
    found = []
    for place in reversed(range(len(report.baseline))):
        for course, outlooks in _courses(report):
            one = outlooks[place]
            cells = (percent(_median(one.years[0])), percent(_median(one.years[-1])), _range_text(one.years[-1]))
            found.append(Row(report.steps[place], course, *cells, _years_text(report, one), _met_text(one)))
    return found


def _courses(report: PipelineProjection) -> Iterable[tuple[str, tuple[Outlook, ...]]]:
    yield "as in the past", report.baseline
    if report.scenario:
        yield "with the scenario", report.scenario


def summary(report: PipelineProjection) -> list[str]:
    """Plain sentences that stand before every table."""
    years = report.pipeline.years
    said = [
        NO_FORECAST,
        f"It rests on {len(years)} yearly snapshots, from {wording.long_date(years[0])} to "
        f"{wording.long_date(years[-1])}.",
    ]
    if report.because:
        return [*said, f"No value, because: {report.because}"]
    reach = sum(one.first_year is not None for one in report.baseline)
    said.append(
        f"The goal for every step is a BME share of {percent(report.goal)} of the people whose ethnicity is known"
        f"{'' if report.wanted.goal is not None else ', the share of the whole workforce today'}."
    )
    said.append(
        f"If the rates stayed as they were, {reach} of {len(report.baseline)} steps would be at the goal today or "
        f"reach it within {report.wanted.years} years, by the middle (median) of {report.wanted.runs:,} runs."
    )
    if report.scenario:
        reach = sum(one.first_year is not None for one in report.scenario)
        said.append(f"Scenario: {report.scenario_words}")
        said.append(f"With the scenario, {reach} of {len(report.scenario)} steps would.")
    if not sum(report.pipeline.history.moved_up.by_group if report.pipeline.history else ()):
        said.append(NOBODY_MOVED)
    if report.pipeline.unknown_share is not None:
        said.append(
            f"The ethnicity of {percent(report.pipeline.unknown_share)} of the workforce is not known; they are not in "
            "these shares, which therefore differ from those of indicator 1."
        )
    return said


def plain_text(report: PipelineProjection) -> str:
    """The projection for a terminal."""
    lines = [f"Pipeline projection, {report.organisation.name}", *summary(report), ""]
    if not report.because:
        heads = ("step", "course", "today", f"in {report.wanted.years} years", "80% of runs", "median at goal", "runs")
        table = [heads, *(tuple(vars(row).values()) for row in rows(report))]
        widths = [max(len(row[column]) for row in table) for column in range(len(heads))]
        lines += ["  ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in table]
        lines += ["", "Takes for granted:", *(f"- {line}" for line in ASSUMPTIONS)]
        lines += ["", f"Does not show: {DOES_NOT_SHOW}"]
    return "\n".join([*lines, STATUS, *report.pipeline.released.notices])


def as_data(report: PipelineProjection) -> dict[str, Any]:
    """Everything as plain values: shares of 1, rounded once to three decimals."""
    released, wanted = report.pipeline.released, report.wanted
    return {
        "measure": "pipeline_projection",
        "edition": EDITION,
        "status": STATUS,
        "source": SOURCE,
        "organisation": report.organisation.code,
        "policy": released.policy,
        "policy_edition": released.policy_edition,
        "released_at": released.released_at,
        "source_hash": released.source_hash,
        "notices": list(released.notices),
        "snapshots": list(report.pipeline.years),
        "steps": [{"id": step_id(step), "bands": list(step)} for step in report.pipeline.ladder],
        "base": "staff of White or BME ethnicity; those of unknown ethnicity are left out",
        "unknown_share": _rounded(report.pipeline.unknown_share),
        "goal": _rounded(report.goal),
        "goal_is_workforce_share": wanted.goal is None,
        "years": wanted.years,
        "runs": wanted.runs,
        "seed": wanted.seed,
        "scenario": _scenario_data(report),
        "no_value_because": report.because,
        "history": _history_data(report.pipeline.history),
        "bme_over_white": {
            ratio.rate: ratio.bme_over_white and _spread_data(ratio.bme_over_white) for ratio in report.ratios
        },
        "baseline": [_outlook_data(report, one) for one in report.baseline],
        "with_scenario": [_outlook_data(report, one) for one in report.scenario],
        "assumptions": list(ASSUMPTIONS),
        "does_not_show": DOES_NOT_SHOW,
    }


def _scenario_data(report: PipelineProjection) -> dict[str, Any] | None:
    asked = report.wanted.scenario
    if asked is None:
        return None
    step = "all" if asked.step is None else step_id(report.pipeline.ladder[asked.step])
    return {
        "change": asked.change.value,
        "step": step,
        "from_year": asked.from_year,
        "words": report.scenario_words,
    }


def _history_data(history: History | None) -> dict[str, Any] | None:
    """The counts that the gate let through, which are all that the projection knows."""
    if history is None:
        return None
    groups = ("white", "bme")
    stocks = {
        name: [dict(zip(groups, pair, strict=True)) for pair in pairs]
        for name, pairs in (("in_post", history.in_post), ("person_years_exposed", history.exposed))
    }
    events = {
        name: {"by_step": list(margins.by_step), "by_group": dict(zip(groups, margins.by_group, strict=True))}
        for name, margins in zip(RATES, (history.joined, history.left, history.moved_up), strict=True)
    }
    return {"years": history.years, **stocks, **events, "moved_up_by_one_step": history.one_step}


def _outlook_data(report: PipelineProjection, found: Outlook) -> dict[str, Any]:
    first = None if found.first_year is None else report.first_day.year + found.first_year
    return {
        "years": [_spread_data(spread) for spread in found.years],
        "median_meets_goal_in_year": found.first_year,
        "median_meets_goal_in": first,
        "share_of_runs_at_goal_in_last_year": _rounded(found.met),
    }


def _spread_data(spread: Spread | None) -> dict[str, float | None] | None:
    return None if spread is None else {name: _rounded(value) for name, value in vars(spread).items()}


def _rounded(value: float | None) -> float | None:
    return None if value is None else float(half_up(value, 3))
