"""The word for one series over time: spc."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from levelground.cli import DONE
from levelground.errors import InputError
from levelground.extracts.form import day
from levelground.extracts.series import Point, after_gaps, read_series
from levelground.statistics.rounding import decimals_of
from levelground.statistics.spc import Assurance, ControlChart, Phase, Variation, xmr

SAYS = {
    Variation.COMMON_CAUSE: "common cause: nothing but routine variation is seen at the last point.",
    Variation.IMPROVEMENT: "special cause at the last point, in the direction that is better",
    Variation.CONCERN: "special cause at the last point, in the direction that is worse",
    Variation.NEUTRAL_HIGH: "special cause at the last point, towards higher values",
    Variation.NEUTRAL_LOW: "special cause at the last point, towards lower values",
}
TARGET_SAYS = {
    Assurance.CONSISTENT_PASS: "lies beyond the limits: as it now runs, the process can be expected to meet it.",
    Assurance.CONSISTENT_FAIL: "lies beyond the limits: as it now runs, the process can be expected not to meet it.",
    Assurance.INCONSISTENT: "lies within the limits: as it now runs, the process can meet it or miss it by chance.",
}
SCREENED = (
    "Moving ranges of 3.267 times the mean one or more are left out once; NHS England's spreadsheet keeps them "
    "(--no-screening)."
)
NOT_SCREENED = "No moving range is left out, as in NHS England's spreadsheet."


def spc(given: argparse.Namespace) -> int:
    """Limits, special causes, variation and assurance of a series. The values are the user's own; nothing is hidden."""
    path = Path(given.file)
    points = read_series(path)
    chart = xmr(
        [point.value for point in points],
        better=given.better,
        target=given.target,
        rebase_at=_positions(given.rebase or [], points),
        fix_after=given.fix_after,
        screen_outliers=not given.no_screening,
    )
    if given.json:
        sys.stdout.write(json.dumps(_data(given, points, chart), indent=1, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join([path.name, *_verdict(given.target, chart), "", *_table(points, chart), ""]))
        sys.stdout.write("\n".join(["", *_notes(points, chart), ""]))
    return DONE


def _positions(texts: Sequence[str], points: Sequence[Point]) -> list[int]:
    position_of = {point.date: position for position, point in enumerate(points)}
    found = [position_of.get(date) if (date := day(text)) else None for text in texts]
    wrong = [text for text, position in zip(texts, found, strict=True) if position is None]
    if wrong:
        raise InputError(
            f"--rebase {', '.join(wrong)}.",
            expected="the date of the first point of a new phase, as it stands in the file.",
            do_this="give a date of the file, for example 2026-03-31; repeat --rebase for a further phase.",
        )
    return [position for position in found if position is not None]


def _data(given: argparse.Namespace, points: Sequence[Point], chart: ControlChart) -> dict[str, object]:
    return {
        "method": "xmr",
        "better": given.better,
        "target": given.target,
        "fix_after": given.fix_after,
        "screen_outliers": chart.screen_outliers,
        "date": [point.date.isoformat() for point in points],
        "value": [point.value for point in points],
        "mean": chart.mean,
        "lower": chart.lower,
        "upper": chart.upper,
        "special_cause": chart.special_cause,
        "point_type": chart.point_type,
        "variation": chart.variation,
        "assurance": chart.assurance,
        "phases": [_phase_data(phase, points) for phase in chart.phases],
        "warnings": list(_warnings(points, chart)),
    }


def _phase_data(phase: Phase, points: Sequence[Point]) -> dict[str, object]:
    return {
        "first_date": points[phase.first].date.isoformat(),
        "points": phase.points,
        "limits_from_points": phase.limits_from,
        "moving_ranges_screened_out": phase.screened_out,
        "limits_charted": phase.firm,
        "no_limits_because": phase.no_limits_because,
    }


def _warnings(points: Sequence[Point], chart: ControlChart) -> Iterator[str]:
    yield from (f"From {points[p.first].date.isoformat()}: {p.warning}" for p in chart.phases if p.warning)
    gaps = [date.isoformat() for date in after_gaps(points)]
    if gaps:
        yield (
            f"There is a gap before {', '.join(gaps)}: a moving range and a run of points mean something only between "
            "points that follow each other evenly."
        )


def _verdict(target: float | None, chart: ControlChart) -> Iterator[str]:
    if chart.variation is None or not chart.phases[-1].firm:
        yield "Variation: not judged, see below."
        return
    rule = chart.special_cause[-1]
    yield f"Variation: {SAYS[chart.variation]}{f' ({rule}). It does not say why.' if rule else ''}"
    if chart.assurance:
        yield f"Assurance: the target {target} {TARGET_SAYS[chart.assurance]}"
    elif target is not None:
        yield "Assurance: not said, because --better does not say which side of the target is good."


def _table(points: Sequence[Point], chart: ControlChart) -> Iterator[str]:
    """One line a point; limits and special causes only where the limits are firm."""
    places = max(decimals_of(point.value) for point in points)
    firm = [phase.firm for phase in chart.phases for _ in range(phase.points)]
    rows = [("date", "value", "mean", "lower", "upper", "special cause")]
    for i, point in enumerate(points):
        numbers = (chart.mean[i], chart.lower[i], chart.upper[i]) if firm[i] else (chart.mean[i], None, None)
        words = ["" if number is None else f"{number:.{places + 1}f}" for number in numbers]
        cause = str(chart.special_cause[i] or "") if firm[i] else ""
        rows.append((point.date.isoformat(), f"{point.value:.{places}f}", words[0], words[1], words[2], cause))
    widths = [max(len(row[column]) for row in rows) for column in range(5)]
    for row in rows:
        yield "  ".join([*(cell.rjust(width) for cell, width in zip(row, widths, strict=False)), row[5]]).rstrip()


def _notes(points: Sequence[Point], chart: ControlChart) -> Iterator[str]:
    yield from _warnings(points, chart)
    yield f"Limits: mean -/+ 2.66 x mean moving range. {SCREENED if chart.screen_outliers else NOT_SCREENED}"
