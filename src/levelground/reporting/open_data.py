"""Released figures as JSON, tidy CSV and a data package; and a data package read back, for last year's values."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from levelground.disclosure.released import Count, ReleasedFigure, ReleasedResult, Suppressed
from levelground.errors import InputError
from levelground.measures import catalogue
from levelground.measures.model import Kind, NoValue

SUPPRESSED = "suppressed"
BREAKDOWN_JOINT = "; "
COUNT_NAMES = ("numerator_1", "denominator_1", "numerator_2", "denominator_2")
FIGURE_COLUMNS = (
    "organisation", "period_end", "measure", "edition", "kind", "breakdown", "variant", "group", "numerator_group",
    "denominator_group", "compared", "base", "value", "lower", "upper", "confidence", "method", "p_value", *COUNT_NAMES,
    "within_band", "false_alarm_share", "parity_count", SUPPRESSED, "no_value", "reason",
)  # fmt: skip
COUNT_COLUMNS = ("organisation", "period_end", "item", "breakdown", "group", "count", SUPPRESSED)
NUMBERS = frozenset({"value", "lower", "upper", "confidence", "p_value", "false_alarm_share"})
WHOLE = frozenset({*COUNT_NAMES, "parity_count", "count"})
TEXTS = ("variant", "group", "numerator_group", "denominator_group", "compared", "reason")
FLOATS = ("value", "lower", "upper", "p_value", "false_alarm_share")
TRUE_FALSE = frozenset({"within_band", SUPPRESSED})
DESCRIPTIONS = {
    "period_end": "The snapshot date, or the last day of the period.",
    "breakdown": "Dimensions and values, for example cluster=clinical; pay_band=8a. Empty for everyone.",
    "group": "A group (white, bme, unknown, asian, …) or an ethnic category code.",
    "compared": "What stands over what, or minus what.",
    "value": "Shares, differences and pay gaps from 0 to 1; ratios and headcounts as they are; pay in pounds.",
    "lower": "Lower limit of the interval.",
    "upper": "Upper limit of the interval.",
    "method": "How the interval was worked out.",
    "numerator_1": "A count, or the word suppressed.",
    "denominator_1": "A count, or the word suppressed.",
    "numerator_2": "A count, or the word suppressed.",
    "denominator_2": "A count, or the word suppressed.",
    "within_band": "Whether a ratio lies from 0.80 to 1.25: a flag, no test; to be read with the interval.",
    "false_alarm_share": "How often that flag would be raised for a perfectly fair organisation of this size.",
    "suppressed": "Whether the number is hidden by the policy.",
    "no_value": "Why there is no value, as a code; reason says it in words.",
}


def figures_json(released: ReleasedResult) -> list[dict[str, Any]]:
    """Every figure as plain values: null where there is no value, with the reason."""
    return [_figure_data(figure) for figure in released.figures]


def _figure_data(figure: ReleasedFigure) -> dict[str, Any]:
    data: dict[str, Any] = {
        "organisation": figure.organisation,
        "period_end": figure.period,
        "measure": figure.measure,
        "kind": figure.kind.value,
        "value": figure.value,
        "lower": figure.lower,
        "upper": figure.upper,
        "method": figure.method,
        "group": figure.group,
        "numerator_group": figure.numerator_group,
        "denominator_group": figure.denominator_group,
        "compared": figure.compared,
        "within_band": figure.within_band,
        "suppressed": figure.suppressed,
        "reason": figure.reason,
        "no_value": figure.no_value.value if figure.no_value else None,
        "edition": figure.edition,
        "base": figure.base,
        "breakdown": dict(figure.breakdown),
        "variant": figure.variant,
        "confidence": figure.confidence,
        "p_value": figure.p_value,
        "false_alarm_share": figure.false_alarm_share,
        "parity_count": figure.parity_count,
        **{name: _plain(getattr(figure, name)) for name in COUNT_NAMES},
    }
    # A breakdown's column keeps its own name, so that a reader finds `band` where the return had it.
    return {**{name: value for name, value in figure.breakdown if name not in data}, **data}


def _plain(count: Count | None) -> int | str | None:
    return SUPPRESSED if isinstance(count, Suppressed) else count


def figures_csv(released: ReleasedResult) -> str:
    """One row per figure."""
    rows = ({**_figure_data(figure), "breakdown": _breakdown_text(figure.breakdown)} for figure in released.figures)
    return _csv(FIGURE_COLUMNS, rows)


def counts_csv(released: ReleasedResult) -> str:
    """One row per count of people that the policy shows or hides."""
    rows = (
        {
            "organisation": key.organisation,
            "period_end": key.period,
            "item": key.item,
            "breakdown": _breakdown_text(key.breakdown),
            "group": key.group,
            "count": None if isinstance(count, Suppressed) else count,
            SUPPRESSED: isinstance(count, Suppressed),
        }
        for key, count in sorted(released.counts.items())
    )
    return _csv(COUNT_COLUMNS, rows)


def _breakdown_text(breakdown: tuple[tuple[str, str], ...]) -> str:
    return BREAKDOWN_JOINT.join(f"{name}={value}" for name, value in breakdown)


def _csv(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return text.getvalue()


def _cell(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else value


def datapackage(released: ReleasedResult) -> dict[str, Any]:
    """The description of the two tables: a Frictionless data package, with policy, editions and the input's hash.

    The licence is for the publisher to choose, so the package names none.
    """
    return {
        "name": "levelground-release",
        "title": "Workforce race equality figures",
        "description": " ".join((*released.notices, released.policy_words)),
        "profile": "tabular-data-package",
        "created": released.released_at,
        "notices": list(released.notices),
        "licence_note": "The licence is to be stated by the publisher.",
        "sources": [{"title": f"Definition of {words}"} for words in _sources(released)],
        "policy": {"id": released.policy, "edition": released.policy_edition, "words": released.policy_words},
        "editions": dict(released.editions),
        "source_hash": released.source_hash,
        "resources": [
            _resource("figures", "One row per figure: a share, a ratio or a difference.", FIGURE_COLUMNS),
            _resource("counts", "One row per count of people.", COUNT_COLUMNS),
        ],
    }


def _sources(released: ReleasedResult) -> list[str]:
    found = catalogue.load()
    return [
        f"{found[measure].heading}, edition {edition}: {found[measure].source}"
        for measure, edition in released.editions.items()
        if measure in found
    ]


def _resource(name: str, words: str, columns: Iterable[str]) -> dict[str, Any]:
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": words,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "schema": {"fields": [_field(column) for column in columns], "missingValues": [""]},
    }


def _field(column: str) -> dict[str, str]:
    field = {"name": column, "type": _type(column)}
    return {**field, "description": DESCRIPTIONS[column]} if column in DESCRIPTIONS else field


def _type(column: str) -> str:
    if column in NUMBERS:
        return "number"
    if column in WHOLE:
        # The word "suppressed" stands where a count is hidden, so a figure's counts are text to a strict reader.
        return "integer" if column in ("count", "parity_count") else "string"
    return "boolean" if column in TRUE_FALSE else "date" if column == "period_end" else "string"


def read_datapackage(path: Path) -> tuple[ReleasedFigure, ...]:
    """The figures of an earlier release, from its datapackage.json (or its folder) and the figures.csv beside it.

    Raises
        InputError: the package or its table cannot be read.
    """
    if path.is_dir():
        path = path / "datapackage.json"
    try:
        package = json.loads(path.read_text("utf-8"))
        table = next(entry["path"] for entry in package["resources"] if entry["name"] == "figures")
        text = (path.parent / Path(table).name).read_text("utf-8")
        return tuple(_figure_from(row) for row in csv.DictReader(io.StringIO(text)))
    except (OSError, ValueError, KeyError, StopIteration, TypeError):
        raise InputError(
            f"{path.name}, which is not a release that can be read.",
            expected="the datapackage.json of an earlier report, with its figures.csv beside it.",
            do_this="give the path inside the folder of the earlier report.",
        ) from None


def _figure_from(row: Mapping[str, str]) -> ReleasedFigure:
    breakdown = tuple(
        (name, value)
        for part in row["breakdown"].split(BREAKDOWN_JOINT)
        if part
        for name, _, value in [part.partition("=")]
    )
    texts: dict[str, Any] = {name: row[name] or None for name in TEXTS}
    numbers: dict[str, Any] = {name: _number(row[name]) for name in FLOATS}
    counts: dict[str, Any] = {name: _count(row[name], row["reason"]) for name in COUNT_NAMES}
    return ReleasedFigure(
        measure=row["measure"],
        edition=row["edition"],
        kind=Kind(row["kind"]),
        organisation=row["organisation"],
        period=row["period_end"],
        breakdown=breakdown,
        base=row["base"],
        method=row["method"],
        confidence=float(row["confidence"]),
        no_value=NoValue(row["no_value"]) if row["no_value"] else None,
        within_band={"true": True, "false": False}.get(row["within_band"]),
        parity_count=int(row["parity_count"]) if row["parity_count"] else None,
        **texts,
        **numbers,
        **counts,
    )


def _number(text: str) -> float | None:
    return float(text) if text else None


def _count(text: str, reason: str) -> Count | None:
    return Suppressed(reason) if text == SUPPRESSED else int(text) if text else None
