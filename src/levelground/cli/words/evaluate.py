"""The word evaluate: did it work, for one series, or for organisations beside others."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from levelground.cli import DONE
from levelground.cli.output import publish_file
from levelground.errors import InputError
from levelground.extracts.form import columns, day
from levelground.extracts.panel import PanelPoint, read_panel
from levelground.extracts.series import Point, not_evenly_spaced, read_series
from levelground.reporting.evaluation import IN_ORDER, Account, Trial, of_panel, of_series
from levelground.reporting.evaluation_chart import Curve, Picture
from levelground.reporting.evaluation_page import Page, evaluation_html
from levelground.statistics.evaluation import interrupted
from levelground.statistics.panel import Observation, difference_in_differences
from levelground.statistics.rounding import decimals_of, half_up

STARTED = "started"
SERIES_KEY = "Dots are the values, solid lines are fitted; dashed is the line from before, run on."
PANEL_KEY = (
    "The thick line is the mean of those that started, rings that of the others; dashed is where those that started "
    "would be if they had moved as the others did."
)


@dataclass(frozen=True)
class Answer:
    """An evaluation as it is told: its sentences, its figures as plain values, its columns by date."""

    account: Account
    starts_on: dt.date
    data: dict[str, object]
    dates: list[dt.date]
    trial: Trial
    columns: dict[str, list[float]]


def evaluate(given: argparse.Namespace) -> int:
    """Effect, interval, what it rests on, what it does not show. The values are the user's own; nothing is hidden."""
    path = Path(given.file)
    answer = (_of_panel if STARTED in columns(path) else _of_series)(path, given)
    if given.out:
        page = Page(path.name, answer.trial, answer.account, _picture(answer), list(_rows(answer)))
        publish_file(Path(given.out), evaluation_html(page).encode())
    if given.json:
        sys.stdout.write(json.dumps(_data(given, answer), indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join([*_text(path.name, answer), ""]))
    return DONE


# --- one series -----------------------------------------------------------------------------------------------------


def _of_series(path: Path, given: argparse.Namespace) -> Answer:
    points = read_series(path)
    dates = [point.date for point in points]
    start = _start(given.start, dates)
    _refuse_uneven(points)
    found = interrupted([point.value for point in points], starts_at=dates.index(start))
    trial = _trial(given, [point.value for point in points])
    effects = ("level_change", "slope_change", "at_end", "slope_before")
    data: dict[str, object] = {name: asdict(getattr(found, name)) for name in effects}
    data |= {"points_before": found.points_before, "points_after": found.points_after}
    data |= {"autocorrelation": found.autocorrelation}
    shown = {"observed": [point.value for point in points], "fitted": found.fitted, "expected": found.expected}
    return Answer(of_series(found, dates, trial), start, data, dates, trial, shown)


def _start(texts: Sequence[str] | None, dates: Sequence[dt.date]) -> dt.date:
    if not texts:
        raise InputError(
            "a series without --from.",
            expected="the date on which what is evaluated started; or, for several organisations, a column 'started'.",
            do_this=f"add --from with a date of the file, for example --from {dates[len(dates) // 2].isoformat()}.",
        )
    if len(texts) > 1:
        raise InputError(
            f"--from {', '.join(texts)}: {len(texts)} starts.",
            expected="one start: two lines cannot tell two changes apart.",
            do_this="leave out the points of the other change, and evaluate each start by itself.",
        )
    start = day(texts[0])
    if start is None or start not in dates:
        raise InputError(
            f"--from {texts[0]}, which is no date of the file{_nearest(start, dates)}.",
            expected="the first date of the file whose value lies wholly after the start, for example 2026-03-31.",
            do_this="choose that date from the file; a value that is partly before and partly after blurs the change.",
        )
    return start


def _nearest(start: dt.date | None, dates: Sequence[dt.date]) -> str:
    if start is None:
        return ""
    before = [date.isoformat() for date in dates if date < start][-1:]
    after = [date.isoformat() for date in dates if date > start][:1]
    return f" (the nearest there: {', '.join(before + after)})"


def _refuse_uneven(points: Sequence[Point]) -> None:
    uneven = [date.isoformat() for date in not_evenly_spaced(points)]
    if uneven:
        raise InputError(
            f"a series that is not evenly spaced: the distance before {', '.join(uneven)} is not the usual one.",
            expected="points that follow each other evenly, such as every month: a slope is by point.",
            do_this="add the missing points, or leave out what lies before a gap or between the usual dates.",
        )


# --- organisations beside others ------------------------------------------------------------------------------------


def _of_panel(path: Path, given: argparse.Namespace) -> Answer:
    points = read_panel(path)
    start = _one_start(points)
    if given.start and [day(text) for text in given.start] != [start]:
        raise InputError(
            f"--from {', '.join(given.start)}, where the column 'started' says {start.isoformat()}.",
            expected="one start, said once: the column 'started' says who started and when.",
            do_this="leave out --from, or correct the column.",
        )
    dates = sorted({point.date for point in points})
    period = {date: position for position, date in enumerate(dates)}
    seen = [Observation(one.organisation, period[one.date], one.value, one.started is not None) for one in points]
    found = difference_in_differences(seen, starts_at=period[start])
    trial = _trial(given, [point.value for point in points])
    data: dict[str, object] = {"effect": asdict(found.effect), "pre_trend": asdict(found.pre_trend), "p": found.p}
    counts = ("treated_organisations", "comparison_organisations", "periods_before", "periods_after")
    data |= {name: getattr(found, name) for name in counts}
    shown = {
        "started": [mean.treated for mean in found.means],
        "others": [mean.comparison for mean in found.means],
        "expected": found.expected,
    }
    return Answer(of_panel(found, dates, trial), start, data, dates, trial, shown)


def _one_start(points: Sequence[PanelPoint]) -> dt.date:
    started = {point.organisation: point.started for point in points if point.started is not None}
    at = Counter(started.values())
    if len(at) == 1:
        return next(iter(at))
    if not at:
        raise InputError(
            "organisations of which none has a date in the column 'started'.",
            expected="a date for those that started, and an empty cell for those to compare with.",
            do_this="fill in the column 'started'; for one series without others, use date,value and --from.",
        )
    each = ", ".join(f"{date.isoformat()} ({number})" for date, number in sorted(at.items()))
    raise InputError(
        f"organisations that started on {len(at)} dates: {each}.",
        expected="one start: with several, those that started early would be what the later ones are compared with.",
        do_this="evaluate each start by itself, in a file with those that started then and those that never did.",
    )


# --- the answer -----------------------------------------------------------------------------------------------------


def _trial(given: argparse.Namespace, values: Sequence[float]) -> Trial:
    return Trial(given.tried, given.unit, given.better, max(map(decimals_of, values)))


def _data(given: argparse.Namespace, answer: Answer) -> dict[str, object]:
    account = answer.account
    return {
        "design": account.design.lower().replace(" ", "_"),
        "tried": given.tried,
        "unit": given.unit,
        "better": given.better,
        "starts_on": answer.starts_on.isoformat(),
        "verdict": account.verdict,
        **answer.data,
        "date": [date.isoformat() for date in answer.dates],
        **answer.columns,
        "says": account.says,
        "checks": [asdict(check) for check in account.checks],
        "does_not_show": account.does_not_show,
        "method": account.method,
    }


def _text(name: str, answer: Answer) -> Iterator[str]:
    account = answer.account
    yield from (f"{name}: {account.design.lower()}", "", *account.says, "", "What it rests on")
    yield from (f"  {check.about} ({IN_ORDER[check.in_order]}): {check.says}" for check in account.checks)
    yield from ("", "What it does not show", *(f"  {line}" for line in account.does_not_show), "")
    yield from (*_table(answer), "", account.method)


def _picture(answer: Answer) -> Picture:
    """The values, the line that was fitted or the others' mean, and what was expected from the start on."""
    start = answer.dates.index(answer.starts_on)
    values = answer.columns
    if "fitted" in values:
        key = SERIES_KEY
        curves = [
            Curve("observed", values["observed"], "dots"),
            Curve("before", values["fitted"][:start], "main"),
            Curve("fitted", values["fitted"][start:], "main", start),
        ]
    else:
        key = PANEL_KEY
        curves = [Curve("others", values["others"], "other"), Curve("started", values["started"], "main")]
    curves.append(Curve("expected", values["expected"][start:], "expected", start))
    return Picture(answer.dates, start, answer.trial.unit, curves, key)


def _rows(answer: Answer) -> Iterator[tuple[str, ...]]:
    """The heads, then one row a date; what was expected only from the start on, where it differs from what was."""
    yield ("date", *answer.columns)
    for position, date in enumerate(answer.dates):
        cells = [
            ""
            if name == "expected" and date < answer.starts_on
            else str(half_up(values[position], answer.trial.decimals + 1))
            for name, values in answer.columns.items()
        ]
        yield (date.isoformat(), *cells)


def _table(answer: Answer) -> Iterator[str]:
    rows = list(_rows(answer))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    yield from ("  ".join(c.rjust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows)
